//! What was seen of servers, in JSON.

use serde::Serialize;

use super::ErrorBody;
use super::outcome::reason;
use crate::domain::{Domain, Reason};
use crate::engine::survey::{Reply, Sight};

/// What was seen of one server: a line of its own.
#[derive(Debug, Serialize)]
pub(in crate::cli) struct SeenBody {
    domain: String,
    result: &'static str,
    invitations: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    asks: Option<AsksBody>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    server_text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<ErrorBody>,
}

/// What a form asks for besides a name and a password.
#[derive(Debug, Serialize)]
struct AsksBody {
    puzzle: bool,
    email: bool,
    others: usize,
}

/// How many servers were asked, and what came of it.
#[derive(Debug, Default, Serialize)]
pub(in crate::cli) struct SurveyBody {
    pub(in crate::cli) asked: usize,
    pub(in crate::cli) form: usize,
    pub(in crate::cli) web: usize,
    pub(in crate::cli) invitation: usize,
    pub(in crate::cli) closed: usize,
    pub(in crate::cli) refused: usize,
    pub(in crate::cli) no_answer: usize,
}

impl SeenBody {
    pub(in crate::cli) fn new(domain: &Domain, sight: &Sight) -> Self {
        let mut body = Self {
            domain: domain.to_string(),
            result: "form",
            invitations: sight.invites,
            asks: None,
            url: None,
            reason: None,
            server_text: None,
            error: None,
        };
        match &sight.reply {
            Reply::Form(asks) => {
                body.asks = Some(AsksBody {
                    puzzle: asks.puzzle,
                    email: asks.email,
                    others: asks.others,
                });
            }
            Reply::Web(link) => {
                body.result = "web";
                body.url = Some(link.to_string());
            }
            Reply::No {
                reason: why,
                server_text,
            } => {
                body.result = match why {
                    Reason::InvitationNeeded => "invitation",
                    Reason::Closed => "closed",
                    _ => "refused",
                };
                body.reason = Some(reason(*why));
                body.server_text.clone_from(server_text);
            }
            Reply::None(error) => {
                body.result = "no_answer";
                body.error = Some(ErrorBody::new(error));
            }
        }
        body
    }
}
