//! What is sent for the answers to a form, written by hand: no more than the server needs, and no less.

use minidom::Element;
use vestibule::{
    domain::{Answers, Fault, Form, Severity, Value},
    protocol::register,
};

use crate::written::Answer;

/// Requirements 27 and 28 (XEP-0077 sections 4 and 6): with a form where a form was sent, else with elements, never both.
#[test]
fn one_way_is_gone() {
    let given = [
        text("username", "Juliet"),
        secret("password", "R0m30-R0m30"),
    ];
    assert_sent(
        "ways/form-fields-and-link",
        &given,
        "<x xmlns='jabber:x:data' type='submit'><field var='username'><value>juliet</value></field>\
         <field var='password'><value>R0m30-R0m30</value></field></x>",
    );
    assert_sent(
        "ways/fields-and-link",
        &given,
        "<username>juliet</username><password>R0m30-R0m30</password>",
    );
}

/// Requirement 19 (XEP-0077 section 3.1): all elements that were there are sent, filled in.
#[test]
fn all_elements_are_sent() {
    let name = "ways/fields-alone";
    let (username, password) = (
        text("username", "juliet"),
        secret("password", "R0m30-R0m30"),
    );
    assert_missing(name, &[username.clone(), password.clone()], "email");
    assert_sent(
        name,
        &[username, password, text("email", "j@capulet.example")],
        "<password>R0m30-R0m30</password><username>juliet</username><email>j@capulet.example</email>",
    );
}

/// Requirement 23 (XEP-0077 section 7): a key goes back as it came.
#[test]
fn keys_are_sent_back() {
    assert_sent(
        "fields/key",
        &[
            text("username", "juliet"),
            secret("password", "R0m30-R0m30"),
        ],
        "<key>106c0a7b5510f192a408a1d054150ed1065e255a</key><username>juliet</username>\
         <password>R0m30-R0m30</password>",
    );
}

/// Requirements 39 and 47 (XEP-0004 section 3.2): what has no name cannot be sent, and notes need not be.
#[test]
fn notes_and_the_nameless_are_not_sent() {
    assert_fields(
        "odd/no-name",
        &[text("username", "juliet")],
        "<field var='username'><value>juliet</value></field>",
    );
    assert_fields(
        "kinds/fixed-in-place",
        &[
            text("username", "juliet"),
            secret("password", "R0m30-R0m30"),
        ],
        "<field var='username'><value>juliet</value></field>\
         <field var='password'><value>R0m30-R0m30</value></field>",
    );
}

/// Requirement 41 (XEP-0004 section 3.3): a switch is always sent, off if nobody touched it.
#[test]
fn switches_are_sent_as_they_stand() {
    assert_fields(
        "boolean/nothing-and-nonsense",
        &[("empty", Value::Toggle(true))],
        "<field var='none'><value>0</value></field><field var='empty'><value>1</value></field>\
         <field var='nonsense'><value>0</value></field><field var='blanks'><value>1</value></field>",
    );
}

/// Requirements 42 and 49 (XEP-0004 section 3.3): what was chosen, and what the server chose if nobody changed it.
#[test]
fn choices_are_sent_by_their_values() {
    assert_fields(
        "kinds/list-single",
        &[],
        "<field var='lang'><value>de</value></field>",
    );
    assert_fields(
        "kinds/list-single",
        &[text("lang", "fr")],
        "<field var='lang'><value>fr</value></field>",
    );
    let chosen = Value::Many(vec!["chess".into(), "go".into(), "chess".into()]);
    assert_fields(
        "kinds/list-multi",
        &[("hobbies", chosen)],
        "<field var='hobbies'><value>chess</value><value>go</value></field>",
    );
    let none = Value::Many(Vec::new());
    assert_fields("kinds/list-multi", &[("hobbies", none)], "");
}

/// Requirement 43 (XEP-0004 section 3.3): a value for each line, an empty one among others too.
#[test]
fn lines_are_values() {
    assert_fields(
        "kinds/text-multi",
        &[text("more", "one\r\n\ntwo")],
        "<field var='about'><value>First line</value><value/><value>third line</value></field>\
         <field var='more'><value>one</value><value/><value>two</value></field>",
    );
    assert_missing("kinds/text-multi", &[], "more");
    assert_missing("kinds/text-multi", &[text("more", "\n\r\n")], "more");
}

