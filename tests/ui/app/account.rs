//! Account settings in the whole window: the page, the keyring, the journal, and the server behind them, which is played by
//! the test.

use vestibule::app::{Answer, Ask};
use vestibule::domain::{About, KeyringFault};
use vestibule::platform::journal::Journal;
use vestibule::platform::keyring::Keyring;

use super::vault::Memory;
use super::*;
use crate::account::looks::{record, refusal, service_form, services};

const JULIET: &str = "juliet@magicbroccoli.de";
const NEW: &str = "violet-Tram-Ticket-9";

/// What lasts from one start of the window to the next.
struct Home {
    folder: tempfile::TempDir,
    memory: Memory,
}

impl Home {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            memory: Memory::default(),
        }
    }

    /// A home whose keyring has an account.
    fn with_account() -> Self {
        let home = Self::new();
        home.memory.put_own(JULIET, PASSWORD);
        home
    }

    fn start(&self, options: Options) -> Desk {
        let journal = Journal::at(self.folder.path().join("journal"));
        let keyring = Keyring::at_once(self.memory.clone());
        Desk::with(options, Keeper::new(journal, Some(keyring)))
    }

    /// Started by `vestibule account ADDRESS`.
    fn start_with_account(&self) -> Desk {
        self.start(for_account(JULIET))
    }

    fn password(&self) -> Option<Secret> {
        self.memory.password(JULIET)
    }

    fn notes(&self) -> usize {
        let files = std::fs::read_dir(self.folder.path().join("journal"));
        files.map_or(0, |files| {
            let names = files.map(|file| file.unwrap().file_name());
            let is_note = |name: &std::ffi::OsString| name.to_str().unwrap().contains(".json");
            names.filter(is_note).count()
        })
    }

    /// A window that is signed in.
    fn signed_in(&self) -> Desk {
        let mut desk = self.start_with_account();
        let _ = desk.answers(|_, own| Answer::SignedIn(Ok(own)));
        desk.settles_in();
        desk
    }

    /// A window that has just sent a new password.
    fn changing(&self) -> Desk {
        let mut desk = self.signed_in();
        desk.bench.click("Change password");
        desk.bench.type_text(NEW);
        desk.bench.press(Named::Enter);
        desk
    }
}

fn for_account(typed: &str) -> Options {
    Options {
        account: Some(typed.to_owned()),
        ..Options::default()
    }
}

fn unknown() -> AccountError {
    AccountError::Unknown(Error::Lost("cut".to_owned()))
}

fn wrong() -> AccountError {
    no("not-authorized")
}

impl Desk {
    /// Answers what is asked of the account next; returns what that was.
    #[track_caller]
    fn answers(&mut self, answer: impl FnOnce(&Ask, Credentials) -> Answer) -> Ask {
        match self.asked.try_recv() {
            Ok(Asked::Owner(ask, own, tell)) => {
                let _ = tell.send(answer(&ask, own));
                self.bench.settle();
                self.bench.events(&[]);
                *ask
            }
            _ => panic!("nothing was asked for the account"),
        }
    }

    /// Answers what is asked behind every sign-in.
    #[track_caller]
    fn settles_in(&mut self) {
        let ask = self.answers(|_, _| {
            let (form, _) = record(&[("email", vestibule::domain::Role::Email, "j@example.org")]);
            Answer::Record(Ok(Some(form)))
        });
        assert!(matches!(ask, Ask::Record));
        let ask = self.answers(|_, _| Answer::About(Ok(About::default())));
        assert!(matches!(ask, Ask::About));
    }

    /// Signs in with what is typed.
    #[track_caller]
    fn signs_in(&mut self) -> Credentials {
        let mut with = None;
        let ask = self.answers(|_, own| {
            with = Some(own.clone());
            Answer::SignedIn(Ok(own))
        });
        assert!(matches!(ask, Ask::SignIn));
        self.settles_in();
        with.unwrap()
    }

    fn changed(&mut self, result: Result<(), AccountError>) {
        let ask = self.answers(|_, _| Answer::Done(result));
        assert!(matches!(ask, Ask::ChangePassword(_)), "{ask:?}");
    }
}

