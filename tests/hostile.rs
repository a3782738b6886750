//! What somebody who means harm could send: the program ends the session or shows the form, in time and in little memory.

#![cfg(feature = "engine")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "tests fail by panicking and print what they counted"
)]
#![allow(clippy::too_many_lines, reason = "lists are long")]
#![allow(
    clippy::struct_excessive_bools,
    reason = "habits and faults that have nothing to do with each other"
)]
#![allow(
    unused_results,
    unreachable_pub,
    dead_code,
    reason = "shared test code, of which each test uses a part"
)]

#[path = "support/authority.rs"]
mod authority;
#[path = "hostile/bombs.rs"]
mod bombs;
#[path = "support/chance.rs"]
mod chance;
#[path = "hostile/corpus.rs"]
mod corpus;
#[path = "support/person.rs"]
mod person;
#[path = "support/proxy.rs"]
mod proxy;
#[path = "faults/said.rs"]
mod said;
#[path = "faults/server.rs"]
mod server;
#[path = "faults/steps.rs"]
mod steps;

use std::{
    collections::HashSet,
    fs,
    sync::{Arc, OnceLock},
    time::{Duration, Instant},
};

use sipper::Sipper as _;
use tokio::{
    sync::{Mutex, MutexGuard, Semaphore},
    task::JoinSet,
};
use vestibule::{
    domain::{Offer, Value},
    engine::{Command, Error, Event, open},
};

use corpus::{Due, Hostile};
use server::{Conduct, Instead, Server};
use steps::Step;

/// How long a session may take that waits for nothing: what it waits for has a deadline of two seconds.
const DEADLINE: Duration = Duration::from_secs(2);
const SHORT: Duration = Duration::from_secs(1);
const PATIENCE: Duration = Duration::from_secs(20);

/// How much more memory a session may take for hostile input.
const MOST_GROWTH: u64 = 16 << 20;

/// What came of a session.
#[derive(Debug, Default)]
struct Came {
    offered: bool,
    pictures: Vec<bool>,
    end: Option<Error>,
}

async fn meet(hostile: &Hostile, deadline: Duration) -> Came {
    let conduct = Conduct {
        instead: Some(hostile.instead.clone()),
        ..Conduct::default()
    };
    let server = Server::start(conduct, &[]).await;
    let mut target = server.target(server.port);
    target.deadlines = person::short(deadline);
    target.deadlines.whole = 3 * deadline;
    let (remote, straw) = open(target);
    let mut straw = Box::pin(straw.pin());
    let mut came = Came::default();
    while let Some(event) = straw.sip().await {
        match event {
            Event::Offered(_) => {
                came.offered = true;
                if !matches!(hostile.due, Due::NoPicture | Due::Picture) {
                    remote.send(Command::Close);
                }
            }
            Event::Picture(_, picture) => {
                came.pictures.push(picture.is_ok());
                remote.send(Command::Close);
            }
            _ => {}
        }
    }
    came.end = straw.await.err();
    came
}

/// What is wrong with what came.
fn judge(hostile: &Hostile, came: &Came) -> Option<String> {
    let is_right = match hostile.due {
        Due::Error => !came.offered && !matches!(came.end, None | Some(Error::Closed)),
        Due::Verdict => came.end.is_some(),
        Due::NoPicture => came.offered && came.pictures == [false],
        Due::Picture => came.offered && came.pictures == [true],
    };
    (!is_right).then(|| format!("{}: {came:?}", hostile.name))
}

