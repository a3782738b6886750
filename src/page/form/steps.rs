//! The pages on which a server spreads its form (XEP-0141): one is shown at a time.

use iced::Task;
use iced::widget::operation;

use super::answer::to_the_top;
use super::{Action, Message, Stage, State};
use crate::domain::FieldId;

impl State {
    /// Which page is shown, from 1 on, and how many there are; `None` if all is on one.
    pub(super) fn step(&self) -> Option<(usize, usize)> {
        (self.pages.len() > 1).then(|| (self.at + 1, self.pages.len()))
    }

    /// Whether what is shown is all, or the end of it.
    pub(super) fn is_last(&self) -> bool {
        self.at + 1 >= self.pages.len()
    }

    /// Whether a field is on the page that is shown, and not left out there.
    pub(super) fn is_shown(&self, place: usize) -> bool {
        let id = &self.form.fields[place].id;
        self.is_here(id) && !self.is_spare(id) && !self.is_known(id)
    }

    pub(super) fn is_here(&self, field: &FieldId) -> bool {
        self.pages
            .get(self.at)
            .is_some_and(|page| page.fields().contains(&field))
    }

    /// The form came anew: the page stays, as far as there is one.
    pub(super) fn lay_out(&mut self) {
        self.pages = self.form.pages();
        self.at = self.at.min(self.pages.len().saturating_sub(1));
    }

    /// Shows the page before, or goes back to the choice of a server.
    pub(super) fn back(&mut self) -> Action {
        match self.at.checked_sub(1) {
            Some(at) => Action::Run(self.turn_to(at)),
            None => Action::Back,
        }
    }

    /// Shows another page.
    pub(super) fn turn_to(&mut self, at: usize) -> Task<Message> {
        self.at = at;
        self.calendar = None;
        if self.stage == Stage::Warned {
            self.stage = Stage::Filling;
        }
        let focus = self.first_focus();
        let focus = focus.map_or_else(Task::none, operation::focus);
        let shown = self.show_chosen().chain(focus);
        if self.is_part {
            return shown;
        }
        to_the_top().chain(shown)
    }

    /// Brings the cursor to a field, on whichever page it is.
    pub(super) fn go_to(&mut self, field: &FieldId) -> Task<Message> {
        let page = self
            .pages
            .iter()
            .position(|page| page.fields().contains(&field));
        self.at = page.unwrap_or(self.at);
        // What is not shown at first may be what is wrong.
        self.puzzles.open |= self.is_spare(field);
        self.focus_on(Some(field))
    }

    /// Brings the cursor to the first question of all that is not answered.
    pub(super) fn go_to_first_open(&mut self) -> Task<Message> {
        let open = (0..self.inputs.len()).find(|place| {
            let field = &self.form.fields[*place];
            field.is_question()
                && self.inputs[*place].is_empty()
                && !self.is_spare(&field.id)
                && !self.is_known(&field.id)
        });
        match open.map(|place| self.form.fields[place].id.clone()) {
            Some(id) => self.go_to(&id),
            // What is new is a switch, say: at the end of the form all that is said of it is in sight.
            None if self.is_part => self.show_notice(),
            None => Task::none(),
        }
    }
}
