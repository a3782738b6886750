//! What an `xmpp:` link is for that is not about signing up (XEP-0147, RFC 5122): told to the person where no program takes
//! it.

use super::Link;

/// What a chat program is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Errand {
    /// To open a conversation.
    Talk,
    /// To go into a room.
    Room,
    /// To add somebody to the contacts.
    Contact,
    /// Something else.
    Other,
}

impl Errand {
    /// What this link is for, and the address that it leads to, as it stands there: for people to read, once it is made plain.
    #[must_use]
    pub fn of(link: &Link) -> (Self, &str) {
        let text = link.as_str();
        let rest = text.split_once(':').map_or(text, |(_, rest)| rest);
        let rest = rest.split('#').next().unwrap_or_default();
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        // Before the address the account may stand that the link is for.
        let address = path.strip_prefix("//").map_or(path, |path| {
            path.split_once('/').map_or(path, |(_, address)| address)
        });
        let errand = match query.split(';').next().unwrap_or_default() {
            "" | "message" => Self::Talk,
            "join" => Self::Room,
            "subscribe" | "roster" => Self::Contact,
            _ => Self::Other,
        };
        (errand, address)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_link_is_for_is_read_from_it() {
        for (link, errand, address) in [
            (
                "xmpp:juliet@example.org",
                Errand::Talk,
                "juliet@example.org",
            ),
            (
                "XMPP:juliet@example.org?message;body=hi",
                Errand::Talk,
                "juliet@example.org",
            ),
            (
                "xmpp://me@a.example/room@chat.example?join",
                Errand::Room,
                "room@chat.example",
            ),
            (
                "xmpp:juliet@example.org?roster;preauth=T",
                Errand::Contact,
                "juliet@example.org",
            ),
            (
                "xmpp:juliet@example.org?subscribe#x",
                Errand::Contact,
                "juliet@example.org",
            ),
            ("xmpp:example.org?unregister", Errand::Other, "example.org"),
            ("xmpp:", Errand::Talk, ""),
        ] {
            assert_eq!(Errand::of(&Link::parse(link)), (errand, address), "{link}");
        }
    }
}
