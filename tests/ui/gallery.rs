//! Every control once, on one page.

use iced::widget::{column, row, text_editor};
use iced::{Length, Task};
use vestibule::i18n::I18n;
use vestibule::theme;
use vestibule::theme::Element;
use vestibule::widget::Ctx;
use vestibule::widget::button::{Kind, button, icon_link, link};
use vestibule::widget::captcha::{Captcha, Picture, captcha};
use vestibule::widget::card::{Tone, card, chip, choice_card, notice, tag};
use vestibule::widget::choice::{Choice, Many, choices};
use vestibule::widget::details::{details, quote};
use vestibule::widget::field::{Notes, field, lines, with_reveal};
use vestibule::widget::focus::{list, root};
use vestibule::widget::footer::{Footer, Primary, footer};
use vestibule::widget::icon::{Icon, icon};
use vestibule::widget::steps::{Step, steps};
use vestibule::widget::strength::strength;
use vestibule::widget::switch::switch;
use vestibule::widget::{scrolled, spinner, text};

#[derive(Debug, Clone)]
pub(crate) enum Message {
    Name(String),
    Pressed(&'static str),
    Turned,
    Chosen(usize),
    Ticked(usize),
    Card(usize),
    Edited(text_editor::Action),
    Scrolled,
}

#[derive(Default)]
pub(crate) struct Gallery {
    pub i18n: I18n,
    pub(crate) page: usize,
    pub(crate) narrow: bool,
    pub(crate) name: String,
    pub(crate) pressed: Vec<&'static str>,
    pub(crate) on: bool,
    pub(crate) chosen: Option<usize>,
    pub(crate) ticked: [bool; 3],
    pub(crate) card: Option<usize>,
    pub(crate) lines: text_editor::Content,
}

pub(crate) fn update(state: &mut Gallery, message: Message) -> Task<Message> {
    match message {
        Message::Name(name) => state.name = name,
        Message::Pressed(what) => state.pressed.push(what),
        Message::Turned => state.on = !state.on,
        Message::Chosen(index) => state.chosen = Some(index),
        Message::Ticked(index) => state.ticked[index] = !state.ticked[index],
        Message::Card(index) => state.card = Some(index),
        Message::Edited(action) => state.lines.perform(action),
        Message::Scrolled => {}
    }
    Task::none()
}

pub(crate) fn view(state: &Gallery) -> Element<'_, Message> {
    let ctx = Ctx {
        i18n: &state.i18n,
        narrow: state.narrow,
        still: true,
    };
    let body = match state.page {
        0 => texts(state, ctx),
        1 => lists(state),
        _ => rest(state, ctx),
    };
    let bar = Footer {
        back: Some(("Back".to_owned(), Message::Pressed("back"))),
        links: vec![("A link".to_owned(), Message::Pressed("footer link"))],
        note: Some("A quiet line".to_owned()),
        primary: Some(Primary {
            label: "Go on".to_owned(),
            message: Some(Message::Pressed("go on")),
            busy: state.page == 2,
        }),
    };
    let page = column![
        steps(Step::Account, ctx, None),
        scrolled(body, Message::Scrolled, ctx),
        footer(bar, ctx),
    ];
    root(page)
        .on_enter(Some(Message::Pressed("enter")))
        .on_escape(Some(Message::Pressed("escape")))
        .into()
}

fn texts<'a>(state: &'a Gallery, ctx: Ctx<'_>) -> Element<'a, Message> {
    let taken = row![
        text::small("Try:"),
        link("juliet.c", theme::SMALL, Message::Pressed("juliet.c")),
        link("julietta", theme::SMALL, Message::Pressed("julietta")),
    ]
    .spacing(8)
    .align_y(iced::Alignment::Center);
    let name = field("name", "Name", &state.name)
        .placeholder("Type a name")
        .suffix("@example.org")
        .on_input(Message::Name)
        .error(Some("That name is taken.".to_owned()))
        .help(Some("Letters and digits.".to_owned()))
        .below(taken);
    let password = field("password", "Password", "correct horse")
        .on_input(Message::Name)
        .below(icon_link(
            Icon::Dice,
            "Make one for me",
            theme::SMALL,
            Message::Pressed("generate"),
        ))
        .below(strength(3, "Good"));
    let password = with_reveal(password, ctx, true, Message::Pressed("reveal")).button(
        Icon::Copy,
        "Copy",
        Message::Pressed("copy"),
    );
    let search = field("search", "Search", "")
        .hide_label()
        .leading(Icon::Search)
        .placeholder("Search, or type a server")
        .optional("optional")
        .on_input(Message::Name);
    column![
        text::title("Your account on example.org"),
        name,
        password,
        search,
        lines(
            "lines",
            "About you",
            Some("optional".to_owned()),
            &state.lines,
            Message::Edited,
            Notes::default()
        ),
    ]
    .spacing(theme::space::FIELDS)
    .into()
}

