//! What each refusal of a real server means.

use vestibule::{
    domain::{Offer, Purpose, Reason},
    protocol::{Failing, Step, error::refusal, ns},
};

use crate::dialogue::{Dialogue, form};

/// The form that was refused.
#[derive(Clone, Copy)]
enum Of {
    /// None.
    Nothing,
    /// The last one in the same dialogue.
    Last,
    /// The one in the first answer of another dialogue.
    From(&'static str),
    /// One for another service than the server itself, the last in the same dialogue.
    Service,
}

const OPEN: Of = Of::From("ejabberd/form-open");
const CAPTCHA: Of = Of::From("ejabberd/form-captcha");
const PROSODY: Of = Of::From("prosody/form-default");
const FIELDS: Of = Of::From("prosody/form-fields");

const NAME: &[&str] = &["username"];
const PASSWORD: &[&str] = &["password"];
const BOTH: &[&str] = &["username", "password"];
const OCR: &[&str] = &["ocr"];
const NO: &[&str] = &[];

/// Dialogue, iq, step, form, reason, fields at fault.
type Row = (
    &'static str,
    &'static str,
    Step,
    Of,
    Reason,
    &'static [&'static str],
);

#[rustfmt::skip]
const SIGN_UP: &[Row] = &[
    // ejabberd
    ("ejabberd/captcha-case", "i2", Step::Submit, Of::Last, Reason::CaptchaWrong, OCR),
    ("ejabberd/captcha-conflict", "i2", Step::Submit, Of::Last, Reason::NameTaken, NAME),
    ("ejabberd/captcha-conflict", "i3", Step::Submit, Of::Last, Reason::CaptchaWrong, OCR),
    ("ejabberd/captcha-conflict", "i5", Step::Submit, Of::Last, Reason::NameNotAllowed, NAME),
    ("ejabberd/captcha-conflict", "i6", Step::Submit, Of::Last, Reason::CaptchaWrong, OCR),
    ("ejabberd/captcha-expired", "i1", Step::Submit, CAPTCHA, Reason::CaptchaWrong, OCR),
    ("ejabberd/captcha-minimal", "i7", Step::Submit, Of::Last, Reason::CaptchaWrong, OCR),
    ("ejabberd/captcha-minimal", "i8", Step::Submit, Of::Last, Reason::CaptchaWrong, OCR),
    ("ejabberd/captcha-minimal", "i9", Step::Submit, Of::Last, Reason::CaptchaWrong, OCR),
    // The password was missing, which is never sent; the condition is that of a missing answer to the captcha.
    ("ejabberd/captcha-minimal", "i10", Step::Submit, Of::Last, Reason::CaptchaWrong, OCR),
    // Legacy answers to a form with a captcha.
    ("ejabberd/captcha-minimal", "i6", Step::Submit, OPEN, Reason::Closed, NO),
    ("ejabberd/captcha-wrong", "i2", Step::Submit, Of::Last, Reason::CaptchaWrong, OCR),
    ("ejabberd/captcha-wrong", "i3", Step::Submit, Of::Last, Reason::CaptchaWrong, OCR),
    ("ejabberd/denied-access", "i2", Step::Submit, Of::Last, Reason::Blocked, NO),
    ("ejabberd/denied-ip", "i2", Step::Submit, Of::Last, Reason::Blocked, NO),
    ("ejabberd/err-bad-query", "i2", Step::Submit, OPEN, Reason::AnswersNotAccepted, NO),
    ("ejabberd/err-captcha-cmd-fails", "i1", Step::Ask, Of::Nothing, Reason::ServerFault, NO),
    ("ejabberd/err-captcha-limit", "i4", Step::Ask, Of::Nothing, Reason::TooMany, NO),
    ("ejabberd/err-captcha-limit", "i5", Step::Ask, Of::Nothing, Reason::TooMany, NO),
    ("ejabberd/err-conflict", "i1", Step::Submit, OPEN, Reason::NameTaken, NAME),
    ("ejabberd/err-conflict", "i2", Step::Submit, OPEN, Reason::NameTaken, NAME),
    ("ejabberd/err-malformed-username", "i1", Step::Submit, OPEN, Reason::NameNotAllowed, NAME),
    ("ejabberd/err-malformed-username", "i2", Step::Submit, OPEN, Reason::NameNotAllowed, NAME),
    ("ejabberd/err-malformed-username", "i3", Step::Submit, OPEN, Reason::NameNotAllowed, NAME),
    ("ejabberd/err-malformed-username", "i4", Step::Submit, OPEN, Reason::NameNotAllowed, NAME),
    ("ejabberd/err-malformed-username", "i5", Step::Submit, OPEN, Reason::NameNotAllowed, NAME),
    ("ejabberd/err-malformed-username", "i8", Step::Submit, OPEN, Reason::NameNotAllowed, NAME),
    ("ejabberd/err-malformed-username", "i9", Step::Submit, OPEN, Reason::NameNotAllowed, NAME),
    ("ejabberd/err-malformed-username", "i12", Step::Submit, OPEN, Reason::NameNotAllowed, NAME),
    ("ejabberd/err-malformed-username", "i15", Step::Submit, OPEN, Reason::NameNotAllowed, NAME),
    ("ejabberd/err-missing", "i1", Step::Submit, OPEN, Reason::AnswersNotAccepted, NO),
    ("ejabberd/err-missing", "i2", Step::Submit, OPEN, Reason::AnswersNotAccepted, NO),
    ("ejabberd/err-missing", "i4", Step::Submit, OPEN, Reason::AnswersNotAccepted, NO),
    ("ejabberd/err-missing", "i3", Step::Submit, OPEN, Reason::PasswordNotAllowed, PASSWORD),
    ("ejabberd/err-missing", "i5", Step::Submit, OPEN, Reason::NameNotAllowed, NAME),
    ("ejabberd/err-password-odd", "i5", Step::Submit, OPEN, Reason::PasswordNotAllowed, PASSWORD),
    ("ejabberd/err-registration-timeout", "i3", Step::Submit, Of::Last, Reason::TooMany, NO),
    ("ejabberd/err-registration-timeout2", "i2", Step::Submit, Of::Last, Reason::TooMany, NO),
    ("ejabberd/err-registration-timeout2", "i3", Step::Submit, Of::Last, Reason::TooMany, NO),
    ("ejabberd/err-weak-password", "i2", Step::Submit, Of::Last, Reason::PasswordNotAllowed, PASSWORD),
    ("ejabberd/err-weak-password", "i3", Step::Submit, Of::Last, Reason::AnswersNotAccepted, NO),
    ("ejabberd/idle-badset", "i2", Step::Submit, Of::Last, Reason::AnswersNotAccepted, NO),
    ("ejabberd/idle-badset", "i3", Step::Submit, Of::Last, Reason::AnswersNotAccepted, NO),
    ("ejabberd/register-form-on-open", "i1", Step::Submit, PROSODY, Reason::AnswersNotAccepted, NO),
    // Prosody
    ("prosody/before-tls", "i1", Step::Ask, Of::Nothing, Reason::Closed, NO),
    ("prosody/closed", "i1", Step::Ask, Of::Nothing, Reason::Closed, NO),
    ("prosody/closed", "i2", Step::Submit, PROSODY, Reason::Closed, NO),
    ("prosody/wrong-to", "i1", Step::Ask, Of::Nothing, Reason::Closed, NO),
    ("prosody/err-allowlist", "i2", Step::Submit, Of::Last, Reason::Blocked, NO),
    ("prosody/err-blocklist", "i2", Step::Submit, Of::Last, Reason::Blocked, NO),
    ("prosody/err-conflict", "i1", Step::Submit, PROSODY, Reason::NameTaken, NAME),
    ("prosody/err-conflict", "i2", Step::Submit, PROSODY, Reason::NameTaken, NAME),
    ("prosody/err-fields", "i1", Step::Submit, FIELDS, Reason::AnswersNotAccepted, &["email"]),
    ("prosody/err-fields", "i3", Step::Submit, FIELDS, Reason::AnswersNotAccepted, &["tos", "email"]),
    ("prosody/err-fields", "i4", Step::Submit, FIELDS, Reason::AnswersNotAccepted, &["age"]),
    ("prosody/err-fields", "i5", Step::Submit, FIELDS, Reason::AnswersNotAccepted, &["age"]),
    ("prosody/err-fields", "i7", Step::Submit, FIELDS, Reason::AnswersNotAccepted, &["referrer"]),
    // It is the name, but only the text says so; names that Prosody takes for invalid are not sent.
    ("prosody/err-malformed-username", "i1", Step::Submit, PROSODY, Reason::AnswersNotAccepted, BOTH),
    ("prosody/err-malformed-username", "i2", Step::Submit, PROSODY, Reason::AnswersNotAccepted, BOTH),
    ("prosody/err-malformed-username", "i3", Step::Submit, PROSODY, Reason::AnswersNotAccepted, BOTH),
    ("prosody/err-malformed-username", "i4", Step::Submit, PROSODY, Reason::AnswersNotAccepted, BOTH),
    ("prosody/err-malformed-username", "i5", Step::Submit, PROSODY, Reason::AnswersNotAccepted, BOTH),
    ("prosody/err-malformed-username", "i8", Step::Submit, PROSODY, Reason::AnswersNotAccepted, BOTH),
    ("prosody/err-malformed-username", "i9", Step::Submit, PROSODY, Reason::AnswersNotAccepted, BOTH),
    ("prosody/err-malformed-username", "i12", Step::Submit, PROSODY, Reason::AnswersNotAccepted, BOTH),
    ("prosody/err-malformed-username", "i16", Step::Submit, PROSODY, Reason::AnswersNotAccepted, BOTH),
    ("prosody/err-missing", "i1", Step::Submit, PROSODY, Reason::AnswersNotAccepted, BOTH),
    ("prosody/err-missing", "i2", Step::Submit, PROSODY, Reason::PasswordNotAllowed, PASSWORD),
    ("prosody/err-missing", "i3", Step::Submit, PROSODY, Reason::PasswordNotAllowed, PASSWORD),
    ("prosody/err-missing", "i5", Step::Submit, PROSODY, Reason::PasswordNotAllowed, PASSWORD),
    ("prosody/err-missing", "i6", Step::Submit, PROSODY, Reason::AnswersNotAccepted, BOTH),
    ("prosody/err-missing", "i4", Step::Submit, PROSODY, Reason::NameNotAllowed, NAME),
    ("prosody/err-throttle", "i3", Step::Submit, PROSODY, Reason::TooMany, NO),
    ("prosody/err-throttle", "i4", Step::Submit, PROSODY, Reason::TooMany, NO),
    ("prosody/err-throttle", "i5", Step::Submit, PROSODY, Reason::TooMany, NO),
    ("prosody/err-weak-password", "i1", Step::Submit, PROSODY, Reason::PasswordNotAllowed, PASSWORD),
    ("prosody/err-weak-password", "i2", Step::Submit, PROSODY, Reason::PasswordNotAllowed, PASSWORD),
    ("prosody/form-redirect-oob", "i2", Step::Submit, PROSODY, Reason::Closed, NO),
    ("prosody/register-form-cancel", "i1", Step::Submit, PROSODY, Reason::AnswersNotAccepted, BOTH),
    ("prosody/invite-reset", "i3", Step::Submit, Of::Last, Reason::NameTaken, NAME),
];

