//! The accounts of the practice server, in memory, and the server's half of SCRAM (RFC 5802, RFC 7677).

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha1::Sha1;
use sha2::{Digest, Sha256};

use crate::domain::Secret;

/// The mechanisms on offer, the best first.
pub const MECHANISMS: [&str; 2] = ["SCRAM-SHA-256", "SCRAM-SHA-1"];

const ITERATIONS: u32 = 4_096;

/// All accounts of all hosts, by bare address.
#[derive(Debug, Default)]
pub struct Accounts(Mutex<HashMap<String, Account>>);

/// What an account told a service when it registered there, by the name of the field.
pub(super) type Registered = HashMap<String, Vec<Secret>>;

/// How it stands with an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Standing {
    /// It can be used.
    #[default]
    Good,
    /// It is there, and nobody gets in.
    Locked,
    /// It will be deleted, and can be used until then.
    Leaving,
}

#[derive(Debug, Clone)]
struct Account {
    password: Secret,
    email: Option<String>,
    standing: Standing,
    /// Its registrations with services, by the address of the service. They end with it.
    services: HashMap<String, Registered>,
}

impl Accounts {
    /// Makes an account. `false` if there is one of that address.
    pub fn add(&self, address: &str, password: Secret, email: Option<String>) -> bool {
        let mut accounts = self.lock();
        if accounts.contains_key(address) {
            return false;
        }
        let account = Account {
            password,
            email,
            standing: Standing::default(),
            services: HashMap::new(),
        };
        let _ = accounts.insert(address.to_owned(), account);
        true
    }

    /// Whether there is an account of that address.
    #[must_use]
    pub fn has(&self, address: &str) -> bool {
        self.lock().contains_key(address)
    }

    /// The e-mail address that is on record.
    #[must_use]
    pub fn email(&self, address: &str) -> Option<String> {
        self.lock().get(address)?.email.clone()
    }

    /// Sets the password of an account. `false` if there is none of that address.
    pub fn change(&self, address: &str, password: Secret) -> bool {
        self.lock()
            .get_mut(address)
            .map(|account| account.password = password)
            .is_some()
    }

    /// Whether this is the password of that account.
    #[must_use]
    pub fn opens(&self, address: &str, password: &str) -> bool {
        self.password(address)
            .is_some_and(|right| right.expose() == password)
    }

    /// Deletes an account. `false` if there is none of that address.
    pub fn remove(&self, address: &str) -> bool {
        self.lock().remove(address).is_some()
    }

    /// Puts another e-mail address on record.
    pub(super) fn set_email(&self, address: &str, email: &str) {
        if let Some(account) = self.lock().get_mut(address) {
            account.email = Some(email.to_owned());
        }
    }

    /// How it stands with an account. `None` if there is none of that address.
    pub(super) fn standing(&self, address: &str) -> Option<Standing> {
        self.lock().get(address).map(|account| account.standing)
    }

    pub(super) fn set_standing(&self, address: &str, standing: Standing) {
        if let Some(account) = self.lock().get_mut(address) {
            account.standing = standing;
        }
    }

    /// What an account told a service. `None` if it is not registered there.
    pub(super) fn registered(&self, address: &str, service: &str) -> Option<Registered> {
        self.lock().get(address)?.services.get(service).cloned()
    }

    /// Registers an account with a service, or changes what it told there. `false` if another account has the same in
    /// the field `unique`, or if there is no such account.
    pub(super) fn register(
        &self,
        address: &str,
        service: &str,
        told: Registered,
        unique: &str,
    ) -> bool {
        let mut accounts = self.lock();
        let has_the_same = |(other, account): (&String, &Account)| {
            let theirs = account.services.get(service);
            other != address && theirs.is_some_and(|theirs| theirs.get(unique) == told.get(unique))
        };
        if accounts.iter().any(has_the_same) {
            return false;
        }
        let account = accounts.get_mut(address);
        account
            .map(|account| account.services.insert(service.to_owned(), told))
            .is_some()
    }

