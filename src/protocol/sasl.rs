//! Signing in: SCRAM with every check (RFC 5802, RFC 7677), PLAIN where a server knows no SCRAM at all.
//!
//! The sums of SCRAM take their time: [`Scram::respond`] may run for a second at a million iterations and belongs on a
//! thread of its own.

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha1::Sha1;
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use super::text;
use crate::domain::Credentials;

/// The fewest iterations that are accepted (RFC 7677 section 4).
pub const LEAST_ITERATIONS: u32 = 4_096;
/// The most iterations that are accepted: more would only keep the client busy.
pub const MOST_ITERATIONS: u32 = 1_000_000;

/// A way to sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mechanism {
    /// `SCRAM-SHA-256` (RFC 7677)
    ScramSha256,
    /// `SCRAM-SHA-1` (RFC 5802)
    ScramSha1,
    /// `PLAIN` (RFC 4616): shows the password to the server, so only inside verified TLS.
    Plain,
}

impl Mechanism {
    /// The name on the wire.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::ScramSha256 => "SCRAM-SHA-256",
            Self::ScramSha1 => "SCRAM-SHA-1",
            Self::Plain => "PLAIN",
        }
    }
}

/// The best of what a server offers, and what it is bound with: with a channel binding that both sides have, a `-PLUS`
/// mechanism if there is one. Otherwise the server is told that the client has none (`n`): some offer `-PLUS` and then
/// refuse each binding, and would take an honest `y` for an attack.
///
/// PLAIN only if there is no SCRAM of any kind, so that nobody on the way can have the password by leaving out the better
/// ones that are known here.
#[must_use]
pub fn choose(offered: &[&str], binding: Binding) -> Option<(Mechanism, Binding)> {
    let known = [Mechanism::ScramSha256, Mechanism::ScramSha1];
    if let Binding::Bound { .. } = binding {
        let plus = |mechanism: &Mechanism| {
            offered
                .iter()
                .any(|name| name.strip_suffix("-PLUS") == Some(mechanism.name()))
        };
        if let Some(mechanism) = known.into_iter().find(plus) {
            return Some((mechanism, binding));
        }
    }
    let has = |mechanism: Mechanism| offered.contains(&mechanism.name());
    known
        .into_iter()
        .find(|mechanism| has(*mechanism))
        .or_else(|| {
            let scram = offered.iter().any(|name| name.starts_with("SCRAM-"));
            (has(Mechanism::Plain) && !scram).then_some(Mechanism::Plain)
        })
        .map(|mechanism| (mechanism, Binding::None))
}

/// The one message of PLAIN (RFC 4616 section 2).
#[must_use]
pub fn plain(credentials: &Credentials) -> Zeroizing<Vec<u8>> {
    let name = credentials.address.name().as_str();
    let password = credentials.password.expose();
    let mut message = Zeroizing::new(Vec::with_capacity(name.len() + password.len() + 2));
    message.push(0);
    message.extend_from_slice(name.as_bytes());
    message.push(0);
    message.extend_from_slice(password.as_bytes());
    message
}

/// What ties the sign-in to the TLS connection (RFC 5802 section 6).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Binding {
    /// The client has none: gs2 flag `n`.
    #[default]
    None,
    /// Bound, with a `-PLUS` mechanism: gs2 flag `p`.
    Bound {
        /// The type, `tls-exporter` for one.
        name: &'static str,
        /// The channel's own data.
        data: Vec<u8>,
    },
}

/// A sign-in by SCRAM, before the server has said anything.
#[derive(Debug, Clone)]
pub struct Scram {
    hash: Hash,
    credentials: Credentials,
    nonce: String,
    binding: Binding,
}

