//! Files that belong to the person alone.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use directories::ProjectDirs;

/// The folder for what lives as long as a running program: the system's folder for that, else the cache.
///
/// It is made if it is not there, for this person alone.
///
/// # Errors
///
/// If the person has no home folder, or the folder cannot be made.
pub fn runtime_folder() -> io::Result<PathBuf> {
    let project = ProjectDirs::from("", "", "Vestibule")
        .ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, "there is no home folder"))?;
    let folder = project
        .runtime_dir()
        .unwrap_or_else(|| project.cache_dir())
        .to_owned();
    make_private_folder(&folder)?;
    Ok(folder)
}

/// Writes a file that only this person can read (mode 0600), wholly or not at all: what was there before stays until
/// the new one is safe on the disk.
///
/// # Errors
///
/// If the folder is not there or cannot be written to.
pub fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new()
        .prefix(".new-")
        .tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    let _file: File = file.persist(path).map_err(|error| error.error)?;
    // The new name, too, must be on the disk; systems without folders as files do it by themselves.
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    Ok(())
}

/// A file that is removed when this is dropped, unless somebody else has written it meanwhile.
#[derive(Debug)]
pub struct Removed {
    path: PathBuf,
    bytes: Vec<u8>,
}

impl Removed {
    /// Writes a private file for as long as this value lives.
    ///
    /// # Errors
    ///
    /// As [`write_private`].
    pub fn write(path: PathBuf, bytes: Vec<u8>) -> io::Result<Self> {
        write_private(&path, &bytes)?;
        Ok(Self { path, bytes })
    }
}

impl Drop for Removed {
    fn drop(&mut self) {
        if fs::read(&self.path).is_ok_and(|bytes| bytes == self.bytes) {
            let _ = fs::remove_file(&self.path);
        }
    }
}

fn make_private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        let _ = builder.mode(0o700);
    }
    builder.recursive(true).create(folder)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;

    #[test]
    fn a_private_file_is_for_its_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        write_private(&path, b"first").unwrap();
        write_private(&path, b"second").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"second");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = fs::metadata(&path).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[test]
    fn what_could_not_be_written_leaves_what_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("no such folder").join("file");
        assert!(write_private(&path, b"text").is_err());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_file_for_a_while_goes_with_its_owner() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        let mine = Removed::write(path.clone(), b"mine".to_vec()).unwrap();
        assert!(path.exists());
        drop(mine);
        assert!(!path.exists());

        let mine = Removed::write(path.clone(), b"mine".to_vec()).unwrap();
        write_private(&path, b"somebody else's").unwrap();
        drop(mine);
        assert!(path.exists());
    }
}
