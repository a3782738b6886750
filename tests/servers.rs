//! The program's verbs against a real Prosody and a real ejabberd, with a second client as witness.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking"
)]
#![allow(
    unused_results,
    unreachable_pub,
    dead_code,
    reason = "shared test code, of which each test uses a part"
)]

#[path = "support/python.rs"]
mod python;
#[path = "support/testbed.rs"]
mod testbed;
#[path = "support/witness.rs"]
mod witness;

#[path = "servers/bed.rs"]
mod bed;
