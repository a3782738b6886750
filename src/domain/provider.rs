//! Servers that let people sign up, as far as somebody has told about them before they are asked.

mod sieve;

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

pub use sieve::Sieve;

use super::{Domain, Link};

/// What is told about a server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provider {
    /// Its domain.
    pub domain: Domain,
    /// Other domains at which the same people give out addresses.
    pub also: Vec<Domain>,
    /// How one signs up.
    pub sign_up: SignUp,
    /// Where its machines are: countries as ISO 3166 names them with two letters, in lower case.
    pub countries: Vec<String>,
    /// What its people speak: languages as ISO 639 names them with two or three letters, in lower case.
    pub languages: Vec<String>,
    /// Since which day it is there: year, month, day.
    pub since: Option<String>,
    /// How large one file may be that is handed on, in megabytes.
    pub file_size: Option<Limit>,
    /// How much all files of one person may take, in megabytes.
    pub files_size: Option<Limit>,
    /// For how many days a file is kept.
    pub file_days: Option<Limit>,
    /// For how many days messages are kept.
    pub message_days: Option<Limit>,
    /// Where a lost password can be set anew. `Some` without a link says that it cannot.
    pub password_reset: Option<Links>,
    /// Its legal notice or terms.
    pub legal_notice: Links,
    /// Its website.
    pub website: Links,
    /// Who runs it.
    pub run_by: Option<Organization>,
    /// Where its people can be asked, addresses of mail or of chat.
    pub support: Vec<String>,
    /// The day of the last change to these facts: year, month, day.
    pub facts_of: Option<String>,
}

impl Provider {
    /// A server of which no more than its name is known.
    #[must_use]
    pub fn new(domain: Domain) -> Self {
        Self {
            domain,
            also: Vec::new(),
            sign_up: SignUp::Untold,
            countries: Vec::new(),
            languages: Vec::new(),
            since: None,
            file_size: None,
            files_size: None,
            file_days: None,
            message_days: None,
            password_reset: None,
            legal_notice: Links::default(),
            website: Links::default(),
            run_by: None,
            support: Vec::new(),
            facts_of: None,
        }
    }

    /// Whether its people speak this language, a tag of which the first part counts.
    #[must_use]
    pub fn speaks(&self, tag: &str) -> bool {
        self.languages.iter().any(|known| known == primary(tag))
    }

    /// Whether a lost password can be set anew, if it is told.
    #[must_use]
    pub fn resets(&self) -> Option<bool> {
        self.password_reset.as_ref().map(|links| !links.is_empty())
    }
}

/// How one signs up on a server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignUp {
    /// In a program, by the server's own form.
    Here {
        /// Whether it wants a puzzle answered, if it is told.
        puzzle: Option<bool>,
        /// Whether it wants an e-mail address, if it is told.
        email: Option<bool>,
    },
    /// On a web page.
    Web(Links),
    /// It is not told.
    Untold,
}

/// A number that may have no end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Limit {
    /// There is no limit.
    None,
    /// Less than one.
    BelowOne,
    /// At most so many; at least one.
    At(u32),
}

impl Limit {
    /// Reads a number as lists of servers write it: 0 is no limit, -1 less than one.
    #[must_use]
    pub fn read(number: i64) -> Option<Self> {
        match number {
            0 => Some(Self::None),
            -1 => Some(Self::BelowOne),
            _ => u32::try_from(number).ok().map(Self::At),
        }
    }
}

/// Who runs a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Organization {
    /// A person, without an interest in money.
    Person,
    /// An association or another organization that belongs to no state.
    Association,
    /// A state.
    State,
    /// Somebody who earns money with it.
    Business,
}

/// The same page in several languages.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Links(Vec<(String, Link)>);

