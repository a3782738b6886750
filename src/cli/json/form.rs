//! A form in JSON: everything that it holds but secrets.

use serde::Serialize;

use crate::cli::words::is_secret;
use crate::domain::layout::{Page, Part, Section};
use crate::domain::{
    Choice, Datatype, Field, Form, Kind, Media, MediaKind, MediaSource, Role, Rules, Value, Way,
};

#[derive(Debug, Serialize)]
pub(in crate::cli) struct FormBody {
    title: Option<String>,
    instructions: Vec<String>,
    url: Option<String>,
    /// How the answers are sent.
    way: &'static str,
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

#[derive(Debug, Serialize)]
struct FieldBody {
    id: String,
    kind: &'static str,
    role: &'static str,
    /// The kind of puzzle.
    #[serde(skip_serializing_if = "Option::is_none")]
    challenge: Option<&'static str>,
    /// How many bits of work.
    #[serde(skip_serializing_if = "Option::is_none")]
    bits: Option<u32>,
    /// Whether another puzzle will do.
    #[serde(skip_serializing_if = "Option::is_none")]
    spare: Option<bool>,
    required: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    preset: Option<serde_json::Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    options: Option<Vec<OptionBody>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    many: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    open: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rules: Option<RulesBody>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    media: Vec<MediaBody>,
}

impl FieldBody {
    fn new(field: &Field, spare: bool) -> Self {
        let (options, many, open) = match &field.kind {
            Kind::Choice {
                options,
                many,
                open,
            } => {
                let options = options.iter().map(OptionBody::from).collect();
                (Some(options), Some(*many), Some(*open))
            }
            _ => (None, None, None),
        };
        Self {
            id: field.id.to_string(),
            kind: kind(&field.kind),
            role: role(field.role),
            challenge: match field.role {
                Role::Captcha(challenge) => Some(challenge.as_str()),
                _ => None,
            },
            bits: match &field.kind {
                Kind::Work(work) => Some(work.bits()),
                _ => None,
            },
            spare: spare.then_some(true),
            required: field.required,
            label: field.label.clone(),
            help: field.help.clone(),
            preset: preset(field),
            options,
            many,
            open,
            rules: RulesBody::new(&field.rules),
            media: field.media.iter().map(MediaBody::from).collect(),
        }
    }
}

/// What the server filled in, without what nobody else should see.
fn preset(field: &Field) -> Option<serde_json::Value> {
    if is_secret(field) {
        return None;
    }
    let one = matches!(field.kind, Kind::Choice { many: false, .. });
    match field.preset.as_ref()? {
        Value::Text(text) => Some(text.as_str().into()),
        Value::Secret(_) => None,
        Value::Toggle(on) => Some((*on).into()),
        Value::Many(values) if one => values.first().map(|value| value.as_str().into()),
        Value::Many(values) => Some(values.clone().into()),
    }
}

#[derive(Debug, Serialize)]
struct OptionBody {
    value: String,
    label: String,
}

impl From<&Choice> for OptionBody {
    fn from(choice: &Choice) -> Self {
        Self {
            value: choice.value.clone(),
            label: choice.label.clone(),
        }
    }
}

#[derive(Debug, Serialize)]
struct RulesBody {
    datatype: &'static str,
    /// The bits that a whole number has at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    bits: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    min: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pattern: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    least_chosen: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    most_chosen: Option<u32>,
}

impl RulesBody {
    fn new(rules: &Rules) -> Option<Self> {
        (*rules != Rules::default()).then(|| Self {
            datatype: match rules.datatype {
                Datatype::String => "string",
                Datatype::Integer => "integer",
                Datatype::Decimal => "decimal",
                Datatype::Date => "date",
                Datatype::Time => "time",
                Datatype::DateTime => "date_time",
                Datatype::Uri => "uri",
                Datatype::Language => "language",
            },
            bits: rules.bits,
            min: rules.min.clone(),
            max: rules.max.clone(),
            pattern: rules.pattern.clone(),
            least_chosen: rules.chosen.0,
            most_chosen: rules.chosen.1,
        })
    }
}

#[derive(Debug, Serialize)]
struct MediaBody {
    kind: &'static str,
    /// The MIME type.
    r#type: String,
    /// Bytes, where they came with the form.
    size: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    width: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    height: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    /// Where its bytes are, the best first: `bytes` if they came along, a link, or a `cid:` that was not sent.
    sources: Vec<String>,
}

impl From<&Media> for MediaBody {
    fn from(media: &Media) -> Self {
        Self {
            kind: match media.kind {
                MediaKind::Picture => "picture",
                MediaKind::Sound => "sound",
                MediaKind::Film => "film",
                MediaKind::Other => "other",
            },
            r#type: media.mime.clone(),
            size: media.sources.iter().find_map(|source| match source {
                MediaSource::Bytes(bytes) => Some(bytes.len()),
                _ => None,
            }),
            width: media.size.map(|(width, _)| width),
            height: media.size.map(|(_, height)| height),
            url: media.sources.iter().find_map(|source| match source {
                MediaSource::Link(link) => Some(link.to_string()),
                _ => None,
            }),
            sources: media
                .sources
                .iter()
                .map(|source| match source {
                    MediaSource::Bytes(_) => "bytes".to_owned(),
                    MediaSource::Link(link) => link.to_string(),
                    MediaSource::Missing(cid) => format!("cid:{cid}"),
                })
                .collect(),
        }
    }
}

fn kind(kind: &Kind) -> &'static str {
    match kind {
        Kind::Text => "text",
        Kind::Secret => "secret",
        Kind::Lines => "lines",
        Kind::Address => "jid",
        Kind::Addresses => "jids",
        Kind::Toggle => "toggle",
        Kind::Choice { .. } => "choice",
        Kind::Note => "note",
        Kind::Hidden => "hidden",
        Kind::Work(_) => "work",
    }
}

