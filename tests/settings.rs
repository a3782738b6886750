//! The file of the settings, and every way in which it can fail: it is told, nothing is lost, and the program runs on.

#![cfg(feature = "gui")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "tests fail by panicking, and one tells another what it found"
)]

#[path = "support/home.rs"]
#[allow(
    dead_code,
    unreachable_pub,
    reason = "shared test code, of which each test uses a part"
)]
mod home;

use std::fs::{self, File};
use std::ops::Deref;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use vestibule::domain::{NoteFault, Proxy};
use vestibule::settings::{
    Change, Fault, Loaded, ProxyChoice, Settings, Store, TextSize, ThemeChoice, Trouble,
};

/// A person's folder for settings.
struct Home(home::Home);

impl Deref for Home {
    type Target = home::Home;

    fn deref(&self) -> &home::Home {
        &self.0
    }
}

impl Home {
    fn new() -> Self {
        Self(home::Home::new("settings.json"))
    }

    /// One that has this file of settings already.
    fn with(text: impl AsRef<[u8]>) -> Self {
        Self(home::Home::with("settings.json", text))
    }

    /// The settings as one start of the program has them; each call is another program.
    fn store(&self) -> Store {
        Store::at(self.folder())
    }

    fn settings(&self) -> Settings {
        let Loaded { settings, trouble } = self.store().load();
        assert_eq!(trouble, None);
        settings
    }

    fn json(&self) -> Value {
        serde_json::from_slice(&fs::read(self.file()).unwrap()).unwrap()
    }
}

#[test]
fn what_is_set_is_there_at_the_next_start() {
    let home = Home::new();
    assert_eq!(home.settings(), Settings::default());
    assert!(!home.folder().exists(), "nothing is written unasked");
    let own = Proxy::parse("socks5://romeo:montague@localhost:9050").unwrap();
    for change in [
        Change::Language(Some("de".to_owned())),
        Change::Theme(ThemeChoice::Dark),
        Change::Text(TextSize::Larger),
        Change::Proxy(ProxyChoice::Own(own)),
        Change::Keyring(false),
    ] {
        home.store().change(&change).unwrap();
    }
    let settings = home.settings();
    assert_eq!(settings.language.as_deref(), Some("de"));
    assert_eq!(settings.theme, ThemeChoice::Dark);
    assert_eq!(settings.text, TextSize::Larger);
    assert!(!settings.keyring);
    let known = Proxy::parse("romeo@localhost:9050").unwrap();
    assert_eq!(settings.proxy, ProxyChoice::Own(known));
    // People can read it, and there is no password in it.
    let text = fs::read_to_string(home.file()).unwrap();
    assert!(!text.contains("montague"), "{text}");
    assert!(text.contains("\n  \"language\": \"de\""), "{text}");
    assert_eq!(home.json()["version"], json!(1));
    assert_eq!(home.names(), ["settings.json"]);
    #[cfg(unix)]
    assert!(home.is_private());
}

#[test]
fn what_a_later_version_has_written_stays() {
    let home = Home::with(
        r#"{ "version": 3, "of_later": {"a": [1, 2]}, "theme": "sepia", "language": "de" }"#,
    );
    assert_eq!(home.settings().theme, ThemeChoice::System);
    home.store().change(&Change::Keyring(false)).unwrap();
    assert_eq!(
        home.json(),
        json!({
            "version": 3, "of_later": {"a": [1, 2]}, "theme": "sepia", "language": "de",
            "keyring": false,
        })
    );
}

#[test]
fn a_file_is_read_as_editors_write_it() {
    for text in [
        "\u{feff}{\"theme\": \"dark\"}",
        "\r\n{\r\n\t\"theme\": \"dark\"\r\n}\r\n",
    ] {
        assert_eq!(Home::with(text).settings().theme, ThemeChoice::Dark);
    }
}

#[cfg(unix)]
#[test]
fn a_link_to_the_file_stays_one() {
    let home = Home::new();
    let kept = home.root().join("kept.json");
    fs::write(&kept, "{}").unwrap();
    fs::create_dir_all(home.folder()).unwrap();
    std::os::unix::fs::symlink(&kept, home.file()).unwrap();
    home.store().change(&Change::Keyring(false)).unwrap();
    assert!(fs::read_to_string(&kept).unwrap().contains("keyring"));
    assert!(fs::symlink_metadata(home.file()).unwrap().is_symlink());
    assert!(!home.settings().keyring);
}

