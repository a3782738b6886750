//! What a verb says of refusals, troubles and answers.

use crate::cli::json::{self, Body, ErrorBody, ProblemBody, RefusalBody};
use crate::cli::outcome::{Outcome, Report};
use crate::domain::{About, ContactPurpose, Field, FieldId, Form, Problem, Reason, Refusal, Role};
use crate::engine::account::AccountError;
use crate::engine::{Error, Stage};
use crate::i18n::{I18n, Key};
use crate::settings::Trouble;
use crate::words::{self, trouble::Cause};

/// The name of a field on the screen: its name for `--set`, and the label if that says more.
pub(super) fn label(i18n: &I18n, field: &Field) -> String {
    let label = words::label(i18n, field);
    let label = label.trim();
    if label == field.id.as_str() {
        label.to_owned()
    } else {
        format!("{} ({label})", field.id)
    }
}

/// What was wrong with the settings.
pub(super) fn settings_trouble(i18n: &I18n, trouble: &Trouble) -> String {
    let (key, path) = match trouble {
        Trouble::SetAside(path) => (Key("settings-set-aside"), path),
        Trouble::Unreadable(path) => (Key("settings-unreadable"), path),
    };
    i18n.with(key, [("path", path.display().to_string())])
}

/// The report on a refusal.
pub(super) fn refused(i18n: &I18n, domain: &str, refusal: &Refusal) -> Report {
    let outcome = match refusal.reason {
        Reason::Closed => Outcome::NothingToFillIn,
        Reason::NameTakenPerhapsByUs => Outcome::Unknown,
        _ => Outcome::Refused,
    };
    Report::new(outcome)
        .say_all(refusal_lines(i18n, domain, refusal))
        .body(Body {
            refusal: Some(RefusalBody::from(refusal)),
            ..Body::default()
        })
}

/// A refusal in words: our sentence, then the server's.
pub(super) fn refusal_lines(i18n: &I18n, domain: &str, refusal: &Refusal) -> Vec<String> {
    // Where more is known, the sentence does not say that it is not.
    let key = match refusal.reason {
        Reason::AnswersNotAccepted if !refusal.fields.is_empty() => Key("cli-refused-answers"),
        Reason::Unknown if refusal.server_text.is_some() => Key("cli-refused"),
        reason => words::refused(reason),
    };
    let mut lines = vec![i18n.with(key, [("domain", domain)])];
    if !refusal.fields.is_empty() {
        let fields: Vec<&str> = refusal.fields.iter().map(FieldId::as_str).collect();
        lines.push(i18n.with("cli-fields-at-fault", [("fields", fields.join(", "))]));
    }
    if let Some(text) = &refusal.server_text {
        lines.push(i18n.with("cli-server-said", [("text", text.as_str())]));
    }
    lines
}

/// The report on a connection that did not come about, or broke.
pub(super) fn trouble(i18n: &I18n, domain: &str, error: &Error) -> Report {
    let outcome = match error {
        Error::Timeout(Stage::Work) => return unsolved(i18n, domain),
        Error::OutcomeUnknown { .. } => Outcome::Unknown,
        Error::Closed => Outcome::Fault,
        _ => Outcome::NotConnected,
    };
    let mut report = Report::new(outcome);
    let address = match error {
        Error::OutcomeUnknown { address, .. } => address.as_ref().map(ToString::to_string),
        _ => None,
    };
    if let Some(address) = &address {
        report = report.say(i18n.with("cli-unknown", [("address", address.as_str())]));
    } else {
        let cause = Cause::of(error);
        report = report
            .say(cause.title(i18n, domain))
            .say(cause.sentence(i18n, domain));
    }
    if let Some(text) = json::server_text(error) {
        report = report.say(i18n.with("cli-server-said", [("text", text)]));
    }
    report
        .say(i18n.with("cli-detail", [("detail", error.to_string())]))
        .body(Body {
            address,
            error: Some(ErrorBody::new(error)),
            ..Body::default()
        })
}

/// The report on a computation that a server asks for and that takes too long.
pub(super) fn unsolved(i18n: &I18n, domain: &str) -> Report {
    Report::new(Outcome::Refused)
        .say(i18n.with("cli-unsolved", [("domain", domain)]))
        .body(Body {
            error: Some(ErrorBody {
                kind: "work",
                detail: "the hashcash was not found in time".to_owned(),
                server_text: None,
            }),
            ..Body::default()
        })
}

