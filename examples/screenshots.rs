//! Takes pictures of every page of the real window: `scripts/screenshots`. With `forms` it takes those of every kind of
//! form, puzzle and refusal in two sizes into `target/screenshots`, for eyes to judge; with `account` those of account
//! settings.
//!
//! The window runs on a virtual screen, on practice, and is led from page to page by keys.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a tool for developers, made of test code"
)]
#![allow(
    unused_results,
    unreachable_pub,
    dead_code,
    reason = "test code, of which only a part is used here"
)]

#[path = "screenshots/account.rs"]
mod account;
#[path = "../tests/support/python.rs"]
mod python;
#[path = "../tests/support/screen.rs"]
mod screen;
#[path = "../tests/support/sight.rs"]
mod sight;
#[path = "../tests/support/testbed.rs"]
mod testbed;

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{BufWriter, Read};
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{DynamicImage, RgbaImage};
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject};
use tokio_rustls::rustls::{ServerConfig, ServerConnection};

use screen::{Look, Screen, Window};
use testbed::authority::Authority;
use testbed::watched::Folder;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/screenshots");

/// Stops of Tab from the name to the line for a date, in the form with everything.
const DAY: usize = 15;

const SEEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/target/screenshots");

const PASSWORD: &str = "violet-Tram-Ticket-9";

/// Forms, and how often each is scrolled on by a window's height.
const FORMS: [(&str, usize); 9] = [
    ("every", 6),
    ("pages", 1),
    ("puzzles", 1),
    ("sound", 1),
    ("question", 1),
    ("work", 0),
    ("linked", 0),
    ("later-picture", 1),
    ("old", 1),
];

/// User names, each of which is refused in a way of its own.
const REFUSED: [&str; 12] = [
    "wait",
    "policy",
    "blocked",
    "taken",
    "malformed",
    "weak",
    "label",
    "missing",
    "closed",
    "fault",
    "strange",
    "nothing",
];

/// The size at start, and the smallest one.
const SIZES: [(&str, u32, u32); 2] = [("normal", 760, 640), ("small", 420, 520)];

fn main() {
    if std::env::args().nth(1).as_deref() == Some("forms") {
        fs::create_dir_all(SEEN).unwrap();
        let studio = Studio {
            screen: Screen::start(1000, 900, Look::Light),
            look: Look::Light,
        };
        for size in SIZES {
            studio.forms(size);
            studio.refusals(size);
        }
        return;
    }
    if std::env::args().nth(1).as_deref() == Some("account") {
        fs::create_dir_all(SEEN).unwrap();
        let studio = Studio {
            screen: Screen::start(1000, 900, Look::Light),
            look: Look::Light,
        };
        studio.account();
        return;
    }
    let only = std::env::args().nth(1);
    fs::create_dir_all(FOLDER).unwrap();
    for look in [Look::Light, Look::Dark] {
        let studio = Studio {
            screen: Screen::start(1000, 900, look),
            look,
        };
        for (name, take) in PAGES {
            if only.as_deref().is_none_or(|only| only == name) {
                take(&studio);
            }
        }
    }
}

/// What is taken for docs/screenshots, by the names of the pages.
const PAGES: [(&str, Take); 14] = [
    ("server", Studio::server),
    ("settings", Studio::settings),
    ("connecting", Studio::connecting),
    ("form", Studio::form),
    ("form-long", Studio::long_form),
    ("pages", Studio::pages),
    ("puzzles", Studio::puzzles),
    ("calendar", Studio::calendar),
    ("conflict", Studio::conflict),
    ("web", Studio::web),
    ("done", Studio::done),
    ("closed", Studio::closed),
    ("trouble", Studio::trouble),
    ("account-settings", Studio::account_settings),
];

type Take = fn(&Studio);

struct Studio {
    screen: Screen,
    look: Look,
}

impl Studio {
    /// The real list: nobody is asked before somebody chooses.
    fn server(&self) {
        let window = self.open(&[]);
        window.wait_for_page("Where do you want your address?");
        self.take(&window, "server");
    }

