//! Leaving: forgetting the account on this computer, and deleting it on the server. Two different things.

use iced::widget::{Column, column, row};
use iced::{Length, Task};

use super::contents::{self, Checks};
use super::news::Order;
use super::panel::Message;
use crate::domain::{Address, Answers, KeyringFault, Refusal, Submission};
use crate::i18n::Key;
use crate::page::form::{self, SEND, Words};
use crate::page::report;
use crate::theme::{self, Element};
use crate::widget::button::{Kind, button, icon_link};
use crate::widget::card::{Tone, notice};
use crate::widget::details::quote;
use crate::widget::field::field;
use crate::widget::icon::Icon;
use crate::widget::keyed::keyed;
use crate::widget::{Ctx, text};

/// What the card knows.
#[derive(Debug, Clone, Default)]
pub(super) struct State {
    /// The address as it is typed by somebody who means it.
    typed: String,
    /// The server's own form.
    pub(super) form: Option<Box<form::State>>,
    pub(super) end: End,
    /// The password was copied.
    copied: bool,
    /// The password is being removed from this computer.
    pub(super) forgetting: bool,
    /// Why it still is there.
    pub(super) fault: Option<KeyringFault>,
}

/// How far the deletion is.
#[derive(Debug, Clone, Default)]
pub(super) enum End {
    /// Nothing was sent.
    #[default]
    Open,
    /// It is on its way.
    Sending,
    /// It is not known whether the account is gone, or the server still lets one in.
    Doubtful {
        said: Said,
        report: report::State,
        checking: bool,
        checks: u32,
    },
}

/// What the server said to a deletion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Said {
    /// Nothing, as far as it came through.
    Nothing,
    /// That it is done or will be, in these words if it had any.
    Deleted(Option<String>),
}

pub(super) const WORDS: Words = Words {
    send: Key("account-delete-send"),
    insist: Key("account-delete-send"),
    sending: Key("account-deleting"),
};

/// What is lost.
const LOSSES: [Key; 4] = [
    Key("account-delete-messages"),
    Key("account-delete-contacts"),
    Key("account-delete-files"),
    Key("account-delete-address"),
];

pub(super) const TYPED: &str = "delete-typed";

impl State {
    /// The card was folded: who means it types the address again.
    pub(super) fn fold(&mut self) {
        if !self.is_sending() {
            self.typed.clear();
            self.copied = false;
            if matches!(self.end, End::Open) {
                self.form = None;
            }
        }
    }

    pub(super) fn type_in(&mut self, text: String) {
        if !self.is_sending() {
            self.typed = text;
        }
    }

    pub(super) fn copied(&mut self) {
        self.copied = true;
    }

    pub(super) fn is_sending(&self) -> bool {
        matches!(self.end, End::Sending) || self.form.as_ref().is_some_and(|form| form.is_sending())
    }

    /// Whether the address is typed, in whichever way it is written.
    pub(super) fn is_meant(&self, address: &Address) -> bool {
        Address::parse(&self.typed).is_ok_and(|typed| typed == *address)
    }

    /// Deletes, if that is meant.
    pub(super) fn delete(&mut self, address: &Address) -> Option<Order> {
        if !self.is_meant(address) || self.is_sending() {
            return None;
        }
        self.end = End::Sending;
        Some(Order::Delete)
    }

    /// Deletes with the answers to the server's form.
    pub(super) fn order(&mut self, submission: Submission, address: &Address) -> Option<Order> {
        let form = self.form.as_mut()?;
        if !Address::parse(&self.typed).is_ok_and(|typed| typed == *address) {
            form.release();
            return None;
        }
        Some(Order::DeleteWith(form.form().clone(), submission))
    }

    /// The server said no, perhaps with a form that it wants filled in first.
    pub(super) fn refused(
        &mut self,
        mut refusal: Refusal,
        known: Answers,
        address: &Address,
    ) -> Task<form::Message> {
        self.end = End::Open;
        if let Some(form) = &mut self.form {
            form.know(known);
            return form.refused(refusal);
        }
        let Some(form) = refusal.form.take() else {
            return Task::none();
        };
        let form = form::State::part(address.domain().clone(), *form, known);
        let focus = form.first_focus().unwrap_or_else(|| SEND.into());
        self.form = Some(Box::new(form));
        iced::widget::operation::focus(focus)
    }

    /// Nothing was done, or it ended without a verdict.
    pub(super) fn release(&mut self) {
        self.end = End::Open;
        if let Some(form) = &mut self.form {
            form.release();
        }
    }

    /// Whether the server said that the account is deleted.
    pub(super) fn is_said(&self) -> bool {
        matches!(
            &self.end,
            End::Doubtful {
                said: Said::Deleted(_),
                ..
            }
        )
    }

    /// It is not known whether the account is gone; `said` what the server said if it said so.
    pub(super) fn doubtful(&mut self, said: Said, details: String) {
        let (said, checks) = match &self.end {
            End::Doubtful {
                said: before,
                checks,
                ..
            } => match said {
                Said::Nothing => (before.clone(), checks + 1),
                said @ Said::Deleted(_) => (said, checks + 1),
            },
            _ => (said, 0),
        };
        self.release();
        self.end = End::Doubtful {
            said,
            report: report::State::new(details),
            checking: false,
            checks,
        };
    }

