//! Account settings in the real window by keyboard alone, against a real server, with a second client as witness.

use std::ffi::OsString;
use std::path::Path;

use image::{Rgba, RgbaImage};

use crate::program::Program;
use crate::screen::{Look, Screen, Window, way_to};
use crate::sight::{self, ACCENT, BAD, Colour};
use crate::testbed::Testbed;
use crate::witness::{self, Verdict};
use crate::{PASSWORD, PROGRAM};

const NEW: &str = "another-Tram-Ticket-10";

const GOOD: Colour = Rgba([0x1b, 0x6e, 0x3c, 0xff]);

/// The edges of the lines to type into, from top to bottom. Buttons are not as wide.
fn lines(picture: &RgbaImage) -> Vec<Colour> {
    let fields = sight::text_fields(picture);
    let wide = fields
        .iter()
        .filter(|(area, _)| area.right - area.left > 400);
    wide.map(|(_, edge)| *edge).collect()
}

/// A server, as the window and the witness reach it.
struct Place<'a> {
    port: u16,
    ca_pem: &'a Path,
}

impl Place<'_> {
    fn verdict(&self, address: &str, password: &str) -> Verdict {
        witness::sign_in(address, password, self.port, self.ca_pem)
    }

    /// The window with the settings of an account, signed in.
    fn signed_in<'a>(&self, screen: &'a Screen, address: &str) -> Window<'a> {
        let mut arguments = way_to(self.port, self.ca_pem);
        arguments.extend(["account", address].map(OsString::from));
        let window = screen.open(Path::new(PROGRAM), &arguments);
        window.wait_for_page("Sign in to your account");
        // No keyring answers there: the password is asked for.
        window.wait_for_sight("the password asked for", |picture| {
            (lines(picture).get(1) == Some(&BAD)).then_some(())
        });
        window.type_text(PASSWORD);
        window.press(&["Return"]);
        window.wait_for_page(address);
        window
    }

    /// Changes the password and deletes the account.
    fn changes_and_deletes(&self, address: &str) {
        let screen = Screen::start(1000, 800, Look::Light);
        let window = self.signed_in(&screen, address);
        // What the server has on record may bring a button.
        window.still_picture();
        // Over the link at the top, to the card of the password.
        window.press(&["Tab", "Tab"]);
        window.press(&["Return"]);
        window.wait_for_sight("the line for the new password", |picture| {
            (lines(picture).first() == Some(&ACCENT)).then_some(())
        });
        window.type_text(NEW);
        window.press(&["Return"]);
        window.wait_for_sight("the proof", |picture| {
            (lines(picture).is_empty() && sight::shows(picture, GOOD)).then_some(())
        });
        assert_eq!(self.verdict(address, NEW), Verdict::SignedIn);
        assert_eq!(self.verdict(address, PASSWORD), Verdict::Refused);

        // Over the services.
        window.press(&["Tab", "Tab"]);
        window.press(&["Return"]);
        window.wait_for_sight("the line for the address", |picture| {
            (lines(picture).first() == Some(&ACCENT)).then_some(())
        });
        window.type_text(&address.to_uppercase());
        // Enter alone deletes nothing.
        window.press(&["Return"]);
        window.still_picture();
        assert_eq!(self.verdict(address, NEW), Verdict::SignedIn);
        window.press(&["Tab", "Tab"]);
        window.press(&["Return"]);
        window.wait_for_page("Deleted");
        assert_eq!(self.verdict(address, NEW), Verdict::Refused);
        assert_eq!(window.close(), "0");
    }
}

#[test]
fn a_password_is_changed_and_an_account_deleted_by_keyboard_alone() {
    let prosody = &Testbed::get().prosody;
    let verbs = Program::at(prosody.port_starttls, "starttls", &prosody.ca_pem);
    let register = ["register", "prosody.test", "--set", "username=settled"];
    verbs.run(&register, &[PASSWORD]).ends_with(0);
    let place = Place {
        port: prosody.port_starttls,
        ca_pem: &prosody.ca_pem,
    };
    place.changes_and_deletes("settled@prosody.test");
}
