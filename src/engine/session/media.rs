//! The pictures, sounds and films of a form.

use std::sync::Arc;

use futures::{FutureExt as _, StreamExt as _, future::BoxFuture, stream::FuturesUnordered};
use tokio::sync::Semaphore;

use crate::{
    domain::{Field, FieldId, Form, MediaKind, MediaSource, Scheme},
    engine::{
        Event, Picture, PictureFault, Sound, bits,
        download::{self, Want},
        picture,
        route::Route,
    },
};

/// How many are loaded at a time: a form may name hundreds.
const AT_ONCE: usize = 4;

/// How many of a form's pictures are loaded unasked. Decoded, each may take 16 MiB, and a form may name the same small
/// file a thousand times.
const MOST_PICTURES: usize = 8;

/// How many sources of one thing are tried.
const MOST_SOURCES: usize = 8;

/// Makes something usable of bytes and of what the server says they are.
type Reader<T> = fn(Arc<[u8]>, String) -> BoxFuture<'static, Result<T, PictureFault>>;

/// What is on its way, each as the event that it will be.
pub(super) struct Media {
    loading: FuturesUnordered<BoxFuture<'static, Event>>,
    lines: Arc<Semaphore>,
}

impl Default for Media {
    fn default() -> Self {
        Self {
            loading: FuturesUnordered::new(),
            lines: Arc::new(Semaphore::new(AT_ONCE)),
        }
    }
}

impl Media {
    /// Forgets what is on its way: it belongs to a form that is gone.
    pub(super) fn clear(&mut self) {
        self.loading.clear();
    }

    /// Gets the pictures of a form; of many the first ones, and the others when they are asked for.
    pub(super) fn show(&mut self, form: &Form, route: &Arc<Route>) {
        let mut left = MOST_PICTURES;
        for field in &form.fields {
            let sources = sources(field, &[MediaKind::Picture]);
            if sources.is_empty() {
                continue;
            }
            if left == 0 {
                let unasked = Event::Picture(field.id.clone(), Err(PictureFault::Unasked));
                self.loading.push(std::future::ready(unasked).boxed());
                continue;
            }
            left -= 1;
            self.picture(field.id.clone(), sources, route);
        }
    }

    /// Gets the picture of one field; if it has none of its own, the one behind the form's link.
    pub(super) fn load_picture(&mut self, field: FieldId, form: Option<&Form>, route: &Arc<Route>) {
        let mut sources = form
            .and_then(|form| form.field(&field))
            .map(|field| sources(field, &[MediaKind::Picture]))
            .unwrap_or_default();
        if sources.is_empty() {
            sources = beside(form);
        }
        self.picture(field, sources, route);
    }

    /// Gets the sound or film of one field.
    pub(super) fn load_sound(&mut self, field: FieldId, form: Option<&Form>, route: &Arc<Route>) {
        let sources = form
            .and_then(|form| form.field(&field))
            .map(|field| sources(field, &[MediaKind::Sound, MediaKind::Film]))
            .unwrap_or_default();
        let sound = self.first(sources, Want::SOUND, route, |bytes, claim| {
            std::future::ready(Sound::read(bytes, &claim)).boxed()
        });
        self.loading
            .push(sound.map(|sound| Event::Sound(field, sound)).boxed());
    }

    /// Looks what is behind the link beside the form.
    pub(super) fn load_link(&mut self, form: Option<&Form>, route: &Arc<Route>) {
        let picture = self.decoded(beside(form), route);
        self.loading.push(picture.map(Event::Link).boxed());
    }

    /// The next one that is here, or is known not to come.
    pub(super) async fn next(&mut self) -> Event {
        match self.loading.next().await {
            Some(event) => event,
            None => std::future::pending().await,
        }
    }

    fn picture(&mut self, field: FieldId, sources: Vec<Source>, route: &Arc<Route>) {
        let picture = self.decoded(sources, route);
        self.loading.push(
            picture
                .map(|picture| Event::Picture(field, picture))
                .boxed(),
        );
    }

    fn decoded(
        &self,
        sources: Vec<Source>,
        route: &Arc<Route>,
    ) -> impl Future<Output = Result<Picture, PictureFault>> + Send + 'static {
        self.first(sources, Want::PICTURE, route, |bytes, _| {
            picture::decode(bytes).boxed()
        })
    }

    /// The first source that gives something usable; if none does, what is wrong with the first one.
    fn first<T: Send + 'static>(
        &self,
        sources: Vec<Source>,
        want: Want,
        route: &Arc<Route>,
        read: Reader<T>,
    ) -> impl Future<Output = Result<T, PictureFault>> + Send + 'static {
        let lines = Arc::clone(&self.lines);
        let route = Arc::clone(route);
        async move {
            let mut first = None;
            for Source { source, mime } in sources {
                let fault = match bytes(source, want, &route, &lines).await {
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
struct Source {
    source: MediaSource,
    mime: String,
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
fn beside(form: Option<&Form>) -> Vec<Source> {
    let link = form.and_then(|form| form.link.clone());
    link.map(|link| Source {
        source: MediaSource::Link(link),
        mime: String::new(),
    })
    .into_iter()
    .collect()
}

async fn bytes(
    source: MediaSource,
    want: Want,
    route: &Route,
    lines: &Semaphore,
) -> Result<Arc<[u8]>, PictureFault> {
    match source {
        MediaSource::Bytes(bytes) => Ok(bytes),
        MediaSource::Link(link) => {
            let _line = lines.acquire().await;
            download::load(link, want, &route.target).await
        }
        MediaSource::Missing(cid) => {
            let _line = lines.acquire().await;
            bits::ask(route, &cid).await
        }
    }
}
