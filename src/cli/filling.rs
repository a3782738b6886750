//! A form on its way to a submission: answered by `--set`, by whoever sits at the terminal, and by what is known.

mod ask;
mod outside;
mod puzzle;

use super::answers::Said;
use super::json::Body;
use super::options::Answering;
use super::outcome::{Outcome, Report};
use super::session::Line;
use super::{Context, form, print, words};
use crate::domain::{
    Answers, Credentials, Field, FieldId, Form, Kind, Problem, Reason, Refusal, Role, Secret,
    Submission, Value, Way,
};
use crate::engine::{Picture, PictureFault};
use crate::i18n::I18n;

/// The most forms inside refusals that are filled in for one verb.
const FORMS: u32 = 3;
/// How often a captcha command may answer in all.
const ANSWERS: u32 = 3;

/// What a verb answers to the forms that come.
pub(super) struct Filling<'a> {
    said: Said,
    answering: &'a Answering,
    /// Whether a name in `--set` that the first form does not have is an error.
    strict: bool,
    captcha_command: Option<&'a str>,
    /// The server or service that sends the forms.
    place: String,
    /// The name that is proposed for a new account.
    named: Option<String>,
    /// The account that a form is about, and the new password for it if there is one.
    own: Option<(Credentials, Option<Secret>)>,
    /// What was answered so far; a form that comes again takes what still fits.
    answers: Answers,
    /// Passwords and the like that were given once, for whichever form asks for them.
    secrets: Vec<(Role, FieldId, Secret)>,
    /// The names in `--set` that no form had so far; `None` before the first form.
    ignored: Option<Vec<String>>,
    /// The form that was answered last, as far as a person answers it, and its answers.
    last: Option<(Questions, Answers)>,
    /// The pictures of the form that is filled in, as far as they have come.
    pictures: Vec<(FieldId, Result<Picture, PictureFault>)>,
    forms: u32,
    wrong: u32,
}

/// What a form asks a person, and how it is sent.
type Questions = (Way, Vec<(FieldId, Kind, bool)>);

impl<'a> Filling<'a> {
    /// # Errors
    ///
    /// If an answer of `--set` cannot be one.
    pub(super) fn new(i18n: &I18n, answering: &'a Answering, place: &str) -> Result<Self, Report> {
        Ok(Self {
            said: Said::parse(i18n, &answering.answers)?,
            answering,
            strict: false,
            captcha_command: None,
            place: place.to_owned(),
            named: None,
            own: None,
            answers: Answers::default(),
            secrets: Vec::new(),
            ignored: None,
            last: None,
            pictures: Vec::new(),
            forms: 0,
            wrong: 0,
        })
    }

    /// Takes names in `--set` that the first form does not have for wrong usage.
    pub(super) fn strict(mut self, strict: bool) -> Self {
        self.strict = strict;
        self
    }

    /// Has puzzles answered by this command.
    pub(super) fn captcha_command(mut self, command: Option<&'a str>) -> Self {
        self.captcha_command = command;
        self
    }

    /// Proposes this name for a new account, where no other one is said.
    pub(super) fn named(mut self, name: Option<String>) -> Self {
        self.named = name;
        self
    }

    /// Fills in what is known of an own account, with its new password if it gets one.
    pub(super) fn own(mut self, own: &Credentials, new: Option<&Secret>) -> Self {
        self.own = Some((own.clone(), new.cloned()));
        self
    }

    /// The names in `--set` that no form had.
    pub(super) fn ignored(self) -> Vec<String> {
        self.ignored.unwrap_or_else(|| self.said.all_names())
    }

    /// Makes a submission of a form that the server offers.
    ///
    /// # Errors
    ///
    /// What is missing or wrong, where nobody can be asked.
    pub(super) async fn fill(
        &mut self,
        context: &mut Context,
        session: &mut Line<'_>,
        form: &Form,
    ) -> Result<Submission, Report> {
        self.fill_in(context, session, form, &[]).await
    }

    /// Makes a submission of the form that came inside a refusal.
    ///
    /// # Errors
    ///
    /// The refusal, with what is missing; also if that form was answered with the same before, and if forms come again
    /// and again.
    pub(super) async fn fill_again(
        &mut self,
        context: &mut Context,
        session: &mut Line<'_>,
        refusal: &Refusal,
        form: &Form,
    ) -> Result<Submission, Report> {
        let mut refused = words::refused(&context.i18n, &self.place, refusal);
        // Whatever it says: there is something to fill in.
        refused.outcome = Outcome::Refused;
        self.forms += 1;
        if self.forms > FORMS {
            return Err(refused);
        }
        if refusal.reason == Reason::CaptchaWrong {
            self.wrong += 1;
        }
        let mut anew: &[FieldId] = &[];
        if context.asker.is_terminal() {
            self.tell_refusal(context, refusal);
            anew = &refusal.fields;
            self.secrets.retain(|(_, field, _)| !anew.contains(field));
        }
        let last = self.last.take();
        if last
            .as_ref()
            .is_some_and(|(asked, _)| *asked != questions(form))
        {
            show(context, form);
        }
        match self.fill_in(context, session, form, anew).await {
            Ok(_) if last == self.last => Err(refused),
            Ok(submission) => Ok(submission),
            Err(report) => Err(report.after(refused)),
        }
    }

