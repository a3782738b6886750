//! The practice server's picture puzzles: six digits, slanted and wavy, drawn here.

use std::io::Cursor;

use image::{ImageFormat, Rgb, RgbImage};

/// Width of a picture in pixels.
pub const WIDTH: u32 = 156;
/// Height of a picture in pixels.
pub const HEIGHT: u32 = 64;

const PAPER: Rgb<u8> = Rgb([250, 250, 247]);
const INK: Rgb<u8> = Rgb([35, 48, 107]);
const SCRATCH: Rgb<u8> = Rgb([150, 160, 196]);

/// The digits from 0 to 9, five dots wide and seven high, a row a number, the leftmost dot the highest bit.
const DIGITS: [[u8; 7]; 10] = [
    [
        0b01110, 0b10001, 0b10011, 0b10101, 0b11001, 0b10001, 0b01110,
    ],
    [
        0b00100, 0b01100, 0b00100, 0b00100, 0b00100, 0b00100, 0b01110,
    ],
    [
        0b01110, 0b10001, 0b00001, 0b00110, 0b01000, 0b10000, 0b11111,
    ],
    [
        0b11111, 0b00010, 0b00100, 0b00010, 0b00001, 0b10001, 0b01110,
    ],
    [
        0b00010, 0b00110, 0b01010, 0b10010, 0b11111, 0b00010, 0b00010,
    ],
    [
        0b11111, 0b10000, 0b11110, 0b00001, 0b00001, 0b10001, 0b01110,
    ],
    [
        0b00110, 0b01000, 0b10000, 0b11110, 0b10001, 0b10001, 0b01110,
    ],
    [
        0b11111, 0b00001, 0b00010, 0b00100, 0b01000, 0b01000, 0b01000,
    ],
    [
        0b01110, 0b10001, 0b10001, 0b01110, 0b10001, 0b10001, 0b01110,
    ],
    [
        0b01110, 0b10001, 0b10001, 0b01111, 0b00001, 0b00010, 0b01100,
    ],
];

/// A puzzle and its answer.
#[derive(Debug, Clone)]
pub struct Puzzle {
    /// The digits that can be read in it.
    pub answer: String,
    /// The picture, as PNG.
    pub png: Vec<u8>,
}

/// Draws a puzzle. The same `seed` draws the same one.
///
/// # Errors
///
/// If the picture cannot be encoded.
pub fn draw(seed: [u8; 8]) -> Result<Puzzle, image::ImageError> {
    let digits = seed[..6].iter().map(|byte| byte % 10).collect::<Vec<_>>();
    let answer = digits
        .iter()
        .map(|digit| char::from(b'0' + digit))
        .collect();
    let phase = f32::from(seed[6]) / 40.0;
    let mut picture = RgbImage::from_pixel(WIDTH, HEIGHT, PAPER);
    scratch(&mut picture, seed);
    for (place, digit) in (0_u8..).zip(digits) {
        let slant = (f32::from(seed[usize::from(place)] / 10 % 7) - 3.0) / 22.0;
        let left = 9.0 + 24.0 * f32::from(place);
        let top = 15.0 + f32::from(seed[usize::from(place)] % 5);
        paint(&mut picture, usize::from(digit), (left, top), slant, phase);
    }
    encoded(&picture, answer)
}

/// Draws some discs to be counted, two to nine. The same `seed` draws the same ones.
///
/// # Errors
///
/// If the picture cannot be encoded.
pub fn discs(seed: [u8; 8]) -> Result<Puzzle, image::ImageError> {
    const COLUMNS: u8 = 5;
    const RADIUS: f32 = 9.0;
    let count = seed[0] % 8 + 2;
    let mut picture = RgbImage::from_pixel(WIDTH, HEIGHT, PAPER);
    scratch(&mut picture, seed);
    // Each has a place of its own among ten, so that none covers another.
    for disc in 0..count {
        let place = (disc * 3 + seed[1] % 10) % 10;
        let sway = f32::from(seed[usize::from(disc % 8)] % 7) - 3.0;
        let left = 18.0 + 30.0 * f32::from(place % COLUMNS) + sway;
        let top = 17.0 + 30.0 * f32::from(place / COLUMNS) - sway;
        for y in 0..HEIGHT {
            for x in 0..WIDTH {
                if (coordinate(x) - left).hypot(coordinate(y) - top) < RADIUS {
                    picture.put_pixel(x, y, INK);
                }
            }
        }
    }
    encoded(&picture, count.to_string())
}

