//! What the program runs on.

use std::env::consts::{ARCH, OS};

/// The system in a few words, for a report: `linux x86_64, Debian GNU/Linux 12 (bookworm)`.
#[must_use]
pub fn system() -> String {
    let release = ["/etc/os-release", "/usr/lib/os-release"]
        .iter()
        .find_map(|path| std::fs::read_to_string(path).ok())
        .and_then(|text| pretty_name(&text));
    match release {
        Some(release) => format!("{OS} {ARCH}, {release}"),
        None => format!("{OS} {ARCH}"),
    }
}

/// What a system calls itself (os-release, `PRETTY_NAME`).
fn pretty_name(text: &str) -> Option<String> {
    let value = text
        .lines()
        .find_map(|line| line.strip_prefix("PRETTY_NAME="))?;
    let value = value.trim().trim_matches(['"', '\'']);
    let name: String = value.chars().filter(|c| !c.is_control()).take(80).collect();
    (!name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_is_called_what_it_calls_itself() {
        let text = "NAME=\"Debian\"\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nID=debian\n";
        assert_eq!(
            pretty_name(text).as_deref(),
            Some("Debian GNU/Linux 12 (bookworm)")
        );
        assert_eq!(pretty_name("NAME=x\nPRETTY_NAME=\n"), None);
        assert_eq!(pretty_name(""), None);
        assert!(system().starts_with(OS));
    }
}
