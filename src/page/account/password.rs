//! Changing the password.

use crate::domain::{
    Address, Answers, Field, Form, Keeping, Kind, Purpose, Role, Secret, Submission, Way,
};
use crate::i18n::Key;
use crate::page::form::{self, Words};
use crate::page::report;
use crate::widget::Ctx;

use super::contents::Line;
use super::news::{Fault, Order};

/// What the card knows.
#[derive(Debug, Clone)]
pub(super) struct State {
    /// The new password and, if the server wants more, its form.
    pub(super) form: Box<form::State>,
    /// The form is the server's.
    is_servers: bool,
    /// What was sent last.
    sent: Option<Secret>,
    pub(super) end: End,
}

/// How far it is.
#[derive(Debug, Clone)]
pub(super) enum End {
    /// Nothing was sent.
    Open,
    /// The new one was proved by a sign-in; where it is now.
    Proved(Keeping),
    /// It was found out that the old one holds.
    AsBefore,
    /// It is not known which one holds.
    Unknown {
        report: report::State,
        checking: bool,
        checks: u32,
    },
}

pub(super) const WORDS: Words = Words {
    send: Key("account-password-send"),
    insist: Key("account-password-anyway"),
    sending: Key("account-password-sending"),
};

impl State {
    pub(super) fn new(address: &Address) -> Self {
        Self {
            form: Box::new(own_form(address)),
            is_servers: false,
            sent: None,
            end: End::Open,
        }
    }

    /// The card was unfolded: another change begins, unless the last one has no end yet.
    pub(super) fn open(&mut self, address: &Address) {
        if matches!(self.end, End::Proved(_)) {
            *self = Self::new(address);
        }
        if matches!(self.end, End::AsBefore) {
            self.end = End::Open;
        }
    }

    /// What is to be done with the answers.
    pub(super) fn order(&mut self, submission: Submission) -> Option<Order> {
        // A form of the server that does not ask for it again is about the one that was wanted at first.
        let new = submission
            .password()
            .cloned()
            .or_else(|| self.sent.clone())?;
        self.sent = Some(new.clone());
        Some(if self.is_servers {
            Order::ChangePasswordWith(self.form.form().clone(), submission, new)
        } else {
            Order::ChangePassword(new)
        })
    }

    /// The server said no. What was typed stays.
    pub(super) fn refused(
        &mut self,
        refusal: crate::domain::Refusal,
        known: Answers,
    ) -> iced::Task<form::Message> {
        self.is_servers |= refusal.form.is_some();
        self.form.know(known);
        self.form.refused(refusal)
    }

    /// It is not known which password holds.
    pub(super) fn unknown(&mut self, fault: &Fault) {
        // The form stays as it was sent: it may be the only place where the new password is.
        let checks = match &self.end {
            End::Unknown { checks, .. } => checks + 1,
            _ => 0,
        };
        let (Fault::Unknown(_, text) | Fault::NotDone(_, text) | Fault::NotIn(_, text)) = fault
        else {
            return;
        };
        self.end = End::Unknown {
            report: report::State::new(text.clone()),
            checking: false,
            checks,
        };
    }

    /// The end is known.
    pub(super) fn ended(&mut self, end: End) {
        self.form.release();
        self.end = end;
    }

    /// The line of the folded card.
    pub(super) fn line(&self, ctx: Ctx<'_>) -> Line {
        match &self.end {
            End::Open => Line::calm(ctx.i18n.text("account-password-line")),
            End::AsBefore => Line::warn(ctx.i18n.text("account-password-as-before")),
            End::Unknown { .. } => Line::warn(ctx.i18n.text("account-password-unknown-line")),
            End::Proved(keeping) => {
                let proved = ctx.i18n.text("account-password-proved");
                if *keeping == Keeping::Nowhere {
                    return Line::good(proved);
                }
                let kept = ctx.i18n.text(crate::words::kept(*keeping));
                Line::good(format!("{proved} {kept}"))
            }
        }
    }
}

/// The form as long as the server has none of its own: the new password alone.
fn own_form(address: &Address) -> form::State {
    let new = Field {
        required: true,
        ..Field::new("password", Role::Password, Kind::Secret)
    };
    let form = Form::new(Purpose::NewPassword, Way::Legacy, vec![new]);
    form::State::part(address.domain().clone(), form, Answers::default())
}
