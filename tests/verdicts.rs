//! The verbs' exit codes for what no well-behaved server brings about: the built program against a scripted server.

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
#[path = "engine/fake.rs"]
mod fake;
#[path = "support/program.rs"]
mod program;

use fake::{DOMAIN, Fake, Line, PASSWORD, Script, cuts, refuses_sign_in, script, signs_in};
use program::{Program, Run};

/// Runs `vestibule register` against these scripts, one for each connection.
async fn register(scripts: Vec<Script>) -> Run {
    register_with(scripts, &[], &[PASSWORD]).await
}

/// The same with more arguments, and with these lines on standard input.
async fn register_with(scripts: Vec<Script>, more: &[&'static str], lines: &[&'static str]) -> Run {
    let mut arguments = vec!["register", DOMAIN, "--set", "username=juliet"];
    arguments.extend(more);
    run(scripts, arguments, lines).await
}

/// Runs a verb against these scripts.
async fn run(
    scripts: Vec<Script>,
    mut arguments: Vec<&'static str>,
    lines: &[&'static str],
) -> Run {
    let fake = Fake::start(scripts).await;
    let folder = tempfile::tempdir().unwrap();
    let ca_pem = folder.path().join("ca.pem");
    std::fs::write(&ca_pem, fake.authority.pem()).unwrap();
    let (_, port) = fake.target.connect.clone().unwrap();
    arguments.extend(["--lang", "de"]);
    let lines = lines.to_vec();
    let run = tokio::task::spawn_blocking(move || {
        Program::at(port, "starttls", &ca_pem).run(&arguments, &lines)
    })
    .await
    .unwrap();
    fake.played().await;
    run
}

/// The form, then yes to the submission.
fn accepts() -> Script {
    script(|line: Line| async move {
        let mut line = line.show_form().await;
        line.result("").await;
        line.read_all().await;
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_waits_for_approval_is_seven() {
    let run = register(vec![accepts(), refuses_sign_in("not-authorized")]).await;
    let run = run.ends_with(7);
    assert_eq!(run.json["proof"], "waiting", "{}", run.said);
    let round_trips = serde_json::json!({ "form": 4, "registered": 5 });
    assert_eq!(run.json["round_trips"], round_trips, "{}", run.said);
    assert_eq!(run.json["address"], "juliet@fake.test", "{}", run.said);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cut_after_which_a_sign_in_says_nothing_is_five() {
    let run = register(vec![cuts(), refuses_sign_in("temporary-auth-failure")]).await;
    let run = run.ends_with(5);
    assert_eq!(run.json["outcome"], "unknown", "{}", run.said);
    assert_eq!(run.json["address"], "juliet@fake.test", "{}", run.said);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cut_after_which_a_sign_in_works_is_done() {
    let run = register(vec![cuts(), signs_in(PASSWORD)])
        .await
        .ends_with(0);
    assert_eq!(run.json["proof"], "signed_in", "{}", run.said);
}

/// A form with these fields.
fn form(fields: &str) -> String {
    format!("<x xmlns='jabber:x:data' type='form'>{fields}</x>")
}

/// A required line of text of that name.
fn wants(name: &str) -> String {
    format!("<field var='{name}' type='text-single' label='About {name}'><required/></field>")
}

const NAME_AND_PASSWORD: &str = "<field var='username' type='text-single'><required/></field>\
     <field var='password' type='text-private'><required/></field>";

/// Refuses the next submission with a form inside, and returns that submission.
async fn refuses_with(line: &mut Line, form: &str) -> String {
    let (id, text) = line.question().await;
    line.send(&format!(
        "<iq type='error' id='{id}' from='fake.test'><query xmlns='jabber:iq:register'>{form}</query>\
         <error type='modify'><not-acceptable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>"
    ))
    .await;
    text
}

/// Refuses as often as there are forms; if `yes`, takes the submission after the last one.
fn refuses_and_asks(forms: Vec<String>, yes: bool, last: &'static str) -> Script {
    script(move |line: Line| async move {
        let mut line = line.show_form().await;
        for form in &forms {
            let _ = refuses_with(&mut line, form).await;
        }
        if yes {
            let text = line.result("").await;
            assert!(text.contains(last), "{text}");
        }
        let rest = line.read_all().await;
        assert!(
            !rest.contains("type='set'") && !rest.contains("type=\"set\""),
            "{rest}"
        );
    })
}

/// What `--set` and the passwords answer is sent again, in the form that came inside the refusal.
#[tokio::test(flavor = "multi_thread")]
async fn a_form_inside_a_refusal_is_answered_by_what_is_known() {
    let more = form(&format!("{NAME_AND_PASSWORD}{}", wants("code")));
    let last = "<field var='code'><value>violet</value></field>";
    let scripts = vec![refuses_and_asks(vec![more], true, last), signs_in(PASSWORD)];
    let run = register_with(scripts, &["--set=code=violet"], &[PASSWORD]).await;
    let run = run.ends_with(0);
    assert_eq!(run.json["proof"], "signed_in", "{}", run.said);
    assert!(run.json["ignored"].is_null(), "{}", run.said);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_inside_a_refusal_that_asks_for_more_is_told() {
    let more = form(&format!("{NAME_AND_PASSWORD}{}", wants("code")));
    let run = register(vec![refuses_and_asks(vec![more], false, "")]).await;
    let run = run.ends_with(3);
    assert_eq!(run.json["outcome"], "refused", "{}", run.said);
    assert_eq!(run.json["refusal"]["condition"], "not-acceptable");
    assert_eq!(run.json["refusal"]["form"]["fields"][2]["id"], "code");
    assert_eq!(run.json["problems"][0]["field"], "code");
    assert_eq!(run.json["problems"][0]["fault"], "empty");
}

/// A further secret is read like the first, and is a refusal with a form where there is none.
#[tokio::test(flavor = "multi_thread")]
async fn a_form_inside_a_refusal_may_want_another_secret() {
    let pin = "<field var='pin' type='text-private'><required/></field>";
    let script = || {
        let form = form(&format!("{NAME_AND_PASSWORD}{pin}"));
        refuses_and_asks(vec![form], true, "<value>the-pin-4711</value>")
    };
    let scripts = vec![script(), signs_in(PASSWORD)];
    let run = register_with(scripts, &[], &[PASSWORD, "the-pin-4711"]).await;
    let _ = run.ends_with(0);
    let form = form(&format!("{NAME_AND_PASSWORD}{pin}"));
    let run = register(vec![refuses_and_asks(vec![form], false, "")]).await;
    assert_eq!(
        run.ends_with(3).json["refusal"]["form"]["fields"][2]["id"],
        "pin"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_answers_are_not_given_to_the_same_form_twice() {
    let same = form(NAME_AND_PASSWORD);
    let run = register(vec![refuses_and_asks(vec![same.clone(), same], false, "")]).await;
    let _ = run.ends_with(3);
}

#[tokio::test(flavor = "multi_thread")]
async fn forms_inside_refusals_are_answered_three_times_at_most() {
    let forms =
        ["a", "b", "c", "d"].map(|name| form(&format!("{NAME_AND_PASSWORD}{}", wants(name))));
    let set = ["--set=a=1", "--set=b=1", "--set=c=1", "--set=d=1"];
    let scripts = vec![refuses_and_asks(forms.into(), false, "")];
    let run = register_with(scripts, &set, &[PASSWORD]).await.ends_with(3);
    assert_eq!(run.json["refusal"]["form"]["fields"][2]["id"], "d");
}

/// A server that wants work of so many hexadecimal digits.
fn wants_work(digits: usize) -> Script {
    script(move |line: Line| async move {
        let mut line = line.open().await;
        let end = "7".repeat(digits);
        let work =
            format!("<field var='SHA-256' type='text-single' label='{end}'><required/></field>");
        let form = form(&format!("{NAME_AND_PASSWORD}{work}"));
        line.result(&format!("<query xmlns='jabber:iq:register'>{form}</query>"))
            .await;
        let rest = line.read_all().await;
        assert!(!rest.contains("<iq"), "{rest}");
    })
}

/// Requirement 69 (XEP-0158 section 6.1): work without an end is not begun, and nothing is sent.
#[tokio::test(flavor = "multi_thread")]
async fn work_that_takes_too_long_is_refused() {
    let run = register(vec![wants_work(20)]).await.ends_with(3);
    assert_eq!(run.json["outcome"], "refused", "{}", run.said);
    assert_eq!(run.json["error"]["kind"], "work", "{}", run.said);
    assert!(
        run.said.contains("Es wurde nichts gesendet."),
        "{}",
        run.said
    );
}

/// Requirement 49 (XEP-0004 section 3.2): a preset is kept unless it is changed; an empty `--set` takes it away.
#[tokio::test(flavor = "multi_thread")]
async fn what_the_server_filled_in_can_be_cleared() {
    const PRESETS: &str = "<field var='a' type='text-single'><value>kept</value></field>\
         <field var='b' type='text-single'><value>cleared</value></field>\
         <field var='c' type='list-multi'><value>one</value><option><value>one</value></option></field>\
         <field var='d' type='boolean'><value>1</value></field>";
    let takes = script(|line: Line| async move {
        let mut line = line.open().await;
        let form = form(&format!("{NAME_AND_PASSWORD}{PRESETS}"));
        line.result(&format!("<query xmlns='jabber:iq:register'>{form}</query>"))
            .await;
        let sent = line.result("").await;
        assert!(
            sent.contains("<field var='a'><value>kept</value></field>"),
            "{sent}"
        );
        assert!(
            !sent.contains("var='b'") && !sent.contains("var='c'"),
            "{sent}"
        );
        assert!(
            sent.contains("<field var='d'><value>0</value></field>"),
            "{sent}"
        );
        line.read_all().await;
    });
    let set = ["--set=b=", "--set=c=", "--set=d="];
    let run = register_with(vec![takes, signs_in(PASSWORD)], &set, &[PASSWORD]).await;
    let _ = run.ends_with(0);
}

/// A puzzle with a picture that a program must not load, and more fields.
fn asks_with_picture(required: &str, more: &str) -> String {
    let captcha = "<field var='FORM_TYPE' type='hidden'><value>urn:xmpp:captcha</value></field>";
    let picture = format!(
        "<field var='ocr' type='text-single'>{required}<media xmlns='urn:xmpp:media-element'>\
         <uri type='image/png'>https://127.0.0.1/puzzle.png</uri></media></field>"
    );
    let form = form(&format!("{captcha}{NAME_AND_PASSWORD}{picture}{more}"));
    format!("<query xmlns='jabber:iq:register'>{form}</query>")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_puzzle_without_its_picture_is_told() {
    let asks = script(|line: Line| async move {
        let mut line = line.open().await;
        line.result(&asks_with_picture("<required/>", "")).await;
        let rest = line.read_all().await;
        assert!(!rest.contains("<iq"), "{rest}");
    });
    let set = ["--captcha-command=echo never"];
    let run = register_with(vec![asks], &set, &[PASSWORD])
        .await
        .ends_with(4);
    assert!(
        run.said.contains("Das Rätsel kann nicht gezeigt werden."),
        "{}",
        run.said
    );
    assert!(run.said.contains("Das Bild liegt"), "{}", run.said);
}

/// Requirement 66 (XEP-0158 section 6.3): where one puzzle cannot be shown, the next one is answered.
#[tokio::test(flavor = "multi_thread")]
async fn where_a_picture_does_not_come_the_next_puzzle_is_asked() {
    let asks = script(|line: Line| async move {
        let mut line = line.open().await;
        let question = "<field var='qa' type='text-single' label='Who are you?'/>";
        line.result(&asks_with_picture("", question)).await;
        let sent = line.result("").await;
        assert!(
            sent.contains("<field var='qa'><value>Who are you?</value></field>"),
            "{sent}"
        );
        assert!(!sent.contains("var='ocr'"), "{sent}");
        line.read_all().await;
    });
    let set = ["--captcha-command=echo \"$CAPTCHA_QUESTION\""];
    let run = register_with(vec![asks, signs_in(PASSWORD)], &set, &[PASSWORD]).await;
    let _ = run.ends_with(0);
}
