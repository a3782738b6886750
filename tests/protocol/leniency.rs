//! What the specifications let servers send, and what servers send all the same.

use std::fmt::Write as _;

use minidom::Element;
use vestibule::{
    domain::{
        Answers, Datatype, Form, Kind, MediaKind, Offer, Purpose, Reason, Refusal, Value, Way,
    },
    protocol::{
        Failing, Step,
        error::{refusal, sign_in},
        ns, register,
    },
};

use crate::dialogue::{fields, form, offer_in};

const PNG: &str = "iVBORw0KGgo=";
// The digests of those eight bytes.
const SHA1: &str = "4caece539b039b16e16206ea2478f8c5ffb2ca05";
const SHA256: &str = "4c4b6a3be1314ab86138bef4314dde022e600960d8689a2c8f8631802d20dab6";
const SHA512: &str = "eb8b54891fd672eac48562b91e44b94204c0122580ba6f48fda9aa7ad8d969618b34c5e1629aeddaf959f7bd382972218d077d33afb988f35a1447c4c7837de1";

/// What is offered in a query with this in it.
fn offer(inside: &str) -> Offer {
    offer_beside(inside, "")
}

fn offer_beside(inside: &str, beside: &str) -> Offer {
    let iq: Element = format!(
        "<iq xmlns='jabber:client' type='result'><query xmlns='jabber:iq:register'>{inside}</query>{beside}</iq>"
    )
    .parse()
    .unwrap();
    offer_in(&iq, "en", Purpose::NewAccount, false)
}

/// The data form with this in it.
fn data_form(inside: &str) -> Form {
    form(offer(&x(inside))).expect("a form")
}

fn x(inside: &str) -> String {
    format!("<x xmlns='jabber:x:data' type='form'>{inside}</x>")
}

#[test]
fn ways_have_their_order() {
    let way = |inside: &str| match offer(inside) {
        Offer::Form(form) => format!(
            "{:?}{}",
            form.way,
            form.link.map_or(String::new(), |link| format!(" {link}"))
        ),
        Offer::Registered(form) => format!("registered {}", fields(&form).join(" ")),
        Offer::Web(page) => format!("web {} {:?}", page.link, page.link.scheme()),
        Offer::Closed(Refusal {
            reason,
            server_text,
            ..
        }) => format!("{reason:?} {}", server_text.unwrap_or_default()),
    };
    let form = x("<field var='username'/>");
    let oob = "<x xmlns='jabber:x:oob'><url>https://a.example/</url></x>";
    let text = "<instructions>Look</instructions>";
    for (inside, expected) in [
        (form.clone(), "DataForm"),
        (format!("<username/><password/>{form}"), "DataForm"),
        (format!("{form}<username/><password/>"), "DataForm"),
        (format!("{text}{form}{oob}"), "DataForm https://a.example/"),
        (
            format!("{oob}<username/>{text}"),
            "Legacy https://a.example/",
        ),
        (format!("{text}{oob}"), "web https://a.example/ Https"),
        (oob.to_owned(), "web https://a.example/ Https"),
        (text.to_owned(), "Closed Look"),
        (String::new(), "Closed "),
        ("<unknown xmlns='x:y'/><what/>".to_owned(), "Closed "),
        // Not forms to be filled in.
        (form.replace("'form'", "'result'") + "<username/>", "Legacy"),
        (
            form.replace("'form'", "'cancel'") + oob,
            "web https://a.example/ Https",
        ),
        (form.replace(" type='form'", "") + text, "Closed Look"),
        // Forms that ask nothing.
        (x("") + "<username/>", "Legacy"),
        (
            x("<field type='hidden' var='FORM_TYPE'><value>a</value></field>") + oob,
            "web https://a.example/ Https",
        ),
        // Links that are none, or of other kinds.
        ("<x xmlns='jabber:x:oob'><url/></x>".to_owned(), "Closed "),
        ("<x xmlns='jabber:x:oob'/>".to_owned(), "Closed "),
        (
            "<x xmlns='jabber:x:oob'><url>mailto:a@b.example</url></x>".to_owned(),
            "web mailto:a@b.example Mail",
        ),
        (
            "<x xmlns='jabber:x:oob'><url>xmpp:a@b.example</url></x>".to_owned(),
            "web xmpp:a@b.example Xmpp",
        ),
        (
            "<x xmlns='jabber:x:oob'><url>javascript:alert(1)</url></x>".to_owned(),
            "web javascript:alert(1) Text",
        ),
        // Registered, wherever it says so.
        (
            "<username>a</username><password/><registered/>".to_owned(),
            "registered username text* [a] password secret*",
        ),
        (format!("{form}<registered/>"), "registered username text"),
        ("<registered/>".to_owned(), "registered "),
    ] {
        assert_eq!(way(&inside), expected, "{inside}");
    }
}