#[test]
fn from_the_link_on_the_first_page_to_the_record() {
    let mut desk = Desk::new(Options::default());
    desk.bench.type_text(JULIET);
    desk.bench.click("I already have an account");
    assert_eq!(desk.title(), "Sign in to your account - Vestibule");
    let typed = desk.bench.item("Your address").value;
    assert_eq!(typed.as_deref(), Some(JULIET));
    assert_eq!(desk.bench.focused().as_deref(), Some("Password"));
    // Without a keyring nothing is offered to be remembered.
    assert!(!desk.bench.shows("Remember the password"));
    desk.bench.type_text(PASSWORD);
    desk.bench.press(Named::Enter);
    assert!(desk.bench.shows("Signing in …"));
    let own = desk.signs_in();
    assert_eq!(own.password, Secret::from(PASSWORD));
    assert_eq!(desk.title(), format!("{JULIET} - Vestibule"));
    assert!(desk.bench.shows("not remembered on this computer"));
    assert!(desk.bench.shows("E-mail: j@example.org"));
    desk.bench.press(Named::Escape);
    assert!(matches!(desk.bench.state.page(), Page::Server(_)));
    assert!(desk.nothing_asked());
}

#[test]
fn an_account_that_was_made_just_now_is_looked_after_without_typing() {
    let mut desk = Desk::sending();
    desk.made(Proof::SignedIn);
    desk.bench.click("Account settings");
    let own = desk.signs_in();
    assert_eq!(own.address.to_string(), JULIET);
    assert_eq!(own.password, Secret::from(PASSWORD));
    assert_eq!(desk.title(), format!("{JULIET} - Vestibule"));
}

#[test]
fn the_keyring_signs_in_at_the_start_without_typing() {
    let home = Home::with_account();
    let mut desk = home.start_with_account();
    assert!(desk.bench.shows("Signing in …"));
    let own = desk.signs_in();
    assert_eq!(own.password, Secret::from(PASSWORD));
    assert!(desk.bench.shows("remembered in your keyring"));

    // An account that it does not have is asked for.
    let mut desk = home.start(for_account("romeo@magicbroccoli.de"));
    assert!(desk.bench.shows("Your keyring does not have the password"));
    assert!(desk.nothing_asked());
    // With nobody named it lists whom it knows.
    let mut desk = home.start(for_account(""));
    assert!(desk.nothing_asked());
    desk.bench.click(JULIET);
    assert_eq!(desk.signs_in().password, Secret::from(PASSWORD));
    home.memory.fails(Some(KeyringFault::Locked));
    let mut desk = home.start_with_account();
    assert!(desk.bench.shows("Your keyring is locked."));
}

#[test]
fn a_keyring_that_did_not_take_the_old_password_is_offered_the_new_one() {
    for opens_again in [false, true] {
        let home = Home::new();
        home.memory.fails(Some(KeyringFault::Locked));
        let mut desk = home.start(for_account(JULIET));
        desk.bench.type_text(PASSWORD);
        desk.bench.press(Named::Enter);
        let _ = desk.signs_in();
        assert!(desk.bench.shows("Not saved"));
        desk.bench.click("Change password");
        desk.bench.type_text(NEW);
        desk.bench.press(Named::Enter);
        home.memory
            .fails((!opens_again).then_some(KeyringFault::Locked));
        let _ = desk.answers(|_, _| Answer::Done(Ok(())));
        assert!(desk.bench.shows("Changed: we signed in with the new one"));
        assert_eq!(desk.bench.shows("Not saved"), !opens_again);
        let saved = opens_again.then(|| Secret::from(NEW));
        assert_eq!(home.password(), saved);
    }
}

/// Somebody mistypes the password of this address.
fn mistyped(address: &str) -> Desk {
    let mut desk = Home::new().start(for_account(address));
    desk.bench.type_text("mistyped");
    desk.bench.press(Named::Enter);
    let _ = desk.answers(|_, _| Answer::SignedIn(Err(wrong())));
    desk
}

