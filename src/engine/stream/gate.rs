//! What stands between the socket and the parser, in both directions.
//!
//! Inwards everything comes through the [`Inlet`]. Outwards the stream begins as it is told here: the parser's side has no
//! place for a language in its header, and would wait for the answer to the header before anything else goes out.

use std::{
    io,
    pin::{Pin, pin},
    task::{Context, Poll, ready},
};

use tokio::io::{AsyncBufRead, AsyncRead, AsyncReadExt as _, AsyncWrite, ReadBuf};

use super::inlet::{Inlet, closed};

/// How many bytes are read at a time.
const AT_A_TIME: usize = 8 * 1024;

/// How many more looks the parser gets at what it has, once the connection has ended.
///
/// It keeps the end of an empty element back until it is asked again, and forgets it over a failure to read. A verdict
/// that came right before the end must not be lost.
const LAST_LOOKS: u8 = 2;

/// An I/O object with the guard in it.
pub(super) struct Gate<Io> {
    io: Io,
    inlet: Inlet,
    /// What was read last; kept for its room alone.
    space: Vec<u8>,
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
            inlet: Inlet::default(),
            space: Vec::with_capacity(AT_A_TIME),
            end: None,
            last_looks: LAST_LOOKS,
            opening: Some(opening),
            unwritten: Vec::new(),
        }
    }

    /// Whether the server's header says that features follow (RFC 6120 section 4.7.5). Known when the header is.
    pub(super) fn has_version(&self) -> bool {
        self.inlet.has_version()
    }

    /// The I/O object below.
    pub(super) fn io(&self) -> &Io {
        &self.io
    }

    /// The I/O object again; `None` if something was received that nobody has taken yet.
    pub(super) fn into_inner(self) -> Option<Io> {
        self.inlet.left().is_empty().then_some(self.io)
    }
}
impl<Io: AsyncRead + Unpin> AsyncBufRead for Gate<Io> {
    fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<&[u8]>> {
        let this = self.get_mut();
        while this.inlet.left().is_empty() {
            this.space.clear();
            if this.end.is_none() {
                let reading = pin!(this.io.read_buf(&mut this.space));
                match ready!(reading.poll(cx)) {
                    Ok(0) => this.end = Some(closed()),
                    Ok(_) => {}
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
            this.inlet.pass(&this.space)?;
        }
        Poll::Ready(Ok(this.inlet.left()))
    }

    fn consume(self: Pin<&mut Self>, amount: usize) {
        self.get_mut().inlet.take(amount);
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
