//! Something folded away that can be unfolded: what the server said, the details of a fault.

use iced::widget::{column, container, row};
use iced::{Alignment, Length, border};

use super::focus::{Control, Look, Role, control};
use super::icon::{Icon, icon};
use super::text;
use crate::theme::{self, Element, Theme, radius};

/// A line that unfolds `inside`.
pub fn details<'a, Message: Clone + 'a>(
    label: impl Into<String>,
    open: bool,
    toggled: Message,
    inside: impl FnOnce() -> Element<'a, Message>,
) -> Element<'a, Message> {
    column![fold(label, open, toggled)]
        .spacing(6)
        .push(open.then(inside))
        .into()
}

/// The line of [`details`] alone, where what it unfolds stands elsewhere.
pub fn fold<'a, Message: Clone + 'a>(
    label: impl Into<String>,
    open: bool,
    toggled: Message,
) -> Control<'a, Message> {
    let label = label.into();
    let line = row![
        text::medium(label.clone(), theme::SMALL),
        icon(if open { Icon::Up } else { Icon::Down }, 14.0).line(2.2)
    ]
    .spacing(4)
    .align_y(Alignment::Center);
    let line = container(line).padding(iced::Padding::ZERO.vertical(3));
    control(Role::Link, label, line)
        .radius(4.0)
        .grow(3.0)
        .on_press(toggled)
        .look(|theme, _| Look::bare(theme.tokens().accent))
        .info(|info| info.expanded = Some(open))
}

/// Text that a server sent, set apart from our own words.
pub fn quote<'a, Message: 'a>(words: impl Into<String>) -> Element<'a, Message> {
    container(text::scaled(words.into(), theme::SMALL, theme::REGULAR).width(Length::Fill))
        .padding([10, 12])
        .width(Length::Fill)
        .style(|theme: &Theme| {
            let tokens = theme.tokens();
            container::Style {
                background: Some(tokens.surface.into()),
                text_color: Some(tokens.text),
                border: border::rounded(radius::CONTROL)
                    .width(1)
                    .color(tokens.hairline),
                ..container::Style::default()
            }
        })
        .into()
}
