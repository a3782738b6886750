//! What comes in, made fit for the parser: every byte passes the guard first, and the server's stream header is brought
//! into the form that the parser insists on.

use std::io;

use super::header::{self, Header};
use crate::protocol::guard::{Guard, Limits};

/// The longest stream header that is waited for, in bytes.
const LONGEST_HEADER: usize = 16 * 1024;

/// The beginning of one stream on its way to the parser.
pub(super) struct Inlet {
    guard: Guard,
    /// What the guard let pass and the parser has not taken yet, from `taken` on.
    passed: Vec<u8>,
    taken: usize,
    /// The start of the stream, until its header is whole.
    held: Option<Vec<u8>>,
    has_version: bool,
}

impl Default for Inlet {
    fn default() -> Self {
        Self {
            guard: Guard::new(Limits::default()),
            passed: Vec::new(),
            taken: 0,
            held: Some(Vec::new()),
            has_version: true,
        }
    }
}

impl Inlet {
    /// Lets bytes in. Fails with [`io::ErrorKind::InvalidData`], and is then of no use any more.
    pub(super) fn pass(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.guard
            .scan(bytes)
            .map_err(|breach| io::Error::new(io::ErrorKind::InvalidData, breach))?;
        if self.left().is_empty() {
            self.passed.clear();
            self.taken = 0;
        }
        let Some(held) = &mut self.held else {
            self.passed.extend_from_slice(bytes);
            return Ok(());
        };
        held.extend_from_slice(bytes);
        match header::read(held) {
            Header::Partial if held.len() > LONGEST_HEADER => {
                return Err(invalid("the stream header has no end"));
            }
            Header::Partial => return Ok(()),
            Header::Whole {
                plain,
                length,
                has_version,
            } => {
                self.has_version = has_version;
                self.passed.extend_from_slice(&plain);
                self.passed.extend_from_slice(&held[length..]);
            }
            // The parser would wait for more.
            Header::Other => return Err(invalid("this is not XMPP")),
        }
        self.held = None;
        Ok(())
    }

    /// What the parser has not taken yet.
    pub(super) fn left(&self) -> &[u8] {
        self.passed.get(self.taken..).unwrap_or_default()
    }

    /// The parser has taken so many bytes of what was left.
    pub(super) fn take(&mut self, amount: usize) {
        self.taken += amount;
    }

    /// Whether the server's header says that features follow (RFC 6120 section 4.7.5). Known when the header is.
    pub(super) fn has_version(&self) -> bool {
        self.has_version
    }
}

/// The connection has ended. That is never the end of the XML, which has its own.
pub(super) fn closed() -> io::Error {
    io::Error::new(
        io::ErrorKind::UnexpectedEof,
        "the server closed the connection",
    )
}

fn invalid(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}
