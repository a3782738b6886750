//! Every host of the real servers, visited in the real window by keyboard: somebody gets an account there, or reads why
//! not.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "tests fail by panicking"
)]
#![allow(
    unused_results,
    unreachable_pub,
    dead_code,
    reason = "shared test code, of which each test uses a part"
)]

#[path = "support/python.rs"]
mod python;
#[path = "support/reading.rs"]
mod reading;
#[path = "support/screen.rs"]
mod screen;
#[path = "support/sight.rs"]
mod sight;
#[path = "support/testbed.rs"]
mod testbed;
#[path = "support/witness.rs"]
mod witness;

use std::path::Path;
use std::sync::Mutex;
use std::thread;

use reading::{Ink, reads};
use screen::{Look, Screen, Window, way_to};
use testbed::{Ejabberd, Testbed};
use witness::Verdict;

const PROGRAM: &str = env!("CARGO_BIN_EXE_vestibule");

/// A password that every host takes, and one that some do not.
const PASSWORD: &str = "violet-Tram-Ticket-9";
const WEAK: &str = "12345678";

const CHOICE: &str = "Where do you want your address?";
const DONE: &str = "Welcome. This is your address";

/// What somebody meets on a host.
enum End {
    /// A page without a form: its title, and a text on it.
    Page(&'static str, Ink, &'static str),
    /// The form, which says this after it was sent.
    No(Ink, &'static str),
    /// An account.
    Account,
}

use End::{Account, No, Page};

/// A visit: the host, the password, and what is met there.
type Visit = (&'static str, &'static str, End);

const PROSODY: &[Visit] = &[
    ("prosody.test", PASSWORD, Account),
    ("plain.prosody.test", PASSWORD, Account),
    ("inviteopt.prosody.test", PASSWORD, Account),
    ("fields.prosody.test", PASSWORD, Account),
    (
        "invite.prosody.test",
        PASSWORD,
        No(
            Ink::Bad,
            "Only people with an invitation can sign up on invite.prosody.test.",
        ),
    ),
    (
        "closed.prosody.test",
        PASSWORD,
        Page(
            "closed.prosody.test is closed to new people",
            Ink::Muted,
            "The server lets nobody sign up from a program at the moment.",
        ),
    ),
    (
        "block.prosody.test",
        PASSWORD,
        No(Ink::Bad, "block.prosody.test does not let you sign up."),
    ),
    (
        "allow.prosody.test",
        PASSWORD,
        No(Ink::Bad, "allow.prosody.test does not let you sign up."),
    ),
    (
        "redirect.prosody.test",
        PASSWORD,
        Page(
            "redirect.prosody.test signs up on the web",
            Ink::Link,
            "https://redirect.prosody.test/register",
        ),
    ),
    (
        "textonly.prosody.test",
        PASSWORD,
        Page(
            "textonly.prosody.test is closed to new people",
            Ink::Muted,
            "The server lets nobody sign up from a program at the moment.",
        ),
    ),
    (
        "policy.prosody.test",
        WEAK,
        No(
            Ink::Error,
            "The server does not allow that password. Try a longer one.",
        ),
    ),
    ("policy.prosody.test", PASSWORD, Account),
    ("throttle.prosody.test", PASSWORD, Account),
    ("throttle.prosody.test", PASSWORD, Account),
    (
        "throttle.prosody.test",
        PASSWORD,
        No(
            Ink::Warn,
            "The server asks you to wait before you sign up. Try again later.",
        ),
    ),
];

const EJABBERD: &[Visit] = &[
    ("ejabberd.test", PASSWORD, Account),
    ("captcha.ejabberd.test", PASSWORD, Account),
    (
        "strength.ejabberd.test",
        WEAK,
        No(
            Ink::Error,
            "The server does not allow that password. Try a longer one.",
        ),
    ),
    ("strength.ejabberd.test", PASSWORD, Account),
    (
        "denied.ejabberd.test",
        PASSWORD,
        No(Ink::Bad, "denied.ejabberd.test does not let you sign up."),
    ),
    (
        "ipdenied.ejabberd.test",
        PASSWORD,
        No(Ink::Bad, "ipdenied.ejabberd.test does not let you sign up."),
    ),
    (
        "redirect.ejabberd.test",
        PASSWORD,
        Page(
            "redirect.ejabberd.test signs up on the web",
            Ink::Link,
            "https://redirect.ejabberd.test/register",
        ),
    ),
    (
        "nomod.ejabberd.test",
        PASSWORD,
        Page(
            "nomod.ejabberd.test is closed to new people",
            Ink::Muted,
            "The server lets nobody sign up from a program at the moment.",
        ),
    ),
];

/// An ejabberd that counts: a second account from one computer is too many.
const LIMITED: &[Visit] = &[
    ("ejabberd.test", PASSWORD, Account),
    (
        "ejabberd.test",
        PASSWORD,
        No(
            Ink::Warn,
            "The server asks you to wait before you sign up. Try again later.",
        ),
    ),
];

#[test]
fn each_host_of_prosody() {
    let prosody = &Testbed::get().prosody;
    visit_all(PROSODY, prosody.port_starttls, &prosody.ca_pem, None);
}

#[test]
fn each_host_of_ejabberd() {
    let ejabberd = &Testbed::get().ejabberd;
    visit_all(
        EJABBERD,
        ejabberd.port_starttls,
        &ejabberd.ca_pem,
        Some(ejabberd),
    );
}

#[test]
fn an_ejabberd_that_counts() {
    let ejabberd = Ejabberd::limited();
    visit_all(
        LIMITED,
        ejabberd.port_starttls,
        &ejabberd.ca_pem,
        Some(ejabberd),
    );
}

/// What the host of the practice server that refuses on demand is asked for, by name, and what the window says then. No
/// sentence comes twice in a row: what is read is not what was there before.
const REFUSALS: [(&str, Ink, &str); 16] = [
    ("wait", Ink::Warn, LATER),
    (
        "blocked",
        Ink::Bad,
        "refuses.practice.test does not let you sign up.",
    ),
    ("taken", Ink::Error, "That name is taken."),
    ("policy", Ink::Warn, LATER),
    (
        "malformed",
        Ink::Error,
        "The server does not allow that name.",
    ),
    (
        "weak",
        Ink::Error,
        "The server does not allow that password. Try a longer one.",
    ),
    ("code409", Ink::Error, "That name is taken."),
    (
        "fault",
        Ink::Warn,
        "The server could not do it just now. Try again in a while.",
    ),
    (
        "strange",
        Ink::Bad,
        "refuses.practice.test said no and did not say why.",
    ),
    (
        "closed",
        Ink::Bad,
        "refuses.practice.test lets nobody sign up from a program at the moment.",
    ),
    (
        "nothing",
        Ink::Bad,
        "refuses.practice.test said no and did not say why.",
    ),
    ("label", Ink::Error, "The server does not accept this."),
    (
        "forbidden",
        Ink::Bad,
        "refuses.practice.test does not let you sign up.",
    ),
    (
        "missing",
        Ink::Bad,
        "The server does not accept these answers. It did not say which one.",
    ),
    ("echo", Ink::Error, "That name is taken."),
    (
        "languages",
        Ink::Bad,
        "The server does not accept these answers. It did not say which one.",
    ),
];

const LATER: &str = "The server asks you to wait before you sign up. Try again later.";

#[test]
fn each_refusal_says_what_it_means() {
    let screen = Screen::start(1000, 1000, Look::Light);
    let window = screen.open(Path::new(PROGRAM), &["--practice"]);
    window.resize(760, 900);
    window.wait_for_page(CHOICE);
    window.type_text("refuses.practice.test");
    window.press(&["Return"]);
    window.wait_for_page("Your account on refuses.practice.test");
    fill_in(&window, "", PASSWORD, None);
    let send = |name: &str| {
        let (line, _) = window.wait_for_sight("the name", |picture| {
            sight::text_fields(picture).first().copied()
        });
        window.click(line.middle());
        window.press(&["ctrl+a"]);
        window.type_text(name);
        window.press(&["Return"]);
    };
    for (name, ink, sentence) in REFUSALS {
        send(name);
        reads(&window, ink, sentence);
    }
    // The host is not closed to those who do not ask for it.
    send("romeo");
    window.wait_for_page(DONE);
    assert_eq!(window.close(), "0");
}

/// The reading of the screen that the visits rely on: what is a little different is not there.
#[test]
fn what_is_not_said_is_not_read() {
    let prosody = &Testbed::get().prosody;
    let screen = Screen::start(1000, 1000, Look::Light);
    let window = open(&screen, prosody.port_starttls, &prosody.ca_pem);
    window.type_text("closed.prosody.test");
    window.press(&["Return"]);
    let sentence = "The server lets nobody sign up from a program at the moment.";
    reads(&window, Ink::Muted, sentence);
    let picture = window.still_picture();
    for other in [
        "The server lets nobody sign up from a program at this moment.",
        "The server gets nobody sign up from a program at the moment.",
        "The server lets nobody sign up from the program at the moment.",
        "The server nobody lets sign up from a program at the moment.",
        "The server lets nobody sign in from a program at the moment.",
    ] {
        assert!(!reading::says(&picture, Ink::Muted, other), "{other}");
    }
    assert!(!reading::says(&picture, Ink::Bad, sentence));
    assert!(!reading::says(&picture, Ink::Error, sentence));
    assert_eq!(window.close(), "0");
}

/// Opens the window of the program, told to ask the server at `port`.
fn open<'a>(screen: &'a Screen, port: u16, ca_pem: &Path) -> Window<'a> {
    let window = screen.open(Path::new(PROGRAM), &way_to(port, ca_pem));
    window.resize(760, 900);
    window.wait_for_page(CHOICE);
    window
}

