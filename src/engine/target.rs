//! Where a session goes, and how.

use std::{fmt, net::SocketAddr, sync::Arc, time::Duration};

use tokio_rustls::rustls::pki_types::{CertificateDer, pem::PemObject as _};

use super::Seen;
use crate::domain::{Domain, Proxy, Token, UserName};

/// Where a session goes, and how.
#[derive(Debug, Clone)]
pub struct Target {
    /// The server's domain; its certificate must be good for it.
    pub domain: Domain,
    /// The token of an invitation. It is shown to the domain alone, on each stream of the registration anew, and only where
    /// the server says that it takes invitations; what came of it is told by
    /// [`Event::Invitation`](super::Event::Invitation).
    pub invitation: Option<Token>,
    /// The name that the invitation is for. Where the server takes the invitation, it is filled in, and cannot be changed
    /// unless the server refuses it.
    pub invited_name: Option<UserName>,
    /// The invitation says of itself that it sets the password of an account anew. Of one that does not say so it is looked
    /// whether there is an account of its name: see [`Form::resets`](crate::domain::Form::resets).
    pub resets: bool,
    /// Names of which an earlier session left open whether they were registered: when one of them is taken, it is looked
    /// whether it is ours.
    pub doubted: Vec<UserName>,
    /// Host and port to connect to, instead of what DNS says.
    pub connect: Option<(String, u16)>,
    /// Which way of encryption is used.
    pub tls: Tls,
    /// Who may vouch for a certificate.
    pub roots: Roots,
    /// The language in which the server is asked to answer (`xml:lang`), a BCP 47 tag.
    pub lang: String,
    /// How long each step may take.
    pub deadlines: Deadlines,
    /// Whether a new account is proved by a sign-in. Without it the server's word is taken, and the outcome says
    /// [`Proof::Unwanted`](super::Proof::Unwanted); where a connection breaks around the submission, the sign-in that finds
    /// out what became of it is still made.
    pub prove: bool,
    /// What all connections go through, those for pictures among them. No name is looked up on this side of it.
    pub proxy: Option<Proxy>,
    /// What keeps connections together at a proxy, and apart from all others. Each undertaking, a session or a function of
    /// [`super::account`], takes a new one.
    pub circuit: Circuit,
    /// The name servers to ask instead of the system's, by UDP and TCP; empty for the system's. For tests, and for whoever
    /// has a name server of their own.
    pub name_servers: Vec<SocketAddr>,
    /// What the server offered on the way, kept here as it comes.
    pub seen: Seen,
    /// Whether pictures may be loaded from loopback addresses: for practice and tests alone.
    pub loopback_pictures: bool,
}

impl Target {
    /// The way to a domain with nothing said about it.
    #[must_use]
    pub fn new(domain: Domain) -> Self {
        Self {
            domain,
            invitation: None,
            invited_name: None,
            resets: false,
            doubted: Vec::new(),
            connect: None,
            tls: Tls::Auto,
            roots: Roots::Platform,
            lang: "en".to_owned(),
            deadlines: Deadlines::default(),
            prove: true,
            proxy: None,
            circuit: Circuit::new(),
            name_servers: Vec::new(),
            seen: Seen::default(),
            loopback_pictures: false,
        }
    }
}

/// What is said to a proxy that wants no login: a name and a password at random.
///
/// Tor keeps streams with different ones on different circuits (`IsolateSOCKSAuth`), so that nobody at its far end can put
/// two registrations together; the connections of one registration share one.
#[derive(Clone, PartialEq, Eq)]
pub struct Circuit(Option<[u64; 2]>);

impl Circuit {
    /// A new one, unlike any other.
    #[must_use]
    pub fn new() -> Self {
        Self(random().ok())
    }

    /// Name and password; `None` if the system had no randomness.
    pub(super) fn login(&self) -> Option<(String, String)> {
        self.0
            .map(|[user, password]| (format!("{user:016x}"), format!("{password:016x}")))
    }
}

impl Default for Circuit {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Circuit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Circuit")
    }
}

fn random() -> Result<[u64; 2], getrandom::Error> {
    Ok([getrandom::u64()?, getrandom::u64()?])
}

