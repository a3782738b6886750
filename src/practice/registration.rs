//! What each host asks of those who sign up, and what it says to their answers.

use std::collections::HashMap;

use minidom::Element;

use super::accounts::{Accounts, Registered};
use super::check;
use super::forms::{self, puzzle};
use super::host::Journey;
use super::invitations::Ticket;
use super::puzzles::{Puzzle, Puzzles};
use super::refusals;
use super::reply::{No, data, holding};
use crate::domain::{Secret, UserName, password};
use crate::protocol::ns;
use crate::protocol::xml::{children, with_text};

mod owner;

pub(super) use owner::is_removal;

/// What registration needs to know.
#[derive(Debug, Default)]
pub(super) struct Registrar {
    pub(super) accounts: Accounts,
    puzzles: Puzzles,
}

impl Registrar {
    /// The answer to the question for the form, in a language if there is a choice.
    pub(super) fn ask(&self, journey: Journey, lang: &str) -> Result<Option<Element>, No> {
        match journey {
            Journey::Closed => Err(No::new(
                "cancel",
                "service-unavailable",
                "Nobody can sign up here. This is only practice: try another one.",
            )),
            Journey::Captcha
            | Journey::Puzzles
            | Journey::Sound
            | Journey::Question
            | Journey::Work
            | Journey::LaterPicture
            | Journey::Old => self.pose(journey).map(Some),
            Journey::Key => self.with_key().map(Some),
            _ => Ok(Some(forms::asked(journey, lang))),
        }
    }

    /// A form with puzzles, whose answers are remembered.
    fn pose(&self, journey: Journey) -> Result<Element, No> {
        let name = Puzzles::name().ok_or_else(too_many)?;
        let (query, puzzle) = puzzle::pose(journey, &name).ok_or_else(too_many)?;
        let remembered = self.puzzles.put(name, puzzle);
        remembered.then_some(query).ok_or_else(too_many)
    }

    /// The plainest query, with a key that has to come back (XEP-0077 section 7).
    fn with_key(&self) -> Result<Element, No> {
        let key = Puzzles::name().ok_or_else(too_many)?;
        let query = forms::asked(Journey::Key, "en");
        let query = holding(query, with_text("key", ns::REGISTER, &key));
        let sent = Puzzle {
            form: query.clone(),
            right: Vec::new(),
            tries: 3,
            picture: None,
        };
        let remembered = self.puzzles.put(key, sent);
        remembered.then_some(query).ok_or_else(too_many)
    }

    /// The verdict on answers that were sent.
    pub(super) fn submit(
        &self,
        journey: Journey,
        query: &Element,
        guest: Option<Ticket>,
    ) -> Result<Option<Element>, No> {
        let answers = Answers::read(query);
        self.judge(journey, query, &answers, guest)?;
        let name = UserName::parse(answers.first("username"))
            .map_err(|_| No::new("modify", "jid-malformed", "This name cannot be one."))?;
        let password = acceptable(journey, answers.first("password"))?;
        let address = format!("{name}@{}", journey.domain());
        let is_plain = |name: &str| !name.contains(|c: char| c.is_numeric() || c == '.');
        if (journey == Journey::Taken && is_plain(name.as_str())) || self.accounts.has(&address) {
            return Err(No::new("cancel", "conflict", "The name is already in use."));
        }
        if journey == Journey::Again && !query.has_child("x", ns::DATA_FORM) {
            let more = self.pose(journey)?;
            return Err(No::new("modify", "not-acceptable", "One question is left.").beside(more));
        }
        let email = Some(answers.first("email").to_owned()).filter(|email| !email.is_empty());
        if self.accounts.add(&address, password, email) {
            Ok(None)
        } else {
            Err(No::new("cancel", "conflict", "The name is already in use."))
        }
    }

