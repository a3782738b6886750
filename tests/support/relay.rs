//! A second client that carries questions and answers; what they mean, and how they are answered, is for the library.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use minidom::Element;
use vestibule::domain::{Answers, Form, Offer, Purpose, Refusal, Value};
use vestibule::protocol::{Failing, Reading, Step, error, ns, register};

use crate::python;

/// A person who is signed in, by a second client.
pub struct Relay {
    client: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Relay {
    /// Signs in at the server of `port`, by STARTTLS.
    pub fn start(address: &str, password: &str, port: u16, ca_pem: &Path) -> Self {
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
        assert_eq!(relay.say(password), "ready");
        relay
    }

    /// Says a line and hears one.
    pub fn say(&mut self, line: &str) -> String {
        writeln!(self.input, "{line}").unwrap();
        let mut heard = String::new();
        let _ = self.output.read_line(&mut heard).unwrap();
        heard.trim().to_owned()
    }

    /// Sends a query to a service and gives the answer.
    pub fn send(&mut self, kind: &str, service: &str, query: &Element) -> Element {
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
    pub fn ask(&mut self, service: &str) -> Result<Offer, Refusal> {
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
    pub fn submit(
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

    pub fn remove(&mut self, service: &str) -> Result<(), Refusal> {
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
