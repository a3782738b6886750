//! Connecting to the first of several addresses that answers (RFC 8305 section 5).

use std::{io, net::SocketAddr, time::Duration};

use futures::{StreamExt as _, stream::FuturesUnordered};
use tokio::{net::TcpStream, time};

use crate::engine::{Error, Stage};

/// How long an address may be silent before the next one is tried beside it.
const HEAD_START: Duration = Duration::from_millis(250);

/// Connects to the first address that answers; also returns its index. Each has `limit` to answer.
pub(super) async fn connect(
    addresses: &[SocketAddr],
    limit: Duration,
) -> Result<(TcpStream, usize), Error> {
    let mut waiting = addresses.iter().copied().enumerate();
    let mut running = FuturesUnordered::new();
    let mut failure = None;
    loop {
        if let Some((index, address)) = waiting.next() {
            running.push(async move { (index, attempt(address, limit).await) });
        }
        tokio::select! {
            Some((index, result)) = running.next() => match result {
                Ok(tcp) => return Ok((tcp, index)),
                Err(error) => {
                    let error: Error = error;
                    tracing::debug!(address = %addresses[index], %error, "no connection");
                    // The first failure is that of the address that should have worked.
                    let first = failure.get_or_insert(error);
                    if running.is_empty() && waiting.len() == 0 {
                        return Err(first.clone());
                    }
                }
            },
            () = time::sleep(HEAD_START), if waiting.len() > 0 => {}
            else => return Err(Error::Unreachable("there is no address".to_owned())),
        }
    }
}

async fn attempt(address: SocketAddr, limit: Duration) -> Result<TcpStream, Error> {
    let connected = time::timeout(limit, TcpStream::connect(address))
        .await
        .map_err(|_| Error::Timeout(Stage::Connect))?;
    let tcp = connected.map_err(|error| match error.kind() {
        io::ErrorKind::ConnectionRefused => Error::ConnectionRefused(address.to_string()),
        _ => Error::Unreachable(format!("{address}: {error}")),
    })?;
    tcp.set_nodelay(true)
        .map_err(|error| Error::Unreachable(error.to_string()))?;
    Ok(tcp)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use tokio::net::TcpListener;

    use super::*;

    #[tokio::test]
    async fn a_refusing_address_does_not_keep_from_the_next() {
        let closed = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let open = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let addresses = [closed.local_addr().unwrap(), open.local_addr().unwrap()];
        drop(closed);
        let (_, index) = connect(&addresses, Duration::from_secs(10)).await.unwrap();
        assert_eq!(index, 1);
        let refused = connect(&addresses[..1], Duration::from_secs(10)).await;
        assert!(matches!(refused, Err(Error::ConnectionRefused(_))));
    }

    #[tokio::test]
    async fn without_addresses_nothing_is_reached() {
        let result = connect(&[], Duration::from_secs(10)).await;
        assert!(matches!(result, Err(Error::Unreachable(_))));
    }
}
