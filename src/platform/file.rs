//! Files that belong to the person alone.

use std::ffi::OsString;
use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use directories::{ProjectDirs, UserDirs};

use super::journal::now;
use crate::domain::NoteFault;

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

/// The folder for what can be had again.
#[must_use]
pub fn cache_folder() -> Option<PathBuf> {
    let project = ProjectDirs::from("", "", "Vestibule")?;
    Some(project.cache_dir().to_owned())
}

/// The folder where a person looks for what was saved: the one for downloads, else the home folder.
///
/// # Errors
///
/// If the person has no home folder, or the folder cannot be made.
pub fn download_folder() -> io::Result<PathBuf> {
    let person = UserDirs::new()
        .ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, "there is no home folder"))?;
    let folder = person.download_dir().unwrap_or_else(|| person.home_dir());
    fs::create_dir_all(folder)?;
    Ok(folder.to_owned())
}

/// Writes a new file into a folder and returns its path. If there is one of that name already, a number is added to the
/// name: nothing is ever overwritten.
///
/// # Errors
///
/// If the folder cannot be written to, or holds more than 1 000 such files.
pub fn write_new(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<PathBuf> {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    for number in 1..1_000 {
        let name = match (number, ending) {
            (1, _) => name.to_owned(),
            (_, "") => format!("{stem}-{number}"),
            _ => format!("{stem}-{number}.{ending}"),
        };
        let path = folder.join(name);
        match File::options().write(true).create_new(true).open(&path) {
            Ok(mut file) => {
                return match file.write_all(bytes) {
                    Ok(()) => Ok(path),
                    Err(error) => {
                        let _ = fs::remove_file(&path);
                        Err(error)
                    }
                };
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// Writes a file that only this person can read (mode 0600), wholly or not at all: what was there before stays until
/// the new one is safe on the disk.
///
/// # Errors
///
/// If the folder is not there or cannot be written to.
pub fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut prefix = OsString::from(NEW);
    prefix.push(path.file_name().unwrap_or_default());
    prefix.push("-");
    let mut file = tempfile::Builder::new()
        .prefix(&prefix)
        .tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    let _file: File = file.persist(path).map_err(|error| error.error)?;
    // The new name, too, must be on the disk; systems without folders as files do it by themselves.
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    Ok(())
}

/// What the name of a file begins with that [`write_private`] has not finished.
const NEW: &str = ".new-";

/// The file that this one was to become, if [`write_private`] began it: it is left where a program is killed on the way.
#[must_use]
pub(super) fn begun_for(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?.to_str()?;
    let (name, _random) = name.strip_prefix(NEW)?.rsplit_once('-')?;
    Some(path.with_file_name(name))
}

/// The beginning of a file: more than any note, and any file of settings, is long.
///
/// # Errors
///
/// If it is not there or cannot be read.
pub fn read_small(path: &Path) -> io::Result<Vec<u8>> {
    read_most(path, 64 * 1024)
}

/// A file, or so many bytes of it from the beginning.
///
/// # Errors
///
/// If it is not there or cannot be read.
pub fn read_most(path: &Path, most: usize) -> io::Result<Vec<u8>> {
    let most = u64::try_from(most).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    let _ = File::open(path)?.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Moves a file that cannot be read out of the way, under a name that says so, and returns that. Nothing is overwritten.
///
/// # Errors
///
/// If its folder must not be written to.
pub fn set_aside(path: &Path) -> io::Result<PathBuf> {
    let time = now();
    for number in 1..1_000 {
        let mut name = OsString::from(path.file_name().unwrap_or_default());
        name.push(format!(".broken-{time}"));
        if number > 1 {
            name.push(format!("-{number}"));
        }
        let aside = path.with_file_name(name);
        if !aside.exists() {
            fs::rename(path, &aside)?;
            return Ok(aside);
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

/// Does something that no other program does at the same moment: those that lock the same file wait for each other, for
/// `patience` at most. `None` if that was too short: another program may have been suspended while it held the lock.
///
/// # Errors
///
/// If the file cannot be made.
pub fn alone<T>(
    lock: &Path,
    patience: Duration,
    work: impl FnOnce() -> T,
) -> io::Result<Option<T>> {
    let file = lock_file(lock)?;
    let began = Instant::now();
    loop {
        match file.try_lock() {
            // A file system without locks: then there are none.
            Ok(()) | Err(TryLockError::Error(_)) => return Ok(Some(work())),
            Err(TryLockError::WouldBlock) if began.elapsed() >= patience => return Ok(None),
            Err(TryLockError::WouldBlock) => thread::sleep(Duration::from_millis(5)),
        }
    }
}

/// Opens a file that is there only to be locked.
pub(super) fn lock_file(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    let _ = options.create(true).append(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        let _ = options.mode(0o600);
    }
    options.open(path)
}

/// What an error of a disk means for a person.
#[must_use]
pub fn judge(error: &io::Error) -> NoteFault {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            NoteFault::Full
        }
        ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied => NoteFault::ReadOnly,
        ErrorKind::NotFound | ErrorKind::NotADirectory => NoteFault::NoFolder,
        _ => NoteFault::Failed,
    }
}

/// What an error of making a folder means for a person.
#[must_use]
pub fn judge_folder(error: &io::Error) -> NoteFault {
    match judge(error) {
        NoteFault::Failed => NoteFault::NoFolder,
        fault => fault,
    }
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

/// Makes a folder that only this person can look into (mode 0700), if it is not there.
///
/// # Errors
///
/// If it cannot be made.
pub fn make_private_folder(folder: &Path) -> io::Result<()> {
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
    fn a_new_file_never_takes_the_place_of_another() {
        let folder = tempfile::tempdir().unwrap();
        let names: Vec<PathBuf> = (0..3_u8)
            .map(|byte| write_new(folder.path(), "puzzle.wav", &[byte]).unwrap())
            .collect();
        for (byte, name) in ["puzzle.wav", "puzzle-2.wav", "puzzle-3.wav"]
            .iter()
            .enumerate()
        {
            assert_eq!(names[byte], folder.path().join(name));
            assert_eq!(
                fs::read(&names[byte]).unwrap(),
                [u8::try_from(byte).unwrap()]
            );
        }
        assert!(write_new(&folder.path().join("no such folder"), "x", b"").is_err());
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
