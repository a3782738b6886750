//! Answers that go from one form to the next.

use super::{Answers, Form};
use crate::domain::{Kind, Secret, Value};

impl Form {
    /// The answers of an earlier form that still fit this one, over this one's presets.
    ///
    /// Everything is kept but the answers to captchas, which are good for one submission only. Of several chosen options
    /// those are kept that are still there; an answer goes from one kind of field to another where that loses nothing.
    #[must_use]
    pub fn carry_over(&self, old: &Answers) -> Answers {
        let mut answers = self.presets();
        for field in self
            .fields
            .iter()
            .filter(|field| field.is_question() && !field.role.is_captcha() && !field.fixed)
        {
            if let Some(value) = old.get(&field.id).and_then(|value| fit(value, &field.kind)) {
                answers.set(field.id.clone(), value);
            }
        }
        answers
    }
}

/// An answer to an earlier form as one to a field of this kind; `None` if it cannot be one.
fn fit(value: &Value, kind: &Kind) -> Option<Value> {
    let line = |text: &str| (!text.contains('\n')).then(|| text.to_owned());
    match kind {
        Kind::Text | Kind::Address => match value {
            Value::Text(text) => line(text).map(Value::Text),
            Value::Many(values) => single(values).map(Value::Text),
            // What was hidden is not shown.
            Value::Secret(_) | Value::Toggle(_) => None,
        },
        Kind::Secret => match value {
            Value::Secret(secret) => Some(Value::Secret(secret.clone())),
            Value::Text(text) => line(text).map(|text| Value::Secret(Secret::from(text))),
            Value::Many(_) | Value::Toggle(_) => None,
        },
        Kind::Lines => match value {
            Value::Text(text) => Some(Value::Text(text.clone())),
            Value::Many(values) => Some(Value::Text(values.join("\n"))),
            Value::Secret(_) | Value::Toggle(_) => None,
        },
        Kind::Addresses => match value {
            Value::Many(values) => Some(Value::Many(values.clone())),
            Value::Text(text) => Some(Value::Many(text.split('\n').map(str::to_owned).collect())),
            Value::Secret(_) | Value::Toggle(_) => None,
        },
        Kind::Toggle => match value {
            Value::Toggle(on) => Some(Value::Toggle(*on)),
            Value::Text(_) | Value::Many(_) | Value::Secret(_) => None,
        },
        Kind::Choice { many, open, .. } => chosen(value, kind, *open).and_then(|values| {
            if *many {
                Some(Value::Many(values))
            } else {
                single(&values).map(Value::Text)
            }
        }),
        Kind::Note | Kind::Hidden | Kind::Work(_) => None,
    }
}

/// What of an answer can still be chosen. That nothing was chosen is an answer too, but options that are gone are none.
fn chosen(value: &Value, kind: &Kind, open: bool) -> Option<Vec<String>> {
    let values = match value {
        Value::Text(text) => std::slice::from_ref(text),
        Value::Many(values) => values,
        Value::Secret(_) | Value::Toggle(_) => return None,
    };
    let left: Vec<String> = values
        .iter()
        .filter(|value| value.is_empty() || open || kind.offers(value))
        .cloned()
        .collect();
    (!left.is_empty() || values.is_empty()).then_some(left)
}

fn single(values: &[String]) -> Option<String> {
    match values {
        [] => Some(String::new()),
        [one] => Some(one.clone()),
        _ => None,
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::super::tests::{account, answers, form, optional, sent};
    use super::*;
    use crate::domain::{Choice, Field};

    #[test]
    fn carry_over_keeps_everything_but_captcha_answers() {
        let given = answers(&[
            ("username", "juliet"),
            ("password", "swordfish"),
            ("ocr", "250641"),
        ]);
        let kept = account().carry_over(&given);
        assert_eq!(kept.get(&"username".into()), given.get(&"username".into()));
        assert_eq!(kept.get(&"password".into()), given.get(&"password".into()));
        assert_eq!(kept.get(&"ocr".into()), None);
    }

    #[test]
    fn carry_over_drops_what_no_longer_fits() {
        let option = |value: &str| Choice {
            value: value.into(),
            label: value.into(),
        };
        let form = form(vec![optional(
            "one",
            Kind::Choice {
                options: vec![option("a")],
                many: false,
                open: false,
            },
        )]);
        assert_eq!(
            form.carry_over(&answers(&[("one", "gone")]))
                .get(&"one".into()),
            None
        );
        assert!(
            form.carry_over(&answers(&[("one", "a")]))
                .get(&"one".into())
                .is_some()
        );
    }

    #[test]
    fn carry_over_keeps_what_fits_of_several_and_goes_to_other_kinds() {
        let option = |value: &str| Choice {
            value: value.into(),
            label: value.into(),
        };
        let list = |many| Kind::Choice {
            options: vec![option("a"), option("b")],
            many,
            open: false,
        };
        let text = |text: &str| Value::Text(text.into());
        let many = |values: &[&str]| Value::Many(values.iter().map(|v| (*v).to_owned()).collect());
        for (old, kind, kept) in [
            (many(&["a", "gone"]), list(true), Some(many(&["a"]))),
            (many(&["gone"]), list(true), None),
            (many(&[]), list(true), Some(many(&[]))),
            (text("a"), list(true), Some(many(&["a"]))),
            (many(&["a"]), list(false), Some(text("a"))),
            (many(&["a", "b"]), list(false), None),
            (text("a"), Kind::Lines, Some(text("a"))),
            (text("a\nb"), Kind::Text, None),
            (text("a\nb"), Kind::Addresses, Some(many(&["a", "b"]))),
            (many(&["a", "b"]), Kind::Lines, Some(text("a\nb"))),
            (text("a"), Kind::Secret, Some(Value::Secret("a".into()))),
            (Value::Secret("a".into()), Kind::Text, None),
            (Value::Toggle(true), Kind::Toggle, Some(Value::Toggle(true))),
            (text("true"), Kind::Toggle, None),
        ] {
            let mut given = Answers::default();
            given.set("x".into(), old.clone());
            let form = form(vec![optional("x", kind.clone())]);
            let found = form.carry_over(&given);
            assert_eq!(found.get(&"x".into()), kept.as_ref(), "{old:?} to {kind:?}");
        }
    }

    #[test]
    fn what_was_cleared_is_not_filled_in_again() {
        let form = form(vec![Field {
            preset: Some(Value::Text("theirs".into())),
            ..optional("x", Kind::Text)
        }]);
        let kept = form.carry_over(&answers(&[("x", "")]));
        assert_eq!(kept.get(&"x".into()), Some(&Value::Text(String::new())));
        assert_eq!(sent(&form.check(&kept, false).unwrap()), []);
    }
}
