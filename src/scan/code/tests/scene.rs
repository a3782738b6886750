//! Pictures with a code in them, as people have them.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, GrayImage, Luma};
use qrcode::{Color, QrCode};

/// What is round a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ground {
    White,
    Grey,
    Black,
    /// A page full of small print.
    Words,
    /// A table with a grain.
    Wood,
}

/// A picture that is made step by step.
#[derive(Debug, Clone)]
pub(super) struct Scene {
    picture: GrayImage,
}

impl Scene {
    /// A code of one pixel to the dot, without a margin.
    pub(super) fn bare(text: &str) -> Self {
        let code = QrCode::new(text).unwrap();
        let width = u32::try_from(code.width()).unwrap();
        let mut dots = code.to_colors().into_iter();
        let picture = GrayImage::from_fn(width, width, |_, _| match dots.next() {
            Some(Color::Dark) => Luma([0]),
            _ => Luma([255]),
        });
        Self { picture }
    }

    /// A code of so many pixels to the dot, in the margin that belongs to it.
    pub(super) fn code(text: &str, dot: u32) -> Self {
        Self::bare(text).margin(4).dots(dot)
    }

    /// White round it, so many pixels.
    pub(super) fn margin(self, pixels: u32) -> Self {
        let (width, height) = self.picture.dimensions();
        self.on(Ground::White, width + 2 * pixels, height + 2 * pixels)
    }

    /// Larger, pixel by pixel.
    pub(super) fn dots(self, dot: u32) -> Self {
        let (width, height) = self.picture.dimensions();
        self.sized(width * dot, height * dot, FilterType::Nearest)
    }

    /// In the middle of something larger.
    pub(super) fn on(self, ground: Ground, width: u32, height: u32) -> Self {
        let mut around = Self::empty(ground, width, height).picture;
        let (x, y) = (
            (width - self.picture.width()) / 2,
            (height - self.picture.height()) / 2,
        );
        image::imageops::replace(&mut around, &self.picture, x.into(), y.into());
        Self { picture: around }
    }

    /// No code at all.
    pub(super) fn empty(ground: Ground, width: u32, height: u32) -> Self {
        let mut chance = Chance(7);
        let picture = GrayImage::from_fn(width, height, |x, y| {
            Luma([match ground {
                Ground::White => 255,
                Ground::Grey => 200,
                Ground::Black => 12,
                Ground::Words if y % 18 < 11 && (x / 7 + y / 18 * 5) % 9 != 0 => {
                    if chance.below(100) < 30 { 30 } else { 250 }
                }
                Ground::Words => 250,
                Ground::Wood => {
                    let grain = (f64::from(x) / 90.0 + (f64::from(y) / 400.0).sin() * 4.0).sin();
                    shade(120.0 + grain * 35.0 + f64::from(y) / f64::from(height) * 40.0)
                }
            }])
        });
        Self { picture }
    }

    /// Turned about its middle, with white where nothing is.
    pub(super) fn turned(self, degrees: f64) -> Self {
        let (sin, cos) = degrees.to_radians().sin_cos();
        self.seen(move |x, y| (x * cos + y * sin, y * cos - x * sin))
    }

    /// Looked at from one side: its upper edge is shorter by this part.
    pub(super) fn skewed(self, part: f64) -> Self {
        self.seen(move |x, y| {
            let near = 1.0 - part * (0.5 - y);
            (x / near, (y + 0.5) / near - 0.5)
        })
    }

    /// In a mirror.
    pub(super) fn mirrored(self) -> Self {
        self.seen(|x, y| (-x, y))
    }

    /// Light for dark.
    pub(super) fn inverted(self) -> Self {
        self.each(|_, _, shade| 255.0 - shade)
    }

    /// From `dark` to `light` in place of black to white.
    pub(super) fn shades(self, dark: u8, light: u8) -> Self {
        let width = f64::from(light - dark);
        self.each(move |_, _, shade| f64::from(dark) + shade / 255.0 * width)
    }

    /// In the light of a lamp at one side.
    pub(super) fn lit(self) -> Self {
        self.each(|x, y, shade| shade * (0.95 - 0.75 * (x * 0.6 + y * 0.4)) + 8.0)
    }

    /// With noise: each pixel is off by this much at most, half of it to either side.
    pub(super) fn noisy(self, most: u32) -> Self {
        let mut chance = Chance(99);
        self.each(move |_, _, shade| {
            shade + f64::from(chance.below(most + 1)) - f64::from(most) / 2.0
        })
    }

    /// Out of focus.
    pub(super) fn blurred(self, sigma: f32) -> Self {
        Self {
            picture: image::imageops::fast_blur(&self.picture, sigma),
        }
    }

