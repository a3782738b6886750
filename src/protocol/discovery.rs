//! Service discovery (XEP-0030): what a server says of itself, who runs it (XEP-0157), and what belongs to it.

use minidom::Element;

use super::{ns, text, xml};
use crate::domain::{About, Contact, ContactPurpose, Link, Service, ServiceAddress, ServiceKind};

/// The most addresses of those who run a server that are read.
const MOST_CONTACTS: usize = 32;

/// The question what somebody is and can do; goes into an iq of type `get` (XEP-0030 section 3.1).
#[must_use]
pub fn ask_info() -> Element {
    Element::bare("query", ns::DISCO_INFO)
}

/// The question what belongs to somebody; goes into an iq of type `get` (XEP-0030 section 4.1).
#[must_use]
pub fn ask_items() -> Element {
    Element::bare("query", ns::DISCO_ITEMS)
}

/// Reads what a server says of itself: a whole iq of type `result` that answers [`ask_info`].
#[must_use]
pub fn about(iq: &Element) -> About {
    let Some(query) = iq.get_child("query", ns::DISCO_INFO) else {
        return About::default();
    };
    About {
        registration: Some(has_feature(query, ns::REGISTER)),
        contacts: contacts(query),
    }
}

/// Something that belongs to a server, as that names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Where it is.
    pub address: ServiceAddress,
    /// What the server calls it: one plain line.
    pub name: Option<String>,
}

/// Reads what belongs to a server: a whole iq of type `result` that answers [`ask_items`].
///
/// Each address once, in the server's order. What is no address of its own is passed over: nodes, and places within
/// somebody's session.
#[must_use]
pub fn items(iq: &Element) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let Some(query) = iq.get_child("query", ns::DISCO_ITEMS) else {
        return items;
    };
    for item in xml::children(query, "item", ns::DISCO_ITEMS) {
        if item.attr("node").is_some() {
            continue;
        }
        let address = item.attr("jid").map(ServiceAddress::parse);
        let Some(Ok(address)) = address else {
            continue;
        };
        if items.iter().all(|known| known.address != address) {
            items.push(Item {
                address,
                name: item.attr("name").and_then(text::line),
            });
        }
    }
    items
}

/// Reads what a service says of itself: a whole iq of type `result` that answers [`ask_info`]. `None` if it takes no
/// registration.
///
/// Its own name in the language `lang` comes before the one that its server gave it.
#[must_use]
pub fn service(item: &Item, iq: &Element, lang: &str) -> Option<Service> {
    let query = iq.get_child("query", ns::DISCO_INFO)?;
    if !has_feature(query, ns::REGISTER) {
        return None;
    }
    let identities = || xml::children(query, "identity", ns::DISCO_INFO);
    let is = |category: &'static str| {
        move |identity: &&Element| {
            identity
                .attr("category")
                .is_some_and(|known| known.trim().eq_ignore_ascii_case(category))
        }
    };
    let gateway = identities().find(is("gateway"));
    let kind = if let Some(gateway) = gateway {
        let network = gateway.attr("type").and_then(text::line);
        ServiceKind::Gateway(network.unwrap_or_default().to_lowercase())
    } else if identities().any(|identity| is("conference")(&identity)) {
        ServiceKind::Rooms
    } else {
        ServiceKind::Other
    };
    let names = identities()
        .filter_map(|identity| Some((xml::lang(identity), identity.attr("name")?)))
        .filter_map(|(lang, name)| Some((lang, text::line(name)?)));
    let own = xml::best_in_language(names.collect(), lang);
    Some(Service {
        address: item.address.clone(),
        name: own.or_else(|| item.name.clone()),
        kind,
    })
}

fn has_feature(query: &Element, var: &str) -> bool {
    xml::children(query, "feature", ns::DISCO_INFO)
        .any(|feature| feature.attr("var").is_some_and(|known| known.trim() == var))
}

/// The addresses in the form of XEP-0157 section 3, each once for each purpose.
fn contacts(query: &Element) -> Vec<Contact> {
    let mut contacts: Vec<Contact> = Vec::new();
    let forms = xml::children(query, "x", ns::DATA_FORM).filter(|x| is_server_info(x));
    for field in forms.flat_map(|form| xml::children(form, "field", ns::DATA_FORM)) {
        let Some(purpose) = field.attr("var").and_then(purpose) else {
            continue;
        };
        for value in xml::children(field, "value", ns::DATA_FORM) {
            let Some(link) = text::line(&value.text()).map(|plain| Link::parse(&plain)) else {
                continue;
            };
            let contact = Contact { purpose, link };
            if !contacts.contains(&contact) && contacts.len() < MOST_CONTACTS {
                contacts.push(contact);
            }
        }
    }
    contacts
}

