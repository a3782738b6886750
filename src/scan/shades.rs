//! From shades of grey to dark and light: 1 for each pixel that is dark, 0 for the others.
//!
//! The reader of codes has a way of its own, by rows. Where contrast is low, or a code is blurred, these see more.

use image::{GrayImage, Luma};

/// The shade that parts a picture best in two (Otsu, "A threshold selection method from gray-level histograms", 1979): for
/// what was drawn, and for what is blurred.
pub(super) fn is_dark(picture: &GrayImage) -> GrayImage {
    let mut counts = [0_u64; 256];
    for Luma([shade]) in picture.pixels() {
        counts[usize::from(*shade)] += 1;
    }
    let border = border(&counts);
    each(picture, |_, _, shade| shade <= border)
}

/// Whether a pixel has less than `percent` of the mean of what is round it, in a square of a `part`-th of the shorter side
/// (Bradley and Roth, "Adaptive thresholding using the integral image", 2007): for what lies in uneven light.
pub(super) fn is_darker_than_around(picture: &GrayImage, part: u32, percent: u64) -> GrayImage {
    let (width, height) = picture.dimensions();
    let sums = Sums::of(picture);
    let reach = (width.min(height) / part / 2).max(4);
    each(picture, |x, y, shade| {
        let (left, right) = (x.saturating_sub(reach), (x + reach + 1).min(width));
        let (top, bottom) = (y.saturating_sub(reach), (y + reach + 1).min(height));
        let pixels = u64::from(right - left) * u64::from(bottom - top);
        let sum = sums.within(left, top, right, bottom);
        u64::from(shade) * pixels * 100 < sum * percent
    })
}

/// Light for dark.
pub(super) fn inverted(dark: &GrayImage) -> GrayImage {
    each(dark, |_, _, shade| shade == 0)
}

fn each(picture: &GrayImage, is_dark: impl Fn(u32, u32, u8) -> bool) -> GrayImage {
    let mut all = picture.clone();
    for (x, y, Luma([shade])) in all.enumerate_pixels_mut() {
        *shade = u8::from(is_dark(x, y, *shade));
    }
    all
}

/// The last shade that is dark: where the two parts are furthest from each other.
#[expect(
    clippy::cast_precision_loss,
    reason = "there are fewer pixels than 2 to the 53"
)]
fn border(counts: &[u64; 256]) -> u8 {
    let weighed = |(shade, count): (u8, &u64)| f64::from(shade) * *count as f64;
    let all: f64 = counts.iter().map(|count| *count as f64).sum();
    let whole: f64 = (0..=u8::MAX).zip(counts).map(weighed).sum();
    let (mut pixels, mut sum) = (0.0, 0.0);
    let mut best = (-1.0, u8::MAX / 2);
    for (shade, count) in (0..=u8::MAX).zip(counts) {
        pixels += *count as f64;
        sum += weighed((shade, count));
        let others = all - pixels;
        if pixels > 0.0 && others > 0.0 {
            let apart = sum / pixels - (whole - sum) / others;
            let score = pixels * others * apart * apart;
            if score > best.0 {
                best = (score, shade);
            }
        }
    }
    best.1
}

/// The sum of all shades above and to the left of each pixel.
struct Sums {
    row: usize,
    /// They may go round, which their differences do not notice.
    sums: Vec<u32>,
}

impl Sums {
    fn of(picture: &GrayImage) -> Self {
        let row = picture.width() as usize + 1;
        let mut sums = vec![0_u32; row];
        for pixels in picture.as_raw().chunks_exact(row - 1) {
            let above = sums.len() - row;
            let mut sum = 0_u32;
            sums.push(0);
            for (x, shade) in pixels.iter().enumerate() {
                sum = sum.wrapping_add(u32::from(*shade));
                sums.push(sums[above + x + 1].wrapping_add(sum));
            }
        }
        Self { row, sums }
    }

    /// Of the pixels from `left` and `top` to before `right` and `bottom`.
    fn within(&self, left: u32, top: u32, right: u32, bottom: u32) -> u64 {
        let at = |x: u32, y: u32| self.sums[y as usize * self.row + x as usize];
        let sum = at(right, bottom)
            .wrapping_sub(at(left, bottom))
            .wrapping_sub(at(right, top))
            .wrapping_add(at(left, top));
        u64::from(sum)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_shades_are_parted_wherever_they_lie() {
        for (dark, light) in [(0, 255), (120, 124), (0, 1), (254, 255)] {
            let picture =
                GrayImage::from_fn(9, 7, |x, _| Luma([if x % 3 == 0 { dark } else { light }]));
            let parted = is_dark(&picture);
            for (x, _, Luma([is_dark])) in parted.enumerate_pixels() {
                assert_eq!(*is_dark, u8::from(x % 3 == 0), "{dark} {light}");
            }
            assert_eq!(inverted(&inverted(&parted)), parted);
        }
        // One shade alone is nothing.
        let _ = is_dark(&GrayImage::from_pixel(3, 3, Luma([7])));
        let _ = is_darker_than_around(&GrayImage::from_pixel(1, 1, Luma([7])), 8, 95);
    }

    #[test]
    fn a_shadow_is_not_dark() {
        // Dots on every third pixel, in light that goes from 250 to 60.
        let light = |x: u32| 250 - x * 190 / 99;
        let picture = GrayImage::from_fn(100, 60, |x, y| {
            let is_dot = x % 3 == 0 && y % 3 == 0;
            let shade = if is_dot { light(x) / 3 } else { light(x) };
            Luma([u8::try_from(shade).unwrap_or(u8::MAX)])
        });
        for (x, y, Luma([is_dark])) in is_darker_than_around(&picture, 8, 95).enumerate_pixels() {
            assert_eq!(*is_dark, u8::from(x % 3 == 0 && y % 3 == 0), "{x} {y}");
        }
    }

    #[test]
    fn sums_are_of_what_is_inside() {
        let picture =
            GrayImage::from_fn(5, 4, |x, y| Luma([u8::try_from(x + 10 * y).unwrap_or(0)]));
        let sums = Sums::of(&picture);
        assert_eq!(
            sums.within(0, 0, 5, 4),
            (0..5).sum::<u64>() * 4 + 5 * (10 + 20 + 30)
        );
        assert_eq!(sums.within(1, 2, 3, 3), 21 + 22);
        assert_eq!(sums.within(2, 2, 2, 2), 0);
    }
}
