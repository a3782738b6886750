//! The focus layer: what makes every control reachable with the keyboard, and known by role and name.
//!
//! iced gives focus to text fields only. Here [`Control`] wraps any element so that it can be focused, pressed with Enter
//! and Space, and has a role and a name; [`List`] is one stop for Tab with arrows inside; [`Root`] wraps the whole view and
//! goes round with Tab, keeps what has the focus in sight, and knows what Enter and Escape mean where nothing else does.
//! [`Guest`] wraps all of that for a program that has other things beside it.
//! [`Collector`] walks the same widgets and lists them as a screen reader would see them.

#[macro_use]
mod hands_on;

mod control;
mod guest;
mod list;
mod look;
mod paste;
mod root;
mod rows;
mod sight;
mod tree;

pub use control::{Control, control, named};
pub use guest::{Guest, Within, guest};
pub(super) use hands_on::{hands_on_to_content, hands_on_to_each};
pub use list::{List, grid, list, sparse_list};
pub use look::{Look, Status};
pub use root::{Root, root};
pub use rows::{Rows, rows};
pub use sight::{InSight, Sighted, in_sight};
pub use tree::{Collector, Info, Item, Role};

use iced::advanced::widget::operation::{Focusable, Operation};
use iced::advanced::{Renderer as _, renderer};
use iced::{Border, Color, Rectangle, Vector, border};

use crate::theme::{Theme, space};

/// Draws the mark of what has the focus round `bounds`: an edge in this colour, and an accent halo outside of it.
pub(super) fn draw_ring(
    renderer: &mut iced::Renderer,
    theme: Theme,
    edge: Color,
    bounds: Rectangle,
    radius: f32,
    viewport: Rectangle,
) {
    let accent = theme.tokens().accent;
    // A layer of its own: quads of one layer are drawn before its pictures and text, and the halo reaches over what
    // stands beside.
    renderer.with_layer(viewport, |renderer| {
        fill(
            renderer,
            bounds.expand(space::HALO),
            Color::TRANSPARENT,
            border::rounded(radius + space::HALO)
                .width(space::HALO)
                .color(accent.scale_alpha(0.45)),
        );
        fill(
            renderer,
            bounds,
            Color::TRANSPARENT,
            border::rounded(radius).width(1.5).color(edge),
        );
    });
}

pub(super) fn fill(
    renderer: &mut iced::Renderer,
    bounds: Rectangle,
    ground: Color,
    border: Border,
) {
    renderer.fill_quad(
        renderer::Quad {
            bounds,
            border,
            ..renderer::Quad::default()
        },
        ground,
    );
}

/// `bounds` on whole pixels: the software renderer draws an edge that lies between two pixels over both.
pub(super) fn snap(bounds: Rectangle) -> Rectangle {
    let (left, top) = (bounds.x.round(), bounds.y.round());
    Rectangle {
        x: left,
        y: top,
        width: (bounds.x + bounds.width).round() - left,
        height: (bounds.y + bounds.height).round() - top,
    }
}

/// Whether the first thing that can have the focus inside of some content has it.
#[derive(Debug, Default)]
pub(crate) struct FirstFocus {
    seen: bool,
    focused: bool,
}

impl FirstFocus {
    pub(crate) fn is_focused(&self) -> bool {
        self.focused
    }
}

impl Operation for FirstFocus {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        if !self.seen {
            operate(self);
        }
    }

    fn focusable(
        &mut self,
        _id: Option<&iced::widget::Id>,
        _bounds: Rectangle,
        state: &mut dyn Focusable,
    ) {
        if !self.seen {
            self.seen = true;
            self.focused = state.is_focused();
        }
    }
}

/// Whether anything inside of some content has the focus.
#[derive(Debug, Default)]
pub(crate) struct AnyFocus {
    focused: bool,
}

impl AnyFocus {
    pub(crate) fn is_focused(&self) -> bool {
        self.focused
    }
}

impl Operation for AnyFocus {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        operate(self);
    }

    fn focusable(
        &mut self,
        _id: Option<&iced::widget::Id>,
        _bounds: Rectangle,
        state: &mut dyn Focusable,
    ) {
        self.focused |= state.is_focused();
    }
}

/// Handed to operations by what belongs together (a label, its control, what is said below it), and is kept in sight as
/// one.
#[derive(Debug)]
pub(crate) struct Together;

/// Gives the focus to the first thing inside of some content that can have it.
#[derive(Debug, Default)]
pub(crate) struct FocusFirst {
    done: bool,
}

impl Operation for FocusFirst {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        if !self.done {
            operate(self);
        }
    }

    fn focusable(
        &mut self,
        _id: Option<&iced::widget::Id>,
        _bounds: Rectangle,
        state: &mut dyn Focusable,
    ) {
        if !self.done {
            self.done = true;
            state.focus();
        }
    }
}

/// The part of `bounds` that can be seen behind all scrollables round it.
#[derive(Debug, Clone, Copy, Default)]
struct Sight {
    window: Option<Rectangle>,
    moved: Vector,
}

impl Sight {
    fn place(self, bounds: Rectangle) -> Rectangle {
        bounds + self.moved
    }

    fn shows(self, placed: Rectangle) -> bool {
        self.window
            .is_none_or(|window| window.intersection(&placed).is_some())
    }

    fn through(self, frame: Rectangle, translation: Vector) -> Self {
        let frame = self.place(frame);
        Self {
            window: Some(
                self.window
                    .and_then(|window| window.intersection(&frame))
                    .unwrap_or(frame),
            ),
            moved: self.moved - translation,
        }
    }
}
