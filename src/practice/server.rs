//! Connections: how many, for how long, and how they become secret.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::BufReader;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;

use super::host::Names;
use super::registration::Registrar;
use super::stream;

/// The most connections at a time; others wait.
const CONNECTIONS: usize = 64;
/// How long a connection may live.
const LIFE: Duration = Duration::from_secs(60 * 60);
/// How long the first byte and a handshake may take.
const HANDSHAKE: Duration = Duration::from_secs(15);
/// How long accepting rests after it failed: the system may be out of descriptors.
const REST: Duration = Duration::from_millis(100);

/// Serves until it is dropped, and with it all connections.
pub(super) async fn serve(listener: std::net::TcpListener, tls: TlsAcceptor, names: Names) {
    let Ok(listener) = TcpListener::from_std(listener) else {
        return;
    };
    let registrar = Arc::new(Registrar::seeded());
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    let mut running = JoinSet::new();
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else {
            return;
        };
        match listener.accept().await {
            Ok((tcp, _)) => {
                let (registrar, tls) = (Arc::clone(&registrar), tls.clone());
                let _ = running.spawn(async move {
                    // A client that goes away, or talks nonsense, is its own business.
                    let _ = timeout(LIFE, connection(&registrar, tcp, &tls, names)).await;
                    drop(place);
                });
            }
            Err(_) => tokio::time::sleep(REST).await,
        }
        while running.try_join_next().is_some() {}
    }
}

async fn connection(
    registrar: &Registrar,
    tcp: TcpStream,
    tls: &TlsAcceptor,
    names: Names,
) -> io::Result<()> {
    tcp.set_nodelay(true)?;
    let mut first = [0];
    let _ = timeout(HANDSHAKE, tcp.peek(&mut first)).await??;
    // A TLS record that carries a handshake begins with 22; XML never does.
    let tcp = if first == [22] {
        tcp
    } else {
        match stream::until_starttls(BufReader::new(tcp), names).await? {
            Some(tcp) => tcp,
            None => return Ok(()),
        }
    };
    let secret = timeout(HANDSHAKE, tls.accept(tcp)).await??;
    stream::run(BufReader::new(secret), registrar, names).await
}
