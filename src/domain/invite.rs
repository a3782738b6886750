//! Invitations: where somebody is invited to, read from an `xmpp:` link (RFC 5122, XEP-0147, XEP-0445 section 2) or from
//! the address of a page on the web that stands for one (XEP-0401 section 5.2).
//!
//! A link may come from anywhere and may be made up: it is read, and nothing is believed of it. Whether the server takes
//! its token is for the server to say.

mod page;
mod search;
mod uri;

use std::fmt;

pub use search::{NoInvitation, find};

use super::{Address, Domain, Link, Scheme, Secret, UserName, account::AddressFault};

/// What a link means to somebody who wants an account.
#[derive(Clone, PartialEq, Eq)]
pub enum Meant {
    /// An invitation to a server.
    Invitation(Box<Invitation>),
    /// The page of an invitation whose address does not tell for sure to which server, or with which token: its reader is
    /// the browser.
    Page(Link),
    /// A link for something else: a conversation, a room, the end of an account, some page.
    Other(Link),
}

/// An invitation to sign up on a server.
#[derive(Clone, PartialEq, Eq)]
pub struct Invitation {
    /// The server.
    pub domain: Domain,
    /// The user name that it is for; `None` where that is free.
    pub name: Option<UserName>,
    /// Who becomes a contact of whoever signs up with it (XEP-0445 section 2.3).
    pub inviter: Option<Address>,
    /// What the server lets one in for; `None` in a link that only names the server (XEP-0077 section 13.3.1).
    pub token: Option<Token>,
    /// The page on the web, if it was read from the address of one.
    pub page: Option<Link>,
    /// It says of itself that it sets the password of an account anew. One that does not say so may do so all the same:
    /// Prosody's look like any other for one name, and only the server can tell.
    pub resets: bool,
}

/// What a server lets somebody in for. Who has it can use it, so it is kept like a password: `Debug` does not show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token(Secret);

/// Why a text is no link that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LinkFault {
    /// It is neither an `xmpp:` link nor one to the web.
    #[error("this is not a link")]
    NotALink,
    /// A `%` is not followed by what must follow it, or what is escaped is no text.
    #[error("the link is damaged: what is escaped in it cannot be read")]
    Escapes,
    /// It leads to no address that there could be.
    #[error("the link leads to no address: {0}")]
    Address(AddressFault),
    /// Its token is empty, longer than 1 024 bytes, or has characters that none can have.
    #[error("the token of the invitation is damaged")]
    Token,
}

/// Whether a text is meant as a link, readable or not.
#[must_use]
pub fn is_link(text: &str) -> bool {
    let text = bare(text);
    ["xmpp:", "https://", "http://"]
        .into_iter()
        .any(|scheme| after(text, scheme).is_some())
}

/// Reads a link as somebody was given it; blanks and `<>` around it are passed over.
///
/// # Errors
///
/// If it is none, or a damaged one. A link that is meant for something else is no error.
pub fn read(text: &str) -> Result<Meant, LinkFault> {
    let text = bare(text);
    let link = Link::parse(text);
    if let Some(rest) = after(text, "xmpp:") {
        return Ok(match uri::read(rest)? {
            Some(invitation) => Meant::Invitation(Box::new(invitation)),
            None => Meant::Other(link),
        });
    }
    match link.scheme() {
        Scheme::Https | Scheme::Http => page::read(link),
        _ => Err(LinkFault::NotALink),
    }
}

impl Invitation {
    /// An invitation of which server and token are known.
    #[must_use]
    pub fn new(domain: Domain, token: Option<Token>) -> Self {
        Self {
            domain,
            name: None,
            inviter: None,
            token,
            page: None,
            resets: false,
        }
    }
}

impl Token {
    /// Takes a token as it came, without any escapes.
    ///
    /// # Errors
    ///
    /// [`LinkFault::Token`] if it cannot be one.
    pub fn parse(text: &str) -> Result<Self, LinkFault> {
        const LONGEST: usize = 1_024;
        let is_odd =
            |c: char| c.is_control() || c.is_whitespace() || matches!(c, '\u{fffe}' | '\u{ffff}');
        if text.is_empty() || text.len() > LONGEST || text.contains(is_odd) {
            return Err(LinkFault::Token);
        }
        Ok(Self(Secret::from(text)))
    }

    /// The token itself, for the server alone.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose()
    }
}

impl fmt::Debug for Meant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invitation(invitation) => invitation.fmt(f),
            // There may be a token somewhere in it.
            Self::Page(link) => write!(f, "Page({:?})", link.host()),
            Self::Other(link) => write!(f, "Other({:?}, {:?})", link.scheme(), link.host()),
        }
    }
}

impl fmt::Debug for Invitation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Invitation")
            .field("domain", &self.domain)
            .field("name", &self.name)
            .field("inviter", &self.inviter)
            .field("token", &self.token)
            .finish_non_exhaustive()
    }
}

/// A link without what people put around it.
fn bare(text: &str) -> &str {
    let text = text.trim();
    let inside = text
        .strip_prefix('<')
        .and_then(|text| text.strip_suffix('>'));
    inside.map_or(text, str::trim)
}

/// What follows a scheme, in whatever case that is written.
fn after<'a>(text: &'a str, scheme: &str) -> Option<&'a str> {
    let (head, rest) = text.split_at_checked(scheme.len())?;
    head.eq_ignore_ascii_case(scheme).then_some(rest)
}

/// A text without its escapes (RFC 3986 section 2.1).
fn decoded(text: &str) -> Result<String, LinkFault> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let mut digit = || {
            let digit = rest.next().and_then(|byte| char::from(byte).to_digit(16));
            digit.and_then(|digit| u8::try_from(digit).ok())
        };
        let (high, low) = (digit(), digit());
        let (Some(high), Some(low)) = (high, low) else {
            return Err(LinkFault::Escapes);
        };
        bytes.push(high * 16 + low);
    }
    String::from_utf8(bytes).map_err(|_| LinkFault::Escapes)
}

#[cfg(test)]
mod tests;
