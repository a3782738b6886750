//! The registering session: what became of a submission is never guessed.

use std::time::Duration;

use vestibule::{
    domain::{FieldId, Offer, Reason, Value},
    engine::{Command, Error, Event, Outcome, Proof, Stage, Target},
};

use crate::{
    client::{Client, filled},
    fake::{Fake, LEGACY, Line, PASSWORD, STREAM, Script, cuts, refuses_sign_in, script, signs_in},
};

/// Opens a session, fills in the form and sends it.
async fn submitted(target: &Target) -> Client {
    let mut client = Client::open(target);
    let form = client.form().await;
    client.send(Command::Submit(filled(&form, "juliet")));
    client
}

fn assert_signed_in(outcome: &Result<Outcome, Error>) {
    let Ok(Outcome {
        address: Some(address),
        proof: Proof::SignedIn,
    }) = outcome
    else {
        panic!("not signed in: {outcome:?}")
    };
    assert_eq!(address.to_string(), "juliet@fake.test");
}

/// Requirements 15 and 88: the form is asked for before anything is sent, and the account proved by a sign-in on a new
/// stream.
#[tokio::test]
async fn an_account_is_made_and_proved() {
    let fake = Fake::start(vec![
        script(|line: Line| async move {
            let mut line = line.show_form().await;
            let sent = line.result("").await;
            assert!(sent.contains("type='set'"), "{sent}");
            assert!(sent.contains("to='fake.test'"), "{sent}");
            assert!(sent.contains("<username>juliet</username>"), "{sent}");
            assert!(sent.contains(PASSWORD), "{sent}");
            line.read_all().await;
        }),
        signs_in(PASSWORD),
    ])
    .await;
    let client = submitted(&fake.target).await;
    assert_signed_in(&client.end().await);
    fake.played().await;
}

/// For a report: what the server offered last, whatever happened then.
#[tokio::test]
async fn what_the_server_offers_is_kept_for_a_report() {
    let fake = Fake::start(vec![script(|line: Line| async move {
        line.open().await;
    })])
    .await;
    let target = fake.target.clone();
    assert_eq!(target.seen.offered(), None);
    Client::open(&target).end().await.unwrap_err();
    let offered = target.seen.offered().unwrap();
    assert!(offered.starts_with("register ("), "{offered}");
    assert!(
        offered.ends_with("PLAIN, SCRAM-SHA-256-PLUS, SCRAM-SHA-256"),
        "{offered}"
    );

    // Where there is no encryption, that is what can be seen of it.
    let fake = Fake::start(vec![script(|mut line: Line| async move {
        line.read_to("version='1.0'>").await;
        line.send(STREAM).await;
        line.send("<stream:features><c xmlns='http://jabber.org/protocol/caps' node='x'/></stream:features>")
            .await;
        line.read_all().await;
    })])
    .await;
    let target = fake.target.clone();
    let end = Client::open(&target).end().await;
    assert!(matches!(end, Err(Error::NoEncryption(_))), "{end:?}");
    assert_eq!(
        target.seen.offered().unwrap(),
        "c (http://jabber.org/protocol/caps)"
    );
}

/// The server's word is taken where that is wanted: there is no second connection.
#[tokio::test]
async fn an_account_need_not_be_proved() {
    let fake = Fake::start(vec![script(|line: Line| async move {
        let mut line = line.show_form().await;
        line.result("").await;
        line.read_all().await;
    })])
    .await;
    let target = Target {
        prove: false,
        ..fake.target.clone()
    };
    let outcome = submitted(&target).await.end().await.unwrap();
    assert!(matches!(outcome.proof, Proof::Unwanted), "{outcome:?}");
    assert!(outcome.address.is_some());
    fake.played().await;
}

