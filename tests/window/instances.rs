//! A second start beside a window that is open: what it was asked for comes to that window, which is brought to the front.

use std::ffi::OsString;
use std::fs;
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::bus::Bus;
use crate::reading::{Ink, press, reads};
use crate::screen::{Look, Screen, Window, wait_for, way_to};
use crate::testbed::Testbed;
use crate::testbed::watched::Watched;
use crate::witness::{self, Verdict};
use crate::{PASSWORD, PROGRAM};

const FIRST: &str = "Where do you want your address?";
const RAISED: &str = "The window is open already: it is shown.";
const TAKEN: &str = "The window that is open has taken it.";
const HOST: &str = "inviteopt.prosody.test";

/// A person at a screen.
struct Desk {
    home: Bus,
    screen: Screen,
    options: Vec<OsString>,
}

impl Desk {
    fn new(options: Vec<OsString>) -> Self {
        Self {
            home: Bus::without_keyring(),
            screen: Screen::start(1000, 800, Look::Light),
            options,
        }
    }

    fn at_prosody() -> Self {
        let prosody = &Testbed::get().prosody;
        Self::new(way_to(prosody.port_starttls, &prosody.ca_pem))
    }

    fn on_practice() -> Self {
        Self::new(vec!["--practice".into()])
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.home.command(PROGRAM);
        command.args(&self.options).args(arguments);
        command
    }

    /// A start that opens a window.
    fn open(&self, arguments: &[&str]) -> Window<'_> {
        self.screen.open_at_home(self.command(arguments))
    }

    /// A start that hands over, and what it says.
    fn hand(&self, arguments: &[&str]) -> String {
        let program = self.screen.start_beside(self.command(arguments));
        end(&program)
    }

    /// Where windows meet.
    fn meeting(&self) -> PathBuf {
        self.home.home().parent().unwrap().join("run/vestibule")
    }

    /// The files there.
    fn left(&self) -> Vec<String> {
        let files = fs::read_dir(self.meeting()).into_iter().flatten().flatten();
        let names = files.map(|file| file.file_name().into_string().unwrap());
        names.filter(|name| name.starts_with("window-")).collect()
    }
}

/// What a start says that opens no window.
fn end(program: &Watched) -> String {
    let code = wait_for("the end of the second start", || program.exited());
    let said = fs::read_to_string(program.folder().join("output")).unwrap();
    assert_eq!(code, "0", "{said}");
    said.trim().to_owned()
}

/// Whether this stands in any file below a folder.
fn is_below(folder: &Path, text: &str) -> bool {
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    files.into_iter().any(|file| match file.file_type() {
        Ok(kind) if kind.is_dir() => is_below(&file.path(), text),
        Ok(kind) if kind.is_file() => {
            let bytes = fs::read(file.path()).unwrap_or_default();
            bytes
                .windows(text.len())
                .any(|part| part == text.as_bytes())
        }
        _ => false,
    })
}

#[test]
fn an_invitation_is_opened_in_the_window_that_is_there() {
    let desk = Desk::at_prosody();
    let prosody = &Testbed::get().prosody;
    let window = desk.open(&[]);
    window.wait_for_page(FIRST);
    let link = prosody.invitation(HOST, "create_account(\"invited1\")");
    assert_eq!(desk.hand(&[&link]), TAKEN);
    window.wait_for_page(&format!("Your account on {HOST}"));
    window.type_text(PASSWORD);
    window.press(&["Return"]);
    window.wait_for_page("Welcome. This is your address");
    let address = format!("invited1@{HOST}");
    let verdict = witness::sign_in(&address, PASSWORD, prosody.port_starttls, &prosody.ca_pem);
    assert_eq!(verdict, Verdict::SignedIn);
    // Who has the token can use it: it was written down nowhere.
    let (_, token) = link.split_once("preauth=").unwrap();
    let token = token.split(';').next().unwrap();
    assert!(!is_below(desk.home.home().parent().unwrap(), token));
    assert!(!is_below(window.home(), token));
    assert_eq!(window.close(), "0");
    assert_eq!(desk.left(), Vec::<String>::new());
}

#[test]
fn in_the_middle_of_a_form_it_is_asked_and_what_was_typed_is_kept() {
    let desk = Desk::on_practice();
    let window = desk.open(&["open.practice.test"]);
    window.wait_for_page("Your account on open.practice.test");
    window.type_text("juliet");
    assert_eq!(desk.hand(&["taken.practice.test"]), TAKEN);
    reads(&window, Ink::Title, "Sign up on taken.practice.test?");
    reads(
        &window,
        Ink::Muted,
        "What you typed for open.practice.test is kept: choose open.practice.test again, and it is there.",
    );
    press(&window, "Stay here");
    // The cursor is where it was; the window went nowhere.
    window.type_text("1597");
    assert_eq!(desk.hand(&["taken.practice.test"]), TAKEN);
    reads(&window, Ink::Title, "Sign up on taken.practice.test?");
    window.press(&["Return"]);
    window.wait_for_page("Your account on taken.practice.test");
    window.press(&["Escape"]);
    window.wait_for_page(FIRST);
    window.press(&["ctrl+a"]);
    window.type_text("open.practice.test");
    window.press(&["Return"]);
    window.wait_for_page("Your account on open.practice.test");
    window.press(&["Tab"]);
    window.type_text(PASSWORD);
    window.press(&["Return"]);
    window.wait_for_page("Welcome. This is your address");
    assert_eq!(window.close(), "0");
}

