//! The server's form: the account is chosen here. A refusal never leaves this page, and nothing typed is ever lost.

mod answer;
mod captcha;
mod choice;
mod control;
mod doubt;
mod draft;
mod input;
mod invited;
mod number;
mod part;
mod parts;
mod puzzle;
mod steps;
mod strength;
mod view;
mod wanted;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use iced::Task;
use iced::widget::{Id, operation};

use crate::domain::Day;
use crate::domain::{
    Address, Answers, Domain, FieldId, Form, Kind, Link, Problem, Role, Secret, Severity,
    Submission, UserName, layout::Page,
};
use crate::page::invitation::line;
use crate::widget::Ctx;
use crate::widget::footer::Footer;
use answer::{Note, Notice};
pub use captcha::Ask;
use captcha::Puzzles;
pub use draft::Edit;
use input::Input;
pub use part::{SEND, Words};
use wanted::Wanted;

/// What the page wants done.
#[derive(Debug)]
#[must_use]
pub enum Action {
    /// Nothing.
    None,
    /// A task of its own.
    Run(Task<Message>),
    /// To send this.
    Submit(Submission),
    /// To fetch the form anew: another puzzle is wanted.
    Refresh,
    /// To get the picture of this field, which was not loaded or could not be.
    LoadPicture(FieldId),
    /// To look what is behind the link beside the form.
    LoadLink,
    /// To get the sound or film of this field, and put it into a file.
    LoadSound(FieldId),
    /// To open this file, which holds what was got for [`Action::LoadSound`].
    OpenFile(PathBuf),
    /// To put this on the clipboard.
    Copy(Secret),
    /// To open this in the browser.
    Open(Link),
    /// What the line for an invitation wants.
    Invitation(line::Wish),
    /// To go back to the choice of a server.
    Back,
}

/// What happened on the page. Fields are named by their place in the form.
#[derive(Debug, Clone)]
pub enum Message {
    /// Something was done to the control of a field.
    Edit(usize, Edit),
    /// A name that is proposed was taken.
    AlternativePressed(String),
    /// A link is to be opened: the web page beside the form, or a picture that cannot be shown here.
    OpenPressed(Link),
    /// Something is wanted of a puzzle.
    Puzzle(Ask),
    /// There is an invitation, to be typed.
    InvitationPressed,
    /// Something in the line for an invitation.
    Invitation(line::Message),
    /// The server's own words were folded or unfolded.
    ServerTextToggled,
    /// The next page is wanted; on the last one the form is to be sent.
    SubmitPressed,
    /// What is unfolded is to be folded; else as [`Message::BackPressed`].
    EscapePressed,
    /// The page before is wanted; on the first one another server is.
    BackPressed,
}

/// The page.
#[derive(Debug, Clone)]
pub struct State {
    domain: Domain,
    form: Form,
    /// The pages on which the server spreads its form.
    pages: Vec<Page>,
    /// The page that is shown.
    at: usize,
    inputs: Vec<Input>,
    puzzles: Puzzles,
    notes: BTreeMap<FieldId, Note>,
    /// Fields of which it was said that they look wrong: what is typed there is judged at once from then on.
    doubted: BTreeSet<FieldId>,
    /// Fields that look wrong, and that the person wants sent like this.
    insisted: BTreeSet<FieldId>,
    /// The calendar that is unfolded: for which field, and a day of the month that it shows.
    calendar: Option<(FieldId, Day)>,
    /// What concerns no single field.
    notice: Option<Notice>,
    server_text: Option<String>,
    server_text_open: bool,
    alternatives: Vec<String>,
    wanted: Wanted,
    /// The line for an invitation, where one is wanted.
    invitation: Option<line::State>,
    stage: Stage,
    /// The password was copied, or made up: it is said beside it.
    copied: bool,
    /// It is a part of another page, which has the title and the buttons.
    is_part: bool,
    /// What the program answers by itself: not asked, unless the server finds fault with it.
    known: Answers,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Filling,
    /// It looks wrong somewhere, and that was said.
    Warned,
    /// Another picture is on its way.
    Renewing,
    /// The server is asked what it makes of an invitation.
    Inviting,
    /// The computer does what is asked of it; nothing is sent yet.
    Working,
    Sending,
}

