//! The built program, run as a person's shell would run it, away from the person's own files.

use std::ffi::OsString;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

/// How the program connects.
pub struct Program {
    options: Vec<OsString>,
}

/// What a run of the program came to.
#[derive(Debug)]
pub struct Run {
    pub code: i32,
    /// What `--json` printed; null if it printed nothing.
    pub json: Value,
    /// All that was printed, for a person to read when a test fails.
    pub said: String,
}

impl Program {
    /// A program that asks the server at `port` of this machine, for whatever domain, by `tls`: `direct` or `starttls`.
    pub fn at(port: u16, tls: &str, ca_pem: &Path) -> Self {
        let options = [
            "--connect".into(),
            format!("127.0.0.1:{port}").into(),
            "--tls".into(),
            tls.into(),
        ];
        let mut options = Vec::from(options);
        options.extend(["--ca-file".into(), ca_pem.into()]);
        Self { options }
    }

    /// Runs a verb with `lines` on standard input: the passwords that it asks for.
    pub fn run(&self, arguments: &[&str], lines: &[&str]) -> Run {
        let arguments = [arguments, &["--json"]].concat();
        let (code, printed, said) = self.start(&arguments, lines);
        let json = if printed.trim().is_empty() {
            Value::Null
        } else {
            serde_json::from_str(&printed)
                .unwrap_or_else(|error| panic!("not JSON ({error}): {said}"))
        };
        Run { code, json, said }
    }

    /// What a verb says to a person.
    pub fn say(&self, arguments: &[&str], lines: &[&str]) -> String {
        self.start(arguments, lines).2
    }

    /// Gives the exit code, what was printed, and that with what was told besides.
    fn start(&self, arguments: &[&str], lines: &[&str]) -> (i32, String, String) {
        let home = tempfile::tempdir().unwrap();
        let mut program = Command::new(env!("CARGO_BIN_EXE_vestibule"))
            .args(arguments)
            .args(&self.options)
            .env_clear()
            .env("PATH", "/usr/bin:/bin")
            .env("LC_ALL", "C.UTF-8")
            .env("HOME", home.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut input = program.stdin.take().unwrap();
        for line in lines {
            // A program that needs no password may have gone without reading it.
            let _ = writeln!(input, "{line}");
        }
        drop(input);
        let output = program.wait_with_output().unwrap();
        let printed = String::from_utf8(output.stdout).unwrap();
        let said = format!(
            "$ vestibule {}\n{printed}{}",
            arguments.join(" "),
            String::from_utf8_lossy(&output.stderr)
        );
        for line in lines {
            assert!(!said.contains(line), "a password was printed:\n{said}");
        }
        (output.status.code().unwrap_or(-1), printed, said)
    }
}

impl Run {
    /// Checks the exit code.
    #[track_caller]
    pub fn ends_with(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{}", self.said);
        self
    }
}
