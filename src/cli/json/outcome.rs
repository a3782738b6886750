//! What went otherwise than hoped, in JSON.

use serde::Serialize;

use super::FormBody;
use crate::domain::{ErrorType, Fault, Problem, Reason, Refusal, Severity, WebPage};
use crate::engine::Error;
use crate::engine::account::AccountError;

#[derive(Debug, Serialize)]
pub(in crate::cli) struct WebBody {
    url: String,
    instructions: Vec<String>,
}

impl From<&WebPage> for WebBody {
    fn from(page: &WebPage) -> Self {
        Self {
            url: page.link.to_string(),
            instructions: page.instructions.clone(),
        }
    }
}

#[derive(Debug, Serialize)]
pub(in crate::cli) struct RefusalBody {
    reason: &'static str,
    condition: Option<String>,
    r#type: Option<&'static str>,
    server_text: Option<String>,
    fields: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    form: Option<FormBody>,
}

impl From<&Refusal> for RefusalBody {
    fn from(refusal: &Refusal) -> Self {
        Self {
            reason: reason(refusal.reason),
            condition: refusal.condition.clone(),
            r#type: refusal.error_type.map(ErrorType::as_str),
            server_text: refusal.server_text.clone(),
            fields: refusal.fields.iter().map(ToString::to_string).collect(),
            form: refusal.form.as_deref().map(FormBody::new),
        }
    }
}

/// What was in the way of a connection.
#[derive(Debug, Serialize)]
pub(in crate::cli) struct ErrorBody {
    pub(in crate::cli) kind: &'static str,
    /// For the log of whoever called: technical, in English.
    pub(in crate::cli) detail: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::cli) server_text: Option<String>,
}

/// What is wrong with an answer.
#[derive(Debug, Serialize)]
pub(in crate::cli) struct ProblemBody {
    pub(in crate::cli) field: String,
    pub(in crate::cli) fault: &'static str,
    pub(in crate::cli) severity: &'static str,
    pub(in crate::cli) message: String,
}

impl ProblemBody {
    /// A problem, with the sentence that people read.
    pub(in crate::cli) fn new(problem: &Problem, message: String) -> Self {
        Self {
            field: problem.field.to_string(),
            fault: fault(&problem.fault),
            severity: match problem.severity {
                Severity::Block => "block",
                Severity::Warn => "warn",
            },
            message,
        }
    }
}

impl ErrorBody {
    /// What was in the way of a sign-in.
    pub(in crate::cli) fn of_account(error: &AccountError) -> Self {
        let kind = match error {
            AccountError::Connection(error) | AccountError::Unknown(error) => {
                return Self::new(error);
            }
            AccountError::Impostor => "impostor",
            AccountError::StillThere(_) => "still_there",
            AccountError::SignIn(_) | AccountError::Refused(_) => "sign_in",
        };
        Self {
            kind,
            detail: error.to_string(),
            server_text: None,
        }
    }

    /// What was in the way of a session.
    pub(in crate::cli) fn new(error: &Error) -> Self {
        Self {
            kind: error_kind(error),
            detail: error.to_string(),
            server_text: server_text(error),
        }
    }
}

/// What the server said at the end of a connection.
pub(in crate::cli) fn server_text(error: &Error) -> Option<String> {
    match error {
        Error::Stream { text, .. } => text.clone(),
        _ => None,
    }
}

fn error_kind(error: &Error) -> &'static str {
    match error {
        Error::NotFound { .. } => "not_found",
        Error::NoNetwork(_) => "no_network",
        Error::Names { .. } => "names",
        Error::Proxy(_) => "proxy",
        Error::ConnectionRefused(_) => "connection_refused",
        Error::Unreachable(_) => "unreachable",
        Error::Certificate(_) => "certificate",
        Error::NoEncryption(_) => "no_encryption",
        Error::Handshake(_) => "handshake",
        Error::Stream { condition, .. } if condition == "host-unknown" => "not_offered",
        Error::Stream { .. } => "stream",
        Error::Lost(_) => "lost",
        Error::Timeout(_) => "timeout",
        Error::Malformed(_) => "malformed",
        Error::OutcomeUnknown { .. } => "outcome_unknown",
        Error::Closed => "closed",
    }
}

fn fault(fault: &Fault) -> &'static str {
    match fault {
        Fault::Empty => "empty",
        Fault::TooShort(_) => "too_short",
        Fault::Character(_) => "character",
        Fault::Name(_) => "name",
        Fault::Password => "password",
        Fault::NotOfType => "not_of_type",
        Fault::OutOfRange => "out_of_range",
        Fault::NotOfPattern => "not_of_pattern",
        Fault::PasswordVaries => "password_varies",
        Fault::NotAnAddress => "not_an_address",
        Fault::NotAnOption => "not_an_option",
        Fault::WrongCount => "wrong_count",
        Fault::Fixed => "fixed",
    }
}

pub(super) fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::NameTaken => "taken",
        Reason::NameTakenPerhapsByUs => "taken_perhaps_by_us",
        Reason::NameNotAllowed => "name_not_allowed",
        Reason::PasswordNotAllowed => "password_not_allowed",
        Reason::AnswersNotAccepted => "answers_not_accepted",
        Reason::CaptchaWrong => "captcha_wrong",
        Reason::InvitationNeeded => "invitation_needed",
        Reason::InvitationRefused => "invitation_refused",
        Reason::Closed => "closed",
        Reason::Blocked => "blocked",
        Reason::TooMany => "too_many",
        Reason::ServerFault => "server_fault",
        Reason::WrongPassword => "wrong_password",
        Reason::NotAllowed => "not_allowed",
        Reason::NotFound => "not_found",
        Reason::NotRegistered => "not_registered",
        Reason::Unknown => "unknown",
    }
}
