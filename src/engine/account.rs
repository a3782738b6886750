//! What the owner of an account does: sign in, read the record, change the password, delete.

use super::{Error, Target};
use crate::domain::{Credentials, Form, Refusal, Secret};

/// Signs in once and out again: proves that the account exists and that the password is right.
///
/// # Errors
///
/// See [`AccountError`].
pub async fn prove(target: &Target, credentials: &Credentials) -> Result<(), AccountError> {
    let _ = (target, credentials);
    Err(AccountError::Connection(Error::Closed))
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
    prove(target, credentials).await.map(|()| None)
}

/// Changes the password (XEP-0077 section 3.3) and proves the new one by a sign-in.
///
/// # Errors
///
/// See [`AccountError`]; [`AccountError::Unknown`] if neither password could be proved afterwards.
pub async fn change_password(
    target: &Target,
    credentials: &Credentials,
    new: &Secret,
) -> Result<(), AccountError> {
    let _ = new;
    prove(target, credentials).await
}

/// Deletes the account on the server (XEP-0077 section 3.2) and proves it by a sign-in that the server refuses.
///
/// # Errors
///
/// See [`AccountError`]; [`AccountError::StillThere`] if the server said yes and still lets one in.
pub async fn delete(target: &Target, credentials: &Credentials) -> Result<(), AccountError> {
    prove(target, credentials).await
}

/// Why something with an account did not work.
#[derive(Debug, Clone, thiserror::Error)]
pub enum AccountError {
    /// The server could not be reached safely; nothing was done.
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
