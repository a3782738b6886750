//! What is typed or chosen for one field, as the controls hold it.

use iced::widget::text_editor;

use super::choice::Chosen;
use crate::domain::{Field, Kind, Role, Secret, Value};

/// The state of one field's control.
#[derive(Debug, Clone)]
pub(super) enum Input {
    /// A line.
    Text(String),
    /// A line that is hidden until it is asked for.
    Secret { text: Secret, hidden: bool },
    /// Several lines.
    Lines(text_editor::Content),
    /// A switch.
    Toggle(bool),
    /// Options.
    Chosen(Chosen),
    /// Nothing can be typed.
    None,
}

impl Input {
    /// A field as the server sent it.
    pub(super) fn new(field: &Field) -> Self {
        let mut input = match &field.kind {
            Kind::Text | Kind::Address => Self::Text(String::new()),
            Kind::Secret => Self::Secret {
                text: Secret::default(),
                hidden: true,
            },
            Kind::Lines | Kind::Addresses => Self::Lines(text_editor::Content::new()),
            Kind::Toggle => Self::Toggle(false),
            Kind::Choice { options, .. } => Self::Chosen(Chosen::of(options)),
            Kind::Note | Kind::Hidden | Kind::Work(_) => Self::None,
        };
        if let Some(preset) = &field.preset {
            input.fill(preset, field);
        }
        input
    }

    /// Puts a value in.
    pub(super) fn fill(&mut self, value: &Value, field: &Field) {
        match (self, value) {
            (Self::Text(text), Value::Text(value)) => value.clone_into(text),
            (Self::Secret { text, .. }, Value::Secret(value)) => text.clone_from(value),
            (Self::Lines(content), Value::Text(value)) => {
                *content = text_editor::Content::with_text(value);
            }
            (Self::Lines(content), Value::Many(values)) => {
                *content = text_editor::Content::with_text(&values.join("\n"));
            }
            (Self::Toggle(on), Value::Toggle(value)) => *on = *value,
            (Self::Chosen(chosen), value) => chosen.fill(value, &field.kind),
            _ => {}
        }
    }

    /// What is in it.
    pub(super) fn value(&self, field: &Field) -> Option<Value> {
        Some(match self {
            // A blank that slipped in makes a wrong answer to a puzzle, and no address has any at its ends.
            Self::Text(text) if trims(field) => Value::Text(text.trim().to_owned()),
            Self::Text(text) => Value::Text(text.clone()),
            Self::Secret { text, .. } => Value::Secret(text.clone()),
            Self::Lines(content) if field.kind == Kind::Addresses => Value::Many(
                content
                    .lines()
                    .map(|line| line.text.trim().to_owned())
                    .filter(|line| !line.is_empty())
                    .collect(),
            ),
            Self::Lines(content) => Value::Text(content.text()),
            Self::Toggle(on) => Value::Toggle(*on),
            Self::Chosen(chosen) => {
                chosen.value(matches!(field.kind, Kind::Choice { many: true, .. }))
            }
            Self::None => return None,
        })
    }

    /// Whether it holds nothing of what a person typed.
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) => text.trim().is_empty(),
            Self::Secret { text, .. } => text.is_empty(),
            Self::Lines(content) => content.text().trim().is_empty(),
            Self::Chosen(chosen) => chosen.is_empty(),
            Self::Toggle(_) | Self::None => false,
        }
    }

    /// The line of a one-line field.
    pub(super) fn line(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Secret { text, .. } => text.expose(),
            _ => "",
        }
    }
}

fn trims(field: &Field) -> bool {
    field.role.is_captcha() || field.role == Role::Email || field.kind == Kind::Address
}
