//! What the window keeps of a sign-up until its end is known, and what it asks about at its next start.

use vestibule::app::News;
use vestibule::domain::{Keeping, KeyringFault, NoteFault};
use vestibule::platform::journal::Journal;
use vestibule::platform::keyring::Keyring;

use super::vault::Memory;
use super::*;

const ADDRESS: &str = "juliet@magicbroccoli.de";

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

    fn keeper(&self) -> Keeper {
        Keeper::new(
            Journal::at(self.folder.path().join("journal")),
            Some(Keyring::at_once(self.memory.clone())),
        )
    }

    /// A start of the window.
    fn start(&self) -> Desk {
        Desk::with(Options::default(), self.keeper())
    }

    /// A window that has just sent its form.
    fn sending(&self) -> Desk {
        let mut desk = self.start();
        desk.bench.type_text("magicbroccoli.de");
        desk.bench.press(Named::Enter);
        let _ = desk.opened();
        desk.event(Event::Offered(Offer::Form(presets::short_form())));
        desk.fill();
        desk.bench.press(Named::Enter);
        desk
    }

    /// A window that was killed while its form was on the way.
    fn killed(&self) {
        drop(self.sending());
        assert_eq!(self.notes(), 1);
    }

    fn notes(&self) -> usize {
        let files = std::fs::read_dir(self.folder.path().join("journal"));
        let names = files.unwrap().map(|file| file.unwrap().file_name());
        names
            .filter(|name| name.to_str().unwrap().contains(".json"))
            .count()
    }

    fn is_empty(&self) -> bool {
        self.notes() == 0 && self.memory.names().is_empty()
    }
}

fn texts(desk: &mut Desk) -> String {
    desk.bench.outline().join("\n")
}

fn no() -> AccountError {
    let mut refusal = refusal(Reason::WrongPassword);
    refusal.condition = Some("not-authorized".to_owned());
    AccountError::SignIn(Box::new(refusal))
}

impl Desk {
    /// A sign-in for what was left came to this.
    fn found(&mut self, result: Result<(), AccountError>) {
        self.bench.say(Message::Keeping(News::Checked(result)));
        self.bench.events(&[]);
    }

    /// With what is it looked for what was left, and whether that may still be on its way.
    #[track_caller]
    fn looks(&mut self) -> (Credentials, bool) {
        match self.asked.try_recv() {
            Ok(Asked::LookFor(_, credentials, fresh)) => (credentials, fresh),
            _ => panic!("nothing was checked"),
        }
    }
}

/// Who closes in the middle is told when it will be known.
#[test]
fn closing_says_that_the_next_start_finds_it_out_if_it_can() {
    let home = Home::new();
    let mut desk = home.sending();
    desk.bench.say(Message::CloseRequested);
    assert!(desk.bench.shows("the next start of this program finds out"));
    let mut desk = Desk::sending();
    desk.bench.say(Message::CloseRequested);
    assert!(
        desk.bench
            .shows("you will not know whether you have an account")
    );
}

#[test]
fn the_password_is_in_the_keyring_before_anything_is_sent() {
    let home = Home::new();
    let mut desk = home.sending();
    // What was put away is sent behind it.
    let pending = home.memory.names();
    assert!(pending[0].starts_with("pending:juliet@magicbroccoli.de:"));
    assert_eq!(
        home.memory.password(&pending[0]),
        Some(Secret::from(PASSWORD))
    );
    assert_eq!(home.notes(), 1);
    assert!(matches!(desk.command(), Some(Command::Submit(_))));

    desk.made(Proof::SignedIn);
    assert!(desk.bench.shows("Saved in your keyring."));
    assert_eq!(home.memory.names(), [ADDRESS]);
    assert_eq!(home.notes(), 0);
}

