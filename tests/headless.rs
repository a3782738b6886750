//! `examples/headless.rs`, built of the engine alone, against the practice server.

#![cfg(feature = "gui")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking"
)]
#![allow(
    unused_results,
    unreachable_pub,
    dead_code,
    reason = "shared test code, of which each test uses a part"
)]

#[path = "support/example.rs"]
mod example;
#[path = "support/practice.rs"]
mod practice;
#[path = "support/program.rs"]
mod program;
#[path = "support/watched.rs"]
mod watched;

use std::io::{BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::OnceLock;

use practice::Practice;

const PASSWORD: &str = "violet-Tram-Ticket-9";
const OTHER: &str = "amber-Ferry-Receipt-8";

/// Starts the example for an address on practice.
fn start(address: &str, options: &[&str]) -> Child {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    let program = PROGRAM.get_or_init(|| {
        let alone = [
            "--bin",
            "headless",
            "--no-default-features",
            "--features",
            "alone",
        ];
        example::build("headless", &alone)
    });
    let practice = Practice::get();
    Command::new(program)
        .arg(address)
        .args(["--connect", &format!("127.0.0.1:{}", practice.port)])
        .args(["--tls", "starttls", "--ca"])
        .arg(&practice.ca_pem)
        .args(options)
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Its exit code, and all that it says.
fn run(address: &str, options: &[&str], lines: &[&str]) -> (i32, String) {
    let mut program = start(address, options);
    let mut input = program.stdin.take().unwrap();
    tell(&mut input, lines);
    drop(input);
    let output = program.wait_with_output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8(said).unwrap();
    for line in lines {
        assert!(!said.contains(line), "a password was printed:\n{said}");
    }
    (output.status.code().unwrap_or(-1), said)
}

fn tell(input: &mut ChildStdin, lines: &[&str]) {
    for line in lines {
        writeln!(input, "{line}").unwrap();
    }
}

/// What a sign-in by the program's own verb comes to.
fn sign_in(address: &str, password: &str) -> i32 {
    let program = Practice::get().program();
    program.run(&["info", address], &[password]).code
}

#[test]
fn the_whole_life_of_an_account() {
    let address = "headless@open.practice.test";
    let (code, said) = run(address, &[], &[PASSWORD, OTHER]);
    assert_eq!(code, 0, "{said}");
    let steps = [
        "the form of open.practice.test:\n",
        "  username: ",
        "  password: ",
        "registered headless@open.practice.test: proved by a sign-in\n",
        "signed in\n",
        "on record: username = headless\n",
        "changed the password, and signed in with the new one\n",
        "deleted the account: the server lets nobody in any more\n",
    ];
    let mut rest = said.as_str();
    for step in steps {
        rest = rest
            .split_once(step)
            .unwrap_or_else(|| panic!("no {step:?} where it should be in {said}"))
            .1;
    }
    assert_eq!(sign_in(address, OTHER), 3);
}

#[test]
fn an_account_that_is_kept_is_there() {
    let address = "headless-kept@open.practice.test";
    let (code, said) = run(address, &["--keep"], &[PASSWORD]);
    assert_eq!(code, 0, "{said}");
    assert_eq!(sign_in(address, PASSWORD), 0);
    assert_eq!(sign_in(address, OTHER), 3);
    // And nobody can have it twice.
    let (code, said) = run(address, &["--keep"], &[PASSWORD]);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("headless: refused, NameTaken"), "{said}");
}

#[test]
fn a_picture_is_looked_at_and_answered() {
    let mut program = start("headless@captcha.practice.test", &["--keep"]);
    let mut input = program.stdin.take().unwrap();
    tell(&mut input, &[PASSWORD]);
    let mut printed = BufReader::new(program.stdout.take().unwrap());
    let file = printed
        .by_ref()
        .lines()
        .map(|line| line.unwrap())
        .find_map(|line| Some(line.split_once("the picture of ocr: ")?.1.to_owned()))
        .unwrap();
    let picture = std::fs::read(&file).unwrap();
    std::fs::remove_file(&file).unwrap();
    assert!(picture.starts_with(b"P7\nWIDTH "));
    // Whoever cannot read it gives a wrong answer, and is told so.
    tell(&mut input, &["wrong"]);
    drop(input);
    let output = program.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("headless: refused, CaptchaWrong"), "{said}");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn what_is_missing_is_named() {
    let address = "headless@form.practice.test";
    let (code, said) = run(address, &["--keep"], &[PASSWORD]);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("headless: nobody answers"), "{said}");
    let (code, said) = run(address, &["--keep", "--set", "tos=yes"], &[PASSWORD]);
    assert_eq!(code, 0, "{said}");
    for wrong in [&["--what"][..], &["--connect"], &["--tls", "never"]] {
        let (code, said) = run(address, wrong, &[]);
        assert_eq!(
            (code, said.contains("usage: headless")),
            (1, true),
            "{said}"
        );
    }
}
