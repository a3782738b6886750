//! The streams of one connection: before TLS, before the sign-in, and after it.

use std::borrow::Cow;
use std::io;
use std::time::Duration;

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use futures::{SinkExt as _, StreamExt as _};
use minidom::Element;
use tokio::io::{AsyncRead, AsyncWrite, BufReader};
use tokio::time::timeout;
use tokio_xmpp::xmlstream::{StreamHeader, Timeouts, XmlStream, accept_stream};
use xmpp_parsers::stream_features::StreamFeatures;

use super::accounts::{Challenge, MECHANISMS, Standing};
use super::check::iq::{Ids, judge};
use super::forms;
use super::gate::Gate;
use super::host::{Journey, Names};
use super::invitations::Ticket;
use super::registration::{Registrar, is_removal};
use super::reply::{No, answer, holding, stream_error};
use super::session::{Session, Then};
use crate::protocol::ns;
use crate::protocol::xml::with_text;

/// How long a client may be silent.
const PATIENCE: Duration = Duration::from_secs(10 * 60);
/// The same on the host that hangs up.
const IMPATIENCE: Duration = Duration::from_secs(3);
/// How long the slow host takes for an answer.
const SLOWNESS: Duration = Duration::from_secs(3);
/// The most sign-ins that may fail on a stream (RFC 6120 section 6.4.5 wants 2 to 5).
const FAILURES: u32 = 3;

/// A stream to a client that has come to one of our hosts.
struct Stream<Io> {
    xml: XmlStream<Gate<Io>, Element>,
    journey: Journey,
    /// The domain that the client came for.
    host: String,
}

/// Speaks with a client that has no TLS yet. Gives the connection back for the handshake; `None` if it is over.
pub(super) async fn until_starttls<Io: AsyncRead + AsyncWrite + Unpin>(
    io: BufReader<Io>,
    names: Names,
) -> io::Result<Option<Io>> {
    let starttls = holding(
        Element::bare("starttls", ns::TLS),
        Element::bare("required", ns::TLS),
    );
    let Some(mut stream) = Stream::open(io, names, |_| only(starttls)).await? else {
        return Ok(None);
    };
    match stream.next().await? {
        Some(element) if element.is("starttls", ns::TLS) => {
            stream.send(&Element::bare("proceed", ns::TLS)).await?;
            let io = stream.into_io();
            // What came before the handshake was not secret: it is not ours to read.
            Ok(io.buffer().is_empty().then(|| io.into_inner()))
        }
        Some(_) => {
            stream.end("policy-violation").await?;
            Ok(None)
        }
        None => Ok(None),
    }
}

/// Speaks with a client over TLS, to the end.
pub(super) async fn run<Io: AsyncRead + AsyncWrite + Unpin>(
    io: BufReader<Io>,
    registrar: &Registrar,
    names: Names,
) -> io::Result<()> {
    let Some(stream) = Stream::open(io, names, before_sign_in).await? else {
        return Ok(());
    };
    let Some((io, address)) = stranger(stream, registrar).await? else {
        return Ok(());
    };
    let bind = |_| only(Element::bare("bind", ns::BIND));
    let Some(stream) = Stream::open(io, names, bind).await? else {
        return Ok(());
    };
    owner(stream, registrar, address).await
}

fn before_sign_in(journey: Journey) -> StreamFeatures {
    let others = if journey == Journey::Invitation {
        vec![Element::bare("register", ns::INVITE_TOKEN_FEATURE)]
    } else {
        Vec::new()
    };
    StreamFeatures {
        sasl_mechanisms: MECHANISMS.into_iter().map(str::to_owned).collect(),
        in_band_registration: journey != Journey::Closed,
        others,
        ..StreamFeatures::default()
    }
}

/// Features of which there is one.
fn only(feature: Element) -> StreamFeatures {
    StreamFeatures {
        others: vec![feature],
        ..StreamFeatures::default()
    }
}

/// Somebody who has not signed in: may sign up or sign in. Gives the connection and the address of who signed in.
async fn stranger<Io: AsyncRead + AsyncWrite + Unpin>(
    mut stream: Stream<Io>,
    registrar: &Registrar,
) -> io::Result<Option<(BufReader<Io>, String)>> {
    let mut visit = Visit::default();
    let mut failures = 0;
    while let Some(element) = stream.next().await? {
        if element.is("auth", ns::SASL) {
            match stream.sign_in(&element, registrar).await? {
                Some(address) => return Ok(Some((stream.into_io(), address))),
                None => failures += 1,
            }
            if failures >= FAILURES {
                return stream.end("policy-violation").await.map(|()| None);
            }
        } else if element.is("iq", ns::CLIENT) && !visit.offends(&element, stream.journey) {
            let verdict = stranger_asks(&element, registrar, stream.journey, &mut visit);
            let host = stream.host.clone();
            stream.answer(&element, Some(&host), verdict).await?;
        } else {
            return stream.end("not-authorized").await.map(|()| None);
        }
    }
    Ok(None)
}

