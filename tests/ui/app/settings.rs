//! What is set in the window: it holds at once, is there at the next start, and can be forgotten.

use std::fs;
use std::path::PathBuf;

use iced::Size;
use iced::widget::operation;
use vestibule::app::SettingsNews;
use vestibule::domain::{KeyringFault, NoteFault};
use vestibule::page::{self, server, settings};
use vestibule::platform::journal::Journal;
use vestibule::platform::keyring::Keyring;
use vestibule::settings::{Change, Fault, Loaded, ProxyChoice, Settings, TextSize, ThemeChoice};
use vestibule::theme::Theme;

use super::vault::Memory;
use super::*;

const GEAR: &str = "Settings and About";

/// What lasts from one start of the window to the next.
struct Home {
    folder: tempfile::TempDir,
    memory: Memory,
}

impl Home {
    fn new() -> Self {
        let home = Self {
            folder: tempfile::tempdir().unwrap(),
            memory: Memory::default(),
        };
        // What this machine speaks is of no concern.
        let english = Change::Language(Some("en".to_owned()));
        home.store().change(&english).unwrap();
        home
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn store(&self) -> Store {
        Store::at(self.path("config/vestibule"))
    }

    fn keyring(&self) -> Keyring {
        Keyring::at_once(self.memory.clone())
    }

    fn journal(&self) -> Journal {
        Journal::at(self.path("data/vestibule/journal"))
    }

    fn places(&self) -> Places {
        Places {
            settings: Some(self.store()),
            journal: Some(self.journal()),
            cache: Some(self.path("cache/vestibule")),
            keyring: Some(self.keyring()),
        }
    }

    /// A start of the window.
    fn start_with(&self, options: Options) -> Desk {
        let options = Options {
            settings: Some(self.store().load()),
            ..options
        };
        let keeper = Keeper::new(self.journal(), Some(self.keyring()));
        let mut desk = Desk::in_places(options, keeper, self.places());
        // So high that all of the settings can be clicked.
        desk.bench = desk.bench.sized(Size::new(760.0, 2000.0));
        desk
    }

    fn start(&self) -> Desk {
        self.start_with(Options::default())
    }

    /// A window at its settings.
    fn at_settings(&self) -> Desk {
        let mut desk = self.start();
        desk.bench.click(GEAR);
        desk
    }

    fn settings(&self) -> Settings {
        self.store().load().settings
    }

    /// All files, below the folder.
    fn files(&self) -> Vec<String> {
        let mut files = Vec::new();
        let mut folders = vec![self.folder.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for file in fs::read_dir(folder).unwrap() {
                let path = file.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let below = path.strip_prefix(self.folder.path()).unwrap();
                    files.push(below.display().to_string());
                }
            }
        }
        files.sort();
        files
    }
}

/// The title of the page.
fn title(desk: &Desk) -> String {
    desk.title().replace(" - Vestibule", "")
}

#[test]
fn the_gear_leads_to_the_settings_and_back_leads_back() {
    let home = Home::new();
    let mut desk = home.start();
    assert_eq!(
        desk.bench.focused().as_deref(),
        Some("Search, or type a server, an address, an invitation")
    );
    desk.bench.type_text("yax");
    desk.bench
        .press_with(Named::Tab, iced::keyboard::Modifiers::SHIFT);
    assert_eq!(desk.bench.focused().as_deref(), Some(GEAR));
    for way in [Named::Enter, Named::Space] {
        desk.bench.press(way);
        assert_eq!(title(&desk), GEAR, "{way:?}");
        if way == Named::Enter {
            desk.bench.press(Named::Escape);
        } else {
            desk.bench.click("Back");
        }
        assert!(matches!(desk.bench.state.page(), Page::Server(_)));
        desk.bench.run(operation::focus("settings"));
    }
    // What was typed is still there.
    let line = desk
        .bench
        .item("Search, or type a server, an address, an invitation");
    assert_eq!(line.value.as_deref(), Some("yax"));
}

/// Another program that holds this has settings of its own.
#[test]
fn without_settings_there_is_no_gear() {
    let mut desk = Desk::new(Options::default());
    assert!(!desk.bench.shows(GEAR));
    assert_eq!(desk.bench.state.theme(), None);
}

