//! Through a proxy: nothing is looked up on this side, one session is one circuit, and what goes wrong keeps its name.

use std::{
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};

use hickory_resolver::proto::rr::RecordType;
use vestibule::{
    domain::{Domain, FieldId, Login, Proxy, Secret, Value},
    engine::{
        Command, Deadlines, Error, Event, PictureFault, Proof, ProxyFault, Stage, Target, Tls,
    },
};

use crate::{
    client::{Client, answers},
    fake::{self, DOMAIN, Fake, Line, PASSWORD, Script, script, signs_in},
    name_server::{By, Names, Zone},
    pictures::png,
    socks_server::{Manner, Request, Socks},
    web::found,
};

const STARTTLS: &str = "_xmpp-client._tcp.fake.test";
const DIRECT: &str = "_xmpps-client._tcp.fake.test";

fn shows() -> Script {
    script(|line: Line| async move {
        let mut line = line.show_form().await;
        line.read_all().await;
    })
}

/// The same with TLS from the start.
fn shows_directly() -> Script {
    script(|line: Line| async move {
        let mut line = line.secure().await;
        line.header().await;
        line.result(fake::LEGACY).await;
        line.read_all().await;
    })
}

fn address_of(fake: &Fake) -> SocketAddr {
    let (host, port) = fake.target.connect.clone().unwrap();
    SocketAddr::new(host.parse().unwrap(), port)
}

/// The target behind the proxy that nothing else is known of.
fn behind(socks: &Socks, fake: &Fake) -> Target {
    Target {
        connect: None,
        tls: Tls::Auto,
        proxy: Some(socks.proxy()),
        ..fake.target.clone()
    }
}

async fn failure(target: &Target) -> Error {
    Client::open(target).end().await.unwrap_err()
}

/// Services are asked for by TCP, through the proxy; hosts are named to it and looked up by nobody here.
#[tokio::test]
async fn services_are_asked_for_through_the_proxy_and_hosts_by_nobody() {
    let fake = Fake::start(vec![shows()]).await;
    let names = Names::start(
        Zone::default()
            .srv(STARTTLS, (0, 0, 4222), "chat.fake.test")
            // A name server on this side would give this away.
            .address("chat.fake.test", "127.0.0.1")
            .address(DOMAIN, "127.0.0.1"),
    )
    .await;
    let (server, name_server) = (address_of(&fake), names.address);
    let socks = Socks::leads(move |request: &Request| match request.host.as_str() {
        "127.0.0.1" => Some(name_server),
        "chat.fake.test" => Some(server),
        _ => None,
    })
    .await;
    let mut target = behind(&socks, &fake);
    target.name_servers = vec![names.address];
    let mut client = Client::open(&target);
    client.form().await;
    drop(client);
    fake.played().await;
    let mut asked: Vec<(String, RecordType, By)> = names
        .asked()
        .into_iter()
        .map(|question| (question.name, question.kind, question.by))
        .collect();
    asked.sort_by(|a, b| a.0.cmp(&b.0));
    assert_eq!(
        asked,
        [
            (STARTTLS.to_owned(), RecordType::SRV, By::Tcp),
            (DIRECT.to_owned(), RecordType::SRV, By::Tcp)
        ]
    );
    let last = socks.asked().pop().unwrap();
    assert_eq!((last.host.as_str(), last.port), ("chat.fake.test", 4222));
    assert!(last.is_name);
}

/// Requirement 4: what the domain says of itself holds behind a proxy too.
#[tokio::test]
async fn a_dot_counts_behind_a_proxy() {
    let names = Names::start(Zone::default().srv(STARTTLS, (0, 0, 0), ".").srv(
        DIRECT,
        (0, 0, 0),
        ".",
    ))
    .await;
    let name_server = names.address;
    let socks = Socks::leads(move |_: &Request| Some(name_server)).await;
    let fake = Fake::start(Vec::new()).await;
    let mut target = behind(&socks, &fake);
    target.name_servers = vec![names.address];
    let error = failure(&target).await;
    assert!(matches!(error, Error::NotFound { .. }), "{error:?}");
    let only_names = socks.asked().into_iter().all(|request| !request.is_name);
    assert!(only_names);
}

