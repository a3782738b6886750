//! The list of servers that others publish. It is loaded when somebody asks for it, and never else.

use std::time::Duration;

use tokio_rustls::rustls;
use ureq::{
    Error as Fault,
    http::{
        HeaderMap, HeaderName, StatusCode,
        header::{CONTENT_TYPE, ETAG, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED},
    },
};

use super::{
    Circuit, Roots,
    download::{self, Failure, Path, Want},
};
use crate::domain::{Link, Proxy};

/// Where the project XMPP Providers publishes its list: all servers that can be recommended at least with some care
/// (category B and better), in version 2 of its format.
pub const PUBLISHED: &str = "https://data.xmpp.net/providers/v2/providers-B.json";

/// The most bytes of a list, as they are read.
pub const MOST_BYTES: usize = download::MOST_OF_LIST;

/// The longest mark that is kept, in bytes.
const LONGEST_MARK: usize = 1_000;

/// Where a list is loaded from, and how.
#[derive(Debug, Clone)]
pub struct ListSource {
    /// Its address. Only `https` is loaded, and nothing from a private network.
    pub address: Link,
    /// Who may vouch for the certificate.
    pub roots: Roots,
    /// What the connection goes through.
    pub proxy: Option<Proxy>,
    /// How long it may take, redirects among it.
    pub whole: Duration,
    /// Whether it may be loaded from loopback addresses: for tests alone.
    pub loopback: bool,
}

impl ListSource {
    /// A list with nothing said about the way to it.
    #[must_use]
    pub fn new(address: Link) -> Self {
        Self {
            address,
            roots: Roots::Platform,
            proxy: None,
            whole: Want::LIST.whole,
            loopback: false,
        }
    }
}

/// By what a server knows which version of a list somebody has (RFC 9110 section 8.8).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mark {
    /// `ETag`
    pub etag: Option<String>,
    /// `Last-Modified`
    pub modified: Option<String>,
}

impl Mark {
    fn of(headers: &HeaderMap) -> Self {
        let text = |name| {
            let value = headers.get(name)?.to_str().ok()?;
            (value.len() <= LONGEST_MARK).then(|| value.to_owned())
        };
        Self {
            etag: text(ETAG),
            modified: text(LAST_MODIFIED),
        }
    }

    fn conditions(&self) -> Vec<(HeaderName, String)> {
        let etag = self.etag.clone().map(|etag| (IF_NONE_MATCH, etag));
        let modified = self.modified.clone().map(|day| (IF_MODIFIED_SINCE, day));
        etag.into_iter().chain(modified).collect()
    }
}

/// What came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Loaded {
    /// A list, or what claims to be one, and its mark.
    New(Vec<u8>, Mark),
    /// The one with the known mark is still the one (304).
    Unchanged,
}

/// Why no list came. The texts are for logs; what the person reads comes from `i18n`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ListFault {
    /// The address is none that a program may load from, or leads to one: not https, or into a private network. Cured by
    /// another address.
    #[error("this address cannot be loaded from")]
    Forbidden,
    /// Its host cannot be looked up or has no way to it: no network, most likely.
    #[error("its host cannot be found: {0}")]
    NoNetwork(String),
    /// Its host does not answer as it should, or the connection broke.
    #[error("its host cannot be reached: {0}")]
    Unreachable(String),
    /// It took too long.
    #[error("it did not come in time")]
    Slow,
    /// There is no secret connection to the right host: its certificate is not good, most likely.
    #[error("there is no secure connection to its host: {0}")]
    Insecure(String),
    /// Its host says no, by this status (RFC 9110 section 15).
    #[error("its host answers {0}")]
    Status(u16),
    /// It is longer than [`MOST_BYTES`].
    #[error("it is too large")]
    TooLarge,
    /// It is something else than a list, by its type.
    #[error("it is {0}")]
    WrongType(String),
}

/// Loads a list, unless it is the one with this mark. Redirects are followed as for pictures: two at most, to https alone, and
/// never into a private network.
///
/// # Errors
///
/// See [`ListFault`].
pub async fn load_list(source: &ListSource, known: Option<&Mark>) -> Result<Loaded, ListFault> {
    let way = Path {
        roots: source.roots.clone(),
        proxy: source.proxy.clone(),
        circuit: Circuit::new(),
        allow_loopback: source.loopback,
    };
    let want = Want {
        whole: source.whole,
        ..Want::LIST
    };
    let conditions = known.map(Mark::conditions).unwrap_or_default();
    let asked = !conditions.is_empty();
    let got = download::get(source.address.clone(), want, way, conditions)
        .await
        .map_err(judge)?;
    if got.status == StatusCode::NOT_MODIFIED && asked {
        return Ok(Loaded::Unchanged);
    }
    if !got.status.is_success() {
        return Err(ListFault::Status(got.status.as_u16()));
    }
    if let Some(other) = other_type(&got.headers) {
        return Err(ListFault::WrongType(other));
    }
    if got.bytes.len() > MOST_BYTES {
        return Err(ListFault::TooLarge);
    }
    Ok(Loaded::New(got.bytes, Mark::of(&got.headers)))
}

/// The type of something that cannot be a list. Plain text may be one, and so may what has no type.
fn other_type(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(CONTENT_TYPE)?;
    let value = value.to_str().unwrap_or_default();
    let kind = value.split(';').next().unwrap_or_default().trim();
    let kind = kind.to_ascii_lowercase();
    let is_fit = kind.ends_with("/json")
        || kind.ends_with("+json")
        || matches!(
            kind.as_str(),
            "text/plain" | "application/octet-stream" | ""
        );
    (!is_fit).then(|| kind.chars().take(100).collect())
}

fn judge(failure: Failure) -> ListFault {
    let said = failure.to_string();
    match failure {
        Failure::Forbidden => ListFault::Forbidden,
        Failure::Fault(Fault::HostNotFound) => ListFault::NoNetwork(said),
        Failure::Fault(Fault::Timeout(_)) => ListFault::Slow,
        Failure::Fault(Fault::Tls(_) | Fault::Rustls(_) | Fault::TlsRequired) => {
            ListFault::Insecure(said)
        }
        Failure::Fault(Fault::Io(error)) => judge_io(&error, said),
        Failure::Fault(_) | Failure::Redirects | Failure::Broken(_) => ListFault::Unreachable(said),
    }
}

fn judge_io(error: &std::io::Error, said: String) -> ListFault {
    use std::io::ErrorKind::{HostUnreachable, NetworkDown, NetworkUnreachable, TimedOut};
    let inner = error.get_ref();
    let is_tls = inner.is_some_and(<dyn std::error::Error + Send + Sync>::is::<rustls::Error>);
    match error.kind() {
        _ if is_tls => ListFault::Insecure(said),
        NetworkDown | NetworkUnreachable | HostUnreachable => ListFault::NoNetwork(said),
        TimedOut => ListFault::Slow,
        _ => ListFault::Unreachable(said),
    }
}
