//! A sign-up in the real window, at the practice server behind a gate that cuts the way at the worst moments. The accounts
//! are there or not by the server's own word.

use std::ffi::OsString;
use std::path::Path;

use crate::bus::Bus;
use crate::gate::{Gate, Way};
use crate::practice::Practice;
use crate::program::Program;
use crate::screen::{Look, Screen, Window, way_to};
use crate::{PASSWORD, PROGRAM};

pub const HOST: &str = "open.practice.test";
pub const UNKNOWN: &str = "We could not tell whether the account was made";
pub const DONE: &str = "Welcome. This is your address";

/// A screen, and the gate.
pub struct Cut {
    pub gate: Gate,
    screen: Screen,
}

impl Cut {
    pub fn new() -> Self {
        Self {
            gate: Gate::before(Practice::get().port),
            screen: Screen::start(1000, 800, Look::Light),
        }
    }

    /// The window, started with these arguments besides those that lead to the gate.
    pub fn open(&self, arguments: &[&str]) -> Window<'_> {
        let arguments = self.arguments(arguments);
        self.screen.open(Path::new(PROGRAM), &arguments)
    }

    /// The same in a home that outlives it.
    pub fn open_at(&self, home: &Bus, arguments: &[&str]) -> Window<'_> {
        let mut command = home.command(PROGRAM);
        command.args(self.arguments(arguments));
        self.screen.open_at_home(command)
    }

    /// The window, which has just sent its form: the gate was turned before.
    pub fn sending(&self, name: &str, way: Way) -> Window<'_> {
        self.send(self.open(&[HOST]), name, way)
    }

    /// The same in a home that outlives it.
    pub fn sending_at(&self, home: &Bus, name: &str, way: Way) -> Window<'_> {
        self.send(self.open_at(home, &[HOST]), name, way)
    }

    fn send<'a>(&self, window: Window<'a>, name: &str, way: Way) -> Window<'a> {
        window.wait_for_page(&format!("Your account on {HOST}"));
        window.type_text(name);
        window.press(&["Tab"]);
        window.type_text(PASSWORD);
        self.gate.turn(way);
        window.press(&["Return"]);
        window
    }

    fn arguments(&self, more: &[&str]) -> Vec<OsString> {
        let mut arguments = way_to(self.gate.port, &Practice::get().ca_pem);
        arguments.extend(more.iter().map(OsString::from));
        arguments
    }
}

/// The address of somebody of this name.
pub fn address(name: &str) -> String {
    format!("{name}@{HOST}")
}

/// The program without a window, on a way of its own.
pub fn verbs() -> Program {
    Practice::get().program()
}

/// Whether the server has the account.
pub fn has_account(name: &str) -> bool {
    let run = verbs().run(&["info", &address(name)], &[PASSWORD]);
    assert!(matches!(run.code, 0 | 3), "{}", run.said);
    run.code == 0
}

/// Waits until the server has the account, though nobody was told.
pub fn is_made(window: &Window<'_>, name: &str) {
    window.wait_for("the account", || has_account(name).then_some(()));
}
