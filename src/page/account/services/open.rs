//! A service that is looked at.

use crate::domain::{ServiceAddress, WebPage};
use crate::i18n::Key;
use crate::page::account::upset::Upset;
use crate::page::form::{self, Words};

/// A service that is looked at.
#[derive(Debug, Clone)]
pub(in crate::page::account) struct Open {
    pub(in crate::page::account) address: ServiceAddress,
    pub(in crate::page::account) offer: Offered,
    /// One is registered there.
    pub(in crate::page::account) is_registered: bool,
    pub(in crate::page::account) leaving: Leaving,
}

/// How far it is with the cancellation of the registration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::page::account) enum Leaving {
    /// Nobody thinks of it.
    #[default]
    No,
    /// It is asked whether it is meant.
    Asked,
    /// It is on its way.
    Sent,
    /// The service has a form for it, which is shown instead of the other one.
    Form,
}

/// What it answered.
#[derive(Debug, Clone)]
pub(in crate::page::account) enum Offered {
    Form(Box<form::State>),
    Web(WebPage),
    /// It takes nobody, or not in this way.
    Closed(Upset),
}

impl Open {
    pub(in crate::page::account) fn form(&self) -> Option<&form::State> {
        match &self.offer {
            Offered::Form(form) => Some(form),
            _ => None,
        }
    }

    pub(in crate::page::account) fn is_sending(&self) -> bool {
        self.leaving == Leaving::Sent || self.form().is_some_and(form::State::is_sending)
    }

    /// What the button of the form says.
    pub(in crate::page::account) fn words(&self) -> Words {
        let (send, insist, sending) = match (self.leaving == Leaving::Form, self.is_registered) {
            (true, _) => (
                Key("service-cancel"),
                Key("service-cancel"),
                Key("service-cancelling"),
            ),
            (false, true) => (
                Key("account-save"),
                Key("account-save-anyway"),
                Key("account-saving"),
            ),
            (false, false) => (
                Key("service-register"),
                Key("service-register-anyway"),
                Key("service-registering"),
            ),
        };
        Words {
            send,
            insist,
            sending,
        }
    }
}
