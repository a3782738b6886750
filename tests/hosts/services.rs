//! What hosts say of themselves, and their services, asked through a second client.

use minidom::Element;
use vestibule::domain::{Form, Offer, Refusal, Role, Value};
use vestibule::protocol::ns;

use crate::practice::Practice;
use crate::relay::Relay;

/// The password of the accounts that are there from the start.
const OLD: &str = "practice-makes-perfect-1";

fn juliet(host: &str) -> Relay {
    let practice = Practice::get();
    let address = format!("juliet@{host}.practice.test");
    Relay::start(&address, OLD, practice.port, &practice.ca_pem)
}

/// What an answer has to a question by service discovery.
#[track_caller]
fn about<'a>(iq: &'a Element, ns: &str) -> &'a Element {
    assert_eq!(iq.attr("type"), Some("result"), "{iq:?}");
    iq.get_child("query", ns).unwrap()
}

fn all<'a>(parent: &'a Element, name: &str, attribute: &'a str) -> Vec<&'a str> {
    let children = parent.children().filter(|child| child.name() == name);
    children.filter_map(|child| child.attr(attribute)).collect()
}

fn text(value: &str) -> Value {
    Value::Text(value.to_owned())
}

#[track_caller]
fn form(offer: Result<Offer, Refusal>) -> Form {
    match offer {
        Ok(Offer::Form(form)) => form,
        other => panic!("no form: {other:?}"),
    }
}

#[track_caller]
fn registered(offer: Result<Offer, Refusal>) -> Form {
    match offer {
        Ok(Offer::Registered(form)) => form,
        other => panic!("not registered: {other:?}"),
    }
}

/// XEP-0030 and XEP-0157.
#[test]
fn a_host_says_what_it_can_do_and_who_runs_it() {
    let mut relay = juliet("home");
    let domain = "home.practice.test";
    let iq = relay.send("get", domain, &Element::bare("query", ns::DISCO_INFO));
    let info = about(&iq, ns::DISCO_INFO);
    assert_eq!(all(info, "identity", "category"), ["server"]);
    assert!(all(info, "feature", "var").contains(&ns::REGISTER));
    let form = info.get_child("x", ns::DATA_FORM).unwrap();
    assert_eq!(form.attr("type"), Some("result"));
    assert!(all(form, "field", "var").contains(&"security-addresses"));
    let iq = relay.send("get", domain, &Element::bare("query", ns::DISCO_ITEMS));
    let items = all(about(&iq, ns::DISCO_ITEMS), "item", "jid");
    assert!(items.contains(&"rooms.home.practice.test"), "{items:?}");
}

/// Names that nobody should show as they are come over the wire as they are.
#[test]
fn a_crowd_comes_whole() {
    let mut relay = juliet("crowded");
    let domain = "crowded.practice.test";
    let iq = relay.send("get", domain, &Element::bare("query", ns::DISCO_ITEMS));
    let items = about(&iq, ns::DISCO_ITEMS);
    assert_eq!(items.children().count(), 47);
    let names = all(items, "item", "name");
    let strange = names.iter().find(|name| name.contains('\u{202e}')).unwrap();
    assert!(
        strange.contains('\u{85}') && strange.contains('\u{7f}'),
        "{strange:?}"
    );
    assert!(names.iter().any(|name| name.len() > 4_000));
    let gateway = "other-40.crowded.practice.test";
    let asked = form(relay.ask(gateway));
    let person = [
        ("username", text("u")),
        ("password", Value::Secret("p".into())),
    ];
    assert_eq!(relay.submit(gateway, &asked, &person), Ok(()));
    registered(relay.ask(gateway));
}

#[test]
fn a_host_may_refuse_to_say() {
    let mut relay = juliet("discovery-refused");
    let query = Element::bare("query", ns::DISCO_INFO);
    let iq = relay.send("get", "discovery-refused.practice.test", &query);
    assert_eq!(iq.attr("type"), Some("error"));
}

/// Requirements 18, 24 and 82: what a gateway and rooms are told, they show, change and forget.
#[test]
fn services_take_and_end_registrations() {
    let mut relay = juliet("home");
    let chat = "chat.home.practice.test";
    let asked = form(relay.ask(chat));
    let person = |name: &str| {
        [
            ("username", text(name)),
            ("password", Value::Secret("p".into())),
            ("email", text("j@mail.example")),
        ]
    };
    let taken = relay.submit(chat, &asked, &person("taken")).unwrap_err();
    assert_eq!(taken.condition.as_deref(), Some("conflict"));
    assert_eq!(relay.submit(chat, &asked, &person("jule")), Ok(()));
    let record = registered(relay.ask(chat));
    assert_eq!(
        record.role(Role::Username).unwrap().preset,
        Some(text("jule"))
    );
    assert_eq!(relay.submit(chat, &record, &person("julia")), Ok(()));
    let record = registered(relay.ask(chat));
    assert_eq!(
        record.role(Role::Username).unwrap().preset,
        Some(text("julia"))
    );
    assert_eq!(relay.remove(chat), Ok(()));
    let again = relay.remove(chat).unwrap_err();
    assert_eq!(again.condition.as_deref(), Some("registration-required"));

    let rooms = "rooms.home.practice.test";
    let asked = form(relay.ask(rooms));
    let nick = |name: &str| [("muc#register_roomnick", text(name))];
    let taken = relay.submit(rooms, &asked, &nick("Romeo")).unwrap_err();
    assert_eq!(taken.condition.as_deref(), Some("conflict"));
    assert_eq!(relay.submit(rooms, &asked, &nick("Juliet")), Ok(()));
    registered(relay.ask(rooms));
    assert_eq!(relay.remove(rooms), Ok(()));

    let letters = "letters.home.practice.test";
    let asked = form(relay.ask(letters));
    let mailbox = [
        ("username", text("jule")),
        ("password", Value::Secret("p".into())),
    ];
    let refused = relay.submit(letters, &asked, &mailbox).unwrap_err();
    let more = refused.form.expect("a form in the refusal");
    let mut answers = mailbox.to_vec();
    answers.push(("x-server", text("mail.example")));
    assert_eq!(relay.submit(letters, &more, &answers), Ok(()));
    registered(relay.ask(letters));
}
