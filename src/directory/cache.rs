//! The last list that was loaded, kept as it came, with the day on which it was.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::{Directory, Source};
use crate::domain::NoteFault;
use crate::engine::list::{MOST_BYTES, Mark};
use crate::platform::{
    alone, cache_folder, judge, judge_folder, make_private_folder, read_most, set_aside,
    write_private,
};

/// The longest that other programs are waited for which are at the same file.
const PATIENCE: Duration = Duration::from_secs(2);

/// The longest first line, in bytes: the marks are 1 000 each at most, and so is an address that is not made up.
const LONGEST_LINE: usize = 16 * 1024;

/// The version of the file. One of another version is passed over, and written over by the next list.
const VERSION: u64 = 1;

const FILE: &str = "providers";

/// Where the last list is kept that was loaded.
///
/// It is one file in the folder that the system gives for what can be had again. Its first line is JSON about the list; behind
/// it the list stands as it came.
#[derive(Debug, Clone)]
pub struct Cache {
    folder: Option<PathBuf>,
    /// Nothing is read or written at all.
    nowhere: bool,
}

impl Default for Cache {
    fn default() -> Self {
        Self::none()
    }
}

/// What there is at the start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The list that is kept; else the one that comes with the program.
    pub directory: Directory,
    /// What was wrong with the one that is kept.
    pub trouble: Option<Trouble>,
}

/// What was wrong with the list that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// It was broken, and was put aside under this name.
    SetAside(PathBuf),
    /// It is broken or cannot be read, and cannot be put aside either.
    Unreadable(PathBuf),
}

/// A list that is kept, and what is known about it.
pub(super) struct Kept {
    pub(super) bytes: Vec<u8>,
    pub(super) about: About,
}

/// What is known about a list that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct About {
    /// When it was loaded or last found to be the newest, in seconds since 1970.
    pub(super) at: u64,
    /// The address that it is from.
    pub(super) from: String,
    pub(super) mark: Mark,
}

impl About {
    pub(super) fn source(&self) -> Source {
        Source::Loaded {
            at: self.at,
            from: self.from.clone(),
        }
    }
}

/// The first line of the file.
#[derive(Serialize, Deserialize)]
struct Line {
    version: u64,
    #[serde(default)]
    loaded: u64,
    #[serde(default)]
    from: String,
    #[serde(default)]
    etag: Option<String>,
    #[serde(default)]
    modified: Option<String>,
    /// Of the list.
    #[serde(default)]
    sha256: String,
}

/// What a look at the file came to.
enum Look {
    Kept(Box<Kept>, Directory),
    /// There is none, or one of another version.
    None,
    Broken,
    /// It cannot be read.
    Closed,
}

impl Cache {
    /// What is kept for this person, in the folder that the system gives for what can be had again: `~/.cache/vestibule` on
    /// Linux.
    #[must_use]
    pub fn system() -> Self {
        Self {
            folder: cache_folder(),
            nowhere: false,
        }
    }

    /// What is kept in this folder, which is made when something is.
    #[must_use]
    pub fn at(folder: PathBuf) -> Self {
        Self {
            folder: Some(folder),
            nowhere: false,
        }
    }

    /// Nothing is kept.
    #[must_use]
    pub fn none() -> Self {
        Self {
            folder: None,
            nowhere: true,
        }
    }

    /// The list that is kept; else the one that comes with the program. One that is broken is put aside, so that this is told
    /// only once.
    #[must_use]
    pub fn load(&self) -> Found {
        let Some(path) = self.path() else {
            return Found::built_in(None);
        };
        match look(&path) {
            Look::Kept(kept, directory) => return Found::kept(&kept, directory),
            Look::None => return Found::built_in(None),
            Look::Broken | Look::Closed => {}
        }
        // Another program may be about to do the same, or to keep a new one.
        let unreadable = || Found::built_in(Some(Trouble::Unreadable(path.clone())));
        let found = alone(&lock(&path), PATIENCE, || match look(&path) {
            Look::Kept(kept, directory) => Found::kept(&kept, directory),
            Look::None => Found::built_in(None),
            Look::Broken => match set_aside(&path) {
                Ok(aside) => Found::built_in(Some(Trouble::SetAside(aside))),
                Err(_) => unreadable(),
            },
            Look::Closed => unreadable(),
        });
        let found = found.ok().flatten().unwrap_or_else(unreadable);
        if let Some(trouble) = &found.trouble {
            tracing::warn!(?trouble, "the list that was kept cannot be read");
        }
        found
    }

