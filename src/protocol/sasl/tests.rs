//! SCRAM against the examples of its RFCs, and against servers that cannot be trusted.

use super::*;
use crate::domain::Address;

fn user() -> Credentials {
    Credentials {
        address: Address::parse("user@example.org").unwrap(),
        password: "pencil".into(),
    }
}

/// RFC 5802 section 5.
fn sha1() -> (Scram, &'static str, &'static str, &'static str) {
    (
        Scram::new(Mechanism::ScramSha1, &user(), "fyko+d2lbbFgONRv9qkxdawL").unwrap(),
        "r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096",
        "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=",
        "v=rmF9pqV8S7suAoZWja4dJRkFsKQ=",
    )
}

/// RFC 7677 section 3.
fn sha256() -> (Scram, &'static str, &'static str, &'static str) {
    (
        Scram::new(Mechanism::ScramSha256, &user(), "rOprNGfwEbeRWgbNEkqO").unwrap(),
        "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
        "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,\
         p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
        "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=",
    )
}

#[test]
fn the_examples_of_the_rfcs_come_out() {
    for (scram, server_first, last, server_final) in [sha1(), sha256()] {
        assert!(scram.first().starts_with(b"n,,n=user,r="));
        let (message, expect) = scram.respond(server_first.as_bytes()).unwrap();
        assert_eq!(String::from_utf8(message).unwrap(), last);
        assert_eq!(expect.verify(server_final.as_bytes()), Ok(()));
    }
}

#[test]
fn a_server_that_does_not_know_the_password_is_found_out() {
    let (scram, server_first, _, server_final) = sha256();
    let (_, expect) = scram.respond(server_first.as_bytes()).unwrap();
    for (message, fault) in [
        ("v=rmF9pqV8S7suAoZWja4dJRkFsKQ=", ScramFault::Signature),
        ("v=", ScramFault::Signature),
        (
            "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4",
            ScramFault::Malformed,
        ),
        ("v=***", ScramFault::Malformed),
        ("", ScramFault::Malformed),
        (
            "e=invalid-proof",
            ScramFault::Refused("invalid-proof".into()),
        ),
        ("e=a\u{202e}b,x", ScramFault::Refused("ab".into())),
    ] {
        assert_eq!(expect.verify(message.as_bytes()), Err(fault), "{message}");
    }
    assert_eq!(expect.verify(&[0xff]), Err(ScramFault::Malformed));
    assert_eq!(
        expect.verify(format!("{server_final},x=y").as_bytes()),
        Ok(())
    );
    assert!(!format!("{expect:?}{scram:?}").contains("pencil"));
}

#[test]
fn each_first_message_that_cannot_be_trusted_ends_it() {
    let (scram, ..) = sha256();
    let nonce = "rOprNGfwEbeRWgbNEkqOxyz";
    for (message, fault) in [
        (format!("r={nonce},s=W22Z,i=4095"), ScramFault::Iterations),
        (format!("r={nonce},s=W22Z,i=1"), ScramFault::Iterations),
        (
            format!("r={nonce},s=W22Z,i=1000001"),
            ScramFault::Iterations,
        ),
        (
            format!("r={nonce},s=W22Z,i=99999999999"),
            ScramFault::Iterations,
        ),
        (format!("r={nonce},s=W22Z,i=-1"), ScramFault::Malformed),
        (format!("r={nonce},s=W22Z,i=+5000"), ScramFault::Malformed),
        (format!("r={nonce},s=W22Z,i="), ScramFault::Malformed),
        (format!("r={nonce},s=W22Z"), ScramFault::Malformed),
        (format!("r={nonce},s=,i=4096"), ScramFault::Malformed),
        (format!("r={nonce},s=W2_Z,i=4096"), ScramFault::Malformed),
        (format!("s=W22Z,r={nonce},i=4096"), ScramFault::Malformed),
        (
            format!("m=x,r={nonce},s=W22Z,i=4096"),
            ScramFault::Extension,
        ),
        (
            "r=rOprNGfwEbeRWgbNEkqO,s=W22Z,i=4096".into(),
            ScramFault::Nonce,
        ),
        ("r=another,s=W22Z,i=4096".into(), ScramFault::Nonce),
        ("r=,s=W22Z,i=4096".into(), ScramFault::Nonce),
        (
            "e=unknown-user".into(),
            ScramFault::Refused("unknown-user".into()),
        ),
        (String::new(), ScramFault::Malformed),
    ] {
        let found = scram
            .respond(message.as_bytes())
            .map(|(message, _)| message);
        assert_eq!(found, Err(fault), "{message}");
    }
    assert!(
        scram
            .respond(format!("r={nonce},s=W22Z,i=4096,x=y").as_bytes())
            .is_ok()
    );
}

