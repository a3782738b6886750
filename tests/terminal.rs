//! The verbs as somebody at a terminal meets them: prompts, hidden passwords, puzzles, forms that come with a refusal.

#![cfg(all(unix, feature = "gui"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
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
#[path = "support/eyes.rs"]
mod eyes;
#[path = "engine/fake.rs"]
mod fake;
#[path = "support/practice.rs"]
mod practice;
#[path = "support/program.rs"]
mod program;
#[path = "support/python.rs"]
mod python;
#[path = "support/terminal.rs"]
mod terminal;
#[path = "support/watched.rs"]
mod watched;

use std::path::Path;

use fake::{DOMAIN, Fake, Line, Script, script, signs_in};
use practice::Practice;
use terminal::Terminal;

const PASSWORD: &str = "violet-Tram-Ticket-9";
const OTHER: &str = "amber-Lighthouse-4";

/// Runs a verb in a terminal, against the practice server.
fn start(arguments: &[&str]) -> Terminal {
    let practice = Practice::get();
    Terminal::start(practice.port, &practice.ca_pem, arguments)
}

/// Chooses a password, and types it a second time.
fn choose_password(terminal: &mut Terminal, password: &str) {
    terminal.wait_for("New password:");
    terminal.type_hidden(password);
    terminal.wait_for("Once more:");
    terminal.type_hidden(password);
}

/// Waits for a sum, and returns it.
fn sum(terminal: &mut Terminal) -> u32 {
    terminal.wait_for("qa (Solve: ");
    let both = terminal.wait_for("):");
    both.split(" + ")
        .map(|one| one.parse::<u32>().unwrap())
        .sum()
}

#[track_caller]
fn no_secrets_in(seen: &str) {
    for secret in [PASSWORD, OTHER] {
        assert!(!seen.contains(secret), "{seen}");
    }
}

#[test]
fn signs_up_by_prompts_past_a_mistyped_password_and_a_wrong_answer() {
    let mut terminal = start(&["register", "question.practice.test"]);
    let form = terminal.wait_for("username (Name):");
    // The form is shown first; the prompt for the name is the second one of these.
    terminal.wait_for("username (Name):");
    assert!(!form.contains("[yes/no]"), "{form}");
    terminal.type_line("a b");
    terminal.wait_for("A name cannot have spaces.");
    terminal.wait_for("username (Name):");
    terminal.type_line("Juliet");
    terminal.wait_for("New password:");
    terminal.type_hidden(PASSWORD);
    terminal.wait_for("Once more:");
    terminal.type_hidden(OTHER);
    terminal.wait_for("These were not the same.");
    choose_password(&mut terminal, PASSWORD);
    let right = sum(&mut terminal);
    terminal.type_line(&(right + 1).to_string());
    terminal.wait_for("That was not the answer to the puzzle");
    let right = sum(&mut terminal);
    terminal.type_line(&right.to_string());
    terminal.wait_for("Your new address is juliet@question.practice.test");
    no_secrets_in(&terminal.ends_with(0));
}

/// A server that takes nobody without an invitation says so to the answers: it is asked for then, and nothing else twice.
#[test]
fn an_invitation_is_asked_for_where_one_is_wanted() {
    let host = "invitation.practice.test";
    let mut terminal = start(&["register", host, "--set=username=nurse"]);
    choose_password(&mut terminal, PASSWORD);
    terminal.wait_for("Only people with an invitation can sign up");
    for (typed, said) in [
        (
            "xmpp:key.practice.test?register;preauth=x",
            "for key.practice.test, not for invitation",
        ),
        (
            "xmpp:invitation.practice.test?register",
            "There is no invitation in this link",
        ),
        (
            "xmpp:invitation.practice.test?message",
            "not for signing up",
        ),
    ] {
        terminal.wait_for("The link of your invitation, or its token");
        terminal.type_line(typed);
        terminal.wait_for(said);
    }
    terminal.wait_for("The link of your invitation, or its token");
    terminal.type_line("come-in");
    terminal.wait_for("Your new address is nurse@invitation.practice.test");
    let seen = terminal.ends_with(0);
    assert_eq!(seen.matches("New password:").count(), 1, "{seen}");
    no_secrets_in(&seen);

    let mut terminal = start(&["register", host, "--set=username=sampson"]);
    choose_password(&mut terminal, PASSWORD);
    terminal.wait_for("The link of your invitation, or its token");
    terminal.type_line("");
    terminal.ends_with(3);
}

