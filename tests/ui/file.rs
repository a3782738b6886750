//! Files with an invitation: dropped on the window, or named at the start. What is in them, the test says.

use std::path::{Path, PathBuf};

use futures::channel::oneshot;
use futures::executor::block_on;
use iced::keyboard::key::Named;
use vestibule::app::{FileNews, Message, Options};
use vestibule::domain::invite::LinkFault;
use vestibule::domain::{Offer, Reason, Secret};
use vestibule::embed::{self, Component};
use vestibule::engine::{Event, Proof};
use vestibule::i18n::I18n;
use vestibule::page::Page;
use vestibule::platform::NoPicker;
use vestibule::scan::{self, ScanFault};
use vestibule::theme::Theme;

use crate::app::{Asked, Desk, refusal};
use crate::bench::{Bench, NORMAL, SMALLEST};
use crate::{code, presets};

const LINK: &str = "xmpp:juliet@magicbroccoli.de?register;preauth=T0ken-T0ken-1";

type Tell = oneshot::Sender<Result<Secret, ScanFault>>;

fn hover(desk: &mut Desk, hovers: bool) {
    desk.bench.say(Message::File(FileNews::Hovers(hovers)));
    desk.bench.events(&[]);
}

/// Drops a file.
fn hand(desk: &mut Desk, path: &str) {
    let given = FileNews::Given(PathBuf::from(path));
    desk.bench.say(Message::File(given));
    desk.bench.events(&[]);
}

/// The file that is being read, and whom to tell what is in it.
fn read(desk: &mut Desk) -> (PathBuf, Tell) {
    match desk.asked.try_recv() {
        Ok(Asked::Scan(path, tell)) => (path, tell),
        _ => panic!("no file is read"),
    }
}

fn tell(desk: &mut Desk, tell: Tell, result: Result<&str, ScanFault>) {
    let _ = tell.send(result.map(Secret::from));
    desk.bench.settle();
    desk.bench.events(&[]);
}

#[test]
fn a_file_that_is_dropped_is_as_a_link_that_is_typed() {
    let mut desk = Desk::new(Options::default());
    hover(&mut desk, true);
    assert!(desk.bench.shows("Drop it here"));
    hand(&mut desk, "/home/juliet/invitation.png");
    assert!(!desk.bench.shows("Drop it here"));
    let (path, teller) = read(&mut desk);
    assert_eq!(path, Path::new("/home/juliet/invitation.png"));
    tell(&mut desk, teller, Ok(LINK));

    // Nobody is asked before the person wants it; then it is an invitation.
    assert!(desk.nothing_asked());
    assert!(desk.bench.shows("Use magicbroccoli.de"));
    assert!(desk.bench.shows("for the name juliet"));
    desk.bench.press(Named::Enter);
    let target = desk.opened();
    assert_eq!(target.domain.as_str(), "magicbroccoli.de");
    assert!(target.invitation.is_some());
}

#[test]
fn a_file_that_is_named_at_the_start_is_asked_with_at_once() {
    let options = || Options {
        file: Some(PathBuf::from("/home/juliet/invitation.png")),
        ..Options::default()
    };
    let mut desk = Desk::new(options());
    let (_, teller) = read(&mut desk);
    tell(&mut desk, teller, Ok(LINK));
    assert_eq!(desk.opened().domain.as_str(), "magicbroccoli.de");

    let mut desk = Desk::new(options());
    let (_, teller) = read(&mut desk);
    tell(&mut desk, teller, Err(ScanFault::NoCode));
    assert!(desk.bench.shows("No code is seen in this picture."));
    assert!(desk.nothing_asked());
}

#[test]
fn why_there_is_none_is_told_and_nothing_is_lost() {
    for (fault, said) in [
        (ScanFault::NotThere, "There is no such file."),
        (ScanFault::NotAFile, "This is not a file"),
        (ScanFault::Unreadable, "This file cannot be read"),
        (ScanFault::TooLarge, "This file is too large"),
        (
            ScanFault::Kind,
            "A picture has to be a PNG, JPEG, WebP or GIF",
        ),
        (ScanFault::Damaged, "This picture is damaged"),
        (ScanFault::NoCode, "No code is seen in this picture."),
        (ScanFault::Blurred, "it cannot be made out"),
        (
            ScanFault::OtherCode,
            "The code in this picture is no invitation",
        ),
        (ScanFault::NoLink, "There is no invitation in this file."),
        (
            ScanFault::Link(LinkFault::Token),
            "This invitation is damaged",
        ),
    ] {
        let mut desk = Desk::new(Options::default());
        desk.bench.type_text("hook");
        hand(&mut desk, "/home/juliet/photo.jpg");
        let (_, teller) = read(&mut desk);
        tell(&mut desk, teller, Err(fault));
        assert!(desk.bench.shows(said), "{fault:?}");
        // What was typed is still there, and so is the cursor.
        assert!(desk.bench.shows("hookipa.net"), "{fault:?}");
        desk.bench.type_text("ipa.net");
        assert!(!desk.bench.shows(said), "{fault:?}");
        desk.bench.press(Named::Enter);
        assert_eq!(desk.opened().domain.as_str(), "hookipa.net");
    }
}

