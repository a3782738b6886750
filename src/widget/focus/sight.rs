//! Tells what is inside whether it can be seen.

use std::cell::Cell;
use std::rc::Rc;

use iced::advanced::widget::{Operation, Tree, tree};
use iced::advanced::{Clipboard, Layout, Shell, Widget, layout, mouse, overlay, renderer};
use iced::{Event, Length, Rectangle, Size, Vector};

use crate::theme::{Element, Theme};

/// Whether something is in sight: told by [`in_sight`] to what it wraps before that is laid out.
pub type Sighted = Rc<Cell<bool>>;

/// Wraps content that does less while it is out of sight. A scrollable inside would not do: what it scrolls is always in
/// its own sight.
pub fn in_sight<'a, Message>(
    sighted: Sighted,
    content: impl Into<Element<'a, Message>>,
) -> InSight<'a, Message> {
    InSight {
        sighted,
        content: content.into(),
    }
}

/// See [`in_sight`].
pub struct InSight<'a, Message> {
    sighted: Sighted,
    content: Element<'a, Message>,
}

#[derive(Debug, Default)]
struct State {
    seen: bool,
}

impl<'a, Message: 'a> Widget<Message, Theme, iced::Renderer> for InSight<'a, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    fn diff(&self, tree: &mut Tree) {
        tree.diff_children(std::slice::from_ref(&self.content));
    }

    fn layout(
        &mut self,
        tree: &mut Tree,
        renderer: &iced::Renderer,
        limits: &layout::Limits,
    ) -> layout::Node {
        self.sighted.set(tree.state.downcast_ref::<State>().seen);
        self.content
            .as_widget_mut()
            .layout(&mut tree.children[0], renderer, limits)
    }

    hands_on_to_content!(operate, draw, mouse_interaction);

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
        self.content.as_widget_mut().update(
            &mut tree.children[0],
            event,
            layout,
            cursor,
            renderer,
            clipboard,
            shell,
            viewport,
        );
        // A redraw is an event, too: what comes into sight is laid out before it is drawn.
        let state = tree.state.downcast_mut::<State>();
        let seen = layout.bounds().intersects(viewport);
        if state.seen != seen {
            state.seen = seen;
            shell.invalidate_layout();
        }
    }
}

impl<'a, Message: 'a> From<InSight<'a, Message>> for Element<'a, Message> {
    fn from(sight: InSight<'a, Message>) -> Self {
        Element::new(sight)
    }
}