/// Requirement 88: an account may wait for approval; that is no failure.
#[tokio::test]
async fn what_an_account_waits_for_or_why_it_is_not_proved_is_told() {
    for condition in ["not-authorized", "account-disabled"] {
        let fake = Fake::start(vec![
            script(|line: Line| async move {
                let mut line = line.show_form().await;
                line.result("").await;
                line.read_all().await;
            }),
            refuses_sign_in(condition),
        ])
        .await;
        let outcome = submitted(&fake.target).await.end().await.unwrap();
        assert!(matches!(outcome.proof, Proof::Waiting), "{outcome:?}");
        fake.played().await;
    }
    let fake = Fake::start(vec![
        script(|line: Line| async move {
            let mut line = line.show_form().await;
            line.result("").await;
            line.read_all().await;
        }),
        refuses_sign_in("temporary-auth-failure"),
    ])
    .await;
    let outcome = submitted(&fake.target).await.end().await.unwrap();
    assert!(matches!(outcome.proof, Proof::Untried(_)), "{outcome:?}");
    fake.played().await;
}

#[tokio::test]
async fn a_stream_may_die_while_the_form_is_filled_in() {
    let (died, noticed) = tokio::sync::oneshot::channel();
    let fake = Fake::start(vec![
        script(|line: Line| async move {
            let mut line = line.show_form().await;
            line.send(
                "<stream:error><connection-timeout xmlns='urn:ietf:params:xml:ns:xmpp-streams'/>\
                 </stream:error></stream:stream>",
            )
            .await;
            line.read_all().await;
            died.send(()).unwrap();
        }),
        script(|line: Line| async move {
            // No form is asked for again: the answers belong to the one that is out.
            let mut line = line.open().await;
            let sent = line.result("").await;
            assert!(sent.contains("type='set'"), "{sent}");
            line.read_all().await;
        }),
        signs_in(PASSWORD),
    ])
    .await;
    let mut client = Client::open(&fake.target);
    let form = client.form().await;
    noticed.await.unwrap();
    client.send(Command::Submit(filled(&form, "juliet")));
    assert_signed_in(&client.end().await);
    fake.played().await;
}

#[tokio::test]
async fn a_refusal_brings_a_new_form_on_the_living_stream() {
    for (kind, condition, reason) in [
        ("cancel", "conflict", Reason::NameTaken),
        ("wait", "resource-constraint", Reason::TooMany),
    ] {
        let fake = Fake::start(vec![script(move |line: Line| async move {
            let mut line = line.show_form().await;
            line.error(kind, condition).await;
            let asked = line.result(LEGACY).await;
            assert!(asked.contains("type='get'"), "{asked}");
            assert_eq!(line.read_all().await.matches("<iq").count(), 0);
        })])
        .await;
        let mut client = submitted(&fake.target).await;
        let Some(Event::Refused(refusal)) = client.event().await else {
            panic!("no refusal")
        };
        assert_eq!(refusal.reason, reason);
        client.form().await;
        drop(client);
        fake.played().await;
    }
}

#[tokio::test]
async fn a_refusal_on_a_dying_stream_brings_a_new_form_on_a_new_one() {
    let fake = Fake::start(vec![
        script(|line: Line| async move {
            line.show_form().await.error("cancel", "conflict").await;
        }),
        script(|line: Line| async move {
            line.show_form().await.read_all().await;
        }),
    ])
    .await;
    let mut client = submitted(&fake.target).await;
    assert!(matches!(client.event().await, Some(Event::Refused(_))));
    client.form().await;
    drop(client);
    fake.played().await;
}

#[tokio::test]
async fn a_form_inside_a_refusal_takes_the_place_of_the_old_one() {
    let fake = Fake::start(vec![
        script(|line: Line| async move {
            let mut line = line.show_form().await;
            let (id, _) = line.question().await;
            line.send(&format!(
                "<iq type='error' id='{id}'><query xmlns='jabber:iq:register'><x xmlns='jabber:x:data' \
                 type='form'><field var='username' type='text-single'/><field var='password' \
                 type='text-private'/></x></query><error type='modify'><not-acceptable \
                 xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>"
            ))
            .await;
            let sent = line.result("").await;
            assert!(sent.contains("jabber:x:data"), "{sent}");
            line.read_all().await;
        }),
        signs_in(PASSWORD),
    ])
    .await;
    let mut client = submitted(&fake.target).await;
    let Some(Event::Refused(refusal)) = client.event().await else {
        panic!("no refusal")
    };
    let form = refusal.form.unwrap();
    client.send(Command::Submit(filled(&form, "juliet")));
    assert_signed_in(&client.end().await);
    fake.played().await;
}

