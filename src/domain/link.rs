//! Links that a server hands out: what they are decides what may be done with them.

use std::fmt;

use url::Url;

/// A link as a server gave it, sorted by what may be done with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    text: String,
    scheme: Scheme,
    host: Option<String>,
}

/// What kind of link it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// `https:`: opened on a click, pictures may be loaded from it.
    Https,
    /// `http:`: opened on a click only, with its host shown; nothing is loaded from it by the program.
    Http,
    /// `mailto:`: asked before it is opened.
    Mail,
    /// `xmpp:`: asked before it is opened.
    Xmpp,
    /// Anything else, or no link at all: shown as text, never opened.
    Text,
}

impl Link {
    /// Reads a link. Never fails: what is no link is [`Scheme::Text`].
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let text = text.trim();
        let parsed = Url::parse(text).ok();
        let scheme = match parsed.as_ref().map(Url::scheme) {
            Some("https") => Scheme::Https,
            Some("http") => Scheme::Http,
            Some("mailto") => Scheme::Mail,
            Some("xmpp") => Scheme::Xmpp,
            _ => Scheme::Text,
        };
        // What is opened is the normal form, so that a link cannot look like one host and lead to another.
        let shown = match (&parsed, scheme) {
            (Some(url), Scheme::Https | Scheme::Http) => url.to_string(),
            _ => text.to_owned(),
        };
        let host = parsed.and_then(|url| url.host_str().map(str::to_owned));
        Self {
            text: shown,
            scheme,
            host,
        }
    }

    /// The whole link, as it is shown and as it is opened.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What kind of link it is.
    #[must_use]
    pub fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// The host that an `http(s)` link leads to.
    #[must_use]
    pub fn host(&self) -> Option<&str> {
        self.host.as_deref()
    }

    /// Whether a browser or another program may be started with it.
    #[must_use]
    pub fn can_open(&self) -> bool {
        self.scheme != Scheme::Text
    }
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_apart() {
        for (text, scheme) in [
            ("https://example.org/register", Scheme::Https),
            ("  http://example.org ", Scheme::Http),
            ("mailto:admin@example.org", Scheme::Mail),
            ("xmpp:admin@example.org", Scheme::Xmpp),
            ("javascript:alert(1)", Scheme::Text),
            ("file:///etc/passwd", Scheme::Text),
            ("", Scheme::Text),
            ("see our page", Scheme::Text),
        ] {
            assert_eq!(Link::parse(text).scheme(), scheme, "{text}");
        }
    }

    #[test]
    fn the_host_shown_is_the_host_opened() {
        let link = Link::parse("https://example.org\\@evil.example/x");
        assert_eq!(link.host(), Some("example.org"));
        assert!(link.as_str().starts_with("https://example.org/"));
    }
}
