//! What a server says of itself, and what it has on record.

use super::{super::refused, AccountError, Owner};
use crate::{
    domain::{About, Form, Offer, Purpose, Reason, Refusal, Role, Submission},
    engine::stream::Answer,
    protocol::{Step, discovery, register},
};

impl Owner {
    /// What the server says of itself: whether it lets accounts be changed, and who runs it. One that does not say, or
    /// not within 5 seconds, says nothing; that is no error.
    ///
    /// # Errors
    ///
    /// See [`AccountError`].
    pub async fn about(&self) -> Result<About, AccountError> {
        let domain = self.target().domain.to_string();
        let question = [(Some(domain), discovery::ask_info())];
        let replies = self.ask_all(&question, self.patience()).await?;
        let mut about = match replies.into_iter().next().flatten() {
            Some(Answer::Result(iq)) => discovery::about(&iq),
            _ => About::default(),
        };
        if self.known().registers {
            about.registration = Some(true);
        }
        Ok(about)
    }

    /// Reads what the server has on record: the form of XEP-0077 section 3.1 with its current values. `None` if the
    /// server does not answer that question.
    ///
    /// # Errors
    ///
    /// See [`AccountError`].
    pub async fn record(&self) -> Result<Option<Form>, AccountError> {
        let Answer::Result(iq) = self.ask(None, register::ask()).await? else {
            return Ok(None);
        };
        let offer = register::offer_in(&iq, &self.target().lang, Purpose::Other, false);
        Ok(match offer {
            Offer::Form(form) | Offer::Registered(form) => Some(form),
            Offer::Web(_) | Offer::Closed(_) => None,
        })
    }

    /// Changes what the server has on record, with the answers to the form that [`Self::record`] gave.
    ///
    /// Such a form may ask for name and password again: [`Form::presets_for`] with [`Self::credentials`] fills them in. It
    /// cannot change the password; a submission with another one is not sent.
    ///
    /// # Errors
    ///
    /// See [`AccountError`]; [`AccountError::Unknown`] if no answer came.
    pub async fn change_record(
        &self,
        form: &Form,
        submission: Submission,
    ) -> Result<(), AccountError> {
        let password = form.fields.iter().find(|field| {
            field.role == Role::Password
                && submission.entries().iter().any(|entry| {
                    entry.name == field.id && entry.values != [self.credentials().password]
                })
        });
        if let Some(field) = password {
            return Err(AccountError::Refused(Box::new(Refusal {
                fields: vec![field.id.clone()],
                ..Refusal::new(Reason::AnswersNotAccepted)
            })));
        }
        let submission = super::super::worked_out(self.target(), None, submission).await?;
        let query = register::submit(&submission);
        let domain = self.target().domain.to_string();
        match self.send(Some(&domain), query).await? {
            Ok(Answer::Result(_)) => Ok(()),
            Ok(Answer::Refused(iq)) => Err(refused(&iq, Step::Info, Some(form), self.target())),
            Err(cut) => Err(AccountError::Unknown(cut)),
        }
    }
}
