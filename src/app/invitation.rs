//! An invitation that the person has, on the page for it or wherever a server wants one.

use iced::widget::operation;
use iced::{Task, clipboard};

use super::{App, Message};
use crate::domain::{Invitation, Link, Reason, Refusal, Secret};
use crate::engine::{Command, Invited, Stage};
use crate::page::invitation::line::{self, Wish};
use crate::page::{self, Page, invitation};

impl App {
    /// Shows the page for an invitation, with what may be the link of one.
    pub(super) fn show_invitation(&mut self, text: Secret) -> Task<Message> {
        self.show(Page::Invitation(invitation::State::with(text)))
    }

    /// Does what the page for an invitation wants done.
    pub(super) fn invitation_wants(&mut self, action: invitation::Action) -> Task<Message> {
        match action {
            invitation::Action::None => Task::none(),
            invitation::Action::Line(wish) => {
                if let (Wish::Go(_), Page::Invitation(page)) = (&wish, &self.page) {
                    // It is met again where a server is chosen.
                    self.server = self.server.clone().typed(page.text().expose());
                }
                let say = |said| page::Message::Invitation(invitation::Message::Line(said));
                self.line_wants(wish, say)
            }
            invitation::Action::Back => self.choose_server(),
        }
    }

    /// Does what a line for an invitation wants done, on the page that `say` speaks to.
    pub(super) fn line_wants(
        &mut self,
        wish: Wish,
        say: fn(line::Message) -> page::Message,
    ) -> Task<Message> {
        match wish {
            Wish::Go(invitation) => self.come_with(*invitation),
            Wish::Open(page) => self.open(Link::parse(page.expose())),
            Wish::Paste => clipboard::read().map(move |text| {
                let text = text.map(Secret::from);
                Message::Page(say(line::Message::Pasted(text)))
            }),
            Wish::Choose => self.choose_picture(),
            Wish::Focus => operation::focus(line::LINE),
        }
    }

    /// Does what the line wants done where a server lets nobody in without an invitation.
    pub(super) fn line_of_trouble(&mut self, wish: Wish) -> Task<Message> {
        let say = |said| page::Message::Trouble(page::trouble::Message::Invitation(said));
        self.line_wants(wish, say)
    }

    /// Goes on with an invitation: with the server that wants it, on the session that there is, else with its own.
    fn come_with(&mut self, invitation: Invitation) -> Task<Message> {
        let is_first = matches!(self.page, Page::Invitation(_));
        if let Some(session) = &mut self.session
            && !is_first
            && session.request.domain == invitation.domain
        {
            if let Some(name) = &invitation.name {
                session.request.name = Some(name.to_string());
            }
            session.request.invitation = Some(invitation.clone());
            session.stage = Stage::AskForm;
            let command = Command::WithInvitation(Box::new(invitation));
            session.remote.send(command);
            // On the form it is said in place what comes of it.
            return match self.page {
                Page::Form(_) => Task::none(),
                _ => self.show_connecting(),
            };
        }
        let Some(request) = self.server.request_with(invitation) else {
            return self.change_connection();
        };
        let ask = self.ask(request, true);
        if is_first {
            return ask;
        }
        Task::batch([self.show_connecting(), ask])
    }

    /// Takes in what the server says to the invitation.
    pub(super) fn invited(&mut self, invited: Invited) -> Task<Message> {
        if let Some(session) = &mut self.session {
            session.invited = Some(invited);
        }
        let Page::Form(page) = &mut self.page else {
            return Task::none();
        };
        match invited {
            Invited::Accepted => page.invitation_taken(),
            Invited::NotTaken => page.invitation_not_taken(),
            Invited::Refused => {
                let task = page.invitation_refused();
                return task.map(page::Message::Form).map(Message::Page);
            }
        }
        Task::none()
    }

    /// Notes what the form is for that is sent now.
    pub(super) fn note_reset(&mut self) {
        if let (Page::Form(page), Some(session)) = (&self.page, &mut self.session) {
            session.resets = page.resets();
        }
    }

    /// A link or a file could not be opened.
    pub(super) fn not_opened(&mut self) -> Task<Message> {
        match &mut self.page {
            Page::Web(page) => page.could_not_open(),
            Page::Invitation(page) => page.could_not_open(),
            Page::Trouble(page) => page.could_not_open(),
            Page::Form(page) => page.could_not_open(),
            _ => return self.tell_account(page::account::News::NotOpened),
        }
        Task::none()
    }

    /// Whether a refusal is of an invitation that was typed on the form: there it is said.
    pub(super) fn is_said_on_form(&self, refusal: &Refusal) -> bool {
        refusal.reason == Reason::InvitationRefused
            && matches!(&self.page, Page::Form(page) if page.asks_invitation())
    }
}
