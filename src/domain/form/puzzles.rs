//! Which challenges of a captcha form have to be answered (XEP-0158 section 3.2).

use super::{Answers, Form};
use crate::domain::{Challenge, Field, FieldId, Kind, Link, MediaSource, Scheme, Value, Work};

impl Form {
    /// The captcha challenges that a person answers, in the form's order.
    pub fn puzzles(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| field.is_puzzle())
    }

    /// The optional challenges that need not be shown at first: others are there that are easier, or that the program
    /// answers by itself. Who cannot read those takes one of these.
    #[must_use]
    pub fn spare_challenges(&self) -> Vec<FieldId> {
        let mut optional: Vec<&Field> = self.puzzles().filter(|field| !field.required).collect();
        optional.sort_by_key(|field| trouble(field));
        let light = |(_, work): &(FieldId, Work)| work.is_light();
        let computed = self.optional_work().filter(light).count();
        let shown = self.optional_challenges().saturating_sub(computed);
        optional
            .into_iter()
            .skip(shown)
            .map(|field| field.id.clone())
            .collect()
    }

    /// How many of the optional challenges have to be answered: the server's number counts all that is answered, and
    /// without one a single challenge will do.
    fn optional_challenges(&self) -> usize {
        let challenges = || self.fields.iter().filter(|field| field.role.is_captcha());
        let required = self.fields.iter().filter(|field| field.required).count();
        let wanted = self.answers.unwrap_or_default().saturating_sub(required);
        let least = usize::from(challenges().all(|field| !field.required));
        let optional = challenges().filter(|field| !field.required).count();
        wanted.max(least).min(optional)
    }

    fn optional_work(&self) -> impl Iterator<Item = (FieldId, Work)> {
        self.computed(false)
    }

    fn computed(&self, required: bool) -> impl Iterator<Item = (FieldId, Work)> {
        self.fields
            .iter()
            .filter_map(move |field| match &field.kind {
                Kind::Work(work) if field.required == required => {
                    Some((field.id.clone(), work.clone()))
                }
                _ => None,
            })
    }

    /// What has to be computed besides these answers: what is required, and of the rest as much as the answers fall
    /// short of.
    ///
    /// # Errors
    ///
    /// The challenge that should be answered, if too few are and computing does not make up for it.
    pub(super) fn work(&self, answers: &Answers) -> Result<Vec<(FieldId, Work)>, FieldId> {
        let is_answered = |field: &&Field| {
            let answer = answers.get(&field.id);
            answer.is_some_and(|answer| !answer.is_empty() && !is_blank(answer))
        };
        let optional = || self.puzzles().filter(|field| !field.required);
        let answered = optional().filter(is_answered).count();
        let missing = self.optional_challenges().saturating_sub(answered);
        let mut work: Vec<(FieldId, Work)> = self.computed(true).collect();
        let asked = work.len();
        let can = |(_, work): &(FieldId, Work)| work.bits() <= Work::MOST_BITS;
        work.extend(self.optional_work().filter(can).take(missing));
        if work.len() - asked == missing {
            return Ok(work);
        }
        let spare = self.spare_challenges();
        let mut open: Vec<&Field> = optional().filter(|field| !is_answered(field)).collect();
        open.sort_by_key(|field| spare.contains(&field.id));
        // None is left where all that is missing is too much to compute: the engine says so.
        match open.first() {
            Some(field) => Err(field.id.clone()),
            None => Ok(self
                .computed(true)
                .chain(self.optional_work().take(missing))
                .collect()),
        }
    }
}

/// How much trouble a challenge makes: those come last whose picture, sound or film cannot be had here.
fn trouble(field: &Field) -> (bool, Challenge) {
    let kind = match field.role {
        crate::domain::Role::Captcha(kind) => kind,
        _ => Challenge::Other,
    };
    let is_usable = |source: &MediaSource| match source {
        MediaSource::Bytes(_) | MediaSource::Missing(_) => true,
        MediaSource::Link(link) => Link::scheme(link) == Scheme::Https,
    };
    let lacking = kind.medium().is_some_and(|wanted| {
        !field
            .media
            .iter()
            .any(|media| media.kind == wanted && media.sources.iter().any(is_usable))
    });
    (lacking, kind)
}

