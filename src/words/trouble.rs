//! What is in the way of a registration: one title and one sentence for each cause.

use crate::engine::{CertificateFault, Error};
use crate::i18n::{I18n, Key};

/// What is in the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// There is no such name.
    NotFound,
    /// The name could not be looked up: most likely there is no network.
    NoNetwork,
    /// The machine that answers does not serve this name.
    NotServed,
    /// Nobody listens there.
    Refused,
    /// There is no way to it.
    Unreachable,
    /// It did not answer in time.
    NoAnswer,
    /// The connection broke off.
    Lost,
    /// It broke off when something had been sent, and nobody can tell what became of that.
    Unknown,
    /// It offers no encryption.
    NoEncryption,
    /// Encryption was offered, and did not come about.
    Handshake,
    /// Its certificate is not good.
    Certificate(Fault),
    /// It sent something that is not valid.
    NotUnderstood,
    /// It lets nobody sign up from a program.
    Closed,
    /// It wants an invitation.
    InvitationNeeded,
    /// It does not let this person or network sign up.
    Blocked,
    /// Too many signed up.
    TooMany,
    /// It has a fault of its own.
    ServerFault,
    /// This program, or the computer it runs on, has a fault.
    OurFault,
}

/// What is wrong with a certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It ran out on this day, `YYYY-MM-DD`.
    Expired(String),
    /// It is valid from this day on only, `YYYY-MM-DD`.
    NotYet(String),
    /// It is for other names than this one.
    OtherName(Vec<String>),
    /// Nobody known vouches for it.
    Unknown,
    /// It was taken back.
    Revoked,
    /// Something else.
    Bad,
}

impl Cause {
    /// What kept a session from its end.
    #[must_use]
    pub fn of(error: &Error) -> Self {
        match error {
            Error::NotFound { .. } => Self::NotFound,
            Error::NoNetwork(_) => Self::NoNetwork,
            Error::ConnectionRefused(_) => Self::Refused,
            Error::Unreachable(_) => Self::Unreachable,
            Error::Certificate(fault) => Self::Certificate(Fault::of(fault)),
            Error::NoEncryption(_) => Self::NoEncryption,
            Error::Handshake(_) => Self::Handshake,
            Error::Stream { condition, .. } => match condition.as_str() {
                "host-unknown" | "host-gone" => Self::NotServed,
                "policy-violation" => Self::Blocked,
                "resource-constraint"
                | "system-shutdown"
                | "internal-server-error"
                | "remote-connection-failed" => Self::ServerFault,
                _ => Self::Lost,
            },
            Error::Lost(_) => Self::Lost,
            Error::Timeout(_) => Self::NoAnswer,
            Error::Malformed(_) => Self::NotUnderstood,
            Error::OutcomeUnknown { .. } => Self::Unknown,
            Error::Closed => Self::OurFault,
        }
    }

    /// What happened, in a few words.
    #[must_use]
    pub fn title(&self, i18n: &I18n, domain: &str) -> String {
        i18n.with(self.keys().0, [("domain", domain)])
    }

    /// Why, and what of the person's is lost or safe.
    #[must_use]
    pub fn sentence(&self, i18n: &I18n, domain: &str) -> String {
        let key = self.keys().1;
        match self {
            Self::Certificate(Fault::Expired(day) | Fault::NotYet(day)) => {
                let day = super::day(i18n, day);
                i18n.with(key, [("domain", domain), ("day", &day)])
            }
            Self::Certificate(Fault::OtherName(names)) if !names.is_empty() => {
                let names = names.join(", ");
                i18n.with(key, [("domain", domain), ("names", &names)])
            }
            _ => i18n.with(key, [("domain", domain)]),
        }
    }

    fn keys(&self) -> (Key, Key) {
        match self {
            Self::NotFound => (Key("trouble-not-found"), Key("trouble-not-found-why")),
            Self::NoNetwork => (Key("trouble-no-network"), Key("trouble-no-network-why")),
            Self::NotServed => (Key("trouble-not-served"), Key("trouble-not-served-why")),
            Self::Refused => (Key("trouble-refused"), Key("trouble-refused-why")),
            Self::Unreachable => (Key("trouble-unreachable"), Key("trouble-unreachable-why")),
            Self::NoAnswer => (Key("trouble-no-answer"), Key("trouble-no-answer-why")),
            Self::Lost => (Key("trouble-lost"), Key("trouble-lost-why")),
            Self::Unknown => (Key("trouble-unknown"), Key("trouble-unknown-why")),
            Self::NoEncryption => (
                Key("trouble-no-encryption"),
                Key("trouble-no-encryption-why"),
            ),
            Self::Handshake => (Key("trouble-handshake"), Key("trouble-handshake-why")),
            Self::Certificate(fault) => (Key("trouble-certificate"), fault.key()),
            Self::NotUnderstood => (
                Key("trouble-not-understood"),
                Key("trouble-not-understood-why"),
            ),
            Self::Closed => (Key("trouble-closed"), Key("trouble-closed-why")),
            Self::InvitationNeeded => (Key("trouble-invitation"), Key("trouble-invitation-why")),
            Self::Blocked => (Key("trouble-blocked"), Key("trouble-blocked-why")),
            Self::TooMany => (Key("trouble-too-many"), Key("trouble-too-many-why")),
            Self::ServerFault => (Key("trouble-server-fault"), Key("trouble-server-fault-why")),
            Self::OurFault => (Key("trouble-our-fault"), Key("trouble-our-fault-why")),
        }
    }
}

impl Fault {
    fn of(fault: &CertificateFault) -> Self {
        match fault {
            CertificateFault::Expired { until } => Self::Expired(until.clone()),
            CertificateFault::NotYetValid { from } => Self::NotYet(from.clone()),
            CertificateFault::WrongName { names } => Self::OtherName(names.clone()),
            CertificateFault::UnknownIssuer => Self::Unknown,
            CertificateFault::Revoked => Self::Revoked,
            CertificateFault::Other(_) => Self::Bad,
        }
    }

    fn key(&self) -> Key {
        match self {
            Self::Expired(_) => Key("certificate-expired"),
            Self::NotYet(_) => Key("certificate-not-yet"),
            Self::OtherName(names) if !names.is_empty() => Key("certificate-other-names"),
            Self::OtherName(_) => Key("certificate-other-name"),
            Self::Unknown => Key("certificate-unknown"),
            Self::Revoked => Key("certificate-revoked"),
            Self::Bad => Key("certificate-bad"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_with_a_certificate_is_told_whole() {
        let i18n = I18n::new(Some("en"));
        let told = |fault| Cause::of(&Error::Certificate(fault)).sentence(&i18n, "example.org");
        let until = "2026-11-03".to_owned();
        let expired = told(CertificateFault::Expired { until });
        assert!(expired.contains("3 November 2026"), "{expired}");
        let names = vec!["other.example".to_owned()];
        let other = told(CertificateFault::WrongName { names });
        assert!(other.contains("other.example"), "{other}");
    }

    #[test]
    fn a_stream_that_the_server_ended_is_judged_by_its_condition() {
        let cause = |condition: &str| {
            Cause::of(&Error::Stream {
                condition: condition.to_owned(),
                text: None,
            })
        };
        for (condition, expected) in [
            ("host-unknown", Cause::NotServed),
            ("policy-violation", Cause::Blocked),
            ("system-shutdown", Cause::ServerFault),
            ("undefined-condition", Cause::Lost),
        ] {
            assert_eq!(cause(condition), expected, "{condition}");
        }
    }
}