#[tokio::test]
async fn an_error_that_cannot_be_read_is_a_refusal_without_a_reason() {
    for answer in [
        "<iq type='error' id='@'/>",
        "<iq id='@' from='fake.test'><odd xmlns='odd'/></iq>",
        "<iq type='error' id='@'><error><odd xmlns='odd'/></error></iq>",
    ] {
        let fake = Fake::start(vec![
            script(move |line: Line| async move {
                let mut line = line.show_form().await;
                let (id, _) = line.question().await;
                line.send(&answer.replace('@', &id)).await;
                line.result(LEGACY).await;
                line.read_all().await;
            }),
            refuses_sign_in("not-authorized"),
        ])
        .await;
        let mut client = submitted(&fake.target).await;
        let Some(Event::Refused(refusal)) = client.event().await else {
            panic!("no refusal: {answer}")
        };
        assert_eq!(refusal.reason, Reason::Unknown, "{answer}");
        client.form().await;
        drop(client);
        fake.played().await;
    }
}

/// Requirements 11 and 80: a puzzle in a message that nobody asked for (XEP-0158 section 3.1.3) is passed over too.
#[tokio::test]
async fn only_the_servers_own_answer_to_our_question_counts() {
    let fake = Fake::start(vec![script(|line: Line| async move {
        let mut line = line.show_form().await;
        let (id, _) = line.question().await;
        for other in [
            "<message from='fake.test'><body>Hello</body></message>".to_owned(),
            "<message from='fake.test'><captcha xmlns='urn:xmpp:captcha'><x xmlns='jabber:x:data' \
             type='form'><field var='ocr'/></x></captcha></message>"
                .to_owned(),
            format!("<iq type='result' id='{id}' from='evil.test'/>"),
            format!("<iq type='result' id='{id}' from='juliet@fake.test/x'/>"),
            "<iq type='result' id='another' from='fake.test'/>".to_owned(),
            format!("<iq type='get' id='{id}' from='fake.test'><x xmlns='y'/></iq>"),
        ] {
            line.send(&other).await;
        }
        line.send(&format!(
            "<iq type='error' id='{id}' from='Fake.Test'><error type='cancel'><conflict \
                 xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>"
        ))
        .await;
        line.result(LEGACY).await;
        line.read_all().await;
    })])
    .await;
    let mut client = submitted(&fake.target).await;
    assert!(matches!(client.event().await, Some(Event::Refused(_))));
    client.form().await;
    drop(client);
    fake.played().await;
}

/// Requirement 87 (RFC 6120 section 4.9).
#[tokio::test]
async fn after_a_cut_a_sign_in_tells_that_the_account_was_made() {
    let fake = Fake::start(vec![cuts(), signs_in(PASSWORD)]).await;
    let client = submitted(&fake.target).await;
    assert_signed_in(&client.end().await);
    fake.played().await;
    // What is locked is there.
    let fake = Fake::start(vec![cuts(), refuses_sign_in("account-disabled")]).await;
    let outcome = submitted(&fake.target).await.end().await.unwrap();
    assert!(matches!(outcome.proof, Proof::Waiting), "{outcome:?}");
    fake.played().await;
}

#[tokio::test]
async fn a_verdict_that_does_not_come_in_time_is_found_out_too() {
    let mut fake = Fake::start(vec![
        script(|line: Line| async move {
            let mut line = line.show_form().await;
            line.question().await;
            line.read_all().await;
        }),
        signs_in(PASSWORD),
    ])
    .await;
    fake.target.deadlines.submit = Duration::from_millis(200);
    assert_signed_in(&submitted(&fake.target).await.end().await);
    fake.played().await;
}

