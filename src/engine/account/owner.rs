//! What the owner of an account asks and wants done, on sessions that come and go.

mod deletion;
mod password;
mod pictures;
mod record;
mod services;

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::time::Instant;
use tokio_xmpp::minidom::Element;

use super::{Account, AccountError, Reply, sign_in::sign_in};
use crate::{
    domain::{Credentials, Secret, ServiceAddress},
    engine::{
        Error, Stage, Target,
        dial::{Wire, within},
        media,
        route::Route,
        stream::Stream,
    },
    protocol::ns,
};

/// How long is waited for what is good to know and no more.
const PATIENCE: Duration = Duration::from_secs(5);

/// The handle on an account, for whoever owns it. Clones are the same handle.
///
/// It signs in when something is asked and stays signed in meanwhile. That a connection was lost while nothing was asked
/// is no news: the next question has a new one. One thing is done at a time; who asks while something is under way waits.
///
/// Every future can be dropped half way. What was sent then cannot be taken back, and what is known stays right: after a
/// change of password that nobody waited for, the next sign-in finds out which one it is.
///
/// All of it goes one way, as [`Circuit`](crate::engine::Circuit) has it.
///
/// ```no_run
/// use vestibule::domain::{Address, Credentials, Secret};
/// use vestibule::engine::{Target, account::Owner};
///
/// # async fn change() -> Result<(), Box<dyn std::error::Error>> {
/// let address = Address::parse("juliet@example.org")?;
/// let target = Target::new(address.domain().clone());
/// let password = Secret::from("the old one");
/// let owner = Owner::new(target, Credentials { address, password });
/// for service in owner.services().await? {
///     println!("{} is {:?}", service.address, service.kind);
/// }
/// owner.change_password(&Secret::from("a better one")).await?;
/// owner.leave().await;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Owner(Arc<Inner>);

struct Inner {
    route: Arc<Route>,
    known: Mutex<Known>,
    /// The session that is at rest. Who needs it takes it out and puts it back after an answer.
    session: tokio::sync::Mutex<Option<Rest>>,
    media: media::Loader,
}

/// A session that nobody uses just now.
enum Rest {
    /// Whole.
    Session(Box<Account>),
    /// Signed in, to prove a password: the rest follows when something is asked.
    Proved(Stream<Wire>),
}

/// What a handle knows of its account.
struct Known {
    credentials: Credentials,
    /// A new password that was sent and is not known to be in force or not.
    sent: Option<Secret>,
    /// Whether the server says at the sign-in that it registers.
    registers: bool,
    /// Whether one is registered with a service, by its last word.
    registered: BTreeMap<ServiceAddress, bool>,
}

impl Owner {
    /// A handle on an account. Nothing is sent yet.
    #[must_use]
    pub fn new(target: Target, credentials: Credentials) -> Self {
        Self(Arc::new(Inner {
            route: Arc::new(Route::new(target)),
            known: Mutex::new(Known {
                credentials,
                sent: None,
                registers: false,
                registered: BTreeMap::new(),
            }),
            session: tokio::sync::Mutex::new(None),
            media: media::Loader::default(),
        }))
    }

    /// Address and password; after a change that was proved, the new one.
    #[must_use]
    pub fn credentials(&self) -> Credentials {
        self.known().credentials.clone()
    }

    /// Signs in anew, which proves the password, and stays signed in.
    ///
    /// # Errors
    ///
    /// See [`AccountError`].
    pub async fn sign_in(&self) -> Result<(), AccountError> {
        let mut session = self.0.session.lock().await;
        leave(session.take()).await;
        *session = Some(Rest::Session(Box::new(self.enter().await?)));
        Ok(())
    }

    /// Signs out. The handle stays usable and signs in again when something is asked.
    pub async fn leave(&self) {
        let session = self.0.session.lock().await.take();
        leave(session).await;
    }

