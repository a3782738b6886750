//! The way to a server: names, addresses, TCP, TLS.

mod lookup;
mod machines;
mod names;
mod proxy;
mod race;
mod socket;
mod tls;

use std::{future::Future, time::Duration};

use futures::{FutureExt as _, future::BoxFuture};
use tokio::time::Instant;
use tokio_rustls::client::TlsStream;

use self::{
    names::{Place, Way},
    proxy::Gate,
    socket::Socket,
};
use super::{
    Error, Stage,
    progress::Progress,
    route::Route,
    stream::{Clear, Stream},
};
use crate::protocol::stream::starttls;

pub(super) use self::{
    proxy::login,
    tls::{TlsWays, Trust, provider},
};

/// A secret connection to the right server.
pub(super) type Wire = TlsStream<Socket>;

/// How long a port may be silent that is asked for STARTTLS and may want TLS from the start.
const DOUBT: Duration = Duration::from_secs(5);

/// Connects to the target and opens a stream for `stage` on a secret connection.
///
/// Boxed, for with TLS in it this is far larger than whoever waits for it.
pub(super) fn connect<'a>(
    route: &'a Route,
    progress: &'a mut Progress,
    stage: Stage,
) -> BoxFuture<'a, Result<Stream<Wire>, Error>> {
    async move {
        let wire = dial(route, progress).await?;
        progress.stage(stage).await;
        let deadline = Instant::now() + route.target.deadlines.stream;
        within(deadline, stage, Stream::open(wire, &route.target)).await
    }
    .boxed()
}

/// Connects to the target and makes the connection secret.
///
/// Ways are tried in their order until one is secret; of several failures the most telling one is returned. One way on
/// which the server stumbled over what was sent ahead is tried once more, step by step.
///
/// Boxed, as [`connect`] is.
pub(super) fn dial<'a>(
    route: &'a Route,
    progress: &'a mut Progress,
) -> BoxFuture<'a, Result<Wire, Error>> {
    try_all(route, progress).boxed()
}

async fn try_all(route: &Route, progress: &mut Progress) -> Result<Wire, Error> {
    let target = &route.target;
    progress.stage(Stage::FindServer).await;
    let gate = Gate::of(target);
    let ways = names::ways(target, gate.as_ref()).await?;
    let mut left: Vec<Try> = ways.into_iter().map(Try::first).collect();
    let mut had_second = false;
    let mut worst: Option<Error> = None;
    while !left.is_empty() {
        progress.stage(Stage::Connect).await;
        let places: Vec<&Place> = left.iter().map(|left| &left.way.place).collect();
        let limit = target.deadlines.connect;
        let (tcp, index) = match race::connect(&places, gate.as_ref(), limit).await {
            Ok(found) => found,
            Err(error) => return Err(worst.map_or(error.clone(), |worst| graver(worst, error))),
        };
        let socket = Socket::new(tcp, progress.turns(), target.deadlines.unheard);
        let this = left.remove(index);
        if this.is_second {
            route.go_plain();
        }
        progress.stage(Stage::Secure).await;
        let failure = match secure(socket, &this, route, &left).await {
            Ok(wire) => return Ok(wire),
            Err(failure) => failure,
        };
        tracing::debug!(place = %this.way.place, error = %failure.error, "this way does not work");
        if failure.spoke {
            left.retain(|other| other.way.place != this.way.place);
        }
        if let Some(spent) = failure.stumbled
            && !had_second
        {
            had_second = true;
            // Who said nothing at all is perhaps not there; others may be.
            let at = if failure.spoke { 0 } else { left.len() };
            left.insert(at, this.second(spent));
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

/// A way that is to be tried.
#[derive(Debug, Clone)]
struct Try {
    way: Way,
    /// Whether the server stumbled here over what was sent ahead.
    is_second: bool,
    /// How much of the time for the first answer it took then.
    spent: Duration,
}

impl Try {
    fn first(way: Way) -> Self {
        Self {
            way,
            is_second: false,
            spent: Duration::ZERO,
        }
    }

    fn second(self, spent: Duration) -> Self {
        Self {
            is_second: true,
            spent,
            ..self
        }
    }
}

/// Whether a failure may have come about because something was sent before the server's features were known. Not so if
/// the server speaks of itself or of the domain.
pub(super) fn may_be_stumble(error: &Error) -> bool {
    match error {
        Error::Lost(_) | Error::Timeout(_) => true,
        Error::Stream { condition, .. } => !matches!(
            condition.as_str(),
            "host-gone"
                | "host-unknown"
                | "remote-connection-failed"
                | "resource-constraint"
                | "see-other-host"
                | "system-shutdown"
        ),
        _ => false,
    }
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

/// Why a connection did not become secret.
struct Failure {
    error: Error,
    /// Whether an XMPP server answered in clear.
    spoke: bool,
    /// How much time it took, if the server may have stumbled over what was sent ahead.
    stumbled: Option<Duration>,
}

async fn secure(
    socket: Socket,
    this: &Try,
    route: &Route,
    others: &[Try],
) -> Result<Wire, Failure> {
    let direct = this.way.direct;
    let socket = if direct {
        socket
    } else {
        let has_other = others.iter().any(|other| other.way.place == this.way.place);
        ask_for_tls(socket, this, route, has_other).await?
    };
    let deadline = Instant::now() + route.target.deadlines.tls;
    let handshake = tls::shake_hands(socket, route, direct);
    within(deadline, Stage::Secure, handshake)
        .await
        .map_err(|error| Failure {
            error,
            spoke: !direct,
            stumbled: None,
        })
}

/// STARTTLS (RFC 6120 section 5): nothing but the header and the request goes out in clear, both at once if the server
/// can do with that. What it offers is read before its consent is believed.
async fn ask_for_tls(
    socket: Socket,
    this: &Try,
    route: &Route,
    has_other: bool,
) -> Result<Socket, Failure> {
    let target = &route.target;
    let ahead = (!this.is_second && route.sends_ahead()).then(starttls);
    let limit = match ahead {
        Some(_) => target.deadlines.patience(target.deadlines.stream),
        None => target.deadlines.stream.saturating_sub(this.spent),
    };
    let failure = |error: Error, spoke: bool, began: Instant| {
        let may = ahead.is_some() && may_be_stumble(&error);
        Failure {
            stumbled: may.then(|| began.elapsed()),
            error,
            spoke,
        }
    };
    let began = Instant::now();
    let deadline = began + if has_other { limit.min(DOUBT) } else { limit };
    let opening = Clear::begin(socket, target, ahead.as_ref());
    let mut clear = within(deadline, Stage::Secure, opening)
        .await
        .map_err(|error| failure(error, false, began))?;
    within(deadline, Stage::Secure, clear.hear_features())
        .await
        .map_err(|error| failure(error, true, began))?;
    let began = Instant::now();
    within(began + limit, Stage::Secure, clear.agree_on_tls())
        .await
        .map_err(|error| failure(error, true, began))
}

/// The one of two failures that says more about what is wrong; the earlier one if they say as much.
pub(super) fn graver(earlier: Error, later: Error) -> Error {
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
