//! There is an account, and a sign-in has proved it.

use iced::Alignment;
use iced::widget::{column, row};

use super::keepsake;
use crate::domain::Secret;
use crate::theme::{self, Element};
use crate::widget::footer::{Footer, Primary};
use crate::widget::icon::{Icon, icon};
use crate::widget::{Ctx, text};

/// What the page wants done.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub enum Action {
    /// Nothing.
    None,
    /// To put this on the clipboard.
    Copy(Secret),
    /// To begin anew.
    Another,
    /// To close the window.
    Close,
}

/// What happened on the page.
#[derive(Debug, Clone)]
pub enum Message {
    /// Something with the address or the password.
    Keepsake(keepsake::Message),
    /// Another account is wanted.
    AnotherPressed,
    /// It is enough.
    ClosePressed,
}

/// The page.
#[derive(Debug, Clone)]
pub struct State {
    keepsake: keepsake::State,
}

impl State {
    /// The page for an account of which a sign-in was made just now.
    #[must_use]
    pub fn new(address: String, password: Secret) -> Self {
        Self {
            keepsake: keepsake::State::new(address, password),
        }
    }

    /// Takes note of what happened.
    pub fn update(&mut self, message: &Message) -> Action {
        match message {
            Message::Keepsake(message) => self
                .keepsake
                .update(message)
                .map_or(Action::None, Action::Copy),
            Message::AnotherPressed => Action::Another,
            Message::ClosePressed => Action::Close,
        }
    }

    /// What stands in the bar at the bottom.
    #[must_use]
    pub fn footer(&self, ctx: Ctx<'_>) -> Footer<Message> {
        Footer {
            links: vec![(ctx.i18n.text("done-another"), Message::AnotherPressed)],
            primary: Some(Primary {
                label: ctx.i18n.text("close"),
                message: Some(Message::ClosePressed),
                busy: false,
            }),
            ..Footer::default()
        }
    }

    /// Draws the page.
    #[must_use]
    pub fn view<'a>(&'a self, ctx: Ctx<'_>) -> Element<'a, Message> {
        let proved = row![
            icon(Icon::Check, 18.0).line(2.4),
            text::scaled(ctx.i18n.text("done-proved"), theme::BODY, theme::SEMIBOLD)
        ]
        .spacing(6)
        .align_y(Alignment::Center);
        let proved = iced::widget::container(proved).style(|theme: &theme::Theme| {
            iced::widget::container::Style::default().color(theme.tokens().good)
        });
        let cards = column![
            self.keepsake.address_card(Some(proved.into()), ctx),
            self.keepsake
                .password_card(ctx.i18n.text("password-not-saved"), ctx),
        ]
        .spacing(8);
        column![
            text::title(ctx.i18n.text("done-title")),
            Element::from(cards).map(Message::Keepsake)
        ]
        .spacing(16)
        .into()
    }
}