fn is_server_info(form: &Element) -> bool {
    xml::children(form, "field", ns::DATA_FORM)
        .filter(|field| field.attr("var") == Some("FORM_TYPE"))
        .flat_map(|field| xml::children(field, "value", ns::DATA_FORM))
        .any(|value| value.text().trim() == ns::SERVER_INFO)
}

/// The names of XEP-0157 section 5.
fn purpose(var: &str) -> Option<ContactPurpose> {
    Some(match var {
        "abuse-addresses" => ContactPurpose::Abuse,
        "admin-addresses" => ContactPurpose::Admin,
        "feedback-addresses" => ContactPurpose::Feedback,
        "sales-addresses" => ContactPurpose::Sales,
        "security-addresses" => ContactPurpose::Security,
        "status-addresses" => ContactPurpose::Status,
        "support-addresses" => ContactPurpose::Support,
        _ => return None,
    })
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;

    fn iq(content: &str) -> Element {
        format!("<iq xmlns='jabber:client' type='result' id='1'>{content}</iq>")
            .parse()
            .unwrap()
    }

    fn info(content: &str) -> Element {
        iq(&format!(
            "<query xmlns='{}'>{content}</query>",
            ns::DISCO_INFO
        ))
    }

    /// XEP-0157 section 3.
    #[test]
    fn addresses_are_read_for_their_purpose() {
        let form = |kind: &str, fields: &str| {
            format!(
                "<x xmlns='jabber:x:data' type='result'><field var='FORM_TYPE' type='hidden'>\
                 <value>{kind}</value></field>{fields}</x>"
            )
        };
        let many: Vec<String> = (0..100)
            .map(|n| format!("<value>mailto:{n}@b</value>"))
            .collect();
        let said = info(
            &[
                form(
                    "other",
                    "<field var='sales-addresses'><value>mailto:no@b</value></field>",
                ),
                form(
                    ns::SERVER_INFO,
                    "<field var='abuse-addresses'><value> mailto:a@b </value><value/>\
                     <value>mailto:a@b</value><value>call \u{202e}us</value></field>\
                     <field var='odd-addresses'><value>mailto:no@b</value></field>",
                ),
            ]
            .concat(),
        );
        let read = about(&said);
        assert_eq!(read.registration, Some(false));
        let told: Vec<(ContactPurpose, &str, bool)> = read
            .contacts
            .iter()
            .map(|one| (one.purpose, one.link.as_str(), one.link.can_open()))
            .collect();
        assert_eq!(
            told,
            [
                (ContactPurpose::Abuse, "mailto:a@b", true),
                (ContactPurpose::Abuse, "call us", false)
            ]
        );
        let endless = format!("<field var='status-addresses'>{}</field>", many.concat());
        let said = info(&form(ns::SERVER_INFO, &endless));
        assert_eq!(about(&said).contacts.len(), MOST_CONTACTS);
    }

    #[test]
    fn an_answer_to_something_else_says_nothing() {
        for odd in ["", "<query xmlns='jabber:iq:register'/>", "text"] {
            assert_eq!(about(&iq(odd)), About::default());
            assert_eq!(items(&iq(odd)), []);
            let item = Item {
                address: ServiceAddress::parse("a.example").unwrap(),
                name: None,
            };
            assert_eq!(service(&item, &iq(odd), "en"), None);
        }
    }

    /// What leads somewhere counts before what is only beside it.
    #[test]
    fn a_service_is_what_its_identities_say() {
        let item = Item {
            address: ServiceAddress::parse("a.example").unwrap(),
            name: Some("Of the server".to_owned()),
        };
        let read = |identities: &str| {
            let feature = format!("<feature var='{}'/>", ns::REGISTER);
            let said = info(&format!("{identities}{feature}"));
            let read = service(&item, &said, "de-AT").unwrap();
            (read.kind, read.name.unwrap())
        };
        let gateway = |network: &str| ServiceKind::Gateway(network.to_owned());
        for (identities, kind, name) in [
            ("", ServiceKind::Other, "Of the server"),
            (
                "<identity category='conference' type='text' name='Own'/>",
                ServiceKind::Rooms,
                "Own",
            ),
            (
                "<identity category='conference' type='irc'/><identity category=' Gateway ' type='IRC\u{200b}'/>",
                gateway("irc"),
                "Of the server",
            ),
            (
                "<identity category='gateway' name='English' xml:lang='en'/>\
                 <identity category='gateway' name='Deutsch' xml:lang='de'/>\
                 <identity category='gateway' name='None'/>",
                gateway(""),
                "Deutsch",
            ),
        ] {
            assert_eq!(read(identities), (kind, name.to_owned()), "{identities}");
        }
    }
}
