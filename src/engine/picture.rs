//! Pictures: from the bytes of a stranger to plain pixels.

use std::io::Cursor;

use image::{DynamicImage, ImageError, ImageFormat, ImageReader, Limits};

use super::{Picture, PictureFault};

/// How much of a picture is taken on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bounds {
    /// The most bytes of an undecoded picture.
    pub(crate) bytes: usize,
    /// The most pixels in a row or a column.
    pub(crate) side: u32,
    /// The most pixels in all.
    pub(crate) pixels: u64,
    /// The most memory that a decoder may take, in bytes.
    pub(crate) memory: u64,
}

/// For a picture out of a form.
const SHOWN: Bounds = Bounds {
    bytes: MOST_BYTES,
    side: 2048,
    pixels: 2048 * 2048,
    memory: 32 * 1024 * 1024,
};

/// The most bytes of an undecoded picture out of a form.
pub(super) const MOST_BYTES: usize = 256 * 1024;

/// Decodes a picture, away from the threads on which others wait.
pub(super) async fn decode(bytes: std::sync::Arc<[u8]>) -> Result<Picture, PictureFault> {
    tokio::task::spawn_blocking(move || read(&bytes))
        .await
        .unwrap_or(Err(PictureFault::NotAPicture))
}

fn read(bytes: &[u8]) -> Result<Picture, PictureFault> {
    let decoded = open(bytes, &SHOWN)?.into_rgba8();
    Ok(Picture {
        width: decoded.width(),
        height: decoded.height(),
        rgba: decoded.into_raw().into(),
    })
}

/// What kind of picture these are the first bytes of, if it is one of those that [`open`] decodes.
pub(crate) fn kind(bytes: &[u8]) -> Option<ImageFormat> {
    image::guess_format(bytes).ok().filter(|format| {
        matches!(
            format,
            ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::WebP | ImageFormat::Gif
        )
    })
}

/// Decodes a PNG, JPEG or WebP picture or the first one of a GIF. What it is, its first bytes say.
pub(crate) fn open(bytes: &[u8], bounds: &Bounds) -> Result<DynamicImage, PictureFault> {
    let format = kind(bytes).ok_or(PictureFault::NotAPicture)?;
    // After that: a long web page is no large picture.
    if bytes.len() > bounds.bytes {
        return Err(PictureFault::TooLarge);
    }
    let reader = || {
        let mut limits = Limits::default();
        limits.max_image_width = Some(bounds.side);
        limits.max_image_height = Some(bounds.side);
        limits.max_alloc = Some(bounds.memory);
        let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
        reader.limits(limits);
        reader
    };
    // Not every decoder keeps to the limits on its own.
    let (width, height) = reader().into_dimensions().map_err(|error| fault(&error))?;
    let pixels = u64::from(width) * u64::from(height);
    if width > bounds.side || height > bounds.side || pixels > bounds.pixels {
        return Err(PictureFault::TooLarge);
    }
    if pixels == 0 {
        return Err(PictureFault::NotAPicture);
    }
    reader().decode().map_err(|error| fault(&error))
}

fn fault(error: &ImageError) -> PictureFault {
    match error {
        ImageError::Limits(_) => PictureFault::TooLarge,
        _ => PictureFault::NotAPicture,
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use image::RgbaImage;

    use super::*;

    fn drawn(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        let image = RgbaImage::from_pixel(width, height, [200, 10, 10, 255].into());
        let mut bytes = Cursor::new(Vec::new());
        let image = DynamicImage::ImageRgba8(image);
        match format {
            ImageFormat::Jpeg => DynamicImage::ImageRgb8(image.to_rgb8()),
            _ => image,
        }
        .write_to(&mut bytes, format)
        .unwrap();
        bytes.into_inner()
    }

    #[test]
    fn the_four_kinds_of_picture_are_shown() {
        for format in [
            ImageFormat::Png,
            ImageFormat::Jpeg,
            ImageFormat::WebP,
            ImageFormat::Gif,
        ] {
            let picture = read(&drawn(30, 20, format)).unwrap();
            assert_eq!((picture.width, picture.height), (30, 20), "{format:?}");
            assert_eq!(picture.rgba.len(), 30 * 20 * 4);
            assert!(picture.rgba[0] > 150 && picture.rgba[1] < 100, "{format:?}");
        }
    }

    #[test]
    fn a_picture_of_a_gigabyte_is_not_decoded() {
        let wide = drawn(SHOWN.side + 1, 1, ImageFormat::Png);
        assert_eq!(read(&wide), Err(PictureFault::TooLarge));
        assert!(read(&drawn(SHOWN.side, 1, ImageFormat::Png)).is_ok());
        let mut long = drawn(30, 20, ImageFormat::Png);
        long.resize(MOST_BYTES + 1, 0);
        assert_eq!(read(&long), Err(PictureFault::TooLarge));
    }

    #[test]
    fn what_is_no_picture_is_told() {
        let png = drawn(30, 20, ImageFormat::Png);
        let long = vec![b' '; MOST_BYTES + 1];
        for bytes in [
            &b""[..],
            b"hello",
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            &long,
            b"BM\0\0\0\0\0\0\0\0",
            &png[..20],
            &png[..png.len() / 2],
        ] {
            assert_eq!(read(bytes), Err(PictureFault::NotAPicture));
        }
    }
}
