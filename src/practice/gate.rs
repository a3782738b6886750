//! What stands between a socket and the parser: the guard.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncBufRead, AsyncRead, AsyncWrite, BufReader, ReadBuf};

use crate::protocol::{Guard, Limits};

/// What a client may send: it has little to say.
const LIMITS: Limits = Limits {
    depth: 12,
    stanza_bytes: 32 << 10,
    stanza_elements: 512,
    stream_bytes: 256 << 10,
};

/// A connection with the guard in it. For each stream anew.
pub(super) struct Gate<Io> {
    io: BufReader<Io>,
    guard: Guard,
    /// How much of the buffer the guard has seen.
    seen: usize,
}

impl<Io: AsyncRead> Gate<Io> {
    pub(super) fn new(io: BufReader<Io>) -> Self {
        Self {
            io,
            guard: Guard::new(LIMITS),
            seen: 0,
        }
    }

    pub(super) fn into_inner(self) -> BufReader<Io> {
        self.io
    }
}

impl<Io: AsyncRead + Unpin> AsyncBufRead for Gate<Io> {
    fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<&[u8]>> {
        let this = self.get_mut();
        let bytes = ready!(Pin::new(&mut this.io).poll_fill_buf(cx))?;
        let unseen = bytes.get(this.seen..).unwrap_or_default();
        this.guard
            .scan(unseen)
            .map_err(|breach| io::Error::new(io::ErrorKind::InvalidData, breach))?;
        this.seen = bytes.len();
        Poll::Ready(Ok(bytes))
    }

    fn consume(self: Pin<&mut Self>, amount: usize) {
        let this = self.get_mut();
        this.seen = this.seen.saturating_sub(amount);
        Pin::new(&mut this.io).consume(amount);
    }
}

impl<Io: AsyncRead + Unpin> AsyncRead for Gate<Io> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        space: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let bytes = ready!(self.as_mut().poll_fill_buf(cx))?;
        let amount = bytes.len().min(space.remaining());
        space.put_slice(&bytes[..amount]);
        self.consume(amount);
        Poll::Ready(Ok(()))
    }
}

impl<Io: AsyncRead + AsyncWrite + Unpin> AsyncWrite for Gate<Io> {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.get_mut().io).poll_write(cx, bytes)
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().io).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().io).poll_shutdown(cx)
    }
}
