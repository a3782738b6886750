//! What a person can hand on when something went wrong: technical, in English, and without anything of theirs.
//!
//! It is built from typed values, never from a log. A server's own words may hold what was typed into its form, so name,
//! address and password are taken out of them, and whatever else looks like an address.

use std::fmt;
use std::fmt::Write as _;

use crate::domain::{Credentials, ErrorType, Refusal};
use crate::engine::account::AccountError;
use crate::engine::{Error, Stage, Target, Tls};

/// Of what a report is made besides the failure.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// The system that the program runs on, in a few words.
    pub system: &'a str,
    /// Where the session went.
    pub target: &'a Target,
    /// How far it came.
    pub stage: Stage,
    /// What was typed in, to be taken out of other people's words.
    pub credentials: Option<&'a Credentials>,
}

/// A report, a line for each thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report(String);

impl Report {
    /// On a session that ended without a verdict.
    #[must_use]
    pub fn on_error(about: About<'_>, error: &Error) -> Self {
        let mut report = Self::begin(about);
        report.error(about, error);
        report
    }

    /// On a server that gave no form.
    #[must_use]
    pub fn on_refusal(about: About<'_>, refusal: &Refusal) -> Self {
        let mut report = Self::begin(about);
        report.refusal(about, refusal);
        report
    }

    /// On a sign-in that proved nothing.
    #[must_use]
    pub fn on_sign_in(about: About<'_>, error: &AccountError) -> Self {
        let mut report = Self::begin(about);
        match error {
            AccountError::SignIn(refusal) | AccountError::Refused(refusal) => {
                report.refusal(about, refusal);
            }
            AccountError::Connection(error) | AccountError::Unknown(error) => {
                report.error(about, error);
            }
            AccountError::Impostor | AccountError::StillThere(_) => {
                report.line("Error", &error.to_string());
            }
        }
        report
    }

    fn begin(about: About<'_>) -> Self {
        let mut report = Self(format!("Vestibule {}", env!("CARGO_PKG_VERSION")));
        report.line("System", about.system);
        report.line("Server", about.target.domain.as_str());
        if let Some((host, port)) = &about.target.connect {
            report.line("Connection", &format!("to {host}, port {port}"));
        }
        match about.target.tls {
            Tls::Auto => {}
            Tls::Direct => report.line("Encryption", "direct TLS"),
            Tls::StartTls => report.line("Encryption", "STARTTLS"),
        }
        // Without who one is to it.
        if let Some(proxy) = &about.target.proxy {
            let place = format!("SOCKS5, {} {}", proxy.host, proxy.port);
            report.line("Proxy", &place);
        }
        report.line("Stage", stage(about.stage));
        if let Some(offered) = about.target.seen.offered() {
            report.line("Offered", &hide(&offered, about.credentials));
        }
        report
    }

    /// An error and what is behind it.
    fn error(&mut self, about: About<'_>, error: &Error) {
        self.line("Error", &hide(&error.to_string(), about.credentials));
        match error {
            Error::Stream {
                text: Some(text), ..
            } => self.words(about, text),
            Error::OutcomeUnknown { cause, .. } => self.error(about, cause),
            _ => {}
        }
    }

    fn refusal(&mut self, about: About<'_>, refusal: &Refusal) {
        self.line("Refused", &format!("{:?}", refusal.reason));
        let condition = refusal.condition.as_deref();
        let kind = refusal.error_type.map(ErrorType::as_str);
        let told: Vec<&str> = condition.into_iter().chain(kind).collect();
        if !told.is_empty() {
            self.line("Condition", &hide(&told.join(", "), about.credentials));
        }
        if let Some(text) = &refusal.server_text {
            self.words(about, text);
        }
    }

    fn words(&mut self, about: About<'_>, text: &str) {
        self.line("Server's words", &hide(text, about.credentials));
    }

    fn line(&mut self, name: &str, value: &str) {
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        // Writing into a string cannot fail.
        let _ = write!(self.0, "\n{name}: {value}");
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::FindServer => "finding the server",
        Stage::Connect => "connecting",
        Stage::Secure => "securing the connection",
        Stage::AskForm => "asking for the form",
        Stage::Fill => "the form is shown",
        Stage::Work => "calculating",
        Stage::Submit => "sending the answers",
        Stage::Prove => "signing in",
    }
}

/// The text without what was typed in, and without addresses.
fn hide(text: &str, credentials: Option<&Credentials>) -> String {
    let mut text = text.to_owned();
    if let Some(credentials) = credentials {
        text = replaced(&text, credentials.password.expose(), "(password)", false);
        text = replaced(&text, &credentials.address.to_string(), "(address)", false);
    }
    text = without_addresses(&text);
    if let Some(credentials) = credentials {
        text = replaced(&text, credentials.address.name().as_str(), "(name)", true);
    }
    text
}

/// Every occurrence of a word replaced, upper or lower case; if `whole`, only where no letter or digit is beside it.
fn replaced(text: &str, wanted: &str, by: &str, whole: bool) -> String {
    let wanted: Vec<char> = wanted.chars().flat_map(char::to_lowercase).collect();
    if wanted.is_empty() {
        return text.to_owned();
    }
    let chars: Vec<char> = text.chars().collect();
    let mut made = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        match length_of(&wanted, &chars[at..]) {
            Some(length) if !whole || stands_alone(&chars, at, at + length) => {
                made.push_str(by);
                at += length;
            }
            _ => {
                made.push(chars[at]);
                at += 1;
            }
        }
    }
    made
}

