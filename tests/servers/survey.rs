//! `vestibule check` over every host of the test bed, and over what is not there: each is marked by what it is.

use std::net::{Ipv4Addr, TcpListener};

use serde_json::Value;

use crate::program::{Program, Survey};
use crate::{at_ejabberd, at_prosody, code, prosody};

/// A host, what is seen of it, whether it takes invitations, and whether its form asks for puzzle, e-mail address and more.
pub type Host = (&'static str, &'static str, bool, Option<(bool, bool, bool)>);

/// A form that asks for a name and a password alone.
const NOTHING: Option<(bool, bool, bool)> = Some((false, false, false));

pub const PROSODY: &[Host] = &[
    ("prosody.test", "form", false, NOTHING),
    (
        "fields.prosody.test",
        "form",
        false,
        Some((false, true, true)),
    ),
    ("plain.prosody.test", "form", false, NOTHING),
    ("inviteopt.prosody.test", "form", true, NOTHING),
    // It says only to the answers that it wants an invitation.
    ("invite.prosody.test", "form", true, NOTHING),
    ("closed.prosody.test", "closed", false, None),
    ("block.prosody.test", "form", false, NOTHING),
    ("allow.prosody.test", "form", false, NOTHING),
    ("redirect.prosody.test", "web", false, None),
    ("textonly.prosody.test", "closed", false, None),
    ("policy.prosody.test", "form", false, NOTHING),
    ("throttle.prosody.test", "form", false, NOTHING),
];

pub const EJABBERD: &[Host] = &[
    ("ejabberd.test", "form", false, NOTHING),
    (
        "captcha.ejabberd.test",
        "form",
        false,
        Some((true, false, false)),
    ),
    ("strength.ejabberd.test", "form", false, NOTHING),
    ("denied.ejabberd.test", "form", false, NOTHING),
    ("ipdenied.ejabberd.test", "form", false, NOTHING),
    ("redirect.ejabberd.test", "web", false, None),
    ("nomod.ejabberd.test", "closed", false, None),
];

fn names(hosts: &[Host]) -> Vec<String> {
    hosts.iter().map(|(host, ..)| (*host).to_owned()).collect()
}

/// What is not as it should be.
fn wrong(survey: &Survey, hosts: &[Host]) -> Vec<String> {
    let fault = |host: &Host| fault(survey.of(host.0), host);
    hosts.iter().filter_map(fault).collect()
}

/// What is not as it should be on a host of that kind.
pub fn fault(seen: &Value, (host, result, invitations, asks): &Host) -> Option<String> {
    let asked = seen.get("asks").map(|asks| {
        let others = asks["others"].as_u64().unwrap();
        (asks["puzzle"] == true, asks["email"] == true, others > 0)
    });
    let is_right =
        seen["result"] == *result && seen["invitations"] == *invitations && asked == *asks;
    (!is_right).then(|| format!("not as {host}: {seen}"))
}

#[test]
fn each_host_is_marked_as_it_is() {
    let mut all = names(PROSODY);
    // Twice, in another spelling, counts once; and there is none of the other name.
    all.push("Prosody.TEST.".to_owned());
    all.push("nosuch.prosody.test".to_owned());
    let survey = at_prosody().check(&[], &all);
    assert_eq!(survey.seen.len(), PROSODY.len() + 1);
    assert_eq!(survey.of("nosuch.prosody.test")["result"], "no_answer");
    assert_eq!(survey.code, code::NOT_CONNECTED);
    let at_ejabberd = at_ejabberd().check(&[], &names(EJABBERD));
    assert_eq!(at_ejabberd.code, code::NOTHING_TO_FILL_IN);
    let mut faults = wrong(&survey, PROSODY);
    faults.extend(wrong(&at_ejabberd, EJABBERD));
    println!(
        "counted: {} hosts of Prosody asked in {:.1?}, {} of ejabberd in {:.1?}, with {} MiB at most, {} marked wrongly",
        survey.seen.len(),
        survey.took,
        at_ejabberd.seen.len(),
        at_ejabberd.took,
        survey.peak.max(at_ejabberd.peak) / 1024 / 1024,
        faults.len()
    );
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let redirected = survey.of("redirect.prosody.test");
    assert_eq!(redirected["url"], "https://redirect.prosody.test/register");
    let told = survey.of("textonly.prosody.test");
    let text = told["server_text"].as_str().unwrap();
    assert!(text.contains("mail admin@prosody.test"), "{told}");
}

/// Servers that are not there: none hangs, and the cause is told.
#[test]
fn who_does_not_answer_is_told_with_the_cause() {
    let silent = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = |listener: &TcpListener| listener.local_addr().unwrap().port();
    let gone = port(&TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap());
    let ca_pem = &prosody().ca_pem;
    for (port, kind) in [(gone, "connection_refused"), (port(&silent), "timeout")] {
        let program = Program::at(port, "direct", ca_pem);
        let domains: Vec<String> = (0..12).map(|n| format!("dead{n}.prosody.test")).collect();
        let survey = program.check(&["--timeout", "1"], &domains);
        for domain in &domains {
            let seen = survey.of(domain);
            assert_eq!(seen["result"], "no_answer", "{seen}");
            assert_eq!(seen["error"]["kind"], kind, "{seen}");
        }
        assert_eq!(survey.code, code::NOT_CONNECTED);
    }
}

/// Every host that is visited is asked, too.
#[test]
fn no_host_is_left_out() {
    let lua = include_str!("../testbed/prosody.cfg.lua");
    let named = lua
        .lines()
        .filter_map(|line| line.strip_prefix("VirtualHost \"")?.split('"').next());
    for host in named {
        assert!(PROSODY.iter().any(|(known, ..)| *known == host), "{host}");
    }
    assert_eq!(PROSODY.len() + EJABBERD.len(), 19);
}
