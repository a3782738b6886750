//! Connecting: what is wrong keeps its name.

use std::time::Duration;

use vestibule::{
    domain::Domain,
    engine::{Deadlines, Error, Stage, Target, Tls},
};

use crate::{
    client::Client,
    fake::{self, DOMAIN, FEATURES, Fake, LEGACY, Line, OFFER_TLS, STREAM, script},
};

/// Runs a session to its end, which must be a failure.
async fn failure(target: &Target) -> Error {
    Client::open(target).end().await.unwrap_err()
}

/// The failure that a server brings about that plays this on one connection.
async fn failure_of(play: fake::Script, hurry: bool) -> Error {
    let mut fake = Fake::start(vec![play]).await;
    if hurry {
        fake.target.deadlines = Deadlines::at_most(Duration::from_millis(200));
    }
    let error = failure(&fake.target).await;
    fake.played().await;
    error
}

#[tokio::test]
async fn both_ways_of_encryption_lead_to_the_form() {
    for tls in [Tls::StartTls, Tls::Direct, Tls::Auto] {
        let mut fake = Fake::start(vec![script(move |line: Line| async move {
            let mut line = if tls == Tls::Direct {
                let mut line = line.secure().await;
                line.header().await;
                line
            } else {
                line.open().await
            };
            line.result(LEGACY).await;
            line.read_all().await;
        })])
        .await;
        fake.target.tls = tls;
        let mut client = Client::open(&fake.target);
        let form = client.form().await;
        assert_eq!(form.fields.len(), 2);
        assert_eq!(
            client.stages,
            [
                Stage::FindServer,
                Stage::Connect,
                Stage::Secure,
                Stage::AskForm
            ]
        );
        drop(client);
        fake.played().await;
    }
}

#[tokio::test]
async fn a_port_that_wants_tls_from_the_start_is_found_out() {
    let mut fake = Fake::start(vec![
        script(Line::insecure),
        script(|line: Line| async move {
            let mut line = line.secure().await;
            line.header().await;
            line.result(LEGACY).await;
            line.read_all().await;
        }),
    ])
    .await;
    fake.target.tls = Tls::Auto;
    let mut client = Client::open(&fake.target);
    client.form().await;
    drop(client);
    fake.played().await;
}

#[tokio::test]
async fn odd_stream_headers_are_taken() {
    let header = "<?xml version='1.0'?>\n<stream:stream xmlns='jabber:client' xmlns:db='jabber:server:dialback' \
                  db:x='1' odd='yes' version='1.1' xmlns:stream='http://etherx.jabber.org/streams'>";
    let without_version = "<stream:stream xmlns='jabber:client' id='1' \
                           xmlns:stream='http://etherx.jabber.org/streams'>";
    for (header, features) in [(header, FEATURES), (without_version, "")] {
        let mut fake = Fake::start(vec![script(move |line: Line| async move {
            let mut line = line.secure().await;
            line.read_to("version='1.0'>").await;
            // Byte by byte, for nothing says how a server cuts its words.
            for byte in header.bytes() {
                line.send_bytes(&[byte]).await;
            }
            line.send(features).await;
            line.result(LEGACY).await;
            line.read_all().await;
        })])
        .await;
        fake.target.tls = Tls::Direct;
        let mut client = Client::open(&fake.target);
        client.form().await;
        drop(client);
        fake.played().await;
    }
}

