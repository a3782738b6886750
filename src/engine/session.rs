//! The registering session.

mod invitation;
mod media;
mod orders;
pub(super) mod reach;
mod submit;

use std::{collections::HashSet, sync::Arc};

use sipper::{Sender, Straw, sipper};
use tokio::{sync::mpsc, time::Instant};

use self::{
    media::Media,
    orders::Orders,
    reach::{Answered, ask_again, reach},
    submit::Verdict,
};
use super::{
    Command, Error, Event, Invited, Outcome, RoundTrips, Stage, Target, account, dial::Wire,
    progress::Progress, route::Route, stream::Stream, turns::Turns, work::Works,
};
use crate::domain::{Credentials, Form, Invitation, Offer, Submission, UserName};

/// Starts a session with a server: it connects, asks for the form and then obeys the [`Remote`].
///
/// The sipper must be polled inside a tokio runtime. Dropping it ends the session at once.
#[must_use]
pub fn open(target: Target) -> (Remote, impl Straw<Outcome, Event, Error>) {
    let (remote, orders) = Remote::pair();
    let turns = remote.turns.clone();
    let straw = sipper(move |events| {
        let doubted = target.doubted.iter().cloned().collect();
        let invited_name = target.invited_name.clone();
        let resets = target.resets;
        let session = Session {
            route: Arc::new(Route::new(target)),
            turns,
            events,
            orders: Orders::new(orders),
            media: Media::default(),
            form: None,
            puzzle_old: None,
            works: Works::default(),
            doubted,
            invited: None,
            invited_name,
            is_there: None,
            resets,
            cut: None,
        };
        session.run()
    });
    (remote, straw)
}

/// The handle on a running session. Commands to a session that has ended are dropped.
#[derive(Debug, Clone)]
pub struct Remote {
    commands: mpsc::UnboundedSender<Command>,
    turns: Turns,
}

impl Remote {
    /// A remote and the commands that it will be given: for whoever plays the part of a session.
    #[must_use]
    pub fn pair() -> (Self, mpsc::UnboundedReceiver<Command>) {
        let (commands, orders) = mpsc::unbounded_channel();
        let turns = Turns::default();
        (Self { commands, turns }, orders)
    }

    /// Gives the session a command.
    pub fn send(&self, command: Command) {
        let _ = self.commands.send(command);
    }

    /// How many round trips the session has taken. Stays what it is when the session has ended.
    #[must_use]
    pub fn round_trips(&self) -> RoundTrips {
        self.turns.told()
    }
}

/// What a session knows from one step to the next. The stream is no part of it: it comes and goes.
struct Session {
    route: Arc<Route>,
    turns: Turns,
    events: Sender<Event>,
    orders: Orders,
    media: Media,
    /// The form that is being filled in.
    form: Option<Form>,
    /// When its puzzle will have nearly run out of time.
    puzzle_old: Option<Instant>,
    /// What is computed for it.
    works: Works,
    /// Names of which a cut, or a no that says nothing about them, left open whether they were registered: the check said
    /// no, but an account that waits for approval looks the same.
    doubted: HashSet<UserName>,
    /// What the server said last to the invitation.
    invited: Option<Invited>,
    /// The name that it is for, unless the server has refused it.
    invited_name: Option<UserName>,
    /// Whether there is an account of that name, once that was looked for.
    is_there: Option<bool>,
    /// The invitation says of itself that it is for a new password.
    resets: bool,
    /// What was sent last, if that was cut off and there seems to be no such account.
    cut: Option<Credentials>,
}

/// What the person wants, the form being out.
enum Wish {
    Submit(Submission),
    Refresh,
    WithoutInvitation,
    WithInvitation(Box<Invitation>),
}

