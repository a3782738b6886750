//! Choosing one of several, or any number of several: a list that is one stop for Tab, with arrows inside.

mod bar;
mod long;

use iced::widget::{Id, Space, container, row};
use iced::{Alignment, Color, Length, Padding, border};

use super::button::touched;
use super::field::{Notes, label_line};
use super::focus::{Look, Role, Status, control, list};
use super::frame::Mark;
use super::icon::{Icon, icon};
use super::text;
use crate::theme::{Element, Theme, radius};

/// One option of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is shown.
    pub label: String,
    /// It is chosen.
    pub chosen: bool,
}

/// How many of the options can be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Many {
    /// One: moving chooses.
    One,
    /// Any number: Space chooses.
    Any,
}

pub use long::{Act, Long, long};

/// Lists of more options than these are [`long`].
pub const SHORT: usize = 8;

/// A list of a few options. `chose` is told which option was chosen (or turned, where any number can be).
pub fn choices<'a, Message: Clone + 'a>(
    id: impl Into<Id>,
    label: impl Into<String>,
    optional: Option<String>,
    options: Vec<Choice>,
    many: Many,
    chose: impl Fn(usize) -> Message + Clone + 'a,
    notes: Notes<'a, Message>,
) -> Element<'a, Message> {
    let label = label.into();
    let mark = notes.mark();
    let (required, description) = (optional.is_none(), notes.spoken());
    let chosen = options.iter().position(|option| option.chosen);
    let names = options.iter().map(|option| option.label.clone()).collect();
    let rows = options
        .into_iter()
        .enumerate()
        .map(|(index, option)| option_row(option, many, chose(index)))
        .collect();
    let mut all = list(label.clone(), rows, 0.0)
        .id(id)
        .names(names)
        .radius(radius::CONTROL)
        .on_space(chose.clone())
        .info(move |info| {
            info.required = required;
            info.description = description;
            info.invalid = mark == Mark::Wrong;
        });
    if many == Many::One {
        all = all.chosen(chosen).on_move(chose);
    }
    notes.around(Some(label_line(label, optional)), boxed(all, mark))
}

/// The box round a list.
fn boxed<'a, Message: 'a>(
    inside: impl Into<Element<'a, Message>>,
    mark: Mark,
) -> Element<'a, Message> {
    container(inside)
        .padding(4)
        .width(Length::Fill)
        .style(move |theme: &Theme| {
            let tokens = theme.tokens();
            container::Style {
                background: Some(tokens.surface.into()),
                border: border::rounded(radius::CARD)
                    .width(1)
                    .color(mark.edge(tokens, tokens.hairline)),
                ..container::Style::default()
            }
        })
        .into()
}

fn option_row<'a, Message: Clone + 'a>(
    option: Choice,
    many: Many,
    message: Message,
) -> Element<'a, Message> {
    let Choice { label, chosen } = option;
    let content = row![
        mark(many, chosen),
        text::body(label.clone()).width(Length::Fill)
    ]
    .spacing(12)
    .align_y(Alignment::Center);
    let content = container(content)
        .padding(Padding::ZERO.vertical(9).horizontal(12))
        .width(Length::Fill);
    let role = match many {
        Many::One => Role::Radio,
        Many::Any => Role::CheckBox,
    };
    control(role, label, content)
        .in_list()
        .on_press(message)
        .look(move |theme, status| row_look(theme, chosen && many == Many::One, status))
        .info(|info| info.checked = Some(chosen))
        .into()
}

fn row_look(theme: Theme, chosen: bool, status: Status) -> Look {
    let tokens = theme.tokens();
    let ground = if chosen {
        tokens.accent_soft
    } else {
        Color::TRANSPARENT
    };
    Look {
        ground: touched(ground, tokens.text, status),
        ..Look::bare(tokens.text)
    }
}

/// The ring and dot, or the box and check mark, before an option.
fn mark<'a, Message: 'a>(many: Many, chosen: bool) -> Element<'a, Message> {
    let corner = match many {
        Many::One => 10.0,
        Many::Any => 5.0,
    };
    let inside: Element<'a, Message> = match many {
        Many::One => container(Space::new().width(8).height(8))
            .style(move |theme: &Theme| container::Style {
                background: chosen.then(|| theme.tokens().on_accent.into()),
                border: border::rounded(4),
                ..container::Style::default()
            })
            .into(),
        Many::Any if chosen => icon(Icon::Check, 14.0)
            .line(3.0)
            .color(|theme| theme.tokens().on_accent)
            .into(),
        Many::Any => Space::new().into(),
    };
    container(inside)
        .center(20)
        .style(move |theme: &Theme| {
            let tokens = theme.tokens();
            container::Style {
                background: Some(
                    if chosen {
                        tokens.accent
                    } else {
                        tokens.surface
                    }
                    .into(),
                ),
                border: border::rounded(corner).width(1.5).color(if chosen {
                    tokens.accent
                } else {
                    tokens.edge
                }),
                ..container::Style::default()
            }
        })
        .into()
}
