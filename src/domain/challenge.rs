//! Captcha challenges: what kinds there are, and what has to be computed instead of answered (XEP-0158).

use sha2::{Digest as _, Sha256};

use super::MediaKind;

/// A kind of captcha challenge for a person (XEP-0158 section 6.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Challenge {
    /// `ocr`: characters in a picture are to be typed.
    Ocr,
    /// `qa`: a question in words.
    Question,
    /// `picture_recog`: what a picture shows.
    PictureRecognition,
    /// `picture_q`: a question about a picture.
    PictureQuestion,
    /// `speech_recog`: words that are spoken.
    SpeechRecognition,
    /// `speech_q`: a question that is spoken.
    SpeechQuestion,
    /// `audio_recog`: what a sound is the sound of.
    SoundRecognition,
    /// `video_recog`: what a film shows.
    FilmRecognition,
    /// `video_q`: a question about a film.
    FilmQuestion,
    /// `SHA-256`: a text to be computed, see [`Work`]; asked of the person only if it cannot be read.
    Hashcash,
    /// None of these: a question of a name of its own, in a form with a challenge.
    Other,
}

impl Challenge {
    const NAMED: [(&'static str, Self); 10] = [
        ("ocr", Self::Ocr),
        ("qa", Self::Question),
        ("picture_recog", Self::PictureRecognition),
        ("picture_q", Self::PictureQuestion),
        ("speech_recog", Self::SpeechRecognition),
        ("speech_q", Self::SpeechQuestion),
        ("audio_recog", Self::SoundRecognition),
        ("video_recog", Self::FilmRecognition),
        ("video_q", Self::FilmQuestion),
        ("SHA-256", Self::Hashcash),
    ];

    /// The kind of the challenge in a field of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let found = Self::NAMED.iter().find(|(known, _)| *known == name);
        found.map(|(_, kind)| *kind)
    }

    /// The name on the wire; `other` where the server has one of its own.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        let found = Self::NAMED.iter().find(|(_, known)| *known == self);
        found.map_or("other", |(name, _)| name)
    }

    /// What has to be seen or heard before it can be answered; `None` for a question in words.
    #[must_use]
    pub fn medium(self) -> Option<MediaKind> {
        match self {
            Self::Ocr | Self::PictureRecognition | Self::PictureQuestion => {
                Some(MediaKind::Picture)
            }
            Self::SpeechRecognition | Self::SpeechQuestion | Self::SoundRecognition => {
                Some(MediaKind::Sound)
            }
            Self::FilmRecognition | Self::FilmQuestion => Some(MediaKind::Film),
            Self::Question | Self::Hashcash | Self::Other => None,
        }
    }
}

/// Something to be computed as a challenge: a text whose SHA-256 ends in given bits (XEP-0158 section 6.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Work {
    /// The wanted end of the hash, four bits each.
    digits: Vec<u8>,
}

impl Work {
    /// The most bits that are computed at all.
    pub const MOST_BITS: u32 = 32;

    /// Reads the field's label: the wanted end of the hash in hexadecimal digits of either case. `None` if it is not that.
    #[must_use]
    pub fn parse(label: &str) -> Option<Self> {
        let digits: Vec<u8> = label
            .trim()
            .chars()
            .map(|digit| {
                digit
                    .to_digit(16)
                    .and_then(|digit| u8::try_from(digit).ok())
            })
            .collect::<Option<_>>()?;
        (1..=64).contains(&digits.len()).then_some(Self { digits })
    }

    /// How many bits are given. One more doubles the time that it takes.
    #[must_use]
    pub fn bits(&self) -> u32 {
        u32::try_from(self.digits.len() * 4).unwrap_or(u32::MAX)
    }

    /// Whether it takes seconds at most: then it is computed rather than that a person is asked something.
    #[must_use]
    pub fn is_light(&self) -> bool {
        self.bits() <= 24
    }

    /// Whether a text's hash ends as it should. That the text begins with the address that the form was asked from is
    /// not looked at here.
    #[must_use]
    pub fn is_done_by(&self, text: &str) -> bool {
        let hash = Sha256::digest(text.as_bytes());
        let halves = hash.iter().rev().flat_map(|byte| [byte & 0xf, byte >> 4]);
        self.digits
            .iter()
            .rev()
            .zip(halves)
            .all(|(wanted, half)| *wanted == half)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;

    #[test]
    fn challenges_are_known_by_their_names() {
        for (name, kind) in Challenge::NAMED {
            assert_eq!(Challenge::named(name), Some(kind));
            assert_eq!(kind.as_str(), name);
        }
        assert_eq!(Challenge::named("OCR"), None);
        assert_eq!(Challenge::Other.as_str(), "other");
    }

    /// Requirement 68 (XEP-0158 section 6.2).
    #[test]
    fn work_is_done_when_the_lowest_bits_fit() {
        // SHA-256 of "abc" ends in …f20015ad.
        for (label, done) in [
            ("ad", true),
            ("AD", true),
            ("5aD", true),
            (" 0015ad ", true),
            ("d", true),
            ("ae", false),
            ("4ad", false),
        ] {
            assert_eq!(
                Work::parse(label).unwrap().is_done_by("abc"),
                done,
                "{label}"
            );
        }
        assert_eq!(Work::parse("5ad").unwrap().bits(), 12);
    }

    /// Requirement 68: the example of XEP-0158 does not verify; it must not be taken for done.
    #[test]
    fn the_example_of_the_specification_is_not_done() {
        let work = Work::parse("e03d7").unwrap();
        assert!(!work.is_done_by("innocent@victim.com2450F06C173B05E3"));
    }

    #[test]
    fn what_is_not_hexadecimal_is_no_work() {
        for label in ["", " ", "xyz", "12 34", &"a".repeat(65)] {
            assert_eq!(Work::parse(label), None, "{label}");
        }
    }
}
