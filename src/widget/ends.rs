//! Two parts of a line, one at each end; on two lines where one has not enough room, so that neither is squeezed.

use iced::advanced::widget::{Operation, Tree};
use iced::advanced::{Clipboard, Layout, Shell, Widget, layout, mouse, overlay, renderer};
use iced::{Event, Length, Point, Rectangle, Size, Vector};

use super::focus::hands_on_to_each;
use crate::theme::{Element, Theme};

/// A line as wide as there is room, at least this high.
pub fn ends<'a, Message>(
    start: impl Into<Element<'a, Message>>,
    end: impl Into<Element<'a, Message>>,
    height: f32,
) -> Ends<'a, Message> {
    Ends {
        parts: [start.into(), end.into()],
        height,
    }
}

/// See [`ends`].
pub struct Ends<'a, Message> {
    parts: [Element<'a, Message>; 2],
    height: f32,
}

/// Between the parts: beside each other, and below each other.
const GAP: Size = Size::new(12.0, 8.0);

impl<Message> Widget<Message, Theme, iced::Renderer> for Ends<'_, Message> {
    fn children(&self) -> Vec<Tree> {
        self.parts.iter().map(Tree::new).collect()
    }

    fn diff(&self, tree: &mut Tree) {
        tree.diff_children(&self.parts);
    }

    fn size(&self) -> Size<Length> {
        Size::new(Length::Fill, Length::Shrink)
    }

    fn layout(
        &mut self,
        tree: &mut Tree,
        renderer: &iced::Renderer,
        limits: &layout::Limits,
    ) -> layout::Node {
        let width = limits.max().width;
        let loose = limits.loose();
        let mut nodes = self.parts.iter_mut().zip(&mut tree.children);
        let mut next = || {
            let part = nodes.next();
            part.map_or_else(layout::Node::default, |(part, tree)| {
                part.as_widget_mut().layout(tree, renderer, &loose)
            })
        };
        let (start, end) = (next(), next());
        let (first, last) = (start.size(), end.size());
        let right = (width - last.width).max(0.0);
        let fits = first.width == 0.0 || first.width + GAP.width <= right;
        let height = if fits {
            first.height.max(last.height).max(self.height)
        } else {
            first.height + GAP.height + last.height
        };
        let middle = |size: Size| ((height - size.height) / 2.0).round();
        let (above, below) = if fits {
            (middle(first), middle(last))
        } else {
            (0.0, first.height + GAP.height)
        };
        layout::Node::with_children(
            Size::new(width, height),
            vec![
                start.move_to(Point::new(0.0, above)),
                end.move_to(Point::new(right, below)),
            ],
        )
    }

    hands_on_to_each!(parts: operate, update, draw, mouse_interaction, overlay);
}

impl<'a, Message: 'a> From<Ends<'a, Message>> for Element<'a, Message> {
    fn from(ends: Ends<'a, Message>) -> Self {
        Element::new(ends)
    }
}
