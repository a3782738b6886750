//! What a field asks for, in the person's language.

use crate::domain::{Challenge, Datatype, Field, Role, Rules};
use crate::i18n::{I18n, Key};

/// The label of a field: ours where the name is a standard one, else the server's, else its bare name.
#[must_use]
pub fn label(i18n: &I18n, field: &Field) -> String {
    let theirs = field.label.clone().filter(|label| !label.trim().is_empty());
    match (role_label(field.role), theirs) {
        // Where not characters in a picture are asked for, only the server knows what is.
        (Some(_), Some(label)) if field.role.is_captcha() && field.id.as_str() != "ocr" => label,
        // What day it is, too, and what those hold that are for anything.
        (Some(_), Some(label)) if is_for_anything(field.role) => label,
        (Some(key), _) => i18n.text(key),
        (None, Some(label)) => label,
        (None, None) => field.id.to_string(),
    }
}

fn role_label(role: Role) -> Option<Key> {
    Some(match role {
        Role::Username => Key("field-username"),
        Role::Password => Key("field-password"),
        Role::Email => Key("field-email"),
        Role::Captcha(challenge) => challenge_label(challenge),
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
        Role::Misc => Key("field-misc"),
        Role::Text => Key("field-text"),
        Role::Key => Key("field-key"),
        Role::Other => return None,
    })
}

/// Whether what such a field holds is up to the server: its label says it, if it has one.
fn is_for_anything(role: Role) -> bool {
    matches!(role, Role::Date | Role::Misc | Role::Text | Role::Key)
}

/// What a puzzle asks, where the server has no words of its own (XEP-0158 section 9).
fn challenge_label(challenge: Challenge) -> Key {
    match challenge {
        Challenge::Ocr => Key("field-captcha"),
        Challenge::Question | Challenge::Hashcash | Challenge::Other => Key("puzzle-question"),
        Challenge::PictureRecognition => Key("puzzle-picture"),
        Challenge::PictureQuestion => Key("puzzle-picture-question"),
        Challenge::SpeechRecognition => Key("puzzle-speech"),
        Challenge::SpeechQuestion => Key("puzzle-speech-question"),
        Challenge::SoundRecognition => Key("puzzle-sound"),
        Challenge::FilmRecognition => Key("puzzle-film"),
        Challenge::FilmQuestion => Key("puzzle-film-question"),
    }
}

/// What a fitting answer looks like, in words.
#[must_use]
pub fn limits(i18n: &I18n, rules: &Rules) -> Option<String> {
    let range = match (rules.min.as_deref(), rules.max.as_deref()) {
        (Some(min), Some(max)) => Some(i18n.with("limit-between", [("min", min), ("max", max)])),
        (Some(min), None) => Some(i18n.with("limit-from", [("min", min)])),
        (None, Some(max)) => Some(i18n.with("limit-to", [("max", max)])),
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
    let kind = kind.map(|kind| i18n.text(kind));
    let many = match rules.chosen {
        (Some(least), Some(most)) => {
            Some(i18n.with("limit-choose-between", [("least", least), ("most", most)]))
        }
        (Some(least), None) => Some(i18n.with("limit-choose-least", [("least", least)])),
        (None, Some(most)) => Some(i18n.with("limit-choose-most", [("most", most)])),
        (None, None) => None,
    };
    let all: Vec<String> = [kind, range, many].into_iter().flatten().collect();
    (!all.is_empty()).then(|| all.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Kind;

    /// Requirements 70 and 71 (XEP-0158 sections 6.3 and 9): characters are asked for in the person's language, whatever the
    /// server's; a question only the server can word, and where it has no words there are ours.
    #[test]
    fn puzzles_are_asked_in_words_that_can_be_read() {
        let i18n = I18n::new(Some("en"));
        let asked = |challenge: Challenge, theirs: Option<&str>| {
            let name = challenge.as_str();
            let mut field = Field::new(name, Role::Captcha(challenge), Kind::Text);
            field.label = theirs.map(str::to_owned);
            label(&i18n, &field)
        };
        let ours = asked(Challenge::Ocr, None);
        assert_eq!(asked(Challenge::Ocr, Some("Zadejte text")), ours);
        assert_eq!(asked(Challenge::Question, Some("12 + 7?")), "12 + 7?");
        for challenge in [
            Challenge::Question,
            Challenge::PictureRecognition,
            Challenge::SpeechRecognition,
            Challenge::FilmQuestion,
        ] {
            let generic = asked(challenge, None);
            assert!(generic.contains(' '), "{generic}");
            assert_ne!(generic, ours);
            assert_eq!(asked(challenge, Some("  ")), generic);
        }
    }

    /// Requirement 20 (XEP-0077 section 14.3): each standard name has a label of ours, and each its own.
    #[test]
    fn standard_names_have_labels() {
        let standard = [
            (Role::Username, "username"),
            (Role::Nick, "nick"),
            (Role::Password, "password"),
            (Role::FullName, "name"),
            (Role::FirstName, "first"),
            (Role::LastName, "last"),
            (Role::Email, "email"),
            (Role::Street, "address"),
            (Role::City, "city"),
            (Role::Region, "state"),
            (Role::PostalCode, "zip"),
            (Role::Phone, "phone"),
            (Role::WebPage, "url"),
            (Role::Date, "date"),
            (Role::Misc, "misc"),
            (Role::Text, "text"),
            (Role::Key, "key"),
        ];
        for lang in ["en", "de"] {
            let i18n = I18n::new(Some(lang));
            let mut labels: Vec<String> = standard
                .map(|(role, name)| {
                    let label = label(&i18n, &Field::new(name, role, Kind::Text));
                    assert_ne!(label, name, "{lang}");
                    label
                })
                .into();
            labels.sort_unstable();
            labels.dedup();
            assert_eq!(labels.len(), standard.len(), "{lang}: {labels:?}");
        }
    }

    /// Requirement 57 (XEP-0068 section 3.4): the server's label, without one the name; and what only the server knows.
    #[test]
    fn other_names_have_the_servers_labels() {
        let i18n = I18n::new(Some("en"));
        let labelled = |name: &str, role, label: Option<&str>| {
            let field = Field {
                label: label.map(str::to_owned),
                ..Field::new(name, role, Kind::Text)
            };
            super::label(&i18n, &field)
        };
        assert_eq!(labelled("x-romeo", Role::Other, Some("Romeo?")), "Romeo?");
        assert_eq!(labelled("x-romeo", Role::Other, None), "x-romeo");
        assert_eq!(labelled("misc", Role::Misc, Some("Shoe size")), "Shoe size");
        assert_eq!(labelled("date", Role::Date, Some("Birthday")), "Birthday");
        assert_eq!(labelled("email", Role::Email, Some("Mail!")), "E-mail");
    }
}
