//! The real keyring: what the built program keeps there, what it says where it cannot, and what is left of a sign-up when
//! the program is killed in the middle of it.

#![cfg(all(feature = "gui", target_os = "linux"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "tests fail by panicking and print what they counted"
)]
#![allow(
    unused_results,
    unreachable_pub,
    dead_code,
    reason = "shared test code, of which each test uses a part"
)]

#[path = "support/bus.rs"]
mod bus;
#[path = "support/practice.rs"]
mod practice;
#[path = "support/program.rs"]
mod program;
#[path = "support/watched.rs"]
mod watched;

use std::fs;
use std::io::Write as _;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use bus::Bus;
use practice::Practice;

const PASSWORD: &str = "kept <&> safe, 7 times";
const NEW: &str = "altogether <&> another 9";
const DOMAIN: &str = "open.practice.test";

/// What a run of the program came to.
#[derive(Debug)]
struct Run {
    code: i32,
    json: Value,
    told: String,
}

fn program(bus: &Bus, arguments: &[&str]) -> Command {
    let practice = Practice::get();
    let mut program = bus.command(env!("CARGO_BIN_EXE_vestibule"));
    program
        .args(arguments)
        .args(["--json", "--lang", "en", "--tls", "starttls"])
        .args(["--connect", &format!("127.0.0.1:{}", practice.port)])
        .arg("--ca-file")
        .arg(&practice.ca_pem);
    program
}

fn start(bus: &Bus, arguments: &[&str], password: &str) -> Child {
    let mut child = program(bus, arguments).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    // A program that needs no password may have gone without reading it.
    let _ = writeln!(input, "{password}");
    child
}

fn run(bus: &Bus, arguments: &[&str]) -> Run {
    run_with(bus, arguments, PASSWORD)
}

fn run_with(bus: &Bus, arguments: &[&str], password: &str) -> Run {
    let output = start(bus, arguments, password).wait_with_output().unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    let told_of = printed.contains(password) || told.contains(password);
    assert!(password.is_empty() || !told_of);
    Run {
        code: output.status.code().unwrap(),
        json: serde_json::from_str(&printed).unwrap_or_default(),
        told,
    }
}

fn register(bus: &Bus, name: &str) -> Run {
    let name = format!("username={name}");
    run(bus, &["register", DOMAIN, "--set", &name, "--keyring"])
}

#[test]
fn a_proved_password_is_in_the_keyring_and_nothing_else_is_left() {
    let bus = Bus::unlocked();
    let run = register(&bus, "kept1");
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!(run.json["keyring"], "saved", "{run:?}");
    assert_eq!(bus.slots(), ["kept1@open.practice.test"]);
    assert_eq!(
        bus.password("kept1@open.practice.test").as_deref(),
        Some(PASSWORD)
    );
    assert!(bus.notes().is_empty());

    // What the server refuses is forgotten, and what was kept before is as it was.
    let again = register(&bus, "kept1");
    assert_eq!(again.code, 3, "{again:?}");
    assert_eq!(bus.slots(), ["kept1@open.practice.test"]);
    assert!(bus.notes().is_empty());

    // Without being told to, a verb leaves the keyring alone.
    let alone = self::run(&bus, &["register", DOMAIN, "--set", "username=kept2"]);
    assert_eq!(alone.code, 0, "{alone:?}");
    assert_eq!(alone.json["keyring"], Value::Null);
    assert_eq!(bus.slots(), ["kept1@open.practice.test"]);
    assert!(bus.notes().is_empty());

    let check = self::run(&bus, &["check"]);
    assert_eq!(check.code, 0, "{check:?}");
    assert_eq!(check.json["checked"], serde_json::json!([]));
    let none = self::run(&bus, &["check", "kept1@open.practice.test"]);
    assert_eq!(none.code, 2, "{none:?}");
}

/// The accounts that are kept are listed, and one of them can be removed from this computer alone.
#[test]
fn accounts_are_listed_and_removed_from_this_computer() {
    let bus = Bus::unlocked();
    let none = run(&bus, &["accounts"]);
    assert_eq!(none.code, 0, "{none:?}");
    assert_eq!(none.json["accounts"], serde_json::json!([]));
    for name in ["listed2", "listed1"] {
        assert_eq!(register(&bus, name).json["keyring"], "saved");
    }
    let one = "listed1@open.practice.test";
    let two = "listed2@open.practice.test";
    let both = run(&bus, &["accounts"]);
    assert_eq!(both.json["accounts"], serde_json::json!([one, two]));

    let forgotten = run(&bus, &["forget", one]);
    assert_eq!(forgotten.code, 0, "{forgotten:?}");
    assert_eq!(bus.slots(), [two]);
    // The server has heard nothing of it.
    assert_eq!(run(&bus, &["info", one]).code, 0);
    // That it was not there is no fault.
    assert_eq!(run(&bus, &["forget", one]).code, 0);

    for (bus, keyring) in [
        (Bus::without_keyring(), "missing"),
        (Bus::denied(), "denied"),
        (Bus::locked(&bus), "locked"),
    ] {
        for verb in [&["accounts"][..], &["forget", two]] {
            let run = run(&bus, verb);
            assert_eq!(run.code, 3, "{run:?}");
            assert_eq!(run.json["keyring"], keyring, "{run:?}");
        }
    }
}

