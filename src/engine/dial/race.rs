//! Connecting to the first of several addresses that answers (RFC 8305 section 5).

use std::{io, net::SocketAddr, time::Duration};

use futures::{StreamExt as _, stream::FuturesUnordered};
use tokio::{net::TcpStream, time};

use super::{names::Place, proxy::Gate};
use crate::engine::{Error, Stage};

/// How long an address may be silent before the next one is tried beside it.
const HEAD_START: Duration = Duration::from_millis(250);

/// The same behind a proxy: a connection takes longer there, and each try makes work for others.
const HEAD_START_BEHIND: Duration = Duration::from_secs(2);

/// Connects to the first place that answers; also returns its index. Each has `limit` to answer, behind a proxy as long as
/// the proxy has.
///
/// If none does, the most telling failure is returned.
pub(super) async fn connect(
    places: &[&Place],
    gate: Option<&Gate>,
    limit: Duration,
) -> Result<(TcpStream, usize), Error> {
    let head_start = match gate {
        Some(_) => HEAD_START_BEHIND,
        None => HEAD_START,
    };
    let mut waiting = places.iter().enumerate();
    let mut running = FuturesUnordered::new();
    let mut worst: Option<Error> = None;
    loop {
        if let Some((index, place)) = waiting.next() {
            running.push(async move { (index, attempt(place, gate, limit).await) });
        }
        tokio::select! {
            Some((index, result)) = running.next() => match result {
                Ok(tcp) => return Ok((tcp, index)),
                Err(error) => {
                    tracing::debug!(place = %places[index], %error, "no connection");
                    // What is wrong with the proxy itself is so for every place behind it.
                    let hopeless = matches!(&error, Error::Proxy(fault) if fault.is_its_own());
                    let failure = match worst.take() {
                        Some(worst) if weight(&worst) >= weight(&error) => worst,
                        _ => error,
                    };
                    if hopeless || (running.is_empty() && waiting.len() == 0) {
                        return Err(failure);
                    }
                    worst = Some(failure);
                }
            },
            () = time::sleep(head_start), if waiting.len() > 0 => {}
            else => return Err(Error::Unreachable("there is no address".to_owned())),
        }
    }
}

/// How much a failure says about what is wrong. Of those that say as much the first one counts: that of the place that
/// should have worked.
fn weight(error: &Error) -> u8 {
    match error {
        Error::Proxy(fault) if fault.is_its_own() => 4,
        Error::Proxy(_) => 3,
        // Somebody is there, and says no.
        Error::ConnectionRefused(_) => 2,
        Error::Timeout(_) => 1,
        // One address of a family that this network does not have says little.
        _ => 0,
    }
}

async fn attempt(place: &Place, gate: Option<&Gate>, limit: Duration) -> Result<TcpStream, Error> {
    match (gate, place) {
        (Some(gate), place) => gate.connect(place).await,
        (None, Place::Address(address)) => reach(*address, limit).await,
        // Names are looked up before; only a proxy is given one.
        (None, Place::Name(..)) => Err(Error::Unreachable(format!("{place}: only a name"))),
    }
}

async fn reach(address: SocketAddr, limit: Duration) -> Result<TcpStream, Error> {
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
        let [refusing, other] = [closed.local_addr().unwrap(), open.local_addr().unwrap()];
        let places = [&Place::Address(refusing), &Place::Address(other)];
        drop(closed);
        let limit = Duration::from_secs(10);
        let (_, index) = connect(&places, None, limit).await.unwrap();
        assert_eq!(index, 1);
        let refused = connect(&places[..1], None, limit).await;
        assert!(matches!(refused, Err(Error::ConnectionRefused(_))));
    }

    #[tokio::test]
    async fn without_addresses_nothing_is_reached() {
        let result = connect(&[], None, Duration::from_secs(10)).await;
        assert!(matches!(result, Err(Error::Unreachable(_))));
    }
}
