//! The JSON that verbs print. Its names are a promise: `docs/verbs.md` describes them.

mod form;
mod outcome;

use serde::Serialize;

pub(super) use form::FormBody;
pub(super) use outcome::{ErrorBody, ProblemBody, RefusalBody, WebBody, server_text};

/// Everything that a verb may tell besides its outcome; what does not apply is left out.
#[derive(Debug, Default, Serialize)]
pub(super) struct Body {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) offer: Option<Offered>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) address: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) proof: Option<Proved>,
    #[serde(skip_serializing_if = "Option::is_none", flatten)]
    pub(super) form: Option<FormBody>,
    #[serde(skip_serializing_if = "Option::is_none", flatten)]
    pub(super) web: Option<WebBody>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) refusal: Option<RefusalBody>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) error: Option<ErrorBody>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) problems: Vec<ProblemBody>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) ignored: Vec<String>,
}

/// What the server answered when it was asked.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Offered {
    Form,
    Web,
    Closed,
    Registered,
}

/// Whether a sign-in has proved the new account.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Proved {
    SignedIn,
    Waiting,
    Untried,
    Nothing,
}