/// One test at a time, for one of them looks at the memory of all.
async fn alone() -> MutexGuard<'static, ()> {
    static ALONE: OnceLock<Mutex<()>> = OnceLock::new();
    ALONE.get_or_init(Mutex::default).lock().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_that_is_sent_brings_the_program_down() {
    let _alone = alone().await;
    let began = Instant::now();
    let all = corpus::all();
    let names: HashSet<&str> = all.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names.len(), all.len(), "each has a name of its own");
    let count = all.len();
    let slots = Arc::new(Semaphore::new(24));
    let mut runs = JoinSet::new();
    for hostile in all {
        let slot = Arc::clone(&slots).acquire_owned().await.unwrap();
        runs.spawn(async move {
            let came = tokio::time::timeout(PATIENCE, meet(&hostile, DEADLINE)).await;
            drop(slot);
            match came {
                Ok(came) => judge(&hostile, &came),
                Err(_) => Some(format!("{}: hangs", hostile.name)),
            }
        });
    }
    let mut wrong = Vec::new();
    while let Some(run) = runs.join_next().await {
        wrong.extend(run.expect("a session panicked"));
    }
    println!(
        "counted: {count} hostile inputs, {} wrong, {:.0?}",
        wrong.len(),
        began.elapsed()
    );
    assert!(count >= 300, "{count}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Memory of this process in bytes: what it has now and what it had at most.
fn memory() -> (u64, u64) {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let of = |name: &str| {
        let line = status.lines().find(|line| line.starts_with(name)).unwrap();
        let number: u64 = line.split_whitespace().nth(1).unwrap().parse().unwrap();
        number * 1024
    };
    (of("VmRSS:"), of("VmHWM:"))
}

/// The kernel counts here, and what this test's own server takes is counted too.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn nothing_that_is_sent_takes_much_memory() {
    let _alone = alone().await;
    let all = corpus::all();
    // What every session takes, and this test for its list, is there now.
    for hostile in all.iter().take(4) {
        meet(hostile, SHORT).await;
    }
    let mut worst = (0, String::new());
    for hostile in &all {
        // The peak begins anew (proc(5), clear_refs).
        fs::write("/proc/self/clear_refs", "5").unwrap();
        let (before, _) = memory();
        meet(hostile, SHORT).await;
        let (_, peak) = memory();
        worst = worst.max((peak.saturating_sub(before), hostile.name.clone()));
    }
    println!(
        "counted: memory grows by {} KiB at most ({})",
        worst.0 / 1024,
        worst.1
    );
    assert!(worst.0 < MOST_GROWTH, "{worst:?}");
    // The kernel does notice what is taken.
    fs::write("/proc/self/clear_refs", "5").unwrap();
    let (before, _) = memory();
    let taken = std::hint::black_box(vec![1_u8; 2 * usize::try_from(MOST_GROWTH).unwrap()]);
    let (_, peak) = memory();
    assert!(peak - before > MOST_GROWTH);
    drop(taken);
}

/// A password that a server chose is one that somebody else knows.
#[tokio::test]
async fn a_password_that_a_server_sends_is_not_filled_in() {
    let _alone = alone().await;
    let legacy = "<username>juliet</username><password>chosen by the server</password>";
    let form = "<x xmlns='jabber:x:data' type='form'><field var='username' type='text-single'>\
                <value>juliet</value></field><field var='password' type='text-private'>\
                <value>chosen by the server</value></field></x>";
    for content in [legacy, form] {
        let iq = format!(
            "<iq type='result' id='%ID%'><query xmlns='jabber:iq:register'>{content}</query></iq>"
        );
        let conduct = Conduct {
            instead: Some(Instead {
                step: Step::Form,
                pieces: Arc::from([(iq.into_bytes(), 1)]),
            }),
            ..Conduct::default()
        };
        let server = Server::start(conduct, &[]).await;
        let (remote, straw) = open(server.target(server.port));
        let mut straw = Box::pin(straw.pin());
        let mut shown = None;
        while let Some(event) = straw.sip().await {
            if let Event::Offered(Offer::Form(form)) = event {
                shown = Some(form);
                remote.send(Command::Close);
            }
        }
        let presets = shown.expect("a form").presets();
        let name = Value::Text("juliet".to_owned());
        assert_eq!(presets.get(&"username".into()), Some(&name));
        assert_eq!(presets.get(&"password".into()), None, "{content}");
    }
}
