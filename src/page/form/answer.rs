//! What comes back from the server: pictures, a new form, a no. It is taken in without losing anything that was typed.

use iced::Task;
use iced::advanced::widget::operate;
use iced::advanced::widget::operation::focusable;
use iced::widget::operation;
use iced::widget::scrollable::RelativeOffset;

use super::input::Input;
use super::{Message, Stage, State, words};
use crate::domain::{Fault, FieldId, Form, Reason, Refusal, Role};
use crate::i18n::Key;
use crate::widget::card::Tone;

/// What is wrong with one field.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Note {
    /// It cannot be sent like this.
    Problem(Fault),
    /// It looks wrong; it can be sent all the same.
    Doubt(Fault),
    /// The server would not have it.
    Refused(Reason),
}

/// What is said of the whole form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Notice {
    Refused(Tone, Key),
    /// Some answers look wrong; a second press sends them.
    Doubts,
    /// The connection broke, and nothing was signed up.
    NotMade,
    /// The computer could not do what was asked of it, and nothing was sent.
    Unsolved,
    /// The server's answer brought another form.
    AsksMore,
    /// The server takes no invitations; it can be gone on without.
    NoInvitation,
    /// The server takes the invitation that was typed here.
    Invited,
    /// The invitation sets no password of an account that is there.
    NoReset,
}

impl State {
    /// The connection broke on the way, and nothing was signed up: all is as it was, and may be sent again.
    pub fn not_made(&mut self) -> Task<Message> {
        self.stage = Stage::Filling;
        self.notes.clear();
        self.alternatives.clear();
        self.server_text = None;
        self.notice = Some(Notice::NotMade);
        to_the_top()
    }

    /// The server takes no invitations, and lets in everybody.
    #[must_use]
    pub fn without_invitation(mut self: Box<Self>) -> Box<Self> {
        self.notice = Some(Notice::NoInvitation);
        self
    }

    /// The computer does what the form asks of it; nothing is sent yet.
    pub fn working(&mut self) {
        if self.stage == Stage::Sending {
            self.stage = Stage::Working;
        }
    }

    /// The answers go out now.
    pub fn submitting(&mut self) {
        if self.stage == Stage::Working {
            self.stage = Stage::Sending;
        }
    }

    /// The computer could not do what the form asks of it. Nothing was sent; other questions may do instead.
    pub fn unsolved(&mut self) -> Task<Message> {
        self.stage = Stage::Filling;
        self.notice = Some(Notice::Unsolved);
        self.puzzles.open = true;
        to_the_top()
    }

    /// The page is shown again after it was left, perhaps with a name that was typed with the server.
    pub fn reopened(&mut self, name: Option<String>) {
        self.stage = Stage::Filling;
        if let (Some(name), Some(place)) = (name, self.free_name()) {
            self.put(place, Input::Text(name));
        }
    }

    /// The server's form came anew: everything typed is kept but the answers to pictures.
    pub fn renewed(&mut self, form: Form) -> Task<Message> {
        let answers = form.carry_over(&self.answers());
        let shown: Vec<FieldId> = self.hidden_lines(false);
        let wanted = self.stage == Stage::Renewing;
        let freed = self.freed_by(&form);
        self.inputs = form
            .fields
            .iter()
            .map(|field| {
                let mut input = Input::new(field);
                if let Some(value) = answers.get(&field.id) {
                    input.fill(value, field);
                }
                if let Input::Secret { hidden, .. } = &mut input {
                    *hidden = !shown.contains(&field.id);
                }
                input
            })
            .collect();
        self.form = form;
        self.fill_in_known();
        self.lay_out();
        // A form that comes before the server has looked at an invitation is not the one that is waited for.
        let is_early = self.stage == Stage::Inviting && self.asks_invitation();
        if !(self.is_busy() || is_early) {
            self.stage = Stage::Filling;
        }
        self.renew_puzzles(wanted);
        // Lists that came anew know nothing of how far they were scrolled.
        let lists = self.show_chosen();
        match self.puzzle() {
            Some(place) if wanted => Task::batch([lists, operation::focus(self.id(place))]),
            _ => Task::batch([lists, self.focus_on(freed.as_ref())]),
        }
    }

