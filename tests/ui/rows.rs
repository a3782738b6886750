//! A list of very many rows of which one can be opened: what is there, what a click hits, and what is kept in sight.

use std::cell::Cell;

use iced::keyboard::key::Named;
use iced::widget::{Space, column, container, operation, scrollable};
use iced::{Event, Length, Point, Task, mouse};
use vestibule::theme::{self, Element};
use vestibule::widget::button::link;
use vestibule::widget::card::choice_card;
use vestibule::widget::focus::{Info, Item, Role, named, root, rows, sparse_list};
use vestibule::widget::text;

use crate::bench::Bench;

const MANY: usize = 5_000;
const HEIGHT: f32 = 56.0;
const SPACING: f32 = 8.0;

#[derive(Default)]
struct State {
    chosen: Option<usize>,
    opened: Option<usize>,
    /// How many lines what is open has.
    lines: usize,
    links: usize,
    /// How many rows were made.
    made: Cell<usize>,
}

#[derive(Debug, Clone, Copy)]
enum Message {
    Moved(usize),
    Turned(usize),
    Linked,
}

fn name(place: usize) -> String {
    format!("Row {place}")
}

fn view(state: &State) -> Element<'_, Message> {
    let row = move |place| {
        state.made.set(state.made.get() + 1);
        let head = container(text::strong(name(place))).height(HEIGHT - 24.0);
        let chosen = state.chosen == Some(place);
        let head = choice_card(name(place), chosen, head, Message::Turned(place));
        let inside = (state.opened == Some(place)).then(|| {
            let lines = (0..state.lines).map(|line| text::body(format!("Line {line}")).into());
            let more = link(format!("More of {place}"), theme::SMALL, Message::Linked);
            column![column(lines), more]
        });
        let all = column![head].push(inside);
        named(Info::new(Role::Group, format!("All of {place}")), all).into()
    };
    let all = rows(MANY, HEIGHT, row)
        .spacing(SPACING)
        .near(state.chosen)
        .opened(state.opened);
    let all = sparse_list("Rows", all)
        .chosen(state.chosen)
        .named(MANY, |place| name(place).to_lowercase())
        .on_move(Message::Moved)
        .on_space(Message::Turned);
    let above = Space::new().height(300);
    let page = column![above, all, link("Below", theme::SMALL, Message::Linked)];
    let page = container(page).padding(24).width(Length::Fill);
    root(scrollable(page).id("page").height(Length::Fill)).into()
}

fn update(state: &mut State, message: Message) -> Task<Message> {
    match message {
        Message::Moved(place) => state.chosen = Some(place),
        Message::Turned(place) => {
            state.chosen = Some(place);
            state.opened = (state.opened != Some(place)).then_some(place);
        }
        Message::Linked => state.links += 1,
    }
    Task::none()
}

fn open() -> Bench<State, Message> {
    let state = State {
        lines: 12,
        ..State::default()
    };
    let mut bench = Bench::new(state, view, update);
    bench.events(&[]);
    bench
}

/// The rows that are there, in order, with all that they hold.
fn there(bench: &mut Bench<State, Message>) -> Vec<Item> {
    let items = bench.items().into_iter();
    items
        .filter(|item| item.info.role == Role::Group && item.info.name.starts_with("All of"))
        .collect()
}

fn seen(bench: &mut Bench<State, Message>) -> Vec<Item> {
    let rows = there(bench).into_iter();
    rows.filter(|row| row.visible).collect()
}

fn row(bench: &mut Bench<State, Message>, place: usize) -> Item {
    let wanted = format!("All of {place}");
    let found = there(bench).into_iter();
    let mut found = found.filter(|row| row.info.name == wanted);
    found.next().unwrap_or_else(|| panic!("no row {place}"))
}

/// A point on what a row shows while it is not open.
fn head(row: &Item) -> Point {
    Point::new(row.bounds.center_x(), row.bounds.y + HEIGHT / 2.0)
}

fn scroll_to(bench: &mut Bench<State, Message>, y: f32) {
    let offset = scrollable::AbsoluteOffset { x: 0.0, y };
    bench.run(operation::scroll_to("page", offset));
    bench.events(&[]);
}