/// Which way of encryption is used. There is none without.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Tls {
    /// What DNS says; to a given host and port STARTTLS first, then TLS from the start.
    #[default]
    Auto,
    /// TLS from the start (XEP-0368).
    Direct,
    /// STARTTLS (RFC 6120 section 5).
    StartTls,
}

/// Who may vouch for a certificate.
#[derive(Debug, Clone, Default)]
pub enum Roots {
    /// Whom the system trusts.
    #[default]
    Platform,
    /// These authorities alone.
    Only(Arc<[CertificateDer<'static>]>),
}

impl Roots {
    /// Reads authorities from PEM text.
    ///
    /// # Errors
    ///
    /// If there is no certificate in it, or a broken one.
    pub fn from_pem(pem: &[u8]) -> Result<Self, RootsFault> {
        let certificates: Vec<_> = CertificateDer::pem_slice_iter(pem)
            .collect::<Result<_, _>>()
            .map_err(|_| RootsFault::Broken)?;
        if certificates.is_empty() {
            Err(RootsFault::Empty)
        } else {
            Ok(Self::Only(certificates.into()))
        }
    }
}

/// Why a file holds no authorities.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RootsFault {
    /// There is no certificate in it.
    #[error("there is no certificate in the file")]
    Empty,
    /// It is damaged.
    #[error("the file with certificates is damaged")]
    Broken,
}

/// How long each step may take. A drip of bytes does not prolong a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadlines {
    /// Looking names up.
    pub dns: Duration,
    /// Connecting to one address.
    pub connect: Duration,
    /// What a proxy does to connect us, once it is reached: it may have a way of its own to find.
    pub proxy: Duration,
    /// The TLS handshake.
    pub tls: Duration,
    /// A stream header and its features.
    pub stream: Duration,
    /// How long a server may be silent that was asked for something before it said what it offers; then it is asked
    /// step by step. At most half of what the step itself may take.
    pub ahead: Duration,
    /// The form.
    pub form: Duration,
    /// The verdict on a submission.
    pub submit: Duration,
    /// How long the system of the computer at the other end may leave something unacknowledged before the connection is
    /// taken for lost (RFC 5482 section 2); on Linux and Android alone. Longer than people are without a network when they
    /// walk from one to the next or go through a tunnel, for then nothing is lost; far shorter than `submit`, so that it
    /// is soon found out what became of a submission that went nowhere. A server that is slow acknowledges at once.
    pub unheard: Duration,
    /// The whole way to the form.
    pub whole: Duration,
    /// The work that a form asks for instead of an answer, each time it is tried.
    pub work: Duration,
    /// How long a server is given to finish with answers after which the connection broke, before it is asked what became
    /// of them.
    pub settle: Duration,
    /// How long a puzzle is taken for fresh. No step, but what a server gives.
    pub puzzle: Duration,
}

impl Default for Deadlines {
    fn default() -> Self {
        Self {
            dns: Duration::from_secs(5),
            connect: Duration::from_secs(10),
            proxy: Duration::from_secs(20),
            tls: Duration::from_secs(10),
            stream: Duration::from_secs(10),
            ahead: Duration::from_secs(5),
            form: Duration::from_secs(20),
            submit: Duration::from_secs(60),
            // Long enough for what is sent anew after 25 s, the last time before 51 s.
            unheard: Duration::from_secs(30),
            whole: Duration::from_secs(30),
            work: Duration::from_secs(120),
            settle: Duration::from_secs(2),
            // ejabberd forgets its own after 120 s; there must be time to press a button.
            puzzle: Duration::from_secs(105),
        }
    }
}

impl Deadlines {
    /// How long a server is waited for that was asked ahead, in a step that may take `step`.
    pub(super) fn patience(&self, step: Duration) -> Duration {
        self.ahead.min(step / 2)
    }

    /// The default deadlines, no step longer than `most`.
    #[must_use]
    pub fn at_most(most: Duration) -> Self {
        let all = Self::default();
        Self {
            dns: all.dns.min(most),
            connect: all.connect.min(most),
            proxy: all.proxy.min(most),
            tls: all.tls.min(most),
            stream: all.stream.min(most),
            ahead: all.ahead.min(most),
            form: all.form.min(most),
            submit: all.submit.min(most),
            unheard: all.unheard.min(most),
            whole: all.whole.min(most),
            work: all.work.min(most),
            settle: all.settle.min(most),
            puzzle: all.puzzle,
        }
    }
}
