//! What keys and clicks do on the page, and that nothing typed is lost.

use iced::keyboard::key::Named;
use vestibule::domain::{
    Answers, Keeping, KeyringFault, Offer, Reason, Refusal, Role, Secret, ServiceAddress,
};
use vestibule::i18n::I18n;
use vestibule::page::account::{Card, Fault, Message, News, PanelMessage, State};
use vestibule::page::pending::Check;
use vestibule::page::trouble::Cause;
use vestibule::page::{self, Page};

use super::looks::{
    self, JULIET, LONG, address, cancel_form, change_form, panel, record, refusal, refused,
    service_form, services, sign_in,
};
use crate::bench::{Bench, NORMAL, SMALLEST};
use crate::desk::{Window, open, open_in};

type Desk = Bench<Window, page::Message>;

fn at(page: State) -> Desk {
    open(Page::Account(Box::new(page)))
}

fn tell(desk: &mut Desk, news: News) {
    let task = desk.state.account().told(news);
    desk.run(task.map(page::Message::Account));
    desk.events(&[]);
}

/// What the page wanted last.
fn wanted(desk: &mut Desk) -> String {
    desk.state.wanted.pop().unwrap_or_default()
}

const NEW: &str = "violet-Tram-Ticket-9";

#[test]
fn one_signs_in_with_what_is_typed_once_a_press() {
    let mut desk = at(sign_in(""));
    assert_eq!(desk.focused().as_deref(), Some("Your address"));
    desk.press(Named::Enter);
    assert!(desk.shows("This is not an address."));
    desk.type_text("Juliet.C@MagicBroccoli.de");
    desk.press(Named::Enter);
    assert!(desk.shows("Type the password."));
    assert_eq!(desk.focused().as_deref(), Some("Password"));
    assert!(desk.state.wanted.is_empty());
    desk.type_text("wrong one");
    desk.press(Named::Enter);
    let entry = wanted(&mut desk);
    assert!(entry.contains("SignIn"), "{entry}");
    assert!(entry.contains("remember: true"), "{entry}");
    assert!(!entry.contains("wrong one"), "{entry}");
    desk.press(Named::Enter);
    desk.click("Signing in …");
    assert!(desk.state.wanted.is_empty(), "it was sent twice");

    // What was typed is kept, in the form in which it was sent.
    let words = Some("Not you again".to_owned());
    tell(
        &mut desk,
        News::NotSignedIn(Check::Refused(words), String::new()),
    );
    assert!(desk.shows("The server does not let you in with this address and password."));
    assert_eq!(desk.focused().as_deref(), Some("Password"));
    let typed = desk.item("Your address").value;
    assert_eq!(typed.as_deref(), Some(JULIET));
    assert_eq!(desk.item("Password").value.unwrap().chars().count(), 9);
    desk.click("What the server said");
    assert!(desk.shows("Not you again"));
    desk.press(Named::Escape);
    assert_eq!(wanted(&mut desk), "Back");
}

#[test]
fn a_sign_in_that_takes_long_is_stopped_and_nothing_is_lost() {
    let mut desk = at(sign_in(JULIET));
    desk.type_text(NEW);
    desk.press(Named::Enter);
    let _ = wanted(&mut desk);
    desk.press(Named::Escape);
    assert_eq!(wanted(&mut desk), "CancelSignIn");
    let task = desk.state.account().stopped();
    desk.run(task.map(page::Message::Account));
    let length = NEW.chars().count();
    assert_eq!(desk.item("Password").value.unwrap().chars().count(), length);
    desk.press(Named::Enter);
    assert!(wanted(&mut desk).contains("SignIn"));
}

#[test]
fn the_keyring_signs_in_with_one_press() {
    let mut desk = at(sign_in(""));
    tell(
        &mut desk,
        News::Remembered(vec![address(JULIET), address("romeo@example.org")]),
    );
    desk.click("romeo@example.org");
    let entry = wanted(&mut desk);
    assert!(entry.contains("password: None"), "{entry}");
    assert!(entry.contains("romeo"), "{entry}");
    // It does not have it after all.
    tell(&mut desk, News::NoPassword(Some(KeyringFault::Locked)));
    assert!(desk.shows("Your keyring is locked."));
    assert_eq!(desk.focused().as_deref(), Some("Password"));
    // By keys: the list is one stop.
    desk.go_to("Remembered on this computer");
    desk.press(Named::ArrowDown);
    desk.press(Named::ArrowUp);
    desk.press(Named::Enter);
    assert!(wanted(&mut desk).contains("juliet.c"));
    tell(
        &mut desk,
        News::NotSignedIn(Check::Refused(None), String::new()),
    );
    assert!(desk.shows("with the password in your keyring"));
}