#[test]
fn legacy_fields_are_all_asked_for_and_presets_are_kept() {
    let form = form(offer(
        "<nick>Jules</nick><username/><what/><password>secret</password><username>twice</username>\
         <key>k1</key><misc/><text/><instructions>A</instructions><email/>",
    ))
    .unwrap();
    assert_eq!(
        fields(&form),
        [
            "nick text* [Jules]",
            "username text*",
            "password secret*",
            "key hidden [k1]",
            "misc text*",
            "text text*",
            "email text*"
        ]
    );
    assert_eq!(form.way, Way::Legacy);
    let empty_key = |inside| fields(&crate::dialogue::form(offer(inside)).unwrap());
    assert_eq!(empty_key("<username/><key/>"), ["username text*"]);
    assert_eq!(empty_key("<key/>"), ["key text*"]);
}

#[test]
fn legacy_answers_are_sent_as_elements() {
    let form = form(offer("<username/><password/><key>k&lt;1</key><misc/>")).unwrap();
    let mut answers = Answers::default();
    answers.set("username".into(), Value::Text("Juliet".into()));
    answers.set("password".into(), Value::Secret("sword<fish>".into()));
    answers.set("misc".into(), Value::Text("x".into()));
    let query = register::submit(&form.check(&answers, false).unwrap());
    assert_eq!(
        String::from(&query),
        "<query xmlns='jabber:iq:register'><username>juliet</username>\
         <password>sword&lt;fish&gt;</password><key>k&lt;1</key><misc>x</misc></query>"
    );
}

#[test]
fn other_requests_are_as_the_specification_writes_them() {
    let name = vestibule::domain::UserName::parse("bill").unwrap();
    for (element, expected) in [
        (register::ask(), "<query xmlns='jabber:iq:register'/>"),
        (
            register::remove(),
            "<query xmlns='jabber:iq:register'><remove/></query>",
        ),
        (
            register::change_password(&name, &"newpass".into()),
            "<query xmlns='jabber:iq:register'><username>bill</username><password>newpass</password></query>",
        ),
        (
            register::preauth("a'b"),
            "<preauth xmlns='urn:xmpp:pars:0' token='a&apos;b'/>",
        ),
    ] {
        assert_eq!(element, expected.parse::<Element>().unwrap());
    }
}

#[test]
fn odd_fields_are_read_as_well_as_can_be() {
    let form = data_form(
        "<field var='a' type='media'/><field var='b'/><field type='text-single' label='no name'/>\
         <field type='text-single'/><field type='fixed'><value>Terms</value><value>of use</value></field>\
         <field type='fixed' var='c'><value>Named</value></field><field type='fixed'/>\
         <field var='a' type='hidden'><value>second</value></field>\
         <field var='d' type='hidden'><value>1</value><value/><value>2</value></field>\
         <field var='e' type='hidden'/><field type='hidden'><value>x</value></field>\
         <field var='f'><option><value>x</value></option><value>plain</value></field>\
         <field var='' label='Empty name'/>\
         <field var='FORM_TYPE'><value>seen</value></field>\
         <field var='password' type='text-single'><value>given</value></field>\
         <field var='pin' type='text-private'><value>given</value></field>\
         <reported/><item><field var='z'/></item><unknown xmlns='x:y'/>",
    );
    assert_eq!(
        fields(&form),
        [
            "a text",
            "b text",
            "note#2 note",
            "note#4 note [Terms\nof use]",
            "c note [Named]",
            "d hidden [1||2]",
            "e hidden []",
            "f text [plain]",
            "note#12 note",
            "FORM_TYPE text [seen]",
            "password secret",
            "pin secret",
        ]
    );
    assert_eq!(form.fields[2].label.as_deref(), Some("no name"));
}

