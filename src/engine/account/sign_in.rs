//! Signing in with SASL (RFC 6120 section 6).

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use tokio::time::Instant;

use super::{AccountError, binding::binding};
use crate::{
    domain::{Address, Credentials, Reason, Refusal, Secret, UserName},
    engine::{
        Error, Stage, Target,
        dial::{self, Wire},
        progress::Progress,
        route::Route,
        stream::{self, Stream},
    },
    protocol::{
        error,
        sasl::{self, Binding, Mechanism, Scram, ScramFault},
        stream::{Sasl, SaslFailure, abort, auth, read_sasl, response},
    },
};

/// Connects anew and signs in. The stream is the one that the success came on: what follows is a new one.
pub(super) async fn sign_in(
    route: &Route,
    credentials: &Credentials,
) -> Result<Stream<Wire>, AccountError> {
    let target = &route.target;
    let mut stream = dial::connect(route, &mut Progress::silent(), Stage::Prove).await?;
    let deadline = Instant::now() + target.deadlines.form;
    let exchange = authenticate(&mut stream, target, credentials);
    tokio::time::timeout_at(deadline, exchange)
        .await
        .unwrap_or(Err(Error::Timeout(Stage::Prove).into()))?;
    Ok(stream)
}

/// Connects anew and finds out whether the server knows an account of this name. It is asked to begin a sign-in, which is
/// given up before anything is said of a password; and where it does begin one, a second one for a name that nobody has: a
/// server that goes along with that as well hides who is there (RFC 5802 section 9), and nothing is known.
pub(super) async fn knows(route: &Route, name: &UserName) -> Result<bool, AccountError> {
    let target = &route.target;
    let mut stream = dial::connect(route, &mut Progress::silent(), Stage::Prove).await?;
    let mut known = begins(&mut stream, target, name).await?;
    if known {
        let nobody = UserName::parse(&format!("nobody-{:016x}", random()?));
        let nobody = nobody.map_err(|_| nonsense())?;
        known = !begins(&mut stream, target, &nobody).await?;
    }
    stream.close().await;
    Ok(known)
}

/// Whether the server begins a sign-in by SCRAM for this name. It is given up at once.
async fn begins(
    stream: &mut Stream<Wire>,
    target: &Target,
    name: &UserName,
) -> Result<bool, AccountError> {
    let chosen = sasl::choose(&offered(stream), Binding::None);
    let credentials = Credentials {
        address: Address::new(name.clone(), target.domain.clone()),
        password: Secret::default(),
    };
    // The password of PLAIN would be part of its first message.
    let scram =
        chosen.and_then(|(mechanism, _)| Scram::new(mechanism, &credentials, &nonce().ok()?));
    let scram = scram.ok_or_else(nonsense)?;
    stream
        .send(&auth(scram.mechanism(), &scram.first()))
        .await?;
    match hear(stream, target).await {
        Ok(Sasl::Challenge(_)) => {}
        Err(error) if error.is_no() => return Ok(false),
        Ok(_) => return Err(nonsense()),
        Err(error) => return Err(error),
    }
    stream.send(&abort()).await?;
    match hear(stream, target).await {
        Err(AccountError::SignIn(_)) => Ok(true),
        Ok(_) => Err(nonsense()),
        Err(error) => Err(error),
    }
}

/// The mechanisms that the server offers.
fn offered(stream: &Stream<Wire>) -> Vec<&str> {
    let mechanisms = &stream.features().mechanisms;
    mechanisms.iter().map(String::as_str).collect()
}

async fn authenticate(
    stream: &mut Stream<Wire>,
    target: &Target,
    credentials: &Credentials,
) -> Result<(), AccountError> {
    let binding = binding(stream.io(), &stream.features().channel_bindings);
    let Some((mechanism, binding)) = sasl::choose(&offered(stream), binding) else {
        return Err(AccountError::SignIn(Box::new(Refusal::new(
            Reason::Unknown,
        ))));
    };
    if mechanism == Mechanism::Plain {
        let message = sasl::plain(credentials);
        stream.send(&auth(mechanism.name(), &message)).await?;
        return match hear(stream, target).await? {
            Sasl::Success(_) => Ok(()),
            _ => Err(nonsense()),
        };
    }
    let nonce = nonce()?;
    let scram = Scram::new(mechanism, credentials, &nonce)
        .ok_or_else(nonsense)?
        .bound(binding);
    stream
        .send(&auth(scram.mechanism(), &scram.first()))
        .await?;
    let challenge = match hear(stream, target).await? {
        Sasl::Challenge(challenge) => challenge,
        // A success that nothing was asked for proves nothing.
        Sasl::Success(_) => return Err(AccountError::Impostor),
        _ => return Err(nonsense()),
    };
    // Up to a million hashes: not here.
    let (answer, expect) = tokio::task::spawn_blocking(move || scram.respond(&challenge))
        .await
        .map_err(|error| Error::Lost(error.to_string()))?
        .map_err(fault)?;
    stream.send(&response(&answer)).await?;
    match hear(stream, target).await? {
        Sasl::Success(Some(last)) => expect.verify(&last).map_err(fault),
        // The server's last message may also come as a challenge (RFC 5802 section 5).
        Sasl::Challenge(last) => {
            expect.verify(&last).map_err(fault)?;
            stream.send(&response(&[])).await?;
            match hear(stream, target).await? {
                Sasl::Success(_) => Ok(()),
                _ => Err(nonsense()),
            }
        }
        Sasl::Success(None) => Err(AccountError::Impostor),
        _ => Err(nonsense()),
    }
}

/// The next element of SASL that is no refusal.
async fn hear(stream: &mut Stream<Wire>, target: &Target) -> Result<Sasl, AccountError> {
    let element = stream.next().await?;
    match read_sasl(&element, &target.lang) {
        Some(Sasl::Failure(SaslFailure { condition, text })) => Err(AccountError::SignIn(
            Box::new(error::sign_in(&condition, text)),
        )),
        Some(said) => Ok(said),
        None => Err(stream::unexpected(&element).into()),
    }
}

fn fault(fault: ScramFault) -> AccountError {
    match fault {
        ScramFault::Nonce | ScramFault::Signature => AccountError::Impostor,
        // The reasons of RFC 5802 section 7 that mean the same as `not-authorized`.
        ScramFault::Refused(reason)
            if matches!(reason.as_str(), "invalid-proof" | "unknown-user") =>
        {
            AccountError::SignIn(Box::new(error::sign_in("not-authorized", None)))
        }
        ScramFault::Refused(reason) => {
            AccountError::SignIn(Box::new(error::sign_in(&reason, None)))
        }
        ScramFault::Malformed | ScramFault::Iterations | ScramFault::Extension => {
            AccountError::Connection(Error::Malformed(fault.to_string()))
        }
    }
}

fn nonsense() -> AccountError {
    Error::Malformed("the sign-in took a turn that makes no sense".to_owned()).into()
}

fn random() -> Result<u64, Error> {
    getrandom::u64().map_err(|error| Error::Lost(format!("no randomness: {error}")))
}

fn nonce() -> Result<String, Error> {
    let mut random = [0; 24];
    getrandom::fill(&mut random).map_err(|error| Error::Lost(format!("no randomness: {error}")))?;
    Ok(BASE64.encode(random))
}
