//! The whole life of an account through the engine alone: register, sign in, change the password, read the record, delete.
//!
//! `cargo run --example cycle -- ADDRESS 127.0.0.1:5222 starttls authority.pem`, with `direct` for TLS from the start. The
//! server is taken at its word, as most programs do; with `proved` behind it each step is proved by a sign-in, as Vestibule
//! itself does. The last line tells the most memory that the process ever had.

#![expect(clippy::print_stdout, reason = "a program for a terminal")]

use std::{env, error::Error, fs, pin::pin, time::Instant};

use sipper::Sipper as _;
use vestibule::{
    domain::{Address, Credentials, Offer, Secret},
    engine::{
        self, Command, Event, Roots, Target, Tls,
        account::{Account, Owner},
    },
};

#[tokio::main(flavor = "current_thread")]
pub(crate) async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [address, server, way, authority, how @ ..] = arguments.as_slice() else {
        return Err("usage: cycle ADDRESS HOST:PORT direct|starttls AUTHORITY.PEM [proved]".into());
    };
    let (host, port) = server.split_once(':').ok_or("HOST:PORT")?;
    let first = Credentials {
        address: Address::parse(address)?,
        password: Secret::from("a password of the cycle"),
    };
    let second = Credentials {
        password: Secret::from("another password of the cycle"),
        ..first.clone()
    };
    let target = Target {
        connect: Some((host.to_owned(), port.parse()?)),
        tls: match way.as_str() {
            "direct" => Tls::Direct,
            _ => Tls::StartTls,
        },
        roots: Roots::from_pem(&fs::read(authority)?)?,
        prove: how == ["proved"],
        ..Target::new(first.address.domain().clone())
    };
    let began = Instant::now();
    let step = |done: &str| println!("{:9.3} ms  {done}", began.elapsed().as_secs_f64() * 1_000.0);

    register(&target, &first).await?;
    step("registered");
    if target.prove {
        let owner = Owner::new(target, first);
        owner.change_password(&second.password).await?;
        step("changed the password");
        let _ = owner.record().await?.ok_or("no record")?;
        step("read the record");
        owner.delete().await?;
    } else {
        let mut account = Account::sign_in(&target, &first).await?;
        step("signed in");
        account.change_password(&second.password).await?;
        step("changed the password");
        let _ = account.info().await?.ok_or("no record")?;
        step("read the record");
        account.delete().await?;
    }
    step("deleted");
    println!("{:9} KiB at most", peak());
    Ok(())
}

/// Answers the server's form with a name and a password, and with what the server itself filled in.
async fn register(target: &Target, wanted: &Credentials) -> Result<(), Box<dyn Error>> {
    let (remote, session) = engine::open(target.clone());
    let mut session = pin!(session);
    while let Some(event) = session.as_mut().sip().await {
        match event {
            Event::Offered(Offer::Form(form)) => {
                let answers = form.presets_for(wanted, None);
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
    Ok(())
}

/// The most memory that this process ever had, as the kernel tells it; 0 where it does not.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok())
        .unwrap_or(0)
}
