//! A list of options: one stop for Tab, arrows inside.

use iced::advanced::widget::Operation;
use iced::advanced::widget::operation::Focusable;
use iced::advanced::widget::{Tree, tree};
use iced::advanced::{Clipboard, Layout, Shell, Widget, layout, mouse, overlay, renderer};
use iced::keyboard::{self, Key, key};
use iced::widget::{Column, Id};
use iced::{Event, Length, Rectangle, Size, Vector, touch};

use super::control::State;
use super::tree::{Info, Role};
use super::{draw_ring, snap};
use crate::theme::{Element, Theme, radius};

/// A list with this name. Each option is an element that takes mouse and touch itself ([`super::Control::in_list`]).
pub fn list<'a, Message: 'a>(
    name: impl Into<String>,
    options: Vec<Element<'a, Message>>,
    spacing: f32,
) -> List<'a, Message> {
    List {
        length: options.len(),
        content: Column::with_children(options).spacing(spacing).into(),
        id: None,
        info: Info::new(Role::List, name),
        chosen: None,
        names: Vec::new(),
        on_move: None,
        on_space: None,
        on_enter: None,
        radius: radius::CONTROL,
    }
}

/// See [`list`].
pub struct List<'a, Message> {
    content: Element<'a, Message>,
    length: usize,
    id: Option<Id>,
    info: Info,
    chosen: Option<usize>,
    names: Vec<String>,
    on_move: Option<Box<dyn Fn(usize) -> Message + 'a>>,
    on_space: Option<Box<dyn Fn(usize) -> Message + 'a>>,
    on_enter: Option<Box<dyn Fn(usize) -> Message + 'a>>,
    radius: f32,
}

