//! Draws the form: every kind of field has its own control.

use iced::widget::{column, container, row};
use iced::{Alignment, Element as Plain, Length};

use super::answer::{Note, Notice};
use super::input::Input;
use super::{Message, State, strength, words};
use crate::domain::{Field, Kind, Role, Secret, UserName};
use crate::i18n::Key;
use crate::theme::{self, Element};
use crate::widget::button::{icon_link, link};
use crate::widget::captcha::{Captcha, Picture, captcha};
use crate::widget::card::{Tone, notice};
use crate::widget::choice::{Choice, Many, choices};
use crate::widget::details::{details, fold, quote};
use crate::widget::field::{Field as Line, Notes, field, lines, with_reveal};
use crate::widget::icon::Icon;
use crate::widget::keyed::keyed;
use crate::widget::strength::strength as meter;
use crate::widget::switch::switch;
use crate::widget::{Ctx, text};

impl State {
    /// Draws the page.
    #[must_use]
    pub fn view<'a>(&'a self, ctx: Ctx<'_>) -> Element<'a, Message> {
        let fields = (3..).zip(self.form.fields.iter().enumerate());
        let fields = fields.map(|(key, (place, field))| (key, self.field_view(place, field, ctx)));
        let parts = [
            (0, Some(text::title(self.title(ctx)).into())),
            (1, self.notice_view(ctx)),
            (2, self.introduction(ctx)),
        ];
        // Keyed, so that the focus and the cursor stay with their field when something comes or goes above it.
        keyed(theme::space::FIELDS, parts.into_iter().chain(fields)).into()
    }

