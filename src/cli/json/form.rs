//! A form in JSON: everything that it holds but secrets.

mod field;

use serde::Serialize;

use crate::domain::layout::{Page, Part, Section};
use crate::domain::{Form, Way};
use field::FieldBody;

#[derive(Debug, Serialize)]
pub(in crate::cli) struct FormBody {
    title: Option<String>,
    instructions: Vec<String>,
    url: Option<String>,
    /// How the answers are sent.
    way: &'static str,
    /// Whether the server takes invitations, and none was shown to it that it took.
    takes_invitations: bool,
    /// How many fields the server wants answered where it gives a choice of puzzles.
    #[serde(skip_serializing_if = "Option::is_none")]
    answers: Option<usize>,
    /// The pages on which it wants its fields, if it says so.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pages: Vec<SectionBody>,
    fields: Vec<FieldBody>,
}

impl FormBody {
    pub(in crate::cli) fn new(form: &Form) -> Self {
        let spare = form.spare_challenges();
        Self {
            title: form.title.clone(),
            instructions: form.instructions.clone(),
            url: form.link.as_ref().map(ToString::to_string),
            way: match form.way {
                Way::Legacy => "legacy",
                Way::DataForm => "data_form",
            },
            takes_invitations: form.invites,
            answers: form.answers,
            pages: if form.layout.is_empty() {
                Vec::new()
            } else {
                form.pages().iter().map(SectionBody::page).collect()
            },
            fields: form
                .fields
                .iter()
                .map(|field| FieldBody::new(field, spare.contains(&field.id)))
                .collect(),
        }
    }
}

/// A page, or a section of one.
#[derive(Debug, Serialize)]
struct SectionBody {
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    parts: Vec<PartBody>,
}

/// What stands on a page: exactly one of these, by its name.
#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
enum PartBody {
    Text(String),
    Field(String),
    Section(SectionBody),
}

impl SectionBody {
    fn page(page: &Page) -> Self {
        Self::new(page.title.as_deref(), &page.parts)
    }

    fn new(title: Option<&str>, parts: &[Part]) -> Self {
        Self {
            title: title.map(str::to_owned),
            parts: parts.iter().map(PartBody::from).collect(),
        }
    }
}

impl From<&Part> for PartBody {
    fn from(part: &Part) -> Self {
        match part {
            Part::Text(text) => Self::Text(text.clone()),
            Part::Field(id) => Self::Field(id.to_string()),
            Part::Section(Section { title, parts }) => {
                Self::Section(SectionBody::new(title.as_deref(), parts))
            }
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;
    use crate::domain::{Challenge, Field, Kind, Link, Media, MediaKind, MediaSource, Role, Work};

    /// Requirements 63, 65, 66, 68, 72 (XEP-0141, XEP-0158, XEP-0221): what a form holds of these is in the JSON.
    #[test]
    fn pages_puzzles_and_media_are_told_whole() {
        let mut picture = Field::new("ocr", Role::Captcha(Challenge::Ocr), Kind::Text);
        picture.media = vec![Media {
            kind: MediaKind::Picture,
            mime: "image/png".into(),
            sources: vec![
                MediaSource::Missing("sha1+00@bob.xmpp.org".into()),
                MediaSource::Bytes([1, 2, 3].as_slice().into()),
                MediaSource::Link(Link::parse("https://example.org/a.png")),
            ],
            size: Some((290, 80)),
        }];
        let question = Field::new("qa", Role::Captcha(Challenge::Question), Kind::Text);
        let work = Kind::Work(Work::parse("b79d").unwrap());
        let work = Field::new("SHA-256", Role::Captcha(Challenge::Hashcash), work);
        let fields = vec![picture, question, work];
        let mut form = Form::new(crate::domain::Purpose::NewAccount, Way::DataForm, fields);
        form.answers = Some(1);
        form.layout = vec![Page {
            title: Some("Puzzles".into()),
            parts: vec![
                Part::Text("Choose.".into()),
                Part::Section(Section {
                    title: None,
                    parts: vec![Part::Field("qa".into())],
                }),
            ],
        }];
        let json = serde_json::to_value(FormBody::new(&form)).unwrap();
        let parts = serde_json::json!([
            {"text": "Choose."}, {"section": {"parts": [{"field": "qa"}]}},
            {"field": "ocr"}, {"field": "SHA-256"},
        ]);
        let pages = serde_json::json!([{"title": "Puzzles", "parts": parts}]);
        assert_eq!(json["pages"], pages);
        assert_eq!(json["answers"], 1);
        assert_eq!(json["way"], "data_form");
        let [ocr, qa, work] = [0, 1, 2].map(|place| &json["fields"][place]);
        assert_eq!(ocr["challenge"], "ocr");
        let media = serde_json::json!([{
            "kind": "picture", "type": "image/png", "size": 3, "width": 290, "height": 80,
            "url": "https://example.org/a.png",
            "sources": ["cid:sha1+00@bob.xmpp.org", "bytes", "https://example.org/a.png"],
        }]);
        assert_eq!(ocr["media"], media);
        assert_eq!(
            (&qa["challenge"], &qa["role"]),
            (&"qa".into(), &"captcha".into())
        );
        assert_eq!((&work["kind"], &work["bits"]), (&"work".into(), &16.into()));
        assert_eq!(qa["spare"], true, "{json}");
    }
}
