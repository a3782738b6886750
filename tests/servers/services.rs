//! Services of the real servers that take registration from those who are signed in: gateways and rooms. A second client
//! carries questions and answers; what they mean, and how they are answered, is for the library.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use minidom::Element;
use vestibule::domain::{Answers, Form, Kind, Offer, Purpose, Reason, Refusal, Role, Value};
use vestibule::protocol::{Failing, Reading, Step, error, ns, register};

use crate::testbed::watched::{Folder, Watched};
use crate::{PASSWORD, at_ejabberd, at_prosody, code, ejabberd, prosody, python};

/// How long a gateway may take to start. Only a broken one takes that long.
const START: Duration = Duration::from_secs(60);

/// A person who is signed in, by a second client.
struct Relay {
    client: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Relay {
    /// Signs in as somebody new.
    fn on_prosody(name: &str) -> Self {
        let program = at_prosody();
        let username = format!("--set=username={name}");
        let run = program.run(&["register", "prosody.test", &username], &[PASSWORD]);
        run.ends_with(code::DONE);
        let prosody = prosody();
        Self::start(
            &format!("{name}@prosody.test"),
            prosody.port_starttls,
            &prosody.ca_pem,
        )
    }

    fn on_ejabberd(name: &str) -> Self {
        let program = at_ejabberd();
        let username = format!("--set=username={name}");
        let run = program.run(&["register", "ejabberd.test", &username], &[PASSWORD]);
        run.ends_with(code::DONE);
        let ejabberd = ejabberd();
        Self::start(
            &format!("{name}@ejabberd.test"),
            ejabberd.port_starttls,
            &ejabberd.ca_pem,
        )
    }

    fn start(address: &str, port: u16, ca_pem: &Path) -> Self {
        let mut client = Command::new(python::path())
            .arg(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/tests/python/relay.py"
            ))
            .args([address, &port.to_string()])
            .arg(ca_pem)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut relay = Self {
            input: client.stdin.take().unwrap(),
            output: BufReader::new(client.stdout.take().unwrap()),
            client,
        };
        assert_eq!(relay.say(PASSWORD), "ready");
        relay
    }

    /// Says a line and hears one.
    fn say(&mut self, line: &str) -> String {
        writeln!(self.input, "{line}").unwrap();
        let mut heard = String::new();
        let _ = self.output.read_line(&mut heard).unwrap();
        heard.trim().to_owned()
    }

    /// Sends a query to a service and gives the answer.
    fn send(&mut self, kind: &str, service: &str, query: &Element) -> Element {
        let query = String::from(query);
        assert!(!query.contains('\n'), "{query}");
        let heard = self.say(&format!("{kind} {service} {query}"));
        let iq = heard.replacen(
            "<iq ",
            "<iq xmlns='jabber:client' ",
            usize::from(!heard.contains("jabber:client")),
        );
        iq.parse().unwrap_or_else(|error| panic!("{error}: {iq}"))
    }

    /// What the service offers.
    fn ask(&mut self, service: &str) -> Result<Offer, Refusal> {
        let iq = self.send("get", service, &register::ask());
        let query = iq.get_child("query", ns::REGISTER);
        match (iq.attr("type"), query) {
            (Some("result"), Some(query)) => Ok(register::read_offer(
                query,
                &Reading {
                    lang: "en",
                    purpose: Purpose::Other,
                    extra: &[],
                    invites: false,
                },
            )),
            _ => Err(error::refusal_in(&iq, &failing(Step::Info, None))),
        }
    }

    /// What the service says to these answers, all others left as they are.
    fn submit(
        &mut self,
        service: &str,
        form: &Form,
        given: &[(&str, Value)],
    ) -> Result<(), Refusal> {
        let mut answers = Answers::default();
        for (name, value) in given {
            answers.set((*name).into(), value.clone());
        }
        let submission = form.check(&answers, true).unwrap();
        let iq = self.send("set", service, &register::submit(&submission));
        verdict(&iq, Some(form))
    }

    fn remove(&mut self, service: &str) -> Result<(), Refusal> {
        let iq = self.send("set", service, &register::remove());
        match verdict(&iq, None) {
            Ok(()) => Ok(()),
            Err(_) => Err(error::refusal_in(&iq, &failing(Step::Remove, None))),
        }
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        let _ = self.client.kill();
        let _ = self.client.wait();
    }
}

fn failing(step: Step, form: Option<&Form>) -> Failing<'_> {
    Failing {
        step,
        form,
        lang: "en",
        invites: false,
    }
}

fn verdict(iq: &Element, form: Option<&Form>) -> Result<(), Refusal> {
    match iq.attr("type") {
        Some("result") => Ok(()),
        _ => Err(error::refusal_in(iq, &failing(Step::Submit, form))),
    }
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
    let mut relay = Relay::on_prosody("pilgrim");
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
    let mut relay = Relay::on_prosody("traveller");
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
    let mut relay = Relay::on_prosody("actor");
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
    let mut one = Relay::on_ejabberd("actress");
    let mut other = Relay::on_ejabberd("understudy");
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
