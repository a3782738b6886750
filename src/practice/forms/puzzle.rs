//! The forms with puzzles (XEP-0158, with XEP-0221 and XEP-0231 for what is seen and heard).

use minidom::Element;

use super::super::host::Journey;
use super::super::picture;
use super::super::puzzles::{Puzzle, Right};
use super::super::reply::{Field, cid, data, form, hex, holding, media, with_fields};
use super::super::sound;
use super::{person, told};
use crate::protocol::ns;

const PNG: &str = "image/png";
const WAV: &str = "audio/x-wav";
/// How many hexadecimal digits of a digest are given: 16 bits of work.
const WORK_DIGITS: usize = 4;

/// A form with puzzles for a host, with the name under which its answers are known, and what is right.
///
/// `None` where there is no puzzle, or no randomness.
pub(in super::super) fn pose(journey: Journey, name: &str) -> Option<(Element, Puzzle)> {
    let random = random()?;
    let challenges = match journey {
        Journey::Captcha | Journey::Old | Journey::Again => {
            vec![picture_puzzle(random)?.required()]
        }
        Journey::LaterPicture => vec![picture_puzzle(random)?.required().later()],
        Journey::Sound => vec![tones(random).required()],
        Journey::Question => vec![question(random).required()],
        Journey::Work => vec![work(journey.domain(), random).required()],
        Journey::Puzzles => vec![
            picture_puzzle(random)?,
            question(random),
            discs(random)?,
            tones(random),
            film(),
        ],
        _ => return None,
    };
    let mut bits: Vec<Element> = Vec::new();
    for challenge in &challenges {
        if let Some(Medium {
            bytes,
            mime,
            later: false,
        }) = &challenge.medium
        {
            bits.push(data(bytes, mime));
        }
    }
    let puzzle = Puzzle {
        right: challenges
            .iter()
            .filter_map(|challenge| Some((challenge.var, challenge.right.clone()?)))
            .collect(),
        tries: if journey == Journey::Question { 3 } else { 1 },
        picture: challenges
            .iter()
            .filter_map(|challenge| challenge.medium.as_ref())
            .find(|medium| medium.later)
            .map(|medium| medium.bytes.clone()),
        form: sheet(journey, name, challenges),
    };
    let query = holding(Element::bare("query", ns::REGISTER), puzzle.form.clone());
    Some((bits.into_iter().fold(query, holding), puzzle))
}

/// The field that has the puzzle's name in it.
pub(in super::super) fn name_field(journey: Journey) -> &'static str {
    if journey == Journey::Question {
        "captcha-id"
    } else {
        "challenge"
    }
}

fn sheet(journey: Journey, name: &str, challenges: Vec<Challenge>) -> Element {
    let hidden = |var: &str, value: &str| Field::new(var, "hidden", "").value(value);
    let x = match journey {
        Journey::Again => told(
            form("One more question"),
            "Before we let you in we want to know you better.",
        ),
        Journey::Puzzles => told(
            form("Sign up for practice"),
            "Solve one of the puzzles, whichever you like.",
        ),
        _ => form("Sign up for practice"),
    };
    let [form_type, username, password] = person();
    let form_type = match journey {
        Journey::Question | Journey::Again => form_type,
        _ => hidden("FORM_TYPE", ns::CAPTCHA),
    };
    let x = with_fields(x, [form_type, username, password]);
    let x = match journey {
        Journey::Again => with_fields(
            x,
            [Field::new("x-town", "text-single", "In which town do you live?").required()],
        ),
        Journey::Old => with_fields(
            x,
            [
                Field::new("", "fixed", "")
                    .value("If you don't see the CAPTCHA image here, visit the web page."),
                hidden("captchahidden", "workaround-for-psi"),
                Field::new("url", "text-single", "CAPTCHA web page")
                    .value(&format!("https://old.practice.test/captcha/{name}/image")),
            ],
        ),
        Journey::Puzzles => {
            // Name, password and one of the puzzles (XEP-0158 section 3.2).
            with_fields(x, [hidden("answers", "3")])
        }
        _ => x,
    };
    let x = with_fields(x, [hidden(name_field(journey), name)]);
    let x = match journey {
        Journey::Question => x,
        _ => with_fields(
            x,
            [hidden("from", journey.domain()), hidden("sid", "practice")],
        ),
    };
    with_fields(x, challenges.into_iter().map(Challenge::field))
}

/// One question to find out whether there is a person.
struct Challenge {
    var: &'static str,
    label: String,
    /// `None` if nobody can answer it: the film is nowhere.
    right: Option<Right>,
    required: bool,
    medium: Option<Medium>,
    /// Where else it can be seen.
    link: Option<(&'static str, &'static str)>,
}

struct Medium {
    bytes: Vec<u8>,
    mime: &'static str,
    /// Whether it is sent only when it is asked for.
    later: bool,
}

impl Challenge {
    fn new(var: &'static str, label: &str, right: Option<Right>) -> Self {
        Self {
            var,
            label: label.to_owned(),
            right,
            required: false,
            medium: None,
            link: None,
        }
    }

    fn with(mut self, bytes: Vec<u8>, mime: &'static str) -> Self {
        self.medium = Some(Medium {
            bytes,
            mime,
            later: false,
        });
        self
    }

    fn required(mut self) -> Self {
        self.required = true;
        self
    }

    fn later(mut self) -> Self {
        if let Some(medium) = &mut self.medium {
            medium.later = true;
        }
        self
    }

    fn field(self) -> Field {
        let mut field = Field::new(self.var, "text-single", &self.label);
        if let Some(Medium { bytes, mime, .. }) = &self.medium {
            field = field.with(media(&format!("cid:{}", cid(bytes)), mime));
        }
        if let Some((uri, mime)) = self.link {
            field = field.with(media(uri, mime));
        }
        if self.required {
            field.required()
        } else {
            field
        }
    }
}

fn picture_puzzle(random: [u8; 8]) -> Option<Challenge> {
    let drawn = picture::draw(random).ok()?;
    let right = Some(Right::Text(drawn.answer));
    Some(Challenge::new("ocr", "Enter the digits that you see", right).with(drawn.png, PNG))
}

fn discs(random: [u8; 8]) -> Option<Challenge> {
    let drawn = picture::discs(random).ok()?;
    let right = Some(Right::Text(drawn.answer));
    Some(
        Challenge::new("picture_recog", "How many discs are in the picture?", right)
            .with(drawn.png, PNG),
    )
}

fn tones(random: [u8; 8]) -> Challenge {
    let count = random[7] % 5 + 2;
    let right = Some(Right::Text(count.to_string()));
    Challenge::new("audio_recog", "How many tones do you hear?", right)
        .with(sound::tones(count), WAV)
}

fn question(random: [u8; 8]) -> Challenge {
    let (one, other) = (random[0] % 20, random[1] % 20);
    let right = Some(Right::Text((one + other).to_string()));
    Challenge::new("qa", &format!("Solve: {one} + {other}"), right)
}

fn film() -> Challenge {
    let link = ("https://puzzles.practice.test/film.mpeg", "video/mpeg");
    Challenge {
        link: Some(link),
        ..Challenge::new("video_q", "Answer the question in the film", None)
    }
}

fn work(start: &'static str, random: [u8; 8]) -> Challenge {
    let end = hex(&random)[..WORK_DIGITS].to_owned();
    let right = Right::Work {
        start,
        end: end.clone(),
    };
    Challenge::new("SHA-256", &end, Some(right))
}

fn random() -> Option<[u8; 8]> {
    let mut random = [0; 8];
    getrandom::fill(&mut random).ok()?;
    Some(random)
}
