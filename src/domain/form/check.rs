//! What is wrong with an answer, told before the server tells it.

use super::{Fault, Problem, Purpose, Severity, password};
use crate::domain::{
    Address, Datatype, Domain, Field, Kind, Role, Rules, UserName, Value, password::PasswordFault,
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
    let answer = answer.or(field.preset.as_ref());
    if let Some(fault) = blocks(field, answer, purpose) {
        return vec![problem(fault, Severity::Block)];
    }
    answer
        .filter(|answer| !answer.is_empty())
        .and_then(|answer| doubts(field, answer))
        .map(|fault| problem(fault, Severity::Warn))
        .into_iter()
        .collect()
}

/// What cannot be sent at all.
fn blocks(field: &Field, answer: Option<&Value>, purpose: Purpose) -> Option<Fault> {
    // A name or password of nothing but blanks is none; servers must refuse it (XEP-0077 section 3.1).
    let named =
        purpose == Purpose::NewAccount && matches!(field.role, Role::Username | Role::Password);
    let empty = answer.is_none_or(|answer| {
        answer.is_empty() || named && texts(answer).all(|text| text.trim().is_empty())
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
fn doubts(field: &Field, answer: &Value) -> Option<Fault> {
    match &field.kind {
        Kind::Address | Kind::Addresses => texts(answer)
            .any(|text| !is_address(text))
            .then_some(Fault::NotAnAddress),
        Kind::Choice {
            options,
            open,
            many,
        } => {
            let known = |text: &str| options.iter().any(|option| option.value == text);
            let count = u32::try_from(texts(answer).count()).unwrap_or(u32::MAX);
            let (least, most) = field.rules.chosen;
            if !open && texts(answer).any(|text| !known(text)) {
                Some(Fault::NotAnOption)
            } else if *many
                && (least.is_some_and(|least| count < least)
                    || most.is_some_and(|most| count > most))
            {
                Some(Fault::WrongCount)
            } else {
                None
            }
        }
        Kind::Text => texts(answer).find_map(|text| of_type(text, &field.rules)),
        _ => None,
    }
}

/// Whether a value is of the type and in the range that the server asks for.
fn of_type(text: &str, rules: &Rules) -> Option<Fault> {
    let text = text.trim();
    match rules.datatype {
        Datatype::Integer => match text.parse::<i128>() {
            Ok(value) => outside(&value, rules, |bound| bound.trim().parse().ok()),
            Err(_) => Some(Fault::NotOfType),
        },
        Datatype::Decimal => match text.parse::<f64>() {
            Ok(value) if value.is_finite() => {
                outside(&value, rules, |bound| bound.trim().parse().ok())
            }
            _ => Some(Fault::NotOfType),
        },
        Datatype::Date if !is_date(text) => Some(Fault::NotOfType),
        // Dates of this form stand in the order of their text.
        Datatype::Date => outside(&text, rules, |bound| is_date(bound).then_some(bound)),
        Datatype::Time if !is_time(text) => Some(Fault::NotOfType),
        Datatype::DateTime => {
            let fits = text
                .split_once('T')
                .is_some_and(|(date, time)| is_date(date) && is_time(time));
            (!fits).then_some(Fault::NotOfType)
        }
        Datatype::Uri => url::Url::parse(text).is_err().then_some(Fault::NotOfType),
        Datatype::Language => {
            let part = |part: &str| {
                (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
            };
            (!text.split('-').all(part)).then_some(Fault::NotOfType)
        }
        Datatype::String | Datatype::Time => None,
    }
}

fn outside<'a, T: PartialOrd>(
    value: &T,
    rules: &'a Rules,
    read: impl Fn(&'a str) -> Option<T>,
) -> Option<Fault> {
    let below = rules
        .min
        .as_deref()
        .and_then(&read)
        .is_some_and(|min| *value < min);
    let above = rules
        .max
        .as_deref()
        .and_then(&read)
        .is_some_and(|max| *value > max);
    (below || above).then_some(Fault::OutOfRange)
}

/// `YYYY-MM-DD`, with a month and a day that exist.
fn is_date(text: &str) -> bool {
    let mut parts = text.splitn(3, '-');
    let mut number = |digits: usize| {
        let part = parts
            .next()
            .filter(|part| part.len() == digits && part.bytes().all(|b| b.is_ascii_digit()))?;
        part.parse::<u32>().ok()
    };
    let (Some(year), Some(month), Some(day)) = (number(4), number(2), number(2)) else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        1..=12 => 31,
        _ => return false,
    };
    (1..=days).contains(&day)
}

/// `hh:mm:ss`, with a fraction and a zone if one is given.
fn is_time(text: &str) -> bool {
    let zone = text.find(['Z', '+', '-']).unwrap_or(text.len());
    let (clock, _) = text.split_at(zone);
    let clock = clock.split_once('.').map_or(clock, |(clock, _)| clock);
    let parts: Vec<Option<u32>> = clock
        .split(':')
        .map(|part| part.parse().ok().filter(|_| part.len() == 2))
        .collect();
    matches!(parts[..], [Some(0..=23), Some(0..=59), Some(0..=60)])
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
