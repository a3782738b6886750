//! Rows of one height, of which only some are there: those that can be seen, and those that the arrows may reach next. One
//! of them may be open, and as high as what it holds.

mod stack;

pub(super) use stack::Stack;

use iced::advanced::widget::{Operation, Tree, tree};
use iced::advanced::{Clipboard, Layout, Shell, Widget, layout, mouse, overlay, renderer};
use iced::{Event, Length, Point, Rectangle, Size, Vector};

use super::Sighted;
use crate::theme::{Element, Theme};

/// The rows of a list of `length` rows, each `height` logical pixels high. `row` makes the one of a place; it is asked only
/// for those that are to be there, and again each time that the list is laid out.
pub fn rows<'a, Message>(
    length: usize,
    height: f32,
    row: impl Fn(usize) -> Element<'a, Message> + 'a,
) -> Rows<'a, Message> {
    Rows {
        stack: Stack {
            length,
            height,
            ..Stack::default()
        },
        opened: None,
        near: None,
        sighted: None,
        make: Box::new(row),
        there: Vec::new(),
    }
}

/// See [`rows`].
pub struct Rows<'a, Message> {
    stack: Stack,
    opened: Option<usize>,
    near: Option<usize>,
    sighted: Option<Sighted>,
    make: Box<dyn Fn(usize) -> Element<'a, Message> + 'a>,
    /// Those that are there: made when they are laid out.
    there: Vec<Element<'a, Message>>,
}

impl<Message> Rows<'_, Message> {
    /// The room between two rows, in logical pixels.
    #[must_use]
    pub fn spacing(mut self, spacing: f32) -> Self {
        self.stack.spacing = spacing;
        self
    }

    /// The row that is open: it is as high as what it holds, at least as high as the others, and always there, so that
    /// what has the focus inside of it keeps it.
    #[must_use]
    pub fn opened(mut self, place: Option<usize>) -> Self {
        self.opened = place;
        self
    }

    /// Where the arrows stand: the rows that the next key may lead to are there, too.
    #[must_use]
    pub fn near(mut self, place: Option<usize>) -> Self {
        self.near = place;
        self
    }

    /// While this is not so, none of the rows is there: for a list that scrolls in a frame of its own, in which it is always
    /// in sight.
    #[must_use]
    pub fn while_sighted(mut self, sighted: Sighted) -> Self {
        self.sighted = Some(sighted);
        self
    }

    /// How high all rows are together while none is open, in logical pixels.
    #[must_use]
    pub fn whole(&self) -> f32 {
        self.stack.whole()
    }

    /// How many rows the list has.
    pub(super) fn length(&self) -> usize {
        self.stack.length
    }
}

/// What is kept of the rows.
#[derive(Debug, Default)]
pub(super) struct State {
    /// The places of those that are there, in order.
    places: Vec<usize>,
    /// From how far down to how far down they can be seen, as far as it is known.
    seen: Option<(f32, f32)>,
    /// Where they lie.
    pub(super) stack: Stack,
}

/// How far a key leads at most, apart from those that lead to an end: rows round the place where the arrows stand.
pub(super) const REACH: usize = 8;

/// Rows that are there above and below those that can be seen, so that not each little move makes others.
const SPARE: usize = 3;

/// What is taken to be seen as long as that is not known, in logical pixels.
const FIRST: f32 = 640.0;

