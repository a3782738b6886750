//! Forgetting everything on this computer: what there is, one more question, and what could not be removed.

use iced::Task;
use iced::widget::{Column, column, operation, row};

use super::Action;
use crate::domain::{KeyringFault, NoteFault};
use crate::i18n::Key;
use crate::settings::traces::{Found, Trace, Why};
use crate::theme::Element;
use crate::widget::button::{Kind, button};
use crate::widget::card::{Tone, card, notice};
use crate::widget::{Ctx, text};

/// What happened.
#[derive(Debug, Clone, Copy)]
pub enum Message {
    /// Everything is to be forgotten: it is looked for first.
    LookPressed,
    /// It is meant.
    ForgetPressed,
    /// It is not.
    KeepPressed,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) enum State {
    /// It was not asked for.
    #[default]
    Unasked,
    /// It is being looked for.
    Looking,
    /// This is there; is it to be removed?
    Asking(Found),
    /// It is being removed.
    Removing,
    /// It was removed, but for this.
    Removed(Found),
}

/// So many names of one kind are shown.
const MOST: usize = 12;

const KEEP: &str = "forget-keep";

impl State {
    pub(super) fn found(&mut self, found: Found) -> Task<super::Message> {
        if *self != Self::Looking {
            return Task::none();
        }
        let asks = !found.is_empty();
        *self = Self::Asking(found);
        // The safe one of the two.
        if asks {
            operation::focus(KEEP)
        } else {
            Task::none()
        }
    }

    pub(super) fn forgotten(&mut self, remains: Found) {
        *self = Self::Removed(remains);
    }

    pub(super) fn update(&mut self, message: Message) -> Action {
        match (message, &self) {
            (Message::LookPressed, Self::Unasked | Self::Asking(_) | Self::Removed(_)) => {
                *self = Self::Looking;
                Action::Look
            }
            (Message::ForgetPressed, Self::Asking(_)) => {
                *self = Self::Removing;
                Action::Forget
            }
            (Message::KeepPressed, Self::Asking(_)) => {
                *self = Self::Unasked;
                Action::Run(operation::focus("forget"))
            }
            _ => Action::None,
        }
    }

    pub(super) fn view<'a>(&'a self, ctx: Ctx<'_>) -> Element<'a, Message> {
        let head = column![
            text::strong(ctx.i18n.text("forget-title")),
            text::small(ctx.i18n.text("forget-help"))
        ]
        .spacing(4);
        let (busy, more): (bool, Option<Element<'a, Message>>) = match self {
            Self::Unasked => (false, None),
            Self::Looking | Self::Removing => (true, None),
            Self::Asking(found) if found.is_empty() => {
                let nothing = ctx.i18n.text("forget-nothing");
                (false, Some(notice(Tone::Calm, nothing, None)))
            }
            Self::Asking(found) => {
                return card(column![head, asking(found, ctx)].spacing(16)).into();
            }
            Self::Removed(remains) => (false, Some(removed(remains, ctx))),
        };
        let label = match self {
            Self::Looking => Key("forget-looking"),
            Self::Removing => Key("forget-removing"),
            _ => Key("forget-look"),
        };
        let mut look = button(Kind::Danger, ctx.i18n.text(label))
            .id("forget")
            .on_press(Message::LookPressed);
        if busy {
            look = look.busy(ctx.still);
        }
        card(column![head, Element::from(look)].push(more).spacing(12)).into()
    }
}

/// What there is, and the question.
fn asking<'a>(found: &Found, ctx: Ctx<'_>) -> Element<'a, Message> {
    let keep = button(Kind::Plain, ctx.i18n.text("forget-keep"))
        .id(KEEP)
        .on_press(Message::KeepPressed);
    let forget = button(Kind::Danger, ctx.i18n.text("forget-sure"))
        .id("forget-sure")
        .on_press(Message::ForgetPressed);
    let buttons = row![Element::from(keep), Element::from(forget)]
        .spacing(8)
        .wrap();
    let groups = groups(found, ctx);
    column![text::body(ctx.i18n.text("forget-ask")), groups, buttons]
        .spacing(12)
        .into()
}

/// What came of it.
fn removed<'a>(remains: &Found, ctx: Ctx<'_>) -> Element<'a, Message> {
    if remains.is_empty() {
        return notice(Tone::Good, ctx.i18n.text("forget-done"), None);
    }
    let groups = groups(remains, ctx);
    notice(Tone::Warn, ctx.i18n.text("forget-remains"), Some(groups))
}

fn groups<'a>(found: &Found, ctx: Ctx<'_>) -> Element<'a, Message> {
    let keyring = found.keyring.as_deref().unwrap_or_default();
    let groups = [
        (Key("forget-settings"), found.settings.as_slice()),
        (Key("forget-journal"), &found.journal),
        (Key("forget-cache"), &found.cache),
        (Key("forget-keyring"), keyring),
    ];
    let drawn = groups
        .into_iter()
        .filter(|(_, traces)| !traces.is_empty())
        .map(|(title, traces)| group(ctx.i18n.text(title), traces, ctx));
    let locked = match found.keyring {
        Err(fault) if fault != KeyringFault::Missing => Some(text::small(ctx.i18n.with(
            "forget-keyring-closed",
            [("why", ctx.i18n.text(keyring_words(fault)))],
        ))),
        _ => None,
    };
    Column::with_children(drawn).push(locked).spacing(10).into()
}

fn group<'a>(title: String, traces: &[Trace], ctx: Ctx<'_>) -> Element<'a, Message> {
    let lines = traces.iter().take(MOST).map(|trace| {
        let line = match trace.why {
            None => trace.name.clone(),
            Some(why) => {
                let why = ctx.i18n.text(why_words(why));
                let arguments = [("name", trace.name.clone()), ("why", why)];
                ctx.i18n.with("forget-stays", arguments)
            }
        };
        text::small(line).into()
    });
    let more = traces.len().checked_sub(MOST).filter(|more| *more > 0);
    let more = more.map(|more| text::small(ctx.i18n.with("forget-more", [("count", more)])));
    column![text::medium(title, crate::theme::SMALL)]
        .extend(lines)
        .push(more)
        .spacing(2)
        .into()
}

fn why_words(why: Why) -> Key {
    match why {
        Why::InUse => Key("forget-why-in-use"),
        Why::Disk(NoteFault::ReadOnly) => Key("forget-why-read-only"),
        Why::Disk(_) => Key("forget-why-disk"),
        Why::Keyring(fault) => keyring_words(fault),
    }
}

fn keyring_words(fault: KeyringFault) -> Key {
    match fault {
        KeyringFault::Missing => Key("forget-why-missing"),
        KeyringFault::Locked => Key("forget-why-locked"),
        KeyringFault::Denied => Key("forget-why-denied"),
        KeyringFault::Slow => Key("forget-why-slow"),
        KeyringFault::Failed => Key("forget-why-failed"),
    }
}
