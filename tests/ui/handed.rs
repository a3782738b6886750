//! What a later start of the program hands to the window, on each of its pages: nothing of what was begun there is lost
//! unasked.

use iced::keyboard::key::Named;
use vestibule::app::{HandedNews, Message, Options};
use vestibule::domain::{Offer, Reason, Token};
use vestibule::engine::{Command, Event, Proof, Target};
use vestibule::page::{self, Page, server};
use vestibule::platform::instance::Wish;

use crate::app::{Desk, refusal};
use crate::presets;

const LINK: &str = "xmpp:other.example?register;preauth=T0ken-T0ken-1";
const TITLE: &str = "An invitation to other.example was opened";

fn wish(text: &str) -> Wish {
    Wish::Server(text.into())
}

fn hand(desk: &mut Desk, wish: Wish) {
    desk.bench.say(Message::Handed(HandedNews::Came(wish)));
    desk.bench.events(&[]);
}

fn token(target: &Target) -> Option<&str> {
    target.invitation.as_ref().map(Token::expose)
}

/// Presses the button that goes where the link leads, and returns where that is.
fn go(desk: &mut Desk) -> Target {
    desk.bench.click("Go there");
    desk.opened()
}

#[test]
fn on_the_first_page_a_link_is_opened_as_if_it_were_typed() {
    let mut desk = Desk::new(Options::default());
    desk.bench.type_text("magic");
    hand(&mut desk, wish(LINK));
    let target = desk.opened();
    assert_eq!(target.domain.as_str(), "other.example");
    assert_eq!(token(&target), Some("T0ken-T0ken-1"));
    // One that is none is told about where it would be typed.
    let mut desk = Desk::new(Options::default());
    hand(&mut desk, wish("xmpp:other.example?register;preauth="));
    assert!(desk.nothing_asked());
    assert!(desk.bench.shows("invitation is damaged"));
    // That the window alone is wanted changes nothing.
    let mut desk = Desk::new(Options::default());
    desk.bench.type_text("magic");
    hand(&mut desk, Wish::Nothing);
    assert!(desk.nothing_asked());
    assert_eq!(
        desk.bench
            .item("Search, or type a server, an address, an invitation")
            .value
            .as_deref(),
        Some("magic")
    );
}

#[test]
fn on_the_way_to_a_form_and_in_trouble_a_link_takes_the_place_of_what_was_there() {
    let mut desk = Desk::at("magicbroccoli.de");
    desk.bench.say(Message::Waited);
    assert!(matches!(desk.bench.state.page(), Page::Connecting(_)));
    hand(&mut desk, wish(LINK));
    assert_eq!(desk.opened().domain.as_str(), "other.example");
    desk.event(Event::Offered(Offer::Closed(refusal(Reason::ServerFault))));
    assert!(matches!(desk.bench.state.page(), Page::Trouble(_)));
    // Once more by the same link: that is a new try.
    hand(&mut desk, wish(LINK));
    assert_eq!(token(&desk.opened()), Some("T0ken-T0ken-1"));
}

#[test]
fn in_the_middle_of_a_form_it_is_asked_first_and_what_was_typed_is_kept() {
    let mut desk = Desk::at_form(presets::short_form());
    desk.fill();
    hand(&mut desk, wish(LINK));
    assert!(desk.nothing_asked());
    assert!(desk.bench.shows(TITLE));
    assert!(
        desk.bench
            .shows("What you typed for magicbroccoli.de is kept")
    );
    assert!(!desk.bench.shows("T0ken"));
    desk.bench.looks_like("handed-form");
    desk.bench.press(Named::Escape);
    assert!(desk.bench.shows("Your account on magicbroccoli.de"));
    assert_eq!(desk.bench.item("Name").value.as_deref(), Some("juliet"));

    hand(&mut desk, wish(LINK));
    assert_eq!(go(&mut desk).domain.as_str(), "other.example");
    desk.event(Event::Offered(Offer::Form(presets::short_form())));
    assert_eq!(desk.title(), "Your account on other.example - Vestibule");
    assert_eq!(desk.bench.item("Name").value.as_deref(), Some(""));
    desk.bench.type_text("romeo");
    // Back at the first server all is there, and at the second one, too.
    for (domain, name) in [("magicbroccoli.de", "juliet"), ("other.example", "romeo")] {
        desk.bench.press(Named::Escape);
        let typed = server::Message::Typed(domain.into());
        let typed = Message::Page(page::Message::Server(typed));
        desk.bench.say(typed);
        desk.bench.press(Named::Enter);
        let _ = desk.opened();
        desk.event(Event::Offered(Offer::Form(presets::short_form())));
        assert_eq!(
            desk.bench.item("Name").value.as_deref(),
            Some(name),
            "{domain}"
        );
    }
}

