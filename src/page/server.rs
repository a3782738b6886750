//! Where the address shall be: a server is typed or picked.

mod account;
mod card;
pub mod check;
mod chips;
pub(in crate::page) mod connection;
pub mod dated;
mod invitation;
pub mod left;
mod list;
mod more;
mod picks;
mod sieve;
mod typed;
mod view;
mod way;

pub use connection::{Encryption, Endpoint, FoundProxy, Message as ConnectionMessage};
pub use list::Host;
pub use sieve::Wish;

use iced::Task;
use iced::widget::{Id, operation};

use crate::directory::Directory;
use crate::domain::{Domain, Invitation, KeyringFault, Link, Proxy, Secret};
use crate::i18n::{I18n, Key};
use crate::settings::Trouble;
use picks::Picks;
use typed::Row;

/// What was decided here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The server.
    pub domain: Domain,
    /// The user name, where a whole address was typed.
    pub name: Option<String>,
    /// The invitation to it, where the link of one was typed.
    pub invitation: Option<Invitation>,
    /// Where to connect to, if not to where the domain's records lead.
    pub endpoint: Option<Endpoint>,
    /// How it is secured.
    pub encryption: Encryption,
    /// What it goes through.
    pub proxy: Option<Proxy>,
}

/// What the page wants done.
#[derive(Debug)]
#[must_use]
pub enum Action {
    /// Nothing.
    None,
    /// A task of its own.
    Run(Task<Message>),
    /// To ask this server for its form in the background: a click on its card counts as asking.
    Ask(Request),
    /// To go on with this server.
    Go(Request),
    /// Not to ask the server any longer that was asked in the background, since another one is chosen; and a task of its own.
    Leave(Task<Message>),
    /// To open a page in the browser.
    Open(Link),
    /// What the card in this place wants, about a sign-up that was cut off.
    Left(usize, left::Wish),
    /// To look after an account that there is: of this address, if one was typed.
    Account(String),
    /// To show the page for an invitation, with what may be the link of one.
    Invitation(Secret),
    /// To show the settings.
    Settings,
    /// What the line about the list wants.
    List(dated::Wish),
    /// What the check wants.
    Check(check::Wish),
}

/// What happened on the page.
#[derive(Debug, Clone)]
pub enum Message {
    /// The line was typed into. Hidden: it may be the link of an invitation.
    Typed(Secret),
    /// The arrows moved to this row; contacts nobody.
    Moved(usize),
    /// This row was clicked.
    Picked(usize),
    /// Enter was pressed on this row.
    Entered(usize),
    /// Up or down was pressed in the line.
    Arrow(bool),
    /// Up was pressed in the list: above its first row is the line.
    Up,
    /// More about the server that is chosen is to be shown, or no longer; contacts nobody.
    Opened(bool),
    /// More about the server of this row is to be shown, or no longer; contacts nobody.
    Unfolded(usize, bool),
    /// A page about a server is to be shown.
    LinkPressed(Link),
    /// This is wanted of the servers that are shown, or no longer.
    Wished(Wish),
    /// Nothing is wanted of them any longer.
    WishesDropped,
    /// The way on was pressed.
    GoPressed,
    /// There is an account already.
    AccountPressed,
    /// There is an invitation.
    InvitationPressed,
    /// This was pasted, and not into a line.
    Pasted(Secret),
    /// Something about where and how to connect.
    Connection(connection::Message),
    /// Something on the card in this place, about a sign-up that was cut off.
    Left(usize, left::Message),
    /// The settings are wanted.
    SettingsPressed,
    /// Something on the line about the list.
    List(dated::Message),
    /// Something about which servers are open now.
    Check(check::Message),
}

/// The page.
#[derive(Debug, Clone)]
pub struct State {
    intro: Key,
    /// The servers, what is typed to look for one, and which is chosen.
    picks: Picks,
    /// The server that is asked in the background.
    asked: Option<Domain>,
    problem: Option<Key>,
    connection: Box<connection::State>,
    left: Vec<left::State>,
    /// There is a way to the settings.
    gear: bool,
    /// What was wrong with the settings, until it was told.
    trouble: Option<Trouble>,
    /// Where the cursor is when the page opens.
    cursor: &'static str,
    dated: Box<dated::State>,
    check: Box<check::State>,
}

const SEARCH: &str = "search";
const SERVERS: &str = "servers";

impl State {
    /// The page with the servers of a directory, for somebody who speaks this language, a tag. The number decides in which
    /// order servers stand that are as good as each other: another one at each start, so that no server gets everybody.
    #[must_use]
    pub fn new(directory: &Directory, language: &str, number: u64, i18n: &I18n) -> Self {
        Self::with(
            Key("server-intro"),
            Picks::new(directory, language, number, i18n),
        )
    }

    /// The page with servers that are listed as they are, and a line that says what they are.
    #[must_use]
    pub fn with_hosts(intro: Key, hosts: Vec<Host>, i18n: &I18n) -> Self {
        Self::with(intro, Picks::of_hosts(hosts, i18n))
    }

    fn with(intro: Key, picks: Picks) -> Self {
        Self {
            intro,
            picks,
            asked: None,
            problem: None,
            connection: Box::default(),
            left: Vec::new(),
            gear: false,
            trouble: None,
            cursor: SEARCH,
            dated: Box::default(),
            check: Box::default(),
        }
    }

    /// These sign-ups were cut off, and it is not known what became of them.
    pub fn left_over(&mut self, left: Vec<left::State>) {
        self.left = left;
    }