    /// The field at fault that was settled, and is not in this form: nothing could have the cursor there before.
    fn freed_by(&self, form: &Form) -> Option<FieldId> {
        let settled = self.form.fields.iter().filter(|field| field.fixed);
        let mut at_fault = settled.filter(|field| self.notes.contains_key(&field.id));
        let freed = at_fault.find(|old| form.field(&old.id).is_some_and(|new| !new.fixed))?;
        Some(freed.id.clone())
    }

    /// The server said no: it is said where the fault is, and the cursor goes there.
    pub fn refused(&mut self, refusal: Refusal) -> Task<Message> {
        self.stage = Stage::Filling;
        self.notes.clear();
        self.notice = None;
        self.alternatives.clear();
        self.server_text.clone_from(&refusal.server_text);
        self.server_text_open = false;
        let at_fault = self.at_fault(refusal.reason, &refusal.fields);
        let asks_more = refusal.form.is_some() && at_fault.is_empty();
        if asks_more {
            self.notice = Some(Notice::AsksMore);
        } else if words::refused_field(refusal.reason).is_none() || at_fault.is_empty() {
            let (tone, key) = words::refused_form(&refusal, self.form.purpose);
            self.notice = Some(Notice::Refused(tone, key));
        }
        for id in &at_fault {
            let _ = self.notes.insert(id.clone(), Note::Refused(refusal.reason));
        }
        if refusal.reason == Reason::NameTaken
            && let Some(name) = self.name().map(str::to_owned)
        {
            self.wanted.taken(&name);
            self.alternatives = self.wanted.alternatives();
        }
        if let Some(form) = refusal.form {
            // Its task is about another picture: the cursor goes to the field at fault instead.
            drop(self.renewed(*form));
        }
        if refusal.reason == Reason::CaptchaWrong {
            let fields = self.form.fields.iter().zip(&mut self.inputs);
            for (field, input) in fields.filter(|(field, _)| field.is_puzzle()) {
                *input = Input::new(field);
            }
        }
        if asks_more {
            return self.go_to_first_open();
        }
        if refusal.reason == Reason::InvitationNeeded && !self.is_part {
            return self.want_invitation();
        }
        match at_fault.first() {
            Some(field) if self.notice.is_none() => {
                if refusal.reason == Reason::NameTaken && self.form.resets {
                    self.notice = Some(Notice::NoReset);
                }
                self.go_to(field)
            }
            _ => self.show_notice(),
        }
    }

    /// The fields that a refusal is about.
    fn at_fault(&self, reason: Reason, named: &[FieldId]) -> Vec<FieldId> {
        let known: Vec<FieldId> = named
            .iter()
            .filter(|id| self.form.fields.iter().any(|field| field.id == **id))
            .cloned()
            .collect();
        if !known.is_empty() {
            return known;
        }
        let role = match reason {
            Reason::NameTaken | Reason::NameTakenPerhapsByUs | Reason::NameNotAllowed => {
                Role::Username
            }
            Reason::PasswordNotAllowed => Role::Password,
            Reason::CaptchaWrong => return self.answered_puzzles(),
            _ => return Vec::new(),
        };
        self.place_of(role)
            .map(|place| self.form.fields[place].id.clone())
            .into_iter()
            .collect()
    }

    /// The puzzles that were answered; the first one if none was.
    fn answered_puzzles(&self) -> Vec<FieldId> {
        let fields = self.form.fields.iter().zip(&self.inputs);
        let answered = fields.filter(|(field, input)| field.is_puzzle() && !input.is_empty());
        let answered: Vec<FieldId> = answered.map(|(field, _)| field.id.clone()).collect();
        if answered.is_empty() {
            let first = self.form.puzzles().map(|field| field.id.clone());
            return first.take(1).collect();
        }
        answered
    }

    fn hidden_lines(&self, wanted: bool) -> Vec<FieldId> {
        self.form
            .fields
            .iter()
            .zip(&self.inputs)
            .filter(|(_, input)| matches!(input, Input::Secret { hidden, .. } if *hidden == wanted))
            .map(|(field, _)| field.id.clone())
            .collect()
    }
}

/// Shows what stands above the form. What has the focus would pull it out of sight again.
pub(super) fn to_the_top<T: Send + 'static>() -> Task<T> {
    Task::batch([
        operate(focusable::unfocus()),
        operation::snap_to(crate::widget::BODY, RelativeOffset::START),
    ])
}