#[test]
fn toggles_know_four_spellings_and_are_off_otherwise() {
    for (value, on) in [
        ("<value>1</value>", true),
        ("<value>true</value>", true),
        ("<value>0</value>", false),
        ("<value>false</value>", false),
        ("<value>yes</value>", false),
        ("<value/>", false),
        ("", false),
    ] {
        let form = data_form(&format!("<field var='t' type='boolean'>{value}</field>"));
        assert_eq!(fields(&form), [format!("t toggle [{on}]")], "{value}");
    }
}

#[test]
fn lists_are_read_with_all_their_oddities() {
    let form = data_form(
        "<field var='one' type='list-single'><value>b</value><value>a</value>\
         <option label='A'><value>a</value></option><option><value>b</value></option>\
         <option label='none'/><option label='again'><value>a</value></option></field>\
         <field var='gone' type='list-single'><value>z</value><option><value>a</value></option></field>\
         <field var='many' type='list-multi'><value>b</value><value>z</value><value>a</value>\
         <option><value>a</value></option><option><value>b</value></option></field>\
         <field var='bare' type='list-single'><value>typed</value></field>\
         <field var='bares' type='list-multi'><value>x</value><value>y</value></field>\
         <field var='free' type='list-single'><value>z</value><option><value>a</value></option>\
         <validate xmlns='http://jabber.org/protocol/xdata-validate'><open/></validate></field>",
    );
    assert_eq!(
        fields(&form),
        [
            "one one of a=A/b=b [b]",
            "gone one of a=a",
            "many any of a=a/b=b [b|a]",
            "bare text [typed]",
            "bares lines [x\ny]",
            "free one of a=a, other [z]",
        ]
    );
}

#[test]
fn rules_are_read_and_unknown_ones_passed_over() {
    let rules = |validate: &str| {
        let form = data_form(&format!(
            "<field var='v'><validate xmlns='http://jabber.org/protocol/xdata-validate' {validate}</validate></field>"
        ));
        form.fields[0].rules.clone()
    };
    let range = rules("datatype='xs:date'><range min='2000-01-01'/>");
    assert_eq!(range.datatype, Datatype::Date);
    assert_eq!(
        (range.min.as_deref(), range.max),
        (Some("2000-01-01"), None)
    );
    let regex = rules("datatype='xs:string'><regex>[0-9]{3}</regex>");
    assert_eq!(regex.pattern.as_deref(), Some("[0-9]{3}"));
    let list = rules("><list-range min='1' max='x'/>");
    assert_eq!(list.chosen, (Some(1), None));
    let unknown = rules("datatype='x:what'><basic/><what/>");
    assert_eq!(unknown, vestibule::domain::Rules::default());
}

#[test]
fn texts_come_in_the_wanted_language_and_plain() {
    let iq: Element = "<iq xmlns='jabber:client'><query xmlns='jabber:iq:register'>\
         <x xmlns='jabber:x:data' type='form'><title>  A\u{202e}B\n C </title>\
         <instructions xml:lang='de'>Eins</instructions><instructions xml:lang='en'>One</instructions>\
         <instructions xml:lang='de'>Zwei</instructions><instructions xml:lang='en'>Two</instructions>\
         <field var='a' label='L\u{2066}abel'><desc>first\n\n\n  second</desc></field></x></query></iq>"
        .parse()
        .unwrap();
    for (lang, instructions) in [
        ("de-CH", ["Eins", "Zwei"]),
        ("en", ["One", "Two"]),
        ("fr", ["Eins", "Zwei"]),
    ] {
        let form = form(offer_in(&iq, lang, Purpose::NewAccount, false)).unwrap();
        assert_eq!(form.instructions, instructions, "{lang}");
        assert_eq!(form.title.as_deref(), Some("AB C"));
        assert_eq!(form.fields[0].label.as_deref(), Some("Label"));
        assert_eq!(form.fields[0].help.as_deref(), Some("first\n\nsecond"));
    }
}