/// How many windows are visited at a time, each on a screen of its own: they mostly wait.
const AT_ONCE: usize = 3;

/// Makes each visit in a window of its own, under a name of its own. Several to one host come one after another.
fn visit_all(visits: &[Visit], port: u16, ca_pem: &Path, puzzles: Option<&Ejabberd>) {
    let mut hosts: Vec<Vec<(usize, &Visit)>> = Vec::new();
    for visit in visits.iter().enumerate() {
        match hosts.iter_mut().find(|host| host[0].1.0 == visit.1.0) {
            Some(host) => host.push(visit),
            None => hosts.push(vec![visit]),
        }
    }
    // Those with the most visits come first.
    hosts.sort_by_key(Vec::len);
    let hosts = Mutex::new(hosts);
    let next = || hosts.lock().unwrap().pop();
    thread::scope(|scope| {
        for _ in 0..AT_ONCE.min(hosts.lock().unwrap().len()) {
            // Pictures of what went wrong have the name of the thread.
            let lane = thread::Builder::new().name(format!("visits-{port}"));
            let lane = lane.spawn_scoped(scope, || {
                let screen = Screen::start(1000, 1000, Look::Light);
                while let Some(visits) = next() {
                    for (number, visit) in visits {
                        let name = format!("guest{number}");
                        make_visit(&screen, visit, &name, port, ca_pem, puzzles);
                        let Some(expected) = visit.2.verdict() else {
                            continue;
                        };
                        let address = format!("{name}@{}", visit.0);
                        scope.spawn(move || {
                            let told = witness::sign_in(&address, visit.1, port, ca_pem);
                            assert_eq!(told, expected, "{address}");
                        });
                    }
                }
            });
            let _ = lane.unwrap();
        }
    });
}