#[rustfmt::skip]
const SIGNED_IN: &[Row] = &[
    ("ejabberd/change-password", "i4", Step::ChangePassword, Of::Nothing, Reason::NotAllowed, NO),
    ("ejabberd/change-password", "i5", Step::ChangePassword, Of::Nothing, Reason::AnswersNotAccepted, NO),
    ("ejabberd/change-password", "i6", Step::ChangePassword, Of::Nothing, Reason::AnswersNotAccepted, NO),
    ("ejabberd/change-password", "i7", Step::ChangePassword, Of::Nothing, Reason::NotAllowed, NO),
    ("ejabberd/change-password", "i8", Step::ChangePassword, Of::Nothing, Reason::AnswersNotAccepted, NO),
    ("ejabberd/change-password", "i11", Step::ChangePassword, Of::Nothing, Reason::NotAllowed, NO),
    ("ejabberd/change-password-weak", "i2", Step::ChangePassword, Of::Nothing, Reason::PasswordNotAllowed, NO),
    ("ejabberd/captcha-vhost-authed-info", "i4", Step::ChangePassword, Of::Nothing, Reason::AnswersNotAccepted, NO),
    ("ejabberd/err-remove-unauth", "i1", Step::Remove, Of::Nothing, Reason::NotAllowed, NO),
    ("ejabberd/service-no-register", "i2", Step::Info, Of::Nothing, Reason::ServerFault, NO),
    ("ejabberd/service-no-register", "i3", Step::Info, Of::Nothing, Reason::ServerFault, NO),
    ("ejabberd/muc-register", "i3", Step::Submit, Of::Service, Reason::AnswersNotAccepted, NO),
    ("ejabberd/muc-register", "i5", Step::Submit, Of::Service, Reason::AnswersNotAccepted, NO),
    ("ejabberd/muc-register-conflict", "i2", Step::Submit, Of::From("ejabberd/muc-register2"), Reason::AnswersNotAccepted, NO),
    ("ejabberd/muc-register2-conflict", "i2", Step::Submit, Of::From("ejabberd/muc-register2"), Reason::NameTaken, &["muc#register_roomnick"]),
    ("prosody/change-password", "i4", Step::ChangePassword, Of::Nothing, Reason::AnswersNotAccepted, NO),
    ("prosody/change-password", "i5", Step::ChangePassword, Of::Nothing, Reason::AnswersNotAccepted, NO),
    ("prosody/change-password", "i6", Step::ChangePassword, Of::Nothing, Reason::AnswersNotAccepted, NO),
    ("prosody/change-password", "i8", Step::ChangePassword, Of::Nothing, Reason::AnswersNotAccepted, NO),
    ("prosody/change-password", "i9", Step::ChangePassword, Of::Nothing, Reason::AnswersNotAccepted, NO),
    ("prosody/change-password", "i12", Step::ChangePassword, Of::Nothing, Reason::AnswersNotAccepted, NO),
    ("prosody/change-password", "i13", Step::ChangePassword, Of::Nothing, Reason::AnswersNotAccepted, NO),
    ("prosody/change-password-policy", "i2", Step::ChangePassword, Of::Nothing, Reason::PasswordNotAllowed, NO),
    ("prosody/change-password-policy", "i3", Step::ChangePassword, Of::Nothing, Reason::PasswordNotAllowed, NO),
    ("prosody/err-remove-unauth", "i1", Step::Remove, Of::Nothing, Reason::NotAllowed, NO),
    ("prosody/unregister-mixed", "i2", Step::Remove, Of::Nothing, Reason::Unknown, NO),
    ("prosody/err-unauth-other-iq", "i1", Step::Info, Of::Nothing, Reason::Closed, NO),
    ("prosody/err-unauth-other-iq", "i2", Step::Info, Of::Nothing, Reason::Closed, NO),
    ("prosody/gateway-slidge", "i3", Step::Submit, Of::Service, Reason::AnswersNotAccepted, NO),
    ("prosody/gateway-slidge", "i4", Step::Submit, Of::Service, Reason::AnswersNotAccepted, NO),
    ("prosody/gateway-slidge", "i5", Step::Submit, Of::Service, Reason::AnswersNotAccepted, NO),
    ("prosody/gateway-slixmpp", "i3", Step::Submit, Of::Service, Reason::AnswersNotAccepted, NO),
    ("prosody/gateway-slixmpp", "i7", Step::Remove, Of::Nothing, Reason::Unknown, NO),
    ("prosody/muc-room-register", "i6", Step::Submit, Of::Service, Reason::AnswersNotAccepted, NO),
    ("prosody/muc-room-register-conflict", "i3", Step::Submit, Of::Service, Reason::NameTaken, &["muc#register_roomnick"]),
    ("prosody/muc-room-register-conflict", "i4", Step::Submit, Of::Service, Reason::AnswersNotAccepted, NO),
    ("prosody/muc-room-register-conflict", "i6", Step::Info, Of::Nothing, Reason::Closed, NO),
];

