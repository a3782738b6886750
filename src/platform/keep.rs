//! Keeping a password from before it is sent until it is known what became of it.
//!
//! The order is what makes it safe: a note that something is planned, the password into a slot of its own in the keyring,
//! a note that it is sent; only then it is sent. A program that is killed anywhere on that way leaves behind what tells
//! the next start whether there is anything to find out, and the password to find it out with.

mod own;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::journal::{Journal, Note, Page, State, Subject, Way, now};
use super::keyring::{Keyring, Slot};
use crate::domain::{Address, Credentials, Keeping, KeyringFault, Secret};

/// Where the program keeps what it must not lose.
#[derive(Debug, Clone, Default)]
pub struct Keeper {
    journal: Option<Journal>,
    keyring: Option<Keyring>,
}

impl Keeper {
    /// Keeps nothing at all: for a server whose accounts do not last.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// Keeps notes in this journal, and passwords in this keyring if there is one to be used.
    #[must_use]
    pub fn new(journal: Journal, keyring: Option<Keyring>) -> Self {
        Self {
            journal: Some(journal),
            keyring,
        }
    }

    /// What this system has. The keyring is opened when it is first needed.
    #[must_use]
    pub fn system() -> Self {
        Self::new(Journal::system(), Some(Keyring::system()))
    }

    /// The same without a keyring: for those who look after their passwords themselves.
    #[must_use]
    pub fn without_keyring(mut self) -> Self {
        self.keyring = None;
        self
    }

    /// Makes ready for sending a submission: after this it may be sent, whatever the result says.
    pub async fn begin(&self, credentials: &Credentials, way: Way) -> Kept {
        self.put_away(Subject::NewAccount, credentials, way).await
    }

    /// Makes ready for sending a new password, the one of these credentials, for an account that there is. What the
    /// account's own slot has is not touched before [`Kept::proved`].
    pub async fn begin_change(&self, changed: &Credentials, way: Way) -> Kept {
        self.put_away(Subject::NewPassword, changed, way).await
    }

    async fn put_away(&self, about: Subject, credentials: &Credentials, way: Way) -> Kept {
        let note = Note {
            address: credentials.address.clone(),
            about,
            state: State::Planned,
            time: now(),
            kept: self.keyring.is_some(),
            way,
        };
        let mut kept = Kept::new(note, self.keyring.clone());
        let Some(journal) = &self.journal else {
            return kept;
        };
        let page = match journal.begin(&kept.note) {
            Ok(page) => page,
            Err(fault) => {
                kept.keeping = Keeping::NotNoted(fault);
                kept.note.kept = false;
                return kept;
            }
        };
        kept.keeping = kept.put(page.id(), &credentials.password).await;
        kept.note.kept = kept.keeping == Keeping::Saved;
        kept.note.state = State::Sent;
        match page.write(&kept.note) {
            Ok(()) => kept.page = Held::new(page),
            Err(fault) => {
                let _ = kept.release(page.id()).await;
                page.clear();
                kept.keeping = Keeping::NotNoted(fault);
                kept.note.kept = false;
            }
        }
        kept
    }

    /// What earlier runs of the program left behind without knowing what became of it, the newest first. What was planned
    /// and never sent is cleared on the way.
    pub async fn left_over(&self) -> Vec<Kept> {
        let Some(journal) = &self.journal else {
            return Vec::new();
        };
        let mut left = Vec::new();
        for (page, note) in journal.left_over() {
            let planned = note.state == State::Planned;
            let mut kept = Kept::new(note, self.keyring.clone());
            if kept.note.kept {
                kept.keeping = Keeping::Saved;
            }
            kept.page = Held::new(page);
            if planned {
                kept.forget().await;
            } else {
                left.push(kept);
            }
        }
        left
    }
}

/// A submission whose end is to be known. It stays noted when this is dropped.
#[derive(Debug, Clone)]
pub struct Kept {
    note: Note,
    keeping: Keeping,
    keyring: Option<Keyring>,
    page: Held,
}

impl Kept {
    fn new(note: Note, keyring: Option<Keyring>) -> Self {
        Self {
            note,
            keeping: Keeping::Nowhere,
            keyring,
            page: Held::default(),
        }
    }

    /// The account that may have been made, or whose password may have been changed.
    #[must_use]
    pub fn address(&self) -> &Address {
        &self.note.address
    }

    /// What was sent.
    #[must_use]
    pub fn about(&self) -> Subject {
        self.note.about
    }

    /// Where it was sent.
    #[must_use]
    pub fn way(&self) -> &Way {
        &self.note.way
    }

