//! What the connections of one undertaking share: a registration with its proof, or a change of password.

use std::sync::{
    Arc,
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
    uninvited: AtomicBool,
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
            target: Target {
                circuit: Circuit::new(),
                ..target
            },
            trust,
            tls: OnceCell::new(),
            plain: AtomicBool::new(false),
            uninvited: AtomicBool::new(false),
        }
    }

    /// How hands are shaken, the same for all connections: a later one may take up the TLS session of an earlier one.
    pub(super) async fn tls(&self) -> Result<&TlsWays, Error> {
        self.tls.get_or_try_init(|| self.trust.ways()).await
    }

    /// The invitation that is to be shown, if there is one and it is still wanted.
    pub(super) fn invitation(&self) -> Option<&Token> {
        let unwanted = self.uninvited.load(Ordering::Relaxed);
        self.target.invitation.as_ref().filter(|_| !unwanted)
    }

    /// The person wants to go on without the invitation.
    pub(super) fn drop_invitation(&self) {
        self.uninvited.store(true, Ordering::Relaxed);
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
