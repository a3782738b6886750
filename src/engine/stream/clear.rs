//! What is said before a connection is secret (RFC 6120 section 5): a header, features, a request and the consent.
//!
//! That is too little to make a whole stream for, with a timer, a writer and buffers that are thrown away right after it.
//! Here the parser is fed by hand. It gets what it would get in a stream, through the same [`Inlet`].

use std::collections::VecDeque;

use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio_xmpp::minidom::Element;
use xso::{
    Context, FromEventsBuilder as _, FromXml as _,
    exports::rxml::{Event, Parse as _, Parser, error::EndOrError},
};

use super::{
    MOST_EARLY, broken,
    inlet::{Inlet, closed},
    opening::Writer,
    raw::{Builder, Raw},
    unexpected,
};
use crate::{
    engine::{Error, Seen, Target},
    protocol::{Features, error::stream_error, ns, stream::starttls},
};

/// How many bytes are read at a time.
const AT_A_TIME: usize = 2 * 1024;

/// A connection in clear, whose header was answered.
///
/// Nothing in here has a deadline: those belong to the steps, see [`crate::engine::dial::within`].
pub(in crate::engine) struct Clear<Io> {
    io: Io,
    writer: Writer,
    inlet: Inlet,
    /// What was read last; kept for its room alone.
    space: Vec<u8>,
    parser: Parser,
    has_header: bool,
    /// The element that is open, and not the stream itself.
    open: Option<Builder>,
    offers_tls: bool,
    /// Whether TLS was asked for already.
    is_asked: bool,
    /// What came before the features, to what was sent ahead.
    early: VecDeque<Element>,
    lang: String,
    seen: Seen,
}

/// What the parser has made of what came.
enum Piece {
    Header,
    Element(Element),
    /// The server has ended its stream.
    End,
}

impl<Io: AsyncRead + AsyncWrite + Unpin> Clear<Io> {
    /// Sends the header, and together with it the request for TLS if that shall go out before the server's features are
    /// known; waits for the server's header. The features are next, see [`Self::hear_features`].
    pub(in crate::engine) async fn begin(
        io: Io,
        target: &Target,
        ahead: Option<&Element>,
    ) -> Result<Self, Error> {
        let writer = Writer::open(target.domain.as_str(), &target.lang);
        let mut clear = Self {
            io,
            writer: writer.map_err(|error| broken(&error))?,
            inlet: Inlet::default(),
            space: Vec::with_capacity(AT_A_TIME),
            parser: Parser::default(),
            has_header: false,
            open: None,
            offers_tls: false,
            is_asked: ahead.is_some(),
            early: VecDeque::new(),
            lang: target.lang.clone(),
            seen: target.seen.clone(),
        };
        clear.say(ahead).await?;
        match clear.piece().await? {
            Piece::Header => Ok(clear),
            Piece::Element(element) => Err(unexpected(&element)),
            Piece::End => Err(ended()),
        }
    }

    /// Waits for the server's features. The answer to what was sent ahead may come before them, and is kept.
    pub(in crate::engine) async fn hear_features(&mut self) -> Result<(), Error> {
        let most_early = if self.is_asked { MOST_EARLY } else { 0 };
        // Before version 1.0 there were no features, and a server of that age sends none.
        while self.inlet.has_version() {
            let element = self.receive().await?;
            if element.is("features", ns::STREAM) {
                self.offers_tls = Features::read(&element).starttls;
                self.seen.note(element);
                break;
            }
            if self.early.len() >= most_early {
                return Err(unexpected(&element));
            }
            self.early.push_back(element);
        }
        Ok(())
    }

