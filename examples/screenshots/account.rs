//! Account settings: every state that the practice server leads to.

use std::ffi::OsStr;

use super::{SIZES, Studio};
use crate::screen::Window;

/// The password of the accounts that the practice server has from the start.
const PASSWORD: &str = "practice-makes-perfect-1";

const NEW: &str = "violet-Tram-Ticket-9";

/// Hosts, and how often Tab is pressed to come to a card that is unfolded there.
const CHANGES: [&str; 5] = [
    "weak",
    "again",
    "change-refused",
    "change-unsafe",
    "change-unexpected",
];

const DELETIONS: [&str; 6] = [
    "again",
    "delete-refused",
    "delete-forbidden",
    "delete-later",
    "delete-quiet",
    "delete-error",
];

impl Studio {
    /// Every state of the panel, in two sizes.
    pub(super) fn account(&self) {
        for size in SIZES {
            self.signing_in(size);
            self.at_home(size);
            for host in CHANGES {
                self.change(host, size);
            }
            for host in DELETIONS {
                self.delete(host, size);
            }
            for host in ["managed", "record-refused", "discovery-silent"] {
                let window = self.signed_in(host, size);
                self.seen(&window, &format!("account-{host}"), size);
            }
            self.services("home", 5, size);
            self.services("crowded", 0, size);
        }
    }

    /// The panel for the pictures of the documentation.
    pub(super) fn account_settings(&self) {
        let window = self.signed_in("home", SIZES[0]);
        window.press(&["Tab", "Tab", "Tab"]);
        window.press(&["Return"]);
        self.take(&window, "account");
    }

    fn signing_in(&self, (size, width, height): (&str, u32, u32)) {
        let window = self.open(&["--practice".as_ref(), "account".as_ref()]);
        window.wait_for_page("Sign in to your account");
        window.resize(width, height);
        Self::see(&window, &format!("account-sign-in-{size}"));
        window.type_text("juliet@home.practice.test");
        window.press(&["Tab"]);
        window.type_text("wrong");
        window.press(&["Return"]);
        Self::see(&window, &format!("account-wrong-{size}"));
    }

    fn at_home(&self, size: (&str, u32, u32)) {
        let window = self.signed_in("home", size);
        self.seen(&window, "account-home", size);
        window.press(&["Tab", "Tab"]);
        window.press(&["Return"]);
        self.seen(&window, "account-record", size);
        window.press(&["Escape"]);
        window.press(&["Tab"]);
        window.press(&["Return"]);
        self.seen(&window, "account-password", size);
        window.type_text(NEW);
        self.seen(&window, "account-password-typed", size);
        window.press(&["Return"]);
        self.seen(&window, "account-password-changed", size);
        window.press(&["Tab", "Tab"]);
        window.press(&["Return"]);
        window.type_text("Juliet@HOME.practice.test");
        self.seen(&window, "account-delete-meant", size);
        window.press(&["Tab", "Tab"]);
        window.press(&["Return"]);
        window.wait_for_page("Deleted");
        self.seen(&window, "account-gone", size);
    }

    fn change(&self, host: &str, size: (&str, u32, u32)) {
        let window = self.signed_in(host, size);
        window.press(&["Tab", "Tab"]);
        window.press(&["Return"]);
        window.type_text(if host == "weak" {
            "plain-and-weak"
        } else {
            NEW
        });
        window.press(&["Return"]);
        self.seen(&window, &format!("account-change-{host}"), size);
    }

    fn delete(&self, host: &str, size: (&str, u32, u32)) {
        let window = self.signed_in(host, size);
        window.press(&["Tab"; 4]);
        window.press(&["Return"]);
        window.type_text(&format!("juliet@{host}.practice.test"));
        // The button is there once all of it is typed.
        let _ = window.still_picture();
        window.press(&["Tab", "Tab"]);
        window.press(&["Return"]);
        if matches!(host, "delete-quiet" | "delete-error") {
            window.wait_for_page("Deleted");
        }
        self.seen(&window, &format!("account-delete-{host}"), size);
    }

    /// The services of a host, and the first few of them.
    fn services(&self, host: &str, opened: usize, size: (&str, u32, u32)) {
        let window = self.signed_in(host, size);
        let stops = if host == "home" { 4 } else { 3 };
        window.press(&vec!["Tab"; stops]);
        window.press(&["Return"]);
        let looking = window.still_picture();
        let () = window.wait_for_sight("the services", |_| {
            let now = window.still_picture();
            let changed = now.pixels().zip(looking.pixels()).filter(|(a, b)| a != b);
            // More than the caret.
            (changed.count() > 2_000).then_some(())
        });
        self.seen(&window, &format!("account-services-{host}"), size);
        for place in 0..opened {
            let _ = window.still_picture();
            window.press(&["Home"]);
            for _ in 0..place {
                window.press(&["Down"]);
            }
            window.press(&["Return"]);
            self.seen(&window, &format!("account-service-{host}-{place}"), size);
            window.press(&["Escape"]);
        }
    }

    fn signed_in(&self, host: &str, (_, width, height): (&str, u32, u32)) -> Window<'_> {
        let address = format!("juliet@{host}.practice.test");
        let arguments = ["--practice", "account", &address].map(OsStr::new);
        let window = self.open(&arguments);
        window.wait_for_page("Sign in to your account");
        window.resize(width, height);
        window.type_text(PASSWORD);
        window.press(&["Return"]);
        window.wait_for_page(&address);
        // What the server has on record brings a button of its own.
        let _ = window.still_picture();
        window
    }

    fn seen(&self, window: &Window<'_>, name: &str, (size, ..): (&str, u32, u32)) {
        self.screen.hide_pointer();
        Self::see(window, &format!("{name}-{size}"));
    }
}