/// Requirement 87: nothing is sent again by itself.
#[tokio::test]
async fn after_a_cut_a_refused_sign_in_tells_that_no_account_was_made() {
    let fake = Fake::start(vec![
        cuts(),
        refuses_sign_in("not-authorized"),
        script(|line: Line| async move {
            let mut line = line.show_form().await;
            // Nothing is sent again unless the person says so.
            assert_eq!(line.read_all().await.matches("<iq").count(), 0);
        }),
    ])
    .await;
    let mut client = submitted(&fake.target).await;
    assert!(matches!(client.event().await, Some(Event::NotMade)));
    client.form().await;
    client.send(Command::Close);
    assert!(matches!(client.end().await, Err(Error::Closed)));
    fake.played().await;
}

/// Requirement 87: unknown is a verdict too.
#[tokio::test]
async fn after_a_cut_what_cannot_be_told_is_not_told() {
    let unknown = |end: Result<Outcome, Error>| match end {
        Err(Error::OutcomeUnknown { address, .. }) => {
            assert_eq!(address.unwrap().to_string(), "juliet@fake.test");
        }
        other => panic!("not unknown: {other:?}"),
    };
    // Nobody is there any more.
    let fake = Fake::start(vec![cuts()]).await;
    unknown(submitted(&fake.target).await.end().await);
    fake.played().await;
    // Somebody is there who cannot tell, or is not to be believed.
    let instant = script(|line: Line| async move {
        let mut line = line.open().await;
        line.read_to("</auth>").await;
        line.success("v=").await;
        line.read_all().await;
    });
    for play in [refuses_sign_in("temporary-auth-failure"), instant] {
        let fake = Fake::start(vec![cuts(), play]).await;
        unknown(submitted(&fake.target).await.end().await);
        fake.played().await;
    }
}

/// Requirement 87: who was asked for no name and password has nothing to find out with, and is not told that nothing was made.
#[tokio::test]
async fn a_cut_without_a_name_to_try_is_unknown_too() {
    const EMAIL: &str = "<query xmlns='jabber:iq:register'><email/></query>";
    for deadline in [None, Some(Duration::from_millis(100))] {
        let fake = Fake::start(vec![script(move |line: Line| async move {
            let mut line = line.open().await;
            line.result(EMAIL).await;
            line.question().await;
            if deadline.is_some() {
                line.read_all().await;
            }
        })])
        .await;
        let mut target = fake.target.clone();
        target.deadlines.submit = deadline.unwrap_or(target.deadlines.submit);
        let mut client = Client::open(&target);
        let form = client.form().await;
        let mut answers = form.presets();
        let email = Value::Text("juliet@mail.example".to_owned());
        answers.set("email".into(), email);
        client.send(Command::Submit(form.check(&answers, false).unwrap()));
        let end = client.end().await;
        let Err(Error::OutcomeUnknown {
            address: None,
            cause,
        }) = end
        else {
            panic!("not unknown: {end:?}");
        };
        let is_timeout = matches!(*cause, Error::Timeout(Stage::Submit));
        assert_eq!(is_timeout, deadline.is_some(), "{cause:?}");
        fake.played().await;
    }
}

#[tokio::test]
async fn a_conflict_after_a_cut_may_be_our_own() {
    let again = || {
        script(|line: Line| async move {
            let mut line = line.show_form().await;
            line.error("cancel", "conflict").await;
            let _ = line.read_all().await;
        })
    };
    // It was made after all.
    let fake = Fake::start(vec![
        cuts(),
        refuses_sign_in("not-authorized"),
        again(),
        signs_in(PASSWORD),
    ])
    .await;
    let mut client = submitted(&fake.target).await;
    assert!(matches!(client.event().await, Some(Event::NotMade)));
    let form = client.form().await;
    client.send(Command::Submit(filled(&form, "juliet")));
    assert_signed_in(&client.end().await);
    fake.played().await;

    // It is somebody else's, or ours and waiting.
    let fake = Fake::start(vec![
        cuts(),
        refuses_sign_in("not-authorized"),
        script(|line: Line| async move {
            let mut line = line.show_form().await;
            line.error("cancel", "conflict").await;
        }),
        refuses_sign_in("not-authorized"),
        script(|line: Line| async move {
            let mut line = line.show_form().await;
            line.error("cancel", "conflict").await;
            line.result(LEGACY).await;
            line.read_all().await;
        }),
    ])
    .await;
    let mut client = submitted(&fake.target).await;
    assert!(matches!(client.event().await, Some(Event::NotMade)));
    let form = client.form().await;
    client.send(Command::Submit(filled(&form, "juliet")));
    let Some(Event::Refused(refusal)) = client.event().await else {
        panic!("no refusal")
    };
    assert_eq!(refusal.reason, Reason::NameTakenPerhapsByUs);
    assert_eq!(refusal.fields, [FieldId::from("username")]);
    // Another name has nothing to do with it.
    let form = client.form().await;
    client.send(Command::Submit(filled(&form, "romeo")));
    let Some(Event::Refused(refusal)) = client.event().await else {
        panic!("no refusal")
    };
    assert_eq!(refusal.reason, Reason::NameTaken);
    client.form().await;
    drop(client);
    fake.played().await;
}

