//! What the programs of the benchmark have in common: what they are told to do, and how they tell what came of it.
//!
//! `PROGRAM register PORT WAY AUTHORITY NAME COUNT AT_ONCE` registers the accounts NAME0, NAME1 and so on, so many at a
//! time; `PROGRAM cycle PORT WAY AUTHORITY NAME` registers one, signs in, changes its password, reads its record and
//! deletes it. WAY is `direct` or `starttls`, AUTHORITY the file with the certificate that is trusted.

use std::{
    env, fmt, fs,
    process::ExitCode,
    time::{Duration, Instant},
};

use futures::{StreamExt as _, stream};

/// The domain of the server that is measured.
pub(crate) const DOMAIN: &str = "bench.test";
/// The password that the accounts are registered with.
pub(crate) const PASSWORD: &str = "a password of the benchmark";

/// Anything that keeps from going on.
pub(crate) type Failure = Box<dyn std::error::Error + Send + Sync>;

/// What is to be done, and where.
pub(crate) struct Task {
    pub(crate) port: u16,
    pub(crate) is_direct: bool,
    /// A certificate as PEM.
    pub(crate) authority: Vec<u8>,
    pub(crate) name: String,
    pub(crate) work: Work,
}

/// What is to be done.
pub(crate) enum Work {
    Register { count: usize, at_once: usize },
    Cycle,
}

impl Task {
    /// Reads the command line.
    pub(crate) fn from_arguments() -> Result<Self, Failure> {
        let mut arguments = env::args().skip(1);
        let mut next = || arguments.next().ok_or("an argument is missing");
        let verb = next()?;
        Ok(Self {
            port: next()?.parse()?,
            is_direct: next()? == "direct",
            authority: fs::read(next()?)?,
            name: next()?,
            work: match verb.as_str() {
                "register" => Work::Register {
                    count: next()?.parse()?,
                    at_once: next()?.parse()?,
                },
                "cycle" => Work::Cycle,
                _ => return Err("unknown verb".into()),
            },
        })
    }
}

/// How long one registration took, from before the connection.
pub(crate) struct Times {
    began: Instant,
    form: Duration,
    registered: Duration,
}

impl Times {
    /// The clock starts.
    pub(crate) fn begin() -> Self {
        Self {
            began: Instant::now(),
            form: Duration::ZERO,
            registered: Duration::ZERO,
        }
    }

    /// The form is there.
    pub(crate) fn form(&mut self) {
        self.form = self.began.elapsed();
    }

    /// The server has said that the account is made.
    pub(crate) fn registered(&mut self) {
        self.registered = self.began.elapsed();
    }
}

/// Registers `count` accounts by `register`, so many at a time, each in a task of its own.
pub(crate) async fn many<F>(
    name: &str,
    (count, at_once): (usize, usize),
    register: impl Fn(String) -> F,
) -> Vec<Result<Times, Failure>>
where
    F: Future<Output = Result<Times, Failure>> + Send + 'static,
{
    stream::iter(0..count)
        .map(|number| tokio::spawn(register(format!("{name}{number}"))))
        .buffer_unordered(at_once)
        .map(|ended| ended?)
        .collect()
        .await
}

/// Prints what came of a task as a line of JSON.
#[expect(
    clippy::print_stdout,
    reason = "the answer to whoever started this program"
)]
pub(crate) fn tell(results: &[Result<Times, Failure>]) -> ExitCode {
    let mut all = (Vec::new(), Vec::new(), Vec::new());
    for result in results {
        match result {
            Ok(times) => {
                all.0.push(Milliseconds(times.form));
                all.1.push(Milliseconds(times.registered));
            }
            Err(failure) => all.2.push(failure.to_string()),
        }
    }
    let (form, registered, failed) = all;
    println!(
        "{{\"form_ms\": {form:?}, \"registered_ms\": {registered:?}, \"failed\": {failed:?}, \"peak_kib\": {}}}",
        peak_kib()
    );
    if failed.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

struct Milliseconds(Duration);

impl fmt::Debug for Milliseconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.3}", self.0.as_secs_f64() * 1_000.0)
    }
}

/// The most memory that this process ever had, in KiB; 0 where the kernel does not tell.
fn peak_kib() -> u64 {
    fs::read_to_string("/proc/self/status")
        .ok()
        .and_then(|status| {
            let line = status
                .lines()
                .find_map(|line| line.strip_prefix("VmHWM:"))?;
            line.split_whitespace().next()?.parse().ok()
        })
        .unwrap_or(0)
}
