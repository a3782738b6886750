//! The end of an account, and the proof of it.

use tokio::time::Instant;
use tokio_xmpp::minidom::Element;

use super::{
    super::{Account, refused, worked_out},
    AccountError, Owner, Rest, leave,
};
use crate::{
    domain::{Form, Submission},
    engine::{Error, Stage, dial::within, stream::Answer},
    protocol::{Step, register},
};

impl Owner {
    /// Deletes the account on the server (XEP-0077 section 3.2) and proves it by a sign-in that the server refuses.
    ///
    /// # Errors
    ///
    /// See [`AccountError`]: with [`AccountError::Refused`] and [`AccountError::Connection`] the account is there;
    /// [`AccountError::StillThere`] if the server said yes and still lets one in; with [`AccountError::Unknown`] it could
    /// not be told. A refusal may bring a form to be filled in, see [`Self::delete_with`].
    pub async fn delete(&self) -> Result<(), AccountError> {
        self.remove(register::remove(), None).await
    }

    /// Deletes the account with the answers to the form that came with a refusal, and proves it as [`Self::delete`] does.
    ///
    /// What the program knows of the answers, [`Form::presets_for`] fills in.
    ///
    /// # Errors
    ///
    /// As [`Self::delete`]; another refusal is judged by this form.
    pub async fn delete_with(
        &self,
        form: &Form,
        submission: Submission,
    ) -> Result<(), AccountError> {
        let submission = worked_out(self.target(), None, submission).await?;
        self.remove(register::submit(&submission), Some(form)).await
    }

    async fn remove(&self, query: Element, form: Option<&Form>) -> Result<(), AccountError> {
        let mut session = self.0.session.lock().await;
        leave(session.take()).await;
        // That this password opened a moment ago is half of the proof.
        let mut account = self.enter().await?;
        let own = self.credentials();
        // The account may be gone before the answer is out: an ended stream says as much as a result.
        let end = match account.send(None, query).await {
            Ok(Answer::Result(_)) => End::Told(last_words(account).await),
            Ok(Answer::Refused(iq)) => {
                let no = refused(&iq, Step::Remove, form, self.target());
                if !no.leaves_open() {
                    *session = Some(Rest::Session(Box::new(account)));
                    return Err(no);
                }
                account.leave().await;
                End::Open(no)
            }
            // With these a server ends the streams of an account that is gone.
            Err(Error::Stream { condition, text })
                if matches!(condition.as_str(), "not-authorized" | "conflict") =>
            {
                End::Told(text)
            }
            Err(cut) => {
                drop(account);
                self.let_settle().await;
                End::Open(cut.into())
            }
        };
        match (self.try_password(&own).await, end) {
            (Err(error), _) if error.is_no() => Ok(()),
            (Ok(stream), end) => {
                *session = Some(Rest::Proved(stream));
                Err(match end {
                    End::Told(server_text) => AccountError::StillThere(server_text),
                    // The connection stood, and the server may still be at it.
                    End::Open(AccountError::Connection(cut @ Error::Timeout(_))) => {
                        AccountError::Unknown(cut)
                    }
                    End::Open(error) => error,
                })
            }
            (Err(error), _) => Err(AccountError::Unknown(error.into_error())),
        }
    }
}

/// What a server said to a deletion.
enum End {
    /// That it is done, with its words if it gave any.
    Told(Option<String>),
    /// Nothing, or nothing that could be relied on.
    Open(AccountError),
}

/// What the server says when it ends the stream of an account that it has deleted, if it does so soon.
async fn last_words(mut account: Account) -> Option<String> {
    let deadline = Instant::now() + account.target.deadlines.settle;
    let end = async {
        loop {
            let _ = account.stream.next().await?;
        }
    };
    let ended: Result<(), Error> = within(deadline, Stage::Submit, end).await;
    match ended {
        Err(Error::Stream { text, .. }) => text,
        Err(Error::Timeout(_)) => {
            account.leave().await;
            None
        }
        _ => None,
    }
}
