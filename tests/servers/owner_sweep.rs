//! A change of password and a deletion with a real Prosody, each cut at every 50th byte of it. A sample unless
//! `scripts/test --long` runs it.

use std::sync::atomic::{AtomicUsize, Ordering};

use vestibule::{
    domain::{Address, Credentials, Secret},
    engine::account::{self, AccountError},
};

use crate::{
    breaks::{Break, Sweep, traffic},
    deeds::{self, Deed, NEW, Verdict, owner, wants},
    person::{Habits, PASSWORD, sign_up_as},
    prosody,
    proxy::{Plan, Proxy},
    sweep::{STEP, port, target},
};

/// How many cuts a short run tries of each.
const SAMPLE: usize = 50;

const AT_ONCE: usize = 6;

/// What was told, and of which account.
struct Story {
    name: String,
    told: Result<(), AccountError>,
}

async fn run(deed: Deed, direct: bool, plans: Vec<Plan>) -> (Story, Vec<(u64, u64)>) {
    static ACCOUNTS: AtomicUsize = AtomicUsize::new(0);
    let name = format!("owner{:05}", ACCOUNTS.fetch_add(1, Ordering::SeqCst));
    let server = port(direct);
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
    (Story { name, told }, traffic(&proxy))
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
    let mut places: Vec<(bool, Break)> = Vec::new();
    for direct in [false, true] {
        let (story, traffic) = run(deed, direct, Vec::new()).await;
        let verdict = deeds::verdict(deed, &story.told, holds(&story.name).await);
        assert_eq!(verdict, Ok(Verdict::Done));
        let here = Break::everywhere(traffic, STEP, 0).into_iter();
        places.extend(here.map(|place| (direct, place)));
    }
    let sweep = Sweep::of(&format!("{deed:?} at Prosody"), places, SAMPLE);
    let attempt =
        |(direct, place): (bool, Break)| async move { run(deed, direct, place.plans()).await.0 };
    let mut verdicts = Vec::new();
    // The verdicts only behind all of them, so that what a server did late is seen too.
    for (place, Story { name, told }) in sweep.tries(AT_ONCE, attempt).await {
        let verdict = match deeds::verdict(deed, &told, holds(&name).await) {
            Ok(Verdict::Unknown) if !place.1.for_good => {
                Err(format!("{told:?}, and Prosody could be asked"))
            }
            verdict => verdict,
        };
        verdicts.push((place, verdict));
    }
    let _ = sweep.counts(verdicts);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_cut_of_a_change_with_prosody_brings_a_wrong_verdict() {
    sweep(Deed::Change).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_cut_of_a_deletion_with_prosody_brings_a_wrong_verdict() {
    sweep(Deed::Delete).await;
}
