//! Limits on what comes in, kept before any parser sees it.
//!
//! A parser of trees can be made to overflow its stack by a few thousand nested elements, and to take all memory by one
//! long text. The guard looks at bytes only; it is put under the parser, and what it lets through is small enough.
//! It does not judge whether the XML is well-formed: the parser does.

/// How much may come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Elements open at the same time, the stream itself among them.
    pub depth: u32,
    /// Bytes of one stanza; the stream header counts as one.
    pub stanza_bytes: u64,
    /// Elements in one stanza.
    pub stanza_elements: u32,
    /// Bytes of the whole stream, whitespace between stanzas among them.
    pub stream_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            depth: 32,
            stanza_bytes: 256 << 10,
            stanza_elements: 4_096,
            stream_bytes: 4 << 20,
        }
    }
}

/// What went too far. Always the server's fault; the stream cannot go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Breach {
    /// Elements within elements within elements.
    #[error("too many nested elements")]
    Depth,
    /// One stanza is too long.
    #[error("a stanza is too long")]
    StanzaBytes,
    /// One stanza has too many elements.
    #[error("a stanza has too many elements")]
    StanzaElements,
    /// The stream as a whole is too long.
    #[error("the stream is too long")]
    StreamBytes,
    /// A comment, a document type or a processing instruction (RFC 6120 section 11.1).
    #[error("the stream has XML in it that XMPP forbids")]
    Forbidden,
}

/// The scanner of one stream. After STARTTLS or SASL a new stream begins, and with it a new guard.
#[derive(Debug, Clone)]
pub struct Guard {
    limits: Limits,
    state: State,
    depth: u32,
    bytes: u64,
    elements: u32,
    total: u64,
    /// Whether anything but whitespace came: from then on an XML declaration is out of place.
    begun: bool,
    breach: Option<Breach>,
}

impl Guard {
    /// A guard for a stream of which nothing came yet.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        Self {
            limits,
            state: State::Text,
            depth: 0,
            bytes: 0,
            elements: 0,
            total: 0,
            begun: false,
            breach: None,
        }
    }

    /// Looks at the next bytes of the stream, however it was cut.
    ///
    /// # Errors
    ///
    /// The first limit that is crossed, now and on each later call.
    pub fn scan(&mut self, bytes: &[u8]) -> Result<(), Breach> {
        if let Some(breach) = self.breach {
            return Err(breach);
        }
        let mut left = bytes;
        loop {
            left = &left[self.skip(left)..];
            let Some((byte, rest)) = left.split_first() else {
                return Ok(());
            };
            self.step(*byte)
                .inspect_err(|breach| self.breach = Some(*breach))?;
            left = rest;
        }
    }

    /// Counts the next bytes as far as they change nothing but the counts, and says how many they are: names, values and
    /// texts go by in one piece. What would cross a limit is left to [`Self::step`].
    fn skip(&mut self, bytes: &[u8]) -> usize {
        if !self.begun {
            return 0;
        }
        let room = self
            .limits
            .stanza_bytes
            .saturating_sub(self.bytes)
            .min(self.limits.stream_bytes.saturating_sub(self.total));
        let room = usize::try_from(room).unwrap_or(usize::MAX);
        let bytes = &bytes[..bytes.len().min(room)];
        let end = match self.state {
            State::Text if self.depth > 1 => bytes.iter().position(|byte| *byte == b'<'),
            State::Quoted(quote) => bytes.iter().position(|byte| *byte == quote),
            State::Start => bytes
                .iter()
                .position(|byte| matches!(byte, b'\'' | b'"' | b'/' | b'>')),
            State::End => bytes.iter().position(|byte| *byte == b'>'),
            _ => Some(0),
        };
        let count = end.unwrap_or(bytes.len());
        self.bytes += count as u64;
        self.total += count as u64;
        count
    }

    fn step(&mut self, byte: u8) -> Result<(), Breach> {
        self.total += 1;
        if self.total > self.limits.stream_bytes {
            return Err(Breach::StreamBytes);
        }
        let between = self.state == State::Text && self.depth <= 1 && byte.is_ascii_whitespace();
        if !between {
            self.bytes += 1;
            if self.bytes > self.limits.stanza_bytes {
                return Err(Breach::StanzaBytes);
            }
        }
        self.state = match self.state {
            State::Text if byte == b'<' => State::Open,
            State::Text => State::Text,
            State::Open => self.open(byte)?,
            State::Quoted(quote) if quote == byte => State::Start,
            State::Quoted(quote) => State::Quoted(quote),
            State::Start | State::StartSlash => self.start_tag(byte)?,
            State::End if byte == b'>' => {
                self.depth = self.depth.saturating_sub(1);
                self.closed()
            }
            State::End => State::End,
            State::Bang(at) => cdata(at, byte)?,
            State::Data(brackets) => match byte {
                b'>' if brackets == 2 => State::Text,
                b']' => State::Data((brackets + 1).min(2)),
                _ => State::Data(0),
            },
            State::Declaration(at) => declaration(at, byte)?,
        };
        self.begun |= !byte.is_ascii_whitespace() && self.state != State::Open;
        Ok(())
    }

    /// Behind `<`.
    fn open(&self, byte: u8) -> Result<State, Breach> {
        match byte {
            b'/' => Ok(State::End),
            b'!' => Ok(State::Bang(0)),
            // The XML declaration, and only at the very start.
            b'?' if !self.begun => Ok(State::Declaration(0)),
            b'?' => Err(Breach::Forbidden),
            _ => Ok(State::Start),
        }
    }

    /// In a start tag, outside of quotes.
    fn start_tag(&mut self, byte: u8) -> Result<State, Breach> {
        match byte {
            b'\'' | b'"' => Ok(State::Quoted(byte)),
            b'/' => Ok(State::StartSlash),
            b'>' => {
                self.count()?;
                if self.state == State::StartSlash {
                    return Ok(self.closed());
                }
                self.depth += 1;
                if self.depth == 1 {
                    self.next_stanza();
                }
                Ok(State::Text)
            }
            _ => Ok(State::Start),
        }
    }

    /// Counts an element that begins.
    fn count(&mut self) -> Result<(), Breach> {
        self.elements += 1;
        if self.depth >= self.limits.depth {
            Err(Breach::Depth)
        } else if self.elements > self.limits.stanza_elements {
            Err(Breach::StanzaElements)
        } else {
            Ok(())
        }
    }

    /// An element has ended; with the outermost one in the stream, a stanza has.
    fn closed(&mut self) -> State {
        if self.depth <= 1 {
            self.next_stanza();
        }
        State::Text
    }

    fn next_stanza(&mut self) {
        self.bytes = 0;
        self.elements = 0;
    }
}

