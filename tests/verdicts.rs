//! The verbs' exit codes for what no well-behaved server brings about: the built program against a scripted server.

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

#[path = "support/authority.rs"]
mod authority;
#[path = "engine/fake.rs"]
mod fake;
#[path = "support/program.rs"]
mod program;

use fake::{DOMAIN, Fake, Line, PASSWORD, Script, cuts, refuses_sign_in, script, signs_in};
use program::{Program, Run};

/// Runs `vestibule register` against these scripts, one for each connection.
async fn register(scripts: Vec<Script>) -> Run {
    let fake = Fake::start(scripts).await;
    let folder = tempfile::tempdir().unwrap();
    let ca_pem = folder.path().join("ca.pem");
    std::fs::write(&ca_pem, fake.authority.pem()).unwrap();
    let (_, port) = fake.target.connect.clone().unwrap();
    let run = tokio::task::spawn_blocking(move || {
        let program = Program::at(port, "starttls", &ca_pem);
        program.run(
            &[
                "register",
                DOMAIN,
                "--set",
                "username=juliet",
                "--lang",
                "de",
            ],
            &[PASSWORD],
        )
    })
    .await
    .unwrap();
    fake.played().await;
    run
}

/// The form, then yes to the submission.
fn accepts() -> Script {
    script(|line: Line| async move {
        let mut line = line.show_form().await;
        line.result("").await;
        line.read_all().await;
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_waits_for_approval_is_seven() {
    let run = register(vec![accepts(), refuses_sign_in("not-authorized")]).await;
    let run = run.ends_with(7);
    assert_eq!(run.json["proof"], "waiting", "{}", run.said);
    assert_eq!(run.json["address"], "juliet@fake.test", "{}", run.said);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cut_after_which_a_sign_in_says_nothing_is_five() {
    let run = register(vec![cuts(), refuses_sign_in("temporary-auth-failure")]).await;
    let run = run.ends_with(5);
    assert_eq!(run.json["outcome"], "unknown", "{}", run.said);
    assert_eq!(run.json["address"], "juliet@fake.test", "{}", run.said);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cut_after_which_a_sign_in_works_is_done() {
    let run = register(vec![cuts(), signs_in(PASSWORD)])
        .await
        .ends_with(0);
    assert_eq!(run.json["proof"], "signed_in", "{}", run.said);
}