#[test]
fn a_refused_password_leads_to_the_page_that_sets_it_anew() {
    let mut desk = mistyped(JULIET);
    assert!(desk.bench.shows("magicbroccoli.de can reset it:"));
    assert_eq!(desk.bench.focused().as_deref(), Some("Password"));
    desk.bench.click("how");
    let asked = desk.asked.try_recv();
    assert!(
        matches!(&asked, Ok(Asked::Browse(page)) if page == "https://magicbroccoli.de/register")
    );
    // Another account is meant: of that nothing is known yet.
    desk.bench.go_to("Your address");
    desk.bench.type_text("x");
    assert!(!desk.bench.shows("can reset it"));

    let mut desk = mistyped("juliet@yax.im");
    assert!(
        desk.bench
            .shows("Nobody at yax.im can reset a lost password.")
    );
    let mut desk = mistyped("juliet@elsewhere.example");
    assert!(desk.bench.shows("does not let you in"));
    assert!(!desk.bench.shows("reset"), "nothing is told of this server");
}

#[test]
fn what_is_typed_is_remembered_once_it_has_opened_the_account() {
    let home = Home::new();
    let mut desk = home.start_with_account();
    desk.bench.type_text("mistyped");
    desk.bench.press(Named::Enter);
    let _ = desk.answers(|_, _| Answer::SignedIn(Err(wrong())));
    assert!(
        desk.bench
            .shows("does not let you in with this address and password")
    );
    assert_eq!(home.password(), None);
    for _ in 0..8 {
        desk.bench.press(Named::Backspace);
    }
    desk.bench.type_text(PASSWORD);
    desk.bench.press(Named::Enter);
    let _ = desk.signs_in();
    assert_eq!(home.password(), Some(Secret::from(PASSWORD)));
    assert!(desk.bench.shows("remembered in your keyring"));

    let home = Home::new();
    let mut desk = home.start_with_account();
    desk.bench.type_text(PASSWORD);
    desk.bench
        .click("Remember the password in this computer’s keyring");
    desk.bench.press(Named::Enter);
    let _ = desk.signs_in();
    assert_eq!(home.password(), None);
}

#[test]
fn a_sign_in_that_was_stopped_has_nothing_to_say() {
    let home = Home::with_account();
    let mut desk = home.start_with_account();
    desk.bench.press(Named::Escape);
    assert!(!desk.bench.shows("Signing in …"));
    // It says so too late.
    let _ = desk.answers(|_, own| Answer::SignedIn(Ok(own)));
    assert_eq!(desk.title(), "Sign in to your account - Vestibule");
    desk.bench.press(Named::Escape);
    assert!(matches!(desk.bench.state.page(), Page::Server(_)));
}

/// The own slot of the keyring is replaced only behind a proof.
#[test]
fn a_new_password_takes_the_place_of_the_old_one_once_it_is_proved() {
    let home = Home::with_account();
    let mut desk = home.changing();
    // Both are there while it is on its way.
    assert_eq!(home.password(), Some(Secret::from(PASSWORD)));
    assert_eq!(home.memory.names().len(), 2);
    assert_eq!(home.notes(), 1);
    desk.changed(Ok(()));
    assert!(desk.bench.shows("Changed: we signed in with the new one"));
    assert_eq!(home.password(), Some(Secret::from(NEW)));
    assert_eq!((home.memory.names().len(), home.notes()), (1, 0));
    let juliet = Address::parse(JULIET).unwrap();
    assert_eq!(TOLD.take(), [app::Event::PasswordChanged(juliet)]);
    // What is asked next is asked with the new one.
    desk.bench.click("Remove from this computer");
    desk.bench.click("Copy the password");
    assert_eq!(desk.bench.copied.as_deref(), Some(NEW));
}

#[test]
fn a_refused_password_leaves_nothing_behind() {
    let home = Home::with_account();
    for error in [
        AccountError::Refused(Box::new(refusal(
            Reason::PasswordNotAllowed,
            "not-acceptable",
            "Too weak",
        ))),
        AccountError::Connection(Error::Timeout(Stage::Connect)),
        wrong(),
    ] {
        let mut desk = home.changing();
        desk.changed(Err(error));
        assert_eq!(home.password(), Some(Secret::from(PASSWORD)));
        assert_eq!((home.memory.names().len(), home.notes()), (1, 0));
        let kept = desk.bench.item("New password").value.unwrap();
        assert_eq!(kept.chars().count(), NEW.chars().count());
    }
}