impl State {
    /// The page for a form that just came, with the user name that was typed with the server, if one was.
    #[must_use]
    pub fn new(domain: Domain, form: Form, name: Option<String>) -> Self {
        let mut state = Self {
            inputs: form.fields.iter().map(Input::new).collect(),
            puzzles: Puzzles::of(&form),
            pages: form.pages(),
            at: 0,
            notes: BTreeMap::new(),
            doubted: BTreeSet::new(),
            insisted: BTreeSet::new(),
            calendar: None,
            notice: None,
            server_text: None,
            server_text_open: false,
            alternatives: Vec::new(),
            wanted: Wanted::default(),
            invitation: None,
            stage: Stage::Filling,
            copied: false,
            is_part: false,
            known: Answers::default(),
            domain,
            form,
        };
        if let (Some(name), Some(place)) = (name, state.free_name()) {
            state.inputs[place] = Input::Text(name);
        }
        state
    }

    /// The server whose form it is.
    #[must_use]
    pub fn domain(&self) -> &Domain {
        &self.domain
    }

    /// The address that is being signed up, as it will really be, once its name can be one.
    #[must_use]
    pub fn address(&self) -> Option<Address> {
        let name = UserName::parse(self.inputs[self.place_of(Role::Username)?].line()).ok()?;
        Some(Address::new(name, self.domain.clone()))
    }

    /// The password that is typed.
    #[must_use]
    pub fn password(&self) -> Option<Secret> {
        match &self.inputs[self.place_of(Role::Password)?] {
            Input::Secret { text, .. } => Some(text.clone()),
            Input::Text(text) => Some(Secret::from(text.as_str())),
            _ => None,
        }
    }

    /// Whether a submission is on its way.
    #[must_use]
    pub fn is_sending(&self) -> bool {
        self.stage == Stage::Sending
    }

    /// Whether nothing can be changed, because it is on its way or about to be.
    fn is_busy(&self) -> bool {
        matches!(self.stage, Stage::Working | Stage::Sending)
    }

    /// The title of the page.
    #[must_use]
    pub fn title(&self, ctx: Ctx<'_>) -> String {
        let domain = [("domain", self.domain.as_str())];
        ctx.i18n.with(self.title_key(), domain)
    }

    /// What has the focus when the page opens: the first question that is not answered yet.
    #[must_use]
    pub fn first_focus(&self) -> Option<Id> {
        let is_asked = |place: &usize| self.form.fields[*place].is_open() && self.is_shown(*place);
        let questions = || (0..self.form.fields.len()).filter(is_asked);
        questions()
            .find(|place| self.inputs[*place].is_empty() && self.form.fields[*place].required)
            .or_else(|| questions().next())
            .map(|place| self.id(place))
    }

    /// What is to be done when the page has opened: long lists are scrolled to what is chosen in them.
    pub fn opened(&self) -> Task<Message> {
        self.show_chosen()
    }

