//! Sounds and films: bytes to be kept in a file and played by another program.

use std::{fmt, sync::Arc};

use super::PictureFault;

/// The most bytes of a sound or film: about a minute of speech, or some seconds of a small film.
pub(super) const MOST_BYTES: usize = 2 * 1024 * 1024;

/// A sound or film as the server gave it, at most 2 MiB. Nothing of it is decoded here.
#[derive(Clone, PartialEq, Eq)]
pub struct Sound {
    /// What is in the file.
    pub bytes: Arc<[u8]>,
    /// The type that its first bytes say, else the one that the server claims.
    pub mime: String,
}

impl Sound {
    /// Takes bytes for what they say they are.
    pub(super) fn read(bytes: Arc<[u8]>, claim: &str) -> Result<Self, PictureFault> {
        if bytes.is_empty() {
            return Err(PictureFault::Missing);
        }
        if bytes.len() > MOST_BYTES {
            return Err(PictureFault::TooLarge);
        }
        let mime = match sniff(&bytes, claim) {
            // The same thing has several names.
            Some(seen) if extension(seen) != extension(claim) => seen,
            _ if claim.is_empty() => "application/octet-stream",
            _ => claim,
        };
        Ok(Self {
            mime: mime.to_owned(),
            bytes,
        })
    }

    /// The ending of a file's name by which other programs know what is in it; `bin` if it is nothing known.
    ///
    /// It is one of a fixed list, in which nothing is that a system would run.
    #[must_use]
    pub fn extension(&self) -> &'static str {
        extension(&self.mime)
    }
}

impl fmt::Debug for Sound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sound({}, {} bytes)", self.mime, self.bytes.len())
    }
}

fn extension(mime: &str) -> &'static str {
    let plain = mime.split(';').next().unwrap_or_default().trim();
    match plain.to_ascii_lowercase().as_str() {
        "audio/wav" | "audio/x-wav" | "audio/wave" | "audio/vnd.wave" => "wav",
        "audio/mpeg" | "audio/mp3" | "audio/x-mp3" => "mp3",
        "audio/ogg" | "audio/opus" | "audio/vorbis" | "audio/x-speex" | "application/ogg" => "ogg",
        "audio/flac" | "audio/x-flac" => "flac",
        "audio/aac" => "aac",
        "audio/mp4" | "audio/x-m4a" => "m4a",
        "audio/amr" => "amr",
        "audio/basic" => "au",
        "audio/aiff" | "audio/x-aiff" => "aiff",
        "audio/webm" | "video/webm" => "webm",
        "video/mpeg" => "mpg",
        "video/mp4" => "mp4",
        "video/ogg" => "ogv",
        "video/x-msvideo" | "video/avi" => "avi",
        "video/quicktime" => "mov",
        _ => "bin",
    }
}

/// What the first bytes say. Where a container holds both, the claim tells a sound from a film.
fn sniff(bytes: &[u8], claim: &str) -> Option<&'static str> {
    let is_film = claim.trim().to_ascii_lowercase().starts_with("video/");
    let either = |film, sound| Some(if is_film { film } else { sound });
    let inner = bytes.get(8..12).unwrap_or_default();
    match bytes {
        [b'R', b'I', b'F', b'F', ..] if inner == b"WAVE" => Some("audio/x-wav"),
        [b'R', b'I', b'F', b'F', ..] if inner == b"AVI " => Some("video/x-msvideo"),
        [b'F', b'O', b'R', b'M', ..] if inner == b"AIFF" => Some("audio/aiff"),
        [_, _, _, _, b'f', b't', b'y', b'p', ..] if inner == b"qt  " => Some("video/quicktime"),
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => either("video/mp4", "audio/mp4"),
        [b'O', b'g', b'g', b'S', ..] => either("video/ogg", "audio/ogg"),
        [0x1a, 0x45, 0xdf, 0xa3, ..] => either("video/webm", "audio/webm"),
        [b'f', b'L', b'a', b'C', ..] => Some("audio/flac"),
        [b'#', b'!', b'A', b'M', b'R', ..] => Some("audio/amr"),
        [b'.', b's', b'n', b'd', ..] => Some("audio/basic"),
        [0, 0, 1, 0xb3 | 0xba, ..] => Some("video/mpeg"),
        [0xff, 0xf1 | 0xf9, ..] => Some("audio/aac"),
        [b'I', b'D', b'3', ..] | [0xff, 0xf2 | 0xf3 | 0xfa | 0xfb, ..] => Some("audio/mpeg"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(bytes: &[u8], claim: &str) -> (String, &'static str) {
        Sound::read(bytes.into(), claim)
            .map(|sound| {
                let extension = sound.extension();
                (sound.mime, extension)
            })
            .unwrap_or_default()
    }

    #[test]
    fn what_a_file_is_its_first_bytes_say() {
        let wav = b"RIFF\x24\0\0\0WAVEfmt ";
        for (bytes, claim, mime, extension) in [
            (&wav[..], "audio/x-wav", "audio/x-wav", "wav"),
            (wav, "audio/wav", "audio/wav", "wav"),
            (wav, "audio/mpeg", "audio/x-wav", "wav"),
            (wav, "image/svg+xml", "audio/x-wav", "wav"),
            (wav, "", "audio/x-wav", "wav"),
            (
                b"OggS\0",
                "audio/ogg; codecs=opus",
                "audio/ogg; codecs=opus",
                "ogg",
            ),
            (b"OggS\0", "video/ogg", "video/ogg", "ogv"),
            (b"\0\0\x01\xba", "video/mpeg", "video/mpeg", "mpg"),
            (b"\0\0\0\x20ftypisom", "Video/MP4", "Video/MP4", "mp4"),
            (b"\0\0\0\x20ftypM4A ", "audio/mp4", "audio/mp4", "m4a"),
            (b"ID3\x03", "audio/mp3", "audio/mp3", "mp3"),
        ] {
            assert_eq!(named(bytes, claim), (mime.to_owned(), extension), "{claim}");
        }
    }

    #[test]
    fn what_is_not_known_gets_a_name_that_nothing_runs() {
        for claim in [
            "application/x-sh",
            "text/html",
            "audio/../x.exe",
            "exe",
            "application/x-msdownload",
        ] {
            let (mime, extension) = named(b"#!/bin/sh\n", claim);
            assert_eq!((mime.as_str(), extension), (claim, "bin"));
        }
        assert_eq!(
            named(b"?", ""),
            ("application/octet-stream".to_owned(), "bin")
        );
        // Nothing known is in it, and the claim is a harmless one.
        assert_eq!(named(b"?", "audio/x-wav").1, "wav");
    }

    #[test]
    fn there_is_a_limit() {
        let of = |length| {
            Sound::read(vec![7; length].into(), "audio/x-wav").map(|sound| sound.bytes.len())
        };
        assert_eq!(of(MOST_BYTES), Ok(MOST_BYTES));
        assert_eq!(of(MOST_BYTES + 1), Err(PictureFault::TooLarge));
        assert_eq!(of(0), Err(PictureFault::Missing));
    }
}
