//! Signing in: from the keyring with one press, or with an address and a password that are typed.

mod view;

use iced::Task;
use iced::widget::{Id, operation};

use super::news::Entry;
use super::upset;
use crate::domain::{Address, KeyringFault, Link, Secret};
use crate::i18n::Key;
use crate::page::keepsake::Lost;
use crate::page::pending::Check;
use crate::page::report;
use crate::page::server::connection;
use crate::page::server::{Encryption, Endpoint, FoundProxy, Request};
use crate::words::trouble::Cause;

/// What happened there.
#[derive(Debug, Clone)]
pub enum Message {
    /// The arrows moved to this account of the list.
    Moved(usize),
    /// This account of the list was pressed.
    Picked(usize),
    /// The address was typed.
    AddressTyped(String),
    /// The password was typed.
    PasswordTyped(Secret),
    /// The password is to be shown or hidden.
    RevealPressed,
    /// Whether to remember it was turned.
    RememberTurned,
    /// To sign in is wanted.
    SignInPressed,
    /// The sign-in is to be stopped.
    CancelPressed,
    /// The server's own words were folded or unfolded.
    WordsToggled,
    /// The page about lost passwords is wanted.
    LostPressed,
    /// Something with the details of a fault.
    Report(report::Message),
    /// Another way to connect is wanted.
    ConnectionPressed,
    /// Something about where and how to connect.
    Connection(connection::Message),
}

/// What is wanted.
#[derive(Debug)]
pub(super) enum Wish {
    Nothing,
    Run(Task<Message>),
    SignIn(Box<Entry>),
    Cancel,
    Copy(String),
    Open(Link),
}

/// What stands there.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
#[derive(Debug, Clone)]
pub(super) struct State {
    /// The accounts that the keyring has.
    known: Vec<Address>,
    /// Where the arrows are in that list.
    chosen: Option<usize>,
    address: String,
    password: Secret,
    hidden: bool,
    remember: bool,
    /// Something can be remembered on this computer.
    can_remember: bool,
    connection: Box<connection::State>,
    busy: bool,
    /// The password of this try came out of the keyring.
    by_keyring: bool,
    address_problem: Option<Key>,
    password_problem: Option<Key>,
    /// What becomes of a lost password on a server that refused the one that was tried.
    lost: Option<Lost>,
    said: Option<Said>,
    open: bool,
    report: report::State,
}

/// What is said of the whole page.
#[derive(Debug, Clone)]
enum Said {
    /// The server answered, and did not let us in.
    Out(Key, Option<String>),
    /// Something was in the way.
    Trouble(Cause),
}

const ADDRESS: &str = "account-address";
const PASSWORD: &str = "account-password";
const KNOWN: &str = "account-known";

impl State {
    pub(super) fn new(
        address: String,
        endpoint: Option<Endpoint>,
        encryption: Encryption,
        proxy: FoundProxy,
    ) -> Self {
        Self {
            known: Vec::new(),
            chosen: None,
            address,
            password: Secret::default(),
            hidden: true,
            remember: true,
            can_remember: true,
            connection: Box::new(connection::State::new(endpoint, encryption, proxy)),
            busy: false,
            by_keyring: false,
            address_problem: None,
            password_problem: None,
            lost: None,
            said: None,
            open: false,
            report: report::State::default(),
        }
    }

    /// Nothing can be remembered on this computer.
    pub(super) fn without_keyring(&mut self) {
        self.can_remember = false;
        self.remember = false;
    }

    pub(super) fn is_busy(&self) -> bool {
        self.busy
    }

    /// This is its password, which is not to be remembered anew.
    pub(super) fn with_password(&mut self, password: Secret) {
        self.password = password;
        self.remember = false;
    }

    /// This account is meant.
    pub(super) fn for_address(&mut self, address: &Address) {
        self.address = address.to_string();
        self.password = Secret::default();
        self.busy = false;
    }

    pub(super) fn remembered(&mut self, known: Vec<Address>) {
        self.known = known;
        self.chosen = None;
    }

    /// What has the focus when it opens.
    pub(super) fn first_focus(&self) -> Id {
        if self.address.is_empty() {
            Id::new(ADDRESS)
        } else {
            Id::new(PASSWORD)
        }
    }

    /// Signs in as if it had been pressed, from the keyring if nothing is typed.
    pub(super) fn begin(&mut self) -> Wish {
        self.sign_in(true)
    }

    /// The password that was given beforehand opens nothing: what the keyring has is tried.
    pub(super) fn leave_to_keyring(&mut self) {
        if !self.password.is_empty() {
            self.password = Secret::default();
            self.remember = self.can_remember;
        }
        self.by_keyring = true;
    }

    /// The keyring did not give the password: it has to be typed.
    pub(super) fn needs_password(&mut self, fault: Option<KeyringFault>) -> Task<Message> {
        self.busy = false;
        self.password_problem = Some(match fault {
            None => Key("account-keyring-none"),
            Some(KeyringFault::Missing) => Key("account-keyring-missing"),
            Some(KeyringFault::Locked) => Key("account-keyring-locked"),
            Some(KeyringFault::Denied) => Key("account-keyring-denied"),
            Some(KeyringFault::Slow) => Key("account-keyring-slow"),
            Some(KeyringFault::Failed) => Key("account-keyring-failed"),
        });
        operation::focus(PASSWORD)
    }