/// Fault 27, {settings} x {corrupt}: set aside, told once, and the program has its defaults.
#[test]
fn a_file_that_cannot_be_read_is_set_aside_and_told_once() {
    let whole = br#"{"version":1,"language":"de","theme":"dark"}"#;
    let nul = vec![0; 100_000];
    let long = format!("{{\"language\":\"{}\"}}", "x".repeat(100_000));
    let corrupt: [&[u8]; 8] = [
        b"",
        &nul,
        &whole[..whole.len() / 2],
        b"[]",
        b"null",
        b"{\"language\":\"\xff\xfe\"}",
        b"language = de\n",
        long.as_bytes(),
    ];
    for bytes in corrupt {
        let home = Home::with(bytes);
        let loaded = home.store().load();
        assert_eq!(loaded.settings, Settings::default());
        let Some(Trouble::SetAside(aside)) = loaded.trouble else {
            panic!("{:?}", loaded.trouble);
        };
        assert_eq!(fs::read(&aside).unwrap(), bytes);
        let name = aside.file_name().unwrap().to_str().unwrap();
        assert!(name.starts_with("settings.json.broken-"), "{name}");
        // The next start has nothing to tell, and what is set from now on is kept.
        assert_eq!(home.settings(), Settings::default());
        home.store().change(&Change::Keyring(false)).unwrap();
        assert!(!home.settings().keyring);
        // A second one within the same second takes no other's place.
        fs::write(home.file(), "again").unwrap();
        assert!(home.store().load().trouble.is_some());
        assert_eq!(home.names().len(), 2, "{:?}", home.names());
        assert_eq!(fs::read(&aside).unwrap(), bytes);
    }
}

/// A file that got broken while the program ran is not written over.
#[test]
fn what_got_broken_meanwhile_is_set_aside_before_a_change() {
    let home = Home::with("{}");
    assert_eq!(home.settings(), Settings::default());
    fs::write(home.file(), "half a fi").unwrap();
    home.store()
        .change(&Change::Theme(ThemeChoice::Dark))
        .unwrap();
    assert_eq!(home.settings().theme, ThemeChoice::Dark);
    let names = home.names();
    assert_eq!(names.len(), 2, "{names:?}");
    let aside = fs::read_to_string(home.folder().join(&names[1])).unwrap();
    assert_eq!(aside, "half a fi");
}

/// Something else where the file should be.
#[test]
fn what_is_no_file_at_all_is_told_and_stays() {
    let home = Home::new();
    fs::create_dir_all(home.file()).unwrap();
    let loaded = home.store().load();
    assert_eq!(loaded.settings, Settings::default());
    assert_eq!(loaded.trouble, Some(Trouble::Unreadable(home.file())));
    let written = home.store().change(&Change::Keyring(false));
    assert_eq!(written, Err(Fault::Disk(NoteFault::Failed)));
    assert!(home.file().is_dir());
}

/// Fault 27, {settings} x {folder missing}.
#[test]
fn without_a_folder_nothing_is_kept_and_that_is_told() {
    let home = Home::new();
    fs::write(home.root().join("deep"), "a file where a folder should be").unwrap();
    assert_eq!(home.settings(), Settings::default());
    let written = home.store().change(&Change::Keyring(false));
    assert_eq!(written, Err(Fault::Disk(NoteFault::NoFolder)));
}

