//! What is in the way of a registration: one title and one sentence for each cause.

mod owner;

use crate::domain::Reason;
use crate::engine::{CertificateFault, Error, ProxyFault};
use crate::i18n::{I18n, Key};

pub use crate::engine::Stage;

/// What is in the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// There is no such name.
    NotFound,
    /// The name could not be looked up: most likely there is no network.
    NoNetwork,
    /// The name could not be looked up, for those who know names cannot tell just now.
    Names,
    /// The machine that answers does not serve this name.
    NotServed,
    /// Nobody listens there.
    Refused,
    /// There is no way to it.
    Unreachable,
    /// It did not answer in time at this stage.
    NoAnswer(Stage),
    /// The connection broke off.
    Lost,
    /// The server ended the connection, for a reason that has no page of its own.
    Ended,
    /// The answers went out, no answer came, and there is nothing to sign in with.
    Unknown,
    /// The proxy itself cannot be reached.
    ProxyAway,
    /// The proxy wants a name and a password.
    ProxyLogin,
    /// The proxy does not take the name and the password.
    ProxyLoginWrong,
    /// What answers is no proxy of the right kind.
    NotAProxy,
    /// The proxy is not allowed to connect there.
    ProxyForbids,
    /// The proxy finds no way to it.
    ProxyNoWay,
    /// The proxy did not come to an end.
    ProxyLost,
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
    /// It does not take the invitation that there is.
    InvitationRefused,
    /// It does not let this person or network sign up.
    Blocked,
    /// Too many signed up.
    TooMany,
    /// It said no without a reason.
    SaidNo,
    /// It has a fault of its own.
    ServerFault,
    /// What answers could not prove that it knows the account.
    Impostor,
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
    /// It is for other names than this one; with none, it names no server at all.
    OtherName(Vec<String>),
    /// Nobody known vouches for it.
    Unknown,
    /// It is for something else than a server.
    Purpose,
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
            Error::Names { .. } => Self::Names,
            Error::ConnectionRefused(_) => Self::Refused,
            Error::Unreachable(_) => Self::Unreachable,
            Error::Proxy(fault) => match fault {
                ProxyFault::Away(_) => Self::ProxyAway,
                ProxyFault::LoginWanted => Self::ProxyLogin,
                ProxyFault::LoginRefused => Self::ProxyLoginWrong,
                ProxyFault::NotSocks(_) => Self::NotAProxy,
                ProxyFault::Forbidden { .. } => Self::ProxyForbids,
                ProxyFault::NoWay { .. } => Self::ProxyNoWay,
                ProxyFault::Lost { .. } | ProxyFault::Silent { .. } => Self::ProxyLost,
            },
            Error::Certificate(fault) => Self::Certificate(Fault::of(fault)),
            Error::NoEncryption(_) => Self::NoEncryption,
            Error::Handshake(_) => Self::Handshake,
            Error::Stream { condition, .. } => Self::of_condition(condition),
            Error::Lost(_) => Self::Lost,
            Error::Timeout(stage) => Self::NoAnswer(*stage),
            Error::Malformed(_) => Self::NotUnderstood,
            Error::OutcomeUnknown { .. } => Self::Unknown,
            Error::Closed => Self::OurFault,
        }
    }

    /// Why a server that was asked for its form gave none.
    #[must_use]
    pub fn of_refusal(reason: Reason) -> Self {
        match reason {
            Reason::InvitationNeeded => Self::InvitationNeeded,
            Reason::InvitationRefused => Self::InvitationRefused,
            Reason::Blocked => Self::Blocked,
            Reason::TooMany => Self::TooMany,
            Reason::ServerFault => Self::ServerFault,
            Reason::Closed => Self::Closed,
            // About answers, of which there are none yet: no more is known than that it was a no.
            Reason::NameTaken
            | Reason::NameTakenPerhapsByUs
            | Reason::NameNotAllowed
            | Reason::PasswordNotAllowed
            | Reason::AnswersNotAccepted
            | Reason::CaptchaWrong
            | Reason::WrongPassword
            | Reason::NotAllowed
            | Reason::NotFound
            | Reason::NotRegistered
            | Reason::Unknown => Self::SaidNo,
        }
    }

    /// Whether it is mended where the proxy is set.
    #[must_use]
    pub fn is_of_proxy(&self) -> bool {
        matches!(
            self,
            Self::ProxyAway
                | Self::ProxyLogin
                | Self::ProxyLoginWrong
                | Self::NotAProxy
                | Self::ProxyForbids
                | Self::ProxyLost
        )
    }

    /// What the end of a stream means (RFC 6120 section 4.9.3).
    fn of_condition(condition: &str) -> Self {
        match condition {
            "host-unknown" | "host-gone" => Self::NotServed,
            "policy-violation" => Self::Blocked,
            "resource-constraint"
            | "system-shutdown"
            | "internal-server-error"
            | "remote-connection-failed" => Self::ServerFault,
            // The connection was idle, or has to be made anew.
            "connection-timeout" | "reset" => Self::Lost,
            _ => Self::Ended,
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
            Self::Names => (Key("trouble-names"), Key("trouble-names-why")),
            Self::ProxyAway => (Key("trouble-proxy-away"), Key("trouble-proxy-away-why")),
            Self::ProxyLogin => (Key("trouble-proxy-login"), Key("trouble-proxy-login-why")),
            Self::ProxyLoginWrong => (
                Key("trouble-proxy-login-wrong"),
                Key("trouble-proxy-login-wrong-why"),
            ),
            Self::NotAProxy => (Key("trouble-not-a-proxy"), Key("trouble-not-a-proxy-why")),
            Self::ProxyForbids => (
                Key("trouble-proxy-forbids"),
                Key("trouble-proxy-forbids-why"),
            ),
            Self::ProxyNoWay => (Key("trouble-proxy-no-way"), Key("trouble-proxy-no-way-why")),
            Self::ProxyLost => (Key("trouble-proxy-lost"), Key("trouble-proxy-lost-why")),
            Self::NotServed => (Key("trouble-not-served"), Key("trouble-not-served-why")),
            Self::Refused => (Key("trouble-refused"), Key("trouble-refused-why")),
            Self::Unreachable => (Key("trouble-unreachable"), Key("trouble-unreachable-why")),
            Self::NoAnswer(stage) => (Key("trouble-no-answer"), too_long(*stage)),
            Self::Lost => (Key("trouble-lost"), Key("trouble-lost-why")),
            Self::Ended => (Key("trouble-ended"), Key("trouble-ended-why")),
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
            Self::InvitationRefused => (
                Key("trouble-invitation-spent"),
                Key("trouble-invitation-spent-why"),
            ),
            Self::Blocked => (Key("trouble-blocked"), Key("trouble-blocked-why")),
            Self::TooMany => (Key("trouble-too-many"), Key("trouble-too-many-why")),
            Self::SaidNo => (Key("trouble-said-no"), Key("trouble-said-no-why")),
            Self::ServerFault => (Key("trouble-server-fault"), Key("trouble-server-fault-why")),
            Self::Impostor => (Key("trouble-certificate"), Key("trouble-impostor-why")),
            Self::OurFault => (Key("trouble-our-fault"), Key("trouble-our-fault-why")),
        }
    }
}

