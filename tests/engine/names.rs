//! Finding a server: what a name server says decides where the engine goes, and what keeps it from going there.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use hickory_resolver::proto::{op::ResponseCode, rr::RecordType};
use socket2::{Domain as Kind, Socket, Type};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
    task::JoinHandle,
};
use vestibule::{
    domain::Domain,
    engine::{Deadlines, Error, Stage, Target, Tls},
};

use crate::{
    client::Client,
    fake::{self, DOMAIN, Fake, Line, STREAM, Script, script},
    name_server::{By, Names, Zone},
};

const STARTTLS: &str = "_xmpp-client._tcp.fake.test";
const DIRECT: &str = "_xmpps-client._tcp.fake.test";

/// A target that knows nothing but the name server.
fn target(names: &Names) -> Target {
    let mut target = Target::new(Domain::parse(DOMAIN).unwrap());
    target.name_servers = vec![names.address];
    "de".clone_into(&mut target.lang);
    target
}

async fn failure(target: &Target) -> Error {
    Client::open(target).end().await.unwrap_err()
}

fn shows() -> Script {
    script(|line: Line| async move {
        let mut line = line.show_form().await;
        line.read_all().await;
    })
}

/// A server that shows its form, and its port.
async fn shows_form() -> (Fake, u16) {
    let fake = Fake::start(vec![shows()]).await;
    let port = fake.target.connect.as_ref().unwrap().1;
    (fake, port)
}

/// The form, found by way of the name server alone; how long it took.
async fn form(fake: Fake, names: &Names) -> Duration {
    let mut target = target(names);
    target.roots = fake.target.roots.clone();
    let began = Instant::now();
    let mut client = Client::open(&target);
    let form = client.form().await;
    let took = began.elapsed();
    assert_eq!(form.fields.len(), 2);
    drop(client);
    fake.played().await;
    took
}

const UNKNOWN: &str =
    "<stream:error><host-unknown xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>";

/// A machine that serves nobody: it takes down who comes where and how, says so and closes.
struct Doors {
    knocks: Arc<Mutex<Vec<(SocketAddr, bool)>>>,
    open: Vec<JoinHandle<()>>,
}

impl Doors {
    fn new() -> Self {
        Self {
            knocks: Arc::default(),
            open: Vec::new(),
        }
    }

    /// One more door; returns where it is.
    async fn open(&mut self, address: &str) -> SocketAddr {
        let listener = TcpListener::bind(address).await.unwrap();
        let address = listener.local_addr().unwrap();
        let knocks = Arc::clone(&self.knocks);
        self.open.push(tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let knocks = Arc::clone(&knocks);
                // The first byte tells a TLS handshake from a stream header.
                let first = stream.read_u8().await;
                let here = stream.local_addr().unwrap();
                let is_tls = first.ok() == Some(22);
                knocks.lock().unwrap().push((here, is_tls));
                if !is_tls {
                    // Who only hung up would be asked once more, step by step.
                    let _ = stream
                        .write_all([STREAM, UNKNOWN].concat().as_bytes())
                        .await;
                    let _ = stream.read_to_end(&mut Vec::new()).await;
                }
            }
        }));
        address
    }

    /// Where somebody came, and whether with TLS from the start.
    fn knocks(&self) -> Vec<(SocketAddr, bool)> {
        self.knocks.lock().unwrap().clone()
    }
}

impl Drop for Doors {
    fn drop(&mut self) {
        for door in &self.open {
            door.abort();
        }
    }
}

/// A listener that takes nobody any more: who comes waits for ever. Lives as long as what is returned.
fn black_hole(address: SocketAddr) -> (SocketAddr, Vec<Socket>) {
    let kind = Kind::for_address(address);
    let hole = Socket::new(kind, Type::STREAM, None).unwrap();
    hole.bind(&address.into()).unwrap();
    hole.listen(0).unwrap();
    let address = hole.local_addr().unwrap().as_socket().unwrap();
    let mut kept = vec![hole];
    // Linux takes one more than it is told to.
    for _ in 0..4 {
        let guest = Socket::new(kind, Type::STREAM, None).unwrap();
        let _ = guest.connect_timeout(&address.into(), Duration::from_millis(100));
        kept.push(guest);
    }
    (address, kept)
}

