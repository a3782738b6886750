//! What a person and a computer do at a bad moment: cancel, press twice, suspend.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use sipper::Sipper as _;
use vestibule::{
    domain::{Offer, UserName, Value},
    engine::{Command, Deadlines, Error, Event, Proof, Target, open},
    words::trouble::Cause,
};

use crate::{
    person::{self, FREE, Habits, PASSWORD, Story, TAKEN, Truth as _, Verdict, sign_up},
    proxy::BlackHole,
    server::{Conduct, Instead, Server},
    steps::{Fault, Step},
};

/// How long a cancelled session may take to end.
const AT_ONCE: Duration = Duration::from_millis(200);

const LONG: Duration = Duration::from_secs(30);

/// Opens a session, cancels it when `moment` has come, and gives how it ended and how long that took.
async fn cancelled(target: Target, moment: impl Future<Output = ()>) -> (Error, Duration) {
    let (remote, straw) = open(target);
    let session = tokio::spawn(async move {
        let mut straw = straw.pin();
        while straw.sip().await.is_some() {}
        straw.await
    });
    moment.await;
    let began = Instant::now();
    remote.send(Command::Close);
    let end = tokio::time::timeout(LONG, session)
        .await
        .expect("a session hangs")
        .unwrap();
    (end.unwrap_err(), began.elapsed())
}

/// Before anything was sent, a session that is cancelled ends at once, whatever it waits for.
#[tokio::test]
async fn a_session_that_is_cancelled_ends_at_once() {
    for step in [
        Step::FirstHeader,
        Step::StartTls,
        Step::Handshake,
        Step::SecondHeader,
        Step::Form,
        Step::Idle,
    ] {
        for fault in [Fault::Nothing, Fault::Stall, Fault::Drip] {
            let conduct = Conduct {
                trouble: Some((step, fault)),
                ..Conduct::default()
            };
            let server = Server::start(conduct, &[]).await;
            let (end, took) = cancelled(server.target(server.port), server.reached()).await;
            assert!(matches!(end, Error::Closed), "{step:?}, {fault:?}: {end:?}");
            assert!(took < AT_ONCE, "{step:?}, {fault:?}: {took:?}");
        }
    }
}

#[tokio::test]
async fn connecting_that_is_cancelled_ends_at_once() {
    let hole = BlackHole::open();
    let server = Server::start(Conduct::default(), &[]).await;
    let (end, took) = cancelled(server.target(hole.port), tokio::task::yield_now()).await;
    assert!(matches!(end, Error::Closed), "{end:?}");
    assert!(took < AT_ONCE, "{took:?}");
}

/// What was sent is seen to its end.
#[tokio::test]
async fn a_session_that_is_cancelled_too_late_ends_with_the_truth() {
    for (step, made) in [(Step::Submission, false), (Step::Answer, true)] {
        let conduct = Conduct {
            trouble: Some((step, Fault::Stall)),
            ..Conduct::default()
        };
        let server = Server::start(conduct, &[]).await;
        let mut target = server.target(server.port);
        target.deadlines = person::short(Duration::from_secs(1));
        let habits = Habits {
            lucky: true,
            leaves: Some(Duration::from_millis(300)),
            ..Habits::default()
        };
        let story = sign_up(&server, target, habits).await;
        server.settled().await;
        assert_eq!(server.submissions(FREE), Some(1));
        assert_eq!(server.has(FREE), made);
        let expected = if made {
            Verdict::Created
        } else {
            Verdict::Unknown
        };
        assert_eq!(story.verdict(&server), Ok(expected));
    }
}

/// A stream that the server closes while the form is filled in, and a hand that presses twice: neither is noticed.
#[tokio::test]
async fn an_idle_kick_and_a_double_click_are_no_news() {
    for kicks in [0, 1] {
        let conduct = Conduct {
            kicks,
            ..Conduct::default()
        };
        let server = Server::start(conduct, &[TAKEN]).await;
        let habits = Habits {
            double_clicks: true,
            lucky: true,
            idles: Duration::from_millis(100),
            ..Habits::default()
        };
        let story = sign_up(&server, server.target(server.port), habits).await;
        server.settled().await;
        assert_eq!(story.verdict(&server), Ok(Verdict::Created));
        assert_eq!(story.told, ["presses for juliet", "asks"]);
        assert_eq!(server.submissions(FREE), Some(1));
    }
}

