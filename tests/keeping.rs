//! What is kept of a submission until its end is known: notes in a folder, passwords in a keyring, and every way in which
//! either can fail.

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

#[path = "support/vault.rs"]
mod vault;

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use futures::executor::block_on;
use tempfile::TempDir;
use vestibule::domain::{Address, Credentials, Keeping, KeyringFault, NoteFault, Secret};
use vestibule::platform::journal::{Journal, Note, State};
use vestibule::platform::keyring::{Keyring, Slot};
use vestibule::platform::{Keeper, Kept, Subject, Way};

use vault::{Hanging, Memory};

const OWN: &str = "juliet@example.org";
const PASSWORD: &str = "kept <&> safe, 7 times";

fn credentials() -> Credentials {
    Credentials {
        address: Address::parse(OWN).unwrap(),
        password: Secret::from(PASSWORD),
    }
}

/// A folder, a keyring in memory, and a program that uses both. Another program is another keeper with the same.
struct Desk {
    folder: TempDir,
    memory: Memory,
}

impl Desk {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            memory: Memory::default(),
        }
    }

    fn journal(&self) -> Journal {
        Journal::at(self.folder.path().join("deep").join("journal"))
    }

    fn keeper(&self) -> Keeper {
        Keeper::new(self.journal(), Some(Keyring::at_once(self.memory.clone())))
    }

    fn begin(&self) -> Kept {
        let way = Way {
            connect: Some(("127.0.0.1".to_owned(), 5222)),
            tls: "direct".to_owned(),
            proxy: Some("socks5://romeo@127.0.0.1:9050".to_owned()),
        };
        block_on(self.keeper().begin(&credentials(), way))
    }

    fn left_over(&self) -> Vec<Kept> {
        block_on(self.keeper().left_over())
    }

    /// The names in the journal's folder, without the locks.
    fn files(&self) -> Vec<String> {
        let Ok(files) = fs::read_dir(self.folder.path().join("deep/journal")) else {
            return Vec::new();
        };
        let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
        names.filter(|name| !name.contains(".lock")).collect()
    }

    fn everything(&self) -> String {
        texts(self.folder.path())
    }
}

fn texts(folder: &Path) -> String {
    let mut all = String::new();
    for file in fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        all.push_str(&path.display().to_string());
        if path.is_dir() {
            all.push_str(&texts(&path));
        } else {
            all.push_str(&String::from_utf8_lossy(&fs::read(&path).unwrap()));
        }
    }
    all
}

#[test]
fn what_is_sent_is_noted_first_and_forgotten_when_nothing_was_made() {
    let desk = Desk::new();
    desk.memory.put_own(OWN, "the password of an older account");
    let kept = desk.begin();
    assert_eq!(kept.keeping(), Keeping::Saved);
    assert_eq!(desk.files().len(), 1);
    let pending = desk.memory.names();
    let pending = pending.iter().find(|name| name.starts_with("pending:"));
    assert!(pending.unwrap().contains(OWN));
    assert_eq!(
        desk.memory.password(pending.unwrap()),
        Some(Secret::from(PASSWORD))
    );
    let noted = desk.everything();
    assert!(noted.contains(OWN) && noted.contains("\"sent\""), "{noted}");
    assert!(!noted.contains("safe, 7"), "{noted}");
    assert!(!format!("{kept:?}").contains("safe, 7"));

    block_on(kept.forget());
    assert!(desk.files().is_empty());
    // What was there before is as it was.
    assert_eq!(desk.memory.names(), [OWN]);
    assert_eq!(
        desk.memory.password(OWN),
        Some(Secret::from("the password of an older account"))
    );
}

#[test]
fn what_is_proved_moves_to_the_accounts_own_slot() {
    let desk = Desk::new();
    desk.memory.put_own(OWN, "old");
    let mut kept = desk.begin();
    assert_eq!(desk.memory.password(OWN), Some(Secret::from("old")));
    assert_eq!(
        block_on(kept.proved(&Secret::from(PASSWORD))),
        Keeping::Saved
    );
    assert_eq!(desk.memory.names(), [OWN]);
    assert_eq!(desk.memory.password(OWN), Some(Secret::from(PASSWORD)));
    assert!(desk.files().is_empty());
    assert!(desk.left_over().is_empty());
}

#[test]
fn what_is_made_and_not_proved_is_asked_about_again() {
    let desk = Desk::new();
    let mut kept = desk.begin();
    assert_eq!(kept.made(), Keeping::Saved);
    drop(kept);
    let left = desk.left_over();
    assert_eq!(left.len(), 1);
    assert!(left[0].is_made());
    assert_eq!(desk.memory.password(OWN), None);
}

