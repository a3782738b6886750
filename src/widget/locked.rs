//! An answer that is settled: it looks like what it is, no field, with a lock before it.

use iced::widget::{container, row};
use iced::{Alignment, Length, Padding, border};

use super::field::{Notes, label_line};
use super::focus::{Info, Role, named};
use super::icon::{Icon, icon};
use super::text;
use crate::theme::{Element, Theme, radius, space};

/// What cannot be changed, under its label, with what belongs behind it (`@example.org`) and what is said below. Tab passes
/// over it.
pub fn locked<'a, Message: Clone + 'a>(
    label: impl Into<String>,
    value: &str,
    suffix: Option<String>,
    notes: Notes<'a, Message>,
) -> Element<'a, Message> {
    let label = label.into();
    let info = Info {
        description: notes.spoken(),
        value: Some(value.to_owned()),
        read_only: true,
        ..Info::new(Role::TextField, label.clone())
    };
    let inside = row![
        icon(Icon::Lock, 18.0).color(|theme| theme.tokens().muted),
        text::body(value.to_owned()).width(Length::Fill)
    ]
    .push(suffix.map(text::muted))
    .spacing(10)
    .align_y(Alignment::Center);
    let inside = container(inside)
        .padding(Padding::ZERO.vertical(11).horizontal(12))
        .width(Length::Fill)
        .style(|theme: &Theme| {
            let tokens = theme.tokens();
            container::Style {
                background: Some(tokens.hairline.scale_alpha(0.5).into()),
                border: border::rounded(radius::CONTROL)
                    .width(space::EDGE)
                    .color(tokens.hairline),
                ..container::Style::default()
            }
        });
    let shown = named(info, inside).into();
    notes.around(Some(label_line(label, None)), shown)
}
