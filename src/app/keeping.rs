//! What is kept of a sign-up until its end is known: before it is sent, when it has ended, and at the next start of the
//! window, which asks about what was cut off.

mod doubt;

use iced::Task;

use super::{App, Message, translate};
use crate::domain::{
    Address, Credentials, Domain, Keeping, KeyringFault, Proxy, Secret, Submission, UserName,
};
use crate::engine::account::AccountError;
use crate::engine::{Command, Error, Event, Target};
use crate::page::Page;
use crate::page::server::{self, Request, left};
use crate::platform::{Keeper, Kept, Subject};

/// What came of keeping something, or of asking for what was kept.
#[derive(Debug, Clone)]
pub enum News {
    /// What the session of this number wants to send is put away.
    Stored(u64, Kept),
    /// The password on the page of this number is now there.
    Settled(u64, Keeping),
    /// This was left over by earlier runs.
    Left(Vec<Kept>),
    /// The password of one that is to be checked, in its place of the list, and the one for its proxy, if that was typed.
    Unlocked(usize, Result<Option<Secret>, KeyringFault>, Option<Secret>),
    /// A sign-in was tried for the one that is being checked.
    Checked(Result<(), AccountError>),
    /// Something was forgotten.
    Forgotten,
}

/// What is kept, for the window.
#[derive(Default)]
pub(super) struct Safe {
    keeper: Keeper,
    /// What waits for being put away, in the session of this number.
    waiting: Option<(u64, Submission)>,
    /// What is kept of the submission that was sent last.
    kept: Option<Kept>,
    /// What earlier runs left.
    left: Vec<Kept>,
    /// Of these it was left open in this run whether they were made.
    doubted: Vec<Address>,
    /// What of it is being checked.
    doubt: Option<Doubt>,
}

/// A sign-up of an earlier run that is being checked.
struct Doubt {
    kept: Kept,
    credentials: Credentials,
    request: Request,
    target: Target,
    /// The password was typed now, and may be mistyped.
    typed: bool,
    /// It is known by now that there is no such account.
    not_made: bool,
}

impl Safe {
    /// From now on it keeps here what it keeps.
    pub(super) fn keep_in(&mut self, keeper: Keeper) {
        self.keeper = keeper;
    }

    /// Where passwords and notes are kept.
    pub(super) fn keeper(&self) -> &Keeper {
        &self.keeper
    }

    /// Whether note and password of what was sent are where the next start finds them.
    pub(super) fn is_saved(&self) -> bool {
        let kept = self.kept.as_ref();
        kept.is_some_and(|kept| kept.keeping() == Keeping::Saved)
    }
}

impl App {
    /// Lets go of all that is held of earlier sign-ups: it is to be forgotten.
    pub(super) fn let_go(&mut self) {
        self.safe.kept = None;
        self.safe.left.clear();
        self.safe.doubt = None;
        self.safe.doubted.clear();
        self.server_page().left_over(Vec::new());
    }

    /// Looks for what was left over.
    pub(super) fn look_for_left(&mut self) -> Task<Message> {
        // What is let go of here is found again.
        self.safe.kept = None;
        self.safe.left.clear();
        let known = self.safe.doubt.take().filter(|doubt| doubt.not_made);
        let keeper = self.safe.keeper.clone();
        let found = async move {
            if let Some(doubt) = known {
                doubt.kept.forget().await;
            }
            keeper.left_over().await
        };
        Task::future(found).map(|left| Message::Keeping(News::Left(left)))
    }

    /// Puts away what is about to be sent; it is sent when that has ended, however it has.
    pub(super) fn put_away(&mut self, submission: Submission) -> Task<Message> {
        let Some(session) = &mut self.session else {
            return Task::none();
        };
        session.credentials = submission.credentials(&session.request.domain);
        self.safe.kept = None;
        let Some(credentials) = session.credentials.clone() else {
            session.remote.send(Command::Submit(submission));
            return Task::none();
        };
        let id = session.id;
        let way = translate::way(&session.request);
        self.safe.waiting = Some((id, submission));
        let keeper = self.safe.keeper.clone();
        let begun = async move { keeper.begin(&credentials, way).await };
        Task::future(begun).map(move |kept| Message::Keeping(News::Stored(id, kept)))
    }

    pub(super) fn keeping_told(&mut self, news: News) -> Task<Message> {
        match news {
            News::Stored(id, kept) => self.stored(id, kept),
            News::Settled(page, keeping) => {
                match &mut self.page {
                    Page::Done(done) if page == self.serial => done.kept(keeping),
                    Page::Pending(pending) if page == self.serial => pending.kept(keeping),
                    _ => {}
                }
                Task::none()
            }
            News::Left(left) => {
                let cards = left.iter().map(|kept| self.card(kept)).collect();
                self.safe.left = left;
                self.server_page().left_over(cards);
                Task::none()
            }
            News::Unlocked(place, password, for_proxy) => self.unlocked(place, password, for_proxy),
            News::Checked(result) => self.doubt_checked(result),
            News::Forgotten => Task::none(),
        }
    }

    fn stored(&mut self, id: u64, kept: Kept) -> Task<Message> {
        let waiting = self.safe.waiting.take_if(|(waiting, _)| *waiting == id);
        match (waiting, &self.session) {
            (Some((_, submission)), Some(session)) if session.id == id => {
                session.remote.send(Command::Submit(submission));
                self.safe.kept = Some(kept);
                Task::none()
            }
            // The person went away meanwhile: nothing was sent.
            _ => forget(kept),
        }
    }

