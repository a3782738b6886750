//! The built program, run as a person's shell would run it, away from the person's own files.

use std::ffi::OsString;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

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

/// What came of asking many servers.
#[derive(Debug)]
pub struct Survey {
    pub code: i32,
    /// What was told of each, in the order in which it came.
    pub seen: Vec<Value>,
    /// When each of these was told.
    pub told: Vec<Duration>,
    /// The last line.
    pub end: Value,
    /// The most memory that the program ever had, in bytes, as far as the kernel told before its end.
    pub peak: u64,
    pub took: Duration,
}

impl Survey {
    /// What was told of this server.
    #[track_caller]
    pub fn of(&self, domain: &str) -> &Value {
        let mut found = self.seen.iter().filter(|seen| seen["domain"] == domain);
        let one = found
            .next()
            .unwrap_or_else(|| panic!("{domain} is missing"));
        assert!(found.next().is_none(), "{domain} is there twice");
        one
    }
}

/// The most memory that a running program ever had, in bytes (proc(5), `VmHWM`).
fn peak(id: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kib: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib * 1024)
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

    /// A program that goes through a SOCKS5 proxy at this place (`host:port`), which finds the servers.
    pub fn behind(proxy: &str, ca_pem: &Path) -> Self {
        let options = ["--proxy".into(), proxy.into(), "--ca-file".into()];
        let mut options: Vec<OsString> = options.into();
        options.push(ca_pem.into());
        Self { options }
    }

    /// Runs a verb with `lines` on standard input: the passwords that it asks for.
    pub fn run(&self, arguments: &[&str], lines: &[&str]) -> Run {
        self.run_at(tempfile::tempdir().unwrap().path(), arguments, lines)
    }

    /// The same in a home that is there for longer.
    pub fn run_at(&self, home: &Path, arguments: &[&str], lines: &[&str]) -> Run {
        let arguments = [arguments, &["--json"]].concat();
        let (code, printed, said) = start(&mut self.command(home, &arguments), lines);
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
        let home = tempfile::tempdir().unwrap();
        start(&mut self.command(home.path(), arguments), lines).2
    }

    /// Has these servers asked, named on standard input.
    pub fn check(&self, options: &[&str], domains: &[String]) -> Survey {
        let home = tempfile::tempdir().unwrap();
        let began = Instant::now();
        let arguments = [&["check", "-", "--json"], options].concat();
        let mut program = self.command(home.path(), &arguments).spawn().unwrap();
        let mut input = program.stdin.take().unwrap();
        for domain in domains {
            writeln!(input, "{domain}").unwrap();
        }
        drop(input);
        let mut survey = Survey {
            code: -1,
            seen: Vec::new(),
            told: Vec::new(),
            end: Value::Null,
            peak: 0,
            took: Duration::ZERO,
        };
        for line in BufReader::new(program.stdout.take().unwrap()).lines() {
            let line = line.unwrap();
            let json: Value = serde_json::from_str(&line).unwrap_or_else(|_| panic!("{line}"));
            assert_eq!(survey.end, Value::Null, "behind the end: {line}");
            if json["outcome"].is_null() {
                survey.seen.push(json);
                survey.told.push(began.elapsed());
            } else {
                survey.end = json;
            }
            // Of a program that is done there is nothing to be read any more.
            survey.peak = survey.peak.max(peak(program.id()).unwrap_or(0));
        }
        survey.took = began.elapsed();
        let output = program.wait_with_output().unwrap();
        survey.code = output.status.code().unwrap_or(-1);
        let told = String::from_utf8_lossy(&output.stderr);
        assert_ne!(survey.end, Value::Null, "no end: {told}");
        survey
    }

    /// What runs it with these arguments in this home, with pipes to and from it.
    pub fn command(&self, home: &Path, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vestibule"));
        command
            .args(arguments)
            .args(&self.options)
            .env_clear()
            .env("PATH", "/usr/bin:/bin")
            .env("LC_ALL", "C.UTF-8")
            .env("HOME", home)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }
}

/// Gives the exit code, what was printed, and that with what was told besides.
fn start(command: &mut Command, lines: &[&str]) -> (i32, String, String) {
    let mut program = command.spawn().unwrap();
    let mut input = program.stdin.take().unwrap();
    for line in lines {
        // A program that needs no password may have gone without reading it.
        let _ = writeln!(input, "{line}");
    }
    drop(input);
    let output = program.wait_with_output().unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    let arguments = command
        .get_args()
        .map(|argument| argument.to_string_lossy());
    let said = format!(
        "$ vestibule {}\n{printed}{}",
        arguments.collect::<Vec<_>>().join(" "),
        String::from_utf8_lossy(&output.stderr)
    );
    for line in lines {
        assert!(!said.contains(line), "a password was printed:\n{said}");
    }
    (output.status.code().unwrap_or(-1), printed, said)
}

impl Run {
    /// Checks the exit code.
    #[track_caller]
    pub fn ends_with(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{}", self.said);
        self
    }
}
