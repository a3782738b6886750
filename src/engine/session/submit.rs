//! Sending answers, and finding out what became of them.
//!
//! A wrong "made" and a wrong "not made" are the worst that this program could say.

use std::sync::Arc;

use tokio::time::Instant;

use super::{
    Session,
    invitation::{self, Shown},
    reach::refusal,
};
use crate::{
    domain::{Credentials, Form, Reason, Refusal, Submission},
    engine::{
        Error, Event, Invited, Outcome, Proof, Stage,
        account::{self, AccountError},
        dial::{self, Wire, within},
        progress::Progress,
        route::Route,
        stream::{Answer, Stream},
        turns::Turns,
    },
    protocol::{Step, register},
};

/// What became of a submission.
pub(super) enum Verdict {
    /// The account is made.
    Made(Outcome),
    /// Refused, with a form to be filled in instead.
    Form(Form),
    /// Refused, or not made for certain: a new form has to be asked for.
    Again,
    /// Not sent, for the server does not take the invitation any more.
    TurnedAway(Refusal),
}

/// What a sign-in says about an account that may have been made.
enum Finding {
    Made(Proof),
    NotMade,
    Unknown(Error),
}

impl Session {
    /// Sends a submission, once, and stays until it is known what became of it.
    pub(super) async fn submit(
        &mut self,
        stream: &mut Option<Stream<Wire>>,
        submission: Submission,
    ) -> Result<Verdict, Error> {
        self.events.send(Event::Stage(Stage::Submit)).await;
        let credentials = submission.credentials(&self.route.target.domain);
        let mut line = if let Some(living) = stream.take() {
            living
        } else {
            // Nothing is sent yet: this can be given up.
            let reopened = reopen(&self.route, self.turns.clone());
            let (line, shown) = self.orders.unless_closed(reopened).await?;
            let invited = shown.invited();
            if let Shown::Refused(refusal) = shown {
                *stream = Some(line);
                return self.turned_away(refusal, invited).await;
            }
            self.invited(invited).await;
            line
        };
        let invites = line.wants_invitation();
        let deadline = Instant::now() + self.route.target.deadlines.submit;
        let domain = self.route.target.domain.to_string();
        let question = line.ask("set", Some(&domain), register::submit(&submission));
        let answered = within(deadline, Stage::Submit, question);
        match self.orders.meanwhile(answered).await {
            Ok(Answer::Result(_)) => {
                self.turns.registered();
                line.close().await;
                self.prove(credentials).await.map(Verdict::Made)
            }
            Ok(Answer::Refused(iq)) => {
                self.cut = None;
                let form = self.form.as_ref();
                let refusal = refusal(&iq, Step::Submit, form, &self.route.target, invites);
                *stream = Some(line);
                self.refused(refusal, credentials).await
            }
            Err(cut) => {
                drop(line);
                self.find_out(cut, credentials).await
            }
        }
    }

    /// The server said that the account is made: proves it, if that is wanted.
    async fn prove(&mut self, credentials: Option<Credentials>) -> Result<Outcome, Error> {
        let Some(credentials) = credentials else {
            return Ok(Outcome {
                address: None,
                proof: Proof::Nothing,
            });
        };
        let proof = if self.route.target.prove {
            match self.sign_in(&credentials).await {
                Ok(()) => Proof::SignedIn,
                Err(error) if error.is_no() => Proof::Waiting,
                Err(error) => Proof::Untried(Arc::new(error.into_error())),
            }
        } else {
            Proof::Unwanted
        };
        Ok(Outcome {
            address: Some(credentials.address),
            proof,
        })
    }

    /// The server said no. It is looked first whether there is an account all the same, where the no says nothing about it,
    /// and whose the name is if an earlier answer left that in doubt.
    async fn refused(
        &mut self,
        mut refusal: Refusal,
        credentials: Option<Credentials>,
    ) -> Result<Verdict, Error> {
        let leaves_open = refusal.leaves_open();
        let doubted = |own: &Credentials| {
            refusal.reason == Reason::NameTaken && self.doubted.contains(own.address.name())
        };
        if let Some(credentials) = credentials
            && (leaves_open || doubted(&credentials))
        {
            match self.look(&credentials).await {
                Finding::Made(proof) => {
                    return Ok(Verdict::Made(Outcome {
                        address: Some(credentials.address),
                        proof,
                    }));
                }
                Finding::NotMade if leaves_open => {
                    let _ = self.doubted.insert(credentials.address.name().clone());
                }
                Finding::NotMade => refusal.reason = Reason::NameTakenPerhapsByUs,
                Finding::Unknown(cause) => return Err(unknown(credentials, cause)),
            }
        }
        // Nobody can be held to a name that cannot be had.
        if matches!(
            refusal.reason,
            Reason::NameTaken | Reason::NameTakenPerhapsByUs | Reason::NameNotAllowed
        ) {
            self.invited_name = None;
            self.is_there = Some(false);
        }
        if let Some(form) = &mut refusal.form {
            self.settle(form);
        }
        let form = refusal.form.as_deref().cloned();
        self.events.send(Event::Refused(refusal)).await;
        Ok(form.map_or(Verdict::Again, Verdict::Form))
    }

