//! The question that is asked once when the window is closed while a submission is on its way.

use super::Message;
use super::question::Question;
use crate::i18n::Key;
use crate::page::account::Deed;
use crate::theme::Element;
use crate::widget::Ctx;

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

/// What is said of an account whose password is set anew.
pub(super) fn of_reset() -> (Key, Key) {
    of_account(Some(Deed::ChangePassword))
}

/// The question, with these words for what is under way and for what closing does.
pub(super) fn view<'a>((title, why): (Key, Key), ctx: Ctx<'_>) -> Element<'a, Message> {
    let question = Question {
        title: ctx.i18n.text(title),
        why: vec![ctx.i18n.text(why)],
        first: (ctx.i18n.text("closing-stay"), Message::StayPressed),
        second: Some((ctx.i18n.text("closing-leave"), Message::LeavePressed)),
        escape: Message::StayPressed,
    };
    question.view(ctx)
}
