//! `vestibule check` over more than 200 virtual hosts of both servers, and over some that are not there or not what they
//! should be, all in one run: each is marked as it is, and it takes no more memory than a few.

use std::io::Read;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::thread;

use serde_json::Value;
use vestibule::practice;

use crate::code;
use crate::program::{Program, Survey};
use crate::socks::{Request, Socks};
use crate::survey;
use crate::testbed::crowd::{Crowd, Host};

/// Hosts of Prosody that are in the crowd alone.
const ALSO: &[survey::Host] = &[
    ("email", "form", false, Some((false, true, false))),
    ("terms", "form", false, Some((false, false, true))),
];

/// Others with which there is no safe connection, and the error that is told.
const UNANSWERED: [(&str, &str); 2] = [
    ("clear", "no_encryption"),
    ("strangely.named", "certificate"),
];

/// Those that are not there or not what they should be, how many there are of each, and the error that is told. A number stands before
/// their names.
const LOST: [(&str, usize, &str); 6] = [
    SILENT,
    ("dead.prosody.test", 6, "proxy"),
    ("hangs-up.prosody.test", 4, "handshake"),
    // Both servers are asked for hosts that they do not have.
    ("nosuch-at.prosody.test", 4, "not_offered"),
    ("nosuch-at.ejabberd.test", 4, "not_offered"),
    // An authority that nobody trusts.
    ("stranger.prosody.test", 4, "certificate"),
];

/// Those that never speak hold up nobody but themselves: they are asked first.
const SILENT: (&str, usize, &str) = ("silent.prosody.test", 3, "timeout");

fn lost(named: &str, number: usize) -> String {
    format!("n{number}-{named}")
}

/// Where the ways to them lead. What is started for that ends with it.
struct Ways {
    socks: Socks,
    _runtime: tokio::runtime::Runtime,
    _silent: TcpListener,
    _stranger: practice::Practice,
}

impl Ways {
    fn to(crowd: &Crowd) -> Self {
        let at = |port: u16| SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let listen = || TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = |listener: &TcpListener| listener.local_addr().unwrap().port();
        let (silent, hangs_up) = (listen(), listen());
        let dead = at(port(&listen()));
        let (silent_at, hangs_up_at) = (at(port(&silent)), at(port(&hangs_up)));
        // It ends with the process.
        let _ = thread::spawn(move || {
            for client in hangs_up.incoming() {
                let _ = client.unwrap().read(&mut [0; 4096]);
            }
        });
        let stranger = practice::start().unwrap();
        let stranger_at = at(stranger.port());
        let of = |starttls: u16, direct: u16| {
            move |port: u16| match port {
                5222 => at(starttls),
                _ => at(direct),
            }
        };
        let (prosody, ejabberd) = (&crowd.bed.prosody, &crowd.bed.ejabberd);
        let prosody = of(prosody.port_starttls, prosody.port_direct);
        let ejabberd = of(ejabberd.port_starttls, ejabberd.port_direct);
        let map = move |request: &Request| {
            let host = request.host.as_str();
            // A name server that is asked through the proxy is not there.
            let name = request.is_name.then_some(host)?;
            let named = name.split_once('-').map_or(name, |(_, named)| named);
            Some(match named {
                "silent.prosody.test" => silent_at,
                "dead.prosody.test" => dead,
                "hangs-up.prosody.test" => hangs_up_at,
                "stranger.prosody.test" => stranger_at,
                // It has no TLS from the start either.
                _ if name.starts_with("clear") && request.port == 5223 => dead,
                _ if name.ends_with("ejabberd.test") => ejabberd(request.port),
                _ => prosody(request.port),
            })
        };
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        Self {
            socks: runtime.block_on(Socks::leads(map)),
            _runtime: runtime,
            _silent: silent,
            _stranger: stranger,
        }
    }
}

/// What is not as it should be on a host of the crowd.
fn fault(seen: &Value, host: &Host) -> Option<String> {
    let unanswerable = UNANSWERED.iter().find(|(kind, _)| *kind == host.kind);
    if let Some((_, error)) = unanswerable {
        return unanswered(seen, error);
    }
    let known = [survey::PROSODY, survey::EJABBERD, ALSO].concat();
    let known = known.iter().find(|known| known.0 == host.kind);
    survey::fault(seen, known.unwrap())
}

/// What is not as it should be of a host that gives no answer.
fn unanswered(seen: &Value, error: &str) -> Option<String> {
    let is_right = seen["result"] == "no_answer"
        && seen["error"]["kind"] == error
        && seen["invitations"] == false;
    (!is_right).then(|| format!("not {error}: {seen}"))
}

#[test]
fn two_hundred_hosts_are_each_marked_as_they_are() {
    let crowd = Crowd::start(8, 13).unwrap();
    assert!(crowd.hosts.len() > 200, "{}", crowd.hosts.len());
    let ways = Ways::to(&crowd);
    let place = ways.socks.address.to_string();
    let program = Program::behind(&place, &crowd.bed.prosody.ca_pem);
    let asked = |domains: &[String]| -> Survey {
        let survey = program.check(&["--timeout", "15"], domains);
        assert_eq!(survey.seen.len(), domains.len());
        assert_eq!(survey.end["asked"], domains.len(), "{}", survey.end);
        survey
    };

    let name = |host: &Host| host.name.clone();
    let own = crowd.hosts.iter().filter(|host| host.name == host.kind);
    let few: Vec<String> = own.map(name).collect();
    assert_eq!(few.len(), survey::PROSODY.len() + survey::EJABBERD.len());
    let few = asked(&few);
    assert_eq!(few.code, code::NOTHING_TO_FILL_IN);

    let mut all: Vec<String> = LOST
        .iter()
        .flat_map(|(named, count, _)| (0..*count).map(|number| lost(named, number)))
        .collect();
    all.extend(crowd.hosts.iter().map(name));
    let many = asked(&all);
    assert_eq!(many.code, code::NOT_CONNECTED);

    let mut wrong = Vec::new();
    let mut away = 0;
    for host in &crowd.hosts {
        wrong.extend(fault(many.of(&host.name), host));
        away += usize::from(UNANSWERED.iter().any(|(kind, _)| *kind == host.kind));
    }
    for (named, count, error) in LOST {
        away += count;
        for number in 0..count {
            wrong.extend(unanswered(many.of(&lost(named, number)), error));
        }
    }
    let mib = |bytes: u64| bytes / 1024 / 1024;
    println!(
        "counted: {} virtual hosts of both servers and {} that are not there asked in {:.1?}, of which {} said nothing until \
         their deadline and the rest were done in {:.1?}, with {} MiB at most; {} in {:.1?} with {} MiB; {} marked wrongly",
        crowd.hosts.len(),
        all.len() - crowd.hosts.len(),
        many.took,
        SILENT.1,
        many.told[all.len() - SILENT.1 - 1],
        mib(many.peak),
        few.seen.len(),
        few.took,
        mib(few.peak),
        wrong.len()
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(many.end["no_answer"], away, "{}", many.end);
    assert!(few.peak > 0);
    assert!(
        many.peak * 2 < few.peak * 3,
        "{} bytes for a few, {} for all",
        few.peak,
        many.peak
    );
}
