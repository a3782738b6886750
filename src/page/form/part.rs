//! The form as a part of another page, which has the title and the buttons.

use iced::Task;
use iced::widget::operation;

use super::answer::to_the_top;
use super::input::Input;
use super::{Message, Stage, State};
use crate::domain::{Answers, Domain, FieldId, Form, Purpose, Role};
use crate::i18n::Key;
use crate::theme::{self, Element};
use crate::widget::Ctx;
use crate::widget::footer::Primary;
use crate::widget::keyed::keyed;

/// The id of the button that sends a form which is a part of a page.
pub const SEND: &str = "send-form";

/// What the button says that sends a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    /// That it sends.
    pub send: Key,
    /// That it sends what looks wrong.
    pub insist: Key,
    /// That it is being sent.
    pub sending: Key,
}

impl State {
    /// A form that is a part of another page. What the program can answer by itself, it does: `known`, see
    /// [`Form::presets_for`].
    #[must_use]
    pub fn part(domain: Domain, form: Form, known: Answers) -> Self {
        let mut state = Self {
            is_part: true,
            ..Self::new(domain, form, None)
        };
        state.know(known);
        state
    }

    /// This can the program answer by itself in a form that is about to come, and in the one that is there.
    pub fn know(&mut self, known: Answers) {
        self.known = known;
        self.fill_in_known();
    }

    /// Draws the form without a title.
    #[must_use]
    pub fn part_view<'a>(&'a self, ctx: Ctx<'_>) -> Element<'a, Message> {
        let above = [
            (2, (self.at == 0).then(|| self.introduction(ctx)).flatten()),
            (3, self.page_head(ctx)),
        ];
        // Beside the button that was pressed, where it is seen.
        let below = [(1, self.notice_view(ctx))];
        let parts = above.into_iter().chain(self.parts_view(ctx)).chain(below);
        keyed(theme::space::FIELDS, parts).into()
    }

    /// The button that goes on: to the next page of the form, or to the server.
    #[must_use]
    pub fn primary(&self, words: &Words, ctx: Ctx<'_>) -> Primary<Message> {
        let (label, busy) = match (self.stage, self.is_last()) {
            (Stage::Sending, _) => (words.sending, true),
            (Stage::Working, _) => (Key("form-working"), true),
            (Stage::Inviting, _) => (Key("form-inviting"), true),
            (Stage::Warned, true) => (words.insist, false),
            (Stage::Warned, false) => (Key("form-next-anyway"), false),
            (Stage::Filling | Stage::Renewing, true) => (words.send, false),
            (Stage::Filling | Stage::Renewing, false) => (Key("form-next"), false),
        };
        Primary {
            label: ctx.i18n.text(label),
            message: Some(Message::SubmitPressed),
            busy,
        }
    }

    /// The form as it came.
    #[must_use]
    pub fn form(&self) -> &Form {
        &self.form
    }

    /// It was not sent, or nothing came of it, which the page says: it can be sent again.
    pub fn release(&mut self) {
        self.stage = Stage::Filling;
    }

    /// Whether a field need not be asked: the program knows the answer, and nobody found fault with it.
    pub(super) fn is_known(&self, id: &FieldId) -> bool {
        let field = self.form.field(id);
        field.is_some_and(|field| self.answer_known(field.role, id).is_some())
            && !self.notes.contains_key(id)
    }

    /// Puts in what the program knows.
    pub(super) fn fill_in_known(&mut self) {
        for (field, input) in self.form.fields.iter().zip(&mut self.inputs) {
            let known = self.known.get(&field.id);
            if let Some(value) = known.filter(|_| is_own(field.role, self.form.purpose)) {
                *input = Input::new(field);
                input.fill(value, field);
            }
        }
    }

    fn answer_known(&self, role: Role, id: &FieldId) -> Option<&crate::domain::Value> {
        let known = self.known.get(id).filter(|value| !value.is_empty());
        known.filter(|_| is_own(role, self.form.purpose))
    }

    /// Shows what was said of the whole form.
    pub(super) fn show_notice(&self) -> Task<Message> {
        if self.is_part {
            operation::focus(SEND)
        } else {
            to_the_top()
        }
    }
}

/// Whether the answer follows from the account that one is signed in to. A new password does not.
fn is_own(role: Role, purpose: Purpose) -> bool {
    match role {
        Role::Username | Role::OldPassword => true,
        Role::Password => purpose == Purpose::Other,
        _ => false,
    }
}
