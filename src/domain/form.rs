//! A form, the answers to it, and the submission that only a checked form gives.

use std::collections::BTreeMap;

use super::{
    Address, Domain, Field, FieldId, Link, NameFault, Refusal, Role, UserName, Value,
    layout::{self, Page},
};

mod carry;
mod check;
mod fixed;
mod own;
mod puzzles;
mod submission;

pub use submission::{Entry, Submission};

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
    /// The pages on which the server wants its fields shown (XEP-0141); empty if it did not say, see [`Form::pages`].
    pub layout: Vec<Page>,
    /// A link out of band beside the form (XEP-0066): a web page that does the same, or the captcha's picture.
    pub link: Option<Link>,
    /// How many fields in all the server wants answered where it gives a choice of challenges (XEP-0158 section 3.2).
    pub answers: Option<usize>,
    /// What the form is for: decides how names and passwords are judged.
    pub purpose: Purpose,
    /// How the answers are sent.
    pub way: Way,
    /// The server takes invitations (XEP-0445), and none was accepted so far. Whether it takes anybody without one, it may
    /// say to the answers only (Prosody).
    pub invites: bool,
    /// The account is there already: by an invitation that is for this, its password is set anew (Prosody's `--reset`).
    pub resets: bool,
}

/// What a form is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Purpose {
    /// A new account on the server: `username` becomes its address, `password` its password.
    #[default]
    NewAccount,
    /// A new password for the account that one is signed in to: `password` is the new one, `old_password` the one that it
    /// has (XEP-0077 section 3.3).
    NewPassword,
    /// Anything else: another service, a cancellation. Names and passwords are whatever the service says.
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
    /// The password of a new account, or the new one of an account, has fewer characters than this.
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
    /// Not of the form that the server's pattern describes.
    NotOfPattern,
    /// Other programs could make another password of it than this one.
    PasswordVaries,
    /// Not an address.
    NotAnAddress,
    /// Not among the options.
    NotAnOption,
    /// Fewer or more options chosen than the server wants.
    WrongCount,
    /// Not what is settled: the invitation is for this name alone.
    Fixed,
}

impl Form {
    /// A form without words around its fields.
    #[must_use]
    pub fn new(purpose: Purpose, way: Way, fields: Vec<Field>) -> Self {
        Self {
            title: None,
            instructions: Vec::new(),
            fields,
            layout: Vec::new(),
            link: None,
            answers: None,
            purpose,
            way,
            invites: false,
            resets: false,
        }
    }

    /// The pages on which the fields stand: those of the server, else one with all of them in their order. Each field
    /// that is to be seen is on exactly one of them. Empty if there is none.
    #[must_use]
    pub fn pages(&self) -> Vec<Page> {
        layout::arrange(self.layout.clone(), &self.fields)
    }

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

    /// Whether there is a captcha challenge, for a person or for the program.
    #[must_use]
    pub fn has_captcha(&self) -> bool {
        self.fields.iter().any(|field| field.role.is_captcha())
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

    /// Checks answers and makes a submission of them.
    ///
    /// With `insist`, what is only a warning is sent.
    ///
    /// # Errors
    ///
    /// All problems, in the form's order: those that block, and unless `insist`, those that only warn.
    pub fn check(&self, answers: &Answers, insist: bool) -> Result<Submission, Vec<Problem>> {
        let mut problems: Vec<Problem> = self
            .fields
            .iter()
            .flat_map(|field| check::field(field, answers.get(&field.id), self.purpose))
            .filter(|problem| !insist || problem.severity == Severity::Block)
            .collect();
        let work = self.work(answers).unwrap_or_else(|unanswered| {
            if problems.iter().all(|problem| problem.field != unanswered) {
                problems.push(Problem {
                    field: unanswered,
                    fault: Fault::Empty,
                    severity: Severity::Block,
                });
            }
            Vec::new()
        });
        if problems.is_empty() {
            Ok(Submission::new(self, answers, work))
        } else {
            Err(problems)
        }
    }

    /// What the server may not like about an answer, by its own rules: to be told while it is typed.
    #[must_use]
    pub fn doubt(&self, field: &Field, answer: &Value) -> Option<Fault> {
        check::field(field, Some(answer), self.purpose)
            .into_iter()
            .find(|problem| problem.severity == Severity::Warn)
            .map(|problem| problem.fault)
    }
}

/// The whole address that a typed name would get, if it can be one.
#[must_use]
pub fn address_of(typed: &str, domain: &Domain) -> Option<Address> {
    UserName::parse(typed)
        .ok()
        .map(|name| Address::new(name, domain.clone()))
}

#[cfg(test)]
mod tests;
