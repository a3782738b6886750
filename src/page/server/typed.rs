//! What was typed, as far as it means one server, and the rows that it leads to.

use super::{Asks, Entry};
use crate::domain::invite::{self, Meant};
use crate::domain::{Address, Domain, Invitation};
use crate::i18n::{I18n, Key};
use crate::words;

/// A row of the list.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Row<'a> {
    /// What was typed is a domain or an address.
    Typed(Domain, Option<String>),
    /// What was typed is the link of an invitation.
    Invited(Box<Invitation>),
    /// A server that is known.
    Known(&'a Entry),
}

impl Row<'_> {
    pub(super) fn domain(&self) -> &str {
        match self {
            Self::Typed(domain, _) => domain.as_str(),
            Self::Invited(invitation) => invitation.domain.as_str(),
            Self::Known(entry) => &entry.domain,
        }
    }

    /// Its title, a line about it, and what the server asks.
    pub(super) fn words(&self, i18n: &I18n) -> (String, String, Asks) {
        let title = || i18n.with("server-use", [("domain", self.domain())]);
        match self {
            Self::Typed(_, Some(name)) => {
                let about = i18n.with("server-use-name", [("name", name.as_str())]);
                (title(), about, Asks::Untold)
            }
            Self::Typed(_, None) => (title(), i18n.text("server-use-about"), Asks::Untold),
            Self::Invited(invitation) => (title(), about(invitation, i18n), Asks::Untold),
            Self::Known(entry) => (entry.domain.clone(), entry.about.clone(), entry.asks),
        }
    }
}

/// Reads what was typed as a domain, as an address with its name, or as the link of an invitation.
pub(super) fn read(typed: &str) -> Option<Row<'static>> {
    if let Ok(Meant::Invitation(invitation)) = invite::read(typed) {
        return Some(Row::Invited(invitation));
    }
    if let Some((name, _)) = typed.split_once('@') {
        let address = Address::parse(typed).ok()?;
        return Some(Row::Typed(address.domain().clone(), Some(name.to_owned())));
    }
    // A single word is more likely the beginning of a name than a host of the local network.
    (typed.contains('.') && !typed.ends_with('.') || typed == "localhost")
        .then(|| Domain::parse(typed).ok())
        .flatten()
        .map(|domain| Row::Typed(domain, None))
}

/// Why what was typed means no server.
pub(super) fn problem(typed: &str) -> Key {
    if typed.is_empty() {
        return Key("server-none");
    }
    if !invite::is_link(typed) {
        return Key("server-not-a-domain");
    }
    match invite::read(typed) {
        Ok(Meant::Page(_)) => Key("link-page"),
        Ok(Meant::Invitation(_) | Meant::Other(_)) => Key("server-is-link"),
        Err(fault) => words::link_fault(fault),
    }
}

/// What a row says of an invitation.
fn about(invitation: &Invitation, i18n: &I18n) -> String {
    match (&invitation.inviter, &invitation.name) {
        (Some(inviter), _) => i18n.with("invitation-from", [("address", inviter.to_string())]),
        (None, Some(name)) => i18n.with("server-use-invitation-name", [("name", name.as_str())]),
        (None, None) => i18n.text("server-use-invitation"),
    }
}