impl<'a, Message: 'a> Rows<'a, Message> {
    /// The places of the rows that are to be there, in order.
    fn wanted(&self, state: &State) -> Vec<usize> {
        if self.sighted.as_ref().is_some_and(|sighted| !sighted.get()) {
            return Vec::new();
        }
        let length = self.stack.length;
        let (from, to) = state.seen.unwrap_or((0.0, FIRST));
        let mut seen = state.stack.between(from, to);
        if !seen.is_empty() {
            seen = seen.start.saturating_sub(SPARE)..seen.end.saturating_add(SPARE).min(length);
        }
        // An arrow may move before anything was chosen.
        let near = self.near.unwrap_or(0);
        let near = near.saturating_sub(REACH)..near.saturating_add(REACH + 1).min(length);
        let mut all: Vec<usize> = seen.chain(near).chain(state.stack.opened()).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Makes the rows that are to be there. What each held (its text, laid out already) goes with it.
    fn make(&mut self, tree: &mut Tree) {
        let state = tree.state.downcast_mut::<State>();
        let known = state.stack.tall;
        self.stack.tall = self
            .opened
            .filter(|place| *place < self.stack.length)
            .map(|place| match known {
                Some((known, height)) if known == place => (place, height),
                _ => (place, self.stack.height),
            });
        state.stack = self.stack;
        let places = self.wanted(state);
        if state.places != places {
            let children = std::mem::take(&mut tree.children);
            let mut left: Vec<_> = state.places.drain(..).zip(children).collect();
            tree.children = places
                .iter()
                .map(|place| {
                    let found = left.iter().position(|(old, _)| old == place);
                    found.map_or_else(Tree::empty, |found| left.swap_remove(found).1)
                })
                .collect();
            state.places = places;
        }
        self.there = state
            .places
            .iter()
            .map(|place| (self.make)(*place))
            .collect();
        tree.diff_children(&self.there);
    }

    /// Lays out the rows that are there, and takes note of how high the open one is.
    fn lay_out(
        &mut self,
        tree: &mut Tree,
        renderer: &iced::Renderer,
        width: f32,
    ) -> Vec<layout::Node> {
        let least = Size::new(width, self.stack.height);
        let state = tree.state.downcast_mut::<State>();
        let rows = self.there.iter_mut().zip(&mut tree.children);
        let rows = rows.zip(&state.places);
        let nodes = rows.map(|((row, tree), place)| {
            let is_open = self.opened == Some(*place);
            let most = if is_open { f32::INFINITY } else { least.height };
            let limits = layout::Limits::new(least, Size::new(width, most));
            let node = row.as_widget_mut().layout(tree, renderer, &limits);
            if is_open {
                self.stack.tall = Some((*place, node.size().height));
            }
            node
        });
        let nodes = nodes.collect();
        state.stack = self.stack;
        nodes
    }
}

impl<'a, Message: 'a> Widget<Message, Theme, iced::Renderer> for Rows<'a, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    // The rows are made when they are laid out.
    fn diff(&self, _tree: &mut Tree) {}

    fn size(&self) -> Size<Length> {
        Size::new(Length::Fill, Length::Shrink)
    }

    fn layout(
        &mut self,
        tree: &mut Tree,
        renderer: &iced::Renderer,
        limits: &layout::Limits,
    ) -> layout::Node {
        self.make(tree);
        let width = limits.max().width;
        let before = self.stack.tall;
        let mut nodes = self.lay_out(tree, renderer, width);
        if let (Some((_, before)), Some((_, now))) = (before, self.stack.tall)
            && now < before
        {
            // What is open has become less high, and others come into sight.
            self.make(tree);
            nodes = self.lay_out(tree, renderer, width);
        }
        let places = &tree.state.downcast_ref::<State>().places;
        let nodes = nodes.into_iter().zip(places);
        let nodes =
            nodes.map(|(node, place)| node.move_to(Point::new(0.0, self.stack.top(*place))));
        layout::Node::with_children(Size::new(width, self.stack.whole()), nodes.collect())
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
        let rows = self.there.iter_mut().zip(&mut tree.children);
        for ((row, tree), layout) in rows.zip(layout.children()) {
            row.as_widget_mut().update(
                tree, event, layout, cursor, renderer, clipboard, shell, viewport,
            );
        }
        // A redraw is an event, too: what comes into sight is made before it is drawn.
        let state = tree.state.downcast_mut::<State>();
        let all = layout.bounds();
        let seen = all.intersection(viewport).unwrap_or_default();
        let from = seen.y - all.y;
        state.seen = Some((from, from + seen.height));
        let mut seen = state.stack.between(from, from + seen.height);
        let is_there = |place: usize| state.places.binary_search(&place).is_ok();
        let may_be_there = self.sighted.as_ref().is_none_or(|sighted| sighted.get());
        if may_be_there && !seen.all(is_there) {
            shell.invalidate_layout();
        }
    }

    hands_on_to_each!(there: operate, draw, mouse_interaction, overlay);
}

impl<'a, Message: 'a> From<Rows<'a, Message>> for Element<'a, Message> {
    fn from(rows: Rows<'a, Message>) -> Self {
        Element::new(rows)
    }
}
