//! Buttons, links and buttons that are only an icon.

use iced::widget::{Id, container, row};
use iced::{Alignment, Color, Padding};

use super::focus::{Control, Look, Role, Status, control};
use super::icon::{Icon, icon};
use super::spinner::spinner;
use super::text;
use crate::theme::{self, Element, Scale, Tokens, space};

/// What a button is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The way on: one a page.
    Primary,
    /// Anything else.
    Plain,
    /// Something that cannot be taken back.
    Danger,
}

/// A button with this text.
pub fn button<'a, Message>(kind: Kind, label: impl Into<String>) -> Button<'a, Message> {
    Button {
        kind,
        label: label.into(),
        icon: None,
        id: None,
        on_press: None,
        busy: None,
        _life: std::marker::PhantomData,
    }
}

/// See [`button`].
pub struct Button<'a, Message> {
    kind: Kind,
    label: String,
    icon: Option<Icon>,
    id: Option<Id>,
    on_press: Option<Message>,
    busy: Option<bool>,
    _life: std::marker::PhantomData<&'a ()>,
}

impl<Message> Button<'_, Message> {
    /// An icon before the text.
    #[must_use]
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// Names the widget.
    #[must_use]
    pub fn id(mut self, id: impl Into<Id>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// What a press says.
    #[must_use]
    pub fn on_press(self, message: Message) -> Self {
        self.on_press_maybe(Some(message))
    }

    /// What a press says; `None` disables the button.
    #[must_use]
    pub fn on_press_maybe(mut self, message: Option<Message>) -> Self {
        self.on_press = message;
        self
    }

    /// What it does is under way: a spinner stands in it, which holds still if `still`.
    #[must_use]
    pub fn busy(mut self, still: bool) -> Self {
        self.busy = Some(still);
        self
    }
}

impl<'a, Message: Clone + 'a> From<Button<'a, Message>> for Element<'a, Message> {
    fn from(button: Button<'a, Message>) -> Self {
        let kind = button.kind;
        let mut content = row![].spacing(8).align_y(Alignment::Center);
        if let Some(still) = button.busy {
            content = content.push(spinner(18.0, still));
        } else if let Some(shown) = button.icon {
            content = content.push(icon(shown, 18.0));
        }
        content = content.push(text::medium(button.label.clone(), theme::BODY));
        let content = container(content)
            // As high as a button is; higher if its words have to stand on several lines.
            .padding(
                Padding::ZERO
                    .horizontal(20)
                    .vertical((space::BUTTON - theme::BODY.line) / 2.0),
            );
        let mut control = control(Role::Button, button.label, content)
            .look(move |theme, status| look(kind, theme.tokens(), status))
            .on_press_maybe(button.on_press);
        if let Some(id) = button.id {
            control = control.id(id);
        }
        control.into()
    }
}

/// A link: it leads elsewhere or does something small.
pub fn link<'a, Message: Clone + 'a>(
    label: impl Into<String>,
    scale: Scale,
    on_press: Message,
) -> Control<'a, Message> {
    let label = label.into();
    link_control(label.clone(), text::medium(label, scale), on_press)
}

/// A link with an icon before it.
pub fn icon_link<'a, Message: Clone + 'a>(
    shown: Icon,
    label: impl Into<String>,
    scale: Scale,
    on_press: Message,
) -> Control<'a, Message> {
    let label = label.into();
    let content = row![
        icon(shown, scale.size + 2.0),
        text::medium(label.clone(), scale)
    ]
    .spacing(6)
    .align_y(Alignment::Center);
    link_control(label, content, on_press)
}

/// A button that is only an icon; its name is what a screen reader says.
pub fn icon_button<'a, Message: Clone + 'a>(
    shown: Icon,
    name: impl Into<String>,
    on_press: Message,
) -> Control<'a, Message> {
    let content = container(icon(shown, 18.0)).center(36);
    control(Role::Button, name, content)
        .look(|theme, status| {
            let tokens = theme.tokens();
            Look {
                ground: touched(Color::TRANSPARENT, tokens.text, status),
                ..Look::bare(tokens.text)
            }
        })
        .on_press(on_press)
}

fn link_control<'a, Message: Clone + 'a>(
    name: String,
    content: impl Into<Element<'a, Message>>,
    on_press: Message,
) -> Control<'a, Message> {
    let content = container(content).padding(Padding::ZERO.vertical(3));
    control(Role::Link, name, content)
        .look(|theme, _| Look::bare(theme.tokens().accent))
        .radius(4.0)
        .grow(3.0)
        .on_press(on_press)
}

fn look(kind: Kind, tokens: &Tokens, status: Status) -> Look {
    let look = match kind {
        Kind::Primary => Look {
            ground: touched(tokens.accent, tokens.on_accent, status),
            ..Look::bare(tokens.on_accent)
        },
        Kind::Plain => Look::edged(
            touched(tokens.surface, tokens.text, status),
            tokens.edge,
            tokens.text,
        ),
        Kind::Danger => Look::edged(
            touched(tokens.surface, tokens.bad, status),
            tokens.bad,
            tokens.bad,
        ),
    };
    if status.disabled { faded(look) } else { look }
}

fn faded(look: Look) -> Look {
    Look {
        ground: look.ground.scale_alpha(0.45),
        edge: look.edge.scale_alpha(0.45),
        text: look.text.scale_alpha(0.7),
        ..look
    }
}

/// A ground under the mouse: a little of the text colour is mixed in.
pub(super) fn touched(ground: Color, ink: Color, status: Status) -> Color {
    let share = match status {
        Status { pressed: true, .. } => 0.16,
        Status { hovered: true, .. } => 0.08,
        _ => return ground,
    };
    if ground.a == 0.0 {
        return ink.scale_alpha(share);
    }
    let mix = |a: f32, b: f32| a + (b - a) * share;
    Color {
        r: mix(ground.r, ink.r),
        g: mix(ground.g, ink.g),
        b: mix(ground.b, ink.b),
        a: ground.a,
    }
}
