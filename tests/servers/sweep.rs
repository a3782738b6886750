//! A whole registration with a real Prosody, cut at every 50th byte of it. A sample unless `scripts/test --long` runs it.

use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::{sync::Semaphore, task::JoinSet};
use vestibule::{
    domain::Domain,
    engine::{Roots, Target, Tls},
};

use crate::{
    chance::{Chance, is_long},
    person::{self, Habits, Story, Truth, Verdict, sign_up_as},
    prosody,
    proxy::{Harm, Plan, Proxy, Way},
    testbed::Prosody,
};

const STEP: usize = 50;

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

pub fn target(port: u16, direct: bool) -> Target {
    let mut target = Target::new(Domain::parse("prosody.test").unwrap());
    target.connect = Some(("127.0.0.1".to_owned(), port));
    target.tls = if direct { Tls::Direct } else { Tls::StartTls };
    target.roots = Roots::from_pem(&std::fs::read(&prosody().ca_pem).unwrap()).unwrap();
    target.deadlines = person::short(Duration::from_secs(20));
    target.deadlines.settle = Duration::from_millis(300);
    target
}

async fn run(direct: bool, plans: Vec<Plan>, lucky: bool) -> (Story, Vec<[u64; 2]>) {
    static SESSIONS: AtomicUsize = AtomicUsize::new(0);
    let server = if direct {
        prosody().port_direct
    } else {
        prosody().port_starttls
    };
    let proxy = Proxy::start(server, plans).await;
    let free = format!("sweep{:05}", SESSIONS.fetch_add(1, Ordering::SeqCst));
    let habits = Habits {
        lucky,
        // Another person's, that is.
        password: lucky.then_some("somebody else's password"),
        ..Habits::default()
    };
    let names = [TAKEN, if lucky { TAKEN } else { &free }];
    let story = sign_up_as(prosody(), target(proxy.port, direct), habits, names).await;
    let traffic = proxy.traffic();
    let traffic = traffic
        .iter()
        .map(|one| [one.of(Way::Up), one.of(Way::Down)]);
    (story, traffic.collect())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_cut_of_a_registration_with_prosody_brings_a_wrong_verdict() {
    let began = Instant::now();
    run(false, Vec::new(), true)
        .await
        .0
        .end
        .expect("the name that is taken");
    let mut places = Vec::new();
    for direct in [false, true] {
        let (story, traffic) = run(direct, Vec::new(), false).await;
        assert_eq!(story.verdict(prosody()), Ok(Verdict::Created));
        for (connection, bytes) in traffic.into_iter().enumerate() {
            for (way, bytes) in [Way::Up, Way::Down].into_iter().zip(bytes) {
                for offset in (0..=bytes).step_by(STEP) {
                    for for_good in [false, true] {
                        places.push((direct, connection, way, offset, for_good));
                    }
                }
            }
        }
    }
    let all = places.len();
    if !is_long() {
        places = Chance::told("Prosody").sample(places, SAMPLE);
    }
    let tried = places.len();
    let slots = Arc::new(Semaphore::new(AT_ONCE));
    let mut runs = JoinSet::new();
    for place in places {
        let slot = Arc::clone(&slots).acquire_owned().await.unwrap();
        runs.spawn(async move {
            let (direct, connection, way, offset, for_good) = place;
            let harm = if offset % 100 == 0 {
                Harm::Close
            } else {
                Harm::Reset
            };
            let mut plans = vec![Plan::default(); connection];
            plans.push(Plan::at(way, offset, harm));
            plans.push(if for_good {
                Plan::refused()
            } else {
                Plan::default()
            });
            let (story, _) = run(direct, plans, false).await;
            drop(slot);
            (place, story)
        });
    }
    let stories = runs.join_all().await;
    // Only now, so that what a server did late is seen too.
    let mut verdicts: HashMap<Verdict, usize> = HashMap::new();
    let mut wrong = Vec::new();
    for (place, story) in stories {
        match story.verdict(prosody()) {
            Ok(Verdict::Unknown) if !place.4 => {
                wrong.push(format!(
                    "{place:?}: unknown, and Prosody could be asked; {story:?}"
                ));
            }
            Ok(verdict) => *verdicts.entry(verdict).or_default() += 1,
            Err(why) => wrong.push(format!("{place:?}: {why}")),
        }
    }
    println!(
        "counted: Prosody, cut at {tried} of {all} places: {verdicts:?}, {} wrong verdicts, {:.0?}",
        wrong.len(),
        began.elapsed()
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
