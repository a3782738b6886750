//! The forms that come with a no, to be answered before it becomes a yes (XEP-0077 sections 3.2 and 3.3).

use minidom::Element;

use super::super::reply::{Field, form, with_fields};
use super::told;

/// What has to be answered before a password is changed (XEP-0077 section 3.3).
pub(in super::super) fn change_password() -> Element {
    let x = told(
        form("Change your password"),
        "We want to be sure that it is you.",
    );
    with_fields(
        x,
        [
            Field::new("FORM_TYPE", "hidden", "").value("jabber:iq:register:changepassword"),
            Field::new("username", "text-single", "User name").required(),
            Field::new("old_password", "text-private", "Old password").required(),
            Field::new("password", "text-private", "New password").required(),
            Field::new("x-sure", "boolean", "I am sure").required(),
        ],
    )
}

/// What has to be answered before an account is deleted (XEP-0077 section 3.2).
pub(in super::super) fn cancel() -> Element {
    let x = told(form("Delete your account"), "We are sorry to see you go.");
    with_fields(
        x,
        [
            Field::new("FORM_TYPE", "hidden", "").value("jabber:iq:register:cancel"),
            Field::new("username", "text-single", "User name").required(),
            Field::new("password", "text-private", "Password").required(),
            Field::new("x-why", "text-single", "Why do you leave?").required(),
        ],
    )
}
