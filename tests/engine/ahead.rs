//! Asking ahead: what saves round trips, and what happens with a server that does not like it.

use std::time::{Duration, Instant};

use vestibule::{
    domain::{Offer, Reason},
    engine::{Command, Deadlines, Error, Event, Outcome, Proof, Stage, Tls},
};

use crate::{
    client::{Client, filled},
    fake::{FEATURES, Fake, LEGACY, Line, OFFER_TLS, PASSWORD, PROCEED, STREAM, script},
};

const ERROR: &str =
    "<stream:error><policy-violation xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>";

/// The stream header, behind which nothing may have come.
async fn header_alone(line: &mut Line) {
    let header = line.read_to("version='1.0'>").await;
    assert!(header.contains("to='fake.test'"), "{header}");
    assert_eq!(line.at_hand(), "", "more than the header");
}

/// Answers step by step, and makes sure that it is asked so.
async fn plain(mut line: Line, starttls: bool) -> Line {
    if starttls {
        header_alone(&mut line).await;
        line.send(STREAM).await;
        line.send(OFFER_TLS).await;
        line.read_to("</starttls>").await;
        line.send(PROCEED).await;
    }
    let mut line = line.secure().await;
    header_alone(&mut line).await;
    line.send(STREAM).await;
    line.send(FEATURES).await;
    line
}

#[tokio::test]
async fn header_and_question_are_one_flight() {
    for tls in [Tls::Direct, Tls::StartTls] {
        let mut fake = Fake::start(vec![script(move |mut line: Line| async move {
            if tls == Tls::StartTls {
                // Not a word before the request for TLS is here, and nothing with it.
                let clear = line.read_to("</starttls>").await;
                assert!(clear.contains("version='1.0'>"), "{clear}");
                line.send(&format!("{STREAM}{OFFER_TLS}{PROCEED}")).await;
            }
            let mut line = line.secure().await;
            let (id, text) = line.question().await;
            assert!(text.contains("<stream:stream"), "{text}");
            assert!(text.contains("xml:lang='de'"), "{text}");
            assert!(text.contains("type='get'"), "{text}");
            line.send(&format!(
                "{STREAM}{FEATURES}<iq type='result' id='{id}' from='fake.test'>{LEGACY}</iq>"
            ))
            .await;
            line.read_all().await;
        })])
        .await;
        fake.target.tls = tls;
        let mut client = Client::open(&fake.target);
        client.form().await;
        drop(client);
        fake.played_exactly().await;
    }
}

/// Who answers before the features are out is understood.
#[tokio::test]
async fn an_answer_may_come_before_the_features() {
    let mut fake = Fake::start(vec![script(|line: Line| async move {
        let mut line = line.secure().await;
        let (id, _) = line.question().await;
        line.send(STREAM).await;
        // Not the answer: another id, another sender.
        line.send(&format!("<iq type='result' id='other'>{LEGACY}</iq>"))
            .await;
        line.send(&format!(
            "<iq type='result' id='{id}' from='evil.test'><query xmlns='jabber:iq:register'><url/></query></iq>"
        ))
        .await;
        line.send(&format!("<iq type='result' id='{id}'>{LEGACY}</iq>"))
            .await;
        line.send(FEATURES).await;
        let sent = line.result("").await;
        assert!(sent.contains("type='set'"), "{sent}");
        line.read_all().await;
    }), script(|line: Line| async move {
        let mut line = line.secure().await;
        line.header().await;
        let (first, salt) = line.challenge(4096, |nonce| format!("{nonce}server")).await;
        let (_, signature) = line.proof(&first, &salt, PASSWORD).await;
        line.success(&signature).await;
        line.read_all().await;
    })])
    .await;
    fake.target.tls = Tls::Direct;
    let mut client = Client::open(&fake.target);
    let form = client.form().await;
    assert_eq!(form.fields.len(), 2);
    client.send(Command::Submit(filled(&form, "juliet")));
    let outcome = client.end().await.unwrap();
    assert!(matches!(outcome.proof, Proof::SignedIn), "{outcome:?}");
    fake.played_exactly().await;
}

