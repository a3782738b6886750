//! A picture for the reader of codes, which pays for every look at it.
//!
//! The reader (rqrr) was made for pictures that are meant well. In others it may panic, look for minutes, or want gigabytes:
//! all three of a corner pattern are tried with all others. It takes pictures of any type, though, so it is given one that ends
//! it, by unwinding, once it has looked often enough. That is counted, not timed: a picture that is read is read on any
//! computer.

use std::any::Any;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use image::{GenericImage, GenericImageView, GrayImage, Luma, Pixel as _};
use rqrr::PreparedImage;

/// The most corner patterns in one look at a picture; a code has three. The reader pairs each with all others.
const MOST_CORNERS: u32 = 300;

/// What the reader paints over a corner pattern.
const CORNER: u8 = 2;

/// How often it is asked whether anybody still wants to know, in looks at the picture.
const PATIENCE: u64 = 1 << 20;

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread is in the middle of what may panic, and is caught: nobody needs to hear of it.
#[must_use]
pub fn is_guarded() -> bool {
    GUARDED.get()
}

/// How much may be done to find the codes in one picture.
pub(super) struct Budget<'a> {
    left: Cell<u64>,
    stop: &'a dyn Fn() -> bool,
}

/// What was found.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Seen {
    /// What the codes say that could be read.
    pub(super) texts: Vec<String>,
    /// There is one that could not be read.
    pub(super) blurred: bool,
}

/// Why looking was ended before its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Enough {
    /// There are too many corner patterns in this view of the picture.
    Corners,
    /// The budget is used up, or nobody wants to know any more.
    Budget,
}

impl<'a> Budget<'a> {
    /// So many looks, until `stop` says that it is enough.
    pub(super) fn new(looks: u64, stop: &'a dyn Fn() -> bool) -> Self {
        Self {
            left: Cell::new(looks),
            stop,
        }
    }

    /// Whether there is nothing left.
    pub(super) fn is_spent(&self) -> bool {
        self.left.get() == 0
    }

    /// How much is left.
    #[cfg(test)]
    pub(super) fn left(&self) -> u64 {
        self.left.get()
    }

    fn spend(&self, looks: u64) {
        let before = self.left.get();
        let left = before.saturating_sub(looks);
        self.left.set(left);
        if left == 0 {
            enough(Enough::Budget);
        }
        if left / PATIENCE != before / PATIENCE && (self.stop)() {
            self.left.set(0);
            enough(Enough::Budget);
        }
    }
}

/// The codes in a picture, as far as the budget lasts. Each of its pixels is 1 if it is dark, else 0.
pub(super) fn look(picture: GrayImage, budget: &Budget<'_>) -> Seen {
    let was = GUARDED.replace(true);
    let mut seen = Seen::default();
    let looked = catch_unwind(AssertUnwindSafe(|| {
        let sheet = Sheet {
            picture,
            budget,
            corners: 0,
            painted: 0,
        };
        let mut prepared = PreparedImage::without_preparation(sheet);
        for code in prepared.detect_grids() {
            // Each by itself: one that is made to do harm does not hide the next.
            let text = guarded(|| code.decode().map(|(_, text)| text).ok());
            match text {
                Some(Some(text)) => seen.texts.push(text),
                Some(None) | None => seen.blurred = true,
            }
        }
    }));
    GUARDED.set(was);
    if let Err(why) = looked {
        tracing::debug!(why = %reason(&*why), "looking for codes was ended");
    }
    seen
}

/// The same, or `None` if it panicked. The end of the budget is handed on.
fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work))
        .map_err(|why| {
            if why.is::<Enough>() {
                resume_unwind(why);
            }
        })
        .ok()
}

fn enough(why: Enough) -> ! {
    resume_unwind(Box::new(why))
}

fn reason(why: &(dyn Any + Send)) -> &'static str {
    match why.downcast_ref() {
        Some(Enough::Corners) => "there are too many corner patterns",
        Some(Enough::Budget) => "it took too long",
        None => "the reader of codes has a fault",
    }
}

/// See the top of this file.
struct Sheet<'a> {
    picture: GrayImage,
    budget: &'a Budget<'a>,
    corners: u32,
    /// What was painted last.
    painted: u8,
}

impl Clone for Sheet<'_> {
    fn clone(&self) -> Self {
        // Copied in one go, which is that much faster than looking.
        self.budget.spend(self.picture.as_raw().len() as u64 / 16);
        Self {
            picture: self.picture.clone(),
            ..*self
        }
    }
}

impl GenericImageView for Sheet<'_> {
    type Pixel = Luma<u8>;

    fn dimensions(&self) -> (u32, u32) {
        // Some loops of the reader do no more than this.
        self.budget.spend(1);
        self.picture.dimensions()
    }

    fn get_pixel(&self, x: u32, y: u32) -> Luma<u8> {
        self.budget.spend(1);
        *self.picture.get_pixel(x, y)
    }
}

impl GenericImage for Sheet<'_> {
    fn get_pixel_mut(&mut self, x: u32, y: u32) -> &mut Luma<u8> {
        self.budget.spend(1);
        self.picture.get_pixel_mut(x, y)
    }

    fn put_pixel(&mut self, x: u32, y: u32, pixel: Luma<u8>) {
        self.budget.spend(1);
        let Luma([shade]) = pixel;
        // One corner pattern is painted without a break.
        if shade == CORNER && self.painted != CORNER {
            self.corners += 1;
            if self.corners > MOST_CORNERS {
                enough(Enough::Corners);
            }
        }
        self.painted = shade;
        self.picture.put_pixel(x, y, pixel);
    }

    fn blend_pixel(&mut self, x: u32, y: u32, pixel: Luma<u8>) {
        let mut under = self.get_pixel(x, y);
        under.blend(&pixel);
        self.put_pixel(x, y, under);
    }
}
