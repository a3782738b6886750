//! There is an account, and a sign-in has proved it.

use iced::Alignment;
use iced::widget::{column, container, row};

use super::{handover, keepsake};
use crate::domain::{Keeping, Link, Secret};
use crate::i18n::Key;
use crate::theme::{self, Element, Theme};
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
    /// To open this page in the browser.
    Open(Link),
    /// To start the chat program in this place of the list.
    Start(usize),
    /// To begin anew.
    Another,
    /// To look after the account.
    Account,
    /// To close the window.
    Close,
}

/// What happened on the page.
#[derive(Debug, Clone)]
pub enum Message {
    /// Something with the address or the password.
    Keepsake(keepsake::Message),
    /// Something with the chat programs, or with the link for friends.
    Handover(handover::Message),
    /// Another account is wanted.
    AnotherPressed,
    /// Account settings are wanted.
    AccountPressed,
    /// It is enough.
    ClosePressed,
}

/// The page.
#[derive(Debug, Clone)]
pub struct State {
    /// `None` where the server asked for no name and password: it will have told the person elsewhere.
    keepsake: Option<keepsake::State>,
    handover: Option<handover::State>,
    domain: String,
    /// Who invited, by the whole address.
    inviter: Option<String>,
    /// The account was there already, and its password was set anew.
    reset: bool,
}

impl State {
    /// The page for an account of which a sign-in was made just now.
    #[must_use]
    pub fn new(address: String, password: Secret) -> Self {
        Self {
            handover: Some(handover::State::new(&address)),
            keepsake: Some(keepsake::State::new(address, password)),
            domain: String::new(),
            inviter: None,
            reset: false,
        }
    }

    /// The page for a server that said yes without having asked for a name and a password.
    #[must_use]
    pub fn without_address(domain: String) -> Self {
        Self {
            handover: None,
            keepsake: None,
            domain,
            inviter: None,
            reset: false,
        }
    }

    /// The same page for an account that this person invited to.
    #[must_use]
    pub fn invited_by(self, inviter: Option<String>) -> Self {
        Self { inviter, ..self }
    }

    /// The same page for an account that was there already, and whose password was set anew.
    #[must_use]
    pub fn reset(self, reset: bool) -> Self {
        Self { reset, ..self }
    }

    /// The password is there now.
    pub fn kept(&mut self, keeping: Keeping) {
        if let Some(keepsake) = &mut self.keepsake {
            keepsake.kept(keeping);
        }
    }

    /// The address, if the server made one here.
    #[must_use]
    pub fn address(&self) -> Option<&str> {
        self.keepsake.as_ref().map(keepsake::State::address)
    }

    /// Whether the password is where it is found again.
    #[must_use]
    pub fn is_saved(&self) -> bool {
        self.keepsake
            .as_ref()
            .is_some_and(keepsake::State::is_saved)
    }

    /// This becomes of the password if it is lost.
    pub fn lost(&mut self, lost: keepsake::Lost) {
        if let Some(keepsake) = &mut self.keepsake {
            keepsake.lost(lost);
        }
    }

    /// These chat programs are there, the one that the person prefers first.
    pub fn found(&mut self, programs: Vec<String>) {
        if let Some(handover) = &mut self.handover {
            handover.found(programs);
        }
    }

    /// The chat program in this place could not be started.
    pub fn could_not_start(&mut self, place: usize) {
        if let Some(handover) = &mut self.handover {
            handover.could_not_start(place);
        }
    }

    /// The title of the page.
    #[must_use]
    pub fn title(&self, ctx: Ctx<'_>) -> String {
        if self.keepsake.is_some() {
            ctx.i18n.text(if self.reset {
                Key("done-title-reset")
            } else {
                Key("done-title")
            })
        } else {
            ctx.i18n
                .with("done-no-address", [("domain", self.domain.as_str())])
        }
    }

    /// Takes note of what happened.
    pub fn update(&mut self, message: &Message) -> Action {
        match message {
            Message::Keepsake(message) => self
                .keepsake
                .as_mut()
                .and_then(|keepsake| keepsake.update(message))
                .map_or(Action::None, |wish| match wish {
                    keepsake::Wish::Copy(secret) => Action::Copy(secret),
                    keepsake::Wish::Open(page) => Action::Open(page),
                }),
            Message::Handover(message) => {
                let handover = self.handover.as_mut();
                match handover.and_then(|handover| handover.update(message)) {
                    Some(handover::Wish::Start(place)) => Action::Start(place),
                    Some(handover::Wish::Copy(link)) => Action::Copy(link),
                    None => Action::None,
                }
            }
            Message::AnotherPressed => Action::Another,
            Message::AccountPressed => Action::Account,
            Message::ClosePressed => Action::Close,
        }
    }

    /// What stands in the bar at the bottom.
    #[must_use]
    pub fn footer(&self, ctx: Ctx<'_>) -> Footer<Message> {
        Footer {
            links: self
                .keepsake
                .as_ref()
                .map(|_| (ctx.i18n.text("account-title"), Message::AccountPressed))
                .into_iter()
                .chain([(ctx.i18n.text("done-another"), Message::AnotherPressed)])
                .collect(),
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
        let page = column![text::title(self.title(ctx))].spacing(16);
        let Some(keepsake) = &self.keepsake else {
            return page
                .push(text::muted(ctx.i18n.text("done-no-address-why")))
                .into();
        };
        let proved = row![
            icon(Icon::Check, 18.0).line(2.4),
            text::scaled(ctx.i18n.text("done-proved"), theme::BODY, theme::SEMIBOLD)
        ]
        .spacing(6)
        .align_y(Alignment::Center);
        let proved = container(proved)
            .style(|theme: &Theme| container::Style::default().color(theme.tokens().good));
        let cards = column![
            keepsake
                .address_card(Some(proved.into()), ctx)
                .map(Message::Keepsake),
            keepsake.password_card(ctx).map(Message::Keepsake),
        ]
        .spacing(8);
        let inviter = self
            .inviter
            .as_deref()
            .map(|inviter| text::muted(ctx.i18n.with("invitation-from", [("address", inviter)])));
        let handover = self.handover.as_ref();
        let handover = handover.map(|handover| handover.view(ctx).map(Message::Handover));
        let reset = self.reset.then(|| text::muted(ctx.i18n.text("done-reset")));
        page.push(reset)
            .push(inviter)
            .push(cards.push(handover))
            .into()
    }
}
