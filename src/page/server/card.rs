//! What stands above the list, and a row of it as a card.

use iced::widget::{column, container, row};
use iced::{Alignment, Length};

use super::Message;
use super::typed::Row;
use crate::i18n::Key;
use crate::settings::Trouble;
use crate::theme::Element;
use crate::widget::button::icon_button;
use crate::widget::card::{Tone, choice_card, notice, tag};
use crate::widget::icon::Icon;
use crate::widget::{Ctx, text};

/// The title, and the way to the settings if there is one.
pub(super) fn title<'a>(gear: bool, ctx: Ctx<'_>) -> Element<'a, Message> {
    let title = text::title(ctx.i18n.text("server-title"));
    if !gear {
        return title.into();
    }
    let name = ctx.i18n.text("settings-open");
    row![
        container(title).width(Length::Fill),
        icon_button(Icon::Gear, name, Message::SettingsPressed).id("settings")
    ]
    .spacing(8)
    .into()
}

/// What was wrong with the settings.
pub(super) fn trouble<'a>(trouble: &Trouble, ctx: Ctx<'_>) -> Element<'a, Message> {
    let (key, path) = match trouble {
        Trouble::SetAside(path) => (Key("settings-set-aside"), path),
        Trouble::Unreadable(path) => (Key("settings-unreadable"), path),
    };
    let path = [("path", path.display().to_string())];
    notice(Tone::Warn, ctx.i18n.with(key, path), None)
}

/// The card in this place; `chosen` is the place of the one that is.
pub(super) fn card<'a>(
    index: usize,
    chosen: Option<usize>,
    row: &Row<'_>,
    ctx: Ctx<'_>,
) -> Element<'a, Message> {
    let (title, about, asks) = row.words(ctx.i18n);
    let label = asks.label().map(|(tone, key)| (tone, ctx.i18n.text(key)));
    let spoken = match &label {
        Some((_, label)) => format!("{about} · {label}"),
        None => about.clone(),
    };
    let facts = column![text::strong(title.clone()), text::small(about)].spacing(2);
    let label = label.map(|(tone, words)| tag(tone, words));
    let content: Element<'a, Message> = if ctx.narrow {
        column![facts].spacing(8).push(label).into()
    } else {
        row![facts.width(Length::Fill)]
            .spacing(12)
            .push(label)
            .align_y(Alignment::Center)
            .into()
    };
    choice_card(
        title,
        chosen == Some(index),
        content,
        Message::Picked(index),
    )
    .info(|info| info.description = Some(spoken))
    .into()
}
