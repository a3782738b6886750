//! What each answer in the recorded dialogues is: none of them is left without an expectation.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use minidom::Element;
use vestibule::{
    domain::Purpose,
    protocol::{error::stream_error, ns},
};

use crate::{dialogue::Dialogue, notation, refusals};

/// An expectation in `tests/fixtures/recorded`, and the answers that are read so: dialogues, with the ids of the iqs.
type Offers = (&'static str, Purpose, &'static [&'static str]);

#[rustfmt::skip]
const OFFERS: &[Offers] = &[
    ("ejabberd-plain", Purpose::NewAccount, &[
        "ejabberd/denied-access i1", "ejabberd/denied-ip i1", "ejabberd/err-registration-timeout i1",
        "ejabberd/err-registration-timeout2 i1", "ejabberd/err-weak-password i1", "ejabberd/form-directtls i1",
        "ejabberd/form-open i1", "ejabberd/get-without-to i1", "ejabberd/idle-badset i1", "ejabberd/idle-get i1 i2 i3",
        "ejabberd/idle-none i1", "ejabberd/idle-space i1", "ejabberd/pipelined-get-set p1",
        "ejabberd/register-legacy-ok i1", "ejabberd/wrong-to i1",
    ]),
    ("ejabberd-captcha", Purpose::NewAccount, &[
        "ejabberd/bob-preauth i1", "ejabberd/captcha-case i1", "ejabberd/captcha-conflict i1 i4",
        "ejabberd/captcha-expired-and-idle i1", "ejabberd/captcha-minimal i1 i3 i5", "ejabberd/captcha-ok i1",
        "ejabberd/captcha-reconnect i1", "ejabberd/captcha-two-forms i1 i2", "ejabberd/captcha-wrong i1 i4",
        "ejabberd/err-captcha-limit i1 i2 i3", "ejabberd/form-captcha i1",
    ]),
    ("ejabberd-captcha-de", Purpose::NewAccount, &["ejabberd/form-captcha-de i1", "ejabberd/lang-on-iq l1"]),
    ("ejabberd-redirect", Purpose::NewAccount, &["ejabberd/form-redirect i1"]),
    ("ejabberd-registered", Purpose::NewAccount, &[
        "ejabberd/info-registered i2 i3 i4", "ejabberd/captcha-vhost-authed-info i2",
    ]),
    ("ejabberd-nickname", Purpose::Other, &[
        "ejabberd/muc-register i2 i4", "ejabberd/muc-register2 i2", "ejabberd/muc-unregister i3",
    ]),
    ("ejabberd-nickname-registered", Purpose::Other, &["ejabberd/muc-register2 i4"]),
    ("prosody-plain", Purpose::NewAccount, &[
        "prosody/err-allowlist i1", "prosody/err-blocklist i1", "prosody/form-default i1", "prosody/form-directtls i1",
        "prosody/get-without-to i1", "prosody/idle-get i1 i2 i3 i4 i5", "prosody/idle-none i1", "prosody/invite-form i1",
        "prosody/invite-ok i2", "prosody/invite-reset i2", "prosody/inviteopt-form i1", "prosody/pipelined-get-set p1",
        "prosody/plain-no-tls i1", "prosody/register-form-ok i1", "prosody/register-legacy-ok i1",
    ]),
    ("prosody-fields", Purpose::NewAccount, &["prosody/form-fields i1"]),
    ("prosody-redirect", Purpose::NewAccount, &["prosody/form-redirect-oob i1"]),
    ("prosody-instructions", Purpose::NewAccount, &["prosody/form-redirect-text i1"]),
    ("prosody-registered", Purpose::NewAccount, &["prosody/info-registered i2 i3 i4"]),
    ("prosody-room", Purpose::Other, &["prosody/muc-room-register i3", "prosody/muc-room-register-conflict i2"]),
    ("prosody-room-registered", Purpose::Other, &["prosody/muc-room-register i5"]),
    ("slidge", Purpose::Other, &["prosody/gateway-slidge i2 i10 i13"]),
    ("slidge-registered", Purpose::Other, &["prosody/gateway-slidge i7"]),
    ("slixmpp", Purpose::Other, &["prosody/gateway-slixmpp i2"]),
    ("slixmpp-registered", Purpose::Other, &["prosody/gateway-slixmpp i5"]),
];

/// How streams ended: condition, words, dialogues.
#[rustfmt::skip]
const ENDS: &[(&str, Option<&str>, &[&str])] = &[
    ("policy-violation", Some("Use of STARTTLS required"), &["ejabberd/before-tls"]),
    ("policy-violation", Some("XML stanza is too big"), &["ejabberd/err-stanza-too-big", "prosody/err-stanza-too-big"]),
    ("connection-timeout", Some("Idle connection"), &[
        "ejabberd/captcha-expired-and-idle", "ejabberd/idle-badset", "ejabberd/idle-get", "ejabberd/idle-none",
        "ejabberd/idle-space",
    ]),
    ("connection-timeout", None, &["prosody/idle-get", "prosody/idle-none"]),
    ("not-authorized", None, &[
        "ejabberd/bob-preauth", "ejabberd/err-unauth-other-iq", "ejabberd/nomod", "ejabberd/preauth-unsupported",
    ]),
    ("not-authorized", Some("Account deleted"), &["prosody/unregister", "prosody/unregister-tohost"]),
    ("conflict", Some("User removed"), &[
        "ejabberd/unregister", "ejabberd/unregister-barejid", "ejabberd/unregister-extra", "ejabberd/unregister-tohost",
    ]),
    ("not-well-formed", Some("not well-formed (invalid token)"), &["ejabberd/err-badxml", "ejabberd/err-password-odd"]),
    ("not-well-formed", None, &["prosody/err-badxml", "prosody/err-password-odd"]),
    ("host-unknown", None, &["ejabberd/unknown-host"]),
    ("host-unknown", Some("This server does not serve nosuch.prosody.test"), &["prosody/unknown-host"]),
];

#[test]
fn every_offer_is_read_as_its_expectation_says() {
    for (name, purpose, answers) in OFFERS {
        let expected = fixture(&format!("recorded/{name}.expected"));
        let lang = if name.ends_with("-de") { "de" } else { "en" };
        for (dialogue, id) in answers.iter().flat_map(|line| ids(line)) {
            let offer = Dialogue::load(dialogue).offer(id, lang, *purpose);
            let found = notation::offer(&offer);
            let differ = notation::diff(&expected, &found);
            assert!(differ.is_none(), "{dialogue} {id}\n{}", differ.unwrap());
        }
    }
}

#[test]
fn every_end_of_a_stream_is_read_as_expected() {
    for (condition, words, dialogues) in ENDS {
        for name in *dialogues {
            let end = stream_error(Dialogue::load(name).named("error"), "en");
            assert_eq!(end.condition, *condition, "{name}");
            assert_eq!(end.text.as_deref(), *words, "{name}");
        }
    }
}

#[test]
fn no_answer_in_a_dialogue_is_left_out() {
    let offers: BTreeSet<(String, String)> = OFFERS
        .iter()
        .flat_map(|(_, _, answers)| answers.iter().flat_map(|line| ids(line)))
        .map(|(name, id)| (name.to_owned(), id.to_owned()))
        .collect();
    let ends: BTreeSet<&str> = ENDS
        .iter()
        .flat_map(|(.., names)| *names)
        .copied()
        .collect();
    let refusals: BTreeSet<(&str, &str)> = refusals::expected().collect();
    let (mut missing, mut count) = (Vec::new(), BTreeMap::<&str, usize>::new());
    for dialogue in dialogues() {
        for element in &dialogue.elements {
            let (name, id) = (
                dialogue.name.as_str(),
                element.attr("id").unwrap_or_default(),
            );
            let (what, known) = match kind(element) {
                Some("offer") => ("offers", offers.contains(&(name.to_owned(), id.to_owned()))),
                Some("refusal") => ("refusals", refusals.contains(&(name, id))),
                Some(_) => ("ends", ends.contains(name)),
                None => continue,
            };
            *count.entry(what).or_default() += 1;
            if !known {
                missing.push(format!("{name} {id}"));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
    // The dialogues are all there.
    assert_eq!(
        count,
        [("ends", 26), ("offers", 81), ("refusals", 128)].into()
    );
}

/// What is to be expected of something that a server said; of the rest nothing is.
fn kind(element: &Element) -> Option<&'static str> {
    if element.is("error", ns::STREAM) {
        return Some("end");
    }
    if !element.is("iq", ns::CLIENT) {
        return None;
    }
    if element.attr("type") == Some("error") {
        return Some("refusal");
    }
    element.has_child("query", ns::REGISTER).then_some("offer")
}

fn dialogues() -> Vec<Dialogue> {
    let mut all = Vec::new();
    for server in ["ejabberd", "prosody"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/{server}"));
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap();
            all.push(Dialogue::load(&format!("{server}/{name}")));
        }
    }
    all
}

fn ids(line: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let mut words = line.split(' ');
    let name = words.next().unwrap();
    words.map(move |id| (name, id))
}

fn fixture(path: &str) -> String {
    let path = format!("{}/tests/fixtures/{path}", env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"))
}