fn encoded(picture: &RgbImage, answer: String) -> Result<Puzzle, image::ImageError> {
    let mut png = Cursor::new(Vec::new());
    picture.write_to(&mut png, ImageFormat::Png)?;
    Ok(Puzzle {
        answer,
        png: png.into_inner(),
    })
}

/// Paints one digit: every pixel of its cell is looked up in the dots, through the slant and a wave.
fn paint(picture: &mut RgbImage, digit: usize, (left, top): (f32, f32), slant: f32, phase: f32) {
    const DOT: f32 = 4.0;
    for y in 0..HEIGHT {
        for x in 0..WIDTH {
            let (across, down) = (coordinate(x), coordinate(y));
            let wave = 2.2 * (across / 17.0 + phase).sin();
            let row = (down - top - wave) / DOT;
            let column = (across - left - (down - 32.0) * slant) / DOT;
            if (0.0..7.0).contains(&row) && (0.0..5.0).contains(&column) {
                let bits = DIGITS[digit][whole(row)];
                if bits >> (4 - whole(column)) & 1 == 1 {
                    picture.put_pixel(x, y, INK);
                }
            }
        }
    }
}

/// Scratches across the paper, under the digits.
fn scratch(picture: &mut RgbImage, seed: [u8; 8]) {
    for (line, byte) in (0_u8..).zip(seed) {
        let start = f32::from(byte % 64);
        let slope = (f32::from(byte / 4) - 32.0) / 140.0;
        let bend = 6.0 + f32::from(line);
        for x in 0..WIDTH {
            let across = coordinate(x);
            let y = start + slope * across + bend * (across / 29.0 + f32::from(line)).sin();
            if (0.0..coordinate(HEIGHT)).contains(&y) {
                let y = u32::try_from(whole(y)).unwrap_or(0);
                picture.put_pixel(x, y, SCRATCH);
            }
        }
    }
}

fn coordinate(pixel: u32) -> f32 {
    f32::from(u16::try_from(pixel).unwrap_or(u16::MAX))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "only called with small numbers that are not negative"
)]
fn whole(number: f32) -> usize {
    number as usize
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;

    #[test]
    fn the_answer_is_six_digits_and_the_picture_a_picture() {
        let puzzle = draw([10, 21, 32, 43, 54, 65, 76, 87]).unwrap();
        assert_eq!(puzzle.answer, "012345");
        let picture = image::load_from_memory(&puzzle.png).unwrap().to_rgb8();
        assert_eq!(picture.dimensions(), (WIDTH, HEIGHT));
        let ink = picture.pixels().filter(|pixel| **pixel == INK).count();
        assert!(ink > 700, "{ink} dark pixels");
    }

    #[test]
    fn the_discs_can_be_counted() {
        for first in 0..=255 {
            let puzzle = discs([first, first / 3, 3, 99, 120, 7, 250, 31]).unwrap();
            let picture = image::load_from_memory(&puzzle.png).unwrap().to_rgb8();
            let ink = picture.pixels().filter(|pixel| **pixel == INK).count();
            // Each is about 250 pixels, and none covers another.
            let seen = (ink + 125) / 250;
            assert_eq!(
                puzzle.answer,
                seen.to_string(),
                "{first}: {ink} dark pixels"
            );
        }
    }

    #[test]
    fn another_seed_is_another_puzzle() {
        let one = draw([0; 8]).unwrap();
        let other = draw([1; 8]).unwrap();
        assert_ne!(one.answer, other.answer);
        assert_ne!(one.png, other.png);
    }
}
