//! Something is in the way: one title, one sentence, one thing to do, and the details folded below.

use iced::widget::{Id, Space, column, container, row};
use iced::{Alignment, Length, border};

use super::invitation::line;
use super::report;
use crate::domain::Domain;
use crate::i18n::Key;
use crate::theme::{Element, Theme};
use crate::widget::button::{Kind, button};
use crate::widget::details::quote;
use crate::widget::footer::Footer;
use crate::widget::icon::{Icon, icon};
use crate::widget::{Ctx, text};

pub use crate::words::trouble::{Cause, Fault, Stage};

/// What can be done about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cure {
    OtherServer,
    Again,
    Connection,
    Form,
    WithInvitation,
    WithoutInvitation,
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
    /// What the line for an invitation wants.
    Invitation(line::Wish),
    /// To go on without the invitation.
    WithoutInvitation,
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
    /// Something in the line for an invitation.
    Invitation(line::Message),
    /// It is to go on with what is in that line.
    WithInvitationPressed,
    /// It is to go on without the invitation.
    WithoutInvitationPressed,
    /// Something with the details.
    Report(report::Message),
}

/// The page.
#[derive(Debug, Clone)]
pub struct State {
    place: String,
    cause: Cause,
    server_text: Option<String>,
    report: report::State,
    own_way: bool,
    is_kept: bool,
    /// The line for an invitation, where one is wanted.
    invitation: Option<line::State>,
}

impl State {
    /// The page for this cause, about this server or host. `report` is what a person can hand on: technical, without
    /// secrets.
    #[must_use]
    pub fn new(place: String, cause: Cause, server_text: Option<String>, report: String) -> Self {
        let wants_one = matches!(cause, Cause::InvitationNeeded | Cause::InvitationRefused);
        let domain = Domain::parse(&place).ok().filter(|_| wants_one);
        Self {
            invitation: domain.map(line::State::of),
            place,
            cause,
            server_text,
            report: report::State::new(report),
            own_way: false,
            is_kept: false,
        }
    }

    /// The same page for a connection that was not left to the server's records.
    #[must_use]
    pub fn on_own_way(self, own_way: bool) -> Self {
        Self { own_way, ..self }
    }

    /// The same page with a word that a form is kept that was filled in.
    #[must_use]
    pub fn with_form_kept(self, is_kept: bool) -> Self {
        Self { is_kept, ..self }
    }

    /// The title of the page.
    #[must_use]
    pub fn title(&self, ctx: Ctx<'_>) -> String {
        self.cause.title(ctx.i18n, &self.place)
    }

    /// What has the focus when the page opens: the one thing to do.
    #[must_use]
    pub fn first_focus(&self) -> Id {
        if self.cure() == Cure::WithInvitation {
            line::id()
        } else {
            Id::new("cure")
        }
    }

    /// Whether an invitation is wanted.
    #[must_use]
    pub fn asks_invitation(&self) -> bool {
        self.invitation.is_some()
    }

    /// The line for an invitation, where one is wanted, for what comes from elsewhere.
    pub fn invitation_line(&mut self) -> Option<&mut line::State> {
        self.invitation.as_mut()
    }

    /// Nothing on this computer could open the page of the invitation.
    pub fn could_not_open(&mut self) {
        if let Some(line) = &mut self.invitation {
            line.could_not_open();
        }
    }