#[test]
fn while_it_is_not_known_which_password_holds_both_are_kept() {
    for (holds, sentence, slot) in [
        (NEW, "Changed: we signed in with the new one", NEW),
        (PASSWORD, "the password that you had still holds", PASSWORD),
    ] {
        let home = Home::with_account();
        let mut desk = home.changing();
        desk.changed(Err(unknown()));
        assert!(desk.bench.shows("Both are kept in your keyring."));
        assert_eq!(home.memory.names().len(), 2);
        desk.bench.press(Named::Enter);
        let _ = desk.answers(|_, _| {
            Answer::SignedIn(Err(AccountError::Connection(Error::Timeout(Stage::Prove))))
        });
        assert!(desk.bench.shows("It is still not known"));
        assert_eq!(home.memory.names().len(), 2);
        desk.bench.press(Named::Enter);
        let ask = desk.answers(|_, own| {
            Answer::SignedIn(Ok(Credentials {
                password: Secret::from(holds),
                ..own
            }))
        });
        assert!(matches!(ask, Ask::SignIn));
        assert!(desk.bench.shows(sentence));
        assert_eq!(home.password(), Some(Secret::from(slot)));
        assert_eq!((home.memory.names().len(), home.notes()), (1, 0));
    }
}

/// What a run of the program left open, the next one finds out.
#[test]
fn the_next_start_finds_out_which_password_holds() {
    for holds_new in [true, false] {
        let home = Home::with_account();
        let mut killed = home.changing();
        killed.changed(Err(unknown()));
        drop(killed);
        let mut desk = home.start(Options::default());
        assert!(
            desk.bench
                .shows("It is not known which password of juliet@magicbroccoli.de holds")
        );
        desk.bench.click("Check now");
        let mut tried = Vec::new();
        let mut first = None;
        let _ = desk.answers(|_, own| {
            first = Some(own.password.clone());
            if holds_new {
                Answer::SignedIn(Ok(own))
            } else {
                Answer::SignedIn(Err(wrong()))
            }
        });
        tried.extend(first);
        if !holds_new {
            let mut second = None;
            let _ = desk.answers(|_, own| {
                second = Some(own.password.clone());
                Answer::SignedIn(Ok(own))
            });
            tried.extend(second);
        }
        desk.settles_in();
        assert_eq!(tried[0], Secret::from(NEW));
        let (holding, sentence) = if holds_new {
            (NEW, "Changed: we signed in with the new one")
        } else {
            (PASSWORD, "the password that you had still holds")
        };
        assert_eq!(tried.last(), Some(&Secret::from(holding)));
        assert!(desk.bench.shows(sentence), "{:#?}", desk.bench.outline());
        assert_eq!(home.password(), Some(Secret::from(holding)));
        assert_eq!((home.memory.names().len(), home.notes()), (1, 0));
    }
}

/// A window that asks for the old password: one before it was killed while a new one was on its way, and the keyring has
/// lost the old one since.
fn asked_for_the_old_password(home: &Home) -> Desk {
    let mut killed = home.changing();
    killed.changed(Err(unknown()));
    drop(killed);
    home.memory.empty(JULIET);
    let mut desk = home.start(Options::default());
    desk.bench.click("Check now");
    let _ = desk.answers(|_, _| Answer::SignedIn(Err(wrong())));
    assert_eq!(desk.title(), "Sign in to your account - Vestibule");
    desk
}

/// What was found out with a password that had to be typed is not asked about again.
#[test]
fn an_old_password_that_is_typed_ends_the_question() {
    let home = Home::with_account();
    let mut desk = asked_for_the_old_password(&home);
    desk.bench.type_text("mistyped");
    desk.bench.press(Named::Enter);
    let _ = desk.answers(|_, _| Answer::SignedIn(Err(wrong())));
    assert_eq!(home.notes(), 1, "nothing is known yet");
    for _ in 0..8 {
        desk.bench.press(Named::Backspace);
    }
    desk.bench.type_text(PASSWORD);
    desk.bench.press(Named::Enter);
    let mut tried = None;
    let _ = desk.answers(|_, own| {
        tried = Some(own.password.clone());
        Answer::SignedIn(Ok(own))
    });
    desk.settles_in();
    assert_eq!(tried, Some(Secret::from(PASSWORD)));
    assert!(desk.bench.shows("the password that you had still holds"));
    assert_eq!(home.password(), Some(Secret::from(PASSWORD)));
    assert_eq!((home.memory.names().len(), home.notes()), (1, 0));
    drop(desk);
    let mut desk = home.start(Options::default());
    assert!(!desk.bench.shows("It is not known which password"));
}