#[test]
fn every_trouble_of_a_sign_in_has_one_thing_to_do() {
    for (cause, title, mend) in [
        (Cause::NoNetwork, "You seem to be offline", None),
        (
            Cause::Lost,
            "The connection to magicbroccoli.de broke",
            None,
        ),
        (
            Cause::ProxyAway,
            "Your proxy does not answer",
            Some("Proxy"),
        ),
    ] {
        let mut desk = at(sign_in(JULIET));
        desk.type_text(NEW);
        desk.press(Named::Enter);
        let _ = wanted(&mut desk);
        let report = "Stage: connecting".to_owned();
        tell(
            &mut desk,
            News::NotSignedIn(Check::NotReached(cause), report),
        );
        assert!(desk.shows(title));
        assert!(!desk.shows("signed up"));
        assert!(desk.shows("Try again"));
        desk.click("Details");
        assert!(desk.shows("Stage: connecting"));
        assert_eq!(
            desk.outline()
                .iter()
                .any(|line| line.contains("Change the connection")),
            mend.is_some()
        );
        if let Some(line) = mend {
            desk.click("Change the connection");
            assert_eq!(desk.focused().as_deref(), Some(line));
        }
    }
}

#[test]
fn tab_goes_through_the_cards_in_reading_order() {
    let mut desk = at(panel());
    assert_eq!(
        desk.tab_order(),
        [
            "Sign up another",
            "Change",
            "Change password",
            "Look",
            "Remove from this computer",
            "Delete on the server…",
            "Back",
        ]
    );
    desk.click("Change password");
    assert_eq!(desk.focused().as_deref(), Some("New password"));
    let stops = desk.tab_order();
    assert_eq!(
        stops,
        [
            "Show the password",
            "Make one for me",
            "Cancel",
            "Change password",
            "Look",
            "Remove from this computer",
            "Delete on the server…",
            "Back",
            "Sign up another",
            "Change",
            "New password",
        ]
    );
}

#[test]
fn escape_folds_the_card_then_goes_back_and_the_focus_is_where_it_was() {
    let mut desk = at(panel());
    for (opener, inside) in [
        ("Change", "E-mail"),
        ("Change password", "New password"),
        ("Look", "Another service"),
        ("Remove from this computer", "Cancel"),
        (
            "Delete on the server…",
            "Type juliet.c@magicbroccoli.de to delete it",
        ),
    ] {
        desk.click(opener);
        assert_eq!(desk.focused().as_deref(), Some(inside), "{opener}");
        desk.press(Named::Escape);
        assert_eq!(desk.focused().as_deref(), Some(opener));
    }
    desk.state.wanted.clear();
    desk.press(Named::Escape);
    assert_eq!(wanted(&mut desk), "Back");
}

#[test]
fn a_new_password_has_eight_letters_and_stays_when_it_is_refused() {
    let mut desk = at(panel());
    desk.click("Change password");
    desk.press(Named::Enter);
    assert!(desk.shows("This cannot be left empty."));
    desk.type_text("seven77");
    desk.press(Named::Enter);
    assert!(desk.shows("At least 8 characters."));
    assert!(desk.state.wanted.is_empty(), "it was sent");
    desk.type_text("7");
    desk.press(Named::Enter);
    let order = wanted(&mut desk);
    assert_eq!(order, "Order(ChangePassword(Secret(…)))");
    assert!(desk.shows("Changing …"));
    // One attempt a press; and what is on its way is not left by accident.
    desk.press(Named::Enter);
    desk.press(Named::Escape);
    assert!(desk.state.wanted.is_empty());
    assert!(desk.shows("Changing …"));
    let weak = refusal(
        Reason::PasswordNotAllowed,
        "not-acceptable",
        "Too weak, dear",
    );
    tell(&mut desk, News::PasswordChanged(Err(refused(weak))));
    assert!(desk.shows("The server does not allow that password."));
    assert_eq!(desk.focused().as_deref(), Some("New password"));
    assert_eq!(desk.item("New password").value.unwrap().chars().count(), 8);
    desk.click("What the server said");
    assert!(desk.shows("Too weak, dear"));
}