/// An address of this machine that no other test and no other run has.
fn own_address(number: u8) -> String {
    let run = std::process::id().to_le_bytes();
    format!("127.{}.{}.{number}", 64 | (run[1] & 63), run[0])
}

/// Requirements 1 and 2 (XEP-0368 section 3): both services are one list, by priority, each with its own way of
/// encryption.
#[tokio::test]
async fn both_services_are_tried_by_priority_each_in_its_way() {
    let mut doors = Doors::new();
    let a = doors.open("127.0.0.1:0").await;
    let b = doors.open("127.0.0.1:0").await;
    let c = doors.open("127.0.0.1:0").await;
    let names = Names::start(
        Zone::default()
            .srv(STARTTLS, (30, 0, c.port()), "c.fake.test")
            .srv(STARTTLS, (10, 0, a.port()), "a.fake.test")
            .srv(DIRECT, (20, 0, b.port()), "b.fake.test")
            .address("a.fake.test", "127.0.0.1")
            .address("b.fake.test", "127.0.0.1")
            .address("c.fake.test", "127.0.0.1"),
    )
    .await;
    let _ = failure(&target(&names)).await;
    assert_eq!(doors.knocks(), [(a, false), (b, true), (c, false)]);
    let wanted = |tls: Tls| {
        let mut target = target(&names);
        target.tls = tls;
        target
    };
    // Only one of the two: the other one is not even asked for.
    let before = names.asked().len();
    let _ = failure(&wanted(Tls::Direct)).await;
    assert_eq!(doors.knocks()[3..], [(b, true)]);
    assert!(
        names.asked()[before..]
            .iter()
            .all(|question| question.name != STARTTLS)
    );
    let _ = failure(&wanted(Tls::StartTls)).await;
    assert_eq!(doors.knocks()[4..], [(a, false), (c, false)]);
}

/// Requirement 1 (RFC 2782): within a priority the weights decide.
#[tokio::test]
async fn a_heavy_record_comes_first_far_more_often() {
    let mut doors = Doors::new();
    let heavy = doors.open("127.0.0.1:0").await;
    let light = doors.open("127.0.0.1:0").await;
    let names = Names::start(
        Zone::default()
            .srv(STARTTLS, (1, 1, light.port()), "light.fake.test")
            .srv(STARTTLS, (1, 60_000, heavy.port()), "heavy.fake.test")
            .address("light.fake.test", "127.0.0.1")
            .address("heavy.fake.test", "127.0.0.1"),
    )
    .await;
    let mut firsts = 0;
    for round in 0..10 {
        let _ = failure(&target(&names)).await;
        let knocks = doors.knocks();
        assert_eq!(knocks.len(), 2 * (round + 1));
        firsts += usize::from(knocks[2 * round].0 == heavy);
    }
    // Twice out of ten the other way round would be one case in a hundred million.
    assert!(firsts >= 9, "{firsts} of 10");
}

/// Requirement 4 (XEP-0368 section 5): a target of `.` means that the service is not offered, and no address is tried.
#[tokio::test]
async fn a_dot_is_the_domains_own_word_that_there_is_no_service() {
    let names = Names::start(
        Zone::default()
            .srv(STARTTLS, (0, 0, 0), ".")
            .srv(DIRECT, (0, 0, 0), ".")
            .address(DOMAIN, "127.0.0.1"),
    )
    .await;
    let error = failure(&target(&names)).await;
    assert!(
        matches!(&error, Error::NotFound { domain } if domain == DOMAIN),
        "{error:?}"
    );
    assert_eq!(names.hosts(), [""; 0]);
    // One of the two says nothing of the other.
    let (fake, port) = shows_form().await;
    let names = Names::start(
        Zone::default()
            .srv(DIRECT, (0, 0, 0), ".")
            .srv(STARTTLS, (0, 0, port), "chat.fake.test")
            .address("chat.fake.test", "127.0.0.1"),
    )
    .await;
    form(fake, &names).await;
}

