//! The settings in other languages and sizes: nothing is clipped, whatever is chosen there.

use iced::Size;
use vestibule::i18n::I18n;
use vestibule::settings::TextSize;

use crate::bench::{NORMAL, SMALLEST};
use crate::desk::open_in;
use crate::presets;

/// German has the longest texts. All lengths are multiplied, so that less fits into the window; also into the bar at the
/// bottom of other pages.
#[test]
fn pages_look_as_they_did_in_long_words_and_large_text() {
    let i18n = I18n::new(Some("de"));
    for (name, page) in presets::all(&i18n) {
        let is_ours = name.starts_with("settings") || name.starts_with("server");
        if !is_ours && !matches!(name, "form-short" | "pending-unknown") {
            continue;
        }
        for (size, kind) in [(NORMAL, "normal"), (SMALLEST, "small")] {
            for (text, step) in [(TextSize::Normal, ""), (TextSize::Largest, "-largest")] {
                let size = size * (1.0 / text.factor());
                let mut bench = open_in(page.clone(), i18n.clone(), size);
                bench.looks_like(&format!("{name}-german-{kind}{step}"));
            }
        }
        let size = Size::new(SMALLEST.width / TextSize::Largest.factor(), 2400.0);
        let mut bench = open_in(page.clone(), i18n.clone(), size);
        bench.looks_like(&format!("whole-{name}-german-largest"));
    }
}
