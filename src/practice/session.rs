//! What somebody who has signed in asks, whom it is for, and what becomes of the stream.

use minidom::Element;

use super::accounts::Standing;
use super::check::iq::{Ids, judge};
use super::discovery::{self, Of};
use super::host::Journey;
use super::registration::{Registrar, is_removal};
use super::reply::{No, holding};
use super::services::Service;
use crate::protocol::ns;
use crate::protocol::xml::with_text;

/// What is said to a question.
#[derive(Debug, PartialEq)]
pub(super) struct Said {
    /// The answer. `None` if there is none.
    pub(super) answer: Option<Result<Option<Element>, No>>,
    pub(super) then: Then,
}

/// What becomes of the stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Then {
    GoOn,
    /// It is closed without a word.
    Close,
    /// It ends with an error.
    End {
        condition: &'static str,
        text: &'static str,
    },
}

impl Said {
    /// No answer ever.
    pub(super) fn nothing() -> Self {
        Self {
            answer: None,
            then: Then::GoOn,
        }
    }

    /// The end of the stream instead of an answer.
    pub(super) fn ending(condition: &'static str) -> Self {
        Self::nothing().and_end(condition, "")
    }

    /// The same, and then the stream ends with an error.
    pub(super) fn and_end(self, condition: &'static str, text: &'static str) -> Self {
        Self {
            then: Then::End { condition, text },
            ..self
        }
    }
}

impl From<Result<Option<Element>, No>> for Said {
    fn from(verdict: Result<Option<Element>, No>) -> Self {
        Self {
            answer: Some(verdict),
            then: Then::GoOn,
        }
    }
}

/// A stream of somebody who has signed in.
pub(super) struct Session<'a> {
    registrar: &'a Registrar,
    journey: Journey,
    /// The bare address of the account.
    address: String,
    /// Whether it has a resource (RFC 6120 section 7).
    bound: bool,
    ids: Ids,
}

impl<'a> Session<'a> {
    pub(super) fn new(registrar: &'a Registrar, journey: Journey, address: String) -> Self {
        Self {
            registrar,
            journey,
            address,
            bound: false,
            ids: Ids::default(),
        }
    }

    /// What is said to an iq.
    pub(super) fn hear(&mut self, iq: &Element) -> Said {
        let Some(kind @ ("get" | "set")) = iq.attr("type") else {
            return Said::nothing();
        };
        if let Err(no) = judge(iq, &mut self.ids) {
            return Err(no).into();
        }
        let full = format!("{}/practice", self.address);
        if iq
            .attr("from")
            .is_some_and(|from| from != self.address && from != full)
        {
            return Said::ending("invalid-from");
        }
        let Some(query) = iq.children().next() else {
            return Said::nothing();
        };
        if query.is("bind", ns::BIND) {
            return self.bind(kind, &full).into();
        }
        if !self.bound {
            // RFC 6120 section 7.1.
            return Said::ending("not-authorized");
        }
        if self.journey == Journey::Locked {
            self.registrar
                .accounts
                .set_standing(&self.address, Standing::Locked);
        }
        let journey = self.journey;
        match iq.attr("to") {
            None => self.own(kind, Of::Account, query),
            Some(to) if to == self.address => self.own(kind, Of::Account, query),
            Some(to) if to == journey.domain() => self.own(kind, Of::Server(journey), query),
            Some(to) => match Service::at(to, journey) {
                Some(service) => {
                    let question = (kind, query);
                    self.registrar
                        .service(service, journey, &self.address, question)
                }
                None => Err(No::new("cancel", "remote-server-not-found", "")).into(),
            },
        }
    }

    fn bind(&mut self, kind: &str, full: &str) -> Result<Option<Element>, No> {
        if kind != "set" || self.bound {
            return Err(No::new("cancel", "not-allowed", ""));
        }
        self.bound = true;
        let jid = with_text("jid", ns::BIND, full);
        Ok(Some(holding(Element::bare("bind", ns::BIND), jid)))
    }

    /// What is said to questions for the host, and for the account itself, which are nearly the same.
    fn own(&self, kind: &str, of: Of, query: &Element) -> Said {
        let is_asked = query.is("query", ns::DISCO_INFO) || query.is("query", ns::DISCO_ITEMS);
        match (kind, self.journey) {
            ("get", Journey::DiscoverySilent) if is_asked => return Said::nothing(),
            ("get", Journey::DiscoveryRefused) if is_asked => {
                return Err(No::new("cancel", "feature-not-implemented", "")).into();
            }
            _ => {}
        }
        let registrar = self.registrar;
        match (kind, query) {
            ("get", query) if query.is("query", ns::DISCO_INFO) => {
                discovery::info(of, query).into()
            }
            ("get", query) if query.is("query", ns::DISCO_ITEMS) => {
                discovery::items(of, query).into()
            }
            ("get", query) if query.is("query", ns::REGISTER) => {
                registrar.record(self.journey, &self.address).into()
            }
            ("set", query) if query.is("query", ns::REGISTER) && is_removal(query) => {
                registrar.remove(self.journey, &self.address, query)
            }
            ("set", query) if query.is("query", ns::REGISTER) => {
                if matches!(of, Of::Server(_)) {
                    registrar.change(self.journey, &self.address, query).into()
                } else {
                    let text = "What is on record is changed at the server (XEP-0077 section 3.3).";
                    Err(No::new("modify", "bad-request", text)).into()
                }
            }
            _ => Err(No::new("cancel", "service-unavailable", "")).into(),
        }
    }
}

#[cfg(test)]
pub(super) mod tests;
