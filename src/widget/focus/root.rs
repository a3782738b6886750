//! Round the whole view: Tab and Shift-Tab go round, what has the focus is kept in sight, and Enter and Escape mean
//! something wherever nothing inside took them.

use std::any::Any;

use iced::advanced::widget::operation::scrollable::AbsoluteOffset;
use iced::advanced::widget::operation::{self, Focusable, Operation, Outcome, Scrollable};
use iced::advanced::widget::{Tree, tree};
use iced::advanced::{
    Clipboard, Layout, Shell, Widget, clipboard, layout, mouse, overlay, renderer,
};
use iced::keyboard::{self, Key, key};
use iced::widget::Id;
use iced::{Event, Length, Rectangle, Size, Vector, touch, window};

use super::Together;
use super::paste::is_paste;
use crate::domain::Secret;
use crate::theme::{Element, Theme};

/// Wraps the whole view.
pub fn root<'a, Message>(content: impl Into<Element<'a, Message>>) -> Root<'a, Message> {
    Root {
        content: content.into(),
        on_enter: None,
        on_escape: None,
        on_paste: None,
    }
}

/// See [`root`].
pub struct Root<'a, Message> {
    content: Element<'a, Message>,
    on_enter: Option<Message>,
    on_escape: Option<Message>,
    on_paste: Option<fn(Secret) -> Message>,
}

impl<Message> Root<'_, Message> {
    /// What Enter says where no control takes it, and Ctrl-Enter anywhere.
    #[must_use]
    pub fn on_enter(mut self, message: Option<Message>) -> Self {
        self.on_enter = message;
        self
    }

    /// What is said when something is pasted where no field takes it.
    #[must_use]
    pub fn on_paste(mut self, message: Option<fn(Secret) -> Message>) -> Self {
        self.on_paste = message;
        self
    }

    /// What Escape says, anywhere.
    #[must_use]
    pub fn on_escape(mut self, message: Option<Message>) -> Self {
        self.on_escape = message;
        self
    }
}

/// The distance that is kept to the edge of what scrolls: room for the ring and a little more.
const CLEARANCE: f32 = 12.0;

#[derive(Debug, Default)]
struct State {
    /// What had the focus when it was last brought into sight: its number in reading order and where it lies.
    revealed: Option<(usize, Rectangle, Option<Rectangle>)>,
    /// A button of the mouse or a finger is down. What moved under it now would not be where it is let go.
    held: bool,
}

impl State {
    fn take_note(&mut self, event: &Event) {
        match event {
            Event::Mouse(mouse::Event::ButtonPressed(_))
            | Event::Touch(touch::Event::FingerPressed { .. }) => self.held = true,
            Event::Mouse(mouse::Event::ButtonReleased(_))
            | Event::Touch(touch::Event::FingerLifted { .. } | touch::Event::FingerLost { .. })
            | Event::Window(window::Event::Unfocused) => self.held = false,
            _ => {}
        }
    }
}

impl<'a, Message: Clone + 'a> Widget<Message, Theme, iced::Renderer> for Root<'a, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    hands_on_to_content!(diff, layout, operate, draw, mouse_interaction);

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
        let state = tree.state.downcast_mut::<State>();
        state.take_note(event);
        let held = state.held;
        // Text fields would take Escape to drop the focus, and the editor takes Enter: these two come first.
        if let Some(message) = self.before_all(event) {
            shell.publish(message);
            shell.capture_event();
            return;
        }
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
        match event {
            Event::Keyboard(keyboard::Event::KeyPressed {
                key: Key::Named(named),
                modifiers,
                repeat,
                ..
            }) if !shell.is_event_captured() && !modifiers.alt() && !modifiers.command() => {
                match named {
                    key::Named::Tab => {
                        self.go_round(&mut tree.children[0], layout, renderer, modifiers.shift());
                        shell.capture_event();
                        shell.request_redraw();
                    }
                    key::Named::Enter if !repeat => {
                        if let Some(message) = &self.on_enter {
                            shell.publish(message.clone());
                            shell.capture_event();
                        }
                    }
                    _ => {}
                }
            }
            event if !shell.is_event_captured() && is_paste(event) => {
                if let Some(say) = self.on_paste
                    && let Some(text) = clipboard.read(clipboard::Kind::Standard)
                {
                    shell.publish(say(Secret::from(text)));
                    shell.capture_event();
                }
            }
            Event::Window(window::Event::RedrawRequested(_)) if !held => {
                self.reveal(tree, layout, renderer);
            }
            _ => {}
        }
    }
}

