//! Account settings: what the page wants of the engine, of the keyring and of the system, and what comes of it.

mod answers;
mod keeping;
mod media;

use iced::{Task, clipboard, task};

use super::trouble::check;
use super::{Answer, App, Ask, Message, copy, translate};
use crate::domain::{
    Address, Credentials, Form, Keeping, KeyringFault, Secret, ServiceAddress, password,
};
use crate::engine::account::{AccountError, Owner};
use crate::engine::{Stage, Target};
use crate::page::account::{self, Action, Entry, Fault, News, Order};
use crate::page::pending::Check;
use crate::page::trouble::Cause;
use crate::page::{self, Page, server};
use crate::platform::{Kept, Way};
use crate::words::report::{About, Report};

/// What came of something that was done for the account of this number.
#[derive(Debug, Clone)]
pub enum Heard {
    /// These accounts the keyring has.
    Remembered(Vec<Address>),
    /// What the keyring has for whom one wants to sign in as.
    Recalled(Box<Entry>, Result<Option<Secret>, KeyringFault>),
    /// The old password of an account whose new one opens nothing.
    RecalledOld(Result<Option<Secret>, KeyringFault>),
    /// The server was asked something.
    Answer(Box<Ask>, Box<Answer>),
    /// A new password is put away: now it can be sent.
    PutAway(Box<Ask>, Kept),
    /// Where the password is.
    Kept(Keeping),
    /// Where the new password is, of which a sign-in was made.
    Changed(Keeping),
    /// The account is no longer on this computer, or this is why it still is.
    Forgotten(Result<(), KeyringFault>),
    /// A note was put away, or could not be: that shows at the next start.
    Settled,
}

/// An account that is looked after. What is asked for it ends when this is dropped.
pub(super) struct Session {
    id: u64,
    owner: Owner,
    target: Target,
    way: Way,
    credentials: Credentials,
    /// How the page takes the sign-in that is under way.
    entry: Signing,
    /// Where the password is.
    keeping: Keeping,
    /// What is kept of a change whose end is not known.
    kept: Option<Kept>,
    /// The password that was sent last.
    sent: Option<Secret>,
    /// The form with pictures or sounds that came last, and the service that sent it.
    shown: Option<(Option<ServiceAddress>, Form)>,
    tasks: Vec<task::Handle>,
}

/// Why one signs in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Signing {
    /// To look after the account. The password came out of the keyring.
    FromKeyring,
    /// The same; it was typed, and is to be remembered.
    AndRemember,
    /// The same; it was typed, and is not to be remembered anew.
    Only,
    /// To find out whether a change of an earlier run was made: this is the new password.
    Resuming,
    /// The same, with the old one.
    ResumingOld,
    /// To find out which password holds.
    AfterChange,
    /// To find out whether the account is still there.
    AfterDeletion,
}

impl Session {
    /// Whether it is not known yet which password of this account holds.
    fn is_open_for(&self, address: &Address) -> bool {
        self.kept.is_some() && self.credentials.address == *address
    }
}

impl App {
    /// Shows the page for this account, as far as it is typed; signs in with what the keyring has, if it `begins`.
    pub(super) fn open_account(&mut self, typed: String, begins: bool) -> Task<Message> {
        let (endpoint, encryption, proxy) = self.server_page().connection();
        let mut page = account::State::new(typed, endpoint, encryption, proxy);
        let has_keyring = self.safe.keeper().has_keyring();
        if !has_keyring {
            page = page.without_keyring();
        }
        let action = if begins && has_keyring {
            page.begin()
        } else {
            Action::None
        };
        let shown = self.show(Page::Account(Box::new(page)));
        let begun = self.account_wants(action);
        Task::batch([shown, begun, self.list_accounts()])
    }

    /// Shows the page for the account that was made just now, and signs in.
    pub(super) fn open_own_account(&mut self) -> Task<Message> {
        let Some(session) = &self.session else {
            return Task::none();
        };
        let Some(own) = session.credentials.clone() else {
            return Task::none();
        };
        let request = session.request.clone();
        let proxy = server::FoundProxy {
            proxy: request.proxy,
            ..server::FoundProxy::default()
        };
        let typed = own.address.to_string();
        let page = account::State::new(typed, request.endpoint, request.encryption, proxy);
        let mut page = page.with_password(own.password);
        if !self.safe.keeper().has_keyring() {
            page = page.without_keyring();
        }
        let action = page.begin();
        let shown = self.show(Page::Account(Box::new(page)));
        let begun = self.account_wants(action);
        Task::batch([shown, begun])
    }

