//! Errors to refusals: what a server's no means, judged by condition, type and step.
//!
//! The server's text is shown beside the verdict and never decides it; it only helps to find the field that is meant,
//! where a line of it begins with the field's label (Prosody).

use minidom::Element;

use super::{data_form, media::Bits, ns, register, text, xml};
use crate::domain::{ErrorType, Field, Form, Purpose, Reason, Refusal};

mod judge;
mod locate;

/// What was asked for when the error came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    /// The form was asked for, before any sign-in.
    Ask,
    /// A submission was sent.
    Submit,
    /// Signed in: what is on record was asked for.
    Info,
    /// Signed in: the password was to be changed.
    ChangePassword,
    /// Signed in: the account or registration was to be removed.
    Remove,
    /// An invitation's token was handed in.
    Invite,
    /// Signed in: another service was asked for its form.
    AskService,
    /// Signed in: answers were sent to another service.
    SubmitService,
    /// Signed in: the registration with another service was to be removed.
    LeaveService,
}

/// What the server itself said an error to be.
#[derive(Debug, Clone, Copy)]
struct Told<'a> {
    /// A condition that is known here.
    condition: &'a str,
    /// The type, or the usual one of the condition.
    kind: Option<ErrorType>,
    /// Whether there was no more than a number, of which each stood for many things.
    by_number: bool,
}

/// The circumstances of an error.
#[derive(Debug, Clone, Copy)]
pub struct Failing<'a> {
    /// What was asked for.
    pub step: Step,
    /// The form whose answers were sent, if any.
    pub form: Option<&'a Form>,
    /// The language that is wanted where texts come in several.
    pub lang: &'a str,
    /// Whether the server takes invitations, and none was accepted on this stream.
    pub invites: bool,
}

/// Reads a whole iq of type `error`. One whose error cannot be read is a refusal all the same.
#[must_use]
pub fn refusal_in(iq: &Element, ctx: &Failing<'_>) -> Refusal {
    let none = Element::bare("error", ns::CLIENT);
    refusal(iq.get_child("error", ns::CLIENT).unwrap_or(&none), iq, ctx)
}

/// Judges an error. Never fails: what cannot be read is [`Reason::Unknown`].
///
/// `error` is the `<error/>`, `iq` the whole answer: a form to be filled in may stand in either. What the server
/// repeats of our own query is never kept, for a password is in it.
#[must_use]
pub fn refusal(error: &Element, iq: &Element, ctx: &Failing<'_>) -> Refusal {
    let named = condition(error);
    let known = named
        .as_deref()
        .and_then(|name| CONDITIONS.iter().find(|(known, ..)| *known == name))
        .or_else(|| {
            let code = error.attr("code")?.trim();
            let name = CODES.iter().find(|(known, _)| *known == code)?.1;
            CONDITIONS.iter().find(|(known, ..)| *known == name)
        });
    let error_type = error.attr("type").and_then(error_type);
    let condition = known.map_or("undefined-condition", |(name, _)| *name);
    let judged_type = error_type.or(known.map(|(_, usual)| *usual));
    let server_text = server_text(error, ctx.lang);

    let told = Told {
        condition,
        kind: judged_type,
        by_number: named.is_none(),
    };
    let mut refusal = Refusal::new(judge::judge(&told, ctx));
    refusal.condition = named.or_else(|| known.map(|(name, _)| (*name).to_owned()));
    refusal.error_type = error_type;
    let named_fields = match (ctx.form, &server_text) {
        (Some(form), Some(text)) if locate::is_about_answers(refusal.reason, condition) => {
            locate::fields_in(text, form)
        }
        _ => Vec::new(),
    };
    if !named_fields.is_empty() {
        refusal.reason = locate::reason_of_fields(&named_fields, ctx);
    }
    refusal.fields = if named_fields.is_empty() {
        locate::fields_of(refusal.reason, condition, ctx)
    } else {
        named_fields.iter().map(|field| field.id.clone()).collect()
    };
    refusal.server_text = server_text;
    refusal.form = form_inside(error, iq, ctx).map(Box::new);
    // Whoever sends a form wants it filled in. What the condition alone would mean is not what stands in the way then.
    if refusal.form.is_some() && named_fields.is_empty() && !is_sure(refusal.reason) {
        refusal.reason = Reason::AnswersNotAccepted;
        refusal.fields.clear();
    }
    refusal
}

/// Whether a reason holds although a form was sent along: each of these is told by a condition of its own.
fn is_sure(reason: Reason) -> bool {
    matches!(
        reason,
        Reason::NameTaken
            | Reason::NameNotAllowed
            | Reason::CaptchaWrong
            | Reason::TooMany
            | Reason::ServerFault
    )
}

/// Judges a failed sign-in by the condition of a SASL failure (RFC 6120 section 6.5).
#[must_use]
pub fn sign_in(condition: &str, server_text: Option<String>) -> Refusal {
    let reason = match condition {
        "not-authorized" | "credentials-expired" => Reason::WrongPassword,
        "account-disabled" => Reason::NotAllowed,
        "temporary-auth-failure" => Reason::ServerFault,
        _ => Reason::Unknown,
    };
    Refusal {
        condition: Some(condition.to_owned()),
        server_text,
        ..Refusal::new(reason)
    }
}

