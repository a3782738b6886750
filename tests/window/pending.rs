//! What is not proved yet, in the real window: the way to the server is cut at the worst moments, and the accounts are
//! there or not by the server's own word.

use std::ffi::OsStr;
use std::path::Path;

use crate::gate::{Gate, Way};
use crate::practice::Practice;
use crate::program::Program;
use crate::reading::{self, Ink};
use crate::screen::{Look, Screen, Window};
use crate::{PASSWORD, PROGRAM};

const HOST: &str = "open.practice.test";

/// The window at the practice server behind a gate, with name and password typed.
fn filled_in<'a>(screen: &'a Screen, gate: &Gate, name: &str) -> Window<'a> {
    let connect = format!("127.0.0.1:{}", gate.port);
    let window = screen.open(
        Path::new(PROGRAM),
        &[
            OsStr::new("--connect"),
            OsStr::new(&connect),
            OsStr::new("--tls"),
            OsStr::new("starttls"),
            OsStr::new("--ca-file"),
            Practice::get().ca_pem.as_os_str(),
            OsStr::new(HOST),
        ],
    );
    window.wait_for_page(&format!("Your account on {HOST}"));
    window.type_text(name);
    window.press(&["Tab"]);
    window.type_text(PASSWORD);
    window
}

fn verbs() -> Program {
    Practice::get().program()
}

fn reads(window: &Window<'_>, ink: Ink, sentence: &str) {
    window.wait_for_sight(&format!("{sentence:?}"), |picture| {
        reading::says(picture, ink, sentence).then_some(())
    });
}

/// Waits until the server has the account, though nobody was told.
fn is_made(window: &Window<'_>, name: &str) {
    let address = format!("{name}@{HOST}");
    window.wait_for("the account", || {
        let run = verbs().run(&["info", &address], &[PASSWORD]);
        (run.code == 0).then_some(())
    });
}

const UNKNOWN: &str = "We could not tell whether the account was made";
const DONE: &str = "Welcome. This is your address";

#[test]
fn closing_is_asked_once_and_an_unknown_outcome_is_found_out() {
    let gate = Gate::before(Practice::get().port);
    let screen = Screen::start(1000, 800, Look::Light);
    let window = filled_in(&screen, &gate, "juliet1");
    gate.turn(Way::Deaf);
    window.press(&["Return"]);
    is_made(&window, "juliet1");

    // The answer is on its way: closing is asked. Escape stays.
    window.press(&["alt+F4"]);
    reads(&window, Ink::Title, "Your account is being made");
    window.press(&["Escape"]);
    reads(&window, Ink::Title, &format!("Your account on {HOST}"));

    gate.turn(Way::Shut);
    window.wait_for_page(UNKNOWN);
    reads(&window, Ink::Title, UNKNOWN);
    window.press(&["Return"]);
    let broke = format!("Checked once: The connection to {HOST} broke.");
    reads(&window, Ink::Warn, &broke);
    gate.turn(Way::Open);
    window.press(&["Return"]);
    window.wait_for_page(DONE);
    assert_eq!(window.close(), "0");
}

#[test]
fn who_closes_a_second_time_means_it() {
    let gate = Gate::before(Practice::get().port);
    let screen = Screen::start(1000, 800, Look::Light);
    let window = filled_in(&screen, &gate, "juliet2");
    gate.turn(Way::Deaf);
    window.press(&["Return"]);
    is_made(&window, "juliet2");
    window.press(&["alt+F4"]);
    reads(&window, Ink::Title, "Your account is being made");
    window.press(&["Return"]);
    reads(&window, Ink::Title, &format!("Your account on {HOST}"));
    assert_eq!(window.close(), "0");
}

#[test]
fn what_was_made_and_cannot_be_proved_now_is_proved_later() {
    let gate = Gate::before(Practice::get().port);
    let screen = Screen::start(1000, 800, Look::Light);
    let window = filled_in(&screen, &gate, "juliet3");
    gate.turn(Way::Full);
    window.press(&["Return"]);
    window.wait_for_page("Your account was made");
    window.press(&["Return"]);
    let broke = format!("Checked once: The connection to {HOST} broke.");
    reads(&window, Ink::Warn, &broke);
    gate.turn(Way::Open);
    window.press(&["Return"]);
    window.wait_for_page(DONE);
    assert_eq!(window.close(), "0");
}

#[test]
fn what_was_made_and_is_not_let_in_waits() {
    let gate = Gate::before(Practice::get().port);
    let screen = Screen::start(1000, 800, Look::Light);
    let window = filled_in(&screen, &gate, "juliet4");
    gate.turn(Way::Full);
    window.press(&["Return"]);
    window.wait_for_page("Your account was made");
    let address = format!("juliet4@{HOST}");
    let delete = ["delete", &address, "--yes"];
    verbs().run(&delete, &[PASSWORD]).ends_with(0);
    gate.turn(Way::Open);
    window.press(&["Return"]);
    window.wait_for_page("Your account waits for approval");
    let sentence = "Checked once: the server does not let you in yet.";
    reads(&window, Ink::Warn, sentence);
    assert_eq!(window.close(), "0");
}

#[test]
fn a_way_that_was_set_by_hand_is_changed_where_it_was_set() {
    let screen = Screen::start(1000, 800, Look::Light);
    let gate = Gate::before(Practice::get().port);
    let nobody = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.local_addr().unwrap().port()
    };
    let connect = format!("127.0.0.1:{nobody}");
    let window = screen.open(
        Path::new(PROGRAM),
        &[
            OsStr::new("--connect"),
            OsStr::new(&connect),
            OsStr::new("--ca-file"),
            Practice::get().ca_pem.as_os_str(),
            OsStr::new(HOST),
        ],
    );
    window.wait_for_page("Nobody answers at 127.0.0.1");
    reads(&window, Ink::Title, "Nobody answers at 127.0.0.1");
    // To the connection, past the host to the port, and on.
    window.press(&["Return"]);
    window.wait_for_page("Where do you want your address?");
    window.press(&["Tab", "ctrl+a"]);
    window.type_text(&gate.port.to_string());
    window.press(&["Return"]);
    window.wait_for_page(&format!("Your account on {HOST}"));
    assert_eq!(window.close(), "0");
}