/// What can be seen of the list has no gap in it.
fn assert_whole(bench: &mut Bench<State, Message>) {
    let seen = seen(bench);
    let top = seen.first().unwrap().bounds.y;
    let bottom = seen.last().unwrap().bounds;
    assert!(top < 344.0, "nothing above {top}");
    assert!(bottom.y + bottom.height > 560.0, "nothing below {bottom:?}");
    for pair in seen.windows(2) {
        let end = pair[0].bounds.y + pair[0].bounds.height;
        assert!((pair[1].bounds.y - end - SPACING).abs() < 0.1, "{pair:#?}");
    }
}

#[test]
fn only_rows_in_sight_are_made_wherever_one_is() {
    let mut bench = open();
    let mut most = 0;
    for step in 0..=40_u8 {
        scroll_to(&mut bench, f32::from(step) * 8_000.0);
        assert_whole(&mut bench);
        let seen = seen(&mut bench);
        let middle = &seen[seen.len() / 2];
        let (name, place) = (middle.info.name.clone(), head(middle));
        bench.state.made.set(0);
        bench.click_at(place);
        let opened = bench.state.opened.unwrap();
        assert_eq!(format!("All of {opened}"), name);
        most = most.max(there(&mut bench).len());
        // However often it is laid out for the six things that a click is.
        assert!(bench.state.made.get() < 1_200, "{}", bench.state.made.get());
        assert_whole(&mut bench);
    }
    assert!(most < 50, "{most} rows are there");
}

#[test]
fn an_open_row_has_room_for_what_it_holds_and_the_others_stay() {
    let mut bench = open();
    let before = lie(&mut bench);
    bench.click("Row 1");
    let after = lie(&mut bench);
    assert_eq!(after[..2], before[..2]);
    let more = after[2] - before[2];
    assert!(more > 200.0, "{after:?}");
    assert!((after[3] - before[3] - more).abs() < 0.1, "{after:?}");
    assert!((row(&mut bench, 1).bounds.height - HEIGHT - more).abs() < 0.1);
    assert!(bench.shows("Line 11"));
    // What it holds becomes less, then nothing.
    bench.state.lines = 3;
    assert_whole(&mut bench);
    assert!(lie(&mut bench)[2] < after[2] - 100.0);
    bench.click("Row 1");
    assert_eq!(lie(&mut bench), before);
    assert_whole(&mut bench);
}

/// How far below the first row the first four begin: opening a row may scroll the page.
fn lie(bench: &mut Bench<State, Message>) -> Vec<f32> {
    let tops: Vec<_> = (0..4).map(|place| row(bench, place).bounds.y).collect();
    tops.iter().map(|top| top - tops[0]).collect()
}

#[test]
fn a_click_hits_the_row_that_is_seen_there_and_arrows_go_on_from_it() {
    let mut bench = open();
    bench.click("Row 1");
    scroll_to(&mut bench, 320.0);
    for place in [2, 4] {
        let point = head(&row(&mut bench, place));
        bench.click_at(point);
        assert_eq!(bench.state.opened, Some(place));
        assert_eq!(bench.focused().as_deref(), Some("Rows"));
    }
    // Between two rows there is nothing to hit.
    let under = row(&mut bench, 5).bounds;
    bench.click_at(Point::new(under.center_x(), under.y - SPACING / 2.0));
    assert_eq!(bench.state.opened, Some(4));
    let point = head(&row(&mut bench, 4));
    bench.click_at(point);
    for (key, place) in [
        (Named::ArrowDown, 5),
        (Named::PageDown, 13),
        (Named::ArrowUp, 12),
        (Named::End, MANY - 1),
        (Named::PageUp, MANY - 9),
        (Named::Home, 0),
    ] {
        bench.press(key);
        assert_eq!(bench.state.chosen, Some(place));
        assert!(row(&mut bench, place).visible, "{place} is out of sight");
        assert_whole(&mut bench);
    }
    bench.press(Named::Space);
    assert_eq!(bench.state.opened, Some(0));
}

