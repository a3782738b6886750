//! Showing an invitation to a server (XEP-0445 sections 3 and 4).

use tokio::time::Instant;

use super::reach::refusal;
use crate::{
    domain::{Reason, Refusal},
    engine::{
        Error, Invited, Stage,
        dial::{Wire, within},
        route::Route,
        stream::{Answer, Stream},
    },
    protocol::{Step, register},
};

/// What came of showing an invitation on a stream.
pub(super) enum Shown {
    /// There was none to show.
    None,
    /// The server takes it, or takes none.
    Told(Invited),
    /// The server says no. [`Reason::InvitationRefused`] is about the invitation, anything else about this moment.
    Refused(Refusal),
}

impl Shown {
    /// What it means for the invitation, if that is known now.
    pub(super) fn invited(&self) -> Option<Invited> {
        match self {
            Self::Told(invited) => Some(*invited),
            Self::Refused(refusal) if refusal.reason == Reason::InvitationRefused => {
                Some(Invited::Refused)
            }
            Self::None | Self::Refused(_) => None,
        }
    }
}

/// Shows the invitation, if there is one, on a stream on which it was not shown yet, and waits for the answer: what is
/// asked for next is asked for as a guest, or not at all.
///
/// A server that does not say that it takes invitations never sees it. It would be no use there; it may be somebody else's
/// server, to whom a made-up link leads; and ejabberd ends a stream for it.
pub(super) async fn show(
    route: &Route,
    stream: &mut Stream<Wire>,
    stage: Stage,
) -> Result<Shown, Error> {
    let Some(token) = route.invitation() else {
        return Ok(Shown::None);
    };
    if stream.is_invited() {
        return Ok(Shown::Told(Invited::Accepted));
    }
    if !stream.features().invites {
        return Ok(Shown::Told(Invited::NotTaken));
    }
    let target = &route.target;
    let deadline = Instant::now() + target.deadlines.form;
    let question = stream.ask(
        "set",
        Some(target.domain.as_str()),
        register::preauth(token.expose()),
    );
    match within(deadline, stage, question).await? {
        Answer::Result(_) => {
            stream.take_as_invited();
            Ok(Shown::Told(Invited::Accepted))
        }
        Answer::Refused(iq) => {
            let refusal = refusal(&iq, Step::Invite, None, target, true);
            // It says that it takes them, and does not know this way of showing one.
            let unknown = ["service-unavailable", "feature-not-implemented"];
            let condition = refusal.condition.as_deref().unwrap_or_default();
            Ok(
                if refusal.reason == Reason::InvitationRefused && unknown.contains(&condition) {
                    Shown::Told(Invited::NotTaken)
                } else {
                    Shown::Refused(refusal)
                },
            )
        }
    }
}
