#![expect(
    clippy::unwrap_used,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "tests fail by panicking; places in a picture are small"
)]

mod scene;

use std::cell::Cell;
use std::io::Cursor;

use image::{ImageFormat, LumaA, Rgba, RgbaImage};
use proptest::prelude::*;
use scene::{Chance, Ground, Scene};

use super::super::is_guarded;
use super::*;
use crate::domain::invite::LinkFault;

const LINK: &str = "xmpp:magicbroccoli.de?register;preauth=4ZN32HikPfZ9p-AtXtv2Eiq9";
const FRIEND: &str = "xmpp:juliet@magicbroccoli.de?roster";

fn code(dot: u32) -> Scene {
    Scene::code(LINK, dot)
}

fn bare() -> Scene {
    Scene::bare(LINK)
}

fn searched(scene: Scene) -> Result<String, ScanFault> {
    search(scene.picture(), &Budget::new(LOOKS, &|| false))
}

#[track_caller]
fn all_are_read(scenes: impl IntoIterator<Item = (&'static str, Scene)>) {
    for (name, scene) in scenes {
        assert_eq!(searched(scene).as_deref(), Ok(LINK), "{name}");
    }
}

#[test]
fn screenshots_are_read() {
    all_are_read([
        ("a pixel to the dot", code(1)),
        ("three pixels to the dot", code(3)),
        ("cut out without a margin", bare().dots(4)),
        ("light on dark", code(4).inverted()),
        (
            "light on dark, on white",
            code(4).inverted().on(Ground::White, 700, 500),
        ),
        ("on a dark page", code(4).on(Ground::Black, 1280, 720)),
        (
            "on a grey page, nearly no margin",
            bare().margin(1).dots(4).on(Ground::Grey, 1280, 720),
        ),
        ("in small print", code(4).on(Ground::Words, 1280, 720)),
        ("pale", code(6).shades(120, 128)),
        (
            "pale, in small print",
            code(6).shades(150, 200).on(Ground::Words, 900, 600),
        ),
        ("smaller, three pixels to the dot", code(4).scaled(0.75)),
        ("smaller, one and a half to the dot", code(5).scaled(0.3)),
        (
            "smaller, with all round it",
            code(5).on(Ground::Words, 1280, 720).scaled(0.5),
        ),
        ("a bad JPEG", code(4).jpeg(5)),
    ]);
}

/// The smallest code that there is on one of the largest screens.
#[test]
fn a_large_screen_is_read() {
    all_are_read([("large", code(2).on(Ground::White, 2560, 1440))]);
}

#[test]
fn photographs_are_read() {
    all_are_read([
        ("a bit aslant", code(8).turned(5.0)),
        ("aslant", code(8).turned(45.0)),
        ("on its side", code(8).turned(90.0)),
        ("on its head", code(8).turned(200.0)),
        ("in a mirror", code(8).mirrored()),
        ("from the side", code(8).skewed(0.4)),
        ("with noise", code(8).noisy(160)),
        ("out of focus", code(8).blurred(3.0)),
        ("in the light of a lamp", code(8).lit()),
        (
            "light on dark, in the light of a lamp",
            code(8).inverted().lit(),
        ),
        (
            "all of it",
            code(10)
                .on(Ground::Wood, 1200, 900)
                .turned(10.0)
                .skewed(0.1)
                .lit()
                .noisy(40)
                .jpeg(70),
        ),
    ]);
}

#[test]
fn twelve_megapixels_are_read() {
    let scene = code(20).on(Ground::Wood, 4000, 3000).noisy(30);
    let bytes = encoded(&scene.picture(), ImageFormat::Jpeg);
    assert_eq!(invitation(&bytes, &|| false).as_deref(), Ok(LINK));
}

#[test]
fn what_cannot_be_made_out_is_told() {
    assert_eq!(searched(code(4).blurred(4.0)), Err(ScanFault::NoCode));
    assert_eq!(searched(code(4).scaled(0.2)), Err(ScanFault::NoCode));
    let nothing = Scene::empty(Ground::Wood, 320, 240);
    assert_eq!(searched(nothing.noisy(60)), Err(ScanFault::NoCode));
    // Its corners are there, and what is between them is painted over.
    let over = code(6).painted((60, 130), (150, 60), 0);
    assert_eq!(searched(over), Err(ScanFault::Blurred));
    // A little of it is no matter.
    all_are_read([("with a stain", code(6).painted((120, 120), (14, 14), 0))]);
}

#[test]
fn of_several_codes_it_is_the_invitation() {
    let (friend, other) = (Scene::code(FRIEND, 4), Scene::code("WIFI:S:home;;", 4));
    all_are_read([
        ("behind another", friend.clone().beside(&code(4))),
        ("before another", code(4).beside(&friend)),
        ("the first of two", code(4).beside(&other).beside(&friend)),
    ]);
    assert_eq!(searched(friend.clone()), Err(ScanFault::OtherCode));
    assert_eq!(searched(other.beside(&friend)), Err(ScanFault::OtherCode));
    let damaged = Scene::code("xmpp:example.org?register;preauth=%4", 4);
    let fault = Err(ScanFault::Link(LinkFault::Escapes));
    assert_eq!(searched(damaged.clone()), fault);
    assert_eq!(searched(damaged.beside(&friend)), fault);
    let page = "https://www.example.org/invite/";
    assert_eq!(searched(Scene::code(page, 4)).as_deref(), Ok(page));
    let words = format!("Join us: {LINK}");
    all_are_read([("in words", Scene::code(&words, 4))]);
}

fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

#[test]
fn every_kind_of_picture_is_read() {
    let grey = code(4).picture();
    let colour = DynamicImage::from(grey.to_rgba8());
    for bytes in [
        encoded(&grey, ImageFormat::Png),
        encoded(&grey, ImageFormat::Jpeg),
        encoded(&colour, ImageFormat::Gif),
        encoded(&colour, ImageFormat::WebP),
        encoded(&DynamicImage::from(grey.to_luma16()), ImageFormat::Png),
        encoded(&DynamicImage::from(grey.to_rgba16()), ImageFormat::Png),
    ] {
        assert_eq!(invitation(&bytes, &|| false).as_deref(), Ok(LINK));
    }
}

#[test]
fn what_is_clear_is_seen_on_white_and_on_black() {
    let scene = bare().dots(5);
    let grey = scene.grey();
    for dot in [
        Rgba([0, 0, 0, 255]),
        Rgba([255, 255, 255, 255]),
        Rgba([10, 60, 200, 255]),
    ] {
        let clear = RgbaImage::from_fn(grey.width() + 40, grey.height() + 40, |x, y| {
            let (x, y) = (x.wrapping_sub(20), y.wrapping_sub(20));
            match grey.get_pixel_checked(x, y) {
                Some(Luma([0])) => dot,
                _ => Rgba([0, 0, 0, 0]),
            }
        });
        let bytes = encoded(&clear.into(), ImageFormat::Png);
        assert_eq!(
            invitation(&bytes, &|| false).as_deref(),
            Ok(LINK),
            "{dot:?}"
        );
    }
    let half = image::ImageBuffer::from_pixel(1, 1, LumaA([0_u8, 128]));
    assert_eq!(on(&half.clone().into(), 255).get_pixel(0, 0).0, [127]);
    assert_eq!(on(&half.into(), 0).get_pixel(0, 0).0, [0]);
}

#[test]
fn what_is_too_large_is_not_decoded() {
    let small = encoded(&code(1).picture(), ImageFormat::Png);
    let read = |bytes: &[u8]| invitation(bytes, &|| false);
    for (width, height) in [(12_001, 1), (1, 12_001), (5_001, 5_000), (60_000, 60_000)] {
        assert_eq!(read(&told(&small, width, height)), Err(ScanFault::TooLarge));
    }
    // What is as large as it may be is begun with, and is cut off.
    assert_eq!(read(&told(&small, 5_000, 5_000)), Err(ScanFault::Damaged));
    let mut long = small.clone();
    long.resize(BOUNDS.bytes + 1, 0);
    assert_eq!(read(&long), Err(ScanFault::TooLarge));
    assert_eq!(read(&small[..small.len() / 2]), Err(ScanFault::Damaged));
}

/// The same PNG, which says that it has this size.
fn told(png: &[u8], width: u32, height: u32) -> Vec<u8> {
    let mut bytes = png.to_vec();
    // Behind the signature and the name of the header.
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    let sum = bytes[12..29].iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            (sum >> 1) ^ if sum & 1 == 1 { 0xEDB8_8320 } else { 0 }
        })
    });
    bytes[29..33].copy_from_slice(&(!sum).to_be_bytes());
    bytes
}