/// Fault 27, {settings} x {disk full, read-only, folder missing}: what is there can be read still, a change is refused by
/// its cause and leaves the file whole, and a corrupt file is told where it cannot be moved.
#[test]
fn a_disk_that_takes_nothing_is_told_by_its_cause() {
    // This test, once more.
    if let Some(folder) = home::in_trouble() {
        on_this_disk(&folder);
        return;
    }
    let under = |home: &Home, trouble| {
        home.under::<&str>(
            trouble,
            "a_disk_that_takes_nothing_is_told_by_its_cause",
            [],
        )
    };
    for (trouble, fault) in [
        (home::FULL, "Full"),
        (home::LIMIT, "Full"),
        (home::READ_ONLY, "ReadOnly"),
        (home::MISSING, "NoFolder"),
    ] {
        let told = under(&Home::with(r#"{"theme":"dark"}"#), trouble);
        let is_missing = trouble == home::MISSING;
        let theme = if is_missing { "System" } else { "Dark" };
        assert_eq!(told["theme"], theme, "{trouble}: {told}");
        assert_eq!(told["trouble"], Value::Null, "{trouble}: {told}");
        assert_eq!(told["changed"], format!("Err(Disk({fault}))"), "{trouble}");
        assert_eq!(told["theme_after"], theme, "{trouble}: {told}");
        assert_eq!(told["files_after"], told["files"], "{trouble}: {told}");
    }
    // A corrupt one on a disk that takes nothing: where a file can be moved it is, else it is told and stays.
    for (trouble, found) in [(home::FULL, "SetAside"), (home::READ_ONLY, "Unreadable")] {
        let told = under(&Home::with("half a fi"), trouble);
        assert_eq!(told["theme"], "System", "{trouble}");
        assert_eq!(told["trouble"], found, "{trouble}: {told}");
    }
}

/// What the program finds and can do on a disk in that state.
fn on_this_disk(folder: &Path) {
    let store = Store::at(folder.to_owned());
    let files = || {
        let found = fs::read_dir(folder).map_or(0, Iterator::count);
        json!(found)
    };
    let loaded = store.load();
    let before = files();
    let changed = store.change(&Change::Language(Some("de".to_owned())));
    let trouble = loaded.trouble.map(|trouble| match trouble {
        Trouble::SetAside(_) => "SetAside",
        Trouble::Unreadable(_) => "Unreadable",
    });
    home::tell(&json!({
        "theme": format!("{:?}", loaded.settings.theme),
        "trouble": trouble,
        "changed": format!("{changed:?}"),
        "theme_after": format!("{:?}", store.load().settings.theme),
        "files": before,
        "files_after": files(),
    }));
}

/// A second instance at the same moment: neither loses what the other has set, and a reader sees a whole file.
#[test]
fn many_programs_at_once_lose_nothing() {
    let home = Home::with("{\"of_later\": true}");
    let changes = [
        Change::Language(Some("de".to_owned())),
        Change::Theme(ThemeChoice::Dark),
        Change::Text(TextSize::Large),
        Change::Proxy(ProxyChoice::Direct),
        Change::Keyring(false),
    ];
    for round in 0..8 {
        std::thread::scope(|scope| {
            for change in &changes {
                let home = &home;
                let _ = scope.spawn(move || {
                    home.store()
                        .patient(Duration::from_secs(60))
                        .change(change)
                        .unwrap();
                });
                let _ = scope.spawn(|| assert_eq!(home.store().load().trouble, None));
            }
        });
        let file = home.json();
        assert_eq!(
            file,
            json!({
                "version": 1, "of_later": true, "language": "de", "theme": "dark",
                "text_size": "large", "proxy": "none", "keyring": false,
            }),
            "{round}"
        );
        fs::write(home.file(), "{\"of_later\": true}").unwrap();
    }
}

/// Two that start at the same moment on a corrupt file put it aside once, and both run.
#[test]
fn many_starts_at_once_set_a_corrupt_file_aside_once() {
    for _ in 0..8 {
        let home = Home::with("half a fi");
        let told: usize = std::thread::scope(|scope| {
            let starts: Vec<_> = (0..6)
                .map(|_| scope.spawn(|| home.store().load()))
                .collect();
            let loaded = starts.into_iter().map(|start| start.join().unwrap());
            loaded.filter(|loaded| loaded.trouble.is_some()).count()
        });
        assert_eq!(told, 1);
        assert_eq!(home.names().len(), 1);
    }
}

/// Suspended in the middle: a program that holds the file and does not go on makes nobody else hang.
#[test]
fn a_program_that_was_suspended_in_the_middle_is_not_waited_for_for_ever() {
    let home = Home::with(r#"{"theme":"dark"}"#);
    let lock = File::create(home.folder().join("settings.lock")).unwrap();
    lock.lock().unwrap();
    let patience = Duration::from_millis(100);
    let store = home.store().patient(patience);
    // What is there can be read all the same.
    assert_eq!(store.load().settings.theme, ThemeChoice::Dark);
    let began = Instant::now();
    assert_eq!(store.change(&Change::Keyring(false)), Err(Fault::Busy));
    assert!(began.elapsed() >= patience);
    assert_eq!(home.json(), json!({"theme": "dark"}));
    // It goes on, and so does everybody else.
    drop(lock);
    store.change(&Change::Keyring(false)).unwrap();
    assert_eq!(home.json()["keyring"], json!(false));
}

/// Killed in the middle: what was there is there, and what was half written is in nobody's way.
#[test]
fn a_program_that_was_killed_in_the_middle_leaves_the_file_whole() {
    let home = Home::with(r#"{"theme":"dark"}"#);
    fs::write(home.folder().join(".new-killed"), "{\"theme\":").unwrap();
    fs::write(home.folder().join("settings.lock"), "").unwrap();
    assert_eq!(home.settings().theme, ThemeChoice::Dark);
    home.store().change(&Change::Keyring(false)).unwrap();
    assert_eq!(home.settings().theme, ThemeChoice::Dark);
}

/// A clock that is a year off, or was when the file was written: nothing depends on it.
#[cfg(unix)]
#[test]
fn the_clock_decides_nothing() {
    let year = Duration::from_secs(365 * 24 * 60 * 60);
    let now = std::time::SystemTime::now();
    for time in [now - year, now + year] {
        let home = Home::with(r#"{"theme":"dark"}"#);
        let file = File::options().write(true).open(home.file()).unwrap();
        file.set_modified(time).unwrap();
        assert_eq!(home.settings().theme, ThemeChoice::Dark);
        home.store().change(&Change::Keyring(false)).unwrap();
        assert_eq!(home.settings().theme, ThemeChoice::Dark);
        assert!(!home.settings().keyring);
    }
}

#[test]
fn settings_that_are_nowhere_are_never_written() {
    assert_eq!(Store::none().load(), Loaded::default());
    assert_eq!(Store::none().change(&Change::Keyring(false)), Ok(()));
}