#[tokio::test]
async fn a_domain_that_does_not_exist_is_not_found() {
    let error = failure(&Target::new(Domain::parse("nowhere.invalid").unwrap())).await;
    assert!(
        matches!(&error, Error::NotFound { domain } if domain.contains("nowhere.invalid")),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_closed_port_refuses() {
    let mut target = Target::new(Domain::parse(DOMAIN).unwrap());
    target.connect = Some(("127.0.0.1".to_owned(), fake::closed_port().await));
    let error = failure(&target).await;
    assert!(matches!(error, Error::ConnectionRefused(_)), "{error:?}");
}

#[tokio::test]
async fn what_is_no_xmpp_server_is_told() {
    for rubbish in [
        "HTTP/1.1 400 Bad Request\r\n\r\n",
        "220 mail.example ESMTP\r\n",
        "<html><body>Hello</body></html>",
        "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0'><a></b>",
    ] {
        let error = failure_of(
            script(move |mut line: Line| async move {
                line.send(rubbish).await;
                line.read_all().await;
            }),
            false,
        )
        .await;
        assert!(matches!(error, Error::Malformed(_)), "{rubbish}: {error:?}");
    }
}

#[tokio::test]
async fn a_server_that_closes_is_lost() {
    let error = failure_of(script(|line: Line| async move { drop(line) }), false).await;
    assert!(matches!(error, Error::Lost(_)), "{error:?}");
}

#[tokio::test]
async fn a_server_that_does_not_know_the_domain_is_quoted() {
    let error = failure_of(
        script(|mut line: Line| async move {
            line.send(STREAM).await;
            line.send(
                "<stream:error><host-unknown xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>",
            )
            .await;
            line.read_all().await;
        }),
        false,
    )
    .await;
    assert!(
        matches!(&error, Error::Stream { condition, .. } if condition == "host-unknown"),
        "{error:?}"
    );
}

#[tokio::test]
async fn silence_and_drips_end_in_time() {
    let silent = script(|mut line: Line| async move {
        line.read_all().await;
    });
    let dripping = script(|mut line: Line| async move {
        line.send(STREAM).await;
        // Until the client goes; no drip prolongs what it waits for.
        while !line.gone().await {
            line.send(" ").await;
        }
    });
    let never_answered = script(|mut line: Line| async move {
        line.send(STREAM).await;
        line.send(OFFER_TLS).await;
        line.read_all().await;
    });
    let no_handshake = script(|mut line: Line| async move {
        line.consent().await;
        line.read_all().await;
    });
    for play in [silent, dripping, never_answered, no_handshake] {
        let error = failure_of(play, true).await;
        assert!(matches!(error, Error::Timeout(Stage::Secure)), "{error:?}");
    }
    let no_form = script(|line: Line| async move {
        let mut line = line.open().await;
        line.read_all().await;
    });
    let mut fake = Fake::start(vec![no_form]).await;
    fake.target.deadlines.form = Duration::from_millis(200);
    let error = failure(&fake.target).await;
    assert!(matches!(error, Error::Timeout(Stage::AskForm)), "{error:?}");
    fake.played().await;
}

#[tokio::test]
async fn nothing_goes_on_without_encryption() {
    const ASKS_FOR_TLS: &str = "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'></starttls>";
    let not_offered = script(|mut line: Line| async move {
        line.read_to("version='1.0'>").await;
        line.send(STREAM).await;
        line.send(FEATURES).await;
        assert_eq!(line.read_all().await, ASKS_FOR_TLS);
    });
    let refused = script(|mut line: Line| async move {
        line.send(STREAM).await;
        line.send(OFFER_TLS).await;
        line.read_to("</starttls>").await;
        line.send("<failure xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></stream:stream>")
            .await;
        line.read_all().await;
    });
    let old = script(|mut line: Line| async move {
        line.send(&STREAM.replace(" version='1.0'>", ">")).await;
        line.read_all().await;
    });
    // What comes between the consent and the handshake would be read as if the server had sent it over TLS.
    let injected = script(|mut line: Line| async move {
        line.read_to("version='1.0'>").await;
        line.send(STREAM).await;
        line.send(OFFER_TLS).await;
        line.read_to("</starttls>").await;
        line.send(&format!("{}<stream:features/>", fake::PROCEED))
            .await;
        assert_eq!(line.read_all().await, "");
    });
    for play in [not_offered, refused, old, injected] {
        let error = failure_of(play, false).await;
        assert!(matches!(error, Error::NoEncryption(_)), "{error:?}");
    }
}

#[tokio::test]
async fn xml_without_bounds_is_cut_off_before_and_after_encryption() {
    let deep = || "<a>".repeat(5000);
    let long = || format!("<a>{}", "x".repeat(400 * 1024));
    let wide = || format!("<a>{}", "<b/>".repeat(10_000));
    let comment = || "<!-- no -->".to_owned();
    let doctype = || "<!DOCTYPE a [<!ENTITY b 'c'>]>".to_owned();
    let all: [&dyn Fn() -> String; 5] = [&deep, &long, &wide, &comment, &doctype];
    for (index, make) in all.iter().enumerate() {
        for encrypted in [false, true] {
            let text = make();
            let error = failure_of(
                script(move |mut line: Line| async move {
                    if encrypted {
                        line.consent().await;
                        line = line.secure().await;
                    }
                    line.send(STREAM).await;
                    line.send(&text).await;
                    line.read_all().await;
                }),
                false,
            )
            .await;
            assert!(matches!(error, Error::Malformed(_)), "{index}: {error:?}");
        }
    }
}

#[tokio::test]
async fn a_session_can_be_closed_at_any_step() {
    for steps in 0..3 {
        let there = std::sync::Arc::new(tokio::sync::Notify::new());
        let arrived = std::sync::Arc::clone(&there);
        let fake = Fake::start(vec![script(move |mut line: Line| async move {
            if steps > 0 {
                line.consent().await;
            }
            if steps > 1 {
                line = line.secure().await;
            }
            arrived.notify_one();
            line.read_all().await;
        })])
        .await;
        let mut client = Client::open(&fake.target);
        there.notified().await;
        client.remote = None;
        assert!(matches!(client.end().await, Err(Error::Closed)));
        fake.played().await;
    }
}

#[tokio::test]
async fn why_a_stream_ends_is_told_in_the_language_that_was_asked_for() {
    let play = script(|line: Line| async move {
        let mut line = line.open().await;
        line.question().await;
        line.send(
            "<stream:error><system-shutdown xmlns='urn:ietf:params:xml:ns:xmpp-streams'/>\
             <text xmlns='urn:ietf:params:xml:ns:xmpp-streams' xml:lang='en'>Back soon</text>\
             <text xmlns='urn:ietf:params:xml:ns:xmpp-streams' xml:lang='de'>Gleich wieder da</text>\
             </stream:error>",
        )
        .await;
        line.read_all().await;
    });
    let Error::Stream { condition, text } = failure_of(play, false).await else {
        panic!("not the end of a stream")
    };
    assert_eq!(condition, "system-shutdown");
    assert_eq!(text.as_deref(), Some("Gleich wieder da"));
}
