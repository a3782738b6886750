//! A whole registration with a real Prosody, cut at every 50th byte of it. A sample unless `scripts/test --long` runs it.

use std::{
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};

use vestibule::{
    domain::Domain,
    engine::{Roots, Target, Tls},
};

use crate::{
    breaks::{Break, Sweep, traffic},
    person::{self, Habits, Story, Truth, Verdict, sign_up_as},
    prosody,
    proxy::{Plan, Proxy},
    testbed::Prosody,
};

/// Every how many bytes it is cut.
pub const STEP: u64 = 50;

/// How many cuts a short run tries.
const SAMPLE: usize = 120;

const AT_ONCE: usize = 8;

/// Somebody has it since the first session.
const TAKEN: &str = "sweeptaken";

impl Truth for Prosody {
    /// Each session has a name of its own, so whoever has it signed up in that session.
    fn has(&self, name: &str) -> bool {
        name != TAKEN && self.has_account(name)
    }

    fn submissions(&self, _: &str) -> Option<usize> {
        None
    }
}

/// Prosody's port for TLS from the start, or for STARTTLS.
pub fn port(direct: bool) -> u16 {
    if direct {
        prosody().port_direct
    } else {
        prosody().port_starttls
    }
}

pub fn target(port: u16, direct: bool) -> Target {
    let mut target = Target::new(Domain::parse("prosody.test").unwrap());
    target.connect = Some(("127.0.0.1".to_owned(), port));
    target.tls = if direct { Tls::Direct } else { Tls::StartTls };
    target.roots = Roots::from_pem(&std::fs::read(&prosody().ca_pem).unwrap()).unwrap();
    target.deadlines = person::short(Duration::from_secs(20));
    target.deadlines.settle = Duration::from_millis(300);
    target
}

async fn run(direct: bool, plans: Vec<Plan>, lucky: bool) -> (Story, Vec<(u64, u64)>) {
    static SESSIONS: AtomicUsize = AtomicUsize::new(0);
    let proxy = Proxy::start(port(direct), plans).await;
    let free = format!("sweep{:05}", SESSIONS.fetch_add(1, Ordering::SeqCst));
    let habits = Habits {
        lucky,
        // Another person's, that is.
        password: lucky.then_some("somebody else's password"),
        ..Habits::default()
    };
    let names = [TAKEN, if lucky { TAKEN } else { &free }];
    let story = sign_up_as(prosody(), target(proxy.port, direct), habits, names).await;
    (story, traffic(&proxy))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_cut_of_a_registration_with_prosody_brings_a_wrong_verdict() {
    run(false, Vec::new(), true)
        .await
        .0
        .end
        .expect("the name that is taken");
    let mut places: Vec<(bool, Break)> = Vec::new();
    for direct in [false, true] {
        let (story, traffic) = run(direct, Vec::new(), false).await;
        assert_eq!(story.verdict(prosody()), Ok(Verdict::Created));
        let here = Break::everywhere(traffic, STEP, 0).into_iter();
        places.extend(here.map(|place| (direct, place)));
    }
    let sweep = Sweep::of("Prosody", places, SAMPLE);
    let attempt =
        |(direct, place): (bool, Break)| async move { run(direct, place.plans(), false).await.0 };
    let stories = sweep.tries(AT_ONCE, attempt).await;
    // Only now, so that what a server did late is seen too.
    let verdicts = stories.into_iter().map(|(place, story)| {
        let verdict = match story.verdict(prosody()) {
            Ok(Verdict::Unknown) if !place.1.for_good => {
                Err(format!("unknown, and Prosody could be asked; {story:?}"))
            }
            verdict => verdict,
        };
        (place, verdict)
    });
    let _ = sweep.counts(verdicts);
}
