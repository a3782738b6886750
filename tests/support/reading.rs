//! Reads what a window says: draws the words as the program draws them, and looks for them in a picture of the screen.

use iced::{Color, Font, Padding, Size, mouse};
use iced_test::core::renderer::{self, Headless};
use iced_test::futures::futures::executor::block_on;
use iced_test::runtime::user_interface::{Cache, UserInterface};
use image::{Rgba, RgbaImage};
use vestibule::theme::{self, Element, Scale, Theme};
use vestibule::widget::text;

use crate::screen::Window;

/// How a text of the light theme is written: its step and weight, its colour and the ground under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
pub struct End {
    pub line: u32,
    pub right: u32,
}

/// The places where a word stands.
fn anywhere(picture: &RgbaImage, ink: Ink, word: &str) -> Vec<End> {
    let width = picture.width() as usize;
    // A picture is mostly ground: where the darkest part of the word may be is looked for first, by the
    // colour that tells them apart.
    let likely = |drawn: &Drawn| {
        let (x, y) = drawn.darkest;
        let darkest = drawn.ink.get_pixel(x, y).0;
        let colour = (0..3)
            .max_by_key(|colour| darkest[*colour].abs_diff(drawn.ground.0[*colour]))
            .unwrap();
        let most = drawn.most();
        let parts = picture.as_raw().iter().skip(colour).step_by(4).enumerate();
        let like = parts.filter(|(_, seen)| seen.abs_diff(darkest[colour]) <= most);
        let corners = like.filter_map(|(place, _)| {
            let left = u32::try_from(place % width).unwrap().checked_sub(x)?;
            let top = u32::try_from(place / width).unwrap().checked_sub(y)?;
            (top >= drawn.top).then_some((left, top))
        });
        corners.collect()
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
    // Letters may begin at every quarter of a pixel.
    for quarter in 0..4_u8 {
        let drawn = draw(ink, word, f32::from(quarter) / 4.0);
        let found: Vec<End> = places(&drawn)
            .into_iter()
            .filter(|(left, top)| drawn.is_at(picture, *left, *top))
            .map(|(left, top)| End {
                line: top - drawn.top,
                right: left + drawn.ink.width(),
            })
            .collect();
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

/// A word as it is drawn.
struct Drawn {
    /// Its ink and nothing around it.
    ink: RgbaImage,
    /// How far below the top of the line the ink begins.
    top: u32,
    ground: Rgba<u8>,
    /// The place in it that differs most from the ground.
    darkest: (u32, u32),
}

impl Drawn {
    /// How much a pixel may differ. Each letter of a line begins at a quarter of a pixel of its own: edges may be a
    /// little lighter or darker. Another letter differs by a whole stroke somewhere.
    fn most(&self) -> u8 {
        let (x, y) = self.darkest;
        difference(*self.ink.get_pixel(x, y), self.ground) / 5 * 2
    }

    fn is_at(&self, picture: &RgbaImage, left: u32, top: u32) -> bool {
        let (width, height) = self.ink.dimensions();
        if left + width > picture.width() || top + height > picture.height() {
            return false;
        }
        let (x, y) = self.darkest;
        let most = self.most();
        let alike = |x: u32, y: u32| {
            let seen = *picture.get_pixel(left + x, top + y);
            difference(seen, *self.ink.get_pixel(x, y)) <= most
        };
        alike(x, y) && (0..height).all(|y| (0..width).all(|x| alike(x, y)))
    }
}

/// How much two colours differ in the part of them that differs most.
fn difference(one: Rgba<u8>, other: Rgba<u8>) -> u8 {
    let parts = one.0.into_iter().zip(other.0);
    parts.map(|(one, other)| one.abs_diff(other)).max().unwrap()
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
    let (x, y, _) = ink
        .enumerate_pixels()
        .max_by_key(|(.., pixel)| difference(**pixel, ground))
        .unwrap();
    Drawn {
        darkest: (x, y),
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