/// Errors that say nothing about the account: some servers send one behind an account that they have made.
const FAULTS: [(&str, &str); 5] = [
    ("wait", "internal-server-error"),
    ("cancel", "internal-server-error"),
    ("wait", "remote-server-timeout"),
    ("wait", "undefined-condition"),
    ("cancel", "undefined-condition"),
];

/// Refuses the first submission with this error, and says that the name is taken to the next ones, each time but the last
/// with another form behind it.
fn at_fault(kind: &'static str, condition: &'static str, conflicts: usize) -> Script {
    script(move |line: Line| async move {
        let mut line = line.show_form().await;
        line.error(kind, condition).await;
        for _ in 0..conflicts {
            line.result(LEGACY).await;
            line.error("cancel", "conflict").await;
        }
        let _ = line.read_all().await;
    })
}

#[tokio::test]
async fn behind_a_servers_fault_it_is_looked_for_the_account() {
    for (kind, condition) in FAULTS {
        let fault = || {
            script(move |line: Line| async move {
                let mut line = line.show_form().await;
                line.error(kind, condition).await;
                let _ = line.read_all().await;
            })
        };
        // It was made all the same.
        let fake = Fake::start(vec![fault(), signs_in(PASSWORD)]).await;
        assert_signed_in(&submitted(&fake.target).await.end().await);
        fake.played_exactly().await;
        // The server cannot tell that either.
        let fake = Fake::start(vec![fault(), refuses_sign_in("temporary-auth-failure")]).await;
        let end = submitted(&fake.target).await.end().await;
        assert!(
            matches!(
                end,
                Err(Error::OutcomeUnknown {
                    address: Some(_),
                    ..
                })
            ),
            "{condition}: {end:?}"
        );
        fake.played_exactly().await;
    }
}

#[tokio::test]
async fn a_conflict_behind_a_servers_fault_may_be_our_own() {
    for (kind, condition) in FAULTS {
        // It came late.
        let fake = Fake::start(vec![
            at_fault(kind, condition, 1),
            refuses_sign_in("not-authorized"),
            signs_in(PASSWORD),
        ])
        .await;
        let mut client = refused_once(&fake.target).await;
        let form = client.form().await;
        client.send(Command::Submit(filled(&form, "juliet")));
        assert_signed_in(&client.end().await);
        fake.played_exactly().await;
    }
    // It is somebody else's, or ours and waiting; another name has nothing to do with it.
    let fake = Fake::start(vec![
        at_fault("wait", "internal-server-error", 2),
        refuses_sign_in("not-authorized"),
        refuses_sign_in("not-authorized"),
    ])
    .await;
    let mut client = refused_once(&fake.target).await;
    for (name, reason) in [
        ("juliet", Reason::NameTakenPerhapsByUs),
        ("romeo", Reason::NameTaken),
    ] {
        let form = client.form().await;
        client.send(Command::Submit(filled(&form, name)));
        let Some(Event::Refused(refusal)) = client.event().await else {
            panic!("no refusal")
        };
        assert_eq!(refusal.reason, reason);
    }
    drop(client);
    fake.played_exactly().await;
}

