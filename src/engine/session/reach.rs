//! The way to the form.

use futures::{FutureExt as _, future::BoxFuture};
use tokio::time::{Duration, Instant, timeout_at};
use tokio_xmpp::minidom::Element;

use super::invitation::{self, Shown};
use crate::{
    domain::{Form, Offer, Purpose, Reason, Refusal},
    engine::{
        Error, Invited, Stage, Target,
        dial::{self, Wire, graver, may_be_stumble, within},
        progress::Progress,
        route::Route,
        stream::{Answer, Question, Stream},
        turns::Turns,
    },
    protocol::{Failing, Step, error, register},
};

/// Connects and asks for the form.
///
/// The question goes out together with the stream's header, which saves a round trip. It may: it asks for nothing but a
/// form, and can be asked as often as one likes. A server that stumbles over that is asked once more on a new connection,
/// one step after the other, and from then on always so.
///
/// An invitation is another matter: it is shown only to a server that says that it takes them, and the form is asked for
/// once it was accepted. So there one step is taken after the other, which makes it two round trips more.
///
/// Boxed, for it is far larger than whoever waits for it, and those are carried about.
pub(in crate::engine) fn reach<'a>(
    route: &'a Route,
    progress: &'a mut Progress,
) -> BoxFuture<'a, Result<Reached, Error>> {
    try_to_reach(route, progress).boxed()
}

async fn try_to_reach(route: &Route, progress: &mut Progress) -> Result<Reached, Error> {
    let deadline = Instant::now() + route.target.deadlines.whole;
    let way = async {
        if !route.sends_ahead() || route.invitation().is_some() {
            return step_by_step(route, progress, Spent::default()).await;
        }
        let stumble = match ask_ahead(route, progress).await? {
            Ahead::Reached(reached) => return Ok(*reached),
            Ahead::Stumbled(stumble) => stumble,
        };
        tracing::debug!(error = ?stumble.error, "the server does not like to be asked ahead");
        route.go_plain();
        let second = step_by_step(route, progress, stumble.spent).await;
        second.map_err(|error| match stumble.error {
            Some(first) => graver(first, error),
            None => error,
        })
    };
    let reached = timeout_at(deadline, way).await;
    reached.unwrap_or_else(|_| Err(Error::Timeout(progress.now())))
}

/// Asks for the form anew, on the stream if there is one and it lives.
pub(super) async fn ask_again(
    route: &Route,
    stream: &mut Option<Stream<Wire>>,
    turns: Turns,
) -> Result<Answered, Error> {
    if let Some(living) = stream {
        let limit = route.target.deadlines.form;
        match ask(route, living, limit).await {
            Ok(answered) => return Ok(answered),
            Err(error) => tracing::debug!(%error, "a new stream is needed"),
        }
        *stream = None;
    }
    let reached = reach(route, &mut Progress::counted(turns)).await?;
    *stream = Some(reached.stream);
    Ok(reached.answered)
}

/// A stream on which the server has answered.
pub(in crate::engine) struct Reached {
    pub(in crate::engine) stream: Stream<Wire>,
    pub(in crate::engine) answered: Answered,
}

/// What a server answers to being asked, and what it said to the invitation before.
pub(in crate::engine) struct Answered {
    pub(super) invited: Option<Invited>,
    pub(in crate::engine) offer: Offer,
}

impl Answered {
    /// Of a session without an invitation.
    fn plainly(offer: Offer) -> Self {
        Self {
            invited: None,
            offer,
        }
    }
}

/// Reads the error in an answer.
pub(super) fn refusal(
    iq: &Element,
    step: Step,
    form: Option<&Form>,
    target: &Target,
    invites: bool,
) -> Refusal {
    let failing = Failing {
        step,
        form,
        lang: &target.lang,
        invites,
    };
    error::refusal_in(iq, &failing)
}

/// What came of asking before the server's features were known.
enum Ahead {
    Reached(Box<Reached>),
    Stumbled(Stumble),
}

/// A try that may have failed because something was sent ahead.
struct Stumble {
    /// How; `None` if the server answered, but perhaps only because it was asked too early.
    error: Option<Error>,
    spent: Spent,
}

/// How much of the time for the steps a first try took.
#[derive(Clone, Copy, Default)]
struct Spent {
    stream: Duration,
    form: Duration,
}

