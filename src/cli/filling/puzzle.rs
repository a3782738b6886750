//! Puzzles: what belongs to one is fetched and shown, and a command or somebody at the terminal answers.

use std::collections::VecDeque;
use std::ffi::OsString;
use std::io;
use std::path::Path;
use std::time::Duration;

use super::Filling;
use super::outside::{self, Shown};
use crate::cli::answers::value;
use crate::cli::outcome::{Outcome, Report};
use crate::cli::session::{Line, Step};
use crate::cli::{Context, print, words};
use crate::domain::{
    Challenge, Fault, Field, FieldId, Form, Link, MediaKind, MediaSource, Role, Scheme, Value,
};
use crate::engine::{Command, Event, Picture, PictureFault};
use crate::i18n::Key;

/// How long a picture, sound or film may take.
const PATIENCE: Duration = Duration::from_secs(30);

impl Filling<'_> {
    /// Answers the puzzles that must be answered. Where there is a choice of them, one that cannot be answered gives way
    /// to the next; those that the program computes are no puzzles.
    pub(super) async fn solve(
        &mut self,
        context: &mut Context,
        session: &mut Line<'_>,
        form: &Form,
    ) -> Result<(), Report> {
        let open: Vec<&Field> = form
            .puzzles()
            .filter(|field| self.lacks_answer(field))
            .collect();
        for field in open.iter().filter(|field| field.required) {
            // Without others nothing is skipped.
            if let Some(answer) = self.answer(context, session, form, field, false).await? {
                self.enter(context, field, &answer)?;
            }
        }
        let spare = form.spare_challenges();
        let mut left: Vec<&Field> = open.into_iter().filter(|field| !field.required).collect();
        left.sort_by_key(|field| spare.contains(&field.id));
        let mut left = VecDeque::from(left);
        let mut first = None;
        while self.wants_puzzle(form) {
            let Some(field) = left.pop_front() else {
                // What the check says of it is not as plain as why the first could not be answered.
                return first.map_or(Ok(()), Err);
            };
            let others = !left.is_empty();
            match self.answer(context, session, form, field, others).await {
                Ok(Some(answer)) => self.enter(context, field, &answer)?,
                // It comes again behind the others.
                Ok(None) => left.push_back(field),
                // The session is over, or the program has a fault.
                Err(report) if report.outcome == Outcome::Fault => return Err(report),
                Err(report) => {
                    if others && context.asker.is_terminal() {
                        report.print(false);
                        print::error(&context.i18n.text("cli-captcha-other"));
                    }
                    let _ = first.get_or_insert(report);
                }
            }
        }
        Ok(())
    }

    fn lacks_answer(&self, field: &Field) -> bool {
        self.answers.get(&field.id).is_none_or(Value::is_empty)
    }

    /// Whether the check would miss the answer to a puzzle of which there is a choice.
    fn wants_puzzle(&self, form: &Form) -> bool {
        let Err(found) = form.check(&self.answers, true) else {
            return false;
        };
        found.iter().any(|problem| {
            let field = form.field(&problem.field);
            problem.fault == Fault::Empty
                && field.is_some_and(|field| field.is_puzzle() && !field.required)
        })
    }

    fn enter(&mut self, context: &Context, field: &Field, answer: &str) -> Result<(), Report> {
        let answer = value(&context.i18n, field, &[answer])?;
        self.answers.set(field.id.clone(), answer);
        Ok(())
    }

    /// The answer to one puzzle. `None` if somebody at the terminal wants one of the `others` that there are.
    async fn answer(
        &mut self,
        context: &mut Context,
        session: &mut Line<'_>,
        form: &Form,
        field: &Field,
        others: bool,
    ) -> Result<Option<String>, Report> {
        if self.captcha_command.is_none() && !context.asker.is_terminal() {
            return Err(nobody(context, form, field));
        }
        let shown = match medium(form, field) {
            None => None,
            Some(kind) => match self.load(context, session, (form, field), kind).await? {
                Ok(shown) => Some(shown.map_err(|error| Report::fault(error.to_string()))?),
                Err(fault) => match link(form, field) {
                    // Somebody who is there can look at it in a browser.
                    Some(link) if self.captcha_command.is_none() => {
                        let arguments = [("link", link.to_string())];
                        print::error(&context.i18n.with("captcha-open", arguments));
                        None
                    }
                    _ => return Err(unseen(context, kind, &fault)),
                },
            },
        };
        let path = shown.as_ref().map(Shown::path);
        match self.captcha_command {
            Some(command) => {
                let environment = environment(context, form, field, path);
                session
                    .meanwhile(outside::answer_of(command, environment))
                    .await
                    .map(Some)
                    .map_err(|error| {
                        let arguments = [("reason", error.to_string())];
                        Report::usage(context.i18n.with("cli-captcha-failed", arguments))
                    })
            }
            None => asked(context, session, form, field, path, others).await,
        }
    }

    /// Waits for what belongs to the puzzle, and writes it to a file.
    async fn load(
        &mut self,
        context: &Context,
        session: &mut Line<'_>,
        (form, field): (&Form, &Field),
        kind: MediaKind,
    ) -> Result<Result<io::Result<Shown>, PictureFault>, Report> {
        let is_picture = kind == MediaKind::Picture;
        let session = match session {
            Line::Session(session) => session,
            Line::Owner(owner, from) if is_picture => {
                let picture = owner.picture(*from, form, &field.id).await;
                return Ok(picture.map(|picture| Shown::picture(&picture)));
            }
            Line::Owner(owner, from) => {
                let sound = owner.sound(*from, form, &field.id).await;
                return Ok(sound.map(|sound| Shown::sound(&sound)));
            }
        };
        let is_unasked = |picture: &Result<Picture, PictureFault>| {
            is_picture && matches!(picture, Err(PictureFault::Unasked))
        };
        let came = self.picture_of(&field.id).filter(|_| is_picture);
        let unasked = came.as_ref().is_some_and(is_unasked);
        if let Some(picture) = came.filter(|_| !unasked) {
            return Ok(picture.map(|picture| Shown::picture(&picture)));
        }
        if !is_picture {
            session.send(Command::LoadSound(field.id.clone()));
        } else if unasked || !field.has_media(kind) {
            // The first pictures that belong to fields come by themselves.
            session.send(Command::LoadPicture(field.id.clone()));
        }
        let wait = async {
            loop {
                match session.next().await {
                    // Each comes once, also those that nobody waits for yet.
                    Step::Event(Event::Picture(of, picture)) => {
                        let is_wanted = is_picture && of == field.id;
                        let unasked = is_unasked(&picture);
                        self.pictures.retain(|(other, _)| *other != of);
                        self.pictures.push((of, picture.clone()));
                        if is_wanted && unasked {
                            session.send(Command::LoadPicture(field.id.clone()));
                        } else if is_wanted {
                            return Ok(picture.map(|picture| Shown::picture(&picture)));
                        }
                    }
                    Step::Event(Event::Sound(of, sound)) if of == field.id => {
                        return Ok(sound.map(|sound| Shown::sound(&sound)));
                    }
                    Step::Event(_) => {}
                    Step::Ended(Err(error)) => {
                        return Err(words::trouble(&context.i18n, &self.place, &error));
                    }
                    Step::Ended(Ok(_)) => return Err(Report::new(Outcome::Fault)),
                }
            }
        };
        match tokio::time::timeout(PATIENCE, wait).await {
            Ok(loaded) => loaded,
            Err(_) => Ok(Err(PictureFault::Missing)),
        }
    }

    /// A picture that has come already.
    fn picture_of(&self, field: &FieldId) -> Option<Result<Picture, PictureFault>> {
        let came = self.pictures.iter().find(|(of, _)| of == field);
        came.map(|(_, picture)| picture.clone())
    }
}

