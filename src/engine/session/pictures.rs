//! The pictures of a form.

use futures::{FutureExt as _, StreamExt as _, future::BoxFuture, stream::FuturesUnordered};

use crate::{
    domain::{Field, FieldId, Form, Link, MediaKind, MediaSource, Scheme},
    engine::{Picture, PictureFault, Target, download, picture},
};

type Loaded = (FieldId, Result<Picture, PictureFault>);

/// The pictures that are on their way.
#[derive(Default)]
pub(super) struct Pictures(FuturesUnordered<BoxFuture<'static, Loaded>>);

impl Pictures {
    /// Forgets what is on its way: it belongs to a form that is gone.
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// Gets the pictures of a form that need no asking: those that came with it, and those behind a secure link.
    pub(super) fn show(&mut self, form: &Form, target: &Target) {
        for field in &form.fields {
            if let Some(source) = source(field) {
                self.get(field, source.clone(), target);
            }
        }
    }

    /// Gets the picture of one field; if it has none of its own, the one behind the form's link.
    pub(super) fn load(&mut self, field: &FieldId, form: &Form, target: &Target) {
        let Some(field) = form.field(field) else {
            return;
        };
        let beside = || form.link.clone().map(MediaSource::Link);
        if let Some(source) = source(field).cloned().or_else(beside) {
            self.get(field, source, target);
        }
    }

    /// The next picture that is here, or is known not to come.
    pub(super) async fn next(&mut self) -> Loaded {
        match self.0.next().await {
            Some(loaded) => loaded,
            None => std::future::pending().await,
        }
    }

    fn get(&mut self, field: &Field, source: MediaSource, target: &Target) {
        let field = field.id.clone();
        let roots = target.roots.clone();
        let allow_loopback = target.loopback_pictures;
        let load = async move {
            let bytes = match source {
                MediaSource::Bytes(bytes) => bytes,
                MediaSource::Link(link) => download::load(link, roots, allow_loopback).await?,
                MediaSource::Missing(_) => return Err(PictureFault::Missing),
            };
            picture::decode(bytes).await
        };
        self.0.push(load.map(|loaded| (field, loaded)).boxed());
    }
}

/// Where a field's picture is, if it has one: the first source that can be used, else the first one.
fn source(field: &Field) -> Option<&MediaSource> {
    let is_usable = |source: &&MediaSource| match source {
        MediaSource::Bytes(_) => true,
        MediaSource::Link(link) => is_secure(link),
        MediaSource::Missing(_) => false,
    };
    let all = || {
        field
            .media
            .iter()
            .filter(|media| media.kind == MediaKind::Picture)
            .flat_map(|media| &media.sources)
    };
    all().find(is_usable).or_else(|| all().next())
}

fn is_secure(link: &Link) -> bool {
    link.scheme() == Scheme::Https
}