#[test]
fn a_password_is_made_up_and_shown() {
    let mut desk = at(panel());
    desk.click("Change password");
    desk.click("Make one for me");
    let made = desk.item("New password").value.unwrap();
    assert_eq!(made.chars().count(), 23);
    assert!(!made.contains('•'));
    assert_eq!(desk.focused().as_deref(), Some("New password"));
    desk.press(Named::Enter);
    assert_eq!(wanted(&mut desk), "Order(ChangePassword(Secret(…)))");
}

/// XEP-0077 section 3.3: each reason for a refusal has a sentence of its own.
#[test]
fn each_refusal_of_a_change_says_what_it_is() {
    let cases = [
        (
            Reason::PasswordNotAllowed,
            "not-acceptable",
            "does not allow that password",
        ),
        (
            Reason::NotAllowed,
            "not-allowed",
            "does not let passwords be changed",
        ),
        (Reason::NotAllowed, "not-authorized", "not safe enough"),
        (
            Reason::NotAllowed,
            "unexpected-request",
            "was not registered with it",
        ),
        (
            Reason::AnswersNotAccepted,
            "bad-request",
            "could make nothing of the change",
        ),
        (Reason::TooMany, "resource-constraint", "asks you to wait"),
        (
            Reason::ServerFault,
            "internal-server-error",
            "could not do it just now",
        ),
    ];
    for (reason, condition, sentence) in cases {
        let mut desk = at(panel());
        desk.click("Change password");
        desk.type_text(NEW);
        desk.press(Named::Enter);
        let _ = wanted(&mut desk);
        let fault = refused(refusal(reason, condition, "In the server's words"));
        tell(&mut desk, News::PasswordChanged(Err(fault)));
        assert!(desk.shows(sentence), "{condition}: {:#?}", desk.outline());
        let is_forbidden = reason == Reason::NotAllowed;
        assert_eq!(desk.shows("mailto:admin@magicbroccoli.de"), is_forbidden);
        let kept = desk.item("New password").value.unwrap();
        assert_eq!(kept.chars().count(), NEW.chars().count());
    }
}

#[test]
fn whoever_may_help_is_asked_about_before_another_program_starts() {
    let mut desk = at(panel());
    desk.click("Change password");
    desk.type_text(NEW);
    desk.press(Named::Enter);
    let _ = wanted(&mut desk);
    let fault = refused(refusal(Reason::NotAllowed, "not-allowed", "No"));
    tell(&mut desk, News::PasswordChanged(Err(fault)));
    desk.go_to("mailto:admin@magicbroccoli.de");
    desk.press(Named::Enter);
    assert!(desk.state.wanted.is_empty(), "it was opened unasked");
    assert!(desk.shows("This is not a web page."));
    desk.go_to("Open it");
    desk.press(Named::Enter);
    assert!(wanted(&mut desk).contains("mailto:admin@magicbroccoli.de"));
    tell(&mut desk, News::NotOpened);
    assert!(desk.shows("Nothing on this computer could open mailto:admin"));
    desk.go_to("https://magicbroccoli.de/abuse");
    desk.press(Named::Enter);
    assert!(wanted(&mut desk).contains("https://magicbroccoli.de/abuse"));
}

/// Requirements 91 and 92 (XEP-0077 section 3.3): the server's form stands in place, and asks only what nobody knows.
#[test]
fn the_servers_form_for_a_change_is_filled_in_where_it_is() {
    let mut desk = at(panel());
    desk.click("Change password");
    desk.type_text(NEW);
    desk.press(Named::Enter);
    let _ = wanted(&mut desk);
    let more = Refusal {
        form: Some(Box::new(change_form())),
        ..refusal(Reason::NotAllowed, "not-allowed", "More is needed")
    };
    tell(&mut desk, News::PasswordChanged(Err(refused(more))));
    assert!(desk.shows("The server asks for more before it goes on."));
    assert!(desk.shows("Use this form to change your password."));
    assert_eq!(desk.focused().as_deref(), Some("Mother’s maiden name"));
    let kept = desk.item("New password").value.unwrap();
    assert_eq!(kept.chars().count(), NEW.chars().count());
    assert!(!desk.shows("Current password"));
    assert!(!desk.outline().iter().any(|line| line == "TextField Name"));
    desk.press(Named::Enter);
    assert!(desk.shows("This cannot be left empty."));
    desk.type_text("Montague");
    desk.press(Named::Enter);
    let order = wanted(&mut desk);
    assert!(order.contains("ChangePasswordWith"), "{order}");
    for secret in [NEW, crate::presets::PASSWORD] {
        assert!(!order.contains(secret), "{order}");
    }
    tell(&mut desk, News::PasswordChanged(Ok(Keeping::Saved)));
    assert!(desk.shows("Changed: we signed in with the new one a moment ago."));
    assert_eq!(desk.focused().as_deref(), Some("Change password"));
}

