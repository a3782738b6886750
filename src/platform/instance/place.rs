//! Where the lock and the socket of a window are, and whose they are.

use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind};
use std::os::unix::fs::{FileTypeExt as _, MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::{env, fmt::Write as _};

use directories::ProjectDirs;
use sha2::{Digest as _, Sha256};

use crate::platform::file::lock_file;
use crate::platform::{proxy, runtime_folder};

/// The lock and the socket of the windows that are alike.
#[derive(Debug)]
pub(super) struct Place {
    folder: PathBuf,
    mark: String,
    /// Whose program this is.
    pub(super) own: u32,
}

impl Place {
    /// That of a start with these options.
    ///
    /// # Errors
    ///
    /// If there is no folder for it that is this person's alone.
    pub(super) fn of_this_start(options: &[String]) -> io::Result<Self> {
        let mark = mark(surroundings().chain(options.iter().cloned()));
        Self::in_folder(runtime_folder()?, &mark, own_user()?)
    }

    /// That in this folder, which belongs to this user and is closed to others if it was not.
    ///
    /// # Errors
    ///
    /// If it is no folder, or somebody else's.
    pub(super) fn in_folder(folder: PathBuf, mark: &str, own: u32) -> io::Result<Self> {
        let meta = fs::symlink_metadata(&folder)?;
        if !meta.is_dir() || meta.uid() != own {
            return Err(ErrorKind::PermissionDenied.into());
        }
        if is_open(&meta) {
            fs::set_permissions(&folder, fs::Permissions::from_mode(0o700))?;
        }
        Ok(Self {
            folder,
            mark: mark.to_owned(),
            own,
        })
    }

    /// The socket.
    pub(super) fn socket(&self) -> PathBuf {
        self.folder.join(format!("window-{}.socket", self.mark))
    }

    /// The socket as long as it is being made.
    pub(super) fn new_socket(&self) -> PathBuf {
        self.folder.join(format!("window-{}.new", self.mark))
    }

    /// Takes the lock. `None` if another program has it.
    ///
    /// # Errors
    ///
    /// If it cannot be made, or the file system has no locks.
    pub(super) fn lock(&self) -> io::Result<Option<Lock>> {
        let path = self.folder.join(format!("window-{}.lock", self.mark));
        loop {
            let file = lock_file(&path)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Ok(None),
                Err(TryLockError::Error(error)) => return Err(error),
            }
            // Whoever had it before may have removed it between the two steps: then this one locks nothing.
            match fs::symlink_metadata(&path) {
                Ok(meta) if is_same(&meta, &file.metadata()?) => {
                    return Ok(Some(Lock { path, _file: file }));
                }
                Ok(_) => {}
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Whether the socket is one, and this person's alone.
    ///
    /// # Errors
    ///
    /// If there is none, or it cannot be looked at.
    pub(super) fn is_sound(&self) -> io::Result<bool> {
        let meta = fs::symlink_metadata(self.socket())?;
        Ok(meta.file_type().is_socket() && meta.uid() == self.own && !is_open(&meta))
    }
}

/// A lock that is held. It goes with its owner, however that ends.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    _file: File,
}

impl Drop for Lock {
    fn drop(&mut self) {
        // While it is held, nobody else has one of this name.
        let _ = fs::remove_file(&self.path);
    }
}

/// Whose program this is.
fn own_user() -> io::Result<u32> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .build()?;
    let _inside = runtime.enter();
    // Both ends of a pair are this program's.
    let (pair, _) = tokio::net::UnixStream::pair()?;
    Ok(pair.peer_cred()?.uid())
}

/// Whether others may do anything with it.
fn is_open(meta: &fs::Metadata) -> bool {
    const OTHERS: u32 = 0o077;
    meta.mode() & OTHERS != 0
}

fn is_same(one: &fs::Metadata, other: &fs::Metadata) -> bool {
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

/// What makes two windows different that were started alike.
fn surroundings() -> impl Iterator<Item = String> {
    // What the keyring is reached by. What stands behind the comma is another one for each start of the same bus.
    let bus = said("DBUS_SESSION_BUS_ADDRESS");
    let bus = bus.split(',').next().unwrap_or_default().to_owned();
    let folders = ProjectDirs::from("", "", "Vestibule");
    let folders = folders.iter().flat_map(|all| {
        [all.config_dir(), all.data_dir(), all.cache_dir()].map(|path| path.display().to_string())
    });
    let folders: Vec<String> = folders.collect();
    let hidden = proxy::NAMED.iter().chain(&proxy::EXCEPTED);
    let trusted = ["SSL_CERT_FILE", "SSL_CERT_DIR"].iter();
    let variables = hidden.chain(trusted).map(|name| said(name));
    [screen(), bus].into_iter().chain(folders).chain(variables)
}

/// The screen that a window would be on.
fn screen() -> String {
    let wayland = [said("WAYLAND_DISPLAY"), said("WAYLAND_SOCKET")];
    if let Some(wayland) = wayland.iter().find(|name| !name.is_empty()) {
        return format!("wayland {wayland}");
    }
    // `:0.0` is `:0`.
    let x11 = said("DISPLAY");
    x11.strip_suffix(".0").unwrap_or(&x11).to_owned()
}

fn said(variable: &str) -> String {
    let value = env::var_os(variable).unwrap_or_default();
    value.to_string_lossy().into_owned()
}

/// A name for all that makes two windows different, from which nothing of it can be read.
fn mark(parts: impl Iterator<Item = String>) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_le_bytes());
        hash.update(part.as_bytes());
    }
    let hash = hash.finalize();
    hash.iter().take(8).fold(String::new(), |mut mark, byte| {
        let _ = write!(mark, "{byte:02x}");
        mark
    })
}

/// Removes what lies where a socket is to be.
///
/// # Errors
///
/// If there is something that cannot be removed.
pub(super) fn clear(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