#[test]
fn a_language_holds_at_once_and_at_the_next_start() {
    let home = Home::new();
    let mut desk = home.at_settings();
    desk.bench.go_to("Language");
    desk.bench.press(Named::ArrowDown);
    assert_eq!(title(&desk), "Einstellungen und Info");
    assert_eq!(desk.bench.focused().as_deref(), Some("Sprache"));
    desk.bench.press(Named::Escape);
    assert_eq!(title(&desk), "Wo soll Ihre Adresse sein?");
    // The list too is in that language, and servers are asked in it.
    assert!(desk.bench.shows("Deutschland"));
    desk.bench.type_text("magicbroccoli.de");
    desk.bench.press(Named::Enter);
    assert_eq!(desk.opened().lang, "de");

    assert_eq!(home.settings().language.as_deref(), Some("de"));
    assert_eq!(title(&home.start()), "Wo soll Ihre Adresse sein?");
    // The command line counts more, for that run.
    let named = Options {
        lang: Some("en".to_owned()),
        ..Options::default()
    };
    let mut desk = home.start_with(named);
    desk.bench.click(GEAR);
    assert!(
        desk.bench
            .shows("The command line named another for this run.")
    );
    desk.bench.click("Deutsch");
    assert_eq!(title(&desk), "Einstellungen und Info");
    assert!(!desk.bench.shows("Befehlszeile"));
}

#[test]
fn what_was_asked_in_the_background_is_asked_anew() {
    let home = Home::new();
    let mut desk = home.start();
    desk.bench.type_text("yax.im");
    desk.bench.click("yax.im");
    assert_eq!(desk.opened().lang, "en");
    desk.bench.click(GEAR);
    desk.bench.click("Deutsch");
    desk.bench.press(Named::Escape);
    desk.bench.click("yax.im");
    assert_eq!(desk.opened().lang, "de");
}

#[test]
fn theme_and_size_hold_at_once_and_at_the_next_start() {
    let home = Home::new();
    let mut desk = home.at_settings();
    assert_eq!(desk.bench.state.theme(), None);
    desk.bench.click("Dark");
    assert_eq!(desk.bench.state.theme(), Some(Theme::Dark));
    desk.bench.click("Light");
    assert_eq!(desk.bench.state.theme(), Some(Theme::Light));
    assert!((desk.bench.state.scale() - 1.0).abs() < f32::EPSILON);
    desk.bench.go_to("Size of everything");
    for _ in 0..3 {
        desk.bench.press(Named::ArrowDown);
    }
    assert!((desk.bench.state.scale() - 1.5).abs() < f32::EPSILON);
    assert_eq!(desk.bench.item("Largest").checked, Some(true));

    let settings = home.settings();
    assert_eq!(settings.theme, ThemeChoice::Light);
    assert_eq!(settings.text, TextSize::Largest);
    let next = home.start();
    assert_eq!(next.bench.state.theme(), Some(Theme::Light));
    assert!((next.bench.state.scale() - 1.5).abs() < f32::EPSILON);
}

#[test]
fn a_proxy_becomes_the_default_and_its_password_is_nowhere() {
    let home = Home::new();
    let mut desk = home.at_settings();
    desk.bench.click("This proxy");
    desk.bench.go_to("Proxy");
    desk.bench.type_text("http://localhost");
    desk.bench.press(Named::Enter);
    assert!(desk.bench.shows("Only SOCKS5 proxies can be used."));
    assert_eq!(home.settings().proxy, ProxyChoice::System);
    for _ in 0..40 {
        desk.bench.press(Named::Backspace);
    }
    desk.bench.type_text("romeo@localhost:9150");
    desk.bench.press(Named::Tab);
    assert_eq!(
        desk.bench.focused().as_deref(),
        Some("Password for the proxy")
    );
    desk.bench.type_text(PASSWORD);
    desk.bench.press(Named::Enter);
    let noted = fs::read_to_string(home.path("config/vestibule/settings.json")).unwrap();
    assert!(noted.contains("socks5://romeo@localhost:9150"), "{noted}");
    assert!(!noted.contains(PASSWORD), "{noted}");
    assert!(!format!("{:?}", desk.bench.state.page()).contains(PASSWORD));

    // In this run the password is known; in the next one it is asked for.
    desk.bench.press(Named::Escape);
    desk.bench.type_text("magicbroccoli.de");
    desk.bench.press(Named::Enter);
    let proxy = desk.opened().proxy.unwrap();
    assert_eq!(proxy.to_string(), "socks5://romeo@localhost:9150");
    assert!(!proxy.needs_password());

    let set = Proxy::parse("romeo@localhost:9150").unwrap();
    let mut desk = home.start_with(Options {
        proxy: ProxySetting::named(set),
        ..Options::default()
    });
    desk.bench.type_text("magicbroccoli.de");
    desk.bench.press(Named::Enter);
    assert!(desk.nothing_asked());
    assert_eq!(
        desk.bench.focused().as_deref(),
        Some("Password for the proxy")
    );
}