    /// Asks for TLS, if that was not done yet, and waits for the server's consent. What it offers is looked at before that
    /// is believed, and not a byte may be between it and the handshake.
    pub(in crate::engine) async fn agree_on_tls(mut self) -> Result<Io, Error> {
        if !self.offers_tls {
            return Err(Error::NoEncryption(
                "the server does not offer it".to_owned(),
            ));
        }
        if !self.is_asked {
            self.say(Some(&starttls())).await?;
        }
        let answer = match self.early.pop_front() {
            Some(early) => early,
            None => self.receive().await?,
        };
        if answer.is("failure", ns::TLS) {
            return Err(Error::NoEncryption("the server refuses it".to_owned()));
        }
        if !answer.is("proceed", ns::TLS) {
            return Err(unexpected(&answer));
        }
        if self.early.is_empty() && self.inlet.left().is_empty() {
            Ok(self.io)
        } else {
            Err(Error::NoEncryption(
                "something came between the server's consent and the handshake".to_owned(),
            ))
        }
    }

    /// Sends what is written, and an element behind it.
    async fn say(&mut self, element: Option<&Element>) -> Result<(), Error> {
        let said = async {
            if let Some(element) = element {
                self.writer.write(element)?;
            }
            self.io.write_all(&self.writer.take()).await?;
            self.io.flush().await
        };
        said.await.map_err(|error| broken(&error))
    }

    /// The next element.
    async fn receive(&mut self) -> Result<Element, Error> {
        match self.piece().await? {
            Piece::Element(element) if element.is("error", ns::STREAM) => {
                Err(stream_error(&element, &self.lang).into())
            }
            Piece::Element(element) => Ok(element),
            Piece::Header | Piece::End => Err(ended()),
        }
    }

    /// The next piece of what is there, or of what comes. Nothing is read as long as something is left.
    async fn piece(&mut self) -> Result<Piece, Error> {
        loop {
            if let Some(piece) = self.parse()? {
                return Ok(piece);
            }
            self.space.clear();
            let count = self.io.read_buf(&mut self.space).await;
            if count.map_err(|error| broken(&error))? == 0 {
                return Err(broken(&closed()));
            }
            let passed = self.inlet.pass(&self.space);
            passed.map_err(|error| broken(&error))?;
        }
    }

    /// The next piece of what is there.
    fn parse(&mut self) -> Result<Option<Piece>, Error> {
        loop {
            // Between elements there is nothing to be put together.
            self.parser.set_text_buffering(self.open.is_some());
            let mut left = self.inlet.left();
            let before = left.len();
            let parsed = self.parser.parse(&mut left, false);
            let taken = before - left.len();
            self.inlet.take(taken);
            let event = match parsed {
                Ok(Some(event)) => event,
                Ok(None) => return Ok(Some(Piece::End)),
                Err(EndOrError::NeedMoreData) => return Ok(None),
                Err(EndOrError::Error(error)) => return Err(Error::Malformed(error.to_string())),
            };
            let piece = self.grow(event);
            if let Some(piece) = piece.map_err(Error::Malformed)? {
                return Ok(Some(piece));
            }
        }
    }

    /// Puts an event to what is open.
    fn grow(&mut self, event: Event) -> Result<Option<Piece>, String> {
        if let Some(open) = &mut self.open {
            let closed = open.feed(event, &Context::empty());
            let closed = closed.map_err(|error| error.to_string())?;
            return Ok(closed.map(|Raw(element)| {
                self.open = None;
                Piece::Element(element)
            }));
        }
        match event {
            Event::XmlDeclaration(..) => Ok(None),
            Event::StartElement(_, (namespace, name), _) if !self.has_header => {
                if namespace != ns::STREAM || name != "stream" {
                    return Err("unknown stream header".to_owned());
                }
                self.has_header = true;
                Ok(Some(Piece::Header))
            }
            Event::StartElement(_, name, attributes) => {
                let open = Raw::from_events(name, attributes, &Context::empty());
                self.open = Some(open.map_err(|error| error.to_string())?);
                Ok(None)
            }
            Event::Text(_, text) if text.trim_ascii().is_empty() => Ok(None),
            Event::Text(..) => Err("text between elements".to_owned()),
            Event::EndElement(_) => Ok(Some(Piece::End)),
        }
    }
}

fn ended() -> Error {
    Error::Lost("the server closed the stream".to_owned())
}