/// The report on something that belongs to a puzzle and cannot be had.
fn unseen(context: &Context, kind: MediaKind, fault: &PictureFault) -> Report {
    let i18n = &context.i18n;
    let why = match kind {
        MediaKind::Picture => crate::words::picture_fault(fault),
        _ => crate::words::sound_fault(fault),
    };
    Report::new(Outcome::NotConnected)
        .say(i18n.text("cli-no-puzzle"))
        .say(i18n.text(why))
        .say(i18n.with("cli-detail", [("detail", fault.to_string())]))
}

/// The report where neither a command nor a terminal is there.
fn nobody(context: &Context, form: &Form, field: &Field) -> Report {
    if medium(form, field) == Some(MediaKind::Picture) {
        return Report::usage(context.i18n.text("cli-captcha-needs"));
    }
    let shown = words::label(&context.i18n, field);
    let arguments = [("field", shown)];
    Report::usage(context.i18n.with("cli-captcha-words", arguments))
}

/// Asks at the terminal.
async fn asked(
    context: &mut Context,
    session: &mut Line<'_>,
    form: &Form,
    field: &Field,
    path: Option<&Path>,
    others: bool,
) -> Result<Option<String>, Report> {
    let i18n = context.i18n.clone();
    if let Some(path) = path {
        let look = match medium(form, field) {
            Some(MediaKind::Sound) => Key("cli-captcha-listen"),
            Some(MediaKind::Film) => Key("cli-captcha-watch"),
            _ => Key("cli-captcha-look"),
        };
        let arguments = [("path", path.display().to_string())];
        print::error(&i18n.with(look, arguments));
    }
    if others {
        print::error(&i18n.text("cli-captcha-skip"));
    }
    let question = format!("{}:", words::label(&i18n, field));
    loop {
        let typed = session.meanwhile(context.asker.line(&question)).await?;
        let typed = typed.trim();
        if !typed.is_empty() {
            return Ok(Some(typed.to_owned()));
        }
        if others {
            return Ok(None);
        }
        print::error(&crate::words::fault(&i18n, &Fault::Empty));
    }
}