#[test]
fn what_was_refused_is_forgotten_and_what_is_sent_again_is_kept_again() {
    let home = Home::new();
    let mut desk = home.sending();
    let _ = desk.command();
    desk.event(Event::Refused(refusal(Reason::NameTaken)));
    assert!(home.is_empty());
    desk.event(Event::Offered(Offer::Form(presets::short_form())));
    desk.bench.press(Named::Enter);
    assert!(matches!(desk.command(), Some(Command::Submit(_))));
    assert_eq!(home.notes(), 1);
    desk.event(Event::NotMade);
    assert!(home.is_empty());
}

/// A no that says nothing about the account leaves open whether it is made a moment later: whoever goes on is asked about the
/// name again, and who was told a reason is not.
#[test]
fn what_a_servers_fault_leaves_open_is_not_called_taken() {
    for (reason, open) in [
        (Reason::ServerFault, true),
        (Reason::Unknown, true),
        (Reason::Blocked, false),
    ] {
        let home = Home::new();
        let mut desk = home.sending();
        let _ = desk.command();
        desk.event(Event::Refused(refusal(reason)));
        assert!(home.is_empty());
        desk.event(Event::Offered(Offer::Form(presets::short_form())));
        desk.bench.press(Named::Escape);
        desk.bench.press(Named::Enter);
        assert_eq!(desk.opened().doubted.len(), usize::from(open), "{reason:?}");
    }
}

/// It may be ours, and wait for approval: then the password must not be gone.
#[test]
fn a_name_that_is_perhaps_taken_by_us_stays_to_be_found_out() {
    let home = Home::new();
    let mut desk = home.sending();
    desk.event(Event::Refused(refusal(Reason::NameTakenPerhapsByUs)));
    drop(desk);
    assert_eq!(home.notes(), 1);
    let mut desk = home.start();
    assert!(
        desk.bench
            .shows("It is not known whether juliet@magicbroccoli.de was made")
    );
}

#[test]
fn a_session_that_sent_nothing_leaves_nothing() {
    let home = Home::new();
    let mut desk = home.sending();
    desk.ended(Err(Error::Lost("before it was sent".to_owned())));
    assert!(home.is_empty());
}

/// Fault 18: the next start asks, contacts nobody unasked, and finds the account.
#[test]
fn the_next_start_asks_and_finds_the_account() {
    let home = Home::new();
    home.killed();
    let mut desk = home.start();
    assert!(
        desk.bench
            .shows("It is not known whether juliet@magicbroccoli.de was made")
    );
    assert!(desk.nothing_asked());
    // The card came later than the page, and has not taken the focus away.
    assert_eq!(
        desk.bench.focused().as_deref(),
        Some("Search, or type a server, an address, an invitation")
    );
    desk.bench.click("Check now");
    assert_eq!(
        desk.title(),
        "We could not tell whether the account was made - Vestibule"
    );
    let (credentials, fresh) = desk.looks();
    // The window was killed a moment ago: the server may still be at it.
    assert!(fresh);
    assert_eq!(credentials.address.to_string(), ADDRESS);
    assert_eq!(credentials.password, Secret::from(PASSWORD));
    desk.found(Ok(()));
    assert_eq!(desk.title(), "Welcome. This is your address - Vestibule");
    assert!(desk.bench.shows("Saved in your keyring."));
    assert_eq!(home.memory.names(), [ADDRESS]);
    assert_eq!(home.notes(), 0);
    assert!(!home.start().bench.shows("Check now"));
}

/// Fault 18: the next start says that there is no account, and has one thing to do.
#[test]
fn the_next_start_says_that_there_is_no_account() {
    let home = Home::new();
    home.killed();
    let mut desk = home.start();
    desk.bench.click("Check now");
    let _ = desk.looks();
    desk.found(Err(no()));
    assert_eq!(desk.title(), "The account was not made - Vestibule");
    // As long as the person has not gone on, nothing is thrown away.
    assert_eq!(home.notes(), 1);
    desk.bench.click("Sign up again");
    assert!(home.is_empty());
    assert_eq!(desk.opened().domain.as_str(), "magicbroccoli.de");
    desk.event(Event::Offered(Offer::Form(presets::short_form())));
    assert_eq!(desk.bench.item("Name").value.as_deref(), Some("juliet"));
}

