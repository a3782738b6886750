//! What is found at a server by somebody who is signed in: what it says of itself, and services that take registration.

use std::fmt;

use jid::BareJid;

use super::{Domain, Link};

/// What a server says of itself to somebody with an account there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct About {
    /// Whether the password can be changed and the account be deleted from a program (XEP-0077, by service discovery,
    /// XEP-0030). `None` if the server does not answer that question.
    pub registration: Option<bool>,
    /// Where the people who run it can be reached (XEP-0157), in the server's order.
    pub contacts: Vec<Contact>,
}

/// An address of the people who run a server (XEP-0157).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// What it is for.
    pub purpose: ContactPurpose,
    /// The address.
    pub link: Link,
}

/// What an address of the people who run a server is for (XEP-0157 section 5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ContactPurpose {
    /// Help with the service.
    Support,
    /// The people who run it.
    Admin,
    /// Complaints about other people.
    Abuse,
    /// Faults that endanger others.
    Security,
    /// Opinions.
    Feedback,
    /// Whether the service is up.
    Status,
    /// What is to be paid for.
    Sales,
}

/// The address of a service: a domain, or a place at a domain such as a room.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ServiceAddress {
    whole: String,
    domain: Domain,
}

impl ServiceAddress {
    /// Reads an address as a person types it, or as a server names it (RFC 7622).
    ///
    /// # Errors
    ///
    /// If it cannot be the address of a service; one with a part behind a `/` is none.
    pub fn parse(text: &str) -> Result<Self, NotAService> {
        let text = text.trim();
        let (name, domain) = text
            .split_once('@')
            .map_or((None, text), |(name, domain)| (Some(name), domain));
        let domain = Domain::parse(domain).map_err(|_| NotAService)?;
        let Some(name) = name else {
            let whole = domain.to_string();
            return Ok(Self { whole, domain });
        };
        let whole = BareJid::new(&format!("{name}@{domain}")).map_err(|_| NotAService)?;
        let whole = whole.to_string();
        Ok(Self { whole, domain })
    }

    /// The address as it is shown and as it is sent.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.whole
    }

    /// The domain at which it is.
    #[must_use]
    pub fn domain(&self) -> &Domain {
        &self.domain
    }
}

impl fmt::Display for ServiceAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.whole)
    }
}

/// A text that is not the address of a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is not the address of a service")]
pub struct NotAService;

/// A service beside or at the own server that takes registration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    /// Where it is.
    pub address: ServiceAddress,
    /// What it calls itself: one plain line.
    pub name: Option<String>,
    /// What it is.
    pub kind: ServiceKind,
}

/// What a service is, by the identities that it tells (XEP-0030 section 3.1).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ServiceKind {
    /// Leads to another network, whose name in the registry of identities this is: `telegram`, `irc`, `sms`.
    Gateway(String),
    /// Rooms, in which one name is held for one person.
    Rooms,
    /// Something else.
    Other,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_is_a_domain_or_a_place_at_one() {
        let read = |text: &str| ServiceAddress::parse(text).map(|read| read.to_string());
        assert_eq!(read(" GW.Example.org. "), Ok("gw.example.org".to_owned()));
        assert_eq!(
            read("Stage@muc.example.org"),
            Ok("stage@muc.example.org".to_owned())
        );
        for bad in [
            "",
            "@",
            "a@",
            "@b.example",
            "a b@c.example",
            "a@b.example/c",
            "not a domain",
        ] {
            assert_eq!(read(bad), Err(NotAService), "{bad}");
        }
    }
}
