//! Account settings in the real window, against real servers: signed in, the password changed, the account deleted, each with
//! a second client as witness.

use std::ffi::OsString;
use std::path::Path;

use image::RgbaImage;

use crate::program::Program;
use crate::reading::{self, Ink, press_in};
use crate::screen::{Look, Screen, Window, way_to};
use crate::sight::{self, Area, BAD, Colour};
use crate::testbed::Testbed;
use crate::witness::{self, Verdict};
use crate::{PASSWORD, PROGRAM};

const NEW: &str = "amber-Lighthouse-4-again";

/// The text field of the card that is unfolded. Buttons look like fields, but none is as wide.
fn field(picture: &RgbaImage) -> Option<(Area, Colour)> {
    let mut fields = sight::text_fields(picture).into_iter();
    fields.find(|(area, _)| area.right - area.left > 400)
}

/// Presses the button that unfolds a card, wherever it moves to, until the card has a field.
fn unfold(window: &Window<'_>, ink: Ink, text: &str) {
    window.wait_for(&format!("the field behind {text:?}"), || {
        let picture = window.picture();
        if field(&picture).is_some() {
            return Some(());
        }
        let end = reading::end_of(&picture, ink, text)?;
        window.click((end.right - 4, end.line + 12));
        None
    });
}

/// Waits until it is said below the password what is wrong with it. It has the focus then.
fn is_wrong(window: &Window<'_>, why: &str) {
    window.wait_for_sight(why, |picture| {
        let is_marked = sight::text_fields(picture).get(1)?.1 == BAD;
        (is_marked && reading::says(picture, Ink::Error, why)).then_some(())
    });
}

/// Looks after an account at the server behind `port`, to its end.
fn changes_and_deletes(domain: &str, port: u16, ca_pem: &Path) {
    let address = format!("windowed@{domain}");
    let verbs = Program::at(port, "starttls", ca_pem);
    let made = ["register", domain, "--set", "username=windowed"];
    verbs.run(&made, &[PASSWORD]).ends_with(0);
    let opens = |password: &str| witness::sign_in(&address, password, port, ca_pem);

    let screen = Screen::start(1000, 1000, Look::Light);
    let mut arguments: Vec<OsString> = vec!["account".into(), address.clone().into()];
    arguments.extend(way_to(port, ca_pem));
    let window = screen.open(Path::new(PROGRAM), &arguments);
    window.resize(760, 900);

    // The keyring does not have the password: it is typed, a wrong one first.
    window.wait_for_page("Sign in to your account");
    is_wrong(&window, "Your keyring does not have the password");
    window.type_text("not-the-Password-1");
    window.press(&["Return"]);
    is_wrong(&window, "The server does not let you in");
    window.press(&["ctrl+a"]);
    window.type_text(PASSWORD);
    window.press(&["Return"]);
    window.wait_for_page(&address);
    reading::reads(&window, Ink::Title, &address);

    unfold(&window, Ink::Button, "Change password");
    window.click_into("the new password", field);
    window.type_text(NEW);
    window.press(&["Return"]);
    reading::reads(
        &window,
        Ink::Good,
        "Changed: we signed in with the new one a moment ago.",
    );
    assert_eq!(opens(NEW), Verdict::SignedIn);
    assert_eq!(opens(PASSWORD), Verdict::Refused);

    unfold(&window, Ink::Danger, "Delete on the server…");
    window.click_into("the address", field);
    window.type_text(&address);
    press_in(&window, Ink::Danger, "Delete for ever");
    window.wait_for_page("Deleted");
    assert_eq!(opens(NEW), Verdict::Refused);
    assert_eq!(window.close(), "0");
}

#[test]
fn an_account_on_prosody_is_signed_in_to_changed_and_deleted() {
    let prosody = &Testbed::get().prosody;
    changes_and_deletes("prosody.test", prosody.port_starttls, &prosody.ca_pem);
}

#[test]
fn an_account_on_ejabberd_is_signed_in_to_changed_and_deleted() {
    let ejabberd = &Testbed::get().ejabberd;
    changes_and_deletes("ejabberd.test", ejabberd.port_starttls, &ejabberd.ca_pem);
}
