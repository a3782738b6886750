//! Links that are for chat programs, passed on to one of them. Never in a circle: not to this program by another name, and
//! not once more what came back.

use std::time::{SystemTime, UNIX_EPOCH};
use std::{env, fmt::Write as _, io};

use sha2::{Digest as _, Sha256};

use super::ChatProgram;
#[cfg(target_os = "linux")]
use super::{Places, entries};
use crate::domain::Link;

/// Hands a link to the program that the person has chosen for its kind, else to another one that takes it, and returns its
/// name. `lang` is the tag of the language in which it is named.
///
/// # Errors
///
/// If there is no such program but this one, or the link has just been passed on and came back.
pub fn pass_on(link: &Link, lang: &str) -> Result<String, NotPassedOn> {
    let been = Mark::read(&env::var(MARK).unwrap_or_default(), now());
    let mark = been.with(link).ok_or(NotPassedOn::CameBack)?.to_string();
    let mut fault = NotPassedOn::NoProgram;
    for program in takers(lang) {
        match program.start_with(Some(link), &[(MARK, mark.as_str())]) {
            Ok(()) => return Ok(program.name),
            Err(error) => fault = NotPassedOn::NotStarted(error),
        }
    }
    Err(fault)
}

/// Why a link was not passed on.
#[derive(Debug, thiserror::Error)]
pub enum NotPassedOn {
    /// No other program takes such links.
    #[error("no other program takes such links")]
    NoProgram,
    /// It was passed on a moment ago, and whoever got it sent it back.
    #[error("the link was passed on already, and came back")]
    CameBack,
    /// Those that there are could not be started.
    #[error("the program for it could not be started: {0}")]
    NotStarted(io::Error),
}

fn takers(lang: &str) -> Vec<ChatProgram> {
    #[cfg(target_os = "linux")]
    return entries::chat_programs(&Places::of_this_person(), lang, entries::For::Links);
    #[cfg(not(target_os = "linux"))]
    {
        let _ = lang;
        Vec::new()
    }
}

/// The variable that whoever gets a link is started with. What that program starts itself has it, too, for as long as
/// it runs: so it says when, and counts for a while only.
const MARK: &str = "VESTIBULE_PASSED_ON";

/// How long it counts, in seconds: a circle comes round at once.
const COUNTS: u64 = 60;

/// The most links that go round in one circle, where each turn changes the link.
const MOST: usize = 4;

/// What was passed on a moment ago, on the way that led here: `LINK@SECONDS`, several with commas between.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Mark {
    been: Vec<(String, u64)>,
    now: u64,
}

impl Mark {
    fn read(text: &str, now: u64) -> Self {
        let been = text.split(',').filter_map(|part| {
            let (link, time) = part.split_once('@')?;
            let time: u64 = time.parse().ok()?;
            (now.abs_diff(time) <= COUNTS).then(|| (link.to_owned(), time))
        });
        Self {
            been: been.take(MOST).collect(),
            now,
        }
    }

    /// The same once this link has been passed on. `None` if it must not be.
    fn with(mut self, link: &Link) -> Option<Self> {
        let own = fingerprint(link);
        if self.been.len() >= MOST || self.been.iter().any(|(link, _)| *link == own) {
            return None;
        }
        self.been.push((own, self.now));
        Some(self)
    }
}

impl std::fmt::Display for Mark {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (place, (link, time)) in self.been.iter().enumerate() {
            let comma = if place == 0 { "" } else { "," };
            write!(f, "{comma}{link}@{time}")?;
        }
        Ok(())
    }
}

/// Tells one link from another, and nothing of either.
fn fingerprint(link: &Link) -> String {
    let hash = Sha256::digest(link.as_str().as_bytes());
    hash.iter().take(8).fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn now() -> u64 {
    let time = SystemTime::now().duration_since(UNIX_EPOCH);
    time.unwrap_or_default().as_secs()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(name: &str) -> Link {
        Link::parse(&format!("xmpp:{name}@example.org?message"))
    }

    #[test]
    fn what_came_back_is_not_passed_on_again() {
        let mark = Mark::read("", 1_000).with(&link("a"));
        let mark = mark.map(|mark| mark.to_string()).unwrap_or_default();
        let again = |link: &Link, now| Mark::read(&mark, now).with(link).is_some();
        assert!(!mark.is_empty() && !mark.contains("example"));
        assert!(!again(&link("a"), 1_000));
        assert!(!again(&link("a"), 1_000 + COUNTS));
        // The program that got it runs on, and another link is clicked in it, or later the same one.
        assert!(again(&link("b"), 1_000));
        assert!(again(&link("a"), 1_001 + COUNTS));
    }

    #[test]
    fn a_circle_that_changes_the_link_ends_too() {
        let mut text = String::new();
        let mut turns = 0;
        while let Some(mark) = Mark::read(&text, 7).with(&link(&turns.to_string())) {
            text = mark.to_string();
            turns += 1;
        }
        assert_eq!(turns, MOST);
    }

    #[test]
    fn a_mark_that_is_none_stops_nothing() {
        for text in ["1", "@", "x@y", ",,,", "x@99999999999999999999"] {
            assert!(Mark::read(text, 7).with(&link("a")).is_some(), "{text}");
        }
    }
}
