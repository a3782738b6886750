//! Invitations in the window: a link is typed, pasted or given at the start, and nothing of it is lost on the way.

use iced::keyboard::key::Named;
use vestibule::app::{Message, Options};
use vestibule::domain::{Address, Offer, Reason, Secret};
use vestibule::engine::{Command, Error, Event, Invited, Outcome, Proof, Stage, Target};
use vestibule::page::Page;

use crate::app::{Asked, Desk, refusal};
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

const LABEL: &str = "Invitation";

/// At the page for an invitation.
fn at_line() -> Desk {
    let mut desk = Desk::new(Options::default());
    desk.bench.click("I have an invitation");
    assert_eq!(desk.title(), "Your invitation - Vestibule");
    assert_eq!(desk.bench.focused().as_deref(), Some(LABEL));
    desk
}

#[test]
fn who_has_an_invitation_is_told_what_it_is_before_anybody_is_asked() {
    for (link, about, host) in [
        (
            FREE,
            "An invitation to magicbroccoli.de.",
            "magicbroccoli.de",
        ),
        (
            NAMED,
            "An invitation to magicbroccoli.de, for the name juliet.",
            "magicbroccoli.de",
        ),
        (
            CONTACT,
            "romeo@magicbroccoli.de invites you to magicbroccoli.de.",
            "magicbroccoli.de",
        ),
        (
            "https://404.city/invite/T0ken-T0ken-1/reset",
            "A new password for your account on 404.city.",
            "404.city",
        ),
        (
            "xmpp:404.city?register",
            "A link to sign up on 404.city. There is no invitation in it.",
            "404.city",
        ),
    ] {
        let mut desk = at_line();
        desk.bench.type_text(link);
        assert!(desk.bench.shows(about), "{link}: {:?}", desk.bench.items());
        assert!(desk.bench.shows(&format!("Continue with {host}")), "{link}");
        assert!(desk.nothing_asked(), "{link}");
        desk.bench.press(Named::Enter);
        let target = desk.opened();
        assert_eq!(target.domain.as_str(), host);
        assert_eq!(token(&target).is_some(), link.contains("T0ken"), "{link}");
        assert_eq!(target.resets, link.ends_with("reset"), "{link}");
    }
}

#[test]
fn a_line_says_what_is_wrong_when_it_is_pasted_or_left_or_gone_on_with() {
    let wrong = "xmpp:magicbroccoli.de?register;preauth=%4";
    let said = "This link is damaged.";
    let mut desk = at_line();
    desk.bench.type_text(wrong);
    assert!(!desk.bench.shows(said));
    desk.bench.press(Named::Enter);
    assert!(desk.bench.shows(said));
    assert_eq!(desk.bench.focused().as_deref(), Some(LABEL));
    // It is not said of what is typed next.
    desk.bench.type_text("x");
    assert!(!desk.bench.shows(said));
    desk.bench.press(Named::Tab);
    assert!(desk.bench.shows(said));

    let mut desk = at_line();
    desk.bench.paste(wrong);
    assert!(desk.bench.shows(said));
    let mut desk = at_line();
    desk.bench.press(Named::Enter);
    assert!(desk.bench.shows("Paste the link of your invitation here."));
    desk.bench.paste("example.org");
    assert!(desk.bench.shows("This is not an invitation."));
    assert!(desk.nothing_asked());
}

/// It is met again where a server is chosen.
#[test]
fn what_was_typed_is_kept_on_the_way_back() {
    let mut desk = at_line();
    desk.bench.type_text(FREE);
    desk.bench.press(Named::Enter);
    let _ = desk.opened();
    desk.event(Event::Offered(Offer::Form(presets::short_form())));
    desk.bench.press(Named::Escape);
    assert!(desk.bench.shows("Use magicbroccoli.de"));
    let mut desk = at_line();
    desk.bench.press(Named::Escape);
    assert!(matches!(desk.bench.state.page(), Page::Server(_)));
}

