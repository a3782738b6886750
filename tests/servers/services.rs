//! Services of the real servers that take registration from those who are signed in, gateways and rooms: by the handle on
//! an account, and by verb.

use std::process::Command;
use std::time::{Duration, Instant};

use vestibule::domain::{Kind, Offer, Reason, Role, ServiceAddress, Value};
use vestibule::engine::account::Owner;

use crate::owner::{at, form, joins, refused, registered};
use crate::program::{Program, Run};
use crate::relay::Relay;
use crate::testbed::watched::{Folder, Watched};
use crate::{PASSWORD, at_ejabberd, at_prosody, code, prosody, python};

/// How long a gateway may take to start. Only a broken one takes that long.
const START: Duration = Duration::from_secs(60);

fn address(service: &str) -> ServiceAddress {
    ServiceAddress::parse(service).unwrap()
}

/// Starts a gateway and waits until it answers.
async fn gateway(kind: &str, owner: &Owner) -> (Watched, ServiceAddress) {
    let host = if kind == "slidge" {
        "slidge.prosody.test"
    } else {
        "gw.prosody.test"
    };
    let mut command = Command::new(python::path());
    command
        .arg(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/python/gateway.py"
        ))
        .args([kind, host, &prosody().port_component.to_string(), "secret"]);
    let gateway = Folder::new(kind).start(&mut command);
    let deadline = Instant::now() + START;
    let service = address(host);
    while owner.ask_service(&service).await.is_err() {
        assert_eq!(gateway.exited(), None, "{}", gateway.said());
        assert!(Instant::now() < deadline, "{}", gateway.said());
        // Between two looks at the event that is waited for.
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    (gateway, service)
}

/// A verb for a service.
fn verb(program: &Program, verb: &str, at: (&str, &str), rest: &[&str], secrets: &[&str]) -> Run {
    let service = format!("--service={}", at.0);
    let owner = format!("--as={}", at.1);
    let arguments = [&[verb, &service, &owner], rest].concat();
    program.run(&arguments, &[&[PASSWORD], secrets].concat())
}

fn text(value: &str) -> Value {
    Value::Text(value.to_owned())
}

/// Requirements 18, 24 and 99: elements without a form; what is on record shows no password.
#[tokio::test]
async fn a_gateway_of_slixmpp() {
    let owner = at("prosody.test", "pilgrim");
    let (_gateway, host) = gateway("slixmpp", &owner).await;
    let asked = form(owner.ask_service(&host).await);
    assert_eq!(asked.instructions, ["Enter your credentials"]);
    let mut names: Vec<&str> = asked.fields.iter().map(|field| field.id.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["email", "password", "username"]);
    let answers = [
        ("username", text("u")),
        ("password", Value::Secret("p".into())),
        ("email", text("e@x.example")),
    ];
    joins(&owner, &host, &asked, &answers).await.unwrap();
    let record = registered(owner.ask_service(&host).await);
    let username = record.role(Role::Username).unwrap();
    assert_eq!(username.preset, Some(text("u")));
    assert_eq!(record.role(Role::Password).unwrap().preset, None);
    let answers = [
        ("username", text("v")),
        ("password", Value::Secret("p".into())),
    ];
    joins(&owner, &host, &record, &answers).await.unwrap();
    let record = registered(owner.ask_service(&host).await);
    let username = record.role(Role::Username).unwrap();
    assert_eq!(username.preset, Some(text("v")));
    owner.unregister(&host).await.unwrap();
    let again = refused(owner.unregister(&host).await);
    assert_eq!(again.condition.as_deref(), Some("item-not-found"));
    assert_eq!(again.reason, Reason::NotRegistered);

    let program = at_prosody();
    let at = (host.as_str(), "pilgrim@prosody.test");
    let options = ["--set=username=w", "--set=email=e@x.example"];
    let _ = verb(&program, "register", at, &options, &["secret there"]).ends_with(code::DONE);
    let shown = verb(&program, "form", at, &[], &[]).ends_with(code::DONE);
    assert_eq!(shown.json["offer"], "registered", "{}", shown.said);
    let _ = verb(&program, "unregister", at, &[], &[]).ends_with(code::DONE);
    let again = verb(&program, "unregister", at, &[], &[]).ends_with(code::REFUSED);
    assert_eq!(again.json["refusal"]["reason"], "not_registered");
}

