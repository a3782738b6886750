//! The life of a puzzle.

use std::time::Duration;

use vestibule::engine::{Command, Event};

use crate::{
    client::Client,
    fake::{Fake, LEGACY, Line, script},
};

/// Shorter than a test waits for an event; the clock stands still until it is looked at.
const FRESH: Duration = Duration::from_secs(5);

const PUZZLE: &str = "<query xmlns='jabber:iq:register'><x xmlns='jabber:x:data' type='form'>\
    <field var='FORM_TYPE' type='hidden'><value>urn:xmpp:captcha</value></field>\
    <field var='username' type='text-single'/><field var='password' type='text-private'/>\
    <field var='qa' type='text-single' label='Solve: 12 + 7'/></x></query>";

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
    let mut answers = crate::client::answers(&form, "juliet");
    answers.set("qa".into(), vestibule::domain::Value::Text("19".to_owned()));
    client.send(Command::Submit(form.check(&answers, false).unwrap()));
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
