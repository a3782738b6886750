//! Services, asked and answered by the client's own half.

#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use super::super::session::tests::{Owner, no};
use super::*;
use crate::domain::{Answers as Given, Form, Kind, Offer, Purpose, Reason, Value};
use crate::protocol::xml::children;
use crate::protocol::{Step, register};

/// Somebody who wants something of a service.
struct Customer<'a> {
    owner: Owner<'a>,
    service: String,
}

impl<'a> Customer<'a> {
    fn of(registrar: &'a Registrar, service: &str) -> Self {
        Self {
            owner: Owner::juliet(registrar, Journey::Home),
            service: format!("{service}.home.practice.test"),
        }
    }

    fn offer(&mut self) -> Offer {
        let iq = self.owner.ask("get", Some(&self.service), register::ask());
        assert_eq!(iq.attr("from"), Some(self.service.as_str()));
        register::offer_in(&iq, "en", Purpose::Other, false)
    }

    #[track_caller]
    fn form(&mut self) -> Form {
        match self.offer() {
            Offer::Form(form) => form,
            other => unreachable!("no form: {other:?}"),
        }
    }

    #[track_caller]
    fn record(&mut self) -> Form {
        match self.offer() {
            Offer::Registered(form) => form,
            other => unreachable!("not registered: {other:?}"),
        }
    }

    /// The whole answer to these answers; all others are left as they are.
    fn submit(&mut self, form: &Form, answers: &[(&str, Value)]) -> Element {
        let mut given = Given::default();
        for (name, value) in answers {
            given.set((*name).into(), value.clone());
        }
        let submission = form.check(&given, true).unwrap();
        let query = register::submit(&submission);
        self.owner.ask("set", Some(&self.service), query)
    }

    fn remove(&mut self) -> Element {
        self.owner
            .ask("set", Some(&self.service), register::remove())
    }
}

fn text(value: &str) -> Value {
    Value::Text(value.to_owned())
}

fn secret(value: &str) -> Value {
    Value::Secret(value.into())
}

#[track_caller]
fn is_done(iq: &Element) {
    assert_eq!(iq.attr("type"), Some("result"), "{iq:?}");
}

fn preset(form: &Form, name: &str) -> Option<Value> {
    let field = form.fields.iter().find(|field| field.id.as_str() == name);
    field.unwrap().preset.clone()
}

#[test]
fn a_gateway_that_asks_with_elements() {
    let registrar = Registrar::seeded();
    let mut chat = Customer::of(&registrar, "chat");
    assert_eq!(no(&chat.remove(), Step::Remove).0, "registration-required");
    let form = chat.form();
    let person = |name: &str| {
        [
            ("username", text(name)),
            ("password", secret("moonlight")),
            ("email", text("j@mail.example")),
        ]
    };
    for (name, condition, reason) in [
        ("taken", "conflict", Reason::NameTaken),
        ("short", "not-acceptable", Reason::AnswersNotAccepted),
        ("banned", "not-allowed", Reason::NotAllowed),
        ("members", "forbidden", Reason::NotAllowed),
        ("busy", "resource-constraint", Reason::TooMany),
    ] {
        let refused = chat.submit(&form, &person(name));
        let (told, _, judged) = no(&refused, Step::Info);
        assert_eq!(told, condition, "{name}");
        // Without the form at hand what is not acceptable cannot be told finer.
        if condition != "not-acceptable" {
            assert_eq!(judged, reason, "{name}");
        }
        assert!(form.instructions[0].contains(name), "{name} is not told");
    }
    is_done(&chat.submit(&form, &person("jule")));
    let record = chat.record();
    assert_eq!(preset(&record, "username"), Some(text("jule")));
    assert_eq!(preset(&record, "password"), None);
    assert_eq!(preset(&record, "email"), Some(text("j@mail.example")));
    is_done(&chat.submit(&record, &person("giulietta")));
    assert_eq!(preset(&chat.record(), "username"), Some(text("giulietta")));
    is_done(&chat.remove());
    let _ = chat.form();
    assert_eq!(no(&chat.remove(), Step::Remove).0, "registration-required");
}

/// Requirement 42 and the kinds of XEP-0004 that a gateway wants.
#[test]
fn a_gateway_that_asks_with_a_form() {
    let registrar = Registrar::seeded();
    let mut mobile = Customer::of(&registrar, "mobile");
    let form = mobile.form();
    let kind = |name: &str| {
        let field = form.fields.iter().find(|field| field.id.as_str() == name);
        field.unwrap().kind.clone()
    };
    assert!(
        matches!(kind("device"), Kind::Choice { options, many: false, .. } if options.len() == 3)
    );
    assert_eq!(kind("x-pin"), Kind::Secret);
    assert_eq!(preset(&form, "device"), Some(text("phone")));
    let person = [("phone", text("+39 045 1")), ("x-pin", secret("1597"))];
    is_done(&mobile.submit(&form, &person));
    let record = mobile.record();
    assert_eq!(preset(&record, "phone"), Some(text("+39 045 1")));
    assert_eq!(preset(&record, "x-pin"), None, "no secret is filled in");
    // It was sent all the same, as some gateways do.
    let service = mobile.service.clone();
    let sent = mobile.owner.ask("get", Some(&service), register::ask());
    assert!(String::from(&sent).contains("1597"));
    let watch = [("device", text("watch")), ("x-pin", secret("2584"))];
    is_done(&mobile.submit(&record, &watch));
    assert_eq!(preset(&mobile.record(), "device"), Some(text("watch")));
    is_done(&mobile.remove());
    assert_eq!(no(&mobile.remove(), Step::Remove).0, "item-not-found");
}

