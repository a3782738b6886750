//! The practice server: a small XMPP server on loopback, with a host for each kind of journey.
//!
//! It is what a newcomer tries first, without a network, and what the verbs use with `--practice`.

pub mod accounts;
pub mod host;
pub mod picture;
