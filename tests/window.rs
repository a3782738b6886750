//! The real window, driven by keys and mouse on a screen of its own, against real servers.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "tests fail by panicking"
)]
#![allow(
    unused_results,
    unreachable_pub,
    dead_code,
    reason = "shared test code, of which each test uses a part"
)]

#[path = "support/bus.rs"]
mod bus;
#[path = "support/code.rs"]
mod code;
#[path = "support/drag.rs"]
mod drag;
#[path = "support/gate.rs"]
mod gate;
#[path = "support/practice.rs"]
mod practice;
#[path = "support/program.rs"]
mod program;
#[path = "support/python.rs"]
mod python;
#[path = "support/reading.rs"]
mod reading;
#[path = "support/screen.rs"]
mod screen;
#[path = "support/sight.rs"]
mod sight;
#[path = "support/testbed.rs"]
mod testbed;
#[path = "support/witness.rs"]
mod witness;

#[path = "window/account.rs"]
mod account;
#[path = "window/account_by_keys.rs"]
mod account_by_keys;
#[path = "window/choosing.rs"]
mod choosing;
#[path = "window/cut.rs"]
mod cut;
#[path = "window/drop.rs"]
mod drop;
#[path = "window/instances.rs"]
mod instances;
#[path = "window/invitations.rs"]
mod invitations;
#[path = "window/killed.rs"]
mod killed;
#[path = "window/pending.rs"]
mod pending;

use std::path::Path;

use choosing::Hands;
use image::RgbaImage;
use program::Program;
use screen::{Look, Screen, Window, way_to};
use sight::{ACCENT, Area, BAD, Colour};
use testbed::{Testbed, watched};
use witness::Verdict;

const PROGRAM: &str = env!("CARGO_BIN_EXE_vestibule");

const PASSWORD: &str = "violet-Tram-Ticket-9";

/// Opens the window of the program, told to ask the server at `port`.
fn open<'a>(screen: &'a Screen, port: u16, ca_pem: &Path) -> Window<'a> {
    screen.open(Path::new(PROGRAM), &way_to(port, ca_pem))
}

/// The text field at `place`, counted from the top, with the colour of its edge.
fn field(picture: &RgbaImage, place: usize) -> Option<(Area, Colour)> {
    sight::text_fields(picture).get(place).copied()
}

/// Clicks on the page's primary button.
fn press_primary(window: &Window<'_>) {
    let button = window.wait_for_sight("the primary button", sight::primary_button);
    window.click(button.middle());
}

/// Answers the puzzle by mouse and keys.
fn answer(window: &Window<'_>, answer: &str) {
    window.click_into("the answer", |picture| Some(sight::puzzle(picture)?.answer));
    window.type_text(answer);
}

#[test]
fn signs_up_on_prosody_by_keyboard_alone_past_a_taken_name() {
    let prosody = &Testbed::get().prosody;
    let verbs = Program::at(prosody.port_starttls, "starttls", &prosody.ca_pem);
    let first = ["register", "prosody.test", "--set", "username=juliet"];
    verbs.run(&first, &["the-First-Owners-0"]).ends_with(0);

    let screen = Screen::start(1000, 800, Look::Light);
    let window = open(&screen, prosody.port_starttls, &prosody.ca_pem);
    window.wait_for_page("Where do you want your address?");
    window.type_text("prosody.test");
    window.press(&["Return"]);

    window.wait_for_page("Your account on prosody.test");
    window.type_text("juliet");
    window.press(&["Tab"]);
    window.wait_for_sight("the focus on the password", |picture| {
        (sight::text_fields(picture).get(1)?.1 == ACCENT).then_some(())
    });
    window.type_text(PASSWORD);
    window.press(&["Return"]);

    // The name is taken: its field is marked and has the focus, and the password is still there.
    window.wait_for_sight("the name at fault", |picture| {
        let fields = sight::text_fields(picture);
        (fields.first()?.1 == BAD).then_some(())
    });
    window.press(&["ctrl+a"]);
    window.type_text("juliet1597");
    window.press(&["Return"]);

    window.wait_for_page("Welcome. This is your address");
    let verdict = witness::sign_in(
        "juliet1597@prosody.test",
        PASSWORD,
        prosody.port_starttls,
        &prosody.ca_pem,
    );
    assert_eq!(verdict, Verdict::SignedIn);
    assert_eq!(window.close(), "0");
}

