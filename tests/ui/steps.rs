//! A form that a server spreads over several pages (XEP-0141).

use iced::keyboard::key::Named;
use vestibule::domain::{FieldId, Form, Reason, Refusal};
use vestibule::page::{self, form};

use crate::bench::Bench;
use crate::desk::{Window, open};
use crate::presets::{self, PASSWORD};

fn paged() -> Bench<Window, page::Message> {
    open(presets::form(presets::paged_form()))
}

/// All three pages filled in, the last one shown.
fn filled() -> Bench<Window, page::Message> {
    let mut bench = paged();
    bench.type_text("16");
    bench.go_to("I accept the rules");
    bench.press(Named::Space);
    bench.press(Named::Enter);
    bench.type_text("Verona");
    bench.press(Named::Enter);
    bench.type_text("juliet");
    bench.go_to("Password");
    bench.type_text(PASSWORD);
    bench
}

fn refused(bench: &mut Bench<Window, page::Message>, refusal: Refusal) {
    let task = bench.state.form().refused(refusal).map(page::Message::Form);
    bench.run(task);
    bench.events(&[]);
}

/// Requirement 63 (XEP-0141): pages one after the other, sections with their titles, texts in their places.
#[test]
fn pages_are_gone_through_with_enter_and_sections_are_groups() {
    let mut bench = paged();
    assert!(bench.shows("About you") && bench.shows("1 of 3"));
    assert!(bench.shows("We ask this because we have to."));
    assert!(!bench.shows("City"));
    assert_eq!(bench.focused().as_deref(), Some("How old are you?"));
    bench.press(Named::Enter);
    assert!(bench.shows("2 of 3"));
    assert!(bench.shows("Address") && bench.shows("On the web"));
    assert_eq!(bench.focused().as_deref(), Some("City"));
    assert!(!bench.shows("Three steps to your account"));
    let order = bench.tab_order();
    assert!(order.iter().any(|name| name == "Home page"), "{order:?}");

    let mut bench = filled();
    assert!(bench.shows("3 of 3"));
    bench.press(Named::Enter);
    assert_eq!(bench.state.wanted, ["Submit"]);
}

#[test]
fn next_checks_its_own_page_only() {
    let mut bench = paged();
    bench.press(Named::Enter);
    bench.press(Named::Enter);
    assert!(bench.shows("2 of 3"));
    assert!(bench.item("City").invalid);
    assert_eq!(bench.focused().as_deref(), Some("City"));
    bench.type_text("Verona");
    bench.press(Named::Enter);
    assert!(bench.shows("3 of 3"));
    assert!(!bench.item("Name").invalid);
}

#[test]
fn back_goes_through_the_pages_and_loses_nothing() {
    let mut bench = filled();
    bench.click("Back");
    assert_eq!(bench.item("City").value.as_deref(), Some("Verona"));
    bench.press(Named::Escape);
    assert_eq!(bench.item("How old are you?").value.as_deref(), Some("16"));
    assert!(bench.state.wanted.is_empty());
    bench.press(Named::Escape);
    assert_eq!(bench.state.wanted, ["Back"]);
    bench.press(Named::Enter);
    bench.press(Named::Enter);
    assert_eq!(bench.item("Name").value.as_deref(), Some("juliet"));
}

#[test]
fn a_doubt_is_told_once_and_not_again_at_the_end() {
    let mut bench = paged();
    bench.type_text("12");
    bench.press(Named::Enter);
    assert!(bench.shows("1 of 3") && bench.shows("Go on all the same"));
    assert!(bench.shows("This is out of the range that the server asks for."));
    bench.press(Named::Enter);
    assert!(bench.shows("2 of 3"));
    bench.type_text("Verona");
    bench.press(Named::Enter);
    bench.type_text("juliet");
    bench.go_to("Password");
    bench.type_text(PASSWORD);
    bench.press(Named::Enter);
    assert_eq!(bench.state.wanted, ["Submit"]);
}

#[test]
fn a_refusal_shows_the_page_of_the_field_at_fault() {
    let mut bench = filled();
    bench.press(Named::Enter);
    let refusal = Refusal {
        fields: vec![FieldId::from("age")],
        server_text: Some("too young".to_owned()),
        ..Refusal::new(Reason::AnswersNotAccepted)
    };
    refused(&mut bench, refusal);
    assert!(bench.shows("1 of 3"));
    assert_eq!(bench.focused().as_deref(), Some("How old are you?"));
    assert!(bench.item("How old are you?").invalid);
    assert_eq!(bench.item("How old are you?").value.as_deref(), Some("16"));
    bench.click("What the server said");
    assert!(bench.shows("too young"));
    // On with it: the other pages are as they were.
    bench.go_to("How old are you?");
    bench.press(Named::Enter);
    assert_eq!(bench.item("City").value.as_deref(), Some("Verona"));
}

