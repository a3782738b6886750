//! What a verb came to: an exit code, JSON for programs and lines for people.

use std::process::ExitCode;

use serde::Serialize;

use super::json::{AboutBody, Body, RoundTripsBody};
use super::{keep, print};
use crate::domain::{About, Keeping, Proxy};
use crate::engine::RoundTrips;
use crate::i18n::I18n;
use crate::words;

/// What a verb came to. The numbers are the exit codes, and a promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub(super) enum Outcome {
    /// It is done.
    Done = 0,
    /// The program has a fault.
    Fault = 1,
    /// It was asked for in a way that cannot be: wrong arguments, missing or impossible answers.
    Usage = 2,
    /// The server refused; also a wrong password.
    Refused = 3,
    /// No connection, or none that is secret and to the right server.
    NotConnected = 4,
    /// It was sent, and it is not known whether it was done.
    Unknown = 5,
    /// There is nothing to fill in: closed, or on the web only.
    NothingToFillIn = 6,
    /// The account was made and waits for approval.
    Waiting = 7,
    /// Ended by the person before anything was sent; the shell's number for that.
    Interrupted = 130,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(outcome as u8)
    }
}

/// What a verb came to, and what is printed of it.
#[derive(Debug)]
#[must_use]
pub(super) struct Report {
    pub(super) outcome: Outcome,
    body: Box<Body>,
    lines: Vec<String>,
    in_a_line: bool,
}

impl Report {
    pub(super) fn new(outcome: Outcome) -> Self {
        Self {
            outcome,
            body: Box::default(),
            lines: Vec::new(),
            in_a_line: false,
        }
    }

    /// A fault of the program, with a technical word for those who mend it.
    pub(super) fn fault(detail: String) -> Self {
        Self::new(Outcome::Fault).say(detail)
    }

    /// A wrong use, with a sentence.
    pub(super) fn usage(sentence: String) -> Self {
        Self::new(Outcome::Usage).say(sentence)
    }

    /// Another line for people.
    pub(super) fn say(mut self, line: String) -> Self {
        self.lines.push(line);
        self
    }

    /// More lines for people.
    pub(super) fn say_all(mut self, lines: impl IntoIterator<Item = String>) -> Self {
        self.lines.extend(lines);
        self
    }

    /// What the JSON says besides the outcome.
    pub(super) fn body(mut self, body: Body) -> Self {
        self.body = Box::new(body);
        self
    }

    /// What is missing to try once more after a refusal: that refusal, with what is missing. Anything but wrong use
    /// stays what it is.
    pub(super) fn after(self, mut refused: Self) -> Self {
        if self.outcome != Outcome::Usage {
            return self;
        }
        refused.lines.extend(self.lines);
        refused.body.problems = self.body.problems;
        refused
    }

    /// Says how many round trips it took.
    pub(super) fn took(mut self, round_trips: RoundTrips) -> Self {
        self.body.round_trips = RoundTripsBody::new(round_trips);
        self
    }

    /// Says what came of an invitation, and from whom it is.
    pub(super) fn invited(
        mut self,
        i18n: &I18n,
        invitation: &'static str,
        inviter: Option<String>,
    ) -> Self {
        if let Some(inviter) = inviter.as_deref().filter(|_| self.is_well()) {
            self.lines
                .push(i18n.with("invitation-from", [("address", inviter)]));
        }
        self.body.invitation = Some(invitation);
        self.body.inviter = inviter;
        self
    }

    /// Says where the new password is.
    pub(super) fn kept(mut self, i18n: &I18n, keeping: Keeping) -> Self {
        self.body.keyring = Some(keep::name(keeping));
        if keeping == Keeping::Saved {
            self.say(i18n.text(words::kept(keeping)))
        } else {
            self
        }
    }

    /// Names the account that it is about.
    pub(super) fn set_address(&mut self, address: String) {
        self.body.address = Some(address);
    }

    /// Names the service that it is about.
    pub(super) fn set_service(&mut self, service: String) {
        self.body.service = Some(service);
    }

    /// Says what the server says of itself.
    pub(super) fn about(mut self, i18n: &I18n, about: &About) -> Self {
        self.lines.extend(super::words::about(i18n, about));
        self.body.about = Some(AboutBody::from(about));
        self
    }

    /// Names the proxy that connections go through; where there was no connection, also to people.
    pub(super) fn set_proxy(&mut self, i18n: &I18n, proxy: &Proxy) {
        let proxy = proxy.to_string();
        if self.outcome == Outcome::NotConnected {
            let line = i18n.with("cli-proxy", [("proxy", proxy.as_str())]);
            self.lines.push(line);
        }
        self.body.proxy = Some(proxy);
    }

    /// Puts its JSON into one line: it is the last of several objects.
    pub(super) fn in_a_line(mut self, in_a_line: bool) -> Self {
        self.in_a_line = in_a_line;
        self
    }

    /// Prints it: with `json` one object on standard output, and the lines beside it where it did not end well.
    pub(super) fn print(&self, json: bool) {
        let well = self.is_well();
        if json {
            let text = if self.in_a_line {
                serde_json::to_string(&self.whole())
            } else {
                serde_json::to_string_pretty(&self.whole())
            };
            match text {
                Ok(text) => print::json(&text),
                Err(error) => print::error(&error.to_string()),
            }
        }
        for line in &self.lines {
            if !well {
                print::error(line);
            } else if !json {
                print::line(line);
            }
        }
    }

    /// The JSON, to be looked at.
    #[cfg(test)]
    pub(super) fn to_json(&self) -> serde_json::Value {
        serde_json::to_value(self.whole()).unwrap_or_default()
    }

    fn whole(&self) -> Whole<'_> {
        Whole {
            outcome: self.outcome,
            message: (self.outcome != Outcome::Done).then(|| self.lines.join("\n")),
            body: &self.body,
        }
    }

    fn is_well(&self) -> bool {
        matches!(
            self.outcome,
            Outcome::Done | Outcome::Waiting | Outcome::NothingToFillIn
        )
    }
}

#[derive(Serialize)]
struct Whole<'a> {
    outcome: Outcome,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
    #[serde(flatten)]
    body: &'a Body,
}
