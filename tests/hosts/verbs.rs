//! Services and records by verb: what the owner of an account does with them.

use serde_json::{Value, json};

use crate::practice::Practice;
use crate::program::Run;

/// The password of the accounts that are there from the start.
const OLD: &str = "practice-makes-perfect-1";
/// What a service is told.
const OTHER: &str = "moonlight-sonata";

fn run(arguments: &[&str], passwords: &[&str]) -> Run {
    Practice::get().program().run(arguments, passwords)
}

/// A verb for a service, as the owner of an account of its own.
fn at(verb: &str, service: &str, name: &str, options: &[&str], passwords: &[&str]) -> Run {
    let service = format!("--service={service}.practice.test");
    let owner = format!("--as={name}@home.practice.test");
    let arguments = [&[verb, &service, &owner], options].concat();
    let passwords = [&[crate::PASSWORD], passwords].concat();
    run(&arguments, &passwords)
}

/// Somebody new at home.
fn somebody(name: &str) {
    let _ = crate::is_done(crate::register(
        "home",
        name,
        &["--set=email=x@mail.example"],
    ));
}

fn preset(run: &Run, id: &str) -> Value {
    crate::field(run, id)["preset"].clone()
}

fn reason(run: Run, reason: &str) {
    let _ = crate::is_refused(run, reason);
}

#[test]
fn who_runs_a_server_is_told() {
    let home = run(&["info", "juliet@home.practice.test"], &[OLD]).ends_with(0);
    let about = &home.json["about"];
    assert_eq!(about["registration"], true, "{}", home.said);
    let contacts = about["contacts"].as_array().unwrap();
    assert!(contacts.iter().any(|one| one["purpose"] == "security"));
    let said = Practice::get()
        .program()
        .say(&["info", "juliet@home.practice.test"], &[OLD]);
    let first = contacts[0]["address"].as_str().unwrap();
    assert!(said.contains(first), "{said}");
    let managed = run(&["info", "juliet@managed.practice.test"], &[OLD]).ends_with(0);
    assert_eq!(managed.json["about"]["registration"], false);
    let silent = ["info", "juliet@discovery-silent.practice.test"];
    let silent = run(&[&silent[..], &["--timeout=1"]].concat(), &[OLD]).ends_with(0);
    assert_eq!(silent.json["about"]["registration"], Value::Null);
    let refused = run(&["info", "juliet@discovery-refused.practice.test"], &[OLD]).ends_with(0);
    assert_eq!(refused.json["about"]["contacts"], json!([]));
}

#[test]
fn services_are_listed() {
    let home = run(
        &["services", "juliet@home.practice.test", "--timeout=2"],
        &[OLD],
    )
    .ends_with(0);
    let services = home.json["services"].as_array().unwrap();
    let all: Vec<(&str, &str)> = services
        .iter()
        .map(|one| {
            let text = |key: &str| one[key].as_str().unwrap();
            (text("address"), text("kind"))
        })
        .collect();
    assert_eq!(
        all,
        [
            ("chat.home.practice.test", "gateway"),
            ("letters.home.practice.test", "gateway"),
            ("mobile.home.practice.test", "gateway"),
            ("rooms.home.practice.test", "rooms"),
        ],
        "{}",
        home.said
    );
    assert_eq!(services[2]["network"], "sms");
    let none = run(&["services", "juliet@record-refused.practice.test"], &[OLD]).ends_with(0);
    assert_eq!(none.json["services"], json!([]));
    let wrong = run(
        &["services", "juliet@record-refused.practice.test"],
        &[OTHER],
    )
    .ends_with(3);
    assert_eq!(wrong.json["refusal"]["condition"], "not-authorized");
}

/// Names are plain and have an end; what is no service is left out.
#[test]
fn a_crowd_is_listed_in_plain_words() {
    let crowd = ["services", "juliet@crowded.practice.test", "--timeout=2"];
    let run = run(&crowd, &[OLD]).ends_with(0);
    let services = run.json["services"].as_array().unwrap();
    assert_eq!(services.len(), 42, "{}", run.said);
    for service in services {
        let name = service["name"].as_str().unwrap();
        assert!(name.chars().count() <= 300, "{name}");
        let unseen = |c: char| {
            c.is_control()
                || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        };
        assert!(!name.contains(unseen), "{name:?}");
    }
}