#[test]
fn while_it_is_not_known_which_password_holds_both_are_there() {
    let mut desk = at(panel());
    desk.click("Change password");
    desk.type_text(NEW);
    desk.press(Named::Enter);
    let _ = wanted(&mut desk);
    let cut = Fault::Unknown(Cause::Lost, "Stage: changing".to_owned());
    tell(&mut desk, News::PasswordChanged(Err(cut)));
    assert!(desk.shows("We could not tell which password holds now."));
    assert_eq!(desk.focused().as_deref(), Some("Check now"));
    desk.click("Copy the password");
    assert!(wanted(&mut desk).contains("Copy(Secret(…))"));
    // It cannot be typed over.
    desk.go_to("New password");
    desk.type_text("x");
    let kept = desk.item("New password").value.unwrap();
    assert_eq!(kept.chars().count(), NEW.chars().count());
    desk.press(Named::Enter);
    assert_eq!(wanted(&mut desk), "Order(CheckPassword)");
    desk.press(Named::Enter);
    assert!(desk.state.wanted.is_empty(), "it was checked twice at once");
    let away = Fault::NotDone(Cause::NoNetwork, String::new());
    tell(&mut desk, News::PasswordChanged(Err(away)));
    assert!(desk.shows("It is still not known which password holds."));
    desk.press(Named::Escape);
    assert_eq!(desk.focused().as_deref(), Some("Find out"));
    assert!(desk.shows("It is not known which password holds now"));
    desk.press(Named::Enter);
    assert_eq!(desk.focused().as_deref(), Some("Check again"));
    desk.press(Named::Enter);
    assert_eq!(wanted(&mut desk), "Order(CheckPassword)");
    tell(&mut desk, News::PasswordAsBefore);
    assert!(desk.shows("Not changed: the password that you had still holds"));
    // Another try begins with what was typed.
    desk.press(Named::Enter);
    let kept = desk.item("New password").value.unwrap();
    assert_eq!(kept.chars().count(), NEW.chars().count());
    desk.press(Named::Enter);
    assert_eq!(wanted(&mut desk), "Order(ChangePassword(Secret(…)))");
}

#[test]
fn an_account_that_is_locked_meanwhile_leads_back_to_the_sign_in() {
    let mut desk = at(panel());
    desk.click("Change password");
    desk.type_text(NEW);
    desk.press(Named::Enter);
    let _ = wanted(&mut desk);
    let out = Fault::NotIn(Check::Locked(None), String::new());
    tell(&mut desk, News::PasswordChanged(Err(out)));
    assert!(desk.shows("it is locked, or it waits for approval"));
    desk.go_to("Sign in again");
    desk.press(Named::Enter);
    assert_eq!(desk.focused().as_deref(), Some("Password"));
    let typed = desk.item("Your address").value;
    assert_eq!(typed.as_deref(), Some(JULIET));
}

#[test]
fn what_is_on_record_is_changed_without_name_and_password() {
    let mut desk = at(panel());
    desk.click("Change");
    assert!(!desk.outline().iter().any(|line| line == "TextField Name"));
    desk.type_text("x");
    desk.press(Named::Enter);
    let order = wanted(&mut desk);
    assert!(order.contains("ChangeRecord"), "{order}");
    let fault = refused(refusal(
        Reason::AnswersNotAccepted,
        "not-acceptable",
        "No such",
    ));
    tell(&mut desk, News::RecordChanged(Err(fault)));
    assert!(desk.shows("The server does not accept these answers."));
    let kept = desk.item("E-mail").value;
    assert_eq!(kept.as_deref(), Some("juliet@example.orgx"));
    desk.press(Named::Enter);
    tell(&mut desk, News::RecordChanged(Ok(())));
    assert!(desk.shows("Saved on the server"));
    assert_eq!(desk.focused().as_deref(), Some("Change"));
}