#[test]
fn the_page_of_an_invitation_is_opened_in_the_browser_once_it_was_seen() {
    let page = "https://www.magicbroccoli.de/invite?T0ken-T0ken-1";
    let mut desk = at_line();
    desk.bench.paste(page);
    assert!(desk.bench.shows(page));
    assert!(desk.bench.shows("does not say which server it is for"));
    assert!(desk.nothing_asked());
    desk.bench.press(Named::Enter);
    match desk.asked.try_recv() {
        Ok(Asked::Browse(link)) => assert_eq!(link, page),
        _ => panic!("nothing was opened"),
    }
    desk.no_browser();
    desk.bench.click("Open in the browser");
    assert!(desk.bench.shows("Nothing on this computer could open"));
}

/// With the focus on a list, a link or nothing at all.
#[test]
fn an_invitation_that_is_pasted_anywhere_opens() {
    for name in ["I have an invitation", "I already have an account"] {
        let mut desk = Desk::new(Options::default());
        desk.bench.go_to(name);
        desk.bench.paste(CONTACT);
        assert_eq!(desk.title(), "Your invitation - Vestibule", "{name}");
        assert!(desk.bench.shows("romeo@magicbroccoli.de invites you"));
        assert!(desk.nothing_asked());
        desk.bench.press(Named::Enter);
        assert_eq!(token(&desk.opened()), Some("T0ken-T0ken-1"));
    }
    // Anything else is looked for; in the line itself a link is what it always was.
    let mut desk = Desk::new(Options::default());
    desk.bench.go_to("I have an invitation");
    desk.bench.paste(" example.org\n");
    assert!(desk.bench.shows("Use example.org"));
    let mut desk = Desk::new(Options::default());
    desk.bench.paste(FREE);
    assert!(desk.bench.shows("Use magicbroccoli.de"));
}

/// Takes the command that hands the session an invitation.
#[track_caller]
fn handed(desk: &mut Desk) -> vestibule::domain::Invitation {
    match desk.command() {
        Some(Command::WithInvitation(invitation)) => *invitation,
        other => panic!("no invitation: {other:?}"),
    }
}

/// A server that is closed but for guests.
#[test]
fn a_server_that_wants_an_invitation_asks_for_one() {
    let mut desk = Desk::at("magicbroccoli.de");
    desk.event(Event::Offered(Offer::Closed(refusal(
        Reason::InvitationNeeded,
    ))));
    assert_eq!(
        desk.title(),
        "magicbroccoli.de wants an invitation - Vestibule"
    );
    assert_eq!(desk.bench.focused().as_deref(), Some(LABEL));
    desk.bench.press(Named::Enter);
    assert!(desk.bench.shows("Paste the link of your invitation here."));
    for (typed, said) in [
        (
            "xmpp:magicbroccoli.de?register",
            "There is no invitation in",
        ),
        ("magicbroccoli.de", "This is not an invitation."),
        ("juliet@magicbroccoli.de", "This is not an invitation."),
        (
            "xmpp:404.city?register;preauth=x",
            "This invitation is for 404.city, not for magicbroccoli.de.",
        ),
    ] {
        desk.bench.go_to(LABEL);
        desk.say_line(typed);
        desk.bench.press(Named::Enter);
        assert!(desk.bench.shows(said), "{typed}: {:?}", desk.bench.items());
        assert!(desk.command().is_none());
    }
    // The code alone will do here.
    desk.say_line("T0ken-T0ken-1");
    assert!(desk.bench.shows("An invitation to magicbroccoli.de."));
    desk.bench.click("Use the invitation");
    let invitation = handed(&mut desk);
    assert_eq!(invitation.token.unwrap().expose(), "T0ken-T0ken-1");
    assert_eq!(desk.title(), "Asking magicbroccoli.de … - Vestibule");

    // One that is over can be done without, or another one is typed.
    desk.event(Event::Invitation(Invited::Refused));
    let over = refusal(Reason::InvitationRefused);
    desk.event(Event::Offered(Offer::Closed(over)));
    assert_eq!(desk.bench.focused().as_deref(), Some("Sign up without it"));
    desk.bench.go_to(LABEL);
    desk.bench.type_text(NAMED);
    desk.bench.press(Named::Enter);
    assert_eq!(handed(&mut desk).name.unwrap().as_str(), "juliet");
    desk.event(Event::Invitation(Invited::Accepted));
    desk.event(Event::Offered(Offer::Form(presets::invited_form())));
    assert!(matches!(desk.bench.state.page(), Page::Form(_)));
}

