//! What the owner of an account does: sign in, read the record, change the password, delete.

mod binding;
mod session;
mod sign_in;

pub use session::Account;

use self::sign_in::sign_in;
use super::{Error, Stage, Target, route::Route, stream::Answer, work::Works};
use crate::{
    domain::{Credentials, Form, Reason, Refusal, Secret, Submission, password},
    protocol::{Failing, Step, error, register},
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

/// Reads what the server has on record: the form of XEP-0077 section 3.1 with its current values. `None` if the server
/// does not answer that question.
///
/// # Errors
///
/// See [`AccountError`].
pub async fn info(
    target: &Target,
    credentials: &Credentials,
) -> Result<Option<Form>, AccountError> {
    let mut account = Account::sign_in(target, credentials).await?;
    let record = account.info().await?;
    account.leave().await;
    Ok(record)
}

/// Changes the password (XEP-0077 section 3.3) and proves the new one by a sign-in.
///
/// # Errors
///
/// See [`AccountError`]; [`AccountError::Unknown`] if neither password could be proved afterwards. A refusal may bring a
/// form to be filled in, see [`change_password_with`].
pub async fn change_password(
    target: &Target,
    credentials: &Credentials,
    new: &Secret,
) -> Result<(), AccountError> {
    let new = prepared(new)?;
    let query = register::change_password(credentials.address.name(), &new);
    change(target, credentials, query, None, new).await
}

/// Changes the password with the answers to the form that came with a refusal, and proves the new one by a sign-in.
///
/// What the program knows of the answers, [`Form::presets_for`] fills in. The new password is the one in the submission;
/// `new` is the one that was wanted, for a form that does not ask for it again.
///
/// # Errors
///
/// As [`change_password`]; another refusal is judged by this form.
pub async fn change_password_with(
    target: &Target,
    credentials: &Credentials,
    form: &Form,
    submission: Submission,
    new: &Secret,
) -> Result<(), AccountError> {
    let submission = worked_out(target, submission).await?;
    let new = match submission.password() {
        Some(new) => new.clone(),
        None => prepared(new)?,
    };
    let query = register::submit(&submission);
    change(target, credentials, query, Some(form), new).await
}

async fn change(
    target: &Target,
    credentials: &Credentials,
    query: Element,
    form: Option<&Form>,
    new: Secret,
) -> Result<(), AccountError> {
    let route = Route::new(target.clone());
    let mut account = Account::enter(&route, credentials).await?;
    let domain = target.domain.to_string();
    let answer = account.ask("set", Some(&domain), query).await;
    let cut = match answer {
        Ok(Answer::Refused(iq)) => {
            account.leave().await;
            return Err(refused(&iq, Step::ChangePassword, form, target));
        }
        Ok(Answer::Result(_)) => {
            account.leave().await;
            None
        }
        Err(error) => Some(error),
    };
    let changed = Credentials {
        address: credentials.address.clone(),
        password: new,
    };
    let by_new = match prove_on(&route, &changed).await {
        Ok(()) => return Ok(()),
        Err(error) => error,
    };
    // The new one does not open: what the server said, or did not say, is no proof. Once with the old one.
    match (prove_on(&route, credentials).await, cut) {
        (Ok(()), Some(cut)) if by_new.is_no() => Err(AccountError::Connection(cut)),
        (_, cut) => Err(AccountError::Unknown(
            cut.unwrap_or_else(|| by_new.into_error()),
        )),
    }
}

/// Deletes the account on the server (XEP-0077 section 3.2) and proves it by a sign-in that the server refuses.
///
/// # Errors
///
/// See [`AccountError`]; [`AccountError::StillThere`] if the server said yes and still lets one in. A refusal may bring a
/// form to be filled in, see [`delete_with`].
pub async fn delete(target: &Target, credentials: &Credentials) -> Result<(), AccountError> {
    remove(target, credentials, register::remove(), None).await
}

/// Deletes the account with the answers to the form that came with a refusal, and proves it as [`delete`] does.
///
/// What the program knows of the answers, [`Form::presets_for`] fills in.
///
/// # Errors
///
/// As [`delete`]; another refusal is judged by this form.
pub async fn delete_with(
    target: &Target,
    credentials: &Credentials,
    form: &Form,
    submission: Submission,
) -> Result<(), AccountError> {
    let submission = worked_out(target, submission).await?;
    let query = register::submit(&submission);
    remove(target, credentials, query, Some(form)).await
}

async fn remove(
    target: &Target,
    credentials: &Credentials,
    query: Element,
    form: Option<&Form>,
) -> Result<(), AccountError> {
    let route = Route::new(target.clone());
    let mut account = Account::enter(&route, credentials).await?;
    let answer = account.ask("set", None, query).await;
    // The account may be gone before the answer is out: an ended stream says as much as a result.
    let cut = match answer {
        Ok(Answer::Refused(iq)) => {
            account.leave().await;
            return Err(refused(&iq, Step::Remove, form, target));
        }
        Ok(Answer::Result(_)) => None,
        Err(error) => Some(error),
    };
    drop(account);
    match prove_on(&route, credentials).await {
        Ok(()) => match cut {
            Some(error) => Err(AccountError::Connection(error)),
            None => Err(AccountError::StillThere),
        },
        Err(error) if error.is_no() => Ok(()),
        Err(error) => Err(AccountError::Unknown(error.into_error())),
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
    /// The server said that the account is deleted and still lets one in: a grace period, most likely.
    #[error("the server still lets one in")]
    StillThere,
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

    /// What kept from knowing.
    pub(super) fn into_error(self) -> Error {
        match self {
            Self::Connection(error) | Self::Unknown(error) => error,
            Self::SignIn(refusal) | Self::Refused(refusal) => Error::Lost(format!(
                "the sign-in was refused: {}",
                refusal
                    .condition
                    .as_deref()
                    .unwrap_or("no usable mechanism")
            )),
            Self::Impostor | Self::StillThere => Error::Malformed(self.to_string()),
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

/// Does the work that a form asks for, before anybody signs in.
async fn worked_out(
    target: &Target,
    mut submission: Submission,
) -> Result<Submission, AccountError> {
    if Works::default().finish(&mut submission, target).await {
        Ok(submission)
    } else {
        Err(Error::Timeout(Stage::Work).into())
    }
}
