//! Faults of networks and servers: what the person is told in the end is true, and told in time.

#![cfg(feature = "gui")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "tests fail by panicking and print what they counted"
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

#[path = "support/authority.rs"]
mod authority;
#[path = "support/breaks.rs"]
mod breaks;
#[path = "support/chance.rs"]
mod chance;
#[path = "support/deeds.rs"]
mod deeds;
#[path = "support/person.rs"]
mod person;
#[path = "support/proxy.rs"]
mod proxy;

#[path = "faults/cut.rs"]
mod cut;
#[path = "faults/matrix.rs"]
mod matrix;
#[path = "faults/owner.rs"]
mod owner;
#[path = "faults/patience.rs"]
mod patience;
#[path = "faults/random.rs"]
mod random;
#[path = "faults/said.rs"]
mod said;
#[path = "faults/server.rs"]
mod server;
#[path = "faults/steps.rs"]
mod steps;
#[path = "faults/sweep.rs"]
mod sweep;
#[path = "faults/way.rs"]
mod way;
