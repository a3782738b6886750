//! What a server was seen to offer, for a report.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use tokio_xmpp::minidom::Element;

use crate::protocol::stream::outline;

/// What the server offered last on the way to a target: for a report to those who mend it.
///
/// All copies know the same.
#[derive(Clone, Default)]
pub struct Seen(Arc<Mutex<Option<Element>>>);

impl Seen {
    /// The features of the last stream that had any, by name and in the server's order; 3 000 characters at most. `None` if no
    /// server came so far.
    #[must_use]
    pub fn offered(&self) -> Option<String> {
        self.lock().as_ref().map(outline)
    }

    /// These are the features of a stream now.
    pub fn note(&self, features: Element) {
        *self.lock() = Some(features);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<Element>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Seen")
    }
}
