//! Pictures, sounds and films of forms: from where a server says they are to something usable.

use std::sync::Arc;

use futures::{FutureExt as _, future::BoxFuture};
use tokio::sync::Semaphore;

use super::{
    Picture, PictureFault, Sound, bits,
    download::{self, Want},
    picture,
    route::Route,
};
use crate::domain::{Field, FieldId, Form, MediaKind, MediaSource, Scheme};

/// How many are loaded at a time: a form may name hundreds.
const AT_ONCE: usize = 4;

/// How many of a form's pictures are loaded unasked. Decoded, each may take 16 MiB, and a form may name the same small
/// file a thousand times.
pub(super) const MOST_PICTURES: usize = 8;

/// How many sources of one thing are tried.
const MOST_SOURCES: usize = 8;

/// Makes something usable of bytes and of what the server says they are.
type Reader<T> = fn(Arc<[u8]>, String) -> BoxFuture<'static, Result<T, PictureFault>>;

/// The bytes of a content id, asked of whoever named it.
type Asking = BoxFuture<'static, Result<Arc<[u8]>, PictureFault>>;

/// Who is asked for the bytes of a content id.
pub(super) type Asker = Arc<dyn Fn(String) -> Asking + Send + Sync>;

/// Where what belongs to a form is loaded from.
#[derive(Clone)]
pub(super) struct Way {
    /// How links are followed.
    pub(super) route: Arc<Route>,
    pub(super) asker: Asker,
}

impl Way {
    /// To a form of the own server, before any sign-in.
    pub(super) fn to_stranger(route: &Arc<Route>) -> Self {
        let asked = Arc::clone(route);
        Self {
            route: Arc::clone(route),
            asker: Arc::new(move |cid| {
                let route = Arc::clone(&asked);
                async move { bits::ask(&route, &cid).await }.boxed()
            }),
        }
    }
}

/// Loads what belongs to forms, a few at a time. Clones share that.
#[derive(Clone)]
pub(super) struct Loader(Arc<Semaphore>);

impl Default for Loader {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(AT_ONCE)))
    }
}

impl Loader {
    /// The picture of the first source that gives one; if none does, what is wrong with the first one.
    pub(super) fn picture(
        &self,
        sources: Vec<Source>,
        way: &Way,
    ) -> impl Future<Output = Result<Picture, PictureFault>> + Send + 'static {
        self.first(sources, Want::PICTURE, way, |bytes, _| {
            picture::decode(bytes).boxed()
        })
    }

    /// The sound or film of the first source that gives one.
    pub(super) fn sound(
        &self,
        sources: Vec<Source>,
        way: &Way,
    ) -> impl Future<Output = Result<Sound, PictureFault>> + Send + 'static {
        self.first(sources, Want::SOUND, way, |bytes, claim| {
            std::future::ready(Sound::read(bytes, &claim)).boxed()
        })
    }

    fn first<T: Send + 'static>(
        &self,
        sources: Vec<Source>,
        want: Want,
        way: &Way,
        read: Reader<T>,
    ) -> impl Future<Output = Result<T, PictureFault>> + Send + 'static {
        let lines = Arc::clone(&self.0);
        let way = way.clone();
        async move {
            let mut first = None;
            for Source { source, mime } in sources {
                let fault = match bytes(source, want, &way, &lines).await {
                    Ok(bytes) => match read(bytes, mime).await {
                        Ok(usable) => return Ok(usable),
                        Err(fault) => fault,
                    },
                    Err(fault) => fault,
                };
                tracing::debug!(%fault, "this source cannot be used");
                let _ = first.get_or_insert(fault);
            }
            Err(first.unwrap_or(PictureFault::Missing))
        }
    }
}

/// Where something is, and what the server says it is.
pub(super) struct Source {
    source: MediaSource,
    mime: String,
}

/// Where a field's pictures are.
pub(super) fn pictures(field: &Field) -> Vec<Source> {
    sources(field, &[MediaKind::Picture])
}

/// Where the picture of a field is; if it has none of its own, the one behind the form's link.
pub(super) fn pictures_or_beside(form: &Form, field: &FieldId) -> Vec<Source> {
    let own = form.field(field).map(pictures).unwrap_or_default();
    if own.is_empty() { beside(form) } else { own }
}

/// Where a field's sounds and films are.
pub(super) fn sounds(field: &Field) -> Vec<Source> {
    sources(field, &[MediaKind::Sound, MediaKind::Film])
}

/// Where a field's media of these kinds are: what is here already, then what is behind secure links, then what has to
/// be asked for; in the server's order otherwise. A link that may not be followed costs nothing to refuse.
fn sources(field: &Field, kinds: &[MediaKind]) -> Vec<Source> {
    let media = || {
        field
            .media
            .iter()
            .filter(|media| kinds.contains(&media.kind))
    };
    let mut all: Vec<Source> = media()
        .flat_map(|media| {
            media.sources.iter().map(|source| Source {
                source: source.clone(),
                mime: media.mime.clone(),
            })
        })
        .collect();
    all.sort_by_key(|Source { source, .. }| match source {
        MediaSource::Bytes(_) => 0,
        MediaSource::Link(link) if link.scheme() == Scheme::Https => 1,
        MediaSource::Link(_) => 2,
        MediaSource::Missing(_) => 3,
    });
    all.truncate(MOST_SOURCES);
    all
}

/// The link beside the form (XEP-0066 section 3).
pub(super) fn beside(form: &Form) -> Vec<Source> {
    form.link
        .clone()
        .map(|link| Source {
            source: MediaSource::Link(link),
            mime: String::new(),
        })
        .into_iter()
        .collect()
}

async fn bytes(
    source: MediaSource,
    want: Want,
    way: &Way,
    lines: &Semaphore,
) -> Result<Arc<[u8]>, PictureFault> {
    match source {
        MediaSource::Bytes(bytes) => Ok(bytes),
        MediaSource::Link(link) => {
            let _line = lines.acquire().await;
            download::load(link, want, &way.route.target).await
        }
        MediaSource::Missing(cid) => {
            let _line = lines.acquire().await;
            (way.asker)(cid).await
        }
    }
}
