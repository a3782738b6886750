//! What the owner of an account may do with it, signed in.

use minidom::Element;

use super::super::check;
use super::super::forms::again;
use super::super::host::Journey;
use super::super::reply::{No, holding};
use super::{Answers, Registrar, acceptable};
use crate::protocol::ns;
use crate::protocol::xml::{children, with_text};

impl Registrar {
    /// What is on record about an account.
    pub(in super::super) fn record(&self, address: &str) -> Element {
        let name = address.split('@').next().unwrap_or_default();
        let mut query = Element::bare("query", ns::REGISTER);
        query = holding(query, Element::bare("registered", ns::REGISTER));
        query = holding(query, with_text("username", ns::REGISTER, name));
        query = holding(query, Element::bare("password", ns::REGISTER));
        if let Some(email) = self.accounts.email(address) {
            query = holding(query, with_text("email", ns::REGISTER, &email));
        }
        query
    }

    /// Changes the password of the account that is signed in.
    pub(in super::super) fn change(
        &self,
        journey: Journey,
        address: &str,
        query: &Element,
    ) -> Result<Option<Element>, No> {
        let answers = Answers::read(query);
        if journey == Journey::Again {
            let form = again::change_password();
            asked_for(&form, query)?;
            self.is_owner(
                address,
                answers.first("username"),
                answers.first("old_password"),
            )?;
        }
        let name = address.split('@').next().unwrap_or_default();
        if answers.first("username") != name {
            return Err(No::new("modify", "bad-request", "That is not your name."));
        }
        let password = acceptable(journey, answers.first("password"))?;
        if self.accounts.change(address, password) {
            Ok(None)
        } else {
            Err(No::new("cancel", "item-not-found", ""))
        }
    }

    /// Deletes the account that is signed in.
    pub(in super::super) fn remove(
        &self,
        journey: Journey,
        address: &str,
        query: &Element,
    ) -> Result<Option<Element>, No> {
        if journey == Journey::Again {
            asked_for(&again::cancel(), query)?;
            let answers = Answers::read(query);
            self.is_owner(
                address,
                answers.first("username"),
                answers.first("password"),
            )?;
        }
        let _ = self.accounts.remove(address);
        Ok(None)
    }

    fn is_owner(&self, address: &str, name: &str, password: &str) -> Result<(), No> {
        let is_name = address.split('@').next() == Some(name);
        if is_name && self.accounts.opens(address, password) {
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

/// Refuses with a form what is not an answer to it.
fn asked_for(form: &Element, query: &Element) -> Result<(), No> {
    if query.has_child("x", ns::DATA_FORM) {
        return check::check(form, query);
    }
    let asked = holding(Element::bare("query", ns::REGISTER), form.clone());
    Err(No::new("modify", "not-acceptable", "There are more questions.").beside(asked))
}
