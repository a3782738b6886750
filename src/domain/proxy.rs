//! A proxy that connections go through, as a person or the system writes it down.

use std::fmt;

use url::Url;

use super::Secret;

/// The port of SOCKS (RFC 1928 section 3), for a proxy that is written without one.
const PORT: u16 = 1080;

/// The longest name and the longest password that can be said to a proxy, in octets (RFC 1929 section 2).
const LONGEST: usize = 255;

/// A SOCKS5 proxy (RFC 1928). Names are never looked up on this side of it.
///
/// Its text, by `Display`, has no password in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proxy {
    /// A name or an address; IPv6 without brackets.
    pub host: String,
    /// Its port, never 0.
    pub port: u16,
    /// Who one is to the proxy, if it wants to know.
    pub login: Option<Login>,
}

/// A name and a password for a proxy (RFC 1929).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Login {
    /// The name, not empty.
    pub user: String,
    /// The password; empty if it was not given.
    pub password: Secret,
}

impl Proxy {
    /// Reads `socks5://[user[:password]@]host[:port]`; the scheme may be `socks5h` or missing.
    ///
    /// `socks5h` is no different here: the proxy always looks the names up.
    ///
    /// # Errors
    ///
    /// If it is no address of a proxy, or one of a proxy of another kind.
    pub fn parse(text: &str) -> Result<Self, NotAProxy> {
        let text = text.trim();
        if text.is_empty() {
            return Err(NotAProxy::Empty);
        }
        let (scheme, rest) = text.split_once("://").unwrap_or(("socks5", text));
        let scheme = scheme.to_ascii_lowercase();
        if !matches!(scheme.as_str(), "socks5" | "socks5h") {
            return Err(NotAProxy::Kind(scheme));
        }
        let url = Url::parse(&format!("socks5://{rest}")).map_err(|_| NotAProxy::Broken)?;
        let host = url.host_str().unwrap_or_default();
        let host = host.trim_start_matches('[').trim_end_matches(']');
        let is_more = !matches!(url.path(), "" | "/") || url.query().is_some();
        let odd = |c: char| c.is_whitespace() || c.is_control() || c == '%';
        if host.is_empty() || host.contains(odd) || is_more || url.fragment().is_some() {
            return Err(NotAProxy::Broken);
        }
        let user = unescaped(url.username())?;
        let password = unescaped(url.password().unwrap_or_default())?;
        if user.len() > LONGEST || password.len() > LONGEST {
            return Err(NotAProxy::Broken);
        }
        let login = match (user.is_empty(), password.is_empty()) {
            (true, true) => None,
            (true, false) => return Err(NotAProxy::Broken),
            (false, _) => Some(Login {
                user,
                password: Secret::from(password),
            }),
        };
        match url.port().unwrap_or(PORT) {
            0 => Err(NotAProxy::Broken),
            port => Ok(Self {
                host: host.to_owned(),
                port,
                login,
            }),
        }
    }

    /// Whether it wants a password that was not given.
    #[must_use]
    pub fn needs_password(&self) -> bool {
        self.login
            .as_ref()
            .is_some_and(|login| login.password.is_empty())
    }

    /// The same proxy with this password, if it wants one at all.
    #[must_use]
    pub fn with_password(mut self, password: Secret) -> Self {
        if let Some(login) = &mut self.login {
            login.password = password;
        }
        self
    }
}

impl fmt::Display for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("socks5://")?;
        if let Some(login) = &self.login {
            write!(f, "{}@", escaped(&login.user))?;
        }
        if self.host.contains(':') {
            write!(f, "[{}]:{}", self.host, self.port)
        } else {
            write!(f, "{}:{}", self.host, self.port)
        }
    }
}

/// Why a text is no proxy that can be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAProxy {
    /// There is nothing.
    #[error("nothing was given")]
    Empty,
    /// It is of another kind: `http`, `socks4`.
    #[error("{0} is not a kind of proxy that can be used; socks5 is")]
    Kind(String),
    /// It is not written as the address of a proxy is.
    #[error("this is not the address of a proxy: socks5://HOST:PORT")]
    Broken,
}

/// Resolves `%` and two digits (RFC 3986 section 2.1).
fn unescaped(text: &str) -> Result<String, NotAProxy> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, others)) = rest.split_first() {
        rest = others;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let digits = others.get(..2).ok_or(NotAProxy::Broken)?;
        let digits = std::str::from_utf8(digits).map_err(|_| NotAProxy::Broken)?;
        bytes.push(u8::from_str_radix(digits, 16).map_err(|_| NotAProxy::Broken)?);
        rest = &others[2..];
    }
    String::from_utf8(bytes).map_err(|_| NotAProxy::Broken)
}

fn escaped(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                char::from(byte).to_string()
            }
            byte => format!("%{byte:02X}"),
        })
        .collect()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;

    #[test]
    fn proxies_are_read_as_people_and_systems_write_them() {
        for (text, host, port, shown) in [
            ("socks5://127.0.0.1:9050", "127.0.0.1", 9050, None),
            ("socks5h://localhost:9050/", "localhost", 9050, None),
            ("SOCKS5://proxy.example", "proxy.example", 1080, None),
            ("127.0.0.1:9150", "127.0.0.1", 9150, None),
            ("  localhost  ", "localhost", 1080, None),
            ("socks5://[::1]:9050", "::1", 9050, None),
            ("[::1]:9050", "::1", 9050, None),
            (
                "socks5://juliet:o%40o%3A@proxy.example:1",
                "proxy.example",
                1,
                Some(("juliet", "o@o:")),
            ),
            (
                "juliet@proxy.example",
                "proxy.example",
                1080,
                Some(("juliet", "")),
            ),
        ] {
            let proxy = Proxy::parse(text).unwrap();
            assert_eq!((proxy.host.as_str(), proxy.port), (host, port), "{text}");
            let login = proxy.login.as_ref();
            let login = login.map(|login| (login.user.as_str(), login.password.expose()));
            assert_eq!(login, shown, "{text}");
            // What is shown reads back as the same proxy, but for the password.
            let again = Proxy::parse(&proxy.to_string()).unwrap();
            assert_eq!(again.with_password(Secret::from("x")), {
                proxy.clone().with_password(Secret::from("x"))
            });
        }
    }

    #[test]
    fn what_is_no_proxy_is_told_apart() {
        assert_eq!(Proxy::parse("  "), Err(NotAProxy::Empty));
        for kind in ["http", "https", "socks4", "socks4a"] {
            let found = Proxy::parse(&format!("{kind}://localhost:1"));
            assert_eq!(found, Err(NotAProxy::Kind(kind.to_owned())));
        }
        for text in [
            "socks5://",
            "socks5://:9050",
            "localhost:0",
            "localhost:65536",
            "localhost:port",
            "two words",
            "socks5://host/path",
            "socks5://host?query",
            "socks5://:password@host",
            "socks5://a%zz@host",
            "::1",
        ] {
            assert_eq!(Proxy::parse(text), Err(NotAProxy::Broken), "{text}");
        }
    }

    #[test]
    fn no_text_of_it_has_the_password() {
        let proxy = Proxy::parse("socks5://juliet:hunter2@localhost:1").unwrap();
        assert_eq!(proxy.to_string(), "socks5://juliet@localhost:1");
        assert!(!format!("{proxy:?}").contains("hunter2"));
        assert!(!proxy.needs_password());
        assert!(Proxy::parse("juliet@localhost").unwrap().needs_password());
    }
}