#[test]
fn bits_of_binary_count_only_if_their_hash_is_right() {
    let media = |cid: &str, sent: &str, bytes: &str| {
        let inside = x(&format!(
            "<field var='ocr'><media xmlns='urn:xmpp:media-element' height='80' width='290'>\
             <uri type='image/jpeg'>http://a.example/p.jpg</uri><uri type='image/png'> cid:{cid} </uri>\
             </media></field>"
        ));
        let data =
            format!("<data xmlns='urn:xmpp:bob' cid='{sent}' type='image/png'>{bytes}</data>");
        for offer in [
            offer(&format!("{inside}{data}")),
            offer(&format!("{data}{inside}")),
            offer_beside(&inside, &data),
        ] {
            let form = form(offer).unwrap();
            let short = fields(&form).remove(0);
            assert_eq!(form.fields[0].media[0].size, Some((290, 80)));
            assert_eq!(form.fields[0].media[0].kind, MediaKind::Picture);
            if !short.contains("8 bytes") {
                return short;
            }
        }
        "had".to_owned()
    };
    let sha1 = format!("sha1+{SHA1}@bob.xmpp.org");
    let loud = format!("SHA-1+{}@bob.xmpp.org", SHA1.to_uppercase());
    let sha256 = format!("sha-256+{SHA256}@bob.xmpp.org");
    assert_eq!(media(&sha1, &sha1, PNG), "had");
    assert_eq!(media(&sha1, &loud, " iVBO\n Rw0K\r\n Ggo "), "had");
    assert_eq!(
        media(&sha256, &sha256.replace("sha-256", "sha256"), PNG),
        "had"
    );
    let sha512 = format!("sha512+{SHA512}@bob.xmpp.org");
    assert_eq!(
        media(&sha512, &sha512.replace("sha512", "sha-512"), PNG),
        "had"
    );
    let not_had = "ocr text {image/jpeg: http://a.example/p.jpg, missing}";
    for (cid, bytes) in [
        (sha1.as_str(), "iVBORw0KGgs="),
        (&sha1, "***"),
        (&sha1, ""),
        (&format!("sha512+{SHA256}@bob.xmpp.org"), PNG),
        (&format!("md5+{SHA1}@bob.xmpp.org"), PNG),
        ("sha1+@bob.xmpp.org", PNG),
        ("sha1+zz@bob.xmpp.org", PNG),
        ("sha1+ü@bob.xmpp.org", PNG),
        ("+@", PNG),
        ("", PNG),
    ] {
        assert_eq!(media(cid, cid, bytes), not_had, "{cid} {bytes}");
    }
}

#[test]
fn pictures_may_stand_behind_links() {
    let hidden = "<field type='hidden' var='challenge'><value>1</value></field>";
    let fallback = |url: &str| {
        format!("<field var='captcha-fallback-url' label='Page'><value>{url}</value></field>")
    };
    let read = |inside: &str| {
        let form = data_form(&format!("{hidden}{inside}"));
        let ocr = form.puzzles().next().unwrap();
        let short = fields(&form)
            .into_iter()
            .find(|short| short.starts_with(ocr.id.as_str()))
            .unwrap();
        (short, form.link.map(|link| link.to_string()))
    };
    // The fallback stands in: what is not safe to load can be opened elsewhere.
    assert_eq!(
        read(&format!(
            "{}<field var='ocr'/>",
            fallback("https://a.example/i")
        )),
        ("ocr text* {: https://a.example/i}".to_owned(), None)
    );
    assert_eq!(
        read(&format!(
            "{}<field var='ocr'/>",
            fallback("http://a.example/i")
        )),
        ("ocr text* {: http://a.example/i}".to_owned(), None)
    );
    // Not for questions that need no picture.
    assert_eq!(
        read(&format!(
            "{}<field var='qa' label='12 + 7'/>",
            fallback("https://a.example/i")
        )),
        (
            "qa text*".to_owned(),
            Some("https://a.example/i".to_owned())
        )
    );
    // A field of any name, with a picture, beside a challenge.
    assert_eq!(
        read(
            "<field var='puzzle'><media xmlns='urn:xmpp:media-element'>\
             <uri type='image/png'>https://a.example/p</uri></media></field>"
        ),
        (
            "puzzle text* {image/png: https://a.example/p}".to_owned(),
            None
        )
    );
}

