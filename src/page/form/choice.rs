//! The answer to a question with options: what is chosen, and where in a long list the person is.

use crate::domain::{Choice, Field, Kind, Value};
use crate::widget::choice::{Act, SHORT};

/// What is chosen of a list, and what is shown of it.
#[derive(Debug, Clone, Default)]
pub(super) struct Chosen {
    /// The values of the chosen options.
    pub(super) values: Vec<String>,
    /// An answer of one's own, where that is allowed.
    pub(super) own: String,
    /// What is shown, if the list is long.
    pub(super) long: Option<Shown>,
}

/// What is shown of a long list.
#[derive(Debug, Clone)]
pub(super) struct Shown {
    /// What is typed to sift it.
    pub(super) sift: String,
    /// The options that are left, by their place in the form.
    pub(super) left: Vec<usize>,
    /// Where the arrows stand among those.
    pub(super) place: Option<usize>,
    /// How far it is scrolled, in logical pixels.
    pub(super) offset: f32,
    /// The most letters that an option has.
    pub(super) longest: usize,
}

/// What an act leads to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Then {
    /// Nothing more.
    Nothing,
    /// The answer is another one now.
    Changed,
    /// The list is to be scrolled to this share of it, and the answer is another one now.
    Scroll(f32),
    /// The list is to be scrolled to here, in logical pixels.
    Pull(f32),
}

impl Chosen {
    /// Nothing is chosen of these options.
    pub(super) fn of(options: &[Choice]) -> Self {
        Self {
            long: (options.len() > SHORT).then(|| Shown {
                sift: String::new(),
                left: (0..options.len()).collect(),
                place: None,
                offset: 0.0,
                longest: options
                    .iter()
                    .map(|option| option.label.chars().count())
                    .max()
                    .unwrap_or(0),
            }),
            ..Self::default()
        }
    }

    /// Chooses what is in a value, as far as the list offers it; the rest is an answer of one's own.
    pub(super) fn fill(&mut self, value: &Value, list: &Kind) {
        let given = match value {
            Value::Text(value) => vec![value.clone()],
            Value::Many(given) => given.clone(),
            Value::Toggle(_) | Value::Secret(_) => Vec::new(),
        };
        let (listed, other): (Vec<_>, Vec<_>) = given
            .into_iter()
            .filter(|value| !value.is_empty())
            .partition(|value| list.offers(value));
        if let (Some(long), Some(first), Kind::Choice { options, .. }) =
            (&mut self.long, listed.first(), list)
        {
            long.place = options.iter().position(|option| option.value == *first);
        }
        self.values = listed;
        self.own = other.into_iter().next().unwrap_or_default();
    }

    /// The answer.
    pub(super) fn value(&self, many: bool) -> Value {
        let own = Some(self.own.trim().to_owned()).filter(|own| !own.is_empty());
        if many {
            Value::Many(self.values.iter().cloned().chain(own).collect())
        } else {
            let first = || self.values.first().cloned();
            Value::Text(own.or_else(first).unwrap_or_default())
        }
    }

    /// How far a long list has to be scrolled, from 0 to 1, so that what is chosen in it can be seen. `None` for a short one.
    pub(super) fn sight(&self) -> Option<f32> {
        let long = self.long.as_ref()?;
        let last = long.left.len().saturating_sub(1);
        Some(long.place.map_or(0.0, |place| share(place, last)))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.values.is_empty() && self.own.trim().is_empty()
    }

    /// Whether an option is the answer, or part of it.
    pub(super) fn has(&self, option: &Choice, many: bool) -> bool {
        (many || self.own.trim().is_empty()) && self.values.contains(&option.value)
    }

    /// Takes in what was done with the list. Places are those among the options that are shown.
    pub(super) fn act(&mut self, act: Act, field: &Field) -> Then {
        let Kind::Choice { options, many, .. } = &field.kind else {
            return Then::Nothing;
        };
        match act {
            Act::Sift(text) => {
                self.sift(text, options);
                return Then::Scroll(self.sight().unwrap_or(0.0));
            }
            Act::Scroll(offset) => {
                if let Some(long) = &mut self.long {
                    long.offset = offset;
                }
                return Then::Nothing;
            }
            Act::Drag(offset) => {
                if let Some(long) = &mut self.long {
                    // What is seen there is there at once.
                    long.offset = offset;
                }
                return Then::Pull(offset);
            }
            Act::Clear => {
                self.values.clear();
                self.own.clear();
            }
            Act::Step(down) => {
                let Some(long) = &self.long else {
                    return Then::Nothing;
                };
                let Some(last) = long.left.len().checked_sub(1) else {
                    return Then::Nothing;
                };
                let next = match long.place {
                    None => 0,
                    Some(place) if down => (place + 1).min(last),
                    Some(place) => place.saturating_sub(1),
                };
                let _ = self.act(Act::Move(next), field);
                return Then::Scroll(share(next, last));
            }
            Act::Move(place) => {
                if let Some(long) = &mut self.long {
                    long.place = Some(place);
                }
                if *many {
                    return Then::Nothing;
                }
                if let Some(option) = self.at(place, options) {
                    self.own.clear();
                    self.values = vec![option.value.clone()];
                }
            }
            Act::Choose(place) => {
                if let Some(long) = &mut self.long {
                    long.place = Some(place);
                }
                if let Some(option) = self.at(place, options) {
                    self.turn(option, *many, field.required);
                }
            }
        }
        Then::Changed
    }

