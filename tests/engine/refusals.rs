//! What comes with a no, and what a yes may carry.

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use sha1::{Digest as _, Sha1};
use vestibule::{
    domain::{FieldId, Form, Purpose, Reason, Refusal, Submission, Value},
    engine::{Command, Event, Proof},
};

use crate::{
    client::{Client, answers, filled},
    fake::{Fake, LEGACY, Line, PASSWORD, script, signs_in},
    pictures::png,
};

const NOT_ALLOWED: &str =
    "<error type='modify'><not-allowed xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>";

/// A form with a puzzle, and its picture.
fn puzzle() -> String {
    let picture = png();
    let hash = Sha1::digest(&picture)
        .iter()
        .fold(String::new(), |hash, byte| format!("{hash}{byte:02x}"));
    format!(
        "<query xmlns='jabber:iq:register'><x xmlns='jabber:x:data' type='form'>\
         <field var='FORM_TYPE' type='hidden'><value>jabber:iq:register</value></field>\
         <field var='challenge' type='hidden'><value>73DE28A2</value></field>\
         <field var='username' type='text-single'/><field var='password' type='text-private'/>\
         <field var='x-mmn' type='text-single' label='Mother'/>\
         <field var='ocr' type='text-single'><media xmlns='urn:xmpp:media-element'>\
         <uri type='image/png'>cid:sha1+{hash}@bob.xmpp.org</uri></media></field></x>\
         <data xmlns='urn:xmpp:bob' cid='sha1+{hash}@bob.xmpp.org' type='image/png'>{}</data></query>",
        BASE64.encode(&picture)
    )
}

fn solved(form: &Form, name: &str) -> Submission {
    let mut answers = answers(form, name);
    answers.set("ocr".into(), Value::Text("abc".to_owned()));
    answers.set("x-mmn".into(), Value::Text("Capulet".to_owned()));
    form.check(&answers, false).unwrap()
}

async fn refused(client: &mut Client) -> Refusal {
    match client.event().await {
        Some(Event::Refused(refusal)) => refusal,
        other => panic!("no refusal: {other:?}"),
    }
}

async fn shows_picture(client: &mut Client) {
    let Some(Event::Picture(field, Ok(_))) = client.event().await else {
        panic!("no picture")
    };
    assert_eq!(field, FieldId::from("ocr"));
}

/// Requirements 64 and 79: a form inside an error is one for a new account, with its puzzle and the picture that came in
/// the same error; what is refused next is judged by it.
#[tokio::test]
async fn a_form_inside_a_refusal_is_whole() {
    let fake = Fake::start(vec![
        script(|line: Line| async move {
            let mut line = line.show_form().await;
            let (id, _) = line.question().await;
            line.send(&format!(
                "<iq type='error' id='{id}'>{}{NOT_ALLOWED}</iq>",
                puzzle()
            ))
            .await;
            let (id, sent) = line.question().await;
            for value in ["73DE28A2", "abc", "Capulet"] {
                assert!(sent.contains(&format!("<value>{value}<")), "{sent}");
            }
            line.send(&format!(
                "<iq type='error' id='{id}'><error type='modify'><not-acceptable \
                 xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/><text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>\
                 Mother: is somebody else</text></error></iq>"
            ))
            .await;
            line.result(LEGACY).await;
            let sent = line.result("").await;
            assert!(sent.contains("<username>juliet<"), "{sent}");
            line.read_all().await;
        }),
        signs_in(PASSWORD),
    ])
    .await;
    let mut client = Client::open(&fake.target);
    let form = client.form().await;
    client.send(Command::Submit(filled(&form, "Juliet")));
    let refusal = refused(&mut client).await;
    assert_eq!(refusal.reason, Reason::AnswersNotAccepted);
    let form = refusal.form.unwrap();
    assert_eq!(form.purpose, Purpose::NewAccount);
    assert!(form.has_captcha());
    shows_picture(&mut client).await;
    client.send(Command::Submit(solved(&form, "Juliet")));
    let refusal = refused(&mut client).await;
    assert_eq!(refusal.fields, ["x-mmn".into()]);
    assert_eq!(refusal.form, None);
    // None came this time: it is asked for.
    let form = client.form().await;
    client.send(Command::Submit(filled(&form, "Juliet")));
    let outcome = client.end().await.unwrap();
    assert_eq!(outcome.address.unwrap().to_string(), "juliet@fake.test");
    fake.played().await;
}

