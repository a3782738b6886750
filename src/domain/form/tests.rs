#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use super::*;
use crate::domain::{Challenge, Choice, Datatype, Kind, Secret};

pub(super) fn field(id: &str, role: Role, kind: Kind) -> Field {
    Field {
        required: true,
        ..Field::new(id, role, kind)
    }
}

pub(super) fn optional(id: &str, kind: Kind) -> Field {
    Field::new(id, Role::Other, kind)
}

pub(super) fn form(fields: Vec<Field>) -> Form {
    Form::new(Purpose::NewAccount, Way::DataForm, fields)
}

pub(super) fn account() -> Form {
    form(vec![
        Field {
            preset: Some(Value::Many(vec!["jabber:iq:register".into()])),
            ..optional("FORM_TYPE", Kind::Hidden)
        },
        field("username", Role::Username, Kind::Text),
        field("password", Role::Password, Kind::Secret),
        field("ocr", Role::Captcha(Challenge::Ocr), Kind::Text),
    ])
}

pub(super) fn answers(given: &[(&str, &str)]) -> Answers {
    let mut answers = Answers::default();
    for (id, text) in given {
        let value = if matches!(*id, "password" | "old_password") {
            Value::Secret((*text).into())
        } else {
            Value::Text((*text).into())
        };
        answers.set((*id).into(), value);
    }
    answers
}

pub(super) fn sent(submission: &Submission) -> Vec<(&str, Vec<&str>)> {
    submission
        .entries()
        .iter()
        .map(|entry| {
            (
                entry.name.as_str(),
                entry.values.iter().map(Secret::expose).collect(),
            )
        })
        .collect()
}

pub(super) fn faults(form: &Form, given: &Answers) -> Vec<(String, Fault, Severity)> {
    let problems = form.check(given, false).unwrap_err();
    problems
        .into_iter()
        .map(|problem| (problem.field.to_string(), problem.fault, problem.severity))
        .collect()
}

#[test]
fn a_submission_has_what_was_answered_as_the_server_will_make_it() {
    let given = answers(&[
        ("username", "Juliet"),
        ("password", "swordfish"),
        ("ocr", "250641"),
    ]);
    let submission = account().check(&given, false).unwrap();
    assert_eq!(
        sent(&submission),
        [
            ("FORM_TYPE", vec!["jabber:iq:register"]),
            ("username", vec!["juliet"]),
            ("password", vec!["swordfish"]),
            ("ocr", vec!["250641"]),
        ]
    );
    let credentials = submission
        .credentials(&Domain::parse("example.org").unwrap())
        .unwrap();
    assert_eq!(credentials.address.to_string(), "juliet@example.org");
    assert!(submission.has_captcha());
    assert!(!format!("{submission:?}").contains("swordfish"));
}

#[test]
fn what_blocks_cannot_be_insisted_on() {
    let given = answers(&[("username", "a b"), ("password", "short")]);
    let expected = [
        (
            "username".to_owned(),
            Fault::Name(NameFault::Character(' ')),
            Severity::Block,
        ),
        ("password".to_owned(), Fault::TooShort(8), Severity::Block),
        ("ocr".to_owned(), Fault::Empty, Severity::Block),
    ];
    assert_eq!(faults(&account(), &given), expected);
    assert_eq!(account().check(&given, true).unwrap_err().len(), 3);
}

#[test]
fn blank_names_and_passwords_are_empty_even_where_the_server_requires_none() {
    let form = form(vec![
        Field::new("username", Role::Username, Kind::Text),
        Field::new("password", Role::Password, Kind::Secret),
    ]);
    let given = answers(&[("username", "  "), ("password", "          ")]);
    assert!(
        faults(&form, &given)
            .iter()
            .all(|(_, fault, severity)| *fault == Fault::Empty && *severity == Severity::Block)
    );
}

#[test]
fn characters_that_xml_cannot_carry_are_told() {
    let form = form(vec![optional("about", Kind::Lines)]);
    let given = answers(&[("about", "a\u{0}b")]);
    assert_eq!(
        faults(&form, &given),
        [("about".to_owned(), Fault::Character('\0'), Severity::Block)]
    );
}

