//! The forms of the practice server, as they go out.

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use minidom::Element;
use sha1::{Digest as _, Sha1};

use super::reply::{Field, hex, holding};
use crate::protocol::ns;
use crate::protocol::xml::{with, with_text};

/// A query with words for people.
pub(super) fn instructions(query: Element, words: &str) -> Element {
    holding(query, with_text("instructions", ns::REGISTER, words))
}

fn form(title: &str) -> Element {
    let x = with(Element::bare("x", ns::DATA_FORM), "type", "form");
    holding(x, with_text("title", ns::DATA_FORM, title))
}

/// A form with a field of every kind.
pub(super) fn long_form() -> Element {
    let range = with(
        with(Element::bare("range", ns::VALIDATE), "min", "13"),
        "max",
        "120",
    );
    let whole_number = holding(
        with(
            Element::bare("validate", ns::VALIDATE),
            "datatype",
            "xs:integer",
        ),
        range,
    );
    let fields = [
        Field::new("FORM_TYPE", "hidden", "").value(ns::REGISTER),
        Field::new("", "fixed", "").value("Nothing of this leaves your computer."),
        Field::new("username", "text-single", "User name").required(),
        Field::new("password", "text-private", "Password").required(),
        Field::new("email", "text-single", "E-mail").help("Only to send you a new password."),
        Field::new("age", "text-single", "How old are you?").with(whole_number),
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
    let x = holding(
        form("Sign up for practice"),
        with_text(
            "instructions",
            ns::DATA_FORM,
            "A long form, with one question of every kind.",
        ),
    );
    fields
        .into_iter()
        .fold(x, |x, field| holding(x, field.build()))
}

/// A form with a picture puzzle, the picture beside it as Bits of Binary (XEP-0158, XEP-0221, XEP-0231).
pub(super) fn puzzle_form(query: Element, name: &str, png: &[u8]) -> Element {
    let hash = hex(&Sha1::digest(png));
    let cid = format!("sha1+{hash}@bob.xmpp.org");
    let uri = with(
        with_text("uri", ns::MEDIA, &format!("cid:{cid}")),
        "type",
        "image/png",
    );
    let media = holding(Element::bare("media", ns::MEDIA), uri);
    let fields = [
        Field::new("FORM_TYPE", "hidden", "").value(ns::CAPTCHA),
        Field::new("challenge", "hidden", "").value(name),
        Field::new("username", "text-single", "User name").required(),
        Field::new("password", "text-private", "Password").required(),
        Field::new("ocr", "text-single", "Enter the digits that you see")
            .with(media)
            .required(),
    ];
    let x = fields
        .into_iter()
        .fold(form("Sign up for practice"), |x, field| {
            holding(x, field.build())
        });
    let data = with_text("data", ns::BOB, &BASE64.encode(png));
    let data = with(data, "cid", &cid);
    let data = with(with(data, "type", "image/png"), "max-age", "0");
    holding(holding(query, x), data)
}
