//! The account's own sessions: nothing is believed that was not proved.

use vestibule::{
    domain::{Address, Credentials, Reason, Secret},
    engine::{
        Error,
        account::{self, AccountError, Owner},
    },
};

use crate::fake::{Fake, Line, PASSWORD, Script, refuses_sign_in, script, signs_in};

pub const NEW: &str = "an even longer password";

pub fn credentials() -> Credentials {
    Credentials {
        address: Address::parse("juliet@fake.test").unwrap(),
        password: Secret::from(PASSWORD),
    }
}

/// A handle of its own on the account.
pub fn owner(fake: &Fake) -> Owner {
    Owner::new(fake.target.clone(), credentials())
}

/// What a proof says when this is played.
async fn proof(play: Script) -> Result<(), AccountError> {
    let fake = Fake::start(vec![play]).await;
    let proof = account::prove(&fake.target, &credentials()).await;
    fake.played().await;
    proof
}

#[tokio::test]
async fn a_password_is_proved_or_not() {
    proof(signs_in(PASSWORD)).await.unwrap();
    let Err(AccountError::SignIn(refusal)) = proof(refuses_sign_in("not-authorized")).await else {
        panic!("let in")
    };
    assert_eq!(refusal.reason, Reason::WrongPassword);
}

/// What was sent a moment ago may still be on its way through the server: a no is believed when it is said twice.
#[tokio::test]
async fn a_fresh_account_is_looked_for_twice() {
    let no = || refuses_sign_in("not-authorized");
    let there = || signs_in(PASSWORD);
    let cases = [
        (true, vec![no(), there()], true),
        (true, vec![no(), no()], false),
        (true, vec![there()], true),
        (false, vec![no()], false),
    ];
    for (fresh, plays, found) in cases {
        let count = plays.len();
        let fake = Fake::start(plays).await;
        let looked = account::look_for(&fake.target, &credentials(), fresh).await;
        assert_eq!(looked.is_ok(), found, "fresh {fresh}, {count}: {looked:?}");
        fake.played_exactly().await;
    }
    // What is no answer is not asked for again.
    let fake = Fake::start(vec![refuses_sign_in("temporary-auth-failure")]).await;
    let looked = account::look_for(&fake.target, &credentials(), true).await;
    assert!(!looked.unwrap_err().is_no());
    fake.played_exactly().await;
}

#[tokio::test]
async fn the_servers_last_word_may_come_as_a_challenge() {
    let play = script(|line: Line| async move {
        let mut line = line.open().await;
        let (first, salt) = line.challenge(4096, |nonce| format!("{nonce}x")).await;
        let (_, signature) = line.proof(&first, &salt, PASSWORD).await;
        line.ask_again(&signature).await;
        line.read_to("</response>").await;
        line.send("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>")
            .await;
        line.read_all().await;
    });
    proof(play).await.unwrap();
}

#[tokio::test]
async fn a_server_that_does_not_know_the_password_is_not_believed() {
    let instant = script(|line: Line| async move {
        let mut line = line.open().await;
        line.read_to("</auth>").await;
        line.send("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>")
            .await;
        line.read_all().await;
    });
    let without_signature = script(|line: Line| async move {
        let mut line = line.open().await;
        line.challenge(4096, |nonce| format!("{nonce}x")).await;
        line.read_to("</response>").await;
        line.send("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>")
            .await;
        line.read_all().await;
    });
    let bad_signature = script(|line: Line| async move {
        let mut line = line.open().await;
        line.challenge(4096, |nonce| format!("{nonce}x")).await;
        line.read_to("</response>").await;
        line.success("v=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")
            .await;
        line.read_all().await;
    });
    let own_nonce = script(|line: Line| async move {
        let mut line = line.open().await;
        line.challenge(4096, |_| "another".to_owned()).await;
        assert!(!line.read_all().await.contains("<response"));
    });
    for play in [instant, without_signature, bad_signature, own_nonce] {
        let proof = proof(play).await;
        assert!(matches!(proof, Err(AccountError::Impostor)), "{proof:?}");
    }
}

#[tokio::test]
async fn too_few_and_too_many_iterations_are_not_computed() {
    for iterations in [0, 1, 4095, 1_000_001, 4_000_000_000] {
        let play = script(move |line: Line| async move {
            let mut line = line.open().await;
            line.challenge(iterations, |nonce| format!("{nonce}x"))
                .await;
            assert!(!line.read_all().await.contains("<response"));
        });
        let proof = proof(play).await;
        assert!(
            matches!(proof, Err(AccountError::Connection(Error::Malformed(_)))),
            "{iterations}: {proof:?}"
        );
    }
}

#[tokio::test]
async fn the_record_is_read() {
    let fake = Fake::start(vec![
        script(|line: Line| async move {
            let mut line = line.sign_in(PASSWORD).await;
            line.bind().await;
            line.result(
                "<query xmlns='jabber:iq:register'><registered/><username>juliet</username>\
                 <email>j@example.org</email></query>",
            )
            .await;
            line.read_all().await;
        }),
        script(|line: Line| async move {
            let mut line = line.sign_in(PASSWORD).await;
            line.bind().await;
            line.error("cancel", "service-unavailable").await;
            line.read_all().await;
        }),
    ])
    .await;
    let form = owner(&fake).record().await.unwrap();
    assert_eq!(form.unwrap().fields.len(), 2);
    let form = owner(&fake).record().await.unwrap();
    assert_eq!(form, None);
    fake.played().await;
}

