//! A whole registration (form, conflict, submitted again, proof), cut at every byte of it.
//!
//! The account that the server has in the end is held against what the person was told. A sample by default, everything
//! with `scripts/test --long`.

use std::{
    collections::HashMap,
    sync::Arc,
    time::{Duration, Instant},
};

use tokio::{sync::Semaphore, task::JoinSet};

use crate::{
    chance::{Chance, is_long},
    person::{self, Habits, TAKEN, Verdict, sign_up},
    proxy::{Harm, Plan, Proxy, Way},
    server::{Conduct, Server},
};

/// How many sessions run at the same time.
const AT_ONCE: usize = 24;

/// How many of all cuts a short run tries.
const SAMPLE: usize = 200;

/// The length of a handshake varies by some bytes from one to the next.
const SLACK: u64 = 24;

/// A place to cut.
#[derive(Debug, Clone)]
enum Cut {
    /// Outside, at a byte of TLS.
    Outside {
        connection: usize,
        way: Way,
        offset: u64,
        resets: bool,
        /// Nobody answers from then on.
        for_good: bool,
    },
    /// Inside TLS, at a byte of the whole session.
    Inside {
        way: Way,
        offset: u64,
        without_farewell: bool,
    },
}

/// Signs up through a proxy with these plans; gives the verdict and what passed on each connection.
async fn run(
    conduct: Conduct,
    plans: Vec<Plan>,
) -> (Result<Verdict, String>, Vec<(u64, u64)>, (u64, u64)) {
    let server = Server::start(conduct, &[TAKEN]).await;
    let proxy = Proxy::start(server.port, plans).await;
    let mut target = server.target(proxy.port);
    target.deadlines = person::short(Duration::from_secs(20));
    let story = sign_up(&server, target, Habits::default()).await;
    let traffic = proxy
        .traffic()
        .iter()
        .map(|one| (one.of(Way::Up), one.of(Way::Down)))
        .collect();
    drop(proxy);
    server.settled().await;
    (story.verdict(&server), traffic, server.spoken())
}

async fn cut(direct: bool, cut: &Cut) -> Result<Verdict, String> {
    let mut conduct = Conduct {
        direct,
        ..Conduct::default()
    };
    let mut plans = Vec::new();
    match *cut {
        Cut::Outside {
            connection,
            way,
            offset,
            resets,
            for_good,
        } => {
            plans.resize(connection, Plan::default());
            let harm = if resets { Harm::Reset } else { Harm::Close };
            plans.push(Plan::at(way, offset, harm));
            plans.push(if for_good {
                Plan::refused()
            } else {
                Plan::default()
            });
        }
        Cut::Inside {
            way,
            offset,
            without_farewell,
        } => {
            conduct.without_farewell = without_farewell;
            match way {
                Way::Up => conduct.hears_only = Some(offset),
                Way::Down => conduct.says_only = Some(offset),
            }
        }
    }
    let (verdict, ..) = run(conduct, plans).await;
    let asked_in_vain = matches!(cut, Cut::Outside { for_good: true, .. });
    match verdict {
        Ok(Verdict::Unknown) if !asked_in_vain => {
            Err("unknown, and the server could be asked".to_owned())
        }
        verdict => verdict,
    }
}

/// Every place at which a registration can be cut.
async fn places(direct: bool) -> Vec<Cut> {
    let (verdict, traffic, (said, heard)) = run(
        Conduct {
            direct,
            ..Conduct::default()
        },
        Vec::new(),
    )
    .await;
    assert_eq!(verdict, Ok(Verdict::Created));
    assert!(traffic.len() >= 2, "{traffic:?}");
    let mut places = Vec::new();
    for (connection, (up, down)) in traffic.into_iter().enumerate() {
        for (way, bytes) in [(Way::Up, up), (Way::Down, down)] {
            for offset in 0..=bytes + SLACK {
                for for_good in [false, true] {
                    let resets = (offset % 2 == 0) == for_good;
                    places.push(Cut::Outside {
                        connection,
                        way,
                        offset,
                        resets,
                        for_good,
                    });
                }
            }
        }
    }
    for (way, bytes) in [(Way::Up, heard), (Way::Down, said)] {
        for offset in 1..=bytes {
            let without_farewell = offset % 2 == 0;
            places.push(Cut::Inside {
                way,
                offset,
                without_farewell,
            });
        }
    }
    places
}

async fn sweep(direct: bool) {
    let name = if direct { "direct TLS" } else { "STARTTLS" };
    let began = Instant::now();
    let mut places = places(direct).await;
    let all = places.len();
    if !is_long() {
        places = Chance::told(name).sample(places, SAMPLE);
    }
    let tried = places.len();
    let mut verdicts: HashMap<Verdict, usize> = HashMap::new();
    let mut wrong = Vec::new();
    let slots = Arc::new(Semaphore::new(AT_ONCE));
    let mut runs = JoinSet::new();
    for place in places {
        let slot = Arc::clone(&slots).acquire_owned().await.unwrap();
        runs.spawn(async move {
            let verdict = cut(direct, &place).await;
            drop(slot);
            (place, verdict)
        });
        while let Some(done) = runs.try_join_next() {
            count(done.unwrap(), &mut verdicts, &mut wrong);
        }
    }
    while let Some(done) = runs.join_next().await {
        count(done.unwrap(), &mut verdicts, &mut wrong);
    }
    println!(
        "counted: {name}, cut at {tried} of {all} places: {verdicts:?}, {} wrong verdicts, {:.0?}",
        wrong.len(),
        began.elapsed()
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn count(
    (place, verdict): (Cut, Result<Verdict, String>),
    verdicts: &mut HashMap<Verdict, usize>,
    wrong: &mut Vec<String>,
) {
    match verdict {
        Ok(verdict) => *verdicts.entry(verdict).or_default() += 1,
        Err(why) => wrong.push(format!("{place:?}: {why}")),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_cut_of_a_registration_by_starttls_brings_a_wrong_verdict() {
    sweep(false).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_cut_of_a_registration_by_direct_tls_brings_a_wrong_verdict() {
    sweep(true).await;
}
