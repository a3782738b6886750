//! What real servers refuse, and what the program says of it.

use crate::program::{Program, Run};
use crate::testbed::Ejabberd;
use crate::witness::Verdict;
use crate::{PASSWORD, at_ejabberd, at_prosody, code, ejabberd};
use crate::{witness_at_ejabberd, witness_at_prosody};

fn register(program: &Program, host: &str, name: &str, password: &str) -> Run {
    let username = format!("username={name}");
    program.run(&["register", host, "--set", &username], &[password])
}

/// Checks that the server refused, and how the JSON tells it.
#[track_caller]
fn is_refused(run: Run, kind: &str, condition: &str) -> Run {
    let run = run.ends_with(code::REFUSED);
    assert_eq!(run.json["refusal"]["type"], kind, "{}", run.said);
    assert_eq!(run.json["refusal"]["condition"], condition, "{}", run.said);
    run
}

#[test]
fn a_taken_name_on_prosody() {
    register(&at_prosody(), "prosody.test", "taken", PASSWORD).ends_with(code::DONE);
    let again = register(&at_prosody(), "prosody.test", "taken", "another-Password-7");
    let run = is_refused(again, "cancel", "conflict");
    assert_eq!(run.json["refusal"]["reason"], "taken", "{}", run.said);
    assert_eq!(run.json["refusal"]["fields"][0], "username", "{}", run.said);
    assert_eq!(
        witness_at_prosody("taken@prosody.test", "another-Password-7"),
        Verdict::Refused
    );
}

#[test]
fn a_taken_name_on_ejabberd() {
    ejabberd().add_account("taken", "ejabberd.test", "the first owner's");
    let run = register(&at_ejabberd(), "ejabberd.test", "taken", PASSWORD);
    let run = is_refused(run, "cancel", "conflict");
    assert_eq!(run.json["refusal"]["reason"], "taken", "{}", run.said);
    assert_eq!(
        witness_at_ejabberd("taken@ejabberd.test", PASSWORD),
        Verdict::Refused
    );
}

#[test]
fn a_taken_name_behind_a_puzzle() {
    ejabberd().add_account("taken", "captcha.ejabberd.test", "the first owner's");
    let command = ejabberd().captcha_command();
    let arguments = [
        "register",
        "captcha.ejabberd.test",
        "--set",
        "username=taken",
        "--captcha-command",
        &command,
    ];
    is_refused(
        at_ejabberd().run(&arguments, &[PASSWORD]),
        "cancel",
        "conflict",
    );
}

#[test]
fn a_password_that_is_too_weak_for_prosody() {
    let run = register(&at_prosody(), "policy.prosody.test", "romeo", "only9char");
    let run = is_refused(run, "cancel", "not-acceptable");
    assert_eq!(
        run.json["refusal"]["server_text"],
        "Password is too short (minimum 10 characters)"
    );
    register(&at_prosody(), "policy.prosody.test", "romeo", PASSWORD).ends_with(code::DONE);
}

#[test]
fn a_password_that_is_too_weak_for_ejabberd() {
    let run = register(
        &at_ejabberd(),
        "strength.ejabberd.test",
        "romeo",
        "12345678",
    );
    let run = is_refused(run, "modify", "not-acceptable");
    assert_eq!(
        run.json["refusal"]["server_text"],
        "The password is too weak"
    );
    register(&at_ejabberd(), "strength.ejabberd.test", "romeo", PASSWORD).ends_with(code::DONE);
}

#[test]
fn a_new_password_under_eight_characters_is_never_sent() {
    register(&at_ejabberd(), "ejabberd.test", "short", "seven77").ends_with(code::USAGE);
    assert_eq!(
        witness_at_ejabberd("short@ejabberd.test", "seven77"),
        Verdict::Refused
    );
}

#[test]
fn a_server_that_denies_everyone() {
    let run = register(&at_ejabberd(), "denied.ejabberd.test", "romeo", PASSWORD);
    is_refused(run, "auth", "forbidden");
}

#[test]
fn a_server_that_denies_this_network_address() {
    for (program, host) in [
        (at_ejabberd(), "ipdenied.ejabberd.test"),
        (at_prosody(), "block.prosody.test"),
        (at_prosody(), "allow.prosody.test"),
    ] {
        is_refused(
            register(&program, host, "romeo", PASSWORD),
            "auth",
            "forbidden",
        );
    }
}

#[test]
fn a_server_that_wants_an_invitation() {
    let run = register(&at_prosody(), "invite.prosody.test", "romeo", PASSWORD);
    is_refused(run, "modify", "not-acceptable");
}

#[test]
fn the_second_account_and_the_fourth_puzzle_are_too_many_for_ejabberd() {
    let limited = Ejabberd::limited();
    let program = Program::at(limited.port_starttls, "starttls", &limited.ca_pem);
    register(&program, "ejabberd.test", "first", PASSWORD).ends_with(code::DONE);
    let run = register(&program, "ejabberd.test", "second", PASSWORD);
    is_refused(run, "wait", "resource-constraint");
    for _ in 0..3 {
        program
            .run(&["form", "captcha.ejabberd.test"], &[])
            .ends_with(code::DONE);
    }
    let run = program.run(&["form", "captcha.ejabberd.test"], &[]);
    is_refused(run, "wait", "resource-constraint");
}
