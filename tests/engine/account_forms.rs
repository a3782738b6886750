//! A server that wants a form filled in before it changes a password or deletes an account.

use vestibule::{
    domain::{Form, Reason, Refusal, Secret, Value},
    engine::{Error, Stage, account::AccountError},
};

use crate::{
    account::{NEW, asked_for_change, credentials, owner},
    fake::{Fake, Line, PASSWORD, Script, refuses_sign_in, signs_in},
};

const NOT_ALLOWED: &str =
    "<error type='modify'><not-allowed xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>";

/// A form of this type, with these fields beside the mother's maiden name.
fn form(kind: &str, fields: &str) -> String {
    format!(
        "<query xmlns='jabber:iq:register'><x xmlns='jabber:x:data' type='form'>\
         <field type='hidden' var='FORM_TYPE'><value>jabber:iq:register:{kind}</value></field>{fields}\
         <field type='text-single' label='Mother' var='x-mmn'><required/></field></x></query>"
    )
}

const CHANGE: &str = "<field type='text-single' var='username'><required/></field>\
    <field type='text-private' var='old_password'><required/></field>\
    <field type='text-private' var='password'><required/></field>";

const CANCEL: &str = "<field type='text-single' var='username'><value>juliet@fake.test</value><required/></field>\
    <field type='text-private' var='password'><required/></field>";

/// Asked for something in which this stands, which is refused with this content.
fn refuses(wanted: &'static str, content: String) -> Script {
    asked_for_change(move |mut line: Line| async move {
        let (id, sent) = line.question().await;
        assert!(
            sent.contains("type='set'") && sent.contains(wanted),
            "{sent}"
        );
        line.send(&format!("<iq type='error' id='{id}'>{content}</iq>"))
            .await;
        line.read_all().await;
    })
}

/// Asked with a form in which each of these is a field with its value, and nothing else; which is done.
fn takes(fields: &[(&'static str, &'static str)]) -> Script {
    let expected: String = fields
        .iter()
        .map(|(var, value)| {
            [
                "<field xmlns='jabber:x:data' var='",
                var,
                "'><value>",
                value,
                "</value></field>",
            ]
            .concat()
        })
        .collect();
    asked_for_change(move |mut line: Line| async move {
        let sent = line.result("").await;
        let plain = sent.replace("<field var", "<field xmlns='jabber:x:data' var");
        let query = plain.split_once("<query").expect("a query").1;
        assert!(query.contains("type='submit'"), "{sent}");
        assert!(query.contains(&expected), "{sent}\n{expected}");
        assert_eq!(
            query.matches("<field").count(),
            expected.matches("<field").count(),
            "{sent}"
        );
        line.read_all().await;
    })
}

fn refused(done: Result<(), AccountError>) -> Refusal {
    match done {
        Err(AccountError::Refused(refusal)) => *refusal,
        other => panic!("not refused: {other:?}"),
    }
}

/// The form in the refusal of a change.
async fn form_for(fake: &Fake) -> Form {
    let changed = owner(fake).change_password(&Secret::from(NEW)).await;
    let refusal = refused(changed);
    assert_eq!(refusal.reason, Reason::AnswersNotAccepted);
    *refusal.form.unwrap()
}

/// Answers the form with what the program knows and the maiden name, and sends it.
async fn change_with(fake: &Fake, form: &Form) -> Result<(), AccountError> {
    let new = Secret::from(NEW);
    let mut answers = form.presets_for(&credentials(), Some(&new));
    answers.set("x-mmn".into(), Value::Text("Capulet".to_owned()));
    let submission = form.check(&answers, false).unwrap();
    owner(fake)
        .change_password_with(form, submission, &new)
        .await
}

/// Requirement 91 (XEP-0077 section 3.3).
#[tokio::test]
async fn a_password_is_changed_with_a_form() {
    let fake = Fake::start(vec![
        refuses("<password>", form("changepassword", CHANGE) + NOT_ALLOWED),
        takes(&[
            ("FORM_TYPE", "jabber:iq:register:changepassword"),
            ("username", "juliet"),
            ("old_password", PASSWORD),
            ("password", NEW),
            ("x-mmn", "Capulet"),
        ]),
        signs_in(NEW),
    ])
    .await;
    let form = form_for(&fake).await;
    change_with(&fake, &form).await.unwrap();
    fake.played().await;
}

