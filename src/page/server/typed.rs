//! What was typed, as far as it means one server, and the rows that it leads to.

use super::Entry;
use crate::domain::{Address, Domain};
use crate::i18n::Key;

/// A row of the list.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Row<'a> {
    /// What was typed is a domain or an address.
    Typed(Domain, Option<String>),
    /// A server that is known.
    Known(&'a Entry),
}

impl Row<'_> {
    pub(super) fn domain(&self) -> &str {
        match self {
            Self::Typed(domain, _) => domain.as_str(),
            Self::Known(entry) => &entry.domain,
        }
    }
}

/// Reads what was typed as a domain, or as an address with its name.
pub(super) fn read(typed: &str) -> Option<(Domain, Option<String>)> {
    if let Some((name, _)) = typed.split_once('@') {
        let address = Address::parse(typed).ok()?;
        return Some((address.domain().clone(), Some(name.to_owned())));
    }
    // A single word is more likely the beginning of a name than a host of the local network.
    (typed.contains('.') && !typed.ends_with('.') || typed == "localhost")
        .then(|| Domain::parse(typed).ok())
        .flatten()
        .map(|domain| (domain, None))
}

/// Why what was typed means no server.
pub(super) fn problem(typed: &str) -> Key {
    if typed.is_empty() {
        Key("server-none")
    } else if typed.contains("://") || typed.starts_with("xmpp:") {
        Key("server-is-link")
    } else {
        Key("server-not-a-domain")
    }
}