/// Signed in with the old password, and asked for a change, which ends as the closure says.
pub fn asked_for_change<F>(end: impl FnOnce(Line) -> F + Send + 'static) -> Script
where
    F: Future<Output = ()> + Send + 'static,
{
    script(move |line: Line| async move {
        let mut line = line.sign_in(PASSWORD).await;
        line.bind().await;
        end(line).await;
    })
}

async fn change(plays: Vec<Script>) -> Result<(), AccountError> {
    let fake = Fake::start(plays).await;
    let changed = owner(&fake).change_password(&Secret::from(NEW)).await;
    fake.played().await;
    changed
}

fn done() -> Script {
    asked_for_change(|mut line: Line| async move {
        let sent = line.result("").await;
        assert!(
            sent.contains("to='fake.test'")
                && sent.contains("<username>juliet</username>")
                && sent.contains(&format!("<password>{NEW}</password>")),
            "{sent}"
        );
        line.read_all().await;
    })
}

fn cut() -> Script {
    asked_for_change(|mut line: Line| async move {
        line.question().await;
    })
}

/// Requirements 90 and 94 (XEP-0077 section 3.3).
#[tokio::test]
async fn a_changed_password_is_proved() {
    change(vec![done(), signs_in(NEW)]).await.unwrap();
    // Cut off, but done.
    change(vec![cut(), signs_in(NEW)]).await.unwrap();
}

/// Requirement 94: until the new one is proved, the old one may still be it.
#[tokio::test]
async fn a_password_that_was_not_changed_is_still_the_old_one() {
    let refused = asked_for_change(|mut line: Line| async move {
        line.error("cancel", "not-acceptable").await;
        line.read_all().await;
    });
    let Err(AccountError::Refused(refusal)) = change(vec![refused]).await else {
        panic!("not refused")
    };
    assert_eq!(refusal.reason, Reason::PasswordNotAllowed);
    // Cut off, and not done: each is tried once.
    let changed = change(vec![
        cut(),
        refuses_sign_in("not-authorized"),
        signs_in(PASSWORD),
    ])
    .await;
    assert!(
        matches!(changed, Err(AccountError::Connection(_))),
        "{changed:?}"
    );
}

#[tokio::test]
async fn when_neither_password_can_be_proved_nothing_is_known() {
    for plays in [
        vec![
            cut(),
            refuses_sign_in("not-authorized"),
            refuses_sign_in("not-authorized"),
        ],
        vec![
            cut(),
            refuses_sign_in("temporary-auth-failure"),
            signs_in(PASSWORD),
        ],
        vec![
            done(),
            refuses_sign_in("not-authorized"),
            signs_in(PASSWORD),
        ],
        vec![cut()],
    ] {
        let changed = change(plays).await;
        assert!(
            matches!(changed, Err(AccountError::Unknown(_))),
            "{changed:?}"
        );
    }
}

async fn delete(plays: Vec<Script>) -> Result<(), AccountError> {
    let fake = Fake::start(plays).await;
    let deleted = owner(&fake).delete().await;
    fake.played().await;
    deleted
}

/// Asked for the removal, which ends with this text; `@` is the question's id.
fn removes(answer: &'static str) -> Script {
    asked_for_change(move |mut line: Line| async move {
        let (id, sent) = line.question().await;
        let query = sent.split_once("<query").expect("a query").1;
        assert_eq!(
            query.matches('<').count() - query.matches("</").count(),
            1,
            "{sent}"
        );
        assert!(
            query.contains("<remove") && !sent.contains(" to="),
            "{sent}"
        );
        line.send(&answer.replace('@', &id)).await;
    })
}

const RESULT: &str = "<iq type='result' id='@'/>";

/// Requirements 95 and 98 (XEP-0077 section 3.2).
#[tokio::test]
async fn every_way_of_saying_gone_is_proved() {
    for answer in [
        RESULT,
        "<iq type='result' id='@' from='juliet@fake.test/x'/><stream:error><conflict \
         xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>",
        "<stream:error><not-authorized xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>",
        "</stream:stream>",
        "",
    ] {
        for condition in ["not-authorized", "account-disabled"] {
            delete(vec![removes(answer), refuses_sign_in(condition)])
                .await
                .unwrap();
        }
    }
}

#[tokio::test]
async fn an_account_that_is_not_gone_is_not_said_to_be() {
    let still = delete(vec![removes(RESULT), signs_in(PASSWORD)]).await;
    assert!(
        matches!(still, Err(AccountError::StillThere(_))),
        "{still:?}"
    );
    let cut = delete(vec![removes(""), signs_in(PASSWORD)]).await;
    assert!(matches!(cut, Err(AccountError::Connection(_))), "{cut:?}");
    let unknown = delete(vec![
        removes(RESULT),
        refuses_sign_in("temporary-auth-failure"),
    ])
    .await;
    assert!(
        matches!(unknown, Err(AccountError::Unknown(_))),
        "{unknown:?}"
    );
    let nobody = delete(vec![removes(RESULT)]).await;
    assert!(
        matches!(nobody, Err(AccountError::Unknown(_))),
        "{nobody:?}"
    );
    let refused = delete(vec![removes(
        "<iq type='error' id='@'><error type='cancel'><not-allowed \
         xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>",
    )])
    .await;
    let Err(AccountError::Refused(refusal)) = refused else {
        panic!("not refused: {refused:?}")
    };
    assert_eq!(refusal.reason, Reason::NotAllowed);
}
