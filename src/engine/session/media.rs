//! The pictures, sounds and films of the form that is out.

use std::sync::Arc;

use futures::{FutureExt as _, StreamExt as _, future::BoxFuture, stream::FuturesUnordered};

use crate::{
    domain::{FieldId, Form},
    engine::{
        Event, PictureFault,
        media::{self, Loader, MOST_PICTURES, Source, Way},
        route::Route,
    },
};

/// What is on its way, each as the event that it will be.
#[derive(Default)]
pub(super) struct Media {
    loading: FuturesUnordered<BoxFuture<'static, Event>>,
    loader: Loader,
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
            let sources = media::pictures(field);
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
        let sources = form.map(|form| media::pictures_or_beside(form, &field));
        self.picture(field, sources.unwrap_or_default(), route);
    }

    /// Gets the sound or film of one field.
    pub(super) fn load_sound(&mut self, field: FieldId, form: Option<&Form>, route: &Arc<Route>) {
        let sources = form
            .and_then(|form| form.field(&field))
            .map(media::sounds)
            .unwrap_or_default();
        let sound = self.loader.sound(sources, &Way::to_stranger(route));
        self.loading
            .push(sound.map(|sound| Event::Sound(field, sound)).boxed());
    }

    /// Looks what is behind the link beside the form.
    pub(super) fn load_link(&mut self, form: Option<&Form>, route: &Arc<Route>) {
        let sources = form.map(media::beside).unwrap_or_default();
        let picture = self.loader.picture(sources, &Way::to_stranger(route));
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
        let picture = self.loader.picture(sources, &Way::to_stranger(route));
        self.loading.push(
            picture
                .map(|picture| Event::Picture(field, picture))
                .boxed(),
        );
    }
}