#[test]
fn a_server_that_does_not_tell_is_no_fault() {
    for told in [Ok(None), Err(Fault::NotDone(Cause::Lost, String::new()))] {
        let mut desk = at(looks::signed_in(JULIET, Keeping::Nowhere));
        assert!(desk.shows("Asking the server …"));
        tell(&mut desk, News::Record(told));
        assert!(desk.shows("The server does not tell."));
        assert!(!desk.tab_order().contains(&"Change".to_owned()));
        // Nothing of it is here, so that nothing can be removed.
        assert!(!desk.shows("Remove from this computer"));
    }
    // A record of a name alone is nothing to change.
    let mut desk = at(looks::signed_in(JULIET, Keeping::Nowhere));
    tell(&mut desk, News::Record(Ok(Some(record(&[])))));
    assert!(desk.shows("Name: juliet.c"));
    assert!(!desk.tab_order().contains(&"Change".to_owned()));
}

#[test]
fn services_are_found_opened_changed_and_cancelled() {
    let mut desk = at(panel());
    desk.click("Look");
    assert_eq!(wanted(&mut desk), "Order(Services)");
    tell(&mut desk, News::Services(Ok(services())));
    assert!(desk.shows("irc.magicbroccoli.de · Gateway to IRC"));
    assert_eq!(desk.focused().as_deref(), Some("Other services"));
    desk.press(Named::ArrowDown);
    desk.press(Named::ArrowDown);
    desk.press(Named::Enter);
    let order = wanted(&mut desk);
    assert!(order.contains("chat.magicbroccoli.de"), "{order}");
    let chat = ServiceAddress::parse("chat.magicbroccoli.de").unwrap();
    let offer = Offer::Form(service_form(""));
    tell(&mut desk, News::Service(chat.clone(), Ok(offer)));
    assert!(desk.shows("You are not registered at"));
    assert_eq!(desk.focused().as_deref(), Some("Nickname"));
    desk.type_text("juliet");
    desk.press(Named::Enter);
    assert!(wanted(&mut desk).contains("Register("));
    let taken = refused(refusal(Reason::NameTaken, "conflict", "Taken"));
    tell(&mut desk, News::Registered(chat.clone(), Err(taken)));
    assert!(desk.shows("That name is taken."));
    assert_eq!(desk.item("Nickname").value.as_deref(), Some("juliet"));
    desk.type_text("2");
    desk.press(Named::Enter);
    tell(&mut desk, News::Registered(chat.clone(), Ok(())));
    assert!(desk.shows("You are registered at chat.magicbroccoli.de now."));
    assert!(desk.shows("Registered"));

    desk.press(Named::Enter);
    let offer = Offer::Registered(service_form("juliet2"));
    tell(&mut desk, News::Service(chat.clone(), Ok(offer)));
    desk.state.wanted.clear();
    desk.click("Cancel registration");
    assert!(desk.state.wanted.is_empty(), "it was not asked");
    assert_eq!(desk.focused().as_deref(), Some("Keep it"));
    desk.press(Named::Escape);
    assert!(!desk.shows("Keep it"));
    desk.click("Cancel registration");
    desk.press(Named::Tab);
    desk.press(Named::Enter);
    assert!(wanted(&mut desk).contains("Unregister("));
    tell(&mut desk, News::Unregistered(chat, Ok(())));
    assert!(desk.shows("You are no longer registered at"));
    desk.press(Named::Escape);
    assert_eq!(desk.focused().as_deref(), Some("Look"));
}

#[test]
fn a_service_is_asked_by_an_address_that_is_typed() {
    let mut desk = at(panel());
    desk.click("Look");
    let _ = wanted(&mut desk);
    desk.type_text("not an address");
    desk.press(Named::Enter);
    assert!(desk.shows("This is not the address of a service."));
    for _ in 0..20 {
        desk.press(Named::Backspace);
    }
    desk.type_text("stage@muc.example.org");
    // The list comes in between: the cursor stays.
    tell(&mut desk, News::Services(Ok(services())));
    assert_eq!(desk.focused().as_deref(), Some("Another service"));
    desk.press(Named::Enter);
    assert!(wanted(&mut desk).contains("stage@muc.example.org"));
    desk.press(Named::Enter);
    assert!(desk.state.wanted.is_empty(), "it was asked twice");
    let address = ServiceAddress::parse("stage@muc.example.org").unwrap();
    let fault = refusal(Reason::Closed, "service-unavailable", "Nobody here");
    tell(&mut desk, News::Service(address, Ok(Offer::Closed(fault))));
    assert!(desk.shows("stage@muc.example.org does not allow this."));
    desk.press(Named::Escape);
    assert!(desk.shows("Another service"));
    let typed = desk.item("Another service").value;
    assert_eq!(typed.as_deref(), Some("stage@muc.example.org"));
}

