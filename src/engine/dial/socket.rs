//! A TCP connection that acknowledges at once and counts its round trips.

use std::{
    io::{self, IoSlice},
    pin::Pin,
    task::{Context, Poll, ready},
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
};

use crate::engine::turns::Turns;

/// A TCP connection.
#[derive(Debug)]
pub(in crate::engine) struct Socket {
    tcp: TcpStream,
    turns: Turns,
    /// Whether something was sent since something came.
    waits: bool,
}

impl Socket {
    /// Takes over a connection that was just made, which was the first round trip.
    pub(super) fn new(tcp: TcpStream, turns: Turns) -> Self {
        turns.count();
        Self {
            tcp,
            turns,
            waits: false,
        }
    }

    /// Acknowledges at once what came. The kernel would wait up to 40 ms for something to send along with it, and a server
    /// that keeps small pieces back until the one before is acknowledged (Nagle's algorithm) would wait as long. The kernel
    /// falls back into its habit again and again, so it is told after each piece.
    #[cfg(target_os = "linux")]
    fn acknowledge(&self) {
        // Only a matter of speed.
        let _ = socket2::SockRef::from(&self.tcp).set_tcp_quickack(true);
    }

    #[cfg(not(target_os = "linux"))]
    #[expect(clippy::unused_self, reason = "other systems have no such switch")]
    fn acknowledge(&self) {}
}

impl AsyncRead for Socket {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        out: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let before = out.filled().len();
        ready!(Pin::new(&mut this.tcp).poll_read(cx, out))?;
        if out.filled().len() > before {
            if std::mem::take(&mut this.waits) {
                this.turns.count();
            }
            this.acknowledge();
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Socket {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        this.waits = true;
        Pin::new(&mut this.tcp).poll_write(cx, bytes)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        pieces: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        this.waits = true;
        Pin::new(&mut this.tcp).poll_write_vectored(cx, pieces)
    }

    fn is_write_vectored(&self) -> bool {
        self.tcp.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().tcp).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().tcp).poll_shutdown(cx)
    }
}
