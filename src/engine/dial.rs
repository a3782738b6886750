//! The way to a server: names, addresses, TCP, TLS.

mod names;
mod race;
mod tls;

use std::{future::Future, net::SocketAddr, time::Duration};

use futures::{FutureExt as _, future::BoxFuture};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
    time::Instant,
};
use tokio_rustls::client::TlsStream;

use self::names::Way;
use super::{
    Error, Stage, Target,
    progress::Progress,
    stream::{self, Stream},
};
use crate::protocol::{ns, stream::starttls};

pub(super) use self::tls::provider;

/// A secret connection to the right server.
pub(super) type Wire = TlsStream<TcpStream>;

/// How long a port may be silent that is asked for STARTTLS and may want TLS from the start.
const DOUBT: Duration = Duration::from_secs(5);

/// Connects to the target and opens a stream for `stage` on a secret connection.
///
/// Boxed, for with TLS in it this is far larger than whoever waits for it.
pub(super) fn connect<'a>(
    target: &'a Target,
    progress: &'a mut Progress,
    stage: Stage,
) -> BoxFuture<'a, Result<Stream<Wire>, Error>> {
    async move {
        let wire = dial(target, progress).await?;
        progress.stage(stage).await;
        let deadline = Instant::now() + target.deadlines.stream;
        within(deadline, stage, Stream::open(wire, target)).await
    }
    .boxed()
}

/// Connects to the target and makes the connection secret.
///
/// Ways are tried in their order until one is secret; of several failures the most telling one is returned.
async fn dial(target: &Target, progress: &mut Progress) -> Result<Wire, Error> {
    progress.stage(Stage::FindServer).await;
    let mut left = names::ways(target).await?;
    let mut worst: Option<Error> = None;
    while !left.is_empty() {
        progress.stage(Stage::Connect).await;
        let addresses: Vec<SocketAddr> = left.iter().map(|way| way.address).collect();
        let (tcp, index) = match race::connect(&addresses, target.deadlines.connect).await {
            Ok(found) => found,
            Err(error) => return Err(worst.map_or(error.clone(), |worst| graver(worst, error))),
        };
        let way = left.remove(index);
        progress.stage(Stage::Secure).await;
        let failure = match secure(tcp, &way, target, &left).await {
            Ok(wire) => return Ok(wire),
            Err(failure) => failure,
        };
        tracing::debug!(address = %way.address, error = %failure.error, "this way does not work");
        if failure.spoke {
            left.retain(|other| other.address != way.address);
        }
        worst = Some(match worst {
            Some(worst) => graver(worst, failure.error),
            None => failure.error,
        });
    }
    Err(worst.unwrap_or(Error::NotFound {
        domain: target.domain.to_string(),
    }))
}

/// Runs a step until its deadline. Dripping bytes do not prolong it.
pub(super) async fn within<T>(
    deadline: Instant,
    stage: Stage,
    step: impl Future<Output = Result<T, Error>>,
) -> Result<T, Error> {
    tokio::time::timeout_at(deadline, step)
        .await
        .unwrap_or(Err(Error::Timeout(stage)))
}

/// Why a connection did not become secret, and whether an XMPP server answered on it in clear.
struct Failure {
    error: Error,
    spoke: bool,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self {
            error,
            spoke: false,
        }
    }
}

async fn secure(
    tcp: TcpStream,
    way: &Way,
    target: &Target,
    others: &[Way],
) -> Result<Wire, Failure> {
    let tcp = if way.direct {
        tcp
    } else {
        let has_other = others.iter().any(|other| other.address == way.address);
        ask_for_tls(tcp, target, has_other).await?
    };
    let deadline = Instant::now() + target.deadlines.tls;
    let handshake = tls::shake_hands(tcp, target, way.direct);
    within(deadline, Stage::Secure, handshake)
        .await
        .map_err(|error| Failure {
            error,
            spoke: !way.direct,
        })
}

/// STARTTLS (RFC 6120 section 5): nothing but the header and the request goes out in clear.
async fn ask_for_tls(
    tcp: TcpStream,
    target: &Target,
    has_other: bool,
) -> Result<TcpStream, Failure> {
    let limit = target.deadlines.stream;
    let patience = if has_other { limit.min(DOUBT) } else { limit };
    let deadline = Instant::now() + patience;
    let opened = within(deadline, Stage::Secure, Stream::open(tcp, target)).await;
    let mut stream = opened.map_err(|error| Failure {
        spoke: matches!(error, Error::Stream { .. }),
        error,
    })?;
    let agreed = within(
        Instant::now() + limit,
        Stage::Secure,
        agree_on_tls(&mut stream),
    )
    .await;
    agreed
        .and_then(|()| {
            stream.into_io().ok_or_else(|| {
                Error::NoEncryption(
                    "something came between the server's consent and the handshake".to_owned(),
                )
            })
        })
        .map_err(|error| Failure { error, spoke: true })
}

async fn agree_on_tls<Io>(stream: &mut Stream<Io>) -> Result<(), Error>
where
    Io: AsyncRead + AsyncWrite + Unpin,
{
    if !stream.features().starttls {
        return Err(Error::NoEncryption(
            "the server does not offer it".to_owned(),
        ));
    }
    stream.send(&starttls()).await?;
    let answer = stream.next().await?;
    if answer.is("proceed", ns::TLS) {
        Ok(())
    } else if answer.is("failure", ns::TLS) {
        Err(Error::NoEncryption("the server refuses it".to_owned()))
    } else {
        Err(stream::unexpected(&answer))
    }
}

/// The one of two failures that says more about what is wrong; the earlier one if they say as much.
fn graver(earlier: Error, later: Error) -> Error {
    fn weight(error: &Error) -> u8 {
        match error {
            Error::Certificate(_) => 6,
            Error::NoEncryption(_) => 5,
            Error::Stream { .. } => 4,
            Error::Malformed(_) => 3,
            Error::Handshake(_) => 2,
            Error::Lost(_) | Error::Timeout(_) => 1,
            _ => 0,
        }
    }
    if weight(&later) > weight(&earlier) {
        later
    } else {
        earlier
    }
}
