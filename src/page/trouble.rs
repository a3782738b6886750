//! Something is in the way: one title, one sentence, one thing to do, and the details folded below.

use iced::widget::{Id, Space, column, container, row};
use iced::{Alignment, Length, border};

use crate::i18n::Key;
use crate::theme::{self, Element, Theme};
use crate::widget::button::{Kind, button, icon_link};
use crate::widget::details::{details, quote};
use crate::widget::footer::Footer;
use crate::widget::icon::{Icon, icon};
use crate::widget::{Ctx, text};
use crate::words;

/// What is in the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// There is no such name.
    NotFound,
    /// The name could not be looked up: most likely there is no network.
    NoNetwork,
    /// The machine that answers does not serve this name.
    NotServed,
    /// Nobody listens there.
    Refused,
    /// There is no way to it.
    Unreachable,
    /// It did not answer in time.
    NoAnswer,
    /// The connection broke off.
    Lost,
    /// It offers no encryption.
    NoEncryption,
    /// Encryption was offered, and did not come about.
    Handshake,
    /// Its certificate is not good.
    Certificate(Fault),
    /// It sent something that is not valid.
    NotUnderstood,
    /// It lets nobody sign up from a program.
    Closed,
    /// It wants an invitation.
    InvitationNeeded,
    /// It does not let this person or network sign up.
    Blocked,
    /// Too many signed up.
    TooMany,
    /// It has a fault of its own.
    ServerFault,
    /// This program, or the computer it runs on, has a fault.
    OurFault,
}

/// What is wrong with a certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It ran out on this day, `YYYY-MM-DD`.
    Expired(String),
    /// It is valid from this day on only, `YYYY-MM-DD`.
    NotYet(String),
    /// It is for other names than this one.
    OtherName(Vec<String>),
    /// Nobody known vouches for it.
    Unknown,
    /// It was taken back.
    Revoked,
    /// Something else.
    Bad,
}

/// What can be done about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cure {
    OtherServer,
    Again,
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
        self.say(self.words().0, ctx)
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
        let (first, second) = match self.cure() {
            Cure::OtherServer => (other(Kind::Primary), again(Kind::Plain)),
            Cure::Again => (again(Kind::Primary), other(Kind::Plain)),
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
            text::muted(self.sentence(ctx)).center(),
        ]
        .spacing(8)
        .align_x(Alignment::Center);
        let all = column![
            Space::new().height(if ctx.narrow { 8 } else { 72 }),
            badge(self.icon()),
            words,
            buttons,
            fold
        ]
        .spacing(24)
        .align_x(Alignment::Center)
        .max_width(560);
        container(all).center_x(Length::Fill).into()
    }

    fn unfolded<'a>(&'a self, ctx: Ctx<'_>) -> Element<'a, Message> {
        let mut inside = column![].spacing(8).width(Length::Fill);
        if let Some(words) = &self.server_text {
            inside = inside
                .push(text::small(ctx.i18n.text("server-said")))
                .push(quote(words.clone()));
        }
        inside
            .push(quote(self.report.clone()))
            .push(icon_link(
                Icon::Copy,
                ctx.i18n.text("trouble-copy"),
                theme::SMALL,
                Message::CopyPressed,
            ))
            .into()
    }

    fn sentence(&self, ctx: Ctx<'_>) -> String {
        let key = self.words().1;
        match &self.cause {
            Cause::Certificate(Fault::Expired(day) | Fault::NotYet(day)) => {
                let day = words::day(ctx.i18n, day);
                ctx.i18n
                    .with(key, [("domain", self.domain.as_str()), ("day", &day)])
            }
            Cause::Certificate(Fault::OtherName(names)) if !names.is_empty() => {
                let names = names.join(", ");
                ctx.i18n
                    .with(key, [("domain", self.domain.as_str()), ("names", &names)])
            }
            _ => self.say(key, ctx),
        }
    }

    fn say(&self, key: Key, ctx: Ctx<'_>) -> String {
        ctx.i18n.with(key, [("domain", self.domain.as_str())])
    }

    /// The title and the sentence.
    fn words(&self) -> (Key, Key) {
        match &self.cause {
            Cause::NotFound => (Key("trouble-not-found"), Key("trouble-not-found-why")),
            Cause::NoNetwork => (Key("trouble-no-network"), Key("trouble-no-network-why")),
            Cause::NotServed => (Key("trouble-not-served"), Key("trouble-not-served-why")),
            Cause::Refused => (Key("trouble-refused"), Key("trouble-refused-why")),
            Cause::Unreachable => (Key("trouble-unreachable"), Key("trouble-unreachable-why")),
            Cause::NoAnswer => (Key("trouble-no-answer"), Key("trouble-no-answer-why")),
            Cause::Lost => (Key("trouble-lost"), Key("trouble-lost-why")),
            Cause::NoEncryption => (
                Key("trouble-no-encryption"),
                Key("trouble-no-encryption-why"),
            ),
            Cause::Handshake => (Key("trouble-handshake"), Key("trouble-handshake-why")),
            Cause::Certificate(fault) => (Key("trouble-certificate"), fault.words()),
            Cause::NotUnderstood => (
                Key("trouble-not-understood"),
                Key("trouble-not-understood-why"),
            ),
            Cause::Closed => (Key("trouble-closed"), Key("trouble-closed-why")),
            Cause::InvitationNeeded => (Key("trouble-invitation"), Key("trouble-invitation-why")),
            Cause::Blocked => (Key("trouble-blocked"), Key("trouble-blocked-why")),
            Cause::TooMany => (Key("trouble-too-many"), Key("trouble-too-many-why")),
            Cause::ServerFault => (Key("trouble-server-fault"), Key("trouble-server-fault-why")),
            Cause::OurFault => (Key("trouble-our-fault"), Key("trouble-our-fault-why")),
        }
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
            Cause::NoNetwork
            | Cause::Refused
            | Cause::Unreachable
            | Cause::NoAnswer
            | Cause::Lost
            | Cause::ServerFault
            | Cause::OurFault => Cure::Again,
        }
    }

    fn icon(&self) -> Icon {
        match self.cause {
            Cause::NotFound | Cause::NotServed => Icon::Question,
            Cause::NoNetwork | Cause::Refused | Cause::Unreachable | Cause::Lost => Icon::Unplugged,
            Cause::NoAnswer | Cause::TooMany => Icon::Clock,
            Cause::NoEncryption | Cause::Handshake | Cause::Certificate(_) => Icon::Shield,
            Cause::Closed | Cause::Blocked => Icon::Closed,
            Cause::InvitationNeeded => Icon::Mail,
            Cause::NotUnderstood | Cause::ServerFault | Cause::OurFault => Icon::Alert,
        }
    }
}

impl Fault {
    fn words(&self) -> Key {
        match self {
            Self::Expired(_) => Key("certificate-expired"),
            Self::NotYet(_) => Key("certificate-not-yet"),
            Self::OtherName(names) if !names.is_empty() => Key("certificate-other-names"),
            Self::OtherName(_) => Key("certificate-other-name"),
            Self::Unknown => Key("certificate-unknown"),
            Self::Revoked => Key("certificate-revoked"),
            Self::Bad => Key("certificate-bad"),
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
