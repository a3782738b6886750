//! What the person sets: it holds at once, is written down in the order in which it was set, and comes back at the next start.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::Arc;

use iced::{Task, clipboard};

use super::{App, Engine, Message, Options, translate};
use crate::directory::Directory;
use crate::domain::Proxy;
use crate::i18n::I18n;
use crate::page::settings::{self as page, Action, Given};
use crate::page::{self as pages, Page};
use crate::platform::{Keeper, ProxySetting};
use crate::settings::traces::Found;
use crate::settings::{Change, Fault, Loaded, ProxyChoice, Settings, Store, ThemeChoice};
use crate::theme::Theme;

/// What came of it.
#[derive(Debug, Clone)]
pub enum News {
    /// The change was written down, or could not be.
    Written(Result<(), Fault>),
    /// This is on this computer.
    Found(Found),
    /// It was removed, but for this.
    Forgotten(Found),
    /// The licences were put into this file, or could not be: then this is why.
    Saved(Result<PathBuf, String>),
}

/// What is set, for the window.
pub(super) struct Set {
    pub(super) settings: Settings,
    store: Store,
    /// What is not written down yet; the first of it is being written.
    waiting: VecDeque<Change>,
}

impl Set {
    /// `loaded` is `None` where nothing is set here.
    pub(super) fn new(loaded: Option<&Loaded>, engine: &dyn Engine) -> Self {
        Self {
            settings: loaded
                .map(|loaded| loaded.settings.clone())
                .unwrap_or_default(),
            store: engine.settings(),
            waiting: VecDeque::new(),
        }
    }

    /// Writes down what is not written down yet, now: the program is about to end.
    pub(super) fn finish(&mut self) {
        for change in self.waiting.drain(..) {
            if let Err(fault) = self.store.change(&change) {
                tracing::warn!(%fault, "a setting could not be written down");
            }
        }
    }

    fn write(&self) -> Task<Message> {
        let Some(change) = self.waiting.front().cloned() else {
            return Task::none();
        };
        let store = self.store.clone();
        let written = async move { store.change(&change) };
        Task::future(written).map(|result| Message::Settings(News::Written(result)))
    }
}

/// The texts in the language that the command line names, else in the one that is set, else in the system's.
pub(super) fn language(options: &Options) -> I18n {
    let set = options.settings.as_ref();
    let set = set.and_then(|loaded| loaded.settings.language.as_deref());
    I18n::of(options.lang.as_deref(), set)
}

/// The language, a tag, that the person speaks: that of the texts if it was chosen; else the system's, which there may be no
/// texts in, if it is one that servers name.
pub(super) fn spoken(options: &Options, i18n: &I18n, list: &Directory) -> String {
    let set = options.settings.as_ref();
    let set = set.and_then(|loaded| loaded.settings.language.as_deref());
    let is_chosen = options.lang.is_some() || set.is_some();
    let system = if is_chosen {
        None
    } else {
        sys_locale::get_locale()
    };
    let is_known = |tag: &String| list.providers.iter().any(|provider| provider.speaks(tag));
    system
        .filter(is_known)
        .unwrap_or_else(|| i18n.tag().to_owned())
}

impl App {
    /// The theme that is set; `None` is the system's.
    #[must_use]
    pub fn theme(&self) -> Option<Theme> {
        match self.set.settings.theme {
            ThemeChoice::System => None,
            ThemeChoice::Light => Some(Theme::Light),
            ThemeChoice::Dark => Some(Theme::Dark),
        }
    }

    /// What all lengths are multiplied by.
    #[must_use]
    pub fn scale(&self) -> f32 {
        self.set.settings.text.factor()
    }

    /// Where the window keeps things, as far as that is wanted.
    pub(super) fn keeper(&self) -> Keeper {
        // What lasts only as long as the practice server needs no keeping.
        if self.options.practice || self.options.keep_nothing {
            Keeper::none()
        } else if self.set.settings.keyring {
            self.engine.keeper()
        } else {
            self.engine.keeper().without_keyring()
        }
    }

    pub(super) fn show_settings(&mut self) -> Task<Message> {
        let system = ProxySetting::of_system().unwrap_or_default();
        let page = page::State::new(Given {
            settings: self.set.settings.clone(),
            lang_named: self.options.lang.is_some(),
            proxy_named: self.options.proxy_named,
            system_proxy: translate::found(&system),
            system_language: I18n::new(None).text("language-name"),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            system: self.engine.system(),
        });
        self.show(Page::Settings(Box::new(page)))
    }

