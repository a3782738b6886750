//! What can be wanted of the servers, as chips.

use iced::widget::Row;

use super::Message;
use super::picks::Picks;
use super::sieve::Wish;
use crate::i18n::Key;
use crate::theme::Element;
use crate::widget::Ctx;
use crate::widget::card::chip;
use crate::words::places;

/// The chips, on several lines where one has no room.
pub(super) fn chips<'a>(picks: &Picks, ctx: Ctx<'_>) -> Element<'a, Message> {
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
        .spacing(8)
        .wrap()
        .vertical_spacing(8)
        .into()
}
