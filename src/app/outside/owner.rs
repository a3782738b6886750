//! What the window asks on behalf of the owner of an account.

use crate::domain::{
    About, Credentials, FieldId, Form, Offer, Secret, Service, ServiceAddress, Submission,
};
use crate::engine::account::{AccountError, Owner};
use crate::engine::{Picture, PictureFault, Sound};

/// Something that is asked of an [`Owner`]; see its methods.
#[derive(Debug, Clone)]
pub enum Ask {
    /// [`Owner::sign_in`].
    SignIn,
    /// [`Owner::about`].
    About,
    /// [`Owner::record`].
    Record,
    /// [`Owner::change_record`].
    ChangeRecord(Form, Submission),
    /// [`Owner::change_password`].
    ChangePassword(Secret),
    /// [`Owner::change_password_with`].
    ChangePasswordWith(Form, Submission, Secret),
    /// [`Owner::delete`].
    Delete,
    /// [`Owner::delete_with`].
    DeleteWith(Form, Submission),
    /// [`Owner::services`].
    Services,
    /// [`Owner::ask_service`].
    Service(ServiceAddress),
    /// [`Owner::register_with`].
    Register(ServiceAddress, Form, Submission),
    /// [`Owner::unregister`].
    Unregister(ServiceAddress),
    /// [`Owner::unregister_with`].
    UnregisterWith(ServiceAddress, Form, Submission),
    /// [`Owner::pictures`].
    Pictures(Option<ServiceAddress>, Form),
    /// [`Owner::picture`].
    Picture(Option<ServiceAddress>, Form, FieldId),
    /// [`Owner::sound`].
    Sound(Option<ServiceAddress>, Form, FieldId),
}

/// What came of an [`Ask`].
#[derive(Debug, Clone)]
pub enum Answer {
    /// Of [`Ask::SignIn`]: what opened the account.
    SignedIn(Result<Credentials, AccountError>),
    /// Of [`Ask::About`].
    About(Result<About, AccountError>),
    /// Of [`Ask::Record`].
    Record(Result<Option<Form>, AccountError>),
    /// Of [`Ask::Services`].
    Services(Result<Vec<Service>, AccountError>),
    /// Of [`Ask::Service`].
    Service(Result<Offer, AccountError>),
    /// Of [`Ask::Pictures`] and [`Ask::Picture`]: by field.
    Pictures(Vec<(FieldId, Result<Picture, PictureFault>)>),
    /// Of [`Ask::Sound`].
    Sound(FieldId, Result<Sound, PictureFault>),
    /// Of everything else.
    Done(Result<(), AccountError>),
}

/// Does what is asked.
pub(super) async fn answer(owner: Owner, ask: Ask) -> Answer {
    match ask {
        Ask::SignIn => {
            let signed_in = owner.sign_in().await;
            Answer::SignedIn(signed_in.map(|()| owner.credentials()))
        }
        Ask::About => Answer::About(owner.about().await),
        Ask::Record => Answer::Record(owner.record().await),
        Ask::ChangeRecord(form, sent) => Answer::Done(owner.change_record(&form, sent).await),
        Ask::ChangePassword(new) => Answer::Done(owner.change_password(&new).await),
        Ask::ChangePasswordWith(form, sent, new) => {
            Answer::Done(owner.change_password_with(&form, sent, &new).await)
        }
        Ask::Delete => Answer::Done(owner.delete().await),
        Ask::DeleteWith(form, sent) => Answer::Done(owner.delete_with(&form, sent).await),
        Ask::Services => Answer::Services(owner.services().await),
        Ask::Service(service) => Answer::Service(owner.ask_service(&service).await),
        Ask::Register(service, form, sent) => {
            Answer::Done(owner.register_with(&service, &form, sent).await)
        }
        Ask::Unregister(service) => Answer::Done(owner.unregister(&service).await),
        Ask::UnregisterWith(service, form, sent) => {
            Answer::Done(owner.unregister_with(&service, &form, sent).await)
        }
        Ask::Pictures(from, form) => Answer::Pictures(owner.pictures(from.as_ref(), &form).await),
        Ask::Picture(from, form, field) => {
            let picture = owner.picture(from.as_ref(), &form, &field).await;
            Answer::Pictures(vec![(field, picture)])
        }
        Ask::Sound(from, form, field) => {
            let sound = owner.sound(from.as_ref(), &form, &field).await;
            Answer::Sound(field, sound)
        }
    }
}
