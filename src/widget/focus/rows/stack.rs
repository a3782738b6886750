//! Where the rows of a list lie, all of one height but the one that is open.

use std::ops::Range;

/// Rows below each other. All lengths are logical pixels, from the upper edge of the first row.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::widget::focus) struct Stack {
    /// How many there are.
    pub(super) length: usize,
    /// The height of a row.
    pub(super) height: f32,
    /// The room between two rows.
    pub(super) spacing: f32,
    /// The row that is open, and its height.
    pub(super) tall: Option<(usize, f32)>,
}

#[expect(clippy::cast_precision_loss, reason = "no list is that long")]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "what is cut off is less than a row, and what is below zero is taken to be zero"
)]
impl Stack {
    /// How far down a row begins.
    pub(in crate::widget::focus) fn top(&self, place: usize) -> f32 {
        let more = match self.tall {
            Some((open, height)) if open < place => height - self.height,
            _ => 0.0,
        };
        place as f32 * self.pitch() + more
    }

    /// The height of a row.
    pub(in crate::widget::focus) fn height(&self, place: usize) -> f32 {
        match self.tall {
            Some((open, height)) if open == place => height,
            _ => self.height,
        }
    }

    /// The row that is open.
    pub(super) fn opened(&self) -> Option<usize> {
        self.tall.map(|(place, _)| place)
    }

    /// The height of all of them.
    pub(super) fn whole(&self) -> f32 {
        let last = self.length.checked_sub(1);
        last.map_or(0.0, |last| self.top(last) + self.height(last))
    }

    /// The row so far down; what is between two rows counts as the upper one. The last where there is none.
    pub(in crate::widget::focus) fn at(&self, down: f32) -> usize {
        let plain = |down: f32| (down / self.pitch()) as usize;
        let place = match self.tall {
            Some((open, _)) if down >= self.top(open + 1) => {
                plain(down - self.top(open + 1)).saturating_add(open + 1)
            }
            Some((open, _)) if down >= self.top(open) => open,
            _ => plain(down),
        };
        place.min(self.length.saturating_sub(1))
    }

    /// The rows of which something lies between these two; none if that is no room.
    pub(super) fn between(&self, from: f32, to: f32) -> Range<usize> {
        if from >= to || self.length == 0 {
            return 0..0;
        }
        self.at(from)..self.at(to) + 1
    }

    /// From the beginning of a row to that of the next.
    fn pitch(&self) -> f32 {
        self.height + self.spacing
    }
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "whole numbers of pixels")]
mod tests {
    use super::*;

    fn stack(tall: Option<(usize, f32)>) -> Stack {
        Stack {
            length: 5_000,
            height: 60.0,
            spacing: 8.0,
            tall,
        }
    }

    #[test]
    fn rows_below_the_open_one_are_further_down() {
        let closed = stack(None);
        assert_eq!(closed.top(3), 204.0);
        assert_eq!(closed.whole(), 5_000.0 * 68.0 - 8.0);
        let open = stack(Some((2, 300.0)));
        assert_eq!(open.top(2), closed.top(2));
        assert_eq!(open.top(3), closed.top(3) + 240.0);
        assert_eq!((open.height(2), open.height(3)), (300.0, 60.0));
        assert_eq!(open.whole(), closed.whole() + 240.0);
        let last = stack(Some((4_999, 300.0)));
        assert_eq!(last.whole(), closed.whole() + 240.0);
        assert_eq!(Stack::default().whole(), 0.0);
    }

    /// Each row is found where it lies, from its first to its last pixel.
    #[test]
    fn a_row_is_found_where_it_lies() {
        for tall in [None, Some((0, 61.0)), Some((2, 300.0)), Some((4_999, 90.0))] {
            let stack = stack(tall);
            for place in (0..8).chain(4_990..5_000) {
                let top = stack.top(place);
                for down in [top, top + 30.0, top + stack.height(place) - 1.0] {
                    assert_eq!(stack.at(down), place, "{down} with {tall:?}");
                }
            }
            assert_eq!(stack.at(-1.0), 0);
            assert_eq!(stack.at(f32::MAX), 4_999);
        }
    }

    #[test]
    fn only_what_lies_between_two_places_is_between_them() {
        let open = stack(Some((2, 300.0)));
        assert_eq!(open.between(0.0, 100.0), 0..2);
        assert_eq!(open.between(140.0, 400.0), 2..3);
        assert_eq!(open.between(140.0, 460.0), 2..4);
        assert!(open.between(70.0, 70.0).is_empty());
        assert!(Stack::default().between(0.0, 100.0).is_empty());
    }
}
