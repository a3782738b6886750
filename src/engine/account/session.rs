//! A session of the account's own.

use std::time::Duration;

use tokio::time::Instant;
use tokio_xmpp::minidom::Element;

use super::{AccountError, prepared, refused, sign_in::sign_in};
use crate::{
    domain::{Address, Credentials, Form, Offer, Purpose, Secret},
    engine::{
        Error, Stage, Target,
        dial::{Wire, within},
        route::Route,
        stream::{Answer, Question, Stream},
    },
    protocol::{Step, ns, register},
};

/// A session of the account's own: signed in once, for as many requests as one likes.
///
/// Here the server is taken at its word. [`Owner`](super::Owner) proves by further sign-ins that it was true, and is what
/// a person is served with.
pub struct Account {
    pub(super) target: Target,
    address: Address,
    pub(super) stream: Stream<Wire>,
}

impl Account {
    /// Signs in and binds a resource (RFC 6120 section 7), without which no server answers.
    ///
    /// # Errors
    ///
    /// See [`AccountError`].
    pub async fn sign_in(target: &Target, credentials: &Credentials) -> Result<Self, AccountError> {
        Self::enter(&Route::new(target.clone()), credentials).await
    }

    /// The same on a way that is shared with other connections.
    pub(super) async fn enter(
        route: &Route,
        credentials: &Credentials,
    ) -> Result<Self, AccountError> {
        let stream = sign_in(route, credentials).await?;
        Self::bind(route, credentials, stream).await
    }

    /// The rest of it, behind a sign-in.
    pub(super) async fn bind(
        route: &Route,
        credentials: &Credentials,
        stream: Stream<Wire>,
    ) -> Result<Self, AccountError> {
        let target = &route.target;
        let broken = || Error::Malformed("something came before the new stream".to_owned());
        let io = stream.into_io().ok_or_else(broken)?;
        let deadline = Instant::now() + target.deadlines.stream;
        let mut stream = within(deadline, Stage::Prove, Stream::open(io, target)).await?;
        let bare = credentials.address.to_string();
        stream.trust(bare.clone());
        let bind = Element::bare("bind", ns::BIND);
        let deadline = Instant::now() + target.deadlines.stream;
        let bound = within(deadline, Stage::Prove, stream.ask("set", None, bind)).await?;
        let Answer::Result(iq) = bound else {
            return Err(Error::Malformed("no resource can be bound".to_owned()).into());
        };
        let full = iq
            .get_child("bind", ns::BIND)
            .and_then(|bind| bind.get_child("jid", ns::BIND))
            .map(|jid| jid.text().trim().to_owned())
            .filter(|full| full.starts_with(&format!("{bare}/")));
        if let Some(full) = full {
            stream.trust(full);
        }
        Ok(Self {
            target: target.clone(),
            address: credentials.address.clone(),
            stream,
        })
    }

    /// Reads what the server has on record, see [`Owner::record`](super::Owner::record).
    ///
    /// # Errors
    ///
    /// [`AccountError::Connection`].
    pub async fn info(&mut self) -> Result<Option<Form>, AccountError> {
        let Answer::Result(iq) = self.ask("get", None, register::ask()).await? else {
            return Ok(None);
        };
        let offer = register::offer_in(&iq, &self.target.lang, Purpose::Other, false);
        Ok(match offer {
            Offer::Form(form) | Offer::Registered(form) => Some(form),
            Offer::Web(_) | Offer::Closed(_) => None,
        })
    }

    /// Changes the password, see [`Owner::change_password`](super::Owner::change_password).
    ///
    /// # Errors
    ///
    /// [`AccountError::Refused`]; [`AccountError::Unknown`] if no answer came.
    pub async fn change_password(&mut self, new: &Secret) -> Result<(), AccountError> {
        let query = register::change_password(self.address.name(), &prepared(new)?);
        let domain = self.target.domain.to_string();
        self.set(Some(&domain), query, Step::ChangePassword).await
    }

    /// Deletes the account, see [`Owner::delete`](super::Owner::delete).
    ///
    /// # Errors
    ///
    /// [`AccountError::Refused`]; [`AccountError::Unknown`] if no answer came, which servers also do to say yes.
    pub async fn delete(mut self) -> Result<(), AccountError> {
        self.set(None, register::remove(), Step::Remove).await
    }

    /// Signs out.
    pub async fn leave(self) {
        self.stream.close().await;
    }

    async fn set(
        &mut self,
        to: Option<&str>,
        query: Element,
        step: Step,
    ) -> Result<(), AccountError> {
        match self.ask("set", to, query).await {
            Ok(Answer::Result(_)) => Ok(()),
            Ok(Answer::Refused(iq)) => Err(refused(&iq, step, None, &self.target)),
            Err(cut) => Err(AccountError::Unknown(cut)),
        }
    }

    /// Asks several things at once, each of somebody (`None`: the own account). `None` where no answer came in time.
    pub(super) async fn ask_all(
        &mut self,
        questions: &[(Option<String>, Element)],
        limit: Duration,
    ) -> Result<Vec<Option<Answer>>, Error> {
        let lang = &self.target.lang;
        let questions: Vec<Question> = questions
            .iter()
            .map(|(to, payload)| Question::new("get", to.as_deref(), lang, payload.clone()))
            .collect::<Result<_, _>>()?;
        self.stream
            .ask_all(&questions, Instant::now() + limit)
            .await
    }

    /// Sends something that is to be done, and waits for the verdict.
    pub(super) async fn send(&mut self, to: Option<&str>, query: Element) -> Result<Answer, Error> {
        let deadline = Instant::now() + self.target.deadlines.submit;
        let verdict = self.stream.ask("set", to, query);
        within(deadline, Stage::Submit, verdict).await
    }

    async fn ask(&mut self, kind: &str, to: Option<&str>, query: Element) -> Result<Answer, Error> {
        let deadline = Instant::now() + self.target.deadlines.form;
        within(deadline, Stage::Submit, self.stream.ask(kind, to, query)).await
    }
}