    fn target(&self) -> &Target {
        &self.0.route.target
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.0.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How long is waited for what is good to know and no more.
    fn patience(&self) -> Duration {
        PATIENCE.min(self.target().deadlines.form)
    }

    /// A session of its own. Where a change of password was left open, the new one is tried before the old one.
    async fn enter(&self) -> Result<Account, AccountError> {
        let (own, sent) = {
            let known = self.known();
            (known.credentials.clone(), known.sent.clone())
        };
        if let Some(password) = sent {
            let changed = Credentials {
                password,
                ..own.clone()
            };
            match sign_in(&self.0.route, &changed).await {
                Ok(stream) => {
                    self.take_over(&changed);
                    return self.settle_in(&changed, stream).await;
                }
                Err(error) if error.is_no() => {}
                Err(error) => return Err(error),
            }
        }
        let stream = sign_in(&self.0.route, &own).await?;
        self.known().sent = None;
        self.settle_in(&own, stream).await
    }

    /// Makes a session of a sign-in.
    async fn settle_in(
        &self,
        own: &Credentials,
        stream: Stream<Wire>,
    ) -> Result<Account, AccountError> {
        let account = Account::bind(&self.0.route, own, stream).await?;
        self.known().registers = account.registers();
        Ok(account)
    }

    /// The session that was at rest, as far as it can be seen here that it lives.
    async fn wake(&self, rest: Option<Rest>) -> Option<Account> {
        match rest? {
            Rest::Session(account) => Some(*account),
            Rest::Proved(stream) => self.settle_in(&self.credentials(), stream).await.ok(),
        }
    }

    /// These have opened the account: they are its credentials from now on.
    fn take_over(&self, proved: &Credentials) {
        let mut known = self.known();
        known.credentials = proved.clone();
        known.sent = None;
    }

    /// Asks something that may be asked twice, of the own server (`None`: the own account).
    async fn ask(&self, to: Option<&str>, payload: Element) -> Result<Reply, AccountError> {
        let limit = self.target().deadlines.form;
        let question = [(to.map(str::to_owned), payload)];
        let mut replies = self.ask_all(&question, limit).await?;
        let reply = replies.pop().flatten();
        reply.ok_or_else(|| Error::Timeout(Stage::AskForm).into())
    }

    /// Asks several things at once that may be asked twice. `None` where no answer came in time.
    async fn ask_all(
        &self,
        questions: &[(Option<String>, Element)],
        limit: Duration,
    ) -> Result<Vec<Option<Reply>>, AccountError> {
        let mut session = self.0.session.lock().await;
        if let Some(mut account) = self.wake(session.take()).await {
            match account.ask_all(questions, limit).await {
                Ok(replies) if replies.iter().any(Option::is_some) || account.is_heard().await => {
                    *session = Some(Rest::Session(Box::new(account)));
                    return Ok(replies);
                }
                Ok(_) => tracing::debug!("nobody is at the other end any more"),
                Err(error) => tracing::debug!(%error, "a new connection is needed"),
            }
        }
        let mut account = self.enter().await?;
        let replies = account.ask_all(questions, limit).await?;
        *session = Some(Rest::Session(Box::new(account)));
        Ok(replies)
    }

    /// Sends something that must not be sent twice. The inner error is a cut behind it: it may have arrived.
    async fn send(
        &self,
        to: Option<&str>,
        payload: Element,
    ) -> Result<Result<Reply, Error>, AccountError> {
        let mut session = self.0.session.lock().await;
        let mut account = match self.wake(session.take()).await {
            Some(mut account) => {
                if account.is_heard().await {
                    account
                } else {
                    self.enter().await?
                }
            }
            None => self.enter().await?,
        };
        let answer = account.send(to, payload).await;
        if answer.is_ok() {
            *session = Some(Rest::Session(Box::new(account)));
        }
        Ok(answer)
    }

    /// Gives a server time to finish with what was sent before the connection broke.
    async fn let_settle(&self) {
        tokio::time::sleep(self.target().deadlines.settle).await;
    }

    /// Signs in to find out whether this password opens. One that only breaks is tried once more: it says nothing.
    async fn try_password(&self, credentials: &Credentials) -> Result<Stream<Wire>, AccountError> {
        match sign_in(&self.0.route, credentials).await {
            Err(AccountError::Connection(error))
                if !matches!(error, Error::Timeout(_) | Error::Certificate(_)) =>
            {
                tracing::debug!(%error, "a sign-in broke");
                sign_in(&self.0.route, credentials).await
            }
            told => told,
        }
    }
}

impl Account {
    /// Whether the server says at the sign-in that it registers.
    fn registers(&self) -> bool {
        self.stream.features().register
    }

    /// Whether somebody is at the other end: whatever is said to a ping (XEP-0199) will do.
    async fn is_heard(&mut self) -> bool {
        let limit = PATIENCE.min(self.target.deadlines.form);
        let domain = self.target.domain.to_string();
        let ping = Element::bare("ping", ns::PING);
        let deadline = Instant::now() + limit;
        let heard = self.stream.ask("get", Some(&domain), ping);
        within(deadline, Stage::Submit, heard).await.is_ok()
    }
}

async fn leave(session: Option<Rest>) {
    match session {
        Some(Rest::Session(account)) => account.leave().await,
        Some(Rest::Proved(stream)) => stream.close().await,
        None => {}
    }
}