/// A computer that slept when the server answered: all timers are late, and what came meanwhile counts.
#[test]
fn what_came_while_the_computer_slept_is_not_too_late() {
    const ANSWERS: Duration = Duration::from_millis(100);
    const DEADLINE: Duration = Duration::from_millis(600);
    const SLEEPS: Duration = Duration::from_millis(1500);
    let world = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    for step in [
        Step::FirstHeader,
        Step::StartTls,
        Step::SecondHeader,
        Step::Form,
        Step::Answer,
    ] {
        let conduct = Conduct {
            late: Some((step, ANSWERS)),
            ..Conduct::default()
        };
        let server = Arc::new(world.block_on(Server::start(conduct, &[])));
        let mut target = server.target(server.port);
        target.deadlines = person::short(DEADLINE);
        // More than one answer is waited for, and time does pass while a computer sleeps.
        target.deadlines.whole = LONG;
        let story = sign_up_and_sleep(&server, target, SLEEPS);
        world.block_on(server.settled());
        let verdict = story.verdict(&*server);
        assert_eq!(verdict, Ok(Verdict::Created), "{step:?}");
        let proof = story.end.unwrap().proof;
        assert!(matches!(proof, Proof::SignedIn), "{step:?}: {proof:?}");
        assert_eq!(server.submissions(FREE), Some(1), "{step:?}");
    }
}

/// Signs up on a computer that sleeps for so long once the server is where it makes trouble.
fn sign_up_and_sleep(server: &Arc<Server>, target: Target, sleeps: Duration) -> Story {
    // The client has this thread to itself.
    let client = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let habits = Habits {
        lucky: true,
        ..Habits::default()
    };
    client.block_on(async {
        let watched = Arc::clone(server);
        tokio::spawn(async move {
            watched.reached().await;
            // Not a wait for something: nothing on this thread runs meanwhile.
            std::thread::sleep(sleeps);
        });
        sign_up(&**server, target, habits).await
    })
}

/// A computer that slept while the connection died, after the answers were sent.
#[test]
fn a_connection_that_died_while_the_computer_slept_is_no_failure() {
    let world = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    let conduct = Conduct {
        trouble: Some((Step::Answer, Fault::Reset)),
        ..Conduct::default()
    };
    let server = Arc::new(world.block_on(Server::start(conduct, &[])));
    let mut target = server.target(server.port);
    target.deadlines = person::short(Duration::from_millis(600));
    let story = sign_up_and_sleep(&server, target, Duration::from_secs(1));
    world.block_on(server.settled());
    assert_eq!(story.verdict(&*server), Ok(Verdict::Created));
}

/// A link that is gone when the answers are sent: nothing has arrived, and nobody says so. That is found out long before
/// a verdict would be overdue.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn answers_that_never_arrive_are_no_long_wait() {
    // What the sign-in says then, and what is told.
    for (busy_sign_ins, verdict, told) in [
        (
            0,
            Verdict::Created,
            ["presses", "asks", "not made", "presses", "asks"].as_slice(),
        ),
        (1, Verdict::Unknown, &["presses", "asks"]),
    ] {
        let conduct = Conduct {
            lost: 1,
            busy_sign_ins,
            ..Conduct::default()
        };
        let server = Server::start(conduct, &[]).await;
        let mut target = server.target(server.port);
        target.deadlines = Deadlines::default();
        target.deadlines.unheard = Duration::from_secs(1);
        assert_eq!(target.deadlines.submit, 2 * LONG);
        let habits = Habits {
            lucky: true,
            ..Habits::default()
        };
        let began = Instant::now();
        let story = sign_up(&server, target, habits).await;
        assert!(began.elapsed() < LONG, "{:?}", began.elapsed());
        server.settled().await;
        let told: Vec<String> = told
            .iter()
            .map(|told| told.replace("presses", "presses for juliet"))
            .collect();
        assert_eq!(story.told, told);
        assert_eq!(story.verdict(&server), Ok(verdict));
        let arrived = usize::from(verdict == Verdict::Created);
        assert_eq!(server.submissions(FREE), Some(arrived));
    }
}

