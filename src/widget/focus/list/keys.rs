//! What keys mean in a list.

use iced::advanced::Shell;
use iced::keyboard::{Key, key};

use super::super::rows::REACH;
use super::{List, ListState};

impl<Message> List<'_, Message> {
    /// Takes a key.
    pub(super) fn key(
        &self,
        state: &mut ListState,
        key: &Key,
        text: Option<&str>,
        repeat: bool,
        shell: &mut Shell<'_, Message>,
    ) {
        state.control.ring = true;
        if let (Key::Named(named), Some(on_key)) = (key, &self.on_key)
            && let Some(message) = on_key(*named)
        {
            shell.publish(message);
            shell.capture_event();
            return;
        }
        let place = self.place(state);
        let target = match key {
            Key::Named(key::Named::Space) => {
                if let (false, Some(say)) = (repeat, &self.on_space) {
                    shell.publish(say(place));
                }
                shell.capture_event();
                return;
            }
            Key::Named(key::Named::Enter) => {
                if let (false, Some(say)) = (repeat, &self.on_enter) {
                    shell.publish(say(place));
                    shell.capture_event();
                }
                return;
            }
            Key::Named(named) => self.step(state, *named),
            Key::Character(_) => text
                .zip(self.find.as_ref())
                .and_then(|(typed, find)| find(place, typed)),
            Key::Unidentified => None,
        };
        if let Some(target) = target {
            let is_new = self.known_choice(state) != Some(target);
            state.cursor = target;
            if let Some(say) = &self.on_move
                && is_new
            {
                shell.publish(say(target));
                state.ahead = true;
            }
            shell.capture_event();
            shell.request_redraw();
        }
    }

    /// The option that is chosen. Several keys may come before the page answers the first of them.
    pub(super) fn known_choice(&self, state: &ListState) -> Option<usize> {
        if state.ahead {
            Some(state.cursor)
        } else {
            self.chosen
        }
    }

    /// Where a key leads, if it leads anywhere.
    fn step(&self, state: &ListState, named: key::Named) -> Option<usize> {
        let (from, last) = (self.place(state), self.length.checked_sub(1)?);
        match named {
            // Nothing is chosen yet: the first arrow chooses the first.
            key::Named::ArrowDown | key::Named::ArrowRight
                if self.on_move.is_some() && self.known_choice(state).is_none() =>
            {
                Some(from)
            }
            key::Named::ArrowDown | key::Named::ArrowRight => Some((from + 1).min(last)),
            key::Named::ArrowUp | key::Named::ArrowLeft => Some(from.saturating_sub(1)),
            key::Named::Home => Some(0),
            key::Named::End => Some(last),
            key::Named::PageDown => Some((from + REACH).min(last)),
            key::Named::PageUp => Some(from.saturating_sub(REACH)),
            _ => None,
        }
    }
}
