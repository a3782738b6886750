//! Draws the fields: every kind has its own control.

use iced::widget::{Id, column, container, row};
use iced::{Alignment, Length};

use super::choice::Chosen;
use super::input::Input;
use super::{Edit, Message, State, number, strength, words};
use crate::domain::Day;
use crate::domain::{Choice as Choosable, Field, Kind, Purpose, Role, Secret, UserName};
use crate::i18n::Key;
use crate::theme::{self, Element};
use crate::widget::button::{icon_link, link};
use crate::widget::calendar::{Calendar, calendar};
use crate::widget::choice::{Act, Choice, Long, Many, choices, long};
use crate::widget::field::{Field as Line, Notes, field, lines, with_reveal};
use crate::widget::icon::Icon;
use crate::widget::locked::locked;
use crate::widget::strength::strength as meter;
use crate::widget::switch::switch;
use crate::widget::{Ctx, text};

impl State {
    pub(super) fn field_view<'a>(
        &'a self,
        place: usize,
        ctx: Ctx<'_>,
    ) -> Option<Element<'a, Message>> {
        let asked = &self.form.fields[place];
        let label = self.label(place, ctx);
        Some(match (&asked.kind, &self.inputs[place]) {
            (Kind::Note, _) => {
                let words = words::note(asked)?;
                text::muted(words).width(Length::Fill).into()
            }
            (Kind::Toggle, Input::Toggle(on)) => switch(
                self.id(place),
                label,
                *on,
                asked.required,
                Message::Edit(place, Edit::Turned),
                self.notes_of(place, ctx),
            ),
            (Kind::Choice { options, .. }, Input::Chosen(chosen)) => {
                self.choice_view(place, options, chosen, ctx)
            }
            (_, Input::Lines(content)) => lines(
                self.id(place),
                label,
                optional(asked, ctx),
                content,
                move |action| Message::Edit(place, Edit::Lines(action)),
                self.notes_of(place, ctx),
            ),
            (_, Input::Secret { text, hidden }) => self.secret_view(place, text, *hidden, ctx),
            (Kind::Work(_), _) => self.work_view(place, ctx),
            (_, Input::Text(typed)) if asked.is_puzzle() || !asked.media.is_empty() => {
                self.puzzle_view(place, typed, ctx)
            }
            (_, Input::Text(typed)) => self.text_view(place, typed, ctx),
            _ => return None,
        })
    }

    fn text_view<'a>(&'a self, place: usize, typed: &'a str, ctx: Ctx<'_>) -> Element<'a, Message> {
        let asked = &self.form.fields[place];
        let say = move |edit| Message::Edit(place, edit);
        let mut notes = self.notes_of(place, ctx);
        let is_date = number::is_date(asked);
        let unfolded = is_date
            .then(|| self.calendar_view(place, typed, ctx))
            .flatten();
        let open = unfolded.is_some();
        notes.more.extend(unfolded);
        if self.is_name(asked) {
            self.name_notes(&mut notes, typed, asked.fixed, ctx);
        }
        let suffix = self.suffix(asked, ctx);
        if asked.fixed {
            return locked(self.label(place, ctx), typed, suffix, notes);
        }
        let line = self.line(place, typed, ctx).notes(notes);
        let mut line = line.on_input(move |text| say(Edit::Typed(text)));
        if let Some(suffix) = suffix {
            line = line.suffix(suffix);
        } else if let Some(hint) = words::placeholder(asked) {
            line = line.placeholder(ctx.i18n.text(hint));
        }
        if is_date {
            let name = if open {
                Key("calendar-fold")
            } else {
                Key("calendar-unfold")
            };
            let toggled = say(Edit::CalendarToggled);
            line = line.button(Icon::Calendar, ctx.i18n.text(name), toggled);
        }
        if is_date || number::is_number(asked) {
            line = line.on_arrow(move |down| say(Edit::Stepped(!down)));
        }
        if number::is_number(asked) {
            let step = |key, up| (ctx.i18n.text(key), say(Edit::Stepped(up)));
            line = line.stepper(
                step(Key("number-less"), false),
                step(Key("number-more"), true),
            );
        }
        line.into()
    }

    /// What stands behind a name.
    fn suffix(&self, asked: &Field, ctx: Ctx<'_>) -> Option<String> {
        let domain = self.domain.as_str();
        // A long domain would leave no room for the name; the line below shows the address in full.
        let is_short = domain.chars().count() <= if ctx.narrow { 18 } else { 36 };
        (self.is_name(asked) && is_short).then(|| format!("@{domain}"))
    }

    /// The calendar of a field, if it is unfolded.
    fn calendar_view<'a>(
        &'a self,
        place: usize,
        typed: &str,
        ctx: Ctx<'_>,
    ) -> Option<Element<'a, Message>> {
        let asked = &self.form.fields[place];
        let (_, month) = self.calendar.as_ref().filter(|(id, _)| *id == asked.id)?;
        let shown = Calendar {
            id: Id::from(Self::calendar_id(&asked.id)),
            label: self.label(place, ctx),
            month: *month,
            chosen: Day::parse(typed),
            limits: number::days(&asked.rules),
        };
        let say = move |act| Message::Edit(place, Edit::Calendar(act));
        Some(calendar(&shown, say, ctx))
    }

    /// What is said of a user name while it is typed: the whole address, or what cannot be in it.
    fn name_notes(&self, notes: &mut Notes<'_, Message>, typed: &str, fixed: bool, ctx: Ctx<'_>) {
        if typed.is_empty() || notes.error.is_some() {
            return;
        }
        match UserName::parse(typed) {
            Ok(name) => {
                let address = format!("{name}@{}", self.domain);
                let key = match (self.form.resets, fixed) {
                    (true, _) => Key("form-address-reset"),
                    (false, true) => Key("form-address-invited"),
                    (false, false) => Key("form-address"),
                };
                notes.help = Some(ctx.i18n.with(key, [("address", address)]));
            }
            Err(fault) => notes.error = Some(crate::words::name_fault(ctx.i18n, fault)),
        }
    }

    fn secret_view<'a>(
        &'a self,
        place: usize,
        typed: &'a Secret,
        hidden: bool,
        ctx: Ctx<'_>,
    ) -> Element<'a, Message> {
        let asked = &self.form.fields[place];
        let say = move |edit| Message::Edit(place, edit);
        let mut notes = self.notes_of(place, ctx);
        if self.is_password(asked) {
            notes.more.push(self.below_password(place, typed, ctx));
        }
        let line = self
            .line(place, typed.expose(), ctx)
            .notes(notes)
            .on_input(move |text| say(Edit::Secret(Secret::from(text))));
        let mut line = with_reveal(line, ctx, hidden, say(Edit::RevealPressed));
        if self.is_password(asked) && !typed.is_empty() {
            let (icon, name) = if self.copied {
                (Icon::Check, Key("password-copied"))
            } else {
                (Icon::Copy, Key("password-copy"))
            };
            line = line.button(icon, ctx.i18n.text(name), say(Edit::CopyPressed));
        }
        line.into()
    }

    /// How hard a password is to guess, and the offer to make one up. Below and not above: Tab goes from the name straight
    /// to the password.
    fn below_password<'a>(
        &self,
        place: usize,
        typed: &Secret,
        ctx: Ctx<'_>,
    ) -> Element<'a, Message> {
        let below: Element<'a, Message> = if typed.is_empty() {
            let help = match self.form.purpose {
                Purpose::NewPassword => Key("password-help-new"),
                _ => Key("password-help"),
            };
            text::small(ctx.i18n.text(help)).into()
        } else {
            let name = self.name().unwrap_or_default();
            let judged = strength::judge(typed.expose(), name, self.domain.as_str());
            meter(judged.score, ctx.i18n.text(judged.word))
        };
        let generate = icon_link(
            Icon::Dice,
            ctx.i18n.text("password-generate"),
            theme::SMALL,
            Message::Edit(place, Edit::GeneratePressed),
        );
        // What is on its way stays as it is.
        let generate = (!self.is_busy()).then(|| Element::from(generate));
        if ctx.narrow {
            column![below].push(generate).spacing(4).into()
        } else {
            row![container(below).width(Length::Fill)]
                .push(generate)
                .spacing(12)
                .align_y(Alignment::Center)
                .into()
        }
    }

    fn choice_view<'a>(
        &'a self,
        place: usize,
        options: &'a [Choosable],
        chosen: &'a Chosen,
        ctx: Ctx<'_>,
    ) -> Element<'a, Message> {
        let asked = &self.form.fields[place];
        let (many, open) = match asked.kind {
            Kind::Choice { many, open, .. } => (many, open),
            _ => (false, false),
        };
        let kind = if many { Many::Any } else { Many::One };
        let shown = move |option: &Choosable| Choice {
            label: option.label.clone(),
            chosen: chosen.has(option, many),
        };
        let say = move |act| Message::Edit(place, Edit::List(act));
        let mut notes = self.notes_of(place, ctx);
        let names = chosen_names(options, chosen, many);
        let below = below_choice(&names, chosen.long.is_some(), ctx);
        let clear = (!asked.required && !many && !chosen.is_empty())
            .then(|| link(ctx.i18n.text("choice-clear"), theme::SMALL, say(Act::Clear)));
        if below.is_some() || clear.is_some() {
            let line = row![]
                .push(below)
                .push(clear.map(Element::from))
                .spacing(12)
                .align_y(Alignment::Center);
            notes.more.push(line.wrap().into());
        }
        let label = self.label(place, ctx);
        let list = match &chosen.long {
            Some(now) => long(
                Long {
                    id: format!("field-{}", asked.id),
                    label,
                    optional: optional(asked, ctx),
                    sift: &now.sift,
                    length: now.left.len(),
                    all: options.len(),
                    option: Box::new(move |place| shown(&options[now.left[place]])),
                    longest: now.longest,
                    place: now.place,
                    offset: now.offset,
                    chosen: (!names.is_empty()).then(|| names.join(", ")),
                    many: kind,
                    notes,
                },
                say,
                ctx,
            ),
            None => choices(
                self.id(place),
                label,
                optional(asked, ctx),
                options.iter().map(shown).collect(),
                kind,
                move |option| say(Act::Choose(option)),
                notes,
            ),
        };
        if !open {
            return list;
        }
        let line = field(
            format!("own-{}", asked.id),
            ctx.i18n.text("field-own-answer"),
            &chosen.own,
        )
        .optional(ctx.i18n.text("field-optional"))
        .on_input(move |text| Message::Edit(place, Edit::Own(text)));
        column![list, Element::from(line)].spacing(12).into()
    }

    /// A line for the answer to a field.
    pub(super) fn line<'a>(&self, place: usize, typed: &'a str, ctx: Ctx<'_>) -> Line<'a, Message> {
        let asked = &self.form.fields[place];
        let line = field(self.id(place), self.label(place, ctx), typed);
        match self.optional_words(asked, ctx) {
            Some(words) => line.optional(words),
            None => line,
        }
    }

    /// The label of a field.
    fn label(&self, place: usize, ctx: Ctx<'_>) -> String {
        let asked = &self.form.fields[place];
        let is_new = self.form.purpose == Purpose::NewPassword || self.form.resets;
        if is_new && asked.role == Role::Password {
            return ctx.i18n.text("field-new-password");
        }
        crate::words::label(ctx.i18n, asked)
    }

    /// Whether it is about the password of an account here, which the program knows how to judge.
    fn is_password(&self, asked: &Field) -> bool {
        asked.role == Role::Password && self.form.purpose != Purpose::Other
    }

    /// Whether it is the name of a new account here.
    fn is_name(&self, asked: &Field) -> bool {
        asked.role == Role::Username && self.form.purpose == Purpose::NewAccount
    }

    /// The words behind the label of what may be left empty. Of several puzzles one is enough, but that one has to be
    /// answered.
    pub(super) fn optional_words(&self, asked: &Field, ctx: Ctx<'_>) -> Option<String> {
        if !asked.is_puzzle() {
            return optional(asked, ctx);
        }
        self.is_one_of_more(&asked.id)
            .then(|| ctx.i18n.text("puzzle-or"))
    }
}

/// The words behind the label of what may be left empty.
fn optional(asked: &Field, ctx: Ctx<'_>) -> Option<String> {
    (!asked.required).then(|| ctx.i18n.text("field-optional"))
}

/// The labels of what is chosen.
fn chosen_names<'a>(options: &'a [Choosable], chosen: &Chosen, many: bool) -> Vec<&'a str> {
    if chosen.is_empty() {
        return Vec::new();
    }
    options
        .iter()
        .filter(|option| chosen.has(option, many))
        .map(|option| option.label.as_str())
        .collect()
}

/// What is chosen, where the list is too long to see it there.
fn below_choice<'a>(names: &[&str], is_long: bool, ctx: Ctx<'_>) -> Option<Element<'a, Message>> {
    if !is_long || names.is_empty() {
        return None;
    }
    let names = names.join(", ");
    Some(text::small(ctx.i18n.with("choice-chosen", [("names", names)])).into())
}
