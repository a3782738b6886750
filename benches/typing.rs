//! What typing a letter costs in a large form, against a small one in the same run: update, view and layout, without a
//! screen. The forms, and the window that they are in, are those of `tests/ui`.
//!
//! Prints `{"fields": RATIO, "options": RATIO}`: how many times longer it takes in 60 fields, every third with 500 options,
//! than in 3 fields; and than in the same 60 with 9 options each.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    dead_code,
    reason = "shared test code, of which only a part is used"
)]

#[path = "../tests/ui/bench.rs"]
mod bench;
#[path = "../tests/ui/desk.rs"]
mod desk;
#[path = "../tests/ui/presets.rs"]
mod presets;

use std::time::{Duration, Instant};

use vestibule::{
    i18n::I18n,
    page::{self, Page},
};

use bench::{Bench, NORMAL};
use desk::{Window, open_in};

/// How many letters are typed into each form. The shortest time counts: what else the computer does only adds to it.
const LETTERS: usize = 40;

#[expect(
    clippy::print_stdout,
    reason = "the answer to whoever started this program"
)]
fn main() {
    let large = || presets::form(presets::large_form(500));
    let fields = ratio(large(), presets::form(presets::puzzle_form()));
    let options = ratio(large(), presets::form(presets::large_form(9)));
    println!("{{\"fields\": {fields:.3}, \"options\": {options:.3}}}");
}

/// How many times longer typing a letter takes in one form than in another.
fn ratio(large: Page, small: Page) -> f64 {
    let (mut large, mut small) = (Typist::at(large), Typist::at(small));
    // In turns, so that what else the computer does falls on both.
    for _ in 0..LETTERS {
        large.type_one();
        small.type_one();
    }
    large.shortest.as_secs_f64() / small.shortest.as_secs_f64()
}

/// Somebody who types into the first field of a form.
struct Typist {
    window: Bench<Window, page::Message>,
    shortest: Duration,
}

impl Typist {
    fn at(page: Page) -> Self {
        Self {
            window: open_in(page, I18n::default(), NORMAL),
            shortest: Duration::MAX,
        }
    }

    fn type_one(&mut self) {
        let began = Instant::now();
        self.window.type_text("a");
        self.shortest = self.shortest.min(began.elapsed());
    }
}