#[test]
fn what_is_shown_already_is_only_shown() {
    let mut desk = Desk::at(LINK);
    desk.event(Event::Offered(Offer::Form(presets::short_form())));
    desk.bench.type_text("romeo");
    hand(&mut desk, wish(LINK));
    assert!(!desk.bench.shows(TITLE));
    assert_eq!(desk.bench.item("Name").value.as_deref(), Some("romeo"));
    // By another invitation it is asked.
    hand(
        &mut desk,
        wish("xmpp:other.example?register;preauth=T0ken-T0ken-2"),
    );
    assert!(desk.bench.shows(TITLE));
    // The last one is the one that counts.
    hand(&mut desk, wish("third.example"));
    assert!(desk.bench.shows("Sign up on third.example?"));
    hand(&mut desk, wish(LINK));
    assert!(!desk.bench.shows("Sign up on third.example?"));
    assert!(desk.nothing_asked());
}

#[test]
fn while_something_is_on_its_way_the_link_waits() {
    let mut desk = Desk::sending();
    hand(&mut desk, wish(LINK));
    assert!(desk.bench.shows(TITLE));
    assert!(desk.bench.shows("still on its way"));
    assert!(!desk.bench.shows("Go there"));
    desk.bench.press(Named::Enter);
    assert!(desk.bench.shows("Signing up …"));
    desk.event(Event::Refused(refusal(Reason::NameTaken)));
    desk.event(Event::Offered(Offer::Form(presets::short_form())));
    assert!(
        desk.bench
            .shows("What you typed for magicbroccoli.de is kept")
    );
    desk.bench.click("Stay here");
    assert_eq!(desk.bench.item("Name").value.as_deref(), Some("juliet"));
    assert!(desk.nothing_asked());
    assert!(
        desk.command()
            .is_none_or(|command| !matches!(command, Command::Submit(_)))
    );
}

#[test]
fn before_a_password_is_out_of_sight_it_is_said_where_else_it_is() {
    let mut desk = Desk::sending();
    hand(&mut desk, wish(LINK));
    desk.made(Proof::SignedIn);
    assert!(
        desk.bench
            .shows("Copy its password first: it is kept nowhere else.")
    );
    // Enter loses nothing.
    desk.bench.press(Named::Enter);
    assert_eq!(desk.title(), "Welcome. This is your address - Vestibule");
    hand(&mut desk, wish(LINK));
    assert_eq!(go(&mut desk).domain.as_str(), "other.example");
}

#[test]
fn account_settings_are_opened_and_left_by_what_is_handed_over() {
    let mut desk = Desk::new(Options::default());
    hand(
        &mut desk,
        Wish::Account("juliet@magicbroccoli.de".to_owned()),
    );
    assert_eq!(desk.title(), "Sign in to your account - Vestibule");
    let typed = desk.bench.item("Your address").value;
    assert_eq!(typed.as_deref(), Some("juliet@magicbroccoli.de"));
    hand(&mut desk, Wish::Account(String::new()));
    assert_eq!(desk.title(), "Sign in to your account - Vestibule");
    hand(&mut desk, wish(LINK));
    assert!(desk.bench.shows("did not send is not kept"));
    desk.bench.press(Named::Enter);
    assert_eq!(desk.title(), "Sign in to your account - Vestibule");
    hand(&mut desk, wish(LINK));
    assert_eq!(go(&mut desk).domain.as_str(), "other.example");
    desk.event(Event::Offered(Offer::Form(presets::short_form())));
    hand(
        &mut desk,
        Wish::Account("juliet@magicbroccoli.de".to_owned()),
    );
    assert!(
        desk.bench
            .shows("Open the settings of juliet@magicbroccoli.de?")
    );
    desk.bench.click("Go there");
    assert_eq!(desk.title(), "Sign in to your account - Vestibule");
}

#[test]
fn a_link_that_nobody_takes_is_shown_and_can_be_copied() {
    let mut desk = Desk::at_form(presets::short_form());
    desk.fill();
    let link = "xmpp:room@chat.example?join";
    hand(&mut desk, Wish::Foreign(link.into()));
    assert!(
        desk.bench
            .shows("This link leads into the room room@chat.example")
    );
    assert!(
        desk.bench
            .shows("There is no chat program on this computer that takes it.")
    );
    desk.bench.looks_like("handed-foreign");
    desk.bench.click("Copy the link");
    assert_eq!(desk.bench.copied.as_deref(), Some(link));
    assert!(desk.bench.shows("Copied"));
    desk.bench.press(Named::Escape);
    assert_eq!(desk.bench.item("Name").value.as_deref(), Some("juliet"));
}
