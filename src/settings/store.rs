//! The file of the settings: read once, at the start; each change is written at once, into what the file says by then.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::Duration;

use directories::ProjectDirs;
use serde_json::{Map, Value};

use super::{Change, Settings};
use crate::domain::NoteFault;
use crate::platform::{
    alone, judge, judge_folder, make_private_folder, read_small, set_aside, write_private,
};

/// The longest that other programs are waited for which are at the same file.
pub const PATIENCE: Duration = Duration::from_secs(2);

const FILE: &str = "settings.json";

/// Where the settings are.
#[derive(Debug, Clone)]
pub struct Store {
    folder: Option<PathBuf>,
    patience: Duration,
    /// Nothing is read or written at all.
    nowhere: bool,
}

/// What was found at the start.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Loaded {
    /// The settings; those that could not be read are as they come.
    pub settings: Settings,
    /// What was wrong with the file.
    pub trouble: Option<Trouble>,
}

/// What was wrong with the file at the start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// It was no file of settings, and was put aside under this name.
    SetAside(PathBuf),
    /// It is no file of settings, or cannot be read, and it cannot be put aside either. It stays where it is.
    Unreadable(PathBuf),
}

/// Why a change was not written. It holds for as long as the program runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The disk.
    #[error(transparent)]
    Disk(#[from] NoteFault),
    /// Another program is at the file and does not let go of it; it may be suspended.
    #[error("another program is at the settings")]
    Busy,
}

impl Store {
    /// The settings of this person, in the folder that the system gives for configuration: `~/.config/vestibule` on Linux.
    #[must_use]
    pub fn system() -> Self {
        let project = ProjectDirs::from("", "", "Vestibule");
        Self {
            folder: project.map(|project| project.config_dir().to_owned()),
            patience: PATIENCE,
            nowhere: false,
        }
    }

    /// Settings in this folder, which is made when something is set.
    #[must_use]
    pub fn at(folder: PathBuf) -> Self {
        Self {
            folder: Some(folder),
            patience: PATIENCE,
            nowhere: false,
        }
    }

    /// Settings that last as long as the program.
    #[must_use]
    pub fn none() -> Self {
        Self {
            folder: None,
            patience: PATIENCE,
            nowhere: true,
        }
    }

    /// The same, which waits at most so long for others that are at the same file.
    #[must_use]
    pub fn patient(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// The folder that the file is in, or will be.
    #[must_use]
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// What is set. What is no file of settings is put aside, so that this is told only once.
    #[must_use]
    pub fn load(&self) -> Loaded {
        let Some(path) = self.path() else {
            return Loaded::default();
        };
        match read(&path) {
            Ok(Some(file)) => return Loaded::of(&file),
            Err(error) if is_absent(&error) => return Loaded::default(),
            Ok(None) | Err(_) => {}
        }
        // Another program may be about to do the same.
        let found = self.alone(|| match read(&path) {
            Ok(Some(file)) => Loaded::of(&file),
            Err(error) if is_absent(&error) => Loaded::default(),
            Ok(None) => match set_aside(&path) {
                Ok(aside) => Loaded::with(Trouble::SetAside(aside)),
                Err(_) => Loaded::with(Trouble::Unreadable(path.clone())),
            },
            Err(_) => Loaded::with(Trouble::Unreadable(path.clone())),
        });
        let loaded = found.unwrap_or_else(|_| Loaded::with(Trouble::Unreadable(path)));
        if let Some(trouble) = &loaded.trouble {
            tracing::warn!(?trouble, "the settings could not be read");
        }
        loaded
    }

    /// Writes a change into the file, wholly or not at all; what others have written there meanwhile stays.
    ///
    /// May take up to [`PATIENCE`].
    ///
    /// # Errors
    ///
    /// See [`Fault`]; the file is as it was then.
    pub fn change(&self, change: &Change) -> Result<(), Fault> {
        if self.nowhere {
            return Ok(());
        }
        let path = self.path().ok_or(NoteFault::NoFolder)?;
        let folder = path.parent().unwrap_or(Path::new("."));
        make_private_folder(folder).map_err(|error| judge_folder(&error))?;
        self.alone(|| {
            let mut file = match read(&path) {
                Ok(Some(file)) => file,
                Ok(None) => {
                    let _ = set_aside(&path).map_err(|error| judge(&error))?;
                    Map::new()
                }
                Err(error) if is_absent(&error) => Map::new(),
                Err(error) => return Err(judge(&error).into()),
            };
            change.write(&mut file);
            let mut text = serde_json::to_vec_pretty(&file).map_err(|_| NoteFault::Failed)?;
            text.push(b'\n');
            // A link to the file stays one: some people keep what they set in a place of its own.
            let target = path.canonicalize().unwrap_or_else(|_| path.clone());
            write_private(&target, &text).map_err(|error| judge(&error).into())
        })?
    }

    /// Does something with the file while no other program writes it.
    pub(super) fn alone<T>(&self, work: impl FnOnce() -> T) -> Result<T, Fault> {
        let lock = self.lock().ok_or(NoteFault::NoFolder)?;
        let done = alone(&lock, self.patience, work);
        done.map_err(|error| judge(&error))?.ok_or(Fault::Busy)
    }

    /// Removes the lock, and the folder if nothing else is in it.
    pub(super) fn clear_away(&self) {
        let _ = self.lock().map(fs::remove_file);
        let _ = self.folder.as_ref().map(fs::remove_dir);
    }

    fn lock(&self) -> Option<PathBuf> {
        self.path().map(|path| path.with_extension("lock"))
    }

    fn path(&self) -> Option<PathBuf> {
        self.folder.as_ref().map(|folder| folder.join(FILE))
    }
}

impl Loaded {
    fn of(file: &Map<String, Value>) -> Self {
        Self {
            settings: Settings::read(file),
            trouble: None,
        }
    }

    fn with(trouble: Trouble) -> Self {
        Self {
            settings: Settings::default(),
            trouble: Some(trouble),
        }
    }
}

/// What the file says; `None` if it is no file of settings.
fn read(path: &Path) -> io::Result<Option<Map<String, Value>>> {
    let bytes = read_small(path)?;
    // Some editors put a mark before the text.
    let text = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes);
    Ok(serde_json::from_slice(text).ok())
}

/// Whether there is no file, which is how it is at first.
fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}