#[test]
fn a_gateway_is_joined_changed_and_left() {
    somebody("customer");
    let chat = "chat.home";
    let form = at("form", chat, "customer", &[], &[]).ends_with(0);
    assert_eq!(form.json["offer"], "form");
    assert_eq!(form.json["service"], "chat.home.practice.test");
    let answers = |name: &str| format!("--set=username={name}");
    for (name, said) in [
        ("taken", "taken"),
        ("short", "answers_not_accepted"),
        ("banned", "not_allowed"),
        ("members", "not_allowed"),
        ("busy", "too_many"),
    ] {
        let options = [answers(name), "--set=email=e@x.example".to_owned()];
        let options: Vec<&str> = options.iter().map(String::as_str).collect();
        reason(at("register", chat, "customer", &options, &[OTHER]), said);
    }
    reason(
        at("unregister", chat, "customer", &[], &[]),
        "not_registered",
    );
    let options = ["--set=username=jette", "--set=email=e@x.example"];
    let done = at("register", chat, "customer", &options, &[OTHER]).ends_with(0);
    assert_eq!(done.json["address"], "customer@home.practice.test");
    let form = at("form", chat, "customer", &[], &[]).ends_with(0);
    assert_eq!(form.json["offer"], "registered", "{}", form.said);
    assert_eq!(preset(&form, "username"), "jette");
    // What is not answered stays.
    let options = ["--set=username=henriette"];
    let _ = at("register", chat, "customer", &options, &[OTHER]).ends_with(0);
    let form = at("form", chat, "customer", &[], &[]).ends_with(0);
    assert_eq!(preset(&form, "username"), "henriette");
    assert_eq!(preset(&form, "email"), "e@x.example");
    let _ = at("unregister", chat, "customer", &[], &[]).ends_with(0);
    let form = at("form", chat, "customer", &[], &[]).ends_with(0);
    assert_eq!(form.json["offer"], "form");
}

/// A form in a refusal is answered too; a nickname that somebody has is not given.
#[test]
fn other_services_are_joined_as_they_want_it() {
    somebody("collector");
    let options = ["--set=username=julika", "--set=x-server=mail.example"];
    let _ = at("register", "letters.home", "collector", &options, &[OTHER]).ends_with(0);
    let nick = |name: &str| format!("--set=muc#register_roomnick={name}");
    let rooms = |name: &str| {
        let nick = nick(name);
        at("register", "rooms.home", "collector", &[&nick], &[])
    };
    reason(rooms("Romeo"), "taken");
    let _ = rooms("Rosaline").ends_with(0);
    let _ = at("unregister", "rooms.home", "collector", &[], &[]).ends_with(0);
    let strict = ["--strict", "--set=nosuch=1"];
    let _ = at("register", "rooms.home", "collector", &strict, &[]).ends_with(2);
}

#[test]
fn what_is_no_service_is_told() {
    somebody("seeker");
    let _ = at("form", "news.home", "seeker", &[], &[]).ends_with(6);
    let nobody = at("form", "nosuch.home", "seeker", &[], &[]);
    assert!(matches!(nobody.code, 3 | 6), "{}", nobody.said);
    let asleep = at("form", "asleep.home", "seeker", &["--timeout=1"], &[]);
    let _ = asleep.ends_with(4);
    let typed = ["form", "--service=a b", "--as=seeker@home.practice.test"];
    let _ = run(&typed, &[]).ends_with(2);
    for wrong in [
        &["form", "--service=chat.home.practice.test"][..],
        &["register", "home.practice.test", "--as=a@b.example"],
        &["unregister", "--service=chat.home.practice.test"],
        &[
            "form",
            "home.practice.test",
            "--service=x",
            "--as=a@b.example",
        ],
    ] {
        let _ = run(wrong, &[]).ends_with(2);
    }
}

/// Requirement 17: what is on record is changed without a new password.
#[test]
fn a_record_is_changed() {
    somebody("mover");
    let address = "mover@home.practice.test";
    let info = |options: &[&str]| {
        let arguments = [&["info", address], options].concat();
        run(&arguments, &[crate::PASSWORD])
    };
    let changed = info(&["--set=email=new@mail.example"]).ends_with(0);
    assert_eq!(preset(&changed, "email"), "new@mail.example");
    let again = info(&[]).ends_with(0);
    assert_eq!(preset(&again, "email"), "new@mail.example");
    let _ = info(&["--set=nosuch=1"]).ends_with(2);
    let _ = info(&["--set=password=x"]).ends_with(2);
    let refused = ["info", "juliet@record-refused.practice.test", "--set=a=b"];
    let _ = run(&refused, &[OLD]).ends_with(6);
}
