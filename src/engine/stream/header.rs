//! The server's stream header, read leniently.
//!
//! The parser takes a header with `version='1.0'` and the attributes of RFC 6120 section 4.7 alone. Servers send others
//! too (`xmlns:db`, a `version` of their own, none at all), which is no reason to turn away.

/// The start of a stream, as far as it is known.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Header {
    /// Not whole yet.
    Partial,
    /// A header: what the parser shall see in place of the first `length` bytes.
    Whole {
        plain: Vec<u8>,
        length: usize,
        has_version: bool,
    },
    /// Not a stream header at all.
    Other,
}

/// Reads the header at the start of `bytes`.
pub(super) fn read(bytes: &[u8]) -> Header {
    let mut rest = bytes.trim_ascii_start();
    let mut plain = Vec::new();
    if rest.starts_with(b"<?") {
        let Some(end) = rest.windows(2).position(|window| window == b"?>") else {
            return Header::Partial;
        };
        plain.extend_from_slice(&rest[..end + 2]);
        rest = rest[end + 2..].trim_ascii_start();
    }
    match rest {
        [] | [b'<'] => return Header::Partial,
        [b'<', next, ..] if next.is_ascii_alphabetic() => {}
        _ => return Header::Other,
    }
    let Some(end) = end_of_tag(rest) else {
        return Header::Partial;
    };
    let Some((name, attributes)) = std::str::from_utf8(&rest[1..end]).ok().and_then(parts) else {
        return Header::Other;
    };
    if name.rsplit(':').next() != Some("stream") {
        return Header::Other;
    }
    plain.push(b'<');
    plain.extend_from_slice(name.as_bytes());
    let has_version = attributes.iter().any(|(name, _)| *name == "version");
    for (name, value) in attributes {
        if matches!(name, "xmlns" | "from" | "to" | "id" | "xml:lang") || name.starts_with("xmlns:")
        {
            for part in [" ", name, "=", value] {
                plain.extend_from_slice(part.as_bytes());
            }
        }
    }
    plain.extend_from_slice(b" version='1.0'>");
    Header::Whole {
        plain,
        length: bytes.len() - rest.len() + end + 1,
        has_version,
    }
}

/// Where the first `>` outside quotes is.
fn end_of_tag(bytes: &[u8]) -> Option<usize> {
    let mut quote = None;
    bytes.iter().position(|&byte| {
        match (quote, byte) {
            (None, b'>') => return true,
            (None, b'\'' | b'"') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
        false
    })
}

/// The name of a tag and its attributes, each with its value in quotes.
fn parts(tag: &str) -> Option<(&str, Vec<(&str, &str)>)> {
    let (name, mut rest) = tag.split_once(|c: char| c.is_ascii_whitespace())?;
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_ascii_start();
        if rest.is_empty() {
            return Some((name, attributes));
        }
        let (attribute, value) = rest.split_once('=')?;
        let value = value.trim_ascii_start();
        let quote = value.chars().next().filter(|c| matches!(c, '\'' | '"'))?;
        let end = value[1..].find(quote)? + 2;
        attributes.push((attribute.trim_ascii_end(), &value[..end]));
        rest = &value[end..];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(header: &str) -> Option<(String, bool, usize)> {
        match read(header.as_bytes()) {
            Header::Whole {
                plain,
                length,
                has_version,
            } => Some((
                String::from_utf8_lossy(&plain).into_owned(),
                has_version,
                length,
            )),
            _ => None,
        }
    }

    #[test]
    fn what_the_parser_does_not_know_is_left_out() {
        let header = "<?xml version='1.0'?>\n<stream:stream id=\"1>2\" xmlns='jabber:client' foo='bar' \
                      xmlns:stream='http://etherx.jabber.org/streams' version = '1.1' xml:lang='en'>";
        let (plain, has_version, length) = plain(&format!("{header}<a/>")).unwrap_or_default();
        assert_eq!(
            plain,
            "<?xml version='1.0'?><stream:stream id=\"1>2\" xmlns='jabber:client' \
             xmlns:stream='http://etherx.jabber.org/streams' xml:lang='en' version='1.0'>"
        );
        assert!(has_version);
        assert_eq!(length, header.len());
    }

    #[test]
    fn a_header_without_version_is_told() {
        let (plain, has_version, _) =
            plain("<stream:stream xmlns='jabber:client'>").unwrap_or_default();
        assert!(plain.ends_with(" version='1.0'>"));
        assert!(!has_version);
    }

    #[test]
    fn every_cut_of_a_header_is_waited_for() {
        let header = "<?xml version='1.0'?><s:stream xmlns:s='x' id='a>b'>";
        for cut in 0..header.len() {
            assert_eq!(read(&header.as_bytes()[..cut]), Header::Partial, "{cut}");
        }
        assert!(plain(header).is_some());
    }

    #[test]
    fn what_is_no_header_is_told() {
        for text in [
            "HTTP/1.1 400 Bad Request",
            "\x15\x03\x03",
            "<html a='b'>",
            "<!DOCTYPE x>",
            "<stream:stream a>",
        ] {
            assert_eq!(read(text.as_bytes()), Header::Other, "{text}");
        }
    }
}
