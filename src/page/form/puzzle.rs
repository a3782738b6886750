//! Draws the puzzles: a picture, a sound, a question in words, or something that the computer does by itself.

use iced::Alignment;
use iced::widget::{column, row};

use super::captcha::{Age, Ask, Beside, Kept, can_load, links_of, sound_of};
use super::{Edit, Message, Stage, State};
use crate::domain::{Challenge, Field, Link, MediaKind, Role, Scheme};
use crate::i18n::Key;
use crate::theme::{self, Element};
use crate::widget::button::icon_link;
use crate::widget::captcha::{Captcha, Picture, captcha};
use crate::widget::details::details;
use crate::widget::field::Notes;
use crate::widget::focus::{Info, Role as Part, named};
use crate::widget::icon::Icon;
use crate::widget::spinner::spinner;
use crate::widget::{Ctx, text};

impl State {
    /// A question that something to see or hear belongs to, or a puzzle in words.
    pub(super) fn puzzle_view<'a>(
        &'a self,
        place: usize,
        typed: &'a str,
        ctx: Ctx<'_>,
    ) -> Element<'a, Message> {
        let asked = &self.form.fields[place];
        let picture = self.picture_of(asked);
        let mut notes = self.notes_of(place, ctx);
        // What is true of all of them is said once.
        let is_first = self.puzzle() == Some(place);
        if is_first {
            let age = self.age_words(ctx);
            notes.help = Some(match notes.help.take() {
                Some(help) => format!("{help} {age}"),
                None => age,
            });
        }
        // Below what belongs to the puzzle stands another one: whoever is to listen needs the sound first.
        let mut own = 0;
        if let Some(kind) = sound_of(asked) {
            notes.more.extend(self.sound_view(place, kind, ctx));
            own = notes.more.len();
            notes
                .more
                .extend(links_of(asked).map(|link| open_link(link, ctx)));
        } else if picture.is_none() {
            // Something that cannot be shown here.
            notes
                .more
                .extend(links_of(asked).map(|link| open_link(link, ctx)));
        }
        if self.is_pictured_beside(asked) && picture.is_none() {
            notes.more.extend(self.show_link(ctx));
        }
        // Where the picture cannot be shown here, it may come when it is asked for, or its address lead on.
        if let Some(Picture::Missing(_)) = picture {
            notes.more.extend(can_load(asked).then(|| {
                let load = Message::Puzzle(Ask::Picture(place));
                icon_link(Icon::Eye, ctx.i18n.text("puzzle-load"), theme::SMALL, load).into()
            }));
            notes
                .more
                .extend(links_of(asked).map(|link| open_link(link, ctx)));
        }
        if is_first && !self.is_busy() {
            let name = if picture.is_some() {
                Key("captcha-renew")
            } else {
                Key("puzzle-renew")
            };
            let renew = Message::Puzzle(Ask::Renew);
            let renew = icon_link(Icon::Redo, ctx.i18n.text(name), theme::SMALL, renew);
            notes.more.insert(own, renew.into());
        }
        self.more_ways(place, &mut notes, ctx);
        let input = move |text| Message::Edit(place, Edit::Typed(text));
        match picture {
            Some(picture) => captcha(
                Captcha {
                    id: self.id(place),
                    question: crate::words::label(ctx.i18n, asked),
                    optional: self.optional_words(asked, ctx),
                    placeholder: placeholder(asked, ctx),
                    picture,
                    answer: typed,
                    on_input: Box::new(input),
                    notes,
                },
                ctx,
            ),
            None => self
                .line(place, typed, ctx)
                .notes(notes)
                .on_input(input)
                .into(),
        }
    }

    /// Something that the computer does by itself instead of that a question is answered.
    pub(super) fn work_view<'a>(&'a self, place: usize, ctx: Ctx<'_>) -> Element<'a, Message> {
        let words = ctx.i18n.text("puzzle-work");
        let runs = self.stage == Stage::Working;
        let info = Info::new(
            if runs { Part::Progress } else { Part::Status },
            words.clone(),
        );
        let line = row![]
            .push(runs.then(|| spinner(18.0, ctx.still)))
            .push(text::small(words))
            .spacing(8)
            .align_y(Alignment::Center);
        let mut notes = Notes::default();
        self.more_ways(place, &mut notes, ctx);
        let line = Element::from(named(info, line));
        column![line].extend(notes.more).spacing(4).into()
    }

    /// What is said of how old a puzzle is.
    fn age_words(&self, ctx: Ctx<'_>) -> String {
        ctx.i18n.text(match self.puzzles.age {
            Age::Valid => Key("puzzle-valid"),
            Age::UsedUp => Key("form-renewed"),
            Age::Outlived => Key("form-renewed-old"),
            Age::Old => Key("puzzle-old"),
        })
    }

    /// Below the last puzzle: other puzzles, and other ways to this one.
    fn more_ways<'a>(&'a self, place: usize, notes: &mut Notes<'a, Message>, ctx: Ctx<'_>) {
        if !self.is_last_puzzle(place) || !self.has_more_ways() {
            return;
        }
        let asked = &self.form.fields[place];
        let label = match sound_of(asked) {
            _ if !asked.is_puzzle() => Key("puzzle-instead"),
            Some(_) => Key("puzzle-more-sound"),
            None if self.picture_of(asked).is_some() => Key("puzzle-more"),
            None => Key("puzzle-more-question"),
        };
        let toggled = Message::Puzzle(Ask::Spare);
        let inside = || {
            let mut ways = column![].spacing(2);
            if !matches!(self.picture_of(asked), Some(Picture::Missing(_)))
                && sound_of(asked).is_none()
            {
                ways = ways.extend(links_of(asked).map(|link| open_link(link, ctx)));
            }
            let beside = !self.is_pictured_beside(asked) || self.picture_of(asked).is_some();
            ways.extend(beside.then(|| self.show_link(ctx)).into_iter().flatten())
                .into()
        };
        let open = self.puzzles.open;
        notes
            .more
            .push(details(ctx.i18n.text(label), open, toggled, inside));
    }

    /// The link beside the form: to be looked at here, and in the browser.
    fn show_link<'a>(&self, ctx: Ctx<'_>) -> Vec<Element<'a, Message>> {
        let Some(link) = self.link_beside() else {
            return Vec::new();
        };
        let mut all = Vec::new();
        match &self.puzzles.beside {
            Beside::Unasked if link.scheme() == Scheme::Https => {
                let shown = ctx.i18n.with(
                    "puzzle-show-link",
                    [("host", link.host().unwrap_or_default())],
                );
                let show = Message::Puzzle(Ask::Link);
                all.push(icon_link(Icon::Eye, shown, theme::SMALL, show).into());
            }
            Beside::Picture(Picture::Loading) => {
                all.push(text::small(ctx.i18n.text("puzzle-link-loading")).into());
            }
            Beside::Picture(Picture::Missing(why)) => all.push(text::small(why.clone()).into()),
            Beside::Page => all.push(text::small(ctx.i18n.text("puzzle-link-page")).into()),
            Beside::Unasked | Beside::Picture(Picture::Ready { .. }) => {}
        }
        all.push(open_link(link, ctx));
        all
    }

    /// What can be done with a sound or film.
    fn sound_view<'a>(
        &'a self,
        place: usize,
        kind: MediaKind,
        ctx: Ctx<'_>,
    ) -> Vec<Element<'a, Message>> {
        let asked = &self.form.fields[place];
        let (icon, save) = match kind {
            MediaKind::Film => (Icon::Film, Key("puzzle-film-save")),
            _ => (Icon::Sound, Key("puzzle-sound-save")),
        };
        let mut all: Vec<Element<'a, Message>> = Vec::new();
        match self.file_of(&asked.id) {
            Some(Kept::Saved(path)) => {
                let said = ctx
                    .i18n
                    .with("puzzle-saved", [("path", path.display().to_string())]);
                let said = named(Info::new(Part::Status, said.clone()), text::small(said));
                let open = ctx.i18n.text("puzzle-open-file");
                let message = Message::Puzzle(Ask::OpenFile(place));
                all.push(said.into());
                all.push(icon_link(icon, open, theme::SMALL, message).into());
            }
            Some(Kept::Loading) => all.push(text::small(ctx.i18n.text("puzzle-saving")).into()),
            other => {
                if let Some(Kept::Missing(why)) = other {
                    all.push(text::error(why.clone()).into());
                }
                let message = Message::Puzzle(Ask::Save(place));
                let save = ctx.i18n.text(save);
                all.push(icon_link(Icon::Save, save, theme::SMALL, message).into());
            }
        }
        all
    }
}

fn open_link<'a>(link: &Link, ctx: Ctx<'_>) -> Element<'a, Message> {
    let shown = ctx.i18n.with("captcha-open", [("link", link.as_str())]);
    let open = Message::OpenPressed(link.clone());
    icon_link(Icon::Open, shown, theme::SMALL, open).into()
}

/// What stands in the empty line of an answer.
fn placeholder(asked: &Field, ctx: Ctx<'_>) -> String {
    match asked.role {
        Role::Captcha(Challenge::Ocr) => ctx.i18n.text("captcha-placeholder"),
        _ => String::new(),
    }
}