    pub(super) fn settings_want(&mut self, action: Action) -> Task<Message> {
        match action {
            Action::None => Task::none(),
            Action::Run(task) => task.map(pages::Message::Settings).map(Message::Page),
            Action::Change(change) => self.change(change),
            Action::Copy(text) => clipboard::write(text),
            Action::Look => {
                let places = self.engine.places();
                let looked = async move { places.look().await };
                Task::future(looked).map(|found| Message::Settings(News::Found(found)))
            }
            Action::Forget => {
                // What this window holds itself would stay.
                self.set.waiting.clear();
                self.let_go();
                // And a list that came now would be kept.
                self.stop_choosing();
                let places = self.engine.places();
                let forgotten = async move { places.forget().await };
                Task::future(forgotten).map(|found| Message::Settings(News::Forgotten(found)))
            }
            Action::SaveLicences => {
                let bytes = Arc::from(page::LICENCES.as_bytes());
                let saved = self.engine.keep("vestibule-licences.txt".to_owned(), bytes);
                saved.map(|file| Message::Settings(News::Saved(file)))
            }
            Action::Back(change) => {
                let changed = change.map_or_else(Task::none, |change| self.change(change));
                Task::batch([changed, self.choose_server()])
            }
        }
    }

    pub(super) fn settings_told(&mut self, news: News) -> Task<Message> {
        let mut tasks = Task::none();
        match &news {
            News::Written(_) => {
                let _ = self.set.waiting.pop_front();
                tasks = self.set.write();
            }
            News::Forgotten(_) => {
                let before = std::mem::take(&mut self.set.settings);
                self.take_effect(&before);
                self.forget_list();
            }
            News::Saved(Ok(path)) => {
                tasks = self.engine.open_file(path.clone()).map(Message::Opened);
            }
            News::Found(_) | News::Saved(Err(_)) => {}
        }
        let Page::Settings(page) = &mut self.page else {
            return tasks;
        };
        let shown = match news {
            News::Written(result) => {
                page.written(result);
                Task::none()
            }
            News::Found(found) => page.found(found),
            News::Forgotten(remains) => {
                page.set(Settings::default());
                page.forgotten(remains);
                Task::none()
            }
            News::Saved(file) => {
                page.saved(file);
                Task::none()
            }
        };
        let shown = shown.map(pages::Message::Settings).map(Message::Page);
        Task::batch([tasks, shown])
    }

    /// Sets one thing, which holds at once, and writes it down.
    fn change(&mut self, change: Change) -> Task<Message> {
        if change == Change::Proxy(ProxyChoice::System)
            && let Err(unusable) = ProxySetting::of_system()
        {
            if let Page::Settings(page) = &mut self.page {
                page.refused(unusable.to_string());
            }
            return Task::none();
        }
        let before = self.set.settings.clone();
        self.set.settings.apply(change.clone());
        // What is chosen here is meant for this run, too.
        match &change {
            Change::Language(_) => self.options.lang = None,
            Change::Proxy(_) => self.options.proxy_named = false,
            _ => {}
        }
        self.take_effect(&before);
        if let Page::Settings(page) = &mut self.page {
            page.unnamed(&change);
            page.set(self.set.settings.clone());
        }
        self.set.waiting.push_back(change);
        if self.set.waiting.len() == 1 {
            self.set.write()
        } else {
            Task::none()
        }
    }

    /// Lets what is set now hold; `before` is what was.
    fn take_effect(&mut self, before: &Settings) {
        if let Some(loaded) = &mut self.options.settings {
            loaded.settings = self.set.settings.clone();
        }
        let now = &self.set.settings;
        if now.language != before.language || self.options.lang.is_none() {
            self.i18n = language(&self.options);
            let language = spoken(&self.options, &self.i18n, &self.choosing.directory);
            self.server.speak(&language, &self.i18n);
            if self.options.practice {
                self.server.list_hosts(translate::hosts(&self.i18n));
            }
        }
        if now.proxy != before.proxy && !self.options.proxy_named {
            self.options.proxy = match &now.proxy {
                ProxyChoice::System => ProxySetting::of_system().unwrap_or_default(),
                ProxyChoice::Own(own) => ProxySetting::named(Proxy::clone(own)),
                ProxyChoice::Direct | ProxyChoice::Unusable(_) => ProxySetting::default(),
            };
            let (_, _, found) = translate::connection(&self.options);
            self.server.through(found);
        }
        // What was asked in the background was asked in another language, or by another way.
        self.session = None;
        self.stop_choosing();
        self.safe.keep_in(self.keeper());
    }
}
