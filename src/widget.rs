//! The controls that pages are made of, in our look and on the focus layer.
//!
//! Every control that can be operated is reachable with Tab and Shift-Tab, shows when it has the focus, and has a role and
//! a name. Text that came from a server is drawn as plain, wrapped text; the protocol layer has stripped and capped it.

pub mod button;
pub mod calendar;
pub mod captcha;
pub mod card;
pub mod choice;
pub mod details;
pub mod ends;
pub mod field;
pub mod focus;
pub mod footer;
pub mod frame;
pub mod icon;
pub mod keyed;
pub mod line;
pub mod locked;
pub mod spinner;
pub mod steps;
pub mod strength;
pub mod switch;
pub mod text;

use iced::widget::{container, scrollable};
use iced::{Length, Padding};

use crate::i18n::I18n;
use crate::theme::Element;

/// What every view is given.
#[derive(Debug, Clone, Copy)]
pub struct Ctx<'a> {
    /// The texts.
    pub i18n: &'a I18n,
    /// The window is narrow: lay out in one column.
    pub narrow: bool,
    /// The system asks for no motion.
    pub still: bool,
}

impl Ctx<'_> {
    /// The margin left and right of a page, in logical pixels.
    #[must_use]
    pub fn margin(&self) -> f32 {
        if self.narrow {
            crate::theme::space::MARGIN_NARROW
        } else {
            crate::theme::space::MARGIN
        }
    }
}

/// The id of [`scrolled`], to scroll it.
pub const BODY: &str = "body";

/// The part of a page between its title and the bar at the bottom; it scrolls if it is too long, and then says so: the
/// software renderer leaves behind parts of what was scrolled, unless something else makes it draw everything.
pub fn scrolled<'a, Message: Clone + 'a>(
    content: impl Into<Element<'a, Message>>,
    on_scroll: Message,
    ctx: Ctx<'_>,
) -> Element<'a, Message> {
    let padding = Padding::ZERO.horizontal(ctx.margin()).top(10).bottom(24);
    scrollable(container(content).padding(padding).width(Length::Fill))
        .id(BODY)
        .on_scroll(move |_| on_scroll.clone())
        .direction(scrollable::Direction::Vertical(thin()))
        .width(Length::Fill)
        .height(Length::Fill)
        .into()
}

/// A scroll bar that takes little room.
fn thin() -> scrollable::Scrollbar {
    scrollable::Scrollbar::new()
        .width(6)
        .scroller_width(6)
        .margin(3)
}
