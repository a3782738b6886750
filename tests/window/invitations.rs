//! Invitations of a real Prosody, in the real window: typed on the page for them, asked for by the form, pasted, and for a
//! new password.

use std::path::Path;

use crate::program::Program;
use crate::screen::{Look, Screen, Window, way_to};
use crate::sight::{self, ACCENT};
use crate::testbed::{Prosody, Testbed};
use crate::witness::{self, Verdict};
use crate::{PASSWORD, PROGRAM};

const HOST: &str = "invite.prosody.test";
const FORM: &str = "Your account on invite.prosody.test";
const DONE: &str = "Welcome. This is your address";
const START: &str = "Where do you want your address?";
const LINE: &str = "Your invitation";

fn prosody() -> &'static Prosody {
    &Testbed::get().prosody
}

fn open<'a>(screen: &'a Screen, named: &[&str]) -> Window<'a> {
    let mut arguments = way_to(prosody().port_starttls, &prosody().ca_pem);
    arguments.extend(named.iter().map(Into::into));
    screen.open(Path::new(PROGRAM), &arguments)
}

fn signs_in(name: &str, password: &str) -> Verdict {
    let address = format!("{name}@{HOST}");
    witness::sign_in(
        &address,
        password,
        prosody().port_starttls,
        &prosody().ca_pem,
    )
}

/// Goes to the page for an invitation by the keyboard: back over the settings, another account and the way on.
fn go_to_line(window: &Window<'_>) {
    window.wait_for_page(START);
    window.press(&["shift+Tab"; 4]);
    window.press(&["Return"]);
    window.wait_for_page(LINE);
}

/// Types name and password, the cursor being where the name belongs.
fn fill_in(window: &Window<'_>, name: &str) {
    window.type_text(name);
    window.press(&["Tab"]);
    window.type_text(PASSWORD);
}

#[test]
fn signs_up_by_an_invitation_of_a_contact_typed_on_its_page() {
    let verbs = Program::at(prosody().port_starttls, "starttls", &prosody().ca_pem);
    let own = prosody().invitation(HOST, "create_account(\"escalus\")");
    verbs.run(&["register", &own], &[PASSWORD]).ends_with(0);
    let link = prosody().invitation(HOST, "create_contact(\"escalus\", true)");

    let screen = Screen::start(1000, 800, Look::Light);
    let window = open(&screen, &[]);
    go_to_line(&window);
    window.type_text(&link);
    window.press(&["Return"]);
    window.wait_for_page(FORM);
    fill_in(&window, "mercutio");
    window.press(&["Return"]);
    window.wait_for_page(DONE);
    assert_eq!(signs_in("mercutio", PASSWORD), Verdict::SignedIn);
    let contacts = prosody().contacts("mercutio", HOST);
    assert!(contacts.contains("escalus@"), "{contacts}");
    assert_eq!(window.close(), "0");
}

/// Copied from a line, pasted where there is none.
#[test]
fn an_invitation_that_is_pasted_opens() {
    let link = prosody().invitation(HOST, "create_account(\"benvolio\")");
    let screen = Screen::start(1000, 800, Look::Light);
    let window = open(&screen, &[]);
    window.wait_for_page(START);
    window.type_text(&link);
    window.press(&["ctrl+a", "ctrl+x"]);
    window.press(&["shift+Tab", "ctrl+v"]);
    window.wait_for_page(LINE);
    window.press(&["Return"]);
    window.wait_for_page(FORM);
    // The name is settled: the cursor is where the password belongs.
    window.type_text(PASSWORD);
    window.press(&["Return"]);
    window.wait_for_page(DONE);
    assert_eq!(signs_in("benvolio", PASSWORD), Verdict::SignedIn);
    assert_eq!(window.close(), "0");
}

/// Prosody shows its form to everybody. What was typed there is kept over an invitation that is over, and one that is not.
#[test]
fn a_form_that_is_refused_without_an_invitation_goes_on_with_one() {
    let over = prosody().invitation(HOST, "create_account(nil, nil, -1)");
    let link = prosody().invitation(HOST, "create_account()");
    let screen = Screen::start(1000, 1000, Look::Light);
    let window = open(&screen, &[HOST]);
    window.resize(760, 900);
    window.wait_for_page(FORM);
    fill_in(&window, "peter");
    window.press(&["Return"]);
    let at_line = |edge| {
        move |picture: &image::RgbaImage| {
            let fields = sight::text_fields(picture);
            (fields.len() == 3 && fields[0].1 == edge).then_some(())
        }
    };
    window.wait_for_sight("the line for an invitation", at_line(ACCENT));
    window.type_text(&over);
    window.press(&["Return"]);
    window.wait_for_sight("that it is over", at_line(sight::BAD));
    window.press(&["ctrl+a"]);
    window.type_text(&link);
    window.press(&["Return"]);
    window.wait_for_sight("the form alone", |picture| {
        (sight::text_fields(picture).len() == 2).then_some(())
    });
    window.press(&["Return"]);
    window.wait_for_page(DONE);
    assert_eq!(signs_in("peter", PASSWORD), Verdict::SignedIn);
    assert_eq!(window.close(), "0");
}

#[test]
fn a_password_is_set_anew_by_an_invitation_for_that() {
    let verbs = Program::at(prosody().port_starttls, "starttls", &prosody().ca_pem);
    let own = prosody().invitation(HOST, "create_account(\"rosaline\")");
    verbs
        .run(&["register", &own], &["the-First-Owners-0"])
        .ends_with(0);
    let link = prosody().invitation(HOST, "create_account_reset(\"rosaline\")");
    let screen = Screen::start(1000, 800, Look::Light);
    let window = open(&screen, &[&link]);
    window.wait_for_page("A new password on invite.prosody.test");
    window.type_text(PASSWORD);
    window.press(&["Return"]);
    window.wait_for_page("Your new password is set");
    assert_eq!(signs_in("rosaline", PASSWORD), Verdict::SignedIn);
    assert_eq!(signs_in("rosaline", "the-First-Owners-0"), Verdict::Refused);
    assert_eq!(window.close(), "0");
}
