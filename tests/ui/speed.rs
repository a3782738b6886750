//! That a large form and a long list cost no more than what is seen of them. What that is in time is measured by `benches/typing.rs`.

use iced::widget::{operation, scrollable};
use vestibule::i18n::I18n;
use vestibule::widget::focus::Role;

use crate::bench::NORMAL;
use crate::desk::open_in;
use crate::presets;

/// However many servers there are: only the cards that can be seen are there, wherever one is in the list.
#[test]
fn servers_that_cannot_be_seen_are_not_there() {
    let seen = [29, 5_000].map(|length| {
        let mut window = open_in(presets::many_servers(length), I18n::default(), NORMAL);
        let mut most = window.items().len();
        for y in [0.0, 0.3, 0.5, 0.99, 1.0] {
            let offset = scrollable::RelativeOffset { x: 0.0, y };
            window.run(operation::snap_to(vestibule::widget::BODY, offset));
            window.events(&[]);
            let items = window.items();
            let cards = items.iter().filter(|item| item.info.role == Role::ListItem);
            let cards = cards.filter(|card| card.visible).count();
            assert!(cards >= 3, "{cards} cards are in sight");
            most = most.max(items.len());
        }
        window.type_text("s");
        window.events(&[]);
        most.max(window.items().len())
    });
    let [few, many] = seen;
    assert!(many < 120, "{many} things");
    // Of few the first are in sight as well, and the one that is open.
    assert!(many <= few + 30, "{few} and {many} things");
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
