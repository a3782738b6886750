//! Icons: our own drawings in assets/icons, on a grid of 24 units with lines of 1.8 and round ends, in the colour of the
//! text beside them.
//!
//! They are drawn as paths and not through iced's SVG support: that loads every font of the system before it draws its
//! first picture, which would be the slowest part of the start.

mod drawing;

use std::sync::OnceLock;

use iced::advanced::graphics::geometry::{
    Cache, LineCap, LineJoin, Path, Renderer as _, Stroke, Style,
};
use iced::advanced::widget::{Tree, tree};
use iced::advanced::{Layout, Renderer as _, Widget, layout, mouse, renderer};
use iced::{Color, Length, Rectangle, Size, Vector};

use crate::theme::{Element, Theme};

/// The grid that icons are drawn on.
pub(super) const GRID: f32 = 24.0;
const LINE: f32 = 1.8;

macro_rules! icons {
    ($($(#[$doc:meta])* $name:ident = $file:literal),* $(,)?) => {
        /// A picture that stands for a word.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Icon { $($(#[$doc])* $name,)* }

        impl Icon {
            /// All of them.
            pub const ALL: &[Icon] = &[$(Icon::$name),*];

            fn source(self) -> &'static str {
                match self {
                    $(Self::$name => include_str!(concat!("../../assets/icons/", $file, ".svg")),)*
                }
            }
        }
    };
}

icons! {
    /// Look for something.
    Search = "search",
    /// Show.
    Eye = "eye",
    /// Hide.
    EyeOff = "eye-off",
    /// Make one up.
    Dice = "dice",
    /// Copy.
    Copy = "copy",
    /// Done, chosen.
    Check = "check",
    /// Once more.
    Redo = "redo",
    /// Security.
    Shield = "shield",
    /// Unfold.
    Down = "down",
    /// Fold.
    Up = "up",
    /// Unfold, where it unfolds below the line.
    Right = "right",
    /// Opens elsewhere.
    Open = "open",
    /// The web.
    Globe = "globe",
    /// Wait.
    Clock = "clock",
    /// Take care.
    Alert = "alert",
    /// To know.
    Info = "info",
    /// Not connected.
    Unplugged = "unplugged",
    /// Not known.
    Question = "question",
    /// Not allowed.
    Closed = "closed",
    /// Settled.
    Lock = "lock",
    /// Put in what was copied.
    Paste = "paste",
    /// A picture.
    Picture = "picture",
    /// E-mail.
    Mail = "mail",
    /// One more.
    Plus = "plus",
    /// One less.
    Minus = "minus",
    /// One page back.
    Left = "left",
    /// Many pages back.
    Earlier = "earlier",
    /// Many pages on.
    Later = "later",
    /// Choose a day.
    Calendar = "calendar",
    /// To be listened to.
    Sound = "sound",
    /// To be watched.
    Film = "film",
    /// Put into a file.
    Save = "save",
    /// Settings.
    Gear = "gear",
    /// The way in: the sign of Vestibule.
    Door = "door",
}

impl Icon {
    fn path(self) -> &'static Path {
        static PATHS: [OnceLock<Path>; Icon::ALL.len()] =
            [const { OnceLock::new() }; Icon::ALL.len()];
        PATHS[self as usize].get_or_init(|| drawing::path(self.source()))
    }
}

/// An icon of this many logical pixels in the colour of the text around it.
#[must_use]
pub fn icon(icon: Icon, size: f32) -> Drawn {
    Drawn {
        icon,
        size,
        line: LINE,
        color: None,
    }
}

/// See [`icon`].
#[derive(Debug, Clone)]
pub struct Drawn {
    icon: Icon,
    size: f32,
    line: f32,
    color: Option<fn(Theme) -> Color>,
}

impl Drawn {
    /// A colour of its own.
    #[must_use]
    pub fn color(mut self, color: fn(Theme) -> Color) -> Self {
        self.color = Some(color);
        self
    }

    /// Thicker lines, for very small icons; in units of the grid.
    #[must_use]
    pub fn line(mut self, line: f32) -> Self {
        self.line = line;
        self
    }
}

#[derive(Default)]
struct State {
    cache: Cache<iced::Renderer>,
    drawn: std::cell::Cell<Option<(Icon, Color, f32)>>,
}

impl<Message> Widget<Message, Theme, iced::Renderer> for Drawn {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    fn size(&self) -> Size<Length> {
        Size::new(Length::Fixed(self.size), Length::Fixed(self.size))
    }

    fn layout(
        &mut self,
        _tree: &mut Tree,
        _renderer: &iced::Renderer,
        _limits: &layout::Limits,
    ) -> layout::Node {
        layout::Node::new(Size::new(self.size, self.size))
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut iced::Renderer,
        theme: &Theme,
        style: &renderer::Style,
        layout: Layout<'_>,
        _cursor: mouse::Cursor,
        _viewport: &Rectangle,
    ) {
        let state = tree.state.downcast_ref::<State>();
        let color = self.color.map_or(style.text_color, |color| color(*theme));
        let now = Some((self.icon, color, self.line));
        if state.drawn.replace(now) != now {
            state.cache.clear();
        }
        let bounds = layout.bounds();
        let geometry = state.cache.draw(renderer, bounds.size(), |frame| {
            frame.scale(self.size / GRID);
            frame.stroke(
                self.icon.path(),
                Stroke {
                    style: Style::Solid(color),
                    // The renderer does not scale the width of a line with its path.
                    width: self.line * self.size / GRID,
                    line_cap: LineCap::Round,
                    line_join: LineJoin::Round,
                    ..Stroke::default()
                },
            );
        });
        let place = Vector::new(bounds.x.round(), bounds.y.round());
        renderer.with_translation(place, |renderer| renderer.draw_geometry(geometry));
    }
}

impl<'a, Message: 'a> From<Drawn> for Element<'a, Message> {
    fn from(icon: Drawn) -> Self {
        Element::new(icon)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_icon_is_drawn_inside_of_its_grid() {
        for icon in Icon::ALL {
            let mut any = false;
            for event in icon.path().raw() {
                let point = event.to();
                any = true;
                let inside = 1.0..=GRID - 1.0;
                assert!(
                    inside.contains(&point.x) && inside.contains(&point.y),
                    "{icon:?}: {point:?}"
                );
            }
            assert!(any, "{icon:?} is empty");
        }
    }
}
