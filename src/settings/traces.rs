//! What the program has left on this computer: finding it, each thing by its name, and removing it.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::{Fault, Store};
use crate::domain::{KeyringFault, NoteFault};
use crate::platform::journal::{Journal, Lying, Stays};
use crate::platform::keyring::{Keyring, Slot};
use crate::platform::{cache_folder, judge};

/// Where the program leaves something.
#[derive(Debug, Clone, Default)]
pub struct Places {
    /// The settings.
    pub settings: Option<Store>,
    /// Notes of what was sent and has no answer yet.
    pub journal: Option<Journal>,
    /// What can be had again.
    pub cache: Option<PathBuf>,
    /// Passwords.
    pub keyring: Option<Keyring>,
}

impl Places {
    /// Those of this person on this computer.
    #[must_use]
    pub fn system() -> Self {
        Self {
            settings: Some(Store::system()),
            journal: Some(Journal::system()),
            cache: cache_folder(),
            keyring: Some(Keyring::system()),
        }
    }

    /// Looks for what there is. Its owner may be asked to unlock the keyring.
    pub async fn look(&self) -> Found {
        let settings = self.settings.as_ref().map(own_files).unwrap_or_default();
        let cache = self.cache.as_deref().map(files_below).unwrap_or_default();
        let journal = self.journal.as_ref().map(Journal::all).unwrap_or_default();
        let keyring = match &self.keyring {
            Some(keyring) => keyring.names().await,
            None => Ok(Vec::new()),
        };
        Found {
            settings: settings.iter().map(|path| Trace::file(path)).collect(),
            journal: journal.iter().map(Trace::note).collect(),
            cache: cache.iter().map(|path| Trace::file(path)).collect(),
            keyring: keyring.map(|names| names.iter().map(|name| Trace::entry(name)).collect()),
        }
    }

    /// Removes all that there is. What remains, each with the reason, is returned.
    pub async fn forget(&self) -> Found {
        Found {
            settings: self.forget_settings(),
            journal: self.forget_journal(),
            cache: self.cache.as_deref().map(clear_folder).unwrap_or_default(),
            keyring: self.forget_keyring().await,
        }
    }

    fn forget_settings(&self) -> Vec<Trace> {
        let Some(store) = &self.settings else {
            return Vec::new();
        };
        let files = own_files(store);
        let removed = store.alone(|| remove(&files));
        let remain = removed.unwrap_or_else(|fault| {
            let stays = |path: &PathBuf| Trace {
                why: Some(fault.into()),
                ..Trace::file(path)
            };
            files.iter().map(stays).collect()
        });
        if remain.is_empty() {
            store.clear_away();
        }
        remain
    }

    fn forget_journal(&self) -> Vec<Trace> {
        let Some(journal) = &self.journal else {
            return Vec::new();
        };
        let stays = journal.clear_all();
        if let (true, Some(folder)) = (stays.is_empty(), journal.folder()) {
            // The folder round it, if nothing else is in it.
            let _ = folder.parent().map(fs::remove_dir);
        }
        let trace = |(lying, why): (Lying, Stays)| Trace {
            why: Some(why.into()),
            ..Trace::note(&lying)
        };
        stays.into_iter().map(trace).collect()
    }

    async fn forget_keyring(&self) -> Result<Vec<Trace>, KeyringFault> {
        let Some(keyring) = &self.keyring else {
            return Ok(Vec::new());
        };
        let mut remain = Vec::new();
        for name in keyring.names().await? {
            if let Err(fault) = keyring.clear(Slot::named(name.clone())).await {
                remain.push(Trace {
                    why: Some(Why::Keyring(fault)),
                    ..Trace::entry(&name)
                });
            }
        }
        Ok(remain)
    }
}

/// What was found, or what remains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Files of settings.
    pub settings: Vec<Trace>,
    /// Notes of sign-ups whose end is not known.
    pub journal: Vec<Trace>,
    /// Files of what can be had again.
    pub cache: Vec<Trace>,
    /// Entries of ours in the keyring; or why it does not say.
    pub keyring: Result<Vec<Trace>, KeyringFault>,
}

impl Found {
    /// Whether there is nothing at all, as far as can be told.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let files = [&self.settings, &self.journal, &self.cache];
        files.iter().all(|traces| traces.is_empty())
            && match &self.keyring {
                Ok(entries) => entries.is_empty(),
                // Where there is no keyring there is nothing in it.
                Err(fault) => *fault == KeyringFault::Missing,
            }
    }
}

/// One thing that the program has left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trace {
    /// The path of a file, or the address of an account.
    pub name: String,
    /// Why it could not be removed.
    pub why: Option<Why>,
}

/// Why something could not be removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Another program that runs is busy with it.
    InUse,
    /// The disk.
    Disk(NoteFault),
    /// The keyring.
    Keyring(KeyringFault),
}

impl From<Stays> for Why {
    fn from(stays: Stays) -> Self {
        match stays {
            Stays::InUse => Self::InUse,
            Stays::Disk(fault) => Self::Disk(fault),
        }
    }
}

impl From<Fault> for Why {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Busy => Self::InUse,
            Fault::Disk(fault) => Self::Disk(fault),
        }
    }
}

impl Trace {
    fn file(path: &Path) -> Self {
        Self {
            name: path.display().to_string(),
            why: None,
        }
    }

    fn note(lying: &Lying) -> Self {
        let name = lying.address.as_ref().map(ToString::to_string);
        Self {
            name: name.unwrap_or_else(|| lying.path.display().to_string()),
            why: None,
        }
    }

    /// An entry of the keyring: the address in its name.
    fn entry(name: &str) -> Self {
        let address = name
            .split_once(':')
            .and_then(|(_, rest)| rest.rsplit_once(':'))
            .map_or(name, |(address, _)| address);
        Self {
            name: address.to_owned(),
            why: None,
        }
    }
}

/// The files that have to do with the settings, but for the lock.
fn own_files(store: &Store) -> Vec<PathBuf> {
    let Some(Ok(files)) = store.folder().map(fs::read_dir) else {
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = files
        .flatten()
        .filter(|file| {
            let name = file.file_name();
            let name = name.to_string_lossy();
            let ours = name.starts_with("settings.") || name.starts_with(".new-");
            ours && name != "settings.lock"
        })
        .map(|file| file.path())
        .collect();
    paths.sort();
    paths
}

/// All files below a folder. Links are not followed.
fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for file in fs::read_dir(folder).into_iter().flatten().flatten() {
            match file.file_type() {
                Ok(kind) if kind.is_dir() => folders.push(file.path()),
                _ => files.push(file.path()),
            }
        }
    }
    files.sort();
    files
}

/// Removes a folder with all that is in it. What remains is returned.
fn clear_folder(folder: &Path) -> Vec<Trace> {
    let remain = remove(&files_below(folder));
    if remain.is_empty() {
        // Nothing but folders is left in it.
        let _ = fs::remove_dir_all(folder);
    }
    remain
}

/// Removes files. Those that remain are returned.
fn remove(files: &[PathBuf]) -> Vec<Trace> {
    let remove = |path: &PathBuf| match fs::remove_file(path) {
        Ok(()) => None,
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => Some(Trace {
            why: Some(Why::Disk(judge(&error))),
            ..Trace::file(path)
        }),
    };
    files.iter().filter_map(remove).collect()
}