#[test]
fn what_was_typed_as_a_proxy_is_set_on_the_way_back() {
    let home = Home::new();
    let mut desk = home.at_settings();
    desk.bench.click("This proxy");
    desk.bench.go_to("Proxy");
    desk.bench.type_text("two words");
    desk.bench.press(Named::Escape);
    // What is none is told once; whoever goes back again means it.
    assert_eq!(title(&desk), GEAR);
    assert!(desk.bench.shows("A proxy looks like socks5://HOST:PORT."));
    desk.bench.press(Named::Escape);
    assert!(matches!(desk.bench.state.page(), Page::Server(_)));

    desk.bench.click(GEAR);
    desk.bench.click("This proxy");
    desk.bench.go_to("Proxy");
    desk.bench.type_text("localhost:9050");
    desk.bench.press(Named::Escape);
    assert!(matches!(desk.bench.state.page(), Page::Server(_)));
    let set = ProxyChoice::Own(Proxy::parse("localhost:9050").unwrap());
    assert_eq!(home.settings().proxy, set);
    // It is what the connection shows now.
    desk.bench.click("Connection");
    let shown = desk.bench.item("Proxy").value;
    assert_eq!(shown.as_deref(), Some("socks5://localhost:9050"));
    desk.bench.click(GEAR);
    desk.bench.click("Nothing");
    desk.bench.press(Named::Escape);
    assert_eq!(home.settings().proxy, ProxyChoice::Direct);
    assert_eq!(desk.bench.item("Proxy").value.as_deref(), Some(""));
}

/// Something that is set as a proxy and is none: nothing goes past it.
#[test]
fn a_proxy_that_cannot_be_used_is_not_gone_without() {
    let home = Home::new();
    fs::write(
        home.path("config/vestibule/settings.json"),
        r#"{"language": "en", "proxy": "socks4://localhost:1"}"#,
    )
    .unwrap();
    let mut desk = home.start();
    desk.bench.type_text("magicbroccoli.de");
    desk.bench.press(Named::Enter);
    assert!(desk.nothing_asked());
    assert_eq!(desk.bench.focused().as_deref(), Some("Proxy"));
    assert!(desk.bench.shows("Only SOCKS5 proxies can be used."));
    desk.bench.click(GEAR);
    assert!(desk.bench.shows("Only SOCKS5 proxies can be used."));
    desk.bench.click("Nothing");
    desk.bench.press(Named::Escape);
    desk.bench.type_text("magicbroccoli.de");
    desk.bench.press(Named::Enter);
    assert_eq!(desk.opened().proxy, None);
}

#[test]
fn without_the_keyring_no_password_is_put_anywhere() {
    let home = Home::new();
    let mut desk = home.at_settings();
    desk.bench
        .click("Save passwords in this computer’s keyring");
    assert!(!home.settings().keyring);
    desk.bench.press(Named::Escape);
    for mut desk in [desk, home.start()] {
        desk.bench.type_text("magicbroccoli.de");
        desk.bench.press(Named::Enter);
        let _ = desk.opened();
        desk.event(Event::Offered(Offer::Form(presets::short_form())));
        desk.fill();
        desk.bench.press(Named::Enter);
        assert!(matches!(desk.command(), Some(Command::Submit(_))));
        desk.made(Proof::SignedIn);
        assert!(home.memory.names().is_empty());
        assert!(desk.bench.shows("Not saved anywhere"));
    }
}

