//! What each answer of a real server offers.

use minidom::Element;
use vestibule::{
    domain::{
        Answers, Datatype, MediaKind, MediaSource, Offer, Purpose, Reason, Role, Scheme, Value,
    },
    protocol::{Features, ns, register},
};

use crate::dialogue::{Dialogue, fields, form, offer_in};

#[test]
fn plain_forms_of_ejabberd_are_legacy() {
    let dialogue = Dialogue::load("ejabberd/form-open");
    let Offer::Form(form) = dialogue.offer("i1", "en", Purpose::NewAccount) else {
        panic!("no form")
    };
    assert_eq!(fields(&form), ["username text*", "password secret*"]);
    assert_eq!(
        form.instructions,
        ["Choose a username and password to register with this server"]
    );
    let access_none = Dialogue::load("ejabberd/denied-access");
    assert!(matches!(
        access_none.offer("i1", "en", Purpose::NewAccount),
        Offer::Form(_)
    ));
}

#[test]
fn prosody_sends_both_and_the_data_form_counts() {
    let dialogue = Dialogue::load("prosody/form-default");
    let form = form(dialogue.offer("i1", "en", Purpose::NewAccount)).unwrap();
    assert_eq!(form.title.as_deref(), Some("Creating a new account"));
    assert_eq!(
        fields(&form),
        [
            "FORM_TYPE hidden [jabber:iq:register]",
            "username text*",
            "password secret*"
        ]
    );
}

#[test]
fn every_kind_of_field_of_prosody_is_read() {
    let dialogue = Dialogue::load("prosody/form-fields");
    let form = form(dialogue.offer("i1", "en", Purpose::NewAccount)).unwrap();
    assert_eq!(form.title.as_deref(), Some("Create an account on Fields"));
    assert_eq!(
        form.instructions,
        ["Choose a username and password.\nAll fields marked with * are required."]
    );
    assert_eq!(
        fields(&form),
        [
            "FORM_TYPE hidden [jabber:iq:register]",
            "username text*",
            "password secret*",
            "nick text",
            "email text*",
            "name text",
            "first text",
            "last text",
            "address text",
            "city text",
            "state text",
            "zip text",
            "phone text",
            "url text",
            "date text",
            "age text",
            "tos toggle* [false]",
            "lang one of en=English/de=Deutsch/fr=fr [en]",
            "hobbies any of chess=chess/go=go/shogi=shogi",
            "about lines",
            "referrer address",
            "friends addresses",
            "note note [This is a fixed note.]",
            "secret hidden [s3cr3t]",
        ]
    );
    let roles: Vec<Role> = form.fields[1..15].iter().map(|field| field.role).collect();
    assert_eq!(
        roles,
        [
            Role::Username,
            Role::Password,
            Role::Nick,
            Role::Email,
            Role::FullName,
            Role::FirstName,
            Role::LastName,
            Role::Street,
            Role::City,
            Role::Region,
            Role::PostalCode,
            Role::Phone,
            Role::WebPage,
            Role::Date,
        ]
    );
    let age = form.field(&"age".into()).unwrap();
    assert_eq!(age.help.as_deref(), Some("Your age in years"));
    assert_eq!(age.rules.datatype, Datatype::Integer);
    assert_eq!(age.rules.min.as_deref(), Some("16"));
    assert_eq!(age.rules.max.as_deref(), Some("120"));
}