#[test]
fn what_is_about_the_picture_is_sent_back_and_not_asked() {
    let form = data_form(
        "<field var='captcha-fallback-text' type='fixed'><value>See the page</value></field>\
         <field var='captcha-fallback-url'><value>https://a.example/i</value></field>\
         <field type='hidden' var='challenge'><value>1</value></field><field var='ocr'/>",
    );
    assert_eq!(
        fields(&form)[..2],
        [
            "captcha-fallback-text hidden [See the page]",
            "captcha-fallback-url hidden [https://a.example/i]"
        ]
    );
    // ejabberd before 18.12; elsewhere a web page is a question like any other.
    let old = data_form(
        "<field var='url' label='CAPTCHA web page'><value>http://a.example/i</value></field>\
         <field type='hidden' var='captchahidden'><value>x</value></field><field var='ocr'/>",
    );
    assert_eq!(fields(&old)[0], "url hidden [http://a.example/i]");
    assert_eq!(old.link, None);
    assert_eq!(fields(&old)[2], "ocr text* {: http://a.example/i}");
    assert_eq!(fields(&data_form("<field var='url'/>")), ["url text"]);
}

/// Requirement 66 (XEP-0158 section 6.3).
#[test]
fn all_challenges_are_kept_and_the_easy_ones_come_first() {
    let asked = |inside: &str| {
        let form = data_form(&format!(
            "<field type='hidden' var='FORM_TYPE'><value>urn:xmpp:captcha</value></field>{inside}"
        ));
        let spare = form.spare_challenges();
        let asked: Vec<String> = form
            .fields
            .iter()
            .filter(|field| field.role.is_captcha())
            .map(|field| {
                let required = if field.required { "*" } else { "" };
                let spare = if spare.contains(&field.id) { "?" } else { "" };
                format!("{}{required}{spare}", field.id)
            })
            .collect();
        asked.join(" ")
    };
    let ocr = "<field var='ocr'><media xmlns='urn:xmpp:media-element'>\
               <uri type='image/png'>https://a.example/p</uri></media></field>";
    let audio = "<field var='audio_recog'/>";
    let hash = "<field var='SHA-256' label='e03d7'/>";
    let answers = |n| format!("<field type='hidden' var='answers'><value>{n}</value></field>");
    for (inside, expected) in [
        (format!("{ocr}{audio}{hash}"), "ocr? audio_recog? SHA-256"),
        (format!("{ocr}{audio}"), "ocr audio_recog?"),
        (
            format!("<field var='qa'/>{ocr}{audio}"),
            "qa? ocr audio_recog?",
        ),
        (
            format!("{ocr}<field var='speech_q'><required/></field>"),
            "ocr? speech_q*",
        ),
        (audio.to_owned(), "audio_recog*"),
        (
            format!("{}{ocr}{audio}{hash}", answers(1)),
            "ocr? audio_recog? SHA-256",
        ),
        (
            format!("{}{ocr}{audio}{hash}", answers(2)),
            "ocr audio_recog? SHA-256",
        ),
        (
            format!("{}{ocr}{audio}{hash}", answers(3)),
            "ocr audio_recog SHA-256",
        ),
    ] {
        assert_eq!(asked(&inside), expected, "{inside}");
    }
}

