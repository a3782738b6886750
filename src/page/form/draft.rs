//! What a person does to the controls, and what comes of it.

use iced::Task;
use iced::widget::{operation, text_editor};

use super::answer::Notice;
use super::captcha::Age;
use super::choice::Then;
use super::input::Input;
use super::{Action, Message, Stage, State, number};
use crate::domain::Day;
use crate::domain::{FieldId, Role, Secret, password};
use crate::widget::calendar;
use crate::widget::choice::Act;

/// What was done to the control of a field.
#[derive(Debug, Clone)]
pub enum Edit {
    /// A line was typed into.
    Typed(String),
    /// A hidden line was typed into.
    Secret(Secret),
    /// Several lines were edited.
    Lines(text_editor::Action),
    /// A switch was turned.
    Turned,
    /// Something was done with a list.
    List(Act),
    /// An answer of one's own was typed.
    Own(String),
    /// A number or a day is to be one more (`true`) or less.
    Stepped(bool),
    /// The calendar was unfolded or folded.
    CalendarToggled,
    /// Something was done with the calendar.
    Calendar(calendar::Act),
    /// A hidden line is to be shown or hidden.
    RevealPressed,
    /// A hidden line is wanted on the clipboard.
    CopyPressed,
    /// A password is to be made up.
    GeneratePressed,
    /// The focus went elsewhere.
    Left,
}

impl State {
    /// Takes in what was done to the control of the field at `place`, which is one of the form's.
    pub(super) fn edit(&mut self, place: usize, edit: Edit) -> Action {
        match edit {
            Edit::RevealPressed => {
                if let Input::Secret { hidden, .. } = &mut self.inputs[place] {
                    *hidden = !*hidden;
                }
            }
            Edit::CopyPressed => {
                if let Input::Secret { text, .. } = &self.inputs[place] {
                    self.copied = true;
                    return Action::Copy(text.clone());
                }
            }
            // What is on its way cannot be changed any more.
            _ if self.is_busy() => {}
            Edit::Typed(text) => self.put(place, Input::Text(text)),
            Edit::Secret(text) => self.put_secret(place, text, None),
            Edit::Lines(action) => {
                if let Input::Lines(content) = &mut self.inputs[place] {
                    let changes = action.is_edit();
                    content.perform(action);
                    if changes {
                        self.touched(place);
                    }
                }
            }
            Edit::Turned => {
                if let Input::Toggle(on) = &mut self.inputs[place] {
                    *on = !*on;
                    self.touched(place);
                }
            }
            Edit::List(act) => return self.act(place, act),
            Edit::Own(text) => {
                if let Input::Chosen(chosen) = &mut self.inputs[place] {
                    chosen.own = text;
                    self.touched(place);
                }
            }
            Edit::Stepped(up) => {
                let field = &self.form.fields[place];
                if let Some(text) = number::step(self.inputs[place].line(), field, up) {
                    self.put(place, Input::Text(text));
                }
            }
            Edit::CalendarToggled => return self.toggle_calendar(place),
            Edit::Calendar(act) => return self.turn_calendar(place, &act),
            Edit::GeneratePressed => {
                // What is made up is shown, so that it can be written down.
                let random = |bytes: &mut [u8]| getrandom::fill(bytes).is_ok();
                if let Some(made) = password::generate(random) {
                    self.put_secret(place, made, Some(false));
                    return Action::Run(operation::focus(self.id(place)));
                }
            }
            Edit::Left => self.left(place),
        }
        Action::None
    }

    fn act(&mut self, place: usize, act: Act) -> Action {
        let field = &self.form.fields[place];
        let id = self.id(place);
        let Input::Chosen(chosen) = &mut self.inputs[place] else {
            return Action::None;
        };
        // The link that says this goes away with what was chosen: the focus goes to the list.
        let clears = matches!(act, Act::Clear);
        let looks = matches!(act, Act::Sift(_) | Act::Drag(_));
        let then = chosen.act(act, field);
        if then != Then::Nothing && !looks {
            self.touched(place);
        }
        match then {
            Then::Scroll(share) => Action::Run(self.scroll(place, share)),
            Then::Pull(y) => {
                let offset = iced::widget::scrollable::AbsoluteOffset { x: 0.0, y };
                Action::Run(operation::scroll_to(self.scroll_id(place), offset))
            }
            Then::Changed if clears => Action::Run(operation::focus(id)),
            _ => Action::None,
        }
    }