impl Scram {
    /// Begins a sign-in. `nonce` must be fresh and random, of printable ASCII without commas.
    ///
    /// `None` if the mechanism is no SCRAM, or the nonce cannot be one.
    #[must_use]
    pub fn new(mechanism: Mechanism, credentials: &Credentials, nonce: &str) -> Option<Self> {
        let hash = match mechanism {
            Mechanism::ScramSha256 => Hash::Sha256,
            Mechanism::ScramSha1 => Hash::Sha1,
            Mechanism::Plain => return None,
        };
        let printable = |byte: u8| byte.is_ascii_graphic() && byte != b',';
        if nonce.is_empty() || !nonce.bytes().all(printable) {
            return None;
        }
        Some(Self {
            hash,
            credentials: credentials.clone(),
            nonce: nonce.to_owned(),
            binding: Binding::None,
        })
    }

    /// The same with a channel binding.
    #[must_use]
    pub fn bound(mut self, binding: Binding) -> Self {
        self.binding = binding;
        self
    }

    /// The mechanism's name on the wire, with `-PLUS` if the channel is bound.
    #[must_use]
    pub fn mechanism(&self) -> &'static str {
        match (self.hash, &self.binding) {
            (Hash::Sha256, Binding::Bound { .. }) => "SCRAM-SHA-256-PLUS",
            (Hash::Sha256, _) => "SCRAM-SHA-256",
            (Hash::Sha1, Binding::Bound { .. }) => "SCRAM-SHA-1-PLUS",
            (Hash::Sha1, _) => "SCRAM-SHA-1",
        }
    }

    /// The client's first message.
    #[must_use]
    pub fn first(&self) -> Vec<u8> {
        format!("{}{}", self.gs2_header(), self.first_bare()).into_bytes()
    }

    /// Answers the server's first message. Takes its time, see the module.
    ///
    /// # Errors
    ///
    /// If the message is malformed or something in it cannot be trusted: then the server does not get an answer.
    pub fn respond(&self, server_first: &[u8]) -> Result<(Vec<u8>, Expect), ScramFault> {
        let message = std::str::from_utf8(server_first).map_err(|_| ScramFault::Malformed)?;
        if let Some(error) = message.strip_prefix("e=") {
            return Err(refused(error));
        }
        if message.starts_with("m=") {
            return Err(ScramFault::Extension);
        }
        let mut parts = message.split(',');
        let mut part = |name: &str| {
            parts
                .next()
                .and_then(|part| part.strip_prefix(name))
                .ok_or(ScramFault::Malformed)
        };
        let (nonce, salt, iterations) = (part("r=")?, part("s=")?, part("i=")?);
        if nonce.len() <= self.nonce.len() || !nonce.starts_with(&self.nonce) {
            return Err(ScramFault::Nonce);
        }
        let salt = BASE64.decode(salt).map_err(|_| ScramFault::Malformed)?;
        if salt.is_empty()
            || iterations.is_empty()
            || !iterations.bytes().all(|b| b.is_ascii_digit())
        {
            return Err(ScramFault::Malformed);
        }
        let iterations = iterations
            .parse()
            .ok()
            .filter(|count| (LEAST_ITERATIONS..=MOST_ITERATIONS).contains(count))
            .ok_or(ScramFault::Iterations)?;

        let mut header = self.gs2_header().into_bytes();
        if let Binding::Bound { data, .. } = &self.binding {
            header.extend_from_slice(data);
        }
        let without_proof = format!("c={},r={nonce}", BASE64.encode(header));
        let signed = format!("{},{message},{without_proof}", self.first_bare());
        let password = self.credentials.password.expose().as_bytes();
        let (proof, signature) = self
            .hash
            .sums(password, &salt, iterations, signed.as_bytes());
        let last = format!("{without_proof},p={}", BASE64.encode(proof));
        Ok((last.into_bytes(), Expect { signature }))
    }

    fn gs2_header(&self) -> String {
        match &self.binding {
            Binding::None => "n,,".to_owned(),
            Binding::Bound { name, .. } => format!("p={name},,"),
        }
    }

    fn first_bare(&self) -> String {
        let name = self.credentials.address.name().as_str();
        let name = name.replace('=', "=3D").replace(',', "=2C");
        format!("n={name},r={}", self.nonce)
    }
}

/// What the server has to say to prove that it knows the password too.
#[derive(Clone)]
pub struct Expect {
    signature: Zeroizing<Vec<u8>>,
}

impl std::fmt::Debug for Expect {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Expect(…)")
    }
}