    /// There is another list. What is typed, wanted, chosen and open stays so, as far as it is in there.
    pub fn list(&mut self, directory: &Directory) {
        self.picks.list(directory);
    }

    /// All is in another language now, which the person speaks: a tag.
    pub fn speak(&mut self, language: &str, i18n: &I18n) {
        self.picks.speak(language, i18n);
    }

    /// These servers are listed as they are.
    pub fn list_hosts(&mut self, hosts: Vec<Host>) {
        self.picks.list_hosts(hosts);
    }

    /// The same page with a way to the settings, and what was wrong with these.
    #[must_use]
    pub fn with_settings(mut self, trouble: Option<Trouble>) -> Self {
        self.gear = true;
        self.trouble = trouble;
        self
    }

    /// What was wrong with the settings was told.
    pub fn settings_told(&mut self) {
        self.trouble = None;
    }

    /// Another proxy was set.
    pub fn through(&mut self, proxy: FoundProxy) {
        self.connection.through(proxy);
    }

    /// The keyring did not give the password of the one in this place.
    pub fn left_needs(&mut self, place: usize, fault: Option<KeyringFault>) {
        if let Some(left) = self.left.get_mut(place) {
            left.needs(fault);
        }
    }

    /// The same page with this typed into its line.
    #[must_use]
    pub fn typed(mut self, text: &str) -> Self {
        self.type_in(Secret::from(text));
        self
    }

    /// No invitation could be read out of what was handed over.
    pub fn could_not_read(&mut self, why: Key) {
        self.problem = Some(why);
    }

    /// What has the focus when the page opens.
    #[must_use]
    pub fn first_focus(&self) -> Id {
        Id::new(self.cursor)
    }

    /// Takes note of what happened.
    pub fn update(&mut self, message: Message) -> Action {
        self.cursor = SEARCH;
        let action = self.take(message);
        if let Action::Ask(request) | Action::Go(request) = &action {
            self.asked = Some(request.domain.clone());
            return action;
        }
        // Whoever chooses another server is not interested in this one any longer.
        let is_left = self.asked.is_some() && self.asked != self.picks.domain();
        match action {
            Action::None if is_left => {
                self.asked = None;
                Action::Leave(Task::none())
            }
            Action::Run(task) if is_left => {
                self.asked = None;
                Action::Leave(task)
            }
            action => action,
        }
    }

    fn take(&mut self, message: Message) -> Action {
        match message {
            Message::Typed(text) => self.type_in(text),
            Message::Moved(row) => self.picks.choose(row),
            Message::Picked(row) => {
                self.picks.choose(row);
                self.picks.unfold(row, true);
                return self.request().map_or(Action::None, Action::Ask);
            }
            Message::Entered(row) => {
                self.picks.choose(row);
                return self.go();
            }
            Message::Arrow(down) => {
                if self.picks.step(down) {
                    self.problem = None;
                    return Action::Run(operation::focus(SERVERS));
                }
            }
            Message::Up if self.picks.place() == Some(0) => {
                return Action::Run(operation::focus(SEARCH));
            }
            Message::Up => _ = self.picks.step(false),
            Message::Opened(open) => {
                if let Some(row) = self.picks.place() {
                    self.picks.unfold(row, open);
                }
            }
            Message::Unfolded(row, open) => self.picks.unfold(row, open),
            Message::LinkPressed(link) => return Action::Open(link),
            Message::Wished(wish) => self.picks.wish(wish),
            Message::WishesDropped => {
                self.picks.wish_nothing();
                return Action::Run(operation::focus(SEARCH));
            }
            Message::GoPressed => return self.go(),
            Message::AccountPressed => return self.to_account(),
            Message::InvitationPressed => return Action::Invitation(Secret::default()),
            Message::Pasted(text) => return self.pasted(text),
            Message::Connection(message) => return self.connect(message),
            Message::Left(place, said) => return left::update(&mut self.left, place, said),
            Message::SettingsPressed => return Action::Settings,
            Message::List(message) => return self.list_said(message),
            Message::Check(message) => return self.check_said(message),
        }
        Action::None
    }

    fn type_in(&mut self, text: Secret) {
        self.problem = None;
        self.picks.type_in(text);
    }

    fn request(&self) -> Option<Request> {
        let (domain, name, invitation) = match self.picks.chosen()? {
            Row::Typed(domain, name) => (domain, name, None),
            Row::Invited(invitation) => {
                let name = invitation.name.as_ref().map(ToString::to_string);
                (invitation.domain.clone(), name, Some(*invitation))
            }
            Row::Known(known) => (known.domain().clone(), None, None),
        };
        let endpoint = self.connection.endpoint().ok()?;
        let proxy = self.connection.proxy().ok()?;
        Some(Request {
            domain,
            name,
            invitation,
            endpoint,
            encryption: self.connection.encryption(),
            proxy,
        })
    }

    fn go(&mut self) -> Action {
        if let Some(task) = self.connection.complain() {
            return Action::Run(task);
        }
        let typed = self.picks.typed().trim();
        // A password that was typed for a sign-up that was cut off is meant, and no server that nobody chose.
        if typed.is_empty()
            && !self.picks.is_own_choice()
            && let Some(action) = left::entered(&mut self.left)
        {
            return action;
        }
        if let Some(request) = self.request() {
            return Action::Go(request);
        }
        if typed::is_page(self.picks.typed()) {
            return Action::Invitation(Secret::from(self.picks.typed()));
        }
        self.problem = Some(typed::problem(self.picks.typed().trim()));
        Action::Run(operation::focus(SEARCH))
    }
}
