//! Draws the form: what stands above the fields, and what is said below each.

use iced::Element as Plain;
use iced::widget::column;

use super::answer::{Note, Notice};
use super::{Edit, Message, State, words};
use crate::domain::{Fault, Kind, Role};
use crate::i18n::Key;
use crate::theme::{self, Element};
use crate::widget::button::{icon_link, link};
use crate::widget::card::{Tone, notice};
use crate::widget::details::{details, fold, quote};
use crate::widget::field::Notes;
use crate::widget::icon::Icon;
use crate::widget::keyed::keyed;
use crate::widget::{Ctx, text};

impl State {
    /// Draws the page.
    #[must_use]
    pub fn view<'a>(&'a self, ctx: Ctx<'_>) -> Element<'a, Message> {
        let parts = [
            (0, Some(text::title(self.title(ctx)).into())),
            (1, self.notice_view(ctx)),
            (
                5,
                self.form
                    .resets
                    .then(|| text::muted(ctx.i18n.text("reset-why")).into()),
            ),
            (4, self.invitation_view(ctx)),
            (2, (self.at == 0).then(|| self.introduction(ctx)).flatten()),
            (3, self.page_head(ctx)),
        ];
        let fields = self.parts_view(ctx);
        // Keyed, so that the focus and the cursor stay with their field when something comes or goes above it.
        keyed(theme::space::FIELDS, parts.into_iter().chain(fields)).into()
    }

    /// The server's own title and instructions, and its web page if it has one besides.
    pub(super) fn introduction(&self, ctx: Ctx<'_>) -> Option<Element<'_, Message>> {
        let title = self.form.title.as_deref().filter(|title| !title.is_empty());
        // Beside a puzzle it may be the puzzle's picture: then it stands there.
        let page = self.form.link.as_ref();
        let page = page.filter(|link| link.can_open() && !self.form.has_captcha());
        if title.is_none() && self.form.instructions.is_empty() && page.is_none() {
            return None;
        }
        let mut words = column![].spacing(4).push(title.map(text::strong));
        for instruction in &self.form.instructions {
            words = words.push(text::muted(instruction.as_str()));
        }
        if let Some(page) = page {
            let shown = ctx.i18n.with("form-web", [("link", page.as_str())]);
            words = words.push(Plain::from(icon_link(
                Icon::Open,
                shown,
                theme::SMALL,
                Message::OpenPressed(page.clone()),
            )));
        }
        Some(words.into())
    }

    pub(super) fn notice_view<'a>(&'a self, ctx: Ctx<'_>) -> Option<Element<'a, Message>> {
        let (tone, key) = match self.notice? {
            Notice::Doubts if self.is_part => (Tone::Warn, Key("form-doubts-part")),
            Notice::Doubts => (Tone::Warn, Key("form-doubts")),
            Notice::NotMade => (Tone::Warn, Key("form-not-made")),
            Notice::Unsolved => (Tone::Warn, Key("form-unsolved")),
            Notice::AsksMore => (Tone::Calm, Key("form-asks-more")),
            Notice::NoInvitation => (Tone::Calm, Key("invitation-not-taken")),
            Notice::Invited => (Tone::Good, Key("invitation-taken")),
            Notice::NoReset => (Tone::Warn, Key("invitation-no-reset")),
            Notice::Refused(tone, key) => (tone, key),
        };
        let sentence = ctx.i18n.with(key, [("domain", self.domain.as_str())]);
        let more = matches!(self.notice, Some(Notice::Refused(..) | Notice::AsksMore))
            .then(|| self.server_words(ctx))
            .flatten();
        Some(notice(tone, sentence, more))
    }

    /// The server's own words, folded.
    fn server_words<'a>(&'a self, ctx: Ctx<'_>) -> Option<Element<'a, Message>> {
        let words = self.server_text.as_ref()?;
        Some(details(
            ctx.i18n.text("server-said"),
            self.server_text_open,
            Message::ServerTextToggled,
            || quote(words.clone()),
        ))
    }

    pub(super) fn notes_of<'a>(&'a self, place: usize, ctx: Ctx<'_>) -> Notes<'a, Message> {
        let asked = &self.form.fields[place];
        let note = self.notes.get(&asked.id);
        let (error, warning) = match note {
            Some(Note::Problem(fault)) => (Some(crate::words::fault(ctx.i18n, fault)), None),
            Some(Note::Doubt(Fault::NotAnAddress)) => (None, Some(self.odd_line(place, ctx))),
            Some(Note::Doubt(fault)) => (None, Some(crate::words::fault(ctx.i18n, fault))),
            Some(Note::Refused(reason)) => {
                let key = words::refused_field(*reason).unwrap_or(Key("refused-answer"));
                (Some(ctx.i18n.text(key)), None)
            }
            None => (None, None),
        };
        // Under the first field at fault, and there only.
        let is_first = self
            .form
            .fields
            .iter()
            .find(|field| self.notes.contains_key(&field.id))
            .is_some_and(|field| field.id == asked.id);
        let said = is_first && matches!(note, Some(Note::Refused(_))) && self.notice.is_none();
        let said = self.server_text.as_ref().filter(|_| said);
        let mut remedies = Vec::new();
        if asked.role == Role::Username && !self.alternatives.is_empty() {
            remedies.push(text::small(ctx.i18n.text("form-alternatives")).into());
            remedies.extend(self.alternatives.iter().map(|name| {
                let pressed = Message::AlternativePressed(name.clone());
                link(name.clone(), theme::SMALL, pressed).into()
            }));
        }
        let (label, open) = (ctx.i18n.text("server-said"), self.server_text_open);
        remedies.extend(said.map(|_| fold(label, open, Message::ServerTextToggled).into()));
        let quoted = said.filter(|_| open).map(|words| quote(words.clone()));
        let lines = (asked.kind == Kind::Addresses).then(|| ctx.i18n.text("hint-addresses"));
        let help = [
            asked.help.clone(),
            lines,
            crate::words::limits(ctx.i18n, &asked.rules),
        ];
        let help: Vec<String> = help.into_iter().flatten().collect();
        Notes {
            error,
            warning,
            remedies,
            help: (!help.is_empty()).then(|| help.join(" ")),
            more: quoted.into_iter().collect(),
            on_leave: Some(Message::Edit(place, Edit::Left)),
        }
    }

    pub(super) fn note_at(&self, place: usize) -> Option<&Note> {
        self.notes.get(&self.form.fields[place].id)
    }
}