#[test]
fn a_form_that_comes_anew_leaves_the_page_and_the_cursor() {
    let mut bench = filled();
    bench.go_to("Name");
    let task = bench.state.form().renewed(presets::paged_form());
    bench.run(task.map(page::Message::Form));
    bench.type_text("2");
    assert_eq!(bench.item("Name").value.as_deref(), Some("juliet2"));
}

/// Requirements 54 and 83: an error with a form inside.
#[test]
fn a_refusal_that_brings_a_form_asks_its_questions() {
    let mut bench = open(presets::form(presets::short_form()));
    bench.type_text("juliet");
    bench.go_to("Password");
    bench.type_text(PASSWORD);
    bench.press(Named::Enter);
    let form = presets::paged_form();
    let refusal = Refusal {
        form: Some(Box::new(form)),
        server_text: Some("One more thing".to_owned()),
        ..Refusal::new(Reason::AnswersNotAccepted)
    };
    refused(&mut bench, refusal);
    assert!(bench.shows("The server asks for more before it goes on."));
    assert_eq!(bench.focused().as_deref(), Some("How old are you?"));
    assert!(bench.shows("1 of 3"));
    bench.click("What the server said");
    assert!(bench.shows("One more thing"));
    bench.go_to("I accept the rules");
    bench.press(Named::Enter);
    bench.type_text("Verona");
    bench.press(Named::Enter);
    assert_eq!(bench.item("Name").value.as_deref(), Some("juliet"));
    bench.press(Named::Enter);
    assert_eq!(bench.state.wanted, ["Submit", "Submit"]);
}

/// Requirements 82 to 86: each refusal has its own sentence, at the field that it is about where there is one.
#[test]
fn every_refusal_has_its_sentence_at_its_place() {
    let cases = [
        (Reason::NameTaken, Some("Name"), "That name is taken."),
        (
            Reason::NameTakenPerhapsByUs,
            Some("Name"),
            "That name is taken: perhaps by your own first try.",
        ),
        (
            Reason::NameNotAllowed,
            Some("Name"),
            "The server does not allow that name.",
        ),
        (
            Reason::PasswordNotAllowed,
            Some("Password"),
            "The server does not allow that password.",
        ),
        (
            Reason::CaptchaWrong,
            Some("Which characters do you see?"),
            "That was not it, or it came too late.",
        ),
        (
            Reason::AnswersNotAccepted,
            None,
            "The server does not accept these answers.",
        ),
        (
            Reason::InvitationNeeded,
            None,
            "Only people with an invitation can sign up on magicbroccoli.de.",
        ),
        (
            Reason::Closed,
            None,
            "magicbroccoli.de lets nobody sign up from a program",
        ),
        (
            Reason::Blocked,
            None,
            "magicbroccoli.de does not let you sign up.",
        ),
        (
            Reason::TooMany,
            None,
            "The server asks you to wait before you sign up.",
        ),
        (
            Reason::ServerFault,
            None,
            "The server could not do it just now.",
        ),
        (
            Reason::WrongPassword,
            None,
            "the address or the password is wrong.",
        ),
        (
            Reason::NotAllowed,
            None,
            "magicbroccoli.de does not allow this.",
        ),
        (
            Reason::Unknown,
            None,
            "magicbroccoli.de said no and did not say why.",
        ),
    ];
    for (reason, place, sentence) in cases {
        let mut bench = open(page::Page::Form(Box::new(presets::filled())));
        refused(
            &mut bench,
            presets::refusal(reason, "In the server's words"),
        );
        assert!(bench.shows(sentence), "{reason:?}: {:#?}", bench.outline());
        for name in ["Name", "Password", "Which characters do you see?"] {
            assert_eq!(
                bench.item(name).invalid,
                place == Some(name),
                "{reason:?}, {name}"
            );
        }
        if let Some(place) = place {
            assert_eq!(bench.focused().as_deref(), Some(place), "{reason:?}");
        }
        assert_eq!(bench.item("Name").value.as_deref(), Some("juliet"));
        bench.click("What the server said");
        assert!(bench.shows("In the server's words"), "{reason:?}");
    }
}

#[test]
fn a_form_without_anything_to_see_can_be_sent() {
    let form = Form {
        fields: Vec::new(),
        ..presets::short_form()
    };
    let mut bench = open(presets::form(form));
    bench.press(Named::Enter);
    assert_eq!(bench.state.wanted, ["Submit"]);
    assert!(matches!(&bench.state.page, page::Page::Form(page) if form::State::is_sending(page)));
}
