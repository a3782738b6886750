//! What the page is told, and what it asks for: the words between it and whoever talks to the server.

use std::path::PathBuf;

use crate::domain::{
    About, Address, Answers, FieldId, Form, Keeping, KeyringFault, Offer, Refusal, Secret, Service,
    ServiceAddress, Submission,
};
use crate::page::keepsake::Lost;
use crate::page::pending::Check;
use crate::page::server::Request;
use crate::widget::captcha::Picture;
use crate::words::trouble::Cause;

/// How one wants to sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The account.
    pub address: Address,
    /// Its password; `None` takes the one in the keyring.
    pub password: Option<Secret>,
    /// The password is to be put into the keyring.
    pub remember: bool,
    /// The way to the server.
    pub request: Request,
}

/// Something that is asked of the server.
#[derive(Debug)]
pub enum Order {
    /// To say what it has on record.
    Record,
    /// To change what it has on record: the answers to its form.
    ChangeRecord(Form, Submission),
    /// To make this the password.
    ChangePassword(Secret),
    /// The same with the answers to the server's own form. The password is the one that is wanted, should the form not ask
    /// for it.
    ChangePasswordWith(Form, Submission, Secret),
    /// To find out which password holds, after a change of which it is not known whether it was made.
    CheckPassword,
    /// To delete the account.
    Delete,
    /// The same with the answers to the server's own form.
    DeleteWith(Form, Submission),
    /// To find out whether the account is still there, after a deletion of which that is not known.
    CheckDeleted,
    /// To say which services there are.
    Services,
    /// To fetch the form of this service.
    Service(ServiceAddress),
    /// To register with this service, or to change what it has on record: the answers to its form.
    Register(ServiceAddress, Form, Submission),
    /// To cancel the registration with this service.
    Unregister(ServiceAddress),
    /// The same with the answers to the service's own form.
    UnregisterWith(ServiceAddress, Form, Submission),
}

/// What came of something.
#[derive(Debug, Clone)]
pub enum News {
    /// These accounts are remembered on this computer.
    Remembered(Vec<Address>),
    /// The keyring did not give the password: it has none, or this is why.
    NoPassword(Option<KeyringFault>),
    /// A sign-in was made.
    SignedIn {
        /// The account.
        address: Address,
        /// Where its password is.
        keeping: Keeping,
    },
    /// The password is there now.
    Kept(Keeping),
    /// No sign-in was made; with what can be handed on about it.
    NotSignedIn(Check, String),
    /// The password was refused; if it is lost, this becomes of it.
    Lost(Lost),
    /// What the server says of itself.
    About(About),
    /// What the server has on record, and what of its form the program can answer by itself; `None` if it does not tell.
    Record(Result<Option<(Form, Answers)>, Fault>),
    /// What became of a change of the record.
    RecordChanged(Result<(), Fault>),
    /// What became of a change of the password; where the new one is kept.
    PasswordChanged(Result<Keeping, Fault>),
    /// A later sign-in has shown that the change was not made, and that the old password holds.
    PasswordAsBefore,
    /// What became of a deletion.
    Deleted(Result<(), Fault>),
    /// A later sign-in has shown that the account is still there.
    NotDeleted,
    /// The services.
    Services(Result<Vec<Service>, Fault>),
    /// What this service answered when it was asked for its form.
    Service(ServiceAddress, Result<Offer, Fault>),
    /// What became of a registration with this service.
    Registered(ServiceAddress, Result<(), Fault>),
    /// What became of the cancellation of a registration with this service.
    Unregistered(ServiceAddress, Result<(), Fault>),
    /// A picture for this field of the form that is shown.
    Picture(FieldId, Picture),
    /// The sound or film of this field is in this file, or why it is not.
    Sound(FieldId, Result<PathBuf, String>),
    /// The password is no longer on this computer, or this is why it still is.
    Forgotten(Result<(), KeyringFault>),
    /// Nothing on this computer could open a link.
    NotOpened,
}

/// Why something was not done.
#[derive(Debug, Clone)]
pub enum Fault {
    /// The server said no. Of a form that came with that, the program can answer so much by itself.
    Refused(Box<Refusal>, Answers),
    /// The server does not let us in any more.
    NotIn(Check, String),
    /// Something was in the way, and nothing was done.
    NotDone(Cause, String),
    /// It was sent, and it is not known whether it was done.
    Unknown(Cause, String),
    /// The server said that the account is deleted, in these words if it had any, and still lets one in.
    StillThere(Option<String>),
}

/// Something that was sent and is not answered: closing the window now is a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// A change of the password.
    ChangePassword,
    /// A deletion.
    Delete,
    /// Something else.
    Other,
}
