//! What the owner of an account wants done, and the judge of what the owner was told.

use std::time::Duration;

use vestibule::{
    domain::{Address, Credentials, Secret},
    engine::{
        Target,
        account::{AccountError, Owner},
    },
};

use crate::person::PASSWORD;

/// The password that the owner wants.
pub const NEW: &str = "amber-Lighthouse-Stairs-4";

/// None of these takes so long unless it hangs.
const PATIENCE: Duration = Duration::from_secs(90);

/// What is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    Change,
    Delete,
}

/// What the owner was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    Done,
    NotDone,
    Unknown,
}

/// The handle on an account that has the old password.
pub fn owner(target: Target, address: &str) -> Owner {
    let credentials = Credentials {
        address: Address::parse(address).unwrap(),
        password: Secret::from(PASSWORD),
    };
    Owner::new(target, credentials)
}

/// Has it done.
pub async fn wants(owner: &Owner, deed: Deed) -> Result<(), AccountError> {
    let new = Secret::from(NEW);
    let done = async {
        match deed {
            Deed::Change => owner.change_password(&new).await,
            Deed::Delete => owner.delete().await,
        }
    };
    tokio::time::timeout(PATIENCE, done)
        .await
        .expect("it hangs")
}

/// Holds what was told against the password that the account has, if it is still there.
pub fn verdict(
    deed: Deed,
    told: &Result<(), AccountError>,
    holds: Option<&str>,
) -> Result<Verdict, String> {
    let is_done = match deed {
        Deed::Change => holds == Some(NEW),
        Deed::Delete => holds.is_none(),
    };
    match told {
        Ok(()) if is_done => Ok(Verdict::Done),
        Err(AccountError::Unknown(_)) => Ok(Verdict::Unknown),
        Err(_) if !is_done => Ok(Verdict::NotDone),
        told => Err(format!("{told:?}, but the password is {holds:?}")),
    }
}
