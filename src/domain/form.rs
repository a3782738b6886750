//! A form, the answers to it, and the submission that only a checked form gives.

use std::collections::BTreeMap;

use super::{
    Address, Credentials, Domain, Field, FieldId, Kind, Link, NameFault, Refusal, Role, Secret,
    UserName, Value, account, password,
};

mod check;

/// What a server answers when it is asked for its form.
#[derive(Debug, Clone, PartialEq)]
pub enum Offer {
    /// A form to fill in.
    Form(Form),
    /// It signs up elsewhere, on the web or by mail.
    Web(WebPage),
    /// There is an account already; the form shows and changes what is on record.
    Registered(Form),
    /// It lets nobody sign up this way.
    Closed(Refusal),
}

/// Where a server signs up instead (XEP-0077 section 5).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebPage {
    /// The address of the page, or of the mailbox.
    pub link: Link,
    /// What the server says about it, a paragraph each.
    pub instructions: Vec<String>,
}

/// What a server wants to know, whichever way it asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Form {
    /// The server's title.
    pub title: Option<String>,
    /// The server's instructions, a paragraph each.
    pub instructions: Vec<String>,
    /// The fields, in the server's order, hidden ones among them.
    pub fields: Vec<Field>,
    /// A web page that does the same, where there is one beside the form; it may also be the captcha's picture.
    pub link: Option<Link>,
    /// What the form is for: decides how names and passwords are judged.
    pub purpose: Purpose,
    /// How the answers are sent.
    pub way: Way,
}

/// What a form is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Purpose {
    /// A new account on the server: `username` becomes its address, `password` its password.
    #[default]
    NewAccount,
    /// Anything else: another service, a change, a cancellation. Names and passwords are whatever the service says.
    Other,
}

/// How answers are sent: with a data form if one was offered, else with the elements of XEP-0077; never both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Way {
    /// An element for each answer, straight in the query (XEP-0077 section 3.1).
    Legacy,
    /// A data form of type `submit` (XEP-0004 section 3.1).
    DataForm,
}

/// What a person answered so far, by field.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Answers(BTreeMap<FieldId, Value>);

impl Answers {
    /// The answer to a field.
    #[must_use]
    pub fn get(&self, field: &FieldId) -> Option<&Value> {
        self.0.get(field)
    }

    /// Answers a field, in place of what was answered before.
    pub fn set(&mut self, field: FieldId, value: Value) {
        let _ = self.0.insert(field, value);
    }

    /// All answers, by field.
    pub fn iter(&self) -> impl Iterator<Item = (&FieldId, &Value)> {
        self.0.iter()
    }
}

/// Something about an answer that a person should see before it is sent.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// The field that it is about.
    pub field: FieldId,
    /// What it is.
    pub fault: Fault,
    /// Whether it can be sent all the same.
    pub severity: Severity,
}

/// Whether an answer with a fault can be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Severity {
    /// It cannot.
    Block,
    /// It can, if the person insists: the server decides.
    Warn,
}

/// What is wrong with an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Nothing was answered, and the server wants an answer.
    Empty,
    /// The new account's password has fewer characters than this.
    TooShort(usize),
    /// A character that XML cannot carry (XML 1.0 section 2.2).
    Character(char),
    /// The user name cannot be one.
    Name(NameFault),
    /// The password has a character that no password may have.
    Password,
    /// Not a number, date or whatever the server asks for; `Rules` says what it is.
    NotOfType,
    /// Less than the least, more than the greatest value.
    OutOfRange,
    /// Not an address.
    NotAnAddress,
    /// Not among the options.
    NotAnOption,
    /// Fewer or more options chosen than the server wants.
    WrongCount,
}

/// Checked answers, ready to be sent. Only [`Form::check`] makes one.
#[derive(Debug, Clone, PartialEq)]
pub struct Submission {
    way: Way,
    entries: Vec<Entry>,
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

    /// Whether the answer to a captcha is in it.
    #[must_use]
    pub fn has_captcha(&self) -> bool {
        self.has_captcha
    }

    /// With what the new account can be signed in to; `None` if the form did not ask for a name and a password.
    #[must_use]
    pub fn credentials(&self, domain: &Domain) -> Option<Credentials> {
        Some(Credentials {
            address: Address::new(self.user_name.clone()?, domain.clone()),
            password: self.password.clone()?,
        })
    }
}

impl Form {
    /// The field of that name.
    #[must_use]
    pub fn field(&self, id: &FieldId) -> Option<&Field> {
        self.fields.iter().find(|field| field.id == *id)
    }

    /// The first field of that role.
    #[must_use]
    pub fn role(&self, role: Role) -> Option<&Field> {
        self.fields.iter().find(|field| field.role == role)
    }

    /// Whether there is a captcha challenge to be answered.
    #[must_use]
    pub fn has_captcha(&self) -> bool {
        self.role(Role::Captcha).is_some()
    }

