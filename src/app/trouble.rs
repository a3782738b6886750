//! When something is in the way: the page for it, what a report says, and finding out by a sign-in what became of an account.

use iced::Task;

use super::session::Session;
use super::{App, Message};
use crate::domain::Refusal;
use crate::engine::account::AccountError;
use crate::engine::{Command, Error, Stage};
use crate::page::pending::Check;
use crate::page::trouble::Cause;
use crate::page::{Page, done, pending, server, trouble};
use crate::words::report::{About, Report};

impl App {
    /// The session ended without a verdict.
    pub(super) fn failed(&mut self, error: &Error) -> Task<Message> {
        let kept = self.keeping_ends(error);
        Task::batch([kept, self.show_failure(error)])
    }

    fn show_failure(&mut self, error: &Error) -> Task<Message> {
        let Some(session) = &self.session else {
            return Task::none();
        };
        if !session.wanted {
            // It was only asked in the background: when the person goes on, it is asked again.
            self.session = None;
            return Task::none();
        }
        let report = self.report_on(error);
        match (error, session.credentials.clone()) {
            (Error::Closed, _) => Task::none(),
            (Error::OutcomeUnknown { .. }, Some(credentials)) => {
                let page = pending::State::new(
                    pending::Kind::Unknown,
                    credentials.address.to_string(),
                    credentials.password,
                );
                let page = page.reset(session.resets).with_report(report);
                let shown = self.show(Page::Pending(page));
                self.keeping_shown();
                shown
            }
            _ => {
                let cause = Cause::of(error);
                let text = match error {
                    Error::Stream { text, .. } => text.clone(),
                    _ => None,
                };
                let place = place(&session.request, &cause);
                let own_way = !self.options.practice && is_own_way(&session.request);
                let page = trouble::State::new(place, cause, text, report)
                    .on_own_way(own_way)
                    .with_form_kept(session.credentials.is_some());
                self.show(Page::Trouble(page))
            }
        }
    }

    /// The server gave no form.
    pub(super) fn show_closed(&mut self, refusal: Refusal) -> Task<Message> {
        let Some(session) = &self.session else {
            return Task::none();
        };
        let system = self.engine.system();
        let report = Report::on_refusal(about(&system, session), &refusal);
        let page = trouble::State::new(
            session.request.domain.to_string(),
            Cause::of_refusal(refusal.reason),
            refusal.server_text,
            report.to_string(),
        )
        .with_form_kept(session.credentials.is_some());
        self.show(Page::Trouble(page))
    }

    /// The server does not take the invitation: it is asked for its form without.
    pub(super) fn without_invitation(&mut self) -> Task<Message> {
        let Some(session) = &mut self.session else {
            return self.choose_server();
        };
        session.request.invitation = None;
        session.stage = Stage::AskForm;
        session.remote.send(Command::WithoutInvitation);
        self.show_connecting()
    }

    /// The server's choice, with the way to it unfolded.
    pub(super) fn change_connection(&mut self) -> Task<Message> {
        let at_proxy = matches!(&self.page, Page::Trouble(page) if page.is_mended_at_proxy());
        self.server = self.server.clone().unfolded(at_proxy);
        self.choose_server()
    }

    /// Tries to sign in with what was sent.
    pub(super) fn check(&mut self) -> Task<Message> {
        if let Some(task) = self.check_doubt() {
            return task;
        }
        let Some(session) = &self.session else {
            return Task::none();
        };
        let Some(credentials) = session.credentials.clone() else {
            return Task::none();
        };
        let id = session.id;
        self.engine
            .prove(session.target.clone(), credentials)
            .map(move |result| Message::Checked(id, result))
    }

    /// A sign-in brought this.
    pub(super) fn checked(&mut self, result: Result<(), AccountError>) -> Task<Message> {
        let Some(session) = &self.session else {
            return Task::none();
        };
        let (inviter, reset) = (session.inviter(), session.resets);
        let (Page::Pending(_), Some(credentials)) = (&self.page, session.credentials.clone())
        else {
            return Task::none();
        };
        let error = match result {
            Ok(()) => {
                let address = credentials.address.to_string();
                let server = credentials.address.domain().clone();
                self.registered(server, Some(credentials.clone()), true);
                let page = done::State::new(address, credentials.password);
                let page = page.invited_by(inviter).reset(reset);
                let shown = self.finish(Page::Done(page));
                return Task::batch([shown, self.settle(true)]);
            }
            Err(error) => error,
        };
        let system = self.engine.system();
        let report = Report::on_sign_in(about(&system, session), &error).to_string();
        if let Page::Pending(page) = &mut self.page {
            page.checked(check(&error), report);
        }
        Task::none()
    }

    /// What can be handed on about an error of the session.
    pub(super) fn report_on(&self, error: &Error) -> String {
        let system = self.engine.system();
        let session = self.session.as_ref();
        session.map_or_else(String::new, |session| {
            Report::on_error(about(&system, session), error).to_string()
        })
    }
}

/// Of what a report on the session is made.
fn about<'a>(system: &'a str, session: &'a Session) -> About<'a> {
    About {
        system,
        target: &session.target,
        stage: session.stage,
        credentials: session.credentials.as_ref(),
    }
}

/// Whether host or encryption were set by hand.
fn is_own_way(request: &server::Request) -> bool {
    request.endpoint.is_some() || request.encryption != server::Encryption::Auto
}

/// What the cause is about: the host where one was set by hand and it was not reached, else the server.
fn place(request: &server::Request, cause: &Cause) -> String {
    match (&request.endpoint, cause) {
        (
            Some(endpoint),
            Cause::NotFound
            | Cause::NoNetwork
            | Cause::Refused
            | Cause::Unreachable
            | Cause::NoAnswer(trouble::Stage::FindServer | trouble::Stage::Connect),
        ) => endpoint.host.clone(),
        _ => request.domain.to_string(),
    }
}

/// What a sign-in that was not made says of the account.
pub(super) fn check(error: &AccountError) -> Check {
    match error {
        AccountError::SignIn(refusal) => {
            let text = refusal.server_text.clone();
            if error.has_condition("account-disabled") {
                Check::Locked(text)
            } else if error.is_no() {
                Check::Refused(text)
            } else {
                Check::Unclear(text)
            }
        }
        AccountError::Refused(refusal) => Check::Unclear(refusal.server_text.clone()),
        AccountError::Connection(error) | AccountError::Unknown(error) => {
            Check::NotReached(Cause::of(error))
        }
        AccountError::Impostor => Check::NotReached(Cause::Impostor),
        AccountError::StillThere(text) => Check::Unclear(text.clone()),
    }
}
