//! Puzzles: the picture is fetched, shown, and answered by a command or by somebody at the terminal.

use std::time::Duration;

use super::Filling;
use crate::cli::outcome::{Outcome, Report};
use crate::cli::picture::Shown;
use crate::cli::session::{Session, Step};
use crate::cli::{Context, print, words};
use crate::domain::{Field, Form, MediaKind, MediaSource};
use crate::engine::{Command, Event, Picture, PictureFault};

/// How long a picture may take, from the form on.
const PICTURE: Duration = Duration::from_secs(30);

impl Filling<'_> {
    /// Answers the puzzles that must be answered: of a choice of them the easiest.
    pub(super) async fn solve(
        &mut self,
        context: &mut Context,
        session: &mut Session,
        form: &Form,
    ) -> Result<(), Report> {
        let spare = form.spare_challenges();
        let mut open: Vec<&Field> = form.puzzles().collect();
        open.retain(|field| !spare.contains(&field.id));
        let answered = |field: &&&Field| {
            self.answers
                .get(&field.id)
                .is_some_and(|value| !value.is_empty())
        };
        if open.is_empty() || open.iter().any(|field| answered(&field)) {
            return Ok(());
        }
        for field in open {
            let answer = if has_picture(field, form) {
                let picture = self.picture(context, session, field).await?;
                self.by_picture(context, session, &picture).await?
            } else {
                by_words(context, session, field).await?
            };
            let value = crate::cli::answers::value(&context.i18n, field, &[&answer])?;
            self.answers.set(field.id.clone(), value);
        }
        Ok(())
    }

    /// Waits for the field's picture, and has it loaded if it did not come with the form.
    async fn picture(
        &self,
        context: &Context,
        session: &mut Session,
        field: &Field,
    ) -> Result<Picture, Report> {
        let came = field.media.iter().any(|media| {
            let here = |source: &MediaSource| matches!(source, MediaSource::Bytes(_));
            media.kind == MediaKind::Picture && media.sources.iter().any(here)
        });
        if !came {
            session.send(Command::LoadPicture(field.id.clone()));
        }
        let wait = async {
            loop {
                match session.next().await {
                    Step::Event(Event::Picture(of, picture)) if of == field.id => {
                        return Ok(picture);
                    }
                    Step::Event(_) => {}
                    Step::Ended(Err(error)) => {
                        let domain = self.domain.as_str();
                        return Err(words::trouble(&context.i18n, domain, &error));
                    }
                    Step::Ended(Ok(_)) => return Err(Report::new(Outcome::Fault)),
                }
            }
        };
        let picture = match tokio::time::timeout(PICTURE, wait).await {
            Ok(picture) => picture?,
            Err(_) => Err(PictureFault::Missing),
        };
        picture.map_err(|fault| {
            let arguments = [("reason", fault.to_string())];
            Report::new(Outcome::NotConnected).say(context.i18n.with("cli-no-picture", arguments))
        })
    }

    async fn by_picture(
        &self,
        context: &mut Context,
        session: &mut Session,
        picture: &Picture,
    ) -> Result<String, Report> {
        let i18n = context.i18n.clone();
        let failed = |error: std::io::Error| {
            let arguments = [("reason", error.to_string())];
            Report::usage(i18n.with("cli-captcha-failed", arguments))
        };
        let shown = Shown::new(picture).map_err(|error| Report::fault(error.to_string()))?;
        if let Some(command) = &self.options.captcha_command {
            return session
                .meanwhile(shown.solved_by(command))
                .await
                .map_err(failed);
        }
        if !context.asker.is_terminal() {
            return Err(Report::usage(i18n.text("cli-captcha-needs")));
        }
        let path = shown.path().display().to_string();
        print::error(&i18n.with("cli-captcha-look", [("path", path)]));
        let question = i18n.text("field-captcha");
        session.meanwhile(context.asker.line(&question)).await
    }
}

/// A puzzle in words, or one that this program cannot show.
async fn by_words(
    context: &mut Context,
    session: &mut Session,
    field: &Field,
) -> Result<String, Report> {
    let shown = words::label(&context.i18n, field);
    if !context.asker.is_terminal() {
        let arguments = [("field", shown)];
        return Err(Report::usage(
            context.i18n.with("cli-captcha-words", arguments),
        ));
    }
    let question = format!("{shown}:");
    session.meanwhile(context.asker.line(&question)).await
}

fn has_picture(field: &Field, form: &Form) -> bool {
    let of_field = field
        .media
        .iter()
        .any(|media| media.kind == MediaKind::Picture);
    of_field || (field.media.is_empty() && field.label.is_none() && form.link.is_some())
}