impl Expect {
    /// Checks the server's final message. Only after this the sign-in is one.
    ///
    /// # Errors
    ///
    /// If the message is malformed, says no, or does not prove anything.
    pub fn verify(&self, server_final: &[u8]) -> Result<(), ScramFault> {
        let message = std::str::from_utf8(server_final).map_err(|_| ScramFault::Malformed)?;
        if let Some(error) = message.strip_prefix("e=") {
            return Err(refused(error));
        }
        let signature = message
            .strip_prefix("v=")
            .and_then(|rest| rest.split(',').next())
            .ok_or(ScramFault::Malformed)?;
        let signature = BASE64
            .decode(signature)
            .map_err(|_| ScramFault::Malformed)?;
        // In constant time for equal lengths.
        let differs = signature
            .iter()
            .zip(self.signature.iter())
            .fold(0, |differs, (one, other)| differs | (one ^ other));
        if signature.len() == self.signature.len() && differs == 0 {
            Ok(())
        } else {
            Err(ScramFault::Signature)
        }
    }
}

/// Why a sign-in by SCRAM was not gone on with.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ScramFault {
    /// The server's message is not one of SCRAM. Its fault.
    #[error("the server's message is malformed")]
    Malformed,
    /// The server did not take up our nonce: a replay, or no SCRAM server.
    #[error("the server did not take up our nonce")]
    Nonce,
    /// Too few iterations to protect the password, or so many that they only cost time.
    #[error("the server wants too few or too many iterations")]
    Iterations,
    /// The server insists on an extension that nobody has defined.
    #[error("the server insists on an unknown extension")]
    Extension,
    /// The server does not know the password: it is not the server that the account is on.
    #[error("the server did not prove that it knows the account")]
    Signature,
    /// The server says no: its `e=` value (RFC 5802 section 7), plain.
    #[error("the server refused: {0}")]
    Refused(String),
}

fn refused(error: &str) -> ScramFault {
    let value = error.split(',').next().unwrap_or_default();
    ScramFault::Refused(text::line(value).unwrap_or_default())
}

#[derive(Debug, Clone, Copy)]
enum Hash {
    Sha1,
    Sha256,
}

impl Hash {
    /// The client's proof and the server's signature (RFC 5802 section 3).
    fn sums(
        self,
        password: &[u8],
        salt: &[u8],
        iterations: u32,
        signed: &[u8],
    ) -> (Vec<u8>, Zeroizing<Vec<u8>>) {
        let mut salted = Zeroizing::new(match self {
            Self::Sha1 => vec![0; 20],
            Self::Sha256 => vec![0; 32],
        });
        match self {
            Self::Sha1 => pbkdf2::pbkdf2_hmac::<Sha1>(password, salt, iterations, &mut salted),
            Self::Sha256 => pbkdf2::pbkdf2_hmac::<Sha256>(password, salt, iterations, &mut salted),
        }
        let client_key = self.hmac(&salted, b"Client Key");
        let stored_key = match self {
            Self::Sha1 => Sha1::digest(&*client_key).to_vec(),
            Self::Sha256 => Sha256::digest(&*client_key).to_vec(),
        };
        let client_signature = self.hmac(&stored_key, signed);
        let proof = client_key
            .iter()
            .zip(client_signature.iter())
            .map(|(key, signature)| key ^ signature)
            .collect();
        let server_key = self.hmac(&salted, b"Server Key");
        (proof, self.hmac(&server_key, signed))
    }

    fn hmac(self, key: &[u8], data: &[u8]) -> Zeroizing<Vec<u8>> {
        // A key of any length is one: the empty fallback is never taken.
        let made = match self {
            Self::Sha1 => Hmac::<Sha1>::new_from_slice(key)
                .map(|mac| mac.chain_update(data).finalize().into_bytes().to_vec()),
            Self::Sha256 => Hmac::<Sha256>::new_from_slice(key)
                .map(|mac| mac.chain_update(data).finalize().into_bytes().to_vec()),
        };
        Zeroizing::new(made.unwrap_or_default())
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests;