/// Corner patterns and nothing else, so many pixels to the dot.
fn corners(side: u32, dot: u32) -> Scene {
    Scene::from(GrayImage::from_fn(side, side, |x, y| {
        let (x, y) = (x / dot % 8, y / dot % 8);
        let is_ring = x < 7 && y < 7 && (x % 6 == 0 || y % 6 == 0);
        let is_stone = (2..5).contains(&x) && (2..5).contains(&y);
        Luma([if is_ring || is_stone { 0 } else { 255 }])
    }))
}

/// Of 5 625 corner patterns the reader would try every pair with every other.
#[test]
fn a_picture_of_corners_is_given_up() {
    let budget = Budget::new(LOOKS, &|| false);
    let result = search(corners(600, 1).picture(), &budget);
    assert_eq!(result, Err(ScanFault::NoCode));
    assert!(LOOKS - budget.left() < 60_000_000, "{}", budget.left());
}

#[test]
fn no_picture_takes_more_than_its_budget() {
    let budget = Budget::new(3_000_000, &|| false);
    let result = search(corners(800, 10).picture(), &budget);
    assert!(matches!(
        result,
        Err(ScanFault::NoCode | ScanFault::Blurred)
    ));
    assert!(budget.is_spent());
    // With what is left after that nothing is found any more, and nothing is looked for.
    assert_eq!(search(code(4).picture(), &budget), Err(ScanFault::NoCode));
}