    /// Turns an option. The one answer that need not be given can be taken back.
    fn turn(&mut self, option: &Choice, many: bool, required: bool) {
        let had = self.has(option, many);
        let place = self.values.iter().position(|value| *value == option.value);
        if !many {
            self.own.clear();
            self.values.clear();
            if !had || required {
                self.values.push(option.value.clone());
            }
        } else if let Some(place) = place {
            let _ = self.values.remove(place);
        } else {
            self.values.push(option.value.clone());
        }
    }

    fn at<'a>(&self, place: usize, options: &'a [Choice]) -> Option<&'a Choice> {
        match &self.long {
            Some(long) => options.get(*long.left.get(place)?),
            None => options.get(place),
        }
    }

    fn sift(&mut self, text: String, options: &[Choice]) {
        let Some(long) = &mut self.long else { return };
        let wanted = text.trim().to_lowercase();
        let fits = |option: &Choice| option.label.to_lowercase().contains(&wanted);
        long.left = (0..options.len())
            .filter(|index| fits(&options[*index]))
            .collect();
        long.sift = text;
        long.offset = 0.0;
        let chosen = self.values.first();
        long.place = long
            .left
            .iter()
            .position(|index| Some(&options[*index].value) == chosen);
    }
}

/// How far down the list a place is, from 0 to 1.
#[expect(clippy::cast_precision_loss, reason = "no list is that long")]
fn share(place: usize, last: usize) -> f32 {
    place as f32 / last.max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(length: usize, many: bool, required: bool) -> Field {
        let options = (0..length)
            .map(|number| Choice {
                value: format!("v{number}"),
                label: format!("Option {number}"),
            })
            .collect();
        let kind = Kind::Choice {
            options,
            many,
            open: false,
        };
        Field {
            required,
            ..Field::new("x", crate::domain::Role::Other, kind)
        }
    }

    fn of(field: &Field) -> Chosen {
        match &field.kind {
            Kind::Choice { options, .. } => Chosen::of(options),
            _ => Chosen::default(),
        }
    }

    #[test]
    fn an_answer_that_need_not_be_given_is_taken_back_by_choosing_it_again() {
        for (required, left) in [(false, 0), (true, 1)] {
            let field = field(3, false, required);
            let mut chosen = of(&field);
            assert_eq!(chosen.act(Act::Choose(1), &field), Then::Changed);
            let _ = chosen.act(Act::Choose(1), &field);
            assert_eq!(chosen.values.len(), left);
        }
    }

    #[test]
    fn what_is_sifted_is_chosen_by_its_place_among_what_is_left() {
        let field = field(500, false, true);
        let mut chosen = of(&field);
        assert_eq!(
            chosen.act(Act::Sift("N 49".to_owned()), &field),
            Then::Scroll(0.0)
        );
        let _ = chosen.act(Act::Step(true), &field);
        let _ = chosen.act(Act::Step(true), &field);
        assert_eq!(chosen.value(false), Value::Text("v490".to_owned()));
        // What is chosen stays chosen when it is not shown any more.
        let _ = chosen.act(Act::Sift("7".to_owned()), &field);
        assert_eq!(chosen.value(false), Value::Text("v490".to_owned()));
        let _ = chosen.act(Act::Sift("no such option".to_owned()), &field);
        assert_eq!(chosen.act(Act::Step(true), &field), Then::Nothing);
    }

    #[test]
    fn what_is_chosen_far_down_is_scrolled_to() {
        let field = field(500, false, true);
        let mut chosen = of(&field);
        assert_eq!(chosen.sight(), Some(0.0));
        chosen.fill(&Value::Text("v499".to_owned()), &field.kind);
        assert_eq!(chosen.sight(), Some(1.0));
        // Also when all of the list is shown again.
        let sift = |text: &str| Act::Sift(text.to_owned());
        assert_eq!(chosen.act(sift("Option 1"), &field), Then::Scroll(0.0));
        assert_eq!(chosen.act(sift(""), &field), Then::Scroll(1.0));
        // What the list does not have is no place in it.
        chosen.fill(&Value::Text("other".to_owned()), &field.kind);
        assert_eq!(chosen.own, "other");
    }

    #[test]
    fn where_any_number_can_be_chosen_moving_chooses_nothing() {
        let field = field(20, true, true);
        let mut chosen = of(&field);
        assert_eq!(chosen.act(Act::Move(4), &field), Then::Nothing);
        assert!(chosen.is_empty());
        let _ = chosen.act(Act::Choose(4), &field);
        let _ = chosen.act(Act::Choose(2), &field);
        let _ = chosen.act(Act::Choose(4), &field);
        assert_eq!(chosen.value(true), Value::Many(vec!["v2".to_owned()]));
        let _ = chosen.act(Act::Clear, &field);
        assert!(chosen.is_empty());
    }
}
