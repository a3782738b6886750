//! What each host asks of those who sign up, and what it says to their answers.

use std::collections::HashMap;

use minidom::Element;

use super::accounts::Accounts;
use super::forms::{instructions, long_form, puzzle_form};
use super::host::Journey;
use super::puzzles::Puzzles;
use super::reply::{No, holding};
use crate::domain::{Secret, UserName, password};
use crate::protocol::ns;
use crate::protocol::xml::{children, with_text};

/// The token of an invitation that the practice server takes.
pub(super) const INVITATION: &str = "come-in";

/// What registration needs to know.
#[derive(Debug, Default)]
pub(super) struct Registrar {
    pub(super) accounts: Accounts,
    puzzles: Puzzles,
}

impl Registrar {
    /// The answer to the question for the form.
    pub(super) fn ask(&self, journey: Journey) -> Result<Option<Element>, No> {
        let query = Element::bare("query", ns::REGISTER);
        Ok(Some(match journey {
            Journey::Closed => {
                return Err(No::new(
                    "cancel",
                    "service-unavailable",
                    "Nobody can sign up here. This is only practice: try another one.",
                ));
            }
            Journey::Web => {
                let oob = Element::bare("x", ns::OOB);
                let oob = holding(
                    oob,
                    with_text("url", ns::OOB, "https://web.practice.test/register"),
                );
                let told = instructions(query, "Sign up on our web page.");
                holding(told, oob)
            }
            Journey::Form => holding(instructions(query, "Please use the form."), long_form()),
            Journey::Captcha => {
                let (name, puzzle) = self.puzzles.draw().ok_or_else(|| {
                    No::new("wait", "resource-constraint", "Too many puzzles are out.")
                })?;
                puzzle_form(query, &name, &puzzle.png)
            }
            Journey::Open
            | Journey::Taken
            | Journey::Weak
            | Journey::Invitation
            | Journey::Slow
            | Journey::Idle => {
                let words = match journey {
                    Journey::Weak => {
                        "Choose a name, and a password of 12 characters or more with a digit in it."
                    }
                    _ => "Choose a name and a password.",
                };
                let query = instructions(query, words);
                let query = holding(query, Element::bare("username", ns::REGISTER));
                holding(query, Element::bare("password", ns::REGISTER))
            }
        }))
    }

    /// The verdict on answers that were sent.
    pub(super) fn submit(
        &self,
        journey: Journey,
        query: &Element,
        invited: bool,
    ) -> Result<Option<Element>, No> {
        let answers = Answers::read(query);
        match journey {
            Journey::Closed | Journey::Web => {
                return Err(No::new("cancel", "not-allowed", "Nobody can sign up here."));
            }
            Journey::Invitation if !invited => {
                return Err(No::new(
                    "modify",
                    "not-acceptable",
                    "Signing up is through invitation only.",
                ));
            }
            Journey::Captcha => {
                let right = self
                    .puzzles
                    .solve(answers.first("challenge"), answers.first("ocr"));
                if !right {
                    return Err(No::new(
                        "cancel",
                        "not-allowed",
                        "The CAPTCHA verification has failed",
                    ));
                }
            }
            Journey::Form if !matches!(answers.first("tos"), "1" | "true") => {
                return Err(No::new(
                    "modify",
                    "not-acceptable",
                    "I accept the terms of use: You need to accept them.",
                ));
            }
            _ => {}
        }
        let name = UserName::parse(answers.first("username"))
            .map_err(|_| No::new("modify", "jid-malformed", "This name cannot be one."))?;
        let password = acceptable(journey, answers.first("password"))?;
        let is_plain = |name: &str| !name.contains(|c: char| c.is_numeric() || c == '.');
        let taken = journey == Journey::Taken && is_plain(name.as_str());
        let address = format!("{name}@{}", journey.domain());
        let email = Some(answers.first("email").to_owned()).filter(|email| !email.is_empty());
        if taken || !self.accounts.add(&address, password, email) {
            return Err(No::new("cancel", "conflict", "The name is already in use."));
        }
        Ok(None)
    }

