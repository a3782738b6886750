//! What is said between two starts: one line of JSON there, and words back, one a line.
//!
//! ```text
//! > {"vestibule":1,"want":"server","text":"xmpp:example.org?register;preauth=…"}
//! < wait      it is read; the window will come to it
//! < taken     the window has it
//! < no        it is not for this window, or not to be understood
//! ```
//!
//! A `want` or a number that is not known is a `no`: a later version of the program may ask for more.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::Wish;
use crate::domain::Secret;

/// The most bytes of a request, with the end of its line.
pub(super) const MOST: usize = 16 * 1024;

/// It is read.
pub(super) const WAIT: &[u8] = b"wait\n";
/// The window has it.
pub(super) const TAKEN: &[u8] = b"taken\n";
/// It does not take it.
pub(super) const NO: &[u8] = b"no\n";

/// The version of this.
const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
struct Request<'a> {
    vestibule: u32,
    want: Want,
    #[serde(borrow, default)]
    text: Cow<'a, str>,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Want {
    Nothing,
    Server,
    Account,
    Foreign,
}

/// A wish as a line. `None` if it is too long for one.
pub(super) fn write(wish: &Wish) -> Option<Zeroizing<Vec<u8>>> {
    let (want, text) = match wish {
        Wish::Nothing => (Want::Nothing, ""),
        Wish::Server(text) => (Want::Server, text.expose()),
        Wish::Account(address) => (Want::Account, address.as_str()),
        Wish::Foreign(link) => (Want::Foreign, link.expose()),
    };
    // What is written is never longer than six times what was read; a buffer that grows would leave copies behind.
    if text.len() > MOST {
        return None;
    }
    let mut line = Zeroizing::new(Vec::with_capacity(6 * text.len() + 128));
    let request = Request {
        vestibule: VERSION,
        want,
        text: text.into(),
    };
    serde_json::to_writer(&mut *line, &request).ok()?;
    line.push(b'\n');
    (line.len() <= MOST).then_some(line)
}

/// Reads a line. `None` if it is none of these.
pub(super) fn read(line: &[u8]) -> Option<Wish> {
    let request: Request<'_> = serde_json::from_slice(line).ok()?;
    if request.vestibule != VERSION {
        return None;
    }
    let secret = |text: Cow<'_, str>| match text {
        Cow::Borrowed(text) => Secret::from(text),
        Cow::Owned(text) => Secret::from(text),
    };
    Some(match request.want {
        Want::Nothing => Wish::Nothing,
        Want::Server => Wish::Server(secret(request.text)),
        Want::Account => Wish::Account(request.text.into_owned()),
        Want::Foreign => Wish::Foreign(secret(request.text)),
    })
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;

    #[test]
    fn a_wish_comes_back_as_it_was() {
        for wish in [
            Wish::Nothing,
            Wish::Server("xmpp:example.org?register;preauth=a\"b\\c\nd\u{1}é".into()),
            Wish::Server(Secret::default()),
            Wish::Account("juliet@example.org".to_owned()),
            Wish::Account(String::new()),
            Wish::Foreign("xmpp:juliet@example.org?message;body=hi".into()),
        ] {
            let line = write(&wish).unwrap();
            assert_eq!(
                line.iter().position(|byte| *byte == b'\n'),
                Some(line.len() - 1)
            );
            assert_eq!(read(&line), Some(wish));
        }
        let long = "\u{1}".repeat(MOST / 6);
        assert_eq!(write(&Wish::Server(long.as_str().into())), None);
        assert_eq!(write(&Wish::Server("x".repeat(MOST).as_str().into())), None);
    }

    #[test]
    fn what_is_no_request_is_none() {
        for line in [
            "",
            "{}",
            "null",
            "open xmpp:example.org",
            "{\"vestibule\":2,\"want\":\"nothing\"}",
            "{\"vestibule\":1}",
            "{\"vestibule\":1,\"want\":\"format\"}",
            "{\"vestibule\":1,\"want\":\"server\",\"text\":7}",
            "{\"vestibule\":1,\"want\":\"server\",\"text\":\"x\"} more",
            "{\"vestibule\":1,\"want\":\"server\",\"text\":\"\\ud800\"}",
        ] {
            assert_eq!(read(line.as_bytes()), None, "{line}");
        }
        assert_eq!(
            read(b"{\"vestibule\":1,\"want\":\"server\",\"text\":\"\xff\"}"),
            None
        );
        assert_eq!(read(&b"[".repeat(MOST)), None);
        // What a later version says besides is passed over.
        assert_eq!(
            read(b"{\"vestibule\":1,\"want\":\"nothing\",\"more\":[1]}"),
            Some(Wish::Nothing)
        );
    }
}
