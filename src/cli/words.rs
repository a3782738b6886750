//! What a verb says of refusals, troubles and answers.

use crate::cli::json::{Body, ErrorBody, ProblemBody, RefusalBody, severity};
use crate::cli::outcome::{Outcome, Report};
use crate::domain::{Fault, Field, FieldId, Form, Problem, Reason, Refusal, Role};
use crate::engine::account::AccountError;
use crate::engine::{CertificateFault, Error};
use crate::i18n::{I18n, Key};
use crate::words;

/// The name of a field on the screen: its name for `--set`, and the label if that says more.
pub(super) fn label(field: &Field) -> String {
    match field.label.as_deref().map(str::trim) {
        Some(label) if !label.is_empty() && label != field.id.as_str() => {
            format!("{} ({label})", field.id)
        }
        _ => field.id.to_string(),
    }
}

/// The report on a refusal.
pub(super) fn refused(i18n: &I18n, domain: &str, refusal: &Refusal) -> Report {
    let outcome = match refusal.reason {
        Reason::Closed => Outcome::NothingToFillIn,
        Reason::NameTakenPerhapsByUs => Outcome::Unknown,
        _ => Outcome::Refused,
    };
    Report::new(outcome)
        .say_all(refusal_lines(i18n, domain, refusal))
        .body(Body {
            refusal: Some(RefusalBody::from(refusal)),
            ..Body::default()
        })
}

/// A refusal in words: our sentence, then the server's.
pub(super) fn refusal_lines(i18n: &I18n, domain: &str, refusal: &Refusal) -> Vec<String> {
    let key = match refusal.reason {
        Reason::NameTaken => Key("refused-name-taken"),
        Reason::NameTakenPerhapsByUs => Key("refused-name-taken-perhaps"),
        Reason::NameNotAllowed => Key("refused-name-not-allowed"),
        Reason::PasswordNotAllowed => Key("refused-password"),
        Reason::AnswersNotAccepted => Key("refused-answers"),
        Reason::CaptchaWrong => Key("cli-refused-captcha"),
        Reason::InvitationNeeded => Key("refused-invitation"),
        Reason::Closed => Key("refused-closed"),
        Reason::Blocked => Key("refused-blocked"),
        Reason::TooMany => Key("refused-too-many"),
        Reason::ServerFault => Key("refused-server-fault"),
        Reason::WrongPassword => Key("cli-refused-sign-in"),
        Reason::NotAllowed => Key("cli-refused-not-allowed"),
        Reason::Unknown => Key("refused-unknown"),
    };
    let mut lines = vec![i18n.with(key, [("domain", domain)])];
    if !refusal.fields.is_empty() {
        let fields: Vec<&str> = refusal.fields.iter().map(FieldId::as_str).collect();
        lines.push(i18n.with("cli-fields-at-fault", [("fields", fields.join(", "))]));
    }
    if let Some(text) = &refusal.server_text {
        lines.push(i18n.with("cli-server-said", [("text", text.as_str())]));
    }
    lines
}

/// The report on a connection that did not come about, or broke.
pub(super) fn trouble(i18n: &I18n, domain: &str, error: &Error) -> Report {
    let (kind, keys) = sort(error);
    let outcome = match error {
        Error::OutcomeUnknown { .. } => Outcome::Unknown,
        Error::Closed => Outcome::Fault,
        _ => Outcome::NotConnected,
    };
    let mut report = Report::new(outcome);
    if let Error::OutcomeUnknown { address, .. } = error {
        let address = address.to_string();
        report = report.say(i18n.with("cli-unknown", [("address", address.as_str())]));
    } else if let Error::Certificate(fault) = error {
        report = report
            .say(i18n.with(keys[0], [("domain", domain)]))
            .say(certificate(i18n, fault));
    } else {
        for key in keys {
            report = report.say(i18n.with(key, [("domain", domain)]));
        }
    }
    let server_text = match error {
        Error::Stream { text, .. } => text.clone(),
        _ => None,
    };
    if let Some(text) = &server_text {
        report = report.say(i18n.with("cli-server-said", [("text", text.as_str())]));
    }
    let address = match error {
        Error::OutcomeUnknown { address, .. } => Some(address.to_string()),
        _ => None,
    };
    report
        .say(i18n.with("cli-detail", [("detail", error.to_string())]))
        .body(Body {
            address,
            error: Some(ErrorBody {
                kind,
                detail: error.to_string(),
                server_text,
            }),
            ..Body::default()
        })
}

