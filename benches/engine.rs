//! Vestibule's engine, as the benchmark drives it: registrations without the sign-in that proves them, for the other
//! programs do none.

mod task;

use std::{pin::pin, process::ExitCode};

use sipper::Sipper as _;
use vestibule::{
    domain::{Address, Credentials, Domain, Offer, Secret},
    engine::{self, Command, Event, Roots, Target, Tls},
};

use task::{DOMAIN, Failure, PASSWORD, Task, Times, Work};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<ExitCode, Failure> {
    let task = Task::from_arguments()?;
    let Work::Register { count, at_once } = task.work else {
        return Err("examples/cycle does that".into());
    };
    let target = Target {
        connect: Some(("127.0.0.1".to_owned(), task.port)),
        tls: if task.is_direct {
            Tls::Direct
        } else {
            Tls::StartTls
        },
        roots: Roots::from_pem(&task.authority)?,
        prove: false,
        ..Target::new(Domain::parse(DOMAIN)?)
    };
    let register = |name| register(target.clone(), name);
    let results = task::many(&task.name, (count, at_once), register).await;
    Ok(task::tell(&results))
}

async fn register(target: Target, name: String) -> Result<Times, Failure> {
    let credentials = Credentials {
        address: Address::parse(&format!("{name}@{DOMAIN}"))?,
        password: Secret::from(PASSWORD),
    };
    let mut times = Times::begin();
    let (remote, session) = engine::open(target);
    let mut session = pin!(session);
    while let Some(event) = session.as_mut().sip().await {
        match event {
            Event::Offered(Offer::Form(form)) => {
                times.form();
                let answers = form.presets_for(&credentials, None);
                let checked = form.check(&answers, true);
                let submission = checked.map_err(|problems| format!("{problems:?}"))?;
                remote.send(Command::Submit(submission));
            }
            Event::Offered(_) | Event::Refused(_) | Event::NotMade => {
                return Err(format!("{event:?}").into());
            }
            _ => {}
        }
    }
    let _ = session.await?;
    times.registered();
    Ok(times)
}