/// It holds after all: the server was only slow, or broken for a while.
#[test]
fn a_new_password_that_is_typed_ends_the_question_too() {
    let home = Home::with_account();
    let mut desk = asked_for_the_old_password(&home);
    desk.bench.type_text(NEW);
    desk.bench.press(Named::Enter);
    let _ = desk.answers(|_, own| Answer::SignedIn(Ok(own)));
    desk.settles_in();
    assert!(desk.bench.shows("Changed: we signed in with the new one"));
    assert_eq!(home.password(), Some(Secret::from(NEW)));
    assert_eq!((home.memory.names().len(), home.notes()), (1, 0));
}

/// The server could not be reached, and is asked again: it is the same question.
#[test]
fn a_question_without_an_answer_is_asked_again_in_the_same_run() {
    let home = Home::with_account();
    let mut killed = home.changing();
    killed.changed(Err(unknown()));
    drop(killed);
    let away = || AccountError::Connection(Error::Timeout(Stage::Connect));
    let mut desk = home.start(Options::default());
    desk.bench.click("Check now");
    let _ = desk.answers(|_, _| Answer::SignedIn(Err(away())));
    assert_eq!(home.notes(), 1);
    desk.bench.press(Named::Enter);
    let mut tried = Vec::new();
    let _ = desk.answers(|_, own| {
        tried.push(own.password);
        Answer::SignedIn(Err(wrong()))
    });
    for _ in 0..NEW.len() {
        desk.bench.press(Named::Backspace);
    }
    desk.bench.type_text(PASSWORD);
    desk.bench.press(Named::Enter);
    let _ = desk.answers(|_, own| {
        tried.push(own.password.clone());
        Answer::SignedIn(Ok(own))
    });
    desk.settles_in();
    assert_eq!(tried, [NEW, PASSWORD].map(Secret::from));
    assert!(desk.bench.shows("the password that you had still holds"));
    assert_eq!(home.password(), Some(Secret::from(PASSWORD)));
    assert_eq!((home.memory.names().len(), home.notes()), (1, 0));
}

/// Another account has nothing to say about it.
#[test]
fn another_account_leaves_the_question_open() {
    let home = Home::with_account();
    let mut desk = asked_for_the_old_password(&home);
    desk.bench.go_to("Your address");
    desk.bench.type_text("s");
    desk.bench.go_to("Password");
    desk.bench.type_text(PASSWORD);
    desk.bench.press(Named::Enter);
    let mut own = None;
    let _ = desk.answers(|_, asked| {
        own = Some(asked.address.to_string());
        Answer::SignedIn(Ok(asked))
    });
    desk.settles_in();
    assert_eq!(own.as_deref(), Some("juliet@magicbroccoli.des"));
    assert_eq!(home.notes(), 1);
    drop(desk);
    let mut desk = home.start(Options::default());
    assert!(desk.bench.shows("It is not known which password"));
}

#[test]
fn who_does_not_want_it_remembered_finds_nothing_in_the_keyring() {
    let home = Home::new();
    let mut desk = home.start_with_account();
    desk.bench.type_text(PASSWORD);
    desk.bench
        .click("Remember the password in this computer’s keyring");
    desk.bench.press(Named::Enter);
    let _ = desk.signs_in();
    desk.bench.click("Change password");
    desk.bench.type_text(NEW);
    desk.bench.press(Named::Enter);
    assert!(home.memory.names().is_empty());
    desk.changed(Err(unknown()));
    assert!(desk.bench.shows("Keep both: copy the new one"));
    desk.bench.press(Named::Enter);
    let _ = desk.answers(|_, own| {
        let password = Secret::from(NEW);
        Answer::SignedIn(Ok(Credentials { password, ..own }))
    });
    assert!(home.memory.names().is_empty());
    assert_eq!(home.notes(), 0);
}