    /// Ends a registration with a service. `false` if there was none.
    pub(super) fn unregister(&self, address: &str, service: &str) -> bool {
        let mut accounts = self.lock();
        let account = accounts.get_mut(address);
        account.is_some_and(|account| account.services.remove(service).is_some())
    }

    fn password(&self, address: &str) -> Option<Secret> {
        self.lock()
            .get(address)
            .map(|account| account.password.clone())
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Account>> {
        // A panic elsewhere leaves the table as it was: each change is one step.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A sign-in that has begun: the client's first message came, ours goes out.
#[derive(Debug)]
pub struct Challenge {
    sha256: bool,
    address: String,
    client_first_bare: String,
    server_first: String,
    nonce: String,
    gs2: String,
    salt: [u8; 16],
    /// A sign-in to an account that there is none of goes its whole way, like any other.
    password: Option<Secret>,
}

/// A sign-in that succeeded.
#[derive(Debug, PartialEq, Eq)]
pub struct SignedIn {
    /// The bare address.
    pub address: String,
    /// The server's last message, its signature.
    pub last: Vec<u8>,
}

impl Challenge {
    /// Reads the client's first message. `random` makes nonce and salt differ each time.
    ///
    /// `None` if the message is not one, or asks for what is not there.
    #[must_use]
    pub fn new(
        mechanism: &str,
        first: &[u8],
        domain: &str,
        accounts: &Accounts,
        random: [u8; 32],
    ) -> Option<Self> {
        let sha256 = match mechanism {
            "SCRAM-SHA-256" => true,
            "SCRAM-SHA-1" => false,
            _ => return None,
        };
        let first = std::str::from_utf8(first).ok()?;
        let (flag, rest) = first.split_once(',')?;
        let (_authzid, bare) = rest.split_once(',')?;
        if flag != "n" && flag != "y" {
            return None;
        }
        let mut parts = bare.split(',');
        let name = parts
            .next()?
            .strip_prefix("n=")?
            .replace("=2C", ",")
            .replace("=3D", "=");
        let client_nonce = parts.next()?.strip_prefix("r=")?;
        let mut salt = [0; 16];
        salt.copy_from_slice(&random[..16]);
        let nonce = format!("{client_nonce}{}", BASE64.encode(&random[16..]));
        let address = format!("{name}@{domain}");
        Some(Self {
            sha256,
            password: accounts.password(&address),
            server_first: format!("r={nonce},s={},i={ITERATIONS}", BASE64.encode(salt)),
            gs2: first[..first.len() - bare.len()].to_owned(),
            client_first_bare: bare.to_owned(),
            address,
            nonce,
            salt,
        })
    }

    /// The server's first message.
    #[must_use]
    pub fn message(&self) -> &[u8] {
        self.server_first.as_bytes()
    }

    /// Checks the client's last message. `None` if the password is wrong or there is no such account.
    #[must_use]
    pub fn check(&self, last: &[u8]) -> Option<SignedIn> {
        let last = std::str::from_utf8(last).ok()?;
        let (without_proof, proof) = last.rsplit_once(",p=")?;
        let expected = format!("c={},r={}", BASE64.encode(&self.gs2), self.nonce);
        if without_proof != expected {
            return None;
        }
        let proof = BASE64.decode(proof).ok()?;
        let text = format!(
            "{},{},{without_proof}",
            self.client_first_bare, self.server_first
        );
        let password = self.password.as_ref()?.expose().as_bytes();
        let (wanted, signature) = if self.sha256 {
            let mut salted = [0_u8; 32];
            pbkdf2::pbkdf2_hmac::<Sha256>(password, &self.salt, ITERATIONS, &mut salted);
            let stored = Sha256::digest(hmac256(&salted, b"Client Key"));
            (
                xor(
                    &hmac256(&salted, b"Client Key"),
                    &hmac256(&stored, text.as_bytes()),
                ),
                hmac256(&hmac256(&salted, b"Server Key"), text.as_bytes()),
            )
        } else {
            let mut salted = [0_u8; 20];
            pbkdf2::pbkdf2_hmac::<Sha1>(password, &self.salt, ITERATIONS, &mut salted);
            let stored = Sha1::digest(hmac1(&salted, b"Client Key"));
            (
                xor(
                    &hmac1(&salted, b"Client Key"),
                    &hmac1(&stored, text.as_bytes()),
                ),
                hmac1(&hmac1(&salted, b"Server Key"), text.as_bytes()),
            )
        };
        (proof == wanted).then(|| SignedIn {
            address: self.address.clone(),
            last: format!("v={}", BASE64.encode(signature)).into_bytes(),
        })
    }
}

fn hmac256(key: &[u8], text: &[u8]) -> Vec<u8> {
    Hmac::<Sha256>::new_from_slice(key)
        .map_or_else(|_| Vec::new(), |mac| finish(mac.chain_update(text)))
}

fn hmac1(key: &[u8], text: &[u8]) -> Vec<u8> {
    Hmac::<Sha1>::new_from_slice(key)
        .map_or_else(|_| Vec::new(), |mac| finish(mac.chain_update(text)))
}

fn finish(mac: impl hmac::Mac) -> Vec<u8> {
    mac.finalize().into_bytes().to_vec()
}

fn xor(one: &[u8], other: &[u8]) -> Vec<u8> {
    one.iter()
        .zip(other)
        .map(|(one, other)| one ^ other)
        .collect()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;
    use crate::domain::{Address, Credentials};
    use crate::protocol::sasl::{Mechanism, Scram};

    fn sign_in(mechanism: Mechanism, typed: &str) -> Option<SignedIn> {
        let accounts = Accounts::default();
        assert!(accounts.add("juliet@open.practice.test", "swordfish".into(), None));
        let credentials = Credentials {
            address: Address::parse("juliet@open.practice.test").unwrap(),
            password: typed.into(),
        };
        let scram = Scram::new(mechanism, &credentials, "fyko+d2lbbFgONRv9qkxdawL").unwrap();
        let challenge = Challenge::new(
            mechanism.name(),
            &scram.first(),
            "open.practice.test",
            &accounts,
            [7; 32],
        )
        .unwrap();
        let (response, expect) = scram.respond(challenge.message()).unwrap();
        let signed_in = challenge.check(&response)?;
        expect.verify(&signed_in.last).unwrap();
        Some(signed_in)
    }

    #[test]
    fn the_right_password_signs_in_and_both_sides_are_sure() {
        for mechanism in [Mechanism::ScramSha256, Mechanism::ScramSha1] {
            assert_eq!(
                sign_in(mechanism, "swordfish").unwrap().address,
                "juliet@open.practice.test"
            );
            assert_eq!(sign_in(mechanism, "swordfisH"), None);
        }
    }

    #[test]
    fn what_is_no_first_message_is_refused() {
        let accounts = Accounts::default();
        for first in ["", "n", "n,,", "n,,n=a", "p=x,,n=a,r=b", "n,,r=b,n=a"] {
            assert!(
                Challenge::new("SCRAM-SHA-256", first.as_bytes(), "x", &accounts, [0; 32])
                    .is_none()
            );
        }
        assert!(Challenge::new("PLAIN", b"\0a\0b", "x", &accounts, [0; 32]).is_none());
    }

    #[test]
    fn an_account_is_made_once() {
        let accounts = Accounts::default();
        assert!(accounts.add("a@x", "one".into(), Some("a@mail.example".into())));
        assert!(!accounts.add("a@x", "two".into(), None));
        assert_eq!(accounts.email("a@x").as_deref(), Some("a@mail.example"));
        assert!(accounts.change("a@x", "three".into()));
        assert!(accounts.remove("a@x"));
        assert!(!accounts.remove("a@x"));
        assert!(!accounts.change("a@x", "four".into()));
    }
}
