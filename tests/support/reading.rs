//! Reads what a window says: draws the words as the program draws them, and looks for them in a picture of the screen.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use iced::{Color, Font, Padding, Size, mouse};
use iced_test::core::renderer::{self, Headless};
use iced_test::futures::futures::executor::block_on;
use iced_test::runtime::user_interface::{Cache, UserInterface};
use image::{Rgba, RgbaImage};
use vestibule::theme::{self, Element, Scale, Theme};
use vestibule::widget::text;

use crate::screen::Window;

/// How a text of the light theme is written: its step and weight, its colour and the ground under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ink {
    /// The title of a page.
    Title,
    /// A sentence that explains.
    Muted,
    /// What is wrong, below a field.
    Error,
    /// What went wrong, in a box above a form.
    Bad,
    /// What wants care, in a box above a form.
    Warn,
    /// A link in full.
    Link,
    /// What stands in a button that is not the page's primary one.
    Button,
    /// What stands in a button that does what cannot be undone.
    Danger,
    /// What went well, on a card.
    Good,
    /// What stands above a field.
    Label,
    /// What stands beside a switch.
    Plain,
    /// What explains a field.
    Note,
    /// What leads elsewhere, in the bar at the bottom.
    Way,
    /// The same, below a field.
    SmallWay,
}

impl Ink {
    fn style(self) -> (Scale, Font, Color, Color) {
        let colours = Theme::Light.tokens();
        let ground = colours.background;
        match self {
            Self::Title => (theme::TITLE, theme::SEMIBOLD, colours.text, ground),
            Self::Muted => (theme::BODY, theme::REGULAR, colours.muted, ground),
            Self::Error => (theme::SMALL, theme::MEDIUM, colours.bad, ground),
            Self::Bad => (theme::BODY, theme::REGULAR, colours.bad, colours.bad_soft),
            Self::Warn => (theme::BODY, theme::REGULAR, colours.warn, colours.warn_soft),
            Self::Label => (theme::BODY, theme::SEMIBOLD, colours.text, ground),
            Self::Plain => (theme::BODY, theme::REGULAR, colours.text, ground),
            Self::Button => (theme::BODY, theme::MEDIUM, colours.text, colours.surface),
            Self::Danger => (theme::BODY, theme::MEDIUM, colours.bad, colours.surface),
            Self::Good => (theme::SMALL, theme::MEDIUM, colours.good, colours.surface),
            Self::Note => (theme::SMALL, theme::REGULAR, colours.muted, ground),
            Self::Way => (theme::BODY, theme::MEDIUM, colours.accent, ground),
            Self::SmallWay => (theme::SMALL, theme::MEDIUM, colours.accent, ground),
            Self::Link => (theme::BODY, theme::SEMIBOLD, colours.text, colours.surface),
        }
    }
}

/// Waits until a window says this.
pub fn reads(window: &Window<'_>, ink: Ink, sentence: &str) {
    window.wait_for_sight(&format!("{sentence:?}"), |picture| {
        says(picture, ink, sentence).then_some(())
    });
}

/// Clicks on the button with this text, once it is there.
pub fn press(window: &Window<'_>, text: &str) {
    press_in(window, Ink::Button, text);
}

/// Clicks on what has this text in this ink, once it is there.
pub fn press_in(window: &Window<'_>, ink: Ink, text: &str) {
    let end = window.wait_for_sight(&format!("{text:?}"), |picture| end_of(picture, ink, text));
    window.click((end.right - 4, end.line + 12));
}

/// Whether a picture shows a sentence in this ink, on one line or on several.
pub fn says(picture: &RgbaImage, ink: Ink, sentence: &str) -> bool {
    end_of(picture, ink, sentence).is_some()
}

/// Where a sentence ends, if a picture shows it.
pub fn end_of(picture: &RgbaImage, ink: Ink, sentence: &str) -> Option<End> {
    let mut words = sentence.split_whitespace();
    let mut ends = anywhere(picture, ink, words.next()?);
    for word in words {
        ends = behind(picture, ink, word, &ends);
    }
    ends.into_iter().next()
}

