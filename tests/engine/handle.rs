//! The handle on an account: sessions that come and go, questions that may be asked twice and things that may not.

use std::time::Duration;

use tokio::sync::oneshot;
use vestibule::{
    domain::{ContactPurpose, Reason, Refusal, Role, Secret, Value},
    engine::{
        Error,
        account::{AccountError, Owner},
    },
    protocol::ns,
};

use crate::{
    account::{NEW, credentials, owner},
    fake::{Fake, Line, PASSWORD, Script, owner::About, refuses_sign_in, script, signs_in},
};

const RECORD: &str = "<registered/><username>juliet</username><password/>\
    <email>j@example.org</email>";

/// Signed in with the password, and then as the closure says.
pub fn entered<F>(play: impl FnOnce(Line) -> F + Send + 'static) -> Script
where
    F: Future<Output = ()> + Send + 'static,
{
    script(move |line: Line| async move { play(line.enter(PASSWORD).await).await })
}

/// Answers whether somebody is there.
pub async fn pong(line: &mut Line) {
    let (id, asked) = line.asked("get", Some("fake.test")).await;
    assert!(asked.is("ping", ns::PING), "{asked:?}");
    line.result_from(Some("fake.test"), &id, "").await;
}

#[track_caller]
pub fn refused<T: std::fmt::Debug>(done: Result<T, AccountError>) -> Refusal {
    match done {
        Err(AccountError::Refused(refusal)) => *refusal,
        other => panic!("not refused: {other:?}"),
    }
}

#[tokio::test]
async fn one_session_is_enough_for_all_questions() {
    let fake = Fake::start(vec![entered(|mut line| async move {
        line.shows(None, RECORD).await;
        let about = About {
            features: &[ns::REGISTER],
            contacts: &[
                ("support-addresses", &["mailto:help@fake.test"]),
                ("strange-addresses", &["mailto:x@fake.test"]),
            ],
            ..About::default()
        };
        line.info("fake.test", about).await;
        line.items("fake.test", &[]).await;
        line.shows(None, RECORD).await;
        assert!(line.read_all().await.contains("</stream:stream>"));
    })])
    .await;
    let owner = owner(&fake);
    owner.sign_in().await.unwrap();
    assert_eq!(owner.record().await.unwrap().unwrap().fields.len(), 3);
    let about = owner.clone().about().await.unwrap();
    assert_eq!(about.registration, Some(true));
    let contacts: Vec<_> = about
        .contacts
        .iter()
        .map(|contact| (contact.purpose, contact.link.as_str()))
        .collect();
    assert_eq!(
        contacts,
        [(ContactPurpose::Support, "mailto:help@fake.test")]
    );
    assert_eq!(owner.services().await.unwrap(), []);
    owner.record().await.unwrap().unwrap();
    owner.leave().await;
    fake.played_exactly().await;
}

#[tokio::test]
async fn a_server_that_does_not_say_is_no_error() {
    let mut fake = Fake::start(vec![
        entered(|mut line| async move {
            let (id, _) = line.asked("get", Some("fake.test")).await;
            line.error_from(Some("fake.test"), &id, "cancel", "service-unavailable")
                .await;
            line.read_all().await;
        }),
        // Nothing to the question, but something to the one whether it is there.
        entered(|mut line| async move {
            line.items("fake.test", &[]).await;
            let (_, asked) = line.asked("get", Some("fake.test")).await;
            assert!(asked.is("query", ns::DISCO_INFO), "{asked:?}");
            pong(&mut line).await;
            line.read_all().await;
        }),
        // What it says at the sign-in counts too.
        script(|line: Line| async move {
            let mut line = line.sign_in(PASSWORD).await;
            line.bind().await;
            line.asked("get", Some("fake.test")).await;
            line.read_all().await;
        }),
    ])
    .await;
    fake.target.deadlines.form = Duration::from_millis(300);
    let first = owner(&fake);
    assert_eq!(first.about().await.unwrap().contacts, []);
    let second = owner(&fake);
    assert_eq!(second.services().await.unwrap(), []);
    // The features of these sessions say that it registers.
    assert_eq!(second.about().await.unwrap().registration, Some(true));
    assert_eq!(owner(&fake).about().await.unwrap().registration, Some(true));
    drop((first, second));
    fake.played_exactly().await;
}

/// A restart of the server between two questions is no news.
#[tokio::test]
async fn a_session_that_was_lost_is_replaced_without_a_word() {
    let fake = Fake::start(vec![
        entered(|mut line| async move { line.shows(None, RECORD).await }),
        entered(|mut line| async move {
            line.shows(None, RECORD).await;
            // Asked while it goes down.
            line.asked("get", None).await;
            line.send(
                "<stream:error><system-shutdown xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>",
            )
            .await;
        }),
        entered(|mut line| async move {
            line.shows(None, RECORD).await;
            line.read_all().await;
        }),
    ])
    .await;
    let owner = owner(&fake);
    for _ in 0..3 {
        owner.record().await.unwrap().unwrap();
    }
    drop(owner);
    fake.played_exactly().await;
}

#[tokio::test]
async fn a_password_that_is_wrong_by_now_is_told() {
    let fake = Fake::start(vec![
        entered(|mut line| async move { line.shows(None, RECORD).await }),
        refuses_sign_in("not-authorized"),
        refuses_sign_in("account-disabled"),
        refuses_sign_in("temporary-auth-failure"),
    ])
    .await;
    let owner = owner(&fake);
    owner.record().await.unwrap().unwrap();
    for (condition, reason) in [
        ("not-authorized", Reason::WrongPassword),
        ("account-disabled", Reason::NotAllowed),
        ("temporary-auth-failure", Reason::ServerFault),
    ] {
        let Err(AccountError::SignIn(refusal)) = owner.record().await else {
            panic!("let in")
        };
        assert_eq!(refusal.condition.as_deref(), Some(condition));
        assert_eq!(refusal.reason, reason);
    }
    fake.played_exactly().await;
}

/// Whoever stops waiting leaves no answer behind that another question could be given.
#[tokio::test]
async fn a_question_that_nobody_waits_for_spoils_nothing() {
    let (tell, told) = oneshot::channel();
    let fake = Fake::start(vec![
        entered(|mut line| async move {
            line.shows(None, RECORD).await;
            line.asked("get", None).await;
            tell.send(()).unwrap();
            line.read_all().await;
        }),
        entered(|mut line| async move {
            line.shows(None, RECORD).await;
            line.read_all().await;
        }),
    ])
    .await;
    let owner = owner(&fake);
    owner.record().await.unwrap().unwrap();
    tokio::select! {
        _ = owner.record() => panic!("answered"),
        asked = told => asked.unwrap(),
    }
    owner.record().await.unwrap().unwrap();
    drop(owner);
    fake.played_exactly().await;
}

/// Requirement 94: a change that nobody waited for was perhaps made: the next sign-in finds out, each way.
#[tokio::test]
async fn a_change_that_nobody_waits_for_is_found_out_later() {
    for changed in [true, false] {
        let (tell, told) = oneshot::channel();
        let mut plays = vec![entered(|mut line| async move {
            line.changed("fake.test", "juliet").await;
            tell.send(()).unwrap();
            line.read_all().await;
        })];
        plays.push(if changed {
            script(|line: Line| async move {
                let mut line = line.enter(NEW).await;
                line.shows(None, RECORD).await;
                line.read_all().await;
            })
        } else {
            refuses_sign_in("not-authorized")
        });
        if !changed {
            plays.push(entered(|mut line| async move {
                line.shows(None, RECORD).await;
                line.read_all().await;
            }));
        }
        let fake = Fake::start(plays).await;
        let owner = owner(&fake);
        let new = Secret::from(NEW);
        tokio::select! {
            _ = owner.change_password(&new) => panic!("answered"),
            asked = told => asked.unwrap(),
        }
        assert_eq!(owner.credentials(), credentials());
        owner.record().await.unwrap().unwrap();
        let holds = if changed { NEW } else { PASSWORD };
        assert_eq!(owner.credentials().password, Secret::from(holds));
        drop(owner);
        fake.played_exactly().await;
    }
}

/// Requirements 90 and 94: the connection that proves the new password is used from then on, with the new credentials.
#[tokio::test]
async fn after_a_change_the_new_password_is_the_one() {
    let fake = Fake::start(vec![
        entered(|mut line| async move {
            let (id, new) = line.changed("fake.test", "juliet").await;
            assert_eq!(new, NEW);
            line.result_from(Some("fake.test"), &id, "").await;
            line.read_all().await;
        }),
        script(|line: Line| async move {
            let mut line = line.enter(NEW).await;
            line.shows(None, RECORD).await;
        }),
        script(|line: Line| async move {
            let mut line = line.enter(NEW).await;
            line.shows(None, RECORD).await;
            line.read_all().await;
        }),
    ])
    .await;
    let owner = owner(&fake);
    owner.change_password(&Secret::from(NEW)).await.unwrap();
    assert_eq!(owner.credentials().password, Secret::from(NEW));
    owner.record().await.unwrap().unwrap();
    owner.record().await.unwrap().unwrap();
    drop(owner);
    fake.played_exactly().await;
}

/// What each condition is to whoever wants a new password.
const CHANGES: [(&str, &str, Reason); 7] = [
    ("modify", "bad-request", Reason::AnswersNotAccepted),
    ("auth", "not-authorized", Reason::NotAllowed),
    ("cancel", "not-allowed", Reason::NotAllowed),
    ("wait", "unexpected-request", Reason::NotAllowed),
    ("modify", "not-acceptable", Reason::PasswordNotAllowed),
    ("modify", "policy-violation", Reason::PasswordNotAllowed),
    ("cancel", "conflict", Reason::Unknown),
];

/// Requirement 93 (XEP-0077 section 3.3): each no keeps its condition, and the old password.
#[tokio::test]
async fn each_no_to_a_new_password_is_told_apart() {
    for (kind, condition, reason) in CHANGES {
        let mut plays = vec![entered(move |mut line| async move {
            let (id, _) = line.changed("fake.test", "juliet").await;
            line.error_from(Some("fake.test"), &id, kind, condition)
                .await;
            line.read_all().await;
        })];
        // What says nothing about what was sent is looked into.
        if reason == Reason::Unknown {
            plays.extend([refuses_sign_in("not-authorized"), signs_in(PASSWORD)]);
        }
        let fake = Fake::start(plays).await;
        let owner = owner(&fake);
        let refusal = refused(owner.change_password(&Secret::from(NEW)).await);
        assert_eq!(refusal.condition.as_deref(), Some(condition));
        assert_eq!(refusal.reason, reason, "{condition}");
        assert_eq!(owner.credentials(), credentials());
        drop(owner);
        fake.played_exactly().await;
    }
}

/// A fault of the server's own may come behind what was done.
#[tokio::test]
async fn a_fault_of_the_servers_own_is_looked_into() {
    fn faulty() -> Script {
        entered(|mut line| async move {
            let (id, _) = line.told(Some("fake.test")).await;
            line.error_from(Some("fake.test"), &id, "cancel", "internal-server-error")
                .await;
            line.read_all().await;
        })
    }
    let fake = Fake::start(vec![faulty(), signs_in(NEW)]).await;
    owner(&fake)
        .change_password(&Secret::from(NEW))
        .await
        .unwrap();
    fake.played_exactly().await;

    let faulty = |sent: &'static str| {
        entered(move |mut line| async move {
            let (id, text) = line.question().await;
            assert!(text.contains(sent), "{text}");
            line.error_from(None, &id, "cancel", "internal-server-error")
                .await;
            line.read_all().await;
        })
    };
    let gone = refuses_sign_in("not-authorized");
    let fake = Fake::start(vec![faulty("<remove"), gone]).await;
    owner(&fake).delete().await.unwrap();
    fake.played_exactly().await;
    let fake = Fake::start(vec![faulty("<remove"), signs_in(PASSWORD)]).await;
    let refusal = refused(owner(&fake).delete().await);
    assert_eq!(refusal.reason, Reason::ServerFault);
    fake.played_exactly().await;
}

