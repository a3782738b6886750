//! The two streams that a verb speaks on.

use std::io::{self, IsTerminal as _, Write as _};

/// A line of what was asked for. A reader that has gone is no fault.
pub(super) fn line(text: &str) {
    let _ = writeln!(io::stdout().lock(), "{}", plain(text));
}

/// Whether a person reads what was asked for, and no other program.
pub(super) fn is_read_by_eyes() -> bool {
    io::stdout().is_terminal()
}

/// A line of JSON: nothing in it needs to be made plain, because the format leaves no control characters.
pub(super) fn json(text: &str) {
    let _ = writeln!(io::stdout().lock(), "{text}");
}

/// A line beside what was asked for: notes, questions, faults.
pub(super) fn error(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{}", plain(text));
}

/// A question, the answer to which is typed behind it.
pub(super) fn question(text: &str) {
    let mut out = io::stderr().lock();
    let _ = write!(out, "{} ", plain(text));
    let _ = out.flush();
}

/// Text without anything that a terminal would obey: a server's words must not move the cursor or colour the screen.
fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| *c == '\n' || *c == '\t' || !is_control(*c))
        .collect()
}

fn is_control(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_cannot_command_the_terminal() {
        assert_eq!(plain("a\u{1b}[31mb\u{9b}2Jc\u{202e}d\ne"), "a[31mb2Jcd\ne");
    }
}
