//! What the program is, what is inside of it and by which licences, and where to report a fault.

use std::path::PathBuf;

use iced::Length;
use iced::widget::{Column, column};

use super::{Action, Given, licences};
use crate::theme::{self, Element};
use crate::widget::button::{Kind, button, icon_link};
use crate::widget::card::card;
use crate::widget::details::{details, quote};
use crate::widget::icon::Icon;
use crate::widget::{Ctx, text};

/// What happened.
#[derive(Debug, Clone, Copy)]
pub enum Message {
    /// What is inside was unfolded or folded.
    Toggled,
    /// The parts by the licence in this place were.
    LicenceToggled(usize),
    /// All texts are wanted in a file.
    SavePressed,
    /// Version and system are wanted on the clipboard.
    CopyPressed,
}

#[derive(Debug, Clone, Default)]
pub(super) struct State {
    open: bool,
    unfolded: Option<usize>,
    saved: Option<Result<PathBuf, String>>,
    copied: bool,
}

impl State {
    pub(super) fn saved(&mut self, file: Result<PathBuf, String>) {
        self.saved = Some(file);
    }

    pub(super) fn update(&mut self, message: Message, given: &Given) -> Action {
        match message {
            Message::Toggled => self.open = !self.open,
            Message::LicenceToggled(place) => {
                self.unfolded = Some(place).filter(|place| self.unfolded != Some(*place));
            }
            Message::SavePressed => {
                self.saved = None;
                return Action::SaveLicences;
            }
            Message::CopyPressed => {
                self.copied = true;
                return Action::Copy(format!("Vestibule {}, {}", given.version, given.system));
            }
        }
        Action::None
    }

    pub(super) fn view<'a>(&'a self, given: &Given, ctx: Ctx<'_>) -> Element<'a, Message> {
        let version = ctx
            .i18n
            .with("about-version", [("version", given.version.as_str())]);
        let copy = if self.copied {
            ctx.i18n.text("copied")
        } else {
            ctx.i18n.text("about-copy")
        };
        let report = column![
            text::strong(ctx.i18n.text("about-report")),
            text::small(ctx.i18n.text("about-report-where")),
            icon_link(Icon::Copy, copy, theme::BODY, Message::CopyPressed).id("about-copy")
        ]
        .spacing(4);
        let inside = ctx.i18n.text("about-inside");
        let inside = details(inside, self.open, Message::Toggled, || self.inside(ctx));
        let head = column![
            text::strong(version),
            text::small(ctx.i18n.text("about-licence"))
        ]
        .spacing(4);
        card(column![head, report, inside].spacing(16)).into()
    }

    /// The parts, by their licences.
    fn inside<'a>(&'a self, ctx: Ctx<'_>) -> Element<'a, Message> {
        let licences = licences::all().iter().enumerate().map(|(place, licence)| {
            let label = format!("{} ({})", licence.name, licence.parts.len());
            let open = self.unfolded == Some(place);
            details(label, open, Message::LicenceToggled(place), || {
                quote(licence.parts.join(", "))
            })
        });
        let save = button(Kind::Plain, ctx.i18n.text("about-save"))
            .id("about-save")
            .icon(Icon::Save)
            .on_press(Message::SavePressed);
        let saved = self.saved.as_ref().map(|saved| match saved {
            Ok(path) => {
                let path = [("path", path.display().to_string())];
                text::small(ctx.i18n.with("about-saved", path))
            }
            Err(reason) => {
                let reason = [("reason", reason.as_str())];
                text::error(ctx.i18n.with("about-not-saved", reason))
            }
        });
        Column::with_children(licences)
            .push(Element::from(save))
            .push(saved)
            .spacing(8)
            .width(Length::Fill)
            .into()
    }
}