/// Requirement 96 (XEP-0077 section 3.2).
#[tokio::test]
async fn each_no_to_a_deletion_is_told_apart() {
    for (kind, condition) in [
        ("modify", "bad-request"),
        ("auth", "forbidden"),
        ("cancel", "not-allowed"),
        ("auth", "registration-required"),
        ("modify", "unexpected-request"),
    ] {
        let mut plays = vec![entered(move |mut line| async move {
            let id = line.removed(None).await;
            line.error_from(None, &id, kind, condition).await;
            line.read_all().await;
        })];
        if condition == "bad-request" {
            plays.push(signs_in(PASSWORD));
        }
        let fake = Fake::start(plays).await;
        let refusal = refused(owner(&fake).delete().await);
        assert_eq!(refusal.condition.as_deref(), Some(condition));
        fake.played_exactly().await;
    }
}

/// Requirement 98: a server may say yes and keep the account for a while; what it says of that is told.
#[tokio::test]
async fn words_about_a_time_of_grace_are_kept() {
    for (answer, words) in [
        ("<iq type='result' id='@'/>", None),
        (
            "<iq type='result' id='@'/><stream:error><not-authorized \
             xmlns='urn:ietf:params:xml:ns:xmpp-streams'/><text \
             xmlns='urn:ietf:params:xml:ns:xmpp-streams'>Gone in 30 days</text></stream:error>",
            Some("Gone in 30 days"),
        ),
        (
            "<stream:error><conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/><text \
             xmlns='urn:ietf:params:xml:ns:xmpp-streams'>Account deleted</text></stream:error>",
            Some("Account deleted"),
        ),
    ] {
        let mut fake = Fake::start(vec![
            entered(move |mut line| async move {
                let id = line.removed(None).await;
                line.send(&answer.replace('@', &id)).await;
                if words.is_none() {
                    line.read_all().await;
                }
            }),
            signs_in(PASSWORD),
        ])
        .await;
        // It must have time to say it.
        fake.target.deadlines.settle = match words {
            Some(_) => Duration::from_secs(20),
            None => Duration::ZERO,
        };
        let Err(AccountError::StillThere(told)) = owner(&fake).delete().await else {
            panic!("not there")
        };
        assert_eq!(told.as_deref(), words);
        fake.played_exactly().await;
    }
}

