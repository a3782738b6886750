//! Everything that is shown: holds the page and the session with a server, and carries what each says to the other. The
//! only module that knows both pages and engine. It knows no window: it fills the space that it is given.

mod account;
mod choosing;
mod closing;
mod event;
mod file;
mod form;
mod handed;
mod handover;
mod invitation;
mod keeping;
mod kept;
mod motion;
mod options;
mod outside;
mod question;
mod session;
mod settings;
mod translate;
mod trouble;
mod view;

use std::path::PathBuf;

use iced::widget::operation;
use iced::{Task, clipboard, time};

pub use account::Heard;
pub use choosing::News as ChoosingNews;
pub use event::{Event, Registered};
pub use file::News as FileNews;
pub use handed::News as HandedNews;
pub use options::Options;
pub use outside::{Answer, Ask, Engine, Outside, Told, Way};

use crate::directory::Directory;
use crate::domain::{FieldId, Link, Secret};
use crate::engine::account::AccountError;
use crate::i18n::I18n;
use crate::page::{self, Page, connecting, done, pending, server, web};
use crate::platform::ChatProgram;
use choosing::Choosing;
use closing::Closing;
use file::Files;
pub use keeping::News;
use keeping::Safe;
use session::Session;
pub use settings::News as SettingsNews;
use settings::Set;

/// How long a server may take before a page says that it is being asked.
const PATIENCE: time::Duration = time::Duration::from_millis(150);

/// The state of what is shown.
pub struct App {
    i18n: I18n,
    options: Options,
    engine: Box<dyn Engine>,
    page: Page,
    /// Counts the pages that were opened.
    serial: u64,
    /// The choice of a server, while another page is shown.
    server: server::State,
    /// What was typed into a form that was left, or that something came in between of.
    kept: kept::Kept,
    session: Option<Session>,
    /// What servers there are, and what is being found out about them.
    choosing: Choosing,
    /// The chat programs that the page offers to start.
    chat: Vec<ChatProgram>,
    /// The account that is looked after.
    account: Option<account::Session>,
    /// What is kept of sign-ups until their end is known.
    safe: Safe,
    /// What the person has set.
    set: Set,
    /// Counts the sessions that were started, and the accounts that were looked after.
    sessions: u64,
    still: bool,
    /// What is done with files that have an invitation.
    files: Files,
    /// What was handed over by a later start of the program, and is not done yet.
    waiting: Option<handed::Waiting>,
    /// Whether it was asked to close in the middle of a submission.
    closing: Closing,
    /// What was not told yet to whoever holds this.
    events: Vec<Event>,
}

/// What happened.
#[derive(Debug, Clone)]
pub enum Message {
    /// On the page.
    Page(page::Message),
    /// In the session of this number.
    Told(u64, Told),
    /// A sign-in was tried for the session of this number.
    Checked(u64, Result<(), AccountError>),
    /// The server of the session took longer than a moment.
    Waited,
    /// Something was done for the account of this number.
    Account(u64, Heard),
    /// A link or a file was opened, or could not be.
    Opened(bool),
    /// The sound or film of a field was put into this file, or could not be: then this is why.
    Kept(FieldId, Result<PathBuf, String>),
    /// About what is kept of sign-ups until their end is known.
    Keeping(News),
    /// About the chat programs of this computer.
    Handover(handover::News),
    /// About what the person sets.
    Settings(SettingsNews),
    /// About a file that has an invitation.
    File(FileNews),
    /// About what was handed over by a later start of the program.
    Handed(HandedNews),
    /// About the list of servers, and those that are asked.
    Choosing(ChoosingNews),
    /// The system asks for no motion, or does not.
    Stillness(bool),
    /// It is to be closed.
    CloseRequested,
    /// It is to stay open.
    StayPressed,
    /// It is to be closed all the same.
    LeavePressed,
}

