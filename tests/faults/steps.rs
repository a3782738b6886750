//! The steps of a registration, and what can go wrong at each.

/// What the server has to say its part of. The three before it have no server yet that could.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    FirstHeader,
    StartTls,
    Handshake,
    SecondHeader,
    Form,
    /// The form is out, and the person fills it in.
    Idle,
    /// The submission has come, and nothing was done with it.
    Submission,
    /// The account is made.
    Answer,
    /// The sign-in that proves it.
    Proof,
}

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The server is not there any more, also for whoever comes anew.
    Nothing,
    Reset,
    /// An orderly end.
    Close,
    /// Half of what should be said, and then nothing.
    Stall,
    /// A byte now and then.
    Drip,
    /// Bytes that mean nothing.
    Garbage,
    /// The beginning of what should be said, as long as this seed says, and then the end.
    Cut(u64),
    /// Something well-formed that does not belong there.
    Wrong,
}

impl Step {
    /// What is said of a step's part before it stops. In the middle of a handshake there is no text.
    pub fn beginning(self, text: &str) -> Vec<u8> {
        match self {
            // A long record of TLS, most of which never comes.
            Self::Handshake => [b"\x16\x03\x03\x0f\xff".as_slice(), &[0; 1024]].concat(),
            _ => text.as_bytes().to_vec(),
        }
    }

    /// Something well-formed in place of a step's part.
    pub fn wrong(self, text: &str) -> Vec<u8> {
        let wrong = match self {
            // TLS's own no: an alert.
            Self::Handshake => return b"\x15\x03\x03\x00\x02\x02\x28".to_vec(),
            // No encryption on offer.
            Self::FirstHeader => text
                .replace("<starttls", "<compression")
                .replace("</starttls", "</compression"),
            Self::StartTls => "<failure xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>".to_owned(),
            // An answer before anything was asked.
            Self::SecondHeader => text
                .split("<stream:features>")
                .next()
                .map(|header| format!("{header}<iq type='result' id='1'/>"))
                .unwrap(),
            // A form of another kind.
            Self::Form => text.replace("jabber:iq:register", "jabber:iq:search"),
            // An answer that nobody asked for, from somebody else.
            Self::Idle => text
                .replace("from='faults.test'", "from='evil.test'")
                .replace('>', "/>"),
            // A yes where nothing was done.
            Self::Submission => text.to_owned(),
            // An answer to another question.
            Self::Answer => text.replace(" id='", " id='0"),
            // A yes before the server has proved anything.
            Self::Proof => "<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>".to_owned(),
        };
        wrong.into_bytes()
    }
}
