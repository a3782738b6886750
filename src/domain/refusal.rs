//! Why a server said no, and what helps.

use super::{FieldId, Form};

/// A server's no. The session lives on: a refusal is an answer, not a failure.
#[derive(Debug, Clone, PartialEq)]
pub struct Refusal {
    /// What it means, judged by type and condition of the error together with the step.
    pub reason: Reason,
    /// The stanza error condition as it came, `conflict` for one (RFC 6120 section 8.3.3).
    pub condition: Option<String>,
    /// The stanza error type (RFC 6120 section 8.3.2).
    pub error_type: Option<ErrorType>,
    /// The fields at fault, as far as they are known.
    pub fields: Vec<FieldId>,
    /// The server's own words: plain, without control characters, capped. Shown, never matched on.
    pub server_text: Option<String>,
    /// A form that came inside the error, to be filled in and submitted instead.
    pub form: Option<Box<Form>>,
}

impl Refusal {
    /// A refusal of which nothing but its reason is known.
    #[must_use]
    pub fn new(reason: Reason) -> Self {
        Self {
            reason,
            condition: None,
            error_type: None,
            fields: Vec::new(),
            server_text: None,
            form: None,
        }
    }

    /// Whether it says nothing about what was sent, so that it may have come behind an account that was made: a fault of
    /// the server's own, or an error that cannot be told.
    #[must_use]
    pub fn leaves_open(&self) -> bool {
        match self.reason {
            Reason::ServerFault | Reason::Unknown => true,
            // A limit has a condition of its own; to be told to wait alone is none.
            Reason::TooMany => matches!(
                self.condition.as_deref(),
                None | Some("undefined-condition")
            ),
            _ => false,
        }
    }
}

/// What a refusal means for the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    /// Somebody has this name already (`conflict`).
    NameTaken,
    /// What went before this answer leaves it open: the name is taken, perhaps by our own earlier submission.
    NameTakenPerhapsByUs,
    /// The server cannot use this user name (`jid-malformed`, or `not-acceptable` where only the name can be meant).
    NameNotAllowed,
    /// The password does not satisfy the server.
    PasswordNotAllowed,
    /// An answer is missing or not valid; `fields` says which where the server does.
    AnswersNotAccepted,
    /// The puzzle's answer was wrong, used up or too late.
    CaptchaWrong,
    /// The server takes nobody without an invitation, as far as can be told.
    InvitationNeeded,
    /// The server does not take this invitation: it is used up, ran out, or is not one of its own.
    InvitationRefused,
    /// The server does not let anyone sign up from a program.
    Closed,
    /// This network address or this person may not sign up here (`forbidden`).
    Blocked,
    /// Too many sign-ups: later (`wait`, without a fault of the server).
    TooMany,
    /// The server has a fault of its own for now (`internal-server-error` and the like).
    ServerFault,
    /// The sign-in was refused: wrong address or password.
    WrongPassword,
    /// The server does not allow this to the account (`not-allowed` and the like, when signed in).
    NotAllowed,
    /// There is no such service, or nothing at that address of it.
    NotFound,
    /// One is not registered with the service, so there is nothing to remove.
    NotRegistered,
    /// Nothing more is known than that the answer was no.
    Unknown,
}

/// The stanza error type: what the sender may do about it (RFC 6120 section 8.3.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrorType {
    /// Retry after providing credentials.
    Auth,
    /// Do not retry.
    Cancel,
    /// A warning.
    Continue,
    /// Retry after changing the data.
    Modify,
    /// Retry after waiting.
    Wait,
}

impl ErrorType {
    /// The name on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Auth => "auth",
            Self::Cancel => "cancel",
            Self::Continue => "continue",
            Self::Modify => "modify",
            Self::Wait => "wait",
        }
    }
}
