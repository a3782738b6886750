//! What can be set, what the program leaves on this computer, and what it is: reached from the gear on the server page.
//!
//! What is chosen holds at once. Where it cannot be written down it holds for as long as the program runs, which is said.

mod about;
mod forget;
mod licences;
mod view;

use iced::Task;
use iced::widget::operation;

use crate::domain::{Proxy, Secret};
use crate::i18n::{self, Key};
use crate::page::proxy;
use crate::page::server::FoundProxy;
use crate::settings::traces::Found;
use crate::settings::{Change, Fault, ProxyChoice, Settings, TextSize, ThemeChoice};
use crate::widget::Ctx;
use crate::widget::footer::Footer;

pub use about::Message as About;
pub use forget::Message as Forget;
pub use licences::ALL as LICENCES;

/// What the page wants done.
#[derive(Debug)]
#[must_use]
pub enum Action {
    /// Nothing.
    None,
    /// A task of its own.
    Run(Task<Message>),
    /// To set this.
    Change(Change),
    /// To look for what the program has left on this computer.
    Look,
    /// To remove all of that.
    Forget,
    /// To put this on the clipboard.
    Copy(String),
    /// To put the texts of all licences into a file.
    SaveLicences,
    /// To go back, and to set this if something was typed and not set yet.
    Back(Option<Change>),
}

/// What happened on the page.
#[derive(Debug, Clone)]
pub enum Message {
    /// The language in this place was chosen; the first is the system's.
    LanguageChosen(usize),
    /// The theme in this place was chosen.
    ThemeChosen(usize),
    /// The size in this place was chosen.
    TextChosen(usize),
    /// What connections go through was chosen: this place of the list.
    ProxyChosen(usize),
    /// Something about the proxy.
    Proxy(proxy::Message),
    /// What was typed is to be the proxy.
    ProxyPressed,
    /// The keyring is to be used, or not.
    KeyringPressed,
    /// Something about forgetting everything.
    Forget(forget::Message),
    /// Something about the program itself.
    About(about::Message),
    /// The way back.
    BackPressed,
}

/// What the page is opened with.
#[derive(Debug, Clone, Default)]
pub struct Given {
    /// What is set.
    pub settings: Settings,
    /// The command line names another language.
    pub lang_named: bool,
    /// The command line names another proxy.
    pub proxy_named: bool,
    /// The proxy that the system names.
    pub system_proxy: FoundProxy,
    /// The name of the language that the system asks for, in itself.
    pub system_language: String,
    /// The version of the program.
    pub version: String,
    /// What the program runs on, in a few words.
    pub system: String,
}

/// The page.
#[derive(Debug, Clone)]
pub struct State {
    given: Given,
    /// The languages: tag and name. The first is the one that the system asks for.
    languages: Vec<(Option<&'static str>, String)>,
    through: Through,
    proxy: proxy::State,
    /// Why what the system names cannot be used.
    refused: Option<String>,
    fault: Option<Fault>,
    forget: forget::State,
    about: about::State,
}

/// What connections go through, as it is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Through {
    System,
    Nothing,
    Own,
}

const THROUGH: [(Through, Key); 3] = [
    (Through::System, Key("settings-proxy-system")),
    (Through::Nothing, Key("settings-proxy-none")),
    (Through::Own, Key("settings-proxy-own")),
];

const THEMES: [(ThemeChoice, Key); 3] = [
    (ThemeChoice::System, Key("settings-theme-system")),
    (ThemeChoice::Light, Key("settings-theme-light")),
    (ThemeChoice::Dark, Key("settings-theme-dark")),
];

const SIZES: [(TextSize, Key); 4] = [
    (TextSize::Normal, Key("settings-text-normal")),
    (TextSize::Large, Key("settings-text-large")),
    (TextSize::Larger, Key("settings-text-larger")),
    (TextSize::Largest, Key("settings-text-largest")),
];

impl State {
    /// The page, with what is set.
    #[must_use]
    pub fn new(given: Given) -> Self {
        let of_system = given.system_language.clone();
        let all = i18n::names().into_iter();
        let known = all.map(|(tag, name)| (Some(tag), name));
        let languages = std::iter::once((None, of_system)).chain(known).collect();
        let mut state = Self {
            given,
            languages,
            through: Through::System,
            proxy: proxy::State::default(),
            refused: None,
            fault: None,
            forget: forget::State::default(),
            about: about::State::default(),
        };
        state.show_proxy();
        state
    }

    /// What is set now, by whatever set it.
    pub fn set(&mut self, settings: Settings) {
        let is_other = self.given.settings.proxy != settings.proxy;
        self.given.settings = settings;
        if is_other {
            self.show_proxy();
        }
    }

    /// A change was written down, or could not be.
    pub fn written(&mut self, result: Result<(), Fault>) {
        self.fault = result.err();
    }

    /// The proxy that the system names cannot be used: this is why. It stays as it was.
    pub fn refused(&mut self, reason: String) {
        self.refused = Some(reason);
        self.through = Through::System;
    }