/// What a stranger did so far.
#[derive(Debug, Default)]
struct Visit {
    /// The invitation that was shown.
    guest: Option<Ticket>,
    /// Asked for the form.
    asked: bool,
    /// The ids of what came.
    ids: Ids,
}

impl Visit {
    /// Whether the stream ends for this: a picture may not be asked for where somebody signs up (ejabberd).
    fn offends(&self, iq: &Element, journey: Journey) -> bool {
        self.asked && journey == Journey::LaterPicture && iq.has_child("data", ns::BOB)
    }
}

fn stranger_asks(
    iq: &Element,
    registrar: &Registrar,
    journey: Journey,
    visit: &mut Visit,
) -> Result<Option<Element>, No> {
    judge(iq, &mut visit.ids)?;
    let query = iq.get_child("query", ns::REGISTER);
    let picture = iq
        .get_child("data", ns::BOB)
        .filter(|_| journey == Journey::LaterPicture);
    if let (Some("get"), Some(picture)) = (iq.attr("type"), picture) {
        return registrar.picture(picture);
    }
    match (iq.attr("type"), query) {
        (Some("get"), Some(_)) => {
            visit.asked = true;
            match visit.guest.and_then(Ticket::only_name) {
                Some(name) => Ok(Some(forms::for_guest(name))),
                None => registrar.ask(journey, language(iq)),
            }
        }
        (Some("set"), Some(query)) if is_removal(query) => {
            Err(No::new("auth", "not-authorized", "Sign in first."))
        }
        (Some("set"), Some(query)) => registrar.submit(journey, query, visit.guest),
        (Some("set"), None) if journey == Journey::Invitation => {
            let token = iq
                .get_child("preauth", ns::PREAUTH)
                .and_then(|preauth| preauth.attr("token"));
            visit.guest = None;
            match token.and_then(Ticket::of) {
                // As the standard has it, and ejabberd.
                Some(Ticket::Spent) => {
                    let words = "The invitation is not good any more.";
                    Err(No::new("cancel", "item-not-found", words))
                }
                // As Prosody has it.
                None => Err(No::new("cancel", "forbidden", "That is no invitation.")),
                good => {
                    visit.guest = good;
                    Ok(None)
                }
            }
        }
        _ => Err(No::new("auth", "not-authorized", "Sign in first.")),
    }
}

/// The language that an iq is written in, for the texts of its answer.
fn language(iq: &Element) -> &str {
    iq.attr_ns("http://www.w3.org/XML/1998/namespace", "lang")
        .unwrap_or("en")
}

/// Somebody who has signed in.
async fn owner<Io: AsyncRead + AsyncWrite + Unpin>(
    mut stream: Stream<Io>,
    registrar: &Registrar,
    address: String,
) -> io::Result<()> {
    let mut session = Session::new(registrar, stream.journey, address);
    while let Some(element) = stream.next().await? {
        if !element.is("iq", ns::CLIENT) {
            // Messages and presence have nobody to go to.
            continue;
        }
        let said = session.hear(&element);
        if let Some(verdict) = said.answer {
            stream.answer(&element, element.attr("to"), verdict).await?;
        }
        match said.then {
            Then::GoOn => {}
            Then::Close => return stream.xml.shutdown().await,
            Then::End { condition, text } => return stream.end_saying(condition, text).await,
        }
    }
    Ok(())
}

impl<Io: AsyncRead + AsyncWrite + Unpin> Stream<Io> {
    /// Opens a stream with the features that the host has. `None` if the client came to no host of ours.
    async fn open(
        io: BufReader<Io>,
        names: Names,
        features: impl FnOnce(Journey) -> StreamFeatures,
    ) -> io::Result<Option<Self>> {
        // The parser's own timeouts start anew with each byte; silence is judged in `next`.
        let never = Timeouts {
            read_timeout: Duration::from_secs(24 * 60 * 60),
            response_timeout: Duration::from_secs(24 * 60 * 60),
        };
        let accepted = accept_stream(Gate::new(io), ns::CLIENT, never);
        let mut accepted = timeout(PATIENCE, accepted).await??;
        let to = accepted.take_header().to.unwrap_or_default().into_owned();
        let host = to.to_lowercase();
        let journey = names.journey(&host);
        let header = StreamHeader {
            from: journey.map(|_| Cow::Borrowed(host.as_str())),
            to: None,
            id: Some(Cow::Owned(random_id()?)),
        };
        let pending = accepted.send_header(header).await?;
        // Features have to come before the error; without STARTTLS among them it would not be waited for.
        let features = features(journey.unwrap_or(Journey::Open));
        let Some(journey) = journey else {
            let mut xml: XmlStream<_, Element> = pending.send_features(&features).await?;
            xml.send(&stream_error("host-unknown", "")).await?;
            xml.shutdown().await?;
            return Ok(None);
        };
        Ok(Some(Self {
            xml: pending.send_features(&features).await?,
            journey,
            host,
        }))
    }

