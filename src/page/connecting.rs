//! The way to the form, in four named stages. Shown only if it takes longer than a blink.

use std::cmp::Ordering;

use iced::widget::{Space, column, container, row};
use iced::{Alignment, border};

use crate::i18n::Key;
use crate::theme::{Element, Theme};
use crate::widget::card::card;
use crate::widget::focus::{Info, Role, named};
use crate::widget::footer::Footer;
use crate::widget::icon::{Icon, icon};
use crate::widget::spinner::spinner;
use crate::widget::{Ctx, text};

/// A stage of the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Where is the server?
    Find,
    /// A connection to it.
    Connect,
    /// Encryption, and whether it is the right server.
    Secure,
    /// What does it ask of somebody who signs up?
    Ask,
}

const STAGES: [(Stage, Key); 4] = [
    (Stage::Find, Key("stage-find")),
    (Stage::Connect, Key("stage-connect")),
    (Stage::Secure, Key("stage-secure")),
    (Stage::Ask, Key("stage-ask")),
];

/// What happened on the page.
#[derive(Debug, Clone)]
pub enum Message {
    /// It takes too long, or another server is wanted.
    CancelPressed,
}

/// The page.
#[derive(Debug, Clone)]
pub struct State {
    domain: String,
    stage: Stage,
}

impl State {
    /// The page at the first stage.
    #[must_use]
    pub fn new(domain: String) -> Self {
        Self {
            domain,
            stage: Stage::Find,
        }
    }

    /// A stage was reached.
    pub fn reached(&mut self, stage: Stage) {
        // A second try begins again with the first stage: that is shown as it is.
        self.stage = stage;
    }

    /// The title of the page.
    #[must_use]
    pub fn title(&self, ctx: Ctx<'_>) -> String {
        ctx.i18n
            .with("connecting-title", [("domain", self.domain.as_str())])
    }

    /// What stands in the bar at the bottom.
    #[must_use]
    pub fn footer(&self, ctx: Ctx<'_>) -> Footer<Message> {
        Footer {
            back: Some((ctx.i18n.text("cancel"), Message::CancelPressed)),
            ..Footer::default()
        }
    }

    /// Draws the page.
    #[must_use]
    pub fn view<'a>(&self, ctx: Ctx<'_>) -> Element<'a, Message> {
        let stages = STAGES.map(|(stage, key)| self.line(stage, ctx.i18n.text(key), ctx));
        column![
            text::title(self.title(ctx)),
            card(column(stages).spacing(12)).padding(20)
        ]
        .spacing(16)
        .into()
    }

    fn line<'a>(&self, stage: Stage, words: String, ctx: Ctx<'_>) -> Element<'a, Message> {
        let mark: Element<'a, Message> = match stage.cmp(&self.stage) {
            Ordering::Less => icon(Icon::Check, 18.0)
                .line(2.4)
                .color(|theme| theme.tokens().good)
                .into(),
            Ordering::Equal => spinner(18.0, ctx.still).into(),
            Ordering::Greater => container(Space::new().width(8).height(8))
                .style(|theme: &Theme| container::Style {
                    background: Some(theme.tokens().hairline.into()),
                    border: border::rounded(4),
                    ..container::Style::default()
                })
                .into(),
        };
        let reached = stage <= self.stage;
        let (role, done) = if stage == self.stage {
            (Role::Progress, false)
        } else {
            (Role::Status, stage < self.stage)
        };
        let line = row![
            container(mark).center(20),
            text::body(words.clone()).style(text::color(move |theme| {
                let tokens = theme.tokens();
                if reached { tokens.text } else { tokens.muted }
            }))
        ]
        .spacing(12)
        .align_y(Alignment::Center);
        named(
            Info {
                checked: Some(done),
                ..Info::new(role, words)
            },
            line,
        )
        .into()
    }
}