    /// The question about removing the password from this computer.
    pub(super) fn forget_view<'a>(&'a self, ctx: Ctx<'_>) -> Element<'a, Message> {
        let (icon, label) = if self.copied {
            (Icon::Check, Key("password-copied"))
        } else {
            (Icon::Copy, Key("password-copy"))
        };
        let copy = icon_link(
            icon,
            ctx.i18n.text(label),
            theme::SMALL,
            Message::CopyPressed,
        );
        let fault = self.fault.map(|fault| {
            let key = match fault {
                KeyringFault::Missing => Key("account-forget-missing"),
                KeyringFault::Locked => Key("account-forget-locked"),
                KeyringFault::Denied => Key("account-forget-denied"),
                KeyringFault::Slow => Key("account-forget-slow"),
                KeyringFault::Failed => Key("account-forget-failed"),
            };
            notice(Tone::Bad, ctx.i18n.text(key), None)
        });
        let mut remove = button(Kind::Danger, ctx.i18n.text("account-forget"))
            .id(SEND)
            .on_press(Message::ForgetPressed);
        if self.forgetting {
            remove = remove.busy(ctx.still);
        }
        let cancel = contents::plain("fold", ctx.i18n.text("cancel"), Message::Folded);
        keyed(
            12.0,
            [
                (
                    0,
                    Some(text::muted(ctx.i18n.text("account-forget-why")).into()),
                ),
                (1, Some(row![Element::from(copy)].into())),
                (2, fault),
                (3, Some(contents::buttons([cancel, remove], ctx))),
            ],
        )
        .into()
    }

    /// What is lost by a deletion, and the line that wants the address typed.
    pub(super) fn delete_view<'a>(
        &'a self,
        address: &Address,
        upset: Option<Element<'a, Message>>,
        ctx: Ctx<'_>,
    ) -> Element<'a, Message> {
        if let Some(doubt) = self.doubt_view(address, ctx) {
            return doubt;
        }
        let about = [("address", address.to_string())];
        let losses = LOSSES.iter().map(|key| {
            let words = ctx.i18n.with(*key, about.clone());
            row![text::muted("•"), text::muted(words).width(Length::Fill)]
                .spacing(8)
                .into()
        });
        let why = column![text::body(ctx.i18n.text("account-delete-why"))]
            .push(Column::with_children(losses).spacing(2))
            .push(text::body(ctx.i18n.text("account-delete-nobody")))
            .spacing(6);
        let label = ctx.i18n.with("account-delete-type", about);
        let line = field(TYPED, label, &self.typed).on_input(Message::Typed);
        let form = self.form.as_ref();
        let form_view = form.map(|form| form.part_view(ctx).map(Message::Form));
        let is_meant = self.is_meant(address);
        let send = match form {
            Some(form) => {
                let primary = form.primary(&WORDS, ctx);
                (primary.label, Message::Form(form::Message::SubmitPressed))
            }
            None if self.is_sending() => (ctx.i18n.text(WORDS.sending), Message::DeletePressed),
            None => (ctx.i18n.text(WORDS.send), Message::DeletePressed),
        };
        let mut delete = button(Kind::Danger, send.0)
            .id(SEND)
            .on_press_maybe(is_meant.then_some(send.1));
        if self.is_sending() {
            delete = delete.busy(ctx.still);
        }
        let cancel = contents::plain("fold", ctx.i18n.text("cancel"), Message::Folded);
        let cancel = contents::live(cancel, Message::Folded, !self.is_sending());
        let buttons = [cancel, delete];
        keyed(
            12.0,
            [
                (0, Some(why.into())),
                (1, Some(line.into())),
                (2, form_view),
                (3, upset),
                (4, Some(contents::buttons(buttons, ctx))),
            ],
        )
        .into()
    }

    /// What is said while it is not known whether the account is gone.
    fn doubt_view<'a>(&'a self, address: &Address, ctx: Ctx<'_>) -> Option<Element<'a, Message>> {
        let End::Doubtful {
            said,
            report,
            checking,
            checks,
        } = &self.end
        else {
            return None;
        };
        let key = match (said, checks) {
            (Said::Deleted(_), 0) => Key("account-still-there"),
            (Said::Deleted(_), _) => Key("account-still-there-again"),
            (Said::Nothing, 0) => Key("account-delete-unknown"),
            (Said::Nothing, _) => Key("account-delete-unknown-again"),
        };
        // What the server said is most likely when it will be: that is not for folding away.
        let words = match said {
            Said::Deleted(Some(words)) => Some(quote(words.clone())),
            Said::Deleted(None) | Said::Nothing => None,
        };
        let about = [("domain", address.domain().as_str())];
        let report = report.view(ctx).map(|fold| fold.map(Message::DoubtReport));
        let more = contents::with_more([words, report]);
        let said = notice(Tone::Warn, ctx.i18n.with(key, about), more);
        let checks = Checks {
            so_far: *checks,
            under_way: *checking,
        };
        let buttons = checks.buttons(Message::CheckPressed, Message::Folded, ctx);
        Some(column![said, buttons].spacing(12).into())
    }
}
