//! What is seen, and what keys and clicks do: no screen, no network.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking"
)]

#[path = "../support/authority.rs"]
#[allow(
    unused_results,
    unreachable_pub,
    dead_code,
    reason = "shared test code, of which each test uses a part"
)]
mod authority;
#[path = "../support/code.rs"]
#[allow(unreachable_pub, reason = "shared test code")]
mod code;
#[path = "../engine/fake.rs"]
#[allow(
    unused_results,
    unreachable_pub,
    dead_code,
    reason = "shared test code, of which each test uses a part"
)]
mod fake;
#[path = "../support/web.rs"]
#[allow(
    unused_results,
    unreachable_pub,
    dead_code,
    reason = "shared test code, of which each test uses a part"
)]
mod web;

mod account;
mod app;
mod bench;
mod cancel;
mod controls;
mod desk;
mod embed;
mod file;
mod gallery;
mod handed;
mod invitations;
mod pages;
mod presets;
mod puzzles;
mod rows;
mod servers;
mod settings;
mod speed;
mod steps;
mod trouble;
mod widgets;
