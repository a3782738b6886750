//! Text on one line: what has no room is cut, and a mark says so. Read out it is whole.

use iced::advanced::text::paragraph::Plain;
use iced::advanced::text::{Paragraph as _, Text, Wrapping};
use iced::advanced::widget::text::{Format, Style, draw, layout};
use iced::advanced::widget::{Operation, Tree, tree};
use iced::advanced::{Layout, Widget, layout as layouts, mouse, renderer, text};
use iced::{Color, Font, Length, Rectangle, Size};

use crate::theme::{self, Element, Scale, Theme};

type Paragraph = <iced::Renderer as text::Renderer>::Paragraph;

/// Text on one line, in the colour of what is round it.
pub fn line(words: impl Into<String>, scale: Scale, font: Font) -> Line {
    Line {
        words: words.into(),
        scale,
        font,
        color: None,
        keeps_end: false,
    }
}

/// What explains, small and on one line.
pub fn small_line(words: impl Into<String>) -> Line {
    Line {
        color: Some(|theme| theme.tokens().muted),
        ..line(words, theme::SMALL, theme::REGULAR)
    }
}

/// See [`line()`].
pub struct Line {
    words: String,
    scale: Scale,
    font: Font,
    color: Option<fn(Theme) -> Color>,
    keeps_end: bool,
}

impl Line {
    /// Its end says as much as its beginning, as with the name of a server: it is cut in the middle.
    #[must_use]
    pub fn keep_end(mut self) -> Self {
        self.keeps_end = true;
        self
    }

    fn format(&self) -> Format<Font> {
        Format {
            size: Some(self.scale.size.into()),
            font: Some(self.font),
            line_height: text::LineHeight::Absolute(self.scale.line.into()),
            wrapping: Wrapping::None,
            ..Format::default()
        }
    }

    /// What of the words has room.
    fn fit(&self, width: f32) -> String {
        let letters = self.words.chars().count();
        if self.width(&self.words) <= width {
            return self.words.clone();
        }
        // So many letters have room, and one more has none.
        let (mut room, mut none) = (0, letters);
        while room + 1 < none {
            let middle = usize::midpoint(room, none);
            if self.width(&self.cut(middle)) <= width {
                room = middle;
            } else {
                none = middle;
            }
        }
        self.cut(room)
    }

    /// So many letters of the words, and the mark.
    fn cut(&self, letters: usize) -> String {
        let end = if self.keeps_end { letters / 2 } else { 0 };
        let all = self.words.chars().count();
        let first: String = self.words.chars().take(letters - end).collect();
        let last: String = self.words.chars().skip(all - end).collect();
        format!("{}…{last}", first.trim_end())
    }

    fn width(&self, content: &str) -> f32 {
        let format = self.format();
        Paragraph::with_text(Text {
            content,
            bounds: Size::INFINITE,
            size: self.scale.size.into(),
            line_height: format.line_height,
            font: self.font,
            align_x: format.align_x,
            align_y: format.align_y,
            shaping: format.shaping,
            wrapping: format.wrapping,
        })
        .min_width()
    }
}

#[derive(Default)]
struct State {
    paragraph: Plain<Paragraph>,
    /// What was cut last, to which width, and what was left of it.
    cut: Option<(String, f32, String)>,
}

impl<Message> Widget<Message, Theme, iced::Renderer> for Line {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    fn size(&self) -> Size<Length> {
        Size::new(Length::Shrink, Length::Shrink)
    }

    fn layout(
        &mut self,
        tree: &mut Tree,
        renderer: &iced::Renderer,
        limits: &layouts::Limits,
    ) -> layouts::Node {
        let State { paragraph, cut } = tree.state.downcast_mut::<State>();
        let width = limits.max().width;
        let known = cut.take().filter(|(words, at, _)| {
            // What was cut to one pixel more or less is not what has room now.
            *words == self.words && (at - width).abs() < f32::EPSILON
        });
        let (words, width, shown) =
            known.unwrap_or_else(|| (self.words.clone(), width, self.fit(width)));
        let node = layout(paragraph, renderer, limits, &shown, self.format());
        *cut = Some((words, width, shown));
        node
    }

    fn operate(
        &mut self,
        _tree: &mut Tree,
        layout: Layout<'_>,
        _renderer: &iced::Renderer,
        operation: &mut dyn Operation,
    ) {
        operation.text(None, layout.bounds(), &self.words);
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut iced::Renderer,
        theme: &Theme,
        style: &renderer::Style,
        layout: Layout<'_>,
        _cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        let state = tree.state.downcast_ref::<State>();
        let color = self.color.map(|color| color(*theme));
        let appearance = Style { color };
        draw(
            renderer,
            style,
            layout.bounds(),
            state.paragraph.raw(),
            appearance,
            viewport,
        );
    }
}

impl<'a, Message: 'a> From<Line> for Element<'a, Message> {
    fn from(line: Line) -> Self {
        Element::new(line)
    }
}
