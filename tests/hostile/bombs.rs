//! Pictures that do harm, or are none.

use std::fmt::Write as _;

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use image::{DynamicImage, GrayImage, ImageFormat};
use sha1::{Digest as _, Sha1};

/// Pictures that cannot be shown, or must not.
pub fn pictures() -> Vec<(String, Vec<u8>)> {
    let small = good();
    let mut all = vec![
        ("a picture of nothing".to_owned(), Vec::new()),
        (
            "a picture of noise".to_owned(),
            (0..=255).cycle().take(9000).collect(),
        ),
        (
            "a picture that is a drawing".to_owned(),
            b"<svg xmlns='http://www.w3.org/2000/svg'><script>x</script></svg>".to_vec(),
        ),
        (
            "a picture that is a program".to_owned(),
            b"MZ\x90\0\x03\0\0\0".to_vec(),
        ),
        // 16 million pixels in some kilobytes.
        (
            "a PNG of 5 000 x 5 000".to_owned(),
            encoded(5000, 5000, ImageFormat::Png),
        ),
        (
            "a GIF of 5 000 x 5 000".to_owned(),
            encoded(5000, 5000, ImageFormat::Gif),
        ),
        (
            "a wide PNG".to_owned(),
            encoded(60_000, 1, ImageFormat::Png),
        ),
        (
            "a tall PNG".to_owned(),
            encoded(1, 60_000, ImageFormat::Png),
        ),
    ];
    for (width, height) in [
        (0x7fff_ffff, 0x7fff_ffff),
        (0xffff_ffff, 1),
        (0, 0),
        (100_000, 100_000),
        (2049, 1),
    ] {
        all.push((
            format!("a PNG that claims {width} x {height}"),
            claims(&small, width, height),
        ));
    }
    // Of the last bytes none is part of the picture.
    for cut in (0..small.len() / 2).step_by(5) {
        all.push((
            format!("a PNG that ends after {cut} bytes"),
            small[..cut].to_vec(),
        ));
    }
    let mut flipped = small.clone();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 0xff;
    all.push(("a PNG with a wrong byte".to_owned(), flipped));
    for (name, start) in [
        ("a JPEG of nothing", b"\xff\xd8\xff\xe0".as_slice()),
        ("a GIF of nothing", b"GIF89a\xff\xff\xff\xff\0\0\0"),
        ("a WebP of nothing", b"RIFF\xff\xff\xff\xffWEBPVP8 "),
    ] {
        all.push((name.to_owned(), start.to_vec()));
    }
    all
}

/// A picture with which nothing is wrong.
pub fn good() -> Vec<u8> {
    let good = encoded(8, 8, ImageFormat::Png);
    assert_eq!(claims(&good, 8, 8), good);
    good
}

fn encoded(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let image = DynamicImage::ImageLuma8(GrayImage::new(width, height));
    let mut bytes = std::io::Cursor::new(Vec::new());
    if format == ImageFormat::Gif {
        // No encoder is at hand: the head of one is enough to be judged.
        let side = |side: u32| u16::try_from(side).unwrap().to_le_bytes();
        let mut gif = b"GIF89a".to_vec();
        gif.extend(side(width));
        gif.extend(side(height));
        gif.extend(b"\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0");
        gif.extend(side(width));
        gif.extend(side(height));
        gif.extend(b"\0\x02\x02\x44\x01\0;");
        return gif;
    }
    image.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// The same PNG with another size in its head.
fn claims(png: &[u8], width: u32, height: u32) -> Vec<u8> {
    let mut png = png.to_vec();
    png[16..20].copy_from_slice(&width.to_be_bytes());
    png[20..24].copy_from_slice(&height.to_be_bytes());
    let sum = crc(&png[12..29]).to_be_bytes();
    png[29..33].copy_from_slice(&sum);
    png
}

/// The check sum of PNG (ISO 3309).
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 {
                (crc >> 1) ^ 0xedb8_8320
            } else {
                crc >> 1
            }
        })
    })
}

/// A form with this picture in it, in as many bytes as a stanza may have.
pub fn with_picture(bytes: &[u8]) -> String {
    let mut hash = String::new();
    for byte in Sha1::digest(bytes) {
        write!(hash, "{byte:02x}").unwrap();
    }
    format!(
        "<iq type='result' id='%ID%' from='faults.test'><query xmlns='jabber:iq:register'>\
         <x xmlns='jabber:x:data' type='form'><field var='username' type='text-single'/>\
         <field var='password' type='text-private'/><field var='ocr' type='text-single'>\
         <media xmlns='urn:xmpp:media-element'><uri type='image/png'>cid:sha1+{hash}@bob.xmpp.org</uri></media>\
         </field></x><data xmlns='urn:xmpp:bob' cid='sha1+{hash}@bob.xmpp.org' type='image/png'>{}</data>\
         </query></iq>",
        BASE64.encode(bytes)
    )
}
