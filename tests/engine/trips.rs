//! Round trips, and TLS sessions that are taken up again.

use std::sync::{Arc, Mutex};

use tokio_rustls::rustls::{
    ALL_VERSIONS, SupportedProtocolVersion,
    version::{TLS12, TLS13},
};
use vestibule::engine::{Command, Proof, RoundTrips, Tls};

use crate::{
    authority::Authority,
    client::{Client, filled},
    fake::{DOMAIN, Fake, LEGACY, Line, PASSWORD, Script, script, server_config},
};

/// A stream, by whichever way.
async fn opened(line: Line, tls: Tls) -> Line {
    if tls == Tls::StartTls {
        return line.open().await;
    }
    let mut line = line.secure().await;
    line.header().await;
    line
}

/// The form, and then yes.
fn accepts(tls: Tls) -> Script {
    script(move |line: Line| async move {
        let mut line = opened(line, tls).await;
        line.result(LEGACY).await;
        line.result("").await;
        line.read_all().await;
    })
}

/// Lets nobody in.
fn refuses(tls: Tls) -> Script {
    script(move |line: Line| async move {
        let mut line = opened(line, tls).await;
        line.read_to("</auth>").await;
        line.send("<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/></failure>")
            .await;
        line.read_all().await;
    })
}

/// How many round trips a registration takes against these scripts.
async fn trips(
    tls: Tls,
    versions: &[&'static SupportedProtocolVersion],
    scripts: Vec<Script>,
) -> RoundTrips {
    let authority = Authority::new("Authority of the engine's tests");
    let (certificate, key) = authority.issue(&[DOMAIN]);
    let config = server_config(&certificate, &key, versions);
    let mut fake = Fake::start_with(Arc::new(authority), config, scripts).await;
    fake.target.tls = tls;
    let mut client = Client::open(&fake.target);
    let remote = client.remote.clone().unwrap();
    assert_eq!(remote.round_trips(), RoundTrips::default());
    let form = client.form().await;
    let to_the_form = remote.round_trips();
    assert_eq!(to_the_form.registered, None);
    client.send(Command::Submit(filled(&form, "juliet")));
    client.end().await.unwrap();
    fake.played_exactly().await;
    assert_eq!(remote.round_trips().form, to_the_form.form);
    remote.round_trips()
}

fn so_many(form: u32, registered: u32) -> RoundTrips {
    RoundTrips {
        form: Some(form),
        registered: Some(registered),
    }
}

#[tokio::test]
async fn there_are_as_few_round_trips_as_can_be() {
    for (tls, version, form, registered) in [
        (Tls::Direct, &TLS13, 3, 4),
        (Tls::StartTls, &TLS13, 4, 5),
        (Tls::Direct, &TLS12, 4, 5),
        (Tls::StartTls, &TLS12, 5, 6),
    ] {
        let scripts = vec![accepts(tls), refuses(tls)];
        let trips = trips(tls, &[version], scripts).await;
        assert_eq!(trips, so_many(form, registered), "{tls:?}, {version:?}");
    }
}

/// Those of a try that came to nothing are round trips too.
#[tokio::test]
async fn a_second_try_and_a_new_stream_are_counted() {
    let tls = Tls::Direct;
    let stumbles = script(|line: Line| async move {
        line.secure().await.question().await;
    });
    let scripts = vec![stumbles, accepts(tls), refuses(tls)];
    // TCP, TLS and a flight that brought nothing but the end; then TCP, TLS, header, question.
    assert_eq!(trips(tls, ALL_VERSIONS, scripts).await.form, Some(3 + 4));

    let dies = script(|line: Line| async move {
        let mut line = opened(line, Tls::Direct).await;
        line.result(LEGACY).await;
    });
    let accepts = script(|line: Line| async move {
        let mut line = opened(line, Tls::Direct).await;
        line.result("").await;
        line.read_all().await;
    });
    let scripts = vec![dies, accepts, refuses(tls)];
    // Three to the form; then TCP, TLS, header, answers.
    let trips = trips(tls, ALL_VERSIONS, scripts).await;
    assert_eq!(trips, so_many(3, 3 + 4));
}

/// Whether each connection took up an earlier TLS session.
type Seen = Arc<Mutex<Vec<bool>>>;

fn seen(line: &Line, seen: &Seen) {
    let resumed = line.tls.as_ref().unwrap().resumed;
    seen.lock().unwrap().push(resumed);
}

/// One registration: form, a stream that dies, answers on another one, the proof.
fn registration(tls: Tls, list: &Seen) -> Vec<Script> {
    let [first, second, third] = [(); 3].map(|()| Arc::clone(list));
    vec![
        script(move |line: Line| async move {
            let mut line = opened(line, tls).await;
            seen(&line, &first);
            line.result(LEGACY).await;
        }),
        script(move |line: Line| async move {
            let mut line = opened(line, tls).await;
            seen(&line, &second);
            line.result("").await;
            line.read_all().await;
        }),
        script(move |line: Line| async move {
            let mut line = opened(line, tls).await;
            seen(&line, &third);
            let (first, salt) = line.challenge(4096, |nonce| format!("{nonce}server")).await;
            let (_, signature) = line.proof(&first, &salt, PASSWORD).await;
            line.success(&signature).await;
            line.read_all().await;
        }),
    ]
}

/// Within a registration, and from one to the next never: two accounts must not be linked by it.
#[tokio::test]
async fn a_registration_takes_up_its_own_tls_session_only() {
    for (tls, version) in [
        (Tls::Direct, &TLS13),
        (Tls::StartTls, &TLS13),
        (Tls::Direct, &TLS12),
        (Tls::StartTls, &TLS12),
    ] {
        let list = Seen::default();
        let authority = Authority::new("Authority of the engine's tests");
        let (certificate, key) = authority.issue(&[DOMAIN]);
        let mut config = server_config(&certificate, &key, &[version]);
        // Whoever would send something before the handshake is done could; the fake server looks.
        config.max_early_data_size = u32::MAX;
        let mut scripts = registration(tls, &list);
        scripts.extend(registration(tls, &list));
        let mut fake = Fake::start_with(Arc::new(authority), config, scripts).await;
        fake.target.tls = tls;
        for _ in 0..2 {
            let mut client = Client::open(&fake.target);
            let form = client.form().await;
            client.send(Command::Submit(filled(&form, "juliet")));
            let outcome = client.end().await.unwrap();
            assert!(matches!(outcome.proof, Proof::SignedIn), "{outcome:?}");
        }
        fake.played_exactly().await;
        assert_eq!(
            *list.lock().unwrap(),
            [false, true, true, false, true, true],
            "{tls:?}, {version:?}"
        );
    }
}