/// Who cannot read one puzzle is given the next by an empty line.
#[test]
fn another_puzzle_by_an_empty_line() {
    let mut terminal = start(&["register", "puzzles.practice.test", "--set=username=nurse"]);
    choose_password(&mut terminal, PASSWORD);
    terminal.wait_for("Look at this picture: ");
    let path = terminal.wait_for("\r\n");
    assert!(std::path::Path::new(&path).exists(), "{path}");
    terminal.wait_for("An empty line shows another puzzle.");
    terminal.wait_for("ocr (Which characters do you see?):");
    terminal.type_line("");
    sum(&mut terminal);
    assert!(!std::path::Path::new(&path).exists(), "{path}");
    terminal.type_line("");
    terminal.wait_for("picture_recog (How many discs are in the picture?):");
    terminal.type_line("");
    terminal.wait_for("Listen to this: ");
    terminal.wait_for("/captcha.wav\r\n");
    terminal.wait_for("audio_recog (How many tones do you hear?):");
    terminal.type_line("");
    // The film cannot be fetched; perhaps a browser can. After it the first comes again.
    terminal.wait_for("https://puzzles.practice.test/film.mpeg");
    terminal.wait_for("video_q (Answer the question in the film):");
    terminal.type_line("");
    terminal.wait_for("Look at this picture: ");
    let path = terminal.wait_for("\r\n");
    let answer = eyes::digits(&std::fs::read(path).unwrap());
    terminal.wait_for("ocr (Which characters do you see?):");
    terminal.type_line(&answer);
    let seen = terminal.ends_with(0);
    assert!(!seen.contains("This cannot be left empty."), "{seen}");
    no_secrets_in(&seen);
}

/// Requirements 91 and 97: what the server asks besides is asked at the terminal, and what is known is not.
#[test]
fn an_account_from_its_making_to_its_end_with_a_form_at_each_step() {
    let mut terminal = start(&["register", "again.practice.test", "--set=username=rosaline"]);
    choose_password(&mut terminal, PASSWORD);
    terminal.wait_for("The server said: One question is left.");
    terminal.wait_for("x-town (In which town do you live?): text, required");
    terminal.wait_for("x-town (In which town do you live?):");
    terminal.type_line("Verona");
    terminal.wait_for("Look at this picture: ");
    let path = terminal.wait_for("\r\n");
    let answer = eyes::digits(&std::fs::read(path).unwrap());
    terminal.wait_for("ocr (Which characters do you see?):");
    terminal.type_line(&answer);
    let seen = terminal.ends_with(0);
    assert!(seen.contains("A sign-in has proved it."), "{seen}");
    no_secrets_in(&seen);

    let address = "rosaline@again.practice.test";
    let mut terminal = start(&["password", address]);
    terminal.wait_for("Password of rosaline@again.practice.test:");
    terminal.type_hidden(PASSWORD);
    choose_password(&mut terminal, OTHER);
    terminal.wait_for("x-sure (I am sure) [yes/no]:");
    terminal.type_line("perhaps");
    terminal.wait_for("x-sure (I am sure) [yes/no]:");
    terminal.type_line("yes");
    let seen = terminal.ends_with(0);
    assert!(!seen.contains("Old password:"), "{seen}");
    no_secrets_in(&seen);

    let mut terminal = start(&["delete", address]);
    terminal.wait_for("Type the address to delete it:");
    terminal.type_line(address);
    terminal.wait_for("Password of rosaline@again.practice.test:");
    terminal.type_hidden(OTHER);
    terminal.wait_for("x-why (Why do you leave?): text, required");
    terminal.wait_for("x-why (Why do you leave?):");
    terminal.type_line("for Verona");
    let seen = terminal.ends_with(0);
    assert!(seen.contains("is deleted"), "{seen}");
    no_secrets_in(&seen);
}

#[test]
fn nothing_is_deleted_without_the_right_address() {
    let mut terminal = start(&["delete", "nobody@open.practice.test"]);
    terminal.wait_for("Type the address to delete it:");
    terminal.type_line("somebody@open.practice.test");
    terminal.wait_for("Nothing was deleted.");
    terminal.ends_with(2);
}

/// Talks to the program in a terminal while the fake server plays these scripts; it speaks German.
async fn talk(
    scripts: Vec<Script>,
    talk: impl FnOnce(u16, &Path) -> String + Send + 'static,
) -> String {
    let fake = Fake::start(scripts).await;
    let folder = tempfile::tempdir().unwrap();
    let ca_pem = folder.path().join("ca.pem");
    std::fs::write(&ca_pem, fake.authority.pem()).unwrap();
    let (_, port) = fake.target.connect.clone().unwrap();
    let talked = tokio::task::spawn_blocking(move || talk(port, &ca_pem));
    let seen = talked.await.unwrap();
    assert!(!seen.contains(fake::PASSWORD), "{seen}");
    fake.played().await;
    seen
}

fn choose_in_german(terminal: &mut Terminal) {
    terminal.wait_for("Neues Passwort:");
    terminal.type_hidden(fake::PASSWORD);
    terminal.wait_for("Noch einmal:");
    terminal.type_hidden(fake::PASSWORD);
}

/// A form with a list, a number and a switch, all of which have to be answered.
const FORM: &str = "<query xmlns='jabber:iq:register'><x xmlns='jabber:x:data' type='form'>\
    <field var='username' type='text-single'><required/></field>\
    <field var='password' type='text-private'><required/></field>\
    <field var='lang' type='list-single' label='Language'><required/>\
    <option label='Deutsch'><value>de</value></option><option label='English'><value>en</value></option></field>\
    <field var='age' type='text-single' label='Age'><required/>\
    <validate xmlns='http://jabber.org/protocol/xdata-validate' datatype='xs:integer'><range min='13'/></validate></field>\
    <field var='tos' type='boolean' label='I accept'><required/></field></x></query>";

