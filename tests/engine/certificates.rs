//! Fourteen certificates: ten that are refused, each for its own reason, and four that are taken; by STARTTLS and by TLS
//! from the start.

use std::sync::Arc;

use rcgen::{CertificateParams, DnType, ExtendedKeyUsagePurpose, KeyPair, SanType, date_time_ymd};
use vestibule::{
    domain::Domain,
    engine::{CertificateFault, Error, Tls},
};

use crate::{
    authority::Authority,
    client::Client,
    fake::{FEATURES, Fake, LEGACY, Line, OFFER_TLS, PROCEED, STREAM, script},
};

/// A certificate and whatever goes with it, its key, and what is to be said of it for which domain.
struct Case {
    what: &'static str,
    domain: &'static str,
    certificate: (String, String),
    /// `None` if it is good.
    fault: Option<CertificateFault>,
}

fn wrong(names: &[&str]) -> CertificateFault {
    CertificateFault::WrongName {
        names: names.iter().map(|name| (*name).to_owned()).collect(),
    }
}

/// Ten that no server may have.
fn bad(authority: &Authority) -> Vec<Case> {
    let case = |what, domain, certificate, fault| Case {
        what,
        domain,
        certificate,
        fault: Some(fault),
    };
    let named = |names: &[&str]| authority.issue(names);
    let calls_itself = |params: &mut CertificateParams| {
        params
            .distinguished_name
            .push(DnType::CommonName, "fake.test");
    };
    vec![
        case(
            "wrong name",
            "fake.test",
            named(&["other.test", "*.other.test"]),
            wrong(&["other.test", "*.other.test"]),
        ),
        case(
            "the name as CN only",
            "fake.test",
            authority.issue_with(&[], calls_itself),
            wrong(&[]),
        ),
        case(
            "wildcard two labels deep",
            "a.b.fake.test",
            named(&["*.fake.test"]),
            wrong(&["*.fake.test"]),
        ),
        case(
            "wildcard for part of a label",
            "chat.fake.test",
            named(&["ch*.fake.test"]),
            wrong(&["ch*.fake.test"]),
        ),
        case(
            "expired",
            "fake.test",
            authority.issue_with(&["fake.test"], |params| {
                params.not_before = date_time_ymd(2001, 1, 1);
                params.not_after = date_time_ymd(2002, 3, 4);
            }),
            CertificateFault::Expired {
                until: "2002-03-04".to_owned(),
            },
        ),
        case(
            "not yet valid",
            "fake.test",
            authority.issue_with(&["fake.test"], |params| {
                params.not_before = date_time_ymd(2048, 5, 6);
            }),
            CertificateFault::NotYetValid {
                from: "2048-05-06".to_owned(),
            },
        ),
        case(
            "for clients only",
            "fake.test",
            authority.issue_with(&["fake.test"], |params| {
                params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
            }),
            CertificateFault::WrongPurpose,
        ),
        case(
            "SRVName only",
            "fake.test",
            authority.issue_with(&[], |params| {
                calls_itself(params);
                params.subject_alt_names = vec![srv_name("_xmpp-client.fake.test")];
            }),
            wrong(&[]),
        ),
        case(
            "self-signed",
            "fake.test",
            self_signed("fake.test"),
            CertificateFault::UnknownIssuer,
        ),
        case(
            "unknown authority",
            "fake.test",
            Authority::new("Somebody else").issue(&["fake.test"]),
            CertificateFault::UnknownIssuer,
        ),
    ]
}

/// Four that are good.
fn good(authority: &Authority) -> Vec<Case> {
    let case = |what, domain, certificate| Case {
        what,
        domain,
        certificate,
        fault: None,
    };
    let named = |names: &[&str]| authority.issue(names);
    vec![
        case("exact name", "fake.test", named(&["fake.test"])),
        case("wildcard", "chat.fake.test", named(&["*.fake.test"])),
        case(
            "with an intermediate",
            "fake.test",
            authority.issue_below("An authority in between", &["fake.test"]),
        ),
        case(
            "punycode name",
            "bücher.test",
            named(&["xn--bcher-kva.test"]),
        ),
    ]
}

/// A name of a service (RFC 4985): what rcgen has no word of its own for.
fn srv_name(name: &str) -> SanType {
    SanType::OtherName((vec![1, 3, 6, 1, 5, 5, 7, 8, 7], name.into()))
}

fn self_signed(name: &str) -> (String, String) {
    let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
    params.not_before = date_time_ymd(2000, 1, 1);
    params.not_after = date_time_ymd(2049, 12, 31);
    let key = KeyPair::generate().unwrap();
    let certificate = params.self_signed(&key).unwrap();
    (certificate.pem(), key.serialize_pem())
}

/// Requirement 5 (RFC 6120 section 13.7.2): the certificate is checked against the address's domain, in both ways of
/// encryption by the same rules.
#[tokio::test]
async fn fourteen_certificates_are_judged_in_both_ways_of_encryption() {
    let authority = Arc::new(Authority::new("Authority of the engine's tests"));
    let (bad, good) = (bad(&authority), good(&authority));
    assert_eq!((bad.len(), good.len()), (10, 4));
    for case in bad.into_iter().chain(good) {
        for tls in [Tls::StartTls, Tls::Direct, Tls::Auto] {
            let is_good = case.fault.is_none();
            let play = script(move |mut line: Line| async move {
                if tls != Tls::Direct {
                    line.read_to("version='1.0'>").await;
                    line.send(STREAM).await;
                    line.send(OFFER_TLS).await;
                    line.read_to("</starttls>").await;
                    line.send(PROCEED).await;
                }
                if !is_good {
                    // Nothing may come in a connection that is not made.
                    return line.insecure().await;
                }
                let mut line = line.secure().await;
                line.read_to("version='1.0'>").await;
                line.send(STREAM).await;
                line.send(FEATURES).await;
                let (id, _) = line.question().await;
                line.send(&format!("<iq type='result' id='{id}'>{LEGACY}</iq>"))
                    .await;
                line.read_all().await;
            });
            let (certificate, key) = &case.certificate;
            let authority = Arc::clone(&authority);
            let mut fake = Fake::start_as(authority, certificate, key, vec![play]).await;
            fake.target.domain = Domain::parse(case.domain).unwrap();
            fake.target.tls = tls;
            let mut client = Client::open(&fake.target);
            match &case.fault {
                None => {
                    client.form().await;
                    drop(client);
                }
                Some(fault) => {
                    let error = client.end().await.unwrap_err();
                    assert!(
                        matches!(&error, Error::Certificate(found) if found == fault),
                        "{}, {tls:?}: {error:?}, not {fault:?}",
                        case.what
                    );
                }
            }
            fake.played().await;
        }
    }
}