/// Requirements 18, 24, 54 and 58: a form with its title in the middle, and a registration that is not called one.
#[tokio::test]
async fn a_gateway_of_slidge() {
    let owner = at("prosody.test", "traveller");
    let (_gateway, host) = gateway("slidge", &owner).await;
    let asked = form(owner.ask_service(&host).await);
    assert_eq!(
        asked.title.as_deref(),
        Some("Registration to 'Test gateway'")
    );
    let device = asked.field(&"device".into()).unwrap();
    assert!(
        matches!(&device.kind, Kind::Choice { options, many: false, .. } if options.len() == 2)
    );
    assert_eq!(device.preset, Some(text("desktop")));
    let person = |name: &str| {
        [
            ("username", text(name)),
            ("password", Value::Secret("pw".into())),
        ]
    };
    let no = refused(joins(&owner, &host, &asked, &person("bad")).await);
    assert_eq!(no.reason, Reason::AnswersNotAccepted);
    assert_eq!(
        no.server_text.as_deref(),
        Some("This is not a good user name")
    );
    joins(&owner, &host, &asked, &person("mia")).await.unwrap();
    // It hands out the password in the clear: nothing of it is kept.
    let record = form(owner.ask_service(&host).await);
    assert_eq!(
        record.role(Role::Username).unwrap().preset,
        Some(text("mia"))
    );
    assert_eq!(record.role(Role::Password).unwrap().preset, None);
    let end = record.field(&"remove".into()).unwrap();
    assert!(end.kind == Kind::Toggle && end.required);
    owner.unregister(&host).await.unwrap();
    let after = form(owner.ask_service(&host).await);
    assert!(after.field(&"remove".into()).is_none());

    let program = at_prosody();
    let at = (host.as_str(), "traveller@prosody.test");
    let bad = ["--set=username=bad"];
    let no = verb(&program, "register", at, &bad, &["secret there"]).ends_with(code::REFUSED);
    assert_eq!(no.json["refusal"]["reason"], "answers_not_accepted");
    let good = ["--set=username=mia", "--set=device=Phone"];
    let _ = verb(&program, "register", at, &good, &["secret there"]).ends_with(code::DONE);
    let shown = verb(&program, "form", at, &[], &[]).ends_with(code::DONE);
    assert!(shown.said.contains("mia"), "{}", shown.said);
    let _ = verb(&program, "unregister", at, &[], &[]).ends_with(code::DONE);
}

/// Requirements 53 and 55: a name in a room; a form of another type, and a record of type `result`.
#[tokio::test]
async fn a_room_of_prosody() {
    let owner = at("prosody.test", "actor");
    let room = address("stage@muc.prosody.test");
    // There has to be somebody in it.
    let prosody = prosody();
    let port = prosody.port_starttls;
    let mut relay = Relay::start("actor@prosody.test", PASSWORD, port, &prosody.ca_pem);
    assert_eq!(relay.say(&format!("join {room}/actor")), "joined");
    let asked = form(owner.ask_service(&room).await);
    let name = asked
        .fields
        .iter()
        .find(|field| field.is_question())
        .unwrap();
    assert_eq!(name.id.as_str(), "muc#register_roomnick");
    let nick = [("muc#register_roomnick", text("Hamlet"))];
    joins(&owner, &room, &asked, &nick).await.unwrap();
    let record = registered(owner.ask_service(&room).await);
    assert_eq!(
        record.role(Role::Username).unwrap().preset,
        Some(text("Hamlet"))
    );
}

/// A name for all rooms of a service, which another cannot have then.
#[tokio::test]
async fn the_rooms_of_ejabberd() {
    let host = "conference.ejabberd.test";
    let service = address(host);
    let one = at("ejabberd.test", "actress");
    let other = at("ejabberd.test", "understudy");
    let asked = form(one.ask_service(&service).await);
    let nick = |name: &str| [("muc#register_roomnick", text(name))];
    joins(&one, &service, &asked, &nick("Ophelia"))
        .await
        .unwrap();
    let asked = form(other.ask_service(&service).await);
    let no = refused(joins(&other, &service, &asked, &nick("Ophelia")).await);
    assert_eq!(no.condition.as_deref(), Some("conflict"));
    assert_eq!(no.reason, Reason::NameTaken);
    let record = registered(one.ask_service(&service).await);
    joins(&one, &service, &record, &nick("Gertrude"))
        .await
        .unwrap();
    registered(one.ask_service(&service).await);
    one.unregister(&service).await.unwrap();
    let offer = one.ask_service(&service).await;
    assert!(matches!(offer, Ok(Offer::Form(_))), "{offer:?}");

    let program = at_ejabberd();
    let at = (host, "actress@ejabberd.test");
    let nick = ["--set=muc#register_roomnick=Cordelia"];
    let _ = verb(&program, "register", at, &nick, &[]).ends_with(code::DONE);
    let other = (host, "understudy@ejabberd.test");
    let taken = verb(&program, "register", other, &nick, &[]).ends_with(code::REFUSED);
    assert_eq!(taken.json["refusal"]["reason"], "taken");
    let shown = verb(&program, "form", at, &[], &[]).ends_with(code::DONE);
    assert_eq!(shown.json["offer"], "registered", "{}", shown.said);
    let _ = verb(&program, "unregister", at, &[], &[]).ends_with(code::DONE);
    let services = program.run(&["services", "actress@ejabberd.test"], &[PASSWORD]);
    let services = services.ends_with(code::DONE);
    assert!(services.said.contains(host), "{}", services.said);
}
