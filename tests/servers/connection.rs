//! Connections that must not come about.

use std::net::{Ipv4Addr, TcpListener};

use crate::program::Program;
use crate::testbed::Ejabberd;
use crate::{PASSWORD, at_ejabberd, at_prosody, code, ejabberd, prosody};

#[test]
fn a_certificate_of_an_authority_that_is_not_trusted() {
    // The limited ejabberd has an authority of its own.
    let stranger = &Ejabberd::limited().ca_pem;
    for (port, tls, host) in [
        (prosody().port_starttls, "starttls", "prosody.test"),
        (prosody().port_direct, "direct", "prosody.test"),
        (ejabberd().port_starttls, "starttls", "ejabberd.test"),
        (ejabberd().port_direct, "direct", "ejabberd.test"),
    ] {
        let program = Program::at(port, tls, stranger);
        let run = program
            .run(&["form", host], &[])
            .ends_with(code::NOT_CONNECTED);
        assert!(run.said.contains("certificate"), "{}", run.said);
    }
}

#[test]
fn no_password_reaches_a_server_that_is_not_trusted() {
    let program = Program::at(
        ejabberd().port_starttls,
        "starttls",
        &Ejabberd::limited().ca_pem,
    );
    ejabberd().add_account("careful", "ejabberd.test", PASSWORD);
    program
        .run(&["info", "careful@ejabberd.test"], &[PASSWORD])
        .ends_with(code::NOT_CONNECTED);
}

#[test]
fn a_certificate_that_is_not_for_this_domain() {
    for program in [at_prosody(), at_ejabberd()] {
        let run = program
            .run(&["form", "elsewhere.test"], &[])
            .ends_with(code::NOT_CONNECTED);
        assert!(!run.said.is_empty());
    }
}

#[test]
fn a_domain_that_the_server_does_not_have() {
    // The certificate fits, and the server says that it has no such host.
    for (program, host) in [
        (at_prosody(), "nosuch.prosody.test"),
        (at_ejabberd(), "nosuch.ejabberd.test"),
    ] {
        program
            .run(&["form", host], &[])
            .ends_with(code::NOT_CONNECTED);
    }
}

#[test]
fn encryption_of_the_other_kind() {
    let direct_at_starttls = Program::at(prosody().port_starttls, "direct", &prosody().ca_pem);
    direct_at_starttls
        .run(&["form", "prosody.test", "--timeout", "10"], &[])
        .ends_with(code::NOT_CONNECTED);
}

#[test]
fn a_port_where_nobody_listens() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let program = Program::at(port, "auto", &prosody().ca_pem);
    program
        .run(&["form", "prosody.test"], &[])
        .ends_with(code::NOT_CONNECTED);
}

#[test]
fn a_server_that_is_no_xmpp_server() {
    let web = Program::at(ejabberd().port_http, "starttls", &ejabberd().ca_pem);
    web.run(&["form", "ejabberd.test", "--timeout", "10"], &[])
        .ends_with(code::NOT_CONNECTED);
}

#[test]
fn something_that_is_no_domain() {
    for domain in ["", "not a domain", "romeo@prosody.test/x", "-.-"] {
        at_prosody()
            .run(&["form", domain], &[])
            .ends_with(code::USAGE);
    }
}

/// Every round trip is one that has to be, on either server and by either way of encryption.
#[test]
fn a_registration_takes_as_few_round_trips_as_can_be() {
    for (port, tls, ca_pem, host, form) in [
        (
            prosody().port_direct,
            "direct",
            &prosody().ca_pem,
            "prosody.test",
            3,
        ),
        (
            prosody().port_starttls,
            "starttls",
            &prosody().ca_pem,
            "prosody.test",
            4,
        ),
        (
            ejabberd().port_direct,
            "direct",
            &ejabberd().ca_pem,
            "ejabberd.test",
            3,
        ),
        (
            ejabberd().port_starttls,
            "starttls",
            &ejabberd().ca_pem,
            "ejabberd.test",
            4,
        ),
    ] {
        let name = format!("username=swift-{tls}");
        let run = Program::at(port, tls, ca_pem)
            .run(&["register", host, "--set", &name], &[PASSWORD])
            .ends_with(code::DONE);
        let expected = serde_json::json!({ "form": form, "registered": form + 1 });
        assert_eq!(
            run.json["round_trips"], expected,
            "{host}, {tls}: {}",
            run.said
        );
    }
}
