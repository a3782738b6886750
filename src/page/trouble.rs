//! Something is in the way: one title, one sentence, one thing to do, and the details folded below.

use iced::widget::{Id, Space, column, container, row};
use iced::{Alignment, Length, border};

use crate::theme::{self, Element, Theme};
use crate::widget::button::{Kind, button, icon_link};
use crate::widget::details::{details, quote};
use crate::widget::footer::Footer;
use crate::widget::icon::{Icon, icon};
use crate::widget::{Ctx, text};

pub use crate::words::trouble::{Cause, Fault};

/// What can be done about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cure {
    OtherServer,
    Again,
    Connection,
}

/// What the page wants done.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub enum Action {
    /// Nothing.
    None,
    /// To go back to the choice of a server.
    OtherServer,
    /// To try the same again.
    Again,
    /// To go back and set how to connect.
    Connection,
    /// To put this on the clipboard.
    Copy(String),
}

/// What happened on the page.
#[derive(Debug, Clone)]
pub enum Message {
    /// Another server is wanted.
    OtherServerPressed,
    /// The same is wanted again.
    AgainPressed,
    /// Another way to connect is wanted.
    ConnectionPressed,
    /// The details were folded or unfolded.
    DetailsToggled,
    /// The details are wanted on the clipboard.
    CopyPressed,
}

/// The page.
#[derive(Debug, Clone)]
pub struct State {
    domain: String,
    cause: Cause,
    server_text: Option<String>,
    report: String,
    open: bool,
}

impl State {
    /// The page for this cause. `report` is what a person can hand on: technical, without secrets.
    #[must_use]
    pub fn new(domain: String, cause: Cause, server_text: Option<String>, report: String) -> Self {
        Self {
            domain,
            cause,
            server_text,
            report,
            open: false,
        }
    }

    /// The title of the page.
    #[must_use]
    pub fn title(&self, ctx: Ctx<'_>) -> String {
        self.cause.title(ctx.i18n, &self.domain)
    }

    /// What has the focus when the page opens: the one thing to do.
    #[must_use]
    pub fn first_focus(&self) -> Id {
        Id::new("cure")
    }

    /// Takes note of what happened.
    pub fn update(&mut self, message: &Message) -> Action {
        match message {
            Message::OtherServerPressed => Action::OtherServer,
            Message::AgainPressed => Action::Again,
            Message::ConnectionPressed => Action::Connection,
            Message::DetailsToggled => {
                self.open = !self.open;
                Action::None
            }
            Message::CopyPressed => Action::Copy(self.report.clone()),
        }
    }

    /// What stands in the bar at the bottom.
    #[must_use]
    pub fn footer(&self, ctx: Ctx<'_>) -> Footer<Message> {
        Footer {
            back: Some((ctx.i18n.text("back"), Message::OtherServerPressed)),
            ..Footer::default()
        }
    }

    /// What Enter says.
    #[must_use]
    pub fn enter(&self) -> Message {
        match self.cure() {
            Cure::OtherServer => Message::OtherServerPressed,
            Cure::Again => Message::AgainPressed,
            Cure::Connection => Message::ConnectionPressed,
        }
    }

