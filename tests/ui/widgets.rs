//! The controls themselves: reachable, operable, named, and inside of the window.

use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;
use vestibule::widget::focus::Role;

use crate::bench::{Bench, NORMAL, SMALLEST};
use crate::gallery::{self, Gallery, Message};

const PAGES: usize = 3;

fn open(page: usize) -> Bench<Gallery, Message> {
    let state = Gallery {
        page,
        ..Gallery::default()
    };
    Bench::new(state, gallery::view, gallery::update)
}

#[test]
fn tab_reaches_everything_in_reading_order_and_goes_round() {
    let mut bench = open(0);
    let order = bench.tab_order();
    assert_eq!(
        order,
        [
            "Name",
            "juliet.c",
            "julietta",
            "Password",
            "Show the password",
            "Copy",
            "Make one for me",
            "Search",
            "About you",
            "Back",
            "A link",
            "Go on",
        ]
    );
    bench.press(Named::Tab);
    assert_eq!(bench.focused().as_deref(), Some("Name"));
    bench.press_with(Named::Tab, Modifiers::SHIFT);
    assert_eq!(bench.focused().as_deref(), Some("Go on"));
    bench.press_with(Named::Tab, Modifiers::SHIFT);
    assert_eq!(bench.focused().as_deref(), Some("A link"));
}

#[test]
fn what_has_the_focus_is_in_sight_at_every_size() {
    for page in 0..PAGES {
        for size in [NORMAL, SMALLEST] {
            let mut bench = open(page).sized(size);
            bench.state.narrow = size == SMALLEST;
            // `tab_order` holds it for each stop.
            assert!(bench.tab_order().len() > 4);
        }
    }
}

#[test]
fn everything_that_can_be_operated_has_a_name_and_a_role() {
    for page in 0..PAGES {
        for item in open(page).items() {
            if item.focusable {
                assert!(!item.info.name.is_empty(), "{item:?}");
                assert!(
                    !matches!(item.info.role, Role::Text | Role::Group | Role::Status),
                    "{item:?}"
                );
            }
        }
    }
}

#[test]
fn nothing_runs_out_of_the_smallest_window() {
    for page in 0..PAGES {
        let mut bench = open(page).sized(SMALLEST);
        bench.state.narrow = true;
        for item in bench.items() {
            let right = item.bounds.x + item.bounds.width;
            assert!(item.bounds.x >= 0.0 && right <= SMALLEST.width, "{item:?}");
        }
    }
}

#[test]
fn enter_goes_on_and_escape_goes_back_from_a_text_field() {
    let mut bench = open(0);
    bench.go_to("Name");
    bench.type_text("ju");
    bench.press(Named::Enter);
    bench.press(Named::Escape);
    assert_eq!(bench.state.name, "ju");
    assert_eq!(bench.state.pressed, ["enter", "escape"]);
}

#[test]
fn enter_and_space_press_a_button_and_nothing_else() {
    let mut bench = open(0);
    bench.go_to("Copy");
    bench.press(Named::Enter);
    bench.press(Named::Space);
    assert_eq!(bench.state.pressed, ["copy", "copy"]);
}

#[test]
fn several_lines_take_enter_and_leave_control_enter_to_the_page() {
    let mut bench = open(0);
    bench.go_to("About you");
    bench.type_text("a");
    bench.press(Named::Enter);
    bench.type_text("b");
    bench.press_with(Named::Enter, Modifiers::CTRL);
    assert_eq!(bench.state.lines.text(), "a\nb");
    assert_eq!(bench.state.pressed, ["enter"]);
    bench.press(Named::Tab);
    assert_eq!(bench.focused().as_deref(), Some("Back"));
}

#[test]
fn a_switch_turns_with_space_and_leaves_enter_to_the_page() {
    let mut bench = open(1);
    bench.go_to("I accept the rules");
    bench.press(Named::Space);
    assert!(bench.state.on);
    assert_eq!(bench.item("I accept the rules").checked, Some(true));
    bench.press(Named::Enter);
    assert!(bench.state.on);
    assert_eq!(bench.state.pressed, ["enter"]);
}

