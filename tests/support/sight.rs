//! Finds what a person would see in a picture of the screen: text fields by their edges, buttons by their colour.

use image::imageops::crop_imm;
use image::{Rgba, RgbaImage};

/// A colour of the light theme.
pub type Colour = Rgba<u8>;

pub const ACCENT: Colour = Rgba([0x0b, 0x6b, 0x6b, 0xff]);
pub const BAD: Colour = Rgba([0xb3, 0x26, 0x1e, 0xff]);
pub const BAD_DARK: Colour = Rgba([0xf2, 0xa1, 0x9a, 0xff]);
pub const EDGE: Colour = Rgba([0x85, 0x86, 0x7e, 0xff]);

pub const WARN_SOFT: Colour = Rgba([0xfb, 0xf1, 0xdc, 0xff]);
pub const WHITE: Colour = Rgba([0xff, 0xff, 0xff, 0xff]);
pub const LIGHT_GROUND: Colour = Rgba([0xf6, 0xf6, 0xf3, 0xff]);
pub const DARK_GROUND: Colour = Rgba([0x16, 0x18, 0x1a, 0xff]);

/// A rectangle on the screen, in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    pub left: u32,
    pub right: u32,
    pub top: u32,
    pub bottom: u32,
}

impl Area {
    pub fn middle(self) -> (u32, u32) {
        (
            u32::midpoint(self.left, self.right),
            u32::midpoint(self.top, self.bottom),
        )
    }
}

/// The text fields from top to bottom, with the colour of their edge: `EDGE`, `ACCENT` with the focus, `BAD` at fault.
pub fn text_fields(picture: &RgbaImage) -> Vec<(Area, Colour)> {
    let mut fields = Vec::new();
    for colour in [EDGE, ACCENT, BAD] {
        let edges = runs(picture, colour, 150);
        for (index, top) in edges.iter().enumerate() {
            // The lower edge: as long, and as far away as a line of text is high.
            let bottom = edges[index..].iter().find(|bottom| {
                let is_below = (36..=56).contains(&(bottom.row - top.row));
                is_below
                    && bottom.left.abs_diff(top.left) <= 1
                    && bottom.right.abs_diff(top.right) <= 1
            });
            if let Some(bottom) = bottom {
                let area = Area {
                    left: top.left,
                    right: top.right,
                    top: top.row,
                    bottom: bottom.row,
                };
                fields.push((area, colour));
            }
        }
    }
    fields.sort_by_key(|(area, _)| (area.top, area.left));
    fields.dedup_by(|(one, _), (other, _)| {
        one.top.abs_diff(other.top) < 10 && one.left.abs_diff(other.left) < 10
    });
    fields
}

/// The page's primary button: the lowest thing filled with the accent colour, when it can be pressed.
pub fn primary_button(picture: &RgbaImage) -> Option<Area> {
    let rows = runs(picture, ACCENT, 40);
    // Above and below its text a button has rows of nothing but its colour.
    let last = rows.last()?;
    let same =
        |run: &&Run| run.left.abs_diff(last.left) <= 12 && run.right.abs_diff(last.right) <= 12;
    let top = rows
        .iter()
        .filter(same)
        .map(|run| run.row)
        .filter(|row| last.row - row < 60)
        .min()?;
    let area = Area {
        left: last.left,
        right: last.right,
        top,
        bottom: last.row,
    };
    (area.bottom - area.top >= 20).then_some(area)
}

/// A picture puzzle with the line for its answer.
pub struct Puzzle {
    /// The upper part of the picture, as it is shown.
    pub picture: RgbaImage,
    pub answer: (Area, Colour),
}

/// The puzzle, once its picture is there: dark strokes on a white box, left of the line for the answer.
pub fn puzzle(picture: &RgbaImage) -> Option<Puzzle> {
    let fields = text_fields(picture);
    let (name, _) = fields.first()?;
    let answer = *fields
        .iter()
        .find(|(field, _)| field.left > name.left + 100)?;
    let is_white = |x: &u32| *picture.get_pixel(*x, answer.0.top + 4) == WHITE;
    let left = (name.left - 8..answer.0.left).find(is_white)?;
    let right = (left..answer.0.left - 20).rev().find(is_white)?;
    let (width, height) = (right - left, 80);
    let found = crop_imm(picture, left, answer.0.top, width, height).to_image();
    let is_dark = |pixel: &&Colour| pixel.0[..3].iter().all(|part| *part < 120);
    (found.pixels().filter(is_dark).count() > 300).then_some(Puzzle {
        picture: found,
        answer,
    })
}

/// Whether there is something of this colour on the screen.
pub fn shows(picture: &RgbaImage, colour: Colour) -> bool {
    picture.pixels().any(|pixel| *pixel == colour)
}

/// Whether more than a quarter of the screen has this colour.
pub fn mostly(picture: &RgbaImage, colour: Colour) -> bool {
    let count = picture.pixels().filter(|pixel| **pixel == colour).count();
    count * 4 > picture.pixels().len()
}

/// Neighbouring pixels of one colour in a row.
struct Run {
    row: u32,
    left: u32,
    right: u32,
}

/// All runs of `colour` of at least `least` pixels, from top to bottom.
fn runs(picture: &RgbaImage, colour: Colour, least: u32) -> Vec<Run> {
    let (width, parts) = (picture.width(), picture.as_raw());
    let mut found = Vec::new();
    for row in 0..picture.height() {
        let is = |x: u32| {
            let at = 4 * (row * width + x) as usize;
            parts[at] == colour.0[0] && parts[at..at + 4] == colour.0
        };
        // One that is long enough is hit by steps as long as that.
        let mut x = least - 1;
        while x < width {
            if is(x) {
                let (mut left, mut right) = (x, x);
                while left > 0 && is(left - 1) {
                    left -= 1;
                }
                while right + 1 < width && is(right + 1) {
                    right += 1;
                }
                if right + 1 - left >= least {
                    found.push(Run { row, left, right });
                }
                x = right;
            }
            x += least;
        }
    }
    found
}
