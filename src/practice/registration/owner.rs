//! What the owner of an account may do with it, signed in.

use minidom::Element;

use super::super::accounts::Standing;
use super::super::check;
use super::super::check::iq;
use super::super::forms::again;
use super::super::host::{Journey, PASSWORD};
use super::super::reply::{No, holding};
use super::super::session::{Said, Then};
use super::{Answers, Registrar, acceptable};
use crate::protocol::ns;
use crate::protocol::xml::{children, with_text};

/// What is said of an account that will be deleted.
const LEAVING: &str = "This account will be deleted in 30 days. Until then you can still sign in.";

impl Registrar {
    /// One with the accounts that are there from the start.
    pub(in super::super) fn seeded() -> Self {
        let registrar = Self::default();
        for journey in Journey::ALL {
            for name in journey.accounts() {
                let address = format!("{name}@{}", journey.domain());
                let email = format!("{name}@mail.example");
                let email = (journey == Journey::Home).then_some(email);
                let _ = registrar.accounts.add(&address, PASSWORD.into(), email);
            }
        }
        let locked = format!("romeo@{}", Journey::Locked.domain());
        registrar.accounts.set_standing(&locked, Standing::Locked);
        registrar
    }

    /// What is on record about an account.
    pub(in super::super) fn record(
        &self,
        journey: Journey,
        address: &str,
    ) -> Result<Option<Element>, No> {
        let standing = self.standing(address)?;
        if matches!(journey, Journey::RecordRefused | Journey::Managed) {
            return Err(No::new(
                "cancel",
                "not-allowed",
                "This is nobody's business.",
            ));
        }
        let mut query = Element::bare("query", ns::REGISTER);
        query = holding(query, Element::bare("registered", ns::REGISTER));
        if standing == Standing::Leaving {
            query = holding(query, with_text("instructions", ns::REGISTER, LEAVING));
        }
        query = holding(query, with_text("username", ns::REGISTER, local(address)));
        query = holding(query, Element::bare("password", ns::REGISTER));
        if let Some(email) = self.accounts.email(address) {
            query = holding(query, with_text("email", ns::REGISTER, &email));
        }
        Ok(Some(query))
    }

    /// Changes the password of the account that is signed in, and what else is on record.
    pub(in super::super) fn change(
        &self,
        journey: Journey,
        address: &str,
        query: &Element,
    ) -> Result<Option<Element>, No> {
        let standing = self.standing(address)?;
        let answers = Answers::read(query);
        if journey == Journey::Again && query.has_child("x", ns::DATA_FORM) {
            check::check(&again::change_password(), query)?;
            let old = answers.first("old_password");
            self.is_owner(address, answers.first("username"), old)?;
        } else {
            let has_email = self.accounts.email(address).is_some();
            iq::change(query, local(address), has_email)?;
            if journey == Journey::Again {
                return Err(more(again::change_password(), "modify", "not-authorized"));
            }
        }
        may_change(journey, standing)?;
        let password = acceptable(journey, answers.first("password"))?;
        let email = answers.first("email");
        if !email.is_empty() && !email.contains('@') {
            let text = "E-mail: This is no address.";
            return Err(No::new("modify", "not-acceptable", text));
        }
        if !self.accounts.change(address, password) {
            return Err(No::new("cancel", "item-not-found", ""));
        }
        if !email.is_empty() {
            self.accounts.set_email(address, email);
        }
        Ok(None)
    }

    /// Deletes the account that is signed in.
    pub(in super::super) fn remove(
        &self,
        journey: Journey,
        address: &str,
        query: &Element,
    ) -> Said {
        if let Err(no) = self.may_remove(journey, address, query) {
            return Err(no).into();
        }
        // An account that is gone has no stream (as Prosody does it).
        let gone = "not-authorized";
        let done = Said::from(Ok(None));
        if journey == Journey::DeleteLater {
            self.accounts.set_standing(address, Standing::Leaving);
            return done.and_end(gone, LEAVING);
        }
        let _ = self.accounts.remove(address);
        match journey {
            Journey::DeleteQuiet => done,
            Journey::DeleteError => Said::ending(gone),
            Journey::DeleteClose => Said {
                then: Then::Close,
                ..Said::nothing()
            },
            _ => done.and_end(gone, "Account deleted"),
        }
    }

