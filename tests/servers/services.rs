//! Services of the real servers that take registration from those who are signed in: gateways and rooms, asked through a
//! second client.

use std::process::Command;
use std::time::{Duration, Instant};

use vestibule::domain::{Form, Kind, Offer, Reason, Refusal, Role, Value};

use crate::relay::Relay;
use crate::testbed::watched::{Folder, Watched};
use crate::{PASSWORD, at_ejabberd, at_prosody, code, ejabberd, prosody, python};

/// How long a gateway may take to start. Only a broken one takes that long.
const START: Duration = Duration::from_secs(60);

/// Signs in as somebody new.
fn on_prosody(name: &str) -> Relay {
    let program = at_prosody();
    let username = format!("--set=username={name}");
    let run = program.run(&["register", "prosody.test", &username], &[PASSWORD]);
    run.ends_with(code::DONE);
    let prosody = prosody();
    let address = format!("{name}@prosody.test");
    Relay::start(&address, PASSWORD, prosody.port_starttls, &prosody.ca_pem)
}

fn on_ejabberd(name: &str) -> Relay {
    let program = at_ejabberd();
    let username = format!("--set=username={name}");
    let run = program.run(&["register", "ejabberd.test", &username], &[PASSWORD]);
    run.ends_with(code::DONE);
    let ejabberd = ejabberd();
    let address = format!("{name}@ejabberd.test");
    Relay::start(&address, PASSWORD, ejabberd.port_starttls, &ejabberd.ca_pem)
}

/// Starts a gateway and waits until it answers.
fn gateway(kind: &str, relay: &mut Relay) -> (Watched, String) {
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
    while relay.ask(host).is_err() {
        assert_eq!(gateway.exited(), None, "{}", gateway.said());
        assert!(Instant::now() < deadline, "{}", gateway.said());
        // Between two looks at the event that is waited for.
        std::thread::sleep(Duration::from_millis(100));
    }
    (gateway, host.to_owned())
}

fn text(value: &str) -> Value {
    Value::Text(value.to_owned())
}

#[track_caller]
fn form(offer: Result<Offer, Refusal>) -> Form {
    match offer {
        Ok(Offer::Form(form)) => form,
        other => panic!("no form: {other:?}"),
    }
}

#[track_caller]
fn registered(offer: Result<Offer, Refusal>) -> Form {
    match offer {
        Ok(Offer::Registered(form)) => form,
        other => panic!("not registered: {other:?}"),
    }
}

/// Requirements 18, 24 and 99: elements without a form; what is on record shows no password.
#[test]
fn a_gateway_of_slixmpp() {
    let mut relay = on_prosody("pilgrim");
    let (_gateway, host) = gateway("slixmpp", &mut relay);
    let asked = form(relay.ask(&host));
    assert_eq!(asked.instructions, ["Enter your credentials"]);
    let mut names: Vec<&str> = asked.fields.iter().map(|field| field.id.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["email", "password", "username"]);
    let answers = [
        ("username", text("u")),
        ("password", Value::Secret("p".into())),
        ("email", text("e@x.example")),
    ];
    assert_eq!(relay.submit(&host, &asked, &answers), Ok(()));
    let record = registered(relay.ask(&host));
    let username = record.role(Role::Username).unwrap();
    assert_eq!(username.preset, Some(text("u")));
    assert_eq!(record.role(Role::Password).unwrap().preset, None);
    assert_eq!(relay.remove(&host), Ok(()));
    let again = relay.remove(&host).unwrap_err();
    assert_eq!(again.condition.as_deref(), Some("item-not-found"));
}

/// Requirements 18, 24, 54 and 58: a form with its title in the middle, and a registration that is not called one.
#[test]
fn a_gateway_of_slidge() {
    let mut relay = on_prosody("traveller");
    let (_gateway, host) = gateway("slidge", &mut relay);
    let asked = form(relay.ask(&host));
    assert_eq!(
        asked.title.as_deref(),
        Some("Registration to 'Test gateway'")
    );
    let device = asked
        .fields
        .iter()
        .find(|field| field.id.as_str() == "device")
        .unwrap();
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
    let no = relay.submit(&host, &asked, &person("bad")).unwrap_err();
    assert_eq!(no.reason, Reason::AnswersNotAccepted);
    assert_eq!(
        no.server_text.as_deref(),
        Some("This is not a good user name")
    );
    assert_eq!(relay.submit(&host, &asked, &person("mia")), Ok(()));
    // It hands out the password in the clear: nothing of it is kept.
    let record = form(relay.ask(&host));
    assert_eq!(
        record.role(Role::Username).unwrap().preset,
        Some(text("mia"))
    );
    assert_eq!(record.role(Role::Password).unwrap().preset, None);
    let end = record
        .fields
        .iter()
        .find(|field| field.id.as_str() == "remove")
        .unwrap();
    assert!(end.kind == Kind::Toggle && end.required);
    assert_eq!(relay.remove(&host), Ok(()));
    let after = form(relay.ask(&host));
    assert!(
        after
            .fields
            .iter()
            .all(|field| field.id.as_str() != "remove")
    );
}

/// Requirements 53 and 55: a name in a room; a form of another type, and a record of type `result`.
#[test]
fn a_room_of_prosody() {
    let mut relay = on_prosody("actor");
    let room = "stage@muc.prosody.test";
    assert_eq!(relay.say(&format!("join {room}/actor")), "joined");
    let asked = form(relay.ask(room));
    let name = asked
        .fields
        .iter()
        .find(|field| field.is_question())
        .unwrap();
    assert_eq!(name.id.as_str(), "muc#register_roomnick");
    assert_eq!(
        relay.submit(room, &asked, &[("muc#register_roomnick", text("Hamlet"))]),
        Ok(())
    );
    let record = registered(relay.ask(room));
    assert_eq!(
        record.role(Role::Username).unwrap().preset,
        Some(text("Hamlet"))
    );
}

/// A name for all rooms of a service, which another cannot have then.
#[test]
fn the_rooms_of_ejabberd() {
    let service = "conference.ejabberd.test";
    let mut one = on_ejabberd("actress");
    let mut other = on_ejabberd("understudy");
    let asked = form(one.ask(service));
    let nick = [("muc#register_roomnick", text("Ophelia"))];
    assert_eq!(one.submit(service, &asked, &nick), Ok(()));
    let asked = form(other.ask(service));
    let no = other.submit(service, &asked, &nick).unwrap_err();
    assert_eq!(no.condition.as_deref(), Some("conflict"));
    assert_eq!(no.reason, Reason::NameTaken);
    registered(one.ask(service));
    assert_eq!(one.remove(service), Ok(()));
    form(one.ask(service));
}
