//! A column whose parts keep what they hold (the focus, the cursor, how far they are scrolled) when others come or go.
//!
//! iced's own keyed column copes with one change at a time only, and does not forget what a part of another key held.

use iced::advanced::widget::{Operation, Tree, tree};
use iced::advanced::{Clipboard, Layout, Shell, Widget, layout, mouse, overlay, renderer};
use iced::widget::Column;
use iced::{Event, Length, Rectangle, Size, Vector};

use super::focus::hands_on_to_content;
use crate::theme::{Element, Theme};

/// A column of parts, each with a key that is its own among them. Parts that are `None` are left out.
pub fn keyed<'a, Message: 'a>(
    spacing: f32,
    parts: impl IntoIterator<Item = (u64, Option<Element<'a, Message>>)>,
) -> Keyed<'a, Message> {
    let parts = parts.into_iter();
    let (keys, parts): (Vec<_>, Vec<_>) =
        parts.filter_map(|(key, part)| Some((key, part?))).unzip();
    Keyed {
        content: Column::with_children(parts)
            .spacing(spacing)
            .width(Length::Fill)
            .into(),
        keys,
    }
}

/// See [`keyed`].
pub struct Keyed<'a, Message> {
    content: Element<'a, Message>,
    keys: Vec<u64>,
}

impl<'a, Message: 'a> Widget<Message, Theme, iced::Renderer> for Keyed<'a, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<Vec<u64>>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(self.keys.clone())
    }

    fn diff(&self, tree: &mut Tree) {
        let old = tree.state.downcast_mut::<Vec<u64>>();
        if *old != self.keys
            && let [column] = tree.children.as_mut_slice()
        {
            let mut left: Vec<_> = old
                .drain(..)
                .zip(std::mem::take(&mut column.children))
                .collect();
            // What each part held goes to its new place; new parts begin with nothing.
            column.children = self
                .keys
                .iter()
                .map(|key| {
                    let place = left.iter().position(|(old, _)| old == key);
                    place.map_or_else(Tree::empty, |place| left.swap_remove(place).1)
                })
                .collect();
            old.clone_from(&self.keys);
        }
        tree.diff_children(std::slice::from_ref(&self.content));
    }

    hands_on_to_content!(layout, operate, draw, mouse_interaction);

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
    }
}

impl<'a, Message: 'a> From<Keyed<'a, Message>> for Element<'a, Message> {
    fn from(keyed: Keyed<'a, Message>) -> Self {
        Element::new(keyed)
    }
}