    /// The command line's wish was given up for another.
    pub fn unnamed(&mut self, change: &Change) {
        match change {
            Change::Language(_) => self.given.lang_named = false,
            Change::Proxy(_) => self.given.proxy_named = false,
            _ => {}
        }
    }

    /// This is on this computer. It is asked whether it is to be removed.
    pub fn found(&mut self, found: Found) -> Task<Message> {
        self.forget.found(found)
    }

    /// It was removed, but for this.
    pub fn forgotten(&mut self, remains: Found) {
        self.forget.forgotten(remains);
    }

    /// The licences were put into this file, or could not be: then this is why.
    pub fn saved(&mut self, file: Result<std::path::PathBuf, String>) {
        self.about.saved(file);
    }

    /// Whether something was typed that is not set yet.
    #[must_use]
    pub fn has_typed(&self) -> bool {
        self.typed().is_some()
    }

    /// What Enter says where no control takes it.
    #[must_use]
    pub fn enter(&self) -> Option<Message> {
        self.typed().is_some().then_some(Message::ProxyPressed)
    }

    /// Takes note of what happened.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::LanguageChosen(place) => {
                let chosen = self.languages.get(place).and_then(|(tag, _)| *tag);
                Action::Change(Change::Language(chosen.map(str::to_owned)))
            }
            Message::ThemeChosen(place) => chosen(&THEMES, place, Change::Theme),
            Message::TextChosen(place) => chosen(&SIZES, place, Change::Text),
            Message::ProxyChosen(place) => self.choose_proxy(place),
            Message::Proxy(message) => {
                self.proxy.update(message);
                Action::None
            }
            Message::ProxyPressed => match self.proxy.proxy() {
                Ok(Some(proxy)) => Action::Change(Change::Proxy(ProxyChoice::Own(proxy))),
                Ok(None) => self.complain(Key("connection-proxy-wrong")),
                Err(problem) => self.complain(problem),
            },
            Message::KeyringPressed => {
                Action::Change(Change::Keyring(!self.given.settings.keyring))
            }
            Message::Forget(message) => self.forget.update(message),
            Message::About(message) => self.about.update(message, &self.given),
            Message::BackPressed => self.leave(),
        }
    }

    /// What stands in the bar at the bottom.
    #[must_use]
    pub fn footer(&self, ctx: Ctx<'_>) -> Footer<Message> {
        Footer {
            back: Some((ctx.i18n.text("back"), Message::BackPressed)),
            ..Footer::default()
        }
    }

    fn show_proxy(&mut self) {
        self.refused = None;
        (self.through, self.proxy) = match &self.given.settings.proxy {
            ProxyChoice::System => (Through::System, proxy::State::default()),
            ProxyChoice::Direct => (Through::Nothing, proxy::State::default()),
            ProxyChoice::Own(own) => (Through::Own, proxy::State::new(Some(own))),
            ProxyChoice::Unusable(text) => (Through::Own, unusable(text)),
        };
    }

    fn choose_proxy(&mut self, place: usize) -> Action {
        let Some((through, _)) = THROUGH.get(place) else {
            return Action::None;
        };
        self.through = *through;
        self.refused = None;
        match through {
            Through::System => Action::Change(Change::Proxy(ProxyChoice::System)),
            Through::Nothing => Action::Change(Change::Proxy(ProxyChoice::Direct)),
            // It has to be typed first.
            Through::Own => Action::None,
        }
    }

    /// Whether something was typed as the proxy that is not set yet.
    fn typed(&self) -> Option<()> {
        let set = match &self.given.settings.proxy {
            ProxyChoice::Own(own) => Some(own),
            _ => None,
        };
        let typed: Result<Option<Proxy>, Key> = self.proxy.proxy();
        let is_new = typed.as_ref().map(Option::as_ref) != Ok(set);
        (self.through == Through::Own && is_new).then_some(())
    }

    fn complain(&mut self, problem: Key) -> Action {
        let place = self.proxy.complain(Some(problem));
        place.map_or(Action::None, |place| Action::Run(operation::focus(place)))
    }

    /// What was typed and not set yet is set on the way out. What cannot be is told once.
    fn leave(&mut self) -> Action {
        if self.typed().is_none() {
            return Action::Back(None);
        }
        match self.proxy.proxy() {
            Ok(Some(proxy)) => Action::Back(Some(Change::Proxy(ProxyChoice::Own(proxy)))),
            Err(problem) if !self.proxy.complains() => self.complain(problem),
            // Nothing was typed, or it was told already.
            Ok(None) | Err(_) => Action::Back(None),
        }
    }
}

fn unusable(text: &Secret) -> proxy::State {
    let mut state = proxy::State::unusable(text);
    let problem = state.proxy().err();
    let _ = state.complain(problem.or(Some(Key("connection-proxy-wrong"))));
    state
}

/// The change to what is in this place of a list.
fn chosen<T: Copy>(all: &[(T, Key)], place: usize, change: impl Fn(T) -> Change) -> Action {
    let chosen = all.get(place);
    chosen.map_or(Action::None, |(one, _)| Action::Change(change(*one)))
}