#[test]
fn what_takes_long_says_so_and_the_last_file_counts() {
    let mut desk = Desk::new(Options::default());
    hand(&mut desk, "/home/juliet/first.jpg");
    let (_, first) = read(&mut desk);
    assert!(!desk.bench.shows("Looking for the invitation"));
    desk.bench.say(Message::File(FileNews::Waited(1)));
    desk.bench.events(&[]);
    assert!(desk.bench.shows("Looking for the invitation"));
    // The page can be used meanwhile.
    desk.bench.type_text("example.org");
    assert!(desk.bench.shows("Use example.org"));

    hand(&mut desk, "/home/juliet/second.jpg");
    assert!(first.is_canceled(), "the first one is still read");
    assert!(!desk.bench.shows("Looking for the invitation"));
    // Late words about the first one.
    let late = FileNews::Read(1, Err(ScanFault::Damaged));
    desk.bench.say(Message::File(late));
    desk.bench.say(Message::File(FileNews::Waited(1)));
    desk.bench.events(&[]);
    assert!(!desk.bench.shows("damaged"));
    assert!(!desk.bench.shows("Looking for the invitation"));
    let (path, second) = read(&mut desk);
    assert_eq!(path, Path::new("/home/juliet/second.jpg"));
    tell(&mut desk, second, Ok(LINK));
    assert!(desk.bench.shows("Use magicbroccoli.de"));
}

#[test]
fn on_other_pages_a_file_comes_in_between_of_nothing() {
    let elsewhere = |desk: &mut Desk| {
        hover(desk, true);
        assert!(desk.bench.shows("Not on this page"));
        hover(desk, false);
        assert!(!desk.bench.shows("Not on this page"));
        hover(desk, true);
        hand(desk, "/home/juliet/invitation.png");
        assert!(!desk.bench.shows("Not on this page"));
        assert!(desk.nothing_asked());
    };
    let mut desk = Desk::at_form(presets::short_form());
    desk.fill();
    elsewhere(&mut desk);
    let Page::Form(_) = desk.bench.state.page() else {
        panic!("the form is gone");
    };
    // What was typed is there, and can be sent.
    desk.bench.press(Named::Enter);
    assert!(desk.command().is_some());
    desk.made(Proof::SignedIn);
    elsewhere(&mut desk);

    let mut desk = Desk::at("magicbroccoli.de");
    desk.event(Event::Offered(Offer::Closed(refusal(Reason::Closed))));
    elsewhere(&mut desk);
}

/// At the page for an invitation.
fn at_line() -> Desk {
    let mut desk = Desk::new(Options::default());
    desk.bench.click("I have an invitation");
    desk
}

/// Wants to choose a picture; whom to tell which.
fn choose(desk: &mut Desk) -> oneshot::Sender<Result<Option<PathBuf>, NoPicker>> {
    desk.bench.click("Choose a picture of its code …");
    match desk.asked.try_recv() {
        Ok(Asked::Choose(tell)) => tell,
        _ => panic!("nothing can be chosen"),
    }
}

#[test]
fn where_an_invitation_is_wanted_its_picture_can_be_dropped() {
    let mut desk = at_line();
    hover(&mut desk, true);
    assert!(desk.bench.shows("Drop it here"));
    hand(&mut desk, "/home/juliet/invitation.png");
    let (_, teller) = read(&mut desk);
    tell(&mut desk, teller, Err(ScanFault::NoCode));
    assert!(desk.bench.shows("No code is seen in this picture."));
    hand(&mut desk, "/home/juliet/invitation.png");
    let (_, teller) = read(&mut desk);
    tell(&mut desk, teller, Ok(LINK));
    assert!(!desk.bench.shows("No code is seen in this picture."));
    assert!(desk.bench.shows("for the name juliet"));
    desk.bench.press(Named::Enter);
    assert!(desk.opened().invitation.is_some());

    // A server that lets nobody in without one.
    let mut desk = Desk::at("magicbroccoli.de");
    let needed = Offer::Closed(refusal(Reason::InvitationNeeded));
    desk.event(Event::Offered(needed));
    hand(&mut desk, "/home/juliet/invitation.png");
    let (_, teller) = read(&mut desk);
    tell(&mut desk, teller, Ok(LINK));
    assert!(desk.bench.shows("for the name juliet"));
}