fn lists(state: &Gallery) -> Element<'_, Message> {
    let options = ["Germany", "Österreich", "Switzerland"];
    let one = options
        .iter()
        .enumerate()
        .map(|(index, label)| Choice {
            label: (*label).to_owned(),
            chosen: state.chosen == Some(index),
        })
        .collect();
    let many = options
        .iter()
        .enumerate()
        .map(|(index, label)| Choice {
            label: (*label).to_owned(),
            chosen: state.ticked[index],
        })
        .collect();
    let cards = (0..3)
        .map(|index| {
            let name = format!("server{index}.example");
            let facts = column![
                text::strong(name.clone()),
                text::small("Germany · online since 2013")
            ];
            let line = row![
                facts.width(Length::Fill),
                tag(Tone::Good, "Open"),
                icon(Icon::Down, 18.0)
            ]
            .spacing(12)
            .align_y(iced::Alignment::Center);
            choice_card(name, state.card == Some(index), line, Message::Card(index)).into()
        })
        .collect();
    column![
        switch(
            "switch",
            "I accept the rules",
            state.on,
            true,
            Message::Turned,
            Notes::default()
        ),
        choices(
            "one",
            "Country",
            None,
            one,
            Many::One,
            Message::Chosen,
            Notes::default()
        ),
        choices(
            "many",
            "Interests",
            None,
            many,
            Many::Any,
            Message::Ticked,
            Notes::default()
        ),
        list("Servers", cards, 8.0)
            .id("servers")
            .chosen(state.card)
            .on_move(Message::Card),
        row![
            chip("English", true, Message::Pressed("english")),
            chip("No puzzle", false, Message::Pressed("puzzle"))
        ]
        .spacing(8),
    ]
    .spacing(theme::space::FIELDS)
    .into()
}

fn rest<'a>(state: &'a Gallery, ctx: Ctx<'_>) -> Element<'a, Message> {
    let pixels: Vec<u8> = (0..100 * 40)
        .flat_map(|at| [if at % 10 < 5 { 30 } else { 220 }, 80, 120, 255])
        .collect();
    let puzzle = Captcha {
        id: "answer".into(),
        question: "Which characters do you see?".to_owned(),
        picture: Picture::Ready {
            handle: iced::widget::image::Handle::from_rgba(100, 40, pixels),
            width: 100,
            height: 40,
        },
        answer: &state.name,
        on_input: Box::new(Message::Name),
        optional: None,
        placeholder: "Type them here".to_owned(),
        notes: Notes {
            help: Some("A new puzzle came because the first was used up.".to_owned()),
            ..Notes::default()
        },
    };
    let icons = Icon::ALL.iter().map(|shown| icon(*shown, 24.0).into());
    column![
        captcha(puzzle, ctx),
        notice(Tone::Bad, "The server did not say why.", None),
        notice(Tone::Warn, "Too many today. Try again later.", None),
        notice(Tone::Calm, "You will get an e-mail.", None),
        card(column![
            text::hero("juliet@example.org"),
            text::muted("Your address")
        ]),
        row![
            button(Kind::Plain, "Copy")
                .icon(Icon::Copy)
                .on_press(Message::Pressed("copy")),
            button(Kind::Danger, "Delete").on_press(Message::Pressed("delete")),
            button(Kind::Primary, "Not now"),
        ]
        .spacing(8),
        details("What the server said", true, Message::Turned, || quote(
            "cancel: conflict"
        )),
        row(icons).spacing(8).wrap(),
        row![
            spinner::spinner(24.0, true),
            tag(Tone::Warn, "slow"),
            tag(Tone::Bad, "closed"),
            tag(Tone::Calm, "web page")
        ]
        .spacing(8),
    ]
    .spacing(theme::space::FIELDS)
    .into()
}
