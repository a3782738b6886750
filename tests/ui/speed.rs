//! That a large form costs no more than what is seen of it. What that is in time is measured by `benches/typing.rs`.

use iced::widget::{operation, scrollable};
use vestibule::i18n::I18n;

use crate::bench::NORMAL;
use crate::desk::open_in;
use crate::presets;

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