    fn settings(&self) {
        let window = self.practice("");
        // From the line to the gear above it.
        window.press(&["shift+Tab", "Return"]);
        window.wait_for_page("Settings and About");
        self.take(&window, "settings");
    }

    fn connecting(&self) {
        let window = self.practice("slow.practice.test");
        window.wait_for_page("Asking slow.practice.test");
        self.take(&window, "connecting");
    }

    fn form(&self) {
        let window = self.form_of("captcha.practice.test");
        window.type_text("juliet");
        window.press(&["Tab"]);
        window.type_text(PASSWORD);
        self.take(&window, "form");
    }

    fn long_form(&self) {
        let window = self.form_of("form.practice.test");
        window.type_text("juliet");
        // To where the other kinds of questions are.
        window.press(&["Tab"; 7]);
        self.take(&window, "form-long");
    }

    fn pages(&self) {
        let window = self.form_of("pages.practice.test");
        window.type_text("juliet");
        window.press(&["Tab"]);
        window.type_text(PASSWORD);
        self.take(&window, "pages");
    }

    fn puzzles(&self) {
        let window = self.form_of("puzzles.practice.test");
        self.unfold_puzzles(&window);
        window.scroll((6, 300), 8);
        self.take(&window, "puzzles");
    }

    fn calendar(&self) {
        let window = self.form_of("every.practice.test");
        // To the day, which stands after the first of the other questions.
        window.press(&["Tab"; DAY]);
        window.type_text("2008-02-29");
        window.press(&["Tab"]);
        window.press(&["Return"]);
        window.press(&["Down"]);
        self.take(&window, "calendar");
    }

    fn unfold_puzzles(&self, window: &Window<'_>) {
        // Over the password and its two links, the answer, and the link to another picture.
        window.press(&["Tab"; 6]);
        window.press(&["Return"]);
        self.screen.hide_pointer();
    }

    fn conflict(&self) {
        let window = self.form_of("taken.practice.test");
        sign_up(&window);
        let bad = match self.look {
            Look::Light => sight::BAD,
            Look::Dark => sight::BAD_DARK,
        };
        window.wait_for_sight("the name at fault", |picture| {
            sight::shows(picture, bad).then_some(())
        });
        self.take(&window, "conflict");
    }

    fn web(&self) {
        let window = self.practice("web.practice.test");
        window.wait_for_page("web.practice.test signs up on the web");
        self.take(&window, "web");
    }

    fn done(&self) {
        let window = self.form_of("open.practice.test");
        sign_up(&window);
        window.wait_for_page("Welcome. This is your address");
        self.take(&window, "done");
    }

    fn closed(&self) {
        let window = self.practice("closed.practice.test");
        window.wait_for_page("closed.practice.test");
        self.take(&window, "closed");
    }

    fn trouble(&self) {
        let folder = Folder::new("certificate");
        let (port, ca_pem) = serve_with_an_old_certificate("chat.example.org", &folder);
        let connect = format!("127.0.0.1:{port}");
        let window = self.open(&[
            "--connect".as_ref(),
            connect.as_ref(),
            "--tls".as_ref(),
            "direct".as_ref(),
            "--ca-file".as_ref(),
            ca_pem.as_os_str(),
            "chat.example.org".as_ref(),
        ]);
        window.wait_for_page("This may not be chat.example.org");
        self.take(&window, "trouble");
    }

    /// Every kind of form and puzzle.
    fn forms(&self, (size, width, height): (&str, u32, u32)) {
        for (host, screens) in FORMS {
            let window = self.form_of(&format!("{host}.practice.test"));
            window.resize(width, height);
            self.screen.hide_pointer();
            Self::see(&window, &format!("{host}-{size}-0"));
            for screen in 1..=screens {
                // Below the steps, beside the form: no list of its own is under the mouse.
                window.scroll((6, height / 2), 8);
                Self::see(&window, &format!("{host}-{size}-{screen}"));
            }
            if host == "puzzles" {
                self.unfold_puzzles(&window);
                Self::see(&window, &format!("{host}-{size}-unfolded"));
            }
        }
    }