/// The report on something with an account that did not work.
pub(super) fn account_trouble(i18n: &I18n, domain: &str, error: &AccountError) -> Report {
    let detail = |outcome, kind, sentence: String| {
        Report::new(outcome).say(sentence).body(Body {
            error: Some(ErrorBody {
                kind,
                detail: error.to_string(),
                server_text: None,
            }),
            ..Body::default()
        })
    };
    match error {
        AccountError::Connection(error) => trouble(i18n, domain, error),
        AccountError::SignIn(refusal) | AccountError::Refused(refusal) => {
            let mut report = refused(i18n, domain, refusal);
            // To an account, "closed" is a plain refusal: there was something to fill in.
            report.outcome = Outcome::Refused;
            report
        }
        AccountError::Impostor => {
            let sentence = i18n.with("cli-impostor", [("domain", domain)]);
            detail(Outcome::NotConnected, "impostor", sentence)
        }
        AccountError::Unknown(_) => {
            let sentence = i18n.with("cli-account-unknown", [("domain", domain)]);
            detail(Outcome::Unknown, "outcome_unknown", sentence)
        }
        AccountError::StillThere(text) => {
            let sentence = i18n.with("cli-still-there", [("domain", domain)]);
            let mut report = detail(Outcome::Unknown, "still_there", sentence);
            if let Some(text) = text {
                report = report.say(i18n.with("cli-server-said", [("text", text.as_str())]));
            }
            report
        }
    }
}

/// What a server says of itself, a line each.
pub(super) fn about(i18n: &I18n, about: &About) -> Vec<String> {
    let mut lines = Vec::new();
    if about.registration == Some(false) {
        lines.push(i18n.text("cli-about-no-registration"));
    }
    for contact in &about.contacts {
        let key = match contact.purpose {
            ContactPurpose::Support => Key("cli-contact-support"),
            ContactPurpose::Admin => Key("cli-contact-admin"),
            ContactPurpose::Abuse => Key("cli-contact-abuse"),
            ContactPurpose::Security => Key("cli-contact-security"),
            ContactPurpose::Feedback => Key("cli-contact-feedback"),
            ContactPurpose::Status => Key("cli-contact-status"),
            ContactPurpose::Sales => Key("cli-contact-sales"),
        };
        lines.push(i18n.with(key, [("address", contact.link.as_str())]));
    }
    lines
}

/// The report on answers that cannot be sent, or only if one insists.
pub(super) fn problems(i18n: &I18n, form: &Form, problems: &[Problem]) -> Report {
    let mut report = Report::new(Outcome::Usage).say(i18n.text("cli-problems"));
    let mut bodies = Vec::new();
    for problem in problems {
        let message = words::fault(i18n, &problem.fault);
        let shown = form
            .field(&problem.field)
            .map_or_else(|| problem.field.to_string(), |field| label(i18n, field));
        report = report.say(format!("  {shown}: {message}"));
        bodies.push(ProblemBody::new(problem, message));
    }
    let only_doubts = problems
        .iter()
        .all(|problem| problem.severity == crate::domain::Severity::Warn);
    if only_doubts {
        report = report.say(i18n.text("cli-insist"));
    }
    report.body(Body {
        problems: bodies,
        ..Body::default()
    })
}

