//! What a verb says of refusals, troubles and answers.

use crate::cli::json::{self, Body, ErrorBody, ProblemBody, RefusalBody};
use crate::cli::outcome::{Outcome, Report};
use crate::domain::{Field, FieldId, Form, Problem, Reason, Refusal, Role};
use crate::engine::Error;
use crate::engine::account::AccountError;
use crate::i18n::I18n;
use crate::words::{self, trouble::Cause};

/// The name of a field on the screen: its name for `--set`, and the label if that says more.
pub(super) fn label(i18n: &I18n, field: &Field) -> String {
    let label = words::label(i18n, field);
    let label = label.trim();
    if label == field.id.as_str() {
        label.to_owned()
    } else {
        format!("{} ({label})", field.id)
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
    let key = words::refused(refusal.reason);
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
    let outcome = match error {
        Error::OutcomeUnknown { .. } => Outcome::Unknown,
        Error::Closed => Outcome::Fault,
        _ => Outcome::NotConnected,
    };
    let mut report = Report::new(outcome);
    let address = match error {
        Error::OutcomeUnknown { address, .. } => Some(address.to_string()),
        _ => None,
    };
    if let Some(address) = &address {
        report = report.say(i18n.with("cli-unknown", [("address", address.as_str())]));
    } else {
        let cause = Cause::of(error);
        report = report
            .say(cause.title(i18n, domain))
            .say(cause.sentence(i18n, domain));
    }
    if let Some(text) = json::server_text(error) {
        report = report.say(i18n.with("cli-server-said", [("text", text)]));
    }
    report
        .say(i18n.with("cli-detail", [("detail", error.to_string())]))
        .body(Body {
            address,
            error: Some(ErrorBody::new(error)),
            ..Body::default()
        })
}

/// The report on a computation that a server asks for and that takes too long.
pub(super) fn unsolved(i18n: &I18n, domain: &str) -> Report {
    Report::new(Outcome::Refused)
        .say(i18n.with("cli-unsolved", [("domain", domain)]))
        .body(Body {
            error: Some(ErrorBody {
                kind: "work",
                detail: "the hashcash was not found in time".to_owned(),
                server_text: None,
            }),
            ..Body::default()
        })
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
            .map_or_else(|| problem.field.to_string(), |field| label(i18n, field));
        report = report.say(format!("  {shown}: {message}"));
        bodies.push(ProblemBody::new(problem, message));
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

/// Whether an answer to this field is a password or the like, which no argument may carry.
pub(super) fn is_secret(field: &Field) -> bool {
    field.kind == crate::domain::Kind::Secret
        || matches!(field.role, Role::Password | Role::OldPassword)
}
