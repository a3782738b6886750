//! The answers of `--set`, read against the form that came.

use crate::domain::{Answers, Choice, Field, Form, Kind, Value};
use crate::i18n::I18n;

use super::outcome::Report;
use super::words;

/// What was said with `--set`, in the order in which it was said.
pub(super) struct Said(Vec<(String, String)>);

impl Said {
    /// Splits each at its first `=`.
    ///
    /// # Errors
    ///
    /// If one has no name, or if one is a password: what is an argument can be read by everybody on the machine. The
    /// value is not repeated.
    pub(super) fn parse(i18n: &I18n, answers: &[String]) -> Result<Self, Report> {
        let mut said = Vec::new();
        for answer in answers {
            let (name, value) = answer
                .split_once('=')
                .filter(|(name, _)| !name.is_empty())
                .ok_or_else(|| Report::usage(i18n.text("cli-set-wrong")))?;
            if matches!(name, "password" | "old_password") {
                return Err(no_password(i18n, name));
            }
            said.push((name.to_owned(), value.to_owned()));
        }
        Ok(Self(said))
    }

    /// Whether something was said for this field.
    pub(super) fn names(&self, field: &Field) -> bool {
        self.0.iter().any(|(name, _)| name == field.id.as_str())
    }

    /// All names that something was said for, once each.
    pub(super) fn all_names(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for (name, _) in &self.0 {
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
        names
    }

    /// Puts the answers in, those to `puzzles` only if it is said so. Gives the names that the form does not have.
    ///
    /// # Errors
    ///
    /// If one cannot be an answer to its field.
    pub(super) fn enter(
        &self,
        i18n: &I18n,
        form: &Form,
        puzzles: bool,
        answers: &mut Answers,
    ) -> Result<Vec<String>, Report> {
        let mut unknown: Vec<String> = Vec::new();
        for (name, _) in &self.0 {
            let field = form
                .fields
                .iter()
                .find(|field| field.id.as_str() == name && field.is_question());
            let Some(field) = field else {
                if !unknown.contains(name) {
                    unknown.push(name.clone());
                }
                continue;
            };
            if field.role.is_captcha() && !puzzles {
                continue;
            }
            if words::is_secret(field) && !field.role.is_captcha() {
                return Err(no_password(i18n, name));
            }
            let values: Vec<&str> = self
                .0
                .iter()
                .filter(|(other, _)| other == name)
                .map(|(_, value)| value.as_str())
                .collect();
            answers.set(field.id.clone(), value(i18n, field, &values)?);
        }
        Ok(unknown)
    }
}

/// An answer as the field takes it. Empty values are none; without any the field is answered with nothing, in place of
/// what the server filled in.
///
/// # Errors
///
/// If there are more values than it can have, or if it is a switch and the value is neither on nor off.
pub(super) fn value(i18n: &I18n, field: &Field, values: &[&str]) -> Result<Value, Report> {
    let filled = || values.iter().copied().filter(|text| !text.is_empty());
    let only = || {
        let mut filled = filled();
        match (filled.next(), filled.next()) {
            (one, None) => Ok(one.unwrap_or_default()),
            (_, Some(_)) => Err(Report::usage(
                i18n.with("cli-set-several", [("field", field.id.as_str())]),
            )),
        }
    };
    Ok(match &field.kind {
        Kind::Toggle => {
            let text = only()?;
            Value::Toggle(switch(i18n, text).ok_or_else(|| {
                Report::usage(i18n.with("cli-set-toggle", [("field", field.id.as_str())]))
            })?)
        }
        // An empty line among others is one of the text's lines.
        Kind::Lines => Value::Text(values.join("\n")),
        Kind::Addresses => Value::Many(filled().map(str::to_owned).collect()),
        Kind::Choice {
            options,
            many: true,
            ..
        } => Value::Many(filled().map(|text| option(options, text)).collect()),
        Kind::Choice { options, .. } => Value::Text(option(options, only()?)),
        Kind::Secret => Value::Secret(only()?.into()),
        Kind::Text | Kind::Address | Kind::Note | Kind::Hidden | Kind::Work(_) => {
            Value::Text(only()?.to_owned())
        }
    })
}

fn no_password(i18n: &I18n, name: &str) -> Report {
    Report::usage(i18n.with("cli-set-password", [("field", name)]))
}

/// The value of the option that is meant: by its value, else by its label. What is neither is kept: the check tells, or
/// the field takes an answer of one's own.
fn option(options: &[Choice], text: &str) -> String {
    options
        .iter()
        .find(|option| option.value == text)
        .or_else(|| options.iter().find(|option| option.label == text))
        .or_else(|| {
            let text = text.to_lowercase();
            options
                .iter()
                .find(|option| option.label.to_lowercase() == text)
        })
        .map_or_else(|| text.to_owned(), |option| option.value.clone())
}

/// On or off, as XML, people and the person's language write it. Nothing is off.
pub(super) fn switch(i18n: &I18n, text: &str) -> Option<bool> {
    let text = text.trim().to_lowercase();
    match text.as_str() {
        "true" | "1" | "yes" | "on" => Some(true),
        "" | "false" | "0" | "no" | "off" => Some(false),
        _ if text == i18n.text("cli-yes") => Some(true),
        _ if text == i18n.text("cli-no") => Some(false),
        _ => None,
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]
mod tests {
    use super::*;
    use crate::domain::{FieldId, Purpose, Role, Way};

    fn form() -> Form {
        let options = vec![
            Choice {
                value: "en".into(),
                label: "English".into(),
            },
            Choice {
                value: "de".into(),
                label: "Deutsch".into(),
            },
        ];
        let choice = |many| Kind::Choice {
            options: options.clone(),
            many,
            open: false,
        };
        let fields = vec![
            Field::new("username", Role::Username, Kind::Text),
            Field::new("pin", Role::Other, Kind::Secret),
            Field::new("tos", Role::Other, Kind::Toggle),
            Field::new("lang", Role::Other, choice(false)),
            Field::new("langs", Role::Other, choice(true)),
            Field::new("about", Role::Other, Kind::Lines),
            Field::new("FORM_TYPE", Role::Other, Kind::Hidden),
        ];
        Form::new(Purpose::NewAccount, Way::DataForm, fields)
    }

    fn enter(said: &[&str]) -> Result<(Answers, Vec<String>), Report> {
        let i18n = I18n::default();
        let said: Vec<String> = said.iter().map(|text| (*text).to_owned()).collect();
        let mut answers = Answers::default();
        let unknown = Said::parse(&i18n, &said)?.enter(&i18n, &form(), true, &mut answers)?;
        Ok((answers, unknown))
    }

    #[test]
    fn answers_are_read_as_their_fields_want_them() {
        let (answers, unknown) = enter(&[
            "username=romeo=1",
            "tos=yes",
            "lang=deutsch",
            "langs=en",
            "langs=Deutsch",
            "about=one",
            "about=two",
            "nosuch=1",
            "FORM_TYPE=x",
        ])
        .unwrap();
        let get = |name: &str| answers.get(&FieldId::from(name)).cloned();
        assert_eq!(get("username"), Some(Value::Text("romeo=1".into())));
        assert_eq!(get("tos"), Some(Value::Toggle(true)));
        assert_eq!(get("lang"), Some(Value::Text("de".into())));
        assert_eq!(
            get("langs"),
            Some(Value::Many(vec!["en".into(), "de".into()]))
        );
        assert_eq!(get("about"), Some(Value::Text("one\ntwo".into())));
        assert_eq!(get("FORM_TYPE"), None);
        assert_eq!(unknown, ["nosuch", "FORM_TYPE"]);
    }

    #[test]
    fn an_empty_answer_clears_what_the_server_filled_in() {
        let (answers, _) = enter(&["username=", "tos=", "lang=", "langs=", "about="]).unwrap();
        for name in ["username", "lang", "langs", "about"] {
            let answer = answers.get(&FieldId::from(name)).unwrap();
            assert!(answer.is_empty(), "{name}: {answer:?}");
        }
        let off = answers.get(&FieldId::from("tos"));
        assert_eq!(off, Some(&Value::Toggle(false)));
        let (answers, _) =
            enter(&["langs=", "langs=de", "about=one", "about=", "about=two"]).unwrap();
        let get = |name: &str| answers.get(&FieldId::from(name)).cloned();
        assert_eq!(get("langs"), Some(Value::Many(vec!["de".into()])));
        assert_eq!(get("about"), Some(Value::Text("one\n\ntwo".into())));
    }

    /// Requirement 41 (XEP-0004 section 3.3): and as people write it, in their language too.
    #[test]
    fn switches_are_read_in_all_spellings() {
        for (lang, on, off) in [
            (
                "en",
                ["true", "1", "YES", "on"],
                ["false", "0", "no", "Off"],
            ),
            (
                "de",
                ["true", "1", "ja", "Ja"],
                ["false", "0", "nein", "off"],
            ),
        ] {
            let i18n = I18n::new(Some(lang));
            assert!(on.iter().all(|text| switch(&i18n, text) == Some(true)));
            assert!(off.iter().all(|text| switch(&i18n, text) == Some(false)));
            assert_eq!(switch(&i18n, "perhaps"), None);
        }
    }

    #[test]
    fn an_open_list_takes_what_it_does_not_have() {
        let i18n = I18n::default();
        for many in [false, true] {
            let drink = Kind::Choice {
                options: vec![Choice {
                    value: "t".into(),
                    label: "Tea".into(),
                }],
                many,
                open: true,
            };
            let field = Field::new("drink", Role::Other, drink);
            let texts = |said: &str| match value(&i18n, &field, &[said]).unwrap() {
                Value::Text(text) => vec![text],
                Value::Many(texts) => texts,
                other => panic!("{other:?}"),
            };
            assert_eq!(texts("tea"), ["t"]);
            assert_eq!(texts("Lemonade"), ["Lemonade"]);
        }
    }

    #[test]
    fn no_argument_carries_a_secret() {
        for said in ["password=hunter2", "old_password=hunter2", "pin=hunter2"] {
            let report = enter(&[said]).unwrap_err();
            assert_eq!(report.outcome, super::super::outcome::Outcome::Usage);
            assert!(!format!("{report:?}").contains("hunter2"), "{said}");
        }
    }

    #[test]
    fn what_cannot_be_an_answer_is_told() {
        for said in [
            &["username"][..],
            &["=x"],
            &["username=a", "username=b"],
            &["tos=perhaps"],
        ] {
            assert!(enter(said).is_err(), "{said:?}");
        }
    }
}
