//! A connection of the floor.

use std::{
    io::{self, IoSlice},
    pin::Pin,
    task::{Context, Poll, ready},
};

use tokio::{
    io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, ReadBuf},
    net::TcpStream,
};
use tokio_rustls::{TlsConnector, client::TlsStream, rustls::pki_types::ServerName};

use super::{header, task::DOMAIN};

/// A secret connection, and what came on it that was not looked at yet.
pub(crate) struct Line {
    io: TlsStream<Quick>,
    came: Vec<u8>,
}

impl Line {
    pub(crate) async fn connect(
        port: u16,
        is_direct: bool,
        tls: &TlsConnector,
    ) -> io::Result<Self> {
        let tcp = TcpStream::connect(("127.0.0.1", port)).await?;
        tcp.set_nodelay(true)?;
        let mut tcp = Quick(tcp);
        if !is_direct {
            let ask = "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'></starttls>";
            tcp.write_all(format!("{}{ask}", header()).as_bytes())
                .await?;
            let mut came = Vec::new();
            while !came.ends_with(b"/>") || find(&came, b"<proceed").is_none() {
                read(&mut tcp, &mut came).await?;
            }
        }
        let domain = ServerName::try_from(DOMAIN).map_err(io::Error::other)?;
        Ok(Self {
            io: tls.connect(domain, tcp).await?,
            came: Vec::new(),
        })
    }

    /// Sends some pieces together.
    pub(crate) async fn send(&mut self, pieces: &[&str]) -> io::Result<()> {
        self.io.write_all(pieces.concat().as_bytes()).await?;
        self.io.flush().await
    }

    /// Reads on until `end` has come, and gives what came with it.
    pub(crate) async fn until(&mut self, end: &str) -> io::Result<String> {
        loop {
            if let Some(at) = find(&self.came, end.as_bytes()) {
                let taken = self.came.drain(..at + end.len()).collect();
                return String::from_utf8(taken).map_err(io::Error::other);
            }
            read(&mut self.io, &mut self.came).await?;
        }
    }

    /// Waits for the answer to a question, which must be a yes.
    pub(crate) async fn answer(&mut self, id: &str) -> io::Result<()> {
        let id = format!("id='{id}'");
        loop {
            let _ = self.until("<iq ").await?;
            let tag = self.until(">").await?;
            if !tag.contains(&id) {
                continue;
            }
            if !tag.ends_with("/>") {
                let _ = self.until("</iq>").await?;
            }
            return if tag.contains("type='result'") {
                Ok(())
            } else {
                Err(io::Error::other(tag))
            };
        }
    }

    /// Takes leave without waiting for the server's.
    pub(crate) async fn close(mut self) -> io::Result<()> {
        self.send(&["</stream:stream>"]).await?;
        self.io.shutdown().await
    }
}

async fn read(io: &mut (impl AsyncRead + Unpin), into: &mut Vec<u8>) -> io::Result<()> {
    into.reserve(8 * 1024);
    match io.read_buf(into).await? {
        0 => Err(io::ErrorKind::UnexpectedEof.into()),
        _ => Ok(()),
    }
}

fn find(in_this: &[u8], what: &[u8]) -> Option<usize> {
    in_this.windows(what.len()).position(|part| part == what)
}

/// A TCP connection that acknowledges at once. The kernel forgets that it is to do so, and is told after each piece.
struct Quick(TcpStream);

impl AsyncRead for Quick {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        out: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        ready!(Pin::new(&mut self.0).poll_read(cx, out))?;
        #[cfg(target_os = "linux")]
        socket2::SockRef::from(&self.0).set_tcp_quickack(true)?;
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Quick {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write(cx, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        pieces: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write_vectored(cx, pieces)
    }

    fn is_write_vectored(&self) -> bool {
        self.0.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(cx)
    }
}