/// A link that is gone for a moment when the answers are sent, and then there again: the kernel sends them anew, and
/// nobody notices.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_link_that_comes_back_is_no_news() {
    let conduct = Conduct {
        lost: 1,
        lost_for: Some(Duration::from_millis(300)),
        ..Conduct::default()
    };
    let server = Server::start(conduct, &[]).await;
    let mut target = server.target(server.port);
    target.deadlines = Deadlines::default();
    let habits = Habits {
        lucky: true,
        ..Habits::default()
    };
    let story = sign_up(&server, target, habits).await;
    server.settled().await;
    assert_eq!(story.told, ["presses for juliet", "asks"]);
    assert_eq!(story.verdict(&server), Ok(Verdict::Created));
    assert_eq!(server.submissions(FREE), Some(1));
}

/// A connection that breaks while a slow server is at it: nothing was refused yet.
#[tokio::test]
async fn a_server_that_is_still_at_it_has_not_refused() {
    let conduct = Conduct {
        thinks: Duration::from_millis(150),
        breaks_first: true,
        ..Conduct::default()
    };
    let server = Server::start(conduct, &[]).await;
    let mut target = server.target(server.port);
    target.deadlines.settle = Duration::from_millis(600);
    let habits = Habits {
        lucky: true,
        ..Habits::default()
    };
    let story = sign_up(&server, target, habits).await;
    server.settled().await;
    assert_eq!(story.told, ["presses for juliet", "asks"]);
    assert_eq!(story.verdict(&server), Ok(Verdict::Created));
}

/// Without a name and a password nobody can look what became of a submission.
#[tokio::test]
async fn what_nobody_can_look_for_is_unknown() {
    let form =
        "<iq type='result' id='%ID%'><query xmlns='jabber:iq:register'><email/></query></iq>";
    let conduct = Conduct {
        instead: Some(Instead {
            step: Step::Form,
            pieces: Arc::from([(form.as_bytes().to_vec(), 1)]),
        }),
        ..Conduct::default()
    };
    let server = Server::start(conduct, &[]).await;
    let mut target = server.target(server.port);
    target.deadlines = person::short(Duration::from_millis(500));
    let (remote, straw) = open(target);
    let mut straw = Box::pin(straw.pin());
    while let Some(event) = straw.sip().await {
        if let Event::Offered(Offer::Form(form)) = event {
            let mut answers = form.presets();
            answers.set("email".into(), Value::Text("juliet@example.org".to_owned()));
            remote.send(Command::Submit(form.check(&answers, false).unwrap()));
        }
    }
    let error = straw.await.unwrap_err();
    assert!(
        matches!(error, Error::OutcomeUnknown { address: None, .. }),
        "{error:?}"
    );
    assert_eq!(Cause::of(&error), Cause::Unknown);
}

/// A name that an earlier session left open is ours if it opens with our password.
#[tokio::test]
async fn a_name_that_was_left_open_is_looked_for_when_it_is_taken() {
    for (password, verdict) in [(PASSWORD, Verdict::Created), (TAKEN.1, Verdict::NotMade)] {
        let server = Server::start(Conduct::default(), &[(FREE, password)]).await;
        let mut target = server.target(server.port);
        target.doubted = vec![UserName::parse(FREE).unwrap()];
        let habits = Habits {
            lucky: true,
            gives_up: true,
            ..Habits::default()
        };
        let story = sign_up(&server, target, habits).await;
        server.settled().await;
        assert_eq!(story.verdict(&server), Ok(verdict));
        if verdict == Verdict::NotMade {
            let told = [
                "presses for juliet",
                "asks",
                "refused: NameTakenPerhapsByUs",
            ];
            assert_eq!(story.told, told);
        }
    }
}
