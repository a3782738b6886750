//! All that lies in the folder of the notes, whoever left it there, and clearing it away.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Journal, Lock, Note, judge, read_small};
use crate::domain::{Address, NoteFault};

/// A file in the folder of the notes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lying {
    /// Where it is.
    pub path: PathBuf,
    /// The account that it is about, if it is a note that can be read.
    pub address: Option<Address>,
}

/// Why something stays in the folder of the notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stays {
    /// Another program that runs is busy with it.
    InUse,
    /// The disk.
    Disk(NoteFault),
}

impl Journal {
    /// All that lies in the folder, but for the locks.
    #[must_use]
    pub fn all(&self) -> Vec<Lying> {
        let folder = self.folder.as_deref();
        let Some(Ok(files)) = folder.map(fs::read_dir) else {
            return Vec::new();
        };
        let paths = files.flatten().map(|file| file.path());
        let mut lying: Vec<Lying> = paths
            .filter(|path| path.extension().is_none_or(|ending| ending != "lock"))
            .map(|path| Lying {
                address: address(&path),
                path,
            })
            .collect();
        lying.sort_by(|one, other| one.path.cmp(&other.path));
        lying
    }

    /// Clears the folder away. What stays, and why, is returned.
    #[must_use]
    pub fn clear_all(&self) -> Vec<(Lying, Stays)> {
        let mut stays = Vec::new();
        for lying in self.all() {
            if let Err(why) = clear(&lying.path) {
                stays.push((lying, why));
            }
        }
        if let (Some(folder), true) = (&self.folder, stays.is_empty()) {
            // Locks that nobody holds; whoever takes one now is about to begin a note, and the folder stays.
            let files = fs::read_dir(folder).into_iter().flatten().flatten();
            for path in files.map(|file| file.path()) {
                if let Ok(Some(lock)) = Lock::take(&path.with_extension("json")) {
                    lock.remove();
                }
            }
            let _ = fs::remove_dir(folder);
        }
        stays
    }
}

fn address(path: &Path) -> Option<Address> {
    let note: Note = serde_json::from_slice(&read_small(path).ok()?).ok()?;
    Some(note.address)
}

fn clear(path: &Path) -> Result<(), Stays> {
    let lock = if path.extension().is_some_and(|ending| ending == "json") {
        let taken = Lock::take(path).map_err(|error| Stays::Disk(judge(&error)))?;
        Some(taken.ok_or(Stays::InUse)?)
    } else {
        None
    };
    fs::remove_file(path).map_err(|error| Stays::Disk(judge(&error)))?;
    if let Some(lock) = lock {
        lock.remove();
    }
    Ok(())
}
