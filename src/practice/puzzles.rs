//! The puzzles that are out: each is good for one answer, right or wrong, and for two minutes.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::picture::{self, Puzzle};
use super::reply::hex;

/// How long an answer is waited for; as long as ejabberd does.
const LIFE: Duration = Duration::from_secs(120);
/// The most puzzles that are out at a time.
const MOST: usize = 256;

#[derive(Debug, Default)]
pub(super) struct Puzzles(Mutex<HashMap<String, (String, Instant)>>);

impl Puzzles {
    /// Draws a puzzle and remembers its answer under the name that is given back with it.
    pub(super) fn draw(&self) -> Option<(String, Puzzle)> {
        let mut random = [0; 16];
        getrandom::fill(&mut random).ok()?;
        let mut seed = [0; 8];
        seed.copy_from_slice(&random[..8]);
        let puzzle = picture::draw(seed).ok()?;
        let name = hex(&random[8..]);
        let mut out = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        out.retain(|_, (_, since)| since.elapsed() < LIFE);
        if out.len() >= MOST {
            return None;
        }
        let _ = out.insert(name.clone(), (puzzle.answer.clone(), Instant::now()));
        Some((name, puzzle))
    }

    /// Whether this is the answer. The puzzle is used up either way.
    pub(super) fn solve(&self, name: &str, answer: &str) -> bool {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(name)
            .is_some_and(|(right, since)| since.elapsed() < LIFE && right == answer)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;

    #[test]
    fn a_puzzle_is_good_for_one_answer() {
        let puzzles = Puzzles::default();
        let (name, puzzle) = puzzles.draw().unwrap();
        assert!(puzzles.solve(&name, &puzzle.answer));
        assert!(!puzzles.solve(&name, &puzzle.answer));
        let (name, puzzle) = puzzles.draw().unwrap();
        assert!(!puzzles.solve(&name, "no"));
        assert!(!puzzles.solve(&name, &puzzle.answer));
    }

    #[test]
    fn only_so_many_are_out() {
        let puzzles = Puzzles::default();
        for _ in 0..MOST {
            assert!(puzzles.draw().is_some());
        }
        assert!(puzzles.draw().is_none());
    }
}