#[test]
fn submissions_stay_small_enough_for_ejabberd() {
    let mut inside = String::from(
        "<field type='hidden' var='challenge'><value>1</value></field>\
         <field type='hidden' var='from'><value>a.example</value></field>\
         <field type='hidden' var='sid'><value>i1</value></field>\
         <field var='captcha-fallback-text' type='fixed'><value>Text</value></field>\
         <field var='captcha-fallback-url'><value>http://a.example/i</value></field>",
    );
    let sent = |inside: &str| -> Vec<String> {
        let form = data_form(inside);
        let submission = form.check(&form.presets(), true).unwrap();
        let query = register::submit(&submission);
        let x = query.get_child("x", ns::DATA_FORM).unwrap();
        x.children()
            .map(|field| field.attr("var").unwrap().to_owned())
            .collect()
    };
    assert_eq!(sent(&inside).len(), 5);
    for n in 0..9 {
        let _ = write!(inside, "<field var='v{n}'><value>x</value></field>");
    }
    // Fourteen fields of one value, the query, the form and the iq are 31 elements.
    assert_eq!(sent(&inside).len(), 14);
    inside.push_str("<field var='v9'><value>x</value></field>");
    let names = sent(&inside);
    assert_eq!(names.len(), 14);
    assert!(!names.contains(&"captcha-fallback-text".to_owned()));
    assert!(names.contains(&"challenge".to_owned()));
    let long = inside.replace(
        "<value>Text</value>",
        &format!("<value>{}</value>", "x".repeat(8_000)),
    );
    assert!(!sent(&long).contains(&"captcha-fallback-text".to_owned()));
    let _ = write!(
        inside,
        "<field var='long'><value>{}</value></field>",
        "x".repeat(9_000)
    );
    // What the person answered and the challenge go all the same.
    let names = sent(&inside);
    assert!(names.contains(&"long".to_owned()) && names.contains(&"challenge".to_owned()));
    assert!(!names.contains(&"from".to_owned()));
}

fn refused(error: &str, step: Step, form: Option<&Form>) -> Refusal {
    let iq: Element = format!("<iq xmlns='jabber:client' type='error'>{error}</iq>")
        .parse()
        .unwrap();
    let error = iq.get_child("error", ns::CLIENT).unwrap();
    refusal(
        error,
        &iq,
        &Failing {
            step,
            form,
            lang: "en",
            invites: false,
        },
    )
}

#[test]
fn errors_without_name_type_or_sense_are_judged_by_what_there_is() {
    let s = "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'";
    let account = form(offer("<username/><password/>")).unwrap();
    for (error, reason, condition, words) in [
        (
            "<error code='409'>Conflict</error>".to_owned(),
            Reason::NameTaken,
            Some("conflict"),
            Some("Conflict"),
        ),
        (
            "<error code='500' type='wait'/>".to_owned(),
            Reason::ServerFault,
            Some("internal-server-error"),
            None,
        ),
        (
            "<error code='405'/>".to_owned(),
            Reason::Closed,
            Some("not-allowed"),
            None,
        ),
        (
            "<error code='xyz'/>".to_owned(),
            Reason::Unknown,
            None,
            None,
        ),
        ("<error/>".to_owned(), Reason::Unknown, None, None),
        (
            "<error type='wait'/>".to_owned(),
            Reason::TooMany,
            None,
            None,
        ),
        (
            "<error type='modify'/>".to_owned(),
            Reason::AnswersNotAccepted,
            None,
            None,
        ),
        (
            "<error type='auth'/>".to_owned(),
            Reason::Blocked,
            None,
            None,
        ),
        (
            "<error type='what'/>".to_owned(),
            Reason::Unknown,
            None,
            None,
        ),
        (
            format!("<error><conflict {s}/></error>"),
            Reason::NameTaken,
            Some("conflict"),
            None,
        ),
        (
            format!("<error code='409'><strange {s}/></error>"),
            Reason::NameTaken,
            Some("strange"),
            None,
        ),
        (
            format!("<error type='wait'><not-acceptable {s}/></error>"),
            Reason::TooMany,
            Some("not-acceptable"),
            None,
        ),
        (
            format!("<error><resource-constraint {s}/></error>"),
            Reason::TooMany,
            Some("resource-constraint"),
            None,
        ),
        (
            format!("<error type='wait'><service-unavailable {s}/></error>"),
            Reason::ServerFault,
            Some("service-unavailable"),
            None,
        ),
        (
            format!("<error><text {s}>a\u{202e}b</text><gone {s}>x</gone></error>"),
            Reason::Closed,
            Some("gone"),
            Some("ab"),
        ),
        (
            format!("<error type='modify'><policy-violation {s}/></error>"),
            Reason::PasswordNotAllowed,
            Some("policy-violation"),
            None,
        ),
    ] {
        let found = refused(&error, Step::Submit, Some(&account));
        assert_eq!(found.reason, reason, "{error}");
        assert_eq!(found.condition.as_deref(), condition, "{error}");
        assert_eq!(found.server_text.as_deref(), words, "{error}");
    }
}

