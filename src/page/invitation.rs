//! Somebody has an invitation: its link is typed or pasted here, and what is known of it is said before anybody is asked.

pub mod line;

use iced::widget::{Id, column};

use crate::domain::Secret;
use crate::i18n::Key;
use crate::theme::Element;
use crate::widget::footer::{Footer, Primary};
use crate::widget::{Ctx, text};
use line::{Read, Wish};

/// What the page wants done.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub enum Action {
    /// Nothing.
    None,
    /// What the line wants.
    Line(Wish),
    /// To go back to the choice of a server.
    Back,
}

/// What happened on the page.
#[derive(Debug, Clone)]
pub enum Message {
    /// Something in the line.
    Line(line::Message),
    /// The way on was pressed.
    GoPressed,
    /// Another way to choose a server is wanted.
    BackPressed,
}

/// The page.
#[derive(Debug, Clone, Default)]
pub struct State {
    line: line::State,
}

impl State {
    /// The page with nothing typed.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The page with what may be the link of an invitation.
    #[must_use]
    pub fn with(text: Secret) -> Self {
        Self {
            line: line::State::new().typed(text),
        }
    }

    /// What is typed.
    #[must_use]
    pub fn text(&self) -> &Secret {
        self.line.text()
    }

    /// The line, for what comes from elsewhere.
    pub fn invitation_line(&mut self) -> &mut line::State {
        &mut self.line
    }

    /// Nothing on this computer could open the page of the invitation.
    pub fn could_not_open(&mut self) {
        self.line.could_not_open();
    }

    /// The title of the page.
    #[must_use]
    pub fn title(&self, ctx: Ctx<'_>) -> String {
        ctx.i18n.text("invitation-title")
    }

    /// What has the focus when the page opens.
    #[must_use]
    pub fn first_focus(&self) -> Id {
        line::id()
    }

    /// Takes note of what happened.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Line(message) => self.line.update(message).map_or(Action::None, Action::Line),
            Message::GoPressed => Action::Line(self.line.go()),
            Message::BackPressed => Action::Back,
        }
    }

    /// What stands in the bar at the bottom.
    #[must_use]
    pub fn footer(&self, ctx: Ctx<'_>) -> Footer<Message> {
        let label = match self.line.read() {
            Read::Page(_) => ctx.i18n.text(Key("invitation-open")),
            Read::Invitation(invitation) if invitation.domain.as_str().chars().count() <= 28 => {
                let domain = [("domain", invitation.domain.as_str())];
                ctx.i18n.with("server-go-with", domain)
            }
            _ => ctx.i18n.text("server-go"),
        };
        Footer {
            back: Some((ctx.i18n.text("back"), Message::BackPressed)),
            primary: Some(Primary {
                label,
                message: Some(Message::GoPressed),
                busy: false,
            }),
            ..Footer::default()
        }
    }

    /// Draws the page.
    #[must_use]
    pub fn view<'a>(&'a self, ctx: Ctx<'_>) -> Element<'a, Message> {
        column![
            column![
                text::title(self.title(ctx)),
                text::muted(ctx.i18n.text("invitation-intro"))
            ]
            .spacing(4),
            self.line.view(ctx).map(Message::Line),
        ]
        .spacing(16)
        .into()
    }
}