#[test]
fn whoever_does_not_want_to_know_any_more_ends_it() {
    let asked = Cell::new(0);
    let stop = || {
        asked.set(asked.get() + 1);
        asked.get() == 2
    };
    let budget = Budget::new(LOOKS, &stop);
    let result = search(Scene::empty(Ground::Words, 600, 400).picture(), &budget);
    assert_eq!(result, Err(ScanFault::NoCode));
    assert_eq!(asked.get(), 2);
    assert!(budget.is_spent());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// A code that somebody painted over, cut up and put together anew.
    #[test]
    fn no_picture_is_a_panic(seed in any::<u64>(), wide in 1_u32..200, high in 1_u32..200) {
        let mut chance = Chance(seed);
        let mut scene = Scene::code(LINK, 1 + chance.below(4));
        for _ in 0..chance.below(30) {
            let at = (chance.below(180), chance.below(180));
            let size = (1 + chance.below(60), 1 + chance.below(60));
            let shade = u8::try_from(chance.below(2) * 255).unwrap();
            scene = scene.painted(at, size, shade);
        }
        let cut = image::imageops::crop_imm(scene.grey(), chance.below(20), chance.below(20), wide, high);
        let budget = Budget::new(20_000_000, &|| false);
        if let Ok(link) = search(cut.to_image().into(), &budget) {
            prop_assert_eq!(link, LINK);
        }
        prop_assert!(!is_guarded());
    }
}
