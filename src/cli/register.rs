//! `vestibule register DOMAIN`: signs up.

use super::filling::Filling;
use super::json::{Body, Proved};
use super::keep;
use super::options::RegisterOptions;
use super::outcome::{Outcome, Report};
use super::session::{Line, Session, Step};
use super::{Context, form, print, words};
use crate::domain::{Credentials, Domain, Offer, Reason};
use crate::engine::{self, Command, Event, Proof, Stage};
use crate::i18n::I18n;
use crate::platform::Kept;

/// How often a connection may break around the submission before that is told as trouble.
const TRIES: u32 = 3;

pub(super) async fn register(
    context: &mut Context,
    options: &RegisterOptions,
) -> Result<Report, Report> {
    let domain = context.domain(&options.domain)?;
    let mut target = context.target(domain.clone())?;
    // What an earlier run left open may be ours when it is taken. It stays noted.
    let left = keep::keeper(context, options.keyring).left_over().await;
    let left = left.iter().map(Kept::address);
    let ours = left.filter(|address| address.domain() == &domain);
    target.doubted = ours.map(|address| address.name().clone()).collect();
    let mut session = Session::open(target);
    let ended = sign_up(context, options, &domain, &mut session).await;
    let round_trips = session.round_trips();
    match ended {
        Ok(report) => Ok(report.took(round_trips)),
        Err(report) => Err(report.took(round_trips)),
    }
}

async fn sign_up(
    context: &mut Context,
    options: &RegisterOptions,
    domain: &Domain,
    session: &mut Session,
) -> Result<Report, Report> {
    let mut filling = Filling::new(&context.i18n, &options.answering, domain.clone())?
        .strict(options.strict)
        .captcha_command(options.captcha_command.as_deref());
    let domain = domain.as_str();
    let keeper = keep::keeper(context, options.keyring);
    let mut sent = 0;
    let mut credentials = None;
    loop {
        let submission = match session.next().await {
            Step::Event(Event::Offered(Offer::Form(form))) => {
                let line = &mut Line::Session(session);
                filling.fill(context, line, &form).await?
            }
            Step::Event(Event::Offered(offer)) => {
                return Ok(form::nothing(&context.i18n, domain, &offer));
            }
            Step::Event(Event::Refused(refusal)) => {
                context.sent.answered();
                context.sent.kept.refused(refusal.reason).await;
                match &refusal.form {
                    Some(form) => {
                        let line = &mut Line::Session(session);
                        filling.fill_again(context, line, &refusal, form).await?
                    }
                    // The engine asks for a new puzzle by itself.
                    None if refusal.reason == Reason::CaptchaWrong
                        && filling.may_solve_again(context, &refusal) =>
                    {
                        continue;
                    }
                    None => return Err(words::refused(&context.i18n, domain, &refusal)),
                }
            }
            Step::Event(Event::NotMade) => {
                context.sent.answered();
                context.sent.kept.forget().await;
                if sent >= TRIES {
                    let lost = engine::Error::Lost("again and again".to_owned());
                    return Err(words::trouble(&context.i18n, domain, &lost));
                }
                continue;
            }
            Step::Event(Event::Unsolved) => {
                context.sent.answered();
                context.sent.kept.forget().await;
                return Err(words::unsolved(&context.i18n, domain));
            }
            Step::Event(Event::Stage(Stage::Work)) => {
                if context.asker.is_terminal() {
                    print::error(&context.i18n.text("cli-computing"));
                }
                continue;
            }
            // From here on it may have been sent.
            Step::Event(Event::Stage(Stage::Submit)) => {
                let account = credentials
                    .as_ref()
                    .map(|own: &Credentials| own.address.clone());
                context.sent.note(account);
                continue;
            }
            // A puzzle that is answered too late is refused, and a new one comes.
            Step::Event(
                Event::Stage(_)
                | Event::Picture(..)
                | Event::Sound(..)
                | Event::Link(_)
                | Event::Invitation(_)
                | Event::PuzzleOld,
            ) => continue,
            Step::Ended(Ok(outcome)) => {
                let kept = context.sent.kept.made(&outcome, credentials.as_ref()).await;
                let mut report = made(&context.i18n, &outcome, filling.ignored());
                if let Some(keeping) = kept.filter(|_| options.keyring) {
                    report = report.kept(&context.i18n, keeping);
                }
                return Ok(report);
            }
            Step::Ended(Err(error)) => {
                context.sent.kept.ended(&error).await;
                return Err(words::trouble(&context.i18n, domain, &error));
            }
        };
        credentials = submission.credentials(filling.domain());
        if let Some(own) = &credentials {
            let begun = keeper.begin(own, context.way());
            let kept = session.meanwhile(begun).await;
            keep::warn(&context.i18n, kept.keeping());
            context.sent.kept.hold(kept);
        }
        sent += 1;
        session.send(Command::Submit(submission));
    }
}

/// The report on an account that the server made.
fn made(i18n: &I18n, outcome: &engine::Outcome, ignored: Vec<String>) -> Report {
    let (ended, proof, sentence) = match &outcome.proof {
        Proof::SignedIn => (Outcome::Done, Proved::SignedIn, i18n.text("cli-proved")),
        Proof::Waiting => (
            Outcome::Waiting,
            Proved::Waiting,
            i18n.text("pending-waiting-why"),
        ),
        Proof::Untried(_) | Proof::Unwanted => (
            Outcome::Done,
            Proved::Untried,
            i18n.text("pending-unproved-why"),
        ),
        Proof::Nothing => (
            Outcome::Done,
            Proved::Nothing,
            i18n.text("cli-proof-nothing"),
        ),
    };
    let address = outcome.address.as_ref().map(ToString::to_string);
    let mut report = Report::new(ended);
    if let Some(address) = &address {
        report = report.say(i18n.with("cli-made", [("address", address.as_str())]));
    }
    report.say(sentence).body(Body {
        address,
        proof: Some(proof),
        ignored,
        ..Body::default()
    })
}
