//! The puzzles that are out: each is good for one answer, right or wrong, or for a few, and for two minutes.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use minidom::Element;
use sha2::{Digest as _, Sha256};

use super::reply::{cid, hex};

/// How long an answer is waited for; as long as ejabberd does.
const LIFE: Duration = Duration::from_secs(120);
/// The most puzzles that are out at a time.
const MOST: usize = 256;

/// The puzzles that are out, by name.
#[derive(Debug, Default)]
pub(super) struct Puzzles(Mutex<HashMap<String, (Puzzle, Instant)>>);

/// What was asked, and what is right.
#[derive(Debug, Clone)]
pub(super) struct Puzzle {
    /// The form that was sent.
    pub(super) form: Element,
    /// The challenges by field, of which at least one has to be answered and none wrong.
    pub(super) right: Vec<(&'static str, Right)>,
    /// How many answers are taken.
    pub(super) tries: u8,
    /// A picture that is sent when it is asked for.
    pub(super) picture: Option<Vec<u8>>,
}

/// What a right answer is.
#[derive(Debug, Clone)]
pub(super) enum Right {
    /// This text. As with ejabberd a space more is wrong.
    Text(String),
    /// A text that begins like this, and whose SHA-256 ends in these hexadecimal digits (XEP-0158 section 6.2).
    Work { start: &'static str, end: String },
}

impl Puzzles {
    /// A name that nobody can guess. `None` without randomness.
    pub(super) fn name() -> Option<String> {
        let mut random = [0; 8];
        getrandom::fill(&mut random).ok()?;
        Some(hex(&random))
    }

    /// Remembers a puzzle under its name. `false` if too many are out.
    pub(super) fn put(&self, name: String, puzzle: Puzzle) -> bool {
        let mut out = self.lock();
        out.retain(|_, (_, since)| since.elapsed() < LIFE);
        if out.len() >= MOST {
            return false;
        }
        let _ = out.insert(name, (puzzle, Instant::now()));
        true
    }

    /// The puzzle of that name, for an answer to it: one try less is left.
    pub(super) fn take(&self, name: &str) -> Option<Puzzle> {
        let mut out = self.lock();
        let (puzzle, since) = out.get_mut(name)?;
        puzzle.tries = puzzle.tries.saturating_sub(1);
        let taken = Some(puzzle.clone()).filter(|_| since.elapsed() < LIFE);
        if puzzle.tries == 0 {
            let _ = out.remove(name);
        }
        taken
    }

    /// Takes no more answers to a puzzle.
    pub(super) fn forget(&self, name: &str) {
        let _ = self.lock().remove(name);
    }

    /// The picture of that content id, if it belongs to a puzzle that is out.
    pub(super) fn picture(&self, id: &str) -> Option<Vec<u8>> {
        let out = self.lock();
        let mut pictures = out
            .values()
            .filter_map(|(puzzle, _)| puzzle.picture.as_ref());
        pictures.find(|picture| cid(picture) == id).cloned()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, (Puzzle, Instant)>> {
        // A panic elsewhere leaves the table as it was: each change is one step.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Puzzle {
    /// Whether the answers solve it; an answer that is empty is none.
    pub(super) fn is_solved_by<'a>(&self, answer: impl Fn(&str) -> &'a str) -> bool {
        let mut answered = self
            .right
            .iter()
            .map(|(field, right)| (answer(field), right))
            .filter(|(answer, _)| !answer.is_empty())
            .peekable();
        answered.peek().is_some() && answered.all(|(answer, right)| right.is(answer))
    }
}

impl Right {
    fn is(&self, answer: &str) -> bool {
        match self {
            Self::Text(text) => answer == text,
            Self::Work { start, end } => {
                answer.starts_with(start) && hex(&Sha256::digest(answer)).ends_with(end)
            }
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;

    fn puzzle(tries: u8) -> Puzzle {
        Puzzle {
            form: Element::bare("x", ""),
            right: vec![
                ("ocr", Right::Text("one".to_owned())),
                ("qa", Right::Text("two".to_owned())),
            ],
            tries,
            picture: Some(vec![1, 2, 3]),
        }
    }

    #[test]
    fn a_puzzle_is_good_for_so_many_answers() {
        let puzzles = Puzzles::default();
        assert!(puzzles.put("a".to_owned(), puzzle(1)));
        assert!(puzzles.picture(&cid(&[1, 2, 3])).is_some());
        assert!(puzzles.take("a").is_some());
        assert!(puzzles.take("a").is_none());
        assert!(puzzles.picture(&cid(&[1, 2, 3])).is_none());
        assert!(puzzles.put("b".to_owned(), puzzle(3)));
        assert!(puzzles.take("b").is_some());
        assert!(puzzles.take("b").is_some());
        puzzles.forget("b");
        assert!(puzzles.take("b").is_none());
    }

    #[test]
    fn one_right_answer_is_enough_and_one_wrong_too_much() {
        let solves = |ocr: &'static str, qa: &'static str| {
            puzzle(1).is_solved_by(|field| if field == "ocr" { ocr } else { qa })
        };
        assert!(solves("one", ""));
        assert!(solves("", "two"));
        assert!(solves("one", "two"));
        assert!(!solves("", ""));
        assert!(!solves("one", "three"));
        assert!(!solves("one ", ""));
    }

    #[test]
    fn work_is_judged_by_the_end_of_the_digest() {
        // SHA-256 of "abc" ends in 20015ad (FIPS 180-2, appendix B.1).
        let work = |start, end: &str| Right::Work {
            start,
            end: end.to_owned(),
        };
        assert!(work("a", "15ad").is("abc"));
        assert!(!work("b", "15ad").is("abc"));
        assert!(!work("a", "15ae").is("abc"));
    }

    #[test]
    fn only_so_many_are_out() {
        let puzzles = Puzzles::default();
        for number in 0..MOST {
            assert!(puzzles.put(number.to_string(), puzzle(1)));
        }
        assert!(!puzzles.put(Puzzles::name().unwrap(), puzzle(1)));
    }
}
