//! What went wrong with something that was asked of the server: one sentence, one thing to do, and the details.

use iced::widget::{column, row};

use super::news::Fault;
use crate::i18n::Key;
use crate::page::pending::Check;
use crate::page::report;
use crate::theme::{self, Element};
use crate::widget::button::link;
use crate::widget::card::{Tone, notice};
use crate::widget::details::{details, quote};
use crate::widget::{Ctx, text};
use crate::words;
use crate::words::trouble::Cause;

/// What happened to it.
#[derive(Debug, Clone)]
pub enum Message {
    /// The server's own words were folded or unfolded.
    WordsToggled,
    /// Something with the details.
    Report(report::Message),
    /// To sign in again is wanted.
    SignInPressed,
}

/// What went wrong.
#[derive(Debug, Clone)]
pub(super) struct Upset {
    kind: Kind,
    server_text: Option<String>,
    open: bool,
    report: report::State,
}

#[derive(Debug, Clone)]
enum Kind {
    /// The server said no, for which this is the sentence.
    Refused(Tone, Key),
    /// It does not let one in: the password is wrong by now, the account is locked, or the server cannot tell.
    NotIn(Key),
    /// Something was in the way, and nothing was done.
    NotDone(Cause),
    /// It was sent, and no answer came.
    Unknown,
}

impl Upset {
    /// What is to be said of a fault, `refused` being the sentence for a refusal. What is not known, and what a form says
    /// beside its fields, is said elsewhere.
    pub(super) fn of(fault: &Fault, refused: Key) -> Self {
        let (kind, server_text, report) = match fault {
            Fault::Refused(refusal, _) => {
                let text = refusal.server_text.clone();
                (Kind::Refused(Tone::Bad, refused), text, String::new())
            }
            Fault::NotIn(check, report) => {
                let (key, text) = not_in(check);
                match check {
                    Check::NotReached(cause) => {
                        (Kind::NotDone(cause.clone()), None, report.clone())
                    }
                    _ => (Kind::NotIn(key), text, report.clone()),
                }
            }
            Fault::NotDone(cause, report) => (Kind::NotDone(cause.clone()), None, report.clone()),
            Fault::Unknown(_, report) => (Kind::Unknown, None, report.clone()),
            Fault::StillThere(text) => (
                Kind::Refused(Tone::Warn, refused),
                text.clone(),
                String::new(),
            ),
        };
        Self {
            kind,
            server_text,
            open: false,
            report: report::State::new(report),
        }
    }

    /// A sign-in has shown that the account was not deleted.
    pub(super) fn not_deleted() -> Self {
        Self {
            kind: Kind::Refused(Tone::Warn, Key("account-not-deleted")),
            server_text: None,
            open: false,
            report: report::State::default(),
        }
    }

    /// Takes note of what happened; returns what is to be put on the clipboard.
    pub(super) fn update(&mut self, message: &Message) -> Option<String> {
        match message {
            Message::WordsToggled => {
                self.open = !self.open;
                None
            }
            Message::Report(message) => self.report.update(message),
            Message::SignInPressed => None,
        }
    }

    /// Draws it; `domain` is what it is about.
    pub(super) fn view<'a>(&'a self, domain: &str, ctx: Ctx<'_>) -> Element<'a, Message> {
        let about = [("domain", domain)];
        let (tone, sentence, why) = match &self.kind {
            Kind::Refused(tone, key) => (*tone, ctx.i18n.with(*key, about), None),
            Kind::NotIn(key) => (Tone::Bad, ctx.i18n.with(*key, about), None),
            Kind::NotDone(cause) => {
                let (title, why) = cause.to_owner(ctx.i18n, domain);
                (Tone::Bad, title, Some(why))
            }
            Kind::Unknown => (Tone::Warn, ctx.i18n.with("account-not-known", about), None),
        };
        let words = self.server_text.as_ref().map(|words| {
            details(
                ctx.i18n.text("server-said"),
                self.open,
                Message::WordsToggled,
                || quote(words.clone()),
            )
        });
        let again = matches!(self.kind, Kind::NotIn(_)).then(|| {
            let label = ctx.i18n.text("account-sign-in-again");
            row![Element::from(link(
                label,
                theme::SMALL,
                Message::SignInPressed
            ))]
        });
        let report = self.report.view(ctx);
        let is_bare = why.is_none() && words.is_none() && again.is_none() && report.is_none();
        let more = column![]
            .spacing(4)
            .push(why.map(|why| text::scaled(why, theme::SMALL, theme::REGULAR)))
            .push(words)
            .push(again)
            .push(report.map(|report| report.map(Message::Report)));
        notice(tone, sentence, (!is_bare).then(|| more.into()))
    }
}

/// The sentence for a sign-in that was refused, with the server's own words.
pub(super) fn not_in(check: &Check) -> (Key, Option<String>) {
    match check {
        Check::Refused(text) => (Key("account-out-refused"), text.clone()),
        Check::Locked(text) => (Key("account-locked"), text.clone()),
        Check::Unclear(text) => (Key("account-unclear"), text.clone()),
        Check::NotReached(_) => (Key("account-unclear"), None),
    }
}

/// The sentence for a refusal, where no form says it.
pub(super) fn refused(fault: &Fault) -> Key {
    match fault {
        Fault::Refused(refusal, _) => words::refused_to_owner(refusal.reason),
        _ => Key("refused-unknown"),
    }
}
