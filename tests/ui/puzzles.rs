//! Puzzles of every kind: seen, heard, asked in words, computed, and too old.

use std::path::PathBuf;

use iced::keyboard::key::Named;
use vestibule::domain::{FieldId, Form, Link};
use vestibule::page::{self, Page, form};
use vestibule::widget::captcha::Picture;
use vestibule::widget::focus::Role;

use crate::bench::Bench;
use crate::desk::{Window, open};
use crate::presets::{self, PASSWORD, challenge, with_puzzles, work};

type Desk = Bench<Window, page::Message>;

const SEEN: &str = "Which characters do you see?";

fn at(form: Form) -> Desk {
    let mut bench = open(presets::form(form));
    bench.type_text("juliet");
    bench.go_to("Password");
    bench.type_text(PASSWORD);
    bench
}

fn runs(bench: &mut Desk, change: impl FnOnce(&mut form::State) -> form::Action) -> String {
    match change(bench.state.form()) {
        form::Action::Run(task) => {
            bench.run(task.map(page::Message::Form));
            String::new()
        }
        action => format!("{action:?}"),
    }
}

/// Requirements 65 and 66 (XEP-0158): one of several is enough, and who cannot read it takes another.
#[test]
fn one_puzzle_is_shown_and_the_others_are_there_for_those_who_cannot_read_it() {
    let mut bench = at(presets::puzzles_form());
    assert!(bench.item(SEEN).required);
    assert!(!bench.shows("What is two and two?"));
    bench.press(Named::Enter);
    assert_eq!(bench.focused().as_deref(), Some(SEEN));
    assert!(bench.item(SEEN).invalid);
    bench.go_to("I can’t read it");
    bench.press(Named::Enter);
    assert_eq!(bench.focused().as_deref(), Some("What is two and two?"));
    assert!(bench.shows("What do you hear?"));
    assert!(bench.shows("Open in the browser: https://example.org/captcha/1/image"));
    assert!(!bench.item("What is two and two?").required);
    bench.type_text("four");
    bench.press(Named::Enter);
    assert_eq!(bench.state.wanted, ["Submit"]);
}

/// Requirement 67 (XEP-0158 section 6.3): the label is the question.
#[test]
fn a_question_in_words_has_no_picture_and_can_be_had_anew() {
    let mut bench = at(with_puzzles(vec![challenge(
        "qa",
        Some("Solve: 12 + 7"),
        &[],
    )]));
    assert_eq!(bench.item("Solve: 12 + 7").role, Role::TextField);
    assert!(!bench.shows("Picture puzzle"));
    assert!(bench.shows("The form is still valid."));
    assert!(!bench.shows("I can’t answer it"));
    bench.click("Another puzzle");
    assert_eq!(bench.state.wanted, ["Refresh"]);
}

/// Requirement 66: a sound is saved to a file, and opened from there.
#[test]
fn a_sound_is_saved_and_opened() {
    let mut bench = at(with_puzzles(vec![challenge("speech_recog", None, &[])]));
    assert_eq!(bench.item("Which words do you hear?").role, Role::TextField);
    // Whoever is to listen needs it before another puzzle.
    let outline = bench.outline();
    let place = |name: &str| {
        outline
            .iter()
            .position(|line| line.ends_with(name))
            .unwrap()
    };
    assert!(place("Save the sound to a file") < place("Another puzzle"));
    bench.click("Save the sound to a file");
    assert_eq!(bench.state.wanted, ["LoadSound(FieldId(\"speech_recog\"))"]);
    assert!(bench.shows("Saving …"));
    let field = FieldId::from("speech_recog");
    bench
        .state
        .form()
        .saved(field.clone(), Err("The disk is full.".to_owned()));
    assert!(bench.shows("The disk is full."));
    bench.click("Save the sound to a file");
    bench
        .state
        .form()
        .saved(field, Ok(PathBuf::from("/tmp/vestibule-puzzle.wav")));
    assert!(bench.shows("Saved as /tmp/vestibule-puzzle.wav"));
    bench.click("Open the file");
    assert_eq!(
        bench.state.wanted[2],
        "OpenFile(\"/tmp/vestibule-puzzle.wav\")"
    );
}

#[test]
fn a_film_behind_a_link_is_saved_or_opened_in_the_browser() {
    let film = challenge("video_q", None, &["http://example.org/film"]);
    let mut bench = at(with_puzzles(vec![film]));
    assert!(bench.shows("Answer the question about the film"));
    assert!(bench.shows("Save the film to a file"));
    bench.click("Open in the browser: http://example.org/film");
    assert!(
        bench.state.wanted[0].starts_with("Open("),
        "{:?}",
        bench.state.wanted
    );
}

/// What is behind the link beside a form with a puzzle is not known, and not looked at unasked (XEP-0066).
#[test]
fn the_link_beside_a_puzzle_is_looked_at_when_that_is_asked_for() {
    let mut bench = at(presets::beside_form());
    assert!(bench.state.wanted.is_empty());
    assert!(!bench.shows("The same on the web"));
    bench.click("Show what is at example.org");
    assert_eq!(bench.state.wanted, ["LoadLink"]);
    bench.state.form().link(Some(presets::picture()));
    assert_eq!(bench.item("Picture puzzle").role, Role::Image);
    // A page is for the browser.
    let mut bench = at(presets::beside_form());
    bench.click("Show what is at example.org");
    bench.state.form().link(None);
    assert!(bench.shows("There is no picture but a page, for the browser."));
    assert!(bench.shows("Open in the browser: https://example.org/captcha/1"));
}

