//! The commands of a session, and what becomes of those that come at the wrong time.

use std::future::Future;

use tokio::sync::mpsc::UnboundedReceiver;

use crate::engine::{Command, Error};

/// The commands that come in.
pub(super) struct Orders {
    commands: UnboundedReceiver<Command>,
    /// An invitation that came while something else was done. It is not to be lost: somebody waits for what comes of it.
    later: Option<Command>,
    is_closing: bool,
}

impl Orders {
    pub(super) fn new(commands: UnboundedReceiver<Command>) -> Self {
        Self {
            commands,
            later: None,
            is_closing: false,
        }
    }

    /// The next command; `None` if nobody can give one any more.
    pub(super) async fn next(&mut self) -> Option<Command> {
        match self.later.take() {
            Some(command) if !self.is_closing => Some(command),
            _ => self.receive().await,
        }
    }

    async fn receive(&mut self) -> Option<Command> {
        if self.is_closing {
            return None;
        }
        self.commands.recv().await
    }

    /// Does some work, and gives it up when the session is closed. Other commands make no sense meanwhile.
    pub(super) async fn unless_closed<T>(
        &mut self,
        work: impl Future<Output = Result<T, Error>>,
    ) -> Result<T, Error> {
        tokio::select! {
            biased;
            () = self.closed() => Err(Error::Closed),
            result = work => result,
        }
    }

    /// Does some work that must not be given up. A wish to close is remembered; a second submission is dropped.
    pub(super) async fn meanwhile<T>(&mut self, work: impl Future<Output = T>) -> T {
        let mut work = std::pin::pin!(work);
        if !self.is_closing {
            tokio::select! {
                result = &mut work => return result,
                () = self.closed() => {}
            }
        }
        work.await
    }

    /// Waits until the session is to be closed.
    async fn closed(&mut self) {
        while let Some(command) = self.receive().await {
            match command {
                Command::Close => break,
                Command::WithInvitation(..) => self.later = Some(command),
                command => tracing::debug!(?command, "a command at the wrong time"),
            }
        }
        self.is_closing = true;
    }
}
