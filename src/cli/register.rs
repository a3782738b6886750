//! `vestibule register DOMAIN`: signs up.

mod puzzle;

use super::answers::{Said, value};
use super::json::{Body, Proved};
use super::options::RegisterOptions;
use super::outcome::{Outcome, Report};
use super::session::{Session, Step};
use super::{Context, form, print, words};
use crate::domain::{
    Answers, Domain, Fault, Field, Form, Kind, Offer, Problem, Role, Severity, Submission, Value,
};
use crate::engine::{self, Command, Event, Proof};
use crate::i18n::I18n;

/// How often a connection may break around the submission before that is told as trouble.
const TRIES: u32 = 3;

pub(super) async fn register(
    context: &mut Context,
    options: &RegisterOptions,
) -> Result<Report, Report> {
    let domain = context.domain(&options.domain)?;
    let said = Said::parse(&context.i18n, &options.answers)?;
    let target = context.target(domain.clone())?;
    let mut filling = Filling {
        options,
        said,
        domain,
        answers: Answers::default(),
        ignored: Vec::new(),
        told: false,
    };
    let mut session = Session::open(target);
    let mut sent = 0;
    loop {
        match session.next().await {
            Step::Event(Event::Offered(Offer::Form(form))) => {
                let submission = filling.fill(context, &mut session, &form).await?;
                let credentials = submission.credentials(&filling.domain);
                sent += 1;
                context
                    .sent
                    .note(credentials.map(|credentials| credentials.address));
                session.send(Command::Submit(submission));
            }
            Step::Event(Event::Offered(offer)) => {
                return Ok(form::nothing(
                    &context.i18n,
                    filling.domain.as_str(),
                    &offer,
                ));
            }
            Step::Event(Event::Refused(refusal)) => {
                context.sent.answered();
                return Err(words::refused(
                    &context.i18n,
                    filling.domain.as_str(),
                    &refusal,
                ));
            }
            Step::Event(Event::NotMade) => {
                context.sent.answered();
                if sent >= TRIES {
                    let lost = engine::Error::Lost("again and again".to_owned());
                    return Err(words::trouble(
                        &context.i18n,
                        filling.domain.as_str(),
                        &lost,
                    ));
                }
            }
            Step::Event(Event::Unsolved) => {
                context.sent.answered();
                return Err(words::trouble(
                    &context.i18n,
                    filling.domain.as_str(),
                    &engine::Error::Timeout(engine::Stage::Work),
                ));
            }
            Step::Event(
                Event::Stage(_)
                | Event::Picture(..)
                | Event::Sound(..)
                | Event::Link(_)
                | Event::PuzzleOld,
            ) => {}
            Step::Ended(Ok(outcome)) => {
                return Ok(made(&context.i18n, &outcome, filling.ignored));
            }
            Step::Ended(Err(error)) => {
                return Err(words::trouble(
                    &context.i18n,
                    filling.domain.as_str(),
                    &error,
                ));
            }
        }
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
        Proof::Untried(_) => (
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

/// The form on its way to a submission.
struct Filling<'a> {
    options: &'a RegisterOptions,
    said: Said,
    domain: Domain,
    /// What was answered so far; a form that comes again takes what still fits.
    answers: Answers,
    ignored: Vec<String>,
    told: bool,
}

impl Filling<'_> {
    async fn fill(
        &mut self,
        context: &mut Context,
        session: &mut Session,
        form: &Form,
    ) -> Result<Submission, Report> {
        let i18n = context.i18n.clone();
        self.answers = form.carry_over(&self.answers);
        let unknown = self.said.enter(&i18n, form, &mut self.answers)?;
        self.tell(context, form, unknown)?;
        self.ask_missing(context, session, form).await?;
        self.ask_secrets(context, session, form).await?;
        // A puzzle is for one submission: it is not looked at before all else is right.
        if let Err(found) = form.check(&self.answers, self.options.insist) {
            let of_puzzle =
                |problem: &Problem| form.field(&problem.field).is_some_and(Field::is_puzzle);
            let found: Vec<Problem> = found.into_iter().filter(|one| !of_puzzle(one)).collect();
            if !found.is_empty() {
                return Err(words::problems(&i18n, form, &found));
            }
        }
        self.solve(context, session, form).await?;
        form.check(&self.answers, self.options.insist)
            .map_err(|found| words::problems(&i18n, form, &found))
    }

    /// Shows the form to somebody who fills it in by hand, and tells what will not be sent.
    fn tell(&mut self, context: &Context, form: &Form, unknown: Vec<String>) -> Result<(), Report> {
        let sentence = |names: &[String]| {
            let arguments = [("names", names.join(", "))];
            context.i18n.with("cli-set-unknown", arguments)
        };
        if self.options.strict && !unknown.is_empty() {
            return Err(Report::usage(sentence(&unknown)).body(Body {
                ignored: unknown,
                ..Body::default()
            }));
        }
        if self.told {
            return Ok(());
        }
        self.told = true;
        if context.asker.is_terminal() {
            for line in form::lines(&context.i18n, form) {
                print::error(&line);
            }
        }
        if !unknown.is_empty() {
            print::error(&sentence(&unknown));
        }
        self.ignored = unknown;
        Ok(())
    }

    /// Asks for what must be answered and is not, one by one; where nobody can be asked, names it.
    async fn ask_missing(
        &mut self,
        context: &mut Context,
        session: &mut Session,
        form: &Form,
    ) -> Result<(), Report> {
        let named = |field: &Field| matches!(field.role, Role::Username);
        let missing: Vec<&Field> = form
            .fields
            .iter()
            .filter(|field| field.is_question() && !field.role.is_captcha())
            .filter(|field| !words::is_secret(field) && field.kind != Kind::Toggle)
            .filter(|field| field.required || named(field))
            .filter(|field| self.answers.get(&field.id).is_none_or(Value::is_empty))
            .collect();
        if missing.is_empty() {
            return Ok(());
        }
        let i18n = context.i18n.clone();
        if !context.asker.is_terminal() {
            let problems: Vec<Problem> = missing
                .into_iter()
                .map(|field| Problem {
                    field: field.id.clone(),
                    fault: Fault::Empty,
                    severity: Severity::Block,
                })
                .collect();
            return Err(words::problems(&i18n, form, &problems));
        }
        for field in missing {
            let question = format!("{}:", words::label(&context.i18n, field));
            loop {
                let typed = session.meanwhile(context.asker.line(&question)).await?;
                if typed.trim().is_empty() {
                    print::error(&crate::words::fault(&i18n, &Fault::Empty));
                    continue;
                }
                let parts: Vec<&str> = match field.kind {
                    Kind::Addresses | Kind::Choice { many: true, .. } => {
                        typed.split(',').map(str::trim).collect()
                    }
                    _ => vec![typed.trim()],
                };
                self.answers
                    .set(field.id.clone(), value(&i18n, field, &parts)?);
                break;
            }
        }
        Ok(())
    }

    /// Asks for the password, and for whatever else nobody should see, in the form's order.
    async fn ask_secrets(
        &mut self,
        context: &mut Context,
        session: &mut Session,
        form: &Form,
    ) -> Result<(), Report> {
        for field in form.fields.iter().filter(|field| field.is_question()) {
            let wanted = field.role == Role::Password
                || (words::is_secret(field) && field.required && !field.role.is_captcha());
            if !wanted
                || self
                    .answers
                    .get(&field.id)
                    .is_some_and(|value| !value.is_empty())
            {
                continue;
            }
            let question = if field.role == Role::Password {
                context.i18n.text("cli-ask-new-password")
            } else {
                format!("{}:", words::label(&context.i18n, field))
            };
            let secret = session
                .meanwhile(context.asker.new_password(&question))
                .await?;
            self.answers.set(field.id.clone(), Value::Secret(secret));
        }
        Ok(())
    }
}