fn role(role: Role) -> &'static str {
    match role {
        Role::Username => "username",
        Role::Password => "password",
        Role::Email => "email",
        Role::Captcha(_) => "captcha",
        Role::Nick => "nick",
        Role::FullName => "name",
        Role::FirstName => "first",
        Role::LastName => "last",
        Role::Street => "address",
        Role::City => "city",
        Role::Region => "state",
        Role::PostalCode => "zip",
        Role::Phone => "phone",
        Role::WebPage => "url",
        Role::Date => "date",
        Role::Misc => "misc",
        Role::Text => "text",
        Role::Key => "key",
        Role::OldPassword => "old_password",
        Role::Other => "other",
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;
    use crate::domain::{Challenge, Link, Secret, Work};

    #[test]
    fn a_secret_that_a_server_filled_in_is_not_shown() {
        for (role, kind, value) in [
            (Role::Password, Kind::Text, Value::Text("hunter2".into())),
            (
                Role::Other,
                Kind::Secret,
                Value::Secret(Secret::from("hunter2")),
            ),
            (
                Role::Other,
                Kind::Text,
                Value::Secret(Secret::from("hunter2")),
            ),
        ] {
            let mut field = Field::new("x", role, kind);
            field.preset = Some(value);
            let json = serde_json::to_string(&FieldBody::new(&field, false)).unwrap();
            assert!(!json.contains("hunter2"), "{json}");
        }
    }

    #[test]
    fn a_single_choice_has_a_single_preset() {
        let choice = |many| Kind::Choice {
            options: Vec::new(),
            many,
            open: false,
        };
        for (many, shown) in [(false, r#""en""#), (true, r#"["en"]"#)] {
            let mut field = Field::new("lang", Role::Other, choice(many));
            field.preset = Some(Value::Many(vec!["en".into()]));
            assert_eq!(preset(&field).unwrap().to_string(), shown);
        }
    }

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
