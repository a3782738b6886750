//! The invitations of the practice server. They last as long as it does, however often they are used.

use super::host::Journey;

/// An invitation that the practice server has given out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ticket {
    /// For any name.
    Free,
    /// For one name.
    Named,
    /// From somebody who becomes a contact.
    Contact,
    /// Not good any more.
    Spent,
}

impl Ticket {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Free, Self::Named, Self::Contact, Self::Spent];

    /// A short name of it, for texts in other files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Free => "free",
            Self::Named => "named",
            Self::Contact => "contact",
            Self::Spent => "spent",
        }
    }

    /// The link with it, as somebody is given it.
    #[must_use]
    pub fn link(self) -> String {
        let domain = Journey::Invitation.domain();
        let token = self.token();
        match self {
            Self::Free | Self::Spent => format!("xmpp:{domain}?register;preauth={token}"),
            Self::Named => format!("xmpp:{NAMED}@{domain}?register;preauth={token}"),
            Self::Contact => format!("xmpp:romeo@{domain}?roster;preauth={token};ibr=y"),
        }
    }

    /// The one that a token stands for.
    pub(super) fn of(token: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ticket| ticket.token() == token)
    }

    /// The only name that it is good for.
    pub(super) fn only_name(self) -> Option<&'static str> {
        (self == Self::Named).then_some(NAMED)
    }

    fn token(self) -> &'static str {
        match self {
            Self::Free => "come-in",
            Self::Named => "for-juliet",
            Self::Contact => "from-romeo",
            Self::Spent => "too-late",
        }
    }
}

const NAMED: &str = "juliet";
