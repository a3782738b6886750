//! What the connections of one undertaking share: a registration with its proof, or a change of password.

use std::sync::{
    Arc, Mutex, PoisonError,
    atomic::{AtomicBool, Ordering},
};

use tokio::sync::OnceCell;

use super::{
    Circuit, Error, Target,
    dial::{TlsWays, Trust},
};
use crate::domain::Token;

/// A target, and what was learned on the way to it. One for each undertaking and no longer: nobody shall be able to tell
/// that two accounts were made by the same person from a TLS session that was taken up again.
pub(super) struct Route {
    pub(super) target: Target,
    trust: Arc<Trust>,
    tls: OnceCell<TlsWays>,
    plain: AtomicBool,
    invitation: Mutex<Option<Token>>,
}

impl Route {
    pub(super) fn new(target: Target) -> Self {
        let trust = Arc::new(Trust::new(target.roots.clone()));
        Self::trusting(target, &trust)
    }

    /// The same with authorities that others have read, if they are those of the target.
    pub(super) fn trusting(target: Target, trust: &Arc<Trust>) -> Self {
        let trust = if trust.is_in(&target.roots) {
            Arc::clone(trust)
        } else {
            Arc::new(Trust::new(target.roots.clone()))
        };
        Self {
            invitation: Mutex::new(target.invitation.clone()),
            target: Target {
                circuit: Circuit::new(),
                ..target
            },
            trust,
            tls: OnceCell::new(),
            plain: AtomicBool::new(false),
        }
    }

    /// How hands are shaken, the same for all connections: a later one may take up the TLS session of an earlier one.
    pub(super) async fn tls(&self) -> Result<&TlsWays, Error> {
        self.tls.get_or_try_init(|| self.trust.ways()).await
    }

    /// The invitation that is to be shown, if there is one and it is still wanted.
    pub(super) fn invitation(&self) -> Option<Token> {
        let invitation = self.invitation.lock();
        invitation.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The person wants to go on with this invitation from now on, or without one.
    pub(super) fn invite(&self, invitation: Option<Token>) {
        let mut held = self
            .invitation
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        *held = invitation;
    }

    /// Whether requests may go out together with a stream's header, before the server has said what it offers.
    pub(super) fn sends_ahead(&self) -> bool {
        !self.plain.load(Ordering::Relaxed)
    }

    /// This server stumbled over what was sent ahead: from now on one step is taken after the other.
    pub(super) fn go_plain(&self) {
        self.plain.store(true, Ordering::Relaxed);
    }
}