/// Prosody sends its form to everybody, and says to the answers that it wants an invitation.
#[test]
fn a_form_that_wants_an_invitation_asks_for_it_in_place() {
    let mut desk = Desk::at("magicbroccoli.de");
    desk.event(Event::Offered(Offer::Form(presets::short_form())));
    desk.fill();
    desk.bench.press(Named::Enter);
    assert!(matches!(desk.command(), Some(Command::Submit(_))));
    desk.event(Event::Refused(refusal(Reason::InvitationNeeded)));
    desk.event(Event::Offered(Offer::Form(presets::short_form())));
    assert!(
        desk.bench
            .shows("Only people with an invitation can sign up")
    );
    assert_eq!(desk.bench.focused().as_deref(), Some(LABEL));

    desk.bench.type_text("T0ken-old");
    desk.bench.press(Named::Enter);
    assert_eq!(handed(&mut desk).token.unwrap().expose(), "T0ken-old");
    assert!(desk.bench.shows("Checking the invitation …"));
    // A form that was still on its way is not the one that is waited for.
    desk.event(Event::Offered(Offer::Form(presets::short_form())));
    assert!(desk.bench.shows("Checking the invitation …"));
    desk.bench.press(Named::Enter);
    assert!(desk.command().is_none());

    desk.event(Event::Invitation(Invited::Refused));
    let over = refusal(Reason::InvitationRefused);
    desk.event(Event::Offered(Offer::Closed(over)));
    assert!(matches!(desk.bench.state.page(), Page::Form(_)));
    assert!(desk.bench.shows("does not take this invitation"));
    assert_eq!(desk.bench.focused().as_deref(), Some(LABEL));

    desk.say_line(FREE);
    desk.bench.press(Named::Enter);
    assert!(handed(&mut desk).token.is_some());
    desk.event(Event::Invitation(Invited::Accepted));
    desk.event(Event::Offered(Offer::Form(presets::short_form())));
    assert!(desk.bench.shows("magicbroccoli.de takes your invitation."));
    desk.bench.press(Named::Enter);
    let Some(Command::Submit(submission)) = desk.command() else {
        panic!("nothing was sent: {:?}", desk.bench.items());
    };
    let sent = submission.credentials(&presets::domain()).unwrap();
    assert_eq!(sent.address.to_string(), "juliet@magicbroccoli.de");
    assert_eq!(sent.password.expose(), presets::PASSWORD);
}

#[test]
fn a_server_that_takes_invitations_has_a_line_for_one_on_its_form() {
    let form = vestibule::domain::Form {
        invites: true,
        ..presets::short_form()
    };
    let mut desk = Desk::at_form(form);
    desk.bench.click("I have an invitation");
    assert_eq!(desk.bench.focused().as_deref(), Some(LABEL));
    desk.bench.type_text(NAMED);
    desk.bench.press(Named::Enter);
    assert!(handed(&mut desk).name.is_some());
    desk.event(Event::Invitation(Invited::Accepted));
    desk.event(Event::Offered(Offer::Form(presets::invited_form())));
    assert!(desk.bench.shows("your invitation is for this name"));
}

#[test]
fn an_invitation_to_another_server_leads_there_if_that_is_wanted() {
    let mut desk = Desk::at("magicbroccoli.de");
    desk.event(Event::Offered(Offer::Closed(refusal(
        Reason::InvitationNeeded,
    ))));
    desk.bench
        .type_text("xmpp:404.city?register;preauth=T0ken-T0ken-1");
    desk.bench.press(Named::Enter);
    assert!(desk.command().is_none());
    desk.bench.click("Go to 404.city");
    let target = desk.opened();
    assert_eq!(target.domain.as_str(), "404.city");
    assert_eq!(token(&target), Some("T0ken-T0ken-1"));
    assert_eq!(desk.title(), "Asking 404.city … - Vestibule");
}