    /// Asks the keyring whom it knows.
    fn list_accounts(&self) -> Task<Message> {
        let keeper = self.safe.keeper().clone();
        if !keeper.has_keyring() {
            return Task::none();
        }
        let id = self.sessions;
        let listed = async move { keeper.accounts().await.unwrap_or_default() };
        Task::future(listed).map(move |known| Message::Account(id, Heard::Remembered(known)))
    }

    /// Does what the page wants done.
    pub(super) fn account_wants(&mut self, action: Action) -> Task<Message> {
        match action {
            Action::None => Task::none(),
            Action::Run(task) => task.map(page::Message::Account).map(Message::Page),
            Action::SignIn(entry) => self.sign_in(*entry),
            Action::CancelSignIn => {
                self.account = None;
                self.sessions += 1;
                match &mut self.page {
                    Page::Account(page) => {
                        let task = page.stopped();
                        task.map(page::Message::Account).map(Message::Page)
                    }
                    _ => Task::none(),
                }
            }
            Action::Order(order, task) => {
                let own = task.map(page::Message::Account).map(Message::Page);
                Task::batch([own, self.order(*order)])
            }
            Action::Forget => self.forget_account(),
            Action::CopyPassword => match &self.account {
                Some(session) => copy(&session.credentials.password),
                None => Task::none(),
            },
            Action::Copy(secret) => copy(&secret),
            Action::CopyReport(report) => clipboard::write(report),
            Action::Open(link) => self.open(link),
            Action::OpenFile(path) => self.engine.open_file(path).map(Message::Opened),
            Action::LoadSound(field) => {
                self.ask_for_media(|from, form| Ask::Sound(from, form, field))
            }
            Action::LoadPicture(field) => {
                self.ask_for_media(|from, form| Ask::Picture(from, form, field))
            }
            Action::Another => {
                self.account = None;
                self.another()
            }
            Action::Back => {
                self.account = None;
                self.choose_server()
            }
            Action::Close => self.close(),
        }
    }

    /// Tells the page, if it is shown.
    pub(super) fn tell_account(&mut self, news: News) -> Task<Message> {
        let Page::Account(page) = &mut self.page else {
            return Task::none();
        };
        let task = page.told(news);
        task.map(page::Message::Account).map(Message::Page)
    }

    /// Takes in what was done for the account.
    pub(super) fn account_heard(&mut self, id: u64, heard: Heard) -> Task<Message> {
        if id != self.sessions {
            // An account that was left has nothing to say; what was put away for it was not sent.
            return match heard {
                Heard::PutAway(_, kept) => settle(id, async move { kept.forget().await }),
                _ => Task::none(),
            };
        }
        match heard {
            Heard::Remembered(known) => self.tell_account(News::Remembered(known)),
            Heard::Recalled(entry, Ok(Some(password))) => {
                self.sign_in_with(*entry, password, Signing::FromKeyring)
            }
            Heard::Recalled(_, missing) => self.tell_account(News::NoPassword(missing.err())),
            Heard::RecalledOld(old) => self.old_password(old),
            Heard::Answer(ask, answer) => self.answered(*ask, *answer),
            Heard::PutAway(ask, kept) => {
                if let Some(session) = &mut self.account {
                    session.kept = Some(kept);
                }
                self.ask_owner(*ask)
            }
            Heard::Kept(keeping) => {
                if let Some(session) = &mut self.account {
                    session.keeping = keeping;
                }
                self.tell_account(News::Kept(keeping))
            }
            Heard::Changed(keeping) => {
                if let Some(session) = &mut self.account {
                    session.keeping = keeping;
                }
                self.tell_account(News::PasswordChanged(Ok(keeping)))
            }
            Heard::Forgotten(result) => {
                if let (Some(session), Ok(())) = (&mut self.account, &result) {
                    session.keeping = Keeping::Nowhere;
                }
                self.tell_account(News::Forgotten(result))
            }
            Heard::Settled => Task::none(),
        }
    }

    fn sign_in(&mut self, mut entry: Entry) -> Task<Message> {
        // What is open of a change is found out by this sign-in, if it is to the same account.
        let _ = self
            .account
            .take_if(|session| !session.is_open_for(&entry.address));
        self.sessions += 1;
        let id = self.sessions;
        let Some(typed) = entry.password.take() else {
            let keeper = self.safe.keeper().clone();
            let address = entry.address.clone();
            let recalled = async move { keeper.recall(&address).await };
            let entry = Box::new(entry);
            return Task::future(recalled).map(move |password| {
                Message::Account(id, Heard::Recalled(entry.clone(), password))
            });
        };
        let signing = if entry.remember {
            Signing::AndRemember
        } else {
            Signing::Only
        };
        // A password that cannot be one opens nothing.
        let Ok(password) = password::prepare(&typed) else {
            return self.not_signed_in(Some(entry.address), Check::Refused(None), String::new());
        };
        self.sign_in_with(entry, password, signing)
    }

