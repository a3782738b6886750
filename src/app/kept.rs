//! What was typed into forms that were left, or that something came in between of.

use crate::domain::Domain;
use crate::page::form;

/// The most forms that are kept.
const MOST: usize = 4;

/// Forms with what was typed into them, one of a server.
#[derive(Default)]
pub(super) struct Kept(Vec<form::State>);

impl Kept {
    /// Keeps a form, instead of an earlier one of its server.
    pub(super) fn put(&mut self, form: form::State) {
        self.forget(&form.domain().clone());
        if self.0.len() == MOST {
            drop(self.0.remove(0));
        }
        self.0.push(form);
    }

    /// Gives back the form of this server.
    pub(super) fn take(&mut self, domain: &Domain) -> Option<form::State> {
        let place = self.0.iter().position(|form| form.domain() == domain)?;
        Some(self.0.remove(place))
    }

    /// Lets go of the form of this server.
    pub(super) fn forget(&mut self, domain: &Domain) {
        self.0.retain(|form| form.domain() != domain);
    }
}
