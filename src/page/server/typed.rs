//! What was typed, as far as it means one server, and the rows that it leads to.

use super::list::Known;
use crate::domain::invite::{self, Meant};
use crate::domain::{Address, Domain, Invitation};
use crate::i18n::{I18n, Key};
use crate::words;

/// A row of the list.
#[derive(Debug, Clone)]
pub(super) enum Row<'a> {
    /// What was typed is a domain or an address.
    Typed(Domain, Option<String>),
    /// What was typed is the link of an invitation.
    Invited(Box<Invitation>),
    /// A server that is known.
    Known(Known<'a>),
}

impl Row<'_> {
    pub(super) fn domain(&self) -> &Domain {
        match self {
            Self::Typed(domain, _) => domain,
            Self::Invited(invitation) => &invitation.domain,
            Self::Known(known) => known.domain(),
        }
    }

    /// What is said of what was typed, and of nothing else.
    pub(super) fn about(&self, i18n: &I18n) -> Option<String> {
        match self {
            Self::Typed(_, Some(name)) => {
                Some(i18n.with("server-use-name", [("name", name.as_str())]))
            }
            Self::Typed(_, None) => Some(i18n.text("server-use-about")),
            Self::Invited(invitation) => Some(about(invitation, i18n)),
            Self::Known(_) => None,
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

/// Whether what was typed is an invitation's page, which only a browser can read.
pub(super) fn is_page(typed: &str) -> bool {
    matches!(invite::read(typed), Ok(Meant::Page(_)))
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