    /// Takes note of what happened.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::BackPressed => return self.back(),
            Message::OpenPressed(link) => return Action::Open(link),
            Message::ServerTextToggled => self.server_text_open = !self.server_text_open,
            Message::EscapePressed if self.calendar.is_none() => return self.back(),
            Message::EscapePressed => return self.fold_calendar(),
            Message::Edit(place, edit) if place < self.inputs.len() => {
                return self.edit(place, edit);
            }
            // What is on its way cannot be changed any more.
            _ if self.is_busy() => {}
            Message::Edit(..) => {}
            Message::AlternativePressed(name) => {
                if let Some(place) = self.place_of(Role::Username) {
                    self.put(place, Input::Text(name));
                    self.alternatives.clear();
                    return Action::Run(operation::focus(self.id(place)));
                }
            }
            Message::Puzzle(ask) => return self.ask(ask),
            Message::InvitationPressed => return Action::Run(self.want_invitation()),
            Message::Invitation(message) => return self.in_line(message),
            Message::SubmitPressed => return self.submit(),
        }
        Action::None
    }

    /// What Escape says.
    #[must_use]
    pub fn escape(&self) -> Option<Message> {
        (!self.is_sending()).then_some(Message::EscapePressed)
    }

    /// What stands in the bar at the bottom.
    #[must_use]
    pub fn footer(&self, ctx: Ctx<'_>) -> Footer<Message> {
        let back = || (ctx.i18n.text("back"), Message::BackPressed);
        Footer {
            back: (!self.is_sending()).then(back),
            primary: Some(self.primary(&self.words(), ctx)),
            ..Footer::default()
        }
    }

    /// Checks what is on the page, or the whole form on the last one. What only looks wrong is told once.
    fn submit(&mut self) -> Action {
        if self.stage == Stage::Inviting {
            return Action::None;
        }
        if let Some(action) = self.use_invitation() {
            return action;
        }
        if self.stage == Stage::Warned {
            let doubts = self.notes.iter();
            let doubts = doubts.filter(|(_, note)| matches!(note, Note::Doubt(_)));
            self.insisted.extend(doubts.map(|(id, _)| id.clone()));
        }
        self.notes.clear();
        self.notice = None;
        let answers = self.answers();
        let mut problems = self.form.check(&answers, false).err().unwrap_or_default();
        problems.retain(|problem| {
            let insisted = self.insisted.contains(&problem.field);
            (self.is_last() || self.is_here(&problem.field))
                && !(problem.severity == Severity::Warn && insisted)
        });
        if problems.is_empty() && !self.is_last() {
            return Action::Run(self.turn_to(self.at + 1));
        }
        if problems.is_empty() {
            match self.form.check(&answers, true) {
                Ok(submission) => return self.send(submission),
                Err(found) => problems = found,
            }
        }
        self.tell(problems)
    }

    /// Says what is wrong, where it is.
    fn tell(&mut self, problems: Vec<Problem>) -> Action {
        let blocked = problems
            .iter()
            .any(|problem| problem.severity == Severity::Block);
        let first = problems.first().map(|problem| problem.field.clone());
        for problem in problems {
            let note = Note::of(problem.fault, problem.severity);
            if problem.severity == Severity::Warn {
                let _ = self.doubted.insert(problem.field.clone());
            }
            let _ = self.notes.entry(problem.field).or_insert(note);
        }
        let focus = first.map_or_else(Task::none, |first| self.go_to(&first));
        self.stage = if blocked {
            Stage::Filling
        } else {
            Stage::Warned
        };
        self.notice = (!blocked).then_some(Notice::Doubts);
        Action::Run(focus)
    }

    fn send(&mut self, submission: Submission) -> Action {
        self.stage = Stage::Sending;
        self.alternatives.clear();
        self.server_text = None;
        Action::Submit(submission)
    }

    fn answers(&self) -> Answers {
        let mut answers = Answers::default();
        for (field, input) in self.form.fields.iter().zip(&self.inputs) {
            if let Some(value) = input.value(field) {
                answers.set(field.id.clone(), value);
            }
        }
        answers
    }

    fn focus_on(&self, field: Option<&FieldId>) -> Task<Message> {
        let place = field.and_then(|id| self.place(id));
        place.map_or_else(Task::none, |place| {
            let id = self.id(place);
            Task::batch([
                operation::focus(id.clone()),
                operation::move_cursor_to_end(id),
            ])
        })
    }

    fn name(&self) -> Option<&str> {
        self.place_of(Role::Username)
            .map(|place| self.inputs[place].line())
    }

    fn place_of(&self, role: Role) -> Option<usize> {
        self.form.fields.iter().position(|field| {
            field.role == role && field.is_question() && !matches!(field.kind, Kind::Hidden)
        })
    }

    /// Where the field of that name stands in the form.
    fn place(&self, id: &FieldId) -> Option<usize> {
        self.form.fields.iter().position(|field| field.id == *id)
    }

    /// Where the user name stands, if it can be chosen.
    fn free_name(&self) -> Option<usize> {
        self.place_of(Role::Username)
            .filter(|place| !self.form.fields[*place].fixed)
    }

    fn id(&self, place: usize) -> Id {
        Id::from(format!("field-{}", self.form.fields[place].id))
    }
}