/// Fault 26: each way in which a keyring can fail is told, stops nothing, and writes the password nowhere.
#[test]
fn a_keyring_that_fails_is_told_and_stops_nothing() {
    let open = Bus::unlocked();
    let first = register(&open, "open1");
    assert_eq!(first.json["keyring"], "saved", "{first:?}");
    let cases = [
        (Bus::without_keyring(), "none1", "missing"),
        (Bus::denied(), "denied1", "denied"),
        (Bus::locked(&open), "locked1", "locked"),
    ];
    for (bus, name, keyring) in cases {
        let run = register(&bus, name);
        assert_eq!(run.code, 0, "{run:?}");
        assert_eq!(run.json["proof"], "signed_in", "{run:?}");
        assert_eq!(run.json["keyring"], keyring, "{run:?}");
        assert!(run.told.contains("Not saved:"), "{run:?}");
        assert!(bus.notes().is_empty());
        assert!(!written(&bus).contains("safe, 7"));
    }
}

/// Fault 26: a computer without a session bus.
#[test]
fn without_a_bus_there_is_no_keyring() {
    let practice = Practice::get();
    let run = practice.program().run(
        &["register", DOMAIN, "--set", "username=nobus", "--keyring"],
        &[PASSWORD],
    );
    let run = run.ends_with(0);
    assert_eq!(run.json["keyring"], "missing", "{}", run.said);
}

/// Fault 27, {journal} x {disk full, read-only, folder missing}: told, and the sign-up goes on.
#[test]
fn a_disk_that_takes_no_note_is_told_and_stops_nothing() {
    let cases = [
        (
            "full",
            "mount -t tmpfs -o size=4k none $D; cat /dev/zero >$D/filled 2>/dev/null",
            "the disk is full",
        ),
        (
            "readonly",
            "mount -t tmpfs -o ro none $D",
            "nothing may be written",
        ),
        ("missing", "rmdir $D; echo >$D", "cannot be made"),
        ("limit", "trap '' XFSZ; ulimit -f 0", "the disk is full"),
    ];
    for (name, trouble, said) in cases {
        let practice = Practice::get();
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join(".local/share/vestibule");
        fs::create_dir_all(&folder).unwrap();
        let script = format!("D={}; {trouble}; exec \"$@\"", folder.display());
        let mut child = Command::new("/usr/bin/unshare")
            .args(["-Urm", "/bin/sh", "-c", &script, "sh"])
            .arg(env!("CARGO_BIN_EXE_vestibule"))
            .args(["register", DOMAIN, "--set", &format!("username=disk{name}")])
            .args(["--json", "--lang", "en", "--tls", "starttls"])
            .args(["--connect", &format!("127.0.0.1:{}", practice.port)])
            .arg("--ca-file")
            .arg(&practice.ca_pem)
            .env_clear()
            .env("PATH", "/usr/bin:/bin")
            .env("HOME", home.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        writeln!(child.stdin.take().unwrap(), "{PASSWORD}").unwrap();
        let output = child.wait_with_output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(0), "{name}: {told}");
        assert!(told.contains(said), "{name}: {told}");
        let json: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(json["proof"], "signed_in", "{name}");
    }
}

/// Fault 26: a keyring that hangs is given up after 30 s; once before the sign-up is sent, once when it is proved.
#[test]
fn a_keyring_that_hangs_is_given_up() {
    if std::env::var_os("VESTIBULE_LONG").is_none() {
        println!("a keyring that hangs for two times 30 s: only with scripts/test --long");
        return;
    }
    let bus = Bus::unlocked();
    bus.hang();
    let began = Instant::now();
    let run = register(&bus, "hangs1");
    let took = began.elapsed();
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!(run.json["keyring"], "slow", "{run:?}");
    assert!(
        took > Duration::from_secs(30) && took < Duration::from_secs(66),
        "{took:?}"
    );
}

