//! The life of a puzzle, and work instead of an answer.

use std::time::{Duration, Instant};

use sha2::{Digest as _, Sha256};
use vestibule::{
    domain::{Form, Submission, Value},
    engine::{Command, Error, Event, Stage},
};

use crate::{
    client::{Client, answers, filled},
    fake::{Fake, LEGACY, Line, PASSWORD, Script, script, signs_in},
};

/// Shorter than a test waits for an event; the clock stands still until it is looked at.
const FRESH: Duration = Duration::from_secs(5);

const PUZZLE: &str = "<query xmlns='jabber:iq:register'><x xmlns='jabber:x:data' type='form'>\
    <field var='FORM_TYPE' type='hidden'><value>urn:xmpp:captcha</value></field>\
    <field var='username' type='text-single'/><field var='password' type='text-private'/>\
    <field var='qa' type='text-single' label='Solve: 12 + 7'/></x></query>";

/// The answers of somebody who has solved it.
fn with_answer(form: &Form) -> Submission {
    let mut answers = answers(form, "juliet");
    answers.set("qa".into(), Value::Text("19".to_owned()));
    form.check(&answers, false).unwrap()
}

/// Lets the time pass until the puzzle is old, and some more, and says how often that was told.
async fn ages(client: &mut Client) -> u32 {
    tokio::time::pause();
    let start = tokio::time::Instant::now();
    let mut told = 0;
    while let Ok(event) = tokio::time::timeout(4 * FRESH, client.event()).await {
        assert!(matches!(event, Some(Event::PuzzleOld)), "{event:?}");
        assert!((FRESH / 2..FRESH * 2).contains(&start.elapsed()));
        told += 1;
    }
    tokio::time::resume();
    told
}

/// Requirement 79 (XEP-0158 section 4): a puzzle does not live for ever.
#[tokio::test]
async fn that_a_puzzle_gets_old_is_told_once_for_each_form() {
    let mut fake = Fake::start(vec![script(|line: Line| async move {
        let mut line = line.open().await;
        line.result(PUZZLE).await;
        line.result(PUZZLE).await;
        line.error("cancel", "not-allowed").await;
        line.result(PUZZLE).await;
        line.result(LEGACY).await;
        line.read_all().await;
    })])
    .await;
    fake.target.deadlines.puzzle = FRESH;
    let mut client = Client::open(&fake.target);
    client.form().await;
    assert_eq!(ages(&mut client).await, 1);
    client.send(Command::Refresh);
    let form = client.form().await;
    assert_eq!(ages(&mut client).await, 1);
    // One that was refused has another one in its place.
    client.send(Command::Submit(with_answer(&form)));
    assert!(matches!(client.event().await, Some(Event::Refused(_))));
    client.form().await;
    assert_eq!(ages(&mut client).await, 1);
    // Where there is none, none gets old.
    client.send(Command::Refresh);
    client.form().await;
    assert_eq!(ages(&mut client).await, 0);
    drop(client);
    fake.played().await;
}

/// A form that wants work done, which ends in these digits; `besides` are other fields.
fn work(label: &str, besides: &str) -> String {
    format!(
        "<query xmlns='jabber:iq:register'><x xmlns='jabber:x:data' type='form'>\
         <field var='FORM_TYPE' type='hidden'><value>urn:xmpp:captcha</value></field>\
         <field var='challenge' type='hidden'><value>1</value></field>\
         <field var='username' type='text-single'/><field var='password' type='text-private'/>\
         <field var='SHA-256' type='text-single' label='{label}'/>{besides}</x></query>"
    )
}

fn takes(form: String, check: impl FnOnce(&str) + Send + 'static) -> Script {
    script(move |line: Line| async move {
        let mut line = line.open().await;
        line.result(&form).await;
        check(&line.result("").await);
        line.read_all().await;
    })
}

/// Requirement 68 (XEP-0158 section 6.2).
#[tokio::test]
async fn work_is_done_without_a_word_and_sent() {
    let fake = Fake::start(vec![
        takes(work("A5c", ""), |sent| {
            let rest = sent.split("'SHA-256'><value>").nth(1).expect("the work");
            let text = rest.split('<').next().unwrap();
            assert!(text.starts_with("fake.test"), "{text}");
            let hash = Sha256::digest(text.as_bytes());
            assert_eq!((hash[30] & 0xf, hash[31]), (0xa, 0x5c), "{text}");
        }),
        signs_in(PASSWORD),
    ])
    .await;
    let mut client = Client::open(&fake.target);
    let form = client.form().await;
    client.send(Command::Submit(filled(&form, "juliet")));
    client.end().await.unwrap();
    fake.played().await;
}

