//! What is meant: accounts, forms, answers, refusals. No I/O, no XML, no window.
#![warn(missing_docs)]

pub mod account;
pub mod challenge;
pub mod day;
pub mod errand;
pub mod field;
pub mod form;
pub mod invite;
pub mod keeping;
pub mod layout;
pub mod link;
pub mod password;
pub mod provider;
pub mod proxy;
pub mod refusal;
pub mod rules;
pub mod secret;
pub mod service;

pub use account::{Address, Credentials, Domain, DomainFault, NameFault, UserName};
pub use challenge::{Challenge, Work};
pub use day::Day;
pub use errand::Errand;
pub use field::{Choice, Field, FieldId, Kind, Media, MediaKind, MediaSource, Role, Value};
pub use form::{
    Answers, Entry, Fault, Form, Offer, Problem, Purpose, Severity, Submission, Way, WebPage,
};
pub use invite::{Invitation, Token};
pub use keeping::{Keeping, KeyringFault, NoteFault};
pub use link::{Link, Scheme};
pub use provider::{Limit, Links, Organization, Provider, Sieve, SignUp};
pub use proxy::{Login, NotAProxy, Proxy};
pub use refusal::{ErrorType, Reason, Refusal};
pub use rules::{Datatype, Rules};
pub use secret::Secret;
pub use service::{
    About, Contact, ContactPurpose, NotAService, Service, ServiceAddress, ServiceKind,
};
