//! A first small list of servers that let anyone sign up, with what is known of each before it is asked.
//!
//! The facts are those that the servers' owners publish for the provider list of providers.xmpp.net, of 11 July 2026.

use crate::i18n::{I18n, Key};
use crate::widget::card::Tone;

/// What a server asks of somebody who signs up, as far as it is known before it is asked itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asks {
    /// A name and a password.
    Nothing,
    /// The answer to a picture besides.
    Puzzle,
    /// To sign up on a web page.
    Web,
    /// It is not told.
    Untold,
}

/// A server of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its domain.
    pub domain: String,
    /// A line about it.
    pub about: String,
    /// What it asks.
    pub asks: Asks,
}

impl Asks {
    /// What stands on the card of such a server.
    pub(super) fn label(self) -> Option<(Tone, Key)> {
        match self {
            Self::Nothing => Some((Tone::Good, Key("server-asks-nothing"))),
            Self::Puzzle => Some((Tone::Calm, Key("server-asks-puzzle"))),
            Self::Web => Some((Tone::Warn, Key("server-asks-web"))),
            Self::Untold => None,
        }
    }
}

struct Known {
    domain: &'static str,
    country: Key,
    languages: &'static [Key],
    since: &'static str,
    asks: Asks,
}

const GERMANY: Key = Key("country-de");
const FRANCE: Key = Key("country-fr");
const USA: Key = Key("country-us");
const ENGLISH: Key = Key("language-en");
const GERMAN: Key = Key("language-de");
const FRENCH: Key = Key("language-fr");

const SERVERS: &[Known] = &[
    known("yax.im", GERMANY, &[ENGLISH], "2013", Asks::Nothing),
    known("xmpp.party", USA, &[ENGLISH], "2018", Asks::Nothing),
    known("jabber.fr", FRANCE, &[FRENCH], "2004", Asks::Nothing),
    known(
        "hookipa.net",
        GERMANY,
        &[GERMAN, ENGLISH],
        "2008",
        Asks::Puzzle,
    ),
    known(
        "magicbroccoli.de",
        GERMANY,
        &[ENGLISH],
        "2014",
        Asks::Puzzle,
    ),
    known(
        "jabjab.de",
        GERMANY,
        &[GERMAN, ENGLISH, FRENCH],
        "2005",
        Asks::Puzzle,
    ),
    known("chalec.org", FRANCE, &[FRENCH], "2022", Asks::Puzzle),
    known("404.city", GERMANY, &[ENGLISH], "2015", Asks::Web),
];

const fn known(
    domain: &'static str,
    country: Key,
    languages: &'static [Key],
    since: &'static str,
    asks: Asks,
) -> Known {
    Known {
        domain,
        country,
        languages,
        since,
        asks,
    }
}

/// The list in the words of a language.
#[must_use]
pub fn entries(i18n: &I18n) -> Vec<Entry> {
    SERVERS
        .iter()
        .map(|server| {
            let languages: Vec<String> = server
                .languages
                .iter()
                .map(|language| i18n.text(*language))
                .collect();
            let country = i18n.text(server.country);
            let languages = languages.join(", ");
            let facts = [
                ("country", country.as_str()),
                ("languages", &languages),
                ("year", server.since),
            ];
            Entry {
                domain: server.domain.to_owned(),
                about: i18n.with("server-facts", facts),
                asks: server.asks,
            }
        })
        .collect()
}
