//! Forms and refusals: as real servers sent them, and as the specifications let servers send them.
//!
//! The dialogues in `tests/fixtures` were recorded from Prosody 0.12.3 and ejabberd 23.01, and from slidge and slixmpp
//! gateways on them; those in `tests/fixtures/written` follow the specifications and the sources of servers. What is
//! expected of them is written by hand.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking"
)]

#[path = "protocol/arbitrary.rs"]
mod arbitrary;
#[path = "protocol/dialogue.rs"]
mod dialogue;
#[path = "protocol/judge.rs"]
mod judge;
#[path = "protocol/leniency.rs"]
mod leniency;
#[path = "protocol/names.rs"]
mod names;
#[path = "protocol/notation.rs"]
mod notation;
#[path = "protocol/offers.rs"]
mod offers;
#[path = "protocol/properties.rs"]
mod properties;
#[path = "protocol/recorded.rs"]
mod recorded;
#[path = "protocol/refusals.rs"]
mod refusals;
#[path = "protocol/submissions.rs"]
mod submissions;
#[path = "protocol/written.rs"]
mod written;
