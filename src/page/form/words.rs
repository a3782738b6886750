//! Our words for what a form holds and for what a server says to it.

use crate::domain::{Datatype, Field, Kind, Purpose, Reason, Refusal, Role, Value};
use crate::i18n::Key;
use crate::widget::card::Tone;
use crate::words;

/// The one sentence for a refusal that is about one field.
pub(super) fn refused_field(reason: Reason) -> Option<Key> {
    match reason {
        Reason::AnswersNotAccepted => Some(Key("refused-answer")),
        Reason::CaptchaWrong => Some(Key("refused-captcha")),
        Reason::NameTaken
        | Reason::NameTakenPerhapsByUs
        | Reason::NameNotAllowed
        | Reason::PasswordNotAllowed => Some(words::refused(reason)),
        _ => None,
    }
}

/// The sentence for a refusal that is about no single field.
pub(super) fn refused_form(refusal: &Refusal, purpose: Purpose) -> (Tone, Key) {
    let reason = refusal.reason;
    let tone = match reason {
        Reason::TooMany | Reason::ServerFault => Tone::Warn,
        _ => Tone::Bad,
    };
    let sentence = match purpose {
        Purpose::NewAccount => words::refused(reason),
        Purpose::NewPassword => words::refused_change(refusal),
        Purpose::Other => words::refused_to_owner(reason),
    };
    (tone, sentence)
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