#[cfg(target_os = "linux")]
#[test]
fn the_picture_of_an_invitation_is_chosen() {
    let mut desk = at_line();
    // Thought better of.
    choose(&mut desk).send(Ok(None)).unwrap();
    desk.bench.settle();
    assert!(desk.nothing_asked());

    let path = PathBuf::from("/home/juliet/invitation.png");
    choose(&mut desk).send(Ok(Some(path.clone()))).unwrap();
    desk.bench.settle();
    let (asked, teller) = read(&mut desk);
    assert_eq!(asked, path);
    tell(&mut desk, teller, Ok(LINK));
    assert!(desk.bench.shows("for the name juliet"));
    assert_eq!(desk.bench.focused().as_deref(), Some("Invitation"));

    // What is chosen for a page that was left is nobody's any more.
    let mut desk = at_line();
    let late = choose(&mut desk);
    desk.bench.press(Named::Escape);
    late.send(Ok(Some(path))).unwrap();
    desk.bench.settle();
    assert!(desk.nothing_asked());
}

#[cfg(target_os = "linux")]
#[test]
fn where_nothing_can_be_chosen_that_is_said() {
    let mut desk = at_line();
    choose(&mut desk)
        .send(Err(NoPicker("no portal".to_owned())))
        .unwrap();
    desk.bench.settle();
    desk.bench.events(&[]);
    let said = "This desktop has no window for choosing files.";
    assert!(desk.bench.shows(said));
    desk.bench.type_text("x");
    assert!(!desk.bench.shows(said));
}

/// Whoever goes on meanwhile is not called back.
#[test]
fn what_was_read_for_a_page_that_was_left_is_dropped() {
    let mut desk = Desk::new(Options::default());
    hand(&mut desk, "/home/juliet/invitation.png");
    let (_, teller) = read(&mut desk);
    desk.bench.type_text("hookipa.net");
    desk.bench.press(Named::Enter);
    let _ = desk.opened();
    desk.event(Event::Offered(Offer::Form(presets::short_form())));
    tell(&mut desk, teller, Ok(LINK));
    assert!(matches!(desk.bench.state.page(), Page::Form(_)));
    assert!(!desk.bench.shows("magicbroccoli.de"));
    assert!(desk.nothing_asked());
}

/// What was drawn over the page does not take the focus from it.
#[test]
fn the_focus_stays_under_it() {
    let mut desk = Desk::new(Options::default());
    desk.bench.press(Named::Tab);
    let focused = desk.bench.focused();
    assert!(focused.is_some());
    hover(&mut desk, true);
    assert_eq!(desk.bench.focused(), focused);
    hover(&mut desk, false);
    assert_eq!(desk.bench.focused(), focused);
}

/// Over a page that is not as often drawn anew as the first one.
#[test]
fn it_looks_as_it_did() {
    for (name, size, lang) in [("normal", NORMAL, "en"), ("narrow", SMALLEST, "de")] {
        let options = Options {
            lang: Some(lang.to_owned()),
            ..Options::default()
        };
        let mut desk = Desk::at_with("magicbroccoli.de", options);
        desk.bench = desk.bench.sized(size);
        desk.event(Event::Offered(Offer::Form(presets::short_form())));
        hover(&mut desk, true);
        desk.bench.looks_like(&format!("file-elsewhere-{name}"));
    }
}

/// A program that holds the component hands over what is dropped on it, to be read in earnest.
#[test]
fn a_host_hands_over_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("invitation.webp");
    code::save(&path, LINK);
    let options = embed::Options {
        lang: Some("en".to_owned()),
        keep_nothing: true,
        ..embed::Options::default()
    };
    let (wizard, _task) = Component::wizard(options);
    let update = |wizard: &mut Component, message| wizard.update(message).task;
    let mut bench = Bench::new(wizard, |wizard: &Component| wizard.view(), update);
    let hovering = bench.state.file_hovers(true).task;
    bench.run(hovering);
    bench.events(&[]);
    assert!(bench.shows("Drop it here"));
    let reading = bench.state.open_file(path.clone()).task;
    bench.run(reading);
    // It is read on another thread; whatever comes of that, it is there after the same was read here.
    while !bench.shows("Use magicbroccoli.de") {
        assert_eq!(block_on(scan::read(path.clone())), Ok(Secret::from(LINK)));
        bench.settle();
        bench.events(&[]);
    }
}

/// The code on the last page is for friends: it is read, and is no invitation.
#[test]
fn our_own_code_is_told_from_an_invitation() {
    let folder = tempfile::tempdir().unwrap();
    let page = presets::done();
    let mut bench = crate::desk::open_in(page, I18n::default(), iced::Size::new(760.0, 1000.0));
    for theme in [Theme::Light, Theme::Dark] {
        let (size, pixels) = bench.picture(theme, 1.0);
        let path = folder.path().join("screenshot.png");
        image::save_buffer(
            &path,
            &pixels,
            size.width,
            size.height,
            image::ColorType::Rgba8,
        )
        .unwrap();
        assert_eq!(block_on(scan::read(path)), Err(ScanFault::OtherCode));
    }
}
