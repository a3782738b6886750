//! `xmpp:` links (RFC 5122) with the actions of XEP-0147.

use super::{Invitation, LinkFault, Token, decoded};
use crate::domain::{Address, Domain, UserName, account::AddressFault};

/// Reads what follows `xmpp:`. `None` if it is for something else than signing up.
pub(super) fn read(text: &str) -> Result<Option<Invitation>, LinkFault> {
    let text = text.split('#').next().unwrap_or_default();
    let (path, query) = text.split_once('?').unwrap_or((text, ""));
    let (name, domain) = whom(path)?;
    let mut parts = query.split(';');
    let action = parts.next().unwrap_or_default();
    let keys: Vec<(&str, &str)> = parts
        .map(|part| part.split_once('=').unwrap_or((part, "")))
        .collect();
    let value = |wanted: &str| {
        let found = keys.iter().find(|(key, _)| *key == wanted);
        found.map(|(_, value)| decoded(value)).transpose()
    };
    let token = value("preauth")?
        .map(|token| Token::parse(&token))
        .transpose()?;
    match action {
        "register" => Ok(Some(Invitation {
            name,
            ..Invitation::new(domain, token)
        })),
        // It is good for an account too only if it says so; else it is for somebody who has one.
        "roster" if value("ibr")?.as_deref() == Some("y") => Ok(token.map(|token| Invitation {
            inviter: name.map(|name| Address::new(name, domain.clone())),
            ..Invitation::new(domain, Some(token))
        })),
        _ => Ok(None),
    }
}

/// The address that a link leads to, or the server.
fn whom(path: &str) -> Result<(Option<UserName>, Domain), LinkFault> {
    // `//` stands before the account that the link is for. Where nothing follows that, it was written by mistake.
    let path = match path.strip_prefix("//") {
        Some(path) => match path.split_once('/') {
            Some((_, address)) if !address.is_empty() => address,
            Some((mistaken, _)) => mistaken,
            None => path,
        },
        None => path,
    };
    let bare = path.split('/').next().unwrap_or_default();
    let (name, domain) = match bare.split_once('@') {
        Some((name, domain)) => (Some(name), domain),
        None => (None, bare),
    };
    let domain = Domain::parse(&decoded(domain)?)
        .map_err(|fault| LinkFault::Address(AddressFault::Domain(fault)))?;
    let name = match name {
        Some(name) => Some(
            UserName::parse(&decoded(name)?)
                .map_err(|fault| LinkFault::Address(AddressFault::Name(fault)))?,
        ),
        None => None,
    };
    Ok((name, domain))
}
