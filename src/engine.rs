//! What is done: connections, the registering session, the account's own sessions.
//!
//! [`open()`] starts a session: a [`Remote`] takes commands, the sipper gives events and ends with an [`Outcome`]. With the
//! account that came out of it an [`account::Owner`] does the rest. This layer, and what is below it, is all of the library
//! with `default-features = false, features = ["engine"]`: for programs that have a user interface of their own, or none.
//!
//! Everything runs on tokio. No time limit, no secrecy and no proof is left to the caller: see [`Deadlines`], [`Roots`] and
//! [`Target::prove`].
//!
//! ```
//! # #[cfg(not(feature = "gui"))]
//! # fn main() {}
//! # #[cfg(feature = "gui")]
//! # #[tokio::main]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use std::pin::pin;
//!
//! use sipper::Sipper as _;
//! use vestibule::domain::{Address, Credentials, Offer, Secret};
//! use vestibule::engine::account::Owner;
//! use vestibule::engine::{self, Command, Event, Roots, Target};
//!
//! # let practice = vestibule::practice::start()?;
//! let wanted = Credentials {
//!     address: Address::parse("juliet@open.practice.test")?,
//!     password: Secret::from("violet-Tram-Ticket-9"),
//! };
//! let target = Target {
//!     // For a server on this computer; without these two DNS says where, and the system who is to be trusted.
//!     connect: Some(("127.0.0.1".to_owned(), practice.port())),
//!     roots: Roots::from_pem(practice.ca_pem().as_bytes())?,
//!     ..Target::new(wanted.address.domain().clone())
//! };
//!
//! let (remote, session) = engine::open(target.clone());
//! let mut session = pin!(session);
//! while let Some(event) = session.as_mut().sip().await {
//!     match event {
//!         Event::Offered(Offer::Form(form)) => {
//!             // A form may want more than name and password: what that is, its fields say.
//!             let answers = form.presets_for(&wanted, None);
//!             match form.check(&answers, false) {
//!                 Ok(submission) => remote.send(Command::Submit(submission)),
//!                 Err(problems) => return Err(format!("{problems:?}").into()),
//!             }
//!         }
//!         Event::Offered(_) | Event::Refused(_) => return Err(format!("{event:?}").into()),
//!         _ => {}
//!     }
//! }
//! let outcome = session.await?;
//! assert_eq!(outcome.address.as_ref(), Some(&wanted.address));
//!
//! let owner = Owner::new(target, wanted);
//! owner.change_password(&Secret::from("amber-Ferry-Receipt-8")).await?;
//! owner.delete().await?;
//! # Ok(())
//! # }
//! ```
//!
//! `examples/headless.rs` is a whole program of this kind.
#![warn(missing_docs)]

pub mod account;
mod bits;
mod dial;
mod download;
pub mod list;
mod media;
pub(crate) mod picture;
mod progress;
mod public;
mod route;
mod seen;
mod session;
mod sound;
mod stream;
pub mod survey;
mod target;
mod turns;
mod work;

pub use seen::Seen;
pub use session::{Remote, open};
pub use sound::Sound;
pub use target::{Circuit, Deadlines, Roots, RootsFault, Target, Tls};
pub use turns::RoundTrips;

use crate::domain::{Address, FieldId, Invitation, Offer, Refusal, Submission};

/// What the person asks of a running session.
#[derive(Debug)]
pub enum Command {
    /// Send these answers. One submission at a time: another one before its verdict is dropped.
    Submit(Submission),
    /// Ask for the form again, for a new captcha.
    Refresh,
    /// Ask for the form without the invitation, which is not shown again.
    WithoutInvitation,
    /// Ask for the form with this invitation, found later or in place of another one.
    WithInvitation(Box<Invitation>),
    /// Load the picture that belongs to this field from its link, or from the form's own link.
    LoadPicture(FieldId),
    /// Load the sound or film that belongs to this field.
    LoadSound(FieldId),
    /// Look what is behind the link beside the form: it may be a picture (XEP-0066).
    LoadLink,
    /// End the session. What was sent already is not undone: its verdict is still awaited.
    Close,
}