    /// The next element. `None` if the client is done, or was silent for too long.
    async fn next(&mut self) -> io::Result<Option<Element>> {
        let patience = if self.journey == Journey::Idle {
            IMPATIENCE
        } else {
            PATIENCE
        };
        match timeout(patience, self.xml.next()).await {
            Ok(Some(Ok(element))) => Ok(Some(element)),
            Ok(Some(Err(_)) | None) => {
                let _ = self.xml.shutdown().await;
                Ok(None)
            }
            Err(_) => {
                let error = stream_error("connection-timeout", "");
                self.xml.send(&error).await?;
                self.xml.shutdown().await?;
                Ok(None)
            }
        }
    }

    async fn send(&mut self, element: &Element) -> io::Result<()> {
        self.xml.send(element).await
    }

    async fn answer(
        &mut self,
        iq: &Element,
        from: Option<&str>,
        verdict: Result<Option<Element>, No>,
    ) -> io::Result<()> {
        if self.journey == Journey::Slow {
            tokio::time::sleep(SLOWNESS).await;
        }
        let reply = answer(iq, from, verdict);
        self.send(&reply).await
    }

    /// Goes through a sign-in. Gives the address, or `None` if it failed and may be tried again.
    async fn sign_in(
        &mut self,
        auth: &Element,
        registrar: &Registrar,
    ) -> io::Result<Option<String>> {
        let mut random = [0; 32];
        getrandom::fill(&mut random).map_err(|_| no_randomness())?;
        let domain = self.journey.domain();
        let mechanism = auth.attr("mechanism").unwrap_or_default();
        if !MECHANISMS.contains(&mechanism) {
            return self.fail("invalid-mechanism").await;
        }
        let begun = message(auth).and_then(|first| {
            Challenge::new(mechanism, &first, domain, &registrar.accounts, random)
        });
        let Some(challenge) = begun else {
            return self.fail("malformed-request").await;
        };
        let text = BASE64.encode(challenge.message());
        self.send(&with_text("challenge", ns::SASL, &text)).await?;
        let Some(response) = self.next().await? else {
            return Err(io::ErrorKind::UnexpectedEof.into());
        };
        if response.is("abort", ns::SASL) {
            return self.fail("aborted").await;
        }
        let signed_in = message(&response)
            .filter(|_| response.is("response", ns::SASL))
            .and_then(|last| challenge.check(&last));
        let Some(signed_in) = signed_in else {
            return self.fail("not-authorized").await;
        };
        if registrar.accounts.standing(&signed_in.address) == Some(Standing::Locked) {
            return self.fail("account-disabled").await;
        }
        let text = BASE64.encode(&signed_in.last);
        self.send(&with_text("success", ns::SASL, &text)).await?;
        Ok(Some(signed_in.address))
    }

    async fn fail(&mut self, condition: &str) -> io::Result<Option<String>> {
        let failure = holding(
            Element::bare("failure", ns::SASL),
            Element::bare(condition, ns::SASL),
        );
        self.send(&failure).await.map(|()| None)
    }

    /// Ends the stream with an error.
    async fn end(self, condition: &str) -> io::Result<()> {
        self.end_saying(condition, "").await
    }

    /// The same with words for people.
    async fn end_saying(mut self, condition: &str, text: &str) -> io::Result<()> {
        self.send(&stream_error(condition, text)).await?;
        self.xml.shutdown().await
    }

    /// The connection again, for what comes next on it.
    fn into_io(self) -> BufReader<Io> {
        self.xml.into_inner().into_inner()
    }
}

/// The message of SASL in an element; `=` stands for an empty one (RFC 6120 section 6.4.2).
fn message(element: &Element) -> Option<Vec<u8>> {
    let text = element.text();
    match text.trim() {
        "=" => Some(Vec::new()),
        text => BASE64.decode(text).ok(),
    }
}

fn random_id() -> io::Result<String> {
    let random = getrandom::u64().map_err(|_| no_randomness())?;
    Ok(format!("{random:016x}"))
}

fn no_randomness() -> io::Error {
    io::Error::other("the system gives no random bytes")
}
