//! A person's folder for one of the files that the program keeps, and disks that fail under it.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

/// The folder round a file of this name.
pub struct Home {
    root: TempDir,
    name: &'static str,
}

impl Home {
    pub fn new(name: &'static str) -> Self {
        let root = tempfile::tempdir().unwrap();
        Self { root, name }
    }

    /// One that has this file already.
    pub fn with(name: &'static str, bytes: impl AsRef<[u8]>) -> Self {
        let home = Self::new(name);
        fs::create_dir_all(home.folder()).unwrap();
        fs::write(home.file(), bytes).unwrap();
        home
    }

    /// Where the test may put something of its own.
    pub fn root(&self) -> &Path {
        self.root.path()
    }

    /// The folder, which is not there before something is kept.
    pub fn folder(&self) -> PathBuf {
        self.root().join("deep").join("vestibule")
    }

    pub fn file(&self) -> PathBuf {
        self.folder().join(self.name)
    }

    pub fn lock(&self) -> PathBuf {
        self.file().with_extension("lock")
    }

    /// What lies in the folder, without the lock.
    pub fn names(&self) -> Vec<String> {
        let files = fs::read_dir(self.folder()).unwrap();
        let lock = self.lock();
        let paths = files.map(|file| file.unwrap().path());
        let names = paths
            .filter(|path| *path != lock)
            .map(|path| path.file_name().unwrap().to_str().unwrap().to_owned());
        let mut names: Vec<String> = names.collect();
        names.sort();
        names
    }

    /// Nobody but this person can read it.
    #[cfg(unix)]
    pub fn is_private(&self) -> bool {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = |path: PathBuf| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        (mode(self.file()), mode(self.folder())) == (0o600, 0o700)
    }

    /// Runs the test of this name once more, where the folder is in such a state, which only that program sees. What it
    /// [tells](tell) is returned; by [`in_trouble`] it knows that it is the one.
    pub fn under<N: AsRef<OsStr>>(
        &self,
        trouble: &str,
        test: &str,
        variables: impl IntoIterator<Item = (&'static str, N)>,
    ) -> Value {
        // The lock is there from an earlier time, as it mostly is.
        fs::write(self.lock(), "").unwrap();
        let folder = self.folder();
        let script = format!(
            "D={}; cp -a $D $D.kept; {trouble}; exec \"$@\"",
            folder.display()
        );
        let output = Command::new("/usr/bin/unshare")
            .args(["-Urm", "/bin/sh", "-c", &script, "sh"])
            .arg(std::env::current_exe().unwrap())
            .args(["--exact", test, "--nocapture"])
            .env(FOLDER, &folder)
            .envs(variables)
            .output()
            .unwrap();
        let printed = String::from_utf8(output.stdout).unwrap();
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{trouble}: {printed}{errors}");
        let line = printed.lines().find_map(|line| line.strip_prefix(TOLD));
        serde_json::from_str(line.unwrap_or_else(|| panic!("{trouble}: {printed}{errors}")))
            .unwrap()
    }
}

/// A disk that is full from the beginning.
pub const FULL: &str =
    "mount -t tmpfs -o size=16k none $D; cp -a $D.kept/. $D; cat /dev/zero >$D/filled 2>/dev/null";

/// A limit on the size of files, which is as good as a full disk.
pub const LIMIT: &str = "trap '' XFSZ; ulimit -f 0";

/// A disk that cannot be written to.
pub const READ_ONLY: &str = "mount --bind $D $D; mount -o remount,bind,ro $D";

/// A file where the folder should be.
pub const MISSING: &str = "rm -r $D; echo >$D";

/// The folder in trouble, in the program that [`Home::under`] starts.
pub fn in_trouble() -> Option<PathBuf> {
    std::env::var_os(FOLDER).map(PathBuf::from)
}

/// Tells the program that has started this one what was found.
pub fn tell(found: &Value) {
    println!("\n{TOLD}{found}");
}

const FOLDER: &str = "VESTIBULE_TEST_FOLDER";
const TOLD: &str = "told: ";