#[test]
fn closing_in_the_middle_of_a_change_asks_once() {
    let home = Home::with_account();
    let mut desk = home.changing();
    desk.bench.say(Message::CloseRequested);
    assert!(desk.bench.shows("Your password is being changed"));
    assert!(!desk.bench.closed);
    desk.bench.press(Named::Enter);
    assert!(desk.bench.shows("Changing …"));
    desk.bench.say(Message::CloseRequested);
    assert!(desk.bench.closed);
    // What was sent stays noted, with its password.
    drop(desk);
    assert_eq!(home.notes(), 1);
    assert_eq!(home.memory.names().len(), 2);
}

#[test]
fn deleting_ends_with_proof_and_clears_the_keyring() {
    let home = Home::with_account();
    let mut desk = home.signed_in();
    desk.bench.click("Delete on the server…");
    desk.bench.type_text("JULIET@magicbroccoli.de");
    desk.bench.click("Delete for ever");
    desk.bench.say(Message::CloseRequested);
    assert!(desk.bench.shows("Your account is being deleted"));
    desk.bench.press(Named::Enter);
    let ask = desk.answers(|_, _| Answer::Done(Err(unknown())));
    assert!(matches!(ask, Ask::Delete));
    assert!(
        desk.bench
            .shows("We could not tell whether the account is deleted.")
    );
    assert_eq!(home.password(), Some(Secret::from(PASSWORD)));
    desk.bench.press(Named::Enter);
    let _ = desk.answers(|_, _| Answer::SignedIn(Err(wrong())));
    assert_eq!(desk.title(), "Deleted - Vestibule");
    assert!(
        desk.bench
            .shows("Its password was removed from this computer, too.")
    );
    assert!(home.memory.names().is_empty());
    let juliet = Address::parse(JULIET).unwrap();
    assert_eq!(TOLD.take(), [app::Event::Deleted(juliet)]);
}

#[test]
fn an_account_that_is_still_there_keeps_its_password() {
    let home = Home::with_account();
    let mut desk = home.signed_in();
    desk.bench.click("Delete on the server…");
    desk.bench.type_text(JULIET);
    desk.bench.click("Delete for ever");
    let words = Some("On Monday".to_owned());
    let _ = desk.answers(|_, _| Answer::Done(Err(AccountError::StillThere(words))));
    assert!(desk.bench.shows("On Monday"));
    desk.bench.press(Named::Enter);
    let _ = desk.answers(|_, own| Answer::SignedIn(Ok(own)));
    assert!(desk.bench.shows("lets you in to this moment"));
    assert_eq!(home.password(), Some(Secret::from(PASSWORD)));
}

#[test]
fn removing_it_here_touches_no_server() {
    let home = Home::with_account();
    let mut desk = home.signed_in();
    desk.bench.click("Remove from this computer");
    desk.bench.press(Named::Tab);
    home.memory.fails(Some(KeyringFault::Locked));
    desk.bench.press(Named::Enter);
    assert!(desk.bench.shows("Not removed: your keyring is locked."));
    home.memory.fails(None);
    desk.bench.press(Named::Enter);
    assert!(desk.bench.shows("not remembered on this computer"));
    assert!(home.memory.names().is_empty());
    assert!(desk.nothing_asked());
}

