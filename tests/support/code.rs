//! Pictures of codes (QR), as somebody hands over an invitation.

use std::path::Path;

use image::{GrayImage, Luma};
use qrcode::{Color, QrCode};

/// How many pixels a dot has.
const DOT: u32 = 4;

/// How many dots of margin are round the code.
const MARGIN: u32 = 4;

/// The code that says this.
pub fn picture(text: &str) -> GrayImage {
    let code = QrCode::new(text).unwrap();
    let width = u32::try_from(code.width()).unwrap();
    let dots = code.to_colors();
    let side = (width + 2 * MARGIN) * DOT;
    GrayImage::from_fn(side, side, |x, y| {
        let dot = |at: u32| (at / DOT).checked_sub(MARGIN).filter(|at| *at < width);
        let place = dot(x).zip(dot(y)).map(|(x, y)| (y * width + x) as usize);
        let is_dark = place.is_some_and(|place| dots[place] == Color::Dark);
        Luma([if is_dark { 0 } else { 255 }])
    })
}

/// Saves the code that says this as a picture of the kind that the file's ending says.
pub fn save(path: &Path, text: &str) {
    picture(text).save(path).unwrap();
}
