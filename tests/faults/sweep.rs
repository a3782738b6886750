//! A whole registration (form, conflict, submitted again, proof), cut at every byte of it.
//!
//! The account that the server has in the end is held against what the person was told. A sample by default, everything
//! with `scripts/test --long`.

use std::time::Duration;

use crate::{
    breaks::{Sweep, traffic},
    cut::Cut,
    person::{self, Habits, TAKEN, Verdict, sign_up},
    proxy::{Plan, Proxy},
    server::{Conduct, Server},
};

/// How many sessions run at the same time.
const AT_ONCE: usize = 24;

/// How many of all cuts a short run tries.
const SAMPLE: usize = 200;

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
    let traffic = traffic(&proxy);
    drop(proxy);
    server.settled().await;
    (story.verdict(&server), traffic, server.spoken())
}

async fn cut(direct: bool, cut: Cut) -> Result<Verdict, String> {
    let (conduct, plans) = cut.prepare(direct);
    match run(conduct, plans).await.0 {
        Ok(Verdict::Unknown) if cut.comes_back() => {
            Err("unknown, and the server could be asked".to_owned())
        }
        verdict => verdict,
    }
}

/// Every place at which a registration can be cut.
async fn places(direct: bool) -> Vec<Cut> {
    let conduct = Conduct {
        direct,
        ..Conduct::default()
    };
    let (verdict, traffic, spoken) = run(conduct, Vec::new()).await;
    assert_eq!(verdict, Ok(Verdict::Created));
    assert!(traffic.len() >= 2, "{traffic:?}");
    Cut::everywhere(traffic, spoken)
}

async fn sweep(direct: bool) {
    let name = if direct { "direct TLS" } else { "STARTTLS" };
    let sweep = Sweep::of(name, places(direct).await, SAMPLE);
    let verdicts = sweep.tries(AT_ONCE, |place| cut(direct, place)).await;
    let _ = sweep.counts(verdicts);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_cut_of_a_registration_by_starttls_brings_a_wrong_verdict() {
    sweep(false).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_cut_of_a_registration_by_direct_tls_brings_a_wrong_verdict() {
    sweep(true).await;
}
