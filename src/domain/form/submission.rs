//! Checked answers on their way.

use std::collections::BTreeSet;

use super::{Answers, Form, Purpose, Way};
use crate::domain::{
    Address, Credentials, Domain, Field, FieldId, Kind, Role, Secret, UserName, Value, Work,
    password,
};

/// Checked answers, ready to be sent once its work is done. Only [`Form::check`] makes one.
#[derive(Debug, Clone, PartialEq)]
pub struct Submission {
    way: Way,
    entries: Vec<Entry>,
    work: Vec<(FieldId, Work)>,
    user_name: Option<UserName>,
    password: Option<Secret>,
    has_captcha: bool,
}

/// One field of a submission.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The field's name on the wire.
    pub name: FieldId,
    /// Its values. All are kept like secrets: some of them are.
    pub values: Vec<Secret>,
}

impl Submission {
    /// Of answers that were checked.
    pub(super) fn new(form: &Form, answers: &Answers, work: Vec<(FieldId, Work)>) -> Self {
        let mut submission = Self {
            way: form.way,
            entries: Vec::new(),
            work,
            user_name: None,
            password: None,
            has_captcha: form.has_captcha(),
        };
        for field in &form.fields {
            submission.enter(field, answers.get(&field.id), form.purpose);
        }
        submission
    }

    /// How it is sent.
    #[must_use]
    pub fn way(&self) -> Way {
        self.way
    }

    /// What is sent, in the form's order.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// What has to be computed before it can be sent.
    #[must_use]
    pub fn work(&self) -> &[(FieldId, Work)] {
        &self.work
    }

    /// Takes in what was computed for a field. Returns whether it was asked for and is right.
    pub fn done(&mut self, field: &FieldId, text: &str) -> bool {
        let place = self
            .work
            .iter()
            .position(|(id, work)| id == field && work.is_done_by(text));
        let Some(place) = place else {
            return false;
        };
        let (name, _) = self.work.remove(place);
        self.entries.push(Entry {
            name,
            values: vec![Secret::from(text)],
        });
        true
    }

    /// Whether the answer to a captcha is in it.
    #[must_use]
    pub fn has_captcha(&self) -> bool {
        self.has_captcha
    }

    /// The account's new password, as it is sent.
    #[must_use]
    pub fn password(&self) -> Option<&Secret> {
        self.password.as_ref()
    }

    /// With what the new account can be signed in to; `None` if the form did not ask for a name and a password.
    #[must_use]
    pub fn credentials(&self, domain: &Domain) -> Option<Credentials> {
        Some(Credentials {
            address: Address::new(self.user_name.clone()?, domain.clone()),
            password: self.password.clone()?,
        })
    }

    /// Puts one field's answer in, as it goes on the wire.
    fn enter(&mut self, field: &Field, answer: Option<&Value>, purpose: Purpose) {
        let answer = match field.kind {
            Kind::Note | Kind::Work(_) => None,
            Kind::Hidden => field.preset.as_ref(),
            _ if field.fixed => field.preset.as_ref(),
            _ => answer.or(field.preset.as_ref()),
        };
        let Some(answer) = answer else {
            return;
        };
        let mut values = wire(answer, &field.kind);
        // Optional fields without an answer are left out; a hidden one is sent back even if it is empty.
        if field.kind != Kind::Hidden {
            // An empty line among others is one of the text's lines.
            let is_text = field.kind == Kind::Lines;
            values.retain(|value| is_text || !value.is_empty());
            if values.iter().all(Secret::is_empty) {
                return;
            }
        }
        values = self.prepare(field.role, values, purpose);
        self.entries.push(Entry {
            name: field.id.clone(),
            values,
        });
    }

    /// Brings name and password into the form in which they are sent, and remembers them for the sign-in.
    fn prepare(&mut self, role: Role, mut values: Vec<Secret>, purpose: Purpose) -> Vec<Secret> {
        let Some(first) = values.first_mut() else {
            return values;
        };
        match role {
            _ if purpose == Purpose::Other => {}
            Role::Username if purpose == Purpose::NewAccount && self.user_name.is_none() => {
                if let Ok(name) = UserName::parse(first.expose()) {
                    *first = Secret::from(name.as_str());
                    self.user_name = Some(name);
                }
            }
            Role::Password if self.password.is_none() => {
                if let Ok(prepared) = password::prepare(first) {
                    *first = prepared.clone();
                    self.password = Some(prepared);
                }
            }
            Role::OldPassword => {
                if let Ok(prepared) = password::prepare(first) {
                    *first = prepared;
                }
            }
            _ => {}
        }
        values
    }
}

/// The values of an answer as they go on the wire: several lines are several values, every other text is one.
fn wire(value: &Value, kind: &Kind) -> Vec<Secret> {
    match value {
        Value::Text(text) if *kind == Kind::Lines => text.lines().map(Secret::from).collect(),
        Value::Text(text) if *kind == Kind::Address => vec![Secret::from(text.trim())],
        Value::Text(text) => vec![Secret::from(text.as_str())],
        Value::Secret(secret) => vec![secret.clone()],
        Value::Toggle(on) => vec![Secret::from(if *on { "1" } else { "0" })],
        Value::Many(values) => {
            let all = values.iter().map(String::as_str);
            match kind {
                // What the server hid goes back as it came.
                Kind::Hidden => all.map(Secret::from).collect(),
                Kind::Addresses => once(all.map(str::trim), normal),
                _ => once(all, str::to_owned),
            }
        }
    }
}

/// Each value once: what was answered twice is one answer.
fn once<'a>(values: impl Iterator<Item = &'a str>, same: impl Fn(&str) -> String) -> Vec<Secret> {
    let mut known = BTreeSet::new();
    values
        .filter(|value| known.insert(same(value)))
        .map(Secret::from)
        .collect()
}

/// An address in the form in which it can be compared (XEP-0004 section 3.3, on `jid-multi`).
fn normal(address: &str) -> String {
    let (bare, resource) = match address.split_once('/') {
        Some((bare, resource)) => (bare, Some(resource)),
        None => (address, None),
    };
    let bare = Address::parse(bare)
        .map(|address| address.to_string())
        .or_else(|_| Domain::parse(bare).map(|domain| domain.to_string()))
        .unwrap_or_else(|_| bare.to_owned());
    resource.map_or(bare.clone(), |resource| format!("{bare}/{resource}"))
}
