//! The engine against a server in the same process that plays what each test tells it to.

#![cfg(feature = "engine")]
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

#[path = "support/authority.rs"]
mod authority;
#[path = "support/names.rs"]
mod name_server;
#[path = "support/socks.rs"]
mod socks_server;

#[path = "engine/account.rs"]
mod account;
#[path = "engine/account_forms.rs"]
mod account_forms;
#[path = "engine/ahead.rs"]
mod ahead;
#[path = "engine/binding.rs"]
mod binding;
#[path = "engine/certificates.rs"]
mod certificates;
#[path = "engine/client.rs"]
mod client;
#[path = "engine/dial.rs"]
mod dial;
#[path = "engine/fake.rs"]
mod fake;
#[path = "engine/guests.rs"]
mod guests;
#[path = "engine/handle.rs"]
mod handle;
#[path = "engine/invitations.rs"]
mod invitations;
#[path = "engine/names.rs"]
mod names;
#[path = "engine/owner.rs"]
mod owner;
#[path = "engine/pictures.rs"]
mod pictures;
#[path = "engine/puzzle.rs"]
mod puzzle;
#[path = "engine/refusals.rs"]
mod refusals;
#[path = "engine/session.rs"]
mod session;
#[path = "engine/socks.rs"]
mod socks;
#[path = "engine/sounds.rs"]
mod sounds;
#[path = "engine/survey.rs"]
mod survey;
#[path = "engine/trips.rs"]
mod trips;
#[path = "engine/web.rs"]
mod web;
