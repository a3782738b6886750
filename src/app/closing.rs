//! The question that is asked once when the window is closed while a submission is on its way.

use iced::widget::{column, container, row, space};
use iced::{Alignment, Length};

use super::Message;
use crate::theme::Element;
use crate::widget::button::{Kind, button};
use crate::widget::focus::root;
use crate::widget::{Ctx, text};

pub(super) fn view<'a>(ctx: Ctx<'_>) -> Element<'a, Message> {
    let stay = button(Kind::Primary, ctx.i18n.text("closing-stay"))
        .id("stay")
        .on_press(Message::StayPressed);
    let leave = button(Kind::Plain, ctx.i18n.text("closing-leave")).on_press(Message::LeavePressed);
    let (stay, leave) = (Element::from(stay), Element::from(leave));
    let buttons: Element<'a, Message> = if ctx.narrow {
        column![stay, leave]
            .spacing(8)
            .align_x(Alignment::Center)
            .into()
    } else {
        row![stay, leave].spacing(8).into()
    };
    let question = column![
        text::centered_title(ctx.i18n.text("closing-title")),
        text::muted(ctx.i18n.text("closing-why")).center(),
        space().height(8),
        buttons
    ]
    .spacing(8)
    .align_x(Alignment::Center)
    .max_width(520);
    let page = container(question)
        .padding(ctx.margin())
        .center(Length::Fill);
    root(page)
        .on_enter(Some(Message::StayPressed))
        .on_escape(Some(Message::StayPressed))
        .into()
}
