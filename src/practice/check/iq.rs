//! Whether what a client asks is asked by the letter (RFC 6120 section 8), and what an owner asks (XEP-0077 section 3).

use std::collections::HashSet;

use minidom::Element;

use super::super::reply::No;
use crate::domain::password;
use crate::protocol::ns;

/// The ids of what came on a stream.
#[derive(Debug, Default)]
pub(in super::super) struct Ids(HashSet<String>);

/// Judges a question: a fresh id, and one child (RFC 6120 sections 8.1.3 and 8.2.3). What is no question is passed over.
pub(in super::super) fn judge(iq: &Element, ids: &mut Ids) -> Result<(), No> {
    if !matches!(iq.attr("type"), Some("get" | "set")) {
        return Ok(());
    }
    let id = iq.attr("id").unwrap_or_default();
    if id.is_empty() {
        return Err(bad("A question needs an id."));
    }
    if !ids.0.insert(id.to_owned()) {
        return Err(bad("This id was used before."));
    }
    if iq.children().count() != 1 {
        return Err(bad("A question has one child, and nothing else."));
    }
    Ok(())
}

/// Judges what ends an account or a registration: `<remove/>` alone (XEP-0077 section 3.2), or a form alone.
pub(in super::super) fn removal(query: &Element) -> Result<(), No> {
    match query.children().collect::<Vec<_>>().as_slice() {
        [only] if only.is("x", ns::DATA_FORM) => Ok(()),
        [only] if only.is("remove", ns::REGISTER) && is_empty(only) => Ok(()),
        _ => Err(bad("To remove is asked for alone.")),
    }
}

/// Judges what changes a password (XEP-0077 section 3.3), and with `email` what else is on record: the user name
/// without its domain and a password, and no field that was not asked for.
pub(in super::super) fn change(query: &Element, name: &str, email: bool) -> Result<(), No> {
    let wanted: &[&str] = if email && query.has_child("email", ns::REGISTER) {
        &["username", "password", "email"]
    } else {
        &["username", "password"]
    };
    elements(query, wanted)?;
    let text = |name| {
        let element = query.get_child(name, ns::REGISTER);
        element.map(Element::text).unwrap_or_default()
    };
    if text("username") != name {
        return Err(bad(
            "The user name is the one of this account, without its domain.",
        ));
    }
    if password::prepare(&text("password").into()).is_err() {
        let no = No::new("modify", "not-acceptable", "A password is missing.");
        return Err(no);
    }
    Ok(())
}

/// Judges answers to the elements in `asked`: all of them filled in, nothing else, and no form (XEP-0077 sections 3.1
/// and 6).
pub(in super::super) fn legacy(asked: &Element, query: &Element) -> Result<(), No> {
    let names: Vec<&str> = asked
        .children()
        .filter(|child| child.has_ns(ns::REGISTER))
        .map(Element::name)
        .filter(|name| !matches!(*name, "instructions" | "registered"))
        .collect();
    elements(query, &names)?;
    if query.children().any(|child| child.text().is_empty()) {
        return Err(No::new(
            "modify",
            "not-acceptable",
            "Please fill in all fields.",
        ));
    }
    Ok(())
}

/// Whether a query has these elements, each once, and nothing else.
fn elements(query: &Element, wanted: &[&str]) -> Result<(), No> {
    let mut left = wanted.to_vec();
    for child in query.children() {
        let known = left.iter().position(|name| child.is(*name, ns::REGISTER));
        let Some(at) = known else {
            return Err(bad("There is something that nobody asked for."));
        };
        let _ = left.swap_remove(at);
    }
    if left.is_empty() {
        Ok(())
    } else {
        Err(No::new(
            "modify",
            "not-acceptable",
            "Please fill in all fields.",
        ))
    }
}

fn is_empty(element: &Element) -> bool {
    element.children().next().is_none() && element.text().is_empty()
}

