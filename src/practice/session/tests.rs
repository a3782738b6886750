//! Owners of accounts on each host, who speak by the client's own half.

#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use super::*;
use crate::domain::{Offer, Purpose, Reason, Secret, UserName};
use crate::practice::host::PASSWORD;
use crate::practice::reply;
use crate::protocol::xml::with;
use crate::protocol::{Failing, Step, error, register};

/// Somebody who is signed in and has a resource.
pub(in super::super) struct Owner<'a> {
    session: Session<'a>,
    sent: u32,
}

impl<'a> Owner<'a> {
    pub(in super::super) fn juliet(registrar: &'a Registrar, journey: Journey) -> Self {
        let address = format!("juliet@{}", journey.domain());
        let mut owner = Self {
            session: Session::new(registrar, journey, address),
            sent: 0,
        };
        let bound = owner.ask("set", None, Element::bare("bind", ns::BIND));
        assert_eq!(bound.attr("type"), Some("result"));
        owner
    }

    /// All that is said to a question.
    pub(in super::super) fn say(&mut self, kind: &str, to: Option<&str>, query: Element) -> Said {
        let iq = self.iq(kind, to, query);
        self.session.hear(&iq)
    }

    /// The whole answer to a question that does not end the stream.
    pub(in super::super) fn ask(
        &mut self,
        kind: &str,
        to: Option<&str>,
        query: Element,
    ) -> Element {
        let iq = self.iq(kind, to, query);
        let said = self.session.hear(&iq);
        assert_eq!(said.then, Then::GoOn);
        reply::answer(&iq, to, said.answer.unwrap())
    }

    fn iq(&mut self, kind: &str, to: Option<&str>, query: Element) -> Element {
        self.sent += 1;
        let iq = with(Element::bare("iq", ns::CLIENT), "type", kind);
        let mut iq = with(iq, "id", &self.sent.to_string());
        if let Some(to) = to {
            iq = with(iq, "to", to);
        }
        holding(iq, query)
    }

    /// Asks for another password.
    pub(in super::super) fn change(&mut self, password: &str) -> Element {
        let name = UserName::parse("juliet").unwrap();
        let query = register::change_password(&name, &Secret::from(password));
        let domain = self.session.journey.domain();
        self.ask("set", Some(domain), query)
    }
}

/// What an error says: condition, type, and the reason that the client makes of it.
pub(in super::super) fn no(iq: &Element, step: Step) -> (String, String, Reason) {
    assert_eq!(iq.attr("type"), Some("error"), "{iq:?}");
    let failing = Failing {
        step,
        form: None,
        lang: "en",
        invites: false,
    };
    let kind = iq.get_child("error", ns::CLIENT).unwrap().attr("type");
    let refusal = error::refusal_in(iq, &failing);
    (
        refusal.condition.unwrap(),
        kind.unwrap().to_owned(),
        refusal.reason,
    )
}

#[test]
fn the_accounts_that_are_there_have_a_password_that_their_host_takes() {
    let registrar = Registrar::seeded();
    let mut count = 0;
    for journey in Journey::ALL {
        for name in journey.accounts() {
            let address = format!("{name}@{}", journey.domain());
            assert!(registrar.accounts.opens(&address, PASSWORD), "{address}");
            count += 1;
        }
        assert!(journey.is_special() || journey == Journey::Weak || journey.accounts().is_empty());
    }
    assert!(count > 15);
    let weak = Journey::Weak;
    let mut owner = Owner::juliet(&registrar, weak);
    assert_eq!(owner.change(PASSWORD).attr("type"), Some("result"));
}

/// RFC 6120 sections 7.1 and 8.1.2.1.
#[test]
fn nothing_is_heard_without_a_resource_nor_from_somebody_else() {
    let registrar = Registrar::seeded();
    let address = "juliet@home.practice.test".to_owned();
    let mut session = Session::new(&registrar, Journey::Home, address);
    let ask = |id: &str, from: &str| {
        let iq = with(Element::bare("iq", ns::CLIENT), "type", "get");
        let iq = with(with(iq, "id", id), "from", from);
        holding(iq, register::ask())
    };
    let own = "juliet@home.practice.test";
    let ended = |condition| Said::ending(condition);
    assert_eq!(session.hear(&ask("1", own)), ended("not-authorized"));
    let mut owner = Owner::juliet(&registrar, Journey::Home);
    assert!(owner.session.hear(&ask("a", own)).answer.is_some());
    let romeo = "romeo@home.practice.test";
    assert_eq!(owner.session.hear(&ask("b", romeo)), ended("invalid-from"));
    let again = owner.ask("set", None, Element::bare("bind", ns::BIND));
    assert_eq!(no(&again, Step::Info).0, "not-allowed");
    // What answers nothing is passed over.
    let result = with(Element::bare("iq", ns::CLIENT), "type", "result");
    assert_eq!(owner.session.hear(&result), Said::nothing());
}

