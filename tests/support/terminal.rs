//! Somebody at a terminal in which the built program runs, see `tests/python/terminal.py`.

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use tempfile::TempDir;

use crate::python;

/// How long the next words may take. Only a broken program takes that long.
const PATIENCE: Duration = Duration::from_secs(60);

/// A terminal. The program in it ends with it.
pub struct Terminal {
    relay: Child,
    keys: Option<ChildStdin>,
    screen: Receiver<Vec<u8>>,
    /// All that was to be seen so far.
    seen: String,
    /// Up to where it was read.
    read: usize,
    _home: TempDir,
}

impl Terminal {
    /// Runs the program against the server at `port` of this machine, in English.
    pub fn start(port: u16, ca_pem: &Path, arguments: &[&str]) -> Self {
        Self::start_in("en", port, ca_pem, arguments)
    }

    /// The same in another language.
    pub fn start_in(lang: &str, port: u16, ca_pem: &Path, arguments: &[&str]) -> Self {
        let home = tempfile::tempdir().unwrap();
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/python/terminal.py");
        let mut relay = Command::new(python::path())
            .args([script, env!("CARGO_BIN_EXE_vestibule")])
            .args(arguments)
            .args(["--tls", "starttls", "--lang", lang, "--connect"])
            .arg(format!("127.0.0.1:{port}"))
            .arg("--ca-file")
            .arg(ca_pem)
            .env_clear()
            .env("PATH", "/usr/bin:/bin")
            .env("LC_ALL", "C.UTF-8")
            .env("TERM", "dumb")
            .env("HOME", home.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let keys = relay.stdin.take();
        let mut out = relay.stdout.take().unwrap();
        let (tell, screen) = channel();
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = out.read(&mut bytes) {
                if tell.send(bytes[..count].to_vec()).is_err() {
                    return;
                }
            }
        });
        Self {
            relay,
            keys,
            screen,
            seen: String::new(),
            read: 0,
            _home: home,
        }
    }

    /// Reads on to these words, and returns what stood before them.
    #[track_caller]
    pub fn wait_for(&mut self, words: &str) -> String {
        loop {
            let news = &self.seen[self.read..];
            if let Some(at) = news.find(words) {
                let before = news[..at].to_owned();
                self.read += at + words.len();
                return before;
            }
            match self.screen.recv_timeout(PATIENCE) {
                Ok(bytes) => self.seen.push_str(std::str::from_utf8(&bytes).unwrap()),
                Err(error) => panic!("no {words:?} ({error}) in:\n{}", self.seen),
            }
        }
    }

    /// Types a line that everybody may see.
    pub fn type_line(&mut self, text: &str) {
        self.press('v', text);
    }

    /// Types a line once the terminal hides it.
    pub fn type_hidden(&mut self, text: &str) {
        self.press('h', text);
    }

    /// Presses Ctrl+C.
    pub fn interrupt(&mut self) {
        self.press('v', "\u{3}");
    }

    fn press(&mut self, kind: char, text: &str) {
        let keys = self.keys.as_mut().unwrap();
        // A program that has ended is told of by what comes next.
        let _ = writeln!(keys, "{kind}{text}");
    }

    /// Waits for the program's end, and returns all that was to be seen.
    #[track_caller]
    pub fn ends_with(mut self, code: i32) -> String {
        while let Ok(bytes) = self.screen.recv_timeout(PATIENCE) {
            self.seen.push_str(std::str::from_utf8(&bytes).unwrap());
        }
        drop(self.keys.take());
        let ended = self.relay.wait().unwrap();
        assert_eq!(ended.code(), Some(code), "{}", self.seen);
        std::mem::take(&mut self.seen)
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // The program loses its terminal with the relay.
        let _ = self.relay.kill();
        let _ = self.relay.wait();
    }
}
