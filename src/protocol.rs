//! XML to domain and back: no sockets, no clock.
#![warn(missing_docs)]

pub mod register;