    /// Takes note of what happened.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::OtherServerPressed => Action::OtherServer,
            Message::AgainPressed => Action::Again,
            Message::ConnectionPressed => Action::Connection,
            Message::WithoutInvitationPressed => Action::WithoutInvitation,
            Message::Invitation(message) => {
                let wish = self.invitation.as_mut();
                let wish = wish.and_then(|line| line.update(message));
                wish.map_or(Action::None, Action::Invitation)
            }
            Message::WithInvitationPressed => {
                let line = self.invitation.as_mut();
                line.map_or(Action::None, |line| Action::Invitation(line.go()))
            }
            Message::Report(message) => self
                .report
                .update(&message)
                .map_or(Action::None, Action::Copy),
        }
    }

    /// Whether it is mended where the proxy is set.
    #[must_use]
    pub fn is_mended_at_proxy(&self) -> bool {
        self.cause.is_of_proxy()
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
        let typed = self.invitation.as_ref().filter(|line| !line.is_empty());
        match typed {
            Some(_) => Message::WithInvitationPressed,
            None => self.cure().message(),
        }
    }

    /// Draws the page.
    #[must_use]
    pub fn view<'a>(&'a self, ctx: Ctx<'_>) -> Element<'a, Message> {
        let cure = self.cure();
        let show =
            |kind, cure: Cure| button(kind, ctx.i18n.text(cure.label())).on_press(cure.message());
        let first = Element::from(show(Kind::Primary, cure).id("cure"));
        let second = Element::from(show(Kind::Plain, self.second()));
        let buttons: Element<'a, Message> = if ctx.narrow {
            column![first, second]
                .spacing(8)
                .align_x(Alignment::Center)
                .into()
        } else {
            row![first, second].spacing(8).into()
        };
        let words = column![
            text::centered_title(self.title(ctx)),
            text::muted(self.cause.sentence(ctx.i18n, &self.place)).center(),
        ]
        .push(
            self.is_kept
                .then(|| text::muted(ctx.i18n.text("trouble-kept")).center()),
        )
        .spacing(8)
        .align_x(Alignment::Center);
        let line = self.invitation.as_ref();
        let line = line.map(|line| line.view(ctx).map(Message::Invitation));
        // What a server that is closed says is often how to come in all the same: it is not for the details.
        let said = self.server_text.as_ref().map(|words| {
            column![
                text::small(ctx.i18n.text("server-says")),
                quote(words.clone())
            ]
            .spacing(8)
        });
        let all = column![
            Space::new().height(if ctx.narrow || self.invitation.is_some() {
                8
            } else {
                72
            }),
            self.badge(),
            words,
        ]
        .push(said)
        .push(line)
        .push(buttons)
        .push(self.report.view(ctx).map(|fold| fold.map(Message::Report)))
        .spacing(24)
        .align_x(Alignment::Center)
        .max_width(560);
        container(all).center_x(Length::Fill).into()
    }

    /// The one thing to do.
    fn cure(&self) -> Cure {
        match self.cause {
            // Where a host or a kind of encryption was set by hand, that is what is wrong, most likely.
            Cause::NotFound
            | Cause::NotServed
            | Cause::Refused
            | Cause::Unreachable
            | Cause::NoAnswer(Stage::Connect | Stage::Secure)
            | Cause::NoEncryption
            | Cause::Handshake
            | Cause::NotUnderstood
                if self.own_way =>
            {
                Cure::Connection
            }
            Cause::NotFound
            | Cause::NotServed
            | Cause::NoEncryption
            | Cause::Handshake
            | Cause::Certificate(_)
            | Cause::Impostor
            | Cause::NotUnderstood
            | Cause::Closed
            | Cause::Blocked
            | Cause::TooMany => Cure::OtherServer,
            Cause::InvitationNeeded => Cure::WithInvitation,
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
            | Cause::NoAnswer(_)
            | Cause::Lost
            | Cause::Ended
            | Cause::SaidNo
            | Cause::ServerFault
            | Cause::OurFault => Cure::Again,
            Cause::InvitationRefused => Cure::WithoutInvitation,
            // It is for the person to send it once more, who may know better what became of it.
            Cause::Unknown => Cure::Form,
        }
    }

    /// What can be done instead.
    fn second(&self) -> Cure {
        match self.cure() {
            Cure::Again if self.is_the_proxys() => Cure::Connection,
            Cure::Again | Cure::Form | Cure::WithInvitation | Cure::WithoutInvitation => {
                Cure::OtherServer
            }
            Cure::OtherServer | Cure::Connection => Cure::Again,
        }
    }

    /// Whether it is about the proxy, and no other server would help.
    fn is_the_proxys(&self) -> bool {
        matches!(self.cause, Cause::ProxyAway | Cause::ProxyLost)
    }

    /// The large icon on its soft ground.
    fn badge<'a>(&self) -> Element<'a, Message> {
        // What is not known is nobody's fault yet.
        let open = self.cause == Cause::Unknown;
        let shown = icon(self.icon(), 36.0).line(1.8).color(if open {
            |theme| theme.tokens().warn
        } else {
            |theme| theme.tokens().bad
        });
        container(shown)
            .center(72)
            .style(move |theme: &Theme| {
                let tokens = theme.tokens();
                let ground = if open {
                    tokens.warn_soft
                } else {
                    tokens.bad_soft
                };
                container::Style {
                    background: Some(ground.into()),
                    border: border::rounded(36),
                    ..container::Style::default()
                }
            })
            .into()
    }

    fn icon(&self) -> Icon {
        match self.cause {
            Cause::NotFound | Cause::NotServed | Cause::Unknown => Icon::Question,
            Cause::NoNetwork
            | Cause::Names
            | Cause::Refused
            | Cause::Unreachable
            | Cause::Lost
            | Cause::Ended
            | Cause::ProxyAway
            | Cause::NotAProxy
            | Cause::ProxyNoWay
            | Cause::ProxyLost => Icon::Unplugged,
            Cause::NoAnswer(_) | Cause::TooMany => Icon::Clock,
            Cause::NoEncryption | Cause::Handshake | Cause::Certificate(_) | Cause::Impostor => {
                Icon::Shield
            }
            Cause::Closed
            | Cause::Blocked
            | Cause::ProxyLogin
            | Cause::ProxyLoginWrong
            | Cause::ProxyForbids => Icon::Closed,
            Cause::InvitationNeeded | Cause::InvitationRefused => Icon::Mail,
            Cause::NotUnderstood | Cause::SaidNo | Cause::ServerFault | Cause::OurFault => {
                Icon::Alert
            }
        }
    }
}

impl Cure {
    fn label(self) -> Key {
        match self {
            Self::OtherServer => Key("trouble-other-server"),
            Self::Again => Key("trouble-again"),
            Self::Connection => Key("trouble-connection"),
            Self::Form => Key("pending-form"),
            Self::WithInvitation => Key("trouble-with-invitation"),
            Self::WithoutInvitation => Key("trouble-without-invitation"),
        }
    }

    fn message(self) -> Message {
        match self {
            Self::OtherServer => Message::OtherServerPressed,
            // A form that was left is kept, and met again on the same way.
            Self::Again | Self::Form => Message::AgainPressed,
            Self::Connection => Message::ConnectionPressed,
            Self::WithInvitation => Message::WithInvitationPressed,
            Self::WithoutInvitation => Message::WithoutInvitationPressed,
        }
    }
}
