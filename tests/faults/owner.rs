//! A change of password and a deletion, each cut at every byte of it.
//!
//! The password that the account has in the end is held against what the owner was told, and against what the handle
//! signs in with from then on. A sample by default, everything with `scripts/test --long`.

use std::{
    collections::HashMap,
    sync::Arc,
    time::{Duration, Instant},
};

use tokio::{sync::Semaphore, task::JoinSet};

use crate::{
    chance::{Chance, is_long},
    deeds::{Deed, Verdict, owner, verdict, wants},
    person::{self, PASSWORD},
    proxy::{Harm, Plan, Proxy, Way},
    server::{Conduct, Server},
};

/// How many run at the same time.
const AT_ONCE: usize = 24;

/// How many of all cuts a short run tries.
const SAMPLE: usize = 150;

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
    /// Inside TLS, at a byte of all that is said.
    Inside {
        way: Way,
        offset: u64,
        without_farewell: bool,
    },
}

/// What passed on each connection, up and down, and what was heard and said inside TLS.
type Traffic = (Vec<(u64, u64)>, (u64, u64));

/// Has it done through a proxy with these plans. `comes_back` says that the way is free afterwards.
async fn run(
    deed: Deed,
    conduct: Conduct,
    plans: Vec<Plan>,
    comes_back: bool,
) -> (Result<Verdict, String>, Traffic) {
    let server = Server::start(conduct, &[("juliet", PASSWORD)]).await;
    let proxy = Proxy::start(server.port, plans).await;
    let mut target = server.target(proxy.port);
    target.deadlines = person::short(Duration::from_secs(20));
    let owner = owner(target, "juliet@faults.test");
    let told = wants(&owner, deed).await;
    let traffic = proxy
        .traffic()
        .iter()
        .map(|one| (one.of(Way::Up), one.of(Way::Down)))
        .collect();
    let (said, heard) = server.spoken();
    // Whatever came of it, the handle finds the password that holds.
    let again = if comes_back && deed == Deed::Change {
        owner.sign_in().await.map_err(|error| error.to_string())
    } else {
        Ok(())
    };
    owner.leave().await;
    let kept = owner.credentials().password;
    drop((owner, proxy));
    server.settled().await;
    let holds = server.password("juliet");
    let judged = verdict(deed, &told, holds.as_deref()).and_then(|verdict| {
        again.map_err(|error| format!("{told:?}, then no way in: {error}"))?;
        if server.wanted() > 1 {
            return Err(format!("sent {} times", server.wanted()));
        }
        let is_known = verdict != Verdict::Unknown || comes_back;
        if deed == Deed::Change && is_known && Some(kept.expose()) != holds.as_deref() {
            return Err(format!("{told:?}, but another password is kept"));
        }
        Ok(verdict)
    });
    (judged, (traffic, (heard, said)))
}

async fn cut(deed: Deed, direct: bool, cut: &Cut) -> Result<Verdict, String> {
    let mut conduct = Conduct {
        direct,
        ..Conduct::default()
    };
    let mut plans = Vec::new();
    let mut comes_back = true;
    match *cut {
        Cut::Outside {
            connection,
            way,
            offset,
            resets,
            for_good,
        } => {
            comes_back = !for_good;
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
    match run(deed, conduct, plans, comes_back).await.0 {
        Ok(Verdict::Unknown) if comes_back => {
            Err("unknown, and the server could be asked".to_owned())
        }
        verdict => verdict,
    }
}

/// Every place at which it can be cut.
async fn places(deed: Deed, direct: bool) -> Vec<Cut> {
    let conduct = Conduct {
        direct,
        ..Conduct::default()
    };
    let (verdict, (traffic, (heard, said))) = run(deed, conduct, Vec::new(), false).await;
    assert_eq!(verdict, Ok(Verdict::Done));
    assert_eq!(traffic.len(), 2, "{traffic:?}");
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

async fn sweep(deed: Deed, direct: bool) {
    let way = if direct { "direct TLS" } else { "STARTTLS" };
    let name = format!("{deed:?} by {way}");
    let began = Instant::now();
    let mut places = places(deed, direct).await;
    let all = places.len();
    if !is_long() {
        places = Chance::told(&name).sample(places, SAMPLE);
    }
    let tried = places.len();
    let slots = Arc::new(Semaphore::new(AT_ONCE));
    let mut runs = JoinSet::new();
    for place in places {
        let slot = Arc::clone(&slots).acquire_owned().await.unwrap();
        runs.spawn(async move {
            let verdict = cut(deed, direct, &place).await;
            drop(slot);
            (place, verdict)
        });
    }
    let mut verdicts: HashMap<Verdict, usize> = HashMap::new();
    let mut wrong = Vec::new();
    for (place, verdict) in runs.join_all().await {
        match verdict {
            Ok(verdict) => *verdicts.entry(verdict).or_default() += 1,
            Err(why) => wrong.push(format!("{place:?}: {why}")),
        }
    }
    println!(
        "counted: {name}, cut at {tried} of {all} places: {verdicts:?}, {} wrong verdicts, {:.0?}",
        wrong.len(),
        began.elapsed()
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(verdicts.contains_key(&Verdict::Done) && verdicts.contains_key(&Verdict::NotDone));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_cut_of_a_change_by_starttls_brings_a_wrong_verdict() {
    sweep(Deed::Change, false).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_cut_of_a_change_by_direct_tls_brings_a_wrong_verdict() {
    sweep(Deed::Change, true).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_cut_of_a_deletion_by_starttls_brings_a_wrong_verdict() {
    sweep(Deed::Delete, false).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_cut_of_a_deletion_by_direct_tls_brings_a_wrong_verdict() {
    sweep(Deed::Delete, true).await;
}
