//! `vestibule form DOMAIN`: what the server asks of those who sign up.

use super::Context;
use super::json::{Body, FormBody, Offered, RefusalBody, WebBody};
use super::options::FormOptions;
use super::outcome::{Outcome, Report};
use super::session::{Session, Step};
use super::words;
use crate::domain::{Field, Form, Kind, Offer, Reason, Refusal, Value, WebPage};
use crate::engine::{Command, Event};
use crate::i18n::I18n;

pub(super) async fn form(context: &mut Context, options: &FormOptions) -> Result<Report, Report> {
    let domain = context.domain(&options.domain)?;
    let mut session = Session::open(context.target(domain.clone())?);
    let i18n = &context.i18n;
    loop {
        match session.next().await {
            Step::Event(Event::Offered(offer)) => {
                session.send(Command::Close);
                return Ok(match &offer {
                    Offer::Form(form) => shown(i18n, form, Offered::Form),
                    Offer::Registered(form) => shown(i18n, form, Offered::Registered),
                    other => nothing(i18n, domain.as_str(), other),
                });
            }
            Step::Event(_) => {}
            Step::Ended(Ok(_)) => return Err(Report::new(Outcome::Fault)),
            Step::Ended(Err(error)) => return Err(words::trouble(i18n, domain.as_str(), &error)),
        }
    }
}

/// The report on an offer that has no form for a newcomer.
pub(super) fn nothing(i18n: &I18n, domain: &str, offer: &Offer) -> Report {
    match offer {
        Offer::Web(page) => web(i18n, domain, page),
        Offer::Closed(refusal) => closed(i18n, domain, refusal),
        Offer::Form(form) | Offer::Registered(form) => shown(i18n, form, Offered::Registered),
    }
}

/// The report that shows a form.
pub(super) fn shown(i18n: &I18n, form: &Form, offer: Offered) -> Report {
    Report::new(Outcome::Done)
        .say_all(lines(i18n, form))
        .body(Body {
            offer: Some(offer),
            form: Some(FormBody::new(form)),
            ..Body::default()
        })
}

fn web(i18n: &I18n, domain: &str, page: &WebPage) -> Report {
    Report::new(Outcome::NothingToFillIn)
        .say(i18n.with("web-title", [("domain", domain)]))
        .say_all(page.instructions.iter().cloned())
        .say(page.link.to_string())
        .body(Body {
            offer: Some(Offered::Web),
            web: Some(WebBody::from(page)),
            ..Body::default()
        })
}

fn closed(i18n: &I18n, domain: &str, refusal: &Refusal) -> Report {
    let outcome = match refusal.reason {
        // Somebody else, or the same person later, would get a form.
        Reason::TooMany | Reason::Blocked | Reason::ServerFault => Outcome::Refused,
        _ => Outcome::NothingToFillIn,
    };
    Report::new(outcome)
        .say_all(words::refusal_lines(i18n, domain, refusal))
        .body(Body {
            offer: Some(Offered::Closed),
            refusal: Some(RefusalBody::from(refusal)),
            ..Body::default()
        })
}

/// A form as a person reads it.
pub(super) fn lines(i18n: &I18n, form: &Form) -> Vec<String> {
    let mut lines: Vec<String> = form.title.iter().cloned().collect();
    lines.extend(form.instructions.iter().cloned());
    lines.extend(
        form.fields
            .iter()
            .filter(|field| field.kind != Kind::Hidden)
            .flat_map(|field| about(i18n, field)),
    );
    if let Some(link) = &form.link {
        lines.push(i18n.with("form-web", [("link", link.to_string())]));
    }
    lines
}

fn about(i18n: &I18n, field: &Field) -> Vec<String> {
    if field.kind == Kind::Note {
        return field.label.iter().chain(text(field)).cloned().collect();
    }
    let kind = match &field.kind {
        Kind::Secret => i18n.text("cli-kind-secret"),
        Kind::Lines => i18n.text("cli-kind-lines"),
        Kind::Address => i18n.text("cli-kind-address"),
        Kind::Addresses => i18n.text("cli-kind-addresses"),
        Kind::Toggle => i18n.text("cli-kind-toggle"),
        Kind::Choice { many: false, .. } => i18n.text("cli-kind-choice"),
        Kind::Choice { many: true, .. } => i18n.text("cli-kind-choices"),
        Kind::Work(_) => i18n.text("cli-kind-work"),
        Kind::Text | Kind::Note | Kind::Hidden => i18n.text("cli-kind-text"),
    };
    let mut line = format!("  {}: {kind}", words::label(i18n, field));
    if field.required {
        line.push_str(", ");
        line.push_str(&i18n.text("cli-required"));
    }
    if let Some(value) = known(i18n, field) {
        line.push_str(" = ");
        line.push_str(&value);
    }
    let mut lines = vec![line];
    if let Kind::Choice { options, .. } = &field.kind {
        lines.extend(
            options
                .iter()
                .map(|option| format!("      {}: {}", option.value, option.label)),
        );
    }
    lines.extend(field.help.iter().map(|help| format!("      {help}")));
    lines
}

fn text(field: &Field) -> Option<&String> {
    match &field.preset {
        Some(Value::Text(text)) => Some(text),
        _ => None,
    }
}

/// What the server filled in, unless nobody else should see it.
fn known(i18n: &I18n, field: &Field) -> Option<String> {
    if words::is_secret(field) {
        return None;
    }
    match field.preset.as_ref()? {
        Value::Text(text) => Some(text.clone()),
        Value::Many(values) => Some(values.join(", ")),
        Value::Toggle(true) => Some(i18n.text("cli-yes")),
        Value::Toggle(false) => Some(i18n.text("cli-no")),
        Value::Secret(_) => None,
    }
}
