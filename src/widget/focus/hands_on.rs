//! What widgets of ours hand on unchanged to what is inside of them.

/// What of `Widget` a wrapper hands on unchanged to the one element, `content`, that it wraps: its size, its overlay,
/// and the methods that are named.
macro_rules! hands_on_to_content {
    ($($method:ident),*) => {
        fn children(&self) -> Vec<Tree> {
            vec![Tree::new(&self.content)]
        }

        fn size(&self) -> Size<Length> {
            self.content.as_widget().size()
        }

        fn size_hint(&self) -> Size<Length> {
            self.content.as_widget().size_hint()
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

        $(hands_on_to_content!(@$method);)*
    };
    (@diff) => {
        fn diff(&self, tree: &mut Tree) {
            tree.diff_children(std::slice::from_ref(&self.content));
        }
    };
    (@layout) => {
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
    };
    (@operate) => {
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
    };
    (@draw) => {
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
        }
    };
    (@mouse_interaction) => {
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
    };
}

/// What of `Widget` is the same for all that lay out several elements in a way of their own and have nothing else to do with
/// them: the named methods. The elements are in the field that is named first; the children of the tree and of the layout are
/// theirs, in the same order.
macro_rules! hands_on_to_each {
    ($parts:ident: $($method:ident),*) => {
        $(hands_on_to_each!(@$method $parts);)*
    };
    (@operate $parts:ident) => {
        fn operate(
            &mut self,
            tree: &mut Tree,
            layout: Layout<'_>,
            renderer: &iced::Renderer,
            operation: &mut dyn Operation,
        ) {
            operation.traverse(&mut |operation| {
                let parts = self.$parts.iter_mut().zip(&mut tree.children);
                for ((part, tree), layout) in parts.zip(layout.children()) {
                    part.as_widget_mut()
                        .operate(tree, layout, renderer, operation);
                }
            });
        }
    };
    (@update $parts:ident) => {
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
            let parts = self.$parts.iter_mut().zip(&mut tree.children);
            for ((part, tree), layout) in parts.zip(layout.children()) {
                part.as_widget_mut().update(
                    tree, event, layout, cursor, renderer, clipboard, shell, viewport,
                );
            }
        }
    };
    (@draw $parts:ident) => {
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
            let parts = self.$parts.iter().zip(&tree.children);
            for ((part, tree), layout) in parts.zip(layout.children()) {
                if layout.bounds().intersects(viewport) {
                    part.as_widget()
                        .draw(tree, renderer, theme, style, layout, cursor, viewport);
                }
            }
        }
    };
    (@mouse_interaction $parts:ident) => {
        fn mouse_interaction(
            &self,
            tree: &Tree,
            layout: Layout<'_>,
            cursor: mouse::Cursor,
            viewport: &Rectangle,
            renderer: &iced::Renderer,
        ) -> mouse::Interaction {
            let parts = self.$parts.iter().zip(&tree.children);
            parts
                .zip(layout.children())
                .map(|((part, tree), layout)| {
                    part.as_widget()
                        .mouse_interaction(tree, layout, cursor, viewport, renderer)
                })
                .max()
                .unwrap_or_default()
        }
    };
    (@overlay $parts:ident) => {
        fn overlay<'b>(
            &'b mut self,
            tree: &'b mut Tree,
            layout: Layout<'b>,
            renderer: &iced::Renderer,
            viewport: &Rectangle,
            translation: Vector,
        ) -> Option<overlay::Element<'b, Message, Theme, iced::Renderer>> {
            overlay::from_children(
                &mut self.$parts,
                tree,
                layout,
                renderer,
                viewport,
                translation,
            )
        }
    };
}
pub(in crate::widget) use {hands_on_to_content, hands_on_to_each};