#[test]
fn the_next_start_finds_what_was_left_with_its_password_and_its_way() {
    let desk = Desk::new();
    drop(desk.begin());
    let left = desk.left_over();
    assert_eq!(left.len(), 1);
    let mut left = left.into_iter().next().unwrap();
    assert_eq!(left.address().to_string(), OWN);
    assert!(!left.is_made());
    assert_eq!(left.way().connect, Some(("127.0.0.1".to_owned(), 5222)));
    assert_eq!(left.way().tls, "direct");
    let proxy = left.way().proxy.as_deref();
    assert_eq!(proxy, Some("socks5://romeo@127.0.0.1:9050"));
    let password = block_on(left.password()).unwrap().unwrap();
    assert_eq!(password, Secret::from(PASSWORD));
    block_on(left.proved(&password));
    assert_eq!(desk.memory.names(), [OWN]);
    assert!(desk.left_over().is_empty());
}

/// Killed between putting the proved password into its own slot and forgetting the note.
#[test]
fn a_password_that_has_moved_already_is_found_where_it_is() {
    let desk = Desk::new();
    drop(desk.begin());
    let pending = desk.memory.names();
    desk.memory.put_own(OWN, PASSWORD);
    desk.memory.empty(&pending[0]);
    let left = desk.left_over();
    let password = block_on(left[0].password()).unwrap();
    assert_eq!(password, Some(Secret::from(PASSWORD)));
}

/// Killed before anything was sent.
#[test]
fn what_was_only_planned_is_cleared_without_a_question() {
    let desk = Desk::new();
    let note = note(State::Planned, 7);
    let page = desk.journal().begin(&note).unwrap();
    desk.memory
        .put_own(&format!("pending:{OWN}:{}", page.id()), PASSWORD);
    drop(page);
    assert!(desk.left_over().is_empty());
    assert!(desk.files().is_empty());
    assert!(desk.memory.names().is_empty());
}

#[test]
fn what_cannot_be_cleared_now_is_cleared_at_the_next_start() {
    let desk = Desk::new();
    let kept = desk.begin();
    desk.memory.fails(Some(KeyringFault::Locked));
    block_on(kept.forget());
    drop(kept);
    assert_eq!(desk.memory.names().len(), 1);
    assert!(desk.left_over().is_empty());
    desk.memory.fails(None);
    assert!(desk.left_over().is_empty());
    assert!(desk.memory.names().is_empty());
    assert!(desk.files().is_empty());
}

#[test]
fn a_keyring_that_fails_is_told_and_stops_nothing() {
    for fault in [
        KeyringFault::Missing,
        KeyringFault::Locked,
        KeyringFault::Denied,
        KeyringFault::Failed,
    ] {
        let desk = Desk::new();
        desk.memory.fails(Some(fault));
        let mut kept = desk.begin();
        assert_eq!(kept.keeping(), Keeping::NotSaved(fault));
        assert_eq!(desk.files().len(), 1, "the note is written all the same");
        assert_eq!(
            block_on(kept.proved(&Secret::from(PASSWORD))),
            Keeping::NotSaved(fault)
        );
        assert!(desk.files().is_empty());

        // Its owner opened it meanwhile.
        let mut kept = desk.begin();
        desk.memory.fails(None);
        assert_eq!(
            block_on(kept.proved(&Secret::from(PASSWORD))),
            Keeping::Saved
        );
        assert_eq!(desk.memory.names(), [OWN]);

        // It failed after the account was made: what is kept stays until it can be moved.
        let mut kept = desk.begin();
        desk.memory.fails(Some(fault));
        assert_eq!(
            block_on(kept.proved(&Secret::from(PASSWORD))),
            Keeping::Saved
        );
        drop(kept);
        desk.memory.fails(None);
        let left = desk.left_over();
        assert_eq!(
            block_on(left[0].password()),
            Ok(Some(Secret::from(PASSWORD)))
        );
    }
}

