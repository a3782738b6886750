//! What the server's answers mean for the page, the keyring and the journal.

use iced::Task;

use super::{Heard, Signing, settle};
use crate::app::closing::Closing;
use crate::app::trouble::check;
use crate::app::{Answer, App, Ask, Event, Message};
use crate::domain::{Answers, Credentials, Keeping, Offer, ServiceAddress};
use crate::engine::account::AccountError;
use crate::page::account::{Fault, News};

impl App {
    pub(super) fn answered(&mut self, ask: Ask, answer: Answer) -> Task<Message> {
        match answer {
            Answer::SignedIn(result) => self.account_signed_in(result),
            Answer::About(about) => {
                // That it could not be asked is said when something is wanted.
                about.map_or_else(
                    |_| Task::none(),
                    |about| self.tell_account(News::About(about)),
                )
            }
            Answer::Pictures(pictures) => self.pictures_came(pictures),
            Answer::Sound(field, sound) => self.keep(field, sound),
            Answer::Record(Ok(form)) => {
                let media = self.form_came(None, form.as_ref());
                let own = self.account.as_ref().map(|session| &session.credentials);
                let told = form.zip(own).map(|(form, own)| {
                    let known = form.presets_for(own, None);
                    (form, known)
                });
                Task::batch([self.tell_account(News::Record(Ok(told))), media])
            }
            Answer::Record(Err(error)) => {
                let fault = self.fault(error);
                self.tell_account(News::Record(Err(fault)))
            }
            Answer::Services(result) => {
                let result = result.map_err(|error| self.fault(error));
                self.tell_account(News::Services(result))
            }
            Answer::Service(result) => match ask {
                Ask::Service(address) => self.service_answered(address, result),
                _ => Task::none(),
            },
            Answer::Done(result) => self.done(ask, result),
        }
    }

    fn account_signed_in(&mut self, result: Result<Credentials, AccountError>) -> Task<Message> {
        let Some(session) = &mut self.account else {
            return Task::none();
        };
        match (session.entry, result) {
            (Signing::AfterChange, Ok(own)) => {
                let is_new = session.sent.as_ref() == Some(&own.password);
                session.credentials = own;
                if is_new {
                    return self.change_proved();
                }
                let forgotten = self.change_undone();
                Task::batch([forgotten, self.tell_account(News::PasswordAsBefore)])
            }
            (Signing::AfterChange, Err(error)) => {
                let fault = self.fault(error);
                self.tell_account(News::PasswordChanged(Err(fault)))
            }
            (Signing::Resuming, Err(error)) if error.is_no() => self.try_old_password(),
            (Signing::AfterDeletion, Ok(_)) => self.tell_account(News::NotDeleted),
            (Signing::AfterDeletion, Err(error)) if error.is_no() => self.deleted(),
            (Signing::AfterDeletion, Err(error)) => {
                let fault = self.fault(error);
                self.tell_account(News::Deleted(Err(fault)))
            }
            (signing, Ok(own)) => {
                session.credentials = own.clone();
                session.keeping = match signing {
                    Signing::FromKeyring | Signing::ResumingOld => Keeping::Saved,
                    Signing::AndRemember => Keeping::Saving,
                    _ => Keeping::Nowhere,
                };
                let keeping = session.keeping;
                let shown = self.tell_account(News::SignedIn {
                    address: own.address.clone(),
                    keeping,
                });
                let kept = match signing {
                    Signing::Resuming => self.change_proved(),
                    Signing::ResumingOld => Task::batch([
                        self.change_undone(),
                        self.tell_account(News::PasswordAsBefore),
                    ]),
                    _ => self.found_out(signing, own),
                };
                // What is read first is asked first: some servers let one wait for what they say of themselves.
                let record = self.ask_owner(Ask::Record);
                let about = self.ask_owner(Ask::About);
                Task::batch([shown, kept, record, about])
            }
            (_, Err(error)) => {
                let report = match self.fault(error.clone()) {
                    Fault::NotIn(_, report)
                    | Fault::NotDone(_, report)
                    | Fault::Unknown(_, report) => report,
                    Fault::Refused(..) | Fault::StillThere(_) => String::new(),
                };
                let session = self.account.as_ref();
                let address = session.map(|session| session.credentials.address.clone());
                // What is open of a change waits for the next try.
                let _ = self.account.take_if(|session| session.kept.is_none());
                self.not_signed_in(address, check(&error), report)
            }
        }
    }

