//! The question that is asked once when the window is closed while a submission is on its way.

use iced::widget::{column, container, row, space};
use iced::{Alignment, Length};

use super::Message;
use crate::i18n::Key;
use crate::theme::Element;
use crate::widget::button::{Kind, button};
use crate::widget::focus::root;
use crate::widget::{Ctx, text};

/// How far it is with the question. It is asked once for a submission: whoever wants to close again means it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Closing {
    /// It was not asked.
    #[default]
    Unasked,
    /// It is being asked.
    Asking,
    /// It was answered with staying.
    Stayed,
}

/// `is_saved` says that the next start of the program can find out what became of the account.
pub(super) fn view<'a>(is_saved: bool, ctx: Ctx<'_>) -> Element<'a, Message> {
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
    let why = if is_saved {
        Key("closing-why-saved")
    } else {
        Key("closing-why")
    };
    let question = column![
        text::centered_title(ctx.i18n.text("closing-title")),
        text::muted(ctx.i18n.text(why)).center(),
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