#[test]
fn the_servers_rules_only_warn() {
    let rules = |datatype, min: Option<&str>, max: Option<&str>| super::super::Rules {
        datatype,
        min: min.map(str::to_owned),
        max: max.map(str::to_owned),
        ..Default::default()
    };
    for (datatype, min, max, text, fault) in [
        (
            Datatype::Integer,
            Some("16"),
            Some("120"),
            "15",
            Some(Fault::OutOfRange),
        ),
        (Datatype::Integer, Some("16"), Some("120"), "16", None),
        (
            Datatype::Integer,
            Some("16"),
            Some("120"),
            "121",
            Some(Fault::OutOfRange),
        ),
        (
            Datatype::Integer,
            None,
            None,
            "many",
            Some(Fault::NotOfType),
        ),
        (
            Datatype::Decimal,
            Some("0.5"),
            None,
            "0.4",
            Some(Fault::OutOfRange),
        ),
        (Datatype::Date, None, None, "2024-02-29", None),
        (
            Datatype::Date,
            None,
            None,
            "2023-02-29",
            Some(Fault::NotOfType),
        ),
        (
            Datatype::Date,
            Some("2000-01-01"),
            None,
            "1999-12-31",
            Some(Fault::OutOfRange),
        ),
        (Datatype::Time, None, None, "23:59:60Z", None),
        (Datatype::Time, None, None, "24:00", Some(Fault::NotOfType)),
        (Datatype::DateTime, None, None, "2024-01-01T00:00:00Z", None),
        (Datatype::Uri, None, None, "no uri", Some(Fault::NotOfType)),
        (Datatype::Language, None, None, "de-AT", None),
    ] {
        let form = form(vec![Field {
            rules: rules(datatype, min, max),
            ..optional("x", Kind::Text)
        }]);
        let given = answers(&[("x", text)]);
        match fault {
            Some(fault) => assert_eq!(
                faults(&form, &given),
                [("x".to_owned(), fault, Severity::Warn)],
                "{text}"
            ),
            None => assert!(form.check(&given, false).is_ok(), "{text}"),
        }
        assert!(
            form.check(&given, true).is_ok(),
            "the server decides: {text}"
        );
    }
}

#[test]
fn each_kind_goes_on_the_wire_in_its_own_way() {
    let option = |value: &str| Choice {
        value: value.into(),
        label: value.into(),
    };
    let list = |many| Kind::Choice {
        options: vec![option("a"), option("b"), option("c")],
        many,
        open: false,
    };
    let form = form(vec![
        Field {
            preset: Some(Value::Many(vec!["1".into(), "2".into()])),
            ..optional("hidden", Kind::Hidden)
        },
        optional("lines", Kind::Lines),
        optional("on", Kind::Toggle),
        optional("one", list(false)),
        optional("many", list(true)),
        optional("note", Kind::Note),
        optional("untouched", Kind::Text),
        Field {
            preset: Some(Value::Text("kept".into())),
            ..optional("preset", Kind::Text)
        },
    ]);
    let mut given = answers(&[
        ("lines", "one\ntwo"),
        ("one", "b"),
        ("hidden", "overwritten"),
    ]);
    given.set("on".into(), Value::Toggle(true));
    given.set("many".into(), Value::Many(vec!["a".into(), "c".into()]));
    assert_eq!(
        sent(&form.check(&given, false).unwrap()),
        [
            ("hidden", vec!["1", "2"]),
            ("lines", vec!["one", "two"]),
            ("on", vec!["1"]),
            ("one", vec!["b"]),
            ("many", vec!["a", "c"]),
            ("preset", vec!["kept"]),
        ]
    );
    given.set("one".into(), Value::Text("z".into()));
    assert_eq!(
        faults(&form, &given),
        [("one".to_owned(), Fault::NotAnOption, Severity::Block)]
    );
}

#[test]
fn a_name_for_another_service_is_left_as_it_is() {
    let form = Form {
        purpose: Purpose::Other,
        ..account()
    };
    let given = answers(&[
        ("username", "Some One"),
        ("password", "short"),
        ("ocr", "x"),
    ]);
    let submission = form.check(&given, false).unwrap();
    assert_eq!(sent(&submission)[1], ("username", vec!["Some One"]));
    assert!(
        submission
            .credentials(&Domain::parse("example.org").unwrap())
            .is_none()
    );
}

/// Requirements 43 and 44 (XEP-0004 section 3.3).
#[test]
fn lines_keep_their_gaps_and_addresses_are_sent_once() {
    let form = form(vec![
        optional("lines", Kind::Lines),
        optional("friends", Kind::Addresses),
        optional("empty", Kind::Lines),
    ]);
    let mut given = answers(&[("lines", "one\n\ntwo\n"), ("empty", "\n\n")]);
    let friends = [
        "Romeo@Example.org",
        "romeo@example.org ",
        "EXAMPLE.org/R",
        "example.org/r",
        "example.org/R",
    ];
    let friends = friends.map(str::to_owned).to_vec();
    given.set("friends".into(), Value::Many(friends));
    assert_eq!(
        sent(&form.check(&given, true).unwrap()),
        [
            ("lines", vec!["one", "", "two"]),
            (
                "friends",
                vec!["Romeo@Example.org", "EXAMPLE.org/R", "example.org/r"]
            ),
        ]
    );
}

#[test]
fn one_line_is_one_line() {
    let form = form(vec![optional("x", Kind::Text)]);
    assert_eq!(
        faults(&form, &answers(&[("x", "a\nb")])),
        [("x".to_owned(), Fault::Character('\n'), Severity::Block)]
    );
}

#[test]
fn a_doubt_is_told_of_one_answer() {
    let field = Field {
        rules: crate::domain::Rules {
            pattern: Some("[0-9]{5}".to_owned()),
            ..Default::default()
        },
        ..optional("zip", Kind::Text)
    };
    let form = form(vec![field.clone()]);
    let doubt = |text: &str| form.doubt(&field, &Value::Text(text.into()));
    assert_eq!(doubt("1234"), Some(Fault::NotOfPattern));
    assert_eq!(doubt("12345"), None);
    assert_eq!(doubt(""), None);
}