/// What a server says to what was sent ahead (`@` stands for the question's id), and whether it hangs up then.
struct Stumble(&'static str, String, bool);

impl Stumble {
    /// Reads what was sent ahead and stumbles over it.
    async fn play(self, mut line: Line, starttls: bool) {
        if !starttls {
            line = line.secure().await;
        }
        let (end, id) = if starttls {
            line.read_to("</starttls>").await;
            ("", String::new())
        } else {
            let (id, text) = line.question().await;
            assert!(text.contains("type='get'"), "{text}");
            ("</stream:stream>", id)
        };
        line.send(&self.1.replace('@', &id)).await;
        if !self.2 {
            let rest = line.read_all().await;
            assert!(rest.is_empty() || rest == end, "{}: {rest}", self.0);
        }
    }
}

fn stumbles(starttls: bool) -> Vec<Stumble> {
    let mut all = vec![
        Stumble("hangs up", String::new(), true),
        Stumble("hangs up after its header", STREAM.to_owned(), true),
        Stumble(
            "ends the stream",
            format!("{STREAM}{ERROR}</stream:stream>"),
            false,
        ),
        Stumble(
            "ends the stream and hangs up",
            format!("{STREAM}{ERROR}"),
            true,
        ),
        Stumble("is silent", String::new(), false),
        Stumble("is silent after its header", STREAM.to_owned(), false),
    ];
    if starttls {
        let features = format!("{STREAM}{OFFER_TLS}");
        all.extend([
            Stumble("hangs up after its features", features.clone(), true),
            Stumble("forgets the request", features, false),
            Stumble("consents too early", format!("{STREAM}{PROCEED}"), false),
        ]);
    } else {
        let features = format!("{STREAM}{FEATURES}");
        let refuses = |condition: &str| {
            format!(
                "<iq type='error' id='@'><error type='cancel'><{condition} \
                 xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>"
            )
        };
        let (not_allowed, unavailable) = (refuses("not-allowed"), refuses("service-unavailable"));
        all.extend([
            Stumble("hangs up after its features", features.clone(), true),
            Stumble(
                "ends the stream after its features",
                format!("{features}{ERROR}"),
                false,
            ),
            Stumble("forgets the question", features.clone(), false),
            Stumble(
                "refuses before its features",
                format!("{STREAM}{not_allowed}{FEATURES}"),
                false,
            ),
            Stumble(
                "refuses what it offers",
                format!("{features}{unavailable}"),
                false,
            ),
        ]);
    }
    all
}

/// One plain try more, on a new connection, of which the person hears nothing; and from then on always plain.
#[tokio::test]
async fn a_server_that_stumbles_is_asked_step_by_step() {
    for starttls in [true, false] {
        for stumble in stumbles(starttls) {
            let what = stumble.0;
            let mut fake = Fake::start(vec![
                script(move |line: Line| stumble.play(line, starttls)),
                script(move |line: Line| async move {
                    let mut line = plain(line, starttls).await;
                    line.result(LEGACY).await;
                    // The stream dies while the form is filled in.
                }),
                script(move |line: Line| async move {
                    let mut line = plain(line, starttls).await;
                    line.result("").await;
                    line.read_all().await;
                }),
                script(move |line: Line| async move {
                    let mut line = plain(line, starttls).await;
                    let (first, salt) =
                        line.challenge(4096, |nonce| format!("{nonce}server")).await;
                    let (_, signature) = line.proof(&first, &salt, PASSWORD).await;
                    line.success(&signature).await;
                    line.read_all().await;
                }),
            ])
            .await;
            fake.target.tls = if starttls { Tls::StartTls } else { Tls::Direct };
            fake.target.deadlines.ahead = Duration::from_millis(300);
            let mut client = Client::open(&fake.target);
            let form = client.form().await;
            assert_eq!(
                client.stages,
                [
                    Stage::FindServer,
                    Stage::Connect,
                    Stage::Secure,
                    Stage::AskForm
                ],
                "{what}"
            );
            client.send(Command::Submit(filled(&form, "juliet")));
            let outcome = client.end().await;
            assert!(
                matches!(
                    &outcome,
                    Ok(Outcome {
                        proof: Proof::SignedIn,
                        ..
                    })
                ),
                "{what}: {outcome:?}"
            );
            fake.played_exactly().await;
        }
    }
}

/// Twice and no more; the first failure is told if the second says nothing better.
#[tokio::test]
async fn there_is_one_second_try() {
    for starttls in [true, false] {
        let again = move |hangs_up: bool| {
            script(move |line: Line| async move {
                let mut line = line;
                if !starttls {
                    line = line.secure().await;
                }
                header_alone(&mut line).await;
                line.send(STREAM).await;
                if !hangs_up {
                    line.read_all().await;
                }
            })
        };
        for stumble in stumbles(starttls) {
            for hangs_up in [true, false] {
                let what = stumble.0;
                let error = stumble.1.contains(ERROR);
                let first = Stumble(what, stumble.1.clone(), stumble.2);
                let mut fake = Fake::start(vec![
                    script(move |line: Line| first.play(line, starttls)),
                    again(hangs_up),
                ])
                .await;
                fake.target.tls = if starttls { Tls::StartTls } else { Tls::Direct };
                fake.target.deadlines.stream = Duration::from_millis(400);
                fake.target.deadlines.form = Duration::from_millis(400);
                let end = Client::open(&fake.target).end().await;
                match end {
                    Err(Error::Stream { condition, .. }) if error => {
                        assert_eq!(condition, "policy-violation");
                    }
                    Err(Error::Lost(_) | Error::Timeout(_)) if !error => {}
                    other => panic!("{what}: {other:?}"),
                }
                fake.played_exactly().await;
            }
        }
    }
}

/// What a server says of itself or of the domain, and a wrong certificate, have nothing to do with asking ahead.
#[tokio::test]
async fn not_every_failure_is_a_stumble() {
    for starttls in [true, false] {
        for condition in ["host-unknown", "system-shutdown", "resource-constraint"] {
            let said = format!(
                "{STREAM}<stream:error><{condition} xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>"
            );
            let says = Stumble("says why", said, true);
            let mut fake =
                Fake::start(vec![script(move |line: Line| says.play(line, starttls))]).await;
            fake.target.tls = if starttls { Tls::StartTls } else { Tls::Direct };
            let end = Client::open(&fake.target).end().await;
            assert!(
                matches!(&end, Err(Error::Stream { condition: told, .. }) if told == condition),
                "{end:?}"
            );
            fake.played_exactly().await;
        }
        let mut fake = Fake::start_for(
            "other.test",
            vec![script(move |mut line: Line| async move {
                if starttls {
                    line.consent().await;
                }
                line.insecure().await;
            })],
        )
        .await;
        fake.target.tls = if starttls { Tls::StartTls } else { Tls::Direct };
        let end = Client::open(&fake.target).end().await;
        assert!(matches!(end, Err(Error::Certificate(_))), "{end:?}");
        fake.played_exactly().await;
    }
    // A clear no to the request for TLS is one.
    let fake = Fake::start(vec![script(|mut line: Line| async move {
        line.read_to("</starttls>").await;
        line.send(&format!(
            "{STREAM}{OFFER_TLS}<failure xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></stream:stream>"
        ))
        .await;
    })])
    .await;
    let end = Client::open(&fake.target).end().await;
    assert!(matches!(end, Err(Error::NoEncryption(_))), "{end:?}");
    fake.played_exactly().await;
}

/// A refusal that says what the features say is a verdict at once.
#[tokio::test]
async fn a_refusal_is_believed_that_fits_the_features() {
    let features = "<stream:features/>";
    let refuses = |kind: &str, condition: &str, features: &str| {
        format!(
            "{STREAM}{features}<iq type='error' id='@'><error type='{kind}'><{condition} \
             xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>"
        )
    };
    for (said, reason) in [
        (
            refuses("cancel", "service-unavailable", features),
            Reason::Closed,
        ),
        (
            refuses("wait", "resource-constraint", FEATURES),
            Reason::TooMany,
        ),
    ] {
        let says = Stumble("refuses", said, false);
        let mut fake = Fake::start(vec![script(move |line: Line| says.play(line, false))]).await;
        fake.target.tls = Tls::Direct;
        let mut client = Client::open(&fake.target);
        match client.event().await {
            Some(Event::Offered(Offer::Closed(refusal))) => assert_eq!(refusal.reason, reason),
            other => panic!("not closed: {other:?}"),
        }
        client.send(Command::Close);
        assert!(matches!(client.end().await, Err(Error::Closed)));
        fake.played_exactly().await;
    }
}

#[test]
fn five_seconds_of_silence_are_enough() {
    let all = Deadlines::default();
    assert_eq!(all.ahead, Duration::from_secs(5));
    // And no more than half of any step, so that there is as much for the second try.
    assert!(all.ahead * 2 <= all.stream && all.ahead * 2 <= all.form);
    assert_eq!(
        Deadlines::at_most(Duration::from_secs(1)).ahead,
        Duration::from_secs(1)
    );
}

/// Both tries share the time that a step may take.
#[tokio::test]
async fn a_second_try_takes_no_longer() {
    for starttls in [true, false] {
        for what in ["is silent", "is silent after its header"] {
            let silent = |limit| {
                let stumble = stumbles(starttls)
                    .into_iter()
                    .find(|one| one.0 == what)
                    .unwrap();
                script(move |mut line: Line| async move {
                    if limit {
                        return stumble.play(line, starttls).await;
                    }
                    if !starttls {
                        line = line.secure().await;
                    }
                    line.read_to("version='1.0'>").await;
                    line.send(&stumble.1).await;
                    line.read_all().await;
                })
            };
            let mut fake = Fake::start(vec![silent(true), silent(false)]).await;
            fake.target.tls = if starttls { Tls::StartTls } else { Tls::Direct };
            fake.target.deadlines.stream = Duration::from_secs(1);
            let began = Instant::now();
            let end = Client::open(&fake.target).end().await;
            let took = began.elapsed();
            assert!(matches!(end, Err(Error::Timeout(_))), "{end:?}");
            assert!(took >= Duration::from_millis(990), "{what}: {took:?}");
            assert!(took < Duration::from_millis(1_450), "{what}: {took:?}");
            fake.played_exactly().await;
        }
    }
}

/// Answers wait for the features of a new stream: a server that turns the stream away has not seen them.
#[tokio::test]
async fn answers_are_never_sent_ahead() {
    let shutdown = "<stream:error><system-shutdown xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>";
    let mut fake = Fake::start(vec![
        script(|line: Line| async move {
            let mut line = line.secure().await;
            let (id, _) = line.question().await;
            line.send(&format!(
                "{STREAM}{FEATURES}<iq type='result' id='{id}'>{LEGACY}</iq>"
            ))
            .await;
        }),
        script(move |line: Line| async move {
            let mut line = line.secure().await;
            header_alone(&mut line).await;
            line.send(STREAM).await;
            line.send(shutdown).await;
            let rest = line.read_all().await;
            assert!(!rest.contains("<iq"), "{rest}");
        }),
    ])
    .await;
    fake.target.tls = Tls::Direct;
    let mut client = Client::open(&fake.target);
    let form = client.form().await;
    client.send(Command::Submit(filled(&form, "juliet")));
    let end = client.end().await;
    // Not "perhaps made": it was not sent.
    assert!(
        matches!(&end, Err(Error::Stream { condition, .. }) if condition == "system-shutdown"),
        "{end:?}"
    );
    fake.played_exactly().await;
}
