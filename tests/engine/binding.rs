//! Sign-ins that are tied to the TLS connection, against a server that knows its own end of it.

use std::sync::Arc;

use rcgen::{
    KeyPair, PKCS_ECDSA_P256_SHA256, PKCS_ECDSA_P384_SHA384, PKCS_ED25519, SignatureAlgorithm,
};
use sha2::{Digest as _, Sha256, Sha384};
use tokio_rustls::rustls::{
    SupportedProtocolVersion,
    pki_types::{CertificateDer, pem::PemObject as _},
    version::{TLS12, TLS13},
};
use vestibule::engine::{
    Tls,
    account::{self, AccountError},
};

use crate::{
    account::credentials,
    authority::Authority,
    fake::{DOMAIN, Fake, Hash, Line, PASSWORD, Script, script, server_config},
};

/// Features with these mechanisms and these bindings (XEP-0440).
fn features(mechanisms: &[&str], bindings: &[&str]) -> String {
    let mechanisms = mechanisms.join("</mechanism><mechanism>");
    let list = if bindings.is_empty() {
        String::new()
    } else {
        format!(
            "<sasl-channel-binding xmlns='urn:xmpp:sasl-cb:0'><channel-binding type='{}'/></sasl-channel-binding>",
            bindings.join("'/><channel-binding type='")
        )
    };
    format!(
        "<stream:features><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>{mechanisms}</mechanism></mechanisms>\
         {list}</stream:features>"
    )
}

const ALL: &[&str] = &[
    "SCRAM-SHA-1",
    "SCRAM-SHA-1-PLUS",
    "SCRAM-SHA-256",
    "SCRAM-SHA-256-PLUS",
    "PLAIN",
];
const SHA1: &[&str] = &["SCRAM-SHA-1", "SCRAM-SHA-1-PLUS", "PLAIN"];

/// What is offered, and what the client has to make of it.
#[derive(Clone, Copy)]
struct Case {
    version: &'static SupportedProtocolVersion,
    mechanisms: &'static [&'static str],
    bindings: &'static [&'static str],
    /// The mechanism and the binding that are expected.
    chosen: (&'static str, &'static str),
}

/// Lets in whoever knows the password and is at the other end of this very TLS connection.
fn lets_in(case: Case, end_point: Vec<u8>) -> Script {
    script(move |line: Line| async move {
        let (mechanism, binding) = case.chosen;
        let mut line = line.secure().await;
        line.header_with(&features(case.mechanisms, case.bindings))
            .await;
        let auth = line.read_to("</auth>").await.replace('"', "'");
        assert!(auth.contains(&format!("mechanism='{mechanism}'")), "{auth}");
        let (header, data) = match binding {
            "" => ("n,,".to_owned(), Vec::new()),
            "tls-exporter" => (
                format!("p={binding},,"),
                line.tls.as_ref().unwrap().exporter.clone(),
            ),
            _ => (format!("p={binding},,"), end_point),
        };
        let (first, salt) = line
            .challenge_to(&auth, &header, 4096, |nonce| format!("{nonce}server"))
            .await;
        let hash = if mechanism.starts_with("SCRAM-SHA-256") {
            Hash::Sha256
        } else {
            Hash::Sha1
        };
        let (bound, proven, signature) = line.proof_by(hash, &first, &salt, PASSWORD).await;
        assert_eq!(bound, [header.as_bytes(), &data].concat(), "{mechanism}");
        assert!(proven, "the wrong password");
        line.success(&signature).await;
        line.read_all().await;
    })
}

/// A server whose certificate was signed with this key, for one sign-in.
async fn signs_in(
    case: Case,
    key: &'static SignatureAlgorithm,
    end_point: impl FnOnce(&[u8]) -> Vec<u8>,
) {
    let authority = Authority::signing_with(
        "Authority of the engine's tests",
        KeyPair::generate_for(key).unwrap(),
    );
    let (certificate, key) = authority.issue(&[DOMAIN]);
    let config = server_config(&certificate, &key, &[case.version]);
    let der = CertificateDer::from_pem_slice(certificate.as_bytes()).unwrap();
    let scripts = vec![lets_in(case, end_point(&der))];
    let mut fake = Fake::start_with(Arc::new(authority), config, scripts).await;
    fake.target.tls = Tls::Direct;
    let proof = account::prove(&fake.target, &credentials()).await;
    fake.played_exactly().await;
    proof.unwrap();
}

