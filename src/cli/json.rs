//! The JSON that verbs print. Its names are a promise: `docs/verbs.md` describes them.

mod directory;
mod form;
mod outcome;
mod service;
mod survey;

use serde::Serialize;

use crate::engine::RoundTrips;

pub(super) use directory::{ListBody, list_fault};
pub(super) use form::FormBody;
pub(super) use outcome::{ErrorBody, ProblemBody, RefusalBody, WebBody, server_text};
pub(super) use service::{AboutBody, ServiceBody};
pub(super) use survey::{SeenBody, SurveyBody};

/// Everything that a verb may tell besides its outcome; what does not apply is left out.
#[derive(Debug, Default, Serialize)]
pub(super) struct Body {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) offer: Option<Offered>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) address: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) service: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) services: Option<Vec<ServiceBody>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) about: Option<AboutBody>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) proof: Option<Proved>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) invitation: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) inviter: Option<String>,
    /// Whether it is about a new password of an account that was there already.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) reset: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) proxy: Option<String>,
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
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) round_trips: Option<RoundTripsBody>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) keyring: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) accounts: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) checked: Option<Vec<CheckBody>>,
    #[serde(skip_serializing_if = "Option::is_none", flatten)]
    pub(super) survey: Option<SurveyBody>,
    #[serde(skip_serializing_if = "Option::is_none", flatten)]
    pub(super) list: Option<ListBody>,
}

/// How many round trips it took.
#[derive(Debug, Serialize)]
pub(super) struct RoundTripsBody {
    form: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    registered: Option<u32>,
}

impl RoundTripsBody {
    /// What a session has counted; nothing if it did not get as far as an answer.
    pub(super) fn new(counted: RoundTrips) -> Option<Self> {
        let registered = counted.registered;
        let form = counted.form?;
        Some(Self { form, registered })
    }
}

/// What a check came to.
#[derive(Debug, Serialize)]
pub(super) struct CheckBody {
    pub(super) address: String,
    pub(super) result: Checked,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) keyring: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) error: Option<ErrorBody>,
}

/// What a sign-in said about an account that may have been made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Checked {
    Made,
    Waiting,
    NotMade,
    Unknown,
    Changed,
    NotChanged,
    #[serde(rename = "unknown")]
    ChangeUnknown,
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
