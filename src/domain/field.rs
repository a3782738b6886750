//! One field of a form: what it asks, what may be answered.

use std::{fmt, sync::Arc};

use super::{Challenge, Link, Rules, Secret, Work};

/// The name of a field in its form: a legacy element's name (XEP-0077) or a data form field's `var` (XEP-0004).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldId(Arc<str>);

impl FieldId {
    /// The name as it is on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for FieldId {
    fn from(name: &str) -> Self {
        Self(name.into())
    }
}

impl fmt::Display for FieldId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One field, whichever way the server described it.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Its name in the form; unique there.
    pub id: FieldId,
    /// What the field means, where that is known.
    pub role: Role,
    /// How it is answered.
    pub kind: Kind,
    /// The server's label, plain text. Fields of a standard role have a label in the person's language instead.
    pub label: Option<String>,
    /// The server's explanation, plain text.
    pub help: Option<String>,
    /// Whether it must be answered.
    pub required: bool,
    /// What the server filled in. Never a password.
    pub preset: Option<Value>,
    /// Whether that is settled: nobody can answer anything else.
    pub fixed: bool,
    /// Pictures, sounds or films that belong to the question (XEP-0221).
    pub media: Vec<Media>,
    /// What a fitting answer looks like (XEP-0122).
    pub rules: Rules,
}

impl Field {
    /// A field of which only the name and the kind are known.
    #[must_use]
    pub fn new(id: impl Into<FieldId>, role: Role, kind: Kind) -> Self {
        Self {
            id: id.into(),
            role,
            kind,
            label: None,
            help: None,
            required: false,
            preset: None,
            fixed: false,
            media: Vec::new(),
            rules: Rules::default(),
        }
    }

    /// Whether a person sees it and answers it.
    #[must_use]
    pub fn is_question(&self) -> bool {
        !matches!(self.kind, Kind::Note | Kind::Hidden | Kind::Work(_))
    }

    /// Whether a person can answer it: it is seen, and not settled already.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.is_question() && !self.fixed
    }

    /// Whether it is a captcha challenge that a person answers.
    #[must_use]
    pub fn is_puzzle(&self) -> bool {
        self.role.is_captcha() && self.is_question()
    }

    /// Whether a medium of that kind belongs to it.
    #[must_use]
    pub fn has_media(&self, kind: MediaKind) -> bool {
        self.media.iter().any(|media| media.kind == kind)
    }
}

/// What a field means. Decided once, when the form is read.
///
/// The names are those of XEP-0077 section 14.3 (field standardization) and, for the captcha, of XEP-0158 section 6.3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// `username`: the part of the address before the `@`.
    Username,
    /// `password`: the new account's password.
    Password,
    /// `email`
    Email,
    /// The answer to a captcha challenge of that kind.
    Captcha(Challenge),
    /// `nick`
    Nick,
    /// `name`: the full name.
    FullName,
    /// `first`
    FirstName,
    /// `last`
    LastName,
    /// `address`: street and house number.
    Street,
    /// `city`
    City,
    /// `state`
    Region,
    /// `zip`
    PostalCode,
    /// `phone`
    Phone,
    /// `url`: a web page of the person.
    WebPage,
    /// `date`: some date, of birth for one.
    Date,
    /// `misc`
    Misc,
    /// `text`
    Text,
    /// `key`: obsolete; a value to be sent back.
    Key,
    /// `old_password`, in forms that change a password (XEP-0077 section 3.3).
    OldPassword,
    /// Nothing that has a standard name.
    Other,
}

impl Role {
    /// Whether it is the answer to a captcha challenge, of whatever kind.
    #[must_use]
    pub fn is_captcha(self) -> bool {
        matches!(self, Self::Captcha(_))
    }
}

/// How a field is answered.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// One line of text.
    Text,
    /// One line that nobody else should see.
    Secret,
    /// Several lines of text.
    Lines,
    /// One XMPP address.
    Address,
    /// Several XMPP addresses.
    Addresses,
    /// On or off.
    Toggle,
    /// One or several of a list.
    Choice {
        /// What can be chosen, in the server's order.
        options: Vec<Choice>,
        /// Whether several may be chosen.
        many: bool,
        /// Whether an own answer is allowed besides (XEP-0122 section 3.2.2).
        open: bool,
    },
    /// Text to read, no answer.
    Note,
    /// Sent back as it came, not shown.
    Hidden,
    /// Computed by the program and not by the person (XEP-0158 section 6.2).
    Work(Work),
}

impl Kind {
    /// Whether a value is one of the options of a list.
    #[must_use]
    pub fn offers(&self, value: &str) -> bool {
        match self {
            Self::Choice { options, .. } => options.iter().any(|option| option.value == value),
            _ => false,
        }
    }
}

/// One option of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is shown.
    pub label: String,
}

/// An answer, or a preset of the server.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Text; several lines are separated by `\n`.
    Text(String),
    /// Text that nobody else should see.
    Secret(Secret),
    /// On or off.
    Toggle(bool),
    /// Several values: chosen options, addresses, the values of a hidden field.
    Many(Vec<String>),
}

impl Value {
    /// Whether there is nothing in it. A toggle always says something.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) => text.is_empty(),
            Self::Secret(secret) => secret.is_empty(),
            Self::Toggle(_) => false,
            Self::Many(values) => values.iter().all(String::is_empty),
        }
    }
}

/// A picture, sound or film that belongs to a question (XEP-0221).
#[derive(Debug, Clone, PartialEq)]
pub struct Media {
    /// What it is, by the MIME type that the server claims.
    pub kind: MediaKind,
    /// The MIME type that the server claims, `image/png` for one.
    pub mime: String,
    /// Where its bytes are. In the server's order, `cid:` first; the first usable one counts.
    pub sources: Vec<MediaSource>,
    /// Width and height at which it wants to be shown, in pixels.
    pub size: Option<(u32, u32)>,
}

/// What a medium is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MediaKind {
    /// To be looked at.
    Picture,
    /// To be listened to.
    Sound,
    /// To be watched.
    Film,
    /// Something else.
    Other,
}

/// Where the bytes of a medium are.
#[derive(Clone, PartialEq)]
pub enum MediaSource {
    /// Here: they came as Bits of Binary and their hash was right (XEP-0231).
    Bytes(Arc<[u8]>),
    /// Behind a link.
    Link(Link),
    /// Named by a content id, but not sent.
    Missing(String),
}

impl fmt::Debug for MediaSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bytes(bytes) => write!(f, "Bytes({} bytes)", bytes.len()),
            Self::Link(link) => write!(f, "Link({link})"),
            Self::Missing(cid) => write!(f, "Missing({cid})"),
        }
    }
}
