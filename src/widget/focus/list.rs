//! A list of options: one stop for Tab, arrows inside.

mod keys;

use iced::advanced::widget::Operation;
use iced::advanced::widget::operation::Focusable;
use iced::advanced::widget::{Tree, tree};
use iced::advanced::{Clipboard, Layout, Shell, Widget, layout, mouse, overlay, renderer};
use iced::keyboard::{self, key};
use iced::widget::{Column, Grid, Id};
use iced::{Event, Length, Rectangle, Size, Vector, touch};

use super::control::State;
use super::rows::{self, Rows, Stack};
use super::tree::{Info, Role};
use super::{AnyFocus, draw_ring, snap};
use crate::theme::{Element, Theme, radius};

/// A list with this name. Each option is an element that takes mouse and touch itself ([`super::Control::in_list`]).
pub fn list<'a, Message: 'a>(
    name: impl Into<String>,
    options: Vec<Element<'a, Message>>,
    spacing: f32,
) -> List<'a, Message> {
    let length = options.len();
    let content = Column::with_children(options).spacing(spacing);
    List::new(name.into(), length, content.into())
}

/// As [`list`], of which only some options are there.
pub fn sparse_list<'a, Message: 'a>(
    name: impl Into<String>,
    rows: Rows<'a, Message>,
) -> List<'a, Message> {
    let length = rows.length();
    List {
        sparse: true,
        ..List::new(name.into(), length, rows.into())
    }
}

/// As [`list`], in lines of `columns` cells each. What the keys mean is up to [`List::on_key`].
pub fn grid<'a, Message: 'a>(
    name: impl Into<String>,
    cells: Vec<Element<'a, Message>>,
    columns: usize,
) -> List<'a, Message> {
    let length = cells.len();
    let content = Grid::with_children(cells)
        .columns(columns)
        .height(Length::Shrink);
    List::new(name.into(), length, content.into())
}

/// See [`list`].
pub struct List<'a, Message> {
    content: Element<'a, Message>,
    length: usize,
    id: Option<Id>,
    info: Info,
    chosen: Option<usize>,
    /// Not all options are there: the content is [`Rows`].
    sparse: bool,
    find: Option<Find<'a>>,
    on_key: Option<Box<dyn Fn(key::Named) -> Option<Message> + 'a>>,
    on_move: Option<Box<dyn Fn(usize) -> Message + 'a>>,
    on_space: Option<Box<dyn Fn(usize) -> Message + 'a>>,
    on_enter: Option<Box<dyn Fn(usize) -> Message + 'a>>,
    radius: f32,
}

/// The next option after a place whose name begins with what was typed.
type Find<'a> = Box<dyn Fn(usize, &str) -> Option<usize> + 'a>;

impl<'a, Message> List<'a, Message> {
    fn new(name: String, length: usize, content: Element<'a, Message>) -> Self {
        Self {
            content,
            length,
            id: None,
            info: Info::new(Role::List, name),
            chosen: None,
            sparse: false,
            find: None,
            on_key: None,
            on_move: None,
            on_space: None,
            on_enter: None,
            radius: radius::CONTROL,
        }
    }

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
    pub fn names(self, names: Vec<String>) -> Self {
        self.named(names.len(), move |place| {
            names
                .get(place)
                .map(String::as_str)
                .unwrap_or_default()
                .to_lowercase()
        })
    }

    /// As [`List::names`], of `length` options of which `name` gives the name, in small letters.
    #[must_use]
    pub fn named(mut self, length: usize, name: impl Fn(usize) -> String + 'a) -> Self {
        self.find = Some(Box::new(move |from, typed| {
            let typed = typed.to_lowercase();
            let after = (from + 1..length).chain(0..length.min(from + 1));
            after
                .into_iter()
                .find(|place| name(*place).starts_with(&typed))
        }));
        self
    }

    /// What a key says, before it means anything else.
    #[must_use]
    pub fn on_key(mut self, message: impl Fn(key::Named) -> Option<Message> + 'a) -> Self {
        self.on_key = Some(Box::new(message));
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
            self.known_choice(state).unwrap_or(own)
        } else {
            own
        }
    }

    /// Where the option lies where the arrows stand; the one that was pressed, where the focus came by mouse or touch.
    fn bounds_of(&self, state: &ListState, content: &[Tree], layout: Layout<'_>) -> Rectangle {
        let place = if state.control.ring {
            self.place(state)
        } else {
            state.cursor.min(self.length.saturating_sub(1))
        };
        let all = layout.bounds();
        if let Some(stack) = self.stack(content) {
            return Rectangle {
                y: all.y + stack.top(place),
                height: stack.height(place),
                ..all
            };
        }
        layout
            .children()
            .nth(place)
            .map_or(all, |option| option.bounds())
    }

    /// The option under the mouse.
    fn under(&self, cursor: mouse::Cursor, content: &[Tree], layout: Layout<'_>) -> Option<usize> {
        let mut options = layout.children();
        let over = |option: &Layout<'_>| cursor.is_over(option.bounds());
        match self.stack(content) {
            None => options.position(|option| over(&option)),
            Some(stack) => {
                let option = options.find(over)?.bounds();
                Some(stack.at(option.center_y() - layout.bounds().y))
            }
        }
    }

    /// Whether something inside of an option has the focus: what has controls of its own keeps it when they are pressed.
    fn has_focus_inside(
        &mut self,
        content: &mut Tree,
        layout: Layout<'_>,
        renderer: &iced::Renderer,
    ) -> bool {
        let mut inside = AnyFocus::default();
        let widget = self.content.as_widget_mut();
        widget.operate(content, layout, renderer, &mut inside);
        inside.is_focused()
    }

    /// Where the options lie, if not all of them are there.
    fn stack(&self, content: &[Tree]) -> Option<Stack> {
        let rows = content.first().filter(|_| self.sparse)?;
        Some(rows.state.downcast_ref::<rows::State>().stack)
    }
}

#[derive(Debug, Default)]
struct ListState {
    control: State,
    cursor: usize,
    /// The page was told where the arrows went, and has not answered yet.
    ahead: bool,
}

impl<'a, Message: 'a> Widget<Message, Theme, iced::Renderer> for List<'a, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<ListState>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(ListState::default())
    }

    fn diff(&self, tree: &mut Tree) {
        tree.state.downcast_mut::<ListState>().ahead = false;
        tree.diff_children(std::slice::from_ref(&self.content));
    }

    hands_on_to_content!(layout, mouse_interaction);

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
        let bounds = self.bounds_of(state, &tree.children, layout);
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
                    && self
                        .under(cursor, &tree.children, layout)
                        .inspect(|index| state.cursor = *index)
                        .is_some()
                    && !self.has_focus_inside(&mut tree.children[0], layout, renderer);
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
            let bounds = snap(self.bounds_of(state, &tree.children, layout));
            let edge = theme.tokens().accent;
            draw_ring(renderer, *theme, edge, bounds, self.radius, *viewport);
        }
    }
}

impl<'a, Message: 'a> From<List<'a, Message>> for Element<'a, Message> {
    fn from(list: List<'a, Message>) -> Self {
        Element::new(list)
    }
}
