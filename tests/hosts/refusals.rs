//! Each way to be refused, on demand.

use crate::eyes::{self, Eyes};
use crate::practice::Practice;
use crate::program::Run;
use crate::{PASSWORD, is_done, is_refused, register};

/// Requirements 82 to 86: what the errors mean, with their conditions, codes alone, or nothing.
#[test]
fn each_refusal_has_its_reason() {
    for (name, reason, condition, kind) in [
        (
            "wait",
            "too_many",
            Some("resource-constraint"),
            Some("wait"),
        ),
        ("policy", "too_many", Some("policy-violation"), Some("wait")),
        ("blocked", "blocked", Some("forbidden"), Some("auth")),
        ("forbidden", "blocked", Some("forbidden"), Some("auth")),
        ("taken", "taken", Some("conflict"), Some("cancel")),
        ("code409", "taken", Some("conflict"), None),
        (
            "malformed",
            "name_not_allowed",
            Some("jid-malformed"),
            Some("modify"),
        ),
        (
            "weak",
            "password_not_allowed",
            Some("not-acceptable"),
            Some("modify"),
        ),
        (
            "label",
            "answers_not_accepted",
            Some("not-acceptable"),
            Some("modify"),
        ),
        (
            "missing",
            "answers_not_accepted",
            Some("bad-request"),
            Some("modify"),
        ),
        ("closed", "closed", Some("not-allowed"), Some("cancel")),
        (
            "fault",
            "server_fault",
            Some("internal-server-error"),
            Some("wait"),
        ),
        ("strange", "unknown", Some("out-of-cheese"), Some("cancel")),
        ("nothing", "unknown", None, None),
        (
            "languages",
            "answers_not_accepted",
            Some("not-acceptable"),
            Some("modify"),
        ),
        ("echo", "taken", Some("conflict"), Some("cancel")),
    ] {
        let run = register("refuses", name, &[]);
        // A server that is closed has nothing to fill in any more.
        let run = run.ends_with(if reason == "closed" { 6 } else { 3 });
        let refusal = &run.json["refusal"];
        assert_eq!(refusal["reason"], reason, "{}", run.said);
        assert_eq!(refusal["condition"].as_str(), condition, "{}", run.said);
        assert_eq!(refusal["type"].as_str(), kind, "{}", run.said);
        // What a server sends back of our own query is never kept.
        assert!(!run.said.contains(PASSWORD), "{}", run.said);
    }
    is_done(register("refuses", "romeo", &[]));
}

/// Requirement 54: `Label: message` lines lead to their fields.
#[test]
fn lines_with_labels_lead_to_their_fields() {
    let run = is_refused(register("refuses", "label", &[]), "answers_not_accepted");
    let fields = run.json["refusal"]["fields"].as_array().unwrap();
    assert_eq!(fields, &["username", "email"], "{}", run.said);
}

/// Of several texts the one in the language that was asked for.
#[test]
fn a_refusal_in_several_languages_is_told_in_one() {
    for (lang, text) in [
        ("de", "Dieser Name gefällt uns nicht."),
        ("en", "We do not like this name."),
    ] {
        let run = register("refuses", "languages", &["--lang", lang]).ends_with(3);
        assert_eq!(run.json["refusal"]["server_text"], text, "{}", run.said);
    }
}

/// The names of the questions in the form that came with a refusal.
#[track_caller]
fn asked_with(run: &Run) -> Vec<&str> {
    let fields = run.json["refusal"]["form"]["fields"]
        .as_array()
        .expect(&run.said);
    let questions = fields.iter().filter(|field| field["kind"] != "hidden");
    questions
        .map(|field| field["id"].as_str().unwrap())
        .collect()
}

/// A form inside an error, when an account is made: its pictures come with it.
#[test]
fn another_question_after_the_first_answers() {
    let run = register("again", "mercutio", &[]).ends_with(3);
    assert_eq!(
        asked_with(&run),
        ["username", "password", "x-town", "ocr"],
        "{}",
        run.said
    );
    assert_eq!(run.json["refusal"]["server_text"], "One question is left.");
    let fields = run.json["refusal"]["form"]["fields"].as_array().unwrap();
    let puzzle = fields.iter().find(|field| field["id"] == "ocr").unwrap();
    assert!(
        puzzle["media"][0]["size"].as_u64().unwrap() > 100,
        "{}",
        run.said
    );
    let eyes = Eyes::open(eyes::digits);
    let options = ["--set=x-town=Verona", "--captcha-command", &eyes.command()];
    is_done(register("again", "mercutio", &options));
}

/// Requirements 91 and 97: a form inside an error, when a password is changed and when an account is deleted.
#[test]
fn another_question_before_a_change_and_before_the_end() {
    let eyes = Eyes::open(eyes::digits);
    let options = ["--set=x-town=Verona", "--captcha-command", &eyes.command()];
    is_done(register("again", "rosaline", &options));
    let program = Practice::get().program();
    let run = program.run(
        &["password", "rosaline@again.practice.test"],
        &[PASSWORD, "amber-Lighthouse-4"],
    );
    let run = run.ends_with(3);
    assert_eq!(
        asked_with(&run),
        ["username", "old_password", "password", "x-sure"],
        "{}",
        run.said
    );
    let address = "rosaline@again.practice.test";
    let sure = ["password", address, "--set=x-sure=yes", "--set=more=1"];
    let run = program.run(&sure, &[PASSWORD, "amber-Lighthouse-4"]);
    let run = run.ends_with(0);
    assert_eq!(run.json["ignored"][0], "more", "{}", run.said);
    let info = program.run(&["info", address], &["amber-Lighthouse-4"]);
    let _ = info.ends_with(0);

    let run = program.run(&["delete", address, "--yes"], &["amber-Lighthouse-4"]);
    let run = run.ends_with(3);
    assert_eq!(
        asked_with(&run),
        ["username", "password", "x-why"],
        "{}",
        run.said
    );
    let why = ["delete", address, "--yes", "--set=x-why=for Verona"];
    let _ = program.run(&why, &["amber-Lighthouse-4"]).ends_with(0);
    let gone = program.run(&["info", address], &["amber-Lighthouse-4"]);
    let gone = gone.ends_with(3);
    assert_eq!(gone.json["refusal"]["reason"], "wrong_password");
}
