//! The forms of the practice server, as they go out.

use minidom::Element;

use super::host::Journey;
use super::reply::{Field, form, holding, with_fields};
use crate::protocol::ns;
use crate::protocol::xml::with_text;

pub(super) mod again;
mod every;
mod languages;
mod pages;
pub(super) mod puzzle;

/// What a host asks, where that is always the same: the form in it is what the answers are checked against.
pub(super) fn asked(journey: Journey, lang: &str) -> Element {
    let query = Element::bare("query", ns::REGISTER);
    match journey {
        Journey::Form => holding(instructions(query, "Please use the form."), long_form()),
        Journey::Every => holding(instructions(query, "Please use the form."), every::sheet()),
        Journey::Pages => holding(query, pages::sheet()),
        Journey::Languages => languages::query(lang),
        Journey::Linked => {
            let query = instructions(query, "Fill in the form, or sign up on our web page.");
            holding(
                holding(query, linked()),
                oob("https://linked.practice.test/register"),
            )
        }
        Journey::Refuses => holding(query, refusing()),
        Journey::Web => {
            let query = instructions(query, "Sign up on our web page.");
            holding(query, oob("https://web.practice.test/register"))
        }
        Journey::Weak => {
            plain("Choose a name, and a password of 12 characters or more with a digit in it.")
        }
        Journey::Home => holding(
            plain("Choose a name and a password, and tell us where to write to you."),
            Element::bare("email", ns::REGISTER),
        ),
        _ => plain("Choose a name and a password."),
    }
}

/// The plainest query: a name and a password (XEP-0077 section 3.1).
fn plain(words: &str) -> Element {
    let query = instructions(Element::bare("query", ns::REGISTER), words);
    let query = holding(query, Element::bare("username", ns::REGISTER));
    holding(query, Element::bare("password", ns::REGISTER))
}

/// What somebody is asked whose invitation is for one name (as ejabberd does it).
pub(super) fn for_guest(name: &str) -> Element {
    let query = instructions(Element::bare("query", ns::REGISTER), "Choose a password.");
    let query = holding(query, with_text("username", ns::REGISTER, name));
    holding(query, Element::bare("password", ns::REGISTER))
}

/// A query with words for people.
fn instructions(query: Element, words: &str) -> Element {
    holding(query, with_text("instructions", ns::REGISTER, words))
}

fn oob(url: &str) -> Element {
    let oob = Element::bare("x", ns::OOB);
    holding(oob, with_text("url", ns::OOB, url))
}

/// Words for people in a form.
fn told(form: Element, words: &str) -> Element {
    holding(form, with_text("instructions", ns::DATA_FORM, words))
}

/// The fields that each form for a new account has.
fn person() -> [Field; 3] {
    [
        Field::new("FORM_TYPE", "hidden", "").value(ns::REGISTER),
        Field::new("username", "text-single", "User name").required(),
        Field::new("password", "text-private", "Password").required(),
    ]
}

fn linked() -> Element {
    with_fields(form("Sign up here or on the web"), person())
}

fn refusing() -> Element {
    let x = told(
        form("Be refused"),
        "The user name says how: wait, policy, blocked, forbidden, taken, code409, malformed, weak, label, missing, \
         closed, fault, strange, nothing, languages, echo. Any other is taken.",
    );
    let email = Field::new("email", "text-single", "E-mail");
    with_fields(with_fields(x, person()), [email])
}

/// A form with a field of every kind.
fn long_form() -> Element {
    let fields = [
        Field::new("FORM_TYPE", "hidden", "").value(ns::REGISTER),
        Field::new("", "fixed", "").value("Nothing of this leaves your computer."),
        Field::new("username", "text-single", "User name").required(),
        Field::new("password", "text-private", "Password").required(),
        Field::new("email", "text-single", "E-mail").help("Only to send you a new password."),
        Field::new("age", "text-single", "How old are you?").range("xs:integer", "13", "120"),
        Field::new("lang", "list-single", "Which language do you speak best?")
            .value("en")
            .option("en", "English")
            .option("de", "Deutsch")
            .option("fr", "Français"),
        Field::new("topics", "list-multi", "What do you like to talk about?")
            .option("music", "Music")
            .option("sports", "Sports")
            .option("plants", "Plants"),
        Field::new("about", "text-multi", "About you"),
        Field::new("referrer", "jid-single", "Who told you of us?"),
        Field::new("friends", "jid-multi", "Whom do you want to add at once?"),
        Field::new("news", "boolean", "Send me news").value("0"),
        Field::new("tos", "boolean", "I accept the terms of use").required(),
    ];
    let x = told(
        form("Sign up for practice"),
        "A long form, with one question of every kind.",
    );
    with_fields(x, fields)
}
