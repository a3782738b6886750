//! What is wanted of the servers that are shown.

use crate::directory::Directory;
use crate::domain::{Sieve, SignUp};

/// Something that can be wanted of a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// Its people speak the person's language.
    Language,
    /// It asks no puzzle.
    NoPuzzle,
    /// A lost password can be set anew.
    Resets,
    /// One signs up here, not on a web page.
    Here,
}

impl Wish {
    /// All, in the order in which they are shown.
    pub(super) const ALL: [Self; 4] = [Self::Language, Self::NoPuzzle, Self::Resets, Self::Here];
}

/// What is wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Wishes(Vec<Wish>);

impl Wishes {
    /// What suits most people: a server that one can sign up with here, and whose people can be understood, if there is
    /// one.
    pub(super) fn usual(directory: &Directory, language: &str) -> Self {
        let fits = |one: &crate::domain::Provider| {
            matches!(one.sign_up, SignUp::Here { .. }) && one.speaks(language)
        };
        if directory.providers.iter().any(fits) {
            Self(vec![Wish::Language, Wish::Here])
        } else {
            Self(vec![Wish::Here])
        }
    }

    /// Whether this is wanted.
    pub(super) fn has(&self, wish: Wish) -> bool {
        self.0.contains(&wish)
    }

    /// Whether nothing is.
    pub(super) fn is_none(&self) -> bool {
        self.0.is_empty()
    }

    /// Wants it, or no more.
    pub(super) fn turn(&mut self, wish: Wish) {
        if self.has(wish) {
            self.0.retain(|one| *one != wish);
        } else {
            self.0.push(wish);
        }
    }

    /// What it means for somebody who speaks this language.
    pub(super) fn sieve(&self, language: &str) -> Sieve {
        Sieve {
            language: self.has(Wish::Language).then(|| language.to_owned()),
            no_puzzle: self.has(Wish::NoPuzzle),
            resets: self.has(Wish::Resets),
            here: self.has(Wish::Here),
            ..Sieve::default()
        }
    }
}
