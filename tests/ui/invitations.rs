//! Invitations in the window: a link is typed, pasted or given at the start, and nothing of it is lost on the way.

use iced::keyboard::key::Named;
use vestibule::app::Options;
use vestibule::domain::{Address, Offer, Reason, Secret};
use vestibule::engine::{Command, Event, Invited, Outcome, Proof, Target};
use vestibule::page::Page;

use crate::app::{Desk, refusal};
use crate::presets;

const FREE: &str = "xmpp:magicbroccoli.de?register;preauth=T0ken-T0ken-1";
const NAMED: &str = "xmpp:juliet@magicbroccoli.de?register;preauth=T0ken-T0ken-1";
const CONTACT: &str = "xmpp:romeo@magicbroccoli.de?roster;preauth=T0ken-T0ken-1;ibr=y";

fn token(target: &Target) -> Option<&str> {
    target
        .invitation
        .as_ref()
        .map(vestibule::domain::Token::expose)
}

#[test]
fn a_link_that_is_typed_is_an_invitation() {
    for (link, about) in [
        (FREE, "Your invitation"),
        (NAMED, "for the name juliet"),
        (CONTACT, "romeo@magicbroccoli.de invited you."),
        (
            "https://magicbroccoli.de/invite?T0ken-T0ken-1",
            "Your invitation",
        ),
    ] {
        let mut desk = Desk::new(Options::default());
        desk.bench.type_text(link);
        assert!(desk.nothing_asked(), "{link}");
        assert!(desk.bench.shows("Use magicbroccoli.de"), "{link}");
        assert!(desk.bench.shows(about), "{link}");
        desk.bench.press(Named::Enter);
        let target = desk.opened();
        assert_eq!(target.domain.as_str(), "magicbroccoli.de");
        assert_eq!(token(&target), Some("T0ken-T0ken-1"), "{link}");
        let name = target.invited_name.map(|name| name.to_string());
        assert_eq!(name.as_deref(), (link == NAMED).then_some("juliet"));
    }
}

#[test]
fn a_link_given_at_the_start_is_asked_with_at_once() {
    let mut desk = Desk::new(Options {
        domain: Some(Secret::from(NAMED)),
        ..Options::default()
    });
    let target = desk.opened();
    assert_eq!(token(&target), Some("T0ken-T0ken-1"));
    // Once more after trouble, it is still there.
    desk.event(Event::Offered(Offer::Closed(refusal(Reason::ServerFault))));
    desk.bench.press(Named::Enter);
    assert_eq!(token(&desk.opened()), Some("T0ken-T0ken-1"));
}

#[test]
fn links_that_are_none_of_ours_say_so() {
    for (typed, said) in [
        ("xmpp:magicbroccoli.de?unregister", "not for signing up"),
        ("xmpp:room@chat.example?join", "not for signing up"),
        ("https://www.example.org/invite", "Open it in your browser"),
        (
            "xmpp:magicbroccoli.de?register;preauth=",
            "invitation is damaged",
        ),
        (
            "xmpp:magicbroccoli.de?register;preauth=%4",
            "link is damaged",
        ),
        ("xmpp:two..dots?register", "the address in it cannot be one"),
    ] {
        let mut desk = Desk::new(Options::default());
        desk.bench.type_text(typed);
        desk.bench.press(Named::Enter);
        assert!(desk.nothing_asked(), "{typed}");
        assert!(desk.bench.shows(said), "{typed}: {:?}", desk.bench.items());
    }
}

/// Requirement 102 (XEP-0445 section 2.1).
#[test]
fn the_name_of_an_invitation_is_settled() {
    let mut desk = Desk::at(NAMED);
    desk.event(Event::Invitation(Invited::Accepted));
    desk.event(Event::Offered(Offer::Form(presets::invited_form())));
    assert!(
        desk.bench
            .shows("Your address will be juliet@magicbroccoli.de")
    );
    assert!(desk.bench.shows("your invitation is for this name"));
    // The cursor is where something can be typed.
    assert_eq!(desk.bench.focused().as_deref(), Some("Password"));
    desk.bench.type_text(presets::PASSWORD);
    desk.bench.press(Named::Enter);
    let Some(Command::Submit(submission)) = desk.command() else {
        panic!("nothing was sent: {:?}", desk.bench.items());
    };
    let sent = submission.credentials(&presets::domain()).unwrap();
    assert_eq!(sent.address.to_string(), "juliet@magicbroccoli.de");

    // What cannot be had can be changed: the form comes anew, and the engine has let the name go.
    desk.event(Event::Refused(refusal(Reason::NameTaken)));
    desk.event(Event::Offered(Offer::Form(presets::short_form())));
    desk.bench.go_to("Name");
    desk.bench.type_text("tta");
    desk.bench.press(Named::Enter);
    let Some(Command::Submit(submission)) = desk.command() else {
        panic!("nothing was sent: {:?}", desk.bench.items());
    };
    let sent = submission.credentials(&presets::domain()).unwrap();
    assert_eq!(sent.address.to_string(), "juliettta@magicbroccoli.de");
}

