//! The second client that says whether an account works: slixmpp, see `tests/witness/`.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

/// What the second client was told.
#[derive(Debug, PartialEq, Eq)]
pub enum Verdict {
    SignedIn,
    /// The server does not take this name and password.
    Refused,
}

/// Has the second client sign in as `address` by STARTTLS at `port` of this machine.
pub fn sign_in(address: &str, password: &str, port: u16, ca_pem: &Path) -> Verdict {
    let mut client = Command::new(python())
        .arg(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/witness/sign_in.py"
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

/// The Python that has slixmpp; installed by the first call if need be.
fn python() -> &'static str {
    static PYTHON: OnceLock<Result<String, String>> = OnceLock::new();
    let found = PYTHON.get_or_init(|| {
        let output = Command::new("bash")
            .args(["-c", ". scripts/setup.sh && need_witness"])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .map_err(|error| error.to_string())?;
        if output.status.success() {
            Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
        } else {
            Err(String::from_utf8_lossy(&output.stderr).into_owned())
        }
    });
    match found {
        Ok(python) => python,
        Err(why) => panic!("the second client is missing, run scripts/test: {why}"),
    }
}
