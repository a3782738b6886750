//! A registering session, listened to while something else goes on.

use std::collections::VecDeque;
use std::pin::{Pin, pin};

use futures::{Stream, StreamExt as _, stream};
use sipper::Sipper as _;

use crate::domain::ServiceAddress;
use crate::engine::account::Owner;
use crate::engine::{self, Command, Error, Event, Outcome, Remote, RoundTrips, Target};

/// A running session.
pub(super) struct Session {
    remote: Remote,
    steps: Pin<Box<dyn Stream<Item = Step>>>,
    /// What happened while something else was waited for.
    early: VecDeque<Step>,
    dry: bool,
}

/// What goes on while somebody answers a form.
pub(super) enum Line<'a> {
    /// A registering session, which has to be listened to.
    Session(&'a mut Session),
    /// The handle on an account, and the service that sent the form if that was not the own server. It looks after itself.
    Owner(&'a Owner, Option<&'a ServiceAddress>),
}

impl Line<'_> {
    /// Does something that takes a while, and keeps what goes on going.
    pub(super) async fn meanwhile<T>(&mut self, work: impl Future<Output = T>) -> T {
        match self {
            Self::Session(session) => session.meanwhile(work).await,
            Self::Owner(..) => work.await,
        }
    }
}

/// What a session comes out with.
pub(super) enum Step {
    /// Something happened.
    Event(Event),
    /// It is over.
    Ended(Result<Outcome, Error>),
}

impl Session {
    pub(super) fn open(target: Target) -> Self {
        let (remote, straw) = engine::open(target);
        let steps = stream::unfold(Some(Box::pin(straw)), |straw| async move {
            let mut straw = straw?;
            Some(match straw.sip().await {
                Some(event) => (Step::Event(event), Some(straw)),
                None => (Step::Ended(straw.await), None),
            })
        });
        Self {
            remote,
            steps: Box::pin(steps),
            early: VecDeque::new(),
            dry: false,
        }
    }

    pub(super) fn send(&self, command: Command) {
        self.remote.send(command);
    }

    /// How many round trips it has taken.
    pub(super) fn round_trips(&self) -> RoundTrips {
        self.remote.round_trips()
    }

    /// The next thing that happens. After the end it is closed.
    pub(super) async fn next(&mut self) -> Step {
        if let Some(step) = self.early.pop_front() {
            return step;
        }
        let closed = Step::Ended(Err(Error::Closed));
        self.steps.next().await.unwrap_or(closed)
    }

    /// Does something that takes a while, and keeps the session going meanwhile.
    pub(super) async fn meanwhile<T>(&mut self, work: impl Future<Output = T>) -> T {
        let mut work = pin!(work);
        loop {
            tokio::select! {
                biased;
                done = &mut work => return done,
                step = self.steps.next(), if !self.dry => match step {
                    Some(step) => self.early.push_back(step),
                    None => self.dry = true,
                },
            }
        }
    }
}