    /// Scrolls the long lists to what is chosen in them.
    pub(super) fn show_chosen(&self) -> Task<Message> {
        let lists = self.inputs.iter().enumerate();
        let far = lists.filter_map(|(place, input)| match input {
            Input::Chosen(chosen) => Some(self.scroll(place, chosen.sight()?)),
            _ => None,
        });
        Task::batch(far)
    }

    fn scroll(&self, place: usize, share: f32) -> Task<Message> {
        let share = iced::widget::scrollable::RelativeOffset { x: 0.0, y: share };
        operation::snap_to(self.scroll_id(place), share)
    }

    /// The name of what scrolls the long list of a field.
    fn scroll_id(&self, place: usize) -> String {
        format!("field-{}-scroll", self.form.fields[place].id)
    }

    /// The name of the calendar of a field.
    pub(super) fn calendar_id(field: &FieldId) -> String {
        format!("calendar-{field}")
    }

    fn toggle_calendar(&mut self, place: usize) -> Action {
        let field = &self.form.fields[place];
        if self
            .calendar
            .as_ref()
            .is_some_and(|(id, _)| *id == field.id)
        {
            return self.fold_calendar();
        }
        let typed = Day::parse(self.inputs[place].line());
        let shown =
            typed.unwrap_or_else(|| number::within(Day::today(), number::days(&field.rules)));
        let id = field.id.clone();
        let focus = operation::focus(Self::calendar_id(&id));
        self.calendar = Some((id, shown));
        Action::Run(focus)
    }

    /// Folds the calendar; the cursor goes back to its line.
    pub(super) fn fold_calendar(&mut self) -> Action {
        match self.calendar.take() {
            Some((id, _)) => Action::Run(self.focus_on(Some(&id))),
            None => Action::None,
        }
    }

    fn turn_calendar(&mut self, place: usize, act: &calendar::Act) -> Action {
        let limits = number::days(&self.form.fields[place].rules);
        let Some((_, shown)) = &mut self.calendar else {
            return Action::None;
        };
        let typed = Day::parse(self.inputs[place].line());
        let (day, done) = match act {
            calendar::Act::Turn(months) => {
                *shown = shown.plus_months(*months);
                return Action::None;
            }
            calendar::Act::Go(way) => {
                // Nothing is chosen yet: the first arrow chooses where they begin.
                let day = typed.map_or(*shown, |day| way.from(day));
                (number::within(day, limits), false)
            }
            calendar::Act::Choose(day) => (*day, true),
            calendar::Act::Done => (typed.unwrap_or(*shown), true),
        };
        *shown = day;
        self.put(place, Input::Text(day.to_string()));
        if done {
            return self.fold_calendar();
        }
        Action::None
    }

    pub(super) fn put(&mut self, place: usize, input: Input) {
        if let Some(slot) = self.inputs.get_mut(place) {
            *slot = input;
            self.touched(place);
        }
    }

    fn put_secret(&mut self, place: usize, typed: Secret, hide: Option<bool>) {
        if let Some(Input::Secret { text, hidden }) = self.inputs.get_mut(place) {
            *text = typed;
            *hidden = hide.unwrap_or(*hidden);
            self.copied = false;
            self.touched(place);
        }
    }

    /// What was said of a field is no longer so once it was changed.
    fn touched(&mut self, place: usize) {
        let field = &self.form.fields[place];
        let _ = self.notes.remove(&field.id);
        if field.role == Role::Username {
            self.server_text = None;
        }
        if self.stage == Stage::Warned {
            self.stage = Stage::Filling;
        }
        let _ = self.insisted.remove(&field.id);
        if field.is_puzzle() && matches!(self.puzzles.age, Age::UsedUp | Age::Outlived) {
            self.puzzles.age = Age::Valid;
        }
        if matches!(
            self.notice,
            Some(Notice::Doubts | Notice::NotMade | Notice::Unsolved)
        ) {
            self.notice = None;
        }
        self.judge(place);
    }
}
