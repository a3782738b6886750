//! `vestibule register DOMAIN`: signs up.

use super::filling::Filling;
use super::invitation::Visit;
use super::json::{Body, Proved};
use super::keep;
use super::options::RegisterOptions;
use super::outcome::{Outcome, Report};
use super::session::{Line, Session, Step};
use super::{Context, form, print, services, words};
use crate::domain::{Credentials, Form, Offer, Reason, Refusal, Submission};
use crate::engine::{self, Command, Event, Proof, Stage};
use crate::i18n::{I18n, Key};
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
    let mut visit = context.visit(&options.place).await?;
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
    let domain = &visit.domain.to_string();
    let keeper = keep::keeper(context, options.keyring);
    let mut sent = 0;
    let mut credentials = None;
    let mut resets = false;
    // It sends its form to everybody, and said to the answers that it wants an invitation: the form comes once more.
    let mut uninvited = None;
    loop {
        let submission = match session.next().await {
            Step::Event(Event::Offered(Offer::Form(form))) => {
                if let Some(refusal) = uninvited.take() {
                    go_on(context, visit, session, &filling, &refusal).await?;
                    continue;
                }
                resets = form.resets;
                tell_of_reset(context, &form);
                filling
                    .fill(context, &mut Line::Session(session), &form)
                    .await?
            }
            Step::Event(Event::Invitation(invited)) => {
                visit.hears(&context.i18n, invited);
                continue;
            }
            Step::Event(Event::Offered(Offer::Closed(refusal)))
                if is_invitations(&refusal) && context.asker.is_terminal() =>
            {
                uninvited = None;
                go_on(context, visit, session, &filling, &refusal).await?;
                continue;
            }
            Step::Event(Event::Offered(offer)) => {
                return Ok(form::nothing(&context.i18n, domain, &offer));
            }
            Step::Event(Event::Refused(refusal)) => {
                let again = answer_again(context, session, &mut filling, &refusal).await?;
                let Some(submission) = again else {
                    uninvited = Some(refusal).filter(is_invitations);
                    continue;
                };
                submission
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
                let report = made(&context.i18n, &outcome, resets, filling.ignored());
                return Ok(match kept.filter(|_| options.keyring) {
                    Some(keeping) => report.kept(&context.i18n, keeping),
                    None => report,
                });
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

/// What is sent after a refusal; `None` if what is needed for that is still to come.
async fn answer_again(
    context: &mut Context,
    session: &mut Session,
    filling: &mut Filling<'_>,
    refusal: &Refusal,
) -> Result<Option<Submission>, Report> {
    context.sent.answered();
    context.sent.kept.refused(refusal.reason).await;
    if let Some(form) = &refusal.form {
        let line = &mut Line::Session(session);
        let again = filling.fill_again(context, line, refusal, form).await;
        return again.map(Some);
    }
    // The engine asks for a new puzzle by itself, and for the form.
    let is_puzzles = refusal.reason == Reason::CaptchaWrong;
    if is_puzzles && filling.may_solve_again(context, refusal)
        || is_invitations(refusal) && context.asker.is_terminal()
    {
        return Ok(None);
    }
    Err(filling.refused(context, refusal))
}

/// Whether an invitation is all that stands in the way: that there is none, or the one that there is.
fn is_invitations(refusal: &Refusal) -> bool {
    matches!(
        refusal.reason,
        Reason::InvitationNeeded | Reason::InvitationRefused
    )
}

/// Goes on with an invitation where one is wanted, if whoever sits at the terminal has one; or without one that is over,
/// if that is wanted.
async fn go_on(
    context: &mut Context,
    visit: &mut Visit,
    session: &mut Session,
    filling: &Filling<'_>,
    refusal: &Refusal,
) -> Result<(), Report> {
    let domain = visit.domain.clone();
    filling.tell_refusal(context, refusal);
    let command = if refusal.reason == Reason::InvitationNeeded {
        let found = session.meanwhile(context.wants_invited(&domain)).await?;
        visit.goes_with(found)
    } else {
        let without = session.meanwhile(context.wants_without()).await?;
        without.then(|| visit.goes_without())
    };
    let Some(command) = command else {
        return Err(words::refused(&context.i18n, domain.as_str(), refusal));
    };
    session.send(command);
    Ok(())
}

/// Says that there is an account already, whose password it is about.
fn tell_of_reset(context: &Context, form: &Form) {
    if form.resets {
        print::error(&context.i18n.text("reset-why"));
    }
}

/// Says why it takes a while, to somebody who waits.
fn tell_of_work(context: &Context) {
    if context.asker.is_terminal() {
        print::error(&context.i18n.text("cli-computing"));
    }
}

/// The report on an account that the server made.
fn made(i18n: &I18n, outcome: &engine::Outcome, resets: bool, ignored: Vec<String>) -> Report {
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
        let key = if resets {
            Key("cli-reset")
        } else {
            Key("cli-made")
        };
        report = report.say(i18n.with(key, [("address", address.as_str())]));
    }
    report.say(sentence).body(Body {
        address,
        reset: resets,
        proof: Some(proof),
        ignored,
        ..Body::default()
    })
}
