//! `vestibule register DOMAIN`: signs up.

use super::filling::Filling;
use super::invitation::Visit;
use super::json::{Body, Proved};
use super::keep;
use super::options::RegisterOptions;
use super::outcome::{Outcome, Report};
use super::session::{Line, Session, Step};
use super::{Context, form, print, services, words};
use crate::domain::{Credentials, Offer, Reason, Refusal};
use crate::engine::{self, Command, Event, Proof, Stage};
use crate::i18n::I18n;
use crate::platform::Kept;

/// How often a connection may break around the submission before that is told as trouble.
const TRIES: u32 = 3;

pub(super) async fn register(
    context: &mut Context,
    options: &RegisterOptions,
) -> Result<Report, Report> {
    if let Some((service, owner)) = options.beside.named() {
        return services::register(context, options, service, owner).await;
    }
    let mut visit = context.visit(&options.place)?;
    let domain = visit.domain.clone();
    let mut target = context.target(domain.clone())?;
    visit.lead(&mut target);
    // What an earlier run left open may be ours when it is taken. It stays noted.
    let left = keep::keeper(context, options.keyring).left_over().await;
    let left = left.iter().map(Kept::address);
    let ours = left.filter(|address| address.domain() == &domain);
    target.doubted = ours.map(|address| address.name().clone()).collect();
    let mut session = Session::open(target);
    let ended = sign_up(context, options, &mut visit, &mut session).await;
    let round_trips = session.round_trips();
    let whole = |report: Report| visit.tell(&context.i18n, report).took(round_trips);
    ended.map(whole).map_err(whole)
}

async fn sign_up(
    context: &mut Context,
    options: &RegisterOptions,
    visit: &mut Visit,
    session: &mut Session,
) -> Result<Report, Report> {
    let mut filling = Filling::new(&context.i18n, &options.answering, visit.domain.as_str())?
        .strict(options.strict)
        .named(visit.name())
        .captcha_command(options.captcha_command.as_deref());
    let domain = visit.domain.clone();
    let domain = domain.as_str();
    let keeper = keep::keeper(context, options.keyring);
    let mut sent = 0;
    let mut credentials = None;
    loop {
        let submission = match session.next().await {
            Step::Event(Event::Offered(Offer::Form(form))) => {
                filling
                    .fill(context, &mut Line::Session(session), &form)
                    .await?
            }
            Step::Event(Event::Invitation(invited)) => {
                visit.hears(&context.i18n, invited);
                continue;
            }
            Step::Event(Event::Offered(Offer::Closed(refusal)))
                if refusal.reason == Reason::InvitationRefused && context.asker.is_terminal() =>
            {
                go_without(context, visit, session, &filling, &refusal).await?;
                continue;
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
                tell_of_work(context);
                continue;
            }
            // From here on it may have been sent.
            Step::Event(Event::Stage(Stage::Submit)) => {
                let own: Option<&Credentials> = credentials.as_ref();
                context.sent.note(own.map(|own| own.address.clone()));
                continue;
            }
            // A puzzle that is answered too late is refused, and a new one comes.
            Step::Event(
                Event::Stage(_)
                | Event::Picture(..)
                | Event::Sound(..)
                | Event::Link(_)
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
        credentials = submission.credentials(&visit.domain);
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

/// Goes on without an invitation that is over, if whoever sits at the terminal wants that.
async fn go_without(
    context: &mut Context,
    visit: &mut Visit,
    session: &mut Session,
    filling: &Filling<'_>,
    refusal: &Refusal,
) -> Result<(), Report> {
    filling.tell_refusal(context, refusal);
    if !session.meanwhile(context.wants_without()).await? {
        let domain = visit.domain.as_str();
        return Err(words::refused(&context.i18n, domain, refusal));
    }
    visit.goes_without();
    session.send(Command::WithoutInvitation);
    Ok(())
}

/// Says why it takes a while, to somebody who waits.
fn tell_of_work(context: &Context) {
    if context.asker.is_terminal() {
        print::error(&context.i18n.text("cli-computing"));
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