#[test]
fn a_list_is_one_stop_and_moving_in_it_chooses() {
    let mut bench = open(1);
    bench.go_to("Country");
    assert_eq!(bench.state.chosen, None);
    bench.press(Named::ArrowDown);
    assert_eq!(bench.state.chosen, Some(0));
    bench.press(Named::ArrowDown);
    bench.press(Named::End);
    assert_eq!(bench.state.chosen, Some(2));
    bench.press(Named::ArrowDown);
    assert_eq!(bench.state.chosen, Some(2));
    bench.type_text("g");
    assert_eq!(bench.state.chosen, Some(0));
    bench.press(Named::Tab);
    assert_eq!(bench.focused().as_deref(), Some("Interests"));
}

#[test]
fn where_any_number_can_be_chosen_arrows_only_move() {
    let mut bench = open(1);
    bench.go_to("Interests");
    bench.press(Named::ArrowDown);
    assert_eq!(bench.state.ticked, [false; 3]);
    bench.press(Named::Space);
    bench.press(Named::ArrowDown);
    bench.press(Named::Space);
    assert_eq!(bench.state.ticked, [false, true, true]);
    bench.press(Named::Space);
    assert_eq!(bench.state.ticked, [false, true, false]);
}

#[test]
fn a_click_chooses_and_gives_the_focus() {
    let mut bench = open(1);
    let options: Vec<_> = bench
        .items()
        .into_iter()
        .filter(|item| item.info.name == "Switzerland")
        .collect();
    bench.click_at(options[0].bounds.center());
    assert_eq!(bench.state.chosen, Some(2));
    assert_eq!(bench.focused().as_deref(), Some("Country"));
    bench.click_at(options[1].bounds.center());
    assert_eq!(bench.state.ticked, [false, false, true]);
    assert_eq!(bench.focused().as_deref(), Some("Interests"));
}

#[test]
fn a_click_beside_the_text_of_a_field_goes_to_the_text() {
    let mut bench = open(0);
    bench.click("@example.org");
    bench.type_text("x");
    assert_eq!(bench.state.name, "x");
    assert_eq!(bench.focused().as_deref(), Some("Name"));
}

#[test]
fn a_click_on_a_label_goes_to_what_it_labels() {
    let mut bench = open(0);
    bench.click("About you");
    assert_eq!(bench.focused().as_deref(), Some("About you"));
}

#[test]
fn a_press_that_leaves_the_button_is_none() {
    use iced::{Event, Point, mouse};
    let mut bench = open(0);
    let copy = bench
        .items()
        .into_iter()
        .find(|item| item.info.name == "Copy")
        .unwrap();
    bench.point_at(copy.bounds.center());
    bench.events(&[Event::Mouse(mouse::Event::ButtonPressed(
        mouse::Button::Left,
    ))]);
    bench.point_at(Point::new(1.0, 1.0));
    bench.events(&[Event::Mouse(mouse::Event::ButtonReleased(
        mouse::Button::Left,
    ))]);
    assert!(bench.state.pressed.is_empty());
}

#[test]
fn a_disabled_button_is_passed_over_and_does_nothing() {
    let mut bench = open(2);
    assert!(bench.item("Not now").disabled);
    assert!(!bench.tab_order().contains(&"Not now".to_owned()));
}

#[test]
fn a_hidden_password_is_not_in_what_screen_readers_get() {
    let mut bench = open(0);
    let password = bench.item("Password");
    assert_eq!(password.role, Role::PasswordField);
    assert_eq!(password.value, Some("\u{2022}".repeat(13)));
    assert!(!format!("{:?}", bench.items()).contains("correct horse"));
}

#[test]
fn what_is_wrong_is_said_with_the_field() {
    let name = open(0).item("Name");
    assert!(name.invalid);
    assert_eq!(
        name.description.as_deref(),
        Some("That name is taken. Letters and digits.")
    );
}

#[test]
fn the_controls_look_as_they_did() {
    for page in 0..PAGES {
        for (size, name) in [(NORMAL, "normal"), (SMALLEST, "small")] {
            let mut bench = open(page).sized(size);
            bench.state.narrow = size == SMALLEST;
            bench.press(Named::Tab);
            bench.looks_like(&format!("gallery{page}-{name}"));
        }
    }
}
