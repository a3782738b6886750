//! Vestibule's wizard inside of another program: Parley, a chat program that has a list of chats, and nothing to chat with
//! before it has an account.
//!
//! `cargo run --example embed` for real servers, `cargo run --example embed -- --practice` for a practice server inside the
//! program. Parley is light or dark at the press of a button, and the wizard with it.

use std::env;
use std::error::Error;

use iced::widget::{button, column, container, operation, row, rule, space, text, text_input};
use iced::{Color, Element, Fill, Length, Subscription, Task, Theme, keyboard, theme, window};
use vestibule::domain::Address;
use vestibule::embed::{self, Component, Event, Options, Registered};
use vestibule::practice;

fn main() -> Result<(), Box<dyn Error>> {
    let is_practice = env::args()
        .nth(1)
        .is_some_and(|argument| argument == "--practice");
    // It ends with this program, and so do the accounts that were registered there.
    let practice = is_practice.then(practice::start).transpose()?;
    let options = match &practice {
        Some(practice) => Options::on_practice(practice)?,
        None => Options::default(),
    };
    let settings = iced::Settings {
        // The wizard is drawn in its own type, beside that of the program.
        fonts: embed::fonts(),
        ..iced::Settings::default()
    };
    iced::application(
        move || Parley::new(options.clone()),
        Parley::update,
        Parley::view,
    )
    .title(Parley::title)
    .theme(Parley::theme)
    .subscription(Parley::subscription)
    .settings(settings)
    .window_size((1000.0, 720.0))
    .exit_on_close_request(false)
    .run()?;
    Ok(())
}

/// The program.
struct Parley {
    options: Options,
    page: Page,
    is_dark: bool,
    /// What is typed into the line over the chats.
    search: String,
    /// What was searched for last.
    found: Option<String>,
    accounts: Vec<Address>,
    /// The window is to be closed as soon as the wizard lets it.
    leaving: bool,
}

/// What stands beside the list of chats.
enum Page {
    Chats,
    Wizard(Component),
}

#[derive(Debug, Clone)]
enum Message {
    SearchTyped(String),
    SearchEntered,
    ChatsPressed,
    NewAccountPressed,
    /// The settings of the account in this place of the list are wanted.
    AccountPressed(usize),
    LookPressed,
    /// In the wizard: it is the wizard's own business.
    Wizard(embed::Message),
    /// Tab was pressed where nothing took it; `true` is back.
    TabPressed(bool),
    CloseRequested,
}

const SEARCH: &str = "search";

impl Parley {
    fn new(options: Options) -> (Self, Task<Message>) {
        let parley = Self {
            options,
            page: Page::Chats,
            is_dark: false,
            search: String::new(),
            found: None,
            accounts: Vec::new(),
            leaving: false,
        };
        (parley, operation::focus(SEARCH))
    }

    fn title(&self) -> String {
        let shown = match &self.page {
            Page::Wizard(wizard) => wizard.title(),
            Page::Chats => match (self.accounts.last(), &self.found) {
                (Some(account), Some(found)) => format!("{found} in the chats of {account}"),
                (Some(account), None) => format!("the chats of {account}"),
                (None, _) => "chats".to_owned(),
            },
        };
        format!("Parley: {shown}")
    }

    fn theme(&self) -> Theme {
        theme(self.is_dark)
    }

    fn update(&mut self, message: Message) -> Task<Message> {
        match (message, &mut self.page) {
            (Message::SearchTyped(typed), _) => self.search = typed,
            (Message::SearchEntered, _) => self.found = Some(std::mem::take(&mut self.search)),
            (Message::LookPressed, _) => self.is_dark = !self.is_dark,
            (Message::NewAccountPressed, Page::Chats) => {
                let (wizard, task) = Component::wizard(self.options.clone());
                self.page = Page::Wizard(wizard);
                return task.map(Message::Wizard);
            }
            (Message::AccountPressed(place), Page::Chats) => {
                let account = self.accounts.get(place);
                let (settings, task) = Component::account(self.options.clone(), account);
                self.page = Page::Wizard(settings);
                return task.map(Message::Wizard);
            }
            // It is shown already; the focus goes back into it.
            (Message::NewAccountPressed | Message::AccountPressed(_), Page::Wizard(wizard)) => {
                return wizard.focus().map(Message::Wizard);
            }
            (Message::Wizard(message), Page::Wizard(wizard)) => {
                let update = wizard.update(message);
                return self.wizard_did(update);
            }
            // The wizard is asked before it goes: something may be on its way.
            (Message::ChatsPressed, Page::Wizard(wizard)) => {
                let update = wizard.close();
                return self.wizard_did(update);
            }
            (Message::CloseRequested, Page::Wizard(wizard)) => {
                self.leaving = true;
                let update = wizard.close();
                return self.wizard_did(update);
            }
            (Message::CloseRequested, Page::Chats) => return iced::exit(),
            (Message::TabPressed(true), _) => return operation::focus_previous(),
            (Message::TabPressed(false), _) => return operation::focus_next(),
            (Message::Wizard(_) | Message::ChatsPressed, Page::Chats) => {}
        }
        Task::none()
    }