/// What a running session tells.
#[derive(Debug, Clone)]
pub enum Event {
    /// A new stage has begun.
    Stage(Stage),
    /// What the server says to [`Target::invitation`]: told before the first answer to being asked, and again whenever it
    /// changes. After [`Invited::Refused`] no form was asked for: the offer is [`Offer::Closed`] with
    /// [`Reason::InvitationRefused`](crate::domain::Reason::InvitationRefused), until [`Command::WithoutInvitation`].
    Invitation(Invited),
    /// The server's answer to being asked; also anew after a refusal and after a refresh.
    Offered(Offer),
    /// The server refused the submission. Unless a form came inside, a new offer follows.
    Refused(Refusal),
    /// The connection broke around the submission and it is certain that no account was made; a new offer follows.
    NotMade,
    /// A picture that belongs to a field, decoded, or why it cannot be shown.
    Picture(FieldId, Result<Picture, PictureFault>),
    /// The sound or film that belongs to a field, or why it cannot be had.
    Sound(FieldId, Result<Sound, PictureFault>),
    /// The picture behind the link beside the form. [`PictureFault::NotAPicture`] if there is a page, for the browser.
    Link(Result<Picture, PictureFault>),
    /// The puzzle of the form that is out has nearly run out of time (ejabberd's lives 120 s); told once for each form.
    PuzzleOld,
    /// The work that the form asks for instead of an answer was not done in time, so nothing was sent. The same form can
    /// be sent again, and the work is tried again.
    Unsolved,
}

/// Where a session is on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Finding out which machine serves the domain.
    FindServer,
    /// Connecting to it.
    Connect,
    /// Making the connection secret and the server's certificate checked.
    Secure,
    /// Asking for the form.
    AskForm,
    /// The form is out; waiting for the person. The connection may come and go.
    Fill,
    /// Doing the work that the form asks for (XEP-0158 section 6.2). Nothing is sent yet.
    Work,
    /// Sending the answers and waiting for the verdict.
    Submit,
    /// Finding out by a sign-in whether the account was made.
    Prove,
}

/// What a server says to an invitation (XEP-0445).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Invited {
    /// It takes it. A token is used up only by the account that is made with it.
    Accepted,
    /// It does not say that it takes invitations. It was not shown this one; the form is asked for without.
    NotTaken,
    /// It does not take it: it is used up, ran out, or is not one of its own.
    Refused,
}

/// How a session ended well: the server said that the account is made.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The new address, if the form asked for a name and a password.
    pub address: Option<Address>,
    /// Whether a sign-in has proved it.
    pub proof: Proof,
}

/// Whether a sign-in has proved the account.
#[derive(Debug, Clone)]
pub enum Proof {
    /// Signed in with the new password.
    SignedIn,
    /// The server made the account but refuses the sign-in: it waits for approval, or for a click in an e-mail.
    Waiting,
    /// The sign-in could not be tried just now.
    Untried(std::sync::Arc<Error>),
    /// No sign-in was wanted: [`Target::prove`].
    Unwanted,
    /// The form asked for no name and password: there is nothing to sign in with.
    Nothing,
}

/// A decoded picture.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    /// Width in pixels, at most 2 048.
    pub width: u32,
    /// Height in pixels, at most 2 048.
    pub height: u32,
    /// Four bytes a pixel: red, green, blue, alpha.
    pub rgba: std::sync::Arc<[u8]>,
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Picture({} x {})", self.width, self.height)
    }
}

/// Why a picture cannot be shown, or a sound or film not be had.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PictureFault {
    /// What came is no PNG, JPEG, WebP or GIF picture, or a broken one. The server's fault; a new picture may help.
    #[error("the server sent something that is not a picture")]
    NotAPicture,
    /// More than 2 048 pixels wide or high, more than 256 KiB of data, or more than 32 MiB decoded; for a sound or film
    /// more than 2 MiB.
    #[error("the picture is too large")]
    TooLarge,
    /// It is behind a link that a program must not load from: not https, or to a private network.
    #[error("the picture's link cannot be loaded from here")]
    Forbidden,
    /// It could not be loaded; the reason is for the log.
    #[error("the picture could not be loaded: {0}")]
    Unreachable(String),
    /// It was not loaded, for the form has many: [`Command::LoadPicture`] does it.
    #[error("the picture was not loaded yet")]
    Unasked,
    /// The server named a picture and did not send it.
    #[error("the server did not send the picture")]
    Missing,
}

