//! The control of each kind of field: by keyboard, by mouse, with its limits.

use iced::Size;
use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;
use vestibule::domain::Field;
use vestibule::i18n::I18n;
use vestibule::page::{self, Page};
use vestibule::widget::focus::{Item, Role};

use crate::bench::{Bench, SMALLEST};
use crate::desk::{Window, open, open_in};
use crate::presets;

const BORN: &str = "When were you born?";
const AGE: &str = "How old are you?";
const TOWN: &str = "Your town";
const SEARCH: &str = "Search these 500 options";

fn typed() -> Bench<Window, page::Message> {
    open(presets::form(presets::typed_form()))
}

fn value(bench: &mut Bench<Window, page::Message>, name: &str) -> String {
    bench.item(name).value.unwrap_or_default()
}

/// The form with one of its fields only.
fn only(id: &str) -> Page {
    let mut form = presets::typed_form();
    form.fields.retain(|field: &Field| field.id.as_str() == id);
    presets::form(form)
}

#[test]
fn arrows_and_small_buttons_step_a_number_within_its_limits() {
    let mut bench = typed();
    bench.go_to(AGE);
    bench.press(Named::ArrowUp);
    assert_eq!(value(&mut bench, AGE), "13");
    bench.press(Named::ArrowUp);
    bench.press(Named::ArrowUp);
    bench.press(Named::ArrowDown);
    assert_eq!(value(&mut bench, AGE), "14");
    // Tab passes over the buttons.
    bench.press(Named::Tab);
    assert_eq!(
        bench.focused().as_deref(),
        Some("How tall are you, in metres?")
    );
    bench.click("One less");
    bench.click("One less");
    assert_eq!(value(&mut bench, AGE), "13");
    bench.click("One more");
    assert_eq!(value(&mut bench, AGE), "14");
}

#[test]
fn a_day_is_chosen_from_the_calendar_by_keyboard() {
    let mut bench = typed();
    bench.go_to(BORN);
    bench.type_text("2008-02-28");
    bench.press(Named::Tab);
    assert_eq!(bench.focused().as_deref(), Some("Choose a day"));
    bench.press(Named::Enter);
    assert_eq!(bench.focused().as_deref(), Some(BORN));
    assert_eq!(bench.item("28 February 2008").checked, Some(true));
    bench.press(Named::ArrowRight);
    assert_eq!(value(&mut bench, BORN), "2008-02-29");
    bench.press(Named::ArrowDown);
    assert!(bench.shows("March 2008"));
    bench.press(Named::PageUp);
    bench.press(Named::Home);
    bench.press(Named::ArrowUp);
    bench.press(Named::End);
    assert_eq!(value(&mut bench, BORN), "2008-01-31");
    bench.press(Named::Space);
    assert!(!bench.shows("January 2008"));
    // The cursor is in the line again.
    bench.type_text("x");
    assert_eq!(value(&mut bench, BORN), "2008-01-31x");
}

#[test]
fn the_calendar_keeps_to_the_limits_and_opens_within_them() {
    let mut bench = typed();
    bench.click("Choose a day");
    assert!(bench.shows("December 2012"));
    bench.press(Named::ArrowDown);
    bench.press(Named::ArrowDown);
    assert_eq!(value(&mut bench, BORN), "2012-12-31");
    bench.click("A month on");
    assert!(bench.item("1 January 2013").disabled);
    bench.click("A year back");
    bench.click("1 January 2012");
    assert_eq!(value(&mut bench, BORN), "2012-01-01");
    assert!(!bench.shows("January 2012"));
}

#[test]
fn escape_folds_the_calendar_before_it_goes_back() {
    let mut bench = typed();
    bench.click("Choose a day");
    bench.press(Named::Escape);
    assert!(bench.state.wanted.is_empty());
    assert!(!bench.shows("December 2012"));
    assert_eq!(bench.focused().as_deref(), Some(BORN));
    bench.press(Named::Escape);
    assert_eq!(bench.state.wanted, ["Back"]);
}