/// Where nobody can be asked for services, or nobody answers, the domain's own name is tried: TLS from the start first.
#[tokio::test]
async fn without_services_the_domains_own_name_is_tried() {
    let fault = Zone::default().silent("*", None);
    for (zone, lead) in [
        (fault, true),
        (Zone::default(), true),
        (Zone::default(), false),
    ] {
        let names = Names::start(zone).await;
        let fake = Fake::start(vec![shows_directly()]).await;
        let (server, name_server) = (address_of(&fake), names.address);
        let socks = Socks::leads(move |request: &Request| {
            if request.is_name {
                Some(server)
            } else {
                lead.then_some(name_server)
            }
        })
        .await;
        let mut target = behind(&socks, &fake);
        target.name_servers = vec![names.address];
        target.deadlines.dns = Duration::from_millis(500);
        let mut client = Client::open(&target);
        client.form().await;
        drop(client);
        fake.played().await;
        let own = format!("{DOMAIN}:5223");
        assert_eq!(socks.places().last(), Some(&own));
        assert!(names.asked().iter().all(|question| question.by == By::Tcp));
    }
    // With the system's own name servers: some can be asked from elsewhere, some cannot.
    let fake = Fake::start(vec![shows()]).await;
    let server = address_of(&fake);
    let socks = Socks::leads(move |request: &Request| {
        (request.host == DOMAIN && request.port == 5222).then_some(server)
    })
    .await;
    let mut client = Client::open(&behind(&socks, &fake));
    client.form().await;
    drop(client);
    fake.played().await;
    let named: Vec<(String, u16)> = socks
        .asked()
        .into_iter()
        .filter(|request| request.is_name)
        .map(|request| (request.host, request.port))
        .collect();
    assert_eq!(
        named,
        [(DOMAIN.to_owned(), 5223), (DOMAIN.to_owned(), 5222)]
    );
}

/// A host that was given is named to the proxy as it is; an address goes as an address; an onion service by its name,
/// without a question to any name server.
#[tokio::test]
async fn hosts_that_were_given_go_to_the_proxy_as_they_are() {
    let names = Names::start(Zone::default()).await;
    for (host, port, sent, is_name) in [
        ("chat.example", 4000, "chat.example", true),
        ("tür.example", 4000, "xn--tr-xka.example", true),
        ("203.0.113.7", 4001, "203.0.113.7", false),
        ("2001:db8::7", 4002, "2001:db8::7", false),
        ("[2001:db8::7]", 4002, "2001:db8::7", false),
        (
            "expyuzz4wqqyqhjn.onion",
            4003,
            "expyuzz4wqqyqhjn.onion",
            true,
        ),
    ] {
        let fake = Fake::start(vec![shows()]).await;
        let server = address_of(&fake);
        let socks = Socks::leads(move |_: &Request| Some(server)).await;
        let target = Target {
            connect: Some((host.to_owned(), port)),
            tls: Tls::StartTls,
            name_servers: vec![names.address],
            ..behind(&socks, &fake)
        };
        let mut client = Client::open(&target);
        client.form().await;
        drop(client);
        fake.played().await;
        let asked = socks.asked();
        assert_eq!(asked.len(), 1);
        let found = (asked[0].host.as_str(), asked[0].port, asked[0].is_name);
        assert_eq!(found, (sent, port, is_name));
    }
    let fake = Fake::start(Vec::new()).await;
    let socks = Socks::start(Manner::Refuses(4)).await;
    let target = Target {
        domain: Domain::parse("expyuzz4wqqyqhjn.onion").unwrap(),
        name_servers: vec![names.address],
        ..behind(&socks, &fake)
    };
    let _ = failure(&target).await;
    assert_eq!(
        socks.places(),
        ["expyuzz4wqqyqhjn.onion:5223", "expyuzz4wqqyqhjn.onion:5222"]
    );
    assert_eq!(names.asked(), []);
}

const FORM: &str = "<query xmlns='jabber:iq:register'><x xmlns='jabber:x:data' type='form'>\
    <field var='FORM_TYPE' type='hidden'><value>urn:xmpp:captcha</value></field>\
    <field var='username' type='text-single'/><field var='password' type='text-private'/>\
    <field var='ocr' type='text-single'><media xmlns='urn:xmpp:media-element'>\
    <uri type='image/png'>https://pictures.test/1.png</uri></media></field></x></query>";

