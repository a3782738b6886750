//! What a condition means at a step.
//!
//! What cannot be told apart is not guessed at finer than the facts allow:
//!
//! - `not-acceptable` of type `cancel` is a password policy (Prosody); of type `modify` it is an invitation where the
//!   server takes them and has none (Prosody answers so to complete forms), a weak password where the form was legacy
//!   or had a captcha (ejabberd, `MongooseIM`: a bad name is `jid-malformed` there), else just the answers. So it is
//!   where it came as a number alone, as from servers that have no other for a bad name.
//! - `not-allowed` and `bad-request` to a form with a captcha are about the captcha (ejabberd: wrong, expired, used up):
//!   what else they could be about was checked before it was sent.

use super::{Failing, Step, Told, purpose};
use crate::domain::{ErrorType, Form, Purpose, Reason, Role, Way};

/// What a condition means at a step.
pub(super) fn judge(told: &Told<'_>, ctx: &Failing<'_>) -> Reason {
    let Told {
        condition, kind, ..
    } = *told;
    match condition {
        "remote-server-not-found" if is_service(ctx.step) => return Reason::NotFound,
        "internal-server-error"
        | "remote-server-timeout"
        | "remote-server-not-found"
        | "recipient-unavailable" => return Reason::ServerFault,
        "service-unavailable" if kind == Some(ErrorType::Wait) => return Reason::ServerFault,
        "resource-constraint" => return Reason::TooMany,
        // Of type `wait` or `modify` (RFC 6120 section 8.3.3.23), and no matter of time: the server knows of no account.
        "unexpected-request" if matches!(ctx.step, Step::ChangePassword | Step::Remove) => {}
        _ if kind == Some(ErrorType::Wait) => return Reason::TooMany,
        _ => {}
    }
    match ctx.step {
        Step::Ask => ask(condition, ctx),
        Step::Submit => submit(told, ctx),
        Step::Info => match condition {
            "conflict" => Reason::NameTaken,
            "not-acceptable" | "bad-request" | "jid-malformed" if ctx.form.is_some() => {
                Reason::AnswersNotAccepted
            }
            "service-unavailable" | "feature-not-implemented" | "item-not-found" => Reason::Closed,
            _ => signed_in(condition),
        },
        Step::ChangePassword => match condition {
            "not-acceptable" | "policy-violation" => Reason::PasswordNotAllowed,
            "bad-request" => Reason::AnswersNotAccepted,
            _ => signed_in(condition),
        },
        Step::Remove => signed_in(condition),
        Step::Invite => Reason::InvitationRefused,
        Step::AskService => ask_service(condition),
        Step::SubmitService => submit_service(told, ctx),
        Step::LeaveService => match condition {
            // XEP-0077 section 3.2, and how slixmpp says it.
            "registration-required" | "item-not-found" => Reason::NotRegistered,
            _ => signed_in(condition),
        },
    }
}

fn ask(condition: &str, ctx: &Failing<'_>) -> Reason {
    match condition {
        "service-unavailable"
        | "feature-not-implemented"
        | "not-allowed"
        | "forbidden"
        | "not-authorized"
        | "policy-violation"
        | "registration-required"
        | "item-not-found"
        | "gone"
        | "redirect"
        | "payment-required" => closed(ctx),
        _ => Reason::Unknown,
    }
}

fn submit(told: &Told<'_>, ctx: &Failing<'_>) -> Reason {
    let Told {
        condition, kind, ..
    } = *told;
    let form = ctx.form;
    let has_captcha = form.is_some_and(Form::has_captcha);
    if purpose(ctx) != Purpose::NewAccount {
        return match condition {
            "conflict" => Reason::NameTaken,
            "bad-request" | "not-acceptable" | "jid-malformed" => Reason::AnswersNotAccepted,
            "service-unavailable" | "feature-not-implemented" => Reason::Closed,
            _ if has_captcha && condition == "not-allowed" => Reason::CaptchaWrong,
            _ if kind == Some(ErrorType::Modify) => Reason::AnswersNotAccepted,
            _ => signed_in(condition),
        };
    }
    match condition {
        "conflict" => Reason::NameTaken,
        "jid-malformed" => Reason::NameNotAllowed,
        "not-allowed" | "bad-request" if has_captcha => Reason::CaptchaWrong,
        "forbidden" => Reason::Blocked,
        "not-allowed"
        | "not-authorized"
        | "service-unavailable"
        | "feature-not-implemented"
        | "registration-required"
        | "gone"
        | "redirect"
        | "payment-required" => closed(ctx),
        "policy-violation" => Reason::PasswordNotAllowed,
        "not-acceptable" if kind == Some(ErrorType::Cancel) => Reason::PasswordNotAllowed,
        "not-acceptable" if ctx.invites => Reason::InvitationNeeded,
        "not-acceptable"
            if !told.by_number
                && form.is_some_and(|form| has_captcha || only_name_and_password(form)) =>
        {
            Reason::PasswordNotAllowed
        }
        "not-acceptable" | "bad-request" => Reason::AnswersNotAccepted,
        _ => match kind {
            Some(ErrorType::Modify) => Reason::AnswersNotAccepted,
            Some(ErrorType::Auth) => Reason::Blocked,
            _ => Reason::Unknown,
        },
    }
}

fn is_service(step: Step) -> bool {
    matches!(
        step,
        Step::AskService | Step::SubmitService | Step::LeaveService
    )
}

/// What another service means that does not show its form.
fn ask_service(condition: &str) -> Reason {
    match condition {
        "item-not-found" | "gone" => Reason::NotFound,
        "service-unavailable" | "feature-not-implemented" => Reason::Closed,
        _ => signed_in(condition),
    }
}

/// What another service means that does not take answers.
fn submit_service(told: &Told<'_>, ctx: &Failing<'_>) -> Reason {
    let form = ctx.form;
    let has_captcha = form.is_some_and(Form::has_captcha);
    let has_password = form.is_some_and(|form| form.role(Role::Password).is_some());
    match told.condition {
        "conflict" => Reason::NameTaken,
        "not-allowed" if has_captcha => Reason::CaptchaWrong,
        // Of the person at the other network: here one is signed in already.
        "not-authorized" if has_password => Reason::WrongPassword,
        "bad-request" | "not-acceptable" | "jid-malformed" => Reason::AnswersNotAccepted,
        "item-not-found" | "gone" => Reason::NotFound,
        "service-unavailable" | "feature-not-implemented" => Reason::Closed,
        _ if told.kind == Some(ErrorType::Modify) => Reason::AnswersNotAccepted,
        condition => signed_in(condition),
    }
}

/// What a condition means to somebody who is signed in.
fn signed_in(condition: &str) -> Reason {
    match condition {
        "forbidden"
        | "not-allowed"
        | "not-authorized"
        | "not-acceptable"
        | "policy-violation"
        | "registration-required"
        | "subscription-required"
        | "payment-required"
        | "service-unavailable"
        | "feature-not-implemented"
        | "unexpected-request" => Reason::NotAllowed,
        _ => Reason::Unknown,
    }
}

fn closed(ctx: &Failing<'_>) -> Reason {
    if ctx.invites {
        Reason::InvitationNeeded
    } else {
        Reason::Closed
    }
}

/// Whether a legacy form asks for no more than name and password: ejabberd's, where a name would be `jid-malformed`.
fn only_name_and_password(form: &Form) -> bool {
    form.way == Way::Legacy
        && form
            .fields
            .iter()
            .filter(|field| field.is_question())
            .all(|field| matches!(field.role, Role::Username | Role::Password))
}