/// Why a session ended without a verdict, or with none that can be known.
///
/// The texts are for logs and details; what the person reads comes from `i18n`.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    /// The domain does not exist, or serves no XMPP by its own word (SRV target `.`). Cured by another domain.
    #[error("there is no server named {domain}")]
    NotFound {
        /// The domain that was looked up.
        domain: String,
    },
    /// DNS itself does not answer: no network, most likely.
    #[error("names cannot be looked up: {0}")]
    NoNetwork(String),
    /// DNS answers that it cannot look the domain up: a fault of its own, or of the domain's name servers. It may pass.
    #[error("the name of {domain} cannot be looked up: {reason}")]
    Names {
        /// The domain that was looked up.
        domain: String,
        /// What DNS answered, for the log.
        reason: String,
    },
    /// Nothing listens where the server should be.
    #[error("the server refuses the connection: {0}")]
    ConnectionRefused(String),
    /// The server's machine cannot be reached.
    #[error("the server cannot be reached: {0}")]
    Unreachable(String),
    /// There is no way through the proxy.
    #[error("no way through the proxy: {0}")]
    Proxy(ProxyFault),
    /// The certificate is not good for the domain. The server's fault, or somebody is in between; no way around.
    #[error("the certificate is not valid: {0}")]
    Certificate(CertificateFault),
    /// The server offers no encryption, or something came between its consent and the handshake.
    #[error("the connection cannot be made secret: {0}")]
    NoEncryption(String),
    /// The TLS handshake failed for another reason than the certificate.
    #[error("the connection could not be made secret: {0}")]
    Handshake(String),
    /// The server ended the stream, with its condition and words if it gave any (RFC 6120 section 4.9).
    #[error("the server ended the connection: {condition}")]
    Stream {
        /// The stream error condition, `host-unknown` for one.
        condition: String,
        /// The server's words.
        text: Option<String>,
    },
    /// The connection broke.
    #[error("the connection was lost: {0}")]
    Lost(String),
    /// A step took longer than its deadline.
    #[error("no answer in time ({0:?})")]
    Timeout(Stage),
    /// What came is not XMPP, not well-formed or beyond all limits.
    #[error("the server sent something that is not valid: {0}")]
    Malformed(String),
    /// The answers went out, and neither an answer nor a sign-in could tell whether the account was made.
    #[error("it could not be told whether the account was made: {cause}")]
    OutcomeUnknown {
        /// The address that may exist now, if the form asked for a name and a password.
        address: Option<Address>,
        /// What kept the sign-in from telling.
        cause: Box<Error>,
    },
    /// The person ended the session.
    #[error("closed")]
    Closed,
}

/// Why there is no way through a proxy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProxyFault {
    /// The proxy itself cannot be reached. Cured by starting it, or by another one.
    #[error("it cannot be reached: {0}")]
    Away(String),
    /// It wants a name and a password, and none were given.
    #[error("it wants a name and a password")]
    LoginWanted,
    /// It does not take the name and the password that were given.
    #[error("it does not take the name and the password")]
    LoginRefused,
    /// What answers there is no SOCKS5 proxy. Cured by another address or port.
    #[error("what answers is no SOCKS5 proxy: {0}")]
    NotSocks(String),
    /// Its rules do not let it connect to this host.
    #[error("its rules do not let it connect to {host}")]
    Forbidden {
        /// Host and port that were asked for.
        host: String,
    },
    /// It cannot connect to this host: there is no such name for it, or no way, or nothing listens there. Cured by
    /// somebody who knows the host.
    #[error("it cannot connect to {host}: {reason}")]
    NoWay {
        /// Host and port that were asked for.
        host: String,
        /// What the proxy answered.
        reason: String,
    },
    /// It ended the connection before there was one to this host.
    #[error("it ended the connection before there was one to {host}: {reason}")]
    Lost {
        /// Host and port that were asked for.
        host: String,
        /// What happened, for the log.
        reason: String,
    },
    /// It was reached and then said nothing in time. It, or the host behind it, may be slow.
    #[error("it said nothing in time about {host}")]
    Silent {
        /// Host and port that were asked for.
        host: String,
    },
}

impl ProxyFault {
    /// Whether the proxy as such cannot be used: no other host behind it can be reached either.
    #[must_use]
    pub fn is_its_own(&self) -> bool {
        match self {
            Self::Away(_) | Self::LoginWanted | Self::LoginRefused | Self::NotSocks(_) => true,
            Self::Forbidden { .. }
            | Self::NoWay { .. }
            | Self::Lost { .. }
            | Self::Silent { .. } => false,
        }
    }
}

/// What is wrong with a certificate.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CertificateFault {
    /// It ran out. Or the computer's clock is wrong.
    #[error("it ran out on {until}")]
    Expired {
        /// Its last day, `YYYY-MM-DD`, in UTC.
        until: String,
    },
    /// It is not valid yet. Or the computer's clock is wrong.
    #[error("it is valid only from {from} on")]
    NotYetValid {
        /// Its first day, `YYYY-MM-DD`, in UTC.
        from: String,
    },
    /// It is for other names; or it names no server at all in the way that counts (RFC 9525 section 2.1).
    #[error("it is for {}", if names.is_empty() { "no server".to_owned() } else { names.join(", ") })]
    WrongName {
        /// The names that it is for, at most 8; what it calls itself (CN) is none of them.
        names: Vec<String>,
    },
    /// It is for something else than a server (extended key usage).
    #[error("it is not for a server")]
    WrongPurpose,
    /// It was signed by nobody that this computer trusts.
    #[error("nobody whom this computer trusts vouches for it")]
    UnknownIssuer,
    /// It was withdrawn.
    #[error("it was withdrawn")]
    Revoked,
    /// Something else; the reason is for the log.
    #[error("{0}")]
    Other(String),
}
