//! Addresses, as the server will make them.

mod domain;

use std::fmt;

use jid::NodePart;
use precis_core::profile::PrecisFastInvocation as _;
use precis_profiles::UsernameCaseMapped;

pub use domain::{Domain, DomainFault};

use super::Secret;

/// The user name of an account: the part of the address before the `@`, as the server will make it.
///
/// Servers prepare it by Nodeprep or by PRECIS `UsernameCaseMapped` (RFC 7622 section 3.3); only names of which both make
/// the same are taken, so that the address shown is the address made.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UserName(String);

impl UserName {
    /// Reads a user name as a person types it and brings it into its normal form.
    ///
    /// # Errors
    ///
    /// If some server could not take it, or could take it for another name.
    pub fn parse(text: &str) -> Result<Self, NameFault> {
        if text.is_empty() {
            return Err(NameFault::Empty);
        }
        if let Some(bad) = text
            .chars()
            .find(|c| c.is_whitespace() || "\"&'/:<>@".contains(*c))
        {
            return Err(NameFault::Character(bad));
        }
        let precis = UsernameCaseMapped::enforce(text);
        let node = NodePart::new(text);
        match (precis, node) {
            (Ok(precis), Ok(node)) if precis == node.as_str() => {
                if precis.len() > 1023 {
                    Err(NameFault::TooLong)
                } else {
                    Ok(Self(precis.into_owned()))
                }
            }
            (_, Err(jid::Error::NodeTooLong)) => Err(NameFault::TooLong),
            _ => Err(Self::culprit(text)),
        }
    }

    /// The name in its normal form.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first character that is at fault by itself, else the whole.
    fn culprit(text: &str) -> NameFault {
        let alone = |c: &char| {
            let text = c.to_string();
            match (
                UsernameCaseMapped::enforce(text.as_str()),
                NodePart::new(&text),
            ) {
                (Ok(precis), Ok(node)) => precis != node.as_str(),
                _ => true,
            }
        };
        text.chars()
            .find(alone)
            .map_or(NameFault::Combination, NameFault::Character)
    }
}

impl fmt::Display for UserName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why a text is no user name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NameFault {
    /// There is nothing.
    #[error("nothing was given")]
    Empty,
    /// More than 1 023 octets.
    #[error("the name is too long")]
    TooLong,
    /// This character cannot be in it, or different servers would make different names of it.
    #[error("the name cannot contain {0:?}")]
    Character(char),
    /// Each character may be in a name, but not these together (writing directions mixed, for one).
    #[error("these characters cannot be together in a name")]
    Combination,
}

/// The address of an account.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address {
    name: UserName,
    domain: Domain,
}

impl Address {
    /// Puts an address together.
    #[must_use]
    pub fn new(name: UserName, domain: Domain) -> Self {
        Self { name, domain }
    }

    /// Reads `name@domain` as a person types it; an `xmpp:` in front is passed over.
    ///
    /// # Errors
    ///
    /// If it is no address; which part is at fault is not told apart.
    pub fn parse(text: &str) -> Result<Self, AddressFault> {
        let text = text.trim();
        let text = text.strip_prefix("xmpp:").unwrap_or(text);
        let (name, domain) = text.split_once('@').ok_or(AddressFault::NoAt)?;
        Ok(Self {
            name: UserName::parse(name).map_err(AddressFault::Name)?,
            domain: Domain::parse(domain).map_err(AddressFault::Domain)?,
        })
    }

    /// The user name.
    #[must_use]
    pub fn name(&self) -> &UserName {
        &self.name
    }

    /// The domain.
    #[must_use]
    pub fn domain(&self) -> &Domain {
        &self.domain
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.name, self.domain)
    }
}

/// Why a text is no address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddressFault {
    /// There is no `@` in it.
    #[error("an address looks like name@server")]
    NoAt,
    /// The part before the `@`.
    #[error("the part before the @: {0}")]
    Name(NameFault),
    /// The part behind the `@`.
    #[error("the part behind the @: {0}")]
    Domain(DomainFault),
}

/// An address with its password: what a sign-in needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credentials {
    /// The account.
    pub address: Address,
    /// Its password, prepared (see [`super::password::prepare`]).
    pub password: Secret,
}

/// Names near a taken one: `juliet` gives `juliet.c`, `juliet-1597`, `julietx` and the like.
///
/// `digits` makes them differ from person to person; take it from a random source. The names keep to what was typed
/// and are all well-formed; whether they are free is not known.
#[must_use]
pub fn alternatives(taken: &str, digits: u16) -> Vec<String> {
    let letter = char::from(b'a' + u8::try_from(digits % 26).unwrap_or(0));
    [
        format!("{taken}.{letter}"),
        format!("{taken}-{}", 1000 + digits % 9000),
        format!("{taken}{}", 10 + digits % 90),
    ]
    .into_iter()
    .filter(|name| UserName::parse(name).is_ok())
    .collect()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;

    /// Requirement 108 (RFC 7622 section 3.3).
    #[test]
    fn names_are_what_the_server_will_make_of_them() {
        for (typed, made) in [
            ("juliet", "juliet"),
            ("Juliet", "juliet"),
            ("üÜ", "üü"),
            ("日本", "日本"),
            ("a.b-c_1", "a.b-c_1"),
        ] {
            assert_eq!(UserName::parse(typed).unwrap().as_str(), made);
        }
    }

    /// Requirement 108 (RFC 7622 section 3.3).
    #[test]
    fn names_that_servers_read_differently_are_not_taken() {
        for (typed, fault) in [
            ("", NameFault::Empty),
            ("a b", NameFault::Character(' ')),
            ("a@b", NameFault::Character('@')),
            ("a/b", NameFault::Character('/')),
            ("faß", NameFault::Character('ß')),
            ("☃", NameFault::Character('☃')),
            ("zero\u{200b}width", NameFault::Character('\u{200b}')),
            ("\u{202e}evil", NameFault::Character('\u{202e}')),
            ("<", NameFault::Character('<')),
        ] {
            assert_eq!(UserName::parse(typed), Err(fault), "{typed:?}");
        }
        assert_eq!(UserName::parse(&"a".repeat(1030)), Err(NameFault::TooLong));
        assert!(UserName::parse(&"a".repeat(1023)).is_ok());
        assert_eq!(UserName::parse("aא1"), Err(NameFault::Combination));
    }

    #[test]
    fn addresses_are_read_as_people_write_them() {
        assert_eq!(
            Address::parse("Juliet@Example.org").unwrap().to_string(),
            "juliet@example.org"
        );
        assert_eq!(
            Address::parse("xmpp:juliet@example.org")
                .unwrap()
                .to_string(),
            "juliet@example.org"
        );
        assert_eq!(Address::parse("juliet"), Err(AddressFault::NoAt));
        assert!(matches!(
            Address::parse("@example.org"),
            Err(AddressFault::Name(NameFault::Empty))
        ));
        assert!(matches!(
            Address::parse("juliet@"),
            Err(AddressFault::Domain(DomainFault::Empty))
        ));
    }

    #[test]
    fn alternatives_keep_to_what_was_typed() {
        for digits in [0, 1597, u16::MAX] {
            let names = alternatives("juliet", digits);
            assert_eq!(names.len(), 3);
            assert!(
                names
                    .iter()
                    .all(|name| name.starts_with("juliet") && name != "juliet")
            );
        }
    }
}