    /// What a host has against these answers besides name and password.
    fn judge(
        &self,
        journey: Journey,
        query: &Element,
        answers: &Answers,
        guest: Option<Ticket>,
    ) -> Result<(), No> {
        match journey {
            Journey::Closed | Journey::Web => {
                Err(No::new("cancel", "not-allowed", "Nobody can sign up here."))
            }
            Journey::Invitation => match guest.map(Ticket::only_name) {
                None => Err(No::new(
                    "modify",
                    "not-acceptable",
                    "Signing up is through invitation only.",
                )),
                Some(Some(name)) if name != answers.first("username") => Err(No::new(
                    "cancel",
                    "not-allowed",
                    "The invitation is for another name.",
                )),
                Some(_) => Ok(()),
            },
            Journey::Form | Journey::Every | Journey::Pages => {
                if journey != Journey::Form {
                    check_form(&forms::asked(journey, "en"), query)?;
                }
                if matches!(answers.first("tos"), "1" | "true") {
                    Ok(())
                } else {
                    Err(No::new(
                        "modify",
                        "not-acceptable",
                        "I accept the terms of use: You need to accept them.",
                    ))
                }
            }
            Journey::Home => check::iq::legacy(&forms::asked(journey, "en"), query),
            Journey::Linked | Journey::Languages => check_form(&forms::asked(journey, "en"), query),
            Journey::Refuses => {
                check_form(&forms::asked(journey, "en"), query)?;
                refusals::wanted(answers.first("username"), query).map_or(Ok(()), Err)
            }
            Journey::Again if !query.has_child("x", ns::DATA_FORM) => Ok(()),
            Journey::Captcha
            | Journey::Puzzles
            | Journey::Sound
            | Journey::Question
            | Journey::Work
            | Journey::LaterPicture
            | Journey::Again
            | Journey::Old => self.solved(journey, query, answers),
            Journey::Key => {
                let key = answers.first("key");
                let known = self.puzzles.take(key).is_some();
                known.then_some(()).ok_or_else(|| {
                    No::new(
                        "modify",
                        "bad-request",
                        "The key is not the one that was sent.",
                    )
                })
            }
            _ => Ok(()),
        }
    }

    /// Whether the puzzles of a form were solved, and the rest of it answered.
    fn solved(&self, journey: Journey, query: &Element, answers: &Answers) -> Result<(), No> {
        let failed = || {
            No::new(
                "cancel",
                "not-allowed",
                "The CAPTCHA verification has failed",
            )
        };
        let name = answers.first(puzzle::name_field(journey));
        let puzzle = self.puzzles.take(name).ok_or_else(failed)?;
        check::check(&puzzle.form, query)?;
        if !puzzle.is_solved_by(|field| answers.first(field)) {
            return Err(failed());
        }
        self.puzzles.forget(name);
        Ok(())
    }

    /// The bytes of a picture that did not come with its form (XEP-0231 section 2.3).
    pub(super) fn picture(&self, wanted: &Element) -> Result<Option<Element>, No> {
        let id = wanted.attr("cid").unwrap_or_default();
        match self.puzzles.picture(id) {
            Some(png) => Ok(Some(data(&png, "image/png"))),
            None => Err(No::new("cancel", "item-not-found", "")),
        }
    }
}

/// Checks what was submitted against the form in what was sent.
fn check_form(asked: &Element, query: &Element) -> Result<(), No> {
    asked
        .get_child("x", ns::DATA_FORM)
        .map_or(Ok(()), |form| check::check(form, query))
}

fn too_many() -> No {
    No::new("wait", "resource-constraint", "Too many puzzles are out.")
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
pub(super) struct Answers(Registered);

impl Answers {
    pub(super) fn read(query: &Element) -> Self {
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

    /// The first answer of that name; nothing if there is none.
    pub(super) fn first(&self, name: &str) -> &str {
        self.0
            .get(name)
            .and_then(|values| values.first())
            .map_or("", Secret::expose)
    }

    /// All answers, by name.
    pub(super) fn all(self) -> Registered {
        self.0
    }
}

#[cfg(test)]
mod tests;
