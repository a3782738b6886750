//! What owners hear when they ask what there is.

#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use super::super::host::PASSWORD;
use super::super::registration::Registrar;
use super::super::session::Said;
use super::super::session::tests::{Owner, no};
use super::*;
use crate::protocol::Step;
use crate::protocol::xml::children;

fn info() -> Element {
    Element::bare("query", ns::DISCO_INFO)
}

fn items() -> Element {
    Element::bare("query", ns::DISCO_ITEMS)
}

/// The features of something that was asked for them.
fn features(iq: &Element) -> Vec<String> {
    let query = iq.get_child("query", ns::DISCO_INFO).unwrap();
    children(query, "feature", ns::DISCO_INFO)
        .map(|feature| feature.attr("var").unwrap().to_owned())
        .collect()
}

/// Category and type of something that was asked for them.
fn identity(iq: &Element) -> (&str, &str) {
    let query = iq.get_child("query", ns::DISCO_INFO).unwrap();
    let identity = query.get_child("identity", ns::DISCO_INFO).unwrap();
    (
        identity.attr("category").unwrap(),
        identity.attr("type").unwrap(),
    )
}

/// The values of a field with addresses of those who run a host.
fn contacts(iq: &Element, var: &str) -> Vec<String> {
    let query = iq.get_child("query", ns::DISCO_INFO).unwrap();
    let Some(form) = query.get_child("x", ns::DATA_FORM) else {
        return Vec::new();
    };
    assert_eq!(form.attr("type"), Some("result"));
    children(form, "field", ns::DATA_FORM)
        .filter(|field| field.attr("var") == Some(var))
        .flat_map(|field| children(field, "value", ns::DATA_FORM))
        .map(Element::text)
        .collect()
}

/// XEP-0030 sections 3 and 4.
#[test]
fn a_host_says_what_it_can_do_and_what_it_has() {
    let registrar = Registrar::seeded();
    let mut owner = Owner::juliet(&registrar, Journey::Home);
    let domain = Some("home.practice.test");
    let about = owner.ask("get", domain, info());
    assert_eq!(identity(&about), ("server", "im"));
    assert!(features(&about).iter().any(|var| var == ns::REGISTER));
    assert_eq!(about.attr("from"), domain);
    let account = owner.ask("get", None, info());
    assert_eq!(identity(&account), ("account", "registered"));
    assert_eq!(account.attr("from"), None);

    let all = owner.ask("get", domain, items());
    let all = all.get_child("query", ns::DISCO_ITEMS).unwrap();
    let mut told = Vec::new();
    for item in children(all, "item", ns::DISCO_ITEMS) {
        let address = item.attr("jid").unwrap();
        let said = owner.say("get", Some(address), info());
        let Some(Ok(Some(about))) = said.answer else {
            assert_eq!(address, "asleep.home.practice.test");
            continue;
        };
        let about = holding(Element::bare("iq", ns::CLIENT), about);
        let takes = features(&about).iter().any(|var| var == ns::REGISTER);
        let (category, kind) = identity(&about);
        told.push(format!("{address} {category}/{kind} {takes}"));
    }
    assert_eq!(
        told,
        [
            "chat.home.practice.test gateway/irc true",
            "mobile.home.practice.test gateway/sms true",
            "letters.home.practice.test gateway/smtp true",
            "rooms.home.practice.test conference/text true",
            "news.home.practice.test pubsub/service false",
        ]
    );
    let node = with(items(), "node", ns::COMMANDS);
    let no_node = owner.ask("get", domain, node);
    assert_eq!(no(&no_node, Step::Info).0, "item-not-found");
    let elsewhere = owner.ask("get", Some("chat.open.practice.test"), info());
    assert_eq!(no(&elsewhere, Step::Info).0, "remote-server-not-found");
}

/// XEP-0157 section 3.
#[test]
fn those_who_run_a_host_can_be_reached() {
    let registrar = Registrar::seeded();
    let ask = |journey: Journey| {
        Owner::juliet(&registrar, journey).ask("get", Some(journey.domain()), info())
    };
    let home = ask(Journey::Home);
    assert_eq!(contacts(&home, "FORM_TYPE"), [ns::SERVER_INFO]);
    for (var, count) in [
        ("abuse-addresses", 2),
        ("admin-addresses", 1),
        ("support-addresses", 2),
        ("security-addresses", 1),
    ] {
        assert_eq!(contacts(&home, var).len(), count, "{var}");
    }
    let all: Vec<String> = ["abuse", "admin", "support", "security"]
        .iter()
        .flat_map(|kind| contacts(&home, &format!("{kind}-addresses")))
        .collect();
    for scheme in ["mailto:", "xmpp:", "https://"] {
        assert!(all.iter().any(|address| address.starts_with(scheme)));
    }
    let strange = contacts(&ask(Journey::DeleteForbidden), "abuse-addresses");
    assert!(strange.contains(&"javascript:alert(1)".to_owned()));
    assert!(contacts(&ask(Journey::Weak), "FORM_TYPE").is_empty());
}

#[test]
fn a_host_may_say_nothing_of_itself() {
    let registrar = Registrar::seeded();
    for query in [info(), items()] {
        let mut silent = Owner::juliet(&registrar, Journey::DiscoverySilent);
        let domain = Journey::DiscoverySilent.domain();
        assert_eq!(
            silent.say("get", Some(domain), query.clone()),
            Said::nothing()
        );
        let mut refusing = Owner::juliet(&registrar, Journey::DiscoveryRefused);
        let domain = Journey::DiscoveryRefused.domain();
        let refused = refusing.ask("get", Some(domain), query);
        assert_eq!(no(&refused, Step::Info).0, "feature-not-implemented");
        // All else goes on.
        for owner in [&mut silent, &mut refusing] {
            assert_eq!(owner.change(PASSWORD).attr("type"), Some("result"));
        }
    }
    let mut managed = Owner::juliet(&registrar, Journey::Managed);
    let about = managed.ask("get", Some(Journey::Managed.domain()), info());
    assert!(!features(&about).iter().any(|var| var == ns::REGISTER));
}
