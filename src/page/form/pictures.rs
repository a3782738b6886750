//! The pictures that belong to questions.

use super::State;
use crate::domain::{Field, FieldId, Link, MediaKind, MediaSource, Scheme};
use crate::widget::captcha::Picture;

impl State {
    /// The fields whose picture did not come with the form, but lies behind a link that a program may load from.
    #[must_use]
    pub fn unloaded_pictures(&self) -> Vec<FieldId> {
        let questions = self
            .form
            .fields
            .iter()
            .filter(|field| self.has_picture(field));
        questions
            .filter(|field| {
                let mut sources = field.media.iter().flat_map(|media| &media.sources);
                let beside = self.form.link.iter();
                let is_https = |link: &Link| link.scheme() == Scheme::Https;
                sources
                    .clone()
                    .all(|source| !matches!(source, MediaSource::Bytes(_)))
                    && (sources
                        .any(|source| matches!(source, MediaSource::Link(link) if is_https(link)))
                        || beside.into_iter().any(is_https))
            })
            .map(|field| field.id.clone())
            .collect()
    }

    /// A picture came, or did not: then this is why.
    pub fn picture(&mut self, field: FieldId, picture: Picture) {
        let _ = self.pictures.insert(field, picture);
    }

    /// Where the picture of a field lies, if it can be looked at elsewhere.
    pub(super) fn picture_link<'a>(&'a self, field: &'a Field) -> Option<&'a Link> {
        let sources = field.media.iter().flat_map(|media| &media.sources);
        let own = sources.filter_map(|source| match source {
            MediaSource::Link(link) => Some(link),
            MediaSource::Bytes(_) | MediaSource::Missing(_) => None,
        });
        own.chain(&self.form.link).find(|link| link.can_open())
    }

    pub(super) fn expect_pictures(&mut self) {
        self.pictures = self
            .form
            .fields
            .iter()
            .filter(|field| self.has_picture(field))
            .map(|field| (field.id.clone(), Picture::Loading))
            .collect();
    }

    /// Whether a picture belongs to a field: with it, or behind the form's own link.
    pub(super) fn has_picture(&self, field: &Field) -> bool {
        let shown = |kind| matches!(kind, MediaKind::Picture | MediaKind::Other);
        // `qa` is a question in words (XEP-0158 section 6.3).
        let beside = field.role.is_captcha()
            && field.media.is_empty()
            && field.id.as_str() != "qa"
            && self.form.link.is_some();
        beside || field.media.iter().any(|media| shown(media.kind))
    }
}
