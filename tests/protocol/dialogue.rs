//! Recorded dialogues, and short ways to say what is in a form.

use std::fmt::Write as _;

use minidom::Element;
use vestibule::{
    domain::{Field, Form, Kind, MediaSource, Offer, Purpose, Value},
    protocol::{Reading, ns, register::read_offer},
};

/// What the server said in a dialogue, element by element.
pub(crate) struct Dialogue {
    pub(crate) name: String,
    pub(crate) elements: Vec<Element>,
}

impl Dialogue {
    /// Reads `tests/fixtures/NAME.xml`.
    pub(crate) fn load(name: &str) -> Self {
        let path = format!("{}/tests/fixtures/{name}.xml", env!("CARGO_MANIFEST_DIR"));
        let recorded = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
        let mut said = String::new();
        for part in recorded.split("<!--") {
            let (comment, text) = part.split_once("-->").unwrap_or(("", part));
            // Other comments stand between the two: "TLS established" for one.
            let server = comment.trim_start().starts_with("S->C");
            if server {
                said.push_str(text.strip_prefix('\n').unwrap_or(text));
            }
        }
        let bare = without(&without(&said, "<?xml", "?>"), "<stream:stream", ">")
            .replace("</stream:stream>", "");
        let whole = format!(
            "<all xmlns='{}' xmlns:stream='{}'>{bare}</all>",
            ns::CLIENT,
            ns::STREAM
        );
        let whole: Element = whole.parse().unwrap_or_else(|e| panic!("{name}: {e}"));
        Self {
            name: name.to_owned(),
            elements: whole.children().cloned().collect(),
        }
    }

    /// The answer to the iq of that id, and where it stands.
    pub(crate) fn answer(&self, id: &str) -> (usize, &Element) {
        self.elements
            .iter()
            .enumerate()
            .find(|(_, element)| element.name() == "iq" && element.attr("id") == Some(id))
            .unwrap_or_else(|| panic!("{} has no answer {id}", self.name))
    }

    /// What was offered in the answer to the iq of that id.
    pub(crate) fn offer(&self, id: &str, lang: &str, purpose: Purpose) -> Offer {
        let (_, iq) = self.answer(id);
        offer_in(iq, lang, purpose, false)
    }

    /// The last form that was offered before an element.
    pub(crate) fn form_before(&self, at: usize, purpose: Purpose) -> Option<Form> {
        self.elements[..at]
            .iter()
            .rev()
            .filter(|iq| iq.attr("type") == Some("result") && iq.has_child("query", ns::REGISTER))
            .find_map(|iq| form(offer_in(iq, "en", purpose, false)))
    }

    /// The first element of that name.
    pub(crate) fn named(&self, name: &str) -> &Element {
        self.elements
            .iter()
            .find(|element| element.name() == name)
            .unwrap_or_else(|| panic!("{} has no {name}", self.name))
    }
}

/// What is offered in an iq.
pub(crate) fn offer_in(iq: &Element, lang: &str, purpose: Purpose, invites: bool) -> Offer {
    let query = iq.get_child("query", ns::REGISTER).expect("a query");
    let extra: Vec<&Element> = iq.children().filter(|child| *child != query).collect();
    read_offer(
        query,
        &Reading {
            lang,
            purpose,
            extra: &extra,
            invites,
        },
    )
}

/// The form of an offer that has one.
pub(crate) fn form(offer: Offer) -> Option<Form> {
    match offer {
        Offer::Form(form) | Offer::Registered(form) => Some(form),
        _ => None,
    }
}

/// A form's fields in short: name, kind, `*` if required, preset in brackets, media in braces.
pub(crate) fn fields(form: &Form) -> Vec<String> {
    form.fields.iter().map(short).collect()
}

fn short(field: &Field) -> String {
    let kind = match &field.kind {
        Kind::Text => "text".to_owned(),
        Kind::Secret => "secret".to_owned(),
        Kind::Lines => "lines".to_owned(),
        Kind::Address => "address".to_owned(),
        Kind::Addresses => "addresses".to_owned(),
        Kind::Toggle => "toggle".to_owned(),
        Kind::Note => "note".to_owned(),
        Kind::Work(work) => format!("work of {} bits", work.bits()),
        Kind::Hidden => "hidden".to_owned(),
        Kind::Choice {
            options,
            many,
            open,
        } => {
            let options: Vec<String> = options
                .iter()
                .map(|option| format!("{}={}", option.value, option.label))
                .collect();
            let how = if *many { "any of" } else { "one of" };
            let open = if *open { ", other" } else { "" };
            format!("{how} {}{open}", options.join("/"))
        }
    };
    let mut short = format!("{} {kind}", field.id.as_str().replace('\u{1}', "#"));
    if field.required {
        short.push('*');
    }
    match &field.preset {
        None => {}
        Some(Value::Text(text)) => write!(short, " [{text}]").unwrap(),
        Some(Value::Many(values)) => write!(short, " [{}]", values.join("|")).unwrap(),
        Some(Value::Toggle(on)) => write!(short, " [{on}]").unwrap(),
        Some(Value::Secret(_)) => short.push_str(" [a secret]"),
    }
    for media in &field.media {
        let sources: Vec<String> = media
            .sources
            .iter()
            .map(|source| match source {
                MediaSource::Bytes(bytes) => format!("{} bytes", bytes.len()),
                MediaSource::Link(link) => link.to_string(),
                MediaSource::Missing(_) => "missing".to_owned(),
            })
            .collect();
        write!(short, " {{{}: {}}}", media.mime, sources.join(", ")).unwrap();
    }
    short
}

fn without(text: &str, from: &str, to: &str) -> String {
    let mut left = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once(from) {
        left.push_str(before);
        rest = behind.split_once(to).map_or("", |(_, behind)| behind);
    }
    left + rest
}
