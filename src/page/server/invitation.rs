//! The way to somebody's invitation, from the choice of a server.

use iced::widget::operation;

use super::{Action, Request, SEARCH, State};
use crate::domain::invite;
use crate::domain::{Invitation, Secret};

impl State {
    /// Something was pasted where no line took it: an invitation is opened, anything else is looked for.
    pub(super) fn pasted(&mut self, text: Secret) -> Action {
        if invite::is_link(text.expose()) {
            return Action::Invitation(text);
        }
        self.type_in(Secret::from(text.expose().trim()));
        Action::Run(operation::focus(SEARCH))
    }

    /// What was decided with an invitation, on the way that is set here; `None` if no connection can be made like that.
    #[must_use]
    pub fn request_with(&self, invitation: Invitation) -> Option<Request> {
        Some(Request {
            domain: invitation.domain.clone(),
            name: invitation.name.as_ref().map(ToString::to_string),
            invitation: Some(invitation),
            endpoint: self.connection.endpoint().ok()?,
            encryption: self.connection.encryption(),
            proxy: self.connection.proxy().ok()?,
        })
    }
}