#[test]
fn signs_up_on_ejabberd_by_mouse_with_its_puzzle_past_a_taken_name() {
    let ejabberd = &Testbed::get().ejabberd;
    ejabberd.add_account("juliet", "captcha.ejabberd.test", "the-First-Owners-0");

    let screen = Screen::start(1000, 1000, Look::Light);
    let window = open(&screen, ejabberd.port_starttls, &ejabberd.ca_pem);
    window.resize(760, 900);
    window.wait_for_page("Where do you want your address?");
    window.click_into("the address line", |picture| field(picture, 0));
    window.type_text("captcha.ejabberd.test");
    press_primary(&window);

    window.wait_for_page("Your account on captcha.ejabberd.test");
    let puzzle = window.wait_for_sight("the puzzle", sight::puzzle);
    window.click_into("the name", |picture| field(picture, 0));
    window.type_text("juliet");
    window.click_into("the password", |picture| field(picture, 1));
    window.type_text(PASSWORD);
    answer(&window, &ejabberd.last_captcha_answer());
    press_primary(&window);

    // The name is taken, and the puzzle is used up: its field is marked, and another puzzle is here.
    let (name, _) = window.wait_for_sight("the name at fault", |picture| {
        field(picture, 0).filter(|(_, edge)| *edge == BAD)
    });
    window.wait_for_sight("another puzzle", |picture| {
        sight::puzzle(picture).filter(|now| now.picture != puzzle.picture)
    });
    window.triple_click(name.middle());
    window.type_text("juliet1597");
    answer(&window, &ejabberd.last_captcha_answer());
    press_primary(&window);

    window.wait_for_page("Welcome. This is your address");
    let verdict = witness::sign_in(
        "juliet1597@captcha.ejabberd.test",
        PASSWORD,
        ejabberd.port_starttls,
        &ejabberd.ca_pem,
    );
    assert_eq!(verdict, Verdict::SignedIn);
}

#[test]
fn from_a_start_to_an_address_it_takes_three_actions_and_two_lines() {
    let screen = Screen::start(1000, 800, Look::Light);
    let window = screen.open(Path::new(PROGRAM), &["--practice"]);
    window.wait_for_sight("the mark of practice", |picture| {
        sight::shows(picture, sight::WARN_SOFT).then_some(())
    });
    // The first server of the list takes anybody, and is chosen already.
    Hands::on(&window).sign_up("open.practice.test", "juliet");
    assert_eq!(window.close(), "0");
}

/// A form of the practice server, with name and password typed.
fn practise<'a>(screen: &'a Screen, host: &str) -> Window<'a> {
    let window = screen.open(Path::new(PROGRAM), &["--practice", host]);
    window.wait_for_page(&format!("Your account on {host}"));
    window.type_text("juliet");
    window.press(&["Tab"]);
    window.type_text(PASSWORD);
    window
}

/// Requirement 63 (XEP-0141): a form of three pages.
#[test]
fn signs_up_over_three_pages_by_keyboard_alone() {
    let screen = Screen::start(1000, 800, Look::Light);
    let window = practise(&screen, "pages.practice.test");
    let first = window.still_picture();
    window.press(&["Return"]);
    window.wait_for("the second page", || {
        (window.still_picture() != first).then_some(())
    });
    let second = window.still_picture();
    window.press(&["Return"]);
    window.wait_for("the third page", || {
        (window.still_picture() != second).then_some(())
    });
    // Over the lines about oneself to what has to be accepted.
    window.press(&["Tab", "space", "Return"]);
    window.wait_for_page("Welcome. This is your address");
    assert_eq!(window.close(), "0");
}

/// Requirement 69 (XEP-0158 section 6.1): the computer calculates, the person does nothing.
#[test]
fn signs_up_where_the_computer_has_to_calculate() {
    let screen = Screen::start(1000, 800, Look::Light);
    let window = practise(&screen, "work.practice.test");
    window.press(&["Return"]);
    window.wait_for_page("Welcome. This is your address");
    assert_eq!(window.close(), "0");
}

/// Requirement 66 (XEP-0158 section 6.3): what cannot be played here is put into a file, and never over another.
#[test]
fn a_sound_is_saved_where_the_person_finds_it() {
    let screen = Screen::start(1000, 800, Look::Light);
    let window = practise(&screen, "sound.practice.test");
    let taken = window.home().join("vestibule-puzzle.wav");
    std::fs::write(&taken, "mine").unwrap();
    // Over the links of the password and the answer: the sound comes before another puzzle.
    window.press(&["Tab"; 5]);
    window.press(&["Return"]);
    let saved = window.home().join("vestibule-puzzle-2.wav");
    let sound = window.wait_for("the file", || {
        std::fs::read(&saved)
            .ok()
            .filter(|sound| sound.len() > 1_000)
    });
    assert!(sound.starts_with(b"RIFF"));
    assert_eq!(std::fs::read(&taken).unwrap(), b"mine");
    assert_eq!(window.close(), "0");
}

#[test]
fn a_server_that_cannot_be_reached_is_told_and_what_was_typed_is_kept() {
    let prosody = &Testbed::get().prosody;
    let screen = Screen::start(1000, 800, Look::Light);
    let window = open(&screen, prosody.port_starttls, &prosody.ca_pem);
    window.wait_for_page("Where do you want your address?");
    window.type_text("nosuch.prosody.test");
    window.press(&["Return"]);
    window.wait_for_change_of_page("Where do you want your address?");
    window.press(&["Escape"]);
    window.wait_for_page("Where do you want your address?");
    // With nothing in the line Enter would lead to another server.
    window.press(&["Return"]);
    window.wait_for_change_of_page("Where do you want your address?");
}

#[test]
fn the_window_is_dark_where_the_desktop_is() {
    let prosody = &Testbed::get().prosody;
    for (look, ground) in [
        (Look::Light, sight::LIGHT_GROUND),
        (Look::Dark, sight::DARK_GROUND),
    ] {
        let screen = Screen::start(1000, 800, look);
        let window = open(&screen, prosody.port_starttls, &prosody.ca_pem);
        window.wait_for_sight("the ground of the window", |picture| {
            sight::mostly(picture, ground).then_some(())
        });
    }
}
