//! What the practice server says: elements, put together.

use std::fmt::Write as _;

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use minidom::{Element, rxml};
use sha1::{Digest as _, Sha1};

use crate::protocol::ns;
use crate::protocol::xml::{with, with_text};

/// A refusal as it goes out. What is left out is not sent.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct No {
    /// The error's type.
    pub(super) kind: Option<&'static str>,
    pub(super) condition: Option<&'static str>,
    /// The number that errors had before they had names (XEP-0086).
    pub(super) code: Option<&'static str>,
    /// Words for people, with the language that they are in if they come in several.
    pub(super) texts: Vec<(Option<&'static str>, String)>,
    /// What stands beside the error: a form to be filled in instead, or the query sent back.
    pub(super) beside: Vec<Element>,
}

impl No {
    /// `text` may be empty.
    pub(super) fn new(kind: &'static str, condition: &'static str, text: &str) -> Self {
        let no = Self {
            kind: Some(kind),
            condition: Some(condition),
            ..Self::default()
        };
        if text.is_empty() { no } else { no.text(text) }
    }

    pub(super) fn text(mut self, text: &str) -> Self {
        self.texts.push((None, text.to_owned()));
        self
    }

    pub(super) fn text_in(mut self, lang: &'static str, text: &str) -> Self {
        self.texts.push((Some(lang), text.to_owned()));
        self
    }

    pub(super) fn beside(mut self, element: Element) -> Self {
        self.beside.push(element);
        self
    }

    fn error(&self) -> Element {
        let mut error = Element::bare("error", ns::CLIENT);
        for (name, value) in [("type", self.kind), ("code", self.code)] {
            if let Some(value) = value {
                error = with(error, name, value);
            }
        }
        if let Some(condition) = self.condition {
            error = holding(error, Element::bare(condition, ns::STANZA_ERRORS));
        }
        for (lang, text) in &self.texts {
            let text = with_text("text", ns::STANZA_ERRORS, text);
            error = holding(error, in_language(text, *lang));
        }
        error
    }
}

/// An element that says in which language it is, if it is in any.
pub(super) fn in_language(mut element: Element, lang: Option<&str>) -> Element {
    if let Some(lang) = lang
        && let Ok(name) = rxml::NcName::try_from("lang")
    {
        element.set_attr(rxml::Namespace::XML, name, lang);
    }
    element
}

/// A parent with one child more.
pub(super) fn holding(mut parent: Element, child: Element) -> Element {
    let _ = parent.append_child(child);
    parent
}

/// The answer to an iq, from the address that was asked, if one was.
pub(super) fn answer(
    iq: &Element,
    from: Option<&str>,
    verdict: Result<Option<Element>, No>,
) -> Element {
    let mut reply = Element::bare("iq", ns::CLIENT);
    if let Some(from) = from {
        reply = with(reply, "from", from);
    }
    if let Some(id) = iq.attr("id") {
        reply = with(reply, "id", id);
    }
    match verdict {
        Ok(payload) => {
            reply = with(reply, "type", "result");
            if let Some(payload) = payload {
                reply = holding(reply, payload);
            }
            reply
        }
        Err(no) => {
            let reply = with(reply, "type", "error");
            let error = no.error();
            holding(no.beside.into_iter().fold(reply, holding), error)
        }
    }
}

/// The end of a stream, with its reason and perhaps words for people.
pub(super) fn stream_error(condition: &str, text: &str) -> Element {
    let error = holding(
        Element::bare("error", ns::STREAM),
        Element::bare(condition, ns::STREAM_ERRORS),
    );
    if text.is_empty() {
        error
    } else {
        holding(error, with_text("text", ns::STREAM_ERRORS, text))
    }
}

/// Bytes as hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// A data form to be filled in, so far without fields.
pub(super) fn form(title: &str) -> Element {
    let x = with(Element::bare("x", ns::DATA_FORM), "type", "form");
    holding(x, with_text("title", ns::DATA_FORM, title))
}

/// A form with these fields more.
pub(super) fn with_fields(form: Element, fields: impl IntoIterator<Item = Field>) -> Element {
    fields
        .into_iter()
        .fold(form, |form, field| holding(form, field.build()))
}

/// The picture, sound or film of a field (XEP-0221), by its address.
pub(super) fn media(uri: &str, mime: &str) -> Element {
    let uri = with(with_text("uri", ns::MEDIA, uri), "type", mime);
    holding(Element::bare("media", ns::MEDIA), uri)
}

/// The content id of these bytes (XEP-0231 section 2.5).
pub(super) fn cid(bytes: &[u8]) -> String {
    format!("sha1+{}@bob.xmpp.org", hex(&Sha1::digest(bytes)))
}

/// Bytes as they go out beside a form (XEP-0231): not to be kept.
pub(super) fn data(bytes: &[u8], mime: &str) -> Element {
    let data = with_text("data", ns::BOB, &BASE64.encode(bytes));
    let data = with(data, "cid", &cid(bytes));
    with(with(data, "type", mime), "max-age", "0")
}

/// One field of a data form.
pub(super) struct Field(Element);

impl Field {
    pub(super) fn new(var: &str, kind: &str, label: &str) -> Self {
        let mut field = with(Element::bare("field", ns::DATA_FORM), "type", kind);
        if !var.is_empty() {
            field = with(field, "var", var);
        }
        if !label.is_empty() {
            field = with(field, "label", label);
        }
        Self(field)
    }

    /// Its name; nothing if it has none.
    pub(super) fn var(&self) -> &str {
        self.0.attr("var").unwrap_or_default()
    }

    pub(super) fn required(self) -> Self {
        self.with(Element::bare("required", ns::DATA_FORM))
    }

    pub(super) fn value(self, value: &str) -> Self {
        self.with(with_text("value", ns::DATA_FORM, value))
    }

    pub(super) fn help(self, text: &str) -> Self {
        self.with(with_text("desc", ns::DATA_FORM, text))
    }

    pub(super) fn option(self, value: &str, label: &str) -> Self {
        let option = with(Element::bare("option", ns::DATA_FORM), "label", label);
        self.with(holding(option, with_text("value", ns::DATA_FORM, value)))
    }

    /// A rule of XEP-0122: a datatype, which may be empty, with a method.
    pub(super) fn rule(self, datatype: &str, method: Option<Element>) -> Self {
        let mut validate = Element::bare("validate", ns::VALIDATE);
        if !datatype.is_empty() {
            validate = with(validate, "datatype", datatype);
        }
        self.with(method.into_iter().fold(validate, holding))
    }

    /// A rule with limits; those that are empty are left out.
    pub(super) fn range(self, datatype: &str, min: &str, max: &str) -> Self {
        self.rule(datatype, Some(limits("range", min, max)))
    }

    /// How many options may be chosen (XEP-0122 section 3.3).
    pub(super) fn chosen(self, min: &str, max: &str) -> Self {
        self.rule("xs:string", Some(limits("list-range", min, max)))
    }

    pub(super) fn with(self, child: Element) -> Self {
        Self(holding(self.0, child))
    }

    pub(super) fn build(self) -> Element {
        self.0
    }
}

fn limits(name: &str, min: &str, max: &str) -> Element {
    let mut element = Element::bare(name, ns::VALIDATE);
    for (name, value) in [("min", min), ("max", max)] {
        if !value.is_empty() {
            element = with(element, name, value);
        }
    }
    element
}
