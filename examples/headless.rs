//! The engine without a window, as a program on a server or a bot uses it: asks a server for its form, fills it in,
//! registers, signs in, changes the password and deletes the account.
//!
//! ```text
//! cargo run --example headless --no-default-features --features engine -- ADDRESS [OPTION]...
//!
//!   --connect HOST:PORT         instead of what DNS says
//!   --tls auto|direct|starttls  the way of encryption; auto if nothing is said
//!   --ca FILE                   trusts the authorities in this PEM file instead of the system's
//!   --set FIELD=VALUE           answers a field of the form; for any number of them
//!   --keep                      ends when the account is there, and leaves it
//! ```
//!
//! The first line of standard input is the password, the second one the password that it is changed to; `--keep` wants no
//! second one. Further lines answer what the form requires and nobody has answered, a puzzle for one: its picture is in a
//! file then, of which the name is told.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program for a terminal"
)]

use std::collections::BTreeSet;
use std::error::Error;
use std::io::{self, Lines, StdinLock, Write as _};
use std::path::PathBuf;
use std::pin::pin;
use std::process::ExitCode;
use std::{env, fs};

use sipper::Sipper as _;
use vestibule::domain::{
    Address, Answers, Credentials, Field, FieldId, Form, Kind, MediaKind, Offer, Refusal, Secret,
    Value,
};
use vestibule::engine::account::{AccountError, Owner};
use vestibule::engine::{
    self, Command, Event, Picture, PictureFault, Proof, Remote, Roots, Target, Tls,
};

#[tokio::main(flavor = "current_thread")]
pub(crate) async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("headless: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Box<dyn Error>> {
    let mut task = Task::from_arguments(env::args().skip(1))?;
    let first = Credentials {
        address: task.address.clone(),
        password: task.password("the password")?,
    };
    if task.keep {
        return task.register(&first).await;
    }
    let second = task.password("the password that it is changed to")?;
    task.register(&first).await?;

    let owner = Owner::new(task.target.clone(), first);
    owner.sign_in().await.map_err(plain)?;
    println!("signed in");
    let record = owner.record().await.map_err(plain)?;
    for field in record.iter().flat_map(|form| &form.fields) {
        if let Some(Value::Text(value)) = &field.preset {
            println!("on record: {} = {value}", field.id.as_str());
        }
    }
    owner.change_password(&second).await.map_err(plain)?;
    println!("changed the password, and signed in with the new one");
    owner.delete().await.map_err(plain)?;
    println!("deleted the account: the server lets nobody in any more");
    Ok(())
}

/// What the program was told to do.
struct Task {
    address: Address,
    target: Target,
    answers: Vec<(FieldId, String)>,
    keep: bool,
    lines: Lines<StdinLock<'static>>,
}

impl Task {
    fn from_arguments(mut arguments: impl Iterator<Item = String>) -> Result<Self, Box<dyn Error>> {
        const USAGE: &str = "usage: headless ADDRESS [--connect HOST:PORT] [--tls auto|direct|starttls] [--ca FILE] \
                             [--set FIELD=VALUE]... [--keep]";
        let address = Address::parse(&arguments.next().ok_or(USAGE)?)?;
        let mut task = Self {
            target: Target::new(address.domain().clone()),
            address,
            answers: Vec::new(),
            keep: false,
            lines: io::stdin().lines(),
        };
        while let Some(option) = arguments.next() {
            let mut value = || arguments.next().ok_or(USAGE);
            match option.as_str() {
                "--keep" => task.keep = true,
                "--connect" => {
                    let place = value()?;
                    let (host, port) = place.rsplit_once(':').ok_or(USAGE)?;
                    task.target.connect = Some((host.to_owned(), port.parse()?));
                }
                "--tls" => {
                    task.target.tls = match value()?.as_str() {
                        "auto" => Tls::Auto,
                        "direct" => Tls::Direct,
                        "starttls" => Tls::StartTls,
                        _ => return Err(USAGE.into()),
                    }
                }
                "--ca" => task.target.roots = Roots::from_pem(&fs::read(value()?)?)?,
                "--set" => {
                    let answer = value()?;
                    let (field, value) = answer.split_once('=').ok_or(USAGE)?;
                    task.answers.push((field.into(), value.to_owned()));
                }
                _ => return Err(USAGE.into()),
            }
        }
        Ok(task)
    }

    fn password(&mut self, what: &str) -> Result<Secret, Box<dyn Error>> {
        let line = self.lines.next().ok_or_else(|| format!("no {what}"))?;
        Ok(Secret::from(line?))
    }

    /// Registers the account, however often the server asks for a form on the way.
    async fn register(&mut self, wanted: &Credentials) -> Result<(), Box<dyn Error>> {
        let (remote, session) = engine::open(self.target.clone());
        let mut session = pin!(session);
        let mut form = None;
        while let Some(event) = session.as_mut().sip().await {
            match event {
                Event::Offered(Offer::Form(offered)) => {
                    let draft = form.insert(Draft::new(offered, wanted, &self.answers));
                    draft.show(self.target.domain.as_str());
                    self.send(draft, &remote)?;
                }
                Event::Offered(Offer::Web(page)) => {
                    return Err(format!("it signs up on the web: {}", page.link).into());
                }
                Event::Offered(Offer::Registered(_)) => {
                    return Err("it says that there is an account already".into());
                }
                Event::Offered(Offer::Closed(refusal)) | Event::Refused(refusal) => {
                    return Err(said(&refusal).into());
                }
                Event::Picture(field, picture) => {
                    if let Some(draft) = &mut form {
                        draft.picture(&field, picture)?;
                        self.send(draft, &remote)?;
                    }
                }
                Event::NotMade => println!("the connection broke and nothing was made: once more"),
                Event::Unsolved => {
                    return Err("the work that the form asks for took too long".into());
                }
                Event::Stage(stage) => eprintln!("({stage:?})"),
                // Sounds, links, invitations: nothing of that was asked for.
                _ => {}
            }
        }
        let outcome = session.await?;
        let proof = match outcome.proof {
            Proof::SignedIn => "proved by a sign-in".to_owned(),
            Proof::Waiting => "it waits for approval, or for a click in an e-mail".to_owned(),
            Proof::Untried(error) => format!("not proved: {error}"),
            Proof::Unwanted | Proof::Nothing => "not proved".to_owned(),
        };
        println!("registered {}: {proof}", wanted.address);
        Ok(())
    }

