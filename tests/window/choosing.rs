//! The choice of a server in the real window, from a list that names a real one.

use std::fs;
use std::path::Path;
use std::process::Command;

use sha2::{Digest as _, Sha256};

use super::screen::{Look, Screen, Window, way_to};
use super::testbed::Testbed;
use super::witness::{self, Verdict};
use super::{PASSWORD, PROGRAM};

/// Somebody who signs up, with a tally of what that takes.
pub struct Hands<'a> {
    window: &'a Window<'a>,
    /// Keys that do something.
    actions: usize,
    /// Lines that were typed into.
    lines: usize,
}

impl<'a> Hands<'a> {
    pub fn on(window: &'a Window<'a>) -> Self {
        Self {
            window,
            actions: 0,
            lines: 0,
        }
    }

    pub fn press(&mut self, key: &str) {
        self.actions += 1;
        self.window.press(&[key]);
    }

    pub fn type_line(&mut self, text: &str) {
        self.lines += 1;
        self.window.type_text(text);
    }

    /// Signs up on the server that is chosen already.
    pub fn sign_up(&mut self, server: &str, name: &str) {
        self.window.wait_for_page("Where do you want your address?");
        self.press("Return");
        self.window
            .wait_for_page(&format!("Your account on {server}"));
        self.type_line(name);
        self.press("Tab");
        self.type_line(PASSWORD);
        self.press("Return");
        self.window.wait_for_page("Welcome. This is your address");
        assert_eq!((self.actions, self.lines), (3, 2));
    }
}

/// A list that was loaded before, with one server that takes anybody and others that suit less.
fn keep_list(home: &Path, server: &str) {
    let other = |domain: &str, more: &str| {
        format!(r#"{{"domain": "{domain}", "languages": ["en"], "countries": ["de"], {more}}}"#)
    };
    let list = format!(
        r#"{{"version": 1, "as_of": "2026-07-11", "providers": [{}, {}, {}], "others": []}}"#,
        other(
            "puzzle.example",
            r#""sign_up": "here", "puzzle": true, "email": false"#
        ),
        other("web.example", r#""sign_up": "web""#),
        other(
            server,
            r#""sign_up": "here", "puzzle": false, "email": false, "since": "2020-01-01""#
        ),
    );
    let sum = Sha256::digest(list.as_bytes())
        .iter()
        .fold(String::new(), |sum, byte| format!("{sum}{byte:02x}"));
    let about = format!(
        r#"{{"version": 1, "loaded": 1783900000, "from": "https://list.example/", "sha256": "{sum}"}}"#
    );
    let folder = home.join(".cache/vestibule");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("providers"), format!("{about}\n{list}")).unwrap();
}

/// Nothing is typed to find a server, and nobody is asked before Enter: the server that suits best is chosen.
#[test]
fn from_a_start_to_an_address_on_prosody_it_takes_three_actions_and_two_lines() {
    let prosody = &Testbed::get().prosody;
    let home = tempfile::tempdir().unwrap();
    keep_list(home.path(), "prosody.test");
    let runtime = home.path().join("runtime");
    fs::create_dir(&runtime).unwrap();

    let screen = Screen::start(1000, 800, Look::Light);
    let mut command = Command::new(PROGRAM);
    command
        .args(way_to(prosody.port_starttls, &prosody.ca_pem))
        .env("HOME", home.path())
        .env("XDG_RUNTIME_DIR", &runtime);
    let window = screen.open_at_home(command);
    Hands::on(&window).sign_up("prosody.test", "juliet2718");
    let verdict = witness::sign_in(
        "juliet2718@prosody.test",
        PASSWORD,
        prosody.port_starttls,
        &prosody.ca_pem,
    );
    assert_eq!(verdict, Verdict::SignedIn);
    assert_eq!(window.close(), "0");
}
