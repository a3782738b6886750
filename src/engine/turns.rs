//! Round trips, counted where the bytes go by.

use std::sync::{
    Arc, OnceLock,
    atomic::{AtomicU32, Ordering},
};

/// How many round trips a session took: each time something was sent and then waited for.
///
/// Making a TCP connection is one, the handshake of TLS 1.3 one, that of TLS 1.2 two. Looking names up is not counted, nor
/// is loading pictures, nor the sign-in that proves an account. Connections that came to nothing count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RoundTrips {
    /// Up to the server's first answer to being asked; `None` before it.
    pub form: Option<u32>,
    /// Up to the server's yes to a submission, all in all; `None` without one.
    pub registered: Option<u32>,
}

/// Counts the round trips of a session. Clones count together.
#[derive(Debug, Clone, Default)]
pub(super) struct Turns(Arc<Count>);

#[derive(Debug, Default)]
struct Count {
    now: AtomicU32,
    form: OnceLock<u32>,
    registered: OnceLock<u32>,
}

impl Turns {
    /// One more.
    pub(super) fn count(&self) {
        let _ = self.0.now.fetch_add(1, Ordering::Relaxed);
    }

    /// The server has answered to being asked. Only the first time is kept.
    pub(super) fn offered(&self) {
        let _ = self.0.form.set(self.now());
    }

    /// The server has said that the account is made.
    pub(super) fn registered(&self) {
        let _ = self.0.registered.set(self.now());
    }

    /// What is known by now.
    pub(super) fn told(&self) -> RoundTrips {
        RoundTrips {
            form: self.0.form.get().copied(),
            registered: self.0.registered.get().copied(),
        }
    }

    fn now(&self) -> u32 {
        self.0.now.load(Ordering::Relaxed)
    }
}