/// The name of an error in JSON, and its title and sentence.
fn sort(error: &Error) -> (&'static str, [Key; 2]) {
    match error {
        Error::NotFound { .. } => (
            "not_found",
            [Key("trouble-not-found"), Key("trouble-not-found-why")],
        ),
        Error::NoNetwork(_) => (
            "no_network",
            [Key("trouble-no-network"), Key("trouble-no-network-why")],
        ),
        Error::ConnectionRefused(_) => (
            "connection_refused",
            [Key("trouble-refused"), Key("trouble-refused-why")],
        ),
        Error::Unreachable(_) => (
            "unreachable",
            [Key("trouble-unreachable"), Key("trouble-unreachable-why")],
        ),
        Error::Certificate(_) => (
            "certificate",
            [Key("trouble-certificate"), Key("certificate-bad")],
        ),
        Error::NoEncryption(_) => (
            "no_encryption",
            [
                Key("trouble-no-encryption"),
                Key("trouble-no-encryption-why"),
            ],
        ),
        Error::Handshake(_) => (
            "handshake",
            [
                Key("trouble-no-encryption"),
                Key("trouble-no-encryption-why"),
            ],
        ),
        Error::Stream { condition, .. } if condition == "host-unknown" => (
            "not_offered",
            [Key("trouble-not-found"), Key("cli-host-unknown")],
        ),
        Error::Stream { .. } => ("stream", [Key("trouble-lost"), Key("trouble-lost-why")]),
        Error::Lost(_) => ("lost", [Key("trouble-lost"), Key("trouble-lost-why")]),
        Error::Timeout(_) => (
            "timeout",
            [Key("trouble-no-answer"), Key("trouble-no-answer-why")],
        ),
        Error::Malformed(_) => (
            "malformed",
            [
                Key("trouble-not-understood"),
                Key("trouble-not-understood-why"),
            ],
        ),
        Error::OutcomeUnknown { .. } => (
            "outcome_unknown",
            [Key("pending-unknown"), Key("trouble-lost")],
        ),
        Error::Closed => (
            "closed",
            [Key("trouble-our-fault"), Key("trouble-our-fault-why")],
        ),
    }
}

/// What is wrong with a certificate, in a sentence.
fn certificate(i18n: &I18n, fault: &CertificateFault) -> String {
    let key = match fault {
        CertificateFault::Expired { until: day } => {
            return i18n.with("certificate-expired", [("day", words::day(i18n, day))]);
        }
        CertificateFault::NotYetValid { from: day } => {
            return i18n.with("certificate-not-yet", [("day", words::day(i18n, day))]);
        }
        CertificateFault::WrongName { names } if !names.is_empty() => {
            return i18n.with("certificate-other-names", [("names", names.join(", "))]);
        }
        CertificateFault::WrongName { .. } => Key("certificate-other-name"),
        CertificateFault::UnknownIssuer => Key("certificate-unknown"),
        CertificateFault::Revoked => Key("certificate-revoked"),
        CertificateFault::Other(_) => Key("certificate-bad"),
    };
    i18n.text(key)
}

/// The report on something with an account that did not work.
pub(super) fn account_trouble(i18n: &I18n, domain: &str, error: &AccountError) -> Report {
    let detail = |outcome, kind, sentence: String| {
        Report::new(outcome).say(sentence).body(Body {
            error: Some(ErrorBody {
                kind,
                detail: error.to_string(),
                server_text: None,
            }),
            ..Body::default()
        })
    };
    match error {
        AccountError::Connection(error) => trouble(i18n, domain, error),
        AccountError::SignIn(refusal) | AccountError::Refused(refusal) => {
            let mut report = refused(i18n, domain, refusal);
            // To an account, "closed" is a plain refusal: there was something to fill in.
            report.outcome = Outcome::Refused;
            report
        }
        AccountError::Impostor => {
            let sentence = i18n.with("cli-impostor", [("domain", domain)]);
            detail(Outcome::NotConnected, "impostor", sentence)
        }
        AccountError::Unknown(_) => {
            let sentence = i18n.with("cli-account-unknown", [("domain", domain)]);
            detail(Outcome::Unknown, "outcome_unknown", sentence)
        }
        AccountError::StillThere => {
            let sentence = i18n.with("cli-still-there", [("domain", domain)]);
            detail(Outcome::Unknown, "still_there", sentence)
        }
    }
}

/// The report on answers that cannot be sent, or only if one insists.
pub(super) fn problems(i18n: &I18n, form: &Form, problems: &[Problem]) -> Report {
    let mut report = Report::new(Outcome::Usage).say(i18n.text("cli-problems"));
    let mut bodies = Vec::new();
    for problem in problems {
        let message = words::fault(i18n, &problem.fault);
        let shown = form
            .field(&problem.field)
            .map_or_else(|| problem.field.to_string(), label);
        report = report.say(format!("  {shown}: {message}"));
        bodies.push(ProblemBody {
            field: problem.field.to_string(),
            fault: fault_name(&problem.fault),
            severity: severity(problem.severity),
            message,
        });
    }
    let only_doubts = problems
        .iter()
        .all(|problem| problem.severity == crate::domain::Severity::Warn);
    if only_doubts {
        report = report.say(i18n.text("cli-insist"));
    }
    report.body(Body {
        problems: bodies,
        ..Body::default()
    })
}

fn fault_name(fault: &Fault) -> &'static str {
    match fault {
        Fault::Empty => "empty",
        Fault::TooShort(_) => "too_short",
        Fault::Character(_) => "character",
        Fault::Name(_) => "name",
        Fault::Password => "password",
        Fault::NotOfType => "not_of_type",
        Fault::OutOfRange => "out_of_range",
        Fault::NotAnAddress => "not_an_address",
        Fault::NotAnOption => "not_an_option",
        Fault::WrongCount => "wrong_count",
    }
}

/// Whether an answer to this field is a password or the like, which no argument may carry.
pub(super) fn is_secret(field: &Field) -> bool {
    field.kind == crate::domain::Kind::Secret
        || matches!(field.role, Role::Password | Role::OldPassword)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_with_a_certificate_is_told_whole() {
        let i18n = I18n::new(Some("en"));
        let until = "2026-11-03".to_owned();
        let expired = certificate(&i18n, &CertificateFault::Expired { until });
        assert!(expired.contains("3 November 2026"), "{expired}");
        let names = vec!["other.example".to_owned()];
        let other = certificate(&i18n, &CertificateFault::WrongName { names });
        assert!(other.contains("other.example"), "{other}");
    }
}
