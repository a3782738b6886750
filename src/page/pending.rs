//! The account is not proved yet: it was made but could not be signed in to just now, it waits for somebody's yes, or it is
//! not even known whether it was made.

use iced::widget::{Id, column};

use super::{keepsake, report};
use crate::domain::{Keeping, Secret};
use crate::i18n::{Key, Value};
use crate::theme::Element;
use crate::widget::card::{Tone, notice};
use crate::widget::details::{details, quote};
use crate::widget::footer::{Footer, Primary};
use crate::widget::keyed::keyed;
use crate::widget::{Ctx, text};
use crate::words::trouble::Cause;

/// What is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The server said that it made the account; the sign-in could not be made.
    Unproved,
    /// The account waits for the approval of the people who run the server, or for a click in an e-mail.
    Waiting,
    /// No answer came that tells it.
    Unknown,
    /// A later sign-in has shown that there is no such account.
    NotMade,
}

/// What a sign-in brought that proved nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Check {
    /// The server did not let us in; its words, if it had any.
    Refused(Option<String>),
    /// The server has the account and does not let it in; its words, if it had any.
    Locked(Option<String>),
    /// The server could not say; its words, if it had any.
    Unclear(Option<String>),
    /// Something was in the way of the sign-in.
    NotReached(Cause),
}

/// What the page wants done.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub enum Action {
    /// Nothing.
    None,
    /// To sign in and see.
    Check,
    /// To put this on the clipboard.
    Copy(Secret),
    /// To put a report on the clipboard.
    CopyReport(String),
    /// To go back to the form, with all that was typed.
    Form,
    /// To begin anew.
    Another,
}

/// What happened on the page.
#[derive(Debug, Clone)]
pub enum Message {
    /// Something with the address or the password.
    Keepsake(keepsake::Message),
    /// A sign-in is wanted.
    CheckPressed,
    /// The form is wanted back.
    FormPressed,
    /// Another account is wanted.
    AnotherPressed,
    /// What the server said was folded or unfolded.
    DetailsToggled,
    /// Something with the details.
    Report(report::Message),
}

/// The page.
#[derive(Debug, Clone)]
pub struct State {
    kind: Kind,
    keepsake: keepsake::State,
    checking: bool,
    last: Option<Check>,
    /// How many checks brought nothing new.
    checks: u32,
    open: bool,
    report: report::State,
    /// The account was there already: it is about its new password.
    reset: bool,
}

impl State {
    /// The page for this account.
    #[must_use]
    pub fn new(kind: Kind, address: String, password: Secret) -> Self {
        Self {
            kind,
            keepsake: keepsake::State::new(address, password),
            checking: false,
            last: None,
            checks: 0,
            open: false,
            report: report::State::default(),
            reset: false,
        }
    }

    /// The same page for an account that was there already, and whose password was to be set anew.
    #[must_use]
    pub fn reset(self, reset: bool) -> Self {
        Self { reset, ..self }
    }

    /// The same page, with a check that runs already.
    #[must_use]
    pub fn checking(mut self) -> Self {
        self.checking = true;
        self
    }

    /// The password is there now.
    pub fn kept(&mut self, keeping: Keeping) {
        self.keepsake.kept(keeping);
    }

    /// The address.
    #[must_use]
    pub fn address(&self) -> &str {
        self.keepsake.address()
    }

    /// Whether the password is where it is found again.
    #[must_use]
    pub fn is_saved(&self) -> bool {
        self.keepsake.is_saved()
    }

    /// A check has shown that the account was not made.
    pub fn was_not_made(&mut self) {
        self.checking = false;
        self.kind = Kind::NotMade;
    }

    /// The same page with details: technical, without anything of the person's.
    #[must_use]
    pub fn with_report(mut self, report: String) -> Self {
        self.report = report::State::new(report);
        self
    }

    /// A check brought this, with its details.
    pub fn checked(&mut self, check: Check, report: String) {
        self.checking = false;
        self.checks += 1;
        let is_there = match check {
            Check::Locked(_) => true,
            // The server said that it has the account, and does not let it in: somebody has to say yes first.
            Check::Refused(_) => self.kind == Kind::Unproved,
            Check::Unclear(_) | Check::NotReached(_) => false,
        };
        if is_there {
            self.kind = Kind::Waiting;
        }
        self.last = Some(check);
        self.report.renew(report);
    }

    /// What has the focus when the page opens.
    #[must_use]
    pub fn first_focus(&self) -> Id {
        Id::new("primary")
    }

    /// The title of the page.
    #[must_use]
    pub fn title(&self, ctx: Ctx<'_>) -> String {
        ctx.i18n.text(self.words().0)
    }

