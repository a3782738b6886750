//! What is logged at any level: never a password, wherever it stands.

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
#[path = "support/book.rs"]
mod book;
#[path = "engine/client.rs"]
mod client;
#[path = "engine/fake.rs"]
mod fake;

use vestibule::engine::{Command, Event};

use client::{Client, filled};
use fake::{Fake, Line, PASSWORD, script, signs_in};

/// Requirement 81: servers repeat what was sent to them, in a yes and in a no, with the password in it.
#[tokio::test]
async fn a_password_that_a_server_repeats_is_not_logged() {
    book::open();
    let repeated = format!(
        "<query xmlns='jabber:iq:register'><username>juliet</username><password>{PASSWORD}</password></query>"
    );
    let fake = Fake::start(vec![
        script(|line: Line| async move {
            let mut line = line.show_form().await;
            let (id, _) = line.question().await;
            line.send(&format!(
                "<iq type='error' id='{id}'>{repeated}<error type='cancel'><conflict \
                 xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>"
            ))
            .await;
            line.result(&repeated).await;
            line.result(&repeated).await;
            line.read_all().await;
        }),
        signs_in(PASSWORD),
    ])
    .await;
    let mut client = Client::open(&fake.target);
    let form = client.form().await;
    // Two presses: the second one comes at the wrong time, which is logged.
    client.send(Command::Submit(filled(&form, "juliet")));
    client.send(Command::Submit(filled(&form, "juliet")));
    let Some(Event::Refused(refusal)) = client.event().await else {
        panic!("no refusal")
    };
    let form = client.form().await;
    client.send(Command::Submit(filled(&form, "juliet")));
    let told = format!("{refusal:?} {form:?} {:?}", client.end().await.unwrap());
    fake.played().await;
    assert!(!told.contains(PASSWORD), "{told}");

    let logged = book::read();
    let logged = String::from_utf8_lossy(&logged);
    assert!(
        logged.contains("a command at the wrong time"),
        "nothing is logged: {logged}"
    );
    assert!(!logged.contains(PASSWORD), "{logged}");
}