/// Requirements 112 and 113 (XEP-0440 section 3, RFC 9266, RFC 5929).
#[tokio::test]
async fn a_sign_in_is_bound_to_its_connection_where_the_server_names_how() {
    const EXPORTER: &str = "tls-exporter";
    const END_POINT: &str = "tls-server-end-point";
    let both = &[END_POINT, EXPORTER];
    for case in [
        (&TLS13, ALL, &both[..], ("SCRAM-SHA-256-PLUS", EXPORTER)),
        (&TLS13, SHA1, both, ("SCRAM-SHA-1-PLUS", EXPORTER)),
        (&TLS13, ALL, &[END_POINT], ("SCRAM-SHA-256-PLUS", END_POINT)),
        (&TLS13, SHA1, &[END_POINT], ("SCRAM-SHA-1-PLUS", END_POINT)),
        (
            &TLS13,
            ALL,
            &["tls-unique", EXPORTER],
            ("SCRAM-SHA-256-PLUS", EXPORTER),
        ),
        // What is safe only with TLS 1.3 is not used before.
        (&TLS12, ALL, both, ("SCRAM-SHA-256-PLUS", END_POINT)),
        (&TLS12, ALL, &[EXPORTER], ("SCRAM-SHA-256", "")),
        // Nothing named, or nothing that is known here: as if there were no such thing.
        (&TLS13, ALL, &[], ("SCRAM-SHA-256", "")),
        (&TLS13, SHA1, &["tls-unique"], ("SCRAM-SHA-1", "")),
        (
            &TLS13,
            &["SCRAM-SHA-256", "PLAIN"],
            both,
            ("SCRAM-SHA-256", ""),
        ),
    ] {
        let (version, mechanisms, bindings, chosen) = case;
        let case = Case {
            version,
            mechanisms,
            bindings,
            chosen,
        };
        signs_in(case, &PKCS_ECDSA_P256_SHA256, |der| {
            Sha256::digest(der).to_vec()
        })
        .await;
    }
}

/// A certificate is hashed with the function of its signature (RFC 5929 section 4.1).
#[tokio::test]
async fn the_end_point_is_hashed_as_it_was_signed() {
    let case = |chosen| Case {
        version: &TLS13,
        mechanisms: ALL,
        bindings: &["tls-server-end-point"],
        chosen,
    };
    let bound = ("SCRAM-SHA-256-PLUS", "tls-server-end-point");
    signs_in(case(bound), &PKCS_ECDSA_P384_SHA384, |der| {
        Sha384::digest(der).to_vec()
    })
    .await;
    // There is none for this one.
    signs_in(case(("SCRAM-SHA-256", "")), &PKCS_ED25519, |_| Vec::new()).await;
}

/// Somebody in between has a TLS connection of their own with either side; the server sees that it is not the same one.
/// One attempt is all that there is, and no weaker one follows it.
#[tokio::test]
async fn a_refused_binding_is_not_tried_without() {
    let play = script(|line: Line| async move {
        let mut line = line.secure().await;
        line.header_with(&features(ALL, &["tls-exporter"])).await;
        let auth = line.read_to("</auth>").await.replace('"', "'");
        let (first, salt) = line
            .challenge_to(&auth, "p=tls-exporter,,", 4096, |nonce| {
                format!("{nonce}server")
            })
            .await;
        line.proof_by(Hash::Sha256, &first, &salt, PASSWORD).await;
        line.send("<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/></failure>")
            .await;
        assert!(!line.read_all().await.contains("<auth"));
    });
    let mut fake = Fake::start(vec![play]).await;
    fake.target.tls = Tls::Direct;
    let proof = account::prove(&fake.target, &credentials()).await;
    assert!(matches!(proof, Err(AccountError::SignIn(_))), "{proof:?}");
    fake.played_exactly().await;
}
