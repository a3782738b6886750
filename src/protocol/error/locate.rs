//! The fields that a refusal is about.

use super::{Failing, Step, purpose};
use crate::domain::{Field, FieldId, Form, Purpose, Reason, Role};

/// The nickname in the form of a room (XEP-0045 section 15.5.2).
const ROOM_NICK: &str = "muc#register_roomnick";

/// Whether the lines of the server's text may name fields.
pub(super) fn is_about_answers(reason: Reason, condition: &str) -> bool {
    matches!(
        condition,
        "not-acceptable" | "bad-request" | "policy-violation" | "undefined-condition"
    ) && !matches!(reason, Reason::TooMany | Reason::ServerFault)
}

/// The fields whose label or name begins a line of the text, followed by a colon.
///
/// Labels may have a colon of their own, and a star that says that they are required, here or there.
pub(super) fn fields_in<'a>(text: &str, form: &'a Form) -> Vec<&'a Field> {
    const COLONS: [char; 2] = [':', '：'];
    let mut found: Vec<&Field> = Vec::new();
    for line in text.lines() {
        let line = line.trim().to_lowercase();
        let begins = |name: &str| {
            let name = name
                .trim_matches(|c: char| c.is_whitespace() || c == '*' || COLONS.contains(&c))
                .to_lowercase();
            let rest = line.strip_prefix(&name).filter(|_| !name.is_empty())?;
            rest.trim_start_matches(|c: char| c.is_whitespace() || c == '*')
                .starts_with(COLONS)
                .then_some(name.len())
        };
        let meant = form
            .fields
            .iter()
            .filter(|field| field.is_question())
            .filter_map(|field| {
                let label = field.label.as_deref().and_then(begins);
                Some((field, label.max(begins(field.id.as_str()))?))
            })
            // The longest one: a label may begin like another. Of equal ones the first.
            .rev()
            .max_by_key(|(_, length)| *length);
        if let Some((field, _)) = meant
            && !found.iter().any(|known| known.id == field.id)
        {
            found.push(field);
        }
    }
    found
}

/// What a refusal of exactly these fields means.
pub(super) fn reason_of_fields(fields: &[&Field], ctx: &Failing<'_>) -> Reason {
    match fields {
        [field] if field.role.is_captcha() => Reason::CaptchaWrong,
        [field] if purpose(ctx) == Purpose::NewAccount || ctx.step == Step::ChangePassword => {
            match field.role {
                Role::Username => Reason::NameNotAllowed,
                Role::Password => Reason::PasswordNotAllowed,
                _ => Reason::AnswersNotAccepted,
            }
        }
        _ => Reason::AnswersNotAccepted,
    }
}

/// The fields that a reason is about, where the server named none.
pub(super) fn fields_of(reason: Reason, condition: &str, ctx: &Failing<'_>) -> Vec<FieldId> {
    let Some(form) = ctx.form else {
        return Vec::new();
    };
    let with = |is_meant: &dyn Fn(Role) -> bool| {
        form.fields
            .iter()
            .filter(|field| field.is_question() && is_meant(field.role))
            .map(|field| field.id.clone())
            .collect::<Vec<_>>()
    };
    let of = |role: Role| with(&|asked| asked == role);
    match reason {
        Reason::NameTaken | Reason::NameTakenPerhapsByUs | Reason::NameNotAllowed => {
            let by_name = of(Role::Username);
            if by_name.is_empty() {
                // Rooms register nicknames; elsewhere the only thing that is asked for is what is taken.
                let mut nick = of(Role::Nick);
                nick.extend(form.field(&ROOM_NICK.into()).map(|field| field.id.clone()));
                if nick.is_empty() {
                    only_question(form)
                } else {
                    nick
                }
            } else {
                by_name
            }
        }
        Reason::PasswordNotAllowed => of(Role::Password),
        Reason::CaptchaWrong => with(&Role::is_captcha),
        // A name or a password: a form that asks for nothing else leaves it open.
        Reason::AnswersNotAccepted if condition == "not-acceptable" => {
            let asked: Vec<&Field> = form.fields.iter().filter(|f| f.is_question()).collect();
            let few = asked
                .iter()
                .all(|field| matches!(field.role, Role::Username | Role::Password));
            if few {
                asked.iter().map(|field| field.id.clone()).collect()
            } else {
                Vec::new()
            }
        }
        _ => Vec::new(),
    }
}

fn only_question(form: &Form) -> Vec<FieldId> {
    let mut asked = form.fields.iter().filter(|field| field.is_question());
    match (asked.next(), asked.next()) {
        (Some(only), None) => vec![only.id.clone()],
        _ => Vec::new(),
    }
}
