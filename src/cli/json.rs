//! The JSON that verbs print. Its names are a promise: `docs/verbs.md` describes them.

use serde::Serialize;

use crate::domain::{
    Choice, Datatype, Field, Form, Kind, Media, MediaKind, MediaSource, Reason, Refusal, Role,
    Severity, Value, WebPage,
};

/// Everything that a verb may tell besides its outcome; what does not apply is left out.
#[derive(Debug, Default, Serialize)]
pub(super) struct Body {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) offer: Option<Offered>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) address: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) proof: Option<Proved>,
    #[serde(skip_serializing_if = "Option::is_none", flatten)]
    pub(super) form: Option<FormBody>,
    #[serde(skip_serializing_if = "Option::is_none", flatten)]
    pub(super) web: Option<WebBody>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) refusal: Option<RefusalBody>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) error: Option<ErrorBody>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) problems: Vec<ProblemBody>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) ignored: Vec<String>,
}

/// What the server answered when it was asked.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Offered {
    Form,
    Web,
    Closed,
    Registered,
}

/// Whether a sign-in has proved the new account.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Proved {
    SignedIn,
    Waiting,
    Untried,
    Nothing,
}

#[derive(Debug, Serialize)]
pub(super) struct FormBody {
    title: Option<String>,
    instructions: Vec<String>,
    url: Option<String>,
    fields: Vec<FieldBody>,
}

impl FormBody {
    pub(super) fn new(form: &Form) -> Self {
        Self {
            title: form.title.clone(),
            instructions: form.instructions.clone(),
            url: form.link.as_ref().map(ToString::to_string),
            fields: form.fields.iter().map(FieldBody::new).collect(),
        }
    }
}

#[derive(Debug, Serialize)]
pub(super) struct WebBody {
    url: String,
    instructions: Vec<String>,
}

impl From<&WebPage> for WebBody {
    fn from(page: &WebPage) -> Self {
        Self {
            url: page.link.to_string(),
            instructions: page.instructions.clone(),
        }
    }
}

#[derive(Debug, Serialize)]
struct FieldBody {
    id: String,
    kind: &'static str,
    role: &'static str,
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
    fn new(field: &Field) -> Self {
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
            required: field.required,
            label: field.label.clone(),
            help: field.help.clone(),
            preset: preset(field),
            options,
            many,
            open,
            rules: RulesBody::new(field),
            media: field.media.iter().map(MediaBody::from).collect(),
        }
    }
}

/// What the server filled in, without what nobody else should see.
fn preset(field: &Field) -> Option<serde_json::Value> {
    if field.kind == Kind::Secret || matches!(field.role, Role::Password | Role::OldPassword) {
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
    fn new(field: &Field) -> Option<Self> {
        let rules = &field.rules;
        (*rules != crate::domain::Rules::default()).then(|| Self {
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
        }
    }
}

#[derive(Debug, Serialize)]
pub(super) struct RefusalBody {
    reason: &'static str,
    condition: Option<String>,
    r#type: Option<&'static str>,
    server_text: Option<String>,
    fields: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    form: Option<FormBody>,
}

impl From<&Refusal> for RefusalBody {
    fn from(refusal: &Refusal) -> Self {
        Self {
            reason: reason(refusal.reason),
            condition: refusal.condition.clone(),
            r#type: refusal
                .error_type
                .map(crate::domain::refusal::ErrorType::as_str),
            server_text: refusal.server_text.clone(),
            fields: refusal.fields.iter().map(ToString::to_string).collect(),
            form: refusal.form.as_deref().map(FormBody::new),
        }
    }
}

/// What was in the way of a connection.
#[derive(Debug, Serialize)]
pub(super) struct ErrorBody {
    pub(super) kind: &'static str,
    /// For the log of whoever called: technical, in English.
    pub(super) detail: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) server_text: Option<String>,
}

/// What is wrong with an answer.
#[derive(Debug, Serialize)]
pub(super) struct ProblemBody {
    pub(super) field: String,
    pub(super) fault: &'static str,
    pub(super) severity: &'static str,
    pub(super) message: String,
}

pub(super) fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Block => "block",
        Severity::Warn => "warn",
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

fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::NameTaken => "taken",
        Reason::NameTakenPerhapsByUs => "taken_perhaps_by_us",
        Reason::NameNotAllowed => "name_not_allowed",
        Reason::PasswordNotAllowed => "password_not_allowed",
        Reason::AnswersNotAccepted => "answers_not_accepted",
        Reason::CaptchaWrong => "captcha_wrong",
        Reason::InvitationNeeded => "invitation_needed",
        Reason::Closed => "closed",
        Reason::Blocked => "blocked",
        Reason::TooMany => "too_many",
        Reason::ServerFault => "server_fault",
        Reason::WrongPassword => "wrong_password",
        Reason::NotAllowed => "not_allowed",
        Reason::Unknown => "unknown",
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
            let json = serde_json::to_string(&FieldBody::new(&field)).unwrap();
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
