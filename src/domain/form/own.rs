//! Forms about an account that one is signed in to.

use super::{Answers, Form};
use crate::domain::{Credentials, Kind, Role, Secret, Value};

impl Form {
    /// What the program can answer by itself in a form about an own account, over the server's presets (XEP-0077
    /// sections 3.2 and 3.3).
    ///
    /// The name is what the server filled in, else the part before the `@`: servers compare it with that. The old
    /// password is that of the credentials; the password is the new one where there is one, else the old one again.
    #[must_use]
    pub fn presets_for(&self, own: &Credentials, new: Option<&Secret>) -> Answers {
        let mut answers = self.presets();
        for field in self.fields.iter().filter(|field| field.is_question()) {
            let secret = match field.role {
                Role::Username if answers.get(&field.id).is_none_or(Value::is_empty) => {
                    let name = match field.kind {
                        Kind::Address => own.address.to_string(),
                        Kind::Text => own.address.name().to_string(),
                        _ => continue,
                    };
                    answers.set(field.id.clone(), Value::Text(name));
                    continue;
                }
                Role::Password => new.unwrap_or(&own.password),
                Role::OldPassword => &own.password,
                _ => continue,
            };
            if field.kind == Kind::Secret {
                answers.set(field.id.clone(), Value::Secret(secret.clone()));
            }
        }
        answers
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;
    use crate::domain::{
        Address, Field, Purpose, Way,
        form::tests::{answers, field, optional, sent},
    };

    fn own() -> Credentials {
        Credentials {
            address: Address::parse("juliet@example.org").unwrap(),
            password: Secret::from("the old one"),
        }
    }

    fn form(purpose: Purpose) -> Form {
        let fields = vec![
            field("username", Role::Username, Kind::Text),
            field("old_password", Role::OldPassword, Kind::Secret),
            field("password", Role::Password, Kind::Secret),
            optional("x-mmn", Kind::Text),
        ];
        Form::new(purpose, Way::DataForm, fields)
    }

    /// Requirements 90 and 91 (XEP-0077 section 3.3).
    #[test]
    fn what_the_program_knows_nobody_is_asked() {
        let form = form(Purpose::NewPassword);
        let known = form.presets_for(&own(), Some(&Secret::from("the new one")));
        let submission = form.check(&known, false).unwrap();
        assert_eq!(
            sent(&submission),
            [
                ("username", vec!["juliet"]),
                ("old_password", vec!["the old one"]),
                ("password", vec!["the new one"]),
            ]
        );
        assert_eq!(submission.password(), Some(&Secret::from("the new one")));
        // A deletion asks for the only one that there is.
        let known = form.presets_for(&own(), None);
        let old = Some(&Value::Secret(own().password));
        assert_eq!(known.get(&"password".into()), old);
    }

    /// Requirement 92 (XEP-0077 section 3.3): the name in the form that the server has it.
    #[test]
    fn the_name_is_what_the_server_says() {
        let mut form = form(Purpose::NewPassword);
        form.fields[0].preset = Some(Value::Text("juliet@example.org".to_owned()));
        let name = |form: &Form| {
            form.presets_for(&own(), None)
                .get(&"username".into())
                .cloned()
        };
        assert_eq!(
            name(&form),
            Some(Value::Text("juliet@example.org".to_owned()))
        );
        form.fields[0].preset = Some(Value::Text(String::new()));
        assert_eq!(name(&form), Some(Value::Text("juliet".to_owned())));
        form.fields[0] = Field {
            kind: Kind::Address,
            preset: None,
            ..form.fields[0].clone()
        };
        assert_eq!(
            name(&form),
            Some(Value::Text("juliet@example.org".to_owned()))
        );
    }

    /// Requirement 110 (RFC 8265 section 4).
    #[test]
    fn passwords_are_sent_in_the_one_form_in_which_one_signs_in() {
        let typed = answers(&[
            ("username", "Juliet"),
            ("old_password", "u\u{308}"),
            ("password", "o\u{308}ver the wall"),
        ]);
        let submission = form(Purpose::NewPassword).check(&typed, true).unwrap();
        assert_eq!(
            sent(&submission),
            [
                ("username", vec!["Juliet"]),
                ("old_password", vec!["ü"]),
                ("password", vec!["över the wall"])
            ]
        );
        assert_eq!(submission.password(), Some(&Secret::from("över the wall")));
        // What another service does with a password is not known.
        let submission = form(Purpose::Other).check(&typed, true).unwrap();
        assert_eq!(
            sent(&submission)[2],
            ("password", vec!["o\u{308}ver the wall"])
        );
        assert_eq!(submission.password(), None);
    }

    /// Requirement 110 (XEP-0438 section 8): a new password of an own account, not one for another service.
    #[test]
    fn a_new_password_has_eight_characters() {
        let typed = |password| {
            let old = ("old_password", "x");
            answers(&[("username", "juliet"), old, ("password", password)])
        };
        let new = form(Purpose::NewPassword);
        assert!(new.check(&typed("seven77"), true).is_err());
        assert!(new.check(&typed("eight888"), true).is_ok());
        assert!(form(Purpose::Other).check(&typed("x"), true).is_ok());
    }

    /// Requirement 89 (XEP-0077 section 3.3): servers keep the old password if the new one is empty.
    #[test]
    fn an_empty_password_is_not_sent() {
        for password in ["", "  "] {
            let typed = answers(&[
                ("username", "juliet"),
                ("old_password", "x"),
                ("password", password),
            ]);
            assert!(form(Purpose::NewPassword).check(&typed, true).is_err());
        }
    }
}
