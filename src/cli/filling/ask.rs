//! What is asked for one by one: on a terminal by prompts, passwords also from where they were said to come from.

use super::Filling;
use crate::cli::answers::value;
use crate::cli::outcome::Report;
use crate::cli::session::Line;
use crate::cli::{Context, print, words};
use crate::domain::{Fault, Field, FieldId, Form, Kind, Problem, Purpose, Role, Severity, Value};

impl Filling<'_> {
    /// Asks for what must be answered and is not, and for those fields that are to be answered `anew`, one by one; where
    /// nobody can be asked, names what is missing.
    pub(super) async fn ask_missing(
        &mut self,
        context: &mut Context,
        session: &mut Line<'_>,
        form: &Form,
        anew: &[FieldId],
    ) -> Result<(), Report> {
        let terminal = context.asker.is_terminal();
        let lacks = |field: &&Field| {
            let answered = self.answers.get(&field.id);
            let empty = answered.is_none_or(Value::is_empty);
            let named = field.role == Role::Username;
            match field.kind {
                // A switch that nobody touched is off. Somebody who is there is asked, and what a refusal asks for is not
                // answered by leaving it alone.
                Kind::Toggle => {
                    (terminal || self.forms > 0) && field.required && self.is_off(field)
                }
                _ => empty && (field.required || named),
            }
        };
        let missing: Vec<&Field> = form
            .fields
            .iter()
            .filter(|field| field.is_question() && !field.role.is_captcha())
            .filter(|field| !words::is_secret(field) && !field.fixed)
            .filter(|field| lacks(field) || anew.contains(&field.id))
            .collect();
        if missing.is_empty() {
            return Ok(());
        }
        if !terminal {
            let problems: Vec<Problem> = missing
                .into_iter()
                .map(|field| Problem {
                    field: field.id.clone(),
                    fault: Fault::Empty,
                    severity: Severity::Block,
                })
                .collect();
            return Err(words::problems(&context.i18n, form, &problems));
        }
        for field in missing {
            self.ask(context, session, form, field).await?;
        }
        Ok(())
    }

    fn is_off(&self, field: &Field) -> bool {
        !matches!(self.answers.get(&field.id), Some(Value::Toggle(true))) && !self.said.names(field)
    }

    /// Asks for one answer until it is one.
    async fn ask(
        &mut self,
        context: &mut Context,
        session: &mut Line<'_>,
        form: &Form,
        field: &Field,
    ) -> Result<(), Report> {
        let i18n = context.i18n.clone();
        let mut question = words::label(&i18n, field);
        if field.kind == Kind::Toggle {
            let (yes, no) = (i18n.text("cli-yes"), i18n.text("cli-no"));
            question = format!("{question} [{yes}/{no}]");
        }
        question.push(':');
        loop {
            let typed = session.meanwhile(context.asker.line(&question)).await?;
            let parts: Vec<&str> = match field.kind {
                Kind::Addresses | Kind::Choice { many: true, .. } => {
                    typed.split(',').map(str::trim).collect()
                }
                _ => vec![typed.trim()],
            };
            let answer = match value(&i18n, field, &parts) {
                Ok(answer) => answer,
                Err(wrong) => {
                    wrong.print(false);
                    continue;
                }
            };
            self.answers.set(field.id.clone(), answer);
            let Err(found) = form.check(&self.answers, self.answering.insist) else {
                return Ok(());
            };
            match found.iter().find(|problem| problem.field == field.id) {
                Some(problem) => print::error(&crate::words::fault(&i18n, &problem.fault)),
                None => return Ok(()),
            }
        }
    }

    /// Asks for the password, and for whatever else nobody should see, in the form's order.
    pub(super) async fn ask_secrets(
        &mut self,
        context: &mut Context,
        session: &mut Line<'_>,
        form: &Form,
    ) -> Result<(), Report> {
        for field in form.fields.iter().filter(|field| field.is_question()) {
            let wanted = field.role == Role::Password
                || (words::is_secret(field) && field.required && !field.role.is_captcha());
            let answered = self.answers.get(&field.id);
            if !wanted || answered.is_some_and(|value| !value.is_empty()) {
                continue;
            }
            // Another service may want a password that is chosen already.
            let is_new = field.role == Role::Password && form.purpose != Purpose::Other;
            let question = if is_new {
                context.i18n.text("cli-ask-new-password")
            } else {
                format!("{}:", words::label(&context.i18n, field))
            };
            let asked = context.asker.new_password(&question);
            let secret = session.meanwhile(asked).await?;
            self.secrets
                .push((field.role, field.id.clone(), secret.clone()));
            self.answers.set(field.id.clone(), Value::Secret(secret));
        }
        Ok(())
    }
}
