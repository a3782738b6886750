//! How a control is drawn behind its content.

use iced::Color;

use crate::theme::space;

/// What the hand does with a control.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Status {
    /// The mouse is over it.
    pub hovered: bool,
    /// It is held down.
    pub pressed: bool,
    /// It cannot be operated.
    pub disabled: bool,
}

/// How a control is drawn behind its content.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Look {
    /// What is behind the content.
    pub ground: Color,
    /// The line round it.
    pub edge: Color,
    /// The width of that line.
    pub width: f32,
    /// Text and icons inside.
    pub text: Color,
}

impl Look {
    /// Only text, in this colour.
    #[must_use]
    pub fn bare(text: Color) -> Self {
        Self {
            ground: Color::TRANSPARENT,
            edge: Color::TRANSPARENT,
            width: 0.0,
            text,
        }
    }

    /// A surface with an edge.
    #[must_use]
    pub fn edged(ground: Color, edge: Color, text: Color) -> Self {
        Self {
            ground,
            edge,
            width: space::EDGE,
            text,
        }
    }
}