/// Requirement 103 (XEP-0445 section 3): it is said, and the name is a proposal only.
#[test]
fn a_server_that_takes_no_invitations_is_gone_on_with() {
    let mut desk = Desk::at(NAMED);
    desk.event(Event::Invitation(Invited::NotTaken));
    desk.event(Event::Offered(Offer::Form(presets::short_form())));
    assert!(
        desk.bench
            .shows("magicbroccoli.de does not take invitations.")
    );
    desk.bench.go_to("Name");
    desk.bench.type_text("x");
    assert!(desk.bench.shows("julietx@magicbroccoli.de"));
    desk.bench.press(Named::Tab);
    desk.bench.type_text(presets::PASSWORD);
    desk.bench.press(Named::Enter);
    assert!(matches!(desk.command(), Some(Command::Submit(_))));
}

/// Requirement 105 (XEP-0445 section 4): told before anything is typed.
#[test]
fn an_invitation_that_is_over_can_be_done_without() {
    let mut desk = Desk::at(FREE);
    desk.event(Event::Invitation(Invited::Refused));
    let over = refusal(Reason::InvitationRefused);
    desk.event(Event::Offered(Offer::Closed(over)));
    assert_eq!(desk.title(), "That invitation is over - Vestibule");
    assert_eq!(desk.bench.focused().as_deref(), Some("Sign up without it"));
    desk.bench.press(Named::Enter);
    assert!(matches!(desk.command(), Some(Command::WithoutInvitation)));
    assert_eq!(desk.title(), "Asking magicbroccoli.de … - Vestibule");
    desk.event(Event::Offered(Offer::Form(presets::short_form())));
    assert!(matches!(desk.bench.state.page(), Page::Form(_)));
    desk.fill();
    desk.bench.press(Named::Enter);
    assert!(matches!(desk.command(), Some(Command::Submit(_))));
}

/// It may be over while the form is filled in; nothing that was typed is lost by that.
#[test]
fn what_was_typed_is_kept_when_an_invitation_is_over() {
    let mut desk = Desk::at(FREE);
    desk.event(Event::Invitation(Invited::Accepted));
    desk.event(Event::Offered(Offer::Form(presets::short_form())));
    desk.fill();
    desk.bench.press(Named::Enter);
    assert!(matches!(desk.command(), Some(Command::Submit(_))));
    desk.event(Event::Invitation(Invited::Refused));
    desk.event(Event::Refused(refusal(Reason::InvitationRefused)));
    let over = refusal(Reason::InvitationRefused);
    desk.event(Event::Offered(Offer::Closed(over)));
    assert_eq!(desk.title(), "That invitation is over - Vestibule");
    desk.bench.press(Named::Enter);
    assert!(matches!(desk.command(), Some(Command::WithoutInvitation)));
    desk.event(Event::Offered(Offer::Form(presets::short_form())));
    assert!(desk.bench.shows("juliet@magicbroccoli.de"));
    desk.bench.press(Named::Enter);
    assert!(matches!(desk.command(), Some(Command::Submit(_))));
}

/// Requirement 106 (XEP-0379 section 5.4).
#[test]
fn whoever_invited_is_shown_by_the_whole_address() {
    for invited in [Invited::Accepted, Invited::NotTaken] {
        let mut desk = Desk::at(CONTACT);
        desk.event(Event::Invitation(invited));
        desk.event(Event::Offered(Offer::Form(presets::short_form())));
        desk.fill();
        desk.bench.press(Named::Enter);
        assert!(desk.command().is_some());
        desk.ended(Ok(Outcome {
            address: Address::parse("juliet@magicbroccoli.de").ok(),
            proof: Proof::SignedIn,
        }));
        assert!(matches!(desk.bench.state.page(), Page::Done(_)));
        let said = desk.bench.shows("romeo@magicbroccoli.de invited you.");
        assert_eq!(said, invited == Invited::Accepted);
    }
}
