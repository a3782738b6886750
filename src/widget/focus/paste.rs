//! What pastes.

use iced::Event;
use iced::keyboard;

/// Whether it is Ctrl-V, or what stands for it, on whatever layout.
pub(super) fn is_paste(event: &Event) -> bool {
    matches!(event, Event::Keyboard(keyboard::Event::KeyPressed {
        key,
        physical_key,
        modifiers,
        repeat: false,
        ..
    }) if modifiers.command() && !modifiers.alt() && key.to_latin(*physical_key) == Some('v'))
}