#[test]
fn arrows_in_a_line_for_a_day_go_from_day_to_day() {
    let mut bench = typed();
    bench.go_to(BORN);
    bench.type_text("2012-12-30");
    bench.press(Named::ArrowUp);
    bench.press(Named::ArrowUp);
    assert_eq!(value(&mut bench, BORN), "2012-12-31");
}

#[test]
fn a_long_list_has_only_those_rows_that_can_be_seen() {
    let mut bench = open(only("town"));
    let rows = |bench: &mut Bench<Window, page::Message>| {
        let items = bench.items();
        let rows = items.iter().filter(|item| item.info.role == Role::Radio);
        rows.map(|item| (item.info.name.clone(), item.visible))
            .collect::<Vec<_>>()
    };
    assert!(rows(&mut bench).len() < 32);
    bench.go_to(TOWN);
    bench.press(Named::End);
    let last = rows(&mut bench);
    assert!(last.len() < 32);
    assert_eq!(
        last.last().unwrap(),
        &("Option number 499".to_owned(), true)
    );
    assert_eq!(bench.item("Option number 499").checked, Some(true));
    bench.press(Named::PageUp);
    bench.press(Named::ArrowUp);
    let chosen = value(&mut bench, TOWN);
    assert_eq!(chosen, "Option number 490");
    assert!(rows(&mut bench).contains(&(chosen, true)));
    bench.press(Named::Home);
    assert!(rows(&mut bench).contains(&("Option number 0".to_owned(), true)));
}

#[test]
fn a_long_list_is_sifted_by_its_line_and_chosen_from_it() {
    let mut bench = open_in(only("town"), I18n::default(), SMALLEST);
    bench.go_to(SEARCH);
    bench.type_text("NUMBER 49");
    assert!(bench.shows("Option number 490"));
    assert!(!bench.shows("Option number 480"));
    bench.press(Named::ArrowDown);
    bench.press(Named::ArrowDown);
    assert_eq!(value(&mut bench, TOWN), "Option number 490");
    assert!(bench.shows("Chosen: Option number 490"));
    bench.type_text("x");
    assert!(bench.shows("Nothing fits."));
    // What is chosen stays chosen.
    assert!(bench.shows("Chosen: Option number 490"));
}

#[test]
fn a_row_that_was_scrolled_to_is_there_and_can_be_pressed() {
    let mut bench = open(only("town"));
    for share in [0.5, 1.0] {
        let offset = iced::widget::scrollable::RelativeOffset { x: 0.0, y: share };
        bench.run(iced::widget::operation::snap_to(
            "field-town-scroll",
            offset,
        ));
        bench.events(&[]);
        bench.events(&[]);
        let items = bench.items();
        let seen: Vec<_> = items
            .iter()
            .filter(|item| item.info.role == Role::Radio && item.visible)
            .collect();
        assert!(seen.len() >= 6, "{}", seen.len());
        let (name, place) = (seen[3].info.name.clone(), seen[3].bounds.center());
        bench.click_at(place);
        assert_eq!(value(&mut bench, TOWN), name);
    }
}

/// The options that are seen.
fn seen(bench: &mut Bench<Window, page::Message>) -> Vec<Item> {
    let items = bench.items().into_iter();
    items
        .filter(|item| item.info.role == Role::Radio && item.visible)
        .collect()
}