/// On a server that takes invitations, with none accepted.
#[rustfmt::skip]
const INVITED: &[Row] = &[
    ("prosody/invite-badtoken", "i1", Step::Invite, Of::Nothing, Reason::InvitationRefused, NO),
    ("prosody/invite-badtoken", "i2", Step::Invite, Of::Nothing, Reason::InvitationRefused, NO),
    ("prosody/invite-badtoken", "i3", Step::Invite, Of::Nothing, Reason::InvitationRefused, NO),
    ("prosody/invite-badtoken", "i4", Step::Submit, PROSODY, Reason::InvitationNeeded, NO),
    ("prosody/invite-form", "i2", Step::Submit, Of::Last, Reason::InvitationNeeded, NO),
    ("prosody/invite-reuse", "i1", Step::Invite, Of::Nothing, Reason::InvitationRefused, NO),
    ("prosody/invite-token-reconnect2", "i1", Step::Submit, PROSODY, Reason::InvitationNeeded, NO),
    ("prosody/invite-conflict-then-ok", "i2", Step::Submit, PROSODY, Reason::NameTaken, NAME),
    ("prosody/preauth-unsupported", "i1", Step::Invite, Of::Nothing, Reason::InvitationRefused, NO),
    ("prosody/closed", "i1", Step::Ask, Of::Nothing, Reason::InvitationNeeded, NO),
    // Fields that are named win over an invitation.
    ("prosody/err-fields", "i4", Step::Submit, FIELDS, Reason::AnswersNotAccepted, &["age"]),
    ("prosody/err-throttle", "i3", Step::Submit, PROSODY, Reason::TooMany, NO),
];

