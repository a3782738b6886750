//! The frame of a text field, with whatever stands in it beside the text. It shows the focus of the text inside, and a
//! press anywhere in it goes to the text.

use iced::advanced::widget::{Operation, Tree, tree};
use iced::advanced::{Clipboard, Layout, Shell, Widget, layout, mouse, overlay, renderer};
use iced::keyboard::{self, key};
use iced::{Color, Event, Length, Rectangle, Size, Vector, border, touch, window};

use super::focus::{
    AnyFocus, FirstFocus, FocusFirst, Together, draw_ring, fill, hands_on_to_content, snap,
};
use crate::theme::{Element, Theme, Tokens, radius, space};

/// What is said of the text in a frame: the colour of its edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mark {
    /// Nothing.
    #[default]
    None,
    /// It cannot be right.
    Wrong,
    /// It looks wrong.
    Doubtful,
}

impl Mark {
    /// The colour of the edge; without a mark it is the one given.
    #[must_use]
    pub fn edge(self, tokens: &Tokens, without: Color) -> Color {
        match self {
            Self::None => without,
            Self::Wrong => tokens.bad,
            Self::Doubtful => tokens.warn,
        }
    }
}

/// A frame round content of which the first part that can have the focus is the text.
pub fn frame<'a, Message>(
    content: impl Into<Element<'a, Message>>,
    mark: Mark,
) -> Frame<'a, Message> {
    Frame {
        content: content.into(),
        drawn: true,
        mark,
        on_arrow: None,
        on_leave: None,
    }
}

/// No frame to be seen: `content` is a column with a label on top, and a press on the label goes to what it labels.
pub fn labelled<'a, Message>(content: impl Into<Element<'a, Message>>) -> Frame<'a, Message> {
    Frame {
        drawn: false,
        ..frame(content, Mark::None)
    }
}

/// See [`frame`].
pub struct Frame<'a, Message> {
    content: Element<'a, Message>,
    drawn: bool,
    mark: Mark,
    on_arrow: Option<Box<dyn Fn(bool) -> Message + 'a>>,
    on_leave: Option<Message>,
}

impl<'a, Message> Frame<'a, Message> {
    /// What the arrows say while the text has the focus: `true` is down.
    #[must_use]
    pub fn on_arrow(mut self, message: Option<Box<dyn Fn(bool) -> Message + 'a>>) -> Self {
        self.on_arrow = message;
        self
    }

    /// What is said when the focus goes elsewhere from anything inside. If that is by a press of the mouse, it is said when
    /// the mouse is let go, so that nothing moves away from under it.
    #[must_use]
    pub fn on_leave(mut self, message: Option<Message>) -> Self {
        self.on_leave = message;
        self
    }
}

#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
#[derive(Debug, Default)]
struct State {
    /// The text has the focus.
    focused: bool,
    /// Anything inside has it.
    inside: bool,
    /// It was left, which is not said yet.
    left: bool,
    /// The mouse or a finger is down.
    held: bool,
}

