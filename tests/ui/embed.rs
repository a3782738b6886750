//! The component inside of another program: a line of the program's own on either side, and two components in between.

use iced::keyboard::key::Named;
use iced::widget::{Id, column, operation, row, text_input};
use iced::{Length, Size, Task};
use vestibule::embed::{Component, Event, Look, Message, Options, SMALLEST};
use vestibule::theme::{Element, Theme, space};
use vestibule::widget::focus::{Info, Role, named};

use crate::bench::{Bench, NORMAL};

struct Host {
    /// What is typed into the program's own lines.
    lines: [String; 2],
    components: Vec<Component>,
    events: Vec<Event>,
    /// How often Enter was pressed in a line of the program.
    entered: usize,
    /// How wide a component is, in logical pixels.
    width: f32,
}

#[derive(Debug, Clone)]
enum Said {
    Typed(usize, String),
    Entered,
    Component(usize, Message),
}

/// The program's lines have names that widgets of the component have, too.
const NAMES: [&str; 2] = ["search", "primary"];

impl Host {
    fn update(&mut self, said: Said) -> Task<Said> {
        match said {
            Said::Typed(line, text) => self.lines[line] = text,
            Said::Entered => self.entered += 1,
            Said::Component(place, message) => {
                let update = self.components[place].update(message);
                self.events.extend(update.events);
                return update
                    .task
                    .map(move |message| Said::Component(place, message));
            }
        }
        Task::none()
    }

    fn view(&self) -> Element<'_, Said> {
        let line = |place: usize| {
            let line = text_input("", &self.lines[place])
                .id(NAMES[place])
                .on_input(move |text| Said::Typed(place, text))
                .on_submit(Said::Entered);
            named(Info::new(Role::TextField, format!("Line {place}")), line)
        };
        let components = self
            .components
            .iter()
            .enumerate()
            .map(|(place, component)| {
                let view: Element<'_, Message> = component.view();
                iced::widget::container(view.map(move |message| Said::Component(place, message)))
                    .width(self.width)
                    .height(Length::Fill)
                    .into()
            });
        column![line(0), row(components).height(Length::Fill), line(1)].into()
    }
}

fn english() -> Options {
    Options {
        lang: Some("en".to_owned()),
        keep_nothing: true,
        ..Options::default()
    }
}

/// A program with so many components, of which the last one has the focus.
fn program(count: usize) -> Bench<Host, Said> {
    let mut host = Host {
        lines: [String::new(), String::new()],
        components: Vec::new(),
        events: Vec::new(),
        entered: 0,
        width: NORMAL.width,
    };
    let mut tasks = Vec::new();
    for place in 0..count {
        let (component, task) = Component::wizard(english());
        host.components.push(component);
        tasks.push(task.map(move |message| Said::Component(place, message)));
    }
    let count = u16::try_from(count).unwrap();
    let size = Size::new(NORMAL.width * f32::from(count), NORMAL.height + 100.0);
    let mut bench = Bench::new(host, Host::view, Host::update).sized(size);
    for task in tasks {
        bench.run(task);
    }
    bench.events(&[]);
    bench
}

/// The number of the thing that has the focus among all that can have it, and what is typed into it.
fn focused(bench: &mut Bench<Host, Said>) -> Vec<(String, String)> {
    let items = bench.items();
    let focused = items.into_iter().filter(|item| item.focused);
    focused
        .map(|item| (item.info.name, item.info.value.unwrap_or_default()))
        .collect()
}

fn line(place: usize) -> Vec<(String, String)> {
    vec![(format!("Line {place}"), String::new())]
}

#[test]
fn a_component_that_is_made_has_the_focus_and_nothing_else_has() {
    let mut bench = program(1);
    let now = focused(&mut bench);
    assert_eq!(now.len(), 1, "{now:?}");
    bench.type_text("example.org");
    assert!(bench.shows("Use example.org"), "{:#?}", bench.outline());
    assert_eq!(bench.state.lines, ["", ""]);
}

#[test]
fn names_mean_what_they_mean_on_each_side() {
    let mut bench = program(1);
    bench.type_text("a");
    for (place, name) in NAMES.into_iter().enumerate() {
        bench.run(operation::focus(Id::new(name)));
        assert_eq!(focused(&mut bench), line(place));
    }
    bench.type_text("b");
    assert_eq!(bench.state.lines, ["", "b"]);
    // The other way round: the component's search line, and not the program's.
    let task = bench.state.components[0].focus();
    bench.run(task.map(|message| Said::Component(0, message)));
    let now = focused(&mut bench);
    assert_eq!(now.len(), 1, "{now:?}");
    assert_eq!(now[0].1, "a");
}

#[test]
fn keys_are_the_programs_while_the_person_is_there() {
    let mut bench = program(1);
    bench.type_text("example.org");
    let before = bench.outline();
    bench.run(operation::focus(Id::new("primary")));
    bench.press(Named::Enter);
    bench.press(Named::Escape);
    bench.press(Named::Tab);
    bench.press(Named::ArrowDown);
    assert_eq!(bench.state.entered, 1);
    assert_eq!(bench.outline(), before);
    // A click into the program's line is as good.
    let task = bench.state.components[0].focus();
    bench.run(task.map(|message| Said::Component(0, message)));
    bench.click("Line 0");
    bench.press(Named::Enter);
    assert_eq!(bench.state.entered, 2);
    assert_eq!(bench.outline(), before);
}