/// Fault 18, and "shown by" of it: however the program is killed in the middle of a submission, the next start finds the
/// account or says that there is none, and the password of an account that was made is not lost.
#[test]
fn killed_anywhere_in_a_submission_nothing_is_lost() {
    let long = std::env::var_os("VESTIBULE_LONG").is_some();
    let rounds: u32 = if long { 10 } else { 1 };
    let bus = Bus::unlocked();
    let mut wholes: Vec<_> = (0..5).map(|n| undisturbed(&bus, n)).collect();
    wholes.sort_unstable();
    let whole = wholes[2];
    let mut tally = Tally::default();
    for point in 0..POINTS {
        for round in 0..rounds {
            // Evenly over the time of a submission, and a little beyond its end.
            let share = f64::from(point) + f64::from(round) / f64::from(rounds);
            let after = whole.mul_f64(share / f64::from(POINTS - 1));
            killed(&bus, &format!("killed-{point}-{round}"), after, &mut tally);
        }
    }
    println!(
        "{} kills over {} ms: {} found by the check, {} finished before, {} not made, {} not sent; 0 passwords lost",
        POINTS * rounds,
        whole.as_millis(),
        tally.found,
        tally.finished,
        tally.not_made,
        tally.not_sent
    );
    assert!(
        tally.found > 0,
        "no kill was late enough to leave a made account behind"
    );
    assert!(
        tally.not_made + tally.not_sent > 0,
        "no kill was early enough"
    );
    assert_eq!(
        tally.found + tally.finished + tally.not_made + tally.not_sent,
        POINTS * rounds
    );
}

const POINTS: u32 = 20;

#[derive(Default)]
struct Tally {
    found: u32,
    finished: u32,
    not_made: u32,
    not_sent: u32,
}

/// How long a submission takes that nobody disturbs: from the first sign of it on the disk to the end of the program.
fn undisturbed(bus: &Bus, n: u32) -> Duration {
    let name = format!("username=whole{n}");
    let arguments = ["register", DOMAIN, "--set", &name, "--keyring"];
    let child = start(bus, &arguments, PASSWORD);
    wait_for_submission(bus);
    let began = Instant::now();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    began.elapsed()
}

fn wait_for_submission(bus: &Bus) {
    let deadline = Instant::now() + Duration::from_secs(30);
    let begun = || fs::read_dir(bus.journal()).is_ok_and(|mut files| files.next().is_some());
    while !begun() {
        assert!(Instant::now() < deadline, "nothing was noted");
        std::hint::spin_loop();
    }
}

fn killed(bus: &Bus, name: &str, after: Duration, tally: &mut Tally) {
    let address = format!("{name}@{DOMAIN}");
    let username = format!("username={name}");
    let arguments = ["register", DOMAIN, "--set", &username, "--keyring"];
    let mut child = start(bus, &arguments, PASSWORD);
    wait_for_submission(bus);
    std::thread::sleep(after);
    // SIGKILL.
    child.kill().unwrap();
    child.wait().unwrap();

    let check = run(bus, &["check"]);
    // The truth, by a sign-in of its own.
    let info = run(bus, &["info", &address]);
    assert!(matches!(info.code, 0 | 3), "{info:?}");
    let exists = info.code == 0;
    let context = format!("{name} after {after:?}: {check:?}");
    let checked = check.json["checked"].as_array().expect(&context);
    assert!(checked.len() <= 1, "{context}");
    let result = checked.first().map(|one| {
        assert_eq!(one["address"], address.as_str(), "{context}");
        one["result"].as_str().unwrap()
    });
    match (exists, result, check.code) {
        (true, Some("made"), 0) => tally.found += 1,
        (true, None, 0) => tally.finished += 1,
        (false, Some("not_made"), 3) => tally.not_made += 1,
        (false, None, 0) => tally.not_sent += 1,
        _ => panic!("a wrong verdict, the account {exists}: {context}"),
    }
    let kept = bus.password(&address);
    assert_eq!(kept.as_deref(), exists.then_some(PASSWORD), "{context}");
    assert!(bus.notes().is_empty(), "{context}");
    let pending = bus
        .slots()
        .into_iter()
        .find(|slot| slot.starts_with("pending:"));
    assert_eq!(pending, None, "{context}");
    clear_up(bus);
}

/// After a check no lock is left of a program that was killed. What it was about to write may be: that is taken away here.
fn clear_up(bus: &Bus) {
    for file in fs::read_dir(bus.journal()).unwrap() {
        let path = file.unwrap().path();
        assert!(path.extension().is_none_or(|extension| extension != "lock"));
        fs::remove_file(path).unwrap();
    }
}

