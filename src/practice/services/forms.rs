//! What services ask, and what they show of what was told them.

use minidom::Element;

use super::super::accounts::Registered;
use super::super::registration::Answers;
use super::super::reply::{Field, form, holding, with_fields};
use super::Service;
use crate::domain::Secret;
use crate::protocol::ns;
use crate::protocol::xml::with_text;

/// The field for a nickname in rooms (XEP-0045 section 7.10).
pub(super) const NICK: &str = "muc#register_roomnick";

/// Nicknames that somebody else has.
const NICKS: [&str; 2] = ["Romeo", "Tybalt"];

/// What a service asks; with what was told it, if the account is registered there.
pub(super) fn asked(service: Service, known: Option<&Registered>) -> Element {
    let mut query = Element::bare("query", ns::REGISTER);
    if known.is_some() {
        query = holding(query, Element::bare("registered", ns::REGISTER));
    }
    let said = |name: &str| {
        let value = known.and_then(|known| known.get(name)?.first());
        value.map_or("", Secret::expose)
    };
    let element = |name: &str| with_text(name, ns::REGISTER, said(name));
    match service {
        Service::Chat => {
            query = instructions(
                query,
                "Your name and password there. These names are refused: taken, short, banned, members, busy.",
            );
            query = holding(query, element("username"));
            // A password that is known is nobody else's business.
            query = holding(query, Element::bare("password", ns::REGISTER));
            holding(query, element("email"))
        }
        Service::Mobile => holding(query, mobile(known)),
        Service::Letters => {
            query = instructions(query, "Your mailbox.");
            query = holding(query, element("username"));
            holding(query, Element::bare("password", ns::REGISTER))
        }
        Service::Rooms => {
            let nick = said(NICK);
            query = holding(query, with_text("nick", ns::REGISTER, nick));
            query = instructions(
                query,
                "You need a client that supports x:data to register the nickname",
            );
            holding(query, rooms(nick))
        }
        Service::News
        | Service::Asleep
        | Service::Strange
        | Service::Endless
        | Service::Other(_) => {
            query = instructions(query, "Your name and password there.");
            query = holding(query, element("username"));
            holding(query, Element::bare("password", ns::REGISTER))
        }
    }
}

/// What has to be answered besides, for a mailbox: what comes inside the refusal.
pub(super) fn beside(username: &str) -> Element {
    holding(Element::bare("query", ns::REGISTER), more(username))
}

/// The form in it.
pub(super) fn more(username: &str) -> Element {
    let x = with_text(
        "instructions",
        ns::DATA_FORM,
        "Where is your mail fetched from?",
    );
    let x = holding(form("Your mail server"), x);
    let mut name = Field::new("username", "text-single", "Mailbox").required();
    if !username.is_empty() {
        name = name.value(username);
    }
    let fields = [
        Field::new("FORM_TYPE", "hidden", "").value(ns::REGISTER),
        name,
        Field::new("password", "text-private", "Password").required(),
        Field::new("x-server", "text-single", "Mail server").required(),
        Field::new("x-port", "text-single", "Port")
            .value("993")
            .range("xs:integer", "1", "65535"),
        Field::new("x-secrecy", "list-single", "Secrecy")
            .value("tls")
            .option("tls", "From the start")
            .option("starttls", "After a greeting"),
    ];
    with_fields(x, fields)
}

/// Whether somebody else had that from the start.
pub(super) fn is_given(service: Service, answers: &Answers) -> bool {
    service == Service::Rooms && NICKS.contains(&answers.first(NICK))
}

/// With the secret as it was told, for gateways do that (slidge).
fn mobile(known: Option<&Registered>) -> Element {
    let values =
        |field: Field, otherwise: &str| match known.and_then(|known| known.get(field.var())) {
            Some(values) => values
                .iter()
                .fold(field, |field, value| field.value(value.expose())),
            None if otherwise.is_empty() => field,
            None => field.value(otherwise),
        };
    let text = "Your number, and the secret that was sent to it.";
    let x = holding(
        form("Mobile phones"),
        with_text("instructions", ns::DATA_FORM, text),
    );
    let device = Field::new("device", "list-single", "What is it?")
        .required()
        .option("phone", "A phone")
        .option("tablet", "A tablet")
        .option("watch", "A watch");
    let fields = [
        Field::new("FORM_TYPE", "hidden", "").value(ns::REGISTER),
        values(Field::new("phone", "text-single", "Number").required(), ""),
        values(device, "phone"),
        values(Field::new("x-pin", "text-private", "Secret").required(), ""),
        values(Field::new("x-sync", "boolean", "Fetch my contacts"), "true"),
    ];
    with_fields(x, fields)
}

/// As ejabberd has it.
fn rooms(nick: &str) -> Element {
    let x = form("Nickname Registration");
    let text = with_text(
        "instructions",
        ns::DATA_FORM,
        "Enter nickname you want to register",
    );
    let mut field = Field::new(NICK, "text-single", "Nickname").required();
    if !nick.is_empty() {
        field = field.value(nick);
    }
    let form_type = Field::new("FORM_TYPE", "hidden", "").value(ns::MUC_REGISTER);
    with_fields(holding(x, text), [form_type, field])
}

fn instructions(query: Element, words: &str) -> Element {
    holding(query, with_text("instructions", ns::REGISTER, words))
}