    /// Smaller, as pictures are made smaller to be sent.
    pub(super) fn scaled(self, part: f64) -> Self {
        let side = |pixels: u32| (f64::from(pixels) * part).round() as u32;
        let (width, height) = self.picture.dimensions();
        self.sized(side(width), side(height), FilterType::Triangle)
    }

    /// As a JPEG of this quality brings it.
    pub(super) fn jpeg(self, quality: u8) -> Self {
        let mut bytes = Cursor::new(Vec::new());
        JpegEncoder::new_with_quality(&mut bytes, quality)
            .encode_image(&self.picture)
            .unwrap();
        let picture = image::load_from_memory(bytes.get_ref())
            .unwrap()
            .into_luma8();
        Self { picture }
    }

    /// This and another one, side by side.
    pub(super) fn beside(self, other: &Self) -> Self {
        let (left, right) = (&self.picture, &other.picture);
        let height = left.height().max(right.height());
        let mut picture = GrayImage::from_pixel(left.width() + right.width(), height, Luma([255]));
        image::imageops::replace(&mut picture, left, 0, 0);
        image::imageops::replace(&mut picture, right, left.width().into(), 0);
        Self { picture }
    }

    /// With a part of it painted over, as far as it lies inside.
    pub(super) fn painted(mut self, at: (u32, u32), size: (u32, u32), shade: u8) -> Self {
        for x in at.0..at.0 + size.0 {
            for y in at.1..at.1 + size.1 {
                if let Some(pixel) = self.picture.get_pixel_mut_checked(x, y) {
                    *pixel = Luma([shade]);
                }
            }
        }
        self
    }

    pub(super) fn grey(&self) -> &GrayImage {
        &self.picture
    }

    pub(super) fn picture(self) -> DynamicImage {
        self.picture.into()
    }

    fn sized(self, width: u32, height: u32, filter: FilterType) -> Self {
        let picture = image::imageops::resize(&self.picture, width, height, filter);
        Self { picture }
    }

    /// Another shade for each pixel; places are parts of the whole.
    fn each(mut self, mut shade_of: impl FnMut(f64, f64, f64) -> f64) -> Self {
        let (width, height) = self.picture.dimensions();
        for (x, y, pixel) in self.picture.enumerate_pixels_mut() {
            let (x, y) = (
                f64::from(x) / f64::from(width),
                f64::from(y) / f64::from(height),
            );
            pixel.0[0] = shade(shade_of(x, y, f64::from(pixel.0[0])));
        }
        self
    }

    /// Seen otherwise: `from` tells where each place comes from, measured from the middle in parts of the longer side.
    fn seen(self, from: impl Fn(f64, f64) -> (f64, f64)) -> Self {
        let (width, height) = self.picture.dimensions();
        let unit = f64::from(width.max(height));
        let middle = (f64::from(width) / 2.0, f64::from(height) / 2.0);
        // Room for the corners.
        let side = (f64::from(width).hypot(f64::from(height))).ceil() as u32;
        let (wide, high) = (side.min(width * 3 / 2), side.min(height * 3 / 2));
        let at = |x: i64, y: i64| {
            let inside = u32::try_from(x).ok().zip(u32::try_from(y).ok());
            let pixel = inside.and_then(|(x, y)| self.picture.get_pixel_checked(x, y));
            pixel.map_or(255.0, |pixel| f64::from(pixel.0[0]))
        };
        let picture = GrayImage::from_fn(wide, high, |x, y| {
            let x = (f64::from(x) + 0.5 - f64::from(wide) / 2.0) / unit;
            let y = (f64::from(y) + 0.5 - f64::from(high) / 2.0) / unit;
            let (x, y) = from(x, y);
            let (x, y) = (x * unit + middle.0 - 0.5, y * unit + middle.1 - 0.5);
            let (left, top) = (x.floor(), y.floor());
            let (right_part, low_part) = (x - left, y - top);
            let (left, top) = (left as i64, top as i64);
            let upper = at(left, top) * (1.0 - right_part) + at(left + 1, top) * right_part;
            let lower = at(left, top + 1) * (1.0 - right_part) + at(left + 1, top + 1) * right_part;
            Luma([shade(upper * (1.0 - low_part) + lower * low_part)])
        });
        Self { picture }
    }
}

impl From<GrayImage> for Scene {
    fn from(picture: GrayImage) -> Self {
        Self { picture }
    }
}

/// Numbers that look like chance, the same each time.
pub(super) struct Chance(pub(super) u64);

impl Chance {
    pub(super) fn below(&mut self, end: u32) -> u32 {
        // A step of SplitMix64.
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        let mixed = u32::try_from((mixed ^ (mixed >> 31)) >> 32).unwrap_or(0);
        mixed % end
    }
}

fn shade(value: f64) -> u8 {
    value.round().clamp(0.0, 255.0) as u8
}
