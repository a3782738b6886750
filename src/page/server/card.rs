//! A row of the list as a card: what is known of a server before it is asked.

use iced::widget::{column, container, row};
use iced::{Alignment, Length, Padding};

use super::Message;
use super::list::Known;
use super::more::more;
use super::typed::Row;
use crate::domain::{Provider, SignUp};
use crate::i18n::{I18n, Key};
use crate::theme::{self, Element};
use crate::widget::button::icon_button;
use crate::widget::card::{Tone, choice_card, hairline, tag};
use crate::widget::icon::Icon;
use crate::widget::line::{line, small_line};
use crate::widget::text;
use crate::words;

/// How a row is to be drawn.
#[derive(Debug, Clone, Copy)]
pub(super) struct Drawn {
    /// Its place among the rows.
    pub(super) place: usize,
    /// It is the one that is chosen.
    pub(super) chosen: bool,
    /// More about it is shown.
    pub(super) open: bool,
}

/// The room between two cards, in logical pixels.
pub(super) const GAP: f32 = 8.0;

/// Above and below of what is in a card, and the height of a tag.
const PADDING: f32 = 12.0;
const TAG: f32 = 20.0;

/// How high a card is that is not open, in logical pixels.
pub(super) fn height(narrow: bool) -> f32 {
    let lines = theme::BODY.line + 2.0 + theme::SMALL.line;
    let tag = if narrow { 8.0 + TAG } else { 0.0 };
    2.0 * PADDING + lines + tag
}

/// The card of this row, with a mark if its server was asked.
pub(super) fn card<'a>(
    row: &Row<'_>,
    mark: Option<(Tone, String)>,
    drawn: Drawn,
    i18n: &I18n,
    narrow: bool,
) -> Element<'a, Message> {
    let Drawn {
        place,
        chosen,
        open,
    } = drawn;
    let title = title(row, i18n);
    let about = about(row, i18n);
    let provider = match row {
        Row::Known(Known::Provider(provider)) => Some(*provider),
        _ => None,
    };
    let told = asks(row).map(|(tone, key)| (tone, i18n.text(key)));
    // What was seen counts, and not what is told.
    let label = mark.or(told);
    let spoken = match &label {
        Some((_, label)) => format!("{about} · {label}"),
        None => about.clone(),
    };
    let name = line(title.clone(), theme::BODY, theme::SEMIBOLD).keep_end();
    // What is open has room for all of it.
    let about: Element<'a, Message> = if open {
        text::small(about).into()
    } else {
        small_line(about).into()
    };
    let facts = column![Element::from(name), about].spacing(2);
    let label = label.map(|(tone, words)| tag(tone, words));
    let chevron = provider.map(|_| chevron(&title, drawn, i18n));
    let above = if narrow {
        row![column![facts].spacing(8).push(label).width(Length::Fill)].push(chevron)
    } else {
        row![facts.width(Length::Fill)].push(label).push(chevron)
    };
    let above = above.spacing(12).align_y(Alignment::Center);
    // As high as all cards are, whatever is in it.
    let inner = height(narrow) - 2.0 * PADDING;
    let above: Element<'a, Message> = if open {
        above.into()
    } else {
        container(above).center_y(inner).into()
    };
    let mut content = column![above].spacing(8);
    if let Some(provider) = provider.filter(|_| open) {
        content = content.push(hairline()).push(more(provider, i18n, narrow));
    }
    let is_provider = provider.is_some();
    choice_card(title, chosen, content, Message::Picked(place))
        .info(|info| {
            info.description = Some(spoken);
            info.expanded = is_provider.then_some(open);
        })
        .into()
}

/// What unfolds the card, and asks nobody.
fn chevron<'a>(server: &str, drawn: Drawn, i18n: &I18n) -> Element<'a, Message> {
    let Drawn { place, open, .. } = drawn;
    let (icon, key) = if open {
        (Icon::Up, Key("server-less"))
    } else {
        (Icon::Down, Key("server-more"))
    };
    let name = i18n.with(key, [("domain", server)]);
    let button = icon_button(icon, name, Message::Unfolded(place, !open))
        .in_list()
        .info(|info| info.expanded = Some(open));
    // The icon and not its ground ends where the other cards' text ends.
    container(Element::from(button))
        .padding(Padding::ZERO.right(-9.0))
        .into()
}

fn title(row: &Row<'_>, i18n: &I18n) -> String {
    match row {
        Row::Known(known) => known.domain().shown(),
        _ => i18n.with("server-use", [("domain", row.domain().as_str())]),
    }
}

/// The line below the title.
fn about(row: &Row<'_>, i18n: &I18n) -> String {
    match row {
        Row::Known(Known::Provider(provider)) => facts(provider, i18n),
        Row::Known(Known::Name(_, Some(provider))) => {
            let domain = provider.domain.shown();
            i18n.with("server-also", [("domain", domain)])
        }
        Row::Known(Known::Name(_, None)) => i18n.text("server-only-name"),
        Row::Known(Known::Host(host)) => host.about.clone(),
        row => row.about(i18n).unwrap_or_default(),
    }
}

/// Where a server is, what its people speak, since when it is there, and whether a lost password can be set anew; as far as
/// it is told.
fn facts(provider: &Provider, i18n: &I18n) -> String {
    let resets = (provider.resets() == Some(true)).then(|| i18n.text("server-resets"));
    let told: Vec<String> = words::provider::facts(i18n, provider)
        .into_iter()
        .chain(resets)
        .collect();
    if told.is_empty() {
        return i18n.text("server-only-name");
    }
    told.join(" · ")
}

/// What the server asks, as far as it is told.
fn asks(row: &Row<'_>) -> Option<(Tone, Key)> {
    let sign_up = match row {
        Row::Known(Known::Provider(provider)) => &provider.sign_up,
        Row::Known(Known::Host(host)) => &host.sign_up,
        _ => return None,
    };
    let tone = match sign_up {
        SignUp::Untold => return None,
        SignUp::Here {
            puzzle: Some(false),
            email: Some(false),
        } => Tone::Good,
        SignUp::Here { .. } => Tone::Calm,
        SignUp::Web(_) => Tone::Warn,
    };
    Some((tone, words::provider::asks(sign_up)))
}