impl End {
    /// What the second client is to be told; `None` where there are no accounts to be asked for.
    fn verdict(&self) -> Option<Verdict> {
        match self {
            Account => Some(Verdict::SignedIn),
            No(..) => Some(Verdict::Refused),
            Page(..) => None,
        }
    }
}

fn make_visit(
    screen: &Screen,
    (host, password, end): &Visit,
    name: &str,
    port: u16,
    ca_pem: &Path,
    puzzles: Option<&Ejabberd>,
) {
    let window = open(screen, port, ca_pem);
    window.type_text(host);
    window.press(&["Return"]);
    if let Page(title, ink, text) = end {
        window.wait_for_page(title);
        reads(&window, Ink::Title, title);
        reads(&window, *ink, text);
    } else {
        window.wait_for_page(&format!("Your account on {host}"));
        let puzzles = puzzles.filter(|_| host.starts_with("captcha"));
        fill_in(&window, name, password, puzzles);
        if host.starts_with("fields") {
            fill_in_more(&window);
        }
        window.press(&["Return"]);
    }
    match end {
        Account => window.wait_for_page(DONE),
        No(ink, sentence) => reads(&window, *ink, sentence),
        Page(..) => {}
    }
    assert_eq!(window.close(), "0", "{host}");
}

/// Types name and password, and the answer to a puzzle.
fn fill_in(window: &Window<'_>, name: &str, password: &str, puzzles: Option<&Ejabberd>) {
    let focus = |place: usize| {
        move |picture: &image::RgbaImage| {
            let (_, edge) = *sight::text_fields(picture).get(place)?;
            (edge == sight::ACCENT).then_some(())
        }
    };
    window.wait_for_sight("the focus on the name", focus(0));
    window.type_text(name);
    window.press(&["Tab"]);
    window.wait_for_sight("the focus on the password", focus(1));
    window.type_text(password);
    if let Some(ejabberd) = puzzles {
        window.wait_for_sight("the puzzle", sight::puzzle);
        tab_until(window, "the answer", |picture| {
            let (_, edge) = sight::puzzle(picture)?.answer;
            (edge == sight::ACCENT).then_some(())
        });
        window.type_text(&ejabberd.last_captcha_answer());
    }
}

/// Presses Tab until that is seen.
fn tab_until(window: &Window<'_>, what: &str, is_it: impl Fn(&image::RgbaImage) -> Option<()>) {
    for _ in 0..20 {
        if is_it(&window.still_picture()).is_some() {
            return;
        }
        window.press(&["Tab"]);
    }
    panic!("Tab does not lead to {what}");
}

/// Fills in what the long form wants besides.
fn fill_in_more(window: &Window<'_>) {
    tab_until(window, "the e-mail address", |picture| {
        let label = reading::end_of(picture, Ink::Label, "E-mail")?;
        has_focus(picture, label.line + 18..label.line + 76)
    });
    window.type_text("guest@mail.example");
    tab_until(window, "the terms", |picture| {
        let label = reading::end_of(picture, Ink::Plain, "I accept the terms")?;
        has_focus(picture, label.line - 12..label.line + 32)
    });
    window.press(&["space"]);
}

/// Whether something in these rows has the focus.
fn has_focus(picture: &image::RgbaImage, rows: std::ops::Range<u32>) -> Option<()> {
    let rows = rows.start..rows.end.min(picture.height());
    let mut pixels = rows.flat_map(|y| (0..picture.width()).map(move |x| (x, y)));
    pixels
        .any(|(x, y)| *picture.get_pixel(x, y) == sight::ACCENT)
        .then_some(())
}
