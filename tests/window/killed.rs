//! The window is killed in the middle of a submission: the next start of it asks about that, contacts nobody unasked, and
//! finds the account or says that there is none. Fault 18.

use crate::PASSWORD;
use crate::bus::Bus;
use crate::cut::{Cut, DONE, HOST, UNKNOWN, address, has_account, is_made};
use crate::gate::Way;
use crate::reading::{Ink, press, reads};
use crate::screen::Window;

/// Kills the window when the server has made the account, and nobody was told.
fn kill_behind_the_account(cut: &Cut, home: &Bus, name: &str) {
    let window = cut.sending_at(home, name, Way::Deaf);
    is_made(&window, name);
    window.kill();
    cut.gate.turn(Way::Open);
}

/// Kills the window when the submission is out, and lost on its way.
fn kill_before_the_account(cut: &Cut, home: &Bus, name: &str) {
    let window = cut.sending_at(home, name, Way::Mute);
    window.wait_for("the submission", || cut.gate.has_lost().then_some(()));
    window.kill();
    assert!(!has_account(name));
    cut.gate.turn(Way::Open);
}

/// Starts the window anew, which asks about what was left.
fn start_again<'a>(cut: &'a Cut, home: &Bus, name: &str) -> Window<'a> {
    assert_eq!(home.notes().len(), 1);
    let window = cut.open_at(home, &[]);
    window.wait_for_page("Where do you want your address?");
    let asked = format!(
        "It is not known whether {} was made: the program ended before the server answered.",
        address(name)
    );
    reads(&window, Ink::Warn, &asked);
    window
}

/// The slots of the keyring, without what tells one submission from another.
fn slots(home: &Bus) -> Vec<String> {
    let slots = home.slots().into_iter();
    slots
        .map(|slot| match slot.rsplit_once(':') {
            Some((pending, _)) => pending.to_owned(),
            None => slot,
        })
        .collect()
}

#[test]
fn an_account_that_was_made_is_found_with_the_password_in_the_keyring() {
    let (home, cut, name) = (Bus::unlocked(), Cut::new(), "killed1");
    kill_behind_the_account(&cut, &home, name);
    assert_eq!(slots(&home), [format!("pending:{}", address(name))]);
    let window = start_again(&cut, &home, name);
    press(&window, "Check now");
    window.wait_for_page(DONE);
    window.wait_for("the password in its own place", || {
        (slots(&home) == [address(name)]).then_some(())
    });
    assert_eq!(home.password(&address(name)).as_deref(), Some(PASSWORD));
    window.wait_for("the end of the note", || {
        home.notes().is_empty().then_some(())
    });
    assert_eq!(window.close(), "0");
}

#[test]
fn that_no_account_was_made_is_said_and_it_is_signed_up_again() {
    let (home, cut, name) = (Bus::unlocked(), Cut::new(), "killed2");
    kill_before_the_account(&cut, &home, name);
    let window = start_again(&cut, &home, name);
    press(&window, "Check now");
    window.wait_for_page("The account was not made");
    reads(&window, Ink::Title, "The account was not made");
    // Nothing is thrown away before the person goes on.
    assert_eq!(home.notes().len(), 1);
    assert_eq!(slots(&home), [format!("pending:{}", address(name))]);
    window.press(&["Return"]);
    window.wait_for_page(&format!("Your account on {HOST}"));
    window.wait_for("the end of what was kept", || {
        (home.notes().is_empty() && slots(&home).is_empty()).then_some(())
    });
    // The name is there already, so the password comes first.
    window.type_text(PASSWORD);
    window.press(&["Return"]);
    window.wait_for_page(DONE);
    assert!(has_account(name));
    assert_eq!(window.close(), "0");
}

#[test]
fn an_account_that_was_made_is_found_with_the_password_typed() {
    let (home, cut, name) = (Bus::without_keyring(), Cut::new(), "killed3");
    kill_behind_the_account(&cut, &home, name);
    let window = start_again(&cut, &home, name);
    // From the line for a server back over "Forget it", "Check now" and the eye.
    window.press(&["shift+Tab"; 4]);
    window.type_text(PASSWORD);
    press(&window, "Check now");
    window.wait_for_page(DONE);
    window.wait_for("the end of the note", || {
        home.notes().is_empty().then_some(())
    });
    assert_eq!(window.close(), "0");
}

/// What was typed may have been mistyped: it is not said that there is none, and the next start asks again.
#[test]
fn that_no_account_was_made_is_not_said_on_a_typed_password() {
    let (home, cut, name) = (Bus::without_keyring(), Cut::new(), "killed4");
    kill_before_the_account(&cut, &home, name);
    let window = start_again(&cut, &home, name);
    window.press(&["shift+Tab"; 4]);
    window.type_text(PASSWORD);
    window.press(&["Return"]);
    let sentence = "Checked once: the server does not let you in. The account was not made, or it waits for approval.";
    reads(&window, Ink::Warn, sentence);
    reads(&window, Ink::Title, UNKNOWN);
    assert_eq!(window.close(), "0");
    let window = start_again(&cut, &home, name);
    assert_eq!(window.close(), "0");
}