/// Whether an answer to this field is a password or the like, which no argument may carry.
pub(super) fn is_secret(field: &Field) -> bool {
    field.kind == crate::domain::Kind::Secret
        || matches!(field.role, Role::Password | Role::OldPassword)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Address;

    const ALL: [Reason; 17] = [
        Reason::NameTaken,
        Reason::NameTakenPerhapsByUs,
        Reason::NameNotAllowed,
        Reason::PasswordNotAllowed,
        Reason::AnswersNotAccepted,
        Reason::CaptchaWrong,
        Reason::InvitationNeeded,
        Reason::InvitationRefused,
        Reason::Closed,
        Reason::Blocked,
        Reason::TooMany,
        Reason::ServerFault,
        Reason::WrongPassword,
        Reason::NotAllowed,
        Reason::NotFound,
        Reason::NotRegistered,
        Reason::Unknown,
    ];

    /// The exit code, the name in the JSON, and the sentence in English and in German.
    #[rustfmt::skip]
    fn expected(reason: Reason) -> (Outcome, &'static str, &'static str, &'static str) {
        use Outcome::{NothingToFillIn, Refused, Unknown};
        match reason {
            Reason::NameTaken => (Refused, "taken", "That name is taken.", "Dieser Name ist vergeben."),
            Reason::NameTakenPerhapsByUs => (Unknown, "taken_perhaps_by_us", "That name is taken: perhaps by", "Dieser Name ist vergeben: vielleicht durch"),
            Reason::NameNotAllowed => (Refused, "name_not_allowed", "The server does not allow that name.", "Der Server erlaubt diesen Namen nicht."),
            Reason::PasswordNotAllowed => (Refused, "password_not_allowed", "The server does not allow that password.", "Der Server erlaubt dieses Passwort nicht."),
            Reason::AnswersNotAccepted => (Refused, "answers_not_accepted", "The server does not accept some of these answers.", "Der Server nimmt einige dieser Antworten nicht an."),
            Reason::CaptchaWrong => (Refused, "captcha_wrong", "That was not the answer to the puzzle", "Das war nicht die Lösung"),
            Reason::InvitationNeeded => (Refused, "invitation_needed", "Only people with an invitation", "Bei example.org kann nur"),
            Reason::InvitationRefused => (Refused, "invitation_refused", "example.org does not take this invitation", "example.org nimmt diese Einladung"),
            Reason::Closed => (NothingToFillIn, "closed", "example.org lets nobody sign up", "example.org lässt zurzeit niemanden"),
            Reason::Blocked => (Refused, "blocked", "example.org does not let you sign up.", "example.org lässt Sie kein Konto anlegen."),
            Reason::TooMany => (Refused, "too_many", "The server asks you to wait", "Der Server bittet zu warten"),
            Reason::ServerFault => (Refused, "server_fault", "The server could not do it just now.", "Der Server konnte es gerade nicht."),
            Reason::WrongPassword => (Refused, "wrong_password", "example.org did not let you in", "example.org lässt Sie nicht ein"),
            Reason::NotAllowed => (Refused, "not_allowed", "example.org does not allow this.", "example.org erlaubt das nicht."),
            Reason::NotFound => (Refused, "not_found", "There is no service at example.org.", "Bei example.org gibt es keinen Dienst."),
            Reason::NotRegistered => (Refused, "not_registered", "You are not registered with example.org.", "Sie sind bei example.org nicht angemeldet."),
            Reason::Unknown => (Refused, "unknown", "example.org said no.", "example.org hat nein gesagt."),
        }
    }

    /// Requirement 86: each refusal has a text of its own, with the server's beside it.
    #[test]
    fn every_refusal_has_its_exit_code_its_name_and_its_sentence() {
        for reason in ALL {
            let (outcome, name, english, german) = expected(reason);
            let mut refusal = Refusal::new(reason);
            refusal.server_text = Some("Go away.".to_owned());
            refusal.fields = vec!["username".into()];
            for (lang, sentence) in [("en", english), ("de", german)] {
                let i18n = I18n::new(Some(lang));
                let report = refused(&i18n, "example.org", &refusal);
                assert_eq!(report.outcome, outcome, "{reason:?}");
                assert_eq!(report.to_json()["refusal"]["reason"], name);
                let lines = refusal_lines(&i18n, "example.org", &refusal);
                assert!(lines[0].starts_with(sentence), "{reason:?}: {lines:?}");
                assert!(lines[1].contains("username"), "{lines:?}");
                assert!(lines[2].contains("Go away."), "{lines:?}");
            }
        }
    }

    /// Requirement 87: without a name to try it is unknown all the same, and nobody is told that nothing was made.
    #[test]
    fn what_cannot_be_told_is_unknown_with_and_without_an_address() {
        for (address, said) in [
            (
                Address::parse("juliet@example.org").ok(),
                "juliet@example.org",
            ),
            (None, "whether example.org signed you up"),
        ] {
            let error = Error::OutcomeUnknown {
                address,
                cause: Box::new(Error::Lost("x".to_owned())),
            };
            let report = trouble(&I18n::default(), "example.org", &error);
            assert_eq!(report.outcome, Outcome::Unknown);
            let json = report.to_json();
            assert_eq!(json["error"]["kind"], "outcome_unknown");
            let message = json["message"].as_str().unwrap_or_default();
            assert!(message.contains(said), "{message}");
            assert!(!message.contains("Nothing was"), "{message}");
        }
    }

    /// To the owner of an account no refusal is a server without a form.
    #[test]
    fn an_owner_is_refused_and_not_sent_away() {
        for reason in ALL {
            let error = AccountError::Refused(Box::new(Refusal::new(reason)));
            let report = account_trouble(&I18n::default(), "example.org", &error);
            assert_eq!(report.outcome, Outcome::Refused, "{reason:?}");
        }
    }
}
