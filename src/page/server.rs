//! Where the address shall be: a server is typed or picked.

mod account;
mod card;
pub(in crate::page) mod connection;
mod known;
pub mod left;
mod typed;
mod way;

pub use connection::{Encryption, Endpoint, FoundProxy};

pub use known::{Asks, Entry, entries};
use typed::Row;

use iced::Task;
use iced::widget::{Id, column, operation};

use crate::domain::{Domain, Invitation, KeyringFault, Proxy, Secret};
use crate::i18n::{I18n, Key};
use crate::settings::Trouble;
use crate::theme::{self, Element};
use crate::widget::field::field;
use crate::widget::focus::list;
use crate::widget::footer::{Footer, Primary};
use crate::widget::icon::Icon;
use crate::widget::keyed::keyed;
use crate::widget::{Ctx, text};

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
    /// What the card in this place wants, about a sign-up that was cut off.
    Left(usize, left::Wish),
    /// To look after an account that there is: of this address, if one was typed.
    Account(String),
    /// To show the settings.
    Settings,
}

/// What happened on the page.
#[derive(Debug, Clone)]
pub enum Message {
    /// The line was typed into.
    Typed(String),
    /// The arrows moved to this row; contacts nobody.
    Moved(usize),
    /// This row was clicked.
    Picked(usize),
    /// Enter was pressed on this row.
    Entered(usize),
    /// Up or down was pressed in the line.
    Arrow(bool),
    /// The way on was pressed.
    GoPressed,
    /// There is an account already.
    AccountPressed,
    /// Something about where and how to connect.
    Connection(connection::Message),
    /// Something on the card in this place, about a sign-up that was cut off.
    Left(usize, left::Message),
    /// The settings are wanted.
    SettingsPressed,
}

/// The page.
#[derive(Debug, Clone)]
pub struct State {
    intro: Key,
    entries: Vec<Entry>,
    /// Hidden: it may be the link of an invitation.
    typed: Secret,
    chosen: Option<usize>,
    problem: Option<Key>,
    connection: Box<connection::State>,
    left: Vec<left::State>,
    /// There is a way to the settings.
    gear: bool,
    /// What was wrong with the settings, until it was told.
    trouble: Option<Trouble>,
    /// Where the cursor is when the page opens.
    cursor: &'static str,
}

const SEARCH: &str = "search";
const SERVERS: &str = "servers";

impl State {
    /// The page with the built-in list of servers.
    #[must_use]
    pub fn new(i18n: &I18n) -> Self {
        Self::with_entries(Key("server-intro"), entries(i18n))
    }

    /// The page with a list of its own, and a line that says what it is.
    #[must_use]
    pub fn with_entries(intro: Key, entries: Vec<Entry>) -> Self {
        Self {
            intro,
            entries,
            typed: Secret::default(),
            chosen: None,
            problem: None,
            connection: Box::default(),
            left: Vec::new(),
            gear: false,
            trouble: None,
            cursor: SEARCH,
        }
    }

    /// These sign-ups were cut off, and it is not known what became of them.
    pub fn left_over(&mut self, left: Vec<left::State>) {
        self.left = left;
    }

    /// The list is in another language now.
    pub fn list(&mut self, entries: Vec<Entry>) {
        self.entries = entries;
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
        self.type_in(text.to_owned());
        self
    }

    /// What has the focus when the page opens.
    #[must_use]
    pub fn first_focus(&self) -> Id {
        Id::new(self.cursor)
    }

    /// Takes note of what happened.
    pub fn update(&mut self, message: Message) -> Action {
        self.cursor = SEARCH;
        match message {
            Message::Typed(text) => self.type_in(text),
            Message::Moved(row) => self.chosen = Some(row),
            Message::Picked(row) => {
                self.chosen = Some(row);
                return self.request().map_or(Action::None, Action::Ask);
            }
            Message::Entered(row) => {
                self.chosen = Some(row);
                return self.go();
            }
            Message::Arrow(down) => {
                let last = self.rows().len().checked_sub(1);
                self.chosen = match (self.chosen, last) {
                    (_, None) => None,
                    (None, Some(last)) => Some(if down { 0 } else { last }),
                    (Some(row), Some(last)) if down => Some((row + 1).min(last)),
                    (Some(row), Some(_)) => Some(row.saturating_sub(1)),
                };
            }
            Message::GoPressed => return self.go(),
            Message::AccountPressed => return self.to_account(),
            Message::Connection(message) => self.connection.update(message),
            Message::Left(place, said) => return left::update(&mut self.left, place, said),
            Message::SettingsPressed => return Action::Settings,
        }
        Action::None
    }

