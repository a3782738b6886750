//! The host that lets in guests alone: by link, by token, with a name of one's own or the one that was given.

use serde_json::Value;

use crate::practice::Practice;
use crate::program::Run;
use crate::{PASSWORD, field, is_done, is_refused, register};

const HOST: &str = "invitation.practice.test";

/// The link of a kind, as the practice server tells it.
fn link(kind: &str) -> String {
    let hosts = &Practice::get().hosts;
    let host = hosts.iter().find(|host| host["domain"] == HOST).unwrap();
    let all = host["invitations"].as_array().unwrap();
    assert_eq!(all.len(), 4, "{all:?}");
    let found = all.iter().find(|one| one["kind"] == kind).unwrap();
    found["link"].as_str().unwrap().to_owned()
}

fn run(arguments: &[&str]) -> Run {
    let run = Practice::get().program().run(arguments, &[PASSWORD]);
    // It is good for an account: nothing that is printed may be kept by somebody else and hold it.
    for token in ["come-in", "for-juliet", "from-romeo"] {
        assert!(!run.json.to_string().contains(token), "{}", run.json);
    }
    run
}

/// Requirements 101 to 104 (XEP-0445): a link stands in the server's place.
#[test]
fn a_link_leads_to_an_account() {
    let made = run(&["register", &link("free"), "--set", "username=guest"]);
    let made = is_done(made);
    assert_eq!(made.json["address"], format!("guest@{HOST}"));
    assert_eq!(made.json["invitation"], "accepted");
    assert_eq!(made.json["inviter"], Value::Null);
    let trips = &made.json["round_trips"];
    assert_eq!(
        (&trips["form"], &trips["registered"]),
        (&6.into(), &7.into())
    );
}

#[test]
fn a_token_alone_is_enough_with_its_server() {
    for (name, arguments) in [
        (
            "first",
            ["register", HOST, "--invitation", "come-in"].as_slice(),
        ),
        ("second", &["register", "--invitation", &link("free")]),
        ("third", &["register", HOST, "--invitation", &link("free")]),
    ] {
        let name = format!("username={name}");
        let arguments = [arguments, &["--set", &name]].concat();
        let made = is_done(run(&arguments));
        assert_eq!(made.json["invitation"], "accepted");
    }
}

/// Requirement 102 (XEP-0445 section 2.1).
#[test]
fn an_invitation_for_one_name_is_for_that_name() {
    let shown = run(&["form", &link("named")]).ends_with(0);
    let name = field(&shown, "username");
    assert_eq!(
        (&name["fixed"], &name["preset"]),
        (&true.into(), &"juliet".into())
    );
    assert_eq!(shown.json["invitation"], "accepted");

    let other = run(&["register", &link("named"), "--set", "username=nurse"]).ends_with(2);
    assert_eq!(
        other.json["problems"][0]["fault"], "fixed",
        "{}",
        other.said
    );

    // Nobody has to say it.
    let made = is_done(run(&["register", &link("named")]));
    assert_eq!(made.json["address"], format!("juliet@{HOST}"));
}

/// Requirement 106 (XEP-0379 section 5.4): shown by the whole address.
#[test]
fn whoever_invited_is_named_at_the_end() {
    let contact = link("contact");
    let arguments = ["register", &contact, "--set", "username=mercutio"];
    let made = is_done(run(&arguments));
    assert_eq!(made.json["inviter"], format!("romeo@{HOST}"));
    let arguments = ["register", &contact, "--set", "username=benvolio"];
    let said = Practice::get().program().say(&arguments, &[PASSWORD]);
    assert!(
        said.contains(&format!("romeo@{HOST} invited you")),
        "{said}"
    );
}

/// Requirement 105 (XEP-0445 section 4): told before anything is asked; another try without it is the person's own.
#[test]
fn an_invitation_that_is_over_is_refused() {
    let spent = link("spent");
    let unknown = format!("xmpp:{HOST}?register;preauth=nobody-gave-it");
    for (link, condition) in [(&*spent, "item-not-found"), (&unknown, "forbidden")] {
        for verb in ["form", "register"] {
            let refused = is_refused(run(&[verb, link]), "invitation_refused");
            assert_eq!(refused.json["invitation"], "refused");
            assert_eq!(refused.json["refusal"]["condition"], condition);
            assert_eq!(refused.json["offer"], "closed");
            assert!(refused.json["round_trips"].get("registered").is_none());
        }
    }
    let without = register("invitation", "tybalt", &[]);
    is_refused(without, "invitation_needed");
}

/// Requirement 103 (XEP-0445 section 3): who takes no invitations never sees one, and lets everybody in.
#[test]
fn a_server_that_takes_none_is_signed_up_with_all_the_same() {
    let link = "xmpp:rosaline@open.practice.test?register;preauth=come-in";
    let made = is_done(run(&["register", link]));
    assert_eq!(made.json["invitation"], "not_taken");
    assert_eq!(made.json["address"], "rosaline@open.practice.test");
    // There the name is a proposal, as it is in a link without a token.
    let made = is_done(run(&["register", link, "--set", "username=paris"]));
    assert_eq!(made.json["address"], "paris@open.practice.test");
    let plain = "xmpp:sampson@open.practice.test?register";
    let made = is_done(run(&["register", plain]));
    assert_eq!(made.json["address"], "sampson@open.practice.test");
    assert_eq!(made.json["invitation"], Value::Null);
}

#[test]
fn what_cannot_be_used_is_told() {
    for (arguments, told) in [
        (
            &["form", "xmpp:open.practice.test?unregister"][..],
            "not for signing up",
        ),
        (
            &["form", "xmpp:romeo@open.practice.test?message"],
            "not for signing up",
        ),
        (
            &["form", "xmpp:open.practice.test?register;preauth="],
            "is damaged",
        ),
        (&["form", "xmpp:open..test?register"], "the address in it"),
        (
            &["form", "https://www.practice.test/invite?Token12345678"],
            "Open it in your browser",
        ),
        (
            &["form", "--invitation", "come-in"],
            "Name the server as well",
        ),
        (
            &[
                "form",
                "open.practice.test",
                "--invitation",
                "xmpp:key.practice.test?register",
            ],
            "for key.practice.test, not for open.practice.test",
        ),
        (
            &[
                "form",
                "xmpp:open.practice.test?register",
                "--invitation",
                "come-in",
            ],
            "Name the invitation once",
        ),
        (
            &["form", "open.practice.test", "--invitation", "two words"],
            "is damaged",
        ),
    ] {
        let run = run(arguments).ends_with(2);
        let message = run.json["message"].as_str().unwrap();
        assert!(message.contains(told), "{}", run.said);
    }
}