    /// Whether the server has said that it made the account.
    #[must_use]
    pub fn is_made(&self) -> bool {
        self.note.state == State::Made
    }

    /// Whether it was sent so short a time ago, as far as this computer's clock can be believed, that the server may still
    /// be at it. What it said to be made is not.
    #[must_use]
    pub fn is_fresh(&self, time: Duration) -> bool {
        !self.is_made() && now().saturating_sub(self.note.time) <= time.as_secs()
    }

    /// Where the password is.
    #[must_use]
    pub fn keeping(&self) -> Keeping {
        self.keeping
    }

    /// Whether a password is to be put into a keyring at all.
    #[must_use]
    pub fn is_wanted(&self) -> bool {
        self.keyring.is_some()
    }

    /// The password, from the keyring: what was put there for this submission; if that is gone, what the account's own
    /// slot has.
    ///
    /// # Errors
    ///
    /// See [`KeyringFault`].
    pub async fn password(&self) -> Result<Option<Secret>, KeyringFault> {
        let (Some(keyring), true) = (&self.keyring, self.note.kept) else {
            return Ok(None);
        };
        let Some(id) = self.page.id() else {
            return Ok(None);
        };
        let address = &self.note.address;
        match keyring.get(Slot::pending(address, &id)).await? {
            Some(password) => Ok(Some(password)),
            None => keyring.get(Slot::own(address)).await,
        }
    }

    /// There is nothing to be found out: nothing was made or changed, or its password is where it belongs. Forgets the note and the
    /// submission's own slot. What the account's own slot has is not touched.
    pub async fn forget(&self) {
        let Some(page) = self.page.take() else { return };
        if self.note.kept && !self.release(page.id()).await {
            // The note is the only thing that knows of the password: it stays for the next start to clear.
            let planned = Note {
                state: State::Planned,
                ..self.note.clone()
            };
            let _ = page.write(&planned);
            return;
        }
        page.clear();
    }

    /// The server said that the account is made, and no sign-in has proved it. Without a password in the keyring there is
    /// nothing to be found out later: whoever has the password knows where it belongs.
    pub fn made(&mut self) -> Keeping {
        self.note.state = State::Made;
        self.note.time = now();
        if self.note.kept {
            if let Some(Err(fault)) = self.page.with(|page| page.write(&self.note)) {
                // The older note says as much: look what became of it.
                tracing::warn!(%fault, "a note could not be written");
            }
        } else if let Some(page) = self.page.take() {
            page.clear();
        }
        self.keeping
    }

    /// A sign-in has proved the account, or its new password: the password moves to the account's own slot, and nothing else is left.
    pub async fn proved(&mut self, password: &Secret) -> Keeping {
        let Some(keyring) = &self.keyring else {
            self.forget().await;
            return Keeping::Nowhere;
        };
        let own = Slot::own(&self.note.address);
        // Also where it could not be put before: its owner may have opened the keyring meanwhile.
        match keyring.put(own, password.clone()).await {
            Ok(()) => {
                self.forget().await;
                Keeping::Saved
            }
            Err(fault) => {
                // What is in the keyring already stays there, with the note that knows of it.
                if self.note.kept {
                    return self.made();
                }
                self.forget().await;
                Keeping::NotSaved(fault)
            }
        }
    }

    async fn put(&self, id: &str, password: &Secret) -> Keeping {
        let Some(keyring) = &self.keyring else {
            return Keeping::Nowhere;
        };
        let slot = Slot::pending(&self.note.address, id);
        match keyring.put(slot, password.clone()).await {
            Ok(()) => Keeping::Saved,
            Err(fault) => Keeping::NotSaved(fault),
        }
    }

    /// Empties the submission's own slot; says whether it is empty now.
    async fn release(&self, id: &str) -> bool {
        let Some(keyring) = &self.keyring else {
            return false;
        };
        let slot = Slot::pending(&self.note.address, id);
        keyring.clear(slot).await.is_ok()
    }
}

/// The page of the journal, shared by all copies of what is kept.
#[derive(Debug, Clone, Default)]
struct Held(Arc<Mutex<Option<Page>>>);

impl Held {
    fn new(page: Page) -> Self {
        Self(Arc::new(Mutex::new(Some(page))))
    }

    fn id(&self) -> Option<String> {
        self.page().as_ref().map(|page| page.id().to_owned())
    }

    fn take(&self) -> Option<Page> {
        self.page().take()
    }

    fn with<T>(&self, work: impl FnOnce(&Page) -> T) -> Option<T> {
        self.page().as_ref().map(work)
    }

    fn page(&self) -> MutexGuard<'_, Option<Page>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