/// Requirement 94: what was typed into the form is the new password, and it is proved; a cut is no verdict here either.
#[tokio::test]
async fn the_password_in_the_form_is_proved() {
    const TYPED: &str = "one typed into the form";
    for cut in [true, false] {
        let fake = Fake::start(vec![
            refuses("<password>", form("changepassword", CHANGE) + NOT_ALLOWED),
            asked_for_change(move |mut line: Line| async move {
                let (id, sent) = line.question().await;
                assert!(sent.contains(TYPED) && !sent.contains(NEW), "{sent}");
                if !cut {
                    line.send(&format!("<iq type='result' id='{id}'/>")).await;
                    line.read_all().await;
                }
            }),
            signs_in(TYPED),
        ])
        .await;
        let form = form_for(&fake).await;
        let new = Secret::from(NEW);
        let mut answers = form.presets_for(&credentials(), Some(&new));
        answers.set("x-mmn".into(), Value::Text("Capulet".to_owned()));
        answers.set("password".into(), Value::Secret(Secret::from(TYPED)));
        let submission = form.check(&answers, false).unwrap();
        owner(&fake)
            .change_password_with(&form, submission, &new)
            .await
            .unwrap();
        fake.played().await;
    }
}

/// A form that does not ask for the new password again: it is the one that was sent at first.
#[tokio::test]
async fn a_form_without_a_password_is_about_the_first_one() {
    let fake = Fake::start(vec![
        refuses("<password>", form("changepassword", "") + NOT_ALLOWED),
        takes(&[
            ("FORM_TYPE", "jabber:iq:register:changepassword"),
            ("x-mmn", "Capulet"),
        ]),
        signs_in(NEW),
    ])
    .await;
    let form = form_for(&fake).await;
    change_with(&fake, &form).await.unwrap();
    fake.played().await;
}

/// Requirements 54 and 91: a second refusal is about the form that was sent, and may bring another one.
#[tokio::test]
async fn a_second_refusal_is_judged_by_the_form() {
    let named = "<error type='modify'><not-acceptable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>\
        <text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>Mother: is somebody else</text></error>";
    let fake = Fake::start(vec![
        refuses("<password>", form("changepassword", CHANGE) + NOT_ALLOWED),
        refuses("Capulet", named.to_owned()),
        refuses("Capulet", form("changepassword", "") + NOT_ALLOWED),
    ])
    .await;
    let form = form_for(&fake).await;
    let refusal = refused(change_with(&fake, &form).await);
    assert_eq!(refusal.fields, ["x-mmn".into()]);
    assert_eq!(refusal.form, None);
    let refusal = refused(change_with(&fake, &form).await);
    let next = refusal.form.unwrap();
    assert_eq!(next.fields.len(), 2, "{next:?}");
    fake.played().await;
}

/// Requirements 92 and 97 (XEP-0077 section 3.2).
#[tokio::test]
async fn an_account_is_deleted_with_a_form() {
    let fake = Fake::start(vec![
        refuses("<remove", form("cancel", CANCEL) + NOT_ALLOWED),
        takes(&[
            ("FORM_TYPE", "jabber:iq:register:cancel"),
            ("username", "juliet@fake.test"),
            ("password", PASSWORD),
            ("x-mmn", "Capulet"),
        ]),
        refuses_sign_in("not-authorized"),
        refuses("jabber:iq:register:cancel", NOT_ALLOWED.to_owned()),
    ])
    .await;
    let refusal = refused(owner(&fake).delete().await);
    let form = refusal.form.unwrap();
    let mut answers = form.presets_for(&credentials(), None);
    answers.set("x-mmn".into(), Value::Text("Capulet".to_owned()));
    let submission = form.check(&answers, false).unwrap();
    owner(&fake)
        .delete_with(&form, submission.clone())
        .await
        .unwrap();
    let refusal = owner(&fake).delete_with(&form, submission).await;
    assert_eq!(refused(refusal).reason, Reason::NotAllowed);
    fake.played().await;
}

/// Work that such a form asks for is done before anybody signs in, or nobody does.
#[tokio::test]
async fn work_in_such_a_form_is_done_first() {
    let with_work = |digits: &str| {
        let work = format!(
            "<field type='hidden' var='challenge'><value>1</value></field>\
             <field type='text-single' var='SHA-256' label='{digits}'/>"
        );
        form("changepassword", &(CHANGE.to_owned() + &work)) + NOT_ALLOWED
    };
    let fake = Fake::start(vec![
        refuses("<password>", with_work("5a")),
        asked_for_change(|mut line: Line| async move {
            let sent = line.result("").await;
            assert!(sent.contains("SHA-256"), "{sent}");
            line.read_all().await;
        }),
        signs_in(NEW),
        refuses("<password>", with_work("000000000")),
    ])
    .await;
    let form = form_for(&fake).await;
    change_with(&fake, &form).await.unwrap();
    let form = form_for(&fake).await;
    let changed = change_with(&fake, &form).await;
    assert!(
        matches!(
            changed,
            Err(AccountError::Connection(Error::Timeout(Stage::Work)))
        ),
        "{changed:?}"
    );
    fake.played().await;
}