    /// What is on record about an account.
    pub(super) fn record(&self, address: &str) -> Element {
        let name = address.split('@').next().unwrap_or_default();
        let mut query = Element::bare("query", ns::REGISTER);
        query = holding(query, Element::bare("registered", ns::REGISTER));
        query = holding(query, with_text("username", ns::REGISTER, name));
        query = holding(query, Element::bare("password", ns::REGISTER));
        if let Some(email) = self.accounts.email(address) {
            query = holding(query, with_text("email", ns::REGISTER, &email));
        }
        query
    }

    /// Changes the password of the account that is signed in.
    pub(super) fn change(
        &self,
        journey: Journey,
        address: &str,
        query: &Element,
    ) -> Result<Option<Element>, No> {
        let answers = Answers::read(query);
        let name = address.split('@').next().unwrap_or_default();
        if answers.first("username") != name {
            return Err(No::new("modify", "bad-request", "That is not your name."));
        }
        let password = acceptable(journey, answers.first("password"))?;
        if self.accounts.change(address, password) {
            Ok(None)
        } else {
            Err(No::new("cancel", "item-not-found", ""))
        }
    }
}

/// Whether the query asks for the account's end.
pub(super) fn is_removal(query: &Element) -> bool {
    query.has_child("remove", ns::REGISTER)
}

fn acceptable(journey: Journey, typed: &str) -> Result<Secret, No> {
    let weak = |text: &str| No::new("cancel", "not-acceptable", text);
    let prepared = password::prepare(&Secret::from(typed))
        .map_err(|_| No::new("modify", "bad-request", "A password is missing."))?;
    if journey == Journey::Weak {
        if prepared.expose().chars().count() < 12 {
            return Err(weak("Password is too short (minimum 12 characters)"));
        }
        if !prepared.expose().contains(|c: char| c.is_ascii_digit()) {
            return Err(weak("Password must contain a digit"));
        }
    }
    Ok(prepared)
}

/// What was answered, whichever way.
struct Answers(HashMap<String, Vec<Secret>>);

impl Answers {
    fn read(query: &Element) -> Self {
        let mut all = HashMap::new();
        if let Some(form) = query.get_child("x", ns::DATA_FORM) {
            for field in children(form, "field", ns::DATA_FORM) {
                let values = children(field, "value", ns::DATA_FORM)
                    .map(|value| Secret::from(value.text()))
                    .collect();
                if let Some(name) = field.attr("var") {
                    let _ = all.insert(name.to_owned(), values);
                }
            }
        } else {
            for field in query.children() {
                let _ = all.insert(field.name().to_owned(), vec![Secret::from(field.text())]);
            }
        }
        Self(all)
    }

