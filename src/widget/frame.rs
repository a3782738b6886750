//! The frame of a text field, with whatever stands in it beside the text. It shows the focus of the text inside, and a
//! press anywhere in it goes to the text.

use iced::advanced::widget::{Operation, Tree, tree};
use iced::advanced::{Clipboard, Layout, Shell, Widget, layout, mouse, overlay, renderer};
use iced::keyboard::{self, key};
use iced::{Event, Length, Rectangle, Size, Vector, border, touch};

use super::focus::{FirstFocus, FocusFirst, Together, draw_ring, fill, hands_on_to_content, snap};
use crate::theme::{Element, Theme, radius, space};

/// A frame round content of which the first part that can have the focus is the text.
pub fn frame<'a, Message>(
    content: impl Into<Element<'a, Message>>,
    invalid: bool,
) -> Frame<'a, Message> {
    Frame {
        content: content.into(),
        drawn: true,
        invalid,
        on_arrow: None,
    }
}

/// No frame to be seen: `content` is a column with a label on top, and a press on the label goes to what it labels.
pub fn labelled<'a, Message>(content: impl Into<Element<'a, Message>>) -> Frame<'a, Message> {
    Frame {
        drawn: false,
        ..frame(content, false)
    }
}

/// See [`frame`].
pub struct Frame<'a, Message> {
    content: Element<'a, Message>,
    drawn: bool,
    invalid: bool,
    on_arrow: Option<Box<dyn Fn(bool) -> Message + 'a>>,
}

impl<'a, Message> Frame<'a, Message> {
    /// What the arrows say while the text has the focus: `true` is down.
    #[must_use]
    pub fn on_arrow(mut self, message: Option<Box<dyn Fn(bool) -> Message + 'a>>) -> Self {
        self.on_arrow = message;
        self
    }
}

#[derive(Debug, Default)]
struct State {
    focused: bool,
}

impl<'a, Message: 'a> Widget<Message, Theme, iced::Renderer> for Frame<'a, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    hands_on_to_content!();

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
        let state = tree.state.downcast_mut::<State>();
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
        let edge = if self.invalid {
            tokens.bad
        } else {
            tokens.edge
        };
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
            let edge = if self.invalid {
                tokens.bad
            } else {
                tokens.accent
            };
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

impl<Message> Frame<'_, Message> {
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

impl<'a, Message: 'a> From<Frame<'a, Message>> for Element<'a, Message> {
    fn from(frame: Frame<'a, Message>) -> Self {
        Element::new(frame)
    }
}