impl Session {
    async fn run(mut self) -> Result<Outcome, Error> {
        let mut progress = Progress::told(self.events.clone(), self.turns.clone());
        let reached = reach(&self.route, &mut progress);
        let reached = self.orders.unless_closed(reached).await?;
        let mut stream = Some(reached.stream);
        self.turns.offered();
        self.take_in(reached.answered).await?;
        loop {
            let verdict = match self.fill(&mut stream).await? {
                Wish::Refresh => Verdict::Again,
                Wish::WithoutInvitation => {
                    self.route.invite(None);
                    self.invited = None;
                    Verdict::Again
                }
                Wish::WithInvitation(invitation) => {
                    self.invite(&mut stream, *invitation).await;
                    Verdict::Again
                }
                Wish::Submit(submission) => match self.work_out(&mut stream, submission).await? {
                    Some(submission) => Box::pin(self.submit(&mut stream, submission)).await?,
                    None => continue,
                },
            };
            match verdict {
                Verdict::Made(outcome) => return Ok(outcome),
                Verdict::Form(form) => self.take_up(form).await,
                Verdict::Again => {
                    let asked = ask_again(&self.route, &mut stream, self.turns.clone());
                    let answered = self.orders.unless_closed(asked).await?;
                    if let Some(outcome) = self.answered(answered).await? {
                        return Ok(outcome);
                    }
                }
                Verdict::TurnedAway(refusal) => self.offer(Offer::Closed(refusal)).await,
            }
        }
    }

    /// Takes in what the server answers to being asked once more. An invitation that it does not take any more may have
    /// been used up by what was cut off: then there is an outcome.
    async fn answered(&mut self, answered: Answered) -> Result<Option<Outcome>, Error> {
        if answered.invited == Some(Invited::Refused)
            && let Some(credentials) = self.cut.take()
        {
            return self.used_up(credentials).await.map(Some);
        }
        self.take_in(answered).await?;
        Ok(None)
    }

    /// Tells what the server answers to being asked. Where an invitation is for one name, it is looked first whether there
    /// is an account of it already: then the invitation is for a new password, or for nothing.
    async fn take_in(&mut self, answered: Answered) -> Result<(), Error> {
        self.invited(answered.invited).await;
        if answered.invited == Some(Invited::Accepted)
            && self.is_there.is_none()
            && matches!(answered.offer, Offer::Form(_))
            && let Some(name) = &self.invited_name
        {
            let looked = account::is_there(&self.route, name);
            let looked = async { Ok(looked.await) };
            self.is_there = Some(self.orders.unless_closed(looked).await?);
        }
        self.offer(answered.offer).await;
        Ok(())
    }

    /// From now on it goes with this invitation.
    async fn invite(&mut self, stream: &mut Option<Stream<Wire>>, invitation: Invitation) {
        self.route.invite(invitation.token);
        self.invited = None;
        self.invited_name = invitation.name;
        self.is_there = None;
        self.resets = invitation.resets;
        // Should that have been done after all, it has used up another invitation than this one.
        self.cut = None;
        // Of a stream that has one already no server says what it makes of a second one.
        if let Some(line) = stream.take_if(|line| line.is_invited()) {
            line.close().await;
        }
    }

    /// Tells what the server says to the invitation, if that is news.
    async fn invited(&mut self, invited: Option<Invited>) {
        if let Some(invited) = invited.filter(|invited| self.invited != Some(*invited)) {
            self.invited = Some(invited);
            self.events.send(Event::Invitation(invited)).await;
        }
    }

    /// Settles in a form what the invitation settles, if the server has accepted it: the name, and what it is for.
    fn settle(&self, form: &mut Form) {
        if self.invited != Some(Invited::Accepted) {
            return;
        }
        form.resets = self.resets || self.is_there == Some(true);
        if let Some(name) = &self.invited_name {
            form.fix_name(name);
        }
    }

