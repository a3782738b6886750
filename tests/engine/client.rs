//! A session as a window drives it.

use std::time::Duration;

use sipper::Sipper as _;
use tokio::{
    sync::mpsc::{UnboundedReceiver, unbounded_channel},
    task::JoinHandle,
};
use vestibule::{
    domain::{Answers, Form, Offer, Secret, Submission, Value},
    engine::{Command, Error, Event, Outcome, Remote, Stage, Target, open},
};

use crate::fake::PASSWORD;

/// No test may hang; none depends on this.
const PATIENCE: Duration = Duration::from_secs(30);

pub struct Client {
    pub remote: Option<Remote>,
    events: UnboundedReceiver<Event>,
    session: JoinHandle<Result<Outcome, Error>>,
    pub stages: Vec<Stage>,
}

impl Client {
    pub fn open(target: &Target) -> Self {
        let (remote, straw) = open(target.clone());
        let (tell, events) = unbounded_channel();
        let session = tokio::spawn(async move {
            let mut straw = straw.pin();
            while let Some(event) = straw.sip().await {
                let _ = tell.send(event);
            }
            straw.await
        });
        Self {
            remote: Some(remote),
            events,
            session,
            stages: Vec::new(),
        }
    }

    pub fn send(&self, command: Command) {
        self.remote.as_ref().unwrap().send(command);
    }

    /// The next event that is no stage; `None` at the end.
    pub async fn event(&mut self) -> Option<Event> {
        loop {
            match tokio::time::timeout(PATIENCE, self.events.recv())
                .await
                .expect("no event in time")
            {
                Some(Event::Stage(stage)) => self.stages.push(stage),
                other => return other,
            }
        }
    }

    /// The form, which must be the next thing that is told.
    pub async fn form(&mut self) -> Form {
        match self.event().await {
            Some(Event::Offered(Offer::Form(form))) => form,
            Some(other) => panic!("not a form: {other:?}"),
            None => panic!("no form, but the end: {:?}", (&mut self.session).await),
        }
    }

    /// The end of the session; nothing else may be told before.
    pub async fn end(mut self) -> Result<Outcome, Error> {
        if let Some(event) = self.event().await {
            panic!("not the end: {event:?}");
        }
        (&mut self.session).await.unwrap()
    }

    /// Waits for a stage to begin.
    pub async fn stage(&mut self, wanted: Stage) {
        loop {
            match tokio::time::timeout(PATIENCE, self.events.recv())
                .await
                .expect("no event in time")
            {
                Some(Event::Stage(stage)) if stage == wanted => return,
                Some(Event::Stage(_)) => {}
                other => panic!("not a stage: {other:?}"),
            }
        }
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        self.session.abort();
    }
}

/// The answers of somebody who wants this name.
pub fn filled(form: &Form, name: &str) -> Submission {
    form.check(&answers(form, name), false).unwrap()
}

/// The same, not checked yet.
pub fn answers(form: &Form, name: &str) -> Answers {
    let mut answers = form.presets();
    answers.set("username".into(), Value::Text(name.to_owned()));
    answers.set("password".into(), Value::Secret(Secret::from(PASSWORD)));
    answers
}
