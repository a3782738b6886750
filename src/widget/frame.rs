//! The frame of a text field, with whatever stands in it beside the text. It shows the focus of the text inside, and a
//! press anywhere in it goes to the text.

use iced::advanced::widget::{Operation, Tree, tree};
use iced::advanced::{Clipboard, Layout, Shell, Widget, layout, mouse, overlay, renderer};
use iced::{Event, Length, Rectangle, Size, Vector, border, touch};

use super::focus::{FirstFocus, FocusFirst, draw_ring, fill, snap};
use crate::theme::{Element, Theme, radius, space};

/// A frame round content of which the first part that can have the focus is the text.
pub fn frame<'a, Message>(
    content: impl Into<Element<'a, Message>>,
    invalid: bool,
) -> Frame<'a, Message> {
    Frame {
        content: content.into(),
        invalid,
    }
}

/// See [`frame`].
pub struct Frame<'a, Message> {
    content: Element<'a, Message>,
    invalid: bool,
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

    fn children(&self) -> Vec<Tree> {
        vec![Tree::new(&self.content)]
    }

    fn diff(&self, tree: &mut Tree) {
        tree.diff_children(std::slice::from_ref(&self.content));
    }

    fn size(&self) -> Size<Length> {
        self.content.as_widget().size()
    }

    fn size_hint(&self) -> Size<Length> {
        self.content.as_widget().size_hint()
    }

    fn layout(
        &mut self,
        tree: &mut Tree,
        renderer: &iced::Renderer,
        limits: &layout::Limits,
    ) -> layout::Node {
        self.content
            .as_widget_mut()
            .layout(&mut tree.children[0], renderer, limits)
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &iced::Renderer,
        operation: &mut dyn Operation,
    ) {
        self.content
            .as_widget_mut()
            .operate(&mut tree.children[0], layout, renderer, operation);
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
        ) && cursor.is_over(layout.bounds())
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
        let state = tree.state.downcast_ref::<State>();
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
        if inner == mouse::Interaction::default() && cursor.is_over(layout.bounds()) {
            mouse::Interaction::Text
        } else {
            inner
        }
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        renderer: &iced::Renderer,
        viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, Message, Theme, iced::Renderer>> {
        self.content.as_widget_mut().overlay(
            &mut tree.children[0],
            layout,
            renderer,
            viewport,
            translation,
        )
    }
}

impl<'a, Message: 'a> From<Frame<'a, Message>> for Element<'a, Message> {
    fn from(frame: Frame<'a, Message>) -> Self {
        Element::new(frame)
    }
}
