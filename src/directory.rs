//! Lists of servers that let people sign up: the one that comes with the program, and those that are loaded when somebody
//! asks for it.
//!
//! Nothing in a list is believed further than that it may be shown: a bad entry is left out, the others stay.

mod read;

use crate::domain::{Domain, Provider};

/// The most servers that are taken from one list.
pub const MOST: usize = 5_000;

/// A list of servers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Directory {
    /// The day of which its facts are: year, month, day. `None` if it does not say so itself.
    pub as_of: Option<String>,
    /// The servers of which something is told.
    pub providers: Vec<Provider>,
    /// Servers of which no more than their names are known, to complete what is typed.
    pub others: Vec<Domain>,
    /// What was left out.
    pub left_out: LeftOut,
}

/// What was left out of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LeftOut {
    /// Entries that make no sense.
    pub bad: usize,
    /// Entries beyond the first [`MOST`].
    pub beyond: usize,
}

impl Directory {
    /// The list that comes with the program.
    #[must_use]
    pub fn built_in() -> Self {
        Self::read(include_bytes!("../assets/providers.json")).unwrap_or_default()
    }

    /// Reads a list: one in the format of our own, or one as the project XMPP Providers publishes it (version 2).
    ///
    /// Unknown keys are passed over, and so is a value that is not of its kind; an entry without a name that can be a
    /// server's is left out.
    ///
    /// # Errors
    ///
    /// If it is no list of servers at all.
    pub fn read(bytes: &[u8]) -> Result<Self, NoDirectory> {
        read::directory(bytes)
    }

    /// What is told about this domain, or about the server of which it is another name.
    #[must_use]
    pub fn provider(&self, domain: &Domain) -> Option<&Provider> {
        let mut all = self.providers.iter();
        all.find(|provider| provider.domain == *domain || provider.also.contains(domain))
    }

    /// All domains that are known, each once, to complete what is typed.
    pub fn domains(&self) -> impl Iterator<Item = &Domain> {
        let also = self
            .providers
            .iter()
            .flat_map(|provider| std::iter::once(&provider.domain).chain(&provider.also));
        also.chain(&self.others)
    }
}

/// Why something is no list of servers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoDirectory {
    /// It is no JSON.
    #[error("this is no JSON")]
    Json,
    /// It is something else.
    #[error("this is no list of servers")]
    Other,
    /// It is a list without a single server.
    #[error("there is no server in the list")]
    Empty,
}
