//! What the hosts say of themselves to those who are signed in: service discovery (XEP-0030), and the addresses of
//! those who run them (XEP-0157).

use minidom::Element;

use super::host::Journey;
use super::reply::{Field, No, holding};
use super::services::Service;
use crate::protocol::ns;
use crate::protocol::xml::with;

/// What is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    /// The host.
    Server(Journey),
    /// The account that is signed in.
    Account,
    /// A service of the host.
    Service(Service, Journey),
}

/// The answer to the question what something is and can do (XEP-0030 section 3).
pub(super) fn info(of: Of, query: &Element) -> Result<Option<Element>, No> {
    whole(query)?;
    let mut answer = Element::bare("query", ns::DISCO_INFO);
    let (category, kind, name) = match of {
        Of::Server(_) => ("server", "im", "Vestibule practice".to_owned()),
        Of::Account => ("account", "registered", String::new()),
        Of::Service(service, _) => {
            let (category, kind) = service.identity();
            (category, kind, service.title())
        }
    };
    let identity = Element::bare("identity", ns::DISCO_INFO);
    let mut identity = with(with(identity, "category", category), "type", kind);
    if !name.is_empty() {
        identity = with(identity, "name", &name);
    }
    answer = holding(answer, identity);
    let mut features = vec![ns::DISCO_INFO, ns::DISCO_ITEMS];
    match of {
        Of::Server(journey) if offers_change(journey) => features.push(ns::REGISTER),
        Of::Service(service, _) => features.extend(service.features()),
        _ => {}
    }
    for feature in features {
        let element = Element::bare("feature", ns::DISCO_INFO);
        answer = holding(answer, with(element, "var", feature));
    }
    if let Of::Server(journey) = of
        && let Some(contacts) = contacts(journey)
    {
        answer = holding(answer, contacts);
    }
    Ok(Some(answer))
}

/// The answer to the question what belongs to something (XEP-0030 section 4).
pub(super) fn items(of: Of, query: &Element) -> Result<Option<Element>, No> {
    whole(query)?;
    let mut answer = Element::bare("query", ns::DISCO_ITEMS);
    if let Of::Server(journey) = of {
        for service in Service::all(journey) {
            let item = item(&service.address(journey));
            answer = holding(answer, with(item, "name", &service.title()));
        }
        if journey == Journey::Crowded {
            answer = odd_items(journey).into_iter().fold(answer, holding);
        }
    }
    Ok(Some(answer))
}

/// Whether a host says that a password can be changed. Those that find out later that they do not want to say it too.
fn offers_change(journey: Journey) -> bool {
    journey != Journey::Managed
}

/// Nothing here has nodes (XEP-0030 sections 3.2 and 4.2).
fn whole(query: &Element) -> Result<(), No> {
    if query.children().next().is_some() {
        return Err(No::new("modify", "bad-request", "This question is empty."));
    }
    match query.attr("node") {
        None => Ok(()),
        Some(_) => Err(No::new("cancel", "item-not-found", "")),
    }
}

fn item(address: &str) -> Element {
    with(Element::bare("item", ns::DISCO_ITEMS), "jid", address)
}

/// Items that are no service: one that is there already, a part of the host, and two that are no address.
fn odd_items(journey: Journey) -> Vec<Element> {
    let commands = with(item(journey.domain()), "node", ns::COMMANDS);
    let again = Service::Other(1);
    vec![
        with(item(&again.address(journey)), "name", &again.title()),
        with(commands, "name", "Commands"),
        with(item("not an address@@"), "name", "Nowhere"),
        with(
            Element::bare("item", ns::DISCO_ITEMS),
            "name",
            "Without an address",
        ),
    ]
}

/// The form with the addresses of those who run a host (XEP-0157 section 3), where it has one.
fn contacts(journey: Journey) -> Option<Element> {
    let told: &[(&str, &[&str])] = match journey {
        Journey::Home => &[
            (
                "abuse-addresses",
                &[
                    "mailto:abuse@home.practice.test",
                    "xmpp:abuse@home.practice.test",
                ],
            ),
            ("admin-addresses", &["xmpp:admin@home.practice.test"]),
            (
                "support-addresses",
                &[
                    "https://home.practice.test/help",
                    "xmpp:help@rooms.home.practice.test?join",
                ],
            ),
            (
                "security-addresses",
                &["mailto:security@home.practice.test"],
            ),
        ],
        Journey::Managed => &[
            ("admin-addresses", &["mailto:it@managed.practice.test"]),
            (
                "support-addresses",
                &["https://managed.practice.test/password"],
            ),
        ],
        Journey::ChangeRefused => &[(
            "support-addresses",
            &["mailto:help@change-refused.practice.test"],
        )],
        Journey::DeleteRefused => &[(
            "admin-addresses",
            &["xmpp:admin@delete-refused.practice.test"],
        )],
        // Whoever shows these has to look at them first.
        Journey::DeleteForbidden => &[
            (
                "abuse-addresses",
                &[
                    "javascript:alert(1)",
                    "file:///etc/passwd",
                    "abuse at delete-forbidden.practice.test",
                    "",
                ],
            ),
            (
                "support-addresses",
                &["http://delete-forbidden.practice.test/\u{202e}moc.knab"],
            ),
            ("x-moon-addresses", &["tel:+0"]),
            (
                "admin-addresses",
                &["mailto:admin@delete-forbidden.practice.test"],
            ),
        ],
        _ => return None,
    };
    let form = with(Element::bare("x", ns::DATA_FORM), "type", "result");
    let form_type = Field::new("FORM_TYPE", "hidden", "").value(ns::SERVER_INFO);
    let form = holding(form, form_type.build());
    Some(told.iter().fold(form, |form, (var, values)| {
        let field = Field::new(var, "list-multi", "");
        let field = values.iter().fold(field, |field, value| field.value(value));
        holding(form, field.build())
    }))
}

#[cfg(test)]
mod tests;
