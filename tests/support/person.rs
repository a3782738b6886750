//! A person who signs up, and the judge of what the person was told.

use std::{collections::HashMap, time::Duration};

use sipper::Sipper as _;
use vestibule::{
    domain::{Form, Offer, Reason, Secret, Submission, Value},
    engine::{Command, Deadlines, Error, Event, Outcome, Proof, Remote, Stage, Target, open},
};

/// A server of whose accounts the truth is known.
pub trait Truth {
    /// Whether this account exists with the person's password.
    fn has(&self, name: &str) -> bool;
    /// How often this name was submitted with the person's password; `None` if that is not known.
    fn submissions(&self, name: &str) -> Option<usize>;
}

pub const PASSWORD: &str = "violet-Tram-Ticket-9";
/// The name that somebody else has, and their password.
pub const TAKEN: (&str, &str) = ("romeo", "somebody else's password");
/// The name that is free.
pub const FREE: &str = "juliet";

/// How often a person presses the button before giving up.
const MOST_PRESSES: usize = 5;

/// No session of these tests takes so long unless it hangs.
const PATIENCE: Duration = Duration::from_secs(60);

/// Deadlines for servers on the same machine.
pub fn short(step: Duration) -> Deadlines {
    let mut deadlines = Deadlines::at_most(step);
    deadlines.settle = Duration::from_millis(20);
    deadlines
}

/// What a person does.
#[derive(Debug, Clone, Copy, Default)]
pub struct Habits {
    /// Presses the button twice.
    pub double_clicks: bool,
    /// Asks for a new form before filling it in, the first time.
    pub refreshes: bool,
    /// Starts with the free name.
    pub lucky: bool,
    /// Chooses this instead of the password that the truth is about.
    pub password: Option<&'static str>,
    /// Presses the button once.
    pub gives_up: bool,
    /// Looks at the form for so long before the button is pressed.
    pub idles: Duration,
    /// Closes the window after so long.
    pub leaves: Option<Duration>,
}

/// What happened to a person.
#[derive(Debug)]
pub struct Story {
    /// How often the button was pressed for a name. A double click is a press.
    pub presses: HashMap<String, usize>,
    /// What was told before the end, and wrong verdicts among it.
    pub told: Vec<String>,
    pub wrong: Vec<String>,
    pub last: String,
    names: [String; 2],
    /// The server offers nothing to fill in.
    pub is_closed: bool,
    pub end: Result<Outcome, Error>,
}

/// A verdict at the end of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    Created,
    NotMade,
    Unknown,
}

/// Signs up: with the name that is taken, and with the free one when that is refused.
pub async fn sign_up(server: &impl Truth, target: Target, habits: Habits) -> Story {
    sign_up_as(server, target, habits, [TAKEN.0, FREE]).await
}

/// The same with these two names.
pub async fn sign_up_as(
    server: &impl Truth,
    target: Target,
    habits: Habits,
    names: [&str; 2],
) -> Story {
    let [taken, free] = names;
    let (remote, straw) = open(target);
    let mut straw = Box::pin(straw.pin());
    let mut story = Story {
        presses: HashMap::new(),
        told: Vec::new(),
        wrong: Vec::new(),
        last: if habits.lucky { free } else { taken }.to_owned(),
        names: names.map(str::to_owned),
        is_closed: false,
        end: Err(Error::Closed),
    };
    if let Some(patience) = habits.leaves {
        let remote = remote.clone();
        tokio::spawn(async move {
            tokio::time::sleep(patience).await;
            remote.send(Command::Close);
        });
    }
    let mut refreshed = !habits.refreshes;
    let acts = async {
        while let Some(event) = straw.sip().await {
            match event {
                Event::Offered(Offer::Form(_)) if !refreshed => {
                    refreshed = true;
                    remote.send(Command::Refresh);
                }
                Event::Offered(Offer::Form(form)) => story.press(&form, &remote, habits),
                Event::Offered(other) => {
                    story.is_closed = matches!(other, Offer::Closed(_));
                    story.told.push(format!("{other:?}"));
                    remote.send(Command::Close);
                }
                Event::Refused(refusal) => {
                    story.check_not_made(server, &format!("refused: {:?}", refusal.reason));
                    if refusal.reason == Reason::NameTaken
                        || refusal.reason == Reason::NameTakenPerhapsByUs
                    {
                        free.clone_into(&mut story.last);
                    }
                }
                Event::NotMade => story.check_not_made(server, "not made"),
                Event::Stage(Stage::Prove) => story.told.push("asks".to_owned()),
                _ => {}
            }
        }
        straw.await
    };
    story.end = tokio::time::timeout(PATIENCE, acts)
        .await
        .expect("a session hangs");
    story
}

impl Story {
    fn press(&mut self, form: &Form, remote: &Remote, habits: Habits) {
        let presses = self.presses.entry(self.last.clone()).or_default();
        *presses += 1;
        let most = if habits.gives_up { 1 } else { MOST_PRESSES };
        if *presses > most {
            *presses -= 1;
            remote.send(Command::Close);
            return;
        }
        self.told.push(format!("presses for {}", self.last));
        let submission = filled(form, &self.last, habits.password.unwrap_or(PASSWORD));
        let (remote, idles) = (remote.clone(), habits.idles);
        let presses = if habits.double_clicks { 3 } else { 1 };
        tokio::spawn(async move {
            tokio::time::sleep(idles).await;
            for _ in 0..presses {
                remote.send(Command::Submit(submission.clone()));
            }
        });
    }

    /// It was told that there is no account.
    fn check_not_made(&mut self, server: &impl Truth, told: &str) {
        self.told.push(told.to_owned());
        if server.has(&self.last) {
            self.wrong
                .push(format!("{told}, but {} was made", self.last));
        }
    }

    /// Compares what was told with the truth. The server must have settled.
    pub fn verdict(&self, server: &impl Truth) -> Result<Verdict, String> {
        let wrong = |what: String| Err(format!("{what}; {self:?}"));
        if let Some(told) = self.wrong.first() {
            return wrong(told.clone());
        }
        for name in &self.names {
            let pressed = self.presses.get(name).copied().unwrap_or(0);
            if let Some(submitted) = server.submissions(name)
                && submitted > pressed
            {
                return wrong(format!(
                    "{submitted} submissions for {pressed} presses for {name}"
                ));
            }
        }
        let made = server.has(&self.last);
        match &self.end {
            Ok(outcome) => {
                let address = outcome
                    .address
                    .as_ref()
                    .map(|address| address.name().to_string());
                let is_right = made
                    && address.as_deref() == Some(&self.last)
                    && !matches!(outcome.proof, Proof::Waiting);
                if is_right {
                    Ok(Verdict::Created)
                } else {
                    wrong("told to be made".to_owned())
                }
            }
            Err(Error::OutcomeUnknown { .. }) => Ok(Verdict::Unknown),
            Err(_) if made => wrong("told not to be made".to_owned()),
            Err(_) => Ok(Verdict::NotMade),
        }
    }
}

fn filled(form: &Form, name: &str, password: &str) -> Submission {
    let mut answers = form.presets();
    answers.set("username".into(), Value::Text(name.to_owned()));
    answers.set("password".into(), Value::Secret(Secret::from(password)));
    form.check(&answers, false).unwrap()
}
