//! A switch: on or off, alone.

use iced::widget::{Id, Space, container, row};
use iced::{Alignment, Length, Padding, border};

use super::field::Notes;
use super::focus::{Look, Role, control};
use super::text;
use crate::theme::Element;

/// A switch with this label. Space and a press turn it; Enter goes on with the page.
pub fn switch<'a, Message: Clone + 'a>(
    id: impl Into<Id>,
    label: impl Into<String>,
    on: bool,
    required: bool,
    toggled: Message,
    notes: Notes<'a, Message>,
) -> Element<'a, Message> {
    let label = label.into();
    let track = row![
        Space::new().width(if on { 20 } else { 4 }),
        container(Space::new().width(16).height(16)).style(move |theme: &crate::theme::Theme| {
            let tokens = theme.tokens();
            container::Style {
                background: Some(if on { tokens.on_accent } else { tokens.edge }.into()),
                border: border::rounded(8),
                ..container::Style::default()
            }
        })
    ]
    .align_y(Alignment::Center);
    let track =
        container(track)
            .width(40)
            .center_y(24)
            .style(move |theme: &crate::theme::Theme| {
                let tokens = theme.tokens();
                container::Style {
                    background: Some(if on { tokens.accent } else { tokens.surface }.into()),
                    border: border::rounded(12).width(1.5).color(if on {
                        tokens.accent
                    } else {
                        tokens.edge
                    }),
                    ..container::Style::default()
                }
            });
    let content = row![track, text::body(label.clone()).width(Length::Fill)]
        .spacing(12)
        .align_y(Alignment::Center);
    // As high as it has to be: a long label has several lines.
    let content = container(content).padding(Padding::ZERO.vertical(4));
    let description = notes.spoken();
    let invalid = notes.error.is_some();
    let control = control(Role::Switch, label, content)
        .id(id)
        .on_press(toggled)
        .enter_goes_on()
        .grow(6.0)
        .look(|theme, _| Look::bare(theme.tokens().text))
        .info(|info| {
            info.checked = Some(on);
            info.required = required;
            info.description = description;
            info.invalid = invalid;
        });
    notes.around(None, control.into())
}
