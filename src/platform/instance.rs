//! One window for a person: a later start of the program hands what it was asked for to the window that is open, and ends.
//!
//! The first one holds a lock (`flock`) for as long as it lives and listens on a Unix socket beside it, both in the folder of
//! [`runtime_folder`](super::runtime_folder), which only this person can look into. Their names have a mark of all that makes
//! two windows different: the screen, the person's folders, the keyring's bus, proxies, and the options of the start. What
//! differs in any of it never meets.
//!
//! Whoever ends by whatever way gives up the lock, so what was left behind by a program that was killed is taken over by the
//! one start that gets it next. Both ends look whose process the other one is. A link is taken when the window itself has
//! come to it, not before: of a window that hangs it is taken back, and opened in another one.
//!
//! Elsewhere than on Unix each start opens a window of its own.

#[cfg(unix)]
mod hand;
#[cfg(unix)]
mod listen;
#[cfg(unix)]
mod place;
#[cfg(unix)]
mod request;

use std::fmt;
use std::hash::{Hash, Hasher};
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures::channel::mpsc::Receiver;
use futures::stream::{self, Stream, StreamExt};

use crate::domain::Secret;

#[cfg(unix)]
pub use listen::Instance;

/// What a start of the window was asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Wish {
    /// The window, and nothing more.
    #[default]
    Nothing,
    /// A server, an address there, or the link of an invitation, as it was typed.
    Server(Secret),
    /// The account settings of this address; empty if it is still to be said.
    Account(String),
    /// A link for other programs, of which there is none: it is shown.
    Foreign(Secret),
}

/// What came of a start.
#[derive(Debug)]
pub enum Start {
    /// A window that is open has taken what was asked for: there is nothing more to do.
    HandedOver,
    /// There is none. Later starts hand theirs to this one, for as long as the value lives.
    First(Instance),
    /// One of its own, which nobody else knows of: sharing is not possible here, or the window that is open does not answer.
    Alone,
}

/// Finds the window that is open, or becomes it. `options` are those of this start: only one with the same is found.
///
/// Waits for a window that is busy, or opens at this moment, for 10 seconds at most; for one that is silent for 3.
#[must_use]
pub fn start(wish: &Wish, options: &[String]) -> Start {
    #[cfg(unix)]
    {
        match place::Place::of_this_start(options) {
            Ok(place) => hand::start(&place, wish, hand::Patience::default()),
            Err(error) => {
                tracing::warn!(%error, "windows do not know of each other");
                Start::Alone
            }
        }
    }
    #[cfg(not(unix))]
    {
        let _ = (wish, options);
        Start::Alone
    }
}

/// Never made where windows do not know of each other.
#[cfg(not(unix))]
#[derive(Debug)]
pub enum Instance {}

#[cfg(not(unix))]
impl Instance {
    /// What comes to it.
    #[must_use]
    pub fn inbox(&self) -> Inbox {
        match *self {}
    }
}

/// What later starts hand to a window. Whoever looks into it first gets all of it.
#[derive(Debug, Clone, Default)]
pub struct Inbox(Arc<Mutex<Incoming>>);

#[derive(Debug, Default)]
struct Incoming {
    /// What is there from the beginning.
    first: Option<Handed>,
    /// What comes.
    others: Option<Receiver<Handed>>,
}

impl Inbox {
    #[cfg(unix)]
    fn coming(others: Receiver<Handed>) -> Self {
        Self(Arc::new(Mutex::new(Incoming {
            first: None,
            others: Some(others),
        })))
    }

    /// Puts something into it that the window was asked for at its own start.
    pub fn put(&self, wish: Wish) {
        self.lock().first = Some(Handed::of(wish, None));
    }

    /// What comes to it. A second call gets nothing.
    pub fn listen(&self) -> impl Stream<Item = Handed> + Send + use<> {
        let Incoming { first, others } = std::mem::take(&mut *self.lock());
        let others = others.map_or_else(|| stream::empty().boxed(), StreamExt::boxed);
        stream::iter(first).chain(others)
    }

    fn lock(&self) -> MutexGuard<'_, Incoming> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// There is one in a program.
impl Hash for Inbox {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

/// Something that a later start hands over. It counts once it is taken.
#[derive(Clone)]
pub struct Handed(Arc<Mutex<Option<Offer>>>);

struct Offer {
    wish: Wish,
    /// Where it is said that it was taken, if there is anybody to hear it.
    from: Option<Box<dyn Answer>>,
}

/// Tells whoever hands something over that it was taken.
trait Answer: Send {
    /// # Errors
    ///
    /// If they have given up: then it was not.
    fn taken(&mut self) -> io::Result<()>;
}

impl Handed {
    fn of(wish: Wish, from: Option<Box<dyn Answer>>) -> Self {
        Self(Arc::new(Mutex::new(Some(Offer { wish, from }))))
    }

    /// Takes it, and tells whoever handed it over. `None` if it was taken already, or if they have given up meanwhile and
    /// do it themselves.
    #[must_use]
    pub fn take(&self) -> Option<Wish> {
        let mut offer = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Offer { wish, from } = offer.take()?;
        if let Some(mut from) = from
            && let Err(error) = from.taken()
        {
            tracing::info!(%error, "what was handed over was taken back");
            return None;
        }
        Some(wish)
    }
}

impl fmt::Debug for Handed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Handed(…)")
    }
}

#[cfg(all(test, unix))]
mod tests;