/// Requirement 69 (XEP-0158 section 6.1): what was answered otherwise need not be computed.
#[tokio::test]
async fn no_work_is_waited_for_that_an_answer_stands_in_for() {
    let question = "<field var='qa' type='text-single' label='Solve: 12 + 7'/>";
    let fake = Fake::start(vec![
        takes(work("00000000", question), |sent| {
            assert!(
                !sent.contains("SHA-256") && sent.contains("<value>19<"),
                "{sent}"
            );
        }),
        signs_in(PASSWORD),
    ])
    .await;
    let mut client = Client::open(&fake.target);
    let form = client.form().await;
    client.send(Command::Submit(with_answer(&form)));
    client.end().await.unwrap();
    fake.played().await;
}

/// Shows a form that wants work done, and gets no answer to it.
fn gets_nothing(label: &str) -> Script {
    let form = work(label, "");
    script(|line: Line| async move {
        let mut line = line.open().await;
        line.result(&form).await;
        let rest = line.read_all().await;
        assert!(!rest.contains("<iq"), "{rest}");
    })
}

/// Requirement 69: bounded in time and in bits; the form stays and can be sent again.
#[tokio::test]
async fn what_takes_too_long_is_not_sent() {
    for (label, patience) in [
        ("00000000", Duration::from_millis(50)),
        ("000000000", Duration::from_secs(600)),
    ] {
        let mut fake = Fake::start(vec![gets_nothing(label)]).await;
        fake.target.deadlines.work = patience;
        let mut client = Client::open(&fake.target);
        let form = client.form().await;
        for _ in 0..2 {
            client.send(Command::Submit(filled(&form, "juliet")));
            client.stage(Stage::Work).await;
            assert!(matches!(client.event().await, Some(Event::Unsolved)));
        }
        client.send(Command::Close);
        assert!(matches!(client.end().await, Err(Error::Closed)));
        fake.played().await;
    }
}

/// The stream may die meanwhile as while the form is filled in: that is noticed, and no news.
#[tokio::test]
async fn a_stream_may_die_while_work_is_done() {
    let (kill, killed) = tokio::sync::oneshot::channel();
    let (tell, noticed) = tokio::sync::oneshot::channel();
    let form = work("00000000", "");
    let mut fake = Fake::start(vec![script(|line: Line| async move {
        let mut line = line.open().await;
        line.result(&form).await;
        killed.await.unwrap();
        line.send("</stream:stream>").await;
        // The client leaves as soon as it has heard it.
        let rest = line.read_all().await;
        assert!(!rest.contains("<iq"), "{rest}");
        tell.send(()).unwrap();
    })])
    .await;
    fake.target.deadlines.work = Duration::from_secs(600);
    let mut client = Client::open(&fake.target);
    let form = client.form().await;
    client.send(Command::Submit(filled(&form, "juliet")));
    client.stage(Stage::Work).await;
    kill.send(()).unwrap();
    tokio::time::timeout(Duration::from_secs(20), noticed)
        .await
        .expect("the end of the stream is not noticed")
        .unwrap();
    client.send(Command::Close);
    assert!(matches!(client.end().await, Err(Error::Closed)));
    fake.played().await;
}

/// Requirement 69: whoever closes or drops the session need not wait for the work, nor for the threads that do it.
#[test]
fn work_ends_with_the_session() {
    for closes in [true, false] {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let mut fake = Fake::start(vec![gets_nothing("00000000")]).await;
            fake.target.deadlines.work = Duration::from_secs(600);
            let mut client = Client::open(&fake.target);
            let form = client.form().await;
            client.send(Command::Submit(filled(&form, "juliet")));
            client.stage(Stage::Work).await;
            if closes {
                client.send(Command::Close);
                assert!(matches!(client.end().await, Err(Error::Closed)));
            } else {
                drop(client);
            }
            fake.played().await;
        });
        // It waits for the threads; for this long only so that the test ends.
        let start = Instant::now();
        runtime.shutdown_timeout(Duration::from_secs(60));
        assert!(start.elapsed() < Duration::from_secs(30));
    }
}