    fn wizard_did(&mut self, update: embed::Update) -> Task<Message> {
        for event in update.events {
            match event {
                Event::Registered(Registered {
                    address: Some(address),
                    proved: true,
                    ..
                }) => self.accounts.push(address),
                Event::Deleted(gone) => self.accounts.retain(|account| *account != gone),
                Event::Closed if self.leaving => return iced::exit(),
                Event::Closed => {
                    self.page = Page::Chats;
                    return operation::focus(SEARCH);
                }
                _ => {}
            }
        }
        update.task.map(Message::Wizard)
    }

    fn subscription(&self) -> Subscription<Message> {
        Subscription::batch([
            match &self.page {
                Page::Wizard(wizard) => wizard.subscription().map(Message::Wizard),
                Page::Chats => Subscription::none(),
            },
            // Keys that nothing took, the wizard neither: a Tab from its last control leads out of it.
            keyboard::listen().filter_map(|event| match event {
                keyboard::Event::KeyPressed {
                    key: keyboard::Key::Named(keyboard::key::Named::Tab),
                    modifiers,
                    ..
                } => Some(Message::TabPressed(modifiers.shift())),
                _ => None,
            }),
            window::close_requests().map(|_| Message::CloseRequested),
        ])
    }

    fn view(&self) -> Element<'_, Message> {
        let page = match &self.page {
            // The wizard brings its own theme along, light or dark as that of the program.
            Page::Wizard(wizard) => wizard.view().map(Message::Wizard),
            Page::Chats => self.chats(),
        };
        row![self.sidebar(), rule::vertical(1), page].into()
    }

    fn sidebar(&self) -> Element<'_, Message> {
        let search = text_input("Search", &self.search)
            .id(SEARCH)
            .on_input(Message::SearchTyped)
            .on_submit(Message::SearchEntered);
        let accounts = self.accounts.iter().enumerate().map(|(place, account)| {
            let settings = button(text(account.to_string()));
            settings
                .on_press(Message::AccountPressed(place))
                .style(button::secondary)
                .width(Fill)
                .into()
        });
        let list = column![
            search,
            button("Chats").on_press(Message::ChatsPressed).width(Fill),
            button("New account")
                .on_press(Message::NewAccountPressed)
                .width(Fill),
            column(accounts).spacing(8),
            space::vertical(),
            button(if self.is_dark { "Light" } else { "Dark" })
                .style(button::text)
                .on_press(Message::LookPressed),
        ];
        container(list.spacing(12))
            .padding(12)
            .width(Length::Fixed(220.0))
            .into()
    }

    fn chats(&self) -> Element<'_, Message> {
        let words = match (&self.found, self.accounts.is_empty()) {
            (Some(found), _) => format!("Nothing is found for \"{found}\"."),
            (None, true) => "You need an account to chat.".to_owned(),
            (None, false) => "Nobody has written yet.".to_owned(),
        };
        container(text(words)).center(Fill).into()
    }
}

/// Parley's own colours.
fn theme(is_dark: bool) -> Theme {
    let name = if is_dark { "Parley dark" } else { "Parley" };
    let (ground, ink) = if is_dark {
        (Color::from_rgb8(0x1d, 0x12, 0x26), Color::WHITE)
    } else {
        (Color::from_rgb8(0xfb, 0xf6, 0xff), Color::BLACK)
    };
    let palette = theme::Palette {
        background: ground,
        text: ink,
        primary: Color::from_rgb8(0x8e, 0x44, 0xad),
        ..theme::Palette::LIGHT
    };
    Theme::custom(name, palette)
}
