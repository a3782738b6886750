//! What real servers ask for.

use serde_json::Value;

use crate::program::Run;
use crate::{at_ejabberd, at_prosody, code};

/// The field `id` of the form that was printed.
#[track_caller]
fn field<'a>(run: &'a Run, id: &str) -> &'a Value {
    let fields = run.json["fields"].as_array().expect(&run.said);
    let found = fields.iter().find(|field| field["id"] == id);
    found.unwrap_or_else(|| panic!("no field {id}: {}", run.said))
}

#[test]
fn the_plain_form_of_prosody() {
    let run = at_prosody()
        .run(&["form", "prosody.test"], &[])
        .ends_with(code::DONE);
    assert_eq!(run.json["offer"], "form", "{}", run.said);
    assert_eq!(field(&run, "username")["role"], "username");
    assert_eq!(field(&run, "username")["required"], true);
    assert_eq!(field(&run, "password")["role"], "password");
    assert_eq!(field(&run, "password")["kind"], "secret");
}

#[test]
fn the_plain_form_of_ejabberd() {
    let run = at_ejabberd()
        .run(&["form", "ejabberd.test"], &[])
        .ends_with(code::DONE);
    assert_eq!(run.json["offer"], "form", "{}", run.said);
    assert_eq!(field(&run, "username")["role"], "username");
    assert_eq!(field(&run, "password")["role"], "password");
}

#[test]
fn a_form_with_a_field_of_every_kind() {
    let run = at_prosody()
        .run(&["form", "fields.prosody.test"], &[])
        .ends_with(code::DONE);
    assert_eq!(run.json["title"], "Create an account on Fields");
    assert_eq!(field(&run, "email")["role"], "email");
    assert_eq!(field(&run, "email")["required"], true);
    assert_eq!(field(&run, "tos")["kind"], "toggle");
    assert_eq!(field(&run, "lang")["kind"], "choice");
    assert_eq!(field(&run, "lang")["preset"], "en");
    assert_eq!(field(&run, "lang")["options"].as_array().unwrap().len(), 3);
    assert_eq!(field(&run, "about")["kind"], "lines");
    assert_eq!(field(&run, "referrer")["kind"], "jid");
    assert_eq!(field(&run, "friends")["kind"], "jids");
}

#[test]
fn a_form_with_a_picture() {
    let run = at_ejabberd()
        .run(&["form", "captcha.ejabberd.test"], &[])
        .ends_with(code::DONE);
    let puzzle = field(&run, "ocr");
    assert_eq!(puzzle["role"], "captcha", "{}", run.said);
    assert_eq!(puzzle["media"][0]["type"], "image/png", "{}", run.said);
    assert!(
        puzzle["media"][0]["size"].as_u64().unwrap() > 500,
        "{}",
        run.said
    );
}

#[test]
fn a_server_that_registers_on_the_web() {
    for (program, host) in [
        (at_prosody(), "redirect.prosody.test"),
        (at_ejabberd(), "redirect.ejabberd.test"),
    ] {
        let run = program
            .run(&["form", host], &[])
            .ends_with(code::NOTHING_TO_FILL_IN);
        assert_eq!(run.json["offer"], "web", "{}", run.said);
        assert_eq!(
            run.json["url"],
            format!("https://{host}/register"),
            "{}",
            run.said
        );
    }
}

#[test]
fn a_server_that_has_only_words_for_a_newcomer() {
    let run = at_prosody().run(&["form", "textonly.prosody.test"], &[]);
    let run = run.ends_with(code::NOTHING_TO_FILL_IN);
    assert_eq!(run.json["offer"], "closed", "{}", run.said);
    assert!(
        run.said
            .contains("Please mail admin@prosody.test for an account.")
    );
}

#[test]
fn a_server_that_is_closed() {
    for (program, host) in [
        (at_prosody(), "closed.prosody.test"),
        (at_ejabberd(), "nomod.ejabberd.test"),
    ] {
        let run = program
            .run(&["form", host], &[])
            .ends_with(code::NOTHING_TO_FILL_IN);
        assert_eq!(run.json["offer"], "closed", "{}", run.said);
    }
}