    /// What this event of the session means for what is kept.
    pub(super) fn keeping_hears(&mut self, event: &Event) -> Task<Message> {
        use crate::domain::Reason;
        match event {
            // It may have been to what is ours already: that stays to be found out.
            Event::Refused(refusal) if refusal.reason == Reason::NameTakenPerhapsByUs => {
                self.safe.kept = None;
                Task::none()
            }
            Event::NotMade => {
                self.leave_open();
                self.forget_kept()
            }
            Event::Refused(refusal) => {
                if refusal.leaves_open() {
                    self.leave_open();
                }
                self.forget_kept()
            }
            Event::Unsolved => self.forget_kept(),
            _ => Task::none(),
        }
    }

    /// The session ended without a verdict. Unless the end is unknown, nothing had been sent.
    pub(super) fn keeping_ends(&mut self, error: &Error) -> Task<Message> {
        self.safe.waiting = None;
        if matches!(error, Error::OutcomeUnknown { .. }) {
            self.leave_open();
            Task::none()
        } else {
            self.forget_kept()
        }
    }

    /// What was sent last may have been made, now or a moment later.
    fn leave_open(&mut self) {
        let sent = self
            .session
            .as_ref()
            .and_then(|session| session.credentials.as_ref());
        self.safe
            .doubted
            .extend(sent.map(|credentials| credentials.address.clone()));
    }

    /// The names at a domain of which it was left open whether they were made, in this run or an earlier one.
    pub(super) fn doubted(&self, domain: &Domain) -> Vec<UserName> {
        let left = self.safe.left.iter();
        let left = left.filter(|kept| kept.about() == Subject::NewAccount);
        let left = left.map(Kept::address);
        left.chain(&self.safe.doubted)
            .filter(|address| address.domain() == domain)
            .map(|address| address.name().clone())
            .collect()
    }

    fn forget_kept(&mut self) -> Task<Message> {
        self.safe.kept.take().map_or_else(Task::none, forget)
    }

    /// The server made the account whose page is shown now: sees to its password. `proved` says that a sign-in was made.
    pub(super) fn settle(&mut self, proved: bool) -> Task<Message> {
        let Some(mut kept) = self.safe.kept.take() else {
            return Task::none();
        };
        let credentials = self
            .session
            .as_ref()
            .and_then(|session| session.credentials.clone());
        let Some(credentials) = credentials else {
            return forget(kept);
        };
        if !proved {
            // It is still to be proved, here or at the next start.
            self.safe.kept = Some(kept.clone());
        }
        self.keeping_is(if proved && kept.is_wanted() {
            Keeping::Saving
        } else {
            kept.keeping()
        });
        let page = self.serial;
        let settled = async move {
            if proved {
                kept.proved(&credentials.password).await
            } else {
                kept.made()
            }
        };
        Task::future(settled).map(move |keeping| Message::Keeping(News::Settled(page, keeping)))
    }

    /// Shows on a page that was just opened where its password is.
    pub(super) fn keeping_shown(&mut self) {
        if let Some(kept) = &self.safe.kept {
            let keeping = kept.keeping();
            self.keeping_is(keeping);
        }
    }

    fn keeping_is(&mut self, keeping: Keeping) {
        match &mut self.page {
            Page::Done(page) => page.kept(keeping),
            Page::Pending(page) => page.kept(keeping),
            _ => {}
        }
    }

    /// Does what the card of something that was left wants.
    pub(super) fn left_wants(&mut self, place: usize, wish: left::Wish) -> Task<Message> {
        let Some(kept) = self.safe.left.get(place).cloned() else {
            return Task::none();
        };
        match wish {
            left::Wish::Check(typed) => {
                let for_proxy = typed.for_proxy;
                if let Some(password) = typed.password {
                    let unlocked = News::Unlocked(place, Ok(Some(password)), for_proxy);
                    let task = self.keeping_told(unlocked);
                    if let Some(doubt) = &mut self.safe.doubt {
                        doubt.typed = true;
                    }
                    return task;
                }
                let found = async move { kept.password().await };
                Task::future(found).map(move |found| {
                    Message::Keeping(News::Unlocked(place, found, for_proxy.clone()))
                })
            }
            left::Wish::Forget => {
                drop(self.safe.left.remove(place));
                forget(kept)
            }
        }
    }

    fn card(&self, kept: &Kept) -> left::State {
        let request = translate::request(kept.address(), kept.way(), &self.options);
        let proxy = request.proxy.filter(Proxy::needs_password);
        let card = left::State::new(
            kept.address().to_string(),
            kept.is_made(),
            kept.keeping() == Keeping::Saved,
        )
        .behind(proxy.map(|proxy| proxy.to_string()));
        match kept.about() {
            Subject::NewAccount => card,
            Subject::NewPassword => card.of_change(),
        }
    }

    pub(super) fn server_page(&mut self) -> &mut server::State {
        match &mut self.page {
            Page::Server(page) => page,
            _ => &mut self.server,
        }
    }
}

fn forget(kept: Kept) -> Task<Message> {
    let forgotten = async move { kept.forget().await };
    Task::future(forgotten).map(|()| Message::Keeping(News::Forgotten))
}
