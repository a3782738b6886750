//! What typing costs in a large form, against a small one in the same run.
#![expect(clippy::print_stdout, reason = "what was measured is told")]

use std::time::{Duration, Instant};

use iced::Size;
use vestibule::i18n::I18n;
use vestibule::page::{self, Page};

use crate::bench::{Bench, NORMAL};
use crate::pages::{Window, open_in};
use crate::presets;

/// The shortest of many times that typing one letter took: update, view and layout.
struct Typist(Bench<Window, page::Message>, Duration);

impl Typist {
    fn at(page: Page, size: Size) -> Self {
        Self(open_in(page, I18n::default(), size), Duration::MAX)
    }

    fn type_one(&mut self) {
        let now = Instant::now();
        self.0.type_text("a");
        self.1 = self.1.min(now.elapsed());
    }
}

/// How many times longer typing a letter takes in one form than in another.
fn ratio(large: Page, small: Page, size: Size) -> f64 {
    let mut large = Typist::at(large, size);
    let mut small = Typist::at(small, size);
    // In turns, so that what else the computer does falls on both.
    for _ in 0..40 {
        large.type_one();
        small.type_one();
    }
    large.1.as_secs_f64() / small.1.as_secs_f64()
}

/// Twenty times the fields, and in every third one five hundred options: it may cost what the fields cost, and no more.
#[test]
fn typing_in_a_large_form_costs_what_its_fields_cost() {
    let small = presets::form(presets::puzzle_form());
    let ratio = ratio(presets::form(presets::large_form(500)), small, NORMAL);
    println!("60 fields against 3: {ratio:.1} times");
    assert!(ratio < 40.0, "{ratio:.1}");
}

/// Five hundred options cost no more than nine: only those that can be seen are there.
#[test]
fn long_lists_cost_no_more_than_shorter_ones() {
    let few = presets::form(presets::large_form(9));
    let ratio = ratio(presets::form(presets::large_form(500)), few, NORMAL);
    println!("500 options against 9: {ratio:.2} times");
    assert!(ratio < 2.0, "{ratio:.2}");
}
