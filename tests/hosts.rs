//! Every form that a server can send, by the built program's verbs against the practice server, which judges the answers
//! by the letter of the protocol.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "tests fail by panicking"
)]
#![allow(
    unused_results,
    unreachable_pub,
    dead_code,
    reason = "shared test code, of which each test uses a part"
)]

#[path = "support/eyes.rs"]
mod eyes;
#[path = "support/practice.rs"]
mod practice;
#[path = "support/program.rs"]
mod program;
#[path = "support/python.rs"]
mod python;
#[path = "support/relay.rs"]
mod relay;
#[path = "support/watched.rs"]
mod watched;

#[path = "hosts/forms.rs"]
mod forms;
#[path = "hosts/invitations.rs"]
mod invitations;
#[path = "hosts/killed.rs"]
mod killed;
#[path = "hosts/many.rs"]
mod many;
#[path = "hosts/owner.rs"]
mod owner;
#[path = "hosts/puzzles.rs"]
mod puzzles;
#[path = "hosts/refusals.rs"]
mod refusals;
#[path = "hosts/services.rs"]
mod services;
#[path = "hosts/verbs.rs"]
mod verbs;

use practice::Practice;
use program::Run;
use serde_json::Value;

/// A password that every host takes.
const PASSWORD: &str = "violet-Tram-Ticket-9";

/// Shows the form of a host.
#[track_caller]
fn form(host: &str, options: &[&str]) -> Run {
    let domain = format!("{host}.practice.test");
    let mut arguments = vec!["form", &domain];
    arguments.extend(options);
    Practice::get().program().run(&arguments, &[]).ends_with(0)
}

/// Signs up on a host with these answers and options.
fn register(host: &str, name: &str, options: &[&str]) -> Run {
    let domain = format!("{host}.practice.test");
    let username = format!("username={name}");
    let mut arguments = vec!["register", &domain, "--set", &username];
    arguments.extend(options);
    Practice::get().program().run(&arguments, &[PASSWORD])
}

/// Checks that the account is there.
#[track_caller]
fn is_done(run: Run) -> Run {
    let run = run.ends_with(0);
    assert_eq!(run.json["proof"], "signed_in", "{}", run.said);
    run
}

/// Checks that the server refused, and what the program says of it.
#[track_caller]
fn is_refused(run: Run, reason: &str) -> Run {
    let run = run.ends_with(3);
    assert_eq!(run.json["refusal"]["reason"], reason, "{}", run.said);
    run
}

/// The field of that name.
#[track_caller]
fn field<'a>(run: &'a Run, id: &str) -> &'a Value {
    let fields = run.json["fields"].as_array().expect(&run.said);
    let found = fields.iter().find(|field| field["id"] == id);
    found.unwrap_or_else(|| panic!("no field {id}: {}", run.said))
}

#[test]
fn each_host_says_what_it_is_for() {
    let hosts = &Practice::get().hosts;
    assert_eq!(hosts.len(), 39);
    let mut lines: Vec<&str> = hosts
        .iter()
        .map(|host| host["about"].as_str().unwrap())
        .collect();
    assert!(
        lines
            .iter()
            .all(|line| line.ends_with('.') && line.len() > 15),
        "{lines:?}"
    );
    lines.sort_unstable();
    lines.dedup();
    assert_eq!(lines.len(), hosts.len(), "each has a line of its own");
    let special = |name: &str| {
        let host = hosts.iter().find(|host| host["kind"] == name).unwrap();
        host["special"].as_bool().unwrap()
    };
    assert!(!special("open") && !special("captcha"));
    assert!(special("every") && special("refuses"));
    assert!(special("home") && special("locked"));
}