    /// Takes note of what happened.
    pub fn update(&mut self, message: &Message) -> Action {
        match message {
            Message::Keepsake(message) => {
                self.keepsake
                    .update(message)
                    .map_or(Action::None, |wish| match wish {
                        keepsake::Wish::Copy(secret) => Action::Copy(secret),
                        keepsake::Wish::Open(_) => Action::None,
                    })
            }
            Message::CheckPressed if self.checking => Action::None,
            Message::CheckPressed => {
                self.checking = true;
                Action::Check
            }
            Message::FormPressed => Action::Form,
            Message::AnotherPressed => Action::Another,
            Message::DetailsToggled => {
                self.open = !self.open;
                Action::None
            }
            Message::Report(message) => self
                .report
                .update(message)
                .map_or(Action::None, Action::CopyReport),
        }
    }

    /// What stands in the bar at the bottom.
    #[must_use]
    pub fn footer(&self, ctx: Ctx<'_>) -> Footer<Message> {
        if self.kind == Kind::NotMade {
            return Footer {
                links: vec![(ctx.i18n.text("done-another"), Message::AnotherPressed)],
                primary: Some(Primary {
                    label: ctx.i18n.text("pending-sign-up-again"),
                    message: Some(Message::FormPressed),
                    busy: false,
                }),
                ..Footer::default()
            };
        }
        let other = if self.kind == Kind::Unknown {
            (ctx.i18n.text("pending-form"), Message::FormPressed)
        } else {
            (ctx.i18n.text("done-another"), Message::AnotherPressed)
        };
        Footer {
            links: vec![other],
            primary: Some(Primary {
                label: ctx.i18n.text(if self.checking {
                    Key("pending-checking")
                } else if self.checks > 0 || self.kind == Kind::Waiting {
                    // That it waits was seen when it was tried to sign in.
                    Key("pending-check-again")
                } else {
                    Key("pending-check")
                }),
                message: Some(Message::CheckPressed),
                busy: self.checking,
            }),
            ..Footer::default()
        }
    }

    /// Draws the page.
    #[must_use]
    pub fn view<'a>(&'a self, ctx: Ctx<'_>) -> Element<'a, Message> {
        let cards = column![
            self.keepsake.address_card(None, ctx),
            self.keepsake.password_card(ctx),
        ]
        .spacing(8);
        let why = text::muted(ctx.i18n.text(self.words().1));
        let parts = [
            (0, Some(text::title(self.title(ctx)).into())),
            (1, Some(why.into())),
            (2, self.news(ctx)),
            (3, Some(Element::from(cards).map(Message::Keepsake))),
            (
                4,
                self.report.view(ctx).map(|fold| fold.map(Message::Report)),
            ),
        ];
        // Keyed, so that the focus stays where it is when news come.
        keyed(16.0, parts).into()
    }

    /// What the last check brought.
    fn news<'a>(&'a self, ctx: Ctx<'_>) -> Option<Element<'a, Message>> {
        let last = self.last.as_ref().filter(|_| !self.checking)?;
        let times = ("times", Value::from(self.checks));
        let (sentence, server_text) = match last {
            Check::NotReached(cause) => {
                let why = cause.title(ctx.i18n, self.keepsake.domain());
                let told = [times, ("why", Value::from(why))];
                (ctx.i18n.with("pending-not-reached", told), None)
            }
            Check::Unclear(text) => (ctx.i18n.with("pending-unclear", [times]), text.as_ref()),
            Check::Refused(text) | Check::Locked(text) => {
                let key = match self.kind {
                    Kind::Unknown => Key("pending-refused-unknown"),
                    Kind::Unproved | Kind::Waiting | Kind::NotMade => Key("pending-refused"),
                };
                (ctx.i18n.with(key, [times]), text.as_ref())
            }
        };
        let more = server_text.map(|words| {
            details(
                ctx.i18n.text("server-said"),
                self.open,
                Message::DetailsToggled,
                || quote(words.clone()),
            )
        });
        Some(notice(Tone::Warn, sentence, more))
    }

    fn words(&self) -> (Key, Key) {
        match self.kind {
            Kind::Unproved if self.reset => (Key("done-title-reset"), Key("pending-unproved-why")),
            Kind::Unknown if self.reset => {
                (Key("pending-unknown-reset"), Key("pending-unknown-why"))
            }
            Kind::NotMade if self.reset => (Key("pending-not-reset"), Key("pending-not-reset-why")),
            Kind::Unproved => (Key("pending-unproved"), Key("pending-unproved-why")),
            Kind::Waiting => (Key("pending-waiting"), Key("pending-waiting-why")),
            Kind::Unknown => (Key("pending-unknown"), Key("pending-unknown-why")),
            Kind::NotMade => (Key("pending-not-made"), Key("pending-not-made-why")),
        }
    }
}
