//! A field in JSON.

use serde::Serialize;

use crate::cli::words::is_secret;
use crate::domain::{
    Choice, Datatype, Field, Kind, Media, MediaKind, MediaSource, Role, Rules, Value,
};

#[derive(Debug, Serialize)]
pub(super) struct FieldBody {
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
    /// Whether what is filled in cannot be changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    fixed: Option<bool>,
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
    pub(super) fn new(field: &Field, spare: bool) -> Self {
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
            fixed: field.fixed.then_some(true),
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
    use crate::domain::Secret;

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
}