/// Requirement 44 (XEP-0004 section 3.3): each address once, however it is written.
#[test]
fn addresses_are_sent_once() {
    let enemies = [
        "Tybalt@Capulet.lit",
        "tybalt@capulet.lit.",
        " paris@verona.lit ",
    ];
    assert_fields(
        "kinds/addresses",
        &[("enemies", Value::Many(enemies.map(str::to_owned).into()))],
        "<field var='referrer'><value>romeo@montague.lit</value></field>\
         <field var='friends'><value>nurse@capulet.lit</value><value>capulet.lit</value></field>\
         <field var='enemies'><value>Tybalt@Capulet.lit</value><value>paris@verona.lit</value></field>",
    );
}

/// Requirement 46 (XEP-0004 section 3.3): hidden fields go back with all they had, whatever an answer says.
#[test]
fn hidden_fields_are_sent_back_verbatim() {
    assert_fields(
        "kinds/hidden-with-many-values",
        &[text("username", "juliet"), text("sid", "forged")],
        "<field var='sid'><value> spaces  kept </value><value/><value>two\nlines</value></field>\
         <field var='nothing'/><field var='x-what'><value>1</value></field>\
         <field var='username'><value>juliet</value></field>",
    );
}

/// Requirements 48 and 49 (XEP-0004 sections 3.1 and 3.5): presets that were not changed are sent, what was emptied is not.
#[test]
fn what_is_empty_is_left_out() {
    assert_fields(
        "odd/first-of-several-values",
        &[text("friend", "")],
        "<field var='nick'><value>Jules</value></field>",
    );
    assert_missing(
        "errors/form-with-labels",
        &[secret("password", "R0m30-R0m30")],
        "username",
    );
}

/// Requirements 55 and 56 (XEP-0068 section 4): whatever a form calls itself, it is called that in the answer.
#[test]
fn the_kind_of_form_is_sent_back() {
    for (name, sent) in [
        (
            "formtype/other",
            "<field var='FORM_TYPE'><value>urn:example:signup</value></field>\
             <field var='username'><value>juliet</value></field>",
        ),
        (
            "formtype/missing",
            "<field var='username'><value>juliet</value></field>\
                              <field var='password'><value>R0m30-R0m30</value></field>",
        ),
        (
            "formtype/visible",
            "<field var='FORM_TYPE'><value>jabber:iq:register</value></field>\
             <field var='username'><value>juliet</value></field>",
        ),
    ] {
        let given = [
            text("username", "juliet"),
            secret("password", "R0m30-R0m30"),
        ];
        assert_sent(
            name,
            &given,
            &format!("<x xmlns='jabber:x:data' type='submit'>{sent}</x>"),
        );
    }
}

/// Requirements 51, 64 and 78 (XEP-0158 section 4): names and values alone, and all that came with a challenge.
#[test]
fn challenges_are_sent_back_whole() {
    let account = [
        text("username", "juliet"),
        secret("password", "R0m30-R0m30"),
    ];
    let with = |more| [account.to_vec(), vec![more]].concat();
    assert_fields(
        "captcha/tigase-question",
        &with(text("qa", "19")),
        "<field var='username'><value>juliet</value></field>\
         <field var='password'><value>R0m30-R0m30</value></field>\
         <field var='captcha-id'><value>0a1b</value></field><field var='qa'><value>19</value></field>",
    );
    assert_sent(
        "captcha/ejabberd-before-18-12",
        &with(text("ocr", "250641")),
        "<x xmlns='jabber:x:data' type='submit'>\
         <field var='FORM_TYPE'><value>urn:xmpp:captcha</value></field>\
         <field var='username'><value>juliet</value></field>\
         <field var='password'><value>R0m30-R0m30</value></field>\
         <field var='captchahidden'><value>workaround-for-psi</value></field>\
         <field var='url'><value>http://ejabberd.example:5280/captcha/99/image</value></field>\
         <field var='from'><value>ejabberd.example</value></field>\
         <field var='challenge'><value>99</value></field><field var='sid'><value>r1</value></field>\
         <field var='ocr'><value>250641</value></field></x>",
    );
}

