//! Whether a submission is one for the form that was sent (XEP-0004 section 3.2, XEP-0122), by the letter.
//!
//! A client may not read a form in one way and answer it in another: so this reads the form's XML for itself, and
//! shares nothing with the client's half.

use std::collections::HashSet;

use minidom::Element;

use super::reply::No;
use crate::domain::Secret;
use crate::protocol::ns;
use crate::protocol::xml::children;

pub(super) mod iq;
mod rule;

/// Checks what was submitted against the form `sent`.
///
/// The refusal has a line `Label: what is wrong` for each field at fault, as Prosody words it.
pub(super) fn check(sent: &Element, query: &Element) -> Result<(), No> {
    let bad = |text| Err(No::new("modify", "bad-request", text));
    let x = match query.children().collect::<Vec<_>>().as_slice() {
        [x] if x.is("x", ns::DATA_FORM) => *x,
        _ => return bad("The form has to be answered, and nothing else."),
    };
    if x.attr("type") != Some("submit") {
        return bad("That is not an answer to a form.");
    }
    let asked: Vec<&Element> = children(sent, "field", ns::DATA_FORM).collect();
    let given: Vec<&Element> = children(x, "field", ns::DATA_FORM).collect();
    let mut wrong = Vec::new();
    let mut seen = HashSet::new();
    for field in &given {
        let Some(var) = field.attr("var") else {
            return bad("An answer has no name.");
        };
        if !seen.insert(var) {
            wrong.push(format!("{var}: This was answered twice."));
        }
        if !asked.iter().any(|asked| asked.attr("var") == Some(var)) {
            wrong.push(format!("{var}: Nobody asked for this."));
        }
    }
    for field in asked {
        let Some(var) = field.attr("var") else {
            continue;
        };
        let answer = given.iter().find(|given| given.attr("var") == Some(var));
        if let Err(what) = fits(field, answer.copied()) {
            let label = field.attr("label").unwrap_or(var);
            wrong.push(format!("{label}: {what}"));
        }
    }
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(No::new("modify", "not-acceptable", &wrong.join("\n")))
    }
}

fn fits(field: &Element, answer: Option<&Element>) -> Result<(), String> {
    let kind = field.attr("type").unwrap_or("text-single");
    let wanted = values(field);
    let Some(answer) = answer else {
        let required = field.has_child("required", ns::DATA_FORM);
        return match kind {
            "hidden" => Err("This was not sent back.".to_owned()),
            _ if required => Err("This has to be answered.".to_owned()),
            _ => Ok(()),
        };
    };
    let given = values(answer);
    if matches!(kind, "hidden" | "fixed") {
        let same = given
            .iter()
            .map(Secret::expose)
            .eq(wanted.iter().map(Secret::expose));
        return verdict(same, "This came back changed.");
    }
    let given: Vec<&str> = given.iter().map(Secret::expose).collect();
    if field.has_child("required", ns::DATA_FORM) {
        verdict(
            given.iter().any(|value| !value.is_empty()),
            "This has to be answered.",
        )?;
    }
    let many = matches!(kind, "text-multi" | "jid-multi" | "list-multi");
    verdict(many || given.len() == 1, "This takes one answer.")?;
    let validate = field.get_child("validate", ns::VALIDATE);
    match kind {
        "boolean" => verdict(
            matches!(given.as_slice(), ["0" | "1" | "true" | "false"]),
            "This is yes or no.",
        )?,
        "jid-single" | "jid-multi" => {
            verdict(
                given.iter().all(|value| jid::Jid::new(value).is_ok()),
                "This is no address.",
            )?;
        }
        "list-single" | "list-multi" => {
            let open = validate.is_some_and(|validate| validate.has_child("open", ns::VALIDATE));
            let options: Vec<String> = children(field, "option", ns::DATA_FORM)
                .filter_map(|option| option.get_child("value", ns::DATA_FORM))
                .map(Element::text)
                .collect();
            let known = |value: &&str| options.iter().any(|option| option == value);
            verdict(
                open || given.iter().all(known),
                "This is not among the choices.",
            )?;
        }
        _ => {}
    }
    if matches!(kind, "jid-multi" | "list-multi") {
        let different: HashSet<&&str> = given.iter().collect();
        verdict(different.len() == given.len(), "The same was given twice.")?;
    }
    verdict(
        !given.iter().any(|value| value.contains(['\n', '\r'])),
        "A line is an answer of its own.",
    )?;
    validate.map_or(Ok(()), |validate| rule::check(validate, &given))
}

fn values(field: &Element) -> Vec<Secret> {
    children(field, "value", ns::DATA_FORM)
        .map(|value| Secret::from(value.text()))
        .collect()
}