/// A whole registration through the proxy, with a picture from elsewhere; what the proxy was asked.
async fn registration(proxy: Option<Proxy>) -> Vec<Request> {
    let form = script(|line: Line| async move {
        let mut line = line.open().await;
        line.result(FORM).await;
        line.result("").await;
        line.read_all().await;
    });
    let fake = Fake::start(vec![form, signs_in(PASSWORD)]).await;
    let (certificate, key) = fake.authority.issue(&["pictures.test"]);
    let (head, body) = found(png());
    let picture = script(move |line: Line| async move {
        let mut line = line.secure().await;
        line.read_to("\r\n\r\n").await;
        line.send(&head).await;
        line.send_bytes(&body).await;
    });
    let authority = Arc::clone(&fake.authority);
    let web = Fake::start_as(authority, &certificate, &key, vec![picture]).await;
    let (server, pictures) = (address_of(&fake), address_of(&web));
    let socks = Socks::leads(move |request: &Request| {
        let place = (request.host.as_str(), request.port);
        match place {
            ("chat.fake.test", 4222) => Some(server),
            ("pictures.test", 443) => Some(pictures),
            _ => None,
        }
    })
    .await;
    let proxy = proxy.map_or_else(
        || socks.proxy(),
        |proxy| Proxy {
            port: socks.address.port(),
            ..proxy
        },
    );
    let target = Target {
        connect: Some(("chat.fake.test".to_owned(), 4222)),
        tls: Tls::StartTls,
        proxy: Some(proxy),
        ..fake.target.clone()
    };
    let mut client = Client::open(&target);
    let form = client.form().await;
    match client.event().await {
        Some(Event::Picture(field, Ok(picture))) => {
            assert_eq!(field, FieldId::from("ocr"));
            assert_eq!((picture.width, picture.height), (30, 20));
        }
        other => panic!("no picture: {other:?}"),
    }
    let mut filled = answers(&form, "juliet");
    filled.set("ocr".into(), Value::Text("7nHL3".to_owned()));
    let submission = form.check(&filled, false).unwrap();
    client.send(Command::Submit(submission));
    let outcome = client.end().await.unwrap();
    assert!(matches!(outcome.proof, Proof::SignedIn), "{outcome:?}");
    fake.played().await;
    web.played().await;
    let asked = socks.asked();
    let hosts: Vec<&str> = asked.iter().map(|request| request.host.as_str()).collect();
    assert_eq!(hosts, ["chat.fake.test", "pictures.test", "chat.fake.test"]);
    asked
}

/// Form, picture, submission and sign-in go by one login, and no two sessions share it: Tor keeps such streams on one
/// circuit, and apart from all others.
#[tokio::test]
async fn one_session_is_one_circuit_and_two_sessions_are_two() {
    let mut logins = Vec::new();
    for _ in 0..3 {
        let asked = registration(None).await;
        let login = asked[0].login.clone().unwrap();
        assert!(
            asked
                .iter()
                .all(|request| request.login.as_ref() == Some(&login))
        );
        assert!(login.0.len() >= 16 && login.1.len() >= 16, "{login:?}");
        assert!(!logins.contains(&login));
        logins.push(login);
    }
    // The same target, opened twice.
    let socks = Socks::start(Manner::Refuses(4)).await;
    let fake = Fake::start(Vec::new()).await;
    let target = Target {
        connect: Some(("chat.fake.test".to_owned(), 4222)),
        tls: Tls::StartTls,
        ..behind(&socks, &fake)
    };
    let _ = failure(&target).await;
    let _ = failure(&target).await;
    let asked = socks.asked();
    assert_eq!(asked.len(), 2);
    assert_ne!(asked[0].login, asked[1].login);
}

#[tokio::test]
async fn a_login_for_the_proxy_is_used_as_it_is() {
    let proxy = Proxy::parse("socks5://romeo:mon%3Atague@127.0.0.1:1").unwrap();
    let login = Some(("romeo".to_owned(), "mon:tague".to_owned()));
    let asked = registration(Some(proxy)).await;
    assert!(asked.iter().all(|request| request.login == login));
}

type Is = fn(&ProxyFault) -> bool;

