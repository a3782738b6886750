//! What holds whatever a server sends and whatever is answered.

use minidom::Element;
use proptest::prelude::*;
use vestibule::{
    domain::{Form, Kind, Offer, Purpose, Submission, Value},
    protocol::{
        Breach, Failing, Features, Guard, Limits, Reading, Step,
        error::{refusal, stream_error},
        register, stream,
    },
};

use crate::{
    arbitrary::{a_form, element, elements, fill, some_answers},
    dialogue::form,
    judge::judge,
};

fn read(query: &Element) -> Offer {
    register::read_offer(
        query,
        &Reading {
            lang: "en",
            purpose: Purpose::Other,
            extra: &[query],
            invites: false,
        },
    )
}

/// Computes what is asked for; `None` if that is too much for a test.
fn solved(mut submission: Submission) -> Option<Submission> {
    for (field, work) in submission.work().to_vec() {
        if work.bits() > 8 {
            return None;
        }
        let text = (0..100_000)
            .map(|n| format!("a.example{n}"))
            .find(|text| work.is_done_by(text))?;
        assert!(submission.done(&field, &text));
    }
    Some(submission)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_answer_makes_the_reader_panic(element in prop_oneof![element(), a_form()]) {
        let offer = read(&element);
        if let Some(form) = form(offer) {
            let mut names: Vec<&str> = form.fields.iter().map(|field| field.id.as_str()).collect();
            names.sort_unstable();
            names.dedup();
            prop_assert_eq!(names.len(), form.fields.len());
        }
        for step in [Step::Ask, Step::Submit, Step::Info, Step::ChangePassword, Step::Remove, Step::Invite] {
            let ctx = Failing { step, form: None, lang: "de", invites: true };
            let _ = refusal(&element, &element, &ctx);
        }
        let _ = stream_error(&element, "de");
        let _ = Features::read(&element);
        let _ = stream::read_sasl(&element, "en");
    }

    /// Whatever is answered: either it is told what is wrong, or what is sent is a valid answer to that very form.
    #[test]
    fn a_submission_is_valid_for_its_form(
        query in prop_oneof![4 => a_form(), 1 => elements()],
        given in some_answers(),
        insist in any::<bool>(),
    ) {
        let Some(form) = form(read(&query)) else { return Ok(()) };
        let answers = fill(&form, &given);
        match form.check(&answers, insist) {
            Err(problems) => {
                prop_assert!(!problems.is_empty());
                prop_assert!(problems.iter().all(|problem| form.field(&problem.field).is_some()));
            }
            Ok(submission) => {
                let Some(submission) = solved(submission) else { return Ok(()) };
                let sent = register::submit(&submission);
                if let Err(fault) = judge(&query, &sent, insist) {
                    return Err(TestCaseError::fail(format!(
                        "{fault}\n{}\n{}", String::from(&query), String::from(&sent)
                    )));
                }
                // It is XML that the server can read.
                let written = String::from(&sent);
                prop_assert_eq!(written.parse::<Element>().ok(), Some(sent));
            }
        }
    }

    /// Each field that is to be seen stands on one page, whatever layout the server sent.
    #[test]
    fn the_pages_show_every_field_once(query in a_form()) {
        let Some(form) = form(read(&query)) else { return Ok(()) };
        let pages = form.pages();
        let mut shown: Vec<_> = pages.iter().flat_map(|page| page.fields()).collect();
        let count = shown.len();
        shown.sort();
        shown.dedup();
        prop_assert_eq!(shown.len(), count);
        prop_assert_eq!(count, form.fields.iter().filter(|field| field.kind != Kind::Hidden).count());
    }

    /// The same form again, as after a refusal: nothing is lost but the answers to captchas.
    #[test]
    fn the_same_form_again_keeps_every_answer_but_the_captchas(query in a_form(), given in some_answers()) {
        let Some(form) = form(read(&query)) else { return Ok(()) };
        let old = fill(&form, &given);
        let kept = form.carry_over(&old);
        let accepted = form.check(&old, true).is_ok();
        for field in form.fields.iter().filter(|field| field.is_question()) {
            if field.role.is_captcha() {
                prop_assert_eq!(kept.get(&field.id), field.preset.as_ref());
            } else if accepted && right_for(&field.kind, old.get(&field.id)) {
                prop_assert_eq!(kept.get(&field.id), old.get(&field.id), "{}", field.id);
            }
        }
    }

    /// Another form with some of the same names: every answer that the new form would take is there.
    #[test]
    fn another_form_keeps_every_answer_that_fits(
        first in a_form(), second in a_form(), given in some_answers(),
    ) {
        let (Some(first), Some(second)) = (form(read(&first)), form(read(&second))) else {
            return Ok(());
        };
        let old = fill(&first, &given);
        let kept = second.carry_over(&old);
        for field in second.fields.iter().filter(|field| field.is_question() && !field.role.is_captcha()) {
            let Some(answer) = old.get(&field.id) else {
                prop_assert_eq!(kept.get(&field.id), field.preset.as_ref());
                continue;
            };
            // Taken without a word by a form that asks for nothing else.
            let alone = Form::new(Purpose::Other, second.way, vec![field.clone()]);
            let mut only = vestibule::domain::Answers::default();
            only.set(field.id.clone(), answer.clone());
            if right_for(&field.kind, Some(answer)) && alone.check(&only, false).is_ok() {
                prop_assert_eq!(kept.get(&field.id), Some(answer), "{}", field.id);
            }
        }
        // What is kept is nothing that was not answered before or filled in by the server.
        for (id, value) in kept.iter() {
            let preset = second.field(id).and_then(|field| field.preset.as_ref());
            prop_assert!(old.get(id).is_some() || preset == Some(value), "{}", id);
        }
    }

    #[test]
    fn the_guard_says_the_same_however_the_bytes_are_cut(
        bytes in prop_oneof![
            proptest::collection::vec(any::<u8>(), 0..300),
            "(<[a-c?!/]?|[a-c]{1,3}|='|'|\"|/>|>|\\]\\]>|<!\\[CDATA\\[| |<\\?xml \\?>){0,60}".prop_map(String::into_bytes),
        ],
        cut in any::<proptest::sample::Index>(),
    ) {
        let limits = Limits { depth: 4, stanza_bytes: 60, stanza_elements: 6, stream_bytes: 200 };
        let whole = Guard::new(limits).scan(&bytes);
        let mut drip = Guard::new(limits);
        let dripped: Result<(), Breach> = bytes.iter().try_for_each(|byte| drip.scan(&[*byte]));
        prop_assert_eq!(whole, dripped);
        let at = if bytes.is_empty() { 0 } else { cut.index(bytes.len()) };
        let mut halves = Guard::new(limits);
        let halved = halves.scan(&bytes[..at]).and_then(|()| halves.scan(&bytes[at..]));
        prop_assert_eq!(whole, halved);
    }
}

/// Whether an answer is of the shape that a window or a verb would give it for that kind.
fn right_for(kind: &Kind, answer: Option<&Value>) -> bool {
    match (kind, answer) {
        (Kind::Text | Kind::Address, Some(Value::Text(text))) => !text.contains('\n'),
        (Kind::Lines | Kind::Choice { many: false, .. }, Some(Value::Text(_)))
        | (Kind::Choice { many: true, .. } | Kind::Addresses, Some(Value::Many(_)))
        | (Kind::Secret, Some(Value::Secret(_)))
        | (Kind::Toggle, Some(Value::Toggle(_))) => true,
        _ => false,
    }
}
