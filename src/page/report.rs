//! The details of a fault, folded away, and a button that copies them for those who mend it. Part of other pages.

use iced::Length;
use iced::widget::column;

use crate::theme::{self, Element};
use crate::widget::Ctx;
use crate::widget::button::icon_link;
use crate::widget::details::{details, quote};
use crate::widget::icon::Icon;

/// What happened to it.
#[derive(Debug, Clone)]
pub enum Message {
    /// The details were folded or unfolded.
    Toggled,
    /// They are wanted on the clipboard.
    CopyPressed,
}

/// The details.
#[derive(Debug, Clone, Default)]
pub struct State {
    text: String,
    open: bool,
    copied: bool,
}

impl State {
    /// These details: technical, without anything of the person's.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self {
            text,
            ..Self::default()
        }
    }

    /// Newer ones; folded or not as before.
    pub fn renew(&mut self, text: String) {
        self.text = text;
        self.copied = false;
    }

    /// Takes note of what happened; returns what is to be put on the clipboard.
    pub fn update(&mut self, message: &Message) -> Option<String> {
        match message {
            Message::Toggled => {
                self.open = !self.open;
                None
            }
            Message::CopyPressed => {
                self.copied = true;
                Some(self.text.clone())
            }
        }
    }

    /// Draws them, if there are any.
    #[must_use]
    pub fn view<'a>(&'a self, ctx: Ctx<'_>) -> Option<Element<'a, Message>> {
        let fold = || {
            details(
                ctx.i18n.text("details"),
                self.open,
                Message::Toggled,
                || self.unfolded(ctx),
            )
        };
        (!self.text.is_empty()).then(fold)
    }

    fn unfolded<'a>(&'a self, ctx: Ctx<'_>) -> Element<'a, Message> {
        let (icon, label) = if self.copied {
            (Icon::Check, ctx.i18n.text("trouble-copied"))
        } else {
            (Icon::Copy, ctx.i18n.text("trouble-copy"))
        };
        column![
            quote(self.text.clone()),
            icon_link(icon, label, theme::SMALL, Message::CopyPressed)
        ]
        .spacing(8)
        .width(Length::Fill)
        .into()
    }
}
