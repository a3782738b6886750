//! Rows of one height, of which only some are there: those that can be seen, and those that the arrows may reach next.
//! While none of the list can be seen, none of them is there.

use iced::advanced::widget::{Operation, Tree, tree};
use iced::advanced::{Clipboard, Layout, Shell, Widget, layout, mouse, overlay, renderer};
use iced::{Event, Length, Point, Rectangle, Size, Vector};

use super::Sighted;
use crate::theme::{Element, Theme};

/// The rows of a list of `length` rows, each `height` logical pixels high. `places` are those that are to be there when the
/// list is `sighted`, and `row` makes the one of a place; the others are blank.
pub fn rows<'a, Message>(
    length: usize,
    height: f32,
    places: Vec<usize>,
    sighted: Sighted,
    row: impl Fn(usize) -> Element<'a, Message> + 'a,
) -> Rows<'a, Message> {
    Rows {
        sighted,
        wanted: places,
        make: Box::new(row),
        there: Vec::new(),
        length,
        height,
    }
}

/// See [`rows`].
pub struct Rows<'a, Message> {
    sighted: Sighted,
    wanted: Vec<usize>,
    make: Box<dyn Fn(usize) -> Element<'a, Message> + 'a>,
    /// Those that are there: made when they are laid out.
    there: Vec<Element<'a, Message>>,
    length: usize,
    height: f32,
}

impl<Message> Rows<'_, Message> {
    /// How many rows the list has.
    pub(super) fn length(&self) -> usize {
        self.length
    }

    /// The height of a row.
    pub(super) fn height(&self) -> f32 {
        self.height
    }
}

/// How far down a row begins, in logical pixels.
#[expect(clippy::cast_precision_loss, reason = "no list is that long")]
pub(in crate::widget) fn top(place: usize, height: f32) -> f32 {
    place as f32 * height
}

impl<'a, Message: 'a> Rows<'a, Message> {
    /// Makes the rows that are to be there. What each held (its text, laid out already) goes with it.
    fn make(&mut self, tree: &mut Tree) {
        let old = tree.state.downcast_mut::<Vec<usize>>();
        let places: &[usize] = if self.sighted.get() {
            &self.wanted
        } else {
            &[]
        };
        if old != places {
            let children = std::mem::take(&mut tree.children);
            let mut left: Vec<_> = old.drain(..).zip(children).collect();
            tree.children = places
                .iter()
                .map(|place| {
                    let found = left.iter().position(|(old, _)| old == place);
                    found.map_or_else(Tree::empty, |found| left.swap_remove(found).1)
                })
                .collect();
            old.extend(places);
        }
        self.there = places.iter().map(|place| (self.make)(*place)).collect();
        tree.diff_children(&self.there);
    }
}

impl<'a, Message: 'a> Widget<Message, Theme, iced::Renderer> for Rows<'a, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<Vec<usize>>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(Vec::<usize>::new())
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
        let size = Size::new(width, self.height);
        let limits = layout::Limits::new(size, size);
        let rows = self.there.iter_mut().zip(&mut tree.children);
        let places = tree.state.downcast_ref::<Vec<usize>>();
        let nodes = rows.zip(places).map(|((row, tree), place)| {
            row.as_widget_mut()
                .layout(tree, renderer, &limits)
                .move_to(Point::new(0.0, top(*place, self.height)))
        });
        let nodes = nodes.collect();
        layout::Node::with_children(Size::new(width, top(self.length, self.height)), nodes)
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &iced::Renderer,
        operation: &mut dyn Operation,
    ) {
        operation.traverse(&mut |operation| {
            let rows = self.there.iter_mut().zip(&mut tree.children);
            for ((row, tree), layout) in rows.zip(layout.children()) {
                row.as_widget_mut()
                    .operate(tree, layout, renderer, operation);
            }
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
        let rows = self.there.iter_mut().zip(&mut tree.children);
        for ((row, tree), layout) in rows.zip(layout.children()) {
            row.as_widget_mut().update(
                tree, event, layout, cursor, renderer, clipboard, shell, viewport,
            );
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
        let rows = self.there.iter().zip(&tree.children).zip(layout.children());
        for ((row, tree), layout) in rows {
            if layout.bounds().intersects(viewport) {
                row.as_widget()
                    .draw(tree, renderer, theme, style, layout, cursor, viewport);
            }
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
        let rows = self.there.iter().zip(&tree.children).zip(layout.children());
        rows.map(|((row, tree), layout)| {
            row.as_widget()
                .mouse_interaction(tree, layout, cursor, viewport, renderer)
        })
        .max()
        .unwrap_or_default()
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        renderer: &iced::Renderer,
        viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, Message, Theme, iced::Renderer>> {
        overlay::from_children(
            &mut self.there,
            tree,
            layout,
            renderer,
            viewport,
            translation,
        )
    }
}

impl<'a, Message: 'a> From<Rows<'a, Message>> for Element<'a, Message> {
    fn from(rows: Rows<'a, Message>) -> Self {
        Element::new(rows)
    }
}
