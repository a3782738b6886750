//! A new password, and the proof that it is one.

use tokio_xmpp::minidom::Element;

use super::{
    super::{prepared, refused, worked_out},
    AccountError, Owner, Rest, leave,
};
use crate::{
    domain::{Credentials, Form, Secret, Submission},
    engine::{Error, stream::Answer},
    protocol::{Step, register},
};

impl Owner {
    /// Changes the password (XEP-0077 section 3.3) and proves the new one by a sign-in on another connection. Afterwards
    /// it is in [`Self::credentials`].
    ///
    /// # Errors
    ///
    /// See [`AccountError`]: with [`AccountError::Refused`] and [`AccountError::Connection`] the old one holds; with
    /// [`AccountError::Unknown`] neither could be proved, and either may hold. A refusal may bring a form to be filled
    /// in, see [`Self::change_password_with`].
    pub async fn change_password(&self, new: &Secret) -> Result<(), AccountError> {
        let new = prepared(new)?;
        let query = register::change_password(self.credentials().address.name(), &new);
        self.change(query, None, new).await
    }

    /// Changes the password with the answers to the form that came with a refusal, and proves the new one by a sign-in.
    ///
    /// What the program knows of the answers, [`Form::presets_for`] fills in. The new password is the one in the
    /// submission; `new` is the one that was wanted, for a form that does not ask for it again.
    ///
    /// # Errors
    ///
    /// As [`Self::change_password`]; another refusal is judged by this form.
    pub async fn change_password_with(
        &self,
        form: &Form,
        submission: Submission,
        new: &Secret,
    ) -> Result<(), AccountError> {
        let submission = worked_out(self.target(), None, submission).await?;
        let new = match submission.password() {
            Some(new) => new.clone(),
            None => prepared(new)?,
        };
        self.change(register::submit(&submission), Some(form), new)
            .await
    }

    async fn change(
        &self,
        query: Element,
        form: Option<&Form>,
        new: Secret,
    ) -> Result<(), AccountError> {
        let mut session = self.0.session.lock().await;
        leave(session.take()).await;
        let mut account = self.enter().await?;
        let own = self.credentials();
        // From here on it may be the one, whatever becomes of this future.
        self.known().sent = Some(new.clone());
        let domain = self.target().domain.to_string();
        let doubt = match account.send(Some(&domain), query).await {
            Ok(Answer::Result(_)) => {
                account.leave().await;
                None
            }
            Ok(Answer::Refused(iq)) => {
                let no = refused(&iq, Step::ChangePassword, form, self.target());
                if !no.leaves_open() {
                    self.known().sent = None;
                    *session = Some(Rest::Session(Box::new(account)));
                    return Err(no);
                }
                account.leave().await;
                Some(no)
            }
            Err(cut) => {
                drop(account);
                self.let_settle().await;
                Some(cut.into())
            }
        };
        let changed = Credentials {
            password: new,
            ..own.clone()
        };
        let by_new = match self.try_password(&changed).await {
            Ok(stream) => {
                self.take_over(&changed);
                *session = Some(Rest::Proved(stream));
                return Ok(());
            }
            Err(error) => error,
        };
        // The new one does not open: what the server said, or did not say, is no proof. Once with the old one.
        match (self.try_password(&own).await, doubt) {
            // The connection stood, and the server may still be at it.
            (Ok(_), Some(AccountError::Connection(cut @ Error::Timeout(_)))) => {
                Err(AccountError::Unknown(cut))
            }
            (Ok(stream), Some(doubt)) if by_new.is_no() => {
                self.known().sent = None;
                *session = Some(Rest::Proved(stream));
                Err(doubt)
            }
            (_, Some(doubt)) => Err(AccountError::Unknown(doubt.into_error())),
            (_, None) => Err(AccountError::Unknown(by_new.into_error())),
        }
    }
}
