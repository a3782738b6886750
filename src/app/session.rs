//! The session with a server, and what its news mean for the page that is shown.

use iced::{Task, task};

use super::closing::Closing;
use super::{App, Message, Told, translate};
use crate::domain::{Address, Credentials, FieldId, Form, Offer};
use crate::engine::{Event, Invited, Outcome, Proof, Remote, Stage, Target};
use crate::page::{self, Page, connecting, done, form, pending, server, web};
use crate::widget::captcha::Picture;

/// A session that runs. It ends when this is dropped.
pub(super) struct Session {
    pub(super) id: u64,
    pub(super) remote: Remote,
    _task: task::Handle,
    pub(super) request: server::Request,
    pub(super) target: Target,
    pub(super) stage: Stage,
    /// The person wants to go on with it; before that it only asks in the background.
    pub(super) wanted: bool,
    /// What the server answered, until it is shown.
    offer: Option<Offer>,
    /// Pictures that came before the form was shown.
    pub(super) pictures: Vec<(FieldId, Picture)>,
    /// The puzzle of the form that is not shown yet is old.
    old: bool,
    /// What was sent last.
    pub(super) credentials: Option<Credentials>,
    /// What the server said to the invitation.
    pub(super) invited: Option<Invited>,
    /// What was sent last sets the password of an account anew that was there already.
    pub(super) resets: bool,
}

impl Session {
    /// Whether the person waits for its answer.
    pub(super) fn is_awaited(&self) -> bool {
        self.wanted && self.offer.is_none()
    }

    /// Who invited to the account, if the server took the invitation.
    pub(super) fn inviter(&self) -> Option<String> {
        let inviter = self.request.invitation.as_ref()?.inviter.as_ref()?;
        (self.invited == Some(Invited::Accepted)).then(|| inviter.to_string())
    }
}

impl App {
    /// Asks a server for its form; goes on with it if it is `wanted`.
    pub(super) fn ask(&mut self, request: server::Request, wanted: bool) -> Task<Message> {
        if let Some(session) = &mut self.session
            && session.request == request
        {
            session.wanted |= wanted;
            return if wanted {
                self.show_offer()
            } else {
                Task::none()
            };
        }
        self.sessions += 1;
        let id = self.sessions;
        let mut target = translate::target(&request, &self.options, self.i18n.tag());
        target.doubted = self.doubted(&request.domain);
        let (remote, news) = self.engine.open(target.clone());
        let (news, handle) = news.abortable();
        self.session = Some(Session {
            id,
            remote,
            _task: handle.abort_on_drop(),
            request,
            target,
            stage: Stage::FindServer,
            wanted,
            offer: None,
            pictures: Vec::new(),
            old: false,
            credentials: None,
            invited: None,
            resets: false,
        });
        news.map(move |told| Message::Told(id, told))
    }

    /// The same server once more.
    pub(super) fn again(&mut self) -> Task<Message> {
        let Some(request) = self.session.take().map(|session| session.request) else {
            return self.choose_server();
        };
        let ask = self.ask(request, true);
        Task::batch([self.show_connecting(), ask])
    }

    /// A moment has passed since the person wanted to go on.
    pub(super) fn waited(&mut self) -> Task<Message> {
        match &self.session {
            Some(session)
                if session.is_awaited()
                    && matches!(self.page, Page::Server(_) | Page::Invitation(_)) =>
            {
                self.show_connecting()
            }
            _ => Task::none(),
        }
    }

    pub(super) fn show_connecting(&mut self) -> Task<Message> {
        let Some(session) = &self.session else {
            return Task::none();
        };
        let mut page = connecting::State::new(session.request.domain.to_string());
        if let Some(stage) = translate::stage(session.stage) {
            page.reached(stage);
        }
        self.show(Page::Connecting(page))
    }

    pub(super) fn told(&mut self, told: Told) -> Task<Message> {
        let Some(session) = &mut self.session else {
            return Task::none();
        };
        match told {
            Told::Event(Event::Stage(stage)) => {
                session.stage = stage;
                if let (Page::Connecting(page), Some(stage)) =
                    (&mut self.page, translate::stage(stage))
                {
                    page.reached(stage);
                }
                self.form_told(Event::Stage(stage))
            }
            Told::Event(Event::Offered(offer)) => {
                session.offer = Some(offer);
                session.old = false;
                self.show_offer()
            }
            Told::Event(Event::Picture(field, picture)) => {
                let picture = translate::picture(picture, &self.i18n);
                self.pictured(field, picture);
                Task::none()
            }
            Told::Event(Event::Invitation(invited)) => self.invited(invited),
            Told::Event(Event::PuzzleOld) if session.offer.is_some() => {
                session.old = true;
                Task::none()
            }
            Told::Event(event) => {
                if matches!(event, Event::Refused(_) | Event::NotMade | Event::Unsolved) {
                    self.closing = Closing::Unasked;
                }
                let kept = self.keeping_hears(&event);
                Task::batch([kept, self.form_told(event)])
            }
            Told::Ended(Ok(outcome)) => self.made(&outcome),
            Told::Ended(Err(error)) => self.failed(&error),
        }
    }

