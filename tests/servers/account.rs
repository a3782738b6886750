//! What the owner of an account does with it later.

use crate::program::Program;
use crate::witness::Verdict;
use crate::{PASSWORD, at_ejabberd, at_prosody, code};
use crate::{witness_at_ejabberd, witness_at_prosody};

const NEW_PASSWORD: &str = "amber-Lighthouse-Stairs-4";

#[test]
fn an_account_on_prosody_from_its_making_to_its_end() {
    whole_life(&at_prosody(), "prosody.test", witness_at_prosody);
}

#[test]
fn an_account_on_ejabberd_from_its_making_to_its_end() {
    whole_life(&at_ejabberd(), "ejabberd.test", witness_at_ejabberd);
}

fn whole_life(program: &Program, host: &str, witness: fn(&str, &str) -> Verdict) {
    let address = &format!("rosaline@{host}");
    let register = ["register", host, "--set", "username=rosaline"];
    program.run(&register, &[PASSWORD]).ends_with(code::DONE);

    let run = program
        .run(&["info", address], &[PASSWORD])
        .ends_with(code::DONE);
    assert!(run.said.contains("rosaline"), "{}", run.said);

    program
        .run(&["password", address], &["not the password", NEW_PASSWORD])
        .ends_with(code::REFUSED);
    assert_eq!(witness(address, PASSWORD), Verdict::SignedIn);

    program
        .run(&["password", address], &[PASSWORD, NEW_PASSWORD])
        .ends_with(code::DONE);
    assert_eq!(witness(address, PASSWORD), Verdict::Refused);
    assert_eq!(witness(address, NEW_PASSWORD), Verdict::SignedIn);

    program
        .run(&["delete", address], &[NEW_PASSWORD])
        .ends_with(code::USAGE);
    program
        .run(&["delete", address, "--yes"], &[PASSWORD])
        .ends_with(code::REFUSED);
    assert_eq!(witness(address, NEW_PASSWORD), Verdict::SignedIn);

    program
        .run(&["delete", address, "--yes"], &[NEW_PASSWORD])
        .ends_with(code::DONE);
    assert_eq!(witness(address, NEW_PASSWORD), Verdict::Refused);
    program
        .run(&["info", address], &[NEW_PASSWORD])
        .ends_with(code::REFUSED);
}

#[test]
fn an_account_that_never_was() {
    for (program, address) in [
        (at_prosody(), "nobody@prosody.test"),
        (at_ejabberd(), "nobody@ejabberd.test"),
    ] {
        program
            .run(&["info", address], &[PASSWORD])
            .ends_with(code::REFUSED);
    }
}

#[test]
fn a_new_password_that_the_server_finds_weak_leaves_the_old_one() {
    for (program, host, witness) in [
        (
            at_prosody(),
            "policy.prosody.test",
            witness_at_prosody as fn(&str, &str) -> Verdict,
        ),
        (
            at_ejabberd(),
            "strength.ejabberd.test",
            witness_at_ejabberd as fn(&str, &str) -> Verdict,
        ),
    ] {
        let address = &format!("gregory@{host}");
        let register = ["register", host, "--set", "username=gregory"];
        program.run(&register, &[PASSWORD]).ends_with(code::DONE);
        let run = program.run(&["password", address], &[PASSWORD, "12345678"]);
        let run = run.ends_with(code::REFUSED);
        assert_eq!(
            run.json["refusal"]["condition"], "not-acceptable",
            "{}",
            run.said
        );
        assert_eq!(witness(address, PASSWORD), Verdict::SignedIn);
    }
}
