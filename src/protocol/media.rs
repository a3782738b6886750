//! Pictures, sounds and films in forms: the media element (XEP-0221) and Bits of Binary (XEP-0231).

use std::{collections::BTreeMap, sync::Arc};

use base64::{
    Engine as _, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use minidom::Element;
use sha1::Sha1;
use sha2::{Digest as _, Sha256, Sha512};

use super::{ns, text, xml};
use crate::domain::{Link, Media, MediaKind, MediaSource};

/// The Bits of Binary that came with an answer, by content id; only those whose hash is right.
#[derive(Debug, Clone, Default)]
pub struct Bits(BTreeMap<String, Arc<[u8]>>);

impl Bits {
    /// Collects all `<data/>` within these elements, at any depth.
    #[must_use]
    pub fn collect<'a>(elements: impl IntoIterator<Item = &'a Element>) -> Self {
        let mut bits = BTreeMap::new();
        for element in elements {
            for data in xml::descendants(element, "data", ns::BOB) {
                if let Some((cid, bytes)) = read(data) {
                    let _ = bits.insert(cid, bytes);
                }
            }
        }
        Self(bits)
    }

    /// The bytes of a content id, `sha1+…@bob.xmpp.org`.
    #[must_use]
    pub fn get(&self, cid: &str) -> Option<Arc<[u8]>> {
        self.0.get(&ContentId::parse(cid)?.key()).cloned()
    }
}

/// The question for the bytes of a content id; goes into an iq of type `get` (XEP-0231 section 2.3). [`Bits`] reads the
/// answer. `None` for an id whose bytes could not be checked.
#[must_use]
pub fn ask(cid: &str) -> Option<Element> {
    let _ = ContentId::parse(cid)?;
    Some(xml::with(Element::bare("data", ns::BOB), "cid", cid.trim()))
}

/// Reads a field's media elements: one medium for each kind of thing, for a server may send the same as a picture and
/// as a sound.
#[must_use]
pub fn read_media(field: &Element, bits: &Bits) -> Vec<Media> {
    let mut all = Vec::new();
    for element in xml::children(field, "media", ns::MEDIA) {
        let mut media: Vec<Media> = Vec::new();
        let pixels = |name| {
            element
                .attr(name)
                .and_then(|text| text.trim().parse::<u32>().ok())
        };
        let size = pixels("width").zip(pixels("height"));
        for uri in xml::children(element, "uri", ns::MEDIA) {
            let mime = uri.attr("type").and_then(text::line).unwrap_or_default();
            let Some(source) = source(uri.text().trim(), bits) else {
                continue;
            };
            let kind = kind(&mime);
            match media.iter_mut().find(|media| media.kind == kind) {
                Some(known) => known.sources.push(source),
                None => media.push(Media {
                    kind,
                    mime,
                    sources: vec![source],
                    size,
                }),
            }
        }
        all.append(&mut media);
    }
    for media in &mut all {
        // Stable: what needs no network first, what cannot be had last.
        media.sources.sort_by_key(|source| match source {
            MediaSource::Bytes(_) => 0,
            MediaSource::Link(_) => 1,
            MediaSource::Missing(_) => 2,
        });
    }
    all
}

/// What a MIME type is the type of.
#[must_use]
pub fn kind(mime: &str) -> MediaKind {
    let major = mime.split('/').next().unwrap_or_default().trim();
    if major.eq_ignore_ascii_case("image") {
        MediaKind::Picture
    } else if major.eq_ignore_ascii_case("audio") {
        MediaKind::Sound
    } else if major.eq_ignore_ascii_case("video") {
        MediaKind::Film
    } else {
        MediaKind::Other
    }
}

fn source(uri: &str, bits: &Bits) -> Option<MediaSource> {
    if uri.is_empty() {
        return None;
    }
    let Some(cid) = strip_scheme(uri, "cid:") else {
        return Some(MediaSource::Link(Link::parse(uri)));
    };
    Some(match bits.get(cid) {
        Some(bytes) => MediaSource::Bytes(bytes),
        None => MediaSource::Missing(cid.to_owned()),
    })
}

fn strip_scheme<'a>(uri: &'a str, scheme: &str) -> Option<&'a str> {
    let head = uri.get(..scheme.len())?;
    head.eq_ignore_ascii_case(scheme)
        .then(|| &uri[scheme.len()..])
}

/// A hash and what it is of, as in `sha1+8f35…@bob.xmpp.org` (XEP-0231 section 2.5).
struct ContentId {
    algorithm: Algorithm,
    digest: Vec<u8>,
}

#[derive(Clone, Copy)]
enum Algorithm {
    Sha1,
    Sha256,
    Sha512,
}

impl ContentId {
    /// `None` for a hash that is not known here: its bytes could not be checked.
    fn parse(cid: &str) -> Option<Self> {
        let (local, _) = cid.trim().rsplit_once('@')?;
        let (name, digest) = local.split_once('+')?;
        let (algorithm, length) = match name.to_ascii_lowercase().as_str() {
            "sha1" | "sha-1" => (Algorithm::Sha1, 20),
            "sha256" | "sha-256" => (Algorithm::Sha256, 32),
            "sha512" | "sha-512" => (Algorithm::Sha512, 64),
            _ => return None,
        };
        let digest = unhex(digest).filter(|digest| digest.len() == length)?;
        Some(Self { algorithm, digest })
    }

    fn fits(&self, bytes: &[u8]) -> bool {
        match self.algorithm {
            Algorithm::Sha1 => Sha1::digest(bytes).as_slice() == self.digest,
            Algorithm::Sha256 => Sha256::digest(bytes).as_slice() == self.digest,
            Algorithm::Sha512 => Sha512::digest(bytes).as_slice() == self.digest,
        }
    }

    /// The same for all spellings of an id. Digests of different algorithms differ in length.
    fn key(&self) -> String {
        use std::fmt::Write as _;
        let mut key = String::with_capacity(self.digest.len() * 2);
        for byte in &self.digest {
            let _ = write!(key, "{byte:02x}");
        }
        key
    }
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| {
        char::from(byte)
            .to_digit(16)
            .and_then(|d| u8::try_from(d).ok())
    };
    if !text.len().is_multiple_of(2) {
        return None;
    }
    text.as_bytes()
        .chunks_exact(2)
        .map(|pair| Some(digit(pair[0])? << 4 | digit(pair[1])?))
        .collect()
}

fn read(data: &Element) -> Option<(String, Arc<[u8]>)> {
    let id = ContentId::parse(data.attr("cid")?)?;
    let bytes = unbase64(&data.text())?;
    id.fits(&bytes).then(|| (id.key(), bytes.into()))
}

/// Base64 as servers write it: wrapped, padded or not.
fn unbase64(text: &str) -> Option<Vec<u8>> {
    const LENIENT: GeneralPurpose = GeneralPurpose::new(
        &alphabet::STANDARD,
        GeneralPurposeConfig::new()
            .with_decode_padding_mode(DecodePaddingMode::Indifferent)
            .with_decode_allow_trailing_bits(true),
    );
    let dense: Vec<u8> = text.bytes().filter(|b| !b.is_ascii_whitespace()).collect();
    LENIENT.decode(dense).ok()
}