/// What this program never brings upon itself, and what has a test of its own below.
const APART: &[(&str, &str)] = &[
    // Nothing is submitted without encryption.
    ("prosody/before-tls", "i2"),
    ("ejabberd/lang-on-iq-error", "l1"),
];

/// The refusals that are looked at here: dialogue and iq.
pub(crate) fn expected() -> impl Iterator<Item = (&'static str, &'static str)> {
    let rows = [SIGN_UP, SIGNED_IN, INVITED].into_iter().flatten();
    rows.map(|(name, id, ..)| (*name, *id))
        .chain(APART.iter().copied())
}

#[test]
fn sign_ups_that_are_refused() {
    check(SIGN_UP, false);
}

#[test]
fn requests_that_are_refused_after_the_sign_in() {
    check(SIGNED_IN, false);
}

#[test]
fn sign_ups_without_an_invitation() {
    check(INVITED, true);
}

fn check(rows: &[Row], invites: bool) {
    for (name, id, step, of, reason, fields) in rows {
        let dialogue = Dialogue::load(name);
        let (at, iq) = dialogue.answer(id);
        let error = iq.get_child("error", ns::CLIENT).expect("an error");
        let refused = match of {
            Of::Nothing => None,
            Of::Last => dialogue.form_before(at, Purpose::NewAccount),
            Of::Service => dialogue.form_before(at, Purpose::Other),
            Of::From(other) => {
                let purpose = if other.contains("muc") {
                    Purpose::Other
                } else {
                    Purpose::NewAccount
                };
                let other = Dialogue::load(other);
                other.form_before(other.elements.len(), purpose)
            }
        };
        assert_eq!(
            refused.is_some(),
            !matches!(of, Of::Nothing),
            "{name} {id}: the form"
        );
        let found = refusal(
            error,
            iq,
            &Failing {
                step: *step,
                form: refused.as_ref(),
                lang: "en",
                invites,
            },
        );
        let at_fault: Vec<&str> = found
            .fields
            .iter()
            .map(vestibule::domain::FieldId::as_str)
            .collect();
        assert_eq!(found.reason, *reason, "{name} {id}: {found:?}");
        assert_eq!(at_fault, *fields, "{name} {id}");
        assert!(found.form.is_none(), "{name} {id}: an echo is no form");
        // The words are the server's, and nothing of what we sent.
        let words = error.get_child("text", ns::STANZA_ERRORS);
        assert_eq!(
            found.server_text,
            words.map(minidom::Element::text),
            "{name} {id}"
        );
        assert_eq!(
            found.error_type.map(vestibule::domain::ErrorType::as_str),
            error.attr("type"),
            "{name} {id}"
        );
    }
}