/// What a captcha command is told.
fn environment(
    context: &Context,
    form: &Form,
    field: &Field,
    path: Option<&Path>,
) -> Vec<(&'static str, OsString)> {
    let kind = challenge(field).as_str();
    let ours = || crate::words::label(&context.i18n, field);
    let question = field.label.clone().unwrap_or_else(ours);
    let mut environment: Vec<(&'static str, OsString)> = vec![
        ("CAPTCHA_KIND", kind.into()),
        ("CAPTCHA_QUESTION", question.into()),
    ];
    if let Some(path) = path {
        environment.push(("CAPTCHA_FILE", path.into()));
        if medium(form, field) == Some(MediaKind::Picture) {
            environment.push(("CAPTCHA_PICTURE", path.into()));
        }
    }
    environment
}

fn challenge(field: &Field) -> Challenge {
    match field.role {
        Role::Captcha(kind) => kind,
        _ => Challenge::Other,
    }
}

/// What has to be seen or heard for the answer: what came with the question; else what its kind needs.
fn medium(form: &Form, field: &Field) -> Option<MediaKind> {
    let came = [MediaKind::Picture, MediaKind::Sound, MediaKind::Film]
        .into_iter()
        .find(|kind| field.has_media(*kind));
    // A picture without a name may be behind the link beside the form.
    let beside = field.media.is_empty() && field.label.is_none() && form.link.is_some();
    came.or_else(|| challenge(field).medium())
        .or_else(|| beside.then_some(MediaKind::Picture))
}

/// A link at which a person can look for what belongs to a puzzle.
fn link<'a>(form: &'a Form, field: &'a Field) -> Option<&'a Link> {
    let of_field = field
        .media
        .iter()
        .flat_map(|media| &media.sources)
        .filter_map(|source| match source {
            MediaSource::Link(link) => Some(link),
            _ => None,
        });
    of_field
        .chain(form.link.iter())
        .find(|link| matches!(link.scheme(), Scheme::Https | Scheme::Http))
}
