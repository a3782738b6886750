//! Domains of servers.

use std::{fmt, net::IpAddr};

use unicode_security::MixedScript as _;

/// The domain of a server, in its normal form: lower case, U-labels, no trailing dot.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Domain(String);

impl Domain {
    /// Reads a domain as a person types it (RFC 7622 section 3.2, IDNA; IP literals are allowed).
    ///
    /// # Errors
    ///
    /// If it cannot be the domain of a server; nothing is looked up.
    pub fn parse(text: &str) -> Result<Self, DomainFault> {
        let text = text.trim();
        let text = text.strip_suffix('.').unwrap_or(text);
        if text.is_empty() {
            return Err(DomainFault::Empty);
        }
        let bare = text
            .strip_prefix('[')
            .and_then(|text| text.strip_suffix(']'))
            .unwrap_or(text);
        if let Ok(ip) = bare.parse::<IpAddr>() {
            return Ok(Self(match ip {
                IpAddr::V4(ip) => ip.to_string(),
                IpAddr::V6(ip) => format!("[{ip}]"),
            }));
        }
        let ascii = idna::domain_to_ascii_strict(text).map_err(|_| DomainFault::Invalid)?;
        if ascii.len() > 253 {
            return Err(DomainFault::TooLong);
        }
        // The strict rules of IDNA let a name through that ends in digits, which looks like a cut-off IP address.
        let last = ascii.rsplit('.').next().unwrap_or_default();
        if last.is_empty() || last.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(DomainFault::Invalid);
        }
        let (unicode, result) = idna::domain_to_unicode(&ascii);
        result.map_err(|_| DomainFault::Invalid)?;
        Ok(Self(unicode))
    }

    /// The domain as a person reads it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The domain as it is shown where a person has not typed it: a name with letters of several scripts, which may look
    /// like another one, as DNS knows it (UTS #39 section 5.1).
    #[must_use]
    pub fn shown(&self) -> String {
        let is_plain = |label: &str| label.is_single_script();
        if self.0.split('.').all(is_plain) {
            self.0.clone()
        } else {
            self.to_ascii()
        }
    }

    /// The domain as DNS and certificates know it: A-labels.
    #[must_use]
    pub fn to_ascii(&self) -> String {
        if self.0.starts_with('[') {
            return self.0.clone();
        }
        idna::domain_to_ascii(&self.0).unwrap_or_else(|_| self.0.clone())
    }
}

impl fmt::Display for Domain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why a text is no domain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DomainFault {
    /// There is nothing.
    #[error("nothing was given")]
    Empty,
    /// More than 253 octets.
    #[error("the name is too long")]
    TooLong,
    /// A character or a label that no domain can have.
    #[error("this is not the name of a server")]
    Invalid,
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;

    /// Requirement 109 (RFC 7622 section 3.2).
    #[test]
    fn domains_are_brought_into_normal_form() {
        for (typed, normal, ascii) in [
            ("Example.ORG", "example.org", "example.org"),
            ("example.org.", "example.org", "example.org"),
            (" example.org ", "example.org", "example.org"),
            ("BÜCHER.example", "bücher.example", "xn--bcher-kva.example"),
            (
                "xn--bcher-kva.example",
                "bücher.example",
                "xn--bcher-kva.example",
            ),
            ("localhost", "localhost", "localhost"),
            ("127.0.0.1", "127.0.0.1", "127.0.0.1"),
            ("[::1]", "[::1]", "[::1]"),
            ("::1", "[::1]", "[::1]"),
        ] {
            let domain = Domain::parse(typed).unwrap();
            assert_eq!(domain.as_str(), normal, "{typed}");
            assert_eq!(domain.to_ascii(), ascii, "{typed}");
        }
    }

    #[test]
    fn what_is_no_domain_is_told() {
        let long = format!("{}.example", "a.".repeat(130));
        for typed in [
            "",
            " ",
            ".",
            "a b",
            "exa mple.org",
            "-a.example",
            "a..b",
            "a/b",
            "a@b",
            "1.2.3",
            "ex_ample!",
            &long,
        ] {
            assert!(Domain::parse(typed).is_err(), "{typed}");
        }
    }

    /// Fault 12: what looks like another name is not shown as it.
    #[test]
    fn letters_of_several_scripts_are_shown_as_dns_knows_them() {
        for (domain, shown) in [
            ("example.org", "example.org"),
            ("bücher.example", "bücher.example"),
            ("почта.рф", "почта.рф"),
            ("例え.jp", "例え.jp"),
            ("почта.example", "почта.example"),
            // The first letter is Cyrillic.
            ("\u{443}ax.im", "xn--ax-tmc.im"),
        ] {
            assert_eq!(Domain::parse(domain).unwrap().shown(), shown, "{domain}");
        }
    }
}
