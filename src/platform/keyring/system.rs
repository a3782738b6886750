//! The keyring of the system that the program runs on.

use std::sync::{Arc, Mutex, PoisonError};

use keyring_core::api::CredentialStore;
use keyring_core::{Entry, Error};
use zeroize::Zeroizing;

use super::{Slot, Vault};
use crate::domain::{KeyringFault, Secret};

/// What our entries have in common.
const SERVICE: &str = "vestibule";

/// The system's keyring. It is opened at the first call, and anew after it failed: it may have been started, or
/// restarted, meanwhile.
#[derive(Default)]
pub(super) struct System {
    store: Mutex<Option<Arc<CredentialStore>>>,
}

impl System {
    fn with<T>(
        &self,
        slot: &Slot,
        work: impl FnOnce(&Entry) -> Result<T, Error>,
    ) -> Result<T, KeyringFault> {
        self.within(|store| entry(store, slot).and_then(|entry| work(&entry)))
    }

    fn within<T>(
        &self,
        work: impl FnOnce(&Arc<CredentialStore>) -> Result<T, Error>,
    ) -> Result<T, KeyringFault> {
        let known = self.known().clone();
        let store = match known.map_or_else(open, Ok) {
            Ok(store) => store,
            // Where nothing can be opened, whatever the reason, there is no keyring to speak of; unless it says no.
            Err(error) => {
                let fault = match judge(&error) {
                    KeyringFault::Denied => KeyringFault::Denied,
                    _ => KeyringFault::Missing,
                };
                return Err(self.give_up(&error, fault));
            }
        };
        *self.known() = Some(store.clone());
        work(&store).map_err(|error| self.give_up(&error, judge(&error)))
    }

    fn give_up(&self, error: &Error, fault: KeyringFault) -> KeyringFault {
        *self.known() = None;
        // The other errors may carry what is stored.
        if let Error::PlatformFailure(reason) | Error::NoStorageAccess(reason) = error {
            tracing::debug!(%fault, %reason, "the keyring did not do it");
        }
        fault
    }

    fn known(&self) -> std::sync::MutexGuard<'_, Option<Arc<CredentialStore>>> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Vault for System {
    fn put(&self, slot: &Slot, password: &Secret) -> Result<(), KeyringFault> {
        self.with(slot, |entry| entry.set_secret(password.expose().as_bytes()))
    }

    fn get(&self, slot: &Slot) -> Result<Option<Secret>, KeyringFault> {
        self.with(slot, |entry| match entry.get_secret() {
            Ok(bytes) => {
                let bytes = Zeroizing::new(bytes);
                Ok(std::str::from_utf8(&bytes).ok().map(Secret::from))
            }
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(error),
        })
    }

    fn clear(&self, slot: &Slot) -> Result<(), KeyringFault> {
        self.with(slot, |entry| match entry.delete_credential() {
            Err(Error::NoEntry) => Ok(()),
            done => done,
        })
    }

    fn names(&self) -> Result<Vec<String>, KeyringFault> {
        let found = self.within(|store| store.search(&ours().into()))?;
        let ours = |entry: &Entry| {
            let (service, name) = entry.get_specifiers()?;
            (service == SERVICE).then_some(name)
        };
        Ok(found.iter().filter_map(ours).collect())
    }
}

#[cfg(all(
    unix,
    not(any(target_os = "macos", target_os = "ios", target_os = "android"))
))]
fn open() -> Result<Arc<CredentialStore>, Error> {
    let store = zbus_secret_service_keyring_store::Store::new()?;
    Ok(store)
}

#[cfg(target_os = "windows")]
fn open() -> Result<Arc<CredentialStore>, Error> {
    let store = windows_native_keyring_store::Store::new()?;
    Ok(store)
}

#[cfg(target_os = "macos")]
fn open() -> Result<Arc<CredentialStore>, Error> {
    let store = apple_native_keyring_store::keychain::Store::new()?;
    Ok(store)
}

#[cfg(not(any(
    target_os = "windows",
    target_os = "macos",
    all(unix, not(any(target_os = "ios", target_os = "android")))
)))]
fn open() -> Result<Arc<CredentialStore>, Error> {
    Err(Error::NoDefaultStore)
}

/// By what a store finds our entries; Windows knows no more than how the whole name of one looks.
fn ours() -> [(&'static str, &'static str); 1] {
    if cfg!(target_os = "windows") {
        [("pattern", SERVICE)]
    } else {
        [("service", SERVICE)]
    }
}

fn entry(store: &Arc<CredentialStore>, slot: &Slot) -> Result<Entry, Error> {
    // Only the Secret Service shows its owner another title than the name.
    let title = [("label", slot.title())].into();
    let titled = cfg!(all(unix, not(target_os = "macos")));
    store.build(SERVICE, slot.name(), titled.then_some(&title))
}

/// What an error of an open store means.
fn judge(error: &Error) -> KeyringFault {
    let (reason, otherwise) = match error {
        Error::NoStorageAccess(reason) => (reason, KeyringFault::Locked),
        Error::PlatformFailure(reason) => (reason, KeyringFault::Failed),
        Error::NoDefaultStore => return KeyringFault::Missing,
        _ => return KeyringFault::Failed,
    };
    // The bus gives its reasons as names, which come through as text.
    let text = reason.to_string();
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if says(&["AccessDenied"]) {
        KeyringFault::Denied
    } else if says(&["IsLocked", "dismissed"]) {
        // Its owner was asked to unlock it and did not, or there was nobody who could be asked.
        KeyringFault::Locked
    } else if says(&[
        "not returned",
        "ServiceUnknown",
        "NameHasNoOwner",
        "NoReply",
    ]) {
        // The service went away, or has no collection that things are put into.
        KeyringFault::Missing
    } else {
        otherwise
    }
}
