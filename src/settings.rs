//! What the person has set, in a small file that people can read, too.
//!
//! The file is `settings.json` in the folder that the system gives for configuration. It holds no secret. What it says that
//! this version does not know is kept; what it says in a way that makes no sense counts as not said, each thing for itself.

mod store;
pub mod traces;

pub use store::{Fault, Loaded, PATIENCE, Store, Trouble};

use serde_json::{Map, Value, json};

use crate::domain::{Proxy, Secret};

/// The version of the file that is written. A file of a later one is read as far as it can be, and keeps its number.
pub const VERSION: u64 = 1;

/// What the person has set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The language, a tag of one that there are texts in; `None` is the system's.
    pub language: Option<String>,
    /// Light or dark.
    pub theme: ThemeChoice,
    /// How large everything is.
    pub text: TextSize,
    /// What connections go through.
    pub proxy: ProxyChoice,
    /// Whether passwords are put into the system's keyring.
    pub keyring: bool,
    /// Where the list of servers is loaded from when somebody asks for it, instead of where it is published. It is judged
    /// only then: another one is not used in its place.
    pub directory: Option<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: None,
            theme: ThemeChoice::default(),
            text: TextSize::default(),
            proxy: ProxyChoice::default(),
            keyring: true,
            directory: None,
        }
    }
}

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ThemeChoice {
    /// As the system is.
    #[default]
    System,
    /// Dark text on light ground.
    Light,
    /// Light text on dark ground.
    Dark,
}

impl ThemeChoice {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// Its name in the file.
    fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// How large everything is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TextSize {
    /// As it is drawn.
    #[default]
    Normal,
    /// A little larger.
    Large,
    /// Larger.
    Larger,
    /// Half as large again.
    Largest,
}

impl TextSize {
    /// All of them, from the smallest on.
    pub const ALL: [Self; 4] = [Self::Normal, Self::Large, Self::Larger, Self::Largest];

    /// What all lengths are multiplied by.
    #[must_use]
    pub fn factor(self) -> f32 {
        match self {
            Self::Normal => 1.0,
            Self::Large => 1.15,
            Self::Larger => 1.3,
            Self::Largest => 1.5,
        }
    }

    /// Its name in the file.
    fn name(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Large => "large",
            Self::Larger => "larger",
            Self::Largest => "largest",
        }
    }
}

/// What connections go through.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum ProxyChoice {
    /// What the system's variables name.
    #[default]
    System,
    /// Nothing, whatever the system says.
    Direct,
    /// This proxy. Its password is never in the file: it is asked for.
    Own(Proxy),
    /// Something that is no proxy. It is not gone without: that would give away what it was to hide.
    Unusable(Secret),
}

/// One thing that is set anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// See [`Settings::language`].
    Language(Option<String>),
    /// See [`Settings::theme`].
    Theme(ThemeChoice),
    /// See [`Settings::text`].
    Text(TextSize),
    /// See [`Settings::proxy`].
    Proxy(ProxyChoice),
    /// See [`Settings::keyring`].
    Keyring(bool),
}

impl Settings {
    /// Sets one thing.
    pub fn apply(&mut self, change: Change) {
        match change {
            Change::Language(language) => self.language = language,
            Change::Theme(theme) => self.theme = theme,
            Change::Text(text) => self.text = text,
            Change::Proxy(proxy) => self.proxy = proxy,
            Change::Keyring(keyring) => self.keyring = keyring,
        }
    }

    /// What a file says.
    fn read(file: &Map<String, Value>) -> Self {
        let mut settings = Self::default();
        let word = |key| file.get(key).and_then(Value::as_str);
        settings.language = word(LANGUAGE).map(str::to_owned);
        if let Some(theme) = named(word(THEME), &ThemeChoice::ALL, ThemeChoice::name) {
            settings.theme = theme;
        }
        if let Some(text) = named(word(TEXT), &TextSize::ALL, TextSize::name) {
            settings.text = text;
        }
        settings.proxy = match file.get(PROXY) {
            None | Some(Value::Null) => ProxyChoice::System,
            Some(Value::String(name)) if name == NO_PROXY => ProxyChoice::Direct,
            Some(Value::String(text)) => match Proxy::parse(text) {
                // One that somebody wrote there all the same is not used: it is nowhere to be kept.
                Ok(proxy) => ProxyChoice::Own(proxy.with_password(Secret::default())),
                Err(_) => ProxyChoice::Unusable(Secret::from(text.as_str())),
            },
            Some(other) => ProxyChoice::Unusable(Secret::from(other.to_string())),
        };
        if let Some(keyring) = file.get(KEYRING).and_then(Value::as_bool) {
            settings.keyring = keyring;
        }
        settings.directory = word(DIRECTORY).map(str::to_owned);
        settings
    }
}

