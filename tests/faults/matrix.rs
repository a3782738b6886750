//! Every step of a registration with every fault: the right page, in time.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    task::JoinSet,
};
use vestibule::{
    domain::Domain,
    engine::{Deadlines, Error, Proof, Stage, Target},
    words::trouble::Cause,
};

use crate::{
    chance::Chance,
    person::{FREE, Habits, Story, TAKEN, Truth as _, sign_up},
    proxy::BlackHole,
    server::{Conduct, DOMAIN, Server},
    steps::{Fault, Step},
};

/// How many cells are tried at the same time: none shall be late for want of a processor.
const AT_ONCE: usize = 12;

/// How long the person looks at the form when something happens meanwhile.
const IDLES: Duration = Duration::from_millis(200);

/// The page on which a session ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ends {
    /// A page of trouble.
    Trouble(Cause),
    Made,
    /// Made, and not proved.
    Unproved,
    /// Made, and waiting for approval.
    Waiting,
    Unknown,
    /// The form again, with the word that nothing was signed up.
    NotMade,
}

pub fn deadlines() -> Deadlines {
    let mut deadlines = Deadlines::at_most(Duration::from_millis(600));
    deadlines.form = Duration::from_millis(800);
    deadlines.submit = Duration::from_secs(1);
    deadlines.whole = Duration::from_secs(3);
    deadlines.settle = Duration::from_millis(20);
    deadlines
}

pub fn faults(chance: &mut Chance) -> [Fault; 8] {
    [
        Fault::Nothing,
        Fault::Reset,
        Fault::Close,
        Fault::Stall,
        Fault::Drip,
        Fault::Garbage,
        Fault::Cut(chance.next()),
        Fault::Wrong,
    ]
}

/// What a fault brings where the server is to say its part of a step.
fn expected(step: Step, fault: Fault) -> Ends {
    use Ends::{Made, NotMade, Trouble, Unknown, Unproved, Waiting};
    match (step, fault) {
        (Step::Proof, _) => Unproved,
        // Nobody is left who could be asked, or who was asked may still be at it.
        (Step::Idle | Step::Submission, Fault::Nothing | Fault::Stall)
        | (Step::Submission, Fault::Drip)
        | (Step::Answer, Fault::Nothing) => Unknown,
        (Step::Idle | Step::Answer, _) => Made,
        // It says yes and lets nobody in.
        (Step::Submission, Fault::Wrong) => Waiting,
        (Step::Submission, _) => NotMade,
        (step, Fault::Nothing | Fault::Stall | Fault::Drip) => {
            Trouble(Cause::NoAnswer(match step {
                Step::SecondHeader | Step::Form => Stage::AskForm,
                _ => Stage::Secure,
            }))
        }
        (Step::Handshake, _) => Trouble(Cause::Handshake),
        (_, Fault::Reset | Fault::Close | Fault::Cut(_)) => Trouble(Cause::Lost),
        (Step::FirstHeader | Step::StartTls, Fault::Wrong) => Trouble(Cause::NoEncryption),
        // It answered, and asks for nothing.
        (Step::Form, Fault::Wrong) => Trouble(Cause::Closed),
        (Step::FirstHeader | Step::StartTls | Step::SecondHeader | Step::Form, _) => {
            Trouble(Cause::NotUnderstood)
        }
    }
}

/// How long a session may go on after a fault.
fn limit(step: Step, fault: Fault) -> Duration {
    let all = deadlines();
    let idles = if step == Step::Idle {
        IDLES
    } else {
        Duration::ZERO
    };
    let asked = idles + all.submit + all.settle;
    // A server that was asked ahead and says nothing is tried once more, step by step; then nobody is there at all.
    if fault == Fault::Nothing && matches!(step, Step::SecondHeader | Step::Form) {
        let patience = if step == Step::Form {
            all.form
        } else {
            all.stream
        } / 2;
        return patience + all.stream;
    }
    match step {
        Step::FirstHeader | Step::StartTls | Step::SecondHeader => all.stream,
        Step::Handshake => all.tls,
        Step::Form | Step::Proof => all.form,
        Step::Idle | Step::Submission | Step::Answer if fault == Fault::Nothing => {
            asked + all.stream
        }
        Step::Idle | Step::Submission | Step::Answer => asked,
    }
}

pub fn ends(story: &Story) -> Ends {
    match &story.end {
        Ok(outcome) => match outcome.proof {
            Proof::SignedIn => Ends::Made,
            Proof::Waiting => Ends::Waiting,
            Proof::Untried(_) => Ends::Unproved,
            Proof::Nothing | Proof::Unwanted => panic!("nothing to prove"),
        },
        Err(Error::OutcomeUnknown { .. }) => Ends::Unknown,
        Err(Error::Closed) if story.is_closed => Ends::Trouble(Cause::Closed),
        Err(Error::Closed) => Ends::NotMade,
        Err(error) => Ends::Trouble(Cause::of(error)),
    }
}

/// How late a timer is at worst: the machine's share in each delay.
pub struct Clock {
    latest: Arc<AtomicU64>,
    stop: Arc<AtomicBool>,
}

impl Clock {
    pub fn start() -> Self {
        let clock = Self {
            latest: Arc::default(),
            stop: Arc::default(),
        };
        let (latest, stop) = (Arc::clone(&clock.latest), Arc::clone(&clock.stop));
        tokio::spawn(async move {
            const TICK: Duration = Duration::from_millis(5);
            while !stop.load(Ordering::SeqCst) {
                let began = Instant::now();
                tokio::time::sleep(TICK).await;
                let late = began.elapsed().saturating_sub(TICK).as_millis();
                latest.fetch_max(u64::try_from(late).unwrap(), Ordering::SeqCst);
            }
        });
        clock
    }

