//! The choice of a server in the real window.

use super::PASSWORD;
use super::screen::Window;

/// Somebody who signs up, with a tally of what that takes.
pub struct Hands<'a> {
    window: &'a Window<'a>,
    /// Keys that do something.
    actions: usize,
    /// Lines that were typed into.
    lines: usize,
}

impl<'a> Hands<'a> {
    pub fn on(window: &'a Window<'a>) -> Self {
        Self {
            window,
            actions: 0,
            lines: 0,
        }
    }

    pub fn press(&mut self, key: &str) {
        self.actions += 1;
        self.window.press(&[key]);
    }

    pub fn type_line(&mut self, text: &str) {
        self.lines += 1;
        self.window.type_text(text);
    }

    /// Signs up on the server that is chosen already.
    pub fn sign_up(&mut self, server: &str, name: &str) {
        self.window.wait_for_page("Where do you want your address?");
        self.press("Return");
        self.window
            .wait_for_page(&format!("Your account on {server}"));
        self.type_line(name);
        self.press("Tab");
        self.type_line(PASSWORD);
        self.press("Return");
        self.window.wait_for_page("Welcome. This is your address");
        assert_eq!((self.actions, self.lines), (3, 2));
    }
}
