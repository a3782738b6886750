//! The program's window: what `app` holds, alone in a window of its own. Other programs hold the same in a page of theirs.

mod frame;

use iced::{Subscription, Task, theme as base, window};

use crate::app::{App, Event, Message, Options, Outside};
use crate::theme::{self, Element, Theme};

/// Opens the window and stays until it is closed.
///
/// # Errors
///
/// If there is no display, or none that can be drawn on.
pub fn run(options: Options) -> iced::Result {
    iced::application(
        move || Program::new(options.clone()),
        Program::update,
        Program::view,
    )
    .title(Program::title)
    .style(|program: &Program, theme: &Theme| program.style(*theme))
    .subscription(Program::subscription)
    .settings(theme::settings())
    .window(frame::settings())
    .run()
}

struct Program {
    app: App,
    /// Counts the updates, for [`Program::style`].
    updates: u8,
}

impl Program {
    fn new(options: Options) -> (Self, Task<Message>) {
        let (app, task) = App::new(options, Box::new(Outside));
        (Self { app, updates: 0 }, task)
    }

    fn title(&self) -> String {
        self.app.title()
    }

    fn update(&mut self, message: Message) -> Task<Message> {
        self.updates = self.updates.wrapping_add(1);
        let task = self.app.update(message);
        if self.app.take_events().contains(&Event::Closed) {
            return Task::batch([task, iced::exit()]);
        }
        task
    }

    fn view(&self) -> Element<'_, Message> {
        self.app.view()
    }

    fn style(&self, theme: Theme) -> base::Style {
        let mut style = base::Base::base(&theme);
        // The software renderer finds out by itself what changed, and overlooks some of it; a ground of another colour
        // makes it draw everything. These colours cannot be told apart by eye, and there are many of them because
        // several updates may come before the next picture.
        style.background_color.a -= f32::from(self.updates) * 1e-6;
        style
    }

    fn subscription(&self) -> Subscription<Message> {
        Subscription::batch([
            self.app.subscription(),
            window::close_requests().map(|_| Message::CloseRequested),
        ])
    }
}
