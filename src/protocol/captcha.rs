//! Captcha challenges in forms (XEP-0158): which fields are answers, which are only about the picture.

use crate::domain::{Field, Kind, Link, Media, MediaKind, MediaSource, Role, Scheme, Value};

/// Sorts out a form's captcha fields: answers get [`Role::Captcha`], what is about the picture is hidden and sent back
/// as it came, and challenges that nobody can answer in a window are left out where others will do.
///
/// Returns the page or picture that the server names as a fallback.
pub(super) fn sort(fields: &mut Vec<Field>) -> Option<Link> {
    let fallback = take_fallback(fields);
    let challenge = is_challenge(fields);
    for field in fields.iter_mut().filter(|field| field.is_question()) {
        if answerable(field.id.as_str()).is_some() {
            field.role = Role::Captcha;
        }
    }
    // A server may name its field as it likes: a question with a picture in a form with a challenge.
    if challenge && fields.iter().all(|field| field.role != Role::Captcha) {
        let asked = fields
            .iter_mut()
            .find(|field| field.role == Role::Other && field.is_question() && has_picture(field));
        if let Some(field) = asked {
            field.role = Role::Captcha;
        }
    }
    leave_out(fields);
    let mut asked: Vec<&mut Field> = fields
        .iter_mut()
        .filter(|field| field.role == Role::Captcha)
        .collect();
    // The only challenge has to be answered, whether the server says so or not (XEP-0158 section 3.2).
    if let [only] = asked.as_mut_slice()
        && challenge
    {
        only.required = true;
    }
    if let Some(link) = fallback
        .clone()
        .filter(|link| link.scheme() == Scheme::Https)
        && let Some(field) = asked.into_iter().find(|field| wants_picture(field))
    {
        add_source(field, link);
    }
    fallback
}

/// The fields of XEP-0158 section 6.3, and whether a person can answer them in a window that shows pictures.
fn answerable(var: &str) -> Option<bool> {
    match var {
        "ocr" | "qa" | "picture_q" | "picture_recog" => Some(true),
        "audio_recog" | "speech_q" | "speech_recog" | "video_q" | "video_recog" | "SHA-256" => {
            Some(false)
        }
        _ => None,
    }
}

/// Whether a form has a challenge in it, by what it sends along.
fn is_challenge(fields: &[Field]) -> bool {
    fields
        .iter()
        .filter(|field| field.kind == Kind::Hidden)
        .any(|field| match field.id.as_str() {
            "challenge" | "captcha-id" | "captchahidden" => true,
            "FORM_TYPE" => {
                matches!(&field.preset, Some(Value::Many(values)) if values.iter().any(|v| v == super::ns::CAPTCHA))
            }
            _ => false,
        })
}

/// Hides the fields that are about the picture (ejabberd), and returns the link in them.
fn take_fallback(fields: &mut [Field]) -> Option<Link> {
    let old = fields
        .iter()
        .any(|field| field.id.as_str() == "captchahidden");
    let mut link = None;
    for field in fields {
        let is_link = match field.id.as_str() {
            "captcha-fallback-url" => true,
            "captcha-fallback-text" => false,
            // ejabberd before 18.12
            "url" if old => true,
            _ => continue,
        };
        let value = match field.preset.take() {
            Some(Value::Text(text)) => vec![text],
            Some(Value::Many(values)) => values,
            _ => Vec::new(),
        };
        if is_link {
            link = link.or_else(|| {
                let link = Link::parse(value.first()?);
                link.can_open().then_some(link)
            });
        }
        *field = Field {
            preset: Some(Value::Many(value)),
            ..Field::new(field.id.as_str(), Role::Other, Kind::Hidden)
        };
    }
    link
}

/// Leaves out what can only be heard, watched or computed, where it may be left out and enough is left to answer.
fn leave_out(fields: &mut Vec<Field>) {
    let is_asked = |field: &Field| field.role == Role::Captcha;
    let can = |field: &Field| answerable(field.id.as_str()) != Some(false);
    if !fields.iter().any(|field| is_asked(field) && can(field)) {
        return;
    }
    // How many fields in all the server wants answered (XEP-0158 section 3.2): name and password count.
    let wanted = fields
        .iter()
        .find(|field| field.id.as_str() == "answers" && field.kind == Kind::Hidden)
        .and_then(|field| match &field.preset {
            Some(Value::Many(values)) => values.first()?.trim().parse::<usize>().ok(),
            _ => None,
        })
        .unwrap_or(1);
    let left = fields
        .iter()
        .filter(|field| field.is_question() && (!is_asked(field) || field.required || can(field)))
        .count();
    if left >= wanted {
        fields.retain(|field| !is_asked(field) || field.required || can(field));
    }
}

fn has_picture(field: &Field) -> bool {
    field
        .media
        .iter()
        .any(|media| media.kind == MediaKind::Picture)
}

/// Whether a challenge is about a picture, and none can be had so far.
fn wants_picture(field: &Field) -> bool {
    let about =
        has_picture(field) || matches!(field.id.as_str(), "ocr" | "picture_q" | "picture_recog");
    let usable = |source: &MediaSource| match source {
        MediaSource::Bytes(_) => true,
        MediaSource::Link(link) => link.scheme() == Scheme::Https,
        MediaSource::Missing(_) => false,
    };
    about
        && !field
            .media
            .iter()
            .any(|media| media.kind == MediaKind::Picture && media.sources.iter().any(usable))
}

fn add_source(field: &mut Field, link: Link) {
    let source = MediaSource::Link(link);
    let picture = field
        .media
        .iter_mut()
        .find(|media| media.kind == MediaKind::Picture);
    match picture {
        // Before those that cannot be had.
        Some(media) => media.sources.insert(0, source),
        None => field.media.push(Media {
            kind: MediaKind::Picture,
            mime: String::new(),
            sources: vec![source],
            size: None,
        }),
    }
}
