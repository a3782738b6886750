//! What is meant: accounts, forms, answers, refusals. No I/O, no XML, no window.
#![warn(missing_docs)]

pub mod account;
pub mod field;
pub mod form;
pub mod link;
pub mod password;
pub mod refusal;
pub mod secret;

pub use account::{Address, Credentials, Domain, DomainFault, NameFault, UserName};
pub use field::{
    Choice, Datatype, Field, FieldId, Kind, Media, MediaKind, MediaSource, Role, Rules, Value,
};
pub use form::{
    Answers, Entry, Fault, Form, Offer, Problem, Purpose, Severity, Submission, Way, WebPage,
};
pub use link::{Link, Scheme};
pub use refusal::{ErrorType, Reason, Refusal};
pub use secret::Secret;
