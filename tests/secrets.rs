//! A password is nowhere but on its way to its server: not in logs, files, output, or the text of a crash.

#![cfg(feature = "gui")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "tests fail by panicking and print what they counted"
)]
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
#[path = "support/book.rs"]
mod book;
#[path = "support/leaks.rs"]
mod leaks;
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
    env,
    fmt::Write as _,
    io::Write as _,
    path::Path,
    process::{Command, Output, Stdio},
    time::Duration,
};

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use sipper::Sipper as _;
use vestibule::{
    cli,
    domain::{Offer, Secret, Value},
    engine::{Event, account, open},
};

use leaks::Leaks;
use person::TAKEN;
use server::{Conduct, DOMAIN, Server};
use steps::{Fault, Step};

/// With all that is escaped somewhere.
const SECRET: &str = "violet&Tram<7>\"Ticket'%\\9";

/// What is searched for is found where it is.
#[test]
fn a_password_that_leaks_is_found() {
    let leaks = Leaks::of(SECRET);
    let xml = SECRET
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    let folder = tempfile::tempdir().unwrap();
    for (index, planted) in [
        format!("the password is {SECRET}!"),
        format!("<password>{xml}</password>"),
        format!(
            "<password>{}</password>",
            xml.replace('"', "&quot;").replace('\'', "&apos;")
        ),
        BASE64.encode(SECRET),
        // The messages of PLAIN (RFC 4616), with names of all lengths.
        BASE64.encode(format!("\0a\0{SECRET}")),
        BASE64.encode(format!("\0ab\0{SECRET}")),
        BASE64.encode(format!("\0abc\0{SECRET}")),
        format!("{:?}", Some(SECRET)),
        format!("{:?}", SECRET.as_bytes()),
        serde_json::json!({ "password": SECRET }).to_string(),
    ]
    .iter()
    .enumerate()
    {
        assert!(!leaks.in_bytes(planted.as_bytes()).is_empty(), "{planted}");
        let path = folder.path().join(format!("deep{index}")).join("file");
        std::fs::create_dir(path.parent().unwrap()).unwrap();
        std::fs::write(path, planted).unwrap();
        assert_eq!(
            leaks
                .in_folder(folder.path())
                .0
                .iter()
                .filter(|found| found.contains(&format!("deep{index}")))
                .count()
                .min(1),
            1
        );
    }
    assert!(leaks.in_bytes(b"nothing of it").is_empty());
}

/// An invitation is as good as an account: whoever reads it can use it.
#[test]
fn an_invitation_is_hidden_wherever_it_is_held() {
    use vestibule::app::Options;
    use vestibule::domain::invite::{self, Meant};
    use vestibule::engine::Command as Order;
    use vestibule::page::{invitation, server};
    const LINK: &str = "xmpp:example.org?register;preauth=Tok3n-Tok3n";
    let secret = || Secret::from(LINK);
    let Ok(Meant::Invitation(read)) = invite::read(LINK) else {
        panic!("no invitation")
    };
    let options = Options {
        domain: Some(secret()),
        ..Options::default()
    };
    let line = invitation::line::State::new().typed(secret());
    let wish = line.clone().go();
    for held in [
        format!("{options:?}"),
        format!("{:?}", server::Message::Typed(secret())),
        format!("{:?}", server::Message::Pasted(secret())),
        format!("{:?}", server::Action::Invitation(secret())),
        format!("{:?}", invitation::line::Message::Typed(secret())),
        format!("{:?}", invitation::line::Message::Pasted(Some(secret()))),
        format!("{:?}", invitation::State::with(secret())),
        format!("{line:?} {wish:?}"),
        format!("{:?}", Order::WithInvitation(read)),
    ] {
        assert!(!held.contains("Tok3n"), "{held}");
    }
    // A page that a browser has to read has it in its address.
    let page = Secret::from("https://www.example.org/invite?Tok3n-Tok3n-1");
    let mut line = invitation::line::State::new().typed(page);
    let wish = line.go();
    assert!(matches!(wish, invitation::line::Wish::Open(_)));
    assert!(!format!("{line:?} {wish:?}").contains("Tok3n"));
}

/// The ways in which a registration can go, by which other things are written.
fn conducts() -> Vec<(&'static str, Conduct)> {
    let trouble = |step, fault| Conduct {
        trouble: Some((step, fault)),
        ..Conduct::default()
    };
    vec![
        ("all is well", Conduct::default()),
        (
            "a sign-in by PLAIN",
            Conduct {
                plain: true,
                ..Conduct::default()
            },
        ),
        (
            "a cut after the submission",
            trouble(Step::Answer, Fault::Reset),
        ),
        (
            "a submission that is lost",
            trouble(Step::Submission, Fault::Close),
        ),
        (
            "garbage for an answer",
            trouble(Step::Answer, Fault::Garbage),
        ),
        ("no proof", trouble(Step::Proof, Fault::Garbage)),
        (
            "a server that is gone",
            trouble(Step::Answer, Fault::Nothing),
        ),
        (
            "a sign-in that is put off",
            Conduct {
                busy_sign_ins: 9,
                ..Conduct::default()
            },
        ),
    ]
}

/// Runs the program in a home of its own.
fn run(port: u16, name: &str, log: &str, home: &Path) -> Output {
    let ca = home.join("ca.pem");
    std::fs::write(&ca, server::authority()).unwrap();
    let mut program = Command::new(env!("CARGO_BIN_EXE_vestibule"))
        .args([
            "register",
            DOMAIN,
            "--set",
            &format!("username={name}"),
            "--json",
        ])
        .args([
            "--connect",
            &format!("127.0.0.1:{port}"),
            "--tls",
            "starttls",
            "--timeout",
            "3",
        ])
        .arg("--ca-file")
        .arg(&ca)
        .env_clear()
        .env("PATH", "/usr/bin:/bin")
        .env("HOME", home)
        .env("RUST_LOG", log)
        .env("RUST_BACKTRACE", "full")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = program.stdin.take().unwrap();
    let _ = writeln!(input, "{SECRET}");
    drop(input);
    program.wait_with_output().unwrap()
}

