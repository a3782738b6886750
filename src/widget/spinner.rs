//! A spinner: moves only while it is shown, in twelve steps a second and a bit, and not at all if the system asks for no
//! motion.

use std::time::Duration;

use iced::advanced::graphics::geometry::{Frame, LineCap, Path, Renderer as _, Stroke, Style};
use iced::advanced::widget::{Operation, Tree, tree};
use iced::advanced::{Clipboard, Layout, Renderer as _, Shell, Widget, layout, mouse, renderer};
use iced::time::Instant;
use iced::{Event, Length, Point, Rectangle, Size, Vector, window};

use crate::theme::{Element, Theme};

const SPOKES: u16 = 10;
const STEP: Duration = Duration::from_millis(100);

/// A spinner of this size that holds still if `still`.
#[must_use]
pub fn spinner(size: f32, still: bool) -> Spinner {
    Spinner { size, still }
}

/// See [`spinner`].
#[derive(Debug, Clone, Copy)]
pub struct Spinner {
    size: f32,
    still: bool,
}

#[derive(Debug, Default)]
struct State {
    step: u16,
    due: Option<Instant>,
}

impl<Message> Widget<Message, Theme, iced::Renderer> for Spinner {
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

    fn operate(
        &mut self,
        _tree: &mut Tree,
        _layout: Layout<'_>,
        _renderer: &iced::Renderer,
        _operation: &mut dyn Operation,
    ) {
    }

    fn update(
        &mut self,
        tree: &mut Tree,
        event: &Event,
        _layout: Layout<'_>,
        _cursor: mouse::Cursor,
        _renderer: &iced::Renderer,
        _clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
        _viewport: &Rectangle,
    ) {
        if let Event::Window(window::Event::RedrawRequested(now)) = event
            && !self.still
        {
            let state = tree.state.downcast_mut::<State>();
            match state.due {
                Some(due) if *now < due => {}
                due => {
                    if due.is_some() {
                        state.step = (state.step + 1) % SPOKES;
                    }
                    state.due = Some(*now + STEP);
                }
            }
            if let Some(due) = state.due {
                shell.request_redraw_at(due);
            }
        }
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut iced::Renderer,
        _theme: &Theme,
        style: &renderer::Style,
        layout: Layout<'_>,
        _cursor: mouse::Cursor,
        _viewport: &Rectangle,
    ) {
        let state = tree.state.downcast_ref::<State>();
        let bounds = layout.bounds();
        let mut frame = Frame::new(renderer, bounds.size());
        let center = Point::new(self.size / 2.0, self.size / 2.0);
        for spoke in 0..SPOKES {
            // The spoke that is passed last is the darkest one.
            let age = (state.step + SPOKES - spoke) % SPOKES;
            let strength = 1.0 - f32::from(age) / f32::from(SPOKES) * 0.85;
            let angle = std::f32::consts::TAU * f32::from(spoke) / f32::from(SPOKES);
            let direction = Vector::new(angle.sin(), -angle.cos());
            frame.stroke(
                &Path::line(
                    center + direction * (self.size * 0.24),
                    center + direction * (self.size * 0.42),
                ),
                Stroke {
                    style: Style::Solid(style.text_color.scale_alpha(strength)),
                    width: self.size / 11.0,
                    line_cap: LineCap::Round,
                    ..Stroke::default()
                },
            );
        }
        let geometry = frame.into_geometry();
        renderer.with_translation(Vector::new(bounds.x, bounds.y), |renderer| {
            renderer.draw_geometry(geometry);
        });
    }
}

impl<'a, Message: 'a> From<Spinner> for Element<'a, Message> {
    fn from(spinner: Spinner) -> Self {
        Element::new(spinner)
    }
}
