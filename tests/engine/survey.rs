//! Asking many servers: each once, few at a time, and nothing but for the form.

use std::{
    collections::BTreeSet,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use sipper::Sipper as _;
use tokio::sync::Barrier;
use vestibule::{
    domain::{Domain, Reason, Token},
    engine::{
        Error, Target, Tls,
        survey::{AT_ONCE, News, Reply, Sight, survey},
    },
};

use crate::{
    authority::Authority,
    fake::{FEATURES, Fake, LEGACY, Line, Script, script},
};

fn domain(number: usize) -> Domain {
    Domain::parse(&format!("n{number}.fake.test")).unwrap()
}

/// A server for any number of domains, to which clients come with TLS from the start.
async fn server(scripts: Vec<Script>) -> Fake {
    let authority = Authority::new("Authority of many");
    let (certificate, key) = authority.issue(&["*.fake.test"]);
    let mut fake = Fake::start_as(Arc::new(authority), &certificate, &key, scripts).await;
    fake.target.tls = Tls::Direct;
    fake
}

/// How each is reached: as in the target, with an invitation that nobody shall see.
fn way(target: &Target) -> impl Fn(Domain) -> Target + Send + 'static {
    let target = target.clone();
    move |domain| Target {
        domain,
        invitation: Token::parse("nobody-shall-see").ok(),
        ..target.clone()
    }
}

/// Answers the question for the form, and has nothing else asked.
async fn answer(mut line: Line, features: &str, before: impl FnOnce()) {
    line.header_with(features).await;
    let (id, text) = line.question().await;
    assert!(text.contains("type='get'"), "{text}");
    assert!(text.contains("jabber:iq:register"), "{text}");
    before();
    line.send(&format!("<iq type='result' id='{id}'>{LEGACY}</iq>"))
        .await;
    let rest = line.read_all().await;
    assert!(!rest.contains("<iq"), "{rest}");
}

/// All that is told, up to the end.
async fn told(domains: Vec<Domain>, target: &Target) -> Vec<News> {
    let mut asking = survey(domains, way(target)).pin();
    let mut told = Vec::new();
    while let Some(news) = asking.sip().await {
        told.push(news);
    }
    asking.await;
    told
}

fn seen(told: &[News]) -> Vec<(&Domain, &Sight)> {
    let seen = told.iter().filter_map(|news| match news {
        News::Seen { domain, sight, .. } => Some((domain, sight)),
        News::Asking(_) => None,
    });
    seen.collect()
}

#[tokio::test]
async fn each_is_asked_once_and_eight_at_a_time() {
    const ROUNDS: usize = 3;
    let all = ROUNDS * AT_ONCE;
    // Nobody goes on before all places are taken.
    let together = Arc::new(Barrier::new(AT_ONCE));
    let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let scripts = (0..all)
        .map(|_| {
            let (together, now, most) =
                (Arc::clone(&together), Arc::clone(&now), Arc::clone(&most));
            script(move |line: Line| async move {
                let count = now.fetch_add(1, Ordering::SeqCst) + 1;
                let _ = most.fetch_max(count, Ordering::SeqCst);
                let line = line.secure().await;
                assert!(!line.tls.as_ref().unwrap().resumed);
                let _ = together.wait().await;
                answer(line, FEATURES, || {
                    let _ = now.fetch_sub(1, Ordering::SeqCst);
                })
                .await;
            })
        })
        .collect();
    let fake = server(scripts).await;
    let twice = (0..all).chain(0..all).map(domain).collect();
    let told = told(twice, &fake.target).await;
    let asked: BTreeSet<&Domain> = told
        .iter()
        .filter_map(|news| match news {
            News::Asking(domain) => Some(domain),
            News::Seen { .. } => None,
        })
        .collect();
    assert_eq!((asked.len(), told.len()), (all, 2 * all));
    for (number, (_, sight)) in seen(&told).iter().enumerate() {
        assert!(
            matches!(sight.reply, Reply::Form(asks) if asks.is_nothing()),
            "{sight:?}"
        );
        let counted = told.iter().any(
            |news| matches!(news, News::Seen { done, of, .. } if (*done, *of) == (number + 1, all)),
        );
        assert!(counted, "{number}");
    }
    assert_eq!(most.load(Ordering::SeqCst), AT_ONCE);
    fake.played_exactly().await;
}

/// One that stumbles over being asked at once is asked once more, as it is where somebody signs up.
#[tokio::test]
async fn a_server_that_stumbles_is_asked_step_by_step() {
    let features = FEATURES.replace(
        "</stream:features>",
        "<register xmlns='urn:xmpp:ibr-token:0'/></stream:features>",
    );
    let fake = server(vec![
        script(|line: Line| async move {
            let mut line = line.secure().await;
            let _ = line.read_to("</iq>").await;
        }),
        script(move |line: Line| async move {
            answer(line.secure().await, &features, || {}).await;
        }),
    ])
    .await;
    let told = told(vec![domain(1)], &fake.target).await;
    let seen = seen(&told);
    let [(_, sight)] = &seen[..] else {
        panic!("{told:?}")
    };
    assert!(matches!(sight.reply, Reply::Form(_)), "{sight:?}");
    assert!(sight.invites);
    fake.played_exactly().await;
}

/// What one of them does is nothing to the others.
#[tokio::test]
async fn a_no_and_nothing_at_all_are_told_apart() {
    let fake = server(vec![
        script(|line: Line| async move {
            let mut line = line.secure().await;
            line.header().await;
            let (id, _) = line.question().await;
            line.send(&format!(
                "<iq type='error' id='{id}'><error type='cancel'><not-allowed \
                 xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/><text \
                 xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>Write to us.</text></error></iq>"
            ))
            .await;
            let _ = line.read_all().await;
        }),
        // Whatever the client says, in both tries.
        script(|line: Line| async move { drop(line) }),
    ])
    .await;
    let mut fake = fake;
    fake.target.deadlines.whole = std::time::Duration::from_secs(5);
    let first = told(vec![domain(1)], &fake.target).await;
    assert!(
        matches!(
            seen(&first)[0].1,
            Sight { reply: Reply::No { reason: Reason::Closed | Reason::Blocked | Reason::Unknown, server_text: Some(text) }, .. }
                if text == "Write to us."
        ),
        "{first:?}"
    );
    let second = told(vec![domain(2)], &fake.target).await;
    assert!(
        matches!(
            seen(&second)[0].1.reply,
            Reply::None(Error::Lost(_) | Error::Handshake(_))
        ),
        "{second:?}"
    );
}

/// Who loses interest has all connections closed, whatever state they are in.
#[tokio::test]
async fn what_nobody_waits_for_ends_at_once() {
    let reached = Arc::new(Barrier::new(AT_ONCE + 1));
    let scripts = (0..AT_ONCE)
        .map(|number| {
            let reached = Arc::clone(&reached);
            script(move |line: Line| async move {
                // Some are silent before the handshake, the others behind it.
                let mut line = if number % 2 == 0 {
                    line
                } else {
                    let mut line = line.secure().await;
                    let _ = line.read_to("</iq>").await;
                    line
                };
                let _ = reached.wait().await;
                let _ = line.read_all().await;
            })
        })
        .collect();
    let fake = server(scripts).await;
    let asking = survey((0..1_000).map(domain), way(&fake.target));
    let asking = tokio::spawn(async move {
        let mut asking = asking.pin();
        while asking.sip().await.is_some() {}
    });
    let _ = reached.wait().await;
    asking.abort();
    assert!(asking.await.unwrap_err().is_cancelled());
    fake.played_exactly().await;
}
