//! A question that takes the place of the page until it is answered.

use iced::widget::{column, container, row, space};
use iced::{Alignment, Length};

use super::Message;
use crate::theme::Element;
use crate::widget::button::{Kind, button};
use crate::widget::focus::root;
use crate::widget::{Ctx, text};

/// What is asked.
pub(super) struct Question {
    pub(super) title: String,
    /// What speaks for one answer or the other.
    pub(super) why: Vec<String>,
    /// The answer that Enter gives.
    pub(super) first: (String, Message),
    /// Another one.
    pub(super) second: Option<(String, Message)>,
    /// What Escape says.
    pub(super) escape: Message,
}

impl Question {
    pub(super) fn view<'a>(self, ctx: Ctx<'_>) -> Element<'a, Message> {
        let (label, message) = self.first;
        let first = button(Kind::Primary, label)
            .id("stay")
            .on_press(message.clone());
        let second = self
            .second
            .map(|(label, message)| Element::from(button(Kind::Plain, label).on_press(message)));
        let first = Element::from(first);
        let buttons: Element<'a, Message> = if ctx.narrow {
            let buttons = column![first].push(second).spacing(8);
            buttons.align_x(Alignment::Center).into()
        } else {
            row![first].push(second).spacing(8).into()
        };
        let why = self.why.into_iter().map(|why| text::muted(why).center());
        let question = column![text::centered_title(self.title)]
            .extend(why.map(Element::from))
            .push(space().height(8))
            .push(buttons)
            .spacing(8)
            .align_x(Alignment::Center)
            .max_width(520);
        let page = container(question)
            .padding(ctx.margin())
            .center(Length::Fill);
        root(page)
            .on_enter(Some(message))
            .on_escape(Some(self.escape))
            .into()
    }
}