/// A server that is silent may still be at it: nobody is told that nothing was done.
#[tokio::test]
async fn silence_is_no_verdict() {
    fn silent() -> Script {
        entered(|mut line| async move {
            line.question().await;
            line.read_all().await;
        })
    }
    let start = |plays| async move {
        let mut fake = Fake::start(plays).await;
        fake.target.deadlines.submit = Duration::from_millis(100);
        fake
    };
    let plays = vec![
        silent(),
        refuses_sign_in("not-authorized"),
        signs_in(PASSWORD),
    ];
    let fake = start(plays).await;
    let changed = owner(&fake).change_password(&Secret::from(NEW)).await;
    assert!(
        matches!(changed, Err(AccountError::Unknown(Error::Timeout(_)))),
        "{changed:?}"
    );
    fake.played_exactly().await;
    let fake = start(vec![silent(), signs_in(PASSWORD)]).await;
    let deleted = owner(&fake).delete().await;
    assert!(
        matches!(deleted, Err(AccountError::Unknown(Error::Timeout(_)))),
        "{deleted:?}"
    );
    fake.played_exactly().await;
}

/// A sign-in that breaks says nothing; it is tried once more.
#[tokio::test]
async fn a_proof_that_breaks_is_tried_again() {
    fn broken() -> Script {
        script(|line: Line| async move {
            let mut line = line.open().await;
            line.read_to("</auth>").await;
        })
    }
    let done = entered(|mut line| async move {
        let (id, _) = line.changed("fake.test", "juliet").await;
        line.result_from(Some("fake.test"), &id, "").await;
        line.read_all().await;
    });
    let fake = Fake::start(vec![done, broken(), signs_in(NEW)]).await;
    owner(&fake)
        .change_password(&Secret::from(NEW))
        .await
        .unwrap();
    fake.played_exactly().await;
    let gone = entered(|mut line| async move {
        line.removed(None).await;
    });
    let no = refuses_sign_in("not-authorized");
    let fake = Fake::start(vec![gone, broken(), no]).await;
    owner(&fake).delete().await.unwrap();
    fake.played_exactly().await;
}