    /// Says that no sign-in was made; and what becomes of a lost password, where the password was refused.
    fn not_signed_in(
        &mut self,
        address: Option<Address>,
        check: Check,
        report: String,
    ) -> Task<Message> {
        let refused = address.filter(|_| matches!(check, Check::Refused(_)));
        let told = self.tell_account(News::NotSignedIn(check, report));
        let lost = refused.map(|address| self.lost_password(&address));
        let lost = lost.map(|lost| self.tell_account(News::Lost(lost)));
        Task::batch([told].into_iter().chain(lost))
    }

    fn sign_in_with(&mut self, entry: Entry, password: Secret, signing: Signing) -> Task<Message> {
        let target = translate::target(&entry.request, &self.options, self.i18n.tag());
        let credentials = Credentials {
            address: entry.address,
            password,
        };
        let open = self.account.take();
        let open = open.filter(|session| session.is_open_for(&credentials.address));
        let (kept, sent) = open.map_or((None, None), |session| (session.kept, session.sent));
        self.account = Some(Session {
            id: self.sessions,
            owner: Owner::new(target.clone(), credentials.clone()),
            target,
            way: translate::way(&entry.request),
            credentials,
            entry: signing,
            keeping: Keeping::Nowhere,
            kept,
            sent,
            shown: None,
            tasks: Vec::new(),
        });
        self.ask_owner(Ask::SignIn)
    }

    /// Asks something for the account.
    fn ask_owner(&mut self, ask: Ask) -> Task<Message> {
        let Some(session) = &mut self.account else {
            return Task::none();
        };
        let id = session.id;
        let answer = self.engine.ask(session.owner.clone(), ask.clone());
        let ask = Box::new(ask);
        let (answer, handle) = answer.abortable();
        session.tasks.push(handle.abort_on_drop());
        answer.map(move |answer| Message::Account(id, Heard::Answer(ask.clone(), Box::new(answer))))
    }

    fn order(&mut self, order: Order) -> Task<Message> {
        let Some(session) = &mut self.account else {
            return Task::none();
        };
        let ask = match order {
            Order::Record => Ask::Record,
            Order::ChangeRecord(form, sent) => Ask::ChangeRecord(form, sent),
            Order::ChangePassword(new) => {
                return self.change_password(new.clone(), Ask::ChangePassword(new));
            }
            Order::ChangePasswordWith(form, sent, new) => {
                let ask = Ask::ChangePasswordWith(form, sent, new.clone());
                return self.change_password(new, ask);
            }
            Order::CheckPassword => {
                session.entry = Signing::AfterChange;
                Ask::SignIn
            }
            Order::Delete => Ask::Delete,
            Order::DeleteWith(form, sent) => Ask::DeleteWith(form, sent),
            Order::CheckDeleted => {
                session.entry = Signing::AfterDeletion;
                Ask::SignIn
            }
            Order::Services => Ask::Services,
            Order::Service(address) => Ask::Service(address),
            Order::Register(address, form, sent) => Ask::Register(address, form, sent),
            Order::Unregister(address) => Ask::Unregister(address),
            Order::UnregisterWith(address, form, sent) => Ask::UnregisterWith(address, form, sent),
        };
        self.ask_owner(ask)
    }

    /// Why something was not done, as the page says it.
    fn fault(&self, error: AccountError) -> Fault {
        let Some(session) = &self.account else {
            return Fault::NotDone(Cause::OurFault, String::new());
        };
        let about = About {
            system: &self.engine.system(),
            target: &session.target,
            stage: Stage::Prove,
            credentials: Some(&session.credentials),
        };
        let report = Report::on_sign_in(about, &error).to_string();
        match error {
            AccountError::Refused(refusal) => {
                let form = refusal.form.as_ref();
                let known = form.map(|form| form.presets_for(&session.credentials, None));
                Fault::Refused(refusal, known.unwrap_or_default())
            }
            AccountError::Connection(error) => Fault::NotDone(Cause::of(&error), report),
            AccountError::Unknown(error) => Fault::Unknown(Cause::of(&error), report),
            AccountError::SignIn(_) | AccountError::Impostor => Fault::NotIn(check(&error), report),
            AccountError::StillThere(words) => Fault::StillThere(words),
        }
    }
}

/// Something that goes on by itself.
fn settle(id: u64, work: impl Future<Output = ()> + Send + 'static) -> Task<Message> {
    Task::future(work).map(move |()| Message::Account(id, Heard::Settled))
}
