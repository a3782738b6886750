//! Notes of what was sent and has no answer yet, so that the next start of the program knows of it.
//!
//! Each submission has a note of its own, a small file without any secret. Beside it lies an empty file that is locked as
//! long as the program lives that wrote the note: by that, several programs know each other's from those that were left.

mod all;

pub use all::{Lying, Stays};

use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use directories::ProjectDirs;
use serde::{Deserialize, Serialize};

use super::file::{
    begun_for, judge, judge_folder, lock_file, make_private_folder, read_small, set_aside,
    write_private,
};
use crate::domain::{Address, NoteFault};

/// How often a lock is tried to be had. Only somebody who sweeps at the same moment can be in the way, and only once.
const TRIES: usize = 8;

/// What is noted about a submission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The account that it is about.
    #[serde(with = "text")]
    pub address: Address,
    /// What was sent.
    #[serde(default)]
    pub about: Subject,
    /// How far it has come.
    pub state: State,
    /// When it was noted last, in seconds since 1970 by this computer's clock. For people to read: nothing depends on it.
    pub time: u64,
    /// Whether the password is in the keyring, in the slot with the id of the note.
    pub kept: bool,
    /// Where it was sent.
    #[serde(default)]
    pub way: Way,
}

/// What a submission is for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// A new account.
    #[default]
    NewAccount,
    /// A new password for an account that there is.
    NewPassword,
}

/// How far a submission has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Nothing was sent: the password is on its way into the keyring.
    Planned,
    /// It is being sent, or it was.
    Sent,
    /// The server said that the account is made; a sign-in has not proved it.
    Made,
}

/// Where a submission was sent, if that is not left to the domain's own records.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Way {
    /// The host and port.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub connect: Option<(String, u16)>,
    /// The way of encryption: `auto`, `direct` or `starttls`.
    #[serde(default)]
    pub tls: String,
    /// The proxy, without its password: whoever went through one shall not be looked after past it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proxy: Option<String>,
}

/// The folder of the notes.
#[derive(Debug, Clone)]
pub struct Journal {
    folder: Option<PathBuf>,
}

impl Journal {
    /// The journal of this person: `journal` in the folder for data that stays on this computer.
    #[must_use]
    pub fn system() -> Self {
        let project = ProjectDirs::from("", "", "Vestibule");
        Self {
            folder: project.map(|project| project.data_local_dir().join("journal")),
        }
    }

    /// A journal in this folder, which is made when something is noted.
    #[must_use]
    pub fn at(folder: PathBuf) -> Self {
        Self {
            folder: Some(folder),
        }
    }

    /// The folder, if there is one.
    #[must_use]
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// Notes something for the first time.
    ///
    /// # Errors
    ///
    /// See [`NoteFault`]; nothing is left behind then.
    pub fn begin(&self, note: &Note) -> Result<Page, NoteFault> {
        let folder = self.folder.as_ref().ok_or(NoteFault::NoFolder)?;
        make_private_folder(folder).map_err(|error| judge_folder(&error))?;
        let page = Page::new_in(folder)?;
        match page.write(note) {
            Ok(()) => Ok(page),
            Err(fault) => {
                page.clear();
                Err(fault)
            }
        }
    }

    /// The notes that programs left which live no longer, the newest first.
    ///
    /// What cannot be read is set aside under another name. Without a folder there are none.
    #[must_use]
    pub fn left_over(&self) -> Vec<(Page, Note)> {
        let Some(folder) = &self.folder else {
            return Vec::new();
        };
        let Ok(files) = fs::read_dir(folder) else {
            return Vec::new();
        };
        let paths: Vec<PathBuf> = files.flatten().map(|file| file.path()).collect();
        for path in &paths {
            sweep(path);
        }
        let mut left: Vec<(Page, Note)> = paths.iter().filter_map(|path| take_over(path)).collect();
        left.sort_by_key(|(page, note)| (std::cmp::Reverse(note.time), page.id.clone()));
        left
    }
}

/// A note that belongs to this program, for as long as this value lives. The file stays when it is dropped.
#[derive(Debug)]
pub struct Page {
    id: String,
    path: PathBuf,
    lock: Lock,
}

impl Page {
    /// A page that nothing is written on yet.
    fn new_in(folder: &Path) -> Result<Self, NoteFault> {
        for _ in 0..TRIES {
            let id = random_id()?;
            let path = folder.join(format!("{id}.json"));
            if let Some(lock) = Lock::take(&path).map_err(|error| judge(&error))? {
                return Ok(Self { id, path, lock });
            }
        }
        Err(NoteFault::Failed)
    }