#[test]
fn account_settings_are_opened_in_the_window_that_is_there() {
    let desk = Desk::on_practice();
    let window = desk.open(&[]);
    window.wait_for_page(FIRST);
    assert_eq!(desk.hand(&["account", "juliet@open.practice.test"]), TAKEN);
    window.wait_for_page("Sign in to your account");
    assert_eq!(window.close(), "0");
}

#[test]
fn a_window_that_is_covered_or_put_away_is_brought_back() {
    let desk = Desk::on_practice();
    let window = desk.open(&[]);
    window.wait_for_page(FIRST);
    // With another language it is another window.
    let cover = desk.open(&["--lang", "de", "account"]);
    cover.wait_for_page("Melden Sie sich bei Ihrem Konto an");
    window.wait_for("the cover", || (cover.is_active()).then_some(()));
    assert!(!window.is_active());
    assert_eq!(desk.hand(&[]), RAISED);
    window.wait_for("the window", || window.is_active().then_some(()));
    reads(&window, Ink::Title, FIRST);

    window.minimize();
    window.wait_for("an empty place", || (!window.is_shown()).then_some(()));
    assert_eq!(desk.hand(&[]), RAISED);
    window.wait_for("the window", || {
        (window.is_shown() && window.is_active()).then_some(())
    });
    reads(&window, Ink::Title, FIRST);
    assert_eq!(window.close(), "0");
    cover.kill();
}

#[test]
fn what_is_different_has_a_window_of_its_own() {
    let desk = Desk::on_practice();
    let window = desk.open(&[]);
    window.wait_for_page(FIRST);
    let own = desk.open(&["--new-window"]);
    own.wait_for_page(FIRST);
    let proxy = desk.home.command(PROGRAM);
    let plain = desk.screen.open_at_home(proxy);
    plain.wait_for_page(FIRST);
    // Through another proxy nothing of the first one may go.
    let mut hidden = desk.command(&[]);
    hidden.env("ALL_PROXY", "socks5://127.0.0.1:9");
    let hidden = desk.screen.open_at_home(hidden);
    hidden.wait_for_page(FIRST);
    let mut other_home = desk.command(&[]);
    other_home.env("HOME", hidden.home());
    let other_home = desk.screen.open_at_home(other_home);
    other_home.wait_for_page(FIRST);
    assert_eq!(desk.screen.windows().len(), 5);
    for window in [window, own, plain, hidden, other_home] {
        window.kill();
    }
}

#[test]
fn of_starts_at_the_same_instant_one_opens_a_window() {
    let desk = Desk::on_practice();
    let starts: Vec<Watched> = (0..4)
        .map(|_| desk.screen.start_beside(desk.command(&[])))
        .collect();
    wait_for("the end of all but one", || {
        let ended = starts.iter().filter(|start| start.exited().is_some());
        (ended.count() == 3).then_some(())
    });
    for start in starts.iter().filter(|start| start.exited().is_some()) {
        assert_eq!(end(start), RAISED);
    }
    wait_for("one window", || {
        (desk.screen.windows().len() == 1).then_some(())
    });
}

#[test]
fn what_a_killed_window_left_is_no_hindrance() {
    let desk = Desk::on_practice();
    let window = desk.open(&[]);
    window.wait_for_page(FIRST);
    window.kill();
    assert_eq!(desk.left().len(), 2);
    let window = desk.open(&["open.practice.test"]);
    window.wait_for_page("Your account on open.practice.test");
    assert_eq!(desk.hand(&[]), RAISED);
    assert_eq!(window.close(), "0");
    assert_eq!(desk.left(), Vec::<String>::new());
}

#[test]
fn beside_a_window_that_hangs_another_one_opens() {
    let desk = Desk::on_practice();
    let window = desk.open(&[]);
    window.wait_for_page(FIRST);
    window.hang(true);
    let second = desk.open(&["open.practice.test"]);
    second.wait_for_page("Your account on open.practice.test");
    // What it did not take, it does not do when it goes on.
    window.hang(false);
    assert_eq!(desk.hand(&[]), RAISED);
    window.wait_for("the first window", || window.is_active().then_some(()));
    window.wait_for_page(FIRST);
    assert_eq!(window.close(), "0");
    second.kill();
}

#[test]
fn a_socket_that_others_could_listen_at_is_told_nothing() {
    use std::os::unix::fs::PermissionsExt as _;
    let desk = Desk::on_practice();
    let window = desk.open(&[]);
    window.wait_for_page(FIRST);
    let left = desk.left();
    let socket = left.iter().find(|name| name.ends_with(".socket")).unwrap();
    let socket = desk.meeting().join(socket);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&socket), mode(&desk.meeting())), (0o600, 0o700));
    // Somebody else has put one of theirs in its place.
    fs::remove_file(&socket).unwrap();
    let listener = UnixListener::bind(&socket).unwrap();
    fs::set_permissions(&socket, fs::Permissions::from_mode(0o666)).unwrap();
    let second = desk.open(&["xmpp:open.practice.test?register"]);
    second.wait_for_page("Your account on open.practice.test");
    listener.set_nonblocking(true).unwrap();
    assert!(listener.accept().is_err());
    assert_eq!(second.close(), "0");
    window.kill();
}

#[test]
fn a_link_for_other_programs_is_shown_where_there_are_none() {
    let desk = Desk::on_practice();
    let link = "xmpp:room@chat.example?join";
    let window = desk.open(&[link]);
    let about = "This link leads into the room room@chat.example";
    reads(&window, Ink::Title, about);
    window.press(&["Return"]);
    reads(&window, Ink::Title, FIRST);
    // And in a window that is open already.
    assert_eq!(desk.hand(&[link]), TAKEN);
    reads(&window, Ink::Title, about);
    assert_eq!(window.close(), "0");
}
