//! What happened that is of concern to whoever holds the component.

use iced::Task;

use super::{App, Message};
use crate::domain::{Address, Credentials, Domain, Secret};

/// A fact for whoever holds the component.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Event {
    /// There is a new account.
    Registered(Registered),
    /// The password of this account was changed, and a sign-in has proved the new one.
    PasswordChanged(Address),
    /// This account was deleted on its server, which a refused sign-in has proved.
    Deleted(Address),
    /// The person is done, or wants it closed: it has nothing more to show.
    Closed,
}

/// A new account. It is told when the server says that it was made, and once more when a sign-in has proved it, if that
/// was later.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Registered {
    /// Where it is.
    pub server: Domain,
    /// What the person is reached at. `None` where the server asked for no user name: it will tell the person.
    pub address: Option<Address>,
    /// The password, for whoever asked for it.
    pub password: Option<Secret>,
    /// A sign-in was made. One that was not may wait for approval, or for a click in an e-mail.
    pub proved: bool,
    /// The account was there already: an invitation of its server has set its password anew.
    pub reset: bool,
}

impl App {
    /// What happened since this was asked last, for whoever holds this.
    #[must_use]
    pub fn take_events(&mut self) -> Vec<Event> {
        std::mem::take(&mut self.events)
    }

    /// Tells of a new account.
    pub(super) fn registered(
        &mut self,
        server: Domain,
        account: Option<Credentials>,
        proved: bool,
    ) {
        let (address, password) = account.map(|own| (own.address, own.password)).unzip();
        let reset = self.session.as_ref().is_some_and(|it| it.resets);
        self.events.push(Event::Registered(Registered {
            server,
            address,
            password: password.filter(|_| self.options.tell_passwords),
            proved,
            reset,
        }));
    }

    /// Tells that there is no more to show.
    pub(super) fn close(&mut self) -> Task<Message> {
        self.set.finish();
        self.events.push(Event::Closed);
        Task::none()
    }
}
