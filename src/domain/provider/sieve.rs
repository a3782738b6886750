//! What servers are looked for.

use super::{Provider, SignUp};
use crate::domain::Domain;

/// What servers are looked for. What is left as it is by default is not asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sieve {
    /// A part of a domain, in any case.
    pub words: String,
    /// Countries that are meant by the words.
    pub countries: Vec<String>,
    /// Languages that are meant by the words.
    pub languages: Vec<String>,
    /// A language, a tag, that its people speak.
    pub language: Option<String>,
    /// No puzzle is asked.
    pub no_puzzle: bool,
    /// A lost password can be set anew.
    pub resets: bool,
    /// One signs up here, not on a web page.
    pub here: bool,
}

impl Sieve {
    /// Whether this server is looked for. What is not told of it does not count as what is wanted.
    #[must_use]
    pub fn takes(&self, provider: &Provider) -> bool {
        self.takes_as(provider, &provider.sign_up)
    }

    /// The same for a server of which it was seen how one signs up there, whatever is told of that.
    #[must_use]
    pub fn takes_as(&self, provider: &Provider, sign_up: &SignUp) -> bool {
        let here = matches!(sign_up, SignUp::Here { .. });
        let puzzle = match sign_up {
            SignUp::Here { puzzle, .. } => *puzzle != Some(false),
            SignUp::Web(_) | SignUp::Untold => true,
        };
        let speaks = |tag: &String| provider.speaks(tag);
        self.names(provider)
            && self.language.as_ref().is_none_or(speaks)
            && (!self.no_puzzle || !puzzle)
            && (!self.resets || provider.resets() == Some(true))
            && (!self.here || here)
    }

    /// Whether the words mean this server.
    fn names(&self, provider: &Provider) -> bool {
        let words = self.words.trim().to_lowercase();
        let within = |domain: &Domain| {
            domain.as_str().contains(&words) || domain.to_ascii().contains(&words)
        };
        words.is_empty()
            || within(&provider.domain)
            || provider.also.iter().any(within)
            || provider
                .countries
                .iter()
                .any(|country| self.countries.contains(country))
            || provider
                .languages
                .iter()
                .any(|language| self.languages.contains(language))
    }
}