#[test]
fn a_name_that_is_settled_is_no_field() {
    let mut desk = Desk::at(NAMED);
    desk.event(Event::Invitation(Invited::Accepted));
    desk.event(Event::Offered(Offer::Form(presets::invited_form())));
    let name = desk.bench.item("Name");
    assert!(name.read_only);
    assert_eq!(name.value.as_deref(), Some("juliet"));
    assert!(
        name.description
            .unwrap()
            .contains("your invitation is for this name")
    );
    assert!(!desk.bench.tab_order().contains(&"Name".to_owned()));
}

/// Prosody's `--reset`: nowhere is there a word of a new account.
#[test]
fn an_invitation_to_a_new_password_is_called_what_it_is() {
    let mut desk = Desk::at(NAMED);
    desk.event(Event::Invitation(Invited::Accepted));
    desk.event(Event::Offered(Offer::Form(presets::reset_form())));
    assert_eq!(
        desk.title(),
        "A new password on magicbroccoli.de - Vestibule"
    );
    assert!(desk.bench.shows("This account exists already."));
    assert!(
        desk.bench
            .shows("The password of juliet@magicbroccoli.de will be set anew.")
    );
    assert!(!desk.bench.shows("Sign up"));
    assert_eq!(desk.bench.focused().as_deref(), Some("New password"));
    desk.bench.type_text(presets::PASSWORD);
    desk.bench.click("Set the password");
    assert!(matches!(desk.command(), Some(Command::Submit(_))));
    desk.ended(Ok(Outcome {
        address: Address::parse("juliet@magicbroccoli.de").ok(),
        proof: Proof::SignedIn,
    }));
    assert_eq!(desk.title(), "Your new password is set - Vestibule");
    assert!(desk.bench.shows("The account is the one that you had."));
}

/// As long as it is not known what became of it, that is said of the password.
#[test]
fn a_new_password_that_is_not_known_to_be_set_is_told_as_that() {
    let mut desk = Desk::at(NAMED);
    desk.event(Event::Invitation(Invited::Accepted));
    desk.event(Event::Offered(Offer::Form(presets::reset_form())));
    desk.bench.type_text(presets::PASSWORD);
    desk.bench.press(Named::Enter);
    desk.bench.say(Message::CloseRequested);
    assert!(desk.bench.shows("Your password is being changed"));
    desk.bench.press(Named::Escape);
    desk.ended(Err(Error::OutcomeUnknown {
        address: Address::parse("juliet@magicbroccoli.de").ok(),
        cause: Box::new(Error::Timeout(Stage::Submit)),
    }));
    assert_eq!(
        desk.title(),
        "We could not tell whether the password was set - Vestibule"
    );
}

/// The name was taken meanwhile by somebody else.
#[test]
fn an_invitation_that_sets_no_password_after_all_is_told() {
    let mut desk = Desk::at(NAMED);
    desk.event(Event::Invitation(Invited::Accepted));
    desk.event(Event::Offered(Offer::Form(presets::reset_form())));
    desk.bench.type_text(presets::PASSWORD);
    desk.bench.press(Named::Enter);
    assert!(desk.command().is_some());
    desk.event(Event::Refused(refusal(Reason::NameTaken)));
    desk.event(Event::Offered(Offer::Form(presets::short_form())));
    assert_eq!(desk.title(), "Your account on magicbroccoli.de - Vestibule");
    assert!(
        desk.bench
            .shows("does not set the password of this account")
    );
    assert_eq!(desk.bench.focused().as_deref(), Some("Name"));
}

/// Whoever has one can use it: it is in the line, and in nothing that could be written down.
#[test]
fn an_invitation_is_in_nothing_that_is_printed() {
    let mut desk = at_line();
    desk.bench.type_text(FREE);
    assert!(!format!("{:?}", desk.bench.state.page()).contains("T0ken"));
    let options = Options {
        domain: Some(Secret::from(FREE)),
        ..Options::default()
    };
    assert!(!format!("{options:?}").contains("T0ken"));
}