impl<'a, Message: Clone + 'a> Widget<Message, Theme, iced::Renderer> for Frame<'a, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    hands_on_to_content!(diff, layout);

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &iced::Renderer,
        operation: &mut dyn Operation,
    ) {
        if !self.drawn {
            operation.custom(None, layout.bounds(), &mut Together);
        }
        operation.traverse(&mut |operation| {
            self.content.as_widget_mut().operate(
                &mut tree.children[0],
                layout,
                renderer,
                operation,
            );
        });
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
        let hot = self.hot(layout);
        let content = self.content.as_widget_mut();
        content.update(
            &mut tree.children[0],
            event,
            layout,
            cursor,
            renderer,
            clipboard,
            shell,
            viewport,
        );
        if matches!(
            event,
            Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left))
                | Event::Touch(touch::Event::FingerPressed { .. })
        ) && cursor.is_over(hot)
            && !shell.is_event_captured()
        {
            content.operate(
                &mut tree.children[0],
                layout,
                renderer,
                &mut FocusFirst::default(),
            );
            shell.capture_event();
        }
        let mut focus = FirstFocus::default();
        content.operate(&mut tree.children[0], layout, renderer, &mut focus);
        let mut inside = AnyFocus::default();
        if self.on_leave.is_some() {
            content.operate(&mut tree.children[0], layout, renderer, &mut inside);
        }
        let state = tree.state.downcast_mut::<State>();
        self.leave(state, inside.is_focused(), event, shell);
        if state.focused != focus.is_focused() {
            state.focused = focus.is_focused();
            shell.request_redraw();
        }
        if let (true, false, Some(say), Some(down)) = (
            state.focused,
            shell.is_event_captured(),
            &self.on_arrow,
            arrow(event),
        ) {
            shell.publish(say(down));
            shell.capture_event();
        }
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut iced::Renderer,
        theme: &Theme,
        style: &renderer::Style,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        let state = tree.state.downcast_ref::<State>();
        if !self.drawn {
            self.content.as_widget().draw(
                &tree.children[0],
                renderer,
                theme,
                style,
                layout,
                cursor,
                viewport,
            );
            return;
        }
        let tokens = theme.tokens();
        let bounds = snap(layout.bounds());
        let edge = self.mark.edge(tokens, tokens.edge);
        fill(
            renderer,
            bounds,
            tokens.surface,
            border::rounded(radius::CONTROL)
                .width(space::EDGE)
                .color(edge),
        );
        self.content.as_widget().draw(
            &tree.children[0],
            renderer,
            theme,
            &renderer::Style {
                text_color: tokens.text,
            },
            layout,
            cursor,
            viewport,
        );
        if state.focused {
            let edge = self.mark.edge(tokens, tokens.accent);
            draw_ring(renderer, *theme, edge, bounds, radius::CONTROL, *viewport);
        }
    }

    fn mouse_interaction(
        &self,
        tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
        renderer: &iced::Renderer,
    ) -> mouse::Interaction {
        let inner = self.content.as_widget().mouse_interaction(
            &tree.children[0],
            layout,
            cursor,
            viewport,
            renderer,
        );
        if self.drawn && inner == mouse::Interaction::default() && cursor.is_over(layout.bounds()) {
            mouse::Interaction::Text
        } else {
            inner
        }
    }
}

impl<Message: Clone> Frame<'_, Message> {
    /// Says that it was left, once.
    fn leave(
        &self,
        state: &mut State,
        inside: bool,
        event: &Event,
        shell: &mut Shell<'_, Message>,
    ) {
        if state.inside != inside {
            state.inside = inside;
            state.left = !inside;
        }
        match event {
            Event::Mouse(mouse::Event::ButtonPressed(_))
            | Event::Touch(touch::Event::FingerPressed { .. }) => state.held = true,
            Event::Mouse(mouse::Event::ButtonReleased(_))
            | Event::Touch(touch::Event::FingerLifted { .. } | touch::Event::FingerLost { .. })
            | Event::Window(window::Event::Unfocused) => state.held = false,
            _ => {}
        }
        if let (true, false, Some(message)) = (state.left, state.held, &self.on_leave) {
            state.left = false;
            shell.publish(message.clone());
        }
    }

    /// Where a press goes to the text.
    fn hot(&self, layout: Layout<'_>) -> Rectangle {
        match layout.children().next() {
            Some(label) if !self.drawn => label.bounds(),
            _ => layout.bounds(),
        }
    }
}

/// Down or up, if that is what was pressed.
fn arrow(event: &Event) -> Option<bool> {
    let Event::Keyboard(keyboard::Event::KeyPressed {
        key: keyboard::Key::Named(named),
        modifiers,
        ..
    }) = event
    else {
        return None;
    };
    match named {
        key::Named::ArrowDown if modifiers.is_empty() => Some(true),
        key::Named::ArrowUp if modifiers.is_empty() => Some(false),
        _ => None,
    }
}

impl<'a, Message: Clone + 'a> From<Frame<'a, Message>> for Element<'a, Message> {
    fn from(frame: Frame<'a, Message>) -> Self {
        Element::new(frame)
    }
}