    fn may_remove(&self, journey: Journey, address: &str, query: &Element) -> Result<(), No> {
        let standing = self.standing(address)?;
        iq::removal(query)?;
        if journey == Journey::Again {
            if !query.has_child("x", ns::DATA_FORM) {
                return Err(more(again::cancel(), "cancel", "not-allowed"));
            }
            check::check(&again::cancel(), query)?;
            let answers = Answers::read(query);
            let password = answers.first("password");
            return self.is_owner(address, answers.first("username"), password);
        }
        if query.has_child("x", ns::DATA_FORM) {
            return Err(No::new("modify", "bad-request", "Nobody asked for a form."));
        }
        match journey {
            _ if standing == Standing::Locked => Err(locked()),
            Journey::Managed | Journey::DeleteRefused => Err(No::new(
                "cancel",
                "not-allowed",
                "Accounts are deleted by those who run this server.",
            )),
            Journey::DeleteForbidden => Err(No::new(
                "auth",
                "forbidden",
                "Your account may not be deleted.",
            )),
            _ => Ok(()),
        }
    }

    /// How it stands with an account, which may be gone although its stream is there.
    fn standing(&self, address: &str) -> Result<Standing, No> {
        let gone = || No::new("auth", "registration-required", "This account is gone.");
        self.accounts.standing(address).ok_or_else(gone)
    }

    fn is_owner(&self, address: &str, name: &str, password: &str) -> Result<(), No> {
        if local(address) == name && self.accounts.opens(address, password) {
            Ok(())
        } else {
            Err(No::new(
                "auth",
                "not-authorized",
                "That is not your name and password.",
            ))
        }
    }
}

/// Whether the query asks for the account's end.
pub(in super::super) fn is_removal(query: &Element) -> bool {
    let is_for_it = |form: &Element| {
        children(form, "field", ns::DATA_FORM).any(|field| {
            let value = field.get_child("value", ns::DATA_FORM).map(Element::text);
            field.attr("var") == Some("FORM_TYPE")
                && value.as_deref() == Some("jabber:iq:register:cancel")
        })
    };
    query.has_child("remove", ns::REGISTER)
        || query.get_child("x", ns::DATA_FORM).is_some_and(is_for_it)
}

/// Whether a host lets somebody change a password, with the conditions and types of XEP-0077 section 3.3.
fn may_change(journey: Journey, standing: Standing) -> Result<(), No> {
    Err(match journey {
        _ if standing == Standing::Locked => locked(),
        Journey::ChangeRefused | Journey::Managed => No::new(
            "cancel",
            "not-allowed",
            "Passwords are changed by those who run this server.",
        ),
        Journey::ChangeUnsafe => No::new(
            "modify",
            "not-authorized",
            "This connection is not safe enough for a new password.",
        ),
        Journey::ChangeUnexpected => No::new(
            "wait",
            "unexpected-request",
            "You are not registered with this server.",
        ),
        _ => return Ok(()),
    })
}

fn locked() -> No {
    No::new("auth", "forbidden", "This account was locked.")
}

/// Refuses with a form that has to be answered first, with the conditions of XEP-0077 sections 3.2 and 3.3.
fn more(form: Element, kind: &'static str, condition: &'static str) -> No {
    let asked = holding(Element::bare("query", ns::REGISTER), form);
    No::new(kind, condition, "There are more questions.").beside(asked)
}

/// The part of an address before the domain.
fn local(address: &str) -> &str {
    address.split('@').next().unwrap_or_default()
}
