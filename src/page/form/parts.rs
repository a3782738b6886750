//! Draws a page of the form: its fields, and the texts and sections between them (XEP-0141).

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use iced::widget::{column, container, row};
use iced::{Alignment, Length, border};

use super::{Message, State};
use crate::domain::FieldId;
use crate::domain::layout::{Part, Section};
use crate::theme::{self, Element, Theme, radius, space};
use crate::widget::keyed::keyed;
use crate::widget::{Ctx, text};

/// Parts with their keys, that are theirs alone on the page.
type Keyed<'a> = Vec<(u64, Option<Element<'a, Message>>)>;

impl State {
    /// What stands on the page that is shown.
    pub(super) fn parts_view<'a>(&'a self, ctx: Ctx<'_>) -> Keyed<'a> {
        let Some(page) = self.pages.get(self.at) else {
            return Vec::new();
        };
        self.parts(&page.parts, 0, ctx)
    }

    /// The title of the page that is shown, and which of how many it is.
    pub(super) fn page_head(&self, ctx: Ctx<'_>) -> Option<Element<'_, Message>> {
        let title = self.pages.get(self.at)?.title.as_deref();
        let title = title.filter(|title| !title.trim().is_empty());
        let step = self.step().map(|(step, steps)| {
            let words = ctx
                .i18n
                .with("form-step", [("step", step), ("steps", steps)]);
            text::small(words)
        });
        if title.is_none() && step.is_none() {
            return None;
        }
        let line = row![].push(title.map(text::strong)).push(step);
        Some(line.spacing(8).align_y(Alignment::Center).wrap().into())
    }

    fn parts<'a>(&'a self, parts: &'a [Part], depth: u8, ctx: Ctx<'_>) -> Keyed<'a> {
        let view = |(number, part): (u64, &'a Part)| match part {
            Part::Field(id) => (key(id), self.part_of(id, ctx)),
            Part::Text(words) => {
                let words = text::muted(words.as_str()).width(Length::Fill);
                (number, Some(words.into()))
            }
            Part::Section(section) => (number, self.section(section, depth, ctx)),
        };
        // The first numbers are those of what stands above the fields.
        (16..).zip(parts).map(view).collect()
    }

    fn part_of<'a>(&'a self, id: &FieldId, ctx: Ctx<'_>) -> Option<Element<'a, Message>> {
        let place = self.place(id)?;
        if self.is_spare(id) || self.is_known(id) {
            return None;
        }
        self.field_view(place, ctx)
    }

    fn section<'a>(
        &'a self,
        section: &'a Section,
        depth: u8,
        ctx: Ctx<'_>,
    ) -> Option<Element<'a, Message>> {
        let parts = self.parts(&section.parts, depth.saturating_add(1), ctx);
        if parts.iter().all(|(_, part)| part.is_none()) {
            return None;
        }
        let title = section.title.as_deref();
        let title = title.filter(|title| !title.trim().is_empty());
        let inside = column![]
            .spacing(12)
            .push(title.map(|title| {
                text::medium(title, theme::BODY).style(text::color(|theme| theme.tokens().muted))
            }))
            .push(Element::from(keyed(space::FIELDS, parts)));
        // Sections of sections have no box of their own: they would leave no room.
        if depth > 0 {
            return Some(inside.into());
        }
        let boxed = container(inside)
            .padding(if ctx.narrow { [12, 12] } else { [16, 16] })
            .width(Length::Fill)
            .style(|theme: &Theme| container::Style {
                border: border::rounded(radius::CARD)
                    .width(space::EDGE)
                    .color(theme.tokens().hairline),
                ..container::Style::default()
            });
        Some(boxed.into())
    }
}

/// A key that a field has to itself: what its control holds stays with it when the form comes anew.
fn key(field: &FieldId) -> u64 {
    let mut hasher = DefaultHasher::new();
    field.hash(&mut hasher);
    hasher.finish() | 1 << 63
}