/// Why a server ended the stream (RFC 6120 section 4.9).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StreamFault {
    /// The condition as it came, `connection-timeout` for one; `undefined-condition` if there was none.
    pub condition: String,
    /// The server's own words, plain.
    pub text: Option<String>,
}

/// Reads a `<stream:error/>`. Never fails. `lang` is the language that is wanted where the words come in several.
#[must_use]
pub fn stream_error(error: &Element, lang: &str) -> StreamFault {
    let condition = error
        .children()
        .find(|child| child.has_ns(ns::STREAM_ERRORS) && child.name() != "text")
        .and_then(|child| text::line(child.name()));
    StreamFault {
        condition: condition.unwrap_or_else(|| "undefined-condition".to_owned()),
        text: xml::in_language(xml::children(error, "text", ns::STREAM_ERRORS), lang)
            .into_iter()
            .find_map(|element| text::paragraph(&element.text())),
    }
}

/// What the form inside an error, or the one that was refused, is for.
fn purpose(ctx: &Failing<'_>) -> Purpose {
    match ctx.step {
        Step::Ask | Step::Submit | Step::Invite => {
            ctx.form.map_or(Purpose::NewAccount, |form| form.purpose)
        }
        Step::ChangePassword => Purpose::NewPassword,
        Step::Info | Step::Remove | Step::AskService | Step::SubmitService | Step::LeaveService => {
            Purpose::Other
        }
    }
}

/// A form to be filled in that came with the error. Our own submission, sent back, is not one.
fn form_inside(error: &Element, iq: &Element, ctx: &Failing<'_>) -> Option<Form> {
    let x = [error, iq]
        .into_iter()
        .flat_map(|element| {
            let queries = xml::children(element, "query", ns::REGISTER);
            std::iter::once(element).chain(queries).collect::<Vec<_>>()
        })
        .flat_map(Element::children)
        .find(|child| data_form::is_form(child))?;
    let bits = Bits::collect([iq, error]);
    let form = register::read_form(x, ctx.lang, purpose(ctx), &bits);
    form.fields.iter().any(Field::is_question).then_some(form)
}

/// The condition as it came, known or not (RFC 6120 section 8.3.2).
fn condition(error: &Element) -> Option<String> {
    error
        .children()
        .find(|child| child.has_ns(ns::STANZA_ERRORS) && child.name() != "text")
        .and_then(|child| text::line(child.name()))
}

fn error_type(name: &str) -> Option<ErrorType> {
    [
        ErrorType::Auth,
        ErrorType::Cancel,
        ErrorType::Continue,
        ErrorType::Modify,
        ErrorType::Wait,
    ]
    .into_iter()
    .find(|known| known.as_str().eq_ignore_ascii_case(name.trim()))
}

/// The text in the wanted language; old servers write it straight into the error.
fn server_text(error: &Element, lang: &str) -> Option<String> {
    xml::in_language(xml::children(error, "text", ns::STANZA_ERRORS), lang)
        .into_iter()
        .find_map(|element| text::paragraph(&element.text()))
        .or_else(|| text::paragraph(&error.text()))
}

/// The conditions of RFC 6120 section 8.3.3 with the type that each usually has.
const CONDITIONS: [(&str, ErrorType); 24] = [
    ("bad-request", ErrorType::Modify),
    ("conflict", ErrorType::Cancel),
    ("feature-not-implemented", ErrorType::Cancel),
    ("forbidden", ErrorType::Auth),
    ("gone", ErrorType::Cancel),
    ("internal-server-error", ErrorType::Cancel),
    ("item-not-found", ErrorType::Cancel),
    ("jid-malformed", ErrorType::Modify),
    ("not-acceptable", ErrorType::Modify),
    ("not-allowed", ErrorType::Cancel),
    ("not-authorized", ErrorType::Auth),
    ("payment-required", ErrorType::Auth),
    ("policy-violation", ErrorType::Modify),
    ("recipient-unavailable", ErrorType::Wait),
    ("redirect", ErrorType::Modify),
    ("registration-required", ErrorType::Auth),
    ("remote-server-not-found", ErrorType::Cancel),
    ("remote-server-timeout", ErrorType::Wait),
    ("resource-constraint", ErrorType::Wait),
    ("service-unavailable", ErrorType::Cancel),
    ("subscription-required", ErrorType::Auth),
    ("unexpected-request", ErrorType::Modify),
    // Not in RFC 6120, but in RFC 3920.
    ("not-modified", ErrorType::Cancel),
    ("unknown-sender", ErrorType::Modify),
];

/// The numbers that errors had before they had names (XEP-0086 section 3).
const CODES: [(&str, &str); 15] = [
    ("302", "redirect"),
    ("400", "bad-request"),
    ("401", "not-authorized"),
    ("402", "payment-required"),
    ("403", "forbidden"),
    ("404", "item-not-found"),
    ("405", "not-allowed"),
    ("406", "not-acceptable"),
    ("407", "registration-required"),
    ("408", "remote-server-timeout"),
    ("409", "conflict"),
    ("500", "internal-server-error"),
    ("501", "feature-not-implemented"),
    ("503", "service-unavailable"),
    ("504", "remote-server-timeout"),
];
