//! Accounts that come to be, each proved by a second client.

use crate::program::Program;
use crate::witness::Verdict;
use crate::{PASSWORD, at_ejabberd, at_prosody, code, ejabberd, prosody};
use crate::{witness_at_ejabberd, witness_at_prosody};

#[test]
fn registers_on_prosody_by_starttls() {
    let arguments = ["register", "prosody.test", "--set", "username=romeo"];
    let run = at_prosody()
        .run(&arguments, &[PASSWORD])
        .ends_with(code::DONE);
    assert_eq!(run.json["address"], "romeo@prosody.test", "{}", run.said);
    assert_eq!(
        witness_at_prosody("romeo@prosody.test", PASSWORD),
        Verdict::SignedIn
    );
}

#[test]
fn registers_on_prosody_by_direct_tls() {
    let program = Program::at(prosody().port_direct, "direct", &prosody().ca_pem);
    let arguments = ["register", "prosody.test", "--set", "username=mercutio"];
    program.run(&arguments, &[PASSWORD]).ends_with(code::DONE);
    assert_eq!(
        witness_at_prosody("mercutio@prosody.test", PASSWORD),
        Verdict::SignedIn
    );
}

#[test]
fn registers_on_ejabberd_by_starttls() {
    let arguments = ["register", "ejabberd.test", "--set", "username=romeo"];
    let run = at_ejabberd()
        .run(&arguments, &[PASSWORD])
        .ends_with(code::DONE);
    assert_eq!(run.json["address"], "romeo@ejabberd.test", "{}", run.said);
    assert_eq!(
        witness_at_ejabberd("romeo@ejabberd.test", PASSWORD),
        Verdict::SignedIn
    );
}

#[test]
fn registers_on_ejabberd_by_direct_tls() {
    let program = Program::at(ejabberd().port_direct, "direct", &ejabberd().ca_pem);
    let arguments = ["register", "ejabberd.test", "--set", "username=mercutio"];
    program.run(&arguments, &[PASSWORD]).ends_with(code::DONE);
    assert_eq!(
        witness_at_ejabberd("mercutio@ejabberd.test", PASSWORD),
        Verdict::SignedIn
    );
}

#[test]
fn the_address_is_told_as_the_server_makes_it() {
    let arguments = ["register", "prosody.test", "--set", "username=Benvolio"];
    let run = at_prosody()
        .run(&arguments, &[PASSWORD])
        .ends_with(code::DONE);
    assert_eq!(run.json["address"], "benvolio@prosody.test", "{}", run.said);
    assert_eq!(
        witness_at_prosody("benvolio@prosody.test", PASSWORD),
        Verdict::SignedIn
    );
}

#[test]
fn a_password_beyond_ascii_is_the_same_password_for_others() {
    let password = "gr\u{fc}n & <blau> \u{65e5}\u{672c}";
    for (program, host) in [
        (at_prosody(), "prosody.test"),
        (at_ejabberd(), "ejabberd.test"),
    ] {
        let run = program.run(
            &["register", host, "--set", "username=capulet"],
            &[password],
        );
        run.ends_with(code::DONE);
    }
    assert_eq!(
        witness_at_prosody("capulet@prosody.test", password),
        Verdict::SignedIn
    );
    assert_eq!(
        witness_at_ejabberd("capulet@ejabberd.test", password),
        Verdict::SignedIn
    );
}

#[test]
fn a_server_that_does_not_ask_for_encryption_gets_it_all_the_same() {
    let arguments = ["register", "plain.prosody.test", "--set", "username=romeo"];
    at_prosody()
        .run(&arguments, &[PASSWORD])
        .ends_with(code::DONE);
    assert_eq!(
        witness_at_prosody("romeo@plain.prosody.test", PASSWORD),
        Verdict::SignedIn
    );
}

#[test]
fn fills_in_a_long_form() {
    let arguments = [
        "register",
        "fields.prosody.test",
        "--set",
        "username=juliet",
        "--set",
        "email=juliet@example.org",
        "--set",
        "age=16",
        "--set",
        "tos=true",
        "--set",
        "lang=de",
        "--set",
        "friends=romeo@prosody.test",
    ];
    at_prosody()
        .run(&arguments, &[PASSWORD])
        .ends_with(code::DONE);
    assert_eq!(
        witness_at_prosody("juliet@fields.prosody.test", PASSWORD),
        Verdict::SignedIn
    );
}

#[test]
fn solves_the_puzzle_of_ejabberd() {
    let command = ejabberd().captcha_command();
    let run = register_with_puzzle("juliet", &command).ends_with(code::DONE);
    assert_eq!(
        run.json["address"], "juliet@captcha.ejabberd.test",
        "{}",
        run.said
    );
    assert_eq!(
        witness_at_ejabberd("juliet@captcha.ejabberd.test", PASSWORD),
        Verdict::SignedIn
    );
}

#[test]
fn a_wrong_answer_to_the_puzzle_makes_no_account() {
    let run = register_with_puzzle("paris", "echo wrong").ends_with(code::REFUSED);
    assert_eq!(
        run.json["refusal"]["condition"], "not-allowed",
        "{}",
        run.said
    );
    assert_eq!(
        witness_at_ejabberd("paris@captcha.ejabberd.test", PASSWORD),
        Verdict::Refused
    );
}

#[test]
fn ejabberd_may_hang_up_while_the_puzzle_is_solved() {
    // ejabberd closes a connection without a sign-in after 30 s, whatever happens on it. To wait for longer than that
    // is what this test is about.
    let slow = format!("sleep 33; {}", ejabberd().captcha_command());
    register_with_puzzle("tybalt", &slow).ends_with(code::DONE);
    assert_eq!(
        witness_at_ejabberd("tybalt@captcha.ejabberd.test", PASSWORD),
        Verdict::SignedIn
    );
}

fn register_with_puzzle(name: &str, command: &str) -> crate::program::Run {
    let username = format!("username={name}");
    let host = "captcha.ejabberd.test";
    let arguments = [
        "register",
        host,
        "--set",
        &username,
        "--captcha-command",
        command,
    ];
    at_ejabberd().run(&arguments, &[PASSWORD])
}
