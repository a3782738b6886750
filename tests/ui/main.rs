//! What is seen, and what keys and clicks do: no screen, no network.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking"
)]

mod app;
mod bench;
mod controls;
mod gallery;
mod pages;
mod presets;
mod puzzles;
mod speed;
mod steps;
mod widgets;