    /// Every kind of refusal.
    fn refusals(&self, (size, width, height): (&str, u32, u32)) {
        for name in REFUSED {
            let window = self.form_of("refuses.practice.test");
            window.resize(width, height);
            window.type_text(name);
            window.press(&["Tab"]);
            window.type_text(PASSWORD);
            window.press(&["Return"]);
            window.wait_for_sight("a refusal", |picture| {
                // The sign of practice has this ground, too, but is smaller than any notice.
                let soft = picture.pixels().filter(|pixel| **pixel == sight::WARN_SOFT);
                (sight::shows(picture, sight::BAD) || soft.count() > 5_000).then_some(())
            });
            Self::see(&window, &format!("refused-{name}-{size}"));
        }
    }

    fn see(window: &Window<'_>, name: &str) {
        let path = Path::new(SEEN).join(format!("{name}.png"));
        save(&window.still_picture(), &path);
        println!("target/screenshots/{name}.png");
    }

    fn form_of(&self, domain: &str) -> Window<'_> {
        let window = self.practice(domain);
        window.wait_for_page(&format!("Your account on {domain}"));
        window
    }

    /// Opens the window on practice, at `domain` if that is not empty.
    fn practice(&self, domain: &str) -> Window<'_> {
        let domain = Some(OsStr::new(domain)).filter(|domain| !domain.is_empty());
        let arguments: Vec<_> = [OsStr::new("--practice")]
            .into_iter()
            .chain(domain)
            .collect();
        self.open(&arguments)
    }

    fn open(&self, arguments: &[&OsStr]) -> Window<'_> {
        let own = std::env::current_exe().unwrap();
        let folder = own.parent().and_then(Path::parent).unwrap();
        let window = self.screen.open(&folder.join("vestibule"), arguments);
        self.screen.hide_pointer();
        window
    }

    fn take(&self, window: &Window<'_>, name: &str) {
        let look = match self.look {
            Look::Light => "light",
            Look::Dark => "dark",
        };
        let path = Path::new(FOLDER).join(format!("{name}-{look}.png"));
        save(&window.still_picture(), &path);
        println!("docs/screenshots/{name}-{look}.png");
    }
}

/// Writes a picture into as small a file as it goes.
fn save(picture: &RgbaImage, path: &Path) {
    let file = BufWriter::new(File::create(path).unwrap());
    let encoder = PngEncoder::new_with_quality(file, CompressionType::Best, FilterType::Paeth);
    let opaque = DynamicImage::ImageRgba8(picture.clone()).into_rgb8();
    opaque.write_with_encoder(encoder).unwrap();
}

/// Fills in the form and sends it.
fn sign_up(window: &Window<'_>) {
    window.type_text("juliet");
    window.press(&["Tab"]);
    window.type_text(PASSWORD);
    window.press(&["Return"]);
}

/// A server whose certificate ran out; returns its port and the file of its authority, which is written to `folder`.
fn serve_with_an_old_certificate(domain: &str, folder: &Folder) -> (u16, PathBuf) {
    let authority = Authority::new("Certificates of yesterday");
    let (certificate, key) = authority.issue_with(&[domain], |params| {
        params.not_after = rcgen::date_time_ymd(2024, 2, 29);
    });
    folder.write("ca.pem", authority.pem());
    let certificate = CertificateDer::from_pem_slice(certificate.as_bytes()).unwrap();
    let key = PrivateKeyDer::from_pem_slice(key.as_bytes()).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for socket in listener.incoming() {
            let mut socket = socket.unwrap();
            let mut connection = ServerConnection::new(Arc::clone(&config)).unwrap();
            // The client hangs up when it sees the certificate.
            let _ = connection.complete_io(&mut socket);
            let _ = socket.read(&mut [0; 1024]);
        }
    });
    (port, folder.path().join("ca.pem"))
}
