//! Our words for what a form holds and for what a server says to it.

use crate::domain::{Datatype, Field, Kind, Reason, Role, Rules, Value};
use crate::i18n::Key;
use crate::widget::Ctx;
use crate::widget::card::Tone;

/// The label of a field: ours where the name is a standard one, else the server's, else its bare name.
pub(super) fn label(field: &Field, ctx: Ctx<'_>) -> String {
    let theirs = field.label.clone().filter(|label| !label.trim().is_empty());
    match (role_label(field.role), theirs) {
        // Where not characters in a picture are asked for, only the server knows what is.
        (Some(_), Some(label)) if field.role == Role::Captcha && field.id.as_str() != "ocr" => {
            label
        }
        (Some(key), _) => ctx.i18n.text(key),
        (None, Some(label)) => label,
        (None, None) => field.id.to_string(),
    }
}

fn role_label(role: Role) -> Option<Key> {
    Some(match role {
        Role::Username => Key("field-username"),
        Role::Password => Key("field-password"),
        Role::Email => Key("field-email"),
        Role::Captcha => Key("field-captcha"),
        Role::Nick => Key("field-nick"),
        Role::FullName => Key("field-full-name"),
        Role::FirstName => Key("field-first-name"),
        Role::LastName => Key("field-last-name"),
        Role::Street => Key("field-street"),
        Role::City => Key("field-city"),
        Role::Region => Key("field-region"),
        Role::PostalCode => Key("field-postal-code"),
        Role::Phone => Key("field-phone"),
        Role::WebPage => Key("field-web-page"),
        Role::Date => Key("field-date"),
        Role::OldPassword => Key("field-old-password"),
        // What these hold is up to the server: its label says it, if it has one.
        Role::Misc | Role::Text | Role::Key | Role::Other => return None,
    })
}

/// What a fitting answer looks like, in words.
pub(super) fn limits(rules: &Rules, ctx: Ctx<'_>) -> Option<String> {
    let range = match (rules.min.as_deref(), rules.max.as_deref()) {
        (Some(min), Some(max)) => {
            Some(ctx.i18n.with("limit-between", [("min", min), ("max", max)]))
        }
        (Some(min), None) => Some(ctx.i18n.with("limit-from", [("min", min)])),
        (None, Some(max)) => Some(ctx.i18n.with("limit-to", [("max", max)])),
        (None, None) => None,
    };
    let kind = match rules.datatype {
        Datatype::Integer => Some(Key("limit-integer")),
        Datatype::Decimal => Some(Key("limit-decimal")),
        Datatype::Date => Some(Key("limit-date")),
        Datatype::Time => Some(Key("limit-time")),
        Datatype::DateTime => Some(Key("limit-date-time")),
        Datatype::Uri => Some(Key("limit-uri")),
        Datatype::Language => Some(Key("limit-language")),
        Datatype::String => None,
    };
    let kind = kind.map(|kind| ctx.i18n.text(kind));
    let many = match rules.chosen {
        (Some(least), Some(most)) => Some(
            ctx.i18n
                .with("limit-choose-between", [("least", least), ("most", most)]),
        ),
        (Some(least), None) => Some(ctx.i18n.with("limit-choose-least", [("least", least)])),
        (None, Some(most)) => Some(ctx.i18n.with("limit-choose-most", [("most", most)])),
        (None, None) => None,
    };
    let all: Vec<String> = [kind, range, many].into_iter().flatten().collect();
    (!all.is_empty()).then(|| all.join(" "))
}

/// The one sentence for a refusal that is about one field.
pub(super) fn refused_field(reason: Reason) -> Option<Key> {
    Some(match reason {
        Reason::NameTaken => Key("refused-name-taken"),
        Reason::NameTakenPerhapsByUs => Key("refused-name-taken-perhaps"),
        Reason::NameNotAllowed => Key("refused-name-not-allowed"),
        Reason::PasswordNotAllowed => Key("refused-password"),
        Reason::CaptchaWrong => Key("refused-captcha"),
        Reason::AnswersNotAccepted => Key("refused-answer"),
        _ => return None,
    })
}

/// The sentence for a refusal that is about no single field.
pub(super) fn refused_form(reason: Reason) -> (Tone, Key) {
    match reason {
        Reason::TooMany => (Tone::Warn, Key("refused-too-many")),
        Reason::ServerFault => (Tone::Warn, Key("refused-server-fault")),
        Reason::InvitationNeeded => (Tone::Bad, Key("refused-invitation")),
        Reason::Closed => (Tone::Bad, Key("refused-closed")),
        Reason::Blocked | Reason::NotAllowed => (Tone::Bad, Key("refused-blocked")),
        Reason::AnswersNotAccepted => (Tone::Bad, Key("refused-answers")),
        _ => (Tone::Bad, Key("refused-unknown")),
    }
}

/// What is shown in an empty field: how its answer is written.
pub(super) fn placeholder(asked: &Field) -> Option<Key> {
    match (&asked.kind, asked.role, asked.rules.datatype) {
        (Kind::Address, ..) => Some(Key("hint-address")),
        (_, Role::Email, _) => Some(Key("hint-email")),
        (_, Role::Date, _) | (_, _, Datatype::Date) => Some(Key("hint-date")),
        (_, _, Datatype::Time) => Some(Key("hint-time")),
        (_, Role::WebPage, _) | (_, _, Datatype::Uri) => Some(Key("hint-uri")),
        _ => None,
    }
}

/// The words of a field that only says something.
pub(super) fn note(asked: &Field) -> Option<String> {
    let value = match &asked.preset {
        Some(Value::Text(text)) => Some(text.clone()),
        Some(Value::Many(texts)) => Some(texts.join("\n")),
        _ => None,
    };
    let words: Vec<String> = [asked.label.clone(), value]
        .into_iter()
        .flatten()
        .filter(|words| !words.trim().is_empty())
        .collect();
    (!words.is_empty()).then(|| words.join("\n"))
}
