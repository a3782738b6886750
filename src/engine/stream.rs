//! An XML stream to a server (RFC 6120 section 4): its header and features, elements both ways, questions and answers.

mod clear;
mod gate;
mod header;
mod inlet;
mod opening;
mod raw;

use std::{collections::VecDeque, io, time::Duration};

use futures::{SinkExt as _, StreamExt as _};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    time::{Instant, timeout_at},
};
use tokio_xmpp::{
    minidom::Element,
    xmlstream::{ReadError, StreamHeader, Timeouts, XmlStream, initiate_stream},
};

pub(super) use self::clear::Clear;
use self::{gate::Gate, opening::opening, raw::Raw};
use super::{Error, Seen, Target};
use crate::domain::ServiceAddress;
use crate::protocol::{Features, StreamFault, error::stream_error, ns, stream::iq};

/// How long a farewell may take.
const FAREWELL: Duration = Duration::from_secs(1);

/// How many elements may come before the features, if something was sent ahead.
const MOST_EARLY: usize = 8;

/// A stream whose header was answered.
///
/// Nothing in here has a deadline: those belong to the steps, see [`super::dial::within`].
pub(super) struct Stream<Io> {
    /// Boxed, for the parser is far larger than the futures that carry it.
    xml: Box<XmlStream<Gate<Io>, Raw>>,
    features: Features,
    /// What came before the features, to what was sent ahead.
    early: VecDeque<Element>,
    /// How much may come before them: something only if something was sent ahead.
    most_early: usize,
    lang: String,
    seen: Seen,
    /// From whom answers may come, besides from nobody.
    peers: Vec<String>,
    is_invited: bool,
}

/// A question that can be sent once.
pub(super) struct Question {
    id: String,
    /// Who is asked; the own account if nobody is named.
    to: Option<String>,
    iq: Element,
}

impl Question {
    /// An iq of type `get` or `set`, to be answered in this language.
    pub(super) fn new(
        kind: &str,
        to: Option<&str>,
        lang: &str,
        payload: Element,
    ) -> Result<Self, Error> {
        let id = random_id()?;
        let iq = iq(kind, &id, to, lang, payload);
        let to = to.map(str::to_owned);
        Ok(Self { id, to, iq })
    }

    /// The element to be sent.
    pub(super) fn iq(&self) -> &Element {
        &self.iq
    }
}

/// What a question was answered with: the whole iq.
pub(super) enum Answer {
    /// An iq of type `result`.
    Result(Element),
    /// An iq of type `error`, or one that cannot be anything else.
    Refused(Element),
}

impl Answer {
    fn of(iq: Element) -> Self {
        match iq.attr("type") {
            Some("result") => Self::Result(iq),
            _ => Self::Refused(iq),
        }
    }
}

impl<Io: AsyncRead + AsyncWrite + Unpin> Stream<Io> {
    /// Opens a stream: sends the header and waits for the server's, and for its features.
    pub(super) async fn open(io: Io, target: &Target) -> Result<Self, Error> {
        let mut stream = Self::begin(io, target, None).await?;
        stream.hear_features().await?;
        Ok(stream)
    }

    /// Sends the header, and together with it what may go out before the server's features are known; waits for the
    /// server's header. The features are next, see [`Self::hear_features`].
    pub(super) async fn begin(
        io: Io,
        target: &Target,
        ahead: Option<&Element>,
    ) -> Result<Self, Error> {
        let domain = target.domain.as_str();
        // The parser's own timeouts start anew with each byte; they must never strike.
        let never = Timeouts {
            read_timeout: Duration::from_secs(24 * 60 * 60),
            response_timeout: Duration::from_secs(24 * 60 * 60),
        };
        let opening = opening(domain, &target.lang, ahead).map_err(|error| broken(&error))?;
        let gate = Gate::new(io, opening);
        // Boxed, for the parser is carried in it by value.
        let initiating = initiate_stream(gate, ns::CLIENT, StreamHeader::default(), never);
        let pending = Box::pin(initiating).await.map_err(|error| broken(&error))?;
        Ok(Self {
            xml: Box::new(pending.skip_features()),
            features: Features::default(),
            early: VecDeque::new(),
            most_early: if ahead.is_some() { MOST_EARLY } else { 0 },
            lang: target.lang.clone(),
            seen: target.seen.clone(),
            peers: vec![domain.to_owned(), target.domain.to_ascii()],
            is_invited: false,
        })
    }

    /// Waits for the server's features. Answers to what was sent ahead may come before them, and are kept.
    pub(super) async fn hear_features(&mut self) -> Result<(), Error> {
        // Before version 1.0 there were no features, and a server of that age sends none.
        while self.xml.get_stream().has_version() {
            let element = self.receive().await?;
            if element.is("features", ns::STREAM) {
                self.features = Features::read(&element);
                self.seen.note(element);
                break;
            }
            if self.early.len() >= self.most_early {
                return Err(unexpected(&element));
            }
            self.early.push_back(element);
        }
        Ok(())
    }

    /// Whether something came before the features that was not taken yet.
    pub(super) fn has_early(&self) -> bool {
        !self.early.is_empty()
    }

    /// The connection below.
    pub(super) fn io(&self) -> &Io {
        self.xml.get_stream().io()
    }

    /// What the server offers.
    pub(super) fn features(&self) -> &Features {
        &self.features
    }