/// An iq with a used id, or with two children, is refused whatever is in it.
#[test]
fn a_question_is_judged_by_the_letter() {
    let registrar = Registrar::seeded();
    let mut owner = Owner::juliet(&registrar, Journey::Home);
    owner.sent -= 1;
    let used = owner.ask("get", None, register::ask());
    assert_eq!(no(&used, Step::Info).0, "bad-request");
    let iq = owner.iq("get", None, register::ask());
    let said = owner.session.hear(&holding(iq, register::ask()));
    assert!(matches!(said.answer, Some(Err(no)) if no.condition == Some("bad-request")));
}

/// Requirements 17, 18 and 89 (XEP-0077 sections 3.1 and 3.3).
#[test]
fn the_record_is_shown_and_changed() {
    let registrar = Registrar::seeded();
    let mut owner = Owner::juliet(&registrar, Journey::Home);
    let email = |owner: &mut Owner<'_>| {
        let record = owner.ask("get", None, register::ask());
        let Offer::Registered(form) = register::offer_in(&record, "en", Purpose::Other, false)
        else {
            unreachable!()
        };
        let names: Vec<&str> = form.fields.iter().map(|field| field.id.as_str()).collect();
        assert_eq!(names, ["username", "password", "email"]);
        assert_eq!(form.fields[1].preset, None, "no password is shown");
        format!("{:?}", form.fields[2].preset)
    };
    assert!(email(&mut owner).contains("juliet@mail.example"));
    let mut set = |to: Option<&str>, children: &str| {
        let query = format!("<query xmlns='jabber:iq:register'>{children}</query>");
        owner.ask("set", to, query.parse().unwrap())
    };
    let domain = Some("home.practice.test");
    let all = "<username>juliet</username><password>new</password><email>j@x.example</email>";
    assert_eq!(no(&set(None, all), Step::Info).0, "bad-request");
    let wrong = all.replace("j@x.example", "nowhere");
    assert_eq!(no(&set(domain, &wrong), Step::Info).0, "not-acceptable");
    assert_eq!(set(domain, all).attr("type"), Some("result"));
    assert!(email(&mut owner).contains("j@x.example"));
    assert!(registrar.accounts.opens("juliet@home.practice.test", "new"));
    assert_eq!(owner.change("newer").attr("type"), Some("result"));
    assert!(email(&mut owner).contains("j@x.example"));

    let mut refused = Owner::juliet(&registrar, Journey::RecordRefused);
    let record = refused.ask("get", None, register::ask());
    assert_eq!(no(&record, Step::Info).0, "not-allowed");
    assert_eq!(refused.change("newer").attr("type"), Some("result"));
}

/// Requirement 93 (XEP-0077 section 3.3).
#[test]
fn each_refusal_of_a_new_password_has_its_condition() {
    let registrar = Registrar::seeded();
    for (journey, condition, kind) in [
        (Journey::ChangeRefused, "not-allowed", "cancel"),
        (Journey::Managed, "not-allowed", "cancel"),
        (Journey::ChangeUnsafe, "not-authorized", "modify"),
        (Journey::ChangeUnexpected, "unexpected-request", "wait"),
        (Journey::Weak, "not-acceptable", "cancel"),
        (Journey::Again, "not-authorized", "modify"),
        (Journey::Locked, "forbidden", "auth"),
    ] {
        let refused = Owner::juliet(&registrar, journey).change("moonlight");
        let (told, of, _) = no(&refused, Step::ChangePassword);
        assert_eq!(
            (told.as_str(), of.as_str()),
            (condition, kind),
            "{journey:?}"
        );
        let text = refused.get_child("error", ns::CLIENT).unwrap();
        assert!(text.has_child("text", ns::STANZA_ERRORS), "{journey:?}");
        let address = format!("juliet@{}", journey.domain());
        assert!(registrar.accounts.opens(&address, PASSWORD), "{journey:?}");
        let has_form = refused
            .get_child("query", ns::REGISTER)
            .is_some_and(|query| query.has_child("x", ns::DATA_FORM));
        assert_eq!(has_form, journey == Journey::Again);
    }
    for journey in [Journey::Home, Journey::DeleteRefused, Journey::DeleteLater] {
        let changed = Owner::juliet(&registrar, journey).change("moonlight");
        assert_eq!(changed.attr("type"), Some("result"), "{journey:?}");
    }
}