#[test]
fn captchas_of_ejabberd_have_their_picture_and_ask_for_nothing_else() {
    for (name, lang, label, instructions) in [
        (
            "ejabberd/form-captcha",
            "en",
            "Enter the text you see",
            "Choose a username and password to register with this server",
        ),
        (
            "ejabberd/form-captcha-de",
            "de",
            "Geben Sie den Text ein den Sie sehen",
            "Wählen Sie zum Registrieren auf diesem Server einen Benutzernamen und ein Passwort",
        ),
    ] {
        let form = form(Dialogue::load(name).offer("i1", lang, Purpose::NewAccount)).unwrap();
        assert_eq!(form.instructions, [instructions]);
        let asked: Vec<&str> = form
            .fields
            .iter()
            .filter(|field| field.is_question())
            .map(|field| field.id.as_str())
            .collect();
        assert_eq!(asked, ["username", "password", "ocr"], "{name}");
        let ocr = form.puzzles().next().unwrap();
        assert_eq!(ocr.label.as_deref(), Some(label));
        assert!(ocr.required);
        assert_eq!(ocr.media.len(), 1);
        assert_eq!(ocr.media[0].kind, MediaKind::Picture);
        assert!(
            matches!(&ocr.media[0].sources[..],
                [MediaSource::Bytes(bytes), MediaSource::Link(link)]
                    if bytes.starts_with(b"\x89PNG")
                        && link.scheme() == Scheme::Http
                        && link.as_str().ends_with("/image")),
            "{:?}",
            ocr.media
        );
        assert_eq!(form.link, None);
    }
}

#[test]
fn captcha_answers_go_with_what_the_server_sent_along() {
    let dialogue = Dialogue::load("ejabberd/form-captcha");
    let form = form(dialogue.offer("i1", "en", Purpose::NewAccount)).unwrap();
    let mut answers = Answers::default();
    answers.set("username".into(), Value::Text("Juliet".into()));
    answers.set("password".into(), Value::Secret("swordfish".into()));
    answers.set("ocr".into(), Value::Text("250641".into()));
    let query = register::submit(&form.check(&answers, false).unwrap());
    let (_, iq) = dialogue.answer("i1");
    let asked: Vec<&Element> = iq
        .children()
        .next()
        .unwrap()
        .children()
        .next()
        .unwrap()
        .children()
        .filter(|child| child.name() == "field")
        .collect();
    let x = query.get_child("x", ns::DATA_FORM).unwrap();
    assert_eq!(x.attr("type"), Some("submit"));
    assert_eq!(query.children().count(), 1);
    let sent: Vec<(&str, String)> = x
        .children()
        .map(|field| (field.attr("var").unwrap(), field.text_of_values()))
        .collect();
    let as_asked: Vec<(&str, String)> = asked
        .iter()
        .map(|field| {
            let var = field.attr("var").unwrap();
            let text = match var {
                "username" => "juliet".to_owned(),
                "password" => "swordfish".to_owned(),
                "ocr" => "250641".to_owned(),
                _ => field.text_of_values(),
            };
            (var, text)
        })
        .collect();
    assert_eq!(sent, as_asked);
    assert!(x.children().all(|field| field.attrs().iter().count() == 1));
}

#[test]
fn web_only_servers_lead_to_their_page() {
    for (name, link, instructions) in [
        (
            "prosody/form-redirect-oob",
            "https://redirect.prosody.test/register",
            "Please visit https://redirect.prosody.test/register to register an account on this server.",
        ),
        (
            "ejabberd/form-redirect",
            "https://redirect.ejabberd.test/register",
            "To register, visit https://redirect.ejabberd.test/register",
        ),
    ] {
        let Offer::Web(page) = Dialogue::load(name).offer("i1", "en", Purpose::NewAccount) else {
            panic!("{name}: no page")
        };
        assert_eq!(page.link.as_str(), link);
        assert_eq!(page.link.scheme(), Scheme::Https);
        assert_eq!(page.instructions, [instructions]);
    }
}

#[test]
fn instructions_alone_are_a_closed_door_with_a_reason() {
    let dialogue = Dialogue::load("prosody/form-redirect-text");
    let Offer::Closed(refusal) = dialogue.offer("i1", "en", Purpose::NewAccount) else {
        panic!("not closed")
    };
    assert_eq!(refusal.reason, Reason::Closed);
    assert_eq!(
        refusal.server_text.as_deref(),
        Some("Please mail admin@prosody.test for an account.")
    );
    let (_, iq) = dialogue.answer("i1");
    let Offer::Closed(refusal) = offer_in(iq, "en", Purpose::NewAccount, true) else {
        panic!("not closed")
    };
    assert_eq!(refusal.reason, Reason::InvitationNeeded);
}

