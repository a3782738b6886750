//! What a server might send and a person might answer, at random.

use minidom::{Element, Node, rxml};
use proptest::prelude::*;
use vestibule::{
    domain::{Answers, Field, Form, Kind, Value as Answer},
    protocol::ns,
};

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
    "page",
    "section",
    "fieldref",
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
    ns::LAYOUT,
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

pub(crate) fn text() -> impl Strategy<Value = String> {
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

pub(crate) fn element() -> impl Strategy<Value = Element> {
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

/// Names of fields: few, so that they come twice; those with a meaning among them.
const VARS: &[&str] = &[
    "username",
    "password",
    "email",
    "old_password",
    "ocr",
    "qa",
    "SHA-256",
    "speech_q",
    "challenge",
    "FORM_TYPE",
    "answers",
    "from",
    "sid",
    "a",
    "b",
    "c",
    "",
    "captcha-fallback-url",
    "captcha-fallback-text",
    "captchahidden",
    "url",
    "audio_recog",
    "note",
];

const TYPES: &[&str] = &[
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
    "",
];

/// A field as it might be, so that most of what is made is a form with something in it.
fn field() -> impl Strategy<Value = Element> {
    let head = (
        proptest::sample::select(TYPES),
        proptest::sample::select(VARS),
        prop_oneof![Just(""), Just("a"), Just("5a"), Just("Label")],
    );
    let options = proptest::collection::vec("[a-e]{0,2}", 0..5);
    let values = proptest::collection::vec("[a-e]{0,2}|[a-z ]{0,9}", 0..3);
    (
        head,
        options,
        values,
        any::<bool>(),
        proptest::option::of(validation()),
    )
        .prop_map(
            |((kind, var, label), options, values, required, validation)| {
                let attributes = [("type", kind), ("var", var), ("label", label)];
                let attributes = attributes
                    .into_iter()
                    .filter(|(_, value)| !value.is_empty());
                let attributes = attributes.map(|(name, value)| (name, value.to_owned()));
                let mut field = build("field", ns::DATA_FORM, attributes.collect(), Vec::new());
                for option in options {
                    let value = build("value", ns::DATA_FORM, Vec::new(), vec![Node::Text(option)]);
                    let option = build("option", ns::DATA_FORM, Vec::new(), vec![value.into()]);
                    field.append_node(option.into());
                }
                for value in values {
                    let value = build("value", ns::DATA_FORM, Vec::new(), vec![Node::Text(value)]);
                    field.append_node(value.into());
                }
                if required {
                    field.append_node(Element::bare("required", ns::DATA_FORM).into());
                }
                if let Some(validation) = validation {
                    field.append_node(validation.into());
                }
                field
            },
        )
}

fn validation() -> impl Strategy<Value = Element> {
    let datatype = proptest::sample::select(vec![
        "xs:string",
        "xs:integer",
        "xs:byte",
        "xs:decimal",
        "xs:date",
        "xs:time",
        "xs:dateTime",
        "xs:anyURI",
        "xs:language",
        "x:own",
        "",
    ]);
    let method =
        proptest::sample::select(vec!["basic", "open", "range", "regex", "list-range", "own"]);
    let bound = || prop_oneof![Just(String::new()), "[0-9]{1,3}", "[a-z]{2}"];
    (
        datatype,
        method,
        bound(),
        bound(),
        r"[\[\]\^\-\\(){}*+?a-c0-9.|]{0,12}",
    )
        .prop_map(|(datatype, method, min, max, pattern)| {
            let attributes = [("min", min), ("max", max)].into_iter();
            let attributes = attributes.filter(|(_, value)| !value.is_empty()).collect();
            let method = build(method, ns::VALIDATE, attributes, vec![Node::Text(pattern)]);
            let datatype = vec![("datatype", datatype.to_owned())];
            build("validate", ns::VALIDATE, datatype, vec![method.into()])
        })
}

fn layout() -> impl Strategy<Value = Element> {
    let leaf = prop_oneof![
        4 => proptest::sample::select(VARS).prop_map(|var| {
            build("fieldref", ns::LAYOUT, vec![("var", var.to_owned())], Vec::new())
        }),
        1 => text().prop_map(|text| build("text", ns::LAYOUT, Vec::new(), vec![Node::Text(text)])),
    ];
    let part = leaf.prop_recursive(3, 12, 4, |inner| {
        proptest::collection::vec(inner, 0..4).prop_map(|parts| {
            let parts = parts.into_iter().map(Node::Element).collect();
            build("section", ns::LAYOUT, Vec::new(), parts)
        })
    });
    proptest::collection::vec(part, 0..6).prop_map(|parts| {
        let parts = parts.into_iter().map(Node::Element).collect();
        build("page", ns::LAYOUT, Vec::new(), parts)
    })
}

/// A query with a data form in it, and perhaps elements beside it.
pub(crate) fn a_form() -> impl Strategy<Value = Element> {
    let fields = proptest::collection::vec(field(), 1..20);
    let pages = proptest::collection::vec(layout(), 0..3);
    (fields, pages, any::<bool>()).prop_map(|(fields, pages, legacy)| {
        let nodes = fields.into_iter().chain(pages).map(Node::Element).collect();
        let x = build("x", ns::DATA_FORM, vec![("type", "form".to_owned())], nodes);
        let mut query = Element::bare("query", ns::REGISTER);
        if legacy {
            query.append_node(Element::bare("username", ns::REGISTER).into());
        }
        query.append_node(x.into());
        query
    })
}

/// A query with elements of XEP-0077 alone.
pub(crate) fn elements() -> impl Strategy<Value = Element> {
    let name = proptest::sample::select(vec![
        "username",
        "nick",
        "password",
        "name",
        "first",
        "last",
        "email",
        "address",
        "city",
        "state",
        "zip",
        "phone",
        "url",
        "date",
        "misc",
        "text",
        "key",
        "instructions",
        "unknown",
    ]);
    let element = (name, "[a-z]{0,6}")
        .prop_map(|(name, text)| build(name, ns::REGISTER, Vec::new(), vec![Node::Text(text)]));
    proptest::collection::vec(element, 1..12).prop_map(|all| {
        let nodes = all.into_iter().map(Node::Element).collect();
        build("query", ns::REGISTER, Vec::new(), nodes)
    })
}

/// An answer of any kind, fitting or not.
fn answer() -> impl Strategy<Value = Answer> {
    let text = || {
        prop_oneof![
            2 => "[a-e]{0,2}",
            1 => Just("juliet".to_owned()),
            1 => Just("a@b.example".to_owned()),
            1 => "[0-9]{1,4}",
            1 => "[ -~äß\u{1}\n<&\"']{0,20}",
        ]
    };
    prop_oneof![
        4 => text().prop_map(Answer::Text),
        2 => text().prop_map(|text| Answer::Secret(text.into())),
        1 => any::<bool>().prop_map(Answer::Toggle),
        2 => proptest::collection::vec(text(), 0..4).prop_map(Answer::Many),
    ]
}

/// As many answers as a form may have questions; see [`fill`].
pub(crate) fn some_answers() -> impl Strategy<Value = Vec<Option<Answer>>> {
    proptest::collection::vec(proptest::option::weighted(0.8, answer()), 24)
}

/// Gives each question its answer; most of those that cannot be one become one that can.
pub(crate) fn fill(form: &Form, given: &[Option<Answer>]) -> Answers {
    let mut answers = form.presets();
    for (field, answer) in form.fields.iter().zip(given) {
        if let Some(answer) = answer {
            answers.set(field.id.clone(), shape(field, answer));
        }
    }
    answers
}

fn shape(field: &Field, answer: &Answer) -> Answer {
    match (&field.kind, answer) {
        (Kind::Secret, Answer::Text(text)) => Answer::Secret(text.as_str().into()),
        (Kind::Toggle, Answer::Text(text)) => Answer::Toggle(text.len() > 1),
        (Kind::Addresses, Answer::Text(text)) => Answer::Many(vec![text.clone()]),
        (Kind::Choice { options, many, .. }, Answer::Text(text)) if text.len() < 3 => {
            let Some(option) = options.get(text.len() % options.len().max(1)) else {
                return answer.clone();
            };
            if *many {
                Answer::Many(vec![option.value.clone()])
            } else {
                Answer::Text(option.value.clone())
            }
        }
        _ => answer.clone(),
    }
}