    /// The list that is kept, as it came.
    pub(super) fn kept(&self) -> Option<Kept> {
        match look(&self.path()?) {
            Look::Kept(kept, _) => Some(*kept),
            _ => None,
        }
    }

    /// Keeps a list in place of the one before, wholly or not at all.
    pub(super) fn keep(&self, bytes: &[u8], about: &About) -> Result<(), NoteFault> {
        if self.nowhere {
            return Ok(());
        }
        let path = self.path().ok_or(NoteFault::NoFolder)?;
        let folder = path.parent().unwrap_or(Path::new("."));
        make_private_folder(folder).map_err(|error| judge_folder(&error))?;
        let line = Line {
            version: VERSION,
            loaded: about.at,
            from: about.from.clone(),
            etag: about.mark.etag.clone(),
            modified: about.mark.modified.clone(),
            sha256: sum(bytes),
        };
        let mut file = serde_json::to_vec(&line).map_err(|_| NoteFault::Failed)?;
        file.push(b'\n');
        file.extend_from_slice(bytes);
        let written = alone(&lock(&path), PATIENCE, || write_private(&path, &file));
        match written {
            Ok(Some(written)) => written.map_err(|error| judge(&error)),
            // Somebody holds it who does not go on. What is written is whole all the same.
            Ok(None) => write_private(&path, &file).map_err(|error| judge(&error)),
            Err(error) => Err(judge(&error)),
        }
    }

    fn path(&self) -> Option<PathBuf> {
        self.folder.as_ref().map(|folder| folder.join(FILE))
    }
}

impl Found {
    fn kept(kept: &Kept, mut directory: Directory) -> Self {
        directory.source = kept.about.source();
        directory.complete();
        Self {
            directory,
            trouble: None,
        }
    }

    fn built_in(trouble: Option<Trouble>) -> Self {
        Self {
            directory: Directory::built_in(),
            trouble,
        }
    }
}

fn lock(path: &Path) -> PathBuf {
    path.with_extension("lock")
}

fn look(path: &Path) -> Look {
    match read_most(path, LONGEST_LINE + MOST_BYTES + 1) {
        Ok(file) => read(&file),
        Err(error) if is_absent(&error) => Look::None,
        Err(_) => Look::Closed,
    }
}

fn read(file: &[u8]) -> Look {
    let end = file
        .iter()
        .take(LONGEST_LINE)
        .position(|byte| *byte == b'\n');
    let Some((line, rest)) = end.map(|end| file.split_at(end)) else {
        return Look::Broken;
    };
    let Ok(line) = serde_json::from_slice::<Line>(line) else {
        return Look::Broken;
    };
    if line.version != VERSION {
        return Look::None;
    }
    let bytes = &rest[1..];
    if bytes.len() > MOST_BYTES || sum(bytes) != line.sha256 {
        return Look::Broken;
    }
    let Ok(directory) = Directory::read(bytes) else {
        return Look::Broken;
    };
    let about = About {
        at: line.loaded,
        from: line.from,
        mark: Mark {
            etag: line.etag,
            modified: line.modified,
        },
    };
    let bytes = bytes.to_vec();
    Look::Kept(Box::new(Kept { bytes, about }), directory)
}

fn sum(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    let hash = Sha256::digest(bytes);
    hash.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Whether there is no file, which is how it is at first.
fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}