    /// Whether the server wants an invitation, and none was accepted on this stream.
    pub(super) fn wants_invitation(&self) -> bool {
        self.features.invites && !self.is_invited
    }

    /// Whether an invitation was accepted on this stream.
    pub(super) fn is_invited(&self) -> bool {
        self.is_invited
    }

    /// An invitation was accepted on this stream.
    pub(super) fn take_as_invited(&mut self) {
        self.is_invited = true;
    }

    /// Lets answers come from this address too.
    pub(super) fn trust(&mut self, address: String) {
        self.peers.push(address);
    }

    /// Sends an element.
    pub(super) async fn send(&mut self, element: &Element) -> Result<(), Error> {
        self.xml.send(element).await.map_err(|error| broken(&error))
    }

    /// The next element. Nothing is lost if this is dropped before it is ready.
    pub(super) async fn next(&mut self) -> Result<Element, Error> {
        match self.early.pop_front() {
            Some(element) => Ok(element),
            None => self.receive().await,
        }
    }

    async fn receive(&mut self) -> Result<Element, Error> {
        loop {
            match self.xml.next().await {
                Some(Ok(Raw(element))) if element.is("error", ns::STREAM) => {
                    return Err(stream_error(&element, &self.lang).into());
                }
                Some(Ok(Raw(element))) => return Ok(element),
                Some(Err(ReadError::SoftTimeout)) => {}
                Some(Err(ReadError::HardError(error))) => return Err(broken(&error)),
                Some(Err(ReadError::ParseError(error))) => {
                    return Err(Error::Malformed(error.to_string()));
                }
                Some(Err(ReadError::StreamFooterReceived)) | None => {
                    return Err(Error::Lost("the server closed the stream".to_owned()));
                }
            }
        }
    }

    /// Asks something with an iq of type `get` or `set` and waits for the answer to it; whatever else comes is passed over.
    pub(super) async fn ask(
        &mut self,
        kind: &str,
        to: Option<&str>,
        payload: Element,
    ) -> Result<Answer, Error> {
        let question = Question::new(kind, to, &self.lang, payload)?;
        self.send(&question.iq).await?;
        self.answer(&question).await
    }

    /// Waits for the answer to a question that was sent; whatever else comes is passed over.
    pub(super) async fn answer(&mut self, question: &Question) -> Result<Answer, Error> {
        loop {
            let element = self.next().await?;
            if self.is_answer(&element, question) {
                return Ok(Answer::of(element));
            }
        }
    }

    /// Asks several things at once and waits for the answers, each in its question's place. What is not there by the
    /// deadline is `None`.
    pub(super) async fn ask_all(
        &mut self,
        questions: &[Question],
        deadline: Instant,
    ) -> Result<Vec<Option<Answer>>, Error> {
        let mut answers: Vec<Option<Answer>> = questions.iter().map(|_| None).collect();
        let all = async {
            for question in questions {
                self.send(&question.iq).await?;
            }
            while answers.iter().any(Option::is_none) {
                let element = self.next().await?;
                let place = questions
                    .iter()
                    .position(|question| self.is_answer(&element, question));
                if let Some(place) = place.filter(|place| answers[*place].is_none()) {
                    answers[place] = Some(Answer::of(element));
                }
            }
            Ok::<(), Error>(())
        };
        timeout_at(deadline, all).await.unwrap_or(Ok(()))?;
        Ok(answers)
    }

    fn is_answer(&self, element: &Element, question: &Question) -> bool {
        let is_peer = |address: &str| self.peers.contains(&address.to_lowercase());
        let is_from_asked = |asked: &str| match element.attr("from") {
            Some(from) => from == asked || normal(from) == normal(asked),
            // Nobody but the own server can leave that out (RFC 6120 section 8.1.2.1).
            None => false,
        };
        let comes_from = match &question.to {
            Some(asked) if !is_peer(asked) => is_from_asked(asked),
            _ => element.attr("from").is_none_or(is_peer),
        };
        element.is("iq", ns::CLIENT)
            && element.attr("id") == Some(&question.id)
            && !matches!(element.attr("type"), Some("get" | "set"))
            && comes_from
    }

    /// Ends the XML and gives the connection back, for what comes next on it. `None` if the server has sent something
    /// already that belongs to this stream.
    pub(super) fn into_io(self) -> Option<Io> {
        if self.has_early() {
            return None;
        }
        (*self.xml).into_inner().into_inner()
    }

    /// Takes leave. The server may not listen any more.
    pub(super) async fn close(mut self) {
        let _ = tokio::time::timeout(FAREWELL, self.xml.shutdown()).await;
    }
}

impl From<StreamFault> for Error {
    fn from(fault: StreamFault) -> Self {
        Self::Stream {
            condition: fault.condition,
            text: fault.text,
        }
    }
}

/// An address in the form in which it can be compared.
fn normal(address: &str) -> String {
    ServiceAddress::parse(address).map_or_else(|_| address.to_owned(), |known| known.to_string())
}

/// The failure that an element out of place is.
pub(super) fn unexpected(element: &Element) -> Error {
    Error::Malformed(format!("<{}> where it does not belong", element.name()))
}

fn random_id() -> Result<String, Error> {
    getrandom::u64()
        .map(|random| format!("{random:016x}"))
        .map_err(|error| Error::Lost(format!("no randomness: {error}")))
}

fn broken(error: &io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::InvalidData => Error::Malformed(error.to_string()),
        _ => Error::Lost(error.to_string()),
    }
}
