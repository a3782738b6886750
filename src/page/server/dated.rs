//! How much of the list is shown, whose it is and of which day, and the way to a newer one.

use iced::Alignment;
use iced::widget::row;

use super::{Action, State as Page};
use crate::directory::{Directory, LeftOut, RefreshFault, Refreshed, Trouble};
use crate::domain::NoteFault;
use crate::i18n::Key;
use crate::theme::{self, Element};
use crate::widget::button::link;
use crate::widget::focus::{Info, Role, named};
use crate::widget::spinner::spinner;
use crate::widget::{Ctx, text};
use crate::words;

/// What happened to the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Message {
    /// A newer list is wanted.
    RefreshPressed,
    /// It is not waited for.
    CancelPressed,
}

/// What the line wants done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// To load a newer list.
    Load,
    /// To load it no more.
    Stop,
}

/// The line, without what it says of the list itself.
#[derive(Debug, Clone, Default)]
pub(super) struct State {
    loading: bool,
    told: Option<Told>,
    /// Why the list that was loaded will not be there at the next start.
    not_kept: Option<NoteFault>,
}

/// What is told below the line.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Told {
    /// The list that there is is still the one.
    NothingNewer,
    /// There is a newer one, without these entries.
    Newer(LeftOut),
    /// There is none to be had.
    Failed(RefreshFault),
    /// The one that was kept cannot be read.
    Damaged(Trouble),
}

impl State {
    /// Takes note of what happened.
    pub(super) fn update(&mut self, message: Message) -> Option<Wish> {
        let wanted = message == Message::RefreshPressed;
        if wanted == self.loading {
            return None;
        }
        *self = Self {
            loading: wanted,
            ..Self::default()
        };
        Some(if wanted { Wish::Load } else { Wish::Stop })
    }

    /// The line for this list, of which so many are shown.
    fn line<'a>(&self, shown: usize, list: &Directory, ctx: Ctx<'_>) -> Element<'a, Message> {
        let (said, label, message): (Element<'a, Message>, Key, Message) = if self.loading {
            let words = ctx.i18n.text("list-loading");
            let line = row![spinner(16.0, ctx.still), text::small(words.clone())]
                .spacing(8)
                .align_y(Alignment::Center);
            let said = named(Info::new(Role::Progress, words), line);
            (said.into(), Key("cancel"), Message::CancelPressed)
        } else {
            let counts = [("shown", shown), ("all", list.providers.len())];
            let mut line = ctx.i18n.with("list-shown", counts);
            if let Some(of) = words::list_of(ctx.i18n, list) {
                line = format!("{line} · {of}");
            }
            let said = status(line.clone(), text::small(line));
            (said, Key("list-refresh"), Message::RefreshPressed)
        };
        // It is the same control, so that the focus stays on it.
        let other = link(ctx.i18n.text(label), theme::SMALL, message).id("refresh");
        row![said, Element::from(other)]
            .spacing(8)
            .align_y(Alignment::Center)
            .wrap()
            .vertical_spacing(0)
            .into()
    }

    /// What came of it, below the line.
    fn told<'a>(&self, list: &Directory, ctx: Ctx<'_>) -> Option<Element<'a, Message>> {
        let (sentence, is_good) = match self.told.as_ref()? {
            Told::NothingNewer => (ctx.i18n.text("list-nothing-newer"), true),
            Told::Newer(left_out) => {
                let count = [("count", list.providers.len())];
                let loaded = ctx.i18n.with("list-newer", count);
                let left_out = words::list_left_out(ctx.i18n, *left_out);
                (with(loaded, left_out), true)
            }
            Told::Failed(fault) => (words::list_fault(ctx.i18n, fault), false),
            Told::Damaged(trouble) => (words::list_trouble(ctx.i18n, trouble), false),
        };
        let not_kept = self.not_kept.map(words::list_not_kept);
        let is_good = is_good && not_kept.is_none();
        let sentence = with(sentence, not_kept.map(|key| ctx.i18n.text(key)));
        let shown = if is_good {
            text::small(sentence.clone())
        } else {
            text::warning(sentence.clone())
        };
        Some(status(sentence, shown))
    }
}

fn with(sentence: String, more: Option<String>) -> String {
    let all: Vec<String> = std::iter::once(sentence).chain(more).collect();
    all.join(" ")
}

fn status(words: String, shown: text::Text<'_>) -> Element<'_, Message> {
    named(Info::new(Role::Status, words), shown).into()
}

impl Page {
    /// Takes note of what happened to the line. Nothing is loaded past a proxy that cannot be used.
    pub(super) fn list_said(&mut self, message: Message) -> Action {
        if message == Message::RefreshPressed
            && let Some(task) = self.connection.complain()
        {
            return Action::Run(task);
        }
        let wish = self.dated.update(message);
        wish.map_or(Action::None, Action::List)
    }

    /// The line about the list, if one is shown, and what is to be told about it.
    pub(super) fn list_line<'a>(
        &self,
        ctx: Ctx<'_>,
    ) -> Option<(
        Element<'a, super::Message>,
        Option<Element<'a, super::Message>>,
    )> {
        let list = self.picks.directory()?;
        let (shown, _) = self.picks.counts();
        let line = self.dated.line(shown, list, ctx);
        let told = self.dated.told(list, ctx);
        let told = told.map(|told| told.map(super::Message::List));
        Some((line.map(super::Message::List), told))
    }

    /// The list that was kept cannot be read: this is told until something else is.
    pub fn list_damaged(&mut self, trouble: Trouble) {
        self.dated.told = Some(Told::Damaged(trouble));
    }

    /// This came of loading a newer list. The list itself is handed over apart from this.
    pub fn list_loaded(&mut self, came: &Result<Refreshed, RefreshFault>) {
        let told = match came {
            Ok(new) if new.is_new => Told::Newer(new.directory.left_out),
            Ok(_) => Told::NothingNewer,
            Err(fault) => Told::Failed(fault.clone()),
        };
        let kept = came.as_ref().map_or(Ok(()), |new| new.kept);
        *self.dated = State {
            loading: false,
            told: Some(told),
            not_kept: kept.err(),
        };
    }

    /// No list is loaded any more, and there is nothing to tell about it.
    pub fn list_stopped(&mut self) {
        *self.dated = State::default();
    }
}