impl<Message: Clone> Root<'_, Message> {
    fn before_all(&self, event: &Event) -> Option<Message> {
        let Event::Keyboard(keyboard::Event::KeyPressed {
            key: Key::Named(named),
            modifiers,
            repeat: false,
            ..
        }) = event
        else {
            return None;
        };
        match named {
            key::Named::Escape if modifiers.is_empty() => self.on_escape.clone(),
            key::Named::Enter if modifiers.command() => self.on_enter.clone(),
            _ => None,
        }
    }

    /// To the next or previous control; after the last comes the first.
    fn go_round(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &iced::Renderer,
        back: bool,
    ) {
        // iced's own operation leaves nothing focused after the last control: a second step is the first control.
        for _ in 0..2 {
            let step: Box<dyn Operation> = if back {
                Box::new(operation::focusable::focus_previous())
            } else {
                Box::new(operation::focusable::focus_next())
            };
            let mut next = Some(step);
            while let Some(mut step) = next.take() {
                self.content
                    .as_widget_mut()
                    .operate(tree, layout, renderer, step.as_mut());
                if let Outcome::Chain(chained) = step.finish() {
                    next = Some(chained);
                }
            }
            if self.find_focused(tree, layout, renderer).is_some() {
                return;
            }
        }
    }

    fn find_focused(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &iced::Renderer,
    ) -> Option<Focused> {
        let mut find = FindFocused::default();
        self.content
            .as_widget_mut()
            .operate(tree, layout, renderer, &mut find);
        find.found
    }

    /// Scrolls so that what has the focus can be seen, once each time that it or its place changed.
    fn reveal(&mut self, tree: &mut Tree, layout: Layout<'_>, renderer: &iced::Renderer) {
        let focused = self.find_focused(&mut tree.children[0], layout, renderer);
        let state = tree.state.downcast_mut::<State>();
        let now = focused.as_ref().map(|focused| {
            (
                focused.number,
                focused.bounds,
                focused.groups.last().copied(),
            )
        });
        if now == state.revealed {
            return;
        }
        state.revealed = now;
        let Some(focused) = focused else { return };
        let mut target = focused.bounds;
        for frame in focused.frames.iter().rev() {
            // As much of what belongs to it is to be seen as there is room for.
            let mut groups = focused.groups.iter();
            if let Some(group) = groups.find(|group| frame.has_room_for(group)) {
                target = target.union(group);
            }
            let top = target.y - frame.translation.y - frame.bounds.y - CLEARANCE;
            let bottom = target.y + target.height
                - frame.translation.y
                - frame.bounds.y
                - frame.bounds.height
                + CLEARANCE;
            // Of what has no room, the beginning is to be seen.
            let by = if top < 0.0 {
                top
            } else {
                bottom.clamp(0.0, top)
            };
            if by != 0.0 {
                self.content.as_widget_mut().operate(
                    &mut tree.children[0],
                    layout,
                    renderer,
                    &mut ScrollBy {
                        frame: frame.number,
                        seen: 0,
                        by,
                    },
                );
            }
            // What has to be seen inside of the next frame is where this one now shows it.
            target = frame
                .bounds
                .intersection(&(target - frame.translation - Vector::new(0.0, by)))
                .unwrap_or(frame.bounds);
        }
    }
}

#[derive(Debug)]
struct Focused {
    number: usize,
    bounds: Rectangle,
    /// Where that lies which belongs to it, the most first: its card; its label and what is said below it.
    groups: Vec<Rectangle>,
    /// The scrollables round it, the outermost first.
    frames: Vec<Frame>,
}

#[derive(Debug, Clone)]
struct Frame {
    number: usize,
    bounds: Rectangle,
    translation: Vector,
}

impl Frame {
    fn has_room_for(&self, bounds: &Rectangle) -> bool {
        bounds.height + 2.0 * CLEARANCE <= self.bounds.height
    }
}

#[derive(Debug, Default)]
struct FindFocused {
    scrollables: usize,
    focusables: usize,
    pending: Option<Frame>,
    pending_group: Option<Rectangle>,
    groups: Vec<Rectangle>,
    frames: Vec<Frame>,
    found: Option<Focused>,
}

impl Operation for FindFocused {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        let entered = self.pending.take();
        let is_frame = entered.is_some();
        self.frames.extend(entered);
        let outer = self.groups.len();
        self.groups.extend(self.pending_group.take());
        operate(self);
        self.groups.truncate(outer);
        if is_frame {
            let _ = self.frames.pop();
        }
    }

    fn custom(&mut self, _id: Option<&Id>, bounds: Rectangle, state: &mut dyn Any) {
        if state.is::<Together>() {
            self.pending_group = Some(bounds);
        }
    }

    fn scrollable(
        &mut self,
        _id: Option<&Id>,
        bounds: Rectangle,
        _content: Rectangle,
        translation: Vector,
        _state: &mut dyn Scrollable,
    ) {
        self.pending = Some(Frame {
            number: self.scrollables,
            bounds,
            translation,
        });
        self.scrollables += 1;
    }

    fn focusable(&mut self, _id: Option<&Id>, bounds: Rectangle, state: &mut dyn Focusable) {
        if state.is_focused() {
            self.found = Some(Focused {
                number: self.focusables,
                bounds,
                groups: self.groups.clone(),
                frames: self.frames.clone(),
            });
        }
        self.focusables += 1;
    }
}

struct ScrollBy {
    frame: usize,
    seen: usize,
    by: f32,
}

impl Operation for ScrollBy {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        operate(self);
    }

    fn scrollable(
        &mut self,
        _id: Option<&Id>,
        bounds: Rectangle,
        content: Rectangle,
        _translation: Vector,
        state: &mut dyn Scrollable,
    ) {
        if self.seen == self.frame {
            state.scroll_by(AbsoluteOffset { x: 0.0, y: self.by }, bounds, content);
        }
        self.seen += 1;
    }
}

impl<'a, Message: Clone + 'a> From<Root<'a, Message>> for Element<'a, Message> {
    fn from(root: Root<'a, Message>) -> Self {
        Element::new(root)
    }
}