/// Requirements 42 and 48, 59 and 60: an option is chosen by its label, and what is doubtful is asked again.
#[tokio::test(flavor = "multi_thread")]
async fn each_required_field_is_asked_for_until_it_fits() {
    let takes = script(|line: Line| async move {
        let mut line = line.open().await;
        line.result(FORM).await;
        let sent = line.result("").await;
        for answer in [
            "<field var='lang'><value>en</value></field>",
            "<field var='age'><value>14</value></field>",
            "<field var='tos'><value>1</value></field>",
        ] {
            assert!(sent.contains(answer), "{sent}");
        }
        line.read_all().await;
    });
    talk(vec![takes, signs_in(fake::PASSWORD)], |port, ca_pem| {
        let arguments = ["register", DOMAIN, "--set=username=juliet"];
        let mut terminal = Terminal::start_in("de", port, ca_pem, &arguments);
        // The form is shown before anything is asked.
        terminal.wait_for("tos (I accept): ja oder nein = nein, nötig");
        for (prompt, answer) in [
            ("lang (Language):", "Français"),
            ("lang (Language):", "english"),
            ("age (Age):", "old"),
            ("age (Age):", "7"),
            ("age (Age):", "14"),
            ("tos (I accept) [ja/nein]:", "ja"),
        ] {
            terminal.wait_for(prompt);
            terminal.type_line(answer);
        }
        choose_in_german(&mut terminal);
        terminal.ends_with(0)
    })
    .await;
}

/// Refuses the next submission with a form that asks for a code as well, and returns the submission.
async fn wants_code(line: &mut Line, text: &str) -> String {
    let (id, sent) = line.question().await;
    line.send(&format!(
        "<iq type='error' id='{id}' from='fake.test'><query xmlns='jabber:iq:register'>\
         <x xmlns='jabber:x:data' type='form'><field var='username' type='text-single'><required/></field>\
         <field var='password' type='text-private'><required/></field>\
         <field var='code' type='text-single' label='Code'><required/></field></x></query><error type='modify'>\
         <not-acceptable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>\
         <text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>{text}</text></error></iq>"
    ))
    .await;
    sent
}

/// An answer that the server names as wrong is asked for once more, and the others are kept.
#[tokio::test(flavor = "multi_thread")]
async fn an_answer_at_fault_is_asked_for_again() {
    let refuses_twice = script(|line: Line| async move {
        let mut line = line.show_form().await;
        wants_code(&mut line, "There is one more question.").await;
        let sent = wants_code(&mut line, "Code: This is not the one.").await;
        assert!(
            sent.contains("<field var='code'><value>first</value></field>"),
            "{sent}"
        );
        let sent = line.result("").await;
        assert!(
            sent.contains("<field var='code'><value>second</value></field>"),
            "{sent}"
        );
        assert!(
            sent.contains("<field var='username'><value>juliet</value></field>"),
            "{sent}"
        );
        line.read_all().await;
    });
    let seen = talk(
        vec![refuses_twice, signs_in(fake::PASSWORD)],
        |port, ca_pem| {
            let arguments = ["register", DOMAIN, "--set=username=juliet"];
            let mut terminal = Terminal::start_in("de", port, ca_pem, &arguments);
            choose_in_german(&mut terminal);
            terminal.wait_for("code (Code): Text, nötig");
            terminal.wait_for("code (Code):");
            terminal.type_line("first");
            terminal.wait_for("Der Server sagt: Code: This is not the one.");
            terminal.wait_for("code (Code):");
            terminal.type_line("second");
            terminal.ends_with(0)
        },
    )
    .await;
    assert_eq!(seen.matches("Neues Passwort:").count(), 1, "{seen}");
}

/// Requirement 69 (XEP-0158 section 6.1): work is told, and can be given up; nothing was sent then.
#[tokio::test(flavor = "multi_thread")]
async fn work_can_be_given_up() {
    let wants_work = script(|line: Line| async move {
        let mut line = line.open().await;
        // Hours of it, but not too much to begin with.
        let work =
            "<field var='SHA-256' type='text-single' label='77777777'><required/></field></x>";
        line.result(&FORM.replace("</x>", work)).await;
        let rest = line.read_all().await;
        assert!(!rest.contains("<iq"), "{rest}");
    });
    let seen = talk(vec![wants_work], |port, ca_pem| {
        let set = [
            "--set=username=juliet",
            "--set=lang=de",
            "--set=age=14",
            "--set=tos=1",
        ];
        let arguments = [&["register", DOMAIN][..], &set].concat();
        let mut terminal = Terminal::start_in("de", port, ca_pem, &arguments);
        choose_in_german(&mut terminal);
        terminal.wait_for("Ihr Computer berechnet");
        terminal.interrupt();
        terminal.ends_with(130)
    })
    .await;
    assert!(
        seen.contains("Abgebrochen. Nichts wurde gesendet."),
        "{seen}"
    );
}
