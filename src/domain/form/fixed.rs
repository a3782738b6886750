//! A name that is settled before the form is filled in.

use super::{Form, Purpose};
use crate::domain::{Kind, Role, UserName, Value};

impl Form {
    /// Fills in the user name that an invitation is for, and lets nobody change it (XEP-0445 section 2.1). A name that the
    /// server itself has filled in comes first: it knows its invitation, and a link may be made up.
    pub fn fix_name(&mut self, name: &UserName) {
        if self.purpose != Purpose::NewAccount {
            return;
        }
        let asked = self
            .fields
            .iter_mut()
            .find(|field| field.role == Role::Username && field.kind == Kind::Text);
        let Some(field) = asked else {
            return;
        };
        let is_name =
            |value: &Value| matches!(value, Value::Text(text) if UserName::parse(text).is_ok());
        if !field.preset.as_ref().is_some_and(is_name) {
            field.preset = Some(Value::Text(name.to_string()));
        }
        field.fixed = true;
    }
}

/// Whether an answer says what is settled.
pub(super) fn agrees(answer: &Value, settled: Option<&Value>) -> bool {
    match (answer, settled) {
        (Value::Text(answer), Some(Value::Text(settled))) => {
            answer == settled
                || UserName::parse(answer).is_ok_and(|name| Ok(name) == UserName::parse(settled))
        }
        (answer, settled) => Some(answer) == settled,
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;
    use crate::domain::{
        Fault, Way,
        form::tests::{answers, field, sent},
    };

    fn form(purpose: Purpose) -> Form {
        let fields = vec![
            field("username", Role::Username, Kind::Text),
            field("password", Role::Password, Kind::Secret),
        ];
        Form::new(purpose, Way::DataForm, fields)
    }

    fn fixed() -> Form {
        let mut form = form(Purpose::NewAccount);
        form.fix_name(&UserName::parse("juliet").unwrap());
        form
    }

    /// Requirement 102 (XEP-0445 section 2.1).
    #[test]
    fn a_name_that_is_settled_goes_out_whatever_else_is_typed() {
        let form = fixed();
        for typed in [
            &[("password", "a long password")][..],
            &[("username", "juliet"), ("password", "a long password")],
            &[("username", "JULIET"), ("password", "a long password")],
        ] {
            let submission = form.check(&answers(typed), false).unwrap();
            assert_eq!(sent(&submission)[0], ("username", vec!["juliet"]));
        }
        for other in ["romeo", "", "j u"] {
            let typed = answers(&[("username", other), ("password", "a long password")]);
            for insist in [false, true] {
                let problems = form.check(&typed, insist).unwrap_err();
                assert_eq!(problems[0].fault, Fault::Fixed, "{other:?}");
            }
            let carried = form.carry_over(&typed);
            let name = carried.get(&"username".into());
            assert_eq!(name, Some(&Value::Text("juliet".into())));
        }
    }

    #[test]
    fn a_name_of_the_servers_comes_first() {
        for (preset, settled) in [
            ("capulet", "capulet"),
            ("", "juliet"),
            ("no name", "juliet"),
        ] {
            let mut form = form(Purpose::NewAccount);
            form.fields[0].preset = Some(Value::Text(preset.to_owned()));
            form.fix_name(&UserName::parse("juliet").unwrap());
            let name = form.presets().get(&"username".into()).cloned();
            assert_eq!(name, Some(Value::Text(settled.to_owned())));
            assert!(form.fields[0].fixed);
        }
    }

    #[test]
    fn only_the_name_of_a_new_account_is_settled() {
        for purpose in [Purpose::NewPassword, Purpose::Other] {
            let mut form = form(purpose);
            form.fix_name(&UserName::parse("juliet").unwrap());
            assert!(form.fields.iter().all(|field| !field.fixed));
        }
    }
}
