//! Between what is shown and the program that shows it: each leaves the other's focus, keys and names alone.
//!
//! Keys come in only while the person is in here, so that what the program has beside it keeps its own. Names of widgets
//! are known inside only: what the program does to a widget of some name never meets one of the same name in here, and
//! [`Within`] does the same the other way round.

mod operation;

use iced::advanced::widget::operation::{self as operations, Operation, Outcome, focusable};
use iced::advanced::widget::{Tree, tree};
use iced::advanced::{Clipboard, Layout, Renderer as _, Shell, Widget};
use iced::advanced::{layout, mouse, overlay, renderer};
use iced::keyboard::{self, Key, key};
use iced::widget::Id;
use iced::{Color, Event, Length, Rectangle, Size, Vector, touch};

pub use operation::Within;
use operation::{FromOutside, Gate, Notice};

use crate::theme::{Element, Theme};

/// Wraps all of a component. `id` is its own among all that there are in the program. With another number of `updates`,
/// as its count of them, all of it is drawn anew: the software renderer finds out by itself what changed, and overlooks
/// some of it, but not a ground of another colour.
pub fn guest<'a, Message>(
    id: Id,
    updates: u8,
    content: impl Into<Element<'a, Message>>,
) -> Guest<'a, Message> {
    Guest {
        content: content.into(),
        id,
        updates,
        alone: false,
    }
}

/// See [`guest`].
pub struct Guest<'a, Message> {
    content: Element<'a, Message>,
    id: Id,
    updates: u8,
    alone: bool,
}

impl<Message> Guest<'_, Message> {
    /// There is nothing beside it in the window: all keys are for it.
    #[must_use]
    pub fn alone(mut self, alone: bool) -> Self {
        self.alone = alone;
        self
    }
}

/// The height that it takes where the program gives no limit, in logical pixels.
const HEIGHT: f32 = 640.0;

#[derive(Debug, Default)]
struct State {
    /// The person is in here: the focus is, or the last press was, and the focus did not go elsewhere since.
    active: bool,
    /// The control at the end from which Tab was to lead out, and did not.
    stuck: Option<usize>,
}

impl<'a, Message: 'a> Widget<Message, Theme, iced::Renderer> for Guest<'a, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    hands_on_to_content!(diff, mouse_interaction);

    fn layout(
        &mut self,
        tree: &mut Tree,
        renderer: &iced::Renderer,
        limits: &layout::Limits,
    ) -> layout::Node {
        let limits = if limits.max().height.is_finite() {
            *limits
        } else {
            limits.max_height(HEIGHT)
        };
        self.content
            .as_widget_mut()
            .layout(&mut tree.children[0], renderer, &limits)
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &iced::Renderer,
        operation: &mut dyn Operation,
    ) {
        let state = tree.state.downcast_mut::<State>();
        let mut gate = Gate::new(self.id.clone(), state.active || self.alone);
        operation.custom(None, layout.bounds(), &mut gate);
        let mut notice = Notice::default();
        operation.traverse(&mut |operation| {
            let mut outside;
            let operation: &mut dyn Operation = if gate.is_passed() {
                operation
            } else {
                outside = FromOutside::new(operation, &mut notice);
                &mut outside
            };
            self.content.as_widget_mut().operate(
                &mut tree.children[0],
                layout,
                renderer,
                operation,
            );
        });
        let is_about_focus = notice.asked || notice.moved;
        if is_about_focus || gate.is_passed() {
            let inside = self.focus(tree, layout, renderer).focused.is_some();
            let state = tree.state.downcast_mut::<State>();
            // Whoever moves the focus from outside moves the person with it, and most who ask where it is move it.
            state.active = inside || (state.active && !is_about_focus);
            if notice.moved {
                state.stuck = None;
            }
        }
    }

    fn update(
        &mut self,
        tree: &mut Tree,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        renderer: &iced::Renderer,
        clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
        viewport: &Rectangle,
    ) {
        match event {
            Event::Keyboard(keyboard::Event::KeyPressed { key, modifiers, .. }) if !self.alone => {
                let focus = self.focus(tree, layout, renderer);
                let state = tree.state.downcast_mut::<State>();
                state.active |= focus.focused.is_some();
                if !state.active
                    || shell.is_event_captured()
                    || state.leads_out(focus, key, *modifiers)
                {
                    return;
                }
            }
            Event::Mouse(mouse::Event::ButtonPressed(_))
            | Event::Touch(touch::Event::FingerPressed { .. }) => {
                let state = tree.state.downcast_mut::<State>();
                state.active = cursor.is_over(layout.bounds());
                state.stuck = None;
            }
            _ => {}
        }
        let seen = layout.bounds().intersection(viewport);
        self.content.as_widget_mut().update(
            &mut tree.children[0],
            event,
            layout,
            cursor,
            renderer,
            clipboard,
            shell,
            &seen.unwrap_or(*viewport),
        );
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut iced::Renderer,
        theme: &Theme,
        _style: &renderer::Style,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        let tokens = theme.tokens();
        let Some(seen) = layout.bounds().intersection(viewport) else {
            return;
        };
        // A layer of its own, which what does not fit is cut at.
        renderer.with_layer(seen, |renderer| {
            let ground = renderer::Quad {
                bounds: layout.bounds(),
                ..renderer::Quad::default()
            };
            renderer.fill_quad(ground, tinge(tokens.background, self.updates));
            let style = renderer::Style {
                text_color: tokens.text,
            };
            self.content.as_widget().draw(
                &tree.children[0],
                renderer,
                theme,
                &style,
                layout,
                cursor,
                &seen,
            );
        });
    }
}

impl<Message> Guest<'_, Message> {
    /// How many controls there are inside, and which of them has the focus.
    fn focus(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &iced::Renderer,
    ) -> focusable::Count {
        let mut count = focusable::count();
        self.content.as_widget_mut().operate(
            &mut tree.children[0],
            layout,
            renderer,
            &mut operations::black_box(&mut count),
        );
        match count.finish() {
            Outcome::Some(count) => count,
            _ => focusable::Count::default(),
        }
    }
}

impl State {
    /// Whether this is a Tab from the last control, or back from the first, which the program is to hear. Where that did not
    /// lead anywhere, the next one goes round.
    fn leads_out(&mut self, focus: focusable::Count, key: &Key, held: keyboard::Modifiers) -> bool {
        let is_tab = *key == Key::Named(key::Named::Tab) && !held.alt() && !held.command();
        let end = if held.shift() {
            0
        } else {
            focus.total.saturating_sub(1)
        };
        if !is_tab || focus.focused != Some(end) || self.stuck == focus.focused {
            self.stuck = None;
            return false;
        }
        self.stuck = focus.focused;
        true
    }
}

/// A colour that no eye can tell from this one; another one for each number.
fn tinge(colour: Color, number: u8) -> Color {
    let by = f32::from(number) * 1e-6;
    let red = colour.r;
    Color {
        r: if red < 0.5 { red + by } else { red - by },
        ..colour
    }
}

impl<'a, Message: 'a> From<Guest<'a, Message>> for Element<'a, Message> {
    fn from(guest: Guest<'a, Message>) -> Self {
        Element::new(guest)
    }
}