    fn service_answered(
        &mut self,
        address: ServiceAddress,
        result: Result<Offer, AccountError>,
    ) -> Task<Message> {
        let result = match result {
            // A no is what the service says of itself: it stands where its form would.
            Err(AccountError::Refused(refusal)) => Ok(Offer::Closed(*refusal)),
            Err(error) => Err(self.fault(error)),
            Ok(offer) => Ok(offer),
        };
        let form = match &result {
            Ok(Offer::Form(form) | Offer::Registered(form)) => Some(form.clone()),
            _ => None,
        };
        let told = self.tell_account(News::Service(address.clone(), result));
        Task::batch([told, self.form_came(Some(address), form.as_ref())])
    }

    /// Something was done, or was not.
    fn done(&mut self, ask: Ask, result: Result<(), AccountError>) -> Task<Message> {
        self.closing = Closing::Unasked;
        let asked = match &result {
            Err(AccountError::Refused(refusal)) => refusal.form.as_deref().cloned(),
            _ => None,
        };
        let from = match &ask {
            Ask::Register(address, ..)
            | Ask::Unregister(address)
            | Ask::UnregisterWith(address, ..) => Some(address.clone()),
            _ => None,
        };
        let told = self.tell_done(ask, result);
        Task::batch([told, self.form_came(from, asked.as_ref())])
    }

    fn tell_done(&mut self, ask: Ask, result: Result<(), AccountError>) -> Task<Message> {
        match ask {
            Ask::ChangePassword(_) | Ask::ChangePasswordWith(..) => self.password_answered(result),
            Ask::Delete | Ask::DeleteWith(..) => match result {
                Ok(()) => self.deleted(),
                Err(error) => {
                    let fault = self.fault(error);
                    self.tell_account(News::Deleted(Err(fault)))
                }
            },
            Ask::ChangeRecord(..) => {
                let result = result.map_err(|error| self.fault(error));
                let again = if result.is_ok() {
                    self.ask_owner(Ask::Record)
                } else {
                    Task::none()
                };
                Task::batch([self.tell_account(News::RecordChanged(result)), again])
            }
            Ask::Register(address, ..) => {
                let result = result.map_err(|error| self.service_fault(error));
                self.tell_account(News::Registered(address, result))
            }
            Ask::Unregister(address) | Ask::UnregisterWith(address, ..) => {
                let result = result.map_err(|error| self.service_fault(error));
                self.tell_account(News::Unregistered(address, result))
            }
            _ => Task::none(),
        }
    }

    /// What a service refuses is its own matter: the program knows none of its answers.
    fn service_fault(&self, error: AccountError) -> Fault {
        match error {
            AccountError::Refused(refusal) => Fault::Refused(refusal, Answers::default()),
            error => self.fault(error),
        }
    }

    fn password_answered(&mut self, result: Result<(), AccountError>) -> Task<Message> {
        match result {
            Ok(()) => self.change_proved(),
            Err(error) => {
                let is_open = matches!(error, AccountError::Unknown(_));
                let fault = self.fault(error);
                // What was refused or never sent leaves nothing to be found out.
                let forgotten = if is_open {
                    Task::none()
                } else {
                    self.change_undone()
                };
                let told = self.tell_account(News::PasswordChanged(Err(fault)));
                Task::batch([forgotten, told])
            }
        }
    }

    /// The server refuses the sign-in: the account is gone, and nothing of it stays here.
    fn deleted(&mut self) -> Task<Message> {
        let told = self.tell_account(News::Deleted(Ok(())));
        let Some(session) = &self.account else {
            return told;
        };
        let id = session.id;
        let was_kept = session.keeping == Keeping::Saved;
        let keeper = self.safe.keeper().clone();
        let address = session.credentials.address.clone();
        self.events.push(Event::Deleted(address.clone()));
        let gone = async move { keeper.forget_account(&address).await };
        let gone = if was_kept {
            Task::future(gone).map(move |result| Message::Account(id, Heard::Forgotten(result)))
        } else {
            settle(id, async move {
                let _ = gone.await;
            })
        };
        Task::batch([told, gone])
    }
}