/// Fault 25: a new password takes the old one's place in the keyring when it is proved, and a deletion empties it.
#[test]
fn the_keyring_follows_a_change_and_a_deletion() {
    let bus = Bus::unlocked();
    let _ = register(&bus, "changed1");
    let own = "changed1@open.practice.test";
    let changed = run_with(&bus, &["password", own, "--keyring"], NEW);
    assert_eq!(changed.code, 0, "{changed:?}");
    assert_eq!(changed.json["keyring"], "saved", "{changed:?}");
    assert_eq!(bus.slots(), [own]);
    assert_eq!(bus.password(own).as_deref(), Some(NEW));
    assert!(bus.notes().is_empty());
    // By what the keyring has, with nothing typed.
    assert_eq!(run_with(&bus, &["info", own, "--keyring"], "").code, 0);
    // Without being told to, a verb leaves the keyring alone.
    assert_eq!(run_with(&bus, &["info", own], NEW).code, 0);
    assert_eq!(run(&bus, &["info", own]).code, 3);

    // Refused, too weak for that server: as it was.
    let weak = "weak1@weak.practice.test";
    let run_weak = run(
        &bus,
        &[
            "register",
            "weak.practice.test",
            "--set=username=weak1",
            "--keyring",
        ],
    );
    assert_eq!(run_weak.code, 0, "{run_weak:?}");
    let refused = run_with(&bus, &["password", weak, "--keyring"], "tooweak");
    assert_eq!(refused.code, 3, "{refused:?}");
    assert_eq!(bus.password(weak).as_deref(), Some(PASSWORD));
    assert!(bus.notes().is_empty());
    assert!(bus.slots().iter().all(|slot| !slot.starts_with("pending:")));

    let deleted = run_with(&bus, &["delete", own, "--keyring", "--yes"], "");
    assert_eq!(deleted.code, 0, "{deleted:?}");
    assert_eq!(bus.slots(), [weak]);
}

/// Fault 25: however the program is killed in the middle of a change, the keyring has the password that holds, and the
/// next check says which it is.
#[test]
fn killed_anywhere_in_a_change_the_keyring_has_what_holds() {
    let long = std::env::var_os("VESTIBULE_LONG").is_some();
    let rounds: u32 = if long { 10 } else { 1 };
    let bus = Bus::unlocked();
    let own = "changing@open.practice.test";
    let _ = register(&bus, "changing");
    let mut count = 0;
    let mut change = |bus: &Bus| {
        count += 1;
        let new = format!("the new one, number {count}");
        let child = start(bus, &["password", own, "--keyring"], &new);
        wait_for_submission(bus);
        (child, new)
    };
    let mut wholes: Vec<_> = (0..5)
        .map(|_| {
            let (child, _) = change(&bus);
            let began = Instant::now();
            assert!(child.wait_with_output().unwrap().status.success());
            began.elapsed()
        })
        .collect();
    wholes.sort_unstable();
    let whole = wholes[2];
    let (mut changed, mut finished, mut not_changed, mut not_sent) = (0, 0, 0, 0);
    for point in 0..POINTS * rounds {
        let before = bus.password(own).unwrap();
        let (mut child, new) = change(&bus);
        std::thread::sleep(whole.mul_f64(f64::from(point) / f64::from(POINTS * rounds - 1)));
        // SIGKILL.
        child.kill().unwrap();
        child.wait().unwrap();

        let check = run_with(&bus, &["check"], "");
        let context = format!("{point}: {check:?}");
        let checked = check.json["checked"].as_array().expect(&context);
        assert!(checked.len() <= 1, "{context}");
        let result = checked.first().map(|one| one["result"].as_str().unwrap());
        let kept = bus.password(own).expect(&context);
        // The truth, by a sign-in with what is kept.
        let info = run_with(&bus, &["info", own, "--keyring"], "");
        assert_eq!(
            info.code, 0,
            "what the keyring has does not open: {context}"
        );
        match (kept == new, result, check.code) {
            (true, Some("changed"), 0) => changed += 1,
            (true, None, 0) => finished += 1,
            (false, Some("not_changed"), 3) => not_changed += 1,
            (false, None, 0) => not_sent += 1,
            _ => panic!("a wrong verdict: {context}"),
        }
        assert!(kept == new || kept == before, "{context}");
        assert!(bus.notes().is_empty(), "{context}");
        assert_eq!(bus.slots(), [own], "{context}");
        clear_up(&bus);
    }
    println!(
        "counted: {} kills in a change of a password: {changed} found changed, {finished} finished before, {not_changed} not \
         changed, {not_sent} not sent; 0 passwords lost",
        POINTS * rounds
    );
    assert!(
        changed > 0,
        "no kill was late enough to leave a change behind"
    );
    assert!(not_changed + not_sent > 0, "no kill was early enough");
}

/// Every file below the home folder.
fn written(bus: &Bus) -> String {
    let output = Command::new("/bin/grep")
        .args(["-r", "-a", "", "."])
        .current_dir(bus.home())
        .stderr(Stdio::null())
        .output()
        .unwrap();
    String::from_utf8_lossy(&output.stdout).into_owned()
}