/// Requirement 1 (RFC 6120 section 3.2.2): without records the domain itself is tried, at 5222 and 5223.
#[tokio::test]
async fn without_records_the_domain_itself_is_tried() {
    let ip = own_address(1);
    let mut doors = Doors::new();
    let starttls = doors.open(&format!("{ip}:5222")).await;
    let direct = doors.open(&format!("{ip}:5223")).await;
    let plain = Names::start(Zone::default().address(DOMAIN, &ip)).await;
    let _ = failure(&target(&plain)).await;
    assert_eq!(doors.knocks(), [(starttls, false), (direct, true)]);
    // Also where the services cannot be had, by an alias, and where only TLS from the start is said not to be there.
    let broken = Zone::default()
        .address(DOMAIN, &ip)
        .fails(STARTTLS, None, ResponseCode::ServFail)
        .fails(DIRECT, None, ResponseCode::ServFail);
    let alias = Zone::default()
        .cname(DOMAIN, "real.example")
        .address("real.example", &ip);
    let no_direct = Zone::default()
        .address(DOMAIN, &ip)
        .srv(DIRECT, (0, 0, 0), ".");
    for (zone, knocks) in [(broken, 2), (alias, 2), (no_direct, 1)] {
        let names = Names::start(zone).await;
        let before = doors.knocks().len();
        let _ = failure(&target(&names)).await;
        let all = [(starttls, false), (direct, true)];
        assert_eq!(doors.knocks()[before..], all[..knocks]);
    }
}

#[tokio::test]
async fn hosts_behind_aliases_are_found() {
    let (fake, port) = shows_form().await;
    let names = Names::start(
        Zone::default()
            .srv(STARTTLS, (0, 0, port), "chat.fake.test")
            .cname("chat.fake.test", "a.example")
            .cname("a.example", "b.example")
            .address("b.example", "127.0.0.1"),
    )
    .await;
    form(fake, &names).await;
}

#[tokio::test]
async fn a_truncated_answer_is_asked_for_again_by_tcp() {
    let (fake, port) = shows_form().await;
    let names = Names::start(
        Zone::default()
            .srv(STARTTLS, (0, 0, port), "chat.fake.test")
            .address("chat.fake.test", "127.0.0.1")
            .truncated(STARTTLS),
    )
    .await;
    form(fake, &names).await;
    let asked = names.asked();
    let by = |by: By| {
        asked
            .iter()
            .any(|question| question.name == STARTTLS && question.by == by)
    };
    assert!(by(By::Udp) && by(By::Tcp), "{asked:?}");
}

#[tokio::test]
async fn no_more_than_eight_machines_and_sixteen_addresses_are_tried() {
    let mut zone = Zone::default();
    for number in 0..20 {
        let host = format!("h{number}.fake.test");
        zone = zone.srv(STARTTLS, (number, 0, 1), &host).empty(&host);
    }
    let names = Names::start(zone).await;
    let error = failure(&target(&names)).await;
    assert!(matches!(error, Error::NotFound { .. }), "{error:?}");
    let first_eight: Vec<String> = (0..8).map(|n| format!("h{n}.fake.test")).collect();
    assert_eq!(names.hosts(), first_eight);

    let mut doors = Doors::new();
    let port = doors.open("0.0.0.0:0").await.port();
    let mut zone = Zone::default().srv(STARTTLS, (0, 0, port), "many.fake.test");
    for number in 1..=40 {
        zone = zone.address("many.fake.test", &own_address(100 + number));
    }
    let names = Names::start(zone).await;
    let _ = failure(&target(&names)).await;
    let mut tried: Vec<SocketAddr> = doors.knocks().into_iter().map(|(there, _)| there).collect();
    assert_eq!(tried.len(), 16);
    tried.sort();
    tried.dedup();
    assert_eq!(tried.len(), 16);
}

type Is = fn(&Error) -> bool;