    /// Shows what the server answered, if it has answered and the person waits for it.
    fn show_offer(&mut self) -> Task<Message> {
        let Some(session) = &mut self.session else {
            return Task::none();
        };
        if !session.wanted {
            return Task::none();
        }
        let Some(offer) = session.offer.take() else {
            return Task::none();
        };
        let domain = session.request.domain.clone();
        match offer {
            Offer::Form(form) | Offer::Registered(form) => self.show_form(form),
            Offer::Web(page) => {
                let link = Some(page.link).filter(|link| !link.as_str().is_empty());
                let page = web::State::new(domain.to_string(), link, page.instructions);
                self.show(Page::Web(page))
            }
            Offer::Closed(refusal) if self.is_said_on_form(&refusal) => Task::none(),
            Offer::Closed(refusal) => self.show_closed(refusal),
        }
    }

    fn show_form(&mut self, form: Form) -> Task<Message> {
        let Some(session) = &mut self.session else {
            return Task::none();
        };
        let request = session.request.clone();
        let pictures = std::mem::take(&mut session.pictures);
        let old = std::mem::take(&mut session.old);
        let invited = session.invited;
        let task = if let Page::Form(page) = &mut self.page {
            page.renewed(form)
                .map(page::Message::Form)
                .map(Message::Page)
        } else {
            let page = match self.kept.take(&request.domain) {
                // It was left and is met again: what was typed into it is still there.
                Some(mut kept) => {
                    drop(kept.renewed(form));
                    kept.reopened(request.name);
                    Box::new(kept)
                }
                None => Box::new(form::State::new(request.domain, form, request.name)),
            };
            let page = match invited {
                Some(Invited::NotTaken) => page.without_invitation(),
                _ => page.reached_by_invitation(invited == Some(Invited::Accepted)),
            };
            let opened = page.opened();
            let opened = opened.map(page::Message::Form).map(Message::Page);
            self.show(Page::Form(page)).chain(opened)
        };
        if let Page::Form(page) = &mut self.page {
            for (field, picture) in pictures {
                page.picture(field, picture);
            }
        }
        if old {
            let renewed = self.form_told(Event::PuzzleOld);
            return Task::batch([task, renewed]);
        }
        task
    }

    /// The server said that there is an account.
    fn made(&mut self, outcome: &Outcome) -> Task<Message> {
        let Some(session) = &mut self.session else {
            return Task::none();
        };
        let server = session.request.domain.clone();
        let domain = server.to_string();
        let (inviter, reset) = (session.inviter(), session.resets);
        let Some(credentials) = session.credentials.clone() else {
            self.registered(server, None, false);
            return self.finish(Page::Done(done::State::without_address(domain)));
        };
        let proved = matches!(outcome.proof, Proof::SignedIn);
        self.registered(server, Some(credentials.clone()), proved);
        let address = credentials.address.to_string();
        let pending = |kind, credentials: Credentials| {
            let address = credentials.address.to_string();
            pending::State::new(kind, address, credentials.password).reset(reset)
        };
        let page = match &outcome.proof {
            Proof::SignedIn => {
                let page = done::State::new(address, credentials.password);
                Page::Done(page.invited_by(inviter).reset(reset))
            }
            Proof::Waiting => Page::Pending(pending(pending::Kind::Waiting, credentials)),
            Proof::Untried(error) => {
                let report = self.report_on(error);
                let page = pending(pending::Kind::Unproved, credentials);
                Page::Pending(page.with_report(report))
            }
            Proof::Unwanted => Page::Pending(pending(pending::Kind::Unproved, credentials)),
            Proof::Nothing => Page::Done(done::State::without_address(domain)),
        };
        let shown = self.finish(page);
        Task::batch([shown, self.settle(proved)])
    }

    /// Shows a page that comes after the form; what was typed there has done its work.
    pub(super) fn finish(&mut self, mut page: Page) -> Task<Message> {
        if let Page::Done(done) = &mut page
            && let Some(address) = done.address()
            && let Ok(address) = Address::parse(address)
        {
            let lost = self.lost_password(&address);
            done.lost(lost);
        }
        let task = self.show(page);
        if let Some(session) = &self.session {
            self.kept.forget(&session.request.domain);
        }
        Task::batch([task, self.look_for_chat()])
    }
}