/// What can go wrong with a proxy, and what is told of it.
#[tokio::test]
async fn each_failure_of_a_proxy_has_its_own_name() {
    let romeo = |password: &str| {
        Some(Login {
            user: "romeo".to_owned(),
            password: Secret::from(password),
        })
    };
    let wants = || Manner::LeadsWhom("romeo", "montague", Box::new(|_| None));
    let no_way: Is =
        |fault| matches!(fault, ProxyFault::NoWay { host, .. } if host == "chat.fake.test:4222");
    let not_socks: Is = |fault| matches!(fault, ProxyFault::NotSocks(_));
    let mut cases: Vec<(Manner, Option<Login>, Is)> = vec![
        (wants(), None, |fault| {
            matches!(fault, ProxyFault::LoginWanted)
        }),
        (wants(), romeo(""), |fault| {
            matches!(fault, ProxyFault::LoginWanted)
        }),
        (wants(), romeo("capulet"), |fault| {
            matches!(fault, ProxyFault::LoginRefused)
        }),
        (wants(), romeo("montague"), no_way),
        (Manner::TakesNoLogin, None, |fault| {
            matches!(fault, ProxyFault::LoginWanted)
        }),
        (Manner::Refuses(2), None, |fault| {
            matches!(fault, ProxyFault::Forbidden { .. })
        }),
        (
            Manner::Says(b"HTTP/1.1 400 Bad Request\r\n\r\n"),
            None,
            not_socks,
        ),
        (Manner::Says(&[4, 91, 0, 0, 0, 0, 0, 0]), None, not_socks),
        (Manner::Says(&[5, 77]), None, not_socks),
        // No answer that there is.
        (Manner::Refuses(99), None, not_socks),
        (Manner::Closes, None, |fault| {
            matches!(fault, ProxyFault::Lost { .. })
        }),
        (Manner::ClosesLate, None, |fault| {
            matches!(fault, ProxyFault::Lost { .. })
        }),
        (Manner::Silent, None, |fault| {
            matches!(fault, ProxyFault::Silent { .. })
        }),
        (Manner::SilentLate, None, |fault| {
            matches!(fault, ProxyFault::Silent { .. })
        }),
    ];
    for code in [1, 3, 4, 5, 6, 7, 8] {
        cases.push((Manner::Refuses(code), None, no_way));
    }
    let fake = Fake::start(Vec::new()).await;
    for (number, (manner, login, is)) in cases.into_iter().enumerate() {
        let socks = Socks::start(manner).await;
        let target = Target {
            connect: Some(("chat.fake.test".to_owned(), 4222)),
            tls: Tls::StartTls,
            proxy: Some(Proxy {
                login,
                ..socks.proxy()
            }),
            deadlines: Deadlines {
                proxy: Duration::from_millis(500),
                ..Deadlines::default()
            },
            ..fake.target.clone()
        };
        let began = Instant::now();
        let error = failure(&target).await;
        assert!(
            matches!(&error, Error::Proxy(fault) if is(fault)),
            "{number}: {error:?}"
        );
        assert!(began.elapsed() < Duration::from_millis(1500), "{number}");
        assert!(!format!("{error:?} {error}").contains("montague"));
    }
    // Nobody there at all: the proxy is asked once, not once for each way.
    let mut target = fake.target.clone();
    target.connect = None;
    target.tls = Tls::Auto;
    let closed = fake::closed_port().await;
    target.proxy = Some(Proxy::parse(&format!("127.0.0.1:{closed}")).unwrap());
    let error = failure(&target).await;
    assert!(
        matches!(error, Error::Proxy(ProxyFault::Away(_))),
        "{error:?}"
    );
}

/// Fault 16: giving up is heeded at once, also by a proxy's silence.
#[tokio::test]
async fn a_silent_proxy_can_be_given_up() {
    let fake = Fake::start(Vec::new()).await;
    for manner in [Manner::Silent, Manner::SilentLate] {
        let socks = Socks::start(manner).await;
        let mut client = Client::open(&Target {
            connect: Some(("chat.fake.test".to_owned(), 4222)),
            ..behind(&socks, &fake)
        });
        client.stage(Stage::Connect).await;
        let began = Instant::now();
        client.remote = None;
        let ended = client.end().await;
        assert!(matches!(ended, Err(Error::Closed)), "{ended:?}");
        assert!(began.elapsed() < Duration::from_millis(200));
    }
}

/// Nothing that the proxy may not be used for is done past it.
#[tokio::test]
async fn a_picture_that_the_proxy_does_not_get_is_not_got_otherwise() {
    for (link, fault) in [
        ("https://pictures.test/1.png", None),
        ("https://127.0.0.1/1.png", Some(PictureFault::Forbidden)),
        ("https://[fd00::1]/1.png", Some(PictureFault::Forbidden)),
        ("https://localhost/1.png", Some(PictureFault::Forbidden)),
    ] {
        let content = FORM.replace("https://pictures.test/1.png", link);
        let form = script(move |line: Line| async move {
            let mut line = line.open().await;
            line.result(&content).await;
            line.read_all().await;
        });
        let fake = Fake::start(vec![form]).await;
        let server = address_of(&fake);
        let socks =
            Socks::leads(move |request: &Request| (request.port == 4222).then_some(server)).await;
        let target = Target {
            connect: Some(("chat.fake.test".to_owned(), 4222)),
            tls: Tls::StartTls,
            ..behind(&socks, &fake)
        };
        let mut client = Client::open(&target);
        client.form().await;
        let Some(Event::Picture(_, Err(found))) = client.event().await else {
            panic!("a picture")
        };
        if let Some(fault) = fault {
            assert_eq!(found, fault);
            assert_eq!(socks.places(), ["chat.fake.test:4222"], "{link}");
        } else {
            assert!(matches!(found, PictureFault::Unreachable(_)), "{found:?}");
            assert_eq!(socks.places(), ["chat.fake.test:4222", "pictures.test:443"]);
        }
        drop(client);
        fake.played().await;
    }
}
