//! What the server has on record about the account, and changing it.

use iced::widget::{Column, column, row};
use iced::{Alignment, Length};

use crate::domain::{Address, Answers, Field, Form, Kind, Role, Value};
use crate::i18n::Key;
use crate::page::form::{self, Words};
use crate::theme::Element;
use crate::widget::{Ctx, text};

/// What the card knows.
#[derive(Debug, Clone, Default)]
pub(super) enum State {
    /// The server was not asked.
    #[default]
    Unasked,
    /// It is being asked.
    Asking,
    /// It does not tell, or could not be asked.
    Untold,
    /// It told. The form is there to be changed.
    Told {
        shown: Vec<(Label, String)>,
        form: Box<form::State>,
        /// It was changed just now.
        changed: bool,
    },
}

/// The name of a value: the server's or ours.
type Label = Field;

pub(super) const WORDS: Words = Words {
    send: Key("account-save"),
    insist: Key("account-save-anyway"),
    sending: Key("account-saving"),
};

impl State {
    /// The server told this.
    pub(super) fn told(address: &Address, told: Option<(Form, Answers)>, changed: bool) -> Self {
        let Some((form, known)) = told else {
            return Self::Untold;
        };
        let shown = form.fields.iter().filter_map(|field| {
            let value = shown(field.preset.as_ref()?, field)?;
            Some((Field::clone(field), value))
        });
        Self::Told {
            shown: shown.collect(),
            form: Box::new(form::State::part(address.domain().clone(), form, known)),
            changed,
        }
    }

    pub(super) fn form(&mut self) -> Option<&mut form::State> {
        match self {
            Self::Told { form, .. } => Some(form),
            _ => None,
        }
    }

    /// Whether there is something that can be changed here: more than a name and a password.
    pub(super) fn can_change(&self) -> bool {
        let Self::Told { form, .. } = self else {
            return false;
        };
        form.form().fields.iter().any(|field| {
            let is_answer = !matches!(field.kind, Kind::Note | Kind::Hidden | Kind::Work(_));
            let is_own = matches!(field.role, Role::Username | Role::Password | Role::Key);
            is_answer && !is_own
        })
    }

    pub(super) fn is_changed(&self) -> bool {
        matches!(self, Self::Told { changed: true, .. })
    }

    /// The line of the folded card.
    pub(super) fn line(&self, ctx: Ctx<'_>) -> String {
        match self {
            Self::Unasked | Self::Asking => ctx.i18n.text("account-record-asking"),
            Self::Untold => ctx.i18n.text("account-record-untold"),
            Self::Told { changed: true, .. } => ctx.i18n.text("account-record-changed"),
            Self::Told { shown, .. } if shown.is_empty() => ctx.i18n.text("account-record-nothing"),
            Self::Told { shown, .. } => {
                // The rest is read when it is unfolded.
                let few = shown.iter().take(3).map(|(field, value)| {
                    format!("{}: {value}", crate::words::label(ctx.i18n, field))
                });
                few.collect::<Vec<_>>().join(" · ")
            }
        }
    }

    /// Whether there is more to read than the line of the folded card has.
    pub(super) fn has_more(&self) -> bool {
        matches!(self, Self::Told { shown, .. } if shown.len() > 3)
    }

    /// The values, where they cannot be changed.
    pub(super) fn values<'a, Message: 'a>(&'a self, ctx: Ctx<'_>) -> Element<'a, Message> {
        let Self::Told { shown, .. } = self else {
            return column![].into();
        };
        let lines = shown.iter().map(|(field, value)| {
            let label = text::small(crate::words::label(ctx.i18n, field)).width(160);
            let value = text::body(value.as_str()).width(Length::Fill);
            row![label, value]
                .spacing(12)
                .align_y(Alignment::Center)
                .into()
        });
        Column::with_children(lines).spacing(4).into()
    }
}

/// A value that is shown to its owner: nothing secret, nothing that is only for programs.
fn shown(value: &Value, field: &Field) -> Option<String> {
    let words = match (&field.kind, value) {
        (Kind::Hidden | Kind::Secret | Kind::Note | Kind::Work(_), _) | (_, Value::Secret(_)) => {
            return None;
        }
        (Kind::Choice { options, .. }, value) => {
            let chosen: Vec<&str> = match value {
                Value::Text(text) => vec![text.as_str()],
                Value::Many(values) => values.iter().map(String::as_str).collect(),
                _ => Vec::new(),
            };
            let label = |value: &str| {
                let option = options.iter().find(|option| option.value == value);
                option.map_or_else(|| value.to_owned(), |option| option.label.clone())
            };
            let chosen = chosen.into_iter().filter(|value| !value.is_empty());
            chosen.map(label).collect::<Vec<_>>().join(", ")
        }
        (_, Value::Text(text)) => text.clone(),
        (_, Value::Many(values)) => values.join(", "),
        // Its label is the sentence that is agreed to.
        (_, Value::Toggle(on)) => (if *on { "✓" } else { "–" }).to_owned(),
    };
    let words = words.trim();
    (!words.is_empty()).then(|| words.to_owned())
}
