//! What holds whatever a server sends.

use minidom::{Element, Node, rxml};
use proptest::prelude::*;
use vestibule::{
    domain::{Form, Kind, Offer, Purpose, Value},
    protocol::{
        Breach, Failing, Features, Guard, Limits, Reading, Step,
        error::{refusal, stream_error},
        ns, register, stream,
    },
};

use crate::dialogue::form;

const NAMES: &[&str] = &[
    "query",
    "x",
    "field",
    "value",
    "option",
    "required",
    "desc",
    "title",
    "instructions",
    "media",
    "uri",
    "data",
    "username",
    "password",
    "key",
    "registered",
    "url",
    "error",
    "text",
    "conflict",
    "not-acceptable",
    "validate",
    "range",
    "list-range",
    "regex",
    "open",
    "mechanisms",
    "mechanism",
    "failure",
    "success",
    "challenge",
    "what",
];
const SPACES: &[&str] = &[
    ns::REGISTER,
    ns::DATA_FORM,
    ns::OOB,
    ns::MEDIA,
    ns::BOB,
    ns::VALIDATE,
    ns::STANZA_ERRORS,
    ns::STREAM_ERRORS,
    ns::SASL,
    ns::CLIENT,
    "x:y",
];
const ATTRIBUTES: &[&str] = &[
    "type", "var", "label", "cid", "code", "min", "max", "datatype", "width", "height",
];
const VALUES: &[&str] = &[
    "form",
    "submit",
    "hidden",
    "fixed",
    "list-single",
    "list-multi",
    "text-multi",
    "text-private",
    "boolean",
    "jid-multi",
    "username",
    "password",
    "ocr",
    "qa",
    "SHA-256",
    "audio_recog",
    "answers",
    "challenge",
    "FORM_TYPE",
    "captcha-fallback-url",
    "captchahidden",
    "url",
    "urn:xmpp:captcha",
    "sha1+00@bob.xmpp.org",
    "cid:sha1+00@b",
    "https://a.example/",
    "1",
    "2",
    "-1",
    "99999999999999999999",
    "a",
    "Label: b",
    "xs:integer",
    "image/png",
    "wait",
    "409",
    "",
    " ",
    "\u{202e}",
    "äöü",
];

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => proptest::sample::select(VALUES).prop_map(str::to_owned),
        1 => "[ -~äß\u{2028}\u{202e}\n]{0,40}",
    ]
}

fn attributes() -> impl Strategy<Value = Vec<(&'static str, String)>> {
    proptest::collection::vec((proptest::sample::select(ATTRIBUTES), text()), 0..4)
}

fn build(name: &str, space: &str, attributes: Vec<(&str, String)>, nodes: Vec<Node>) -> Element {
    let mut element = Element::bare(name, space);
    for (name, value) in attributes {
        element.set_attr(
            rxml::Namespace::NONE,
            rxml::NcName::try_from(name).unwrap(),
            value,
        );
    }
    for node in nodes {
        element.append_node(node);
    }
    element
}

fn element() -> impl Strategy<Value = Element> {
    let head = || {
        (
            proptest::sample::select(NAMES),
            proptest::sample::select(SPACES),
            attributes(),
        )
    };
    let leaf = (head(), text()).prop_map(|((name, space, attributes), text)| {
        build(name, space, attributes, vec![Node::Text(text)])
    });
    leaf.prop_recursive(5, 60, 8, move |inner| {
        (head(), proptest::collection::vec(inner, 0..8)).prop_map(
            |((name, space, attributes), children)| {
                let nodes = children.into_iter().map(Node::Element).collect();
                build(name, space, attributes, nodes)
            },
        )
    })
}