/// Where a word ends: the top of its line, and the column behind its ink.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct End {
    pub line: u32,
    pub right: u32,
}

/// The places where a word stands.
fn anywhere(picture: &RgbaImage, ink: Ink, word: &str) -> Vec<End> {
    let width = picture.width();
    // A picture is mostly ground: where the darkest part of the word may be is looked for first, by the
    // colour that tells them apart.
    let likely = |drawn: &Drawn| {
        let (x, y, Rgba(darkest)) = drawn.pixels[0];
        let colour = (0..3)
            .max_by_key(|colour| darkest[*colour].abs_diff(drawn.ground.0[*colour]))
            .unwrap();
        let (darkest, most) = (darkest[colour], drawn.most());
        let parts = &picture.as_raw()[colour..];
        let mut corners = Vec::new();
        // Plain loops: a test is not optimized, and this one looks at every pixel.
        let mut place = 0;
        while place * 4 < parts.len() {
            if parts[place * 4].abs_diff(darkest) <= most {
                let place = u32::try_from(place).unwrap();
                let left = (place % width).checked_sub(x);
                let top = (place / width).checked_sub(y);
                corners.extend(left.zip(top).filter(|(_, top)| *top >= drawn.top));
            }
            place += 1;
        }
        corners
    };
    find(picture, ink, word, likely)
}

/// The places where a word stands behind one that ends there: beside it, or on the next line.
fn behind(picture: &RgbaImage, ink: Ink, word: &str, ends: &[End]) -> Vec<End> {
    let step = ink.style().0.line as u32;
    let near = |drawn: &Drawn| {
        let near = ends.iter().flat_map(|end| {
            let beside = (end.right..end.right + 16).map(|left| (left, end.line + drawn.top));
            let below = (0..end.right).map(|left| (left, end.line + step + drawn.top));
            beside.chain(below).collect::<Vec<_>>()
        });
        near.collect()
    };
    find(picture, ink, word, near)
}

