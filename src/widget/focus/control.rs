//! One control: what makes any element focusable, pressable and named.

use iced::advanced::widget::operation::{Focusable, Operation};
use iced::advanced::widget::{Tree, tree};
use iced::advanced::{Clipboard, Layout, Shell, Widget, layout, mouse, overlay, renderer};
use iced::keyboard::{self, key};
use iced::widget::Id;
use iced::{Event, Length, Rectangle, Size, Vector, border, touch, window};

use super::look::{Look, Status};
use super::tree::{Info, Role};
use super::{draw_ring, fill, snap};
use crate::theme::{Element, Theme, radius};

/// A control of this role and name, drawn by `content`. It is reachable and operable once it has [`Control::on_press`].
pub fn control<'a, Message>(
    role: Role,
    name: impl Into<String>,
    content: impl Into<Element<'a, Message>>,
) -> Control<'a, Message> {
    Control {
        content: content.into(),
        id: None,
        info: Info::new(role, name),
        focusable: true,
        on_press: None,
        look: None,
        radius: radius::CONTROL,
        grow: 0.0,
        enter: true,
    }
}

/// Something with a role and a name that cannot be operated, or whose content takes the focus itself (a text field).
pub fn named<'a, Message>(
    info: Info,
    content: impl Into<Element<'a, Message>>,
) -> Control<'a, Message> {
    Control {
        info,
        focusable: false,
        ..control(Role::Group, "", content)
    }
}

/// A wrapper that lays out nothing of its own.
pub struct Control<'a, Message> {
    content: Element<'a, Message>,
    id: Option<Id>,
    info: Info,
    focusable: bool,
    on_press: Option<Message>,
    look: Option<Box<dyn Fn(Theme, Status) -> Look + 'a>>,
    radius: f32,
    grow: f32,
    enter: bool,
}

impl<'a, Message> Control<'a, Message> {
    /// Names the widget, to be focused or found.
    #[must_use]
    pub fn id(mut self, id: impl Into<Id>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// What a press says: by mouse, by touch, by Enter or Space.
    #[must_use]
    pub fn on_press(self, message: Message) -> Self {
        self.on_press_maybe(Some(message))
    }

    /// As [`Control::on_press`]; with `None` the control is disabled and Tab passes over it.
    #[must_use]
    pub fn on_press_maybe(mut self, message: Option<Message>) -> Self {
        self.info.disabled = message.is_none();
        self.on_press = message;
        self
    }

    /// Pressed by mouse or touch only: its list takes the keys.
    #[must_use]
    pub fn in_list(mut self) -> Self {
        self.focusable = false;
        self
    }

    /// The ground, edge and text colour, depending on what the hand does.
    #[must_use]
    pub fn look(mut self, look: impl Fn(Theme, Status) -> Look + 'a) -> Self {
        self.look = Some(Box::new(look));
        self
    }

    /// The radius of its corners and of its ring.
    #[must_use]
    pub fn radius(mut self, radius: f32) -> Self {
        self.radius = radius;
        self
    }

    /// How far outside of the content the ring is drawn: for links, which have no edge of their own.
    #[must_use]
    pub fn grow(mut self, pixels: f32) -> Self {
        self.grow = pixels;
        self
    }

    /// Enter is left to the page: only Space presses it.
    #[must_use]
    pub fn enter_goes_on(mut self) -> Self {
        self.enter = false;
        self
    }

    /// More to say about it than its role and name.
    #[must_use]
    pub fn info(mut self, change: impl FnOnce(&mut Info)) -> Self {
        change(&mut self.info);
        self
    }

    fn is_live(&self) -> bool {
        self.on_press.is_some()
    }
}

/// What the widget tree keeps of a control; handed to operations through `Operation::custom`.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
#[derive(Debug, Default)]
pub(super) struct State {
    pub(super) info: Info,
    pub(super) focused: bool,
    /// The focus came by keyboard, or the keyboard was used since: only then is the ring drawn.
    pub(super) ring: bool,
    hovered: bool,
    pressed: bool,
}

impl State {
    pub(super) fn info(&self) -> &Info {
        &self.info
    }
}

impl Focusable for State {
    fn is_focused(&self) -> bool {
        self.focused
    }

