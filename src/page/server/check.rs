//! Asking all servers that are shown whether they let people in now, and what was seen of each.

use std::collections::HashMap;

use iced::Alignment;
use iced::widget::{Space, column, container, row};
use iced::{Length, border};

use super::typed::Row;
use super::{Action, State as Page};
use crate::domain::{Domain, Links, SignUp};
use crate::i18n::{I18n, Key};
use crate::theme::{self, Element, Theme};
use crate::widget::button::link;
use crate::widget::card::{Tone, notice};
use crate::widget::focus::{Info, Role, named};
use crate::widget::{Ctx, text};
use crate::words::trouble::Cause;

/// What happened to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Message {
    /// All that are shown are to be asked.
    CheckPressed,
    /// No more of them are.
    CancelPressed,
}

/// What it wants done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// To ask these servers, in this order.
    Ask(Vec<Domain>),
    /// To ask no more of them.
    Stop,
}

/// What was seen of a server that was asked for its form, and no more than that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen {
    /// It sends its form.
    Form {
        /// What is to be filled in besides a name and a password.
        asks: Asked,
        /// It takes invitations: perhaps it takes nobody else, which it says only to the answers.
        invites: bool,
    },
    /// It signs up on the web.
    Web,
    /// It sends no form, or there was no answer.
    No(Cause),
}

/// What a form asks for besides a name and a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Asked {
    /// A puzzle.
    pub puzzle: bool,
    /// An e-mail address.
    pub email: bool,
    /// How many other things.
    pub others: usize,
}

/// What stands on a card.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Mark {
    /// It is being asked.
    Asking,
    /// This was seen of it.
    Seen(Seen),
}

/// The check, with what was seen by this and earlier ones.
#[derive(Debug, Clone, Default)]
pub(super) struct State {
    phase: Phase,
    marks: HashMap<Domain, Mark>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Phase {
    /// It was not asked for.
    #[default]
    Idle,
    /// It goes on.
    Asking(Count),
    /// All were asked.
    Done(Count),
    /// It was ended before that.
    Stopped(Count),
}

/// How far a check has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Count {
    /// So many are to be asked.
    of: usize,
    /// So many are done with,
    done: usize,
    /// of these so many let people in,
    open: usize,
    /// and so many could not even be asked.
    unasked: usize,
}

impl State {
    /// Takes note of what happened; `shown` are the servers that are shown now. Whatever else is shown later changes
    /// nothing of a check that goes on.
    pub(super) fn update(
        &mut self,
        message: Message,
        shown: impl FnOnce() -> Vec<Domain>,
    ) -> Option<Wish> {
        match (message, self.phase) {
            (Message::CheckPressed, Phase::Idle | Phase::Done(_) | Phase::Stopped(_)) => {
                let shown = shown();
                if shown.is_empty() {
                    return None;
                }
                // What was seen of them is of the past.
                for domain in &shown {
                    let _ = self.marks.remove(domain);
                }
                self.phase = Phase::Asking(Count {
                    of: shown.len(),
                    ..Count::default()
                });
                Some(Wish::Ask(shown))
            }
            (Message::CancelPressed, Phase::Asking(_)) => {
                self.stop();
                Some(Wish::Stop)
            }
            _ => None,
        }
    }

    /// What stands on the card of this server, if it was asked: a tone and a few words.
    pub(super) fn mark(&self, domain: &Domain, i18n: &I18n) -> Option<(Tone, String)> {
        Some(match self.marks.get(domain)? {
            Mark::Asking => (Tone::Calm, i18n.text("check-asking")),
            Mark::Seen(seen) => (seen.tone(), seen.words(i18n)),
        })
    }

    /// What was seen, as far as it bears on which servers are shown and which is advised.
    fn sights(&self) -> Sights {
        let seen = self.marks.iter().filter_map(|(domain, mark)| {
            let sight = match mark {
                Mark::Asking => return None,
                Mark::Seen(Seen::Form { asks, .. }) => Sight::SignUp(SignUp::Here {
                    puzzle: Some(asks.puzzle),
                    email: Some(asks.email),
                }),
                Mark::Seen(Seen::Web) => Sight::SignUp(SignUp::Web(Links::default())),
                Mark::Seen(Seen::No(_)) => Sight::Shut,
            };
            Some((domain.clone(), sight))
        });
        Sights(seen.collect())
    }

