//! The program's window: the component of [`crate::embed`], alone in a window of its own.

mod frame;
mod raise;

use std::path::PathBuf;

use iced::{Subscription, Task, event, window};

use crate::embed::{self, Component, Event, Options, Update};
use crate::platform::instance::{Handed, Inbox};
use crate::theme::{self, Element};

/// Opens the window and stays until it is closed. What comes into the inbox meanwhile is done there, and raises it.
///
/// # Errors
///
/// If there is no display, or none that can be drawn on.
pub fn run(options: Options, inbox: Inbox) -> iced::Result {
    let text = options.settings.as_ref().map(|loaded| loaded.settings.text);
    let scale = text.unwrap_or_default().factor();
    iced::application(
        move || Program::new(options.clone(), inbox.clone()),
        Program::update,
        Program::view,
    )
    .title(Program::title)
    .subscription(Program::subscription)
    .settings(theme::settings())
    .theme(|program: &Program| program.component.theme_set())
    .scale_factor(|program: &Program| program.component.scale_set())
    .window(frame::settings(scale))
    .run()
}

struct Program {
    component: Component,
    inbox: Inbox,
    raise: raise::State,
    /// One of the files that are being dropped was taken: they come one by one, and nobody can open two invitations at once.
    dropped: bool,
}

#[derive(Debug, Clone)]
enum Message {
    Component(embed::Message),
    CloseRequested,
    Handed(Handed),
    Focus(raise::Message),
    File(FileEvent),
}

/// Files that another program hands over by the mouse.
#[derive(Debug, Clone)]
enum FileEvent {
    /// One of them is over the window.
    Hovered,
    /// They have left it.
    Left,
    /// This one was dropped.
    Dropped(PathBuf),
}

impl Program {
    fn new(options: Options, inbox: Inbox) -> (Self, Task<Message>) {
        let (component, task) = Component::wizard(options);
        let component = component.alone();
        let program = Self {
            component,
            inbox,
            raise: raise::State::default(),
            dropped: false,
        };
        (program, task.map(Message::Component))
    }

    fn title(&self) -> String {
        format!("{} - Vestibule", self.component.title())
    }

    fn update(&mut self, message: Message) -> Task<Message> {
        let mut raised = Task::none();
        let Update { task, events } = match message {
            Message::Component(message) => self.component.update(message),
            Message::CloseRequested => self.component.close(),
            Message::File(FileEvent::Hovered) => {
                self.dropped = false;
                self.component.file_hovers(true)
            }
            Message::File(FileEvent::Left) => self.component.file_hovers(false),
            Message::File(FileEvent::Dropped(_)) if self.dropped => return Task::none(),
            Message::File(FileEvent::Dropped(file)) => {
                self.dropped = true;
                self.component.open_file(file)
            }
            Message::Focus(message) => return self.raise.update(message),
            Message::Handed(handed) => {
                let Some(wish) = handed.take() else {
                    return Task::none();
                };
                raised = self.raise.raise();
                self.component.hand(wish)
            }
        };
        if events.contains(&Event::Closed) {
            return iced::exit();
        }
        Task::batch([raised, task.map(Message::Component)])
    }

    fn view(&self) -> Element<'_, Message> {
        self.component.view().map(Message::Component)
    }

    fn subscription(&self) -> Subscription<Message> {
        Subscription::batch([
            self.component.subscription().map(Message::Component),
            window::close_requests().map(|_| Message::CloseRequested),
            Subscription::run_with(self.inbox.clone(), Inbox::listen).map(Message::Handed),
            raise::subscription().map(Message::Focus),
            event::listen_with(files).map(Message::File),
        ])
    }
}

fn files(event: iced::Event, _status: event::Status, _window: window::Id) -> Option<FileEvent> {
    match event {
        iced::Event::Window(window::Event::FileHovered(_)) => Some(FileEvent::Hovered),
        iced::Event::Window(window::Event::FilesHoveredLeft) => Some(FileEvent::Left),
        iced::Event::Window(window::Event::FileDropped(file)) => Some(FileEvent::Dropped(file)),
        _ => None,
    }
}