#[test]
fn tab_leads_through_the_component_and_out_of_it() {
    let mut bench = program(1);
    bench.run(operation::focus(Id::new("search")));
    // As a program does that hears a Tab which nobody took.
    bench.press(Named::Tab);
    assert_eq!(focused(&mut bench), line(0));
    bench.run(operation::focus_next());
    let first = focused(&mut bench);
    assert_ne!(first, line(0));
    // Back from the first control: nothing is done until the program does it.
    bench.press_with(Named::Tab, iced::keyboard::Modifiers::SHIFT);
    assert_eq!(focused(&mut bench), first);
    bench.run(operation::focus_previous());
    assert_eq!(focused(&mut bench), line(0));

    bench.run(operation::focus_next());
    let mut last = focused(&mut bench);
    let mut stops = 1;
    loop {
        bench.press(Named::Tab);
        let now = focused(&mut bench);
        if now == last {
            break;
        }
        last = now;
        stops += 1;
    }
    assert!(stops > 3, "{stops}");
    bench.run(operation::focus_next());
    assert_eq!(focused(&mut bench), line(1));
    // Where the program knows nothing of Tab, the next one goes round.
    bench.run(operation::focus_previous());
    assert_eq!(focused(&mut bench), last);
    bench.press(Named::Tab);
    assert_eq!(focused(&mut bench), last);
    bench.press(Named::Tab);
    assert_eq!(focused(&mut bench), first);
}

#[test]
fn two_components_do_not_meet() {
    let mut bench = program(2);
    bench.type_text("second.example");
    let task = bench.state.components[0].focus();
    bench.run(task.map(|message| Said::Component(0, message)));
    bench.type_text("first.example");
    let now = focused(&mut bench);
    assert_eq!(now.len(), 1, "{now:?}");
    assert_eq!(now[0].1, "first.example");
    let outline = bench.outline();
    for domain in ["first.example", "second.example"] {
        let rows = outline
            .iter()
            .filter(|item| item.contains(&format!("Use {domain}")));
        assert_eq!(rows.count(), 1, "{outline:#?}");
    }
}

#[test]
fn what_was_said_to_one_component_is_not_heard_by_another() {
    let (mut first, _task) = Component::wizard(english());
    let (second, task) = Component::wizard(english());
    let mut host = Bench::new(
        (second, Vec::new()),
        |(component, _)| component.view(),
        |(component, heard): &mut (Component, Vec<Message>), message| {
            heard.push(message.clone());
            component.update(message).task
        },
    );
    host.run(task);
    host.type_text("x");
    let (_, heard) = &host.state;
    assert!(!heard.is_empty());
    for message in heard.clone() {
        let update = first.update(message);
        assert!(update.events.is_empty());
    }
    let mut host = Bench::new(
        first,
        |component| component.view(),
        |component, message| component.update(message).task,
    );
    let search = host.items().into_iter().find_map(|item| {
        (item.info.role == Role::TextField).then_some(item.info.value.unwrap_or_default())
    });
    assert_eq!(search.as_deref(), Some(""));
}

#[test]
fn the_layout_follows_the_space_and_not_the_window() {
    let mut bench = program(1);
    // The primary button stands at the right margin, which is smaller where it is narrow.
    let assert_margin = |bench: &mut Bench<Host, Said>, margin: f32| {
        let items = bench.items();
        let is_primary = |name: &str| name.starts_with("Continue");
        let primary = items.iter().find(|item| is_primary(&item.info.name));
        let bounds = primary.unwrap().bounds;
        let left = bench.state.width - margin - bounds.x - bounds.width;
        assert!(left.abs() < 0.5, "{left} too much for {margin}");
    };
    assert_margin(&mut bench, space::MARGIN);
    bench.state.width = SMALLEST.width;
    bench.events(&[]);
    assert_margin(&mut bench, space::MARGIN_NARROW);
}

#[test]
fn closing_is_told() {
    let (mut component, _task) = Component::wizard(english());
    assert!(!component.is_busy());
    assert_eq!(component.close().events, [Event::Closed]);
}

#[test]
fn it_is_light_or_dark_as_the_program_or_as_it_was_told() {
    let light = Theme::Light.tokens().background;
    let dark = Theme::Dark.tokens().background;
    for (look, in_light, in_dark) in [
        (Look::Host, light, dark),
        (Look::Light, light, light),
        (Look::Dark, dark, dark),
        // Nothing is known of the system's wish.
        (Look::System, light, light),
    ] {
        for (host, ground) in [(Theme::Light, in_light), (Theme::Dark, in_dark)] {
            let mut bench = program(1);
            bench.state.components[0].set_look(look);
            let (size, pixels) = bench.picture(host, 1.0);
            let at = (size.width as usize * 300 + 4) * 4;
            let [red, green, blue, _] = ground.into_rgba8();
            assert_eq!(
                pixels[at..at + 3],
                [red, green, blue],
                "{look:?} in {host:?}"
            );
        }
    }
}

/// What a task does to widgets is not drawn by itself: something is said behind it, and then it is.
#[test]
fn a_focus_that_is_moved_is_drawn() {
    use iced_test::futures::futures::StreamExt;
    use iced_test::futures::futures::executor::block_on;
    use iced_test::runtime::{Action, task};

    let (component, _task) = Component::wizard(Options::default());
    let actions = task::into_stream(component.focus()).unwrap();
    let done: Vec<&str> = block_on(
        actions
            .map(|action| match action {
                Action::Widget(_) => "widget",
                Action::Output(_) => "said",
                _ => "other",
            })
            .collect(),
    );
    assert_eq!(done, ["widget", "said"]);
}