/// How many characters of the beginning are this word, in upper or lower case.
fn length_of(wanted: &[char], chars: &[char]) -> Option<usize> {
    let mut wanted = wanted.iter();
    let mut left = wanted.len();
    for (index, found) in chars.iter().enumerate() {
        for lower in found.to_lowercase() {
            if wanted.next() != Some(&lower) {
                return None;
            }
            left -= 1;
        }
        if left == 0 {
            return Some(index + 1);
        }
    }
    None
}

fn stands_alone(chars: &[char], from: usize, to: usize) -> bool {
    let is_part = |at: Option<usize>| {
        at.and_then(|at| chars.get(at))
            .is_some_and(|c| c.is_alphanumeric())
    };
    !is_part(from.checked_sub(1)) && !is_part(Some(to))
}

/// Words with an `@` in them.
fn without_addresses(text: &str) -> String {
    text.split_inclusive(char::is_whitespace)
        .map(|word| {
            let bare = word.trim_end();
            let space = &word[bare.len()..];
            let inner = bare.trim_matches(|c: char| !c.is_alphanumeric());
            if inner.contains('@') {
                format!("{}{space}", bare.replace(inner, "(address)"))
            } else {
                word.to_owned()
            }
        })
        .collect()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;
    use crate::domain::{Address, Domain, Reason, Secret};

    const PASSWORD: &str = "violet-Tram-Ticket-9";

    fn target() -> Target {
        Target::new(Domain::parse("example.org").unwrap())
    }

    fn credentials() -> Credentials {
        Credentials {
            address: Address::parse("juliet@example.org").unwrap(),
            password: Secret::from(PASSWORD),
        }
    }

    fn on_error(error: &Error) -> String {
        let (target, credentials) = (target(), credentials());
        let about = About {
            system: "Linux x86_64",
            target: &target,
            stage: Stage::Submit,
            credentials: Some(&credentials),
        };
        Report::on_error(about, error).to_string()
    }

    #[test]
    fn it_names_the_program_the_system_the_server_the_stage_and_every_cause() {
        let error = Error::OutcomeUnknown {
            address: Some(credentials().address),
            cause: Box::new(Error::Stream {
                condition: "system-shutdown".to_owned(),
                text: Some("Back at  noon.\nBye".to_owned()),
            }),
        };
        let expected = format!(
            "Vestibule {}\nSystem: Linux x86_64\nServer: example.org\nStage: sending the answers\n\
             Error: it could not be told whether the account was made: the server ended the connection: \
             system-shutdown\nError: the server ended the connection: system-shutdown\n\
             Server's words: Back at noon. Bye",
            env!("CARGO_PKG_VERSION")
        );
        assert_eq!(on_error(&error), expected);
    }

    #[test]
    fn nothing_of_the_persons_is_in_it() {
        let said = format!(
            "No, {PASSWORD}! JULIET@Example.org, (juliet) and Juliet's friend romeo@mail.example, \"{}\"",
            PASSWORD.to_uppercase()
        );
        let stream = Error::Stream {
            condition: format!("juliet-{PASSWORD}"),
            text: Some(said.clone()),
        };
        let errors = [
            stream.clone(),
            Error::Malformed(said.clone()),
            Error::Lost(said.clone()),
            Error::OutcomeUnknown {
                address: Some(credentials().address),
                cause: Box::new(stream),
            },
        ];
        let mut reports: Vec<String> = errors.iter().map(on_error).collect();
        let refusal = Refusal {
            condition: Some(said.clone()),
            server_text: Some(said),
            ..Refusal::new(Reason::Unknown)
        };
        let (target, credentials) = (target(), credentials());
        let about = About {
            system: "Linux x86_64",
            target: &target,
            stage: Stage::Prove,
            credentials: Some(&credentials),
        };
        reports.push(Report::on_refusal(about, &refusal).to_string());
        let sign_in = AccountError::SignIn(Box::new(refusal));
        reports.push(Report::on_sign_in(about, &sign_in).to_string());
        for report in reports {
            let low = report.to_lowercase();
            for hidden in ["violet", "ticket", "juliet", "romeo", "@"] {
                assert!(!low.contains(hidden), "{hidden}: {report}");
            }
            // What is not the person's is still there.
            assert!(report.contains("friend") && report.contains("(password)"));
        }
    }

    #[test]
    fn it_says_what_the_server_offered_without_anything_of_the_persons() {
        let offered = format!(
            "<features xmlns='http://etherx.jabber.org/streams'>\
             <mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>PLAIN</mechanism>\
             <mechanism>{PASSWORD}</mechanism></mechanisms><juliet xmlns='xmpp:juliet@example.org'/></features>"
        );
        let (target, credentials) = (target(), credentials());
        target.seen.note(offered.parse().unwrap());
        let about = About {
            system: "Linux x86_64",
            target: &target,
            stage: Stage::Prove,
            credentials: Some(&credentials),
        };
        let report = Report::on_sign_in(about, &AccountError::Impostor).to_string();
        let line =
            "\nOffered: mechanisms (urn:ietf:params:xml:ns:xmpp-sasl): PLAIN, (password); (name) (";
        assert!(report.contains(line), "{report}");
        assert!(
            !report.contains("juliet") && !report.contains("violet"),
            "{report}"
        );
    }

    #[test]
    fn a_short_name_does_not_eat_other_words() {
        for (text, name, expected) in [
            ("An ant is not allowed", "an", "(name) ant is not allowed"),
            ("Ärger mit ärger?", "ärger", "(name) mit (name)?"),
            ("", "x", ""),
        ] {
            assert_eq!(replaced(text, name, "(name)", true), expected);
        }
    }
}
