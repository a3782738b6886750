//! A session bus with GNOME's keyring on it, and the program run there.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::watched::{Folder, Watched};

/// How long the bus and the keyring may take to start. Only broken ones take that long.
const START: Duration = Duration::from_secs(30);

/// A running bus.
pub struct Bus {
    server: Watched,
}

impl Bus {
    /// A bus with an open keyring.
    pub fn unlocked() -> Self {
        Self::start("unlocked", |_| {})
    }

    /// A bus without a keyring.
    pub fn without_keyring() -> Self {
        Self::start("none", |_| {})
    }

    /// A bus with a keyring that nobody may speak to.
    pub fn denied() -> Self {
        Self::start("denied", |_| {})
    }

    /// A bus with the keyring of another one, locked.
    pub fn locked(keyring_of: &Self) -> Self {
        let of = keyring_of.home().join(".local/share/keyrings");
        Self::start("locked", |folder| {
            let to = folder.join("home/.local/share/keyrings");
            fs::create_dir_all(&to).unwrap();
            for file in fs::read_dir(of).unwrap() {
                let file = file.unwrap();
                fs::copy(file.path(), to.join(file.file_name())).unwrap();
            }
        })
    }

    fn start(mode: &str, prepare: impl FnOnce(&Path)) -> Self {
        let folder = Folder::new("bus");
        prepare(folder.path());
        let mut command = Command::new("/bin/sh");
        command.args([
            "-c",
            include_str!("../testbed/keyring.sh"),
            "keyring.sh",
            mode,
        ]);
        let server = folder.start(&mut command);
        let bus = Self { server };
        let deadline = Instant::now() + START;
        while !bus.is_ready(mode) {
            assert!(Instant::now() < deadline, "{}", bus.server.said());
            assert_eq!(bus.server.exited(), None, "{}", bus.server.said());
            // Between two looks at what is waited for.
            std::thread::sleep(Duration::from_millis(20));
        }
        bus
    }

    fn is_ready(&self, mode: &str) -> bool {
        if !self.server.folder().join("keyring.pid").exists() {
            return false;
        }
        match mode {
            "none" => true,
            "denied" | "locked" => self.owns_name(),
            // The collection that things are put into comes last.
            _ => self.owns_name() && self.default_collection(),
        }
    }

    fn owns_name(&self) -> bool {
        self.ask(
            "org.freedesktop.DBus",
            "/org/freedesktop/DBus",
            "org.freedesktop.DBus.NameHasOwner",
            "string:org.freedesktop.secrets",
        )
        .contains("boolean true")
    }

    fn default_collection(&self) -> bool {
        self.ask(
            "org.freedesktop.secrets",
            "/org/freedesktop/secrets",
            "org.freedesktop.Secret.Service.ReadAlias",
            "string:default",
        )
        .contains("/collection/")
    }

    fn ask(&self, who: &str, path: &str, method: &str, argument: &str) -> String {
        let output = self
            .command("/usr/bin/dbus-send")
            .args(["--session", "--print-reply", "--reply-timeout=2000"])
            .arg(format!("--dest={who}"))
            .args([path, method, argument])
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    }

    /// A program that runs on the bus, with the home folder there.
    pub fn command(&self, program: &str) -> Command {
        let folder = self.server.folder();
        let mut command = Command::new(program);
        command
            .env_clear()
            .env("PATH", "/usr/bin:/bin")
            .env("LC_ALL", "C.UTF-8")
            .env("HOME", self.home())
            .env("XDG_RUNTIME_DIR", folder.join("run"))
            .env("DBUS_SESSION_BUS_ADDRESS", self.address())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    fn address(&self) -> String {
        format!("unix:path={}", self.server.folder().join("bus").display())
    }

    pub fn home(&self) -> PathBuf {
        self.server.folder().join("home")
    }

    /// The folder where the program notes what it sends.
    pub fn journal(&self) -> PathBuf {
        self.home().join(".local/share/vestibule/journal")
    }

    /// The names of the notes there.
    pub fn notes(&self) -> Vec<String> {
        let files = fs::read_dir(self.journal()).into_iter().flatten().flatten();
        let names = files.map(|file| file.file_name().into_string().unwrap());
        names.filter(|name| name.contains(".json")).collect()
    }

    /// The password in a slot, by another program than ours.
    pub fn password(&self, slot: &str) -> Option<String> {
        let output = self
            .command("/usr/bin/secret-tool")
            .args(["lookup", "service", "vestibule", "username", slot])
            .output()
            .unwrap();
        output
            .status
            .success()
            .then(|| String::from_utf8(output.stdout).unwrap())
    }

    /// The names of all slots of ours, by another program than ours.
    pub fn slots(&self) -> Vec<String> {
        let output = self
            .command("/usr/bin/secret-tool")
            .args(["search", "--all", "service", "vestibule"])
            .output()
            .unwrap();
        // It tells the attributes on standard error and the secrets on standard output.
        let told = [output.stdout, output.stderr].concat();
        let told = String::from_utf8(told).unwrap();
        let slots = told
            .lines()
            .filter_map(|line| line.strip_prefix("attribute.username = "));
        slots.map(str::to_owned).collect()
    }

    /// Stops the keyring in the middle of whatever it does; it stays on the bus and answers nothing.
    pub fn hang(&self) {
        let pid = fs::read_to_string(self.server.folder().join("keyring.pid")).unwrap();
        let stopped = Command::new("/bin/kill")
            .args(["-s", "STOP", pid.trim()])
            .status();
        assert!(stopped.unwrap().success());
    }
}