/// Where in the XML the last byte was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Text,
    /// Behind `<`.
    Open,
    /// In a start tag, outside of quotes.
    Start,
    /// In a start tag, behind a slash.
    StartSlash,
    /// In the value of an attribute.
    Quoted(u8),
    /// In an end tag.
    End,
    /// Behind `<!`, so many bytes of `[CDATA[` seen.
    Bang(u8),
    /// In a CDATA section, so many `]` seen (two at most).
    Data(u8),
    /// In the XML declaration: so many bytes of `xml` seen, then `MORE`, then `ENDING` behind a question mark.
    Declaration(u8),
}

const MORE: u8 = 4;
const ENDING: u8 = 5;

fn cdata(at: u8, byte: u8) -> Result<State, Breach> {
    const WORD: &[u8] = b"[CDATA[";
    if WORD.get(usize::from(at)) != Some(&byte) {
        return Err(Breach::Forbidden);
    }
    Ok(if usize::from(at) + 1 == WORD.len() {
        State::Data(0)
    } else {
        State::Bang(at + 1)
    })
}

fn declaration(at: u8, byte: u8) -> Result<State, Breach> {
    match (at, byte) {
        (0, b'x') | (1, b'm') | (2, b'l') => Ok(State::Declaration(at + 1)),
        (3, _) if byte.is_ascii_whitespace() => Ok(State::Declaration(MORE)),
        (3 | MORE | ENDING, b'?') => Ok(State::Declaration(ENDING)),
        (ENDING, b'>') => Ok(State::Text),
        (MORE | ENDING, _) => Ok(State::Declaration(MORE)),
        _ => Err(Breach::Forbidden),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "<?xml version='1.0'?><stream:stream xmlns='jabber:client' id='1' a='>/'>";

    /// Whole and byte by byte, which must come to the same.
    fn scan(limits: Limits, text: &str) -> Result<(), Breach> {
        let whole = Guard::new(limits).scan(text.as_bytes());
        let mut drip = Guard::new(limits);
        let dripped = text.bytes().try_for_each(|byte| drip.scan(&[byte]));
        assert_eq!(whole, dripped, "{text:.200}");
        whole
    }

    fn behind_header(text: &str) -> Result<(), Breach> {
        scan(Limits::default(), &format!("{HEADER}{text}"))
    }

    #[test]
    fn what_servers_say_passes() {
        for text in [
            "",
            "<a/>",
            "<a b='/>' c=\"'\"/> \n <a><b>x</b></a></stream:stream>",
            "<a><![CDATA[<b>]]]><c></a>",
            "<a>&lt;b&gt;</a>",
        ] {
            assert_eq!(behind_header(text), Ok(()), "{text}");
        }
        // A stanza after another starts anew: more of them than one may have elements.
        assert_eq!(behind_header(&"<a><b/></a>".repeat(5_000)), Ok(()));
        assert_eq!(behind_header(&"<a/>".repeat(5_000)), Ok(()));
    }

    #[test]
    fn depth_is_limited() {
        // The stream itself is the first of 32.
        assert_eq!(behind_header(&"<a>".repeat(31)), Ok(()));
        assert_eq!(behind_header(&"<a>".repeat(32)), Err(Breach::Depth));
        let deepest = format!("{}<a/>", "<a>".repeat(31));
        assert_eq!(behind_header(&deepest), Err(Breach::Depth));
        let up_and_down = format!("{}{}", "<a>".repeat(31), "</a>".repeat(31));
        assert_eq!(behind_header(&up_and_down.repeat(50)), Ok(()));
    }

    #[test]
    fn stanzas_are_limited_in_bytes_and_elements() {
        let text = |length: usize| format!("<a>{}</a>", "x".repeat(length - 7));
        assert_eq!(behind_header(&text(256 << 10)), Ok(()));
        assert_eq!(
            behind_header(&text((256 << 10) + 1)),
            Err(Breach::StanzaBytes)
        );
        let attribute = format!("<a b='{}'/>", "x".repeat(256 << 10));
        assert_eq!(behind_header(&attribute), Err(Breach::StanzaBytes));
        let header = format!("<stream:stream a='{}'>", "x".repeat(256 << 10));
        assert_eq!(scan(Limits::default(), &header), Err(Breach::StanzaBytes));
        let siblings = |count: usize| format!("<a>{}</a>", "<b/>".repeat(count - 1));
        assert_eq!(behind_header(&siblings(4_096)), Ok(()));
        assert_eq!(behind_header(&siblings(4_097)), Err(Breach::StanzaElements));
        // Text between stanzas that is more than whitespace is part of one.
        assert_eq!(
            behind_header(&"x".repeat((256 << 10) + 1)),
            Err(Breach::StanzaBytes)
        );
    }

    #[test]
    fn the_stream_is_limited_whitespace_and_all() {
        let spaces = " ".repeat(4 << 20);
        assert_eq!(behind_header(&spaces), Err(Breach::StreamBytes));
        assert_eq!(behind_header(&spaces[HEADER.len()..]), Ok(()));
        assert_eq!(scan(Limits::default(), &spaces), Ok(()));
    }

    #[test]
    fn what_xmpp_forbids_is_found() {
        for text in [
            "<!-- c -->",
            "<a><!--",
            "<!DOCTYPE a>",
            "<![CDATA<",
            "<![INCLUDE[",
            "<?xml version='1.0'?>",
            "<a><?php x?></a>",
        ] {
            assert_eq!(behind_header(text), Err(Breach::Forbidden), "{text}");
        }
        for text in [
            "<!DOCTYPE a []>",
            "<?xml-stylesheet?>",
            "<?x?>",
            "<??>",
            "<a/><?xml ?>",
        ] {
            assert_eq!(
                scan(Limits::default(), text),
                Err(Breach::Forbidden),
                "{text}"
            );
        }
        assert_eq!(
            scan(Limits::default(), "\n<?xml version='1.0' ??><a>"),
            Ok(())
        );
    }

    #[test]
    fn a_breach_is_for_good() {
        let mut guard = Guard::new(Limits::default());
        assert_eq!(guard.scan(b"<a><!--"), Err(Breach::Forbidden));
        assert_eq!(guard.scan(b"<a/>"), Err(Breach::Forbidden));
        assert_eq!(guard.scan(b""), Err(Breach::Forbidden));
    }
}
