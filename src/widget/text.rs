//! Text in the steps of the type scale.

use iced::advanced::text::{Fragment, IntoFragment, LineHeight, Wrapping};
use iced::widget::text as plain;
use iced::{Color, Font};

use super::focus::{Control, Info, Role, named};
use crate::theme::{self, Scale, Theme};

/// A piece of text in our theme.
pub type Text<'a> = iced::widget::Text<'a, Theme, iced::Renderer>;

/// Text that is read.
pub fn body<'a>(text: impl IntoFragment<'a>) -> Text<'a> {
    scaled(text, theme::BODY, theme::REGULAR)
}

/// Text that explains, at reading size.
pub fn muted<'a>(text: impl IntoFragment<'a>) -> Text<'a> {
    body(text).style(color(|theme| theme.tokens().muted))
}

/// Text that explains, small.
pub fn small<'a>(text: impl IntoFragment<'a>) -> Text<'a> {
    scaled(text, theme::SMALL, theme::REGULAR).style(color(|theme| theme.tokens().muted))
}

/// Small text that says what is wrong.
pub fn error<'a>(text: impl IntoFragment<'a>) -> Text<'a> {
    scaled(text, theme::SMALL, theme::MEDIUM).style(color(|theme| theme.tokens().bad))
}

/// Small text that says what looks wrong.
pub fn warning<'a>(text: impl IntoFragment<'a>) -> Text<'a> {
    scaled(text, theme::SMALL, theme::MEDIUM).style(color(|theme| theme.tokens().warn))
}

/// The label of a field, the name of a thing.
pub fn strong<'a>(text: impl IntoFragment<'a>) -> Text<'a> {
    scaled(text, theme::BODY, theme::SEMIBOLD)
}

/// What can be pressed.
pub fn medium<'a>(text: impl IntoFragment<'a>, scale: Scale) -> Text<'a> {
    scaled(text, scale, theme::MEDIUM)
}

/// The title of a page.
pub fn title<'a, Message: 'a>(text: impl Into<String>) -> Control<'a, Message> {
    let text = text.into();
    named(
        Info::new(Role::Heading, text.clone()),
        scaled(text, theme::TITLE, theme::SEMIBOLD),
    )
}

/// The title of a page that has little else on it.
pub fn centered_title<'a, Message: 'a>(text: impl Into<String>) -> Control<'a, Message> {
    let text = text.into();
    named(
        Info::new(Role::Heading, text.clone()),
        scaled(text, theme::TITLE, theme::SEMIBOLD).center(),
    )
}

/// The one thing that the page is about.
pub fn hero<'a>(text: impl IntoFragment<'a>) -> Text<'a> {
    scaled(text, theme::HERO, theme::SEMIBOLD)
}

/// Text in a step of the scale. Words that do not fit are broken, so that nothing a server sends runs out of the window.
pub fn scaled<'a>(text: impl IntoFragment<'a>, scale: Scale, font: Font) -> Text<'a> {
    let fragment: Fragment<'a> = text.into_fragment();
    plain(fragment)
        .size(scale.size)
        .line_height(LineHeight::Absolute(scale.line.into()))
        .font(font)
        .wrapping(Wrapping::WordOrGlyph)
}

/// A style that only sets the colour.
pub fn color<'a>(choose: impl Fn(Theme) -> Color + 'a) -> impl Fn(&Theme) -> plain::Style + 'a {
    move |theme| plain::Style {
        color: Some(choose(*theme)),
    }
}
