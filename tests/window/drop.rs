//! Invitations in files, in the real window: dropped by another program, or named when the program is started.

use std::path::{Path, PathBuf};

use vestibule::practice::Ticket;

use crate::drag::Drag;
use crate::reading::{Ink, press_in, reads};
use crate::screen::{Look, Screen, Window};
use crate::{PASSWORD, PROGRAM, code};

const FIRST: &str = "Where do you want your address?";
const FORM: &str = "Your account on invitation.practice.test";

fn open<'a>(screen: &'a Screen, arguments: &[&str]) -> Window<'a> {
    let window = screen.open(Path::new(PROGRAM), arguments);
    window.wait_for_page(FIRST);
    window
}

/// A file in the program's home with the code that says this.
fn picture(window: &Window<'_>, name: &str, text: &str) -> PathBuf {
    let path = window.home().join(name);
    code::save(&path, text);
    path
}

#[test]
fn an_invitation_is_dropped_as_a_picture() {
    let screen = Screen::start(1000, 800, Look::Light);
    let window = open(&screen, &["--practice"]);
    let friend = picture(
        &window,
        "a friend.png",
        "xmpp:juliet@open.practice.test?roster",
    );
    let invitation = picture(&window, "50 % Einladung.png", &Ticket::Free.link());

    // It tells that it can be dropped, as long as it is there.
    let drag = Drag::over(screen.display(), window.id(), std::slice::from_ref(&friend));
    reads(&window, Ink::Link, "Drop it here");
    drag.move_over();
    drag.leave();
    reads(&window, Ink::Title, FIRST);

    // The code of something else.
    Drag::over(screen.display(), window.id(), &[friend]).drop();
    let said = "The code in this picture is no invitation: it is for something else.";
    reads(&window, Ink::Error, said);

    // Of several files it is the first one.
    let other = picture(&window, "other.png", &Ticket::Spent.link());
    Drag::over(screen.display(), window.id(), &[invitation, other]).drop();
    reads(&window, Ink::Link, "Use invitation.practice.test");
    window.press(&["Return"]);
    window.wait_for_page(FORM);

    // Here it would come in between: nothing of the form is lost.
    window.type_text("juliet");
    let third = picture(&window, "third.png", &Ticket::Free.link());
    let drag = Drag::over(screen.display(), window.id(), &[third]);
    reads(&window, Ink::Link, "Not on this page");
    drag.drop();
    reads(&window, Ink::Title, FORM);
    window.press(&["Tab"]);
    window.type_text(PASSWORD);
    window.press(&["Return"]);
    window.wait_for_page("Welcome. This is your address");
    assert_eq!(window.close(), "0");
}

#[test]
fn an_invitation_is_chosen_as_a_picture() {
    let screen = Screen::start(1000, 800, Look::Light);
    let window = open(&screen, &["--practice"]);
    press_in(&window, Ink::Way, "I have an invitation");
    window.wait_for_page("Your invitation");

    // A desktop without a portal for files says so; one that comes later is found.
    let choose = "Choose a picture of its code";
    press_in(&window, Ink::SmallWay, choose);
    let said = "This desktop has no window for choosing files.";
    reads(&window, Ink::Error, said);
    let invitation = picture(&window, "50 % Einladung.png", &Ticket::Free.link());
    screen.choose(&invitation);
    press_in(&window, Ink::SmallWay, choose);
    let about = "An invitation to invitation.practice.test.";
    reads(&window, Ink::Note, about);
    window.press(&["Return"]);
    window.wait_for_page(FORM);
    assert_eq!(window.close(), "0");
}

#[test]
fn a_picture_is_named_at_the_start() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("invitation.jpg");
    code::save(&path, &Ticket::Named.link());
    let screen = Screen::start(1000, 800, Look::Light);
    let arguments = ["--practice", path.to_str().unwrap()];
    let window = screen.open(Path::new(PROGRAM), &arguments);
    window.wait_for_page(FORM);
    assert_eq!(window.close(), "0");

    std::fs::write(&path, "no picture at all").unwrap();
    let window = open(&screen, &arguments);
    reads(&window, Ink::Error, "There is no invitation in this file.");
    assert_eq!(window.close(), "0");
}
