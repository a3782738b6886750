//! An invitation that is found while the form is filled in, and what an invitation is for.

use iced::Task;
use iced::widget::operation;

use super::answer::{Notice, to_the_top};
use super::{Action, Message, Stage, State, Words};
use crate::i18n::Key;
use crate::page::invitation::line::{self, Wish};
use crate::theme::{self, Element};
use crate::widget::Ctx;
use crate::widget::button::icon_link;
use crate::widget::card::card;
use crate::widget::icon::Icon;

impl State {
    /// Whether the account is there already, and its password is set anew.
    #[must_use]
    pub fn resets(&self) -> bool {
        self.form.resets
    }

    /// Whether there is a line for an invitation.
    #[must_use]
    pub fn asks_invitation(&self) -> bool {
        self.invitation.is_some()
    }

    /// The server takes the invitation. The form that comes next is for whoever has it.
    pub fn invitation_taken(&mut self) {
        if self.invitation.take().is_some() {
            self.notice = Some(Notice::Invited);
            self.server_text = None;
        }
    }

    /// The page opens, by an invitation that the server took if `invited`. A line for one is done with.
    #[must_use]
    pub fn reached_by_invitation(mut self: Box<Self>, invited: bool) -> Box<Self> {
        if invited {
            self.invitation_taken();
        }
        self.invitation = None;
        self
    }

    /// The server does not know what to do with an invitation. It can be gone on without.
    pub fn invitation_not_taken(&mut self) {
        if self.invitation.take().is_some() {
            self.notice = Some(Notice::NoInvitation);
        }
    }

    /// The server does not take the invitation: another one may help.
    pub fn invitation_refused(&mut self) -> Task<Message> {
        let Some(line) = &mut self.invitation else {
            return Task::none();
        };
        line.refused();
        self.stage = Stage::Filling;
        operation::focus(line::LINE)
    }

    /// The line for an invitation, where there is one, for what comes from elsewhere.
    pub fn invitation_line(&mut self) -> Option<&mut line::State> {
        self.invitation.as_mut()
    }

    /// Nothing on this computer could open the page of the invitation.
    pub fn could_not_open(&mut self) {
        if let Some(line) = &mut self.invitation {
            line.could_not_open();
        }
    }

    /// An invitation is wanted: there is a line for it, and the cursor is in it.
    pub(super) fn want_invitation(&mut self) -> Task<Message> {
        let domain = self.domain.clone();
        let _ = self
            .invitation
            .get_or_insert_with(|| line::State::of(domain));
        to_the_top().chain(operation::focus(line::LINE))
    }

    /// Something happened in the line.
    pub(super) fn in_line(&mut self, message: line::Message) -> Action {
        let wish = self.invitation.as_mut();
        match wish.and_then(|line| line.update(message)) {
            Some(wish) => Action::Invitation(wish),
            None => Action::None,
        }
    }

    /// Goes on with what is in the line, if anything is: that comes before all answers.
    pub(super) fn use_invitation(&mut self) -> Option<Action> {
        let line = self.invitation.as_mut().filter(|line| !line.is_empty())?;
        let wish = line.go();
        if matches!(wish, Wish::Go(_)) {
            self.stage = Stage::Inviting;
        }
        Some(Action::Invitation(wish))
    }

    /// The line for an invitation, or a link to it where the server takes some.
    pub(super) fn invitation_view<'a>(&'a self, ctx: Ctx<'_>) -> Option<Element<'a, Message>> {
        if let Some(line) = &self.invitation {
            return Some(card(line.view(ctx).map(Message::Invitation)).into());
        }
        let is_offered = self.form.invites && self.at == 0 && !self.is_part;
        is_offered.then(|| {
            icon_link(
                Icon::Mail,
                ctx.i18n.text("invitation-have"),
                theme::SMALL,
                Message::InvitationPressed,
            )
            .into()
        })
    }

    /// What the button says.
    pub(super) fn words(&self) -> Words {
        if self.form.resets {
            return Words {
                send: Key("form-submit-reset"),
                insist: Key("form-submit-reset-anyway"),
                sending: Key("form-sending-reset"),
            };
        }
        Words {
            send: Key("form-submit"),
            insist: Key("form-submit-anyway"),
            sending: Key("form-sending"),
        }
    }

    /// The title of the page.
    pub(super) fn title_key(&self) -> Key {
        if self.form.resets {
            Key("form-title-reset")
        } else {
            Key("form-title")
        }
    }
}
