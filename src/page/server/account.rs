//! The way to the settings of an account that there is already.

use super::{Action, Message, State};
use crate::domain::Address;
use crate::i18n::Key;
use crate::widget::Ctx;

impl State {
    /// The link at the end of the line at the top.
    #[must_use]
    pub fn head_link(&self, ctx: Ctx<'_>) -> (String, Message) {
        let label = if ctx.narrow {
            Key("server-have-account-short")
        } else {
            Key("server-have-account")
        };
        (ctx.i18n.text(label), Message::AccountPressed)
    }

    /// To the account settings, with an address if one is typed.
    pub(super) fn to_account(&self) -> Action {
        // What was typed to look for a server is no part of an address.
        let typed = Some(self.picks.typed().trim()).filter(|typed| Address::parse(typed).is_ok());
        Action::Account(typed.unwrap_or_default().to_owned())
    }
}
