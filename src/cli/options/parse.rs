//! How arguments are read.

use crate::domain::{Domain, Secret};

pub(super) fn host_and_port(text: &str) -> Result<(String, u16), String> {
    let wrong = || "it looks like HOST:PORT or [IPV6]:PORT".to_owned();
    let (host, port) = text.rsplit_once(':').ok_or_else(wrong)?;
    let port: u16 = port.parse().map_err(|_| wrong())?;
    let bare = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'));
    let host = bare.unwrap_or(host);
    if port == 0 || Domain::parse(host).is_err() || (bare.is_none() && host.contains(':')) {
        return Err(wrong());
    }
    Ok((host.to_owned(), port))
}

/// Kept hidden until it has been looked at: somebody may have put a password into it, or it is an invitation.
#[expect(
    clippy::unnecessary_wraps,
    reason = "the signature is that of a parser"
)]
pub(super) fn hidden(text: &str) -> Result<Secret, std::convert::Infallible> {
    Ok(Secret::from(text))
}

/// A tag of BCP 47, as far as its look goes.
pub(super) fn language(text: &str) -> Result<String, String> {
    let part = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    if text.len() <= 35 && text.split('-').all(part) {
        Ok(text.to_owned())
    } else {
        Err("it looks like en or de-AT".to_owned())
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;

    #[test]
    fn hosts_and_ports_are_read() {
        for (text, host, port) in [
            ("example.org:5222", "example.org", 5222),
            ("127.0.0.1:1", "127.0.0.1", 1),
            ("[::1]:5222", "::1", 5222),
            ("tür.example:5222", "tür.example", 5222),
        ] {
            assert_eq!(host_and_port(text).unwrap(), (host.to_owned(), port));
        }
        for text in [
            "example.org",
            "example.org:",
            ":5222",
            "a:0",
            "a:65536",
            "::1:5222",
            "two words:5222",
            "a..b:5222",
            "[nothing]:x",
            "",
        ] {
            assert!(host_and_port(text).is_err(), "{text}");
        }
    }
}
