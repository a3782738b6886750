//! A server process in a temporary folder of its own, both of which end with the test, however the test ends.

use std::ffi::OsStr;
use std::fmt::Write;
use std::fs;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};

/// A new temporary folder, for a server to be started in. It is removed on drop unless a server was started.
pub struct Folder(tempfile::TempDir);

impl Folder {
    pub fn new(name: &str) -> Self {
        let folder = tempfile::Builder::new()
            .prefix(&format!("vestibule-{name}-"))
            .tempdir()
            .unwrap();
        Self(folder)
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Writes a file into the folder.
    pub fn write(&self, name: &str, content: &str) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    /// Starts `command` in the folder; its output goes to the file `output` there.
    pub fn start(self, command: &mut Command) -> Watched {
        let mut shell = Command::new("/bin/sh");
        let _ = shell
            .args(["-c", include_str!("../testbed/watch.sh"), "watch.sh"])
            .arg(self.path())
            .arg(command.get_program())
            .args(command.get_args())
            .current_dir(self.path())
            .env_clear()
            // Fixed, so that the servers behave the same on every machine.
            .env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin")
            .env("LC_ALL", "C.UTF-8")
            .env("HOME", self.path())
            .envs(
                command
                    .get_envs()
                    .filter_map(|(name, value)| Some((name, value?))),
            )
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            // A group of its own: Ctrl-C in a terminal must not end the watcher before the server.
            .process_group(0);
        let mut shell = shell.spawn().unwrap();
        let pipe = shell.stdin.take();
        Watched {
            shell,
            pipe,
            folder: self.0.keep(),
        }
    }
}

/// A running server. Dropping it kills the server and removes its folder; so does the end of this process.
pub struct Watched {
    shell: Child,
    pipe: Option<ChildStdin>,
    folder: PathBuf,
}

impl Watched {
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The exit code, if the server has ended by itself.
    pub fn exited(&self) -> Option<String> {
        let code = fs::read_to_string(self.folder.join("exited")).ok()?;
        // The file is there a moment before what it says.
        (!code.is_empty()).then(|| code.trim().to_owned())
    }

    /// Kills the server and all that it started, with no chance to do anything about it.
    pub fn kill(&self) {
        let group = fs::read_to_string(self.folder.join("pid")).unwrap();
        let killed = Command::new("/bin/kill")
            .args(["-s", "KILL", "--", &format!("-{}", group.trim())])
            .status();
        assert!(killed.unwrap().success());
    }

    /// What the server has said so far: its output and its log files.
    pub fn said(&self) -> String {
        let mut all = String::new();
        for entry in fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let is_log = path.extension() == Some(OsStr::new("log"))
                || path.file_name() == Some(OsStr::new("output"));
            if is_log {
                let text = fs::read(&path).unwrap_or_default();
                let _ = writeln!(
                    all,
                    "--- {}\n{}",
                    path.display(),
                    String::from_utf8_lossy(&text)
                );
            }
        }
        all
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        drop(self.pipe.take());
        let _ = self.shell.wait();
    }
}