/// What DNS and the network can do to a name, and what is made of it.
#[tokio::test]
async fn each_failure_to_find_a_server_has_its_own_name() {
    let closed = fake::closed_port().await;
    let led_to = |address: &str, port| {
        Zone::default()
            .srv(STARTTLS, (0, 0, port), "chat.fake.test")
            .srv(DIRECT, (0, 0, 0), ".")
            .address("chat.fake.test", address)
    };
    let (hole, _kept) = black_hole("127.0.0.1:0".parse().unwrap());
    let all = |code| Zone::default().fails("*", None, code);
    let cases: [(&str, Zone, Is); 12] = [
        (
            "no such name",
            Zone::default(),
            |error| matches!(error, Error::NotFound { domain } if domain == DOMAIN),
        ),
        (
            "nothing there",
            Zone::default().empty(DOMAIN),
            |error| matches!(error, Error::NotFound { domain } if domain == DOMAIN),
        ),
        (
            "a record that leads nowhere",
            Zone::default().srv(STARTTLS, (0, 0, 1), "gone.fake.test"),
            |error| matches!(error, Error::NotFound { domain } if domain == "gone.fake.test"),
        ),
        (
            "a fault",
            all(ResponseCode::ServFail),
            |error| matches!(error, Error::Names { domain, .. } if domain == DOMAIN),
        ),
        ("a refusal", all(ResponseCode::Refused), |error| {
            matches!(error, Error::Names { .. })
        }),
        // What the services are was not told: that the name itself has no address proves nothing.
        (
            "a fault for services alone",
            Zone::default()
                .fails(STARTTLS, None, ResponseCode::ServFail)
                .fails(DIRECT, None, ResponseCode::ServFail),
            |error| matches!(error, Error::Names { .. }),
        ),
        (
            "a fault for addresses alone",
            led_to("127.0.0.1", 1).fails("chat.fake.test", None, ResponseCode::ServFail),
            |error| matches!(error, Error::Names { domain, .. } if domain == "chat.fake.test"),
        ),
        ("silence", Zone::default().silent("*", None), |error| {
            matches!(error, Error::NoNetwork(_))
        }),
        (
            "silence about addresses",
            led_to("127.0.0.1", 1).silent("chat.fake.test", None),
            |error| matches!(error, Error::NoNetwork(_)),
        ),
        ("refused", led_to("127.0.0.1", closed), |error| {
            matches!(error, Error::ConnectionRefused(_))
        }),
        // Linux has no way to an address for all.
        ("unreachable", led_to("255.255.255.255", 5222), |error| {
            matches!(error, Error::Unreachable(_))
        }),
        ("no answer", led_to("127.0.0.1", hole.port()), |error| {
            matches!(error, Error::Timeout(Stage::Connect))
        }),
    ];
    for (what, zone, is) in cases {
        let names = Names::start(zone).await;
        let mut target = target(&names);
        target.deadlines = Deadlines {
            dns: Duration::from_secs(1),
            connect: Duration::from_secs(1),
            ..Deadlines::default()
        };
        let began = Instant::now();
        let error = failure(&target).await;
        let took = began.elapsed();
        assert!(is(&error), "{what}: {error:?}");
        // Its deadline and a tenth, and what a busy machine takes.
        assert!(took < Duration::from_millis(1600), "{what}: {took:?}");
    }
}

/// Fault 16: giving up is heeded at once, whatever is being waited for.
#[tokio::test]
async fn a_search_can_be_given_up_at_any_moment() {
    let (hole, _kept) = black_hole("127.0.0.1:0".parse().unwrap());
    let led = Zone::default()
        .srv(STARTTLS, (0, 0, hole.port()), "chat.fake.test")
        .address("chat.fake.test", "127.0.0.1");
    for (zone, stage) in [
        (Zone::default().silent("*", None), Stage::FindServer),
        (led, Stage::Connect),
    ] {
        let names = Names::start(zone).await;
        let mut client = Client::open(&target(&names));
        client.stage(stage).await;
        let began = Instant::now();
        client.remote = None;
        let ended = client.end().await;
        assert!(matches!(ended, Err(Error::Closed)), "{ended:?}");
        assert!(began.elapsed() < Duration::from_millis(200));
    }
}

/// Of several addresses the one that says most decides what is told: here one of a family that there is no way to is the
/// first, and the other refuses.
#[tokio::test]
async fn the_most_telling_address_decides_what_is_told() {
    let closed = fake::closed_port().await;
    let names = Names::start(
        Zone::default()
            .srv(STARTTLS, (0, 0, closed), "chat.fake.test")
            .address("chat.fake.test", "255.255.255.255")
            .address("chat.fake.test", "127.0.0.1"),
    )
    .await;
    let error = failure(&target(&names)).await;
    assert!(matches!(error, Error::ConnectionRefused(_)), "{error:?}");
}

