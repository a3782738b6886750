//! A form over three pages (XEP-0141).

use minidom::Element;

use super::super::reply::{Field, form, holding, with_fields};
use super::{person, told};
use crate::protocol::ns;
use crate::protocol::xml::{with, with_text};

/// Three pages with sections and texts, and a required field that none of them has.
pub(super) fn sheet() -> Element {
    let x = told(
        form("Sign up in three steps"),
        "Your answers are sent at the end.",
    );
    let x = holding(
        x,
        page(
            "You",
            [
                text("Your name and password open your account."),
                section("Sign-in", [reference("username"), reference("password")]),
                section(
                    "How to reach you",
                    [
                        text("Both are up to you."),
                        reference("email"),
                        reference("phone"),
                    ],
                ),
            ],
        ),
    );
    let inner = section("Reading", [reference("books"), reference("papers")]);
    let x = holding(
        x,
        page(
            "What you like",
            [
                section("Pastimes", [reference("topics"), inner]),
                text("That is nearly all."),
            ],
        ),
    );
    let x = holding(x, page("The end", [reference("about")]));
    let x = with_fields(x, person());
    with_fields(
        x,
        [
            Field::new("email", "text-single", "E-mail"),
            Field::new("phone", "text-single", "Phone"),
            Field::new("topics", "list-multi", "Topics")
                .option("music", "Music")
                .option("plants", "Plants"),
            Field::new("books", "boolean", "I read books"),
            Field::new("papers", "boolean", "I read newspapers"),
            Field::new("about", "text-multi", "Anything else?"),
            // No page has it: who goes by the pages alone cannot sign up.
            Field::new("tos", "boolean", "I accept the terms of use").required(),
        ],
    )
}

fn page<const N: usize>(label: &str, parts: [Element; N]) -> Element {
    labelled("page", label, parts)
}

fn section<const N: usize>(label: &str, parts: [Element; N]) -> Element {
    labelled("section", label, parts)
}

fn labelled<const N: usize>(name: &str, label: &str, parts: [Element; N]) -> Element {
    let element = with(Element::bare(name, ns::LAYOUT), "label", label);
    parts.into_iter().fold(element, holding)
}

fn text(words: &str) -> Element {
    with_text("text", ns::LAYOUT, words)
}

fn reference(var: &str) -> Element {
    with(Element::bare("fieldref", ns::LAYOUT), "var", var)
}
