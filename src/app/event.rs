//! What happened that is of concern to whoever holds the component.

/// A fact for whoever holds the component.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Event {
    /// The person is done, or wants it closed: it has nothing more to show.
    Closed,
}