#[test]
fn a_gateway_that_has_another_form_in_its_refusal() {
    let registrar = Registrar::seeded();
    let mut letters = Customer::of(&registrar, "letters");
    let form = letters.form();
    let person = [
        ("username", text("jule")),
        ("password", secret("moonlight")),
    ];
    let refused = letters.submit(&form, &person);
    assert_eq!(no(&refused, Step::Submit).0, "not-acceptable");
    let more = register::offer_in(&refused, "en", Purpose::Other, false);
    let Offer::Form(more) = more else {
        unreachable!()
    };
    assert_eq!(preset(&more, "username"), Some(text("jule")));
    let wrong = [
        ("password", secret("moonlight")),
        ("x-server", text("mail.example")),
        ("x-port", text("70000")),
    ];
    assert_eq!(
        no(&letters.submit(&more, &wrong), Step::Submit).0,
        "not-acceptable"
    );
    is_done(&letters.submit(&more, &wrong[..2]));
    assert_eq!(preset(&letters.record(), "username"), Some(text("jule")));
    is_done(&letters.remove());
}

/// XEP-0045 section 7.10, as ejabberd has it.
#[test]
fn a_nickname_belongs_to_one() {
    let registrar = Registrar::seeded();
    let mut rooms = Customer::of(&registrar, "rooms");
    let form = rooms.form();
    assert_eq!(
        form.fields
            .iter()
            .filter(|field| field.is_question())
            .count(),
        1
    );
    let taken = rooms.submit(&form, &[(forms::NICK, text("Romeo"))]);
    assert_eq!(no(&taken, Step::Submit).0, "conflict");
    is_done(&rooms.submit(&form, &[(forms::NICK, text("Juliet"))]));
    is_done(&rooms.submit(&form, &[(forms::NICK, text("Juliet"))]));
    assert_eq!(preset(&rooms.record(), forms::NICK), Some(text("Juliet")));

    let nurse = "nurse@home.practice.test";
    assert!(registrar.accounts.add(nurse, "moonlight".into(), None));
    let submit = |nick: &str| {
        let mut given = Given::default();
        given.set(forms::NICK.into(), text(nick));
        let query = register::submit(&form.check(&given, true).unwrap());
        let said = registrar.service(Service::Rooms, Journey::Home, nurse, ("set", &query));
        said.answer.unwrap().map_err(|no| no.condition)
    };
    assert_eq!(submit("Juliet"), Err(Some("conflict")));
    assert_eq!(submit("Angelica"), Ok(None));
    // With the account goes its nickname.
    assert!(registrar.accounts.remove(nurse));
    is_done(&rooms.submit(&form, &[(forms::NICK, text("Angelica"))]));
}

/// Requirements 12, 27 and 94: what is not by the letter is refused.
#[test]
fn answers_are_judged_by_the_letter() {
    let registrar = Registrar::seeded();
    let mut owner = Owner::juliet(&registrar, Journey::Home);
    let mut set = |service: &str, children: &str| {
        let query = format!("<query xmlns='jabber:iq:register'>{children}</query>");
        let to = format!("{service}.home.practice.test");
        let iq = owner.ask("set", Some(&to), query.parse().unwrap());
        no(&iq, Step::Submit).0
    };
    let form = "<x xmlns='jabber:x:data' type='submit'/>";
    for (service, children, condition) in [
        ("chat", form, "bad-request"),
        ("chat", "<username>a</username>", "not-acceptable"),
        ("chat", "<remove/><username>a</username>", "bad-request"),
        ("rooms", "<nick>a</nick>", "bad-request"),
        ("rooms", form, "not-acceptable"),
        ("mobile", "<phone>a</phone>", "bad-request"),
        ("letters", form, "not-acceptable"),
        ("news", "<username>a</username>", "service-unavailable"),
    ] {
        assert_eq!(set(service, children), condition, "{service} {children}");
    }
    let news = owner.ask("get", Some("news.home.practice.test"), register::ask());
    assert_eq!(no(&news, Step::Info).2, Reason::Closed);
    let asleep = Some("asleep.home.practice.test");
    assert_eq!(owner.say("get", asleep, register::ask()), Said::nothing());
}

#[test]
fn a_crowd_has_strange_names() {
    let registrar = Registrar::seeded();
    let mut owner = Owner::juliet(&registrar, Journey::Crowded);
    let domain = Journey::Crowded.domain();
    let query = Element::bare("query", ns::DISCO_ITEMS);
    let all = owner.ask("get", Some(domain), query);
    let text = String::from(&all);
    // It goes over the wire as it is.
    let read: Element = text.parse().unwrap();
    let query = read.get_child("query", ns::DISCO_ITEMS).unwrap();
    let items: Vec<_> = children(query, "item", ns::DISCO_ITEMS).collect();
    assert_eq!(items.len(), 47);
    let names: Vec<&str> = items.iter().filter_map(|item| item.attr("name")).collect();
    assert!(names.iter().any(|name| name.contains('\u{202e}')));
    assert!(names.iter().any(|name| name.contains('\u{85}')));
    assert!(names.iter().any(|name| name.len() > 4_000));
    let parts = items.iter().filter(|item| item.attr("node").is_some());
    assert_eq!(parts.count(), 1);
    let without = items.iter().filter(|item| item.attr("jid").is_none());
    assert_eq!(without.count(), 1);
    let other = |number: u8| {
        let address = format!("other-{number}.{domain}");
        let same = items
            .iter()
            .filter(|item| item.attr("jid") == Some(&address));
        same.count()
    };
    assert_eq!((other(1), other(2), other(40)), (2, 1, 1));
}