#[test]
fn the_bar_of_a_long_list_is_dragged() {
    use iced::mouse::{Button, Event::ButtonPressed, Event::ButtonReleased};
    let mut bench = open(only("town"));
    let rows = seen(&mut bench);
    assert_eq!(rows[0].info.name, "Option number 0");
    let (first, height) = (rows[0].bounds, rows[1].bounds.y - rows[0].bounds.y);
    let at = |down: f32| iced::Point::new(first.x + first.width + 6.0, first.y + down);
    let whole = height * 6.0;
    // Held a little below its upper edge, to the lower end of the bar and beyond.
    bench.point_at(at(8.0));
    bench.events(&[iced::Event::Mouse(ButtonPressed(Button::Left))]);
    bench.point_at(at(whole / 2.0));
    bench.events(&[]);
    let names: Vec<_> = seen(&mut bench)
        .into_iter()
        .map(|row| row.info.name)
        .collect();
    assert!(
        names.len() >= 6 && names[0].contains("number 25"),
        "{names:?}"
    );
    bench.point_at(at(whole + 40.0));
    bench.events(&[]);
    assert!(
        seen(&mut bench)
            .iter()
            .any(|row| row.info.name == "Option number 499")
    );
    bench.events(&[iced::Event::Mouse(ButtonReleased(Button::Left))]);
    // Let go, it stays.
    bench.point_at(at(0.0));
    bench.events(&[]);
    assert!(
        seen(&mut bench)
            .iter()
            .any(|row| row.info.name == "Option number 499")
    );
    // Pressed elsewhere, it comes there.
    bench.click_at(at(1.0));
    bench.events(&[]);
    assert!(
        seen(&mut bench)
            .iter()
            .any(|row| row.info.name == "Option number 0")
    );
    // Nothing was chosen by it.
    assert_eq!(value(&mut bench, TOWN), "");
}

#[test]
fn a_letter_goes_to_the_next_option_that_begins_with_it() {
    let mut form = presets::typed_form();
    form.fields.retain(|field| field.id.as_str() == "town");
    if let vestibule::domain::Kind::Choice { options, .. } = &mut form.fields[0].kind {
        options[300].label = "Zürich".to_owned();
    }
    let mut bench = open(presets::form(form));
    bench.go_to(TOWN);
    bench.type_text("z");
    assert_eq!(value(&mut bench, TOWN), "Zürich");
}

#[test]
fn an_answer_that_need_not_be_given_can_be_taken_back() {
    let mut bench = typed();
    bench.go_to("Your colour");
    assert!(!bench.shows("Take the choice back"));
    bench.press(Named::ArrowDown);
    assert_eq!(bench.item("Red").checked, Some(true));
    bench.press(Named::Space);
    assert_eq!(bench.item("Red").checked, Some(false));
    bench.press(Named::Space);
    bench.click("Take the choice back");
    assert_eq!(bench.item("Red").checked, Some(false));
    assert_eq!(bench.focused().as_deref(), Some("Your colour"));
    // In a long list as well, and with a key.
    bench.go_to(TOWN);
    bench.press(Named::ArrowDown);
    assert_eq!(value(&mut bench, TOWN), "Option number 0");
    bench.press(Named::Delete);
    assert_eq!(value(&mut bench, TOWN), "");
}

#[test]
fn each_of_several_addresses_is_checked() {
    let mut bench = typed();
    bench.go_to("Who are your friends?");
    assert!(bench.shows("One address on each line."));
    bench.type_text("romeo@example.org");
    bench.press(Named::Enter);
    bench.type_text("no address");
    assert!(!bench.shows("does not look like an address"));
    bench.press(Named::Tab);
    assert!(bench.shows("“no address” does not look like an address."));
    assert!(!bench.item("Who are your friends?").invalid);
}

#[test]
fn several_lines_grow_with_what_is_typed_up_to_a_limit() {
    let mut bench = typed();
    bench.go_to("Who are your friends?");
    let mut height = || {
        bench.press(Named::Enter);
        let items = bench.items();
        let lines = items
            .iter()
            .find(|item| item.info.role == Role::MultilineField);
        lines.unwrap().bounds.height
    };
    let heights: Vec<f32> = (0..30).map(|_| height()).collect();
    assert!(heights[0] < heights[6]);
    assert!(heights.is_sorted());
    assert!((heights[20] - heights[29]).abs() < 0.1);
    assert!(heights[29] < 400.0);
}