#[test]
fn a_keyring_that_hangs_is_given_up_and_keeps_nothing_behind_our_back() {
    let hanging = Hanging::default();
    let patience = Duration::from_millis(200);
    let keyring = Keyring::new(hanging.clone(), patience);
    let slot = Slot::own(&credentials().address);
    let began = Instant::now();
    let put = block_on(keyring.put(slot.clone(), Secret::from(PASSWORD)));
    assert_eq!(put, Err(KeyringFault::Slow));
    assert_eq!(block_on(keyring.get(slot.clone())), Err(KeyringFault::Slow));
    assert!(began.elapsed() >= patience * 2);
    assert!(began.elapsed() < patience * 2 + Duration::from_secs(2));

    // The owner comes back after all: what was given up is undone.
    hanging.go_on();
    assert_eq!(block_on(keyring.clear(slot.clone())), Ok(()));
    let deadline = Instant::now() + Duration::from_secs(10);
    while hanging.calls() < 4 {
        assert!(Instant::now() < deadline, "nothing was undone");
        std::thread::yield_now();
    }
    assert_eq!(hanging.within.names(), Vec::<String>::new());
    assert_eq!(
        block_on(keyring.put(slot.clone(), Secret::from(PASSWORD))),
        Ok(())
    );
    assert_eq!(
        block_on(keyring.get(slot)),
        Ok(Some(Secret::from(PASSWORD)))
    );
}

/// Fault 26: a keyring that hangs costs at most its patience, and the note is written all the same.
#[test]
fn a_submission_waits_for_a_hanging_keyring_only_so_long() {
    assert_eq!(
        vestibule::platform::keyring::PATIENCE,
        Duration::from_secs(30)
    );
    let desk = Desk::new();
    let keyring = Keyring::new(Hanging::default(), Duration::from_millis(200));
    let keeper = Keeper::new(desk.journal(), Some(keyring));
    let began = Instant::now();
    let kept = block_on(keeper.begin(&credentials(), Way::default()));
    assert!(began.elapsed() < Duration::from_secs(2));
    assert_eq!(kept.keeping(), Keeping::NotSaved(KeyringFault::Slow));
    assert_eq!(desk.files().len(), 1);
    assert!(!desk.everything().contains("safe, 7"));
}

#[test]
fn without_a_keyring_only_the_note_is_written() {
    let desk = Desk::new();
    let keeper = desk.keeper().without_keyring();
    let mut kept = block_on(keeper.begin(&credentials(), Way::default()));
    assert_eq!(kept.keeping(), Keeping::Nowhere);
    assert_eq!(desk.files().len(), 1);
    assert_eq!(block_on(kept.password()), Ok(None));
    assert_eq!(kept.made(), Keeping::Nowhere);
    assert!(desk.files().is_empty());
    assert!(desk.memory.names().is_empty());
}

#[test]
fn nothing_is_kept_for_accounts_that_do_not_last() {
    let mut kept = block_on(Keeper::none().begin(&credentials(), Way::default()));
    assert_eq!(kept.keeping(), Keeping::Nowhere);
    assert_eq!(
        block_on(kept.proved(&Secret::from(PASSWORD))),
        Keeping::Nowhere
    );
    assert!(block_on(Keeper::none().left_over()).is_empty());
}

/// Fault 25: while it is not known which password holds, both are kept.
#[test]
fn a_new_password_takes_the_place_of_the_old_one_only_when_it_is_proved() {
    let change = |desk: &Desk| block_on(desk.keeper().begin_change(&credentials(), Way::default()));
    let old = Secret::from("the old one");
    let desk = Desk::new();
    desk.memory.put_own(OWN, old.expose());

    // Refused: as it was.
    let kept = change(&desk);
    assert_eq!(kept.about(), Subject::NewPassword);
    assert_eq!(desk.memory.names().len(), 2);
    assert_eq!(desk.memory.password(OWN), Some(old.clone()));
    block_on(kept.forget());
    assert_eq!(desk.memory.names(), [OWN]);
    assert_eq!(desk.memory.password(OWN), Some(old.clone()));

    // Killed in the middle: the next start has both.
    drop(change(&desk));
    let mut left = desk.left_over();
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].about(), Subject::NewPassword);
    let new = block_on(left[0].password()).unwrap().unwrap();
    assert_eq!(new, Secret::from(PASSWORD));
    let address = credentials().address;
    assert_eq!(block_on(desk.keeper().recall(&address)), Ok(Some(old)));

    // Proved.
    assert_eq!(block_on(left[0].proved(&new)), Keeping::Saved);
    assert_eq!(desk.memory.names(), [OWN]);
    assert_eq!(desk.memory.password(OWN), Some(new));
    assert!(desk.files().is_empty());
    assert!(!desk.everything().contains("safe, 7"));
}

