//! The servers that are listed, in the order in which they are shown, and which of them are meant by what is typed.
//!
//! What is compared with what is typed is put into small letters once, when the list is made: a list has thousands of
//! servers, and is gone through at each letter.

use std::sync::Arc;

use super::check::Sights;
use crate::directory::Directory;
use crate::domain::{Domain, Provider, Sieve, SignUp, provider};
use crate::i18n::I18n;
use crate::words::places;

/// A server that is listed with a line of its own instead of facts: for those that are for trying.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Host {
    /// Its domain.
    pub domain: Domain,
    /// What is said of it.
    pub about: String,
    /// How one signs up.
    pub sign_up: SignUp,
}

/// The servers.
#[derive(Debug, Clone)]
pub(super) struct List {
    /// Its servers are in the order in which they are shown.
    directory: Arc<Directory>,
    hosts: Arc<[Host]>,
    entries: Arc<[Entry]>,
}

/// One of the list.
#[derive(Debug, Clone, Copy)]
pub(super) enum Known<'a> {
    /// A server of which something is told.
    Provider(&'a Provider),
    /// One of which no more than its name is known, or that it is another name of a server.
    Name(&'a Domain, Option<&'a Provider>),
    /// One with a line of its own.
    Host(&'a Host),
}

#[derive(Debug)]
struct Entry {
    what: What,
    /// Its domains in small letters, in each of their spellings.
    domains: String,
}

/// Where something is, as a place among its like.
#[derive(Debug)]
enum What {
    Provider(usize),
    Alias(usize, usize),
    Other(usize),
    Host(usize),
}

impl List {
    /// The servers of a directory: ranked for somebody who speaks this language, in an order that the number decides.
    pub(super) fn of(directory: &Directory, language: &str, number: u64) -> Self {
        let mut directory = directory.clone();
        provider::rank(&mut directory.providers, language, number);
        let providers = directory.providers.iter().enumerate();
        let mut entries: Vec<Entry> = providers
            .map(|(place, one)| Entry::new(What::Provider(place), &one.domain))
            .collect();
        for (place, one) in directory.providers.iter().enumerate() {
            let also = one.also.iter().enumerate();
            entries.extend(also.map(|(n, name)| Entry::new(What::Alias(place, n), name)));
        }
        let others = directory.others.iter().enumerate();
        entries.extend(others.map(|(place, name)| Entry::new(What::Other(place), name)));
        Self {
            directory: Arc::new(directory),
            hosts: Arc::default(),
            entries: entries.into(),
        }
    }

    /// These servers, as they are.
    pub(super) fn of_hosts(hosts: Vec<Host>) -> Self {
        let entries = hosts.iter().enumerate();
        Self {
            entries: entries
                .map(|(place, host)| Entry::new(What::Host(place), &host.domain))
                .collect(),
            directory: Arc::default(),
            hosts: hosts.into(),
        }
    }

    /// What it was made of, if that was a directory.
    pub(super) fn directory(&self) -> Option<&Directory> {
        self.hosts.is_empty().then_some(&self.directory)
    }

    /// The server in this place of the list.
    pub(super) fn known(&self, place: usize) -> Option<Known<'_>> {
        let providers = &self.directory.providers;
        Some(match self.entries.get(place)?.what {
            What::Provider(place) => Known::Provider(providers.get(place)?),
            What::Alias(place, name) => {
                let provider = providers.get(place)?;
                Known::Name(provider.also.get(name)?, Some(provider))
            }
            What::Other(place) => Known::Name(self.directory.others.get(place)?, None),
            What::Host(place) => Known::Host(self.hosts.get(place)?),
        })
    }

    /// Where this domain is in the list.
    pub(super) fn place(&self, domain: &Domain) -> Option<usize> {
        let mut all = 0..self.entries.len();
        all.find(|place| {
            self.known(*place)
                .is_some_and(|known| known.domain() == domain)
        })
    }

    /// The places of those that are looked for: that the sieve takes, and all words mean. Those whose names are meant come
    /// first. Servers of which no more than the name is known are there only if the words mean them, and no sieve holds
    /// them back.
    /// Of those that were asked, what was seen counts.
    pub(super) fn find(
        &self,
        words: &str,
        sieve: &Sieve,
        sights: &Sights,
        i18n: &I18n,
    ) -> Vec<usize> {
        let split: Vec<&str> = words.split_whitespace().collect();
        // One word alone is the whole.
        let whole = (split.len() > 1).then(|| Word::new(words.trim(), i18n));
        let words: Vec<Word> = split.iter().map(|word| Word::new(word, i18n)).collect();
        let (mut named, mut meant) = (Vec::new(), Vec::new());
        for (place, entry) in self.entries.iter().enumerate() {
            let takes = match entry.what {
                What::Provider(at) => self.directory.providers.get(at).is_some_and(|one| {
                    match sights.sign_up(&one.domain) {
                        Some(seen) => sieve.takes_as(one, seen),
                        None => sieve.takes(one),
                    }
                }),
                What::Alias(..) | What::Other(_) => !words.is_empty(),
                What::Host(_) => true,
            };
            if !takes {
                continue;
            }
            if words.iter().all(|word| word.names(entry)) {
                named.push(place);
            } else if let Some(known) = self.known(place)
                && (whole.as_ref().is_some_and(|whole| whole.means(known))
                    || words
                        .iter()
                        .all(|word| word.names(entry) || word.means(known)))
            {
                meant.push(place);
            }
        }
        named.append(&mut meant);
        named
    }

    /// How many of these places have a server of which something is told.
    pub(super) fn told(&self, places: &[usize]) -> usize {
        let told = places.iter().filter(|place| {
            let entry = self.entries.get(**place);
            entry.is_some_and(|entry| matches!(entry.what, What::Provider(_)))
        });
        told.count()
    }
}

impl<'a> Known<'a> {
    pub(super) fn domain(self) -> &'a Domain {
        match self {
            Self::Provider(provider) => &provider.domain,
            Self::Name(domain, _) => domain,
            Self::Host(host) => &host.domain,
        }
    }
}

impl Entry {
    fn new(what: What, domain: &Domain) -> Self {
        // A domain is in small letters.
        let (letters, ascii) = (domain.as_str(), domain.to_ascii());
        let domains = if letters == ascii {
            ascii
        } else {
            format!("{letters}\n{ascii}")
        };
        Self { what, domains }
    }
}

/// A word that is looked for, and the places that it may mean.
struct Word {
    letters: String,
    countries: Vec<String>,
    languages: Vec<String>,
}

impl Word {
    fn new(word: &str, i18n: &I18n) -> Self {
        let letters = word.to_lowercase();
        let (countries, languages) = places::meant(i18n, &letters);
        Self {
            letters,
            countries,
            languages,
        }
    }

    /// Whether it is a part of a name.
    fn names(&self, entry: &Entry) -> bool {
        entry.domains.contains(&self.letters)
    }

    /// Whether it is where this server is, what its people speak, or what is said of it.
    fn means(&self, known: Known<'_>) -> bool {
        match known {
            Known::Provider(one) => {
                one.countries.iter().any(|one| self.countries.contains(one))
                    || one.languages.iter().any(|one| self.languages.contains(one))
            }
            Known::Host(host) => host.about.to_lowercase().contains(&self.letters),
            Known::Name(..) => false,
        }
    }
}
