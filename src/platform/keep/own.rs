//! Passwords of accounts that are proved, in the accounts' own slots of the keyring.

use super::Keeper;
use crate::domain::{Address, Credentials, Keeping, KeyringFault, Secret};
use crate::platform::keyring::Slot;

impl Keeper {
    /// Whether there is a keyring to be used at all.
    #[must_use]
    pub fn has_keyring(&self) -> bool {
        self.keyring.is_some()
    }

    /// The accounts whose passwords the keyring has, by their addresses. Its owner may be asked to unlock it.
    ///
    /// # Errors
    ///
    /// See [`KeyringFault`].
    pub async fn accounts(&self) -> Result<Vec<Address>, KeyringFault> {
        match &self.keyring {
            Some(keyring) => keyring.accounts().await,
            None => Ok(Vec::new()),
        }
    }

    /// The password of an account, if the keyring has it.
    ///
    /// # Errors
    ///
    /// See [`KeyringFault`].
    pub async fn recall(&self, address: &Address) -> Result<Option<Secret>, KeyringFault> {
        match &self.keyring {
            Some(keyring) => keyring.get(Slot::own(address)).await,
            None => Ok(None),
        }
    }

    /// Puts the password of an account that is proved into the keyring, instead of what is there for it.
    pub async fn remember(&self, own: &Credentials) -> Keeping {
        let Some(keyring) = &self.keyring else {
            return Keeping::Nowhere;
        };
        let slot = Slot::own(&own.address);
        match keyring.put(slot, own.password.clone()).await {
            Ok(()) => Keeping::Saved,
            Err(fault) => Keeping::NotSaved(fault),
        }
    }

    /// Removes an account from this computer: its own slot, and whatever earlier runs left of it. What another running
    /// program is busy with stays.
    ///
    /// # Errors
    ///
    /// See [`KeyringFault`]; something may still be there then.
    pub async fn forget_account(&self, address: &Address) -> Result<(), KeyringFault> {
        for left in self.left_over().await {
            if left.address() == address {
                left.forget().await;
            }
        }
        match &self.keyring {
            Some(keyring) => keyring.clear(Slot::own(address)).await,
            None => Ok(()),
        }
    }
}
