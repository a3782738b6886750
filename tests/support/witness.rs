//! The second client that says whether an account works: slixmpp, see `tests/python/`.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::python;

/// What the second client was told.
#[derive(Debug, PartialEq, Eq)]
pub enum Verdict {
    SignedIn,
    /// The server does not take this name and password.
    Refused,
}

/// Has the second client sign in as `address` by STARTTLS at `port` of this machine.
pub fn sign_in(address: &str, password: &str, port: u16, ca_pem: &Path) -> Verdict {
    let mut client = Command::new(python::path())
        .arg(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/python/sign_in.py"
        ))
        .args([address, &port.to_string(), "starttls"])
        .arg(ca_pem)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    writeln!(client.stdin.take().unwrap(), "{password}").unwrap();
    let output = client.wait_with_output().unwrap();
    match String::from_utf8_lossy(&output.stdout).trim() {
        "signed-in" => Verdict::SignedIn,
        "refused" => Verdict::Refused,
        other => panic!(
            "the second client could not tell: {other}\n{}",
            String::from_utf8_lossy(&output.stderr)
        ),
    }
}