async fn ask_ahead(route: &Route, progress: &mut Progress) -> Result<Ahead, Error> {
    let target = &route.target;
    let wire = dial::dial(route, progress).await?;
    progress.stage(Stage::AskForm).await;
    if !route.sends_ahead() {
        // It has stumbled already, over the request for TLS.
        return on_wire(route, wire, Spent::default())
            .await
            .map(|reached| Ahead::Reached(Box::new(reached)));
    }
    let question = Question::new(
        "get",
        Some(target.domain.as_str()),
        &target.lang,
        register::ask(),
    )?;
    let mut spent = Spent::default();
    let began = Instant::now();
    let deadline = began + target.deadlines.patience(target.deadlines.stream);
    let opened = async {
        let mut stream = Stream::begin(wire, target, Some(question.iq())).await?;
        stream.hear_features().await?;
        Ok(stream)
    };
    let mut stream = match within(deadline, Stage::AskForm, opened).await {
        Ok(stream) => stream,
        Err(error) => {
            spent.stream = began.elapsed();
            return stumbled(error, spent);
        }
    };
    let was_early = stream.has_early();
    let began = Instant::now();
    let deadline = began + target.deadlines.patience(target.deadlines.form);
    match within(deadline, Stage::AskForm, stream.answer(&question)).await {
        Ok(Answer::Result(iq)) => {
            let answered = Answered::plainly(offered(target, &stream, &iq));
            Ok(Ahead::Reached(Box::new(Reached { stream, answered })))
        }
        Ok(Answer::Refused(iq)) => {
            let refusal = closed(target, &stream, &iq);
            if was_early || contradicts(&refusal, &stream) {
                stream.close().await;
                return Ok(Ahead::Stumbled(Stumble { error: None, spent }));
            }
            let answered = Answered::plainly(Offer::Closed(refusal));
            Ok(Ahead::Reached(Box::new(Reached { stream, answered })))
        }
        Err(error) => {
            spent.form = began.elapsed();
            stumbled(error, spent)
        }
    }
}

fn stumbled(error: Error, spent: Spent) -> Result<Ahead, Error> {
    if may_be_stumble(&error) {
        let error = Some(error);
        Ok(Ahead::Stumbled(Stumble { error, spent }))
    } else {
        Err(error)
    }
}

/// Whether a server says no to the very thing that its features offer: then it may have been asked too early.
fn contradicts(refusal: &Refusal, stream: &Stream<Wire>) -> bool {
    let condition = refusal.condition.as_deref().unwrap_or_default();
    stream.features().register
        && matches!(
            condition,
            "feature-not-implemented"
                | "not-authorized"
                | "service-unavailable"
                | "unexpected-request"
        )
}

async fn step_by_step(
    route: &Route,
    progress: &mut Progress,
    spent: Spent,
) -> Result<Reached, Error> {
    let wire = dial::dial(route, progress).await?;
    progress.stage(Stage::AskForm).await;
    on_wire(route, wire, spent).await
}

async fn on_wire(route: &Route, wire: Wire, spent: Spent) -> Result<Reached, Error> {
    let target = &route.target;
    let deadline = Instant::now() + target.deadlines.stream.saturating_sub(spent.stream);
    let mut stream = within(deadline, Stage::AskForm, Stream::open(wire, target)).await?;
    let limit = target.deadlines.form.saturating_sub(spent.form);
    let answered = ask(route, &mut stream, limit).await?;
    Ok(Reached { stream, answered })
}

/// Shows the invitation, if there is one, and asks for the form unless that is refused.
async fn ask(route: &Route, stream: &mut Stream<Wire>, limit: Duration) -> Result<Answered, Error> {
    let shown = invitation::show(route, stream, Stage::AskForm).await?;
    let invited = shown.invited();
    let offer = match shown {
        Shown::Refused(refusal) => Offer::Closed(refusal),
        Shown::None | Shown::Told(_) => ask_for_form(&route.target, stream, limit).await?,
    };
    Ok(Answered { invited, offer })
}

/// Asks for the form (XEP-0077 section 3.1). A refusal is an offer of nothing.
async fn ask_for_form(
    target: &Target,
    stream: &mut Stream<Wire>,
    limit: Duration,
) -> Result<Offer, Error> {
    let deadline = Instant::now() + limit;
    let registers = stream.features().register;
    let question = stream.ask("get", Some(target.domain.as_str()), register::ask());
    match within(deadline, Stage::AskForm, question).await {
        Ok(Answer::Result(iq)) => Ok(offered(target, stream, &iq)),
        Ok(Answer::Refused(iq)) => Ok(Offer::Closed(closed(target, stream, &iq))),
        // A server that registers nobody may take the question alone as a breach (RFC 6120 section 4.9.3.12).
        Err(Error::Stream { condition, text }) if !registers && condition == "not-authorized" => {
            Ok(Offer::Closed(Refusal {
                condition: Some(condition),
                server_text: text,
                ..Refusal::new(Reason::Closed)
            }))
        }
        Err(error) => Err(error),
    }
}

fn offered(target: &Target, stream: &Stream<Wire>, iq: &Element) -> Offer {
    let invites = stream.wants_invitation();
    register::offer_in(iq, &target.lang, Purpose::NewAccount, invites)
}

fn closed(target: &Target, stream: &Stream<Wire>, iq: &Element) -> Refusal {
    refusal(iq, Step::Ask, None, target, stream.wants_invitation())
}
