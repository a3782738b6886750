//! Somebody who sees the practice server's pictures and hears its sounds, for the captcha command of the verbs.

use std::fs;
use std::process::Command;

use image::{Rgb, RgbImage};
use tempfile::TempDir;

/// Looks at files until the process ends. The command that shows them is [`Eyes::command`].
pub struct Eyes {
    folder: TempDir,
}

impl Eyes {
    /// Somebody who makes this of a file.
    pub fn open(read: fn(&[u8]) -> String) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let [file, answer] = ["file", "answer"].map(|name| folder.path().join(name));
        for pipe in [&file, &answer] {
            let made = Command::new("mkfifo").arg(pipe).status().unwrap();
            assert!(made.success());
        }
        // Ends with the process: a pipe that nobody opens cannot be told from one that somebody will open.
        std::thread::spawn(move || {
            while let Ok(bytes) = fs::read(&file) {
                if fs::write(&answer, read(&bytes)).is_err() {
                    return;
                }
            }
        });
        Self { folder }
    }

    /// A shell command that prints the answer to the file whose path is in `CAPTCHA_FILE`.
    pub fn command(&self) -> String {
        let folder = self.folder.path().display();
        format!("cat \"$CAPTCHA_FILE\" > '{folder}/file'; cat '{folder}/answer'")
    }
}

/// The six digits in a picture.
pub fn digits(file: &[u8]) -> String {
    picture(file).map_or_else(|error| error.to_string(), |picture| read_digits(&picture))
}

/// How many discs are in a picture: each is about 250 pixels.
pub fn discs(file: &[u8]) -> String {
    let count = |picture: RgbImage| {
        let ink = picture.pixels().filter(|pixel| **pixel == INK).count();
        ((ink + 125) / 250).to_string()
    };
    picture(file).map_or_else(|error| error.to_string(), count)
}

/// How many tones are in a WAV file of 8 bits: between them it is silent for longer than a wave takes.
pub fn tones(file: &[u8]) -> String {
    let samples = file.get(44..).unwrap_or_default();
    let is_loud = |part: &[u8]| part.iter().any(|sample| sample.abs_diff(128) > 40);
    let loud: Vec<bool> = samples.chunks(100).map(is_loud).collect();
    let starts = loud.windows(2).filter(|pair| !pair[0] && pair[1]);
    starts.count().to_string()
}

fn picture(file: &[u8]) -> image::ImageResult<RgbImage> {
    Ok(image::load_from_memory(file)?.to_rgb8())
}

/// The ink of the practice server's pictures.
const INK: Rgb<u8> = Rgb([35, 48, 107]);

/// The digits from 0 to 9, seven rows of five dots.
const DIGITS: [u64; 10] = [
    0b01110_10001_10011_10101_11001_10001_01110,
    0b00100_01100_00100_00100_00100_00100_01110,
    0b01110_10001_00001_00110_01000_10000_11111,
    0b11111_00010_00100_00010_00001_10001_01110,
    0b00010_00110_01010_10010_11111_00010_00010,
    0b11111_10000_11110_00001_00001_10001_01110,
    0b00110_01000_10000_11110_10001_10001_01110,
    0b11111_00001_00010_00100_01000_01000_01000,
    0b01110_10001_10001_01110_10001_10001_01110,
    0b01110_10001_10001_01111_00001_00010_01100,
];

/// The digits whose dots fit best, of all slants, on the wave that fits best.
fn read_digits(picture: &RgbImage) -> String {
    let waves = (0..64_u8).map(|wave| {
        let phase = f32::from(wave) / 10.0;
        let read: Vec<(usize, u32)> = (0..6_u8)
            .map(|place| digit(picture, place, phase))
            .collect();
        let fit: u32 = read.iter().map(|(_, fit)| fit).sum();
        (
            fit,
            read.into_iter()
                .map(|(digit, _)| digit.to_string())
                .collect(),
        )
    });
    let (_, best): (u32, String) = waves.max_by_key(|(fit, _)| *fit).unwrap();
    best
}

/// The digit that fits best at a place, and how many of its 35 dots are right.
fn digit(picture: &RgbImage, place: u8, phase: f32) -> (usize, u32) {
    let all = (0..10_u8).flat_map(|digit| (0..7_u8).map(move |slant| (digit, slant)));
    let fits = all.map(|(digit, slant)| {
        let slant = (f32::from(slant) - 3.0) / 22.0;
        // The height of a digit on the line comes from the same number as the digit.
        let top = 15.0 + f32::from(digit % 5);
        let left = 9.0 + 24.0 * f32::from(place);
        let dots = (0..35_u8).filter(|dot| {
            let (row, column) = (f32::from(dot / 5) + 0.5, f32::from(dot % 5) + 0.5);
            let level = top + row * 4.0;
            let start = left + column * 4.0;
            let wave = |across: f32| 2.2 * (across / 17.0 + phase).sin();
            let across = start + (level + wave(start) - 32.0) * slant;
            let down = level + wave(across);
            let is_dark = *picture.get_pixel(across.round() as u32, down.round() as u32) == INK;
            is_dark == (DIGITS[usize::from(digit)] >> (34 - dot) & 1 == 1)
        });
        (usize::from(digit), u32::try_from(dots.count()).unwrap())
    });
    fits.max_by_key(|(_, fit)| *fit).unwrap()
}