/// Fault 27: told plainly, the choice holds, and the program runs on.
#[test]
fn what_cannot_be_written_down_holds_and_is_told_by_its_cause() {
    for (fault, said) in [
        (Fault::Disk(NoteFault::Full), "the disk is full"),
        (Fault::Disk(NoteFault::ReadOnly), "nothing may be written"),
        (Fault::Disk(NoteFault::NoFolder), "cannot be made"),
        (Fault::Disk(NoteFault::Failed), "the disk has a fault"),
        (Fault::Busy, "another program is at the settings"),
    ] {
        let home = Home::new();
        let mut desk = home.at_settings();
        desk.bench
            .say(Message::Settings(SettingsNews::Written(Err(fault))));
        assert!(desk.bench.shows(said), "{fault:?}");
        // The next one that can be written down takes it back.
        desk.bench.click("Dark");
        assert!(!desk.bench.shows(said), "{fault:?}");
    }

    let home = Home::new();
    fs::remove_dir_all(home.path("config")).unwrap();
    fs::write(home.path("config"), "a file where a folder should be").unwrap();
    let mut desk = home.start_with(Options {
        lang: Some("en".to_owned()),
        ..Options::default()
    });
    desk.bench.click(GEAR);
    desk.bench.click("Dark");
    assert!(
        desk.bench
            .shows("the folder of the settings cannot be made")
    );
    assert_eq!(desk.bench.state.theme(), Some(Theme::Dark));
    assert_eq!(desk.bench.item("Dark").checked, Some(true));
    desk.bench.press(Named::Escape);
    assert_eq!(desk.bench.state.theme(), Some(Theme::Dark));
    desk.bench.click(GEAR);
    assert_eq!(desk.bench.item("Dark").checked, Some(true));
}

/// Fault 27, {settings} x {corrupt}: said once in the window, which opens with its defaults.
#[test]
fn settings_that_were_set_aside_are_told_once() {
    let home = Home::new();
    fs::write(home.path("config/vestibule/settings.json"), "half a fi").unwrap();
    let said = "Your settings could not be read.";
    let english = || Options {
        lang: Some("en".to_owned()),
        ..Options::default()
    };
    let mut desk = home.start_with(english());
    assert!(desk.bench.shows(said));
    assert!(desk.bench.shows("settings.json.broken-"));
    assert_eq!(
        desk.bench.focused().as_deref(),
        Some("Search, or type a server, an address, an invitation")
    );
    desk.bench.click(GEAR);
    desk.bench.press(Named::Escape);
    assert!(!desk.bench.shows(said));
    assert!(!home.start_with(english()).bench.shows(said));
}

/// Changes that come faster than they can be written down are written in their order, and none is lost by closing.
#[test]
fn the_last_choice_is_what_stays() {
    let home = Home::new();
    let mut desk = home.at_settings();
    for _ in 0..20 {
        desk.bench.click("Dark");
        desk.bench.click("Light");
    }
    assert_eq!(home.settings().theme, ThemeChoice::Light);
    // What is being written when the window closes is written all the same.
    let (tell, _asked) = mpsc::channel();
    let engine = Played {
        asked: tell,
        works: Arc::default(),
        keeper: Keeper::none(),
        places: home.places(),
        really: false,
    };
    let (mut app, _) = App::new(
        Options {
            settings: Some(Loaded::default()),
            ..Options::default()
        },
        Box::new(engine),
    );
    let page = |message| Message::Page(page::Message::Settings(message));
    drop(app.update(Message::Page(page::Message::Server(
        server::Message::SettingsPressed,
    ))));
    drop(app.update(page(settings::Message::ThemeChosen(2))));
    drop(app.update(page(settings::Message::TextChosen(1))));
    assert_eq!(home.settings().theme, ThemeChoice::Light, "nothing ran yet");
    drop(app.update(Message::CloseRequested));
    assert_eq!(home.settings().theme, ThemeChoice::Dark);
    assert_eq!(home.settings().text, TextSize::Large);
}