#[test]
fn services_and_the_record_are_asked_and_changed() {
    let home = Home::with_account();
    let mut desk = home.signed_in();
    desk.bench.click("Look");
    let _ = desk.answers(|_, _| Answer::Services(Ok(services())));
    desk.bench.click("Public chat rooms");
    let ask = desk.answers(|_, _| Answer::Service(Ok(Offer::Form(service_form("")))));
    assert!(matches!(ask, Ask::Service(_)));
    desk.bench.type_text("juliet");
    desk.bench.press(Named::Enter);
    let ask = desk.answers(|_, _| Answer::Done(Ok(())));
    assert!(matches!(ask, Ask::Register(..)));
    assert!(
        desk.bench
            .shows("You are registered at chat.magicbroccoli.de now.")
    );
    // A service that refuses the question says why.
    desk.bench.click("Biboumi");
    let gone = refusal(Reason::Closed, "service-unavailable", "Gone fishing");
    let no = AccountError::Refused(Box::new(gone));
    let _ = desk.answers(|_, _| Answer::Service(Err(no)));
    assert!(
        desk.bench
            .shows("irc.magicbroccoli.de does not allow this.")
    );
    desk.bench.press(Named::Escape);
    desk.bench.press(Named::Escape);

    desk.bench.click("Change");
    desk.bench.press(Named::Enter);
    let ask = desk.answers(|_, _| Answer::Done(Ok(())));
    let Ask::ChangeRecord(form, sent) = ask else {
        panic!("{ask:?}");
    };
    // The password that one has goes along, and nobody was asked for it.
    let password = form.role(vestibule::domain::Role::Password).unwrap();
    let entry = sent
        .entries()
        .iter()
        .find(|entry| entry.name == password.id);
    assert_eq!(entry.unwrap().values, [Secret::from(PASSWORD)]);
    // It is read again.
    let ask = desk.answers(|_, _| Answer::Record(Ok(None)));
    assert!(matches!(ask, Ask::Record));
}

#[test]
fn a_trouble_of_the_sign_in_has_a_report_without_the_password() {
    let mut desk = Desk::new(for_account(JULIET));
    desk.bench.type_text(PASSWORD);
    desk.bench.press(Named::Enter);
    let cut = AccountError::Connection(Error::ConnectionRefused("127.0.0.1".to_owned()));
    let _ = desk.answers(|_, _| Answer::SignedIn(Err(cut)));
    assert!(desk.bench.shows("Nobody answers at magicbroccoli.de"));
    desk.bench.click("Details");
    desk.bench.click("Copy report");
    let report = desk.bench.copied.clone().unwrap();
    assert!(report.contains("Server: magicbroccoli.de"), "{report}");
    assert!(
        !report.contains(PASSWORD) && !report.contains("juliet"),
        "{report}"
    );
    // The same once more is one press.
    desk.bench.click("Try again");
    let _ = desk.signs_in();
}

/// Puzzles of a service: their pictures come, and what is to be heard goes into a file.
#[test]
fn what_belongs_to_the_form_of_a_service_is_fetched() {
    let home = Home::with_account();
    let mut desk = home.signed_in();
    desk.bench.click("Look");
    let _ = desk.answers(|_, _| Answer::Services(Ok(services())));
    desk.bench.click("Biboumi");
    let mut form = presets::puzzle_form();
    form.purpose = vestibule::domain::Purpose::Other;
    form.fields
        .push(presets::challenge("speech_recog", None, &[]));
    let _ = desk.answers(|_, _| Answer::Service(Ok(Offer::Form(form))));
    let picture = FieldId::from("ocr");
    let ask = desk.answers(|_, _| {
        let fault = PictureFault::Unreachable("x".to_owned());
        Answer::Pictures(vec![(picture, Err(fault))])
    });
    assert!(matches!(ask, Ask::Pictures(Some(_), _)), "{ask:?}");
    assert!(desk.bench.shows("The picture could not be fetched."));
    // The name is the service's own affair.
    assert!(!desk.bench.shows("Your address will be"));
    desk.bench.go_to("I can’t read it");
    desk.bench.press(Named::Enter);
    desk.bench.go_to("Save the sound to a file");
    desk.bench.press(Named::Enter);
    let sound = Sound {
        bytes: Arc::from(*b"RIFF"),
        mime: "audio/x-wav".to_owned(),
    };
    let field = FieldId::from("speech_recog");
    let ask = desk.answers(|_, _| Answer::Sound(field, Ok(sound)));
    assert!(matches!(ask, Ask::Sound(Some(_), _, _)), "{ask:?}");
    match desk.asked.try_recv() {
        Ok(Asked::Keep(name, _)) => assert_eq!(name, "vestibule-puzzle.wav"),
        _ => panic!("nothing was written"),
    }
    assert!(desk.bench.shows("vestibule-puzzle.wav"));
}
