//! What the window reaches outside of itself, in one place, so that the tests can put something else there.

mod owner;

use std::path::PathBuf;
use std::sync::Arc;

use iced::Task;

use crate::directory::{self, Cache, RefreshFault, Refreshed};
use crate::domain::{Credentials, Domain, Link, Secret};
use crate::engine::account::{self, AccountError, Owner};
use crate::engine::list::ListSource;
use crate::engine::survey::{self, survey};
use crate::engine::{self, Error, Event, Outcome, Remote, Target};
use crate::platform::{self, ChatProgram, Keeper, NoPicker, Wanted};
use crate::scan::{self, ScanFault};
use crate::settings::Store;
use crate::settings::traces::Places;

pub use owner::{Answer, Ask};

/// What a session tells, to its end.
#[derive(Debug, Clone)]
pub enum Told {
    /// Something on the way.
    Event(Event),
    /// How it ended.
    Ended(Result<Outcome, Error>),
}

/// How a server is reached that is asked with many others.
pub type Way = Box<dyn Fn(Domain) -> Target + Send>;

/// The engine and the system, as the window uses them.
pub trait Engine {
    /// Starts a session; dropping the task ends it.
    fn open(&self, target: Target) -> (Remote, Task<Told>);

    /// Signs in once and out again.
    fn prove(&self, target: Target, credentials: Credentials) -> Task<Result<(), AccountError>>;

    /// Signs in for an account that may have been made, a moment ago if it is `fresh`; see [`account::look_for`].
    fn look_for(
        &self,
        target: Target,
        credentials: Credentials,
        fresh: bool,
    ) -> Task<Result<(), AccountError>>;

    /// Asks something on behalf of the owner of an account. What was sent then cannot be taken back by dropping the task.
    fn ask(&self, owner: Owner, ask: Ask) -> Task<Answer>;

    /// Loads a newer list of servers and keeps it; see [`directory::refresh`].
    fn refresh(&self, cache: Cache, source: ListSource) -> Task<Result<Refreshed, RefreshFault>>;

    /// Asks servers for their forms; see [`survey()`]. Dropping the task ends it.
    fn survey(&self, domains: Vec<Domain>, way: Way) -> Task<survey::News>;

    /// Opens a link in the program that is for it; says whether there is one.
    fn browse(&self, link: Link) -> Task<bool>;

    /// Writes a new file of about this name, where the person finds it; says which, or why not.
    fn keep(&self, name: String, bytes: Arc<[u8]>) -> Task<Result<PathBuf, String>>;

    /// Lets the person choose a picture; `None` if they thought better of it.
    fn choose_picture(&self, wanted: Wanted) -> Task<Result<Option<PathBuf>, NoPicker>>;

    /// Reads the link of an invitation out of a file; dropping the task ends that.
    fn scan(&self, file: PathBuf) -> Task<Result<Secret, ScanFault>> {
        Task::future(scan::read(file))
    }

    /// Where the window keeps what it must not lose.
    fn keeper(&self) -> Keeper {
        Keeper::none()
    }

    /// The chat programs of this computer, named in this language.
    fn chat_programs(&self, lang: String) -> Task<Vec<ChatProgram>>;

    /// Starts a chat program; says whether it could be started.
    fn start_chat(&self, program: ChatProgram) -> Task<bool>;

    /// Where what the person sets is written down.
    fn settings(&self) -> Store {
        Store::none()
    }

    /// Where the program leaves something on this computer.
    fn places(&self) -> Places {
        Places::default()
    }

    /// What the program runs on, in a few words.
    fn system(&self) -> String;

    /// Opens a file in the program that is for it; says whether there is one.
    fn open_file(&self, path: PathBuf) -> Task<bool>;
}

/// The real ones.
#[derive(Debug, Clone, Copy)]
pub struct Outside;

impl Engine for Outside {
    fn open(&self, target: Target) -> (Remote, Task<Told>) {
        let (remote, session) = engine::open(target);
        (remote, Task::sip(session, Told::Event, Told::Ended))
    }

    fn prove(&self, target: Target, credentials: Credentials) -> Task<Result<(), AccountError>> {
        Task::future(async move { account::prove(&target, &credentials).await })
    }

    fn look_for(
        &self,
        target: Target,
        credentials: Credentials,
        fresh: bool,
    ) -> Task<Result<(), AccountError>> {
        Task::future(async move { account::look_for(&target, &credentials, fresh).await })
    }

    fn ask(&self, owner: Owner, ask: Ask) -> Task<Answer> {
        Task::future(owner::answer(owner, ask))
    }

    fn refresh(&self, cache: Cache, source: ListSource) -> Task<Result<Refreshed, RefreshFault>> {
        Task::future(async move { directory::refresh(&cache, &source).await })
    }

    fn survey(&self, domains: Vec<Domain>, way: Way) -> Task<survey::News> {
        let asked = survey(domains, way);
        Task::sip(asked, Some, |()| None).and_then(Task::done)
    }

    fn choose_picture(&self, wanted: Wanted) -> Task<Result<Option<PathBuf>, NoPicker>> {
        Task::future(platform::choose_picture(wanted))
    }

    fn browse(&self, link: Link) -> Task<bool> {
        Task::future(async move { platform::open_link(&link).is_ok() })
    }

    fn keep(&self, name: String, bytes: Arc<[u8]>) -> Task<Result<PathBuf, String>> {
        Task::future(async move {
            let folder = platform::download_folder().map_err(|fault| fault.to_string())?;
            platform::write_new(&folder, &name, &bytes).map_err(|fault| fault.to_string())
        })
    }

    fn keeper(&self) -> Keeper {
        Keeper::system()
    }

    fn chat_programs(&self, lang: String) -> Task<Vec<ChatProgram>> {
        Task::future(async move { ChatProgram::installed(&lang) })
    }

    fn start_chat(&self, program: ChatProgram) -> Task<bool> {
        Task::future(async move { program.start(None).is_ok() })
    }

    fn settings(&self) -> Store {
        Store::system()
    }

    fn places(&self) -> Places {
        Places::system()
    }

    fn system(&self) -> String {
        platform::system()
    }

    fn open_file(&self, path: PathBuf) -> Task<bool> {
        Task::future(async move { platform::open_file(&path).is_ok() })
    }
}
