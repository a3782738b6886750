//! The code in a picture. A picture is looked at in several ways, the likeliest first.

use std::cmp::Ordering;

use image::imageops::FilterType;
use image::{DynamicImage, GrayImage, Luma};

use super::ScanFault;
use super::shades::{inverted, is_dark, is_darker_than_around};
use super::sheet::{Budget, look};
use crate::domain::invite::{self, NoInvitation};
use crate::engine::PictureFault;
use crate::engine::picture::{self, Bounds};

/// A photograph of 24 megapixels is taken on; one with 16 bits a colour is too much.
pub(super) const BOUNDS: Bounds = Bounds {
    bytes: 32 * 1024 * 1024,
    side: 12_000,
    pixels: 25_000_000,
    memory: 160 * 1024 * 1024,
};

/// How often pixels are looked at, in all views of a picture together.
const LOOKS: u64 = 800_000_000;

/// The longer side of a picture that is looked at as it is, in pixels. A larger one is made smaller.
const LARGE: u32 = 4_096;

/// The longer side of the first view of it: a code that fills a fair part of a photograph is seen there, without its noise.
const MIDDLE: u32 = 1_600;

/// The longer side of the last view of it, for what is out of focus.
const SMALL: u32 = 700;

/// What is smaller than this is looked at twice as large, too, and what is smaller than a quarter of it three times as
/// large: its code may have a pixel or two to the dot.
const TINY: u32 = 2_000;

/// The link of the first invitation among the codes of a picture.
pub(super) fn invitation(bytes: &[u8], stop: &dyn Fn() -> bool) -> Result<String, ScanFault> {
    let picture = picture::open(bytes, &BOUNDS).map_err(|fault| match fault {
        PictureFault::TooLarge => ScanFault::TooLarge,
        _ => ScanFault::Damaged,
    })?;
    search(picture, &Budget::new(LOOKS, stop))
}

/// The same, within this budget.
fn search(picture: DynamicImage, budget: &Budget<'_>) -> Result<String, ScanFault> {
    let mut fault = ScanFault::NoCode;
    let mut try_one = |dark: GrayImage| {
        let seen = look(dark, budget);
        if seen.texts.is_empty() {
            if seen.blurred && fault == ScanFault::NoCode {
                fault = ScanFault::Blurred;
            }
            return None;
        }
        match invite::find(seen.texts.iter().map(String::as_str)) {
            Ok(link) => return Some(link.to_owned()),
            Err(NoInvitation::Damaged(damage)) => fault = ScanFault::Link(damage),
            Err(_) if matches!(fault, ScanFault::Link(_)) => {}
            Err(_) => fault = ScanFault::OtherCode,
        }
        None
    };
    let picture = grey(picture);
    for side in sides(picture.width().max(picture.height())) {
        let view = resized(&picture, side);
        for dark in ways(&view) {
            if budget.is_spent() {
                break;
            }
            if let Some(link) = try_one(dark) {
                return Ok(link);
            }
        }
    }
    Err(fault)
}

/// A picture in shades of grey, no larger than it is looked at.
fn grey(picture: DynamicImage) -> DynamicImage {
    let picture = if picture.width().max(picture.height()) > LARGE {
        picture.thumbnail(LARGE, LARGE)
    } else {
        picture
    };
    if picture.color().has_alpha() {
        picture.into_luma_alpha8().into()
    } else {
        picture.into_luma8().into()
    }
}

/// The longer sides of the views of a picture with this one.
fn sides(longest: u32) -> impl Iterator<Item = u32> {
    [
        Some(longest.min(MIDDLE)),
        (longest > MIDDLE).then_some(longest),
        (longest <= TINY).then_some(longest * 2),
        (longest <= TINY / 4).then_some(longest * 3),
        (longest > SMALL * 3 / 2).then_some(SMALL),
    ]
    .into_iter()
    .flatten()
}

fn resized(picture: &DynamicImage, side: u32) -> DynamicImage {
    let longest = picture.width().max(picture.height());
    match side.cmp(&longest) {
        Ordering::Less => picture.thumbnail(side, side),
        Ordering::Equal => picture.clone(),
        Ordering::Greater => picture.resize(side, side, FilterType::CatmullRom),
    }
}

/// What may be the dark dots of a code, told in several ways, each also the other way round: a code may be light on dark.
fn ways(view: &DynamicImage) -> impl Iterator<Item = GrayImage> {
    let is_clear = view.color().has_alpha();
    let on_white = on(view, u8::MAX);
    // White on nothing is white on white.
    let on_black = is_clear.then(|| inverted(&is_dark(&on(view, 0))));
    let ways: [fn(&GrayImage) -> GrayImage; 3] = [
        |view| is_darker_than_around(view, 8, 95),
        is_dark,
        |view| is_darker_than_around(view, 16, 92),
    ];
    // What is large has most of its dots in one piece, and costs the most.
    let many = if view.width().max(view.height()) > TINY {
        2
    } else {
        3
    };
    let all = ways.into_iter().take(many).flat_map(move |way| {
        let dark = way(&on_white);
        let light = inverted(&dark);
        [dark, light]
    });
    all.chain(on_black)
}

/// A picture in shades of grey, before a ground of this shade.
fn on(picture: &DynamicImage, ground: u8) -> GrayImage {
    let DynamicImage::ImageLumaA8(clear) = picture else {
        return picture.to_luma8();
    };
    GrayImage::from_fn(clear.width(), clear.height(), |x, y| {
        let [shade, cover] = clear.get_pixel(x, y).0.map(u32::from);
        let mixed = (shade * cover + u32::from(ground) * (255 - cover)) / 255;
        Luma([u8::try_from(mixed).unwrap_or(u8::MAX)])
    })
}

#[cfg(test)]
mod tests;