#[test]
fn accounts_are_remembered_listed_and_forgotten() {
    let desk = Desk::new();
    let keeper = desk.keeper();
    let other = Address::parse("romeo@example.org").unwrap();
    assert_eq!(block_on(keeper.accounts()), Ok(Vec::new()));
    desk.memory.put_own("romeo@example.org", "another one");
    desk.memory.put_own("no address at all", "somebody else's");
    let own = credentials();
    assert_eq!(block_on(keeper.remember(&own)), Keeping::Saved);
    // What is not proved yet is no account.
    drop(desk.begin());
    let both = vec![own.address.clone(), other.clone()];
    assert_eq!(block_on(keeper.accounts()), Ok(both));
    assert_eq!(
        block_on(keeper.recall(&own.address)),
        Ok(Some(own.password.clone()))
    );

    // What earlier runs left of it goes with it, what is about others stays.
    assert_eq!(block_on(keeper.forget_account(&own.address)), Ok(()));
    assert_eq!(block_on(keeper.accounts()), Ok(vec![other]));
    assert_eq!(block_on(keeper.recall(&own.address)), Ok(None));
    assert!(desk.files().is_empty());
    assert_eq!(
        desk.memory.names(),
        ["no address at all", "romeo@example.org"]
    );

    let none = desk.keeper().without_keyring();
    assert_eq!(block_on(none.remember(&own)), Keeping::Nowhere);
    assert_eq!(block_on(none.accounts()), Ok(Vec::new()));
    assert_eq!(block_on(none.recall(&own.address)), Ok(None));
    assert_eq!(block_on(none.forget_account(&own.address)), Ok(()));

    for fault in [
        KeyringFault::Missing,
        KeyringFault::Locked,
        KeyringFault::Slow,
    ] {
        desk.memory.fails(Some(fault));
        assert_eq!(block_on(keeper.remember(&own)), Keeping::NotSaved(fault));
        assert_eq!(block_on(keeper.accounts()), Err(fault));
        assert_eq!(block_on(keeper.recall(&own.address)), Err(fault));
        assert_eq!(block_on(keeper.forget_account(&own.address)), Err(fault));
    }
}

/// Fault 27, a second instance at the same moment.
#[test]
fn what_another_program_is_busy_with_is_its_own() {
    let desk = Desk::new();
    let mine = desk.begin();
    let theirs = desk.begin();
    assert_eq!(desk.files().len(), 2);
    assert!(desk.left_over().is_empty());
    drop(theirs);
    let left = desk.left_over();
    assert_eq!(left.len(), 1);
    // And who has taken it over has it.
    assert!(desk.left_over().is_empty());
    drop(left);
    drop(mine);
    assert_eq!(desk.left_over().len(), 2);
}

/// A program that was killed beside its note leaves an empty file behind. Who looks next takes it away, unless somebody is
/// about to write.
#[test]
fn a_lock_without_a_note_is_taken_away_when_nobody_holds_it() {
    let desk = Desk::new();
    let held = desk.begin();
    let folder = desk.folder.path().join("deep/journal");
    let (left, busy) = (folder.join("left.lock"), folder.join("busy.lock"));
    fs::write(&left, "").unwrap();
    let program = fs::File::create(&busy).unwrap();
    program.lock().unwrap();
    let locks = || {
        let files = fs::read_dir(&folder).unwrap();
        let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
        names.filter(|name| name.contains(".lock")).count()
    };
    assert!(desk.left_over().is_empty());
    assert!(!left.exists() && busy.exists());
    assert_eq!(locks(), 2, "one of them is that of the note");
    drop(program);
    assert!(desk.left_over().is_empty());
    assert!(!busy.exists());
    block_on(held.forget());
    assert_eq!(locks(), 0);
}

/// Fault 27, many at once: no note is lost.
#[test]
fn what_a_dead_program_had_begun_to_write_is_taken_away() {
    let desk = Desk::new();
    let kept = desk.begin();
    let note = desk.files().pop().unwrap();
    let folder = desk.folder.path().join("deep/journal");
    let begun = folder.join(format!(".new-{note}-a1b2c3"));
    fs::write(&begun, "{\"addr").unwrap();
    // The first note of another program, which came no further.
    let first = folder.join(".new-00000000000000ff.json-d4e5f6");
    fs::write(&first, "").unwrap();
    // Nobody knows whose this is.
    let other = folder.join(".new-something");
    fs::write(&other, "").unwrap();

    assert!(desk.left_over().is_empty());
    assert!(begun.exists(), "its writer lives");
    assert!(!first.exists() && !folder.join("00000000000000ff.lock").exists());

    drop(kept);
    assert_eq!(desk.left_over().len(), 1, "the note itself is still there");
    assert!(!begun.exists());
    assert!(other.exists());
}

