//! Verbs without a window: what the program does when it is told so on the command line.
//!
//! `docs/verbs.md` describes them, their JSON and their exit codes for those who call them.

mod account;
mod accounts;
mod answers;
mod ask;
mod check;
mod columns;
mod filling;
mod form;
mod invitation;
mod json;
mod keep;
mod options;
mod outcome;
mod practice;
mod print;
mod register;
mod servers;
mod services;
mod session;
mod start;
mod survey;
mod target;
mod words;

use std::path::Path;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};

pub use options::{Arguments, Common, Verb};
pub use start::{Opening, no_screen, open, wish};

use crate::domain::{Address, Proxy};
use crate::i18n::I18n;
use crate::platform::ProxySetting;
use crate::practice::Practice;
use crate::scan;
use crate::settings::{Loaded, Settings, Store};
use ask::Asker;
use json::Body;
use outcome::{Outcome, Report};

/// Runs a verb to its end and tells what it came to.
#[must_use]
pub fn run(verb: Verb, common: Common) -> ExitCode {
    let Loaded { settings, trouble } = Store::system().load();
    let i18n = I18n::of(common.lang.as_deref(), settings.language.as_deref());
    if let Some(trouble) = trouble {
        print::error(&words::settings_trouble(&i18n, &trouble));
    }
    // The practice server has said all at its start.
    let json = verb.json() && !matches!(verb, Verb::Practice(_));
    let in_lines = verb.is_told_in_lines();
    let ended = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .map_err(|error| Report::fault(error.to_string()))?;
        let ended = runtime.block_on(until_interrupted(verb, common, i18n.clone(), settings));
        // A prompt may still be waiting for its line.
        runtime.shutdown_background();
        Ok(ended)
    }));
    let report = match ended {
        Ok(Ok(report) | Err(report)) => report,
        // The hook of `plain_panics` has told where.
        Err(_) => Report::new(Outcome::Fault),
    };
    let report = report.in_a_line(in_lines);
    report.print(json);
    report.outcome.into()
}

/// Whether this can be the address whose account settings are wanted; if not, that is told on the terminal, and this is the
/// exit code for it.
#[must_use]
pub fn not_an_address(typed: &str, common: &Common) -> Option<ExitCode> {
    if typed.is_empty() || Address::parse(typed).is_ok() {
        return None;
    }
    let i18n = I18n::new(common.lang.as_deref());
    let sentence = i18n.with("cli-not-an-address", [("typed", typed)]);
    Some(no_window(&sentence, true))
}

/// Tells on the terminal why there is no window, and gives the exit code for it.
#[must_use]
pub fn no_window(sentence: &str, usage: bool) -> ExitCode {
    print::error(sentence);
    if usage {
        Outcome::Usage
    } else {
        Outcome::Fault
    }
    .into()
}

/// Lets a panic say one plain line, without what the values were: they could be a person's.
pub fn plain_panics() {
    std::panic::set_hook(Box::new(|panic| {
        if scan::is_guarded() {
            return;
        }
        // Where the file lay when it was compiled is nobody's business.
        let place = panic.location().map(|place| {
            let file = Path::new(place.file()).file_name().unwrap_or_default();
            format!("{}:{}", file.display(), place.line())
        });
        print::error(&format!(
            "vestibule: a fault of this program ({})",
            place.unwrap_or_default()
        ));
    }));
}

/// What the verbs share.
struct Context {
    i18n: I18n,
    common: Common,
    settings: Settings,
    asker: Asker,
    sent: Sent,
    /// What connections go through.
    proxy: ProxySetting,
    /// What they went through: some hosts are reached without it.
    proxy_used: Option<Proxy>,
    /// A practice server of this verb's own, for as long as it runs.
    practice: Option<Practice>,
}

/// What has been sent that cannot be taken back; decides what an interruption means.
#[derive(Clone, Default)]
struct Sent {
    flight: Arc<Mutex<Option<InFlight>>>,
    /// What is kept of it until its end is known.
    kept: keep::Slot,
}

/// Something that was sent and has no answer yet.
#[derive(Clone)]
struct InFlight {
    /// The account that it is about, if it is about one.
    address: Option<Address>,
}

impl Sent {
    /// Something was sent, for the account of this address if there is one.
    fn note(&self, address: Option<Address>) {
        *self.flight.lock().unwrap_or_else(PoisonError::into_inner) = Some(InFlight { address });
    }

    /// What was sent has had its answer.
    fn answered(&self) {
        *self.flight.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    fn get(&self) -> Option<InFlight> {
        self.flight
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

async fn until_interrupted(verb: Verb, common: Common, i18n: I18n, settings: Settings) -> Report {
    let sent = Sent::default();
    let mut context = Context {
        i18n: i18n.clone(),
        asker: Asker::new(verb.password_file(), i18n.clone()),
        common,
        settings,
        sent: sent.clone(),
        proxy: ProxySetting::default(),
        proxy_used: None,
        practice: None,
    };
    // The practice server ends by an interruption, and ends well: that is its own business.
    let ends_by_itself = !matches!(verb, Verb::Practice(_));
    let work = async {
        if ends_by_itself && let Err(report) = context.settle_proxy().await {
            return report;
        }
        let ended = match verb {
            Verb::Form(options) => form::form(&mut context, &options).await,
            Verb::Register(options) => register::register(&mut context, &options).await,
            Verb::Check(options) if options.is_survey() => {
                survey::check(&mut context, &options).await
            }
            Verb::Check(options) => check::check(&mut context, &options).await,
            Verb::Info(options) => account::info(&mut context, &options).await,
            Verb::Services(options) => services::services(&mut context, &options).await,
            Verb::Unregister(options) => services::unregister(&mut context, &options).await,
            Verb::Password(options) => account::password(&mut context, &options).await,
            Verb::Delete(options) => account::delete(&mut context, &options).await,
            Verb::Accounts(options) => accounts::accounts(&mut context, &options).await,
            Verb::Forget(options) => accounts::forget(&mut context, &options).await,
            Verb::Servers(options) => servers::servers(&mut context, &options).await,
            Verb::Practice(options) => practice::practice(&i18n, options.json).await,
            // It is for whoever has a window.
            Verb::Account(_) => Err(Report::new(Outcome::Usage)),
        };
        let mut report = ended.unwrap_or_else(|report| report);
        if let Some(proxy) = &context.proxy_used {
            report.set_proxy(&i18n, proxy);
        }
        report
    };
    tokio::select! {
        biased;
        report = work => report,
        () = interrupted(), if ends_by_itself => match sent.get() {
            None => {
                sent.kept.forget().await;
                Report::new(Outcome::Interrupted).say(i18n.text("cli-interrupted"))
            }
            Some(InFlight { address }) => {
                let shown = address.as_ref().map(ToString::to_string);
                let said = match &shown {
                    Some(address) => i18n.with("cli-interrupted-sent-for", [("address", address.as_str())]),
                    None => i18n.text("cli-interrupted-sent"),
                };
                Report::new(Outcome::Unknown)
                    .say(said)
                    .body(Body { address: shown, ..Body::default() })
            }
        },
    }
}

/// Listens from the call on, and waits until the person or the system wants the program to end.
fn interrupted() -> impl Future<Output = ()> {
    #[cfg(unix)]
    let signals = {
        use tokio::signal::unix::{SignalKind, signal};
        signal(SignalKind::interrupt()).and_then(|interrupt| {
            signal(SignalKind::terminate()).map(|terminate| (interrupt, terminate))
        })
    };
    async move {
        #[cfg(unix)]
        if let Ok((mut interrupt, mut terminate)) = signals {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