#[test]
fn the_next_start_cannot_tell_and_says_so_and_asks_again() {
    let home = Home::new();
    home.killed();
    let mut desk = home.start();
    desk.bench.click("Check now");
    let _ = desk.looks();
    desk.found(Err(AccountError::Connection(Error::Timeout(
        Stage::Connect,
    ))));
    assert!(
        desk.bench
            .shows("Checked once: magicbroccoli.de does not answer.")
    );
    desk.bench.click("Check again");
    let _ = desk.looks();
    desk.found(Err(AccountError::Impostor));
    assert!(!desk.bench.shows("not made"));
    drop(desk);
    assert_eq!(home.notes(), 1);
    assert!(home.start().bench.shows("Check now"));
}

/// What the server said to be made is not called "not made" because of a no: it waits.
#[test]
fn what_was_made_is_never_called_not_made() {
    let home = Home::new();
    let mut desk = home.sending();
    desk.made(Proof::Waiting);
    assert!(desk.bench.shows("Saved in your keyring."));
    drop(desk);
    let mut desk = home.start();
    assert!(
        desk.bench
            .shows("was made, and no sign-in has proved it yet")
    );
    desk.bench.click("Check now");
    // The server has answered: there is nothing on its way.
    assert!(!desk.looks().1);
    desk.found(Err(no()));
    assert_eq!(desk.title(), "Your account waits for approval - Vestibule");
    drop(desk);
    assert_eq!(home.notes(), 1);
    let mut desk = home.start();
    desk.bench.click("Check now");
    let _ = desk.looks();
    desk.found(Ok(()));
    assert_eq!(home.memory.names(), [ADDRESS]);
}

#[test]
fn without_the_keyring_the_password_can_be_typed() {
    let home = Home::new();
    home.killed();
    home.memory.fails(Some(KeyringFault::Locked));
    let mut desk = home.start();
    desk.bench.click("Check now");
    assert!(desk.nothing_asked());
    assert!(desk.bench.shows("Your keyring is locked."));
    desk.bench.go_to("Password");
    desk.bench.type_text("mistyped by somebody");
    desk.bench.press(Named::Enter);
    assert_eq!(
        desk.looks().0.password,
        Secret::from("mistyped by somebody")
    );
    desk.found(Err(no()));
    // It proves nothing: it may have been mistyped.
    assert_eq!(
        desk.title(),
        "We could not tell whether the account was made - Vestibule"
    );
    drop(desk);
    assert_eq!(home.notes(), 1);
    assert!(!format!("{:?}", home.start().bench.state.page()).contains("mistyped"));
}

/// The password of a proxy is never kept: it is asked for before the way that was gone is gone again, never past it.
#[test]
fn the_password_of_a_noted_proxy_is_asked_for() {
    let home = Home::new();
    let own = Credentials {
        address: Address::parse(ADDRESS).unwrap(),
        password: Secret::from(PASSWORD),
    };
    let way = vestibule::platform::Way {
        proxy: Some("socks5://romeo@127.0.0.1:9050".to_owned()),
        ..vestibule::platform::Way::default()
    };
    let begun = home.keeper();
    let begun = begun.begin(&own, way);
    drop(iced_test::futures::futures::executor::block_on(begun));
    let mut desk = home.start();
    assert!(
        desk.bench
            .shows("It went through socks5://romeo@127.0.0.1:9050")
    );
    desk.bench.click("Check now");
    assert!(desk.nothing_asked());
    assert!(
        desk.bench
            .shows("Without this password the proxy lets nobody through.")
    );
    desk.bench.go_to("Password for the proxy");
    desk.bench.type_text("montague, 3 times");
    assert!(!format!("{:?}", desk.bench.state.page()).contains("montague"));
    desk.bench.press(Named::Enter);
    let Ok(Asked::LookFor(target, credentials, _)) = desk.asked.try_recv() else {
        panic!("nothing was checked")
    };
    assert_eq!(credentials.password, Secret::from(PASSWORD));
    let login = target.proxy.unwrap().login.unwrap();
    assert_eq!(login.user, "romeo");
    assert_eq!(login.password, Secret::from("montague, 3 times"));

    // One that wants none is gone through without a question, and one whose password is known already, too.
    let known = Proxy::parse("socks5://romeo:montague@127.0.0.1:9050").unwrap();
    let options = Options {
        proxy: ProxySetting::named(known.clone()),
        ..Options::default()
    };
    drop(desk);
    let mut desk = Desk::with(options, home.keeper());
    assert!(!desk.bench.shows("It went through"));
    desk.bench.click("Check now");
    let Ok(Asked::LookFor(target, ..)) = desk.asked.try_recv() else {
        panic!("nothing was checked")
    };
    assert_eq!(target.proxy, Some(known));
}

