//! Takes pictures of every page of the real window: `scripts/screenshots`.
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

#[path = "../tests/support/python.rs"]
mod python;
#[path = "../tests/support/screen.rs"]
mod screen;
#[path = "../tests/support/sight.rs"]
mod sight;
#[path = "../tests/support/testbed.rs"]
mod testbed;

use std::ffi::OsStr;
use std::fs;
use std::io::Read;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject};
use tokio_rustls::rustls::{ServerConfig, ServerConnection};

use screen::{Look, Screen, Window};
use testbed::authority::Authority;
use testbed::watched::Folder;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/screenshots");

const PASSWORD: &str = "violet-Tram-Ticket-9";

fn main() {
    fs::create_dir_all(FOLDER).unwrap();
    for look in [Look::Light, Look::Dark] {
        let studio = Studio {
            screen: Screen::start(1000, 900, look),
            look,
        };
        studio.server();
        studio.connecting();
        studio.form();
        studio.long_form();
        studio.conflict();
        studio.web();
        studio.done();
        studio.closed();
        studio.trouble();
    }
}

struct Studio {
    screen: Screen,
    look: Look,
}

impl Studio {
    fn server(&self) {
        let window = self.practice("");
        self.take(&window, "server");
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
        window.still_picture().save(&path).unwrap();
        println!("docs/screenshots/{name}-{look}.png");
    }
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
