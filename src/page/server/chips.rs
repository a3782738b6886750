//! What can be wanted of the servers, as chips.

use iced::widget::{Row, container};

use super::Message;
use super::picks::Picks;
use super::sieve::Wish;
use crate::i18n::Key;
use crate::theme::Element;
use crate::widget::Ctx;
use crate::widget::card::chip;
use crate::words::places;

/// How high a line of them is, in logical pixels.
pub(super) const HEIGHT: f32 = 32.0;

/// The chips and what stands behind them, on several lines where one has no room.
pub(super) fn chips<'a>(
    picks: &Picks,
    behind: Option<Element<'a, Message>>,
    ctx: Ctx<'_>,
) -> Element<'a, Message> {
    let chips = Wish::ALL.into_iter().map(|wish| {
        let label = match wish {
            Wish::Language => places::own_name(picks.language()),
            Wish::NoPuzzle => ctx.i18n.text(Key("chip-no-puzzle")),
            Wish::Resets => ctx.i18n.text(Key("chip-resets")),
            Wish::Here => ctx.i18n.text(Key("chip-here")),
        };
        let chip = chip(label, picks.has(wish), Message::Wished(wish));
        Element::from(chip.id(format!("wish-{wish:?}")))
    });
    Row::with_children(chips)
        .push(behind.map(|behind| container(behind).center_y(HEIGHT)))
        .spacing(8)
        .wrap()
        .vertical_spacing(8)
        .into()
}