    /// The invitation is not taken any more, on a new stream. Nothing was sent there.
    async fn turned_away(
        &mut self,
        refusal: Refusal,
        invited: Option<Invited>,
    ) -> Result<Verdict, Error> {
        if invited == Some(Invited::Refused)
            && let Some(credentials) = self.cut.take()
        {
            return self.used_up(credentials).await.map(Verdict::Made);
        }
        self.invited(invited).await;
        self.events.send(Event::Refused(refusal.clone())).await;
        Ok(Verdict::TurnedAway(refusal))
    }

    /// The invitation is not taken any more after a submission was cut off: it may be that which used it up, later than
    /// it was looked for.
    pub(super) async fn used_up(&mut self, credentials: Credentials) -> Result<Outcome, Error> {
        match self.look(&credentials).await {
            Finding::Made(proof) => Ok(Outcome {
                address: Some(credentials.address),
                proof,
            }),
            Finding::NotMade => {
                let spent = "the server does not take the invitation any more";
                Err(unknown(credentials, Error::Lost(spent.to_owned())))
            }
            Finding::Unknown(cause) => Err(unknown(credentials, cause)),
        }
    }

    /// No answer came, and the submission may have arrived: finds out by one sign-in. It is never sent again.
    async fn find_out(
        &mut self,
        cut: Error,
        credentials: Option<Credentials>,
    ) -> Result<Verdict, Error> {
        tracing::debug!(error = %cut, "no answer to the submission");
        let Some(credentials) = credentials else {
            return Err(Error::OutcomeUnknown {
                address: None,
                cause: Box::new(cut),
            });
        };
        let settled = tokio::time::sleep(self.route.target.deadlines.settle);
        self.orders.meanwhile(settled).await;
        match self.look(&credentials).await {
            Finding::Made(proof) => Ok(Verdict::Made(Outcome {
                address: Some(credentials.address),
                proof,
            })),
            // The connection stands, and the server may still be at it.
            Finding::NotMade if matches!(cut, Error::Timeout(_)) => Err(unknown(credentials, cut)),
            Finding::NotMade => {
                let _ = self.doubted.insert(credentials.address.name().clone());
                self.cut = Some(credentials);
                self.events.send(Event::NotMade).await;
                Ok(Verdict::Again)
            }
            Finding::Unknown(cause) => Err(unknown(credentials, cause)),
        }
    }

    async fn look(&mut self, credentials: &Credentials) -> Finding {
        match self.sign_in(credentials).await {
            Ok(()) => Finding::Made(Proof::SignedIn),
            // What is disabled is there.
            Err(error) if error.has_condition("account-disabled") => Finding::Made(Proof::Waiting),
            Err(error) if error.is_no() => Finding::NotMade,
            Err(error) => Finding::Unknown(error.into_error()),
        }
    }

    async fn sign_in(&mut self, credentials: &Credentials) -> Result<(), AccountError> {
        self.events.send(Event::Stage(Stage::Prove)).await;
        let proved = account::prove_on(&self.route, credentials);
        self.orders.meanwhile(proved).await
    }
}

/// Opens a new stream to send answers on. That the old one died is no news.
///
/// The answers wait for the stream's features, though that costs a round trip. Until they are out, whatever goes wrong is
/// known to have made no account; a server that is just starting anew and turns streams away would otherwise leave that
/// open, for there would be nobody to ask.
///
/// An invitation is shown again, for it holds for one stream.
async fn reopen(route: &Route, turns: Turns) -> Result<(Stream<Wire>, Shown), Error> {
    let deadline = Instant::now() + route.target.deadlines.whole;
    let mut progress = Progress::counted(turns);
    let opened = async {
        let mut stream = dial::connect(route, &mut progress, Stage::Submit).await?;
        let shown = invitation::show(route, &mut stream, Stage::Submit).await?;
        Ok((stream, shown))
    };
    within(deadline, Stage::Submit, opened).await
}

fn unknown(credentials: Credentials, cause: Error) -> Error {
    Error::OutcomeUnknown {
        address: Some(credentials.address),
        cause: Box::new(cause),
    }
}
