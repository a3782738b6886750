//! What the owner of an account does: sign in, read the record, change the password, delete.

mod binding;
mod owner;
mod session;
mod sign_in;

pub use owner::Owner;
pub use session::Account;

use self::sign_in::{knows, sign_in};
use super::{Error, Stage, Target, route::Route, stream::Answer as Reply, work::Works};
use crate::{
    domain::{Credentials, Form, Reason, Refusal, Secret, Submission, UserName, password},
    protocol::{Failing, Step, error},
};
use tokio_xmpp::minidom::Element;

/// Signs in once and out again: proves that the account exists and that the password is right.
///
/// # Errors
///
/// See [`AccountError`].
pub async fn prove(target: &Target, credentials: &Credentials) -> Result<(), AccountError> {
    prove_on(&Route::new(target.clone()), credentials).await
}

/// Signs in for an account of which it is not known whether it was made.
///
/// `fresh` says that it was asked for a moment ago, so that it may still be on its way through the server: a no is believed
/// then only when it is said again, [`Deadlines::settle`](super::Deadlines::settle) later.
///
/// # Errors
///
/// See [`AccountError`].
pub async fn look_for(
    target: &Target,
    credentials: &Credentials,
    fresh: bool,
) -> Result<(), AccountError> {
    let first = Box::pin(prove(target, credentials)).await;
    if !fresh || !first.as_ref().is_err_and(AccountError::is_no) {
        return first;
    }
    tokio::time::sleep(target.deadlines.settle).await;
    Box::pin(prove(target, credentials)).await
}

/// [`prove`] on a way that was gone before.
pub(super) async fn prove_on(route: &Route, credentials: &Credentials) -> Result<(), AccountError> {
    sign_in(route, credentials).await?.close().await;
    Ok(())
}

/// Whether there is an account of this name, as far as the server lets that be seen without a password; `false` where it
/// does not, or not soon.
pub(super) async fn is_there(route: &Route, name: &UserName) -> bool {
    let deadlines = &route.target.deadlines;
    let limit = deadlines.patience(deadlines.form);
    match tokio::time::timeout(limit, Box::pin(knows(route, name))).await {
        Ok(Ok(known)) => known,
        Ok(Err(error)) => {
            tracing::debug!(%error, "whether there is such an account cannot be seen");
            false
        }
        Err(_) => false,
    }
}

/// Why something with an account did not work.
#[derive(Debug, Clone, thiserror::Error)]
pub enum AccountError {
    /// The server could not be reached safely, or the connection broke; nothing was done.
    #[error(transparent)]
    Connection(#[from] Error),
    /// The server did not let us in: wrong password or no such account, a locked account, no usable mechanism.
    #[error("the sign-in was refused: {0:?}")]
    SignIn(Box<Refusal>),
    /// The server proved not to know the password: somebody may be in between. Nothing was done.
    #[error("the server could not prove who it is")]
    Impostor,
    /// Signed in, but the server refused what was asked.
    #[error("the server refused: {0:?}")]
    Refused(Box<Refusal>),
    /// It was sent, and it is not known whether it was done.
    #[error("it is not known whether it was done: {0}")]
    Unknown(Error),
    /// The server said that the account is deleted and still lets one in: a grace period, most likely. With the server's
    /// own words, if it gave any.
    #[error("the server still lets one in")]
    StillThere(Option<String>),
}

impl AccountError {
    /// Whether the server said that there is no such account, no longer, or not with this password.
    ///
    /// Other refusals of a sign-in, `temporary-auth-failure` for one, say nothing about the account.
    #[must_use]
    pub fn is_no(&self) -> bool {
        self.has_condition("not-authorized") || self.has_condition("account-disabled")
    }

    /// Whether the sign-in was refused with this condition.
    #[must_use]
    pub fn has_condition(&self, condition: &str) -> bool {
        matches!(self, Self::SignIn(refusal) if refusal.condition.as_deref() == Some(condition))
    }

    /// Whether the server's no says nothing about what was asked, see [`Refusal::leaves_open`].
    fn leaves_open(&self) -> bool {
        matches!(self, Self::Refused(refusal) if refusal.leaves_open())
    }

    /// What kept from knowing.
    pub(super) fn into_error(self) -> Error {
        match self {
            Self::Connection(error) | Self::Unknown(error) => error,
            Self::SignIn(refusal) => Error::Lost(format!(
                "the sign-in was refused: {}",
                refusal
                    .condition
                    .as_deref()
                    .unwrap_or("no usable mechanism")
            )),
            Self::Refused(refusal) => Error::Lost(format!(
                "the server refused: {}",
                refusal.condition.as_deref().unwrap_or("no condition")
            )),
            Self::Impostor | Self::StillThere(_) => Error::Malformed(self.to_string()),
        }
    }
}

fn refused(iq: &Element, step: Step, form: Option<&Form>, target: &Target) -> AccountError {
    let failing = Failing {
        step,
        form,
        lang: &target.lang,
        invites: false,
    };
    AccountError::Refused(Box::new(error::refusal_in(iq, &failing)))
}

fn prepared(new: &Secret) -> Result<Secret, AccountError> {
    let unfit = || Box::new(Refusal::new(Reason::PasswordNotAllowed));
    password::prepare(new).map_err(|_| AccountError::Refused(unfit()))
}

/// Does the work that a form asks for, before anybody signs in. The form came from `at`; if that is nobody, from the own
/// server.
async fn worked_out(
    target: &Target,
    at: Option<&str>,
    mut submission: Submission,
) -> Result<Submission, AccountError> {
    let at = at.unwrap_or(target.domain.as_str());
    let mut works = Works::default();
    if works.finish_for(&mut submission, at, target).await {
        Ok(submission)
    } else {
        Err(Error::Timeout(Stage::Work).into())
    }
}
