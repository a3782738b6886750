//! Refusals of what somebody asks who has an account.

use super::refused;
use crate::domain::{Reason, Refusal};
use crate::i18n::Key;

/// The sentence for a refusal of what somebody asks who has an account; it may want the `domain`.
#[must_use]
pub fn refused_to_owner(reason: Reason) -> Key {
    match reason {
        Reason::InvitationNeeded | Reason::Closed | Reason::Blocked => Key("refused-not-allowed"),
        Reason::TooMany => Key("refused-wait"),
        reason => refused(reason),
    }
}

/// The sentence for a refusal to change a password; it may want the `domain` (XEP-0077 section 3.3).
#[must_use]
pub fn refused_change(refusal: &Refusal) -> Key {
    match (refusal.reason, refusal.condition.as_deref()) {
        (Reason::NotAllowed, Some("not-authorized")) => Key("refused-change-not-safe"),
        (Reason::NotAllowed, Some("unexpected-request" | "registration-required")) => {
            Key("refused-change-unknown-account")
        }
        (Reason::NotAllowed, _) => Key("refused-change-not-allowed"),
        (Reason::AnswersNotAccepted, Some("bad-request")) => Key("refused-change-not-understood"),
        (reason, _) => refused_to_owner(reason),
    }
}
