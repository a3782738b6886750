//! What Enter and Escape mean.

use super::{Card, Message, State, Wish};
use crate::page::account::services::Leaving;
use crate::page::account::{leave, services};
use crate::page::form;

impl State {
    /// What Enter says: the main thing of the card that is unfolded. Nothing that cannot be taken back is done by it alone.
    pub(in crate::page::account) fn enter(&self) -> Option<Message> {
        match self.open? {
            Card::Record => {
                let can_change = self.record.can_change();
                can_change.then_some(Message::Form(form::Message::SubmitPressed))
            }
            Card::Password if self.is_password_doubtful() => Some(Message::CheckPressed),
            Card::Password => Some(Message::Form(form::Message::SubmitPressed)),
            Card::Services => match &self.services.open {
                Some(open) if open.leaving == Leaving::Asked => {
                    Some(Message::Services(services::Message::KeepPressed))
                }
                Some(open) if open.leaving == Leaving::Form => None,
                Some(open) => open
                    .form()
                    .map(|_| Message::Form(form::Message::SubmitPressed)),
                None if self.services.typed.trim().is_empty() => None,
                None => Some(Message::Services(services::Message::AskPressed)),
            },
            Card::Delete if matches!(self.leave.end, leave::End::Doubtful { .. }) => {
                Some(Message::CheckPressed)
            }
            Card::Forget | Card::Delete => None,
        }
    }

    /// What is unfolded inside of what is unfolded is folded first, then the card; with nothing unfolded it leads back.
    pub(in crate::page::account) fn escape(&mut self) -> Wish {
        match self.open {
            None => Wish::Back,
            Some(Card::Services) if self.services.is_sending() => Wish::Nothing,
            Some(Card::Services) => match &mut self.services.open {
                None => self.fold(),
                Some(open) if open.leaving == Leaving::Asked => {
                    self.update(Message::Services(services::Message::KeepPressed))
                }
                Some(open) if open.form().is_none() => {
                    self.update(Message::Services(services::Message::ListPressed))
                }
                Some(_) => self.form_said(form::Message::EscapePressed),
            },
            Some(Card::Password) if self.is_password_doubtful() => self.fold(),
            Some(_) => match self.form().map(|form| form.escape()) {
                Some(Some(message)) => self.form_said(message),
                // It is on its way, and stays in sight.
                Some(None) => Wish::Nothing,
                None if self.leave.is_sending() => Wish::Nothing,
                None => self.fold(),
            },
        }
    }
}