fn verdict(good: bool, otherwise: &str) -> Result<(), String> {
    if good {
        Ok(())
    } else {
        Err(otherwise.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::super::reply::{Field, form, with_fields};
    use super::*;
    use crate::practice::reply::holding;
    use crate::protocol::xml::with;

    fn sent() -> Element {
        with_fields(
            form("Test"),
            [
                Field::new("FORM_TYPE", "hidden", "").value(ns::REGISTER),
                Field::new("trace", "hidden", "")
                    .value("a")
                    .value("b")
                    .value("a"),
                Field::new("", "fixed", "").value("A note"),
                Field::new("name", "text-single", "Name").required(),
                Field::new("age", "text-single", "Age").range("xs:integer", "13", "120"),
                Field::new("lines", "text-multi", "Lines"),
                Field::new("yes", "boolean", "Yes"),
                Field::new("one", "list-single", "One").option("1", "First"),
                Field::new("some", "list-multi", "Some")
                    .option("1", "")
                    .option("2", "")
                    .chosen("", "1"),
                Field::new("friends", "jid-multi", "Friends"),
            ],
        )
    }

    /// Submits the hidden fields as they are to be, and these.
    fn submit(more: &[(&str, &[&str])]) -> Result<(), No> {
        let all: Vec<(&str, &[&str])> = [
            ("FORM_TYPE", &[ns::REGISTER][..]),
            ("trace", &["a", "b", "a"]),
        ]
        .into_iter()
        .filter(|(var, _)| more.iter().all(|(other, _)| other != var))
        .chain(more.iter().copied())
        .collect();
        let x = with(Element::bare("x", ns::DATA_FORM), "type", "submit");
        let fields = all.into_iter().map(|(var, values)| {
            values
                .iter()
                .fold(Field::new(var, "", ""), |field, value| field.value(value))
        });
        let query = Element::bare("query", ns::REGISTER);
        check(&sent(), &holding(query, with_fields(x, fields)))
    }

    fn told(more: &[(&str, &[&str])]) -> String {
        match submit(more) {
            Ok(()) => "fine".to_owned(),
            Err(no) => no.texts.into_iter().map(|(_, text)| text).collect(),
        }
    }

    #[test]
    fn what_is_asked_may_be_answered() {
        assert_eq!(told(&[("name", &["a"])]), "fine");
        let full: &[(&str, &[&str])] = &[
            ("name", &["a"]),
            ("age", &["13"]),
            ("lines", &["a", "", "b"]),
            ("yes", &["true"]),
            ("one", &["1"]),
            ("some", &["2"]),
            ("friends", &["a@b", "c@d/e"]),
        ];
        assert_eq!(told(full), "fine");
    }

    #[test]
    fn each_fault_is_told_with_its_label() {
        let with_name = |var: &'static str, values: &'static [&'static str]| {
            told(&[("name", &["a"]), (var, values)])
        };
        assert_eq!(told(&[]), "Name: This has to be answered.");
        assert_eq!(told(&[("name", &[""])]), "Name: This has to be answered.");
        assert_eq!(
            with_name("nosuch", &["1"]),
            "nosuch: Nobody asked for this."
        );
        assert_eq!(with_name("name", &["b"]), "name: This was answered twice.");
        assert_eq!(
            with_name("trace", &["a", "b"]),
            "trace: This came back changed."
        );
        assert_eq!(with_name("age", &["12"]), "Age: This is out of range.");
        assert_eq!(
            with_name("age", &["old"]),
            "Age: This is not of the right kind."
        );
        assert_eq!(
            with_name("age", &["13", "14"]),
            "Age: This takes one answer."
        );
        assert_eq!(
            with_name("lines", &["a\nb"]),
            "Lines: A line is an answer of its own."
        );
        assert_eq!(with_name("yes", &["yes"]), "Yes: This is yes or no.");
        assert_eq!(
            with_name("one", &["First"]),
            "One: This is not among the choices."
        );
        assert_eq!(
            with_name("some", &["1", "2"]),
            "Some: This is too many or too few."
        );
        assert_eq!(
            with_name("friends", &["a@b@c"]),
            "Friends: This is no address."
        );
        assert_eq!(
            with_name("friends", &["a@b", "a@b"]),
            "Friends: The same was given twice."
        );
    }

    #[test]
    fn nothing_but_an_answered_form_will_do() {
        let query = || Element::bare("query", ns::REGISTER);
        let x = || with(Element::bare("x", ns::DATA_FORM), "type", "submit");
        let both = holding(
            holding(query(), x()),
            Element::bare("username", ns::REGISTER),
        );
        let cancel = holding(
            query(),
            with(Element::bare("x", ns::DATA_FORM), "type", "cancel"),
        );
        for wrong in [query(), both, cancel] {
            let no = check(&sent(), &wrong).err();
            assert_eq!(no.and_then(|no| no.condition), Some("bad-request"));
        }
    }
}