impl Links {
    /// Links with the languages of their pages. Those that are no `https` or `http` are left out: these are facts to be
    /// looked at, not things to be started.
    #[must_use]
    pub fn new(links: impl IntoIterator<Item = (String, Link)>) -> Self {
        use super::Scheme::{Http, Https};
        let is_page = |(_, link): &(String, Link)| matches!(link.scheme(), Https | Http);
        Self(links.into_iter().filter(is_page).collect())
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The page in this language, a tag; else in English, else in the first that there is.
    #[must_use]
    pub fn in_language(&self, tag: &str) -> Option<&Link> {
        let of = |wanted: &str| {
            let mut links = self.0.iter();
            links.find(|(language, _)| primary(language) == wanted)
        };
        of(primary(tag))
            .or_else(|| of("en"))
            .or_else(|| self.0.first())
            .map(|(_, link)| link)
    }
}

/// Puts servers in the order in which they are shown: first those where one signs up here, of these first those that speak
/// the language, a tag, and of these first those that ask for nothing but a name and a password; apart from that in an order
/// that the number decides, so that no server gets everybody.
pub fn rank(providers: &mut [Provider], tag: &str, number: u64) {
    providers.sort_by_cached_key(|provider| {
        let way = match provider.sign_up {
            SignUp::Here { .. } => 0,
            SignUp::Web(_) => 1,
            SignUp::Untold => 2,
        };
        let asks_more = match provider.sign_up {
            SignUp::Here { puzzle, email } => puzzle != Some(false) || email == Some(true),
            SignUp::Web(_) | SignUp::Untold => true,
        };
        let mut shuffled = DefaultHasher::new();
        (number, provider.domain.as_str()).hash(&mut shuffled);
        (way, !provider.speaks(tag), asks_more, shuffled.finish())
    });
}

/// The first part of a language's tag, in lower case where it is written as it should be.
fn primary(tag: &str) -> &str {
    tag.split(['-', '_']).next().unwrap_or_default()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;

    fn server(domain: &str, sign_up: SignUp, languages: &[&str]) -> Provider {
        Provider {
            sign_up,
            languages: languages.iter().map(|&tag| tag.to_owned()).collect(),
            ..Provider::new(Domain::parse(domain).unwrap())
        }
    }

    fn here(puzzle: bool) -> SignUp {
        SignUp::Here {
            puzzle: Some(puzzle),
            email: Some(false),
        }
    }

    fn links(all: &[(&str, &str)]) -> Links {
        let all = all.iter();
        Links::new(all.map(|(language, link)| ((*language).to_owned(), Link::parse(link))))
    }

    #[test]
    fn numbers_without_an_end_are_told_from_those_below_one() {
        assert_eq!(Limit::read(0), Some(Limit::None));
        assert_eq!(Limit::read(-1), Some(Limit::BelowOne));
        assert_eq!(Limit::read(104), Some(Limit::At(104)));
        assert_eq!(Limit::read(-2), None);
        assert_eq!(Limit::read(i64::MAX), None);
    }

    #[test]
    fn a_page_is_in_the_persons_language_if_there_is_one() {
        let pages = links(&[
            ("fr", "https://a.example/fr"),
            ("en", "https://a.example/en"),
        ]);
        let page = |tag: &str| pages.in_language(tag).unwrap().as_str();
        assert_eq!(page("fr-CA"), "https://a.example/fr");
        assert_eq!(page("de"), "https://a.example/en");
        let one = links(&[("bg", "https://a.example/bg")]);
        assert_eq!(
            one.in_language("de").unwrap().as_str(),
            "https://a.example/bg"
        );
        assert!(links(&[("en", "javascript:alert(1)"), ("en", "mailto:a@b.example")]).is_empty());
    }

    #[test]
    fn what_is_not_told_is_not_what_is_wanted() {
        let mut open = server("open.example", here(false), &["de"]);
        open.countries = vec!["at".to_owned()];
        open.password_reset = Some(links(&[("en", "https://open.example/reset")]));
        let puzzle = server("puzzle.example", here(true), &["en"]);
        let web = server("web.example", SignUp::Web(Links::default()), &["en"]);
        let untold = server("untold.example", SignUp::Untold, &[]);
        let all = [open, puzzle, web, untold];
        let found = |sieve: Sieve| -> Vec<&str> {
            let taken = all.iter().filter(|provider| sieve.takes(provider));
            taken.map(|provider| provider.domain.as_str()).collect()
        };
        let none = Sieve::default;
        assert_eq!(found(none()).len(), 4);
        assert_eq!(
            found(Sieve {
                here: true,
                ..none()
            }),
            ["open.example", "puzzle.example"]
        );
        assert_eq!(
            found(Sieve {
                no_puzzle: true,
                ..none()
            }),
            ["open.example"]
        );
        assert_eq!(
            found(Sieve {
                resets: true,
                ..none()
            }),
            ["open.example"]
        );
        let language = Some("en-GB".to_owned());
        assert_eq!(
            found(Sieve { language, ..none() }),
            ["puzzle.example", "web.example"]
        );
        let words = |words: &str| Sieve {
            words: words.to_owned(),
            ..none()
        };
        assert_eq!(found(words(" EB.ex")), ["web.example"]);
        let austria = Sieve {
            countries: vec!["at".to_owned()],
            ..words("austria")
        };
        assert_eq!(found(austria), ["open.example"]);
        assert!(found(words("nowhere")).is_empty());
    }

    #[test]
    fn another_domain_of_the_same_people_is_found_in_any_spelling() {
        let mut server = server("one.example", here(false), &[]);
        server.also = vec![Domain::parse("tür.example").unwrap()];
        for words in ["tür", "TÜR", "xn--tr-"] {
            let sieve = Sieve {
                words: words.to_owned(),
                ..Sieve::default()
            };
            assert!(sieve.takes(&server), "{words}");
        }
    }

    #[test]
    fn no_server_gets_everybody() {
        let all: Vec<Provider> = (0..20)
            .map(|n| server(&format!("s{n}.example"), here(n >= 15), &["en"]))
            .chain([
                server("german.example", here(true), &["de"]),
                server("web.example", SignUp::Web(Links::default()), &["de"]),
                server("untold.example", SignUp::Untold, &["de"]),
            ])
            .collect();
        let order = |number: u64| -> Vec<String> {
            let mut all = all.clone();
            rank(&mut all, "de-AT", number);
            all.iter()
                .map(|provider| provider.domain.to_string())
                .collect()
        };
        assert_eq!(order(1), order(1));
        let firsts: std::collections::BTreeSet<String> =
            (0..40).map(|number| order(number)[1].clone()).collect();
        assert!(firsts.len() > 10, "{firsts:?}");
        for number in 0..40 {
            let order = order(number);
            assert_eq!(order[0], "german.example");
            let asks = |name: &String| name[1..name.len() - 8].parse().is_ok_and(|n: u32| n >= 15);
            assert!(!order[1..16].iter().any(asks) && order[16..21].iter().all(asks));
            assert_eq!(order[21..], ["web.example", "untold.example"]);
        }
    }
}