fn is_blank(answer: &Value) -> bool {
    matches!(answer, Value::Text(text) if text.trim().is_empty())
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::super::tests::{account, answers, faults, form, sent};
    use super::*;
    use crate::domain::{Fault, Media, MediaKind, Role};

    fn challenge(id: &str, required: bool) -> Field {
        let kind = Challenge::named(id).unwrap();
        let picture = |kind| Media {
            kind,
            mime: String::new(),
            sources: vec![MediaSource::Bytes(vec![1].into())],
            size: None,
        };
        Field {
            required,
            media: kind.medium().map(picture).into_iter().collect(),
            ..Field::new(id, Role::Captcha(kind), Kind::Text)
        }
    }

    fn work(label: &str, required: bool) -> Field {
        Field {
            required,
            ..Field::new(
                "SHA-256",
                Role::Captcha(Challenge::Hashcash),
                Kind::Work(Work::parse(label).unwrap()),
            )
        }
    }

    fn ids(ids: &[FieldId]) -> Vec<&str> {
        ids.iter().map(FieldId::as_str).collect()
    }

    /// Requirement 65 (XEP-0158 section 3.2): of a choice as many as the server wants, name and password among them.
    #[test]
    fn enough_challenges_are_answered() {
        let all = |wanted, more: Vec<Field>| {
            let mut fields = account().fields;
            fields.truncate(3);
            fields.extend(more);
            Form {
                answers: wanted,
                ..form(fields)
            }
        };
        let optional = || {
            vec![
                challenge("audio_recog", false),
                challenge("qa", false),
                challenge("ocr", false),
            ]
        };
        let given = |more: &[(&str, &str)]| {
            let mut given = vec![("username", "juliet"), ("password", "swordfish")];
            given.extend(more);
            answers(&given)
        };
        for (wanted, spare) in [
            (None, vec!["qa", "audio_recog"]),
            (Some(1), vec!["qa", "audio_recog"]),
            (Some(3), vec!["qa", "audio_recog"]),
            (Some(4), vec!["audio_recog"]),
            (Some(5), vec![]),
            (Some(500), vec![]),
        ] {
            let form = all(wanted, optional());
            assert_eq!(ids(&form.spare_challenges()), spare, "{wanted:?}");
            let none = faults(&form, &given(&[]));
            assert_eq!(none.len(), 1, "{none:?}");
            assert_eq!(none[0].1, Fault::Empty);
            let one = form.check(&given(&[("audio_recog", "bell")]), false);
            assert_eq!(one.is_ok(), wanted.unwrap_or_default() < 4, "{wanted:?}");
            let three = given(&[("audio_recog", "bell"), ("qa", "19"), ("ocr", "x")]);
            assert!(form.check(&three, false).is_ok());
            assert!(form.check(&given(&[("qa", "  ")]), false).is_err());
        }
        // What is required is required, and then nothing else is.
        let form = all(None, vec![challenge("ocr", false), challenge("qa", true)]);
        assert_eq!(ids(&form.spare_challenges()), ["ocr"]);
        assert_eq!(faults(&form, &given(&[]))[0].0, "qa");
        assert!(form.check(&given(&[("qa", "19")]), false).is_ok());
    }

    /// Requirement 69 (XEP-0158 section 6.1): computed where nobody answered something else.
    #[test]
    fn what_can_be_computed_need_not_be_answered() {
        let light = form(vec![challenge("ocr", false), work("5ad", false)]);
        assert_eq!(ids(&light.spare_challenges()), ["ocr"]);
        let mut submission = light.check(&Answers::default(), false).unwrap();
        assert_eq!(submission.work().len(), 1);
        let asked = submission.work()[0].0.clone();
        assert!(!submission.done(&asked, "abd"));
        assert!(submission.done(&asked, "abc"));
        assert!(!submission.done(&asked, "abc"));
        assert!(submission.work().is_empty());
        assert_eq!(sent(&submission), [("SHA-256", vec!["abc"])]);
        let answered = light.check(&answers(&[("ocr", "x")]), false).unwrap();
        assert!(answered.work().is_empty());

        // What is too much is left to the person, unless it is required.
        let heavy = form(vec![challenge("ocr", false), work("0123456789", false)]);
        assert_eq!(ids(&heavy.spare_challenges()), Vec::<&str>::new());
        assert_eq!(faults(&heavy, &Answers::default())[0].0, "ocr");
        let required = form(vec![challenge("ocr", false), work("0123456789", true)]);
        assert_eq!(
            required
                .check(&Answers::default(), false)
                .unwrap()
                .work()
                .len(),
            1
        );
        // Of two, both where both are wanted.
        let both = Form {
            answers: Some(2),
            ..form(vec![challenge("ocr", false), work("5ad", false)])
        };
        assert_eq!(faults(&both, &Answers::default())[0].0, "ocr");
        assert_eq!(
            both.check(&answers(&[("ocr", "x")]), false)
                .unwrap()
                .work()
                .len(),
            1
        );
    }

    /// What cannot be seen here comes last.
    #[test]
    fn challenges_whose_picture_cannot_be_had_are_spare() {
        let far = |link: &str| Field {
            media: vec![Media {
                kind: MediaKind::Picture,
                mime: String::new(),
                sources: vec![MediaSource::Link(Link::parse(link))],
                size: None,
            }],
            ..challenge("ocr", false)
        };
        let spare = |link| {
            let form = form(vec![far(link), challenge("speech_q", false)]);
            ids(&form.spare_challenges()).join(" ")
        };
        assert_eq!(spare("https://a.example/p"), "speech_q");
        assert_eq!(spare("http://a.example/p"), "ocr");
    }
}
