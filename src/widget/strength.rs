//! How hard a password is to guess: four bars and a word.

use iced::widget::{Space, container, row};
use iced::{Alignment, border};

use super::focus::{Info, Role, named};
use super::text;
use crate::theme::{Element, Theme};

/// Four bars of which `score` (0 to 4) are filled, and what that means in words.
pub fn strength<'a, Message: Clone + 'a>(
    score: u8,
    words: impl Into<String>,
) -> Element<'a, Message> {
    let words = words.into();
    let mut line = row![].spacing(4).align_y(Alignment::Center);
    for bar in 0..4 {
        let filled = bar < score;
        line = line.push(container(Space::new().width(48).height(4)).style(
            move |theme: &Theme| {
                let tokens = theme.tokens();
                let ink = match score {
                    _ if !filled => tokens.hairline,
                    0 | 1 => tokens.bad,
                    2 => tokens.warn,
                    _ => tokens.good,
                };
                container::Style {
                    background: Some(ink.into()),
                    border: border::rounded(2),
                    ..container::Style::default()
                }
            },
        ));
    }
    line = line
        .push(Space::new().width(4))
        .push(text::small(words.clone()));
    named(Info::new(Role::Status, words), line).into()
}
