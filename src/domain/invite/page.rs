//! Pages on the web that stand for an invitation, as far as their address says what is behind it.
//!
//! - `https://page/#romeo@example.org?roster;preauth=TOKEN;ibr=y`: a whole link but for its `xmpp:`. The page belongs to
//!   whoever made it, and the server is in the link.
//! - `https://example.org/invite/#TOKEN` (XEP-0401), `https://example.org:5281/invites_page?TOKEN` (Prosody),
//!   `https://example.org/invite/TOKEN/` (Snikket; with `reset` behind it for a new password),
//!   `https://example.org/invites/TOKEN` (ejabberd): the server's own page, at the server's own name. A page at a name that is only for pages (`www.example.org`) tells no server.

use url::Url;

use super::{Invitation, LinkFault, Meant, after, decoded, uri};
use crate::domain::{Domain, Link, Scheme};

/// Names of machines that have pages, and are no server that somebody has an address on.
const FOR_PAGES: [&str; 8] = [
    "www", "web", "invite", "invites", "join", "portal", "register", "i",
];

/// Keys behind which a token stands.
const KEYS: [&str; 4] = ["t", "token", "preauth", "invite"];

pub(super) fn read(link: Link) -> Result<Meant, LinkFault> {
    let url = Url::parse(link.as_str()).map_err(|_| LinkFault::NotALink)?;
    let told = [url.fragment(), url.query()];
    for text in told.into_iter().flatten() {
        if let Some(mut invitation) = inside(text) {
            invitation.page = Some(link);
            return Ok(Meant::Invitation(Box::new(invitation)));
        }
    }
    let segments: Vec<&str> = url
        .path()
        .split('/')
        .filter(|part| !part.is_empty())
        .collect();
    let is_about = |part: &&str| part.to_ascii_lowercase().starts_with("invit");
    let Some(about) = segments.iter().position(is_about) else {
        return Ok(Meant::Other(link));
    };
    let behind = segments.get(about + 1).copied();
    let server = url.host_str().filter(|_| link.scheme() == Scheme::Https);
    Ok(match (server.and_then(server_at), token_in(&url, behind)) {
        (Some(domain), Some(token)) => {
            let mut invitation = Invitation::new(domain, Some(token));
            invitation.page = Some(link);
            invitation.resets = segments.get(about + 2) == Some(&"reset");
            Meant::Invitation(Box::new(invitation))
        }
        _ => Meant::Page(link),
    })
}

/// The invitation in a link that stands inside another one, whole or as a page has it: escaped, and without `xmpp:`.
fn inside(text: &str) -> Option<Invitation> {
    let plain;
    let text = if text.contains('?') {
        text
    } else {
        plain = decoded(text).ok()?;
        &plain
    };
    let text = after(text, "xmpp:").unwrap_or(text);
    let (address, _) = text.split_once('?')?;
    if address.is_empty() {
        return None;
    }
    uri::read(text).ok().flatten()
}

/// The server whose own page is at this host.
fn server_at(host: &str) -> Option<Domain> {
    let first = host.split('.').next().unwrap_or_default();
    let is_address = host.starts_with('[') || host.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    if is_address || FOR_PAGES.contains(&first.to_ascii_lowercase().as_str()) {
        return None;
    }
    Domain::parse(host).ok()
}

/// The one token that the address of a page has; `None` if there is none, or no telling which it is.
fn token_in(url: &Url, behind: Option<&str>) -> Option<super::Token> {
    let query = url.query().unwrap_or_default();
    let alone = (!query.contains('=')).then_some(query);
    let named = query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .filter(|(key, _)| KEYS.contains(key))
        .map(|(_, value)| value);
    let mut all: Vec<&str> = [url.fragment(), alone, behind]
        .into_iter()
        .flatten()
        .chain(named)
        .filter(|text| looks_random(text))
        .collect();
    all.dedup();
    match all.as_slice() {
        [token] => super::Token::parse(token).ok(),
        _ => None,
    }
}

/// Whether a text looks like a token, and like no word: those of servers have 24 characters of base64 or hex.
fn looks_random(text: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    (12..=256).contains(&text.len())
        && text.bytes().all(fits)
        && text
            .bytes()
            .any(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())
}
