//! What is wrong with an answer, told before the server tells it.

use super::{Fault, Problem, Purpose, Severity, fixed::agrees};
use crate::domain::{
    Address, Domain, Field, Kind, Role, Secret, UserName, Value,
    password::{self, PasswordFault},
};

/// All that is wrong with the answer to one field. What blocks comes first and alone.
pub(super) fn field(field: &Field, answer: Option<&Value>, purpose: Purpose) -> Vec<Problem> {
    if !field.is_question() {
        return Vec::new();
    }
    let problem = |fault, severity| Problem {
        field: field.id.clone(),
        fault,
        severity,
    };
    if field.fixed && !answer.is_none_or(|answer| agrees(answer, field.preset.as_ref())) {
        return vec![problem(Fault::Fixed, Severity::Block)];
    }
    let answer = answer.or(field.preset.as_ref());
    if let Some(fault) = blocks(field, answer, purpose) {
        return vec![problem(fault, Severity::Block)];
    }
    answer
        .filter(|answer| !answer.is_empty())
        .and_then(|answer| doubts(field, answer, purpose))
        .map(|fault| problem(fault, Severity::Warn))
        .into_iter()
        .collect()
}

/// What cannot be sent at all.
fn blocks(field: &Field, answer: Option<&Value>, purpose: Purpose) -> Option<Fault> {
    // A name or password of nothing but blanks is none; servers must refuse it (XEP-0077 section 3.1).
    let named = match purpose {
        Purpose::NewAccount => matches!(field.role, Role::Username | Role::Password),
        Purpose::NewPassword => field.role == Role::Password,
        Purpose::Other => false,
    };
    if answer.is_some_and(|answer| !is_shaped(answer, &field.kind)) {
        return Some(Fault::NotOfType);
    }
    // Nor is there an address of blanks.
    let trimmed = named || matches!(field.kind, Kind::Address | Kind::Addresses);
    // Nor is a text of nothing but ends of lines sent.
    let lines = field.kind == Kind::Lines;
    let empty = answer.is_none_or(|answer| {
        answer.is_empty()
            || trimmed && texts(answer).all(|text| text.trim().is_empty())
            || lines && texts(answer).all(|text| text.lines().all(str::is_empty))
    });
    if empty {
        let toggle = matches!(field.kind, Kind::Toggle);
        return ((field.required || named) && !toggle).then_some(Fault::Empty);
    }
    let answer = answer?;
    if let Some(bad) = texts(answer).flat_map(str::chars).find(|c| !is_xml(*c)) {
        return Some(if field.role == Role::Password {
            Fault::Password
        } else {
            Fault::Character(bad)
        });
    }
    let mut own = texts(answer)
        .filter(|text| !field.kind.offers(text))
        .peekable();
    // Another value than those that are offered is no answer at all (XEP-0004 section 3.3).
    if matches!(field.kind, Kind::Choice { open: false, .. }) && own.peek().is_some() {
        return Some(Fault::NotAnOption);
    }
    if field.kind != Kind::Lines && own.any(|text| text.contains(['\n', '\r'])) {
        return Some(Fault::Character('\n'));
    }
    if !named {
        return None;
    }
    let text = texts(answer).next()?;
    if field.role == Role::Username {
        return UserName::parse(text).err().map(Fault::Name);
    }
    match password::prepare(&text.into()) {
        Err(PasswordFault::Empty) => Some(Fault::Empty),
        Err(PasswordFault::Character) => Some(Fault::Password),
        Ok(_) => {
            (text.chars().count() < password::LEAST).then_some(Fault::TooShort(password::LEAST))
        }
    }
}

/// What the server may not like: advice by its own rules (XEP-0122).
fn doubts(field: &Field, answer: &Value, purpose: Purpose) -> Option<Fault> {
    match &field.kind {
        Kind::Address | Kind::Addresses => texts(answer)
            .map(str::trim)
            .any(|text| !text.is_empty() && !is_address(text))
            .then_some(Fault::NotAnAddress),
        Kind::Choice { many, .. } => {
            let count = u32::try_from(texts(answer).count()).unwrap_or(u32::MAX);
            let (least, most) = field.rules.chosen;
            let mut own = texts(answer).filter(|text| !field.kind.offers(text));
            if let Some(fault) = own.find_map(|text| field.rules.fault(text)) {
                Some(fault)
            } else if *many
                && (least.is_some_and(|least| count < least)
                    || most.is_some_and(|most| count > most))
            {
                Some(Fault::WrongCount)
            } else {
                None
            }
        }
        Kind::Text | Kind::Secret => texts(answer)
            .find_map(|text| field.rules.fault(text))
            .or_else(|| {
                let account = purpose != Purpose::Other && field.role == Role::Password;
                let varies = |text: &str| password::varies(&Secret::from(text));
                (account && texts(answer).any(varies)).then_some(Fault::PasswordVaries)
            }),
        Kind::Lines | Kind::Toggle | Kind::Note | Kind::Hidden | Kind::Work(_) => None,
    }
}

/// Whether an answer is of the shape in which that kind of field is answered.
fn is_shaped(answer: &Value, kind: &Kind) -> bool {
    match kind {
        Kind::Text | Kind::Lines | Kind::Address | Kind::Choice { many: false, .. } => {
            matches!(answer, Value::Text(_))
        }
        Kind::Choice { many: true, .. } | Kind::Addresses => matches!(answer, Value::Many(_)),
        Kind::Secret => matches!(answer, Value::Secret(_)),
        Kind::Toggle => matches!(answer, Value::Toggle(_)),
        Kind::Note | Kind::Hidden | Kind::Work(_) => false,
    }
}

/// An XMPP address of any kind: a person's, a server's, with or without a resource.
fn is_address(text: &str) -> bool {
    let bare = text.split_once('/').map_or(text, |(bare, _)| bare);
    Address::parse(bare).is_ok() || Domain::parse(bare).is_ok()
}

fn texts(value: &Value) -> Box<dyn Iterator<Item = &str> + '_> {
    match value {
        Value::Text(text) => Box::new(std::iter::once(text.as_str())),
        Value::Secret(secret) => Box::new(std::iter::once(secret.expose())),
        Value::Toggle(_) => Box::new(std::iter::empty()),
        Value::Many(values) => Box::new(values.iter().map(String::as_str)),
    }
}

/// The characters of XML 1.0 section 2.2.
fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}