/// Requirement 79: a puzzle is good for one submission, whatever became of that; the next form brings another one.
#[tokio::test]
async fn a_used_up_puzzle_is_replaced() {
    for (condition, reason) in [
        ("not-allowed", Reason::CaptchaWrong),
        ("conflict", Reason::NameTaken),
    ] {
        let fake = Fake::start(vec![script(move |line: Line| async move {
            let mut line = line.open().await;
            line.result(&puzzle()).await;
            line.error("cancel", condition).await;
            let asked = line.result(&puzzle()).await;
            assert!(asked.contains("type='get'"), "{asked}");
            line.read_all().await;
        })])
        .await;
        let mut client = Client::open(&fake.target);
        let form = client.form().await;
        shows_picture(&mut client).await;
        client.send(Command::Submit(solved(&form, "juliet")));
        let refusal = refused(&mut client).await;
        assert_eq!(refusal.reason, reason);
        let next = client.form().await;
        shows_picture(&mut client).await;
        let mut typed = answers(&form, "juliet");
        typed.set("ocr".into(), Value::Text("abc".to_owned()));
        let kept = next.carry_over(&typed);
        assert_eq!(kept.get(&"username".into()), typed.get(&"username".into()));
        assert_eq!(kept.get(&"ocr".into()), None);
        drop(client);
        fake.played().await;
    }
}

/// Requirement 81 (XEP-0077 section 3.1): a yes may repeat all that was sent. It is a yes, and nothing else of it counts.
#[tokio::test]
async fn a_yes_that_repeats_the_answers_is_a_yes() {
    for content in [
        "<query xmlns='jabber:iq:register'><username>somebody</username><password>else</password></query>",
        "<query xmlns='jabber:iq:register'><registered/><username/><password/></query>",
        "<query xmlns='jabber:iq:register'><x xmlns='jabber:x:data' type='form'>\
         <field var='username' type='text-single'/></x></query>",
        "<error type='cancel'><conflict xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>",
    ] {
        let fake = Fake::start(vec![
            script(move |line: Line| async move {
                let mut line = line.show_form().await;
                line.result(content).await;
                line.read_all().await;
            }),
            signs_in(PASSWORD),
        ])
        .await;
        let mut client = Client::open(&fake.target);
        let form = client.form().await;
        client.send(Command::Submit(filled(&form, "juliet")));
        let outcome = client.end().await.unwrap();
        assert!(matches!(outcome.proof, Proof::SignedIn), "{outcome:?}");
        assert_eq!(outcome.address.unwrap().to_string(), "juliet@fake.test");
        fake.played().await;
    }
}

/// Requirement 85: who is told to wait is told so, and nothing is sent again but the question for the form.
#[tokio::test]
async fn nobody_knocks_again_by_himself() {
    for condition in ["resource-constraint", "policy-violation", "not-acceptable"] {
        let fake = Fake::start(vec![script(move |line: Line| async move {
            let mut line = line.show_form().await;
            line.error("wait", condition).await;
            let asked = line.error("wait", condition).await;
            assert!(asked.contains("type='get'"), "{asked}");
            assert_eq!(line.read_all().await.matches("<iq").count(), 0);
        })])
        .await;
        let mut client = Client::open(&fake.target);
        let form = client.form().await;
        client.send(Command::Submit(filled(&form, "juliet")));
        assert_eq!(refused(&mut client).await.reason, Reason::TooMany);
        let Some(Event::Offered(_)) = client.event().await else {
            panic!("no offer")
        };
        client.send(Command::Close);
        client.end().await.unwrap_err();
        fake.played().await;
    }
}