    /// No sign-in was made: it is said where the fault is, and the cursor goes there. All that was typed is kept.
    pub(super) fn not_in(&mut self, check: Check, report: String) -> Task<Message> {
        self.busy = false;
        self.open = false;
        self.report.renew(report);
        let (key, text) = upset::not_in(&check);
        match check {
            Check::Refused(_) => {
                self.password_problem = Some(if self.by_keyring {
                    Key("account-wrong-in-keyring")
                } else {
                    Key("account-wrong")
                });
                self.said = text.map(|text| Said::Out(Key("account-wrong-words"), Some(text)));
                Task::batch([
                    operation::focus(PASSWORD),
                    operation::move_cursor_to_end(PASSWORD),
                ])
            }
            Check::NotReached(cause) => {
                self.said = Some(Said::Trouble(cause));
                Task::none()
            }
            Check::Locked(_) | Check::Unclear(_) => {
                self.said = Some(Said::Out(key, text));
                Task::none()
            }
        }
    }

    /// The password was refused; if it is lost, this becomes of it.
    pub(super) fn lost(&mut self, lost: Lost) {
        self.lost = Some(lost);
    }

    /// The sign-in was stopped.
    pub(super) fn stopped(&mut self) -> Task<Message> {
        self.busy = false;
        operation::focus(self.first_focus())
    }

    pub(super) fn update(&mut self, message: Message) -> Wish {
        match message {
            Message::CancelPressed => return Wish::Cancel,
            Message::RevealPressed => self.hidden = !self.hidden,
            Message::WordsToggled => self.open = !self.open,
            Message::LostPressed => {
                if let Some(Lost::Reset(page)) = &self.lost {
                    return Wish::Open(page.clone());
                }
            }
            Message::Report(message) => {
                return self
                    .report
                    .update(&message)
                    .map_or(Wish::Nothing, Wish::Copy);
            }
            // What is on its way cannot be changed any more.
            _ if self.busy => {}
            Message::Moved(place) => self.chosen = Some(place),
            Message::Picked(place) => {
                if let Some(address) = self.known.get(place) {
                    self.chosen = Some(place);
                    self.lost = None;
                    self.address = address.to_string();
                    self.password = Secret::default();
                    return self.sign_in(true);
                }
            }
            Message::AddressTyped(address) => {
                self.address = address;
                self.lost = None;
                self.address_problem = None;
                self.password_problem = None;
            }
            Message::PasswordTyped(password) => {
                self.password = password;
                self.password_problem = None;
            }
            Message::RememberTurned => self.remember = !self.remember,
            Message::SignInPressed => return self.sign_in(false),
            Message::ConnectionPressed => {
                self.connection.unfold();
                let place = if self.is_mended_at_proxy() {
                    connection::PROXY
                } else {
                    connection::HOST
                };
                return Wish::Run(operation::focus(place));
            }
            Message::Connection(message) => self.connection.update(message),
        }
        Wish::Nothing
    }

    /// The server of the address, as far as it is typed.
    fn domain(&self) -> String {
        let address = self.address.trim();
        address
            .rsplit_once('@')
            .map_or(address, |(_, domain)| domain)
            .to_owned()
    }

    fn is_known(&self) -> bool {
        Address::parse(&self.address).is_ok_and(|address| self.known.contains(&address))
    }

    /// Checks what is typed and signs in. The keyring is asked where nothing is typed, if it is known to have the password
    /// or `tries_keyring`.
    fn sign_in(&mut self, tries_keyring: bool) -> Wish {
        if let Some(task) = self.connection.complain() {
            return Wish::Run(task);
        }
        let Ok(address) = Address::parse(&self.address) else {
            self.address_problem = Some(Key("account-not-an-address"));
            return Wish::Run(operation::focus(ADDRESS));
        };
        let password = Some(self.password.clone()).filter(|password| !password.is_empty());
        if password.is_none() && !tries_keyring && !self.known.contains(&address) {
            self.password_problem = Some(Key("account-password-missing"));
            return Wish::Run(operation::focus(PASSWORD));
        }
        let (Ok(endpoint), Ok(proxy)) = (self.connection.endpoint(), self.connection.proxy())
        else {
            return Wish::Nothing;
        };
        self.busy = true;
        self.by_keyring = password.is_none();
        self.address_problem = None;
        self.password_problem = None;
        self.lost = None;
        self.said = None;
        self.address = address.to_string();
        Wish::SignIn(Box::new(Entry {
            remember: self.remember && password.is_some(),
            request: Request {
                domain: address.domain().clone(),
                name: Some(address.name().to_string()),
                invitation: None,
                endpoint,
                encryption: self.connection.encryption(),
                proxy,
            },
            address,
            password,
        }))
    }

    fn is_mended_at_proxy(&self) -> bool {
        matches!(&self.said, Some(Said::Trouble(cause)) if cause.is_of_proxy())
    }

    fn is_mended_at_connection(&self) -> bool {
        let Some(Said::Trouble(cause)) = &self.said else {
            return false;
        };
        let by_hand = self.connection.is_by_hand();
        cause.is_of_proxy() || matches!(cause, Cause::ProxyNoWay) || by_hand
    }
}