#[test]
fn forgetting_is_pressed_twice() {
    let home = Home::new();
    home.killed();
    let mut desk = home.start();
    desk.bench.click("Forget it");
    assert_eq!(home.notes(), 1);
    desk.bench.click("Forget it, and its password");
    assert!(home.is_empty());
    assert!(!desk.bench.shows("It is not known whether"));
}

/// Fault 26: each way in which a keyring can fail is told in a sentence of its own and stops nothing.
#[test]
fn the_page_says_why_a_password_was_not_saved() {
    for (fault, said) in [
        (KeyringFault::Missing, "no keyring answers"),
        (KeyringFault::Locked, "is locked"),
        (KeyringFault::Denied, "did not allow it"),
        (KeyringFault::Slow, "did not answer within 30 seconds"),
        (KeyringFault::Failed, "has a fault"),
    ] {
        let home = Home::new();
        home.memory.fails(Some(fault));
        let mut desk = home.sending();
        assert!(
            matches!(desk.command(), Some(Command::Submit(_))),
            "{fault:?}"
        );
        desk.made(Proof::SignedIn);
        let all = texts(&mut desk);
        assert!(
            all.contains(said) && all.contains("Copy it and put it somewhere safe"),
            "{all}"
        );
        desk.bench.click("Copy the password");
        assert_eq!(desk.bench.copied.as_deref(), Some(PASSWORD));
        assert_eq!(home.notes(), 0);
    }
}

/// Fault 27: a journal that cannot be written is told where the password is shown, and stops nothing.
#[test]
fn the_page_says_that_nothing_could_be_noted() {
    let home = Home::new();
    std::fs::write(home.folder.path().join("journal"), "in the way").unwrap();
    let mut desk = home.sending();
    assert!(matches!(desk.command(), Some(Command::Submit(_))));
    desk.ended(Err(Error::OutcomeUnknown {
        address: Some(Address::parse(ADDRESS).unwrap()),
        cause: Box::new(Error::Timeout(Stage::Prove)),
    }));
    assert!(texts(&mut desk).contains("cannot be made. Copy it"));
    for (fault, said) in [
        (NoteFault::Full, "the disk is full"),
        (NoteFault::ReadOnly, "nothing may be written"),
        (NoteFault::Failed, "could not be noted down on the disk"),
    ] {
        for page in 0..9 {
            let settled = News::Settled(page, Keeping::NotNoted(fault));
            desk.bench.say(Message::Keeping(settled));
        }
        assert!(texts(&mut desk).contains(said), "{fault:?}");
    }
}

/// The person went back while the keyring was asked: nothing was sent, and nothing is left.
#[test]
fn what_was_put_away_too_late_is_forgotten() {
    let home = Home::new();
    let mut desk = home.sending();
    let kept = iced_test::futures::futures::executor::block_on(home.keeper().begin(
        &Credentials {
            address: Address::parse("romeo@magicbroccoli.de").unwrap(),
            password: Secret::from(PASSWORD),
        },
        vestibule::platform::Way::default(),
    ));
    assert_eq!(home.notes(), 2);
    desk.bench.say(Message::Keeping(News::Stored(7, kept)));
    assert_eq!(home.notes(), 1);
    assert!(matches!(desk.command(), Some(Command::Submit(_))));
    assert!(desk.command().is_none());
}
