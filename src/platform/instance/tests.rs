//! Starts that meet in a folder of the test's own. The window is played by the test.
#![expect(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

use std::fs;
use std::io::{Read as _, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::PathBuf;
use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use futures::StreamExt as _;
use futures::executor::block_on;
use tempfile::TempDir;

use super::hand::{self, Patience};
use super::listen::Instance;
use super::place::Place;
use super::request::{MOST, NO};
use super::{Start, Wish};

/// As long as a machine under load may need.
const LONG: Patience = Patience {
    silence: Duration::from_secs(60),
    busy: Duration::from_secs(60),
};

/// For a window that does not answer.
const SHORT: Patience = Patience {
    silence: Duration::from_millis(100),
    busy: Duration::from_millis(100),
};

const TOKEN: &str = "T0ken-T0ken-1";

struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn own(&self) -> u32 {
        use std::os::unix::fs::MetadataExt as _;
        fs::metadata(self.0.path()).unwrap().uid()
    }

    fn folder(&self) -> PathBuf {
        self.0.path().to_owned()
    }

    fn place(&self) -> Place {
        Place::in_folder(self.folder(), "mark", self.own()).unwrap()
    }

    fn start(&self, wish: &Wish, patience: Patience) -> Start {
        hand::start(&self.place(), wish, patience)
    }

    /// Becomes the window.
    fn first(&self) -> Instance {
        match self.start(&Wish::Nothing, LONG) {
            Start::First(instance) => instance,
            other => panic!("{other:?}"),
        }
    }

    /// What lies in the folder.
    fn left(&self) -> Vec<String> {
        let files = fs::read_dir(self.0.path()).unwrap();
        let mut names: Vec<String> = files
            .map(|file| file.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }
}

fn link() -> Wish {
    Wish::Server(
        format!("xmpp:example.org?register;preauth={TOKEN}")
            .as_str()
            .into(),
    )
}

/// A window that takes so many.
fn window(instance: &Instance, most: usize) -> JoinHandle<Vec<Wish>> {
    let handed = instance.inbox().listen().take(most);
    thread::spawn(move || {
        let taken = handed.map(|handed| handed.take().unwrap());
        block_on(taken.collect())
    })
}

#[test]
fn a_later_start_hands_over_what_it_was_asked_for() {
    let desk = Desk::new();
    let instance = desk.first();
    let wishes = [
        Wish::Nothing,
        link(),
        Wish::Account("juliet@example.org".to_owned()),
    ];
    let window = window(&instance, wishes.len());
    for wish in &wishes {
        assert!(matches!(desk.start(wish, LONG), Start::HandedOver));
    }
    assert_eq!(window.join().unwrap(), wishes);
    assert_eq!(desk.left(), ["window-mark.lock", "window-mark.socket"]);
    let mode = |name: &str| {
        let meta = fs::metadata(desk.0.path().join(name)).unwrap();
        meta.permissions().mode() & 0o777
    };
    assert_eq!(mode("window-mark.socket"), 0o600);
    assert_eq!(mode("window-mark.lock"), 0o600);
    drop(instance);
    assert_eq!(desk.left(), Vec::<String>::new());
    drop(desk.first());
}

#[test]
fn of_starts_at_the_same_instant_one_is_the_window() {
    const STARTS: usize = 8;
    for _ in 0..10 {
        let desk = Desk::new();
        let barrier = Barrier::new(STARTS);
        let started: Vec<Start> = thread::scope(|scope| {
            let starts: Vec<_> = (0..STARTS)
                .map(|_| {
                    scope.spawn(|| {
                        let place = desk.place();
                        let _ = barrier.wait();
                        let start = hand::start(&place, &link(), LONG);
                        if let Start::First(instance) = &start {
                            let taken = window(instance, STARTS - 1).join().unwrap();
                            assert!(taken.iter().all(|wish| *wish == link()));
                        }
                        start
                    })
                })
                .collect();
            starts
                .into_iter()
                .map(|start| start.join().unwrap())
                .collect()
        });
        let firsts = started
            .iter()
            .filter(|start| matches!(start, Start::First(_)));
        assert_eq!(firsts.count(), 1);
        let handed = started
            .iter()
            .filter(|start| matches!(start, Start::HandedOver));
        assert_eq!(handed.count(), STARTS - 1, "{started:?}");
    }
}

/// A start that comes while another one becomes the window finds no socket or one that it can trust.
#[test]
fn a_socket_has_its_rights_from_the_beginning() {
    let desk = Desk::new();
    let place = desk.place();
    let over = AtomicBool::new(false);
    thread::scope(|scope| {
        let looks = scope.spawn(|| {
            while !over.load(Ordering::Relaxed) {
                if let Ok(sound) = place.is_sound() {
                    assert!(sound);
                }
            }
        });
        for _ in 0..200 {
            drop(desk.first());
        }
        over.store(true, Ordering::Relaxed);
        looks.join().unwrap();
    });
}

#[test]
fn what_a_killed_window_left_behind_is_taken_over() {
    let desk = Desk::new();
    // As it lies there then: a socket to which nobody listens, and a lock that nobody holds.
    let place = desk.place();
    drop(UnixListener::bind(place.socket()).unwrap());
    fs::write(desk.0.path().join("window-mark.lock"), "").unwrap();
    let instance = desk.first();
    let window = window(&instance, 1);
    assert!(matches!(desk.start(&link(), LONG), Start::HandedOver));
    assert_eq!(window.join().unwrap(), [link()]);
}

#[test]
fn what_a_window_that_hangs_did_not_take_is_taken_back() {
    let desk = Desk::new();
    let instance = desk.first();
    assert!(matches!(desk.start(&link(), SHORT), Start::Alone));
    // It wakes up: what it finds is done elsewhere by now.
    let mut handed = instance.inbox().listen();
    let late = block_on(handed.next()).unwrap();
    assert_eq!(late.take(), None);
    assert_eq!(late.take(), None);
}

#[test]
fn a_window_that_is_silent_is_not_waited_for() {
    let desk = Desk::new();
    let place = desk.place();
    let _lock = place.lock().unwrap().unwrap();
    // It opens, or is about to end: there is no socket.
    assert!(matches!(desk.start(&link(), SHORT), Start::Alone));
    // It has been suspended: nobody answers at its socket.
    let socket = UnixListener::bind(place.socket()).unwrap();
    fs::set_permissions(place.socket(), fs::Permissions::from_mode(0o600)).unwrap();
    assert!(matches!(desk.start(&link(), SHORT), Start::Alone));
    let (mut line, _) = socket.accept().unwrap();
    let mut heard = Vec::new();
    let _ = line.read_to_end(&mut heard).unwrap();
    // It may wake up and read, but not answer.
    assert!(heard.ends_with(b"}\n"));
    assert!(line.write_all(b"wait\ntaken\n").is_err());
}

#[test]
fn nonsense_at_the_socket_neither_stops_nor_moves_the_window() {
    let desk = Desk::new();
    let instance = desk.first();
    let connect = || UnixStream::connect(desk.place().socket()).unwrap();
    // They say nothing, and hold the line.
    let silent: Vec<UnixStream> = (0..16).map(|_| connect()).collect();
    for said in [
        b"GET / HTTP/1.1\r\n".to_vec(),
        b"\n".to_vec(),
        b"{\"vestibule\":1,\"want\":\"quit\"}\n".to_vec(),
        b"{\"vestibule\":9,\"want\":\"nothing\"}\n".to_vec(),
        b"\xff\xfe\x00\n".to_vec(),
        b"[".repeat(MOST - 1),
        b"x".repeat(4 * MOST),
    ] {
        let mut line = connect();
        // It may hang up before it has all.
        let _ = line.write_all(&said);
        let _ = line.shutdown(std::net::Shutdown::Write);
        let mut answer = Vec::new();
        match line.read_to_end(&mut answer) {
            Ok(_) => assert_eq!(answer, NO),
            // It hung up on what it had not read.
            Err(_) => assert!(said.len() > MOST),
        }
    }
    let window = window(&instance, 1);
    assert!(matches!(desk.start(&link(), LONG), Start::HandedOver));
    assert_eq!(window.join().unwrap(), [link()]);
    drop(silent);
}

#[test]
fn nothing_is_said_to_what_others_could_hear() {
    let desk = Desk::new();
    let _instance = desk.first();
    let socket = desk.place().socket();
    for mode in [0o666, 0o660, 0o601] {
        fs::set_permissions(&socket, fs::Permissions::from_mode(mode)).unwrap();
        assert!(
            matches!(desk.start(&link(), LONG), Start::Alone),
            "{mode:o}"
        );
    }
    // Something else lies there, or a way to elsewhere.
    fs::remove_file(&socket).unwrap();
    fs::write(&socket, "").unwrap();
    fs::set_permissions(&socket, fs::Permissions::from_mode(0o600)).unwrap();
    assert!(matches!(desk.start(&link(), LONG), Start::Alone));
    fs::remove_file(&socket).unwrap();
    let elsewhere = desk.0.path().join("elsewhere");
    let _listener = UnixListener::bind(&elsewhere).unwrap();
    std::os::unix::fs::symlink(&elsewhere, &socket).unwrap();
    assert!(matches!(desk.start(&link(), LONG), Start::Alone));
}

#[test]
fn another_user_is_neither_told_nor_heard() {
    let desk = Desk::new();
    let stranger = desk.own() + 1;
    assert!(Place::in_folder(desk.folder(), "mark", stranger).is_err());
    // To whoever listens for another user, this one is a stranger.
    let mut theirs = desk.place();
    theirs.own = stranger;
    let lock = theirs.lock().unwrap().unwrap();
    let instance = Instance::open(&theirs, lock).unwrap();
    let mut line = UnixStream::connect(theirs.socket()).unwrap();
    let _ = line.write_all(b"{\"vestibule\":1,\"want\":\"nothing\"}\n");
    let mut answer = Vec::new();
    let _ = line.read_to_end(&mut answer);
    assert_eq!(answer, b"");
    assert!(matches!(desk.start(&link(), SHORT), Start::Alone));
    // And whoever looks for another user's window says nothing to this one.
    assert!(matches!(hand::start(&theirs, &link(), LONG), Start::Alone));
    let mut handed = instance.inbox().listen();
    drop(instance);
    assert!(block_on(handed.next()).is_none());
}

#[test]
fn the_folder_is_closed_to_others() {
    let desk = Desk::new();
    let folder = desk.0.path().join("open");
    fs::create_dir(&folder).unwrap();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o777)).unwrap();
    let _place = Place::in_folder(folder.clone(), "mark", desk.own()).unwrap();
    let mode = fs::metadata(&folder).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
    let way = desk.0.path().join("way");
    std::os::unix::fs::symlink(&folder, &way).unwrap();
    assert!(Place::in_folder(way, "mark", desk.own()).is_err());
    assert!(Place::in_folder(desk.0.path().join("none"), "mark", desk.own()).is_err());
}

#[test]
fn a_token_is_in_no_debug_text() {
    let shown = format!("{:?} {:?}", link(), super::Handed::of(link(), None));
    assert!(!shown.contains(TOKEN), "{shown}");
}
