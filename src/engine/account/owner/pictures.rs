//! Pictures, sounds and films of the forms that an owner gets.

use std::sync::Arc;

use futures::{
    FutureExt as _,
    future::{join_all, ready},
};

use super::Owner;
use crate::{
    domain::{FieldId, Form, ServiceAddress},
    engine::{
        Picture, PictureFault, Sound,
        media::{self, MOST_PICTURES, Way},
        stream::Answer,
    },
    protocol::media::{self as wire, Bits},
};

impl Owner {
    /// The pictures that belong to the fields of a form, each decoded or why it cannot be shown; of many the first 8,
    /// the others are [`PictureFault::Unasked`] and come by [`Self::picture`]. `from` is the service that sent the form, if that was not the own server.
    ///
    /// They are loaded as those of a sign-up: bytes in the form, then links (https alone, to public addresses), then what
    /// has to be asked for.
    pub async fn pictures(
        &self,
        from: Option<&ServiceAddress>,
        form: &Form,
    ) -> Vec<(FieldId, Result<Picture, PictureFault>)> {
        let way = self.way(from);
        let fields = form.fields.iter().filter_map(|field| {
            let sources = media::pictures(field);
            (!sources.is_empty()).then_some((field.id.clone(), sources))
        });
        let loading = fields.enumerate().map(|(place, (field, sources))| {
            if place >= MOST_PICTURES {
                return ready((field, Err(PictureFault::Unasked))).boxed();
            }
            let picture = self.0.media.picture(sources, &way);
            picture.map(|picture| (field, picture)).boxed()
        });
        join_all(loading).await
    }

    /// The picture of one field; if it has none of its own, the one behind the form's link.
    ///
    /// # Errors
    ///
    /// See [`PictureFault`].
    pub async fn picture(
        &self,
        from: Option<&ServiceAddress>,
        form: &Form,
        field: &FieldId,
    ) -> Result<Picture, PictureFault> {
        let sources = media::pictures_or_beside(form, field);
        self.0.media.picture(sources, &self.way(from)).await
    }

    /// The sound or film of one field.
    ///
    /// # Errors
    ///
    /// See [`PictureFault`].
    pub async fn sound(
        &self,
        from: Option<&ServiceAddress>,
        form: &Form,
        field: &FieldId,
    ) -> Result<Sound, PictureFault> {
        let sources = form.field(field).map(media::sounds).unwrap_or_default();
        self.0.media.sound(sources, &self.way(from)).await
    }

    /// The picture behind the link beside a form; [`PictureFault::NotAPicture`] if there is a page, for the browser.
    ///
    /// # Errors
    ///
    /// See [`PictureFault`].
    pub async fn link(&self, form: &Form) -> Result<Picture, PictureFault> {
        let sources = media::beside(form);
        self.0.media.picture(sources, &self.way(None)).await
    }

    /// How what belongs to a form is loaded that came from there.
    fn way(&self, from: Option<&ServiceAddress>) -> Way {
        let (owner, from) = (self.clone(), from.cloned());
        Way {
            route: Arc::clone(&self.0.route),
            asker: Arc::new(move |cid| {
                let (owner, from) = (owner.clone(), from.clone());
                async move { owner.bits(from, &cid).await }.boxed()
            }),
        }
    }

    /// Asks for the bytes of a content id (XEP-0231 section 2.3); their hash is checked.
    async fn bits(
        &self,
        from: Option<ServiceAddress>,
        cid: &str,
    ) -> Result<Arc<[u8]>, PictureFault> {
        let question = wire::ask(cid).ok_or(PictureFault::Missing)?;
        let domain = self.target().domain.to_string();
        let from = from.map_or(domain, |from| from.to_string());
        match self.ask(Some(&from), question).await {
            Ok(Answer::Result(iq)) => Bits::collect([&iq]).get(cid).ok_or(PictureFault::Missing),
            Ok(Answer::Refused(_)) => Err(PictureFault::Missing),
            Err(error) => Err(PictureFault::Unreachable(error.to_string())),
        }
    }
}