    /// Whether another answer can be given to a puzzle, that of the last form having been wrong. Another form comes then.
    pub(super) fn may_solve_again(&mut self, context: &Context, refusal: &Refusal) -> bool {
        self.wrong += 1;
        let again = match self.captcha_command {
            Some(_) => self.wrong < ANSWERS,
            None => context.asker.is_terminal(),
        };
        if again && context.asker.is_terminal() {
            self.tell_refusal(context, refusal);
        }
        again
    }

    async fn fill_in(
        &mut self,
        context: &mut Context,
        session: &mut Line<'_>,
        form: &Form,
        anew: &[FieldId],
    ) -> Result<Submission, Report> {
        let i18n = context.i18n.clone();
        self.pictures.clear();
        self.answers = form.carry_over(&self.answers);
        self.enter_known(form);
        // An answer to a puzzle is good for one puzzle only.
        let puzzles = self.wrong == 0;
        let unknown = self.said.enter(&i18n, form, puzzles, &mut self.answers)?;
        self.tell(context, form, unknown)?;
        for field in form.fields.iter().filter(|field| words::is_secret(field)) {
            if anew.contains(&field.id) {
                let nothing = Value::Secret(Secret::from(""));
                self.answers.set(field.id.clone(), nothing);
            }
        }
        self.ask_missing(context, session, form, anew).await?;
        self.ask_secrets(context, session, form).await?;
        // A puzzle is for one submission: it is not looked at before all else is right.
        if let Err(found) = form.check(&self.answers, self.answering.insist) {
            let of_puzzle =
                |problem: &Problem| form.field(&problem.field).is_some_and(Field::is_puzzle);
            let found: Vec<Problem> = found.into_iter().filter(|one| !of_puzzle(one)).collect();
            if !found.is_empty() {
                return Err(words::problems(&i18n, form, &found));
            }
        }
        self.solve(context, session, form).await?;
        let submission = form
            .check(&self.answers, self.answering.insist)
            .map_err(|found| words::problems(&i18n, form, &found))?;
        self.last = Some((questions(form), self.answers.clone()));
        Ok(submission)
    }

    /// What is known is not asked for again, whatever the field of a password is called this time.
    fn enter_known(&mut self, form: &Form) {
        if let Some((own, new)) = &self.own {
            for (field, value) in form.presets_for(own, new.as_ref()).iter() {
                if self.answers.get(field).is_none_or(Value::is_empty) {
                    self.answers.set(field.clone(), value.clone());
                }
            }
        }
        if let (Some(name), Some(field)) = (&self.named, form.role(Role::Username))
            && field.kind == Kind::Text
            && self.answers.get(&field.id).is_none_or(Value::is_empty)
        {
            self.answers
                .set(field.id.clone(), Value::Text(name.clone()));
        }
        for field in form.fields.iter().filter(|field| words::is_secret(field)) {
            let known = self.secrets.iter().find(|(role, id, _)| {
                *id == field.id || *role == field.role && field.role != Role::Other
            });
            if let Some((_, _, secret)) = known {
                self.answers
                    .set(field.id.clone(), Value::Secret(secret.clone()));
            }
        }
    }

    /// Shows the first form to somebody who fills it in by hand, and tells what will not be sent.
    fn tell(&mut self, context: &Context, form: &Form, unknown: Vec<String>) -> Result<(), Report> {
        let sentence = |names: &[String]| {
            let arguments = [("names", names.join(", "))];
            context.i18n.with("cli-set-unknown", arguments)
        };
        if let Some(ignored) = &mut self.ignored {
            ignored.retain(|name| unknown.contains(name));
            return Ok(());
        }
        if self.strict && !unknown.is_empty() {
            return Err(Report::usage(sentence(&unknown)).body(Body {
                ignored: unknown,
                ..Body::default()
            }));
        }
        show(context, form);
        if !unknown.is_empty() {
            print::error(&sentence(&unknown));
        }
        self.ignored = Some(unknown);
        Ok(())
    }

    /// The report on a refusal that ends it.
    pub(super) fn refused(&self, context: &Context, refusal: &Refusal) -> Report {
        words::refused(&context.i18n, &self.place, refusal)
    }

    /// Says why the server refused, to go on all the same.
    pub(super) fn tell_refusal(&self, context: &Context, refusal: &Refusal) {
        for line in words::refusal_lines(&context.i18n, &self.place, refusal) {
            print::error(&line);
        }
    }
}

fn show(context: &Context, form: &Form) {
    if context.asker.is_terminal() {
        for line in form::lines(&context.i18n, form) {
            print::error(&line);
        }
    }
}

fn questions(form: &Form) -> Questions {
    let questions = form
        .fields
        .iter()
        .filter(|field| field.is_question())
        .map(|field| (field.id.clone(), field.kind.clone(), field.required));
    (form.way, questions.collect())
}
