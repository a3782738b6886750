//! A change of password and a deletion with a real Prosody, each cut at every 50th byte of it. A sample unless
//! `scripts/test --long` runs it.

use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Instant,
};

use tokio::{sync::Semaphore, task::JoinSet};
use vestibule::{
    domain::{Address, Credentials, Secret},
    engine::account::{self, AccountError},
};

use crate::{
    chance::{Chance, is_long},
    deeds::{self, Deed, NEW, Verdict, owner, wants},
    person::{Habits, PASSWORD, sign_up_as},
    prosody,
    proxy::{Harm, Plan, Proxy, Way},
    sweep::target,
};

const STEP: usize = 50;

/// How many cuts a short run tries of each.
const SAMPLE: usize = 50;

const AT_ONCE: usize = 6;

/// What was told, and of which account.
struct Story {
    name: String,
    told: Result<(), AccountError>,
}

async fn run(deed: Deed, direct: bool, plans: Vec<Plan>) -> (Story, Vec<[u64; 2]>) {
    static ACCOUNTS: AtomicUsize = AtomicUsize::new(0);
    let name = format!("owner{:05}", ACCOUNTS.fetch_add(1, Ordering::SeqCst));
    let server = if direct {
        prosody().port_direct
    } else {
        prosody().port_starttls
    };
    let habits = Habits {
        lucky: true,
        ..Habits::default()
    };
    let names = ["nobody", name.as_str()];
    let made = sign_up_as(prosody(), target(server, direct), habits, names).await;
    made.end.expect("an account");
    let proxy = Proxy::start(server, plans).await;
    let owner = owner(target(proxy.port, direct), &format!("{name}@prosody.test"));
    let told = wants(&owner, deed).await;
    owner.leave().await;
    let traffic = proxy.traffic();
    let traffic = traffic
        .iter()
        .map(|one| [one.of(Way::Up), one.of(Way::Down)]);
    (Story { name, told }, traffic.collect())
}

/// The one of the two passwords that opens the account.
async fn holds(name: &str) -> Option<&'static str> {
    for password in [PASSWORD, NEW] {
        let own = Credentials {
            address: Address::parse(&format!("{name}@prosody.test")).unwrap(),
            password: Secret::from(password),
        };
        match account::prove(&target(prosody().port_direct, true), &own).await {
            Ok(()) => return Some(password),
            Err(error) => assert!(error.is_no(), "{error:?}"),
        }
    }
    None
}

async fn sweep(deed: Deed) {
    let began = Instant::now();
    let mut places = Vec::new();
    for direct in [false, true] {
        let (story, traffic) = run(deed, direct, Vec::new()).await;
        let verdict = deeds::verdict(deed, &story.told, holds(&story.name).await);
        assert_eq!(verdict, Ok(Verdict::Done));
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
        let name = format!("{deed:?} at Prosody");
        places = Chance::told(&name).sample(places, SAMPLE);
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
            let (story, _) = run(deed, direct, plans).await;
            drop(slot);
            (place, story)
        });
    }
    let stories = runs.join_all().await;
    // Only now, so that what a server did late is seen too.
    let mut verdicts: HashMap<Verdict, usize> = HashMap::new();
    let mut wrong = Vec::new();
    for (place, Story { name, told }) in stories {
        match deeds::verdict(deed, &told, holds(&name).await) {
            Ok(Verdict::Unknown) if !place.4 => {
                wrong.push(format!("{place:?}: {told:?}, and Prosody could be asked"));
            }
            Ok(verdict) => *verdicts.entry(verdict).or_default() += 1,
            Err(why) => wrong.push(format!("{place:?}: {why}")),
        }
    }
    println!(
        "counted: {deed:?} at Prosody, cut at {tried} of {all} places: {verdicts:?}, {} wrong verdicts, {:.0?}",
        wrong.len(),
        began.elapsed()
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_cut_of_a_change_with_prosody_brings_a_wrong_verdict() {
    sweep(Deed::Change).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_cut_of_a_deletion_with_prosody_brings_a_wrong_verdict() {
    sweep(Deed::Delete).await;
}
