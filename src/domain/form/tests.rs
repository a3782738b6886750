#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use super::*;
use crate::domain::{Choice, Datatype};

fn field(id: &str, role: Role, kind: Kind) -> Field {
    Field {
        required: true,
        ..Field::new(id, role, kind)
    }
}

fn optional(id: &str, kind: Kind) -> Field {
    Field::new(id, Role::Other, kind)
}

fn form(fields: Vec<Field>) -> Form {
    Form {
        title: None,
        instructions: Vec::new(),
        fields,
        link: None,
        purpose: Purpose::NewAccount,
        way: Way::DataForm,
    }
}

fn account() -> Form {
    form(vec![
        Field {
            preset: Some(Value::Many(vec!["jabber:iq:register".into()])),
            ..optional("FORM_TYPE", Kind::Hidden)
        },
        field("username", Role::Username, Kind::Text),
        field("password", Role::Password, Kind::Secret),
        field("ocr", Role::Captcha, Kind::Text),
    ])
}

fn answers(given: &[(&str, &str)]) -> Answers {
    let mut answers = Answers::default();
    for (id, text) in given {
        let value = if *id == "password" {
            Value::Secret((*text).into())
        } else {
            Value::Text((*text).into())
        };
        answers.set((*id).into(), value);
    }
    answers
}

fn sent(submission: &Submission) -> Vec<(&str, Vec<&str>)> {
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

fn faults(form: &Form, given: &Answers) -> Vec<(String, Fault, Severity)> {
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
        [("one".to_owned(), Fault::NotAnOption, Severity::Warn)]
    );
}

#[test]
fn carry_over_keeps_everything_but_captcha_answers() {
    let given = answers(&[
        ("username", "juliet"),
        ("password", "swordfish"),
        ("ocr", "250641"),
    ]);
    let kept = account().carry_over(&given);
    assert_eq!(kept.get(&"username".into()), given.get(&"username".into()));
    assert_eq!(kept.get(&"password".into()), given.get(&"password".into()));
    assert_eq!(kept.get(&"ocr".into()), None);
}

#[test]
fn carry_over_drops_what_no_longer_fits() {
    let option = |value: &str| Choice {
        value: value.into(),
        label: value.into(),
    };
    let form = form(vec![optional(
        "one",
        Kind::Choice {
            options: vec![option("a")],
            many: false,
            open: false,
        },
    )]);
    assert_eq!(
        form.carry_over(&answers(&[("one", "gone")]))
            .get(&"one".into()),
        None
    );
    assert!(
        form.carry_over(&answers(&[("one", "a")]))
            .get(&"one".into())
            .is_some()
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
