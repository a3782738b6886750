//! Pictures: from the bytes of a stranger to plain pixels.

use std::io::Cursor;

use image::{ImageError, ImageFormat, ImageReader, Limits};

use super::{Picture, PictureFault};

/// The most pixels in a row or a column.
const MOST_PIXELS: u32 = 2048;

/// The most memory that a decoder may take, in bytes.
const MOST_MEMORY: u64 = 32 * 1024 * 1024;

/// The most bytes of an undecoded picture.
pub(super) const MOST_BYTES: usize = 256 * 1024;

/// Decodes a picture, away from the threads on which others wait.
pub(super) async fn decode(bytes: std::sync::Arc<[u8]>) -> Result<Picture, PictureFault> {
    tokio::task::spawn_blocking(move || read(&bytes))
        .await
        .unwrap_or(Err(PictureFault::NotAPicture))
}

/// Decodes a PNG, JPEG or WebP picture or the first one of a GIF. What it is, its first bytes say.
fn read(bytes: &[u8]) -> Result<Picture, PictureFault> {
    let format = image::guess_format(bytes).map_err(|_| PictureFault::NotAPicture)?;
    if !matches!(
        format,
        ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::WebP | ImageFormat::Gif
    ) {
        return Err(PictureFault::NotAPicture);
    }
    // After that: a long web page is no large picture.
    if bytes.len() > MOST_BYTES {
        return Err(PictureFault::TooLarge);
    }
    let reader = || {
        let mut limits = Limits::default();
        limits.max_image_width = Some(MOST_PIXELS);
        limits.max_image_height = Some(MOST_PIXELS);
        limits.max_alloc = Some(MOST_MEMORY);
        let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
        reader.limits(limits);
        reader
    };
    // Not every decoder keeps to the limits on its own.
    let (width, height) = reader().into_dimensions().map_err(|error| fault(&error))?;
    if width > MOST_PIXELS || height > MOST_PIXELS {
        return Err(PictureFault::TooLarge);
    }
    if width == 0 || height == 0 {
        return Err(PictureFault::NotAPicture);
    }
    let decoded = reader().decode().map_err(|error| fault(&error))?;
    let decoded = decoded.into_rgba8();
    Ok(Picture {
        width: decoded.width(),
        height: decoded.height(),
        rgba: decoded.into_raw().into(),
    })
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
    use image::{DynamicImage, RgbaImage};

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
        let wide = drawn(MOST_PIXELS + 1, 1, ImageFormat::Png);
        assert_eq!(read(&wide), Err(PictureFault::TooLarge));
        assert!(read(&drawn(MOST_PIXELS, 1, ImageFormat::Png)).is_ok());
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
