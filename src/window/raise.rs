//! Brings the window before the person.
//!
//! On X11 that is asked of the window manager (`_NET_ACTIVE_WINDOW`), which also brings back what is minimized. Under Wayland a
//! window can only be activated with a token of the program that the person clicked in, and the toolkit takes one for a
//! window that is opened, not for one that is open: there it asks for attention, and the desktop decides how that is shown.

use iced::window::{self, UserAttention};
use iced::{Event, Subscription, Task, event};

/// Whether the window has the focus, and whether it has asked for attention.
#[derive(Debug, Default)]
pub(super) struct State {
    focused: bool,
    asked: bool,
}

/// What happened to the focus.
#[derive(Debug, Clone, Copy)]
pub(super) enum Message {
    /// The window has it.
    Got(window::Id),
    /// It has it no longer.
    Lost,
}

pub(super) fn subscription() -> Subscription<Message> {
    event::listen_with(|event, _, id| match event {
        Event::Window(window::Event::Focused) => Some(Message::Got(id)),
        Event::Window(window::Event::Unfocused) => Some(Message::Lost),
        _ => None,
    })
}

impl State {
    pub(super) fn update<T: Send + 'static>(&mut self, message: Message) -> Task<T> {
        match message {
            Message::Lost => self.focused = false,
            Message::Got(id) => {
                self.focused = true;
                if std::mem::take(&mut self.asked) {
                    // Some desktops would go on asking.
                    return window::request_user_attention(id, None);
                }
            }
        }
        Task::none()
    }

    /// Raises the window.
    pub(super) fn raise<T: Send + 'static>(&mut self) -> Task<T> {
        // A window that has the focus would never be told that it got it, and would go on asking. Raised it is all the same:
        // that it has lost it may not be known here yet.
        let asks = !self.focused;
        self.asked |= asks;
        window::latest().and_then(move |id| {
            let attention = if asks {
                window::request_user_attention(id, Some(UserAttention::Informational))
            } else {
                Task::none()
            };
            Task::batch([
                attention,
                window::minimize(id, false),
                window::gain_focus(id),
            ])
        })
    }
}
