//! Captcha challenges in forms (XEP-0158): which fields are answers, which are only about the picture.

use crate::domain::{
    Challenge, Field, Kind, Link, Media, MediaKind, MediaSource, Role, Value, Work,
};

/// What a form says about its challenges as a whole.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Captcha {
    /// A page or picture that stands in for a challenge, where no field has room for it.
    pub(super) fallback: Option<Link>,
    /// How many fields in all are wanted (XEP-0158 section 3.2).
    pub(super) answers: Option<usize>,
}

/// Whether a field of that name is only about a challenge's picture (ejabberd): it is declared as a question or a note,
/// but nobody has to see it, and it is sent back as it came. `old` says that the form has the field [`OLD`].
pub(super) fn is_about_picture(var: &str, old: bool) -> bool {
    matches!(var, URL | "captcha-fallback-text") || (old && var == OLD_URL)
}

/// What tells a form of ejabberd before 18.12, in which the picture's link is an ordinary `url`.
pub(super) const OLD: &str = "captchahidden";

const URL: &str = "captcha-fallback-url";
const OLD_URL: &str = "url";

/// Sorts out a form's captcha fields: answers get [`Role::Captcha`], what is to be computed [`Kind::Work`].
pub(super) fn sort(fields: &mut [Field]) -> Captcha {
    let fallback = fallback(fields);
    let challenge = is_challenge(fields);
    for field in fields.iter_mut().filter(|field| field.is_question()) {
        let Some(kind) = Challenge::named(field.id.as_str()) else {
            continue;
        };
        field.role = Role::Captcha(kind);
        name_media(field, kind);
        let label = field.label.as_deref().unwrap_or_default();
        if kind == Challenge::Hashcash
            && field.kind == Kind::Text
            && let Some(work) = Work::parse(label)
        {
            field.kind = Kind::Work(work);
            field.preset = None;
        }
    }
    // A server may name its field as it likes: a question with a picture in a form with a challenge.
    if challenge && fields.iter().all(|field| !field.role.is_captcha()) {
        let asked = fields.iter_mut().find(|field| {
            field.role == Role::Other && field.is_question() && field.has_media(MediaKind::Picture)
        });
        if let Some(field) = asked {
            field.role = Role::Captcha(Challenge::Other);
        }
    }
    let mut asked: Vec<&mut Field> = fields
        .iter_mut()
        .filter(|field| field.role.is_captcha())
        .collect();
    // The only challenge has to be answered, whether the server says so or not (XEP-0158 section 3.2).
    if let [only] = asked.as_mut_slice()
        && challenge
    {
        only.required = true;
    }
    let is_seen = |field: &&mut Field| match field.role {
        Role::Captcha(Challenge::Other) => field.has_media(MediaKind::Picture),
        Role::Captcha(kind) => kind.medium() == Some(MediaKind::Picture),
        _ => false,
    };
    let pictured = asked.into_iter().find(is_seen);
    let fallback = match (fallback, pictured) {
        (Some(link), Some(field)) => {
            add_source(field, link);
            None
        }
        (fallback, _) => fallback,
    };
    Captcha {
        fallback,
        answers: answers(fields),
    }
}

/// Takes what a server does not name for what the challenge is about: characters are read from a picture.
fn name_media(field: &mut Field, kind: Challenge) {
    let Some(wanted) = kind.medium().filter(|wanted| !field.has_media(*wanted)) else {
        return;
    };
    let unnamed = field
        .media
        .iter_mut()
        .find(|media| media.kind == MediaKind::Other);
    if let Some(media) = unnamed {
        media.kind = wanted;
    }
}

/// The server's `answers`: hidden, and a number.
fn answers(fields: &[Field]) -> Option<usize> {
    let field = fields
        .iter()
        .find(|field| field.id.as_str() == "answers" && field.kind == Kind::Hidden)?;
    match &field.preset {
        Some(Value::Many(values)) => values.first()?.trim().parse().ok(),
        _ => None,
    }
}

/// Whether a form has a challenge in it, by what it sends along.
fn is_challenge(fields: &[Field]) -> bool {
    fields
        .iter()
        .filter(|field| field.kind == Kind::Hidden)
        .any(|field| match field.id.as_str() {
            "challenge" | "captcha-id" | OLD => true,
            "FORM_TYPE" => {
                matches!(&field.preset, Some(Value::Many(values)) if values.iter().any(|v| v == super::ns::CAPTCHA))
            }
            _ => false,
        })
}

/// The link in the fields that are about the picture.
fn fallback(fields: &[Field]) -> Option<Link> {
    let about = fields
        .iter()
        .filter(|field| field.kind == Kind::Hidden && matches!(field.id.as_str(), URL | OLD_URL));
    about
        .filter_map(|field| match &field.preset {
            Some(Value::Many(values)) => values.first().map(|url| Link::parse(url)),
            _ => None,
        })
        .find(Link::can_open)
}

/// Adds where a challenge's picture can be had besides: after all that came with it, but before what did not come.
fn add_source(field: &mut Field, link: Link) {
    let source = MediaSource::Link(link);
    let picture = field
        .media
        .iter_mut()
        .find(|media| media.kind == MediaKind::Picture);
    match picture {
        Some(media) => {
            let is_missing = |source: &MediaSource| matches!(source, MediaSource::Missing(_));
            let place = media.sources.iter().position(is_missing);
            let place = place.unwrap_or(media.sources.len());
            if !media.sources.contains(&source) {
                media.sources.insert(place, source);
            }
        }
        None => field.media.push(Media {
            kind: MediaKind::Picture,
            mime: String::new(),
            sources: vec![source],
            size: None,
        }),
    }
}
