//! What iced's own widgets look like in our theme. Styles are plain functions of the theme.

use iced::widget::{container, qr_code, scrollable, text, text_editor, text_input};
use iced::{Background, Border, Color, Shadow, border};

use super::Theme;

impl text::Catalog for Theme {
    type Class<'a> = text::StyleFn<'a, Self>;

    fn default<'a>() -> Self::Class<'a> {
        Box::new(|_| text::Style::default())
    }

    fn style(&self, class: &Self::Class<'_>) -> text::Style {
        class(self)
    }
}

impl container::Catalog for Theme {
    type Class<'a> = container::StyleFn<'a, Self>;

    fn default<'a>() -> Self::Class<'a> {
        Box::new(|_| container::Style::default())
    }

    fn style(&self, class: &Self::Class<'_>) -> container::Style {
        class(self)
    }
}

impl qr_code::Catalog for Theme {
    type Class<'a> = qr_code::StyleFn<'a, Self>;

    fn default<'a>() -> Self::Class<'a> {
        Box::new(|_| qr_code::Style {
            cell: Color::BLACK,
            background: Color::WHITE,
        })
    }

    fn style(&self, class: &Self::Class<'_>) -> qr_code::Style {
        class(self)
    }
}

impl text_input::Catalog for Theme {
    type Class<'a> = text_input::StyleFn<'a, Self>;

    fn default<'a>() -> Self::Class<'a> {
        Box::new(|theme, _| bare_input(*theme))
    }

    fn style(&self, class: &Self::Class<'_>, status: text_input::Status) -> text_input::Style {
        class(self, status)
    }
}

impl text_editor::Catalog for Theme {
    type Class<'a> = text_editor::StyleFn<'a, Self>;

    fn default<'a>() -> Self::Class<'a> {
        Box::new(|theme, _| bare_editor(*theme))
    }

    fn style(&self, class: &Self::Class<'_>, status: text_editor::Status) -> text_editor::Style {
        class(self, status)
    }
}

impl scrollable::Catalog for Theme {
    type Class<'a> = scrollable::StyleFn<'a, Self>;

    fn default<'a>() -> Self::Class<'a> {
        Box::new(|theme, status| thin_scrollbar(*theme, status))
    }

    fn style(&self, class: &Self::Class<'_>, status: scrollable::Status) -> scrollable::Style {
        class(self, status)
    }
}

/// A field without a frame: our own frame is drawn round it and whatever stands beside it.
fn bare_input(theme: Theme) -> text_input::Style {
    let tokens = theme.tokens();
    text_input::Style {
        background: Background::Color(Color::TRANSPARENT),
        border: Border::default(),
        icon: tokens.muted,
        placeholder: tokens.muted,
        value: tokens.text,
        selection: selection(theme),
    }
}

fn bare_editor(theme: Theme) -> text_editor::Style {
    let tokens = theme.tokens();
    text_editor::Style {
        background: Background::Color(Color::TRANSPARENT),
        border: Border::default(),
        placeholder: tokens.muted,
        value: tokens.text,
        selection: selection(theme),
    }
}

fn selection(theme: Theme) -> Color {
    theme.tokens().accent.scale_alpha(0.3)
}

fn thin_scrollbar(theme: Theme, status: scrollable::Status) -> scrollable::Style {
    let tokens = theme.tokens();
    let grip = match status {
        scrollable::Status::Active { .. } => tokens.edge.scale_alpha(0.55),
        scrollable::Status::Hovered { .. } => tokens.edge,
        scrollable::Status::Dragged { .. } => tokens.muted,
    };
    let rail = scrollable::Rail {
        background: None,
        border: Border::default(),
        scroller: scrollable::Scroller {
            background: Background::Color(grip),
            border: border::rounded(3),
        },
    };
    scrollable::Style {
        container: container::Style::default(),
        vertical_rail: rail,
        horizontal_rail: rail,
        gap: None,
        auto_scroll: scrollable::AutoScroll {
            background: Background::Color(tokens.surface),
            border: border::rounded(16).color(tokens.edge).width(1),
            shadow: Shadow::default(),
            icon: tokens.text,
        },
    }
}