    /// Draws the page.
    #[must_use]
    pub fn view<'a>(&'a self, ctx: Ctx<'_>) -> Element<'a, Message> {
        let other = |kind| {
            button(kind, ctx.i18n.text("trouble-other-server"))
                .on_press(Message::OtherServerPressed)
        };
        let again =
            |kind| button(kind, ctx.i18n.text("trouble-again")).on_press(Message::AgainPressed);
        let connection = |kind| {
            button(kind, ctx.i18n.text("trouble-connection")).on_press(Message::ConnectionPressed)
        };
        let (first, second) = match self.cure() {
            Cure::OtherServer => (other(Kind::Primary), again(Kind::Plain)),
            Cure::Again if self.is_the_proxys() => (again(Kind::Primary), connection(Kind::Plain)),
            Cure::Again => (again(Kind::Primary), other(Kind::Plain)),
            Cure::Connection => (connection(Kind::Primary), again(Kind::Plain)),
        };
        let (first, second) = (Element::from(first.id("cure")), Element::from(second));
        let buttons: Element<'a, Message> = if ctx.narrow {
            column![first, second]
                .spacing(8)
                .align_x(Alignment::Center)
                .into()
        } else {
            row![first, second].spacing(8).into()
        };
        let fold = details(
            ctx.i18n.text("details"),
            self.open,
            Message::DetailsToggled,
            || self.unfolded(ctx),
        );
        let words = column![
            text::centered_title(self.title(ctx)),
            text::muted(self.cause.sentence(ctx.i18n, &self.domain)).center(),
        ]
        .spacing(8)
        .align_x(Alignment::Center);
        // What a server that is closed says is often how to come in all the same: it is not for the details.
        let said = self.server_text.as_ref().map(|words| {
            column![
                text::small(ctx.i18n.text("server-says")),
                quote(words.clone())
            ]
            .spacing(8)
        });
        let all = column![
            Space::new().height(if ctx.narrow { 8 } else { 72 }),
            badge(self.icon()),
            words,
        ]
        .push(said)
        .push(buttons)
        .push(fold)
        .spacing(24)
        .align_x(Alignment::Center)
        .max_width(560);
        container(all).center_x(Length::Fill).into()
    }

    fn unfolded<'a>(&'a self, ctx: Ctx<'_>) -> Element<'a, Message> {
        column![
            quote(self.report.clone()),
            icon_link(
                Icon::Copy,
                ctx.i18n.text("trouble-copy"),
                theme::SMALL,
                Message::CopyPressed,
            )
        ]
        .spacing(8)
        .width(Length::Fill)
        .into()
    }

    fn cure(&self) -> Cure {
        match self.cause {
            Cause::NotFound
            | Cause::NotServed
            | Cause::NoEncryption
            | Cause::Handshake
            | Cause::Certificate(_)
            | Cause::NotUnderstood
            | Cause::Closed
            | Cause::InvitationNeeded
            | Cause::Blocked
            | Cause::TooMany => Cure::OtherServer,
            Cause::ProxyLogin
            | Cause::ProxyLoginWrong
            | Cause::NotAProxy
            | Cause::ProxyForbids
            | Cause::ProxyNoWay => Cure::Connection,
            Cause::NoNetwork
            | Cause::Names
            | Cause::ProxyAway
            | Cause::ProxyLost
            | Cause::Refused
            | Cause::Unreachable
            | Cause::NoAnswer
            | Cause::Lost
            | Cause::Unknown
            | Cause::ServerFault
            | Cause::OurFault => Cure::Again,
        }
    }

    /// Whether it is about the proxy, and no other server would help.
    fn is_the_proxys(&self) -> bool {
        matches!(self.cause, Cause::ProxyAway | Cause::ProxyLost)
    }

    fn icon(&self) -> Icon {
        match self.cause {
            Cause::NotFound | Cause::NotServed | Cause::Unknown => Icon::Question,
            Cause::NoNetwork
            | Cause::Names
            | Cause::Refused
            | Cause::Unreachable
            | Cause::Lost
            | Cause::ProxyAway
            | Cause::NotAProxy
            | Cause::ProxyNoWay
            | Cause::ProxyLost => Icon::Unplugged,
            Cause::NoAnswer | Cause::TooMany => Icon::Clock,
            Cause::NoEncryption | Cause::Handshake | Cause::Certificate(_) => Icon::Shield,
            Cause::Closed
            | Cause::Blocked
            | Cause::ProxyLogin
            | Cause::ProxyLoginWrong
            | Cause::ProxyForbids => Icon::Closed,
            Cause::InvitationNeeded => Icon::Mail,
            Cause::NotUnderstood | Cause::ServerFault | Cause::OurFault => Icon::Alert,
        }
    }
}

/// The large icon on its soft ground.
fn badge<'a, Message: 'a>(shown: Icon) -> Element<'a, Message> {
    container(
        icon(shown, 36.0)
            .line(1.8)
            .color(|theme| theme.tokens().bad),
    )
    .center(72)
    .style(|theme: &Theme| container::Style {
        background: Some(theme.tokens().bad_soft.into()),
        border: border::rounded(36),
        ..container::Style::default()
    })
    .into()
}