    /// Asks for what is missing, and sends the form; not before all pictures are there to be looked at.
    fn send(&mut self, draft: &mut Draft, remote: &Remote) -> Result<(), Box<dyn Error>> {
        if !draft.pictures.is_empty() {
            return Ok(());
        }
        let spare = draft.form.spare_challenges();
        for field in draft.form.fields.iter().filter(|field| field.is_question()) {
            let answered = draft.answers.get(&field.id);
            let off = Value::Toggle(false);
            let missing = answered.is_none_or(|answer| answer.is_empty() || *answer == off);
            if field.required && missing && !spare.contains(&field.id) {
                print!("{}: ", label(field));
                io::stdout().flush()?;
                let line = self.lines.next().ok_or("nobody answers")??;
                draft.answers.set(field.id.clone(), answer(field, line));
            }
        }
        let checked = draft.form.check(&draft.answers, false);
        let submission = checked.map_err(|problems| {
            let each = problems
                .iter()
                .map(|problem| format!("{}: {:?}", problem.field.as_str(), problem.fault));
            format!("cannot be sent: {}", each.collect::<Vec<_>>().join(", "))
        })?;
        remote.send(Command::Submit(submission));
        Ok(())
    }
}

/// A form, and what is answered so far.
struct Draft {
    form: Form,
    answers: Answers,
    /// The fields of which a picture is still on its way.
    pictures: BTreeSet<FieldId>,
}

impl Draft {
    fn new(form: Form, wanted: &Credentials, given: &[(FieldId, String)]) -> Self {
        // What the server filled in itself, and name and password.
        let mut answers = form.presets_for(wanted, None);
        for (id, value) in given {
            if let Some(field) = form.field(id) {
                answers.set(id.clone(), answer(field, value.clone()));
            }
        }
        let open = form.fields.iter().filter(|field| {
            field.has_media(MediaKind::Picture) && answers.get(&field.id).is_none()
        });
        Self {
            pictures: open.map(|field| field.id.clone()).collect(),
            form,
            answers,
        }
    }

    fn show(&self, server: &str) {
        println!("the form of {server}:");
        for paragraph in &self.form.instructions {
            println!("  {paragraph}");
        }
        for field in self.form.fields.iter().filter(|field| field.is_question()) {
            let must = if field.required { " (required)" } else { "" };
            println!("  {}: {}{must}", field.id.as_str(), label(field));
        }
    }

    /// Puts a picture where the person can look at it.
    fn picture(
        &mut self,
        field: &FieldId,
        picture: Result<Picture, PictureFault>,
    ) -> Result<(), Box<dyn Error>> {
        match picture {
            Ok(picture) => {
                let file = written(&picture)?;
                println!("the picture of {}: {}", field.as_str(), file.display());
            }
            Err(fault) => println!("no picture of {}: {fault}", field.as_str()),
        }
        let _ = self.pictures.remove(field);
        Ok(())
    }
}

/// Writes a picture as PAM, a format that takes it as it is.
fn written(picture: &Picture) -> io::Result<PathBuf> {
    let (width, height) = (picture.width, picture.height);
    let mut bytes = format!(
        "P7\nWIDTH {width}\nHEIGHT {height}\nDEPTH 4\nMAXVAL 255\nTUPLTYPE RGB_ALPHA\nENDHDR\n"
    )
    .into_bytes();
    bytes.extend_from_slice(&picture.rgba);
    let file = env::temp_dir().join(format!("headless-{}.pam", std::process::id()));
    fs::write(&file, bytes)?;
    Ok(file)
}

fn label(field: &Field) -> &str {
    field.label.as_deref().unwrap_or(field.id.as_str())
}

/// What was typed, as the kind of field wants it.
fn answer(field: &Field, typed: String) -> Value {
    match &field.kind {
        Kind::Secret => Value::Secret(Secret::from(typed)),
        Kind::Toggle => Value::Toggle(matches!(typed.as_str(), "yes" | "true" | "1")),
        Kind::Choice { many: true, .. } | Kind::Addresses => {
            Value::Many(typed.split(',').map(|one| one.trim().to_owned()).collect())
        }
        _ => Value::Text(typed),
    }
}

/// A refusal in a line.
fn said(refusal: &Refusal) -> String {
    let words = refusal.server_text.as_deref().unwrap_or("no words");
    format!("refused, {:?}: {words}", refusal.reason)
}

fn plain(error: AccountError) -> Box<dyn Error> {
    match error {
        AccountError::SignIn(refusal) | AccountError::Refused(refusal) => said(&refusal).into(),
        error => error.into(),
    }
}
