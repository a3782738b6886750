//! Where a very long list is scrolled to, and a grip to scroll it with.

use iced::advanced::widget::{Tree, tree};
use iced::advanced::{Clipboard, Layout, Renderer as _, Shell, Widget, layout, mouse, renderer};
use iced::{Event, Length, Rectangle, Size, border, touch};

use crate::theme::{Element, Theme};

/// How high the grip is, in logical pixels.
const GRIP: f32 = 24.0;
/// How wide it is, and the room beside it.
const WIDTH: f32 = 6.0;
const BESIDE: f32 = 3.0;

/// A bar that is `height` logical pixels high, with its grip at this share of it, from 0 to 1. iced's own would shrink to a
/// line in a list so long. `dragged` is told the share that the grip was dragged to.
pub(super) fn bar<'a, Message: 'a>(
    height: f32,
    at: f32,
    dragged: impl Fn(f32) -> Message + 'a,
) -> Element<'a, Message> {
    Element::new(Bar {
        height,
        at: at.clamp(0.0, 1.0),
        dragged: Box::new(dragged),
    })
}

struct Bar<'a, Message> {
    height: f32,
    at: f32,
    dragged: Box<dyn Fn(f32) -> Message + 'a>,
}

/// How far below its upper edge the grip is held, while it is.
#[derive(Debug, Default)]
struct Held(Option<f32>);

impl<Message> Bar<'_, Message> {
    /// How far the grip can go.
    fn room(&self) -> f32 {
        (self.height - GRIP - 4.0).max(1.0)
    }

    fn top(&self) -> f32 {
        (self.room() * self.at).round()
    }

    fn share(&self, top: f32) -> f32 {
        (top / self.room()).clamp(0.0, 1.0)
    }
}

impl<Message> Widget<Message, Theme, iced::Renderer> for Bar<'_, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<Held>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(Held::default())
    }

    fn size(&self) -> Size<Length> {
        let width = WIDTH + 2.0 * BESIDE;
        Size::new(Length::Fixed(width), Length::Fixed(self.height))
    }

    fn layout(
        &mut self,
        _tree: &mut Tree,
        _renderer: &iced::Renderer,
        _limits: &layout::Limits,
    ) -> layout::Node {
        layout::Node::new(Size::new(WIDTH + 2.0 * BESIDE, self.height))
    }

    fn update(
        &mut self,
        tree: &mut Tree,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _renderer: &iced::Renderer,
        _clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
        _viewport: &Rectangle,
    ) {
        let held = tree.state.downcast_mut::<Held>();
        let bounds = layout.bounds();
        match event {
            Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left))
            | Event::Touch(touch::Event::FingerPressed { .. }) => {
                let Some(pressed) = cursor.position_over(bounds) else {
                    return;
                };
                let (y, top) = (pressed.y - bounds.y, self.top());
                if (top..top + GRIP).contains(&y) {
                    held.0 = Some(y - top);
                } else {
                    // The grip comes to where it was pressed.
                    held.0 = Some(GRIP / 2.0);
                    shell.publish((self.dragged)(self.share(y - GRIP / 2.0)));
                }
                shell.capture_event();
            }
            Event::Mouse(mouse::Event::CursorMoved { .. })
            | Event::Touch(touch::Event::FingerMoved { .. }) => {
                if let (Some(below), Some(at)) = (held.0, cursor.position()) {
                    let share = self.share(at.y - bounds.y - below);
                    shell.publish((self.dragged)(share));
                    shell.capture_event();
                }
            }
            Event::Mouse(mouse::Event::ButtonReleased(mouse::Button::Left))
            | Event::Touch(touch::Event::FingerLifted { .. } | touch::Event::FingerLost { .. }) => {
                held.0 = None;
            }
            _ => {}
        }
    }

    fn mouse_interaction(
        &self,
        tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _viewport: &Rectangle,
        _renderer: &iced::Renderer,
    ) -> mouse::Interaction {
        if tree.state.downcast_ref::<Held>().0.is_some() {
            mouse::Interaction::Grabbing
        } else if cursor.is_over(layout.bounds()) {
            mouse::Interaction::Grab
        } else {
            mouse::Interaction::default()
        }
    }

    fn draw(
        &self,
        _tree: &Tree,
        renderer: &mut iced::Renderer,
        theme: &Theme,
        _style: &renderer::Style,
        layout: Layout<'_>,
        _cursor: mouse::Cursor,
        _viewport: &Rectangle,
    ) {
        let bounds = layout.bounds();
        let grip = renderer::Quad {
            bounds: Rectangle {
                x: bounds.x + BESIDE,
                y: bounds.y + self.top(),
                width: WIDTH,
                height: GRIP,
            },
            border: border::rounded(3),
            ..renderer::Quad::default()
        };
        renderer.fill_quad(grip, theme.tokens().edge.scale_alpha(0.55));
    }
}