impl App {
    /// As it opens.
    pub fn new(options: Options, engine: Box<dyn Engine>) -> (Self, Task<Message>) {
        let i18n = settings::language(&options);
        let directory = Directory::built_in();
        let server = translate::server(&options, &directory, &i18n);
        let mut app = Self {
            page: Page::Server(server.clone()),
            safe: Safe::default(),
            set: Set::new(options.settings.as_ref(), engine.as_ref()),
            i18n,
            options,
            engine,
            serial: 0,
            server,
            kept: kept::Kept::default(),
            session: None,
            choosing: Choosing::new(directory),
            chat: Vec::new(),
            account: None,
            sessions: 0,
            still: false,
            files: Files::default(),
            waiting: None,
            closing: Closing::default(),
            events: Vec::new(),
        };
        app.safe.keep_in(app.keeper());
        let list = app.find_list();
        if let Some(typed) = app.options.account.clone() {
            let begins = !typed.is_empty();
            let task = app.open_account(typed, begins);
            return (app, Task::batch([task, list]));
        }
        let mut tasks = vec![app.first_focus(), list, app.look_for_left()];
        if app.options.domain.is_some() {
            // Whoever names a server when starting the program wants it asked.
            tasks.push(app.page_said(page::Message::Server(server::Message::GoPressed)));
        } else if let Some(file) = app.options.file.clone() {
            tasks.push(app.read_invitation(file, true));
        }
        (app, Task::batch(tasks))
    }

    /// The title of what is shown.
    #[must_use]
    pub fn title(&self) -> String {
        self.page.title(self.ctx())
    }

