//! Pictures, sounds, films and lists of servers behind links.

use std::{
    io::{ErrorKind, Read as _},
    net::IpAddr,
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use tokio::sync::oneshot;
use ureq::{
    Agent, Error as Fault,
    config::Config,
    http::{HeaderMap, HeaderName, StatusCode, Uri, header::LOCATION},
    tls::{Certificate, RootCerts, TlsConfig},
    unversioned::{
        resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver},
        transport::{DefaultConnector, NextTimeout},
    },
};

use super::{Circuit, PictureFault, Roots, Target, dial, picture, public::is_public, sound};
use crate::domain::{Link, Proxy, Scheme};

/// What is loaded, and how much of it at most.
#[derive(Debug, Clone, Copy)]
pub(super) struct Want {
    /// What is asked for, as in HTTP's `Accept`.
    pub(super) accept: &'static str,
    /// The most bytes; whoever reads them judges a longer body, of which one byte more is loaded.
    pub(super) bytes: usize,
    /// How long it may take, redirects among it.
    pub(super) whole: Duration,
}

/// The most bytes of a list of servers.
pub(super) const MOST_OF_LIST: usize = 2 * 1024 * 1024;

impl Want {
    /// A picture.
    pub(super) const PICTURE: Self = Self {
        accept: "image/*",
        bytes: picture::MOST_BYTES,
        whole: Duration::from_secs(15),
    };

    /// A sound or a film.
    pub(super) const SOUND: Self = Self {
        accept: "audio/*, video/*",
        bytes: sound::MOST_BYTES,
        whole: Duration::from_secs(60),
    };

    /// A list of servers.
    pub(super) const LIST: Self = Self {
        accept: "application/json",
        bytes: MOST_OF_LIST,
        whole: Duration::from_secs(30),
    };
}

/// What is read at a time, in bytes.
const PIECE: usize = 16 * 1024;

/// How many times a link may lead to another one.
const MOST_REDIRECTS: usize = 2;

/// Loads a picture, a sound or a film from behind a link, if a program may.
pub(super) async fn load(
    link: Link,
    want: Want,
    target: &Target,
) -> Result<Arc<[u8]>, PictureFault> {
    let way = Path {
        roots: target.roots.clone(),
        proxy: target.proxy.clone(),
        circuit: target.circuit.clone(),
        allow_loopback: target.loopback_pictures,
    };
    let got = get(link, want, way, Vec::new())
        .await
        .map_err(|failure| match failure {
            Failure::Forbidden => PictureFault::Forbidden,
            other => PictureFault::Unreachable(other.to_string()),
        })?;
    // What is there cannot be had as what is asked for: a page.
    if got.status == StatusCode::NOT_ACCEPTABLE {
        return Err(PictureFault::NotAPicture);
    }
    if !got.status.is_success() {
        return Err(PictureFault::Unreachable(got.status.to_string()));
    }
    Ok(got.bytes.into())
}

/// Asks for what is behind a link, if a program may, with these headers besides. Any status but a redirect is an answer.
/// What is dropped ends at the next piece that comes, or else when its time is over.
pub(super) async fn get(
    link: Link,
    want: Want,
    way: Path,
    headers: Vec<(HeaderName, String)>,
) -> Result<Got, Failure> {
    let (tell, told) = oneshot::channel();
    // A thread of its own: for those of its pool a runtime waits when it ends, and with it the whole program.
    let _thread = thread::Builder::new()
        .name("download".to_owned())
        .spawn(move || {
            let got = fetch(link, want, &way, &headers, &|| !tell.is_closed());
            let _ = tell.send(got);
        })
        .map_err(|error| Failure::Broken(error.to_string()))?;
    let lost = |_| Err(Failure::Broken("the thread is gone".to_owned()));
    told.await.unwrap_or_else(lost)
}

/// How it is loaded.
pub(super) struct Path {
    pub(super) roots: Roots,
    pub(super) proxy: Option<Proxy>,
    pub(super) circuit: Circuit,
    pub(super) allow_loopback: bool,
}

/// What was answered.
#[derive(Debug)]
pub(super) struct Got {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    /// The body where the status says that all is well; one byte more than is wanted of one that is too long.
    pub(super) bytes: Vec<u8>,
}

/// Why there was no answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    /// Nothing may be loaded from there.
    #[error("not an https address of the open Internet")]
    Forbidden,
    /// It led on and on, or to nowhere.
    #[error("redirects without an end")]
    Redirects,
    /// The connection, or what came over it.
    #[error("{0}")]
    Fault(Fault),
    /// Something on this side.
    #[error("{0}")]
    Broken(String),
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Other(cause) if cause.is::<NotPublic>() => Self::Forbidden,
            fault => Self::Fault(fault),
        }
    }
}