    pub fn latest(&self) -> Duration {
        Duration::from_millis(self.latest.load(Ordering::SeqCst))
    }
}

impl Drop for Clock {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
    }
}

/// One cell: what was wrong with it, if anything was.
async fn cell(step: Step, fault: Fault, clock: Arc<Clock>) -> Option<String> {
    let conduct = Conduct {
        trouble: Some((step, fault)),
        ..Conduct::default()
    };
    let server = Server::start(conduct, &[TAKEN]).await;
    let mut target = server.target(server.port);
    target.deadlines = deadlines();
    let habits = Habits {
        lucky: true,
        gives_up: true,
        idles: if step == Step::Idle {
            IDLES
        } else {
            Duration::ZERO
        },
        ..Habits::default()
    };
    let story = sign_up(&server, target, habits).await;
    let took = server.struck()?.elapsed();
    let most = limit(step, fault).mul_f64(1.1) + 5 * clock.latest();
    server.settled().await;
    let mut wrong = Vec::new();
    let (found, expected) = (ends(&story), expected(step, fault));
    if found != expected {
        wrong.push(format!("{expected:?} was due"));
    }
    if took > most {
        wrong.push(format!("took {took:.0?}, not {most:.0?}"));
    }
    let is_lie = (step, fault) == (Step::Submission, Fault::Wrong);
    if !is_lie && let Err(why) = story.verdict(&server) {
        wrong.push(why);
    }
    if server.submissions(FREE) > Some(story.presses.get(FREE).copied().unwrap_or(0)) {
        wrong.push("sent again".to_owned());
    }
    (!wrong.is_empty()).then(|| format!("{step:?}, {fault:?}: {}; {story:?}", wrong.join(", ")))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_fault_at_every_step_of_the_server_ends_on_the_right_page_in_time() {
    let mut chance = Chance::told("fault matrix");
    let clock = Arc::new(Clock::start());
    let slots = Arc::new(tokio::sync::Semaphore::new(AT_ONCE));
    let mut cells = JoinSet::new();
    for step in [
        Step::FirstHeader,
        Step::StartTls,
        Step::Handshake,
        Step::SecondHeader,
        Step::Form,
        Step::Idle,
        Step::Submission,
        Step::Answer,
        Step::Proof,
    ] {
        for fault in faults(&mut chance) {
            let slot = Arc::clone(&slots).acquire_owned().await.unwrap();
            let clock = Arc::clone(&clock);
            cells.spawn(async move {
                let wrong = cell(step, fault, clock).await;
                drop(slot);
                wrong
            });
        }
    }
    let all = cells.join_all().await;
    let wrong: Vec<String> = all.iter().flatten().cloned().collect();
    println!(
        "counted: fault matrix, {} cells, {} wrong, timers up to {:?} late",
        all.len(),
        wrong.len(),
        clock.latest()
    );
    assert_eq!(all.len(), 72);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A port at which this is done with whoever comes.
async fn port(fault: Fault) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    if fault == Fault::Reset {
        // Nobody listens there any more.
        return port;
    }
    tokio::spawn(async move {
        loop {
            let (tcp, _) = listener.accept().await.unwrap();
            tokio::spawn(greet(tcp, fault));
        }
    });
    port
}

async fn greet(mut tcp: TcpStream, fault: Fault) {
    let header =
        Step::FirstHeader.beginning("<?xml version='1.0'?><stream:stream xmlns='jabber:client'>");
    match fault {
        Fault::Close => return,
        Fault::Drip => {
            while tcp.write_all(b" ").await.is_ok() {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        }
        Fault::Garbage => tcp.write_all(b"\x00\xff\x13\xc0\x80").await.unwrap(),
        Fault::Cut(seed) => {
            let at = usize::try_from(seed % header.len() as u64).unwrap();
            tcp.write_all(&header[..at]).await.unwrap();
            return drop(tcp);
        }
        Fault::Wrong => tcp.write_all(b"220 mail.example ESMTP\r\n").await.unwrap(),
        Fault::Nothing | Fault::Reset | Fault::Stall => {}
    }
    let _ = tcp.read_to_end(&mut Vec::new()).await;
}

/// The step before there is a server: connecting.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_fault_of_connecting_ends_on_the_right_page_in_time() {
    let mut chance = Chance::told("connecting");
    let clock = Clock::start();
    let mut wrong = Vec::new();
    for fault in faults(&mut chance) {
        let hole = BlackHole::open();
        let port = if fault == Fault::Nothing {
            hole.port
        } else {
            port(fault).await
        };
        let mut target = Target::new(Domain::parse(DOMAIN).unwrap());
        target.connect = Some(("127.0.0.1".to_owned(), port));
        target.tls = vestibule::engine::Tls::StartTls;
        target.deadlines = deadlines();
        let server = Server::start(Conduct::default(), &[]).await;
        let began = Instant::now();
        let story = sign_up(&server, target, Habits::default()).await;
        let took = began.elapsed();
        let cause = match fault {
            Fault::Nothing => Cause::NoAnswer(Stage::Connect),
            Fault::Stall | Fault::Drip => Cause::NoAnswer(Stage::Secure),
            Fault::Reset => Cause::Refused,
            Fault::Close | Fault::Cut(_) => Cause::Lost,
            Fault::Garbage | Fault::Wrong => Cause::NotUnderstood,
        };
        let most = deadlines().connect.mul_f64(1.1) + 5 * clock.latest();
        if ends(&story) != Ends::Trouble(cause) || took > most {
            wrong.push(format!(
                "{fault:?}: {took:.0?} of {most:.0?}, {:?}",
                story.end
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
