//! A picture that asks something, with the line for the answer beside it.

use iced::Length;
use iced::widget::{Id, column, container, image, row};

use super::Ctx;
use super::field::{Notes, field, label_line};
use super::focus::{Info, Role, named};
use super::frame::labelled;
use super::spinner::spinner;
use super::text;
use crate::theme::{Element, Theme, radius, space};

/// What there is to see.
#[derive(Debug, Clone)]
pub enum Picture {
    /// It is on its way.
    Loading,
    /// It is here.
    Ready {
        /// The pixels.
        handle: image::Handle,
        /// Its width in pixels.
        width: u16,
        /// Its height in pixels.
        height: u16,
    },
    /// It did not come; this sentence says why.
    Missing(String),
}

/// A picture puzzle.
pub struct Captcha<'a, Message> {
    /// Names the line for the answer.
    pub id: Id,
    /// The question.
    pub question: String,
    /// Said behind the question if it need not be answered.
    pub optional: Option<String>,
    /// What stands in the empty line.
    pub placeholder: String,
    /// What to see.
    pub picture: Picture,
    /// What is typed.
    pub answer: &'a str,
    /// What typing says.
    pub on_input: Box<dyn Fn(String) -> Message + 'a>,
    /// What is said of the answer, and more below it.
    pub notes: Notes<'a, Message>,
}

/// No side of a picture is drawn longer than this, in logical pixels.
const LARGEST: f32 = 320.0;

/// Draws a puzzle: small pictures at twice their size.
pub fn captcha<'a, Message: Clone + 'a>(
    puzzle: Captcha<'a, Message>,
    ctx: Ctx<'_>,
) -> Element<'a, Message> {
    let name = ctx.i18n.text("captcha-picture");
    let description = match &puzzle.picture {
        Picture::Missing(why) => Some(why.clone()),
        Picture::Loading | Picture::Ready { .. } => None,
    };
    let shown: Element<'a, Message> = match puzzle.picture {
        Picture::Loading => container(spinner(24.0, ctx.still))
            .center_x(240)
            .center_y(96)
            .into(),
        Picture::Ready {
            handle,
            width,
            height,
        } => {
            let (width, height) = shown_size(f32::from(width), f32::from(height));
            // iced draws a picture larger than it is only if both sides are given.
            image(handle).width(width).height(height).into()
        }
        Picture::Missing(why) => container(text::small(why))
            .center_x(240)
            .center_y(96)
            .padding(12)
            .into(),
    };
    let picture = named(
        Info {
            description,
            ..Info::new(Role::Image, name)
        },
        container(shown)
            .style(|theme: &Theme| container::Style {
                // Pictures with a clear ground are drawn for a light page.
                background: Some(iced::Color::WHITE.into()),
                border: iced::border::rounded(radius::CONTROL)
                    .width(space::EDGE)
                    .color(theme.tokens().hairline),
                ..container::Style::default()
            })
            .padding(4),
    );
    let mut notes = puzzle.notes;
    let on_leave = notes.on_leave.take();
    let line = field(puzzle.id, puzzle.question.clone(), puzzle.answer)
        .placeholder(puzzle.placeholder)
        .hide_label()
        .on_input(puzzle.on_input)
        .notes(notes);
    let line = match puzzle.optional.clone() {
        Some(words) => line.optional(words),
        None => line,
    };
    let line = Element::from(line);
    let both: Element<'a, Message> = if ctx.narrow {
        column![picture, line].spacing(12).into()
    } else {
        row![picture, line].spacing(16).into()
    };
    labelled(
        column![label_line(puzzle.question, puzzle.optional), both]
            .spacing(6)
            .width(Length::Fill),
    )
    .on_leave(on_leave)
    .into()
}

/// How large a picture of this size is drawn: twice its size if that fits.
fn shown_size(width: f32, height: f32) -> (f32, f32) {
    let fit = |limit: f32| limit / width.max(height).max(1.0);
    let scale = if fit(LARGEST) >= 2.0 {
        2.0
    } else {
        fit(LARGEST).min(1.0)
    };
    ((width * scale).round(), (height * scale).round())
}

#[cfg(test)]
mod tests {
    use super::shown_size;

    #[test]
    fn small_pictures_are_doubled_and_large_ones_fit() {
        assert_eq!(shown_size(140.0, 60.0), (280.0, 120.0));
        assert_eq!(shown_size(200.0, 80.0), (200.0, 80.0));
        assert_eq!(shown_size(640.0, 320.0), (320.0, 160.0));
    }
}
