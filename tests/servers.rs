//! The program's verbs against a real Prosody and a real ejabberd, with a second client as witness.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "tests fail by panicking"
)]
#![allow(
    clippy::struct_excessive_bools,
    reason = "habits and faults that have nothing to do with each other"
)]
#![allow(
    unused_results,
    unreachable_pub,
    dead_code,
    reason = "shared test code, of which each test uses a part"
)]

#[path = "support/breaks.rs"]
mod breaks;
#[path = "support/chance.rs"]
mod chance;
#[path = "support/deeds.rs"]
mod deeds;
#[path = "support/person.rs"]
mod person;
#[path = "support/program.rs"]
mod program;
#[path = "support/proxy.rs"]
mod proxy;
#[path = "support/python.rs"]
mod python;
#[path = "support/relay.rs"]
mod relay;
#[path = "support/socks.rs"]
mod socks;
#[path = "support/testbed.rs"]
mod testbed;
#[path = "support/witness.rs"]
mod witness;

#[path = "servers/account.rs"]
mod account;
#[path = "servers/bed.rs"]
mod bed;
#[path = "servers/connection.rs"]
mod connection;
#[path = "servers/crowd.rs"]
mod crowd;
#[path = "servers/form.rs"]
mod form;
#[path = "servers/invitations.rs"]
mod invitations;
#[path = "servers/owner.rs"]
mod owner;
#[path = "servers/owner_sweep.rs"]
mod owner_sweep;
#[path = "servers/refusal.rs"]
mod refusal;
#[path = "servers/registration.rs"]
mod registration;
#[path = "servers/services.rs"]
mod services;
#[path = "servers/survey.rs"]
mod survey;
#[path = "servers/sweep.rs"]
mod sweep;
#[path = "servers/vhosts.rs"]
mod vhosts;

use program::Program;
use testbed::{Ejabberd, Prosody, Testbed};
use witness::Verdict;

/// The exit codes of the verbs.
mod code {
    pub const DONE: i32 = 0;
    pub const USAGE: i32 = 2;
    pub const REFUSED: i32 = 3;
    pub const NOT_CONNECTED: i32 = 4;
    pub const NOTHING_TO_FILL_IN: i32 = 6;
}

/// A password that every server of the bed takes.
const PASSWORD: &str = "violet-Tram-Ticket-9";

fn prosody() -> &'static Prosody {
    &Testbed::get().prosody
}

fn ejabberd() -> &'static Ejabberd {
    &Testbed::get().ejabberd
}

/// The program, connecting to Prosody by STARTTLS.
fn at_prosody() -> Program {
    Program::at(prosody().port_starttls, "starttls", &prosody().ca_pem)
}

/// The program, connecting to ejabberd by STARTTLS.
fn at_ejabberd() -> Program {
    Program::at(ejabberd().port_starttls, "starttls", &ejabberd().ca_pem)
}

/// Lets the second client say whether Prosody takes this address and password.
fn witness_at_prosody(address: &str, password: &str) -> Verdict {
    witness::sign_in(
        address,
        password,
        prosody().port_starttls,
        &prosody().ca_pem,
    )
}

/// Lets the second client say whether ejabberd takes this address and password.
fn witness_at_ejabberd(address: &str, password: &str) -> Verdict {
    witness::sign_in(
        address,
        password,
        ejabberd().port_starttls,
        &ejabberd().ca_pem,
    )
}