    fn first(&self, name: &str) -> &str {
        self.0
            .get(name)
            .and_then(|values| values.first())
            .map_or("", Secret::expose)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;
    use crate::domain::{Answers as Given, Form, Kind, MediaSource, Offer, Purpose, Value};
    use crate::practice::reply::Field;
    use crate::protocol::xml::with;
    use crate::protocol::{Reading, register};

    /// The offer as a client reads it.
    fn offer(registrar: &Registrar, journey: Journey) -> Offer {
        let query = registrar.ask(journey).unwrap().unwrap();
        register::read_offer(
            &query,
            &Reading {
                lang: "en",
                purpose: Purpose::NewAccount,
                extra: &[],
                invites: journey == Journey::Invitation,
            },
        )
    }

    fn form(registrar: &Registrar, journey: Journey) -> Form {
        match offer(registrar, journey) {
            Offer::Form(form) => form,
            other => unreachable!("{other:?}"),
        }
    }

    fn submit(
        registrar: &Registrar,
        journey: Journey,
        answers: &[(&str, Value)],
    ) -> Result<Option<Element>, No> {
        let form = form(registrar, journey);
        let mut given = Given::default();
        for (name, value) in answers {
            given.set((*name).into(), value.clone());
        }
        let submission = form.check(&given, true).unwrap();
        registrar.submit(journey, &register::submit(&submission), false)
    }

    fn person(name: &str) -> Vec<(&'static str, Value)> {
        vec![
            ("username", Value::Text(name.to_owned())),
            ("password", Value::Secret("violet-Tram-Ticket".into())),
        ]
    }

    #[test]
    fn the_long_form_has_every_kind_of_field() {
        let form = form(&Registrar::default(), Journey::Form);
        let has = |wanted: fn(&Kind) -> bool| form.fields.iter().any(|field| wanted(&field.kind));
        assert!(has(|kind| matches!(kind, Kind::Text)));
        assert!(has(|kind| matches!(kind, Kind::Secret)));
        assert!(has(|kind| matches!(kind, Kind::Lines)));
        assert!(has(|kind| matches!(kind, Kind::Address)));
        assert!(has(|kind| matches!(kind, Kind::Addresses)));
        assert!(has(|kind| matches!(kind, Kind::Toggle)));
        assert!(has(|kind| matches!(kind, Kind::Choice { many: false, .. })));
        assert!(has(|kind| matches!(kind, Kind::Choice { many: true, .. })));
        assert!(has(|kind| matches!(kind, Kind::Note)));
        assert!(has(|kind| matches!(kind, Kind::Hidden)));
    }

    #[test]
    fn the_picture_comes_with_its_form() {
        let form = form(&Registrar::default(), Journey::Captcha);
        let puzzle = form.puzzles().next().unwrap();
        assert!(matches!(puzzle.media[0].sources[0], MediaSource::Bytes(_)));
    }

    #[test]
    fn the_right_answer_to_a_puzzle_makes_an_account() {
        let registrar = Registrar::default();
        let (name, puzzle) = registrar.puzzles.draw().unwrap();
        let x = [
            ("challenge", name.as_str()),
            ("ocr", &puzzle.answer),
            ("username", "romeo"),
            ("password", "violet-Tram-Ticket"),
        ]
        .into_iter()
        .fold(form_of_answers(), |x, (var, value)| {
            holding(x, Field::new(var, "text-single", "").value(value).build())
        });
        let query = holding(Element::bare("query", ns::REGISTER), x);
        assert_eq!(registrar.submit(Journey::Captcha, &query, false), Ok(None));
        assert!(registrar.accounts.has("romeo@captcha.practice.test"));
    }

    fn form_of_answers() -> Element {
        with(Element::bare("x", ns::DATA_FORM), "type", "submit")
    }

    #[test]
    fn a_name_is_given_once() {
        let registrar = Registrar::default();
        assert_eq!(
            submit(&registrar, Journey::Open, &person("nurse")),
            Ok(None)
        );
        let again = submit(&registrar, Journey::Open, &person("nurse")).unwrap_err();
        assert_eq!(again.condition, "conflict");
    }

    #[test]
    fn where_all_is_taken_another_name_helps() {
        let registrar = Registrar::default();
        let taken = submit(&registrar, Journey::Taken, &person("juliet")).unwrap_err();
        assert_eq!(taken.condition, "conflict");
        for near in crate::domain::account::alternatives("juliet", 1597) {
            assert!(submit(&registrar, Journey::Taken, &person(&near)).is_ok());
        }
    }

    #[test]
    fn each_refusal_has_its_condition() {
        let registrar = Registrar::default();
        for (journey, condition) in [
            (Journey::Weak, "not-acceptable"),
            (Journey::Invitation, "not-acceptable"),
            (Journey::Form, "not-acceptable"),
        ] {
            let no = submit(&registrar, journey, &person("romeo")).unwrap_err();
            assert_eq!(no.condition, condition, "{journey:?}");
        }
        let mut wrong = person("romeo");
        wrong.push(("ocr", Value::Text("wrong".into())));
        let no = submit(&registrar, Journey::Captcha, &wrong).unwrap_err();
        assert_eq!(no.condition, "not-allowed");
        assert_eq!(
            registrar.ask(Journey::Closed).unwrap_err().condition,
            "service-unavailable"
        );
        assert!(matches!(
            offer(&registrar, Journey::Web),
            Offer::Web(page) if page.link.can_open()
        ));
    }
}