    /// The server's own title and instructions, and its web page if it has one besides.
    fn introduction(&self, ctx: Ctx<'_>) -> Option<Element<'_, Message>> {
        let title = self.form.title.as_deref().filter(|title| !title.is_empty());
        // Beside a puzzle it is the puzzle's picture.
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

    fn notice_view<'a>(&'a self, ctx: Ctx<'_>) -> Option<Element<'a, Message>> {
        let (tone, key) = match self.notice? {
            Notice::Doubts => (Tone::Warn, Key("form-doubts")),
            Notice::NotMade => (Tone::Warn, Key("form-not-made")),
            Notice::Refused(reason) => words::refused_form(reason),
        };
        let sentence = ctx.i18n.with(key, [("domain", self.domain.as_str())]);
        let more = matches!(self.notice, Some(Notice::Refused(_)))
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

    fn field_view<'a>(
        &'a self,
        place: usize,
        asked: &'a Field,
        ctx: Ctx<'_>,
    ) -> Option<Element<'a, Message>> {
        let id = self.id(place);
        let label = crate::words::label(ctx.i18n, asked);
        let optional = (!asked.required).then(|| ctx.i18n.text("field-optional"));
        let input = &self.inputs[place];
        Some(match (&asked.kind, input) {
            (Kind::Hidden, _) => return None,
            (Kind::Note, _) => {
                let words = words::note(asked)?;
                text::muted(words).width(Length::Fill).into()
            }
            (Kind::Toggle, Input::Toggle(on)) => switch(
                id,
                label,
                *on,
                asked.required,
                Message::Toggled(place),
                self.notes_of(asked, ctx),
            ),
            (Kind::Choice { many, open, .. }, Input::Chosen { values, own }) => {
                self.choice_view(place, asked, (*many, *open), values, own, ctx)
            }
            (_, Input::Lines(content)) => lines(
                id,
                label,
                optional,
                content,
                move |action| Message::Edited(place, action),
                self.notes_of(asked, ctx),
            ),
            (_, Input::Secret { .. }) => self.secret_view(place, asked, ctx),
            (_, Input::Text(typed)) if self.has_picture(asked) => {
                self.picture_view(place, asked, typed, ctx)
            }
            (_, Input::Text(typed)) => self.text_view(place, asked, typed, ctx),
            _ => return None,
        })
    }

    fn text_view<'a>(
        &'a self,
        place: usize,
        asked: &'a Field,
        typed: &'a str,
        ctx: Ctx<'_>,
    ) -> Element<'a, Message> {
        let line = field(self.id(place), crate::words::label(ctx.i18n, asked), typed)
            .on_input(move |text| Message::Typed(place, text));
        let mut line = self.annotate(line, asked, ctx);
        if asked.role == Role::Username {
            line = self.name_line(line, typed, ctx);
        } else if let Some(hint) = words::placeholder(asked) {
            line = line.placeholder(ctx.i18n.text(hint));
        }
        line.into()
    }

    /// What stands with the user name: the domain behind it, and the whole address below.
    fn name_line<'a>(
        &'a self,
        mut line: Line<'a, Message>,
        typed: &str,
        ctx: Ctx<'_>,
    ) -> Line<'a, Message> {
        let domain = self.domain.as_str();
        // A long domain would leave no room for the name; the line below shows the address in full.
        if domain.chars().count() <= if ctx.narrow { 18 } else { 36 } {
            line = line.suffix(format!("@{domain}"));
        }
        if !typed.is_empty() && self.note_of(Role::Username).is_none() {
            line = match UserName::parse(typed) {
                Ok(name) => {
                    let address = format!("{name}@{domain}");
                    line.help(Some(ctx.i18n.with("form-address", [("address", address)])))
                }
                Err(fault) => line.error(Some(crate::words::name_fault(ctx.i18n, fault))),
            };
        }
        line
    }

    fn secret_view<'a>(
        &'a self,
        place: usize,
        asked: &'a Field,
        ctx: Ctx<'_>,
    ) -> Element<'a, Message> {
        let Input::Secret {
            text: typed,
            hidden,
        } = &self.inputs[place]
        else {
            return column![].into();
        };
        let line = field(
            self.id(place),
            crate::words::label(ctx.i18n, asked),
            typed.expose(),
        )
        .on_input(move |text| Message::SecretTyped(place, Secret::from(text)));
        let mut line = self.annotate(line, asked, ctx);
        line = with_reveal(line, ctx, *hidden, Message::RevealPressed(place));
        if asked.role != Role::Password {
            return line.into();
        }
        let mut below: Element<'a, Message> = text::small(ctx.i18n.text("password-help")).into();
        if !typed.is_empty() {
            let (icon, name) = if self.copied {
                (Icon::Check, Key("password-copied"))
            } else {
                (Icon::Copy, Key("password-copy"))
            };
            line = line.button(icon, ctx.i18n.text(name), Message::CopyPressed(place));
            let name = self.name().unwrap_or_default();
            let judged = strength::judge(typed.expose(), name, self.domain.as_str());
            below = meter(judged.score, ctx.i18n.text(judged.word));
        }
        // Below and not above: Tab goes from the name straight to the password.
        let generate = icon_link(
            Icon::Dice,
            ctx.i18n.text("password-generate"),
            theme::SMALL,
            Message::GeneratePressed(place),
        );
        let generate = Element::from(generate);
        let both: Element<'a, Message> = if ctx.narrow {
            column![below, generate].spacing(4).into()
        } else {
            row![container(below).width(Length::Fill), generate]
                .spacing(12)
                .align_y(Alignment::Center)
                .into()
        };
        line.below(both).into()
    }

    fn picture_view<'a>(
        &'a self,
        place: usize,
        asked: &'a Field,
        typed: &'a str,
        ctx: Ctx<'_>,
    ) -> Element<'a, Message> {
        let mut notes = self.notes_of(asked, ctx);
        // Where the picture cannot be shown here, its address may lead on.
        if let (Some(Picture::Missing(_)), Some(address)) =
            (self.pictures.get(&asked.id), self.picture_link(asked))
        {
            let shown = ctx.i18n.with("captcha-open", [("link", address.as_str())]);
            let open = Message::OpenPressed(address.clone());
            notes
                .more
                .push(icon_link(Icon::Open, shown, theme::SMALL, open).into());
        }
        if self.puzzle_renewed {
            notes.help = Some(ctx.i18n.text("form-renewed"));
        }
        captcha(
            Captcha {
                id: self.id(place),
                question: crate::words::label(ctx.i18n, asked),
                picture: self
                    .pictures
                    .get(&asked.id)
                    .cloned()
                    .unwrap_or(Picture::Loading),
                answer: typed,
                on_input: Box::new(move |text| Message::Typed(place, text)),
                renew: (!self.is_sending()).then_some(Message::RenewPressed),
                notes,
            },
            ctx,
        )
    }

    fn choice_view<'a>(
        &'a self,
        place: usize,
        asked: &'a Field,
        (many, open): (bool, bool),
        values: &[String],
        own: &'a str,
        ctx: Ctx<'_>,
    ) -> Element<'a, Message> {
        let Kind::Choice { options, .. } = &asked.kind else {
            return column![].into();
        };
        let chosen_own = !many && !own.trim().is_empty();
        let shown = options
            .iter()
            .map(|option| Choice {
                label: option.label.clone(),
                chosen: values.contains(&option.value) && !chosen_own,
            })
            .collect();
        let optional = (!asked.required).then(|| ctx.i18n.text("field-optional"));
        let kind = if many { Many::Any } else { Many::One };
        let list = choices(
            self.id(place),
            crate::words::label(ctx.i18n, asked),
            optional,
            shown,
            kind,
            move |option| Message::Chose(place, option),
            self.notes_of(asked, ctx),
        );
        if !open {
            return list;
        }
        let line = field(
            format!("own-{}", asked.id),
            ctx.i18n.text("field-own-answer"),
            own,
        )
        .optional(ctx.i18n.text("field-optional"))
        .on_input(move |text| Message::OwnTyped(place, text));
        column![list, Element::from(line)].spacing(12).into()
    }

    /// What is said below a one-line field, and whether it may be left empty.
    fn annotate<'a>(
        &'a self,
        mut line: Line<'a, Message>,
        asked: &'a Field,
        ctx: Ctx<'_>,
    ) -> Line<'a, Message> {
        if !asked.required {
            line = line.optional(ctx.i18n.text("field-optional"));
        }
        let notes = self.notes_of(asked, ctx);
        line = line
            .error(notes.error)
            .remedies(notes.remedies)
            .help(notes.help);
        for more in notes.more {
            line = line.below(more);
        }
        line
    }

    fn notes_of<'a>(&'a self, asked: &'a Field, ctx: Ctx<'_>) -> Notes<'a, Message> {
        let note = self.notes.get(&asked.id);
        let error = note.map(|note| match note {
            Note::Problem(fault) => crate::words::fault(ctx.i18n, fault),
            Note::Refused(reason) => {
                let key = words::refused_field(*reason).unwrap_or(Key("refused-answer"));
                ctx.i18n.text(key)
            }
        });
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
        let help = [
            asked.help.clone(),
            crate::words::limits(ctx.i18n, &asked.rules),
        ];
        let help: Vec<String> = help.into_iter().flatten().collect();
        Notes {
            error,
            remedies,
            help: (!help.is_empty()).then(|| help.join(" ")),
            more: quoted.into_iter().collect(),
        }
    }

    pub(super) fn note_of(&self, role: Role) -> Option<&Note> {
        self.note_at(self.place_of(role)?)
    }

    pub(super) fn note_at(&self, place: usize) -> Option<&Note> {
        self.notes.get(&self.form.fields[place].id)
    }
}