    /// What the server filled in.
    #[must_use]
    pub fn presets(&self) -> Answers {
        let mut answers = Answers::default();
        for field in self.fields.iter().filter(|field| field.is_question()) {
            if let Some(value) = &field.preset {
                answers.set(field.id.clone(), value.clone());
            }
        }
        answers
    }

    /// The answers of an earlier form that still fit this one, over this one's presets.
    ///
    /// Everything is kept but the answers to captchas, which are good for one submission only.
    #[must_use]
    pub fn carry_over(&self, old: &Answers) -> Answers {
        let mut answers = self.presets();
        for field in self
            .fields
            .iter()
            .filter(|field| field.is_question() && field.role != Role::Captcha)
        {
            if let Some(value) = old.get(&field.id).filter(|value| fits(value, &field.kind)) {
                answers.set(field.id.clone(), value.clone());
            }
        }
        answers
    }

    /// Checks answers and makes a submission of them.
    ///
    /// With `insist`, what is only a warning is sent.
    ///
    /// # Errors
    ///
    /// All problems, in the form's order: those that block, and unless `insist`, those that only warn.
    pub fn check(&self, answers: &Answers, insist: bool) -> Result<Submission, Vec<Problem>> {
        let mut submission = Submission {
            way: self.way,
            entries: Vec::new(),
            user_name: None,
            password: None,
            has_captcha: self.has_captcha(),
        };
        let mut problems = Vec::new();
        for field in &self.fields {
            let found = check::field(field, answers.get(&field.id), self.purpose);
            problems.extend(
                found
                    .into_iter()
                    .filter(|problem| !insist || problem.severity == Severity::Block),
            );
            self.enter(field, answers.get(&field.id), &mut submission);
        }
        if problems.is_empty() {
            Ok(submission)
        } else {
            Err(problems)
        }
    }

    /// Puts one field's answer into the submission, as it goes on the wire.
    fn enter(&self, field: &Field, answer: Option<&Value>, submission: &mut Submission) {
        let values: Vec<Secret> = match (&field.kind, answer.or(field.preset.as_ref())) {
            (Kind::Note, _) | (_, None) => return,
            (Kind::Hidden, Some(_)) => field.preset.as_ref().map(wire).unwrap_or_default(),
            (Kind::Toggle, Some(value)) => wire(value),
            (_, Some(value)) => wire(value)
                .into_iter()
                .filter(|value| !value.is_empty())
                .collect(),
        };
        // Optional fields without an answer are left out; a hidden one is sent back even if it is empty.
        if values.is_empty() && field.kind != Kind::Hidden {
            return;
        }
        let values = if self.purpose == Purpose::NewAccount {
            submission.prepare(field.role, values)
        } else {
            values
        };
        submission.entries.push(Entry {
            name: field.id.clone(),
            values,
        });
    }
}

impl Submission {
    /// Brings name and password into the form in which they are sent, and remembers them for the sign-in.
    fn prepare(&mut self, role: Role, mut values: Vec<Secret>) -> Vec<Secret> {
        let Some(first) = values.first_mut() else {
            return values;
        };
        match role {
            Role::Username if self.user_name.is_none() => {
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
            _ => {}
        }
        values
    }
}

/// The values of an answer as they go on the wire.
fn wire(value: &Value) -> Vec<Secret> {
    match value {
        Value::Text(text) => text.split('\n').map(Secret::from).collect(),
        Value::Secret(secret) => vec![secret.clone()],
        Value::Toggle(on) => vec![Secret::from(if *on { "1" } else { "0" })],
        Value::Many(values) => values
            .iter()
            .map(|value| Secret::from(value.as_str()))
            .collect(),
    }
}

/// Whether an answer to an earlier form can be one to a field of this kind.
fn fits(value: &Value, kind: &Kind) -> bool {
    match (kind, value) {
        (Kind::Choice { options, open, .. }, Value::Many(values)) => {
            *open
                || values
                    .iter()
                    .all(|value| options.iter().any(|option| option.value == *value))
        }
        (Kind::Choice { options, open, .. }, Value::Text(text)) => {
            *open || options.iter().any(|option| option.value == *text)
        }
        (Kind::Text | Kind::Lines | Kind::Address, Value::Text(_))
        | (Kind::Addresses, Value::Many(_))
        | (Kind::Secret, Value::Secret(_))
        | (Kind::Toggle, Value::Toggle(_)) => true,
        _ => false,
    }
}

/// The whole address that a typed name would get, if it can be one.
#[must_use]
pub fn address_of(typed: &str, domain: &Domain) -> Option<Address> {
    account::UserName::parse(typed)
        .ok()
        .map(|name| Address::new(name, domain.clone()))
}

#[cfg(test)]
mod tests;