    /// What tells it from all others.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Writes the note anew, wholly or not at all.
    ///
    /// # Errors
    ///
    /// See [`NoteFault`]; what was noted before is still there.
    pub fn write(&self, note: &Note) -> Result<(), NoteFault> {
        let text = serde_json::to_vec(note).map_err(|_| NoteFault::Failed)?;
        write_private(&self.path, &text).map_err(|error| judge(&error))
    }

    /// Removes the note.
    pub fn clear(self) {
        if let Err(error) = fs::remove_file(&self.path)
            && error.kind() != ErrorKind::NotFound
        {
            tracing::warn!(%error, "a note could not be removed");
            return;
        }
        self.lock.remove();
    }
}

/// The seconds since 1970.
#[must_use]
pub fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| since.as_secs())
}

/// Removes what a program left that was killed beside a note: one that it had only begun to write, or a lock without a note.
/// Nobody may hold the lock.
fn sweep(path: &Path) {
    if let Some(note) = begun_for(path) {
        if let Ok(Some(lock)) = Lock::take(&note) {
            let _ = fs::remove_file(path);
            if !note.exists() {
                lock.remove();
            }
        }
        return;
    }
    let note = path.with_extension("json");
    if path.extension().is_none_or(|extension| extension != "lock") || note.exists() {
        return;
    }
    if let Ok(Some(lock)) = Lock::take(&note)
        && !note.exists()
    {
        lock.remove();
    }
}

/// Takes over a note, if this is one and nobody holds it.
fn take_over(path: &Path) -> Option<(Page, Note)> {
    if path.extension()? != "json" {
        return None;
    }
    let id = path.file_stem()?.to_str()?.to_owned();
    let lock = Lock::take(path).ok()??;
    let bytes = match read_small(path) {
        Ok(bytes) => bytes,
        Err(error) => {
            // It was cleared between the look into the folder and the lock.
            if error.kind() == ErrorKind::NotFound {
                lock.remove();
            }
            return None;
        }
    };
    let Ok(note) = serde_json::from_slice(&bytes) else {
        let aside = set_aside(path);
        tracing::warn!(?aside, "a note could not be read");
        lock.remove();
        return None;
    };
    let path = path.to_owned();
    Some((Page { id, path, lock }, note))
}

/// A lock beside a note. It goes with the program, however that ends.
#[derive(Debug)]
struct Lock {
    path: PathBuf,
    _file: Option<File>,
}

impl Lock {
    /// Takes the lock of a note; `None` if another program has it.
    fn take(note: &Path) -> io::Result<Option<Self>> {
        let path = note.with_extension("lock");
        for _ in 0..TRIES {
            let file = match lock_file(&path) {
                Ok(file) => file,
                // What cannot be written to can still be read, and what it says be found out.
                Err(error) if judge(&error) == NoteFault::ReadOnly && note.exists() => {
                    return Ok(Some(Self { path, _file: None }));
                }
                Err(error) => return Err(error),
            };
            match file.try_lock() {
                Err(TryLockError::WouldBlock) => return Ok(None),
                // A file system without locks: then there are none.
                Ok(()) | Err(TryLockError::Error(_)) => {}
            }
            // Who had it before may have removed it since it was opened: then this is the lock of nothing.
            if is_still(&file, &path) {
                let file = Some(file);
                return Ok(Some(Self { path, _file: file }));
            }
        }
        Ok(None)
    }

    fn remove(self) {
        let _ = fs::remove_file(&self.path);
    }
}

/// Whether a file is what its path leads to.
#[cfg(unix)]
fn is_still(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let (Ok(ours), Ok(there)) = (file.metadata(), fs::metadata(path)) else {
        return false;
    };
    (ours.dev(), ours.ino()) == (there.dev(), there.ino())
}

/// Whether a file is what its path leads to: here nobody can remove what is open.
#[cfg(not(unix))]
fn is_still(_: &File, path: &Path) -> bool {
    path.exists()
}

fn random_id() -> Result<String, NoteFault> {
    let mut random = [0; 8];
    getrandom::fill(&mut random).map_err(|_| NoteFault::Failed)?;
    Ok(format!("{:016x}", u64::from_le_bytes(random)))
}

/// An address as its text.
mod text {
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error};

    use crate::domain::Address;

    pub(super) fn serialize<S: Serializer>(address: &Address, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(address)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Address, D::Error> {
        let text = String::deserialize(from)?;
        Address::parse(&text).map_err(D::Error::custom)
    }
}