#[test]
fn what_stands_in_an_open_row_can_be_reached_and_pressed() {
    let mut bench = open();
    bench.click("Row 2");
    bench.click("More of 2");
    assert_eq!((bench.state.links, bench.state.opened), (1, Some(2)));
    // One thing has the focus, not the list as well.
    let focused = bench.items().into_iter().filter(|item| item.focused);
    let focused: Vec<_> = focused.map(|item| item.info.name).collect();
    assert_eq!(focused, ["More of 2"]);
    bench.press(Named::Tab);
    assert_eq!(bench.focused().as_deref(), Some("Below"));
    bench.press(Named::Tab);
    assert_eq!(bench.focused().as_deref(), Some("Rows"));
    bench.press(Named::Tab);
    assert_eq!(bench.focused().as_deref(), Some("More of 2"));
    bench.press(Named::Enter);
    assert_eq!(bench.state.links, 2);
    // Scrolled out of sight it keeps the focus.
    scroll_to(&mut bench, 100_000.0);
    assert_whole(&mut bench);
    assert_eq!(bench.focused().as_deref(), Some("More of 2"));
}

/// A press gives the focus, and what has the focus is brought into sight: not before the hand lets go, for it would let go
/// of something else.
#[test]
fn a_click_hits_what_is_half_out_of_sight_however_far_the_chosen_one_is() {
    for place in [302, 308] {
        let mut bench = open();
        bench.state.chosen = Some(0);
        // The upper edge of the window is in the middle of one row, the lower one in that of another.
        scroll_to(&mut bench, 324.0 + 302.0 * (HEIGHT + SPACING) + 30.0);
        assert!(bench.focused().is_none());
        let half = row(&mut bench, 302).bounds;
        assert!(half.y < 0.0 && half.y + half.height > 10.0, "{half:?}");
        let target = row(&mut bench, place).bounds;
        bench.click_at(Point::new(target.center_x(), target.y + HEIGHT - 8.0));
        assert_eq!(bench.state.opened, Some(place));
        let row = row(&mut bench, place).bounds;
        assert!(row.y >= 0.0 && row.y < 640.0 - HEIGHT, "{row:?}");
    }
}

/// Who presses a row and lets go elsewhere has done nothing.
#[test]
fn a_press_that_leaves_a_row_scrolls_nowhere() {
    let mut bench = open();
    bench.state.chosen = Some(0);
    scroll_to(&mut bench, 20_000.0);
    let before = seen(&mut bench);
    let pressed = &before[before.len() / 2];
    bench.point_at(head(pressed));
    bench.events(&[Event::Mouse(mouse::Event::ButtonPressed(
        mouse::Button::Left,
    ))]);
    bench.point_at(Point::new(2.0, 2.0));
    bench.events(&[Event::Mouse(mouse::Event::ButtonReleased(
        mouse::Button::Left,
    ))]);
    assert_eq!((bench.state.chosen, bench.state.opened), (Some(0), None));
    let after = seen(&mut bench);
    assert_eq!(after[0].bounds, before[0].bounds);
}

/// What is higher than the window is shown from its beginning, not from its end.
#[test]
fn the_beginning_of_a_row_that_has_no_room_is_in_sight() {
    let mut bench = open();
    bench.state.lines = 60;
    bench.click("Row 3");
    let row = row(&mut bench, 3);
    assert!(row.bounds.height > 700.0, "{row:#?}");
    assert!((0.0..100.0).contains(&row.bounds.y), "{row:#?}");
}

#[test]
fn a_row_above_that_closes_does_not_take_the_new_one_out_of_sight() {
    let mut bench = open();
    bench.state.lines = 24;
    bench.click("Row 0");
    // The first row begins 324 pixels down the page.
    let open = row(&mut bench, 0).bounds.height;
    scroll_to(&mut bench, 324.0 + open - 40.0);
    assert!(row(&mut bench, 2).bounds.y < 200.0);
    bench.click("Row 2");
    let row = row(&mut bench, 2);
    assert!(row.visible && row.bounds.y >= 0.0, "{row:#?}");
}