    /// Whether a submission is on its way: of what is dropped now, the end stays unknown until the next start.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        match &self.page {
            Page::Form(page) => page.is_sending(),
            Page::Account(page) => page.is_sending().is_some(),
            _ => false,
        }
    }

    /// The page that is shown.
    #[must_use]
    pub fn page(&self) -> &Page {
        &self.page
    }

    /// Takes note of what happened.
    pub fn update(&mut self, message: Message) -> Task<Message> {
        match message {
            Message::Page(message) => self.page_said(message),
            Message::Told(id, told) => match &self.session {
                Some(session) if session.id == id => self.told(told),
                // A session that was left may still have something to say: to nobody.
                _ => Task::none(),
            },
            Message::Checked(id, result) => match &self.session {
                Some(session) if session.id == id => self.checked(result),
                _ => Task::none(),
            },
            Message::Waited => self.waited(),
            Message::Account(id, heard) => self.account_heard(id, heard),
            Message::Opened(true) => Task::none(),
            Message::Opened(false) => self.not_opened(),
            Message::Kept(field, file) => {
                self.kept(field, file);
                Task::none()
            }
            Message::Keeping(news) => self.keeping_told(news),
            Message::Handover(news) => {
                self.handover_told(news);
                Task::none()
            }
            Message::Settings(news) => self.settings_told(news),
            Message::File(news) => self.file_told(news),
            Message::Handed(news) => self.handed_told(news),
            Message::Choosing(news) => self.choosing_told(news),
            Message::Stillness(still) => {
                self.still = still;
                Task::none()
            }
            Message::CloseRequested if self.is_busy() && self.closing == Closing::Unasked => {
                self.closing = Closing::Asking;
                operation::focus("stay")
            }
            Message::CloseRequested | Message::LeavePressed => self.close(),
            Message::StayPressed => {
                self.closing = Closing::Stayed;
                Task::none()
            }
        }
    }

    /// Shows another page. What is left behind and may be wanted again is kept.
    fn show(&mut self, page: Page) -> Task<Message> {
        self.serial += 1;
        self.closing = Closing::Unasked;
        match std::mem::replace(&mut self.page, page) {
            Page::Server(left) => {
                self.server = left;
                self.server.settings_told();
                self.stop_check();
            }
            Page::Form(left) => self.kept.put(*left),
            _ => {}
        }
        self.first_focus()
    }

    /// Puts the focus where it is when the page opens.
    pub fn first_focus(&self) -> Task<Message> {
        self.page
            .first_focus()
            .map_or_else(Task::none, operation::focus)
    }

    fn page_said(&mut self, message: page::Message) -> Task<Message> {
        match (&mut self.page, message) {
            (Page::Server(page), page::Message::Server(message)) => match page.update(message) {
                server::Action::None => Task::none(),
                server::Action::Run(task) => task.map(page::Message::Server).map(Message::Page),
                server::Action::Ask(request) => self.ask(request, false),
                server::Action::Go(request) => self.ask(request, true),
                server::Action::Leave(task) => {
                    self.session = None;
                    task.map(page::Message::Server).map(Message::Page)
                }
                server::Action::Open(link) => self.open(link),
                server::Action::Left(place, wish) => self.left_wants(place, wish),
                server::Action::Account(typed) => self.open_account(typed, false),
                server::Action::Invitation(text) => self.show_invitation(text),
                server::Action::Settings => self.show_settings(),
                server::Action::List(wish) => self.list_wants(wish),
                server::Action::Check(wish) => self.check_wants(wish),
            },
            (Page::Settings(page), page::Message::Settings(message)) => {
                let action = page.update(message);
                self.settings_want(action)
            }
            (
                Page::Connecting(_),
                page::Message::Connecting(connecting::Message::CancelPressed),
            ) => self.choose_server(),
            (Page::Form(page), page::Message::Form(message)) => {
                let action = page.update(message);
                self.form_wants(action)
            }
            (Page::Web(page), page::Message::Web(message)) => match page.update(&message) {
                web::Action::None => Task::none(),
                web::Action::Open(link) => self.open(link),
                web::Action::Copy(text) => clipboard::write(text),
                web::Action::Back => self.choose_server(),
            },
            (Page::Pending(page), page::Message::Pending(message)) => match page.update(&message) {
                pending::Action::None => Task::none(),
                pending::Action::Check => self.check(),
                pending::Action::Copy(secret) => copy(&secret),
                pending::Action::Form => self.form_of_doubt().unwrap_or_else(|| self.again()),
                pending::Action::CopyReport(text) => clipboard::write(text),
                pending::Action::Another => self.another(),
            },
            (Page::Done(page), page::Message::Done(message)) => match page.update(&message) {
                done::Action::None => Task::none(),
                done::Action::Copy(secret) => copy(&secret),
                done::Action::Open(page) => self.open(page),
                done::Action::Start(place) => self.start_chat(place),
                done::Action::Another => self.another(),
                done::Action::Close => self.close(),
                done::Action::Account => self.open_own_account(),
            },
            (Page::Account(page), page::Message::Account(message)) => {
                let action = page.update(message);
                self.account_wants(action)
            }
            (Page::Invitation(page), page::Message::Invitation(message)) => {
                let action = page.update(message);
                self.invitation_wants(action)
            }
            (Page::Trouble(page), page::Message::Trouble(message)) => match page.update(message) {
                page::trouble::Action::None => Task::none(),
                page::trouble::Action::OtherServer => self.choose_server(),
                page::trouble::Action::Again => self.again(),
                page::trouble::Action::Connection => self.change_connection(),
                page::trouble::Action::WithoutInvitation => self.without_invitation(),
                page::trouble::Action::Invitation(wish) => self.line_of_trouble(wish),
                page::trouble::Action::Copy(text) => clipboard::write(text),
            },
            // A click on a page that is no longer shown.
            _ => Task::none(),
        }
    }

    fn open(&self, link: Link) -> Task<Message> {
        self.engine.browse(link).map(Message::Opened)
    }
}

fn copy<T: Send + 'static>(secret: &Secret) -> Task<T> {
    // The clipboard is where the person asked it to be: from here on it is theirs to guard.
    clipboard::write(secret.expose().to_owned())
}