/// Requirements 94 to 97 (XEP-0077 section 3.2).
#[test]
fn an_account_ends_in_each_way() {
    let registrar = Registrar::seeded();
    let removed = |journey: Journey| {
        let mut owner = Owner::juliet(&registrar, journey);
        owner.say("set", None, register::remove())
    };
    let yes = || Said::from(Ok(None));
    let ended = "not-authorized";
    let closed = Said {
        then: Then::Close,
        ..Said::nothing()
    };
    for (journey, said) in [
        (Journey::Home, yes().and_end(ended, "Account deleted")),
        (Journey::DeleteQuiet, yes()),
        (Journey::DeleteError, Said::ending(ended)),
        (Journey::DeleteClose, closed),
    ] {
        assert_eq!(removed(journey), said, "{journey:?}");
        let address = format!("juliet@{}", journey.domain());
        assert!(!registrar.accounts.has(&address), "{journey:?}");
    }
    for (journey, condition) in [
        (Journey::DeleteRefused, "not-allowed"),
        (Journey::Managed, "not-allowed"),
        (Journey::DeleteForbidden, "forbidden"),
        (Journey::Again, "not-allowed"),
        (Journey::Locked, "forbidden"),
    ] {
        let said = removed(journey);
        assert_eq!(said.then, Then::GoOn);
        assert!(
            matches!(said.answer, Some(Err(no)) if no.condition == Some(condition)),
            "{journey:?}"
        );
        let address = format!("juliet@{}", journey.domain());
        assert!(registrar.accounts.has(&address), "{journey:?}");
    }
}

#[test]
fn a_stream_may_outlive_its_account() {
    let registrar = Registrar::seeded();
    let mut owner = Owner::juliet(&registrar, Journey::DeleteQuiet);
    let gone = owner.ask("set", None, register::remove());
    assert_eq!(gone.attr("type"), Some("result"));
    let record = owner.ask("get", None, register::ask());
    assert_eq!(no(&record, Step::Info).0, "registration-required");
    let again = owner.ask("set", None, register::remove());
    assert_eq!(no(&again, Step::Remove).0, "registration-required");
}

#[test]
fn an_account_may_live_for_some_time_after_its_end() {
    let registrar = Registrar::seeded();
    let journey = Journey::DeleteLater;
    let mut owner = Owner::juliet(&registrar, journey);
    let said = owner.say("set", None, register::remove());
    assert_eq!(said.answer, Some(Ok(None)));
    assert!(matches!(said.then, Then::End { text, .. } if text.contains("30 days")));
    let address = format!("juliet@{}", journey.domain());
    assert!(registrar.accounts.opens(&address, PASSWORD));
    let record = Owner::juliet(&registrar, journey).ask("get", None, register::ask());
    let Offer::Registered(form) = register::offer_in(&record, "en", Purpose::Other, false) else {
        unreachable!()
    };
    assert!(form.instructions[0].contains("30 days"));
}

#[test]
fn an_account_is_locked_once_it_was_looked_at() {
    let registrar = Registrar::seeded();
    let standing = |name: &str| {
        let address = format!("{name}@{}", Journey::Locked.domain());
        registrar.accounts.standing(&address)
    };
    assert_eq!(standing("romeo"), Some(Standing::Locked));
    let mut owner = Owner::juliet(&registrar, Journey::Locked);
    assert_eq!(standing("juliet"), Some(Standing::Good));
    let record = owner.ask("get", None, register::ask());
    assert_eq!(record.attr("type"), Some("result"));
    assert_eq!(standing("juliet"), Some(Standing::Locked));
}