fn fetch(
    mut link: Link,
    want: Want,
    way: &Path,
    headers: &[(HeaderName, String)],
    wanted: &dyn Fn() -> bool,
) -> Result<Got, Failure> {
    let deadline = Instant::now() + want.whole;
    let agent = agent(want, way)?;
    for _ in 0..=MOST_REDIRECTS {
        if !wanted() {
            return Err(Failure::Broken("nobody waits for it".to_owned()));
        }
        if link.scheme() != Scheme::Https || (way.proxy.is_some() && !way.may_ask_for(&link)) {
            return Err(Failure::Forbidden);
        }
        let left = deadline.saturating_duration_since(Instant::now());
        let mut request = agent.get(link.as_str());
        for (name, value) in headers {
            request = request.header(name, value);
        }
        let request = request.config().timeout_global(Some(left)).build();
        let mut response = request.call()?;
        let status = response.status();
        if status.is_redirection() && status != StatusCode::NOT_MODIFIED {
            link = response
                .headers()
                .get(LOCATION)
                .and_then(|location| location.to_str().ok())
                .and_then(|location| url::Url::parse(link.as_str()).ok()?.join(location).ok())
                .map(|target| Link::parse(target.as_str()))
                .ok_or(Failure::Redirects)?;
            continue;
        }
        let mut bytes = Vec::new();
        if status.is_success() {
            let mut body = response.body_mut().as_reader();
            let mut piece = [0; PIECE];
            while bytes.len() <= want.bytes && wanted() {
                let most = PIECE.min(want.bytes + 1 - bytes.len());
                match body.read(&mut piece[..most]) {
                    Ok(0) => break,
                    Ok(length) => bytes.extend_from_slice(&piece[..length]),
                    Err(error) if error.kind() == ErrorKind::Interrupted => {}
                    Err(error) => return Err(Fault::from(error).into()),
                }
            }
        }
        let headers = std::mem::take(response.headers_mut());
        return Ok(Got {
            status,
            headers,
            bytes,
        });
    }
    Err(Failure::Redirects)
}

impl Path {
    /// Whether a proxy may be asked for what is behind a link. It looks the name up itself, where nobody here can see what
    /// comes of it; what can be seen is an address in place of a name, or a name of this very machine.
    fn may_ask_for(&self, link: &Link) -> bool {
        let host = link.host().unwrap_or_default().trim_end_matches('.');
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        if let Ok(ip) = bare.parse::<IpAddr>() {
            return is_public(ip) || (self.allow_loopback && ip.to_canonical().is_loopback());
        }
        let last = host.rsplit('.').next().unwrap_or_default();
        !host.is_empty() && (self.allow_loopback || !last.eq_ignore_ascii_case("localhost"))
    }

    /// The proxy as the agent knows one. The proxy looks names up.
    fn proxy(&self) -> Result<Option<ureq::Proxy>, Failure> {
        let Some(proxy) = &self.proxy else {
            return Ok(None);
        };
        let unusable = || Failure::Broken("the proxy cannot be used".to_owned());
        let (user, password) = dial::login(proxy, &self.circuit).ok_or_else(unusable)?;
        let host = if proxy.host.contains(':') {
            format!("[{}]", proxy.host)
        } else {
            proxy.host.clone()
        };
        ureq::Proxy::builder(ureq::ProxyProtocol::Socks5h)
            .host(&host)
            .port(proxy.port)
            .username(&user)
            .password(password.expose())
            .resolve_target(false)
            .build()
            .map(Some)
            .map_err(|_| unusable())
    }
}

fn agent(want: Want, way: &Path) -> Result<Agent, Failure> {
    let roots = match &way.roots {
        Roots::Platform => RootCerts::PlatformVerifier,
        Roots::Only(certificates) => RootCerts::new_with_certs(
            &certificates
                .iter()
                .map(|certificate| Certificate::from_der(certificate).to_owned())
                .collect::<Vec<_>>(),
        ),
    };
    let tls = TlsConfig::builder()
        .root_certs(roots)
        .unversioned_rustls_crypto_provider(dial::provider())
        .build();
    let config = Config::builder()
        .https_only(true)
        .http_status_as_error(false)
        // Each one is looked at here.
        .max_redirects(0)
        .max_redirects_will_error(false)
        .proxy(way.proxy()?)
        // No compression: the limit is on what is read, and that must be what was sent.
        .accept_encoding("")
        .user_agent("")
        .accept(want.accept)
        .tls_config(tls)
        .build();
    let resolver = Public {
        inner: DefaultResolver::default(),
        allow_loopback: way.allow_loopback,
        has_proxy: way.proxy.is_some(),
    };
    Ok(Agent::with_parts(
        config,
        DefaultConnector::default(),
        resolver,
    ))
}

/// Finds addresses of the open Internet alone: no server may have a person's machine ask another one in its own network.
#[derive(Debug)]
struct Public {
    inner: DefaultResolver,
    allow_loopback: bool,
    /// Then nothing is looked up but the proxy itself, which may well be on this machine.
    has_proxy: bool,
}

/// Why there is no address: none that is public.
#[derive(Debug, thiserror::Error)]
#[error("not a public address")]
struct NotPublic;

impl Resolver for Public {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Fault> {
        let found = self.inner.resolve(uri, config, timeout);
        let found = found.map_err(|error| match error {
            Fault::Io(_) => Fault::HostNotFound,
            error => error,
        })?;
        let mut public = self.empty();
        for address in &found {
            let ip = address.ip().to_canonical();
            if self.has_proxy || is_public(ip) || (self.allow_loopback && ip.is_loopback()) {
                public.push(*address);
            }
        }
        if public.is_empty() {
            Err(Fault::Other(Box::new(NotPublic)))
        } else {
            Ok(public)
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_loaded_from_where_no_server_may_send_us() {
        for link in [
            "http://example.org/x.png",
            "file:///etc/passwd",
            "https://127.0.0.1:1/x.png",
            "https://[::1]:1/x.png",
            "https://localhost:1/x.png",
        ] {
            for want in [Want::PICTURE, Want::SOUND, Want::LIST] {
                for proxy in [None, Some(Proxy::parse("127.0.0.1:1").unwrap())] {
                    let way = Path {
                        roots: Roots::Platform,
                        proxy,
                        circuit: Circuit::new(),
                        allow_loopback: false,
                    };
                    let result = fetch(Link::parse(link), want, &way, &[], &|| true);
                    assert!(matches!(result, Err(Failure::Forbidden)), "{link}");
                }
            }
        }
    }
}
