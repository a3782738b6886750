//! Links that are for chat programs, given to the built program: it passes them on to one of those that are installed, by their
//! desktop entries, and never in a circle.

#![cfg(all(target_os = "linux", feature = "gui"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking"
)]

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use freedesktop_desktop_entry::DesktopEntry;
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_vestibule");

const LINK: &str = "xmpp:juliet@example.org?message;body=a%20b&c$(id)";

/// A person's computer without a screen.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        for folder in ["bin", "runtime", "data/applications", "home"] {
            fs::create_dir_all(desk.at(folder)).unwrap();
        }
        symlink(PROGRAM, desk.at("bin/vestibule")).unwrap();
        desk
    }

    fn at(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    /// A program of this name that does this.
    fn program(&self, name: &str, script: &str) {
        let path = self.at("bin").join(name);
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }

    /// A chat program of this name, that tells which link it got.
    fn chat(&self, name: &str) {
        let told = self.at(name);
        let told = told.display();
        let script = format!("printf '%s' \"$1\" >{told}.new; mv {told}.new {told}");
        self.program(name, &script);
        self.entry(name, &format!("{name} %u"));
    }

    fn entry(&self, name: &str, command: &str) {
        let text = format!(
            "[Desktop Entry]\nType=Application\nName=The {name}\nExec={command}\nMimeType=x-scheme-handler/xmpp;\n"
        );
        let path = self.at("data/applications").join(format!("{name}.desktop"));
        fs::write(path, text).unwrap();
    }

    fn prefers(&self, names: &str) {
        let text = format!("[Default Applications]\nx-scheme-handler/xmpp={names}\n");
        fs::create_dir_all(self.at("home/.config")).unwrap();
        fs::write(self.at("home/.config/mimeapps.list"), text).unwrap();
    }

    fn open(&self, link: &str) -> Output {
        Command::new(PROGRAM)
            .arg(link)
            .env_clear()
            .env(
                "PATH",
                format!("{}:/usr/bin:/bin", self.at("bin").display()),
            )
            .env("LC_ALL", "C.UTF-8")
            .env("HOME", self.at("home"))
            .env("XDG_RUNTIME_DIR", self.at("runtime"))
            .env("XDG_DATA_HOME", self.at("data"))
            .env("XDG_DATA_DIRS", self.at("nothing"))
            .env("XDG_CONFIG_DIRS", self.at("nothing"))
            .output()
            .unwrap()
    }

    /// What this chat program, or whoever writes there, was told.
    fn told(&self, name: &str) -> String {
        let deadline = Instant::now() + Duration::from_secs(60);
        loop {
            if let Ok(told) = fs::read_to_string(self.at(name)) {
                return told;
            }
            assert!(Instant::now() < deadline, "{name} was told nothing");
            // Between two looks at what is waited for.
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

fn said(output: &Output) -> (Option<i32>, String) {
    let said = [output.stdout.as_slice(), &output.stderr].concat();
    (output.status.code(), String::from_utf8(said).unwrap())
}

#[test]
fn a_link_for_a_chat_program_goes_to_the_one_that_is_preferred() {
    for (preferred, taker) in [
        (None, "dino"),
        (Some("gajim.desktop"), "gajim"),
        (Some("vestibule.desktop;gajim.desktop"), "gajim"),
        (Some("vestibule.desktop"), "dino"),
    ] {
        let desk = Desk::new();
        desk.chat("dino");
        desk.chat("gajim");
        desk.entry("vestibule", "vestibule %u");
        if let Some(preferred) = preferred {
            desk.prefers(preferred);
        }
        let (code, said) = said(&desk.open(LINK));
        assert_eq!(code, Some(0), "{said}");
        let line = format!("This link is for a chat program: The {taker} has it now.\n");
        assert_eq!(said, line, "{preferred:?}");
        assert_eq!(desk.told(taker), LINK);
    }
}

#[test]
fn every_kind_that_is_not_ours_is_passed_on() {
    for link in [
        "xmpp:juliet@example.org",
        "xmpp:example.org",
        "XMPP:juliet@example.org?message",
        "xmpp:room@chat.example.org?join",
        "xmpp:juliet@example.org?subscribe",
        "xmpp:juliet@example.org?roster;preauth=T0ken-T0ken-1",
        "xmpp:example.org?unregister",
        "xmpp:juliet@example.org?something-new;x=y",
    ] {
        let desk = Desk::new();
        desk.chat("dino");
        let (code, said) = said(&desk.open(link));
        assert_eq!(code, Some(0), "{link}: {said}");
        assert_eq!(desk.told("dino"), link);
        assert!(!said.contains("T0ken"), "{said}");
    }
    // What is ours, and what is damaged, is for the window.
    for link in [
        "xmpp:example.org?register;preauth=T0ken-T0ken-1",
        "xmpp:juliet@example.org?roster;preauth=T0ken-T0ken-1;ibr=y",
        "xmpp:two..dots?message",
        "https://example.org/page",
        "juliet@example.org",
    ] {
        let desk = Desk::new();
        desk.chat("dino");
        let (code, said) = said(&desk.open(link));
        assert_eq!(code, Some(1), "{link}: {said}");
        assert!(said.contains("There is no display"), "{said}");
        assert!(!desk.at("dino").exists());
    }
}

#[test]
fn where_nobody_takes_it_it_is_said_what_the_link_is() {
    let desk = Desk::new();
    desk.entry("vestibule", "vestibule %u");
    desk.entry("doorman", "env LANG=de vestibule %u");
    symlink(PROGRAM, desk.at("bin/porter")).unwrap();
    desk.entry("porter", "porter %u");
    desk.entry("gone", "no-such-program %u");
    let (code, said) = said(&desk.open("xmpp:room@chat.example.org?join"));
    assert_eq!(code, Some(2));
    assert_eq!(
        said,
        "This link leads into the room room@chat.example.org. There is no chat program on this computer that takes it. \
         Install one, and open the link again.\n"
    );
}

/// Two programs that pass on to each other: the other one is a script, which nobody can see through.
#[test]
fn a_circle_ends_at_once() {
    let desk = Desk::new();
    let back = desk.at("back");
    let back = back.display();
    desk.program(
        "other",
        &format!(
            "echo turn >>{back}.turns; vestibule \"$1\" >{back}.new 2>&1; echo \"exit $?\" >>{back}.new; mv {back}.new {back}"
        ),
    );
    desk.entry("other", "other %u");
    desk.entry("vestibule", "vestibule %u");
    let (code, said) = said(&desk.open(LINK));
    assert_eq!(code, Some(0), "{said}");
    let told = desk.told("back");
    assert!(
        told.contains("opens a conversation with juliet@example.org"),
        "{told}"
    );
    assert!(told.ends_with("exit 2\n"), "{told}");
    assert_eq!(desk.told("back.turns"), "turn\n");
}

#[test]
fn the_desktop_entry_says_what_the_program_takes() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/vestibule.desktop");
    let entry = DesktopEntry::from_path(path, Some(&["de", "en"])).unwrap();
    let kinds = entry.mime_type().unwrap().into_iter();
    let kinds: Vec<&str> = kinds.filter(|kind| !kind.is_empty()).collect();
    assert_eq!(kinds, ["x-scheme-handler/xmpp"]);
    assert_eq!(entry.parse_exec().unwrap(), ["vestibule"]);
    let linked = entry.parse_exec_with_uris(&[LINK], &["en"]).unwrap();
    assert_eq!(linked, ["vestibule", LINK]);
    assert_eq!(entry.startup_wm_class(), Some("vestibule"));
    assert!(!entry.terminal() && !entry.no_display() && !entry.startup_notify());
    let account = entry.parse_exec_action("account").unwrap();
    assert_eq!(account, ["vestibule", "account"]);
    assert!(entry.name(&["de"]).is_some() && entry.comment(&["de"]).is_some());
}
