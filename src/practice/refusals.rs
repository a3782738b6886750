//! The ways to be refused, by user name, on the host that refuses on demand.

use minidom::Element;

use super::reply::No;

/// The refusal that somebody of this name asks for. `query` is what was sent.
pub(super) fn wanted(name: &str, query: &Element) -> Option<No> {
    let only = |kind, condition, code| No {
        kind,
        condition,
        code: Some(code),
        ..No::default()
    };
    Some(match name {
        "wait" => No::new(
            "wait",
            "resource-constraint",
            "Users are not allowed to register accounts so quickly",
        ),
        "policy" => No::new(
            "wait",
            "policy-violation",
            "Too many registrations, try again later.",
        ),
        "blocked" => No::new(
            "auth",
            "forbidden",
            "You are not allowed to register an account.",
        ),
        "forbidden" => only(Some("auth"), Some("forbidden"), "403"),
        "taken" => No::new(
            "cancel",
            "conflict",
            "The requested username already exists.",
        ),
        "code409" => only(None, None, "409"),
        "malformed" => No::new(
            "modify",
            "jid-malformed",
            "The requested username is invalid.",
        ),
        "weak" => No::new(
            "modify",
            "not-acceptable",
            "Password: This is too easy to guess.",
        ),
        "label" => No::new(
            "modify",
            "not-acceptable",
            "User name: This name is too short.\nE-mail: We need an address.",
        ),
        "missing" => No::new("modify", "bad-request", "There is something missing."),
        "closed" => No::new("cancel", "not-allowed", "Nobody can sign up any more."),
        "fault" => No::new(
            "wait",
            "internal-server-error",
            "The database is not there.",
        ),
        "strange" => No::new("cancel", "out-of-cheese", "There is no cheese."),
        "nothing" => No::default(),
        "languages" => No::new("modify", "not-acceptable", "")
            .text_in("de", "Dieser Name gefällt uns nicht.")
            .text_in("fr", "Ce nom ne nous plaît pas.")
            .text_in("en", "We do not like this name."),
        // What Openfire and ejabberd do: the password comes back with it.
        "echo" => No::new("cancel", "conflict", "The name is in use.").beside(query.clone()),
        _ => return None,
    })
}
