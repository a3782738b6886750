//! What an earlier run left open is looked into.

use iced::Task;

use super::{Doubt, News, forget};
use crate::app::trouble::check;
use crate::app::{App, Message, translate};
use crate::domain::{Credentials, Keeping, KeyringFault, Secret};
use crate::engine::Stage;
use crate::engine::account::AccountError;
use crate::page::pending::{self, Kind};
use crate::page::{Page, done};
use crate::platform::Subject;
use crate::words::report::{About, Report};

impl App {
    pub(super) fn unlocked(
        &mut self,
        place: usize,
        password: Result<Option<Secret>, KeyringFault>,
        for_proxy: Option<Secret>,
    ) -> Task<Message> {
        let Page::Server(page) = &mut self.page else {
            return Task::none();
        };
        let password = match password {
            Ok(Some(password)) => password,
            missing => {
                page.left_needs(place, missing.err());
                return Task::none();
            }
        };
        if place >= self.safe.left.len() {
            return Task::none();
        }
        let kept = self.safe.left.remove(place);
        let address = kept.address().clone();
        let mut request = translate::request(&address, kept.way(), &self.options);
        if let Some(password) = for_proxy {
            request.proxy = request.proxy.map(|proxy| proxy.with_password(password));
        }
        let credentials = Credentials { address, password };
        if kept.about() == Subject::NewPassword {
            return self.resume_change(kept, credentials, request);
        }
        let target = translate::target(&request, &self.options, self.i18n.tag());
        let kind = if kept.is_made() {
            Kind::Unproved
        } else {
            Kind::Unknown
        };
        let mut page = pending::State::new(
            kind,
            credentials.address.to_string(),
            credentials.password.clone(),
        )
        .checking();
        page.kept(kept.keeping());
        self.session = None;
        self.safe.doubt = Some(Doubt {
            kept,
            credentials,
            request,
            target,
            typed: false,
            not_made: false,
        });
        let shown = self.show(Page::Pending(page));
        Task::batch([shown, self.check_doubt().unwrap_or_else(Task::none)])
    }

    /// Signs in for what is being checked, if there is such a thing.
    pub(in crate::app) fn check_doubt(&self) -> Option<Task<Message>> {
        let doubt = self.safe.doubt.as_ref()?;
        let fresh = doubt.kept.is_fresh(doubt.target.deadlines.settle);
        let (target, credentials) = (doubt.target.clone(), doubt.credentials.clone());
        let tried = self.engine.look_for(target, credentials, fresh);
        Some(tried.map(|result| Message::Keeping(News::Checked(result))))
    }

    pub(super) fn doubt_checked(&mut self, result: Result<(), AccountError>) -> Task<Message> {
        let (Page::Pending(page), Some(doubt)) = (&mut self.page, &mut self.safe.doubt) else {
            return Task::none();
        };
        let mut kept = doubt.kept.clone();
        match result {
            Ok(()) => {
                let own = doubt.credentials.clone();
                self.registered(own.address.domain().clone(), Some(own.clone()), true);
                let page = done::State::new(own.address.to_string(), own.password.clone());
                let shown = self.finish(Page::Done(page));
                self.safe.doubt = None;
                self.keeping_is(Keeping::Saving);
                let page = self.serial;
                let settled = async move { kept.proved(&own.password).await };
                let settled = Task::future(settled)
                    .map(move |keeping| Message::Keeping(News::Settled(page, keeping)));
                return Task::batch([shown, settled]);
            }
            // What is disabled is there.
            Err(error)
                if error.is_no()
                    && !error.has_condition("account-disabled")
                    && !kept.is_made()
                    && !doubt.typed =>
            {
                doubt.not_made = true;
                page.was_not_made();
            }
            Err(error) => {
                let about = About {
                    system: &self.engine.system(),
                    target: &doubt.target,
                    stage: Stage::Prove,
                    credentials: Some(&doubt.credentials),
                };
                let report = Report::on_sign_in(about, &error).to_string();
                page.checked(check(&error), report);
            }
        }
        Task::none()
    }

    /// The form of what was being checked is wanted. If that is known not to be made, it is forgotten.
    pub(in crate::app) fn form_of_doubt(&mut self) -> Option<Task<Message>> {
        let doubt = self.safe.doubt.take()?;
        let forgotten = if doubt.not_made {
            forget(doubt.kept)
        } else {
            Task::none()
        };
        let asked = self.ask(doubt.request, true);
        Some(Task::batch([forgotten, self.show_connecting(), asked]))
    }
}