impl<'a, Message> List<'a, Message> {
    /// Names the widget, to be focused or found.
    #[must_use]
    pub fn id(mut self, id: impl Into<Id>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// The option where the arrows stand, if the page knows it: the chosen one, where moving is choosing.
    #[must_use]
    pub fn chosen(mut self, chosen: Option<usize>) -> Self {
        self.chosen = chosen;
        self
    }

    /// The names of the options: typing a letter goes to the next one that begins with it.
    #[must_use]
    pub fn names(mut self, names: impl IntoIterator<Item = String>) -> Self {
        self.names = names.into_iter().collect();
        self
    }

    /// Moving is choosing: arrows say this.
    #[must_use]
    pub fn on_move(mut self, message: impl Fn(usize) -> Message + 'a) -> Self {
        self.on_move = Some(Box::new(message));
        self
    }

    /// Space says this of the option where the arrows stand.
    #[must_use]
    pub fn on_space(mut self, message: impl Fn(usize) -> Message + 'a) -> Self {
        self.on_space = Some(Box::new(message));
        self
    }

    /// Enter says this of the option where the arrows stand; without it Enter goes on with the page.
    #[must_use]
    pub fn on_enter(mut self, message: impl Fn(usize) -> Message + 'a) -> Self {
        self.on_enter = Some(Box::new(message));
        self
    }

    /// The radius of the ring round the option where the arrows stand.
    #[must_use]
    pub fn radius(mut self, radius: f32) -> Self {
        self.radius = radius;
        self
    }

    /// More to say about it than its name.
    #[must_use]
    pub fn info(mut self, change: impl FnOnce(&mut Info)) -> Self {
        change(&mut self.info);
        self
    }

    /// Where the arrows stand.
    fn place(&self, state: &ListState) -> usize {
        let own = state.cursor.min(self.length.saturating_sub(1));
        if self.on_move.is_some() {
            self.chosen.unwrap_or(own)
        } else {
            own
        }
    }

    fn bounds_of(&self, state: &ListState, layout: Layout<'_>) -> Rectangle {
        layout
            .children()
            .nth(self.place(state))
            .map_or(layout.bounds(), |option| option.bounds())
    }

    /// Where a key leads, if it leads anywhere.
    fn step(&self, from: usize, named: key::Named) -> Option<usize> {
        let last = self.length.checked_sub(1)?;
        match named {
            // Nothing is chosen yet: the first arrow chooses the first.
            key::Named::ArrowDown | key::Named::ArrowRight
                if self.on_move.is_some() && self.chosen.is_none() =>
            {
                Some(from)
            }
            key::Named::ArrowDown | key::Named::ArrowRight => Some((from + 1).min(last)),
            key::Named::ArrowUp | key::Named::ArrowLeft => Some(from.saturating_sub(1)),
            key::Named::Home => Some(0),
            key::Named::End => Some(last),
            key::Named::PageDown => Some((from + 8).min(last)),
            key::Named::PageUp => Some(from.saturating_sub(8)),
            _ => None,
        }
    }

    /// The next option after `from` whose name begins with `typed`.
    fn find(&self, from: usize, typed: &str) -> Option<usize> {
        let typed = typed.to_lowercase();
        let matches = |index: &usize| {
            self.names
                .get(*index)
                .is_some_and(|name| name.to_lowercase().starts_with(&typed))
        };
        (from + 1..self.names.len()).chain(0..=from).find(matches)
    }
}

#[derive(Debug, Default)]
struct ListState {
    control: State,
    cursor: usize,
}

impl<'a, Message: 'a> Widget<Message, Theme, iced::Renderer> for List<'a, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<ListState>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(ListState::default())
    }

    hands_on_to_content!();

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &iced::Renderer,
        operation: &mut dyn Operation,
    ) {
        let state = tree.state.downcast_mut::<ListState>();
        state.control.info.clone_from(&self.info);
        // The bounds are those of the option where the arrows stand, so that it is what is kept in sight.
        let bounds = self.bounds_of(state, layout);
        operation.custom(self.id.as_ref(), layout.bounds(), &mut state.control);
        if self.length > 0 {
            operation.focusable(self.id.as_ref(), bounds, &mut state.control);
        } else {
            state.control.unfocus();
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
        let before = shell.is_event_captured();
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
        let state = tree.state.downcast_mut::<ListState>();
        match event {
            Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left))
            | Event::Touch(touch::Event::FingerPressed { .. }) => {
                let over = !before
                    && layout
                        .children()
                        .position(|option| cursor.is_over(option.bounds()))
                        .inspect(|index| state.cursor = *index)
                        .is_some();
                if state.control.focused != over {
                    state.control.focused = over;
                    state.control.ring = false;
                    shell.request_redraw();
                }
            }
            Event::Keyboard(keyboard::Event::KeyPressed {
                key,
                modifiers,
                text,
                repeat,
                ..
            }) if state.control.focused
                && !shell.is_event_captured()
                && !modifiers.command()
                && !modifiers.alt() =>
            {
                self.key(state, key, text.as_deref(), *repeat, shell);
            }
            _ => {}
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
        self.content.as_widget().draw(
            &tree.children[0],
            renderer,
            theme,
            style,
            layout,
            cursor,
            viewport,
        );
        let state = tree.state.downcast_ref::<ListState>();
        if self.length > 0 && state.control.focused && state.control.ring {
            let bounds = snap(self.bounds_of(state, layout));
            let edge = theme.tokens().accent;
            draw_ring(renderer, *theme, edge, bounds, self.radius, *viewport);
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
        self.content.as_widget().mouse_interaction(
            &tree.children[0],
            layout,
            cursor,
            viewport,
            renderer,
        )
    }
}

impl<Message> List<'_, Message> {
    fn key(
        &self,
        state: &mut ListState,
        key: &Key,
        text: Option<&str>,
        repeat: bool,
        shell: &mut Shell<'_, Message>,
    ) {
        state.control.ring = true;
        let place = self.place(state);
        let target = match key {
            Key::Named(key::Named::Space) => {
                if let (false, Some(say)) = (repeat, &self.on_space) {
                    shell.publish(say(place));
                }
                shell.capture_event();
                return;
            }
            Key::Named(key::Named::Enter) => {
                if let (false, Some(say)) = (repeat, &self.on_enter) {
                    shell.publish(say(place));
                    shell.capture_event();
                }
                return;
            }
            Key::Named(named) => self.step(place, *named),
            Key::Character(_) => text.and_then(|typed| self.find(place, typed)),
            Key::Unidentified => None,
        };
        if let Some(target) = target {
            state.cursor = target;
            if let Some(say) = &self.on_move
                && self.chosen != Some(target)
            {
                shell.publish(say(target));
            }
            shell.capture_event();
            shell.request_redraw();
        }
    }
}

impl<'a, Message: 'a> From<List<'a, Message>> for Element<'a, Message> {
    fn from(list: List<'a, Message>) -> Self {
        Element::new(list)
    }
}