#[test]
fn many_programs_at_once_lose_nothing() {
    let desk = Desk::new();
    std::thread::scope(|scope| {
        for _ in 0..16 {
            scope.spawn(|| {
                for _ in 0..4 {
                    drop(desk.begin());
                    drop(desk.left_over());
                }
            });
        }
    });
    fs::write(desk.folder.path().join("deep/journal/left.lock"), "").unwrap();
    assert_eq!(desk.left_over().len(), 64);
    assert_eq!(desk.memory.names().len(), 64);
    // And nobody has a note that another has too: each has its lock, and no lock is left over.
    let files = fs::read_dir(desk.folder.path().join("deep/journal")).unwrap();
    assert_eq!(files.count(), 128);
}

/// Fault 27, {journal} x {corrupt}.
#[test]
fn a_note_that_cannot_be_read_is_set_aside_and_the_others_stay() {
    let desk = Desk::new();
    drop(desk.begin());
    let folder = desk.folder.path().join("deep/journal");
    let nul = vec![0; 100_000];
    let whole = fs::read(folder.join(&desk.files()[0])).unwrap();
    let broken: [(&str, &[u8]); 6] = [
        ("empty", b""),
        ("zeroes", &nul),
        ("half", &whole[..whole.len() / 2]),
        ("other", b"{\"address\": 7}"),
        (
            "state",
            b"{\"address\":\"a@b.org\",\"state\":\"new\",\"time\":1,\"kept\":true}",
        ),
        ("text", "\u{fffd}ä\n".as_bytes()),
    ];
    for (name, bytes) in broken {
        fs::write(folder.join(format!("{name}.json")), bytes).unwrap();
    }
    fs::create_dir(folder.join("folder.json")).unwrap();
    assert_eq!(desk.left_over().len(), 1);
    let aside = desk.files();
    for (name, bytes) in broken {
        let found = aside
            .iter()
            .find(|file| file.starts_with(&format!("{name}.json.broken-")));
        assert_eq!(fs::read(folder.join(found.unwrap())).unwrap(), bytes);
    }
    assert_eq!(desk.left_over().len(), 1);
}

/// Fault 27, {journal} x {read-only, folder missing}.
#[test]
fn a_folder_that_cannot_be_used_is_told_and_stops_nothing() {
    let desk = Desk::new();
    fs::write(
        desk.folder.path().join("deep"),
        "a file where a folder should be",
    )
    .unwrap();
    let mut kept = desk.begin();
    assert_eq!(kept.keeping(), Keeping::NotNoted(NoteFault::NoFolder));
    // Without a note nobody would find it again: it goes into the keyring only when it is proved.
    assert!(desk.memory.names().is_empty());
    assert!(desk.left_over().is_empty());
    assert_eq!(
        block_on(kept.proved(&Secret::from(PASSWORD))),
        Keeping::Saved
    );
    assert_eq!(desk.memory.names(), [OWN]);
}

/// Fault 27, a clock that is a year off, or was.
#[test]
fn the_clock_decides_nothing() {
    let desk = Desk::new();
    let year = 365 * 24 * 60 * 60;
    let now = vestibule::platform::journal::now();
    for time in [0, now - year, now + year, u64::MAX] {
        drop(desk.journal().begin(&note(State::Sent, time)).unwrap());
    }
    let left = desk.left_over();
    assert_eq!(left.len(), 4);
}

/// What was sent a moment ago may still be on its way; what the server said to be made, or what is older, is not.
#[test]
fn only_what_was_just_sent_is_fresh() {
    let now = vestibule::platform::journal::now();
    for (state, time, fresh) in [
        (State::Sent, now, true),
        (State::Sent, now - 3600, false),
        (State::Made, now, false),
    ] {
        let desk = Desk::new();
        drop(desk.journal().begin(&note(state, time)).unwrap());
        let left = desk.left_over();
        assert_eq!(
            left[0].is_fresh(Duration::from_secs(60)),
            fresh,
            "{state:?}"
        );
    }
}

fn note(state: State, time: u64) -> Note {
    Note {
        address: Address::parse(OWN).unwrap(),
        about: Subject::NewAccount,
        state,
        time,
        kept: true,
        way: Way::default(),
    }
}
