//! A change of password and a deletion, each cut at every byte of it.
//!
//! The password that the account has in the end is held against what the owner was told, and against what the handle
//! signs in with from then on. A sample by default, everything with `scripts/test --long`.

use std::time::Duration;

use crate::{
    breaks::{Sweep, traffic},
    cut::Cut,
    deeds::{Deed, Verdict, owner, verdict, wants},
    person::{self, PASSWORD},
    proxy::{Plan, Proxy},
    server::{Conduct, Server},
};

/// How many run at the same time.
const AT_ONCE: usize = 24;

/// How many of all cuts a short run tries.
const SAMPLE: usize = 150;

/// What passed on each connection, up and down, and what was said and heard inside TLS.
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
    let traffic = (traffic(&proxy), server.spoken());
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
    (judged, traffic)
}

async fn cut(deed: Deed, direct: bool, cut: Cut) -> Result<Verdict, String> {
    let (conduct, plans) = cut.prepare(direct);
    let comes_back = cut.comes_back();
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
    let (verdict, (traffic, spoken)) = run(deed, conduct, Vec::new(), false).await;
    assert_eq!(verdict, Ok(Verdict::Done));
    assert_eq!(traffic.len(), 2, "{traffic:?}");
    Cut::everywhere(traffic, spoken)
}

async fn sweep(deed: Deed, direct: bool) {
    let way = if direct { "direct TLS" } else { "STARTTLS" };
    let name = format!("{deed:?} by {way}");
    let sweep = Sweep::of(&name, places(deed, direct).await, SAMPLE);
    let verdicts = sweep.tries(AT_ONCE, |place| cut(deed, direct, place)).await;
    let verdicts = sweep.counts(verdicts);
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