#[test]
fn the_words_are_those_of_the_wanted_language() {
    let dialogue = Dialogue::load("ejabberd/lang-on-iq-error");
    let (_, iq) = dialogue.answer("l1");
    let error = iq.get_child("error", ns::CLIENT).unwrap();
    for (lang, words) in [
        ("de", "Benutzer existiert bereits"),
        ("de-AT", "Benutzer existiert bereits"),
        ("en-GB", "User already exists"),
        ("fr", "Benutzer existiert bereits"),
    ] {
        let ctx = Failing {
            step: Step::Submit,
            form: None,
            lang,
            invites: false,
        };
        assert_eq!(
            refusal(error, iq, &ctx).server_text.as_deref(),
            Some(words),
            "{lang}"
        );
    }
}

#[test]
fn a_refused_form_is_still_there_to_be_asked_for_again() {
    // ejabberd sends no form with a refusal: a new one is asked for on the same stream, with a new picture.
    let dialogue = Dialogue::load("ejabberd/captcha-wrong");
    let first = form(dialogue.offer("i1", "en", Purpose::NewAccount)).unwrap();
    let again = dialogue.offer("i4", "en", Purpose::NewAccount);
    let Offer::Form(again) = again else {
        panic!("{again:?}")
    };
    assert_ne!(
        first.field(&"challenge".into()),
        again.field(&"challenge".into())
    );
    assert_ne!(first.field(&"ocr".into()), again.field(&"ocr".into()));
}
