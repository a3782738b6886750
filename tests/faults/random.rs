//! Many faults at once, at random: no wrong verdict, and nothing sent that nobody asked for.

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

const AT_ONCE: usize = 32;

/// How many runs there are, short and long.
const RUNS: [usize; 2] = [120, 1000];

/// A server may be at it for less than it is given.
const THINKS: u64 = 20;
const SETTLE: Duration = Duration::from_millis(200);

/// What a run met.
struct Run {
    verdict: Result<Verdict, String>,
    struck: usize,
    presses: usize,
}

fn conduct(chance: &mut Chance) -> Conduct {
    Conduct {
        direct: chance.below(2) == 0,
        thinks: Duration::from_millis(chance.below(2) * chance.below(THINKS)),
        without_farewell: chance.below(2) == 0,
        busy_sign_ins: u32::from(chance.below(8) == 0),
        kicks: u32::try_from(chance.below(6)).unwrap().saturating_sub(3),
        ..Conduct::default()
    }
}

fn plan(chance: &mut Chance) -> Plan {
    let way = if chance.below(2) == 0 {
        Way::Up
    } else {
        Way::Down
    };
    let offset = chance.below(3800);
    let harm = match chance.below(8) {
        0 | 1 => Some(Harm::Close),
        2 | 3 => Some(Harm::Reset),
        4 => Some(Harm::Stall),
        5 => Some(Harm::Drip(Duration::from_millis(1 + chance.below(10)))),
        6 => {
            let length = 1 + chance.below(60);
            Some(Harm::Garbage(
                (0..length)
                    .map(|_| chance.next().to_le_bytes()[0])
                    .collect(),
            ))
        }
        _ => None,
    };
    Plan {
        harm: harm.map(|harm| (way, offset, harm)),
        sliced: chance.below(5) == 0,
        delay: Duration::from_millis(chance.below(2) * chance.below(4)),
        refused: chance.below(20) == 0,
    }
}

async fn run(seed: u64) -> Run {
    let mut chance = Chance::seeded(seed);
    let conduct = conduct(&mut chance);
    let (is_busy, kicks) = (conduct.busy_sign_ins > 0, conduct.kicks as usize);
    let mut plans: Vec<Plan> = (0..=chance.below(5)).map(|_| plan(&mut chance)).collect();
    plans.push(Plan::default());
    let habits = Habits {
        double_clicks: chance.below(3) == 0,
        refreshes: chance.below(4) == 0,
        lucky: chance.below(2) == 0,
        idles: Duration::from_millis(chance.below(2) * chance.below(30)),
        leaves: (chance.below(8) == 0).then(|| Duration::from_millis(chance.below(150))),
        ..Habits::default()
    };
    let server = Server::start(conduct, &[TAKEN]).await;
    let proxy = Proxy::start(server.port, plans.clone()).await;
    let mut target = server.target(proxy.port);
    target.deadlines = person::short(Duration::from_millis(1500));
    target.deadlines.settle = SETTLE;
    let story = sign_up(&server, target, habits).await;
    let struck: Vec<usize> = proxy
        .traffic()
        .iter()
        .enumerate()
        .filter(|(_, one)| one.was_struck())
        .map(|(index, _)| index)
        .collect();
    drop(proxy);
    server.settled().await;
    let hangs = struck.iter().any(|index| {
        let harm = plans.get(*index).and_then(|plan| plan.harm.as_ref());
        matches!(harm, Some((_, _, Harm::Stall | Harm::Drip(_))))
    });
    let mut verdict = story.verdict(&server);
    // One fault for the submission and one for the sign-in; or one that leaves the server at it.
    if verdict == Ok(Verdict::Unknown) && struck.len() + kicks < 2 && !hangs && !is_busy {
        verdict = Err(format!("unknown without a cause; {story:?}"));
    }
    Run {
        verdict: verdict.map_err(|why| format!("seed {seed}: {why}; {plans:?}, {habits:?}")),
        struck: struck.len(),
        presses: story.presses.values().sum(),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn random_faults_bring_no_wrong_verdict() {
    let began = Instant::now();
    let mut chance = Chance::told("random faults");
    let count = RUNS[usize::from(is_long())];
    let slots = Arc::new(Semaphore::new(AT_ONCE));
    let mut runs = JoinSet::new();
    for index in 0..count {
        // The seed that was told is that of the first run, so that a single one can be had again.
        let seed = if index == 0 {
            chance.seed()
        } else {
            chance.next()
        };
        let slot = Arc::clone(&slots).acquire_owned().await.unwrap();
        runs.spawn(async move {
            let run = run(seed).await;
            drop(slot);
            run
        });
    }
    let runs = runs.join_all().await;
    let mut verdicts: HashMap<Verdict, usize> = HashMap::new();
    let mut wrong = Vec::new();
    let (mut struck, mut presses) = (0, 0);
    for run in runs {
        struck += run.struck;
        presses += run.presses;
        match run.verdict {
            Ok(verdict) => *verdicts.entry(verdict).or_default() += 1,
            Err(why) => wrong.push(why),
        }
    }
    println!(
        "counted: random faults, {count} runs, {struck} faults, {presses} presses: {verdicts:?}, {} wrong verdicts, {:.0?}",
        wrong.len(),
        began.elapsed()
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // Both are met, or this would show nothing.
    for met in [Verdict::Created, Verdict::NotMade] {
        assert!(verdicts.contains_key(&met), "{verdicts:?}");
    }
}