/// Requirement 95 (XEP-0077 section 3.2): it is asked for twice, with the address.
#[test]
fn nothing_is_deleted_before_the_address_is_typed() {
    let mut desk = at(panel());
    desk.click("Delete on the server…");
    assert!(desk.shows("the messages that the server keeps for you"));
    assert!(desk.item("Delete for ever").disabled);
    for typed in ["juliet.c", "@magicbroccoli.d"] {
        desk.type_text(typed);
        assert!(desk.item("Delete for ever").disabled, "{typed}");
        desk.press(Named::Enter);
    }
    desk.type_text("E");
    assert!(!desk.item("Delete for ever").disabled);
    // Enter alone deletes nothing.
    desk.press(Named::Enter);
    assert!(desk.state.wanted.is_empty());
    desk.go_to("Delete for ever");
    desk.press(Named::Enter);
    assert_eq!(wanted(&mut desk), "Order(Delete)");
    desk.press(Named::Enter);
    desk.press(Named::Escape);
    assert!(desk.state.wanted.is_empty());
    tell(&mut desk, News::Deleted(Ok(())));
    assert!(desk.shows("Deleted"));
    assert!(desk.shows("its server no longer lets you in"));
    assert_eq!(desk.focused().as_deref(), Some("Close"));
    desk.press(Named::Enter);
    assert_eq!(wanted(&mut desk), "Close");
}

#[test]
fn who_folds_the_deletion_types_the_address_again() {
    let mut desk = at(looks::meant());
    assert!(!desk.item("Delete for ever").disabled);
    desk.press(Named::Escape);
    desk.press(Named::Enter);
    assert!(desk.item("Delete for ever").disabled);
}

/// Requirement 97 (XEP-0077 section 3.2).
#[test]
fn the_servers_form_for_a_deletion_is_filled_in_where_it_is() {
    let mut desk = at(looks::meant());
    desk.go_to("Delete for ever");
    desk.press(Named::Enter);
    let _ = wanted(&mut desk);
    let more = Refusal {
        form: Some(Box::new(cancel_form())),
        ..refusal(Reason::NotAllowed, "not-allowed", "Not so fast")
    };
    tell(&mut desk, News::Deleted(Err(refused(more))));
    let question = "Where will your friends find you?";
    assert_eq!(desk.focused().as_deref(), Some(question));
    desk.type_text("At the tomb");
    desk.press(Named::Enter);
    assert!(desk.state.wanted.is_empty(), "Enter deleted");
    desk.go_to("Delete for ever");
    desk.press(Named::Enter);
    assert!(wanted(&mut desk).contains("DeleteWith"));
    tell(
        &mut desk,
        News::Deleted(Err(refused(refusal(
            Reason::AnswersNotAccepted,
            "not-acceptable",
            "Nobody lives there",
        )))),
    );
    assert_eq!(desk.item(question).value.as_deref(), Some("At the tomb"));
}

#[test]
fn a_deletion_of_which_nothing_is_known_is_looked_into() {
    let cut = Fault::Unknown(Cause::Lost, String::new());
    let words = Some("On Monday".to_owned());
    for (fault, sentence, again, lets_in) in [
        (
            cut,
            "We could not tell whether the account is deleted.",
            "It is still not known",
            "the account was not deleted",
        ),
        (
            Fault::StillThere(words),
            "still lets you in",
            "lets you in to this moment",
            "On Monday",
        ),
    ] {
        let deleting = || {
            let mut desk = at(looks::meant());
            desk.go_to("Delete for ever");
            desk.press(Named::Enter);
            let _ = wanted(&mut desk);
            tell(&mut desk, News::Deleted(Err(fault.clone())));
            assert!(desk.shows(sentence));
            assert_eq!(desk.focused().as_deref(), Some("Check now"));
            desk.press(Named::Enter);
            assert_eq!(wanted(&mut desk), "Order(CheckDeleted)");
            desk
        };
        let mut desk = deleting();
        tell(&mut desk, News::Deleted(Err(fault.clone())));
        assert!(desk.shows(again));
        desk.press(Named::Enter);
        tell(&mut desk, News::Deleted(Ok(())));
        assert!(desk.shows("its server no longer lets you in"));
        let mut desk = deleting();
        tell(&mut desk, News::NotDeleted);
        assert!(desk.shows(lets_in), "{:#?}", desk.outline());
    }
}

