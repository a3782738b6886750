//! Cards, tags, chips and notices: what stands on a ground of its own.

use iced::widget::{Container, container, row};
use iced::{Alignment, Color, Length, Padding, border};

use super::button::touched;
use super::focus::{Control, Info, Look, Role, control, named};
use super::icon::{Icon, icon};
use super::text;
use crate::theme::{self, Element, Theme, Tokens, radius, space};

/// What a tag or a notice says of its matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Proved, or well.
    Good,
    /// Wants care.
    Warn,
    /// Went wrong.
    Bad,
    /// To know.
    Calm,
}

impl Tone {
    fn ink(self, tokens: &Tokens) -> Color {
        match self {
            Self::Good => tokens.good,
            Self::Warn => tokens.warn,
            Self::Bad => tokens.bad,
            Self::Calm => tokens.muted,
        }
    }

    fn ground(self, tokens: &Tokens) -> Color {
        match self {
            Self::Good => tokens.good_soft,
            Self::Warn => tokens.warn_soft,
            Self::Bad => tokens.bad_soft,
            Self::Calm => tokens.hairline,
        }
    }
}

/// A card that holds something.
pub fn card<'a, Message: 'a>(
    content: impl Into<Element<'a, Message>>,
) -> Container<'a, Message, Theme, iced::Renderer> {
    container(content)
        .padding([14, 16])
        .width(Length::Fill)
        .style(|theme: &Theme| {
            let tokens = theme.tokens();
            container::Style {
                background: Some(tokens.surface.into()),
                border: border::rounded(radius::CARD)
                    .width(space::EDGE)
                    .color(tokens.hairline),
                ..container::Style::default()
            }
        })
}

/// A card that is one option of a list of cards.
pub fn choice_card<'a, Message: Clone + 'a>(
    name: impl Into<String>,
    chosen: bool,
    content: impl Into<Element<'a, Message>>,
    on_press: Message,
) -> Control<'a, Message> {
    let content = container(content).padding([12, 16]).width(Length::Fill);
    control(Role::ListItem, name, content)
        .in_list()
        .radius(radius::CARD)
        .on_press(on_press)
        .look(move |theme, status| {
            let tokens = theme.tokens();
            let ground = touched(tokens.surface, tokens.text, status);
            if chosen {
                Look {
                    width: 2.0,
                    ..Look::edged(ground, tokens.accent, tokens.text)
                }
            } else {
                Look::edged(ground, tokens.hairline, tokens.text)
            }
        })
        .info(|info| info.checked = Some(chosen))
}

/// A word or two on a soft ground.
pub fn tag<'a, Message: 'a>(tone: Tone, words: impl Into<String>) -> Element<'a, Message> {
    let words = text::scaled(
        words.into(),
        theme::Scale {
            size: 12.0,
            line: 20.0,
        },
        theme::SEMIBOLD,
    )
    .style(text::color(move |theme| tone.ink(theme.tokens())));
    container(words)
        .padding(Padding::ZERO.horizontal(8))
        .style(move |theme: &Theme| container::Style {
            background: Some(tone.ground(theme.tokens()).into()),
            border: border::rounded(10),
            ..container::Style::default()
        })
        .into()
}

/// A filter that is on or off.
pub fn chip<'a, Message: Clone + 'a>(
    label: impl Into<String>,
    on: bool,
    toggled: Message,
) -> Control<'a, Message> {
    let label = label.into();
    let font = if on { theme::SEMIBOLD } else { theme::REGULAR };
    let content = row![]
        .spacing(6)
        .align_y(Alignment::Center)
        .push(on.then(|| icon(Icon::Check, 14.0).line(2.2)))
        .push(text::scaled(label.clone(), theme::SMALL, font));
    let content = container(content)
        .padding(Padding::ZERO.horizontal(12))
        .center_y(32);
    control(Role::CheckBox, label, content)
        .radius(radius::CHIP)
        .enter_goes_on()
        .on_press(toggled)
        .look(move |theme, status| {
            let tokens = theme.tokens();
            let (ground, edge, ink) = if on {
                (tokens.accent_soft, tokens.accent, tokens.accent)
            } else {
                (tokens.surface, tokens.edge, tokens.text)
            };
            Look::edged(touched(ground, tokens.text, status), edge, ink)
        })
        .info(|info| info.checked = Some(on))
}

/// A sentence that belongs to the whole page, on a soft ground, with more below it.
pub fn notice<'a, Message: Clone + 'a>(
    tone: Tone,
    sentence: impl Into<String>,
    more: Option<Element<'a, Message>>,
) -> Element<'a, Message> {
    let sentence = sentence.into();
    let shown = match tone {
        Tone::Good => Icon::Check,
        Tone::Warn | Tone::Bad => Icon::Alert,
        Tone::Calm => Icon::Info,
    };
    let said = named(
        Info::new(Role::Status, sentence.clone()),
        text::body(sentence).width(Length::Fill),
    );
    let words = iced::widget::column![said].spacing(4).push(more);
    let content = row![
        container(icon(shown, 18.0)).padding(Padding::ZERO.top(2)),
        words.width(Length::Fill)
    ]
    .spacing(12);
    container(content)
        .padding([12, 16])
        .width(Length::Fill)
        .style(move |theme: &Theme| {
            let tokens = theme.tokens();
            container::Style {
                background: Some(
                    match tone {
                        Tone::Calm => tokens.accent_soft,
                        tone => tone.ground(tokens),
                    }
                    .into(),
                ),
                text_color: Some(match tone {
                    Tone::Calm => tokens.text,
                    tone => tone.ink(tokens),
                }),
                border: border::rounded(radius::CARD),
                ..container::Style::default()
            }
        })
        .into()
}

/// A line that parts.
#[must_use]
pub fn hairline<'a, Message: 'a>() -> Element<'a, Message> {
    container(iced::widget::Space::new().height(1))
        .width(Length::Fill)
        .style(|theme: &Theme| container::Style {
            background: Some(theme.tokens().hairline.into()),
            ..container::Style::default()
        })
        .into()
}
