//! Lists of servers that let people sign up: the one that comes with the program, and those that are loaded when somebody
//! asks for it.
//!
//! Nothing in a list is believed further than that it may be shown: a bad entry is left out, the others stay.

mod cache;
mod read;
mod refresh;

use std::collections::BTreeSet;

pub use cache::{Cache, Found, Trouble};
pub use refresh::{RefreshFault, Refreshed, refresh};

use crate::domain::{Day, Domain, Provider};

/// The most servers that are taken from one list.
pub const MOST: usize = 5_000;

/// A list of servers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Directory {
    /// Where it is from.
    pub source: Source,
    /// The day of which its facts are: year, month, day. `None` if it does not say so itself.
    pub as_of: Option<String>,
    /// The servers of which something is told.
    pub providers: Vec<Provider>,
    /// Servers of which no more than their names are known, to complete what is typed.
    pub others: Vec<Domain>,
    /// What was left out.
    pub left_out: LeftOut,
}

/// Where a list is from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Source {
    /// It came with the program, or nothing is known.
    #[default]
    BuiltIn,
    /// It was loaded.
    Loaded {
        /// When, in seconds since 1970; or when it was last found to be the newest.
        at: u64,
        /// The address that it is from.
        from: String,
    },
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

    /// The day of which it is: on which it was loaded (UTC), else that of its facts. Year, month, day.
    #[must_use]
    pub fn day(&self) -> Option<String> {
        match self.source {
            Source::BuiltIn => self.as_of.clone(),
            Source::Loaded { at, .. } => Some(Day::of_seconds(at).to_string()),
        }
    }

    /// Adds the names of servers that only the list knows that comes with the program.
    fn complete(&mut self) {
        let known: BTreeSet<Domain> = self.domains().cloned().collect();
        let built_in = Self::built_in();
        let names = built_in.domains().filter(|domain| !known.contains(domain));
        let names: Vec<Domain> = names.cloned().collect();
        self.others.extend(names);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_of_a_list_is_that_of_its_loading() {
        let source = Source::Loaded {
            at: 1_798_761_599,
            from: String::new(),
        };
        let loaded = Directory {
            source,
            ..Directory::default()
        };
        assert_eq!(loaded.day().as_deref(), Some("2026-12-31"));
        assert_eq!(Directory::built_in().day().as_deref(), Some("2026-07-11"));
    }

    #[test]
    fn names_that_a_loaded_list_lacks_can_still_be_completed() {
        let mut loaded =
            Directory::read(br#"[{"jid": "yax.im"}, {"jid": "new.example"}]"#).unwrap_or_default();
        loaded.complete();
        let count = |name: &str| {
            loaded
                .domains()
                .filter(|domain| domain.as_str() == name)
                .count()
        };
        assert_eq!(
            (count("yax.im"), count("new.example"), count("404.city")),
            (1, 1, 1)
        );
        assert_eq!(loaded.providers.len(), 2);
    }
}