    /// The way to it, and how far it is; `any` if there is a server to ask.
    pub(super) fn view<'a>(&self, any: bool, ctx: Ctx<'_>) -> Element<'a, Message> {
        let (said, label): (Option<Element<'a, Message>>, Key) = match self.phase {
            Phase::Idle => (None, Key("check-open")),
            Phase::Asking(count) => (Some(progress(count, ctx)), Key("cancel")),
            Phase::Done(count) => (Some(status(count.result(ctx.i18n))), Key("check-again")),
            Phase::Stopped(count) => {
                let counts = [("done", count.done), ("of", count.of)];
                let stopped = ctx.i18n.with("check-stopped", counts);
                (Some(status(stopped)), Key("check-again"))
            }
        };
        let (any, message) = match self.phase {
            Phase::Asking(_) => (true, Message::CancelPressed),
            _ => (any, Message::CheckPressed),
        };
        // It is the same control in the same place, so that the focus stays on it.
        let way = link(ctx.i18n.text(label), theme::SMALL, message)
            .on_press_maybe(any.then_some(message))
            .id("check");
        let said = said.unwrap_or_else(|| Space::new().into());
        let gap = if self.phase == Phase::Idle { 0.0 } else { 8.0 };
        row![said, Element::from(way)]
            .spacing(gap)
            .align_y(Alignment::Center)
            .into()
    }

    /// Why not one of them could be asked, if that is so.
    pub(super) fn trouble<'a>(&self, ctx: Ctx<'_>) -> Option<Element<'a, Message>> {
        let (Phase::Done(count) | Phase::Stopped(count)) = self.phase else {
            return None;
        };
        if count.done == 0 || count.unasked < count.done {
            return None;
        }
        let mut causes = self.marks.values().filter_map(|mark| match mark {
            Mark::Seen(Seen::No(cause)) if is_ours(cause) => Some(cause),
            _ => None,
        });
        let why = causes.next()?.title(ctx.i18n, "");
        let sentence = ctx.i18n.with("check-nobody", [("why", why)]);
        Some(notice(Tone::Warn, sentence, None))
    }

    fn stop(&mut self) {
        if let Phase::Asking(count) = self.phase {
            self.marks.retain(|_, mark| *mark != Mark::Asking);
            self.phase = if count.done == count.of {
                Phase::Done(count)
            } else {
                Phase::Stopped(count)
            };
        }
    }
}

/// What was seen of servers, as far as it bears on which of them are shown and which is advised.
#[derive(Debug, Clone, Default)]
pub(super) struct Sights(HashMap<Domain, Sight>);

#[derive(Debug, Clone)]
enum Sight {
    /// One signs up like this.
    SignUp(SignUp),
    /// It sent no form.
    Shut,
}

impl Sights {
    /// How one signs up on this server as far as it was seen: then that counts, and not what is told about it.
    pub(super) fn sign_up(&self, domain: &Domain) -> Option<&SignUp> {
        match self.0.get(domain)? {
            Sight::SignUp(sign_up) => Some(sign_up),
            Sight::Shut => None,
        }
    }

    /// Whether this server sent no form: nobody is led there who has not chosen it.
    pub(super) fn is_shut(&self, domain: &Domain) -> bool {
        matches!(self.0.get(domain), Some(Sight::Shut))
    }
}

impl Page {
    /// Takes note of what happened to the check. Nobody is asked by a way that cannot be gone.
    pub(super) fn check_said(&mut self, message: Message) -> Action {
        if message == Message::CheckPressed
            && let Some(task) = self.connection.complain()
        {
            return Action::Run(task);
        }
        let picks = &self.picks;
        let shown = || {
            let rows = (0..picks.length()).filter_map(|place| picks.row(place));
            let named = rows.filter(|row| !matches!(row, Row::Invited(_)));
            named.map(|row| row.domain().clone()).collect()
        };
        let wish = self.check.update(message, shown);
        if wish == Some(Wish::Stop) {
            self.picks.regard(self.check.sights());
        }
        wish.map_or(Action::None, Action::Check)
    }

    /// This server is being asked.
    pub fn check_asks(&mut self, domain: Domain) {
        if matches!(self.check.phase, Phase::Asking(_)) {
            let _ = self.check.marks.insert(domain, Mark::Asking);
        }
    }