#[test]
fn everything_is_forgotten_after_one_more_question() {
    let home = Home::new();
    home.memory.put_own("juliet@example.org", "hers");
    home.memory.put_own("pending:romeo@example.org:17", "his");
    fs::create_dir_all(home.path("cache/vestibule/deep")).unwrap();
    fs::write(home.path("cache/vestibule/deep/picture.png"), "x").unwrap();
    // A sign-up that was cut off.
    let mut cut = home.start();
    cut.bench.type_text("magicbroccoli.de");
    cut.bench.press(Named::Enter);
    let _ = cut.opened();
    cut.event(Event::Offered(Offer::Form(presets::short_form())));
    cut.fill();
    cut.bench.press(Named::Enter);
    drop(cut);

    let mut desk = home.start();
    assert!(desk.bench.shows("juliet@magicbroccoli.de"));
    desk.bench.click(GEAR);
    desk.bench.click("Dark");
    let before = home.files();
    for sure in [false, true] {
        desk.bench.go_to("Forget everything …");
        desk.bench.press(Named::Enter);
        // The safe one of the two has the focus, and what is there is named.
        assert_eq!(desk.bench.focused().as_deref(), Some("Keep everything"));
        for there in [
            "settings.json",
            "picture.png",
            "juliet@magicbroccoli.de",
            "juliet@example.org",
            "romeo@example.org",
        ] {
            assert!(desk.bench.shows(there), "{there}");
        }
        assert!(!desk.bench.shows("hers"));
        if sure {
            desk.bench.go_to("Forget all of this");
        }
        desk.bench.press(Named::Enter);
        if !sure {
            assert_eq!(home.files(), before);
            assert_eq!(home.memory.names().len(), 3);
            assert_eq!(desk.bench.focused().as_deref(), Some("Forget everything …"));
        }
    }
    assert!(desk.bench.shows("Everything is forgotten."));
    assert_eq!(home.files(), Vec::<String>::new());
    assert!(!home.path("config/vestibule").exists());
    assert!(!home.path("data/vestibule").exists());
    assert!(!home.path("cache/vestibule").exists());
    assert!(home.memory.names().is_empty());
    assert_eq!(desk.bench.state.theme(), None);
    assert_eq!(desk.bench.item("As the system says").checked, Some(true));
    // Nothing asks about it any more, and there is nothing left.
    desk.bench.press(Named::Escape);
    assert!(!desk.bench.shows("juliet@magicbroccoli.de"));
    assert_eq!(home.files(), Vec::<String>::new());
}

#[test]
fn what_could_not_be_forgotten_is_named_with_its_cause() {
    let home = Home::new();
    home.memory.put_own("juliet@example.org", "hers");
    // Another window is in the middle of a sign-up.
    let mut other = home.start();
    other.bench.type_text("magicbroccoli.de");
    other.bench.press(Named::Enter);
    let _ = other.opened();
    other.event(Event::Offered(Offer::Form(presets::short_form())));
    other.fill();
    other.bench.press(Named::Enter);

    let mut desk = home.at_settings();
    desk.bench.click("Forget everything …");
    home.memory.fails(Some(KeyringFault::Locked));
    desk.bench.click("Forget all of this");
    assert!(desk.bench.shows("This could not be forgotten:"));
    assert!(
        desk.bench
            .shows("juliet@magicbroccoli.de: another program is busy with it")
    );
    assert!(
        desk.bench
            .shows("What is in your keyring stays there: the keyring is locked.")
    );
    assert!(!home.files().iter().any(|file| file.starts_with("config")));
    // The other window goes on, and loses nothing.
    home.memory.fails(None);
    other.made(Proof::SignedIn);
    assert!(other.bench.shows("Saved in your keyring."));
}

#[test]
fn where_there_is_nothing_there_is_nothing_to_forget() {
    let home = Home::new();
    fs::remove_dir_all(home.path("config")).unwrap();
    home.memory.fails(Some(KeyringFault::Missing));
    let mut desk = home.start_with(Options {
        lang: Some("en".to_owned()),
        ..Options::default()
    });
    desk.bench.click(GEAR);
    desk.bench.click("Forget everything …");
    assert!(
        desk.bench
            .shows("This program has left nothing on this computer.")
    );
}

#[test]
fn the_licences_are_shown_and_go_into_a_file() {
    let home = Home::new();
    let mut desk = home.at_settings();
    let version = format!("Vestibule {}", env!("CARGO_PKG_VERSION"));
    assert!(desk.bench.shows(&version));
    desk.bench.click("Copy version and system");
    let copied = desk.bench.copied.clone().unwrap();
    assert!(copied.starts_with("Vestibule ") && copied.ends_with("Linux of the tests"));
    desk.bench.go_to("What is inside, and its licences");
    desk.bench.press(Named::Enter);
    desk.bench.go_to("Save the texts of all licences to a file");
    desk.bench.press(Named::Enter);
    let Ok(Asked::Keep(name, bytes)) = desk.asked.try_recv() else {
        panic!("nothing was kept");
    };
    assert_eq!(name, "vestibule-licences.txt");
    let text = std::str::from_utf8(&bytes).unwrap();
    assert!(text.contains("Permission is hereby granted, free of charge"));
    assert!(
        desk.bench
            .shows("Saved as /home/juliet/Downloads/vestibule-licences.txt")
    );
    assert!(matches!(desk.asked.try_recv(), Ok(Asked::OpenFile(_))));
    // Where the file cannot be written that is told.
    *desk.browser.lock().unwrap() = false;
    desk.bench.press(Named::Enter);
    assert!(
        desk.bench
            .shows("The file could not be saved: the disk is full")
    );
}
