//! Keyrings for tests: one in memory, and those that fail.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};

use vestibule::domain::{KeyringFault, Secret};
use vestibule::platform::keyring::{Slot, Vault};

/// A keyring in memory. Its clones are the same keyring.
#[derive(Clone, Default)]
pub struct Memory {
    slots: Arc<Mutex<BTreeMap<String, Secret>>>,
    fault: Arc<Mutex<Option<KeyringFault>>>,
}

impl Memory {
    /// From now on it answers every call with this.
    pub fn fails(&self, fault: Option<KeyringFault>) {
        *self.fault.lock().unwrap() = fault;
    }

    /// The names of the slots that are not empty.
    pub fn names(&self) -> Vec<String> {
        self.slots.lock().unwrap().keys().cloned().collect()
    }

    pub fn password(&self, name: &str) -> Option<Secret> {
        self.slots.lock().unwrap().get(name).cloned()
    }

    /// Puts a password into the slot of this name, as another program would.
    pub fn put_own(&self, name: &str, password: &str) {
        let mut slots = self.slots.lock().unwrap();
        let _ = slots.insert(name.to_owned(), Secret::from(password));
    }

    /// Empties the slot of this name.
    pub fn empty(&self, name: &str) {
        let _ = self.slots.lock().unwrap().remove(name);
    }

    fn open(&self) -> Result<(), KeyringFault> {
        self.fault.lock().unwrap().map_or(Ok(()), Err)
    }
}

impl Vault for Memory {
    fn put(&self, slot: &Slot, password: &Secret) -> Result<(), KeyringFault> {
        self.open()?;
        let mut slots = self.slots.lock().unwrap();
        let _ = slots.insert(slot.name().to_owned(), password.clone());
        Ok(())
    }

    fn get(&self, slot: &Slot) -> Result<Option<Secret>, KeyringFault> {
        self.open()?;
        Ok(self.password(slot.name()))
    }

    fn clear(&self, slot: &Slot) -> Result<(), KeyringFault> {
        self.open()?;
        let _ = self.slots.lock().unwrap().remove(slot.name());
        Ok(())
    }

    fn names(&self) -> Result<Vec<String>, KeyringFault> {
        self.open()?;
        Ok(Memory::names(self))
    }
}

/// A keyring that does nothing until it is let go on.
#[derive(Clone, Default)]
pub struct Hanging {
    pub within: Memory,
    calls: Arc<AtomicUsize>,
    gate: Arc<(Mutex<bool>, Condvar)>,
}

impl Hanging {
    pub fn go_on(&self) {
        *self.gate.0.lock().unwrap() = true;
        self.gate.1.notify_all();
    }

    /// How many calls are over.
    pub fn calls(&self) -> usize {
        self.calls.load(Ordering::SeqCst)
    }

    fn wait(&self) {
        let open = self.gate.0.lock().unwrap();
        drop(self.gate.1.wait_while(open, |open| !*open).unwrap());
    }
}

impl Vault for Hanging {
    fn put(&self, slot: &Slot, password: &Secret) -> Result<(), KeyringFault> {
        self.wait();
        let done = self.within.put(slot, password);
        let _ = self.calls.fetch_add(1, Ordering::SeqCst);
        done
    }

    fn get(&self, slot: &Slot) -> Result<Option<Secret>, KeyringFault> {
        self.wait();
        let done = self.within.get(slot);
        let _ = self.calls.fetch_add(1, Ordering::SeqCst);
        done
    }

    fn clear(&self, slot: &Slot) -> Result<(), KeyringFault> {
        self.wait();
        let done = self.within.clear(slot);
        let _ = self.calls.fetch_add(1, Ordering::SeqCst);
        done
    }

    fn names(&self) -> Result<Vec<String>, KeyringFault> {
        self.wait();
        let done = Vault::names(&self.within);
        let _ = self.calls.fetch_add(1, Ordering::SeqCst);
        done
    }
}
