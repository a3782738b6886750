//! The bar at the bottom of the window, drawn once for all pages: back on the left, the way on to the right.

use iced::widget::{column, container, row};
use iced::{Alignment, Padding};

use super::Ctx;
use super::button::{Kind, button, link};
use super::card::hairline;
use super::ends::ends;
use super::text;
use crate::theme::{self, Element};

/// What stands in the bar.
#[derive(Debug, Clone)]
pub struct Footer<Message> {
    /// The button that leads back.
    pub back: Option<(String, Message)>,
    /// Links beside it.
    pub links: Vec<(String, Message)>,
    /// A quiet line.
    pub note: Option<String>,
    /// The one primary button.
    pub primary: Option<Primary<Message>>,
}

/// The one primary button.
#[derive(Debug, Clone)]
pub struct Primary<Message> {
    /// Its text.
    pub label: String,
    /// What it says; also what Enter says.
    pub message: Option<Message>,
    /// What it does is under way.
    pub busy: bool,
}

impl<Message> Default for Footer<Message> {
    fn default() -> Self {
        Self {
            back: None,
            links: Vec::new(),
            note: None,
            primary: None,
        }
    }
}

impl<Message> Footer<Message> {
    /// The same bar for another type of message.
    pub fn map<Other>(self, f: impl Fn(Message) -> Other) -> Footer<Other> {
        Footer {
            back: self.back.map(|(label, message)| (label, f(message))),
            links: self
                .links
                .into_iter()
                .map(|(label, message)| (label, f(message)))
                .collect(),
            note: self.note,
            primary: self.primary.map(|primary| Primary {
                label: primary.label,
                message: primary.message.map(&f),
                busy: primary.busy,
            }),
        }
    }
}

/// Draws the bar.
pub fn footer<'a, Message: Clone + 'a>(bar: Footer<Message>, ctx: Ctx<'_>) -> Element<'a, Message> {
    let mut line = row![].spacing(12).align_y(Alignment::Center);
    if let Some((label, message)) = bar.back {
        line = line.push(button(Kind::Plain, label).id("back").on_press(message));
    }
    for (label, message) in bar.links {
        line = line.push(link(label, theme::BODY, message));
    }
    line = line.push(bar.note.filter(|_| !ctx.narrow).map(text::small));
    let on = bar.primary.map(|primary| {
        let on = button(Kind::Primary, primary.label)
            .id("primary")
            .on_press_maybe(primary.message);
        Element::from(if primary.busy { on.busy(ctx.still) } else { on })
    });
    let line = ends(line, row![].push(on), theme::space::BUTTON);
    let inside = container(line).padding(Padding::ZERO.horizontal(ctx.margin()).top(12).bottom(20));
    column![hairline(), inside].into()
}