impl Change {
    /// Writes it into what a file says; all else in there stays as it is.
    fn write(&self, file: &mut Map<String, Value>) {
        let _ = file.entry("version").or_insert(json!(VERSION));
        let (key, value) = match self {
            Self::Language(language) => (LANGUAGE, language.as_deref().map(Value::from)),
            Self::Theme(theme) => (THEME, Some(theme.name().into())),
            Self::Text(text) => (TEXT, Some(text.name().into())),
            Self::Proxy(ProxyChoice::System) => (PROXY, None),
            Self::Proxy(ProxyChoice::Direct) => (PROXY, Some(NO_PROXY.into())),
            Self::Proxy(ProxyChoice::Own(proxy)) => (PROXY, Some(proxy.to_string().into())),
            // It is there already.
            Self::Proxy(ProxyChoice::Unusable(_)) => return,
            Self::Keyring(keyring) => (KEYRING, Some((*keyring).into())),
        };
        let _ = match value {
            Some(value) => file.insert(key.to_owned(), value),
            None => file.remove(key),
        };
    }
}

const LANGUAGE: &str = "language";
const THEME: &str = "theme";
const TEXT: &str = "text_size";
const PROXY: &str = "proxy";
const NO_PROXY: &str = "none";
const KEYRING: &str = "keyring";
const DIRECTORY: &str = "directory";

/// The one that goes by this name.
fn named<T: Copy>(name: Option<&str>, all: &[T], its: impl Fn(T) -> &'static str) -> Option<T> {
    all.iter().copied().find(|one| Some(its(*one)) == name)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;

    fn read(text: &str) -> Settings {
        Settings::read(&serde_json::from_str(text).unwrap())
    }

    #[test]
    fn what_is_not_said_is_as_it_comes() {
        assert_eq!(read("{}"), Settings::default());
        assert!(Settings::default().keyring);
    }

    #[test]
    fn what_makes_no_sense_counts_as_not_said_each_for_itself() {
        let sound = r#""language":"de","theme":"dark","text_size":"large","keyring":false"#;
        let all = read(&format!("{{{sound}}}"));
        for (key, wrong) in [
            ("language", "7"),
            ("theme", "\"green\""),
            ("theme", "[\"dark\"]"),
            ("text_size", "1.5"),
            ("keyring", "\"no\""),
            ("keyring", "null"),
        ] {
            let mut file: Map<String, Value> =
                serde_json::from_str(&format!("{{{sound}}}")).unwrap();
            let _ = file.insert(key.to_owned(), serde_json::from_str(wrong).unwrap());
            let mut expected = all.clone();
            let plain = Settings::default();
            match key {
                "language" => expected.language = None,
                "theme" => expected.theme = plain.theme,
                "text_size" => expected.text = plain.text,
                _ => expected.keyring = plain.keyring,
            }
            assert_eq!(Settings::read(&file), expected, "{key}: {wrong}");
        }
    }

    #[test]
    fn a_list_of_ones_own_is_taken_as_it_stands() {
        let own = read(r#"{"directory":"https://lists.example/servers.json"}"#);
        let address = "https://lists.example/servers.json";
        assert_eq!(own.directory.as_deref(), Some(address));
        assert_eq!(read(r#"{"directory":7}"#).directory, None);
    }

    #[test]
    fn a_proxy_that_cannot_be_used_is_not_gone_without() {
        for value in [
            "\"socks4://localhost:1\"",
            "\"http://localhost\"",
            "7",
            "[]",
        ] {
            let read = read(&format!("{{\"proxy\":{value}}}"));
            assert!(matches!(read.proxy, ProxyChoice::Unusable(_)), "{value}");
        }
        for (value, proxy) in [
            ("null", ProxyChoice::System),
            ("\"none\"", ProxyChoice::Direct),
            (
                "\"socks5://localhost:9050\"",
                ProxyChoice::Own(Proxy::parse("localhost:9050").unwrap()),
            ),
            // A password that somebody wrote there is not taken.
            (
                "\"socks5://romeo:montague@localhost:9050\"",
                ProxyChoice::Own(Proxy::parse("romeo@localhost:9050").unwrap()),
            ),
        ] {
            assert_eq!(read(&format!("{{\"proxy\":{value}}}")).proxy, proxy);
        }
    }

    #[test]
    fn what_is_written_reads_back_and_leaves_the_rest_alone() {
        let own = Proxy::parse("romeo:montague@localhost:9050").unwrap();
        let known = Proxy::parse("romeo@localhost:9050").unwrap();
        let mut file: Map<String, Value> =
            serde_json::from_str(r#"{"version":9,"of_later":[1],"proxy":"none"}"#).unwrap();
        let mut settings = Settings::read(&file);
        for change in [
            Change::Language(Some("de".to_owned())),
            Change::Theme(ThemeChoice::Dark),
            Change::Text(TextSize::Largest),
            Change::Proxy(ProxyChoice::Own(own)),
            Change::Keyring(false),
        ] {
            change.write(&mut file);
            settings.apply(change);
        }
        settings.proxy = ProxyChoice::Own(known);
        assert_eq!(Settings::read(&file), settings);
        assert_eq!(
            (&file["version"], &file["of_later"]),
            (&json!(9), &json!([1]))
        );
        assert!(!format!("{file:?}").contains("montague"));
        for change in [
            Change::Language(None),
            Change::Theme(ThemeChoice::System),
            Change::Text(TextSize::Normal),
            Change::Proxy(ProxyChoice::System),
            Change::Keyring(true),
        ] {
            change.write(&mut file);
        }
        assert_eq!(Settings::read(&file), Settings::default());
    }
}