    fn focus(&mut self) {
        self.focused = true;
        self.ring = true;
    }

    fn unfocus(&mut self) {
        self.focused = false;
        self.pressed = false;
    }
}

impl<'a, Message: Clone + 'a> Widget<Message, Theme, iced::Renderer> for Control<'a, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    hands_on_to_content!(diff, layout);

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &iced::Renderer,
        operation: &mut dyn Operation,
    ) {
        let state = tree.state.downcast_mut::<State>();
        state.info.clone_from(&self.info);
        operation.custom(self.id.as_ref(), layout.bounds(), state);
        if self.focusable && self.is_live() {
            operation.focusable(self.id.as_ref(), layout.bounds(), state);
        } else {
            state.focused = false;
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
        if self.is_live() {
            let state = tree.state.downcast_mut::<State>();
            self.pointer(state, event, cursor.is_over(layout.bounds()), shell);
            self.keys(state, event, shell);
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
        let bounds = snap(layout.bounds());
        let mut style = *style;
        if let Some(look) = &self.look {
            let look = look(
                *theme,
                Status {
                    hovered: state.hovered,
                    pressed: state.pressed && state.hovered,
                    disabled: !self.is_live(),
                },
            );
            style.text_color = look.text;
            fill(
                renderer,
                bounds,
                look.ground,
                border::rounded(self.radius)
                    .width(look.width)
                    .color(look.edge),
            );
        }
        self.content.as_widget().draw(
            &tree.children[0],
            renderer,
            theme,
            &style,
            layout,
            cursor,
            viewport,
        );
        if self.focusable && self.is_live() && state.focused && state.ring {
            draw_ring(
                renderer,
                *theme,
                theme.tokens().accent,
                bounds.expand(self.grow),
                self.radius,
                *viewport,
            );
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
        if inner == mouse::Interaction::default()
            && self.is_live()
            && cursor.is_over(layout.bounds())
        {
            mouse::Interaction::Pointer
        } else {
            inner
        }
    }
}

impl<Message: Clone> Control<'_, Message> {
    fn pointer(
        &self,
        state: &mut State,
        event: &Event,
        over: bool,
        shell: &mut Shell<'_, Message>,
    ) {
        match event {
            Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left))
            | Event::Touch(touch::Event::FingerPressed { .. }) => {
                let ours = over && !shell.is_event_captured();
                if self.focusable && state.focused != ours {
                    state.focused = ours;
                    state.ring = false;
                    shell.request_redraw();
                }
                if ours {
                    state.pressed = true;
                    shell.capture_event();
                    shell.request_redraw();
                }
            }
            Event::Mouse(mouse::Event::ButtonReleased(mouse::Button::Left))
            | Event::Touch(touch::Event::FingerLifted { .. })
                if state.pressed =>
            {
                state.pressed = false;
                shell.request_redraw();
                if over {
                    if let Some(message) = &self.on_press {
                        shell.publish(message.clone());
                    }
                    shell.capture_event();
                }
            }
            Event::Touch(touch::Event::FingerLost { .. })
            | Event::Window(window::Event::Unfocused) => {
                state.pressed = false;
            }
            _ => {}
        }
        if state.hovered != over {
            state.hovered = over;
            shell.request_redraw();
        }
    }

    fn keys(&self, state: &mut State, event: &Event, shell: &mut Shell<'_, Message>) {
        let Event::Keyboard(keyboard::Event::KeyPressed {
            key: keyboard::Key::Named(named),
            modifiers,
            repeat,
            ..
        }) = event
        else {
            return;
        };
        if !state.focused || !self.focusable || shell.is_event_captured() {
            return;
        }
        state.ring = true;
        let presses = match named {
            key::Named::Space => true,
            key::Named::Enter => self.enter,
            _ => false,
        };
        if presses && !modifiers.command() && !modifiers.alt() {
            if let (false, Some(message)) = (*repeat, &self.on_press) {
                shell.publish(message.clone());
            }
            shell.capture_event();
        }
    }
}

impl<'a, Message: Clone + 'a> From<Control<'a, Message>> for Element<'a, Message> {
    fn from(control: Control<'a, Message>) -> Self {
        Element::new(control)
    }
}
