//! What typing costs in a large form, against a small one in the same run.
#![expect(clippy::print_stdout, reason = "what was measured is told")]

use std::time::{Duration, Instant};

use iced::Size;
use iced::widget::{operation, scrollable};
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

/// Twenty times the fields, and in every third one five hundred options: it should cost what the fields cost. And five
/// hundred options should cost no more than nine.
#[test]
#[ignore = "a measurement and no test: cargo test --test ui speed -- --ignored --nocapture"]
fn typing_a_letter() {
    let large = || presets::form(presets::large_form(500));
    let small = presets::form(presets::puzzle_form());
    println!(
        "60 fields against 3: {:.1} times",
        ratio(large(), small, NORMAL)
    );
    let few = presets::form(presets::large_form(9));
    println!(
        "500 options against 9: {:.2} times",
        ratio(large(), few, NORMAL)
    );
}

/// However long the lists are: only the rows that can be seen are there, and no more of them after each scroll.
#[test]
fn what_cannot_be_seen_is_not_there() {
    let seen = [60, 500].map(|length| {
        let page = presets::form(presets::large_form(length));
        let mut window = open_in(page, I18n::default(), NORMAL);
        let mut most = window.items().len();
        // Set and not rolled: what a wheel does depends on when it was moved last.
        for hundredth in 0..=100_u8 {
            let y = f32::from(hundredth) / 100.0;
            let offset = scrollable::RelativeOffset { x: 0.0, y };
            window.run(operation::snap_to(vestibule::widget::BODY, offset));
            window.events(&[]);
            most = most.max(window.items().len());
        }
        most
    });
    let [few, many] = seen;
    assert!(many < 60 * 4, "{many} things in 60 fields");
    assert_eq!(few, many);
}