/// Requirements 17 and 89: what is on record is sent with the own name and the password that holds, and no other one.
#[tokio::test]
async fn a_record_is_changed_without_a_new_password() {
    let fake = Fake::start(vec![entered(|mut line| async move {
        line.shows(None, RECORD).await;
        pong(&mut line).await;
        let (id, query) = line.told(Some("fake.test")).await;
        let text = |name| query.get_child(name, ns::REGISTER).unwrap().text();
        assert_eq!(text("username"), "juliet");
        assert_eq!(text("password"), PASSWORD);
        assert_eq!(text("email"), "new@example.org");
        line.result_from(Some("fake.test"), &id, "").await;
        pong(&mut line).await;
        let (id, _) = line.told(Some("fake.test")).await;
        line.error_from(Some("fake.test"), &id, "modify", "not-acceptable")
            .await;
        pong(&mut line).await;
        line.told(Some("fake.test")).await;
    })])
    .await;
    let owner: Owner = owner(&fake);
    let form = owner.record().await.unwrap().unwrap();
    let mut answers = form.presets_for(&owner.credentials(), None);
    answers.set("email".into(), Value::Text("new@example.org".to_owned()));
    let submission = form.check(&answers, false).unwrap();
    owner
        .change_record(&form, submission.clone())
        .await
        .unwrap();
    let refusal = refused(owner.change_record(&form, submission.clone()).await);
    assert_eq!(refusal.reason, Reason::AnswersNotAccepted);
    let unknown = owner.change_record(&form, submission).await;
    assert!(
        matches!(unknown, Err(AccountError::Unknown(_))),
        "{unknown:?}"
    );
    // Another password is not sent, nor is none.
    let password = form.role(Role::Password).unwrap().id.clone();
    answers.set(password.clone(), Value::Secret(Secret::from(NEW)));
    let submission = form.check(&answers, false).unwrap();
    let refusal = refused(owner.change_record(&form, submission).await);
    assert_eq!(refusal.fields, std::slice::from_ref(&password));
    answers.set(password, Value::Secret(Secret::from("")));
    assert!(form.check(&answers, true).is_err());
    drop(owner);
    fake.played_exactly().await;
}
