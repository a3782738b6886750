//! What stands between the socket and the parser, in both directions.
//!
//! Inwards every byte passes the guard first, and the server's stream header is brought into the form that the parser
//! insists on. Outwards the stream begins as it is told here: the parser's side has no place for a language in its header,
//! and would wait for the answer to the header before anything else goes out.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll, ready},
};

use tokio::io::{AsyncBufRead, AsyncRead, AsyncWrite, ReadBuf};

use super::header::{self, Header};
use crate::protocol::guard::{Guard, Limits};

/// The longest stream header that is waited for, in bytes.
const LONGEST_HEADER: usize = 16 * 1024;

/// How many more looks the parser gets at what it has, once the connection has ended.
///
/// It keeps the end of an empty element back until it is asked again, and forgets it over a failure to read. A verdict
/// that came right before the end must not be lost.
const LAST_LOOKS: u8 = 2;

/// An I/O object with the guard in it.
pub(super) struct Gate<Io> {
    io: Io,
    guard: Guard,
    /// What the guard let pass and the parser has not taken yet, from `taken` on.
    passed: Vec<u8>,
    taken: usize,
    /// The start of the stream, until its header is whole.
    held: Option<Vec<u8>>,
    has_version: bool,
    /// How the connection ended, once it has.
    end: Option<io::Error>,
    last_looks: u8,
    /// How the stream begins on our side, until the writer has written the header that this stands for.
    opening: Option<Vec<u8>>,
    /// What waits to be written before anything else.
    unwritten: Vec<u8>,
}

impl<Io> Gate<Io> {
    /// A gate for a new stream that begins with `opening` on our side.
    pub(super) fn new(io: Io, opening: Vec<u8>) -> Self {
        Self {
            io,
            guard: Guard::new(Limits::default()),
            passed: Vec::new(),
            taken: 0,
            held: Some(Vec::new()),
            has_version: true,
            end: None,
            last_looks: LAST_LOOKS,
            opening: Some(opening),
            unwritten: Vec::new(),
        }
    }

    /// Whether the server's header says that features follow (RFC 6120 section 4.7.5). Known when the header is.
    pub(super) fn has_version(&self) -> bool {
        self.has_version
    }

    /// The I/O object below.
    pub(super) fn io(&self) -> &Io {
        &self.io
    }

    /// The I/O object again; `None` if something was received that nobody has taken yet.
    pub(super) fn into_inner(self) -> Option<Io> {
        let rest = self.passed.get(self.taken..).unwrap_or_default();
        rest.is_empty().then_some(self.io)
    }

    /// Lets bytes in.
    fn pass(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.guard
            .scan(bytes)
            .map_err(|breach| io::Error::new(io::ErrorKind::InvalidData, breach))?;
        let Some(held) = &mut self.held else {
            self.passed.extend_from_slice(bytes);
            return Ok(());
        };
        held.extend_from_slice(bytes);
        match header::read(held) {
            Header::Partial if held.len() > LONGEST_HEADER => {
                return Err(io::Error::new(
                    io::ErrorKind::InvalidData,
                    "the stream header has no end",
                ));
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
            Header::Other => {
                return Err(io::Error::new(
                    io::ErrorKind::InvalidData,
                    "this is not XMPP",
                ));
            }
        }
        self.held = None;
        Ok(())
    }
}

/// An end is never one of the XML: that has its own.
fn closed() -> io::Error {
    io::Error::new(
        io::ErrorKind::UnexpectedEof,
        "the server closed the connection",
    )
}

impl<Io: AsyncRead + Unpin> AsyncBufRead for Gate<Io> {
    fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<&[u8]>> {
        let this = self.get_mut();
        while this.taken >= this.passed.len() {
            this.passed.clear();
            this.taken = 0;
            let mut space = [0; 8 * 1024];
            let mut read = ReadBuf::new(&mut space);
            if this.end.is_none() {
                match ready!(Pin::new(&mut this.io).poll_read(cx, &mut read)) {
                    Ok(()) if read.filled().is_empty() => this.end = Some(closed()),
                    Ok(()) => {}
                    Err(error) => this.end = Some(error),
                }
            }
            if let Some(end) = &mut this.end {
                if this.last_looks > 0 {
                    this.last_looks -= 1;
                    cx.waker().wake_by_ref();
                    return Poll::Pending;
                }
                return Poll::Ready(Err(std::mem::replace(end, closed())));
            }
            this.pass(read.filled())?;
        }
        Poll::Ready(Ok(&this.passed[this.taken..]))
    }

    fn consume(self: Pin<&mut Self>, amount: usize) {
        self.get_mut().taken += amount;
    }
}

impl<Io: AsyncRead + Unpin> AsyncRead for Gate<Io> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        out: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let available = ready!(self.as_mut().poll_fill_buf(cx))?;
        let amount = available.len().min(out.remaining());
        out.put_slice(&available[..amount]);
        self.consume(amount);
        Poll::Ready(Ok(()))
    }
}

impl<Io: AsyncWrite + Unpin> Gate<Io> {
    fn poll_unwritten(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        while !self.unwritten.is_empty() {
            let amount = ready!(Pin::new(&mut self.io).poll_write(cx, &self.unwritten))?;
            if amount == 0 {
                return Poll::Ready(Err(io::ErrorKind::WriteZero.into()));
            }
            let _ = self.unwritten.drain(..amount);
        }
        Poll::Ready(Ok(()))
    }
}

impl<Io: AsyncWrite + Unpin> AsyncWrite for Gate<Io> {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        if this.opening.is_some() {
            // The writer's header ends with a flush; nothing can go out before the opening does.
            return Poll::Ready(Ok(bytes.len()));
        }
        ready!(this.poll_unwritten(cx))?;
        Pin::new(&mut this.io).poll_write(cx, bytes)
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        if let Some(opening) = this.opening.take() {
            this.unwritten = opening;
        }
        ready!(this.poll_unwritten(cx))?;
        Pin::new(&mut this.io).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        ready!(this.poll_unwritten(cx))?;
        Pin::new(&mut this.io).poll_shutdown(cx)
    }
}
