//! What a verb keeps of a submission until its end is known.

use std::sync::{Arc, Mutex, PoisonError};

use super::{Context, print};
use crate::domain::{Credentials, Keeping, KeyringFault, Reason, Secret};
use crate::engine::account::AccountError;
use crate::engine::{Error, Outcome, Proof};
use crate::i18n::I18n;
use crate::platform::{Keeper, Kept, Way};
use crate::words;

/// Where a verb keeps things: a note always, the password only if that is wanted. Who calls a verb has the password and
/// may be where nobody can open a keyring.
pub(super) fn keeper(context: &Context, keyring: bool) -> Keeper {
    if context.common.practice {
        Keeper::none()
    } else if keyring {
        Keeper::system()
    } else {
        Keeper::system().without_keyring()
    }
}

/// Says that something is not kept as it should be. The verb goes on all the same.
pub(super) fn warn(i18n: &I18n, keeping: Keeping) {
    if matches!(keeping, Keeping::NotSaved(_) | Keeping::NotNoted(_)) {
        print::error(&i18n.text(words::kept(keeping)));
    }
}

/// The name of an outcome in the JSON.
pub(super) fn name(keeping: Keeping) -> &'static str {
    match keeping {
        Keeping::Nowhere | Keeping::Saving => "not_used",
        Keeping::Saved => "saved",
        Keeping::NotSaved(KeyringFault::Missing) => "missing",
        Keeping::NotSaved(KeyringFault::Locked) => "locked",
        Keeping::NotSaved(KeyringFault::Denied) => "denied",
        Keeping::NotSaved(KeyringFault::Slow) => "slow",
        Keeping::NotSaved(KeyringFault::Failed) => "failed",
        Keeping::NotNoted(_) => "not_noted",
    }
}

/// What is kept of the submission that is out. All copies are the same slot.
#[derive(Clone, Default)]
pub(super) struct Slot(Arc<Mutex<Option<Kept>>>);

impl Slot {
    pub(super) fn hold(&self, kept: Kept) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(kept);
    }

    /// The server said no. It may have been to what is ours already: then that is not known, and stays noted.
    pub(super) async fn refused(&self, reason: Reason) {
        if reason == Reason::NameTakenPerhapsByUs {
            drop(self.take());
        } else {
            self.forget().await;
        }
    }

    /// Nothing was made.
    pub(super) async fn forget(&self) {
        if let Some(kept) = self.take() {
            kept.forget().await;
        }
    }

    /// The session ended without a verdict. Unless it says that the end is unknown, nothing had been sent.
    pub(super) async fn ended(&self, error: &Error) {
        if matches!(error, Error::OutcomeUnknown { .. }) {
            drop(self.take());
        } else {
            self.forget().await;
        }
    }

    /// The account was made; says where its password is.
    pub(super) async fn made(
        &self,
        outcome: &Outcome,
        credentials: Option<&Credentials>,
    ) -> Option<Keeping> {
        let mut kept = self.take()?;
        Some(match (&outcome.proof, credentials) {
            (Proof::SignedIn, Some(own)) => kept.proved(&own.password).await,
            _ => kept.made(),
        })
    }

    /// A password was not changed, or it is not known whether it was: then both stay kept.
    pub(super) async fn unchanged(&self, error: &AccountError) {
        if matches!(error, AccountError::Unknown(_)) {
            drop(self.take());
        } else {
            self.forget().await;
        }
    }

    /// A password was changed to this one, which is proved.
    pub(super) async fn changed(&self, new: &Secret) -> Keeping {
        match self.take() {
            Some(mut kept) => kept.proved(new).await,
            None => Keeping::Nowhere,
        }
    }

    fn take(&self) -> Option<Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl Context {
    /// The way that the arguments name.
    pub(super) fn way(&self) -> Way {
        Way {
            connect: self.common.connect.clone(),
            tls: self.common.tls.name().to_owned(),
            proxy: self.proxy_used.as_ref().map(ToString::to_string),
        }
    }
}