fn bad(text: &str) -> No {
    No::new("modify", "bad-request", text)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;

    fn query(children: &str) -> Element {
        let xml = format!("<query xmlns='jabber:iq:register'>{children}</query>");
        xml.parse().unwrap()
    }

    /// The condition of a refusal; nothing where there is none.
    fn no(verdict: Result<(), No>) -> Option<&'static str> {
        verdict.err().map(|no| no.condition.unwrap())
    }

    /// Requirements 11 and 12 (RFC 6120 sections 8.1.3 and 8.2.3).
    #[test]
    fn a_question_has_a_fresh_id_and_one_child() {
        let mut ids = Ids::default();
        let mut heard = |attributes: &str, children: &str| {
            let xml = format!("<iq xmlns='jabber:client' {attributes}>{children}</iq>");
            no(judge(&xml.parse().unwrap(), &mut ids))
        };
        let one = "<query xmlns='jabber:iq:register'/>";
        assert_eq!(heard("type='get' id='a'", one), None);
        assert_eq!(heard("type='set' id='b'", one), None);
        assert_eq!(heard("type='set' id='a'", one), Some("bad-request"));
        assert_eq!(heard("type='set' id=''", one), Some("bad-request"));
        assert_eq!(heard("type='set'", one), Some("bad-request"));
        assert_eq!(heard("type='get' id='c'", ""), Some("bad-request"));
        let two = "<query xmlns='jabber:iq:register'/><x xmlns='jabber:x:data'/>";
        assert_eq!(heard("type='set' id='d'", two), Some("bad-request"));
        assert_eq!(heard("type='result' id='a'", ""), None);
    }

    /// Requirement 94 (XEP-0077 section 3.2).
    #[test]
    fn to_remove_is_asked_for_alone() {
        assert_eq!(no(removal(&query("<remove/>"))), None);
        let form = "<x xmlns='jabber:x:data' type='submit'/>";
        assert_eq!(no(removal(&query(form))), None);
        for wrong in [
            "",
            "<remove/><remove/>",
            "<remove/><username>juliet</username>",
            "<username>juliet</username><remove/>",
            "<remove>now</remove>",
            "<remove xmlns='jabber:x:data'/>",
        ] {
            assert_eq!(no(removal(&query(wrong))), Some("bad-request"), "{wrong}");
        }
    }

    /// Requirements 89 and 91 (XEP-0077 section 3.3).
    #[test]
    fn a_change_has_the_localpart_and_a_password() {
        let judged = |children: &str, email| no(change(&query(children), "juliet", email));
        let good = "<username>juliet</username><password>new</password>";
        assert_eq!(judged(good, false), None);
        assert_eq!(judged(good, true), None);
        let turned = "<password>new</password><username>juliet</username>";
        assert_eq!(judged(turned, false), None);
        let mail = format!("{good}<email>j@mail.example</email>");
        assert_eq!(judged(&mail, true), None);
        assert_eq!(judged(&mail, false), Some("bad-request"));
        for (wrong, condition) in [
            (
                "<username>juliet@home</username><password>new</password>",
                "bad-request",
            ),
            (
                "<username>nurse</username><password>new</password>",
                "bad-request",
            ),
            ("<username>juliet</username><password/>", "not-acceptable"),
            ("<username>juliet</username>", "not-acceptable"),
            ("<password>new</password>", "not-acceptable"),
            ("", "not-acceptable"),
        ] {
            assert_eq!(judged(wrong, true), Some(condition), "{wrong}");
        }
        let form = format!("{good}<x xmlns='jabber:x:data' type='submit'/>");
        assert_eq!(judged(&form, true), Some("bad-request"));
        let twice = format!("{good}<password>new</password>");
        assert_eq!(judged(&twice, true), Some("bad-request"));
    }

    /// Requirements 19 and 27 (XEP-0077 sections 3.1 and 6).
    #[test]
    fn elements_that_were_asked_for_are_all_filled_in() {
        let asked = query("<instructions>Welcome</instructions><username/><password/>");
        let judged = |children: &str| no(legacy(&asked, &query(children)));
        assert_eq!(judged("<username>a</username><password>b</password>"), None);
        assert_eq!(judged("<username>a</username>"), Some("not-acceptable"));
        assert_eq!(
            judged("<username>a</username><password/>"),
            Some("not-acceptable")
        );
        assert_eq!(
            judged("<username>a</username><password>b</password><email>c</email>"),
            Some("bad-request")
        );
        assert_eq!(
            judged("<x xmlns='jabber:x:data' type='submit'/>"),
            Some("bad-request")
        );
    }
}
