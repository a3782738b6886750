//! XML to domain and back: no sockets, no clock.
//!
//! Servers write what they like; what is read here is read leniently and never fails where anything can be made of it.
//! What is written here is the least that a server needs.
#![warn(missing_docs)]

pub mod captcha;
pub mod data_form;
pub mod discovery;
pub mod error;
pub mod guard;
mod layout;
pub mod media;
pub mod ns;
pub mod register;
pub mod sasl;
pub mod stream;
pub mod text;

pub(crate) mod xml;

pub use error::{Failing, Step, StreamFault};
pub use guard::{Breach, Guard, Limits};
pub use register::Reading;
pub use stream::Features;
