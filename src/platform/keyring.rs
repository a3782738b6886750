//! The system's own place for passwords: Secret Service, Keychain or Credential Manager.
//!
//! A keyring may be missing, locked, or ask its owner something and wait for ever. Every call is made on a thread of its
//! own and is given up after [`PATIENCE`]; what a call that was given up does afterwards, it undoes itself.

mod system;

use std::fmt;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use futures::channel::oneshot;

use crate::domain::{Address, KeyringFault, Secret};

/// The longest that a keyring may take.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// A place for passwords. Its methods may block for as long as they like.
pub trait Vault: Send + Sync + 'static {
    /// Puts a password into a slot, instead of what is there.
    ///
    /// # Errors
    ///
    /// See [`KeyringFault`]; nothing was put then.
    fn put(&self, slot: &Slot, password: &Secret) -> Result<(), KeyringFault>;

    /// What is in a slot, if there is anything.
    ///
    /// # Errors
    ///
    /// See [`KeyringFault`].
    fn get(&self, slot: &Slot) -> Result<Option<Secret>, KeyringFault>;

    /// Empties a slot. That it was empty is no fault.
    ///
    /// # Errors
    ///
    /// See [`KeyringFault`].
    fn clear(&self, slot: &Slot) -> Result<(), KeyringFault>;

    /// The names of all slots that are not empty, in no order. Its owner may be asked to unlock it.
    ///
    /// # Errors
    ///
    /// See [`KeyringFault`].
    fn names(&self) -> Result<Vec<String>, KeyringFault>;
}

/// A place in a keyring for one password.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot {
    name: String,
    title: String,
}

impl Slot {
    /// The slot of an account that is proved.
    #[must_use]
    pub fn own(address: &Address) -> Self {
        Self {
            name: address.to_string(),
            title: format!("Vestibule: {address}"),
        }
    }

    /// A slot for the password of an account that may be made by the submission with this `id`.
    #[must_use]
    pub fn pending(address: &Address, id: &str) -> Self {
        Self {
            name: format!("pending:{address}:{id}"),
            title: format!("Vestibule: {address} (not yet proved)"),
        }
    }

    /// The slot that the keyring knows by this name.
    #[must_use]
    pub fn named(name: String) -> Self {
        Self {
            title: name.clone(),
            name,
        }
    }

    /// What the keyring knows it by.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What the keyring's owner reads when looking into it.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }
}

/// A keyring, with a limit on how long it may take.
#[derive(Clone)]
pub struct Keyring {
    vault: Arc<dyn Vault>,
    /// `None` asks it in place, without a limit.
    patience: Option<Duration>,
}

impl Keyring {
    /// The keyring of this system.
    #[must_use]
    pub fn system() -> Self {
        Self::new(system::System::default(), PATIENCE)
    }

    /// A keyring over this vault, which may take so long.
    #[must_use]
    pub fn new(vault: impl Vault, patience: Duration) -> Self {
        Self {
            vault: Arc::new(vault),
            patience: Some(patience),
        }
    }

    /// A keyring over a vault that never makes anybody wait: it is asked in place.
    #[must_use]
    pub fn at_once(vault: impl Vault) -> Self {
        Self {
            vault: Arc::new(vault),
            patience: None,
        }
    }

    /// Puts a password into a slot.
    ///
    /// # Errors
    ///
    /// See [`KeyringFault`]. After [`KeyringFault::Slow`] the slot will be empty, too.
    pub async fn put(&self, slot: Slot, password: Secret) -> Result<(), KeyringFault> {
        let emptied = slot.clone();
        self.call(
            move |vault| vault.put(&slot, &password),
            move |vault| {
                let _ = vault.clear(&emptied);
            },
        )
        .await
    }

    /// What is in a slot.
    ///
    /// # Errors
    ///
    /// See [`KeyringFault`].
    pub async fn get(&self, slot: Slot) -> Result<Option<Secret>, KeyringFault> {
        self.call(move |vault| vault.get(&slot), |_| {}).await
    }

    /// Empties a slot.
    ///
    /// # Errors
    ///
    /// See [`KeyringFault`].
    pub async fn clear(&self, slot: Slot) -> Result<(), KeyringFault> {
        self.call(move |vault| vault.clear(&slot), |_| {}).await
    }

    /// The names of all slots that are not empty, in order.
    ///
    /// # Errors
    ///
    /// See [`KeyringFault`].
    pub async fn names(&self) -> Result<Vec<String>, KeyringFault> {
        let mut names = self.call(Vault::names, |_| {}).await?;
        names.sort_unstable();
        names.dedup();
        Ok(names)
    }

    /// The accounts whose own slot is not empty, by their addresses.
    ///
    /// # Errors
    ///
    /// See [`KeyringFault`].
    pub async fn accounts(&self) -> Result<Vec<Address>, KeyringFault> {
        let names = self.names().await?;
        let mut accounts: Vec<Address> = names
            .iter()
            // The slots of what is not yet proved have names that are no addresses.
            .filter_map(|name| Address::parse(name).ok())
            .collect();
        accounts.sort_unstable();
        accounts.dedup();
        Ok(accounts)
    }

    async fn call<T: Send + 'static>(
        &self,
        work: impl FnOnce(&dyn Vault) -> Result<T, KeyringFault> + Send + 'static,
        undo: impl FnOnce(&dyn Vault) + Send + 'static,
    ) -> Result<T, KeyringFault> {
        let Some(patience) = self.patience else {
            return work(&*self.vault);
        };
        let vault = self.vault.clone();
        let (tell, told) = oneshot::channel();
        // Two threads that need no runtime: one that works and may hang, one that waits for it and does not.
        let waiter = thread::Builder::new().name("keyring".to_owned());
        let started = waiter.spawn(move || drop(tell.send(wait(vault, patience, work, undo))));
        if started.is_err() {
            return Err(KeyringFault::Failed);
        }
        told.await.unwrap_or(Err(KeyringFault::Failed))
    }
}

impl fmt::Debug for Keyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keyring")
    }
}

/// What has become of a call.
enum Call<T> {
    Running,
    Done(Result<T, KeyringFault>),
    GivenUp,
}

fn wait<T: Send + 'static>(
    vault: Arc<dyn Vault>,
    patience: Duration,
    work: impl FnOnce(&dyn Vault) -> Result<T, KeyringFault> + Send + 'static,
    undo: impl FnOnce(&dyn Vault) + Send + 'static,
) -> Result<T, KeyringFault> {
    let call = Arc::new((Mutex::new(Call::Running), Condvar::new()));
    let theirs = call.clone();
    let worker = thread::Builder::new().name("keyring-call".to_owned());
    let started = worker.spawn(move || {
        let result = work(&*vault);
        let (state, changed) = &*theirs;
        let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
        if matches!(*state, Call::GivenUp) {
            drop(state);
            if result.is_ok() {
                undo(&*vault);
            }
            return;
        }
        *state = Call::Done(result);
        changed.notify_one();
    });
    if started.is_err() {
        return Err(KeyringFault::Failed);
    }
    let (state, changed) = &*call;
    let running = state.lock().unwrap_or_else(PoisonError::into_inner);
    let (mut state, _) = changed
        .wait_timeout_while(running, patience, |call| matches!(call, Call::Running))
        .unwrap_or_else(PoisonError::into_inner);
    match std::mem::replace(&mut *state, Call::GivenUp) {
        Call::Done(result) => result,
        Call::Running | Call::GivenUp => Err(KeyringFault::Slow),
    }
}