#[test]
fn forgetting_here_and_deleting_there_are_two_things() {
    let mut desk = at(panel());
    desk.click("Remove from this computer");
    assert!(desk.shows("The account stays on its server"));
    desk.click("Copy the password");
    assert_eq!(wanted(&mut desk), "CopyPassword");
    desk.go_to("Cancel");
    desk.press(Named::Tab);
    desk.press(Named::Enter);
    assert_eq!(wanted(&mut desk), "Forget");
    tell(&mut desk, News::Forgotten(Err(KeyringFault::Locked)));
    assert!(desk.shows("Not removed: your keyring is locked."));
    desk.press(Named::Enter);
    tell(&mut desk, News::Forgotten(Ok(())));
    assert!(desk.shows("not remembered on this computer"));
    assert_eq!(desk.focused().as_deref(), Some("Delete on the server…"));
}

/// In the smallest window, too: what has the focus is in sight when a form comes in below.
#[test]
fn what_has_the_focus_is_in_sight_when_a_form_comes() {
    let page = Page::Account(Box::new(looks::meant()));
    let mut desk = open_in(page, I18n::default(), SMALLEST);
    desk.go_to("Delete for ever");
    desk.press(Named::Enter);
    let more = Refusal {
        form: Some(Box::new(cancel_form())),
        ..refusal(Reason::NotAllowed, "not-allowed", "Not so fast")
    };
    tell(&mut desk, News::Deleted(Err(refused(more))));
    let focused = desk.items().into_iter().find(|item| item.focused).unwrap();
    assert_eq!(focused.info.name, "Where will your friends find you?");
    assert!(focused.visible, "at {:?}", focused.bounds);
}

/// Whatever is shown, each stop of Tab can be seen, and none has a name of its own twice in a card.
#[test]
fn every_state_can_be_reached_by_keys_in_both_sizes() {
    for (name, page) in looks::all() {
        for size in [NORMAL, SMALLEST] {
            let page = Page::Account(Box::new(page.clone()));
            let mut desk = open_in(page, I18n::new(Some("de")), size);
            let stops = desk.tab_order();
            assert!(!stops.is_empty(), "{name}");
        }
    }
}

/// Nothing stands outside of the window, however long it is.
#[test]
fn long_addresses_stay_inside_of_the_window() {
    for (name, page) in looks::all() {
        for size in [NORMAL, SMALLEST] {
            let page = Page::Account(Box::new(page.clone()));
            let mut desk = open_in(page, I18n::new(Some("de")), size);
            for item in desk.items() {
                let right = item.bounds.x + item.bounds.width;
                assert!(
                    right <= size.width,
                    "{name}: {} ends at {right}",
                    item.info.name
                );
            }
        }
    }
    assert!(LONG.chars().count() > 60);
}

#[test]
fn messages_hold_no_secret_in_the_open() {
    let typed = PanelMessage::Form(page::form::Message::Edit(
        0,
        page::form::Edit::Secret(Secret::from(NEW)),
    ));
    assert!(!format!("{:?}", Message::Panel(typed)).contains(NEW));
    let mut known = Answers::default();
    let secret = vestibule::domain::Value::Secret(Secret::from(NEW));
    known.set("password".into(), secret);
    let refusal = refusal(Reason::NotAllowed, "x", "y");
    let news = News::PasswordChanged(Err(Fault::Refused(Box::new(refusal), known)));
    assert!(!format!("{news:?}").contains(NEW));
    let (form, known) = record(&[("email", Role::Email, "j@example.org")]);
    assert!(
        !format!("{:?}", News::Record(Ok(Some((form, known))))).contains(crate::presets::PASSWORD)
    );
    let open = format!("{:?}", looks::with_open(Card::Password));
    assert!(!open.contains(crate::presets::PASSWORD));
}