#[test]
fn the_link_beside_a_puzzle_with_a_picture_is_one_of_the_other_ways() {
    let mut form = presets::puzzle_form();
    form.link = Some(Link::parse("https://example.org/help"));
    let mut bench = at(form);
    bench
        .state
        .form()
        .picture(FieldId::from("ocr"), presets::picture());
    assert!(!bench.shows("https://example.org/help"));
    bench.click("I can’t read it");
    assert!(bench.shows("Open in the browser: https://example.org/help"));
    // Without a puzzle it is the same on the web.
    let mut form = presets::short_form();
    form.link = Some(Link::parse("https://example.org/help"));
    assert!(at(form).shows("The same on the web: https://example.org/help"));
}

#[test]
fn a_picture_that_cannot_be_shown_leads_to_the_browser() {
    let picture = challenge(
        "picture_q",
        Some("How many cats?"),
        &["https://example.org/p"],
    );
    let mut bench = at(with_puzzles(vec![picture]));
    let missing = Picture::Missing("The picture is too large to be shown.".to_owned());
    bench
        .state
        .form()
        .picture(FieldId::from("picture_q"), missing);
    assert!(bench.shows("The picture is too large to be shown."));
    assert!(bench.shows("Open in the browser: https://example.org/p"));
    assert!(bench.shows("How many cats?"));
}

/// Requirement 69 (XEP-0158 section 6.1): done in the background, and given up through Back.
#[test]
fn what_the_computer_does_is_told_and_can_be_given_up() {
    let mut bench = at(with_puzzles(vec![work(true)]));
    let words = "Your computer solves a small puzzle for this server.";
    assert_eq!(bench.item(words).role, Role::Status);
    bench.press(Named::Enter);
    assert_eq!(bench.state.wanted, ["Submit"]);
    bench.state.form().working();
    assert_eq!(bench.item(words).role, Role::Progress);
    assert!(bench.shows("Calculating …"));
    assert!(!bench.state.form().is_sending());
    // Nothing can be changed, but it can be left.
    bench.go_to("Name");
    bench.type_text("x");
    assert_eq!(bench.item("Name").value.as_deref(), Some("juliet"));
    bench.press(Named::Enter);
    bench.press(Named::Escape);
    assert_eq!(bench.state.wanted, ["Submit", "Back"]);
    bench.state.form().submitting();
    assert!(bench.state.form().is_sending());
    bench.press(Named::Escape);
    assert_eq!(bench.state.wanted.len(), 2);
}

#[test]
fn what_the_computer_could_not_do_can_be_answered_instead() {
    let mut bench = at(with_puzzles(vec![
        work(false),
        challenge("qa", Some("What is two and two?"), &[]),
    ]));
    assert!(bench.shows("Answer a question instead"));
    assert!(!bench.shows("What is two and two?"));
    bench.press(Named::Enter);
    assert_eq!(bench.state.wanted, ["Submit"]);
    bench.state.form().working();
    let task = bench.state.form().unsolved().map(page::Message::Form);
    bench.run(task);
    assert!(bench.shows("Your computer did not solve the puzzle in time, and nothing was sent."));
    assert!(bench.shows("What is two and two?"));
    bench.go_to("What is two and two?");
    bench.type_text("4");
    bench.press(Named::Enter);
    assert_eq!(bench.state.wanted, ["Submit", "Submit"]);
}

/// Requirement 79: a puzzle lives 120 s; it is renewed by itself at most three times, and only while nothing is typed.
#[test]
fn an_old_puzzle_is_renewed_while_its_answer_is_empty() {
    let mut bench = at(presets::puzzle_form());
    bench.go_to("Name");
    for _ in 0..3 {
        assert_eq!(runs(&mut bench, form::State::puzzle_old), "Refresh");
        let task = bench.state.form().renewed(presets::puzzle_form());
        bench.run(task.map(page::Message::Form));
        assert!(bench.shows("A new puzzle came because the first had run out."));
        // The cursor stays where it is.
        assert_eq!(bench.focused().as_deref(), Some("Name"));
    }
    assert_eq!(runs(&mut bench, form::State::puzzle_old), "None");
    assert!(bench.shows("This puzzle is about to run out."));
}

#[test]
fn an_old_puzzle_with_an_answer_is_kept_and_that_is_said() {
    let mut bench = at(presets::puzzle_form());
    assert!(bench.shows("The form is still valid."));
    bench.go_to(SEEN);
    bench.type_text("2506");
    assert_eq!(runs(&mut bench, form::State::puzzle_old), "None");
    assert!(bench.shows("This puzzle is about to run out. Sign up soon, or take another one."));
    assert_eq!(bench.item(SEEN).value.as_deref(), Some("2506"));
    bench.click("New picture");
    assert_eq!(bench.state.wanted, ["Refresh"]);
    let task = bench.state.form().renewed(presets::puzzle_form());
    bench.run(task.map(page::Message::Form));
    assert!(bench.shows("The form is still valid."));
    assert_eq!(bench.focused().as_deref(), Some(SEEN));
}

#[test]
fn those_who_cannot_read_it_need_not_say_so_again() {
    let mut bench = at(presets::puzzles_form());
    bench.click("I can’t read it");
    assert!(bench.shows("What is two and two?"));
    let task = bench.state.form().renewed(presets::puzzles_form());
    bench.run(task.map(page::Message::Form));
    assert!(bench.shows("What is two and two?"));
    assert!(matches!(bench.state.page, Page::Form(_)));
}
