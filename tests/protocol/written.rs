//! Answers as the specifications and the sources of servers have them, each with what is expected of it.
//!
//! `tests/fixtures/written` holds an answer in each `NAME.xml` and, written by hand, what is to be read from it in
//! `NAME.expected` ([`crate::notation`]). An answer that needs more to be understood says so in the comment that it
//! begins with, a line each:
//!
//! ```text
//! language: de            the language wanted; en
//! purpose: other          what the form is for; a new account
//! step: submit            what was refused: ask, submit, info, change password, remove, invite
//! refused: prosody/form   the form whose answers were refused, another file here
//! invites: yes            the server takes invitations, and none was accepted
//! ```

use std::{
    collections::BTreeSet,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use minidom::Element;
use vestibule::{
    domain::{Form, Purpose},
    protocol::{
        Failing, Step,
        error::{refusal_in, stream_error},
        ns, register,
    },
};

use crate::{dialogue, notation};

/// How many answers there are at least; none may get lost.
const LEAST: usize = 215;

#[test]
fn every_answer_is_read_as_its_expectation_says() {
    let (answers, expectations) = names();
    let alone: Vec<&String> = answers.symmetric_difference(&expectations).collect();
    assert!(
        alone.is_empty(),
        "an answer or an expectation alone: {alone:?}"
    );
    let mut differ = String::new();
    for name in &answers {
        let expected = read(name, "expected");
        let found = Answer::load(name).read();
        if let Some(diff) = notation::diff(&expected, &found) {
            writeln!(differ, "\n{name}\n{diff}").unwrap();
        }
    }
    assert!(differ.is_empty(), "- expected, + read:\n{differ}");
    assert!(answers.len() >= LEAST, "{} answers", answers.len());
}

/// One answer of a server, and its circumstances.
pub(crate) struct Answer {
    name: String,
    element: Element,
    comment: String,
}

impl Answer {
    /// Reads `tests/fixtures/written/NAME.xml`.
    pub(crate) fn load(name: &str) -> Self {
        let text = read(name, "xml");
        let text = text.trim_start();
        let (comment, xml) = match text.strip_prefix("<!--") {
            Some(rest) => rest
                .split_once("-->")
                .unwrap_or_else(|| panic!("{name}: a comment")),
            None => ("", text),
        };
        let whole = format!(
            "<all xmlns='{}' xmlns:stream='{}'>{xml}</all>",
            ns::CLIENT,
            ns::STREAM
        );
        let whole: Element = whole.parse().unwrap_or_else(|e| panic!("{name}: {e}"));
        let mut children = whole.children();
        let element = children
            .next()
            .unwrap_or_else(|| panic!("{name}: nothing"))
            .clone();
        assert!(children.next().is_none(), "{name}: more than one answer");
        Self {
            name: name.to_owned(),
            element,
            comment: comment.to_owned(),
        }
    }

    /// What is written in the comment behind `key:`.
    fn said(&self, key: &str) -> Option<&str> {
        self.comment.lines().find_map(|line| {
            let (name, value) = line.trim().split_once(": ")?;
            (name == key).then_some(value.trim())
        })
    }

    fn lang(&self) -> &str {
        self.said("language").unwrap_or("en")
    }

    fn invites(&self) -> bool {
        self.said("invites").is_some()
    }

    fn purpose(&self) -> Purpose {
        match self.said("purpose") {
            None => Purpose::NewAccount,
            Some("other") => Purpose::Other,
            Some(what) => panic!("{}: purpose {what}", self.name),
        }
    }

    /// The form in it.
    pub(crate) fn form(&self) -> Form {
        let offer = register::offer_in(&self.element, self.lang(), self.purpose(), self.invites());
        dialogue::form(offer).unwrap_or_else(|| panic!("{}: no form", self.name))
    }

    fn read(&self) -> String {
        if self.element.is("error", ns::STREAM) {
            return notation::stream_fault(&stream_error(&self.element, self.lang()));
        }
        assert!(self.element.is("iq", ns::CLIENT), "{}: no iq", self.name);
        if self.element.attr("type") != Some("error") {
            let offer =
                register::offer_in(&self.element, self.lang(), self.purpose(), self.invites());
            return notation::offer(&offer);
        }
        let step = match self.said("step") {
            Some("ask") => Step::Ask,
            Some("submit") => Step::Submit,
            Some("info") => Step::Info,
            Some("change password") => Step::ChangePassword,
            Some("remove") => Step::Remove,
            Some("invite") => Step::Invite,
            what => panic!("{}: step {what:?}", self.name),
        };
        let form = self.said("refused").map(|name| Self::load(name).form());
        notation::refusal(&refusal_in(
            &self.element,
            &Failing {
                step,
                form: form.as_ref(),
                lang: self.lang(),
                invites: self.invites(),
            },
        ))
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/written")
}

fn read(name: &str, extension: &str) -> String {
    let path = root().join(format!("{name}.{extension}"));
    fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// The names of all answers, and of all expectations.
fn names() -> (BTreeSet<String>, BTreeSet<String>) {
    let root = root();
    let (mut answers, mut expectations) = (BTreeSet::new(), BTreeSet::new());
    let mut left = vec![root.clone()];
    while let Some(folder) = left.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                left.push(path);
                continue;
            }
            let name = path.strip_prefix(&root).unwrap().with_extension("");
            let name = name.to_str().unwrap().replace('\\', "/");
            match path.extension().and_then(|extension| extension.to_str()) {
                Some("xml") => assert!(answers.insert(name)),
                Some("expected") => assert!(expectations.insert(name)),
                _ => panic!("{}: what is this?", path.display()),
            }
        }
    }
    (answers, expectations)
}
