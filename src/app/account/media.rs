//! Pictures and sounds of the forms that the owner of an account gets.

use iced::Task;

use crate::app::{App, Ask, Message, translate};
use crate::domain::{FieldId, Form, ServiceAddress};
use crate::engine::{Picture, PictureFault};
use crate::page::account::News;

impl App {
    /// A form came, from the own server or from a service: what belongs to it is fetched, if anything does.
    pub(super) fn form_came(
        &mut self,
        from: Option<ServiceAddress>,
        form: Option<&Form>,
    ) -> Task<Message> {
        let form = form.filter(|form| form.fields.iter().any(|field| !field.media.is_empty()));
        let (Some(session), Some(form)) = (&mut self.account, form) else {
            return Task::none();
        };
        session.shown = Some((from.clone(), form.clone()));
        let form = form.clone();
        self.ask_owner(Ask::Pictures(from, form))
    }

    /// Asks for something that belongs to the form that is shown.
    pub(super) fn ask_for_media(
        &mut self,
        ask: impl FnOnce(Option<ServiceAddress>, Form) -> Ask,
    ) -> Task<Message> {
        let shown = self.account.as_ref().and_then(|own| own.shown.clone());
        shown.map_or_else(Task::none, |(from, form)| self.ask_owner(ask(from, form)))
    }

    /// Pictures came, or did not.
    pub(super) fn pictures_came(
        &mut self,
        pictures: Vec<(FieldId, Result<Picture, PictureFault>)>,
    ) -> Task<Message> {
        let told = pictures.into_iter().map(|(field, picture)| {
            let picture = translate::picture(picture, &self.i18n);
            News::Picture(field, picture)
        });
        let told: Vec<News> = told.collect();
        Task::batch(told.into_iter().map(|news| self.tell_account(news)))
    }
}
