//! What the practice server says: elements, put together.

use std::fmt::Write as _;

use minidom::Element;

use crate::protocol::ns;
use crate::protocol::xml::{with, with_text};

/// A refusal as it goes out: type, condition and words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct No {
    pub(super) kind: &'static str,
    pub(super) condition: &'static str,
    pub(super) text: Option<String>,
}

impl No {
    pub(super) fn new(kind: &'static str, condition: &'static str, text: &str) -> Self {
        Self {
            kind,
            condition,
            text: (!text.is_empty()).then(|| text.to_owned()),
        }
    }
}

/// A parent with one child more.
pub(super) fn holding(mut parent: Element, child: Element) -> Element {
    let _ = parent.append_child(child);
    parent
}

/// The answer to an iq.
pub(super) fn answer(iq: &Element, from: &str, verdict: Result<Option<Element>, No>) -> Element {
    let mut reply = with(Element::bare("iq", ns::CLIENT), "from", from);
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
            let error = with(Element::bare("error", ns::CLIENT), "type", no.kind);
            let mut error = holding(error, Element::bare(no.condition, ns::STANZA_ERRORS));
            if let Some(text) = no.text {
                error = holding(error, with_text("text", ns::STANZA_ERRORS, &text));
            }
            holding(with(reply, "type", "error"), error)
        }
    }
}

/// The end of a stream, with its reason.
pub(super) fn stream_error(condition: &str) -> Element {
    holding(
        Element::bare("error", ns::STREAM),
        Element::bare(condition, ns::STREAM_ERRORS),
    )
}

/// Bytes as hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
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

    pub(super) fn with(self, child: Element) -> Self {
        Self(holding(self.0, child))
    }

    pub(super) fn build(self) -> Element {
        self.0
    }
}
