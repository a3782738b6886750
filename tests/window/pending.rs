//! What is not proved yet, in the real window.

use std::path::Path;

use crate::PASSWORD;
use crate::PROGRAM;
use crate::cut::{Cut, DONE, HOST, UNKNOWN, address, is_made, verbs};
use crate::gate::{Gate, Way};
use crate::practice::Practice;
use crate::reading::{Ink, reads};
use crate::screen::{Look, Screen, way_to};

#[test]
fn closing_is_asked_once_and_an_unknown_outcome_is_found_out() {
    let cut = Cut::new();
    let window = cut.sending("juliet1", Way::Deaf);
    is_made(&window, "juliet1");

    // The answer is on its way: closing is asked. Escape stays.
    window.press(&["alt+F4"]);
    reads(&window, Ink::Title, "Your account is being made");
    window.press(&["Escape"]);
    reads(&window, Ink::Title, &format!("Your account on {HOST}"));

    cut.gate.turn(Way::Shut);
    window.wait_for_page(UNKNOWN);
    reads(&window, Ink::Title, UNKNOWN);
    window.press(&["Return"]);
    let broke = format!("Checked once: The connection to {HOST} broke.");
    reads(&window, Ink::Warn, &broke);
    cut.gate.turn(Way::Open);
    window.press(&["Return"]);
    window.wait_for_page(DONE);
    assert_eq!(window.close(), "0");
}

#[test]
fn who_closes_a_second_time_means_it() {
    let cut = Cut::new();
    let window = cut.sending("juliet2", Way::Deaf);
    is_made(&window, "juliet2");
    window.press(&["alt+F4"]);
    reads(&window, Ink::Title, "Your account is being made");
    window.press(&["Return"]);
    reads(&window, Ink::Title, &format!("Your account on {HOST}"));
    assert_eq!(window.close(), "0");
}

#[test]
fn what_was_made_and_cannot_be_proved_now_is_proved_later() {
    let cut = Cut::new();
    let window = cut.sending("juliet3", Way::Full);
    window.wait_for_page("Your account was made");
    window.press(&["Return"]);
    let broke = format!("Checked once: The connection to {HOST} broke.");
    reads(&window, Ink::Warn, &broke);
    cut.gate.turn(Way::Open);
    window.press(&["Return"]);
    window.wait_for_page(DONE);
    assert_eq!(window.close(), "0");
}

#[test]
fn what_was_made_and_is_not_let_in_waits() {
    let cut = Cut::new();
    let window = cut.sending("juliet4", Way::Full);
    window.wait_for_page("Your account was made");
    let delete = ["delete", &address("juliet4"), "--yes"];
    verbs().run(&delete, &[PASSWORD]).ends_with(0);
    cut.gate.turn(Way::Open);
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
    let mut arguments = way_to(nobody, &Practice::get().ca_pem);
    arguments.push(HOST.into());
    let window = screen.open(Path::new(PROGRAM), &arguments);
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
