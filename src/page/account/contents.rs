//! What the cards of the page are made of: a line that is folded, a card that is unfolded, its buttons.

use iced::widget::{Column, Space, column, container, row};
use iced::{Alignment, Length, Padding, border};

use crate::i18n::Key;
use crate::page::form::SEND;
use crate::theme::{self, Element, Theme, radius, space};
use crate::widget::button::{Button, Kind, button};
use crate::widget::card::{Tone, card};
use crate::widget::focus::{Info, Role, named};
use crate::widget::frame::labelled;
use crate::widget::icon::{Icon, icon};
use crate::widget::{Ctx, text};

/// What a folded card says below its name.
pub(super) struct Line {
    pub(super) words: String,
    /// `None` is just to know.
    pub(super) tone: Option<Tone>,
}

/// How often it was tried to find out what became of something.
pub(super) struct Checks {
    pub(super) so_far: u32,
    /// It is being tried now.
    pub(super) under_way: bool,
}

impl Line {
    pub(super) fn calm(words: String) -> Self {
        Self { words, tone: None }
    }

    pub(super) fn good(words: String) -> Self {
        let tone = Some(Tone::Good);
        Self { words, tone }
    }

    pub(super) fn warn(words: String) -> Self {
        let tone = Some(Tone::Warn);
        Self { words, tone }
    }

    fn view<'a, Message: Clone + 'a>(self) -> Element<'a, Message> {
        let Some(tone) = self.tone else {
            return text::small(self.words).into();
        };
        let shown = match tone {
            Tone::Good => Icon::Check,
            _ => Icon::Alert,
        };
        let said = named(
            Info::new(Role::Status, self.words.clone()),
            text::scaled(self.words, theme::SMALL, theme::MEDIUM),
        );
        let mark = container(icon(shown, 14.0).line(2.4)).padding(Padding::ZERO.top(2));
        container(row![mark, said].spacing(6))
            .style(move |theme: &Theme| {
                let tokens = theme.tokens();
                container::Style::default().color(match tone {
                    Tone::Good => tokens.good,
                    _ => tokens.warn,
                })
            })
            .into()
    }
}

impl Checks {
    /// The buttons below what is not known: to fold it away, and to find it out.
    pub(super) fn buttons<'a, Message: Clone + 'a>(
        &self,
        check: Message,
        fold: Message,
        ctx: Ctx<'_>,
    ) -> Element<'a, Message> {
        let label = match (self.under_way, self.so_far) {
            (true, _) => Key("pending-checking"),
            (false, 0) => Key("pending-check"),
            (false, _) => Key("pending-check-again"),
        };
        let mut check = button(Kind::Primary, ctx.i18n.text(label))
            .id(SEND)
            .on_press(check);
        if self.under_way {
            check = check.busy(ctx.still);
        }
        let fold = plain("fold", ctx.i18n.text("close"), fold);
        buttons([fold, check], ctx)
    }
}

/// A card that is folded: its name, a line about it, and its buttons.
pub(super) fn folded<'a, Message: Clone + 'a>(
    name: String,
    line: Line,
    buttons: Vec<Button<'a, Message>>,
    ctx: Ctx<'_>,
) -> Element<'a, Message> {
    let words = column![heading(name), line.view()]
        .spacing(2)
        .width(Length::Fill);
    if buttons.is_empty() {
        return card(words).into();
    }
    let buttons = buttons.into_iter().map(Element::from);
    let content: Element<'a, Message> = if ctx.narrow {
        let buttons = row(buttons).spacing(8).wrap().vertical_spacing(8);
        column![words, buttons].spacing(12).into()
    } else {
        row![words, row(buttons).spacing(12)]
            .spacing(16)
            .align_y(Alignment::Center)
            .into()
    };
    card(content).into()
}

/// A card that is unfolded: marked as what one works on.
pub(super) fn unfolded<'a, Message: Clone + 'a>(
    name: String,
    content: impl Into<Element<'a, Message>>,
) -> Element<'a, Message> {
    let content = column![heading(name), content.into()].spacing(12);
    // All of it is brought into sight with what has the focus, if there is room for that.
    container(labelled(content))
        .padding([14, 16])
        .width(Length::Fill)
        .style(|theme: &Theme| {
            let tokens = theme.tokens();
            container::Style {
                background: Some(tokens.surface.into()),
                border: border::rounded(radius::CARD).width(2).color(tokens.accent),
                ..container::Style::default()
            }
        })
        .into()
}

/// The buttons at the end of an unfolded card: the safe one first.
pub(super) fn buttons<'a, Message: Clone + 'a>(
    buttons: impl IntoIterator<Item = Button<'a, Message>>,
    ctx: Ctx<'_>,
) -> Element<'a, Message> {
    let buttons = buttons.into_iter().map(Element::from);
    if ctx.narrow {
        return row(buttons).spacing(8).wrap().vertical_spacing(8).into();
    }
    row![Space::new().width(Length::Fill), row(buttons).spacing(12)]
        .height(space::BUTTON)
        .into()
}

/// A button of a card.
pub(super) fn plain<'a, Message>(
    id: &'static str,
    label: String,
    message: Message,
) -> Button<'a, Message> {
    button(Kind::Plain, label).id(id).on_press(message)
}

/// The same button, which does nothing while something is on its way. It stays where it is, so that nothing jumps.
pub(super) fn live<Message>(
    button: Button<'_, Message>,
    message: Message,
    is_live: bool,
) -> Button<'_, Message> {
    button.on_press_maybe(is_live.then_some(message))
}

/// What is said in a notice below its sentence, if anything is.
pub(super) fn with_more<'a, Message: 'a>(
    more: impl IntoIterator<Item = Option<Element<'a, Message>>>,
) -> Option<Element<'a, Message>> {
    let more: Vec<_> = more.into_iter().flatten().collect();
    (!more.is_empty()).then(|| Column::with_children(more).spacing(4).into())
}

fn heading<'a, Message: Clone + 'a>(name: String) -> Element<'a, Message> {
    named(Info::new(Role::Heading, name.clone()), text::strong(name)).into()
}