    /// This was seen of a server.
    pub fn check_saw(&mut self, domain: Domain, seen: Seen) {
        let Phase::Asking(count) = &mut self.check.phase else {
            return;
        };
        count.done += 1;
        match &seen {
            Seen::Form { invites: false, .. } => count.open += 1,
            Seen::No(cause) if is_ours(cause) => count.unasked += 1,
            _ => {}
        }
        let _ = self.check.marks.insert(domain, Mark::Seen(seen));
    }

    /// No more servers are asked: all were, or somebody has ended it.
    pub fn check_ended(&mut self) {
        self.check.stop();
        self.picks.regard(self.check.sights());
    }
}

impl Seen {
    fn tone(&self) -> Tone {
        match self {
            Self::Form { invites: false, .. } => Tone::Good,
            Self::Form { invites: true, .. }
            | Self::Web
            | Self::No(Cause::InvitationNeeded | Cause::InvitationRefused) => Tone::Warn,
            // It says nothing about the server.
            Self::No(cause) if is_ours(cause) => Tone::Calm,
            Self::No(_) => Tone::Bad,
        }
    }

    fn words(&self, i18n: &I18n) -> String {
        let key = match self {
            Self::Form { invites: true, .. } => Key("check-perhaps-invitation"),
            Self::Form { asks, .. } => {
                return i18n.with("check-form", [("asked", asks.words(i18n))]);
            }
            Self::Web => Key("check-web"),
            Self::No(cause) => match cause {
                Cause::InvitationNeeded | Cause::InvitationRefused => Key("check-invitation"),
                Cause::Closed => Key("check-closed"),
                Cause::Blocked | Cause::TooMany | Cause::SaidNo | Cause::ServerFault => {
                    Key("check-says-no")
                }
                Cause::NoEncryption
                | Cause::Handshake
                | Cause::Certificate(_)
                | Cause::Impostor => Key("check-not-secure"),
                cause if is_ours(cause) => Key("check-not-asked"),
                _ => Key("check-no-answer"),
            },
        };
        i18n.text(key)
    }
}

impl Asked {
    fn words(self, i18n: &I18n) -> String {
        if self == Self::default() {
            return i18n.text("check-asks-nothing");
        }
        let puzzle = self.puzzle.then(|| i18n.text("check-asks-puzzle"));
        let email = self.email.then(|| i18n.text("check-asks-email"));
        let others =
            (self.others > 0).then(|| i18n.with("check-asks-others", [("count", self.others)]));
        let all: Vec<String> = [puzzle, email, others].into_iter().flatten().collect();
        all.join(", ")
    }
}

impl Count {
    fn result(self, i18n: &I18n) -> String {
        i18n.with("check-done", [("open", self.open), ("of", self.of)])
    }
}

/// Whether it lies here that a server could not be asked: at this computer, its network or its proxy.
fn is_ours(cause: &Cause) -> bool {
    matches!(
        cause,
        Cause::NoNetwork
            | Cause::ProxyAway
            | Cause::ProxyLogin
            | Cause::ProxyLoginWrong
            | Cause::NotAProxy
            | Cause::OurFault
    )
}

fn status<'a>(words: String) -> Element<'a, Message> {
    let said = text::small(words.clone());
    named(Info::new(Role::Status, words), said).into()
}

/// How many were asked, in words above a bar.
fn progress<'a>(count: Count, ctx: Ctx<'_>) -> Element<'a, Message> {
    let counts = [("done", count.done), ("of", count.of)];
    let words = ctx.i18n.with("check-progress", counts);
    let portion = |part: usize| Length::FillPortion(u16::try_from(part).unwrap_or(u16::MAX));
    let piece = |part: usize, is_done: bool| {
        let bar = container(Space::new().height(3)).style(move |theme: &Theme| {
            let tokens = theme.tokens();
            let colour = if is_done {
                tokens.accent
            } else {
                tokens.hairline
            };
            container::Style {
                background: Some(colour.into()),
                border: border::rounded(1.5),
                ..container::Style::default()
            }
        });
        (part > 0).then(|| bar.width(portion(part)))
    };
    let bar = row![]
        .push(piece(count.done, true))
        .push(piece(count.of - count.done.min(count.of), false))
        .width(112);
    let content = column![text::small(words.clone()), bar].spacing(1);
    named(Info::new(Role::Progress, words), content).into()
}
