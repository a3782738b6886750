//! What the page with the server's form wants of the engine and of the system, and what comes of it.

use std::path::PathBuf;

use iced::Task;

use super::{App, Message, copy, translate};
use crate::domain::FieldId;
use crate::engine::{self, Command, Event, PictureFault, Stage};
use crate::page::{self, Page, form};
use crate::widget::captcha::Picture;
use crate::words;

impl App {
    /// Does what the page wants done.
    pub(super) fn form_wants(&mut self, action: form::Action) -> Task<Message> {
        let command = match action {
            form::Action::None => return Task::none(),
            form::Action::Run(task) => return task.map(page::Message::Form).map(Message::Page),
            form::Action::Copy(secret) => return copy(&secret),
            form::Action::Open(link) => return self.open(link),
            form::Action::OpenFile(path) => {
                return self.engine.open_file(path).map(Message::Opened);
            }
            form::Action::Back => return self.choose_server(),
            form::Action::Invitation(wish) => {
                let say = |said| page::Message::Form(form::Message::Invitation(said));
                return self.line_wants(wish, say);
            }
            form::Action::Refresh => Command::Refresh,
            form::Action::LoadPicture(field) => Command::LoadPicture(field),
            form::Action::LoadLink => Command::LoadLink,
            form::Action::LoadSound(field) => Command::LoadSound(field),
            form::Action::Submit(submission) => {
                self.note_reset();
                return self.put_away(submission);
            }
        };
        if let Some(session) = &self.session {
            session.remote.send(command);
        }
        Task::none()
    }

    /// Takes in news that are about the form that is shown.
    pub(super) fn form_told(&mut self, event: Event) -> Task<Message> {
        let Page::Form(page) = &mut self.page else {
            return Task::none();
        };
        let task = match event {
            Event::Stage(Stage::Work) => {
                page.working();
                Task::none()
            }
            Event::Stage(Stage::Submit) => {
                page.submitting();
                Task::none()
            }
            Event::Refused(refusal) => page.refused(refusal),
            Event::NotMade => page.not_made(),
            Event::Unsolved => page.unsolved(),
            Event::PuzzleOld => {
                let action = page.puzzle_old();
                return self.form_wants(action);
            }
            Event::Link(picture) => {
                page.link(match picture {
                    Err(PictureFault::NotAPicture) => None,
                    other => Some(translate::picture(other, &self.i18n)),
                });
                Task::none()
            }
            Event::Sound(field, sound) => return self.keep(field, sound),
            Event::Stage(_) | Event::Offered(_) | Event::Picture(..) | Event::Invitation(_) => {
                Task::none()
            }
        };
        task.map(page::Message::Form).map(Message::Page)
    }

    /// A picture came; it may be before the form is shown.
    pub(super) fn pictured(&mut self, field: FieldId, picture: Picture) {
        match (&mut self.page, &mut self.session) {
            (Page::Form(page), _) => page.picture(field, picture),
            (_, Some(session)) => session.pictures.push((field, picture)),
            _ => {}
        }
    }

    /// Puts a sound or film into a file, where the person finds it.
    pub(super) fn keep(
        &mut self,
        field: FieldId,
        sound: Result<engine::Sound, PictureFault>,
    ) -> Task<Message> {
        match sound {
            Ok(sound) => {
                let name = format!("vestibule-puzzle.{}", sound.extension());
                let kept = self.engine.keep(name, sound.bytes);
                kept.map(move |file| Message::Kept(field.clone(), file))
            }
            Err(fault) => {
                self.missed(field, &fault);
                Task::none()
            }
        }
    }

    fn missed(&mut self, field: FieldId, fault: &PictureFault) {
        let why = self.i18n.text(words::sound_fault(fault));
        self.saved(field, Err(why));
    }

    /// A file was written, or could not be.
    pub(super) fn kept(&mut self, field: FieldId, file: Result<PathBuf, String>) {
        let file = file.map_err(|reason| self.i18n.with("puzzle-not-saved", [("reason", reason)]));
        self.saved(field, file);
    }

    /// Tells the page that is shown in which file a sound or film is, or why it is in none.
    fn saved(&mut self, field: FieldId, file: Result<PathBuf, String>) {
        if matches!(self.page, Page::Account(_)) {
            drop(self.tell_account(page::account::News::Sound(field, file)));
            return;
        }
        if let Page::Form(page) = &mut self.page {
            page.saved(field, file);
        }
    }
}