#[test]
fn what_is_on_record_is_shown_without_passwords() {
    for (name, id, expected) in [
        (
            "prosody/info-registered",
            "i2",
            vec!["username text* [carol]", "password secret*"],
        ),
        (
            "ejabberd/info-registered",
            "i2",
            vec!["username text* [carol]", "password secret*"],
        ),
        (
            "prosody/gateway-slixmpp",
            "i5",
            vec![
                "username text* [u]",
                "email text* [e@x]",
                "password secret*",
            ],
        ),
        (
            "ejabberd/muc-register2",
            "i4",
            vec![
                "FORM_TYPE hidden [http://jabber.org/protocol/muc#register]",
                "muc#register_roomnick text* [ally]",
            ],
        ),
        (
            "prosody/muc-room-register",
            "i5",
            vec!["username text* [mia]"],
        ),
    ] {
        let offer = Dialogue::load(name).offer(id, "en", Purpose::NewAccount);
        let Offer::Registered(form) = offer else {
            panic!("{name}: {offer:?}")
        };
        assert_eq!(fields(&form), expected, "{name}");
        assert_eq!(form.purpose, Purpose::Other, "{name}");
    }
}

#[test]
fn gateways_are_read_like_servers() {
    let slidge = Dialogue::load("prosody/gateway-slidge");
    let first = form(slidge.offer("i2", "en", Purpose::Other)).unwrap();
    assert_eq!(
        first.title.as_deref(),
        Some("Registration to 'Test gateway'")
    );
    assert_eq!(
        fields(&first),
        [
            "FORM_TYPE hidden [jabber:iq:register]",
            "username text*",
            "password secret*",
            "device one of phone=Phone/desktop=Desktop [desktop]",
        ]
    );
    // The clear password in the answer is not filled in.
    let again = form(slidge.offer("i7", "en", Purpose::Other)).unwrap();
    assert_eq!(
        fields(&again),
        [
            "FORM_TYPE hidden [jabber:iq:register]",
            "remove toggle* [false]",
            "username text* [mia]",
            "password secret*",
            "device one of phone=Phone/desktop=Desktop [phone]",
        ]
    );
    assert!(!format!("{again:?}").contains("pw"));
    let slixmpp = Dialogue::load("prosody/gateway-slixmpp");
    assert_eq!(
        fields(&form(slixmpp.offer("i2", "en", Purpose::Other)).unwrap()),
        ["username text*", "email text*", "password secret*"]
    );
}

#[test]
fn features_are_read_before_and_after_tls() {
    let of = |name: &str| -> Vec<Features> {
        Dialogue::load(name)
            .elements
            .iter()
            .filter(|element| element.is("features", ns::STREAM))
            .map(Features::read)
            .collect()
    };
    let ejabberd = of("ejabberd/form-captcha");
    assert!(ejabberd[0].starttls && ejabberd[0].starttls_required && !ejabberd[0].register);
    assert_eq!(
        ejabberd[1].mechanisms,
        ["PLAIN", "SCRAM-SHA-1-PLUS", "SCRAM-SHA-1", "X-OAUTH2"]
    );
    assert!(ejabberd[1].register && !ejabberd[1].invites && !ejabberd[1].starttls);
    let prosody = of("prosody/info-registered");
    assert_eq!(prosody[1].mechanisms, ["PLAIN", "SCRAM-SHA-1"]);
    assert!(prosody[2].bind && prosody[2].mechanisms.is_empty());
    let invite = of("prosody/invite-form");
    assert!(invite[1].invites);
}

trait Values {
    fn text_of_values(&self) -> String;
}

impl Values for Element {
    fn text_of_values(&self) -> String {
        let values: Vec<String> = self
            .children()
            .filter(|child| child.name() == "value")
            .map(Element::text)
            .collect();
        values.join("|")
    }
}
