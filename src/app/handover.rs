//! The chat programs that somebody with a new address may go on with.

use iced::Task;

use super::{App, Message};
use crate::domain::Address;
use crate::page::Page;
use crate::page::keepsake::Lost;
use crate::platform::ChatProgram;

/// What came of looking for chat programs, or of starting one.
#[derive(Debug, Clone)]
pub enum News {
    /// These are there, for the page of this number.
    Found(u64, Vec<ChatProgram>),
    /// The one in this place of the list was started from the page of this number, or could not be.
    Started(u64, usize, bool),
}

impl App {
    /// What becomes of the password of this address if it is lost.
    pub(super) fn lost_password(&self, address: &Address) -> Lost {
        let provider = self.choosing.provider(address.domain());
        match provider.and_then(|provider| provider.password_reset.as_ref()) {
            None => Lost::Untold,
            Some(pages) => match pages.in_language(self.i18n.tag()) {
                Some(page) => Lost::Reset(page.clone()),
                None => Lost::Gone,
            },
        }
    }

    /// Looks for chat programs if the page that is shown offers to start one.
    pub(super) fn look_for_chat(&self) -> Task<Message> {
        let page = self.serial;
        match self.page {
            Page::Done(_) => self
                .engine
                .chat_programs(self.i18n.tag().to_owned())
                .map(move |found| Message::Handover(News::Found(page, found))),
            _ => Task::none(),
        }
    }

    pub(super) fn start_chat(&self, place: usize) -> Task<Message> {
        let Some(program) = self.chat.get(place).cloned() else {
            return Task::none();
        };
        let page = self.serial;
        self.engine
            .start_chat(program)
            .map(move |started| Message::Handover(News::Started(page, place, started)))
    }

    pub(super) fn handover_told(&mut self, news: News) {
        match (&mut self.page, news) {
            (Page::Done(done), News::Found(page, found)) if page == self.serial => {
                done.found(found.iter().map(|program| program.name.clone()).collect());
                self.chat = found;
            }
            (Page::Done(done), News::Started(page, place, false)) if page == self.serial => {
                done.could_not_start(place);
            }
            _ => {}
        }
    }
}
