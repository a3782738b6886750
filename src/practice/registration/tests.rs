//! Each host, asked and answered by the client's own half.

#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use super::*;
use crate::domain::{Answers as Given, Form, Kind, MediaSource, Offer, Purpose, Value};
use crate::practice::puzzles::Right;
use crate::protocol::{Reading, register};

/// The offer as a client reads it.
fn offer(registrar: &Registrar, journey: Journey) -> Offer {
    let query = registrar.ask(journey, "en").unwrap().unwrap();
    read(&query, journey)
}

fn read(query: &Element, journey: Journey) -> Offer {
    register::read_offer(
        query,
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
    registrar.submit(journey, &register::submit(&submission), None)
}

fn person(name: &str) -> Vec<(&'static str, Value)> {
    vec![
        ("username", Value::Text(name.to_owned())),
        ("password", Value::Secret("violet-Tram-Ticket".into())),
    ]
}

#[test]
fn every_host_that_has_a_form_has_one_that_can_be_read_whole() {
    let registrar = Registrar::default();
    for journey in Journey::ALL {
        if matches!(journey, Journey::Closed | Journey::Web) {
            continue;
        }
        let sent = registrar.ask(journey, "en").unwrap().unwrap();
        let form = form(&registrar, journey);
        if let Some(x) = sent.get_child("x", ns::DATA_FORM) {
            let count = children(x, "field", ns::DATA_FORM).count();
            assert_eq!(form.fields.len(), count, "{journey:?}");
        }
        assert!(form.role(crate::domain::Role::Username).is_some());
    }
}

#[test]
fn each_wish_to_be_refused_is_fulfilled() {
    let registrar = Registrar::default();
    let told = registrar.ask(Journey::Refuses, "en").unwrap().unwrap();
    let x = told.get_child("x", ns::DATA_FORM).unwrap();
    let told = x.get_child("instructions", ns::DATA_FORM).unwrap().text();
    let names = told.split([':', '.']).nth(1).unwrap();
    assert!(names.split(',').count() > 10);
    for name in names.split(',').map(str::trim) {
        let refused = submit(&registrar, Journey::Refuses, &person(name));
        assert!(refused.is_err(), "{name}");
    }
    assert_eq!(
        submit(&registrar, Journey::Refuses, &person("romeo")),
        Ok(None)
    );
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

/// Solves what a host poses as a person with good eyes and ears would, through the client's own half.
fn solve(
    registrar: &Registrar,
    journey: Journey,
    field: &str,
    answer: Option<&str>,
) -> Result<(), No> {
    let (query, puzzle) = puzzle::pose(journey, "one").unwrap();
    let right = puzzle.right.iter().find(|(var, _)| *var == field).unwrap();
    let right = match &right.1 {
        Right::Text(text) => text.clone(),
        Right::Work { .. } => String::new(),
    };
    assert!(registrar.puzzles.put("one".to_owned(), puzzle));
    let Offer::Form(form) = read(&query, journey) else {
        unreachable!()
    };
    let mut given = Given::default();
    for (name, value) in person("romeo") {
        given.set(name.into(), value);
    }
    let asked = form
        .fields
        .iter()
        .find(|known| known.id.as_str() == field)
        .unwrap();
    if asked.is_question() {
        given.set(
            field.into(),
            Value::Text(answer.unwrap_or(&right).to_owned()),
        );
    }
    let mut submission = form.check(&given, true).unwrap();
    for (id, work) in submission.work().to_vec() {
        let found = (0..u32::MAX)
            .map(|number| format!("{}{number}", journey.domain()))
            .find(|text| answer.is_some() || work.is_done_by(text))
            .unwrap();
        let _ = submission.done(&id, &found);
    }
    registrar
        .submit(journey, &register::submit(&submission), None)
        .map(|_| ())
}

#[test]
fn the_right_answer_to_each_puzzle_makes_an_account() {
    for (journey, field) in [
        (Journey::Captcha, "ocr"),
        (Journey::Old, "ocr"),
        (Journey::LaterPicture, "ocr"),
        (Journey::Sound, "audio_recog"),
        (Journey::Question, "qa"),
        (Journey::Work, "SHA-256"),
        (Journey::Puzzles, "ocr"),
        (Journey::Puzzles, "qa"),
        (Journey::Puzzles, "picture_recog"),
        (Journey::Puzzles, "audio_recog"),
    ] {
        let registrar = Registrar::default();
        assert_eq!(
            solve(&registrar, journey, field, None),
            Ok(()),
            "{journey:?} {field}"
        );
        assert!(
            registrar
                .accounts
                .has(&format!("romeo@{}", journey.domain()))
        );
        if journey != Journey::Work {
            let no = solve(&registrar, journey, field, Some("no")).unwrap_err();
            assert_eq!(no.condition, Some("not-allowed"), "{journey:?} {field}");
        }
    }
}

#[test]
fn a_name_is_given_once() {
    let registrar = Registrar::default();
    assert_eq!(
        submit(&registrar, Journey::Open, &person("nurse")),
        Ok(None)
    );
    let again = submit(&registrar, Journey::Open, &person("nurse")).unwrap_err();
    assert_eq!(again.condition, Some("conflict"));
}

#[test]
fn where_all_is_taken_another_name_helps() {
    let registrar = Registrar::default();
    let taken = submit(&registrar, Journey::Taken, &person("juliet")).unwrap_err();
    assert_eq!(taken.condition, Some("conflict"));
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
        assert_eq!(no.condition, Some(condition), "{journey:?}");
    }
    let mut wrong = person("romeo");
    wrong.push(("ocr", Value::Text("wrong".into())));
    let no = submit(&registrar, Journey::Captcha, &wrong).unwrap_err();
    assert_eq!(no.condition, Some("not-allowed"));
    assert_eq!(
        registrar.ask(Journey::Closed, "en").unwrap_err().condition,
        Some("service-unavailable")
    );
    assert!(matches!(
        offer(&registrar, Journey::Web),
        Offer::Web(page) if page.link.can_open()
    ));
}
