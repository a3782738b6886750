//! The layout of data forms (XEP-0141), read leniently.

use minidom::Element;

use super::{ns, text, xml};
use crate::domain::{
    Field,
    layout::{Page, Part, Section, arrange},
};

/// Reads the pages of a form; none if it has no layout.
pub(super) fn read(x: &Element, fields: &[Field]) -> Vec<Page> {
    let pages: Vec<Page> = xml::children(x, "page", ns::LAYOUT)
        .map(|page| Page {
            title: title(page),
            parts: parts(page),
        })
        .collect();
    if pages.is_empty() {
        return pages;
    }
    arrange(pages, fields)
}

/// What a page or section has in it. References to the table of results are passed over: a form has none.
fn parts(parent: &Element) -> Vec<Part> {
    parent
        .children()
        .filter(|child| child.has_ns(ns::LAYOUT))
        .filter_map(|child| match child.name() {
            "text" => text::paragraph(&child.text()).map(Part::Text),
            "fieldref" => child.attr("var").map(|var| Part::Field(var.into())),
            "section" => Some(Part::Section(Section {
                title: title(child),
                parts: parts(child),
            })),
            _ => None,
        })
        .collect()
}

fn title(element: &Element) -> Option<String> {
    element.attr("label").and_then(text::line)
}