#[test]
fn names_are_escaped_and_bindings_are_said() {
    let who = Credentials {
        address: Address::parse("a=b,c@example.org").unwrap(),
        password: "pencil".into(),
    };
    let scram = Scram::new(Mechanism::ScramSha1, &who, "x").unwrap();
    assert_eq!(scram.first(), b"n,,n=a=3Db=2Cc,r=x");
    let bound = scram.bound(Binding::Bound {
        name: "tls-exporter",
        data: b"data".to_vec(),
    });
    assert_eq!(bound.mechanism(), "SCRAM-SHA-1-PLUS");
    assert_eq!(bound.first(), b"p=tls-exporter,,n=a=3Db=2Cc,r=x");
    let (message, _) = bound.respond(b"r=xy,s=W22Z,i=4096").unwrap();
    let header = BASE64.encode("p=tls-exporter,,data");
    assert!(
        String::from_utf8(message)
            .unwrap()
            .starts_with(&format!("c={header},r=xy,p="))
    );
    assert!(Scram::new(Mechanism::Plain, &who, "x").is_none());
    assert!(Scram::new(Mechanism::ScramSha1, &who, "a,b").is_none());
    assert!(Scram::new(Mechanism::ScramSha1, &who, "").is_none());
    assert_eq!(&*plain(&user()), b"\0user\0pencil");
}

/// Requirement 112 (XEP-0438 section 4): nothing older than SCRAM but PLAIN, and that only where there is no SCRAM.
#[test]
fn plain_is_chosen_only_where_there_is_no_scram_of_any_kind() {
    for (offered, chosen) in [
        (
            &["PLAIN", "SCRAM-SHA-1", "SCRAM-SHA-256"][..],
            Some(Mechanism::ScramSha256),
        ),
        (
            &["PLAIN", "SCRAM-SHA-1-PLUS", "SCRAM-SHA-1", "X-OAUTH2"],
            Some(Mechanism::ScramSha1),
        ),
        (&["DIGEST-MD5", "PLAIN"], Some(Mechanism::Plain)),
        (&["PLAIN", "SCRAM-SHA-512"], None),
        (&["PLAIN", "SCRAM-SHA-1-PLUS"], None),
        (&["EXTERNAL"], None),
        (&[], None),
    ] {
        let chosen = chosen.map(|mechanism| (mechanism, Binding::None));
        assert_eq!(choose(offered, Binding::None), chosen, "{offered:?}");
    }
}

/// Requirement 113 (XEP-0440 section 3).
#[test]
fn a_mechanism_is_bound_where_both_sides_can() {
    let binding = Binding::Bound {
        name: "tls-exporter",
        data: b"data".to_vec(),
    };
    for (offered, chosen) in [
        (
            &[
                "PLAIN",
                "SCRAM-SHA-1-PLUS",
                "SCRAM-SHA-256-PLUS",
                "SCRAM-SHA-256",
            ][..],
            Some((Mechanism::ScramSha256, true)),
        ),
        (
            &["SCRAM-SHA-256", "SCRAM-SHA-1", "SCRAM-SHA-1-PLUS"],
            Some((Mechanism::ScramSha1, true)),
        ),
        (
            &["SCRAM-SHA-512-PLUS", "SCRAM-SHA-1"],
            Some((Mechanism::ScramSha1, false)),
        ),
        (&["SCRAM-SHA-256"], Some((Mechanism::ScramSha256, false))),
        (&["PLAIN"], Some((Mechanism::Plain, false))),
        (&["PLAIN", "SCRAM-SHA-512-PLUS"], None),
    ] {
        let expected = chosen.map(|(mechanism, bound)| {
            (
                mechanism,
                if bound {
                    binding.clone()
                } else {
                    Binding::None
                },
            )
        });
        assert_eq!(choose(offered, binding.clone()), expected, "{offered:?}");
    }
}