/// What took too long.
fn too_long(stage: Stage) -> Key {
    match stage {
        Stage::FindServer => Key("trouble-no-answer-find"),
        Stage::Connect => Key("trouble-no-answer-connect"),
        Stage::Secure => Key("trouble-no-answer-secure"),
        Stage::AskForm | Stage::Fill => Key("trouble-no-answer-form"),
        Stage::Work => Key("trouble-no-answer-work"),
        // What was sent and not answered is not known, and has another page: this is before that, or a sign-in.
        Stage::Submit => Key("trouble-no-answer-submit"),
        Stage::Prove => Key("trouble-no-answer-sign-in"),
    }
}

impl Fault {
    fn of(fault: &CertificateFault) -> Self {
        match fault {
            CertificateFault::Expired { until } => Self::Expired(until.clone()),
            CertificateFault::NotYetValid { from } => Self::NotYet(from.clone()),
            CertificateFault::WrongName { names } => Self::OtherName(names.clone()),
            CertificateFault::UnknownIssuer => Self::Unknown,
            CertificateFault::WrongPurpose => Self::Purpose,
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
            Self::Purpose => Key("certificate-purpose"),
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

    /// What keeps from a server has a title and a sentence of its own, and both are right for its cause.
    #[test]
    fn no_two_causes_say_the_same() {
        let i18n = I18n::new(Some("en"));
        let text = || "detail".to_owned();
        let errors = [
            Error::NotFound { domain: text() },
            Error::NoNetwork(text()),
            Error::Names {
                domain: text(),
                reason: text(),
            },
            Error::ConnectionRefused(text()),
            Error::Unreachable(text()),
            Error::Timeout(crate::engine::Stage::Connect),
            Error::Proxy(ProxyFault::Away(text())),
            Error::Proxy(ProxyFault::LoginWanted),
            Error::Proxy(ProxyFault::LoginRefused),
            Error::Proxy(ProxyFault::NotSocks(text())),
            Error::Proxy(ProxyFault::Forbidden { host: text() }),
            Error::Proxy(ProxyFault::NoWay {
                host: text(),
                reason: text(),
            }),
            Error::Proxy(ProxyFault::Silent { host: text() }),
        ];
        let mut told = std::collections::BTreeSet::new();
        for error in &errors {
            let cause = Cause::of(error);
            assert!(told.insert(cause.title(&i18n, "example.org")), "{error:?}");
            assert!(told.insert(cause.sentence(&i18n, "example.org")));
        }
    }

    /// Each fault of a certificate has a sentence of its own; for dates it speaks of the clock.
    #[test]
    fn no_two_faults_of_a_certificate_say_the_same() {
        let i18n = I18n::new(Some("en"));
        let day = || "2026-11-03".to_owned();
        let faults = [
            CertificateFault::Expired { until: day() },
            CertificateFault::NotYetValid { from: day() },
            CertificateFault::WrongName { names: Vec::new() },
            CertificateFault::WrongName { names: vec![day()] },
            CertificateFault::WrongPurpose,
            CertificateFault::UnknownIssuer,
            CertificateFault::Revoked,
            CertificateFault::Other(day()),
        ];
        let mut told = std::collections::BTreeSet::new();
        for fault in faults {
            let is_dated = matches!(
                fault,
                CertificateFault::Expired { .. } | CertificateFault::NotYetValid { .. }
            );
            let sentence = Cause::of(&Error::Certificate(fault)).sentence(&i18n, "example.org");
            assert_eq!(sentence.contains("clock"), is_dated, "{sentence}");
            assert!(told.insert(sentence));
        }
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
            ("connection-timeout", Cause::Lost),
            ("undefined-condition", Cause::Ended),
        ] {
            assert_eq!(cause(condition), expected, "{condition}");
        }
    }
}
