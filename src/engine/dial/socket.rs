//! A TCP connection that acknowledges at once and counts its round trips.

use std::{
    io::{self, IoSlice},
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};

use socket2::{SockRef, TcpKeepalive};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
};

use crate::engine::turns::Turns;

/// How long nothing goes over a connection before the other end's system is asked whether it is there (RFC 9293 section
/// 3.8.4).
const QUIET: Duration = Duration::from_secs(15);

/// How long it is before it is asked again; some systems have a time of their own.
#[cfg(any(target_os = "linux", target_os = "android"))]
const BETWEEN: Duration = Duration::from_secs(5);

/// A TCP connection.
#[derive(Debug)]
pub(in crate::engine) struct Socket {
    tcp: TcpStream,
    turns: Turns,
    /// Whether something was sent since something came.
    waits: bool,
}

impl Socket {
    /// Takes over a connection that was just made, which was the first round trip. It is lost once the other end's system
    /// has been silent for `unheard` when it should have said something.
    pub(super) fn new(tcp: TcpStream, turns: Turns, unheard: Duration) -> Self {
        turns.count();
        watch(&tcp, unheard);
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
        let _ = SockRef::from(&self.tcp).set_tcp_quickack(true);
    }

    #[cfg(not(target_os = "linux"))]
    #[expect(clippy::unused_self, reason = "other systems have no such switch")]
    fn acknowledge(&self) {}
}

/// Makes the kernel notice that a connection leads nowhere any more. Without it a submission that goes nowhere is waited
/// for until its deadline; and a connection that died while the form was filled in, behind a router that has forgotten it,
/// looks alive until the submission is on it.
///
/// Each is only a matter of time, and no reason to fail.
#[cfg_attr(
    not(any(target_os = "linux", target_os = "android")),
    expect(unused_variables, reason = "other systems have no such switch")
)]
fn watch(tcp: &TcpStream, unheard: Duration) {
    let socket = SockRef::from(tcp);
    let probes = TcpKeepalive::new().with_time(QUIET);
    #[cfg(any(target_os = "linux", target_os = "android"))]
    let probes = probes.with_interval(BETWEEN);
    let _ = socket.set_tcp_keepalive(&probes);
    #[cfg(any(target_os = "linux", target_os = "android"))]
    let _ = socket.set_tcp_user_timeout(Some(unheard));
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

#[cfg(all(test, target_os = "linux"))]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use tokio::net::TcpListener;

    use super::*;
    use crate::engine::Deadlines;

    #[tokio::test]
    async fn a_connection_that_leads_nowhere_is_noticed_in_time() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let tcp = TcpStream::connect(address).await.unwrap();
        let deadlines = Deadlines::default();
        let socket = Socket::new(tcp, Turns::default(), deadlines.unheard);
        let set = SockRef::from(&socket.tcp);
        assert_eq!(set.tcp_user_timeout().unwrap(), Some(deadlines.unheard));
        assert!(deadlines.unheard < deadlines.submit);
        assert!(set.keepalive().unwrap());
        assert_eq!(set.tcp_keepalive_time().unwrap(), QUIET);
        assert_eq!(set.tcp_keepalive_interval().unwrap(), BETWEEN);
        // It has to be asked at least once before it can be silent for too long.
        assert!(QUIET + BETWEEN < deadlines.unheard);
    }
}
