//! `vestibule form DOMAIN`: what the server asks of those who sign up.

mod text;

pub(super) use text::lines;

use super::Context;
use super::json::{Body, FormBody, Offered, RefusalBody, WebBody};
use super::options::FormOptions;
use super::outcome::{Outcome, Report};
use super::session::{Session, Step};
use super::{services, words};
use crate::domain::{Form, Offer, Reason, Refusal, WebPage};
use crate::engine::{Command, Event};
use crate::i18n::I18n;

pub(super) async fn form(context: &mut Context, options: &FormOptions) -> Result<Report, Report> {
    if let Some((service, owner)) = options.beside.named() {
        return services::form(context, options, service, owner).await;
    }
    let mut visit = context.visit(&options.place).await?;
    let domain = visit.domain.clone();
    let mut target = context.target(domain.clone())?;
    visit.lead(&mut target);
    let mut session = Session::open(target);
    let i18n = &context.i18n;
    loop {
        match session.next().await {
            Step::Event(Event::Offered(offer)) => {
                session.send(Command::Close);
                let report = match &offer {
                    Offer::Form(form) => shown(i18n, form, Offered::Form),
                    Offer::Registered(form) => shown(i18n, form, Offered::Registered),
                    other => nothing(i18n, domain.as_str(), other),
                };
                let report = visit.tell(i18n, report);
                return Ok(report.took(session.round_trips()));
            }
            Step::Event(Event::Invitation(invited)) => visit.hears(i18n, invited),
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
        .say_all(form.resets.then(|| i18n.text("reset-why")))
        .say_all(lines(i18n, form))
        .body(Body {
            offer: Some(offer),
            reset: form.resets,
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
        // Somebody else, or the same person later or without an invitation, would get a form.
        Reason::TooMany | Reason::Blocked | Reason::ServerFault | Reason::InvitationRefused => {
            Outcome::Refused
        }
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