/// Requirements 59 and 60 (XEP-0122): told while it is typed, as a warning.
#[test]
fn what_looks_wrong_is_told_when_the_field_is_left() {
    let mut bench = typed();
    bench.go_to(BORN);
    bench.type_text("2026-1");
    assert!(!bench.shows("does not look like what the server asks for"));
    bench.press(Named::Tab);
    // Its button belongs to it.
    assert!(!bench.shows("does not look like what the server asks for"));
    bench.press(Named::Tab);
    assert!(bench.shows("This does not look like what the server asks for."));
    assert!(!bench.item(BORN).invalid);
    // From then on it goes as soon as it is right, and comes back as soon as it is not.
    bench.press_with(Named::Tab, Modifiers::SHIFT);
    bench.press_with(Named::Tab, Modifiers::SHIFT);
    bench.press(Named::End);
    for _ in 0.."26-1".len() {
        bench.press(Named::Backspace);
    }
    bench.type_text("02-02-20");
    assert!(!bench.shows("does not look like what the server asks for"));
    bench.type_text("0");
    assert!(bench.shows("This does not look like what the server asks for."));
}

/// Requirement 60 (XEP-0122 section 3.2.3).
#[test]
fn what_can_only_get_worse_is_told_at_once() {
    let mut bench = typed();
    bench.go_to(AGE);
    bench.type_text("12");
    assert!(!bench.shows("out of the range"));
    bench.type_text("1");
    assert!(bench.shows("This is out of the range that the server asks for."));
    bench.press(Named::Backspace);
    assert!(!bench.shows("out of the range"));
    bench.type_text("x");
    assert!(bench.shows("This does not look like what the server asks for."));
}

/// Requirement 62 (XEP-0122 section 3.3).
#[test]
fn too_many_choices_are_told_at_once_and_too_few_when_the_list_is_left() {
    let mut bench = open(only("books"));
    bench.go_to("Your books");
    for key in [Named::Space, Named::ArrowDown, Named::Space] {
        bench.press(key);
    }
    assert!(!bench.shows("another number of choices"));
    for key in [
        Named::ArrowDown,
        Named::Space,
        Named::ArrowDown,
        Named::Space,
    ] {
        bench.press(key);
    }
    assert!(bench.shows("The server wants another number of choices."));
    bench.press(Named::Space);
    assert!(!bench.shows("another number of choices"));
    for key in [Named::Home, Named::Space, Named::ArrowDown, Named::Space] {
        bench.press(key);
    }
    assert!(!bench.shows("another number of choices"));
    bench.press(Named::Tab);
    assert!(bench.shows("The server wants another number of choices."));
}

#[test]
fn a_warning_does_not_move_what_is_being_pressed() {
    let all = Size::new(760.0, 2000.0);
    let mut bench = open_in(presets::form(presets::typed_form()), I18n::default(), all);
    bench.go_to("When may we call?");
    bench.type_text("9");
    // The warning comes between the press and where it is let go.
    bench.click("Where is your home page?");
    assert_eq!(bench.focused().as_deref(), Some("Where is your home page?"));
    assert!(bench.shows("This does not look like what the server asks for."));
}

#[test]
fn a_password_that_others_may_write_differently_is_told() {
    let mut bench = open(presets::form(presets::short_form()));
    bench.type_text("juliet");
    bench.go_to("Password");
    bench.type_text("plover\u{fb01}quartz-umbrella");
    assert!(!bench.shows("Some chat programs"));
    bench.go_to("Back");
    assert!(bench.shows("Some chat programs would write a character of this in another way"));
    bench.go_to("Sign up");
    bench.press(Named::Enter);
    assert!(bench.state.wanted.is_empty());
    assert!(bench.shows("Sign up all the same"));
}

#[test]
fn a_hidden_answer_that_is_no_password_can_be_shown() {
    let mut bench = open(only("token"));
    bench.go_to("Your secret sign");
    bench.type_text("xyzzy");
    assert_eq!(bench.item("Your secret sign").role, Role::PasswordField);
    bench.click("Show the password");
    assert_eq!(value(&mut bench, "Your secret sign"), "xyzzy");
    assert!(!bench.shows("Make one for me"));
}