#[test]
fn a_form_in_an_error_is_to_be_filled_in_and_an_echo_is_not() {
    let s = "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'";
    let ask = x("<field var='old_password' type='text-private'><required/></field>");
    let error = format!("<error type='modify'><not-allowed {s}/></error>");
    for whole in [
        format!("<query xmlns='jabber:iq:register'>{ask}</query>{error}"),
        format!("<error type='modify'><not-allowed {s}/>{ask}</error>"),
        format!("<error><not-allowed {s}/><query xmlns='jabber:iq:register'>{ask}</query></error>"),
    ] {
        let found = refused(&whole, Step::ChangePassword, None);
        let form = found.form.expect("a form");
        assert_eq!(fields(&form), ["old_password secret*"]);
        assert_eq!(form.purpose, Purpose::NewPassword);
        assert_eq!(found.reason, Reason::AnswersNotAccepted);
    }
    let echo = "<query xmlns='jabber:iq:register'><username>u</username><password>hunter2</password>\
                <x xmlns='jabber:x:data' type='submit'><field var='password'><value>hunter2</value></field></x></query>";
    let found = refused(&format!("{echo}{error}"), Step::ChangePassword, None);
    assert!(found.form.is_none());
    assert!(!format!("{found:?}").contains("hunter2"));
}

#[test]
fn lines_of_the_words_find_fields_by_label_or_name() {
    let s = "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'";
    let form = data_form(
        "<field var='username' label='User name:'/><field var='x-age' label='Age *'/><field var='ocr'/>\
         <field type='hidden' var='secret'/><field type='hidden' var='challenge'/>",
    );
    for (words, reason, expected) in [
        (
            "age: not a number",
            Reason::AnswersNotAccepted,
            &["x-age"][..],
        ),
        ("X-AGE: what", Reason::AnswersNotAccepted, &["x-age"]),
        (
            "User name: no\nAge: no\nAge: no",
            Reason::AnswersNotAccepted,
            &["username", "x-age"],
        ),
        ("User name: no", Reason::NameNotAllowed, &["username"]),
        ("ocr: no", Reason::CaptchaWrong, &["ocr"]),
        ("secret: no", Reason::PasswordNotAllowed, &[]),
        ("No colon age", Reason::PasswordNotAllowed, &[]),
        (": age", Reason::PasswordNotAllowed, &[]),
    ] {
        let error =
            format!("<error type='modify'><not-acceptable {s}/><text {s}>{words}</text></error>");
        let found = refused(&error, Step::Submit, Some(&form));
        let at_fault: Vec<&str> = found
            .fields
            .iter()
            .map(vestibule::domain::FieldId::as_str)
            .collect();
        assert_eq!(
            (found.reason, at_fault.as_slice()),
            (reason, expected),
            "{words}"
        );
    }
}

#[test]
fn refused_sign_ins_have_their_reasons() {
    for (condition, reason) in [
        ("not-authorized", Reason::WrongPassword),
        ("credentials-expired", Reason::WrongPassword),
        ("account-disabled", Reason::NotAllowed),
        ("temporary-auth-failure", Reason::ServerFault),
        ("malformed-request", Reason::Unknown),
        ("", Reason::Unknown),
    ] {
        assert_eq!(sign_in(condition, None).reason, reason, "{condition}");
    }
}

#[test]
fn results_are_shown_and_not_asked() {
    let Offer::Registered(form) = offer(
        "<registered/><x xmlns='jabber:x:data' type='result'>\
         <field var='FORM_TYPE' type='hidden'><value>a</value></field>\
         <field var='nick' label='Nick'><value>Jules</value></field>\
         <field var='pw' type='text-private'><value>hunter2</value></field>\
         <field var='l' type='list-single'><value>a</value><option label='A'><value>a</value></option></field></x>",
    ) else {
        panic!("not registered")
    };
    assert_eq!(fields(&form), ["nick note [Jules]", "l note [A]"]);
    assert!(form.fields.iter().all(|field| field.kind == Kind::Note));
}
