//! The bed itself: what the other tests rely on.

use std::fs;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpStream};

use crate::testbed::{Ejabberd, Testbed};
use crate::witness::{self, Verdict};

#[test]
fn both_servers_offer_starttls() {
    let bed = Testbed::get();
    for (port, domain) in [
        (bed.prosody.port_starttls, "prosody.test"),
        (bed.ejabberd.port_starttls, "ejabberd.test"),
    ] {
        let mut socket = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
        write!(
            socket,
            "<?xml version='1.0'?><stream:stream to='{domain}' version='1.0' xmlns='jabber:client' \
             xmlns:stream='http://etherx.jabber.org/streams'>"
        )
        .unwrap();
        let mut said = String::new();
        while !said.contains("</stream:features>") {
            let mut bytes = [0; 1024];
            let read = socket.read(&mut bytes).unwrap();
            assert_ne!(read, 0, "{domain} closed the stream after {said}");
            said.push_str(&String::from_utf8_lossy(&bytes[..read]));
        }
        assert!(
            said.contains("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'"),
            "{said}"
        );
    }
}

#[test]
fn the_second_client_tells_a_right_password_from_a_wrong_one() {
    let ejabberd = &Testbed::get().ejabberd;
    ejabberd.add_account("witnessed", "ejabberd.test", "a good p\u{e4}ssword");
    let try_with = |password| {
        witness::sign_in(
            "witnessed@ejabberd.test",
            password,
            ejabberd.port_starttls,
            &ejabberd.ca_pem,
        )
    };
    assert_eq!(try_with("a good p\u{e4}ssword"), Verdict::SignedIn);
    assert_eq!(try_with("another password"), Verdict::Refused);
}

#[test]
fn nothing_is_left_of_a_server_whose_pipe_closed() {
    let server = Ejabberd::start_limited().unwrap();
    let folder = server.captcha_answers().parent().unwrap().to_owned();
    let port = server.port_starttls;
    assert!(folder.exists());
    drop(server);
    assert!(!folder.exists());
    assert!(TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err());
    for process in fs::read_dir("/proc").unwrap() {
        let arguments = fs::read(process.unwrap().path().join("cmdline")).unwrap_or_default();
        let arguments = String::from_utf8_lossy(&arguments);
        assert!(
            !arguments.contains(&*folder.to_string_lossy()),
            "still running: {arguments}"
        );
    }
}