    /// Tells what the server offers.
    async fn offer(&mut self, mut offer: Offer) {
        if let Offer::Form(form) = &mut offer {
            self.settle(form);
        }
        let form = match &offer {
            Offer::Form(form) | Offer::Registered(form) => Some(form.clone()),
            Offer::Web(_) | Offer::Closed(_) => None,
        };
        self.events.send(Event::Offered(offer)).await;
        self.put_away();
        match form {
            Some(form) => self.take_up(form).await,
            None => self.events.send(Event::Stage(Stage::Fill)).await,
        }
    }

    /// A form is out now; its pictures follow.
    async fn take_up(&mut self, form: Form) {
        self.put_away();
        self.events.send(Event::Stage(Stage::Fill)).await;
        self.media.show(&form, &self.route);
        self.puzzle_old = form
            .has_captcha()
            .then(|| Instant::now() + self.route.target.deadlines.puzzle);
        self.works = Works::begin(&form, &self.route.target);
        self.form = Some(form);
    }

    /// Forgets the form that was out, and what was done for it.
    fn put_away(&mut self) {
        self.form = None;
        self.media.clear();
        self.puzzle_old = None;
        self.works = Works::default();
    }

    /// Waits for the person. The stream may die meanwhile; that is no news.
    async fn fill(&mut self, stream: &mut Option<Stream<Wire>>) -> Result<Wish, Error> {
        loop {
            tokio::select! {
                biased;
                () = until_lost(stream) => *stream = None,
                command = self.orders.next() => match command {
                    None | Some(Command::Close) => return Err(Error::Closed),
                    Some(Command::Submit(submission)) => return Ok(Wish::Submit(submission)),
                    Some(Command::Refresh) => return Ok(Wish::Refresh),
                    Some(Command::WithoutInvitation) => return Ok(Wish::WithoutInvitation),
                    Some(Command::WithInvitation(invitation)) => {
                        return Ok(Wish::WithInvitation(invitation));
                    }
                    Some(Command::LoadPicture(field)) => {
                        self.media.load_picture(field, self.form.as_ref(), &self.route);
                    }
                    Some(Command::LoadSound(field)) => {
                        self.media.load_sound(field, self.form.as_ref(), &self.route);
                    }
                    Some(Command::LoadLink) => {
                        self.media.load_link(self.form.as_ref(), &self.route);
                    }
                },
                event = self.media.next() => self.events.send(event).await,
                () = until(self.puzzle_old) => {
                    self.puzzle_old = None;
                    self.events.send(Event::PuzzleOld).await;
                }
            }
        }
    }

    /// Waits for what has to be computed before a submission can be sent. `None` if it cannot be done: then the form is
    /// still out. Nothing is sent yet, so the session may be closed and the stream may die.
    async fn work_out(
        &mut self,
        stream: &mut Option<Stream<Wire>>,
        mut submission: Submission,
    ) -> Result<Option<Submission>, Error> {
        if self.works.hand_over(&mut submission) {
            return Ok(Some(submission));
        }
        self.events.send(Event::Stage(Stage::Work)).await;
        let (works, target) = (&mut self.works, &self.route.target);
        let work = async {
            let mut finish = std::pin::pin!(works.finish(&mut submission, target));
            loop {
                tokio::select! {
                    biased;
                    done = &mut finish => break Ok(done),
                    () = until_lost(stream) => *stream = None,
                }
            }
        };
        if self.orders.unless_closed(work).await? {
            return Ok(Some(submission));
        }
        self.events.send(Event::Unsolved).await;
        self.events.send(Event::Stage(Stage::Fill)).await;
        Ok(None)
    }
}

/// Waits until the stream is no more. What comes on it unasked is passed over.
async fn until_lost(stream: &mut Option<Stream<Wire>>) {
    match stream {
        Some(stream) => while stream.next().await.is_ok() {},
        None => std::future::pending().await,
    }
}

/// Waits for a moment, if there is one to wait for.
async fn until(moment: Option<Instant>) {
    match moment {
        Some(moment) => tokio::time::sleep_until(moment).await,
        None => std::future::pending().await,
    }
}
