//! The wizard inside of another program, as it is shown by `examples/embed.rs`: the real window of that program, driven by
//! keys and mouse on a screen of its own.

#![cfg(feature = "gui")]
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

#[path = "support/example.rs"]
mod example;
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

use std::ffi::OsStr;
use std::path::PathBuf;
use std::sync::OnceLock;

use reading::Ink;
use screen::{Look, Point, Screen, Window};

const PASSWORD: &str = "violet-Tram-Ticket-9";

/// Where the program's own line and buttons are in its window.
const SEARCH: Point = (110, 28);
const CHATS: Point = (110, 70);
const NEW_ACCOUNT: Point = (110, 113);
const ACCOUNT: Point = (110, 156);
const LOOK: Point = (40, 690);

/// The program's window, with the wizard in it.
fn open(screen: &Screen) -> Window<'_> {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    let program = PROGRAM.get_or_init(|| example::build("embed", &["--example", "embed"]));
    let window = screen.open(program, &[OsStr::new("--practice")]);
    window.wait_for_page("Parley: chats");
    window.click_within(NEW_ACCOUNT);
    window.wait_for_page("Parley: Where do you want your address?");
    window
}

/// The form of a practice host in it. The wizard has the focus as soon as it is there.
fn open_at<'a>(screen: &'a Screen, host: &str) -> Window<'a> {
    let window = open(screen);
    window.type_text(host);
    window.press(&["Return"]);
    window.wait_for_page(&format!("Parley: Your account on {host}"));
    window
}

#[test]
fn a_registration_beside_what_the_program_has_of_its_own() {
    let screen = Screen::start(1100, 800, Look::Light);
    let window = open_at(&screen, "open.practice.test");
    let title = "Your account on open.practice.test";
    // In the wizard's own type.
    window.wait_for_sight("the title", |picture| {
        reading::says(picture, Ink::Title, title).then_some(())
    });
    window.type_text("juliet");
    window.press(&["Tab"]);
    window.type_text(PASSWORD);
    // The form is filled in, and Enter would send it; but here it is the program's, and so are Escape and what is typed.
    window.click_within(SEARCH);
    window.type_text("romeo");
    window.press(&["Return", "Escape"]);
    window.click_within(SEARCH);
    window.press(&["Tab"]);
    // Tab led from the program's line back into the wizard.
    window.wait_for_sight("the focus on the name", |picture| {
        let (_, edge) = *sight::text_fields(picture).first()?;
        (edge == sight::ACCENT).then_some(())
    });
    window.wait_for_page(&format!("Parley: {title}"));
    window.press(&["Return"]);
    window.wait_for_page("Parley: Welcome. This is your address");
    window.press(&["Return"]);
    window.wait_for_page("Parley: romeo in the chats of juliet@open.practice.test");
    assert_eq!(window.close(), "0");
}

/// The account settings stand in the program's page as the wizard does.
#[test]
fn the_account_settings_in_a_page_of_the_program() {
    let screen = Screen::start(1100, 800, Look::Light);
    let window = open_at(&screen, "open.practice.test");
    window.type_text("juliet");
    window.press(&["Tab"]);
    window.type_text(PASSWORD);
    window.press(&["Return"]);
    window.wait_for_page("Parley: Welcome. This is your address");
    window.press(&["Return"]);
    window.wait_for_page("Parley: the chats of juliet@open.practice.test");
    window.click_within(ACCOUNT);
    window.wait_for_page("Parley: Sign in to your account");
    // The practice server's accounts are in no keyring: the password has to be typed.
    window.type_text(PASSWORD);
    window.press(&["Return"]);
    window.wait_for_page("Parley: juliet@open.practice.test");
    window.press(&["Escape"]);
    window.wait_for_page("Parley: Where do you want your address?");
    assert_eq!(window.close(), "0");
}

#[test]
fn the_way_out_by_the_programs_button_is_the_wizards_way_out() {
    let screen = Screen::start(1100, 800, Look::Light);
    let window = open_at(&screen, "open.practice.test");
    window.click_within(CHATS);
    window.wait_for_page("Parley: chats");
    window.click_within(NEW_ACCOUNT);
    window.wait_for_page("Parley: Where do you want your address?");
    // Closing the program asks the wizard, which has nothing under way.
    assert_eq!(window.close(), "0");
}

#[test]
fn the_wizard_is_light_or_dark_as_the_program_is() {
    // The desktop's wish is for its programs to follow, and this one does not.
    let screen = Screen::start(1100, 800, Look::Dark);
    let window = open(&screen);
    for ground in [sight::LIGHT_GROUND, sight::DARK_GROUND] {
        window.wait_for_sight("the ground of the wizard", |picture| {
            let here = picture.pixels().filter(|pixel| **pixel == ground);
            (here.count() > 50_000).then_some(())
        });
        window.click_within(LOOK);
    }
}

/// How many pixels of the window are not as they are when all of it is drawn anew, as it is after a change of its size.
fn left_over(window: &Window<'_>) -> usize {
    let lived = window.still_picture();
    for (width, height) in [(1010, 730), (1000, 720)] {
        window.resize(width, height);
        window.wait_for("another size", || {
            (window.still_picture().width() == width).then_some(())
        });
    }
    let fresh = window.still_picture();
    let pixels = lived.pixels().zip(fresh.pixels());
    pixels.filter(|(lived, fresh)| lived != fresh).count()
}

#[test]
fn nothing_of_what_was_is_left_on_the_screen() {
    let screen = Screen::start(1100, 800, Look::Light);
    let window = open_at(&screen, "form.practice.test");
    window.type_text("juliet");
    // Rolled down and a little up, over lists and switches, to where no caret blinks.
    window.press(&["Tab"; 3]);
    window.scroll((250, 350), 8);
    window.press(&["Tab", "space", "Tab", "space", "Tab", "Down"]);
    assert_eq!(left_over(&window), 0);
    window.press(&["Tab", "Down", "space"]);
    assert_eq!(left_over(&window), 0);
}