    /// What stands in the bar at the bottom.
    #[must_use]
    pub fn footer(&self, ctx: Ctx<'_>) -> Footer<Message> {
        let chosen = self.chosen_domain();
        let label = match &chosen {
            // A long name would push everything else out of the bar.
            Some(domain) if domain.chars().count() <= 28 => ctx
                .i18n
                .with("server-go-with", [("domain", domain.as_str())]),
            _ => ctx.i18n.text("server-go"),
        };
        Footer {
            primary: Some(Primary {
                label,
                message: Some(Message::GoPressed),
                busy: false,
            }),
            ..Footer::default()
        }
    }

    /// Draws the page.
    #[must_use]
    pub fn view<'a>(&'a self, ctx: Ctx<'_>) -> Element<'a, Message> {
        let intro = column![
            card::title(self.gear, ctx),
            text::muted(ctx.i18n.text(self.intro))
        ]
        .spacing(4);
        let trouble = self.trouble.as_ref();
        let trouble = trouble.map(|trouble| card::trouble(trouble, ctx));
        let line = field(SEARCH, ctx.i18n.text("server-search"), self.typed.expose())
            .hide_label()
            .leading(Icon::Search)
            .placeholder(ctx.i18n.text("server-search"))
            .on_input(Message::Typed)
            .on_arrow(Message::Arrow)
            .error(self.problem.map(|problem| ctx.i18n.text(problem)));
        let rows = self.rows();
        let names: Vec<String> = rows.iter().map(|row| row.domain().to_owned()).collect();
        let cards = rows
            .into_iter()
            .enumerate()
            .map(|(index, row)| card::card(index, self.chosen, &row, ctx))
            .collect();
        let cards = list(ctx.i18n.text("server-list"), cards, 8.0)
            .id(SERVERS)
            .names(names)
            .chosen(self.chosen)
            .radius(theme::radius::CARD)
            .on_move(Message::Moved)
            .on_space(Message::Picked)
            .on_enter(Message::Entered);
        let connection = self.connection.view(ctx).map(Message::Connection);
        // Keyed, so that the focus stays where it is when it turns out that something was left.
        let parts = [
            (0, Some(intro.into())),
            (5, trouble),
            (1, left::view(&self.left, ctx)),
            (2, Some(line.into())),
            (3, Some(cards.into())),
            (4, Some(connection)),
        ];
        keyed(16.0, parts).into()
    }

    fn type_in(&mut self, text: String) {
        self.typed = Secret::from(text);
        self.problem = None;
        // What is a whole domain is meant; parts of names only sift the list.
        let means_one = match self.rows().first() {
            Some(Row::Typed(..) | Row::Invited(_)) => true,
            Some(Row::Known(entry)) => entry
                .domain
                .eq_ignore_ascii_case(self.typed.expose().trim()),
            None => false,
        };
        self.chosen = means_one.then_some(0);
    }

    /// What the list shows for what is typed.
    fn rows(&self) -> Vec<Row<'_>> {
        let typed = self.typed.expose().trim();
        let wanted = typed.to_lowercase();
        let known = self.entries.iter().filter(|entry| {
            entry.domain.contains(&wanted) || entry.about.to_lowercase().contains(&wanted)
        });
        let mut rows: Vec<Row<'_>> = known.map(Row::Known).collect();
        if let Some(read) = typed::read(typed) {
            let place = rows.iter().position(|row| row.domain() == read.domain());
            match (place, &read) {
                // A server of the list is shown as such, first, unless a name was typed with it.
                (Some(place), Row::Typed(_, None)) => rows[..=place].rotate_right(1),
                _ => rows.insert(0, read),
            }
        }
        rows
    }

    fn chosen_domain(&self) -> Option<String> {
        let rows = self.rows();
        let row = rows.get(self.chosen?)?;
        Some(row.domain().to_owned())
    }

    fn request(&self) -> Option<Request> {
        let rows = self.rows();
        let (domain, name, invitation) = match rows.get(self.chosen?)? {
            Row::Typed(domain, name) => (domain.clone(), name.clone(), None),
            Row::Invited(invitation) => {
                let name = invitation.name.as_ref().map(ToString::to_string);
                (
                    invitation.domain.clone(),
                    name,
                    Some((**invitation).clone()),
                )
            }
            Row::Known(entry) => (Domain::parse(&entry.domain).ok()?, None, None),
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
        if let Some(request) = self.request() {
            return Action::Go(request);
        }
        let typed = self.typed.expose().trim();
        if typed.is_empty()
            && let Some(action) = left::entered(&mut self.left)
        {
            return action;
        }
        self.problem = Some(typed::problem(typed));
        Action::Run(operation::focus(SEARCH))
    }
}
