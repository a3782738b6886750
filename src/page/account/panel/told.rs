//! What came of what was asked of the server, as the cards take it in.

use iced::Task;
use iced::widget::operation;

use super::{Card, Message, State};
use crate::domain::{Keeping, Reason};
use crate::page::account::leave::Said;
use crate::page::account::news::{Fault, News};
use crate::page::account::upset::{self, Upset};
use crate::page::account::{contacts, leave, password, record};
use crate::page::form;

impl State {
    /// Takes in what came of something.
    pub(in crate::page::account) fn told(&mut self, news: News) -> Task<Message> {
        match news {
            News::About(about) => {
                self.contacts = contacts::State::new(about.contacts.clone());
                self.about = Some(about);
                Task::none()
            }
            News::Kept(keeping) => {
                self.keeping = keeping;
                Task::none()
            }
            News::Record(told) => {
                let was_changed = self.record.is_changed();
                // That it could not be asked is no trouble of the person's: nothing was lost.
                let told = told.unwrap_or_default();
                self.record = record::State::told(&self.address, told, was_changed);
                Task::none()
            }
            News::RecordChanged(Ok(())) => {
                if let record::State::Told { changed, form, .. } = &mut self.record {
                    *changed = true;
                    form.release();
                }
                self.close(Card::Record)
            }
            News::RecordChanged(Err(fault)) => self.form_refused(fault),
            News::PasswordChanged(result) => self.password_told(result),
            News::PasswordAsBefore => {
                self.password.ended(password::End::AsBefore);
                self.close(Card::Password)
            }
            News::Deleted(result) => match result {
                // The page shows that.
                Ok(()) => Task::none(),
                Err(fault) => self.deletion_told(fault),
            },
            News::NotDeleted if self.leave.is_said() => {
                self.leave.doubtful(Said::Nothing, String::new());
                operation::focus(form::SEND)
            }
            News::NotDeleted => {
                self.leave.release();
                self.upset = Some(Upset::not_deleted());
                operation::focus(leave::TYPED)
            }
            News::Services(Ok(found)) => self.services.found(found).map(Message::Form),
            News::Services(Err(fault)) => {
                self.services.looking = false;
                self.say(&fault)
            }
            News::Service(address, Ok(offer)) => {
                self.services.offered(address, offer).map(Message::Form)
            }
            News::Service(_, Err(fault)) => {
                self.services.asking = None;
                if let Some(form) = self.services.form() {
                    form.release();
                }
                self.say(&fault)
            }
            News::Registered(address, Ok(())) => {
                self.services.done(address, true).map(Message::Form)
            }
            News::Unregistered(address, Ok(())) => {
                self.services.done(address, false).map(Message::Form)
            }
            News::Registered(_, Err(fault)) => self.service_refused(fault, false),
            News::Unregistered(_, Err(fault)) => self.service_refused(fault, true),
            News::Picture(field, picture) => {
                if let Some(form) = self.form() {
                    form.picture(field, picture);
                }
                Task::none()
            }
            News::Sound(field, file) => {
                if let Some(form) = self.form() {
                    form.saved(field, file);
                }
                Task::none()
            }
            News::Forgotten(Ok(())) => {
                self.leave.forgetting = false;
                self.keeping = Keeping::Nowhere;
                let task = self.close(Card::Forget);
                // What unfolds it is gone with what it was for.
                Task::batch([task, operation::focus(Card::Delete.opener())])
            }
            News::Forgotten(Err(fault)) => {
                self.leave.forgetting = false;
                self.leave.fault = Some(fault);
                Task::none()
            }
            News::NotOpened => {
                self.contacts.could_not_open();
                Task::none()
            }
            News::Remembered(_)
            | News::NoPassword(_)
            | News::SignedIn { .. }
            | News::NotSignedIn(..)
            | News::Lost(_) => Task::none(),
        }
    }

    fn password_told(&mut self, result: Result<Keeping, Fault>) -> Task<Message> {
        match result {
            Ok(keeping) => {
                self.password.ended(password::End::Proved(keeping));
                self.keeping = keeping;
                self.close(Card::Password)
            }
            Err(Fault::Refused(refusal, known)) => {
                self.help = refusal.reason == Reason::NotAllowed && refusal.form.is_none();
                self.password.refused(*refusal, known).map(Message::Form)
            }
            Err(fault) if matches!(fault, Fault::Unknown(..)) || self.is_password_doubtful() => {
                self.password.unknown(&fault);
                operation::focus(form::SEND)
            }
            Err(fault) => {
                self.password.form.release();
                self.say(&fault)
            }
        }
    }

    fn deletion_told(&mut self, fault: Fault) -> Task<Message> {
        let was_doubtful = matches!(self.leave.end, leave::End::Doubtful { .. });
        match fault {
            Fault::Refused(refusal, known) if !was_doubtful => {
                self.help = refusal.reason == Reason::NotAllowed && refusal.form.is_none();
                let is_formless = refusal.form.is_none() && self.leave.form.is_none();
                if is_formless {
                    self.leave.release();
                    return self.say(&Fault::Refused(refusal, known));
                }
                let task = self.leave.refused(*refusal, known, &self.address);
                task.map(Message::Form)
            }
            Fault::StillThere(words) => {
                self.leave.doubtful(Said::Deleted(words), String::new());
                operation::focus(form::SEND)
            }
            Fault::Unknown(_, report) => {
                self.leave.doubtful(Said::Nothing, report);
                operation::focus(form::SEND)
            }
            Fault::NotDone(_, report) | Fault::NotIn(_, report) if was_doubtful => {
                self.leave.doubtful(Said::Nothing, report);
                operation::focus(form::SEND)
            }
            fault => {
                self.leave.release();
                self.say(&fault)
            }
        }
    }

    fn service_refused(&mut self, fault: Fault, cancelling: bool) -> Task<Message> {
        let (upset, task) = self.services.refused(fault, cancelling);
        self.upset = upset;
        let focus = if self.upset.is_some() {
            operation::focus(form::SEND)
        } else {
            Task::none()
        };
        Task::batch([task.map(Message::Form), focus])
    }

    /// A refusal that concerns the form of the card that is unfolded; what is none stands beside its button.
    fn form_refused(&mut self, fault: Fault) -> Task<Message> {
        let Some(form) = self.form() else {
            return self.say(&fault);
        };
        match fault {
            Fault::Refused(refusal, known) => {
                form.know(known);
                form.refused(*refusal).map(Message::Form)
            }
            fault => {
                form.release();
                self.say(&fault)
            }
        }
    }

    /// Says what went wrong, on the card that is unfolded; the focus goes to its button.
    fn say(&mut self, fault: &Fault) -> Task<Message> {
        self.upset = Some(Upset::of(fault, upset::refused(fault)));
        operation::focus(form::SEND)
    }

    /// All is done on this card: it folds, and says so.
    fn close(&mut self, card: Card) -> Task<Message> {
        if self.open != Some(card) {
            return Task::none();
        }
        self.open = None;
        self.upset = None;
        operation::focus(card.opener())
    }
}