#[tokio::test]
async fn a_dead_address_costs_no_more_than_its_head_start() {
    // The same way without the dead one, for what this machine takes at this moment.
    let (fake, port) = shows_form().await;
    let alive = Zone::default()
        .srv(STARTTLS, (0, 0, port), "chat.fake.test")
        .address("chat.fake.test", "127.0.0.1");
    let plain = form(fake, &Names::start(alive).await).await;

    let (hole, _kept) = black_hole("[::1]:0".parse().unwrap());
    // Both families have to have the same port.
    let four = SocketAddr::new("127.0.0.1".parse().unwrap(), hole.port());
    let fake = Fake::start_at(four, vec![shows()]).await;
    let both = Zone::default()
        .srv(STARTTLS, (0, 0, hole.port()), "chat.fake.test")
        .address("chat.fake.test", "::1")
        .address("chat.fake.test", "127.0.0.1");
    let names = Names::start(both).await;
    let with_dead = form(fake, &names).await;
    let cost = with_dead.saturating_sub(plain);
    // It was tried first, so it costs something; how much is measured generously.
    assert!(with_dead >= Duration::from_millis(250), "{with_dead:?}");
    assert!(
        cost < Duration::from_millis(250 + 250),
        "{with_dead:?}, without it {plain:?}"
    );
}

#[tokio::test]
async fn a_family_without_an_answer_costs_no_more_than_a_moment() {
    for kind in [RecordType::AAAA, RecordType::A] {
        let there = if kind == RecordType::A {
            "::1"
        } else {
            "127.0.0.1"
        };
        let address = SocketAddr::new(there.parse().unwrap(), 0);
        let fake = Fake::start_at(address, vec![shows()]).await;
        let port = fake.target.connect.as_ref().unwrap().1;
        let names = Names::start(
            Zone::default()
                .srv(STARTTLS, (0, 0, port), "chat.fake.test")
                .address("chat.fake.test", there)
                .silent("chat.fake.test", Some(kind)),
        )
        .await;
        let took = form(fake, &names).await;
        assert!(took < Duration::from_millis(1200), "{kind}: {took:?}");
    }
}

/// Requirement 109: a name in its own script is asked for as DNS knows it.
#[tokio::test]
async fn a_domain_in_its_own_script_is_asked_for_in_ascii() {
    let names = Names::start(Zone::default()).await;
    let mut target = target(&names);
    target.domain = Domain::parse("bücher.test").unwrap();
    let error = failure(&target).await;
    assert!(
        matches!(&error, Error::NotFound { domain } if domain == "xn--bcher-kva.test"),
        "{error:?}"
    );
    assert!(names.asked().iter().all(|question| {
        question.name.ends_with("xn--bcher-kva.test") && question.name.is_ascii()
    }));
    // A host that was given, too.
    target.connect = Some(("tür.test".to_owned(), 5222));
    let _ = failure(&target).await;
    assert!(names.hosts().contains(&"xn--tr-xka.test".to_owned()));
}

/// Requirement 109: addresses in place of names are asked of nobody.
#[tokio::test]
async fn addresses_are_not_looked_up() {
    let names = Names::start(Zone::default()).await;
    let closed = fake::closed_port().await;
    let ip = own_address(2);
    for (domain, connect) in [
        (ip.as_str(), None),
        ("[::1]", None),
        (DOMAIN, Some("127.0.0.1")),
        (DOMAIN, Some("::1")),
        (DOMAIN, Some("[::1]")),
    ] {
        let mut target = target(&names);
        target.domain = Domain::parse(domain).unwrap();
        target.connect = connect.map(|host| (host.to_owned(), closed));
        target.deadlines.connect = Duration::from_secs(2);
        let error = failure(&target).await;
        assert!(!matches!(error, Error::NotFound { .. }), "{error:?}");
        if connect.is_some() {
            assert!(matches!(error, Error::ConnectionRefused(_)), "{error:?}");
        }
    }
    assert_eq!(names.asked(), []);
}

/// RFC 7686 section 2: who knows what `.onion` is never asks DNS for it.
#[tokio::test]
async fn onion_services_are_never_asked_for() {
    let names = Names::start(Zone::default()).await;
    let mut target = target(&names);
    target.domain = Domain::parse("expyuzz4wqqyqhjn.onion").unwrap();
    let error = failure(&target).await;
    assert!(matches!(error, Error::NotFound { .. }), "{error:?}");
    target.domain = Domain::parse(DOMAIN).unwrap();
    target.connect = Some(("expyuzz4wqqyqhjn.ONION".to_owned(), 5222));
    let error = failure(&target).await;
    assert!(matches!(error, Error::NotFound { .. }), "{error:?}");
    assert_eq!(names.asked(), []);
}