/// What says something about the answers, or names a limit, was said before anything was made: nobody signs in for it, and
/// a conflict is what it says.
#[tokio::test]
async fn behind_a_verdict_nothing_is_looked_for() {
    for (kind, condition) in [
        ("wait", "resource-constraint"),
        ("wait", "policy-violation"),
        ("modify", "not-acceptable"),
        ("auth", "forbidden"),
        ("cancel", "not-allowed"),
        ("modify", "undefined-condition"),
    ] {
        let fake = Fake::start(vec![at_fault(kind, condition, 1)]).await;
        let mut client = refused_once(&fake.target).await;
        let form = client.form().await;
        client.send(Command::Submit(filled(&form, "juliet")));
        let Some(Event::Refused(refusal)) = client.event().await else {
            panic!("no refusal")
        };
        assert_eq!(refusal.reason, Reason::NameTaken, "{condition}");
        drop(client);
        fake.played_exactly().await;
    }
}

/// Sends the form, which the server refuses.
async fn refused_once(target: &Target) -> Client {
    let mut client = submitted(target).await;
    let event = client.event().await;
    assert!(matches!(event, Some(Event::Refused(_))), "{event:?}");
    client
}

#[tokio::test]
async fn two_presses_are_one_submission() {
    let fake = Fake::start(vec![script(|line: Line| async move {
        let mut line = line.show_form().await;
        line.error("cancel", "conflict").await;
        let asked = line.result(LEGACY).await;
        assert!(asked.contains("type='get'"), "{asked}");
        assert_eq!(line.read_all().await.matches("<iq").count(), 0);
    })])
    .await;
    let mut client = Client::open(&fake.target);
    let form = client.form().await;
    client.send(Command::Submit(filled(&form, "juliet")));
    client.send(Command::Submit(filled(&form, "juliet")));
    client.send(Command::Submit(filled(&form, "juliet")));
    assert!(matches!(client.event().await, Some(Event::Refused(_))));
    client.form().await;
    client.send(Command::Close);
    assert!(matches!(client.end().await, Err(Error::Closed)));
    fake.played().await;
}

#[tokio::test]
async fn what_was_sent_is_waited_for_even_if_nobody_listens() {
    for drops in [false, true] {
        let (sent, arrived) = tokio::sync::oneshot::channel();
        let (left, closed) = tokio::sync::oneshot::channel::<()>();
        let fake = Fake::start(vec![
            script(|line: Line| async move {
                let mut line = line.show_form().await;
                let (id, _) = line.question().await;
                sent.send(()).unwrap();
                closed.await.unwrap();
                line.send(&format!("<iq type='result' id='{id}'/>")).await;
                line.read_all().await;
            }),
            signs_in(PASSWORD),
        ])
        .await;
        let mut client = submitted(&fake.target).await;
        arrived.await.unwrap();
        if drops {
            client.remote = None;
        } else {
            client.send(Command::Close);
        }
        left.send(()).unwrap();
        assert_signed_in(&client.end().await);
        fake.played().await;
    }
}

/// Requirement 25: a form is never taken from an earlier answer.
#[tokio::test]
async fn a_new_form_can_be_asked_for() {
    let fake = Fake::start(vec![
        script(|line: Line| async move {
            let mut line = line.show_form().await;
            line.result(LEGACY).await;
        }),
        script(|line: Line| async move {
            line.show_form().await.read_all().await;
        }),
    ])
    .await;
    let mut client = Client::open(&fake.target);
    client.form().await;
    client.send(Command::Refresh);
    client.form().await;
    client.send(Command::Refresh);
    client.form().await;
    drop(client);
    fake.played().await;
}

#[tokio::test]
async fn a_server_that_takes_nobody_says_so() {
    let refuses = || {
        script(|line: Line| async move {
            let mut line = line.open().await;
            line.error("cancel", "service-unavailable").await;
            line.read_all().await;
        })
    };
    // Its features say otherwise, so it is asked once more, step by step.
    let fake = Fake::start(vec![refuses(), refuses()]).await;
    let mut client = Client::open(&fake.target);
    let Some(Event::Offered(Offer::Closed(refusal))) = client.event().await else {
        panic!("not closed")
    };
    assert_eq!(refusal.reason, Reason::Closed);
    client.remote = None;
    assert!(matches!(client.end().await, Err(Error::Closed)));
    fake.played().await;
}