/// Requirements 42 and 62 (XEP-0004 section 3.3, XEP-0122 section 3.2.2): an answer of one's own only where one is
/// allowed.
#[test]
fn own_answers_are_sent() {
    assert_fields(
        "validation/open",
        &[text("os", "templeos")],
        "<field var='os'><value>templeos</value></field>",
    );
    let form = Answer::load("kinds/list-single").form();
    let given = answers(&[text("lang", "la")]);
    let problems = form.check(&given, true).unwrap_err();
    assert_eq!(problems[0].fault, Fault::NotAnOption);
    assert_eq!(problems[0].severity, Severity::Block);
}

/// Requirement 61 (XEP-0122 section 3.2.4): a pattern warns, and one that cannot be read says nothing.
#[test]
fn patterns_never_keep_an_answer_back() {
    let form = Answer::load("validation/pattern").form();
    let fine = answers(&[text("ssn", "123-45-6789"), text("odd", "anything")]);
    assert!(form.check(&fine, false).is_ok());
    let doubtful = answers(&[text("ssn", "x123-45-6789")]);
    let problems = form.check(&doubtful, false).unwrap_err();
    assert_eq!(problems[0].fault, Fault::NotOfPattern);
    assert!(form.check(&doubtful, true).is_ok());
}

/// Requirement 89 (XEP-0077 sections 3.1 and 3.3): a name or a password of nothing, or of blanks, is never sent.
#[test]
fn blanks_are_no_names() {
    for name in ["servers/mongooseim-form", "odd/all-standard-names"] {
        let form = Answer::load(name).form();
        for (username, password) in [
            ("", "R0m30-R0m30"),
            (" \t", "R0m30-R0m30"),
            ("juliet", ""),
            ("juliet", "         "),
        ] {
            let given = answers(&[text("username", username), secret("password", password)]);
            let problems = form.check(&given, true).unwrap_err();
            assert_eq!(problems.len(), 1, "{name}: {problems:?}");
            assert_eq!(
                (&problems[0].fault, problems[0].severity),
                (&Fault::Empty, Severity::Block)
            );
        }
    }
}

type Given = (&'static str, Value);

fn text(field: &'static str, answer: &str) -> Given {
    (field, Value::Text(answer.to_owned()))
}

fn secret(field: &'static str, answer: &str) -> Given {
    (field, Value::Secret(answer.into()))
}

fn answers(given: &[Given]) -> Answers {
    let mut answers = Answers::default();
    for (field, value) in given {
        answers.set((*field).into(), value.clone());
    }
    answers
}

fn query(form: &Form, given: &[Given]) -> Element {
    let mut all = form.presets();
    for (field, value) in given {
        all.set((*field).into(), value.clone());
    }
    let submission = form.check(&all, false);
    register::submit(&submission.unwrap_or_else(|problems| panic!("{problems:?}")))
}

/// That this stands in the query that answers a form of `tests/fixtures/written`.
fn assert_sent(name: &str, given: &[Given], inside: &str) {
    let expected = format!("<query xmlns='jabber:iq:register'>{inside}</query>");
    let expected: Element = expected.parse().unwrap_or_else(|e| panic!("{name}: {e}"));
    let sent = query(&Answer::load(name).form(), given);
    assert_eq!(String::from(&sent), String::from(&expected), "{name}");
}

/// That these fields follow the kind of form in the answer.
fn assert_fields(name: &str, given: &[Given], fields: &str) {
    let kind = "<field var='FORM_TYPE'><value>jabber:iq:register</value></field>";
    let x = format!("<x xmlns='jabber:x:data' type='submit'>{kind}{fields}</x>");
    assert_sent(name, given, &x);
}

/// That nothing is sent without an answer to this field.
fn assert_missing(name: &str, given: &[Given], field: &str) {
    let problems = Answer::load(name)
        .form()
        .check(&answers(given), true)
        .unwrap_err();
    let found = problems
        .iter()
        .find(|problem| problem.field.as_str() == field);
    let found = found.unwrap_or_else(|| panic!("{name}: {problems:?}"));
    assert_eq!(
        (&found.fault, found.severity),
        (&Fault::Empty, Severity::Block)
    );
}