/// What a run of the program wrote: bytes of output, and files.
async fn searched(
    story: &'static str,
    conduct: Conduct,
    log: &'static str,
    name: &'static str,
) -> (usize, usize) {
    let server = Server::start(conduct, &[TAKEN]).await;
    let home = tempfile::tempdir().unwrap();
    let (port, path) = (server.port, home.path().to_owned());
    let output = tokio::task::spawn_blocking(move || run(port, name, log, &path))
        .await
        .unwrap();
    let mut leaks = Leaks::of(SECRET);
    for proof in server.proofs() {
        leaks = leaks.and("a proof", &proof);
    }
    let said = [output.stdout.as_slice(), &output.stderr].concat();
    assert!(!said.is_empty(), "{story}: nothing was said");
    assert_eq!(
        leaks.in_bytes(&said),
        [""; 0],
        "{story}, {log}: {}",
        String::from_utf8_lossy(&said)
    );
    let (found, files) = leaks.in_folder(home.path());
    assert_eq!(found, [""; 0], "{story}, {log}");
    // Without the certificate that this test put there.
    (said.len(), files - 1)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_program_writes_no_password_at_any_level() {
    let mut runs = tokio::task::JoinSet::new();
    for log in [
        "trace",
        "vestibule=debug,tokio_xmpp=trace,rustls=trace,hickory_resolver=trace",
        "info",
    ] {
        for (story, conduct) in conducts() {
            runs.spawn(searched(story, conduct, log, "juliet"));
        }
        runs.spawn(searched(
            "a name that is taken",
            Conduct::default(),
            log,
            TAKEN.0,
        ));
    }
    let all = runs.join_all().await;
    let (bytes, files) = all.iter().fold((0, 0), |(bytes, files), (more, others)| {
        (bytes + more, files + others)
    });
    println!(
        "counted: {} runs of the program wrote {bytes} bytes and {files} files, 0 passwords in them",
        all.len()
    );
}

/// What is logged, and what a log or a crash would say of each thing that a password is in.
#[tokio::test]
async fn nothing_with_a_password_in_it_shows_it() {
    book::open();
    let mut leaks = Leaks::of(SECRET);
    let mut shown = String::new();
    for (_, conduct) in conducts() {
        let server = Server::start(conduct, &[TAKEN]).await;
        let mut target = server.target(server.port);
        target.deadlines = person::short(Duration::from_secs(2));
        let (remote, straw) = open(target.clone());
        let mut straw = Box::pin(straw.pin());
        let mut presses = 0;
        while let Some(event) = straw.sip().await {
            write!(shown, "{event:?} {event:#?}").unwrap();
            let Event::Offered(Offer::Form(form)) = event else {
                continue;
            };
            if presses == 2 {
                remote.send(vestibule::engine::Command::Close);
                continue;
            }
            presses += 1;
            let mut answers = form.presets();
            answers.set("username".into(), Value::Text("juliet".to_owned()));
            answers.set("password".into(), Value::Secret(Secret::from(SECRET)));
            let submission = form.check(&answers, false).unwrap();
            let credentials = submission.credentials(&target.domain).unwrap();
            let proved = account::prove(&target, &credentials).await;
            let renewed = form.carry_over(&answers);
            write!(
                shown,
                "{answers:?} {renewed:?} {submission:#?} {credentials:?} {proved:?}"
            )
            .unwrap();
            let command = vestibule::engine::Command::Submit(submission);
            write!(shown, "{command:?}").unwrap();
            // Twice, for what comes at the wrong time is logged.
            remote.send(vestibule::engine::Command::Submit(
                form.check(&answers, false).unwrap(),
            ));
            remote.send(command);
        }
        write!(shown, "{:#?}", straw.await).unwrap();
        for proof in server.proofs() {
            leaks = leaks.and("a proof", &proof);
        }
    }
    assert!(shown.contains("juliet"), "{shown}");
    assert_eq!(leaks.in_bytes(shown.as_bytes()), [""; 0], "{shown}");
    let logged = book::read();
    let text = String::from_utf8_lossy(&logged);
    assert!(
        text.contains("a command at the wrong time"),
        "nothing is logged: {text}"
    );
    assert_eq!(leaks.in_bytes(&logged), [""; 0], "{text}");
    println!(
        "counted: {} bytes of logs, 0 passwords in them",
        logged.len()
    );
}

/// What makes the test below crash, in a process of its own.
const CRASH: &str = "VESTIBULE_TEST_CRASHES";

/// A crash says where it was and not what the values were.
#[test]
fn the_text_of_a_crash_has_no_password() {
    if env::var_os(CRASH).is_some() {
        cli::plain_panics();
        let secret = Secret::from(SECRET);
        panic!("a value was {:?}, or {}", secret, secret.expose());
    }
    let crashed = Command::new(env::current_exe().unwrap())
        .args([
            "--exact",
            "the_text_of_a_crash_has_no_password",
            "--nocapture",
        ])
        .env(CRASH, "1")
        .env("RUST_BACKTRACE", "full")
        .output()
        .unwrap();
    let said = [crashed.stdout.as_slice(), &crashed.stderr].concat();
    let text = String::from_utf8_lossy(&said);
    assert!(text.contains("a fault of this program"), "{text}");
    assert!(!crashed.status.success());
    assert_eq!(Leaks::of(SECRET).in_bytes(&said), [""; 0], "{text}");
}