/// Fields as they might be, so that most of what is made is a form with something in it.
fn field() -> impl Strategy<Value = Element> {
    let kind = proptest::sample::select(vec![
        "text-single",
        "text-private",
        "text-multi",
        "list-single",
        "list-multi",
        "boolean",
        "hidden",
        "fixed",
        "jid-single",
        "jid-multi",
        "what",
    ]);
    let var = proptest::sample::select(vec![
        "username",
        "password",
        "email",
        "ocr",
        "qa",
        "challenge",
        "FORM_TYPE",
        "answers",
        "from",
        "sid",
        "a",
        "b",
        "",
        "captcha-fallback-url",
        "captcha-fallback-text",
        "audio_recog",
        "note",
    ]);
    let values = proptest::collection::vec("[a-z]{0,5}", 0..3);
    (kind, var, values, any::<bool>()).prop_map(|(kind, var, values, required)| {
        let mut field = build(
            "field",
            ns::DATA_FORM,
            vec![("type", kind.to_owned()), ("var", var.to_owned())],
            Vec::new(),
        );
        for value in values {
            let value = build("value", ns::DATA_FORM, Vec::new(), vec![Node::Text(value)]);
            if kind.starts_with("list") {
                field.append_node(
                    build(
                        "option",
                        ns::DATA_FORM,
                        Vec::new(),
                        vec![value.clone().into()],
                    )
                    .into(),
                );
            }
            field.append_node(value.into());
        }
        if required {
            field.append_node(Element::bare("required", ns::DATA_FORM).into());
        }
        field
    })
}

fn a_form() -> impl Strategy<Value = Element> {
    (proptest::collection::vec(field(), 1..20), any::<bool>()).prop_map(|(fields, legacy)| {
        let nodes = fields.into_iter().map(Node::Element).collect();
        let x = build("x", ns::DATA_FORM, vec![("type", "form".to_owned())], nodes);
        let mut query = Element::bare("query", ns::REGISTER);
        if legacy {
            query.append_node(Element::bare("username", ns::REGISTER).into());
        }
        query.append_node(x.into());
        query
    })
}

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

/// Something for each question.
fn fill(form: &Form) -> vestibule::domain::Answers {
    let mut answers = form.presets();
    for field in form.fields.iter().filter(|field| field.is_question()) {
        let value = match &field.kind {
            Kind::Secret => Value::Secret("swordfish".into()),
            Kind::Toggle => Value::Toggle(true),
            Kind::Addresses => Value::Many(vec!["a@b.example".into()]),
            Kind::Choice { options, many, .. } => match (options.first(), many) {
                (Some(option), true) => Value::Many(vec![option.value.clone()]),
                (Some(option), false) => Value::Text(option.value.clone()),
                (None, _) => continue,
            },
            _ => Value::Text("answer".into()),
        };
        answers.set(field.id.clone(), value);
    }
    answers
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_answer_makes_the_reader_panic(element in element()) {
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

    #[test]
    fn a_submission_has_only_names_of_the_form_and_hidden_values_as_they_came(query in a_form()) {
        let Some(form) = form(read(&query)) else { return Ok(()) };
        let Ok(submission) = form.check(&fill(&form), true) else { return Ok(()) };
        let sent = register::submit(&submission);
        let Some(x) = sent.get_child("x", ns::DATA_FORM) else {
            prop_assert!(sent.children().all(|child| form.field(&child.name().into()).is_some()));
            return Ok(());
        };
        prop_assert_eq!(sent.children().count(), 1);
        for field in x.children() {
            let var = field.attr("var").unwrap_or_default();
            let asked = form.field(&var.into());
            prop_assert!(asked.is_some_and(|asked| asked.kind != Kind::Note), "{}", var);
            if let Some(asked) = asked && asked.kind == Kind::Hidden {
                let values = field.children().map(Element::text).collect();
                prop_assert_eq!(asked.preset.clone(), Some(Value::Many(values)));
            }
        }
        // It is XML that the server can read.
        let written = String::from(&sent);
        prop_assert_eq!(written.parse::<Element>().ok(), Some(sent));
    }

    #[test]
    fn a_new_form_keeps_the_answers_but_not_the_captchas(query in a_form()) {
        let Some(form) = form(read(&query)) else { return Ok(()) };
        let old = fill(&form);
        let kept = form.carry_over(&old);
        for field in form.fields.iter().filter(|field| field.is_question()) {
            if field.role.is_captcha() {
                prop_assert_eq!(kept.get(&field.id), field.preset.as_ref());
            } else {
                prop_assert_eq!(kept.get(&field.id), old.get(&field.id), "{}", field.id);
            }
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
