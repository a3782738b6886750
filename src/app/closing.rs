//! The question that is asked once when the window is closed while a submission is on its way.

use iced::widget::{column, container, row, space};
use iced::{Alignment, Length};

use super::Message;
use crate::i18n::Key;
use crate::page::account::Deed;
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

/// What is said of a sign-up. `is_saved` says that the next start of the program can find out what became of the account.
pub(super) fn of_sign_up(is_saved: bool) -> (Key, Key) {
    let why = if is_saved {
        Key("closing-why-saved")
    } else {
        Key("closing-why")
    };
    (Key("closing-title"), why)
}

/// What is said of something that was sent for an account.
pub(super) fn of_account(sent: Option<Deed>) -> (Key, Key) {
    match sent {
        Some(Deed::ChangePassword) => (Key("closing-change"), Key("closing-change-why")),
        Some(Deed::Delete) => (Key("closing-delete"), Key("closing-delete-why")),
        Some(Deed::Other) | None => (Key("closing-other"), Key("closing-other-why")),
    }
}

/// The question, with these words for what is under way and for what closing does.
pub(super) fn view<'a>((title, why): (Key, Key), ctx: Ctx<'_>) -> Element<'a, Message> {
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
        text::centered_title(ctx.i18n.text(title)),
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