/// Those of the places, each the left upper corner of the ink, where a word stands.
fn find(
    picture: &RgbaImage,
    ink: Ink,
    word: &str,
    places: impl Fn(&Drawn) -> Vec<(u32, u32)>,
) -> Vec<End> {
    let mut found: Vec<End> = Vec::new();
    // Letters may begin at every quarter of a pixel. All places count: "in" stands in many a word.
    for quarter in 0..4 {
        let drawn = drawn(ink, word, quarter);
        let places = places(&drawn).into_iter();
        let here = places.filter(|(left, top)| drawn.is_at(picture, *left, *top));
        found.extend(here.map(|(left, top)| End {
            line: top - drawn.top,
            right: left + drawn.ink.width(),
        }));
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// A word as it is drawn.
struct Drawn {
    /// Its ink and nothing around it.
    ink: RgbaImage,
    /// How far below the top of the line the ink begins.
    top: u32,
    ground: Rgba<u8>,
    /// Its pixels and their places: the one first that differs most from the ground, then one that differs least, and so on
    /// by turns. What is not the word, be it even so dark, soon differs in one of them.
    pixels: Vec<(u32, u32, Rgba<u8>)>,
}

impl Drawn {
    /// How much a pixel may differ. Each letter of a line begins at a quarter of a pixel of its own: edges may be a
    /// little lighter or darker. Another letter differs by a whole stroke somewhere.
    fn most(&self) -> u8 {
        difference(self.pixels[0].2, self.ground) / 5 * 2
    }

    fn is_at(&self, picture: &RgbaImage, left: u32, top: u32) -> bool {
        let (width, height) = self.ink.dimensions();
        if left + width > picture.width() || top + height > picture.height() {
            return false;
        }
        let most = self.most();
        for (x, y, drawn) in &self.pixels {
            if difference(pixel(picture, left + x, top + y), *drawn) > most {
                return false;
            }
        }
        true
    }
}

/// A pixel, quickly.
fn pixel(picture: &RgbaImage, x: u32, y: u32) -> Rgba<u8> {
    let at = 4 * (y * picture.width() + x) as usize;
    let parts = picture.as_raw();
    Rgba([parts[at], parts[at + 1], parts[at + 2], parts[at + 3]])
}

/// How much two colours differ in the part of them that differs most.
fn difference(one: Rgba<u8>, other: Rgba<u8>) -> u8 {
    let (one, other) = (one.0, other.0);
    let part = |at: usize| one[at].abs_diff(other[at]);
    part(0).max(part(1)).max(part(2)).max(part(3))
}

/// A word that begins so many quarters of a pixel behind a whole one. What was drawn once is not drawn again.
fn drawn(ink: Ink, word: &str, quarter: u8) -> Rc<Drawn> {
    type Known = HashMap<(Ink, String, u8), Rc<Drawn>>;
    thread_local! {
        static KNOWN: RefCell<Known> = RefCell::default();
    }
    KNOWN.with_borrow_mut(|known| {
        let drawn = known.entry((ink, word.to_owned(), quarter));
        let drawn = drawn.or_insert_with(|| draw(ink, word, f32::from(quarter) / 4.0).into());
        Rc::clone(drawn)
    })
}

/// Draws a word that begins so far behind a whole pixel.
fn draw(ink: Ink, word: &str, behind: f32) -> Drawn {
    const MARGIN: f32 = 8.0;
    let (scale, font, colour, ground) = ink.style();
    let size = Size::new(
        word.len() as f32 * scale.size + 2.0 * MARGIN,
        scale.line + 2.0 * MARGIN,
    );
    let mut drawer = drawer();
    let content = text::scaled(word, scale, font).style(text::color(move |_| colour));
    let content =
        iced::widget::container(content).padding(Padding::new(MARGIN).left(MARGIN + behind));
    let mut ui = UserInterface::build(
        Element::<()>::from(content),
        size,
        Cache::default(),
        &mut drawer,
    );
    let style = renderer::Style { text_color: colour };
    ui.draw(
        &mut drawer,
        &Theme::Light,
        &style,
        mouse::Cursor::Unavailable,
    );
    let pixels = Size::new(size.width as u32, size.height as u32);
    let bytes = drawer.screenshot(pixels, 1.0, ground);
    // What is drawn lives in it.
    drop(ui);
    let picture = RgbaImage::from_raw(pixels.width, pixels.height, bytes).unwrap();
    let ground = *picture.get_pixel(0, 0);
    let marks = || {
        picture
            .enumerate_pixels()
            .filter(|(.., pixel)| **pixel != ground)
    };
    let left = marks().map(|(x, ..)| x).min().unwrap();
    let right = marks().map(|(x, ..)| x).max().unwrap();
    let top = marks().map(|(_, y, _)| y).min().unwrap();
    let bottom = marks().map(|(_, y, _)| y).max().unwrap();
    let ink = image::imageops::crop_imm(&picture, left, top, right - left + 1, bottom - top + 1);
    let ink = ink.to_image();
    let mut pixels: Vec<_> = ink
        .enumerate_pixels()
        .map(|(x, y, pixel)| (x, y, *pixel))
        .collect();
    pixels.sort_by_key(|(.., pixel)| u8::MAX - difference(*pixel, ground));
    let light = pixels.split_off(pixels.len().div_ceil(2));
    let mut light = light.into_iter().rev();
    let pixels = pixels
        .into_iter()
        .flat_map(|dark| [Some(dark), light.next()])
        .flatten()
        .collect();
    Drawn {
        pixels,
        ink,
        top: top - MARGIN as u32,
        ground,
    }
}

fn drawer() -> iced::Renderer {
    static FONTS: std::sync::Once = std::sync::Once::new();
    FONTS.call_once(|| {
        for font in theme::fonts() {
            let system = iced_test::renderer::graphics::text::font_system();
            system.write().unwrap().load_font(font);
        }
    });
    let settings = theme::settings();
    block_on(<iced::Renderer as Headless>::new(
        settings.default_font,
        settings.default_text_size,
        None,
    ))
    .unwrap()
}
