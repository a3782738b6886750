//! Services: found, joined, changed and left; hostile ones, silent ones, and strangers who answer for them.

use std::time::Duration;

use image::{DynamicImage, ImageFormat, RgbaImage};
use sha1::{Digest as _, Sha1};
use vestibule::{
    domain::{Form, Offer, Reason, ServiceAddress, ServiceKind, Submission, Value},
    engine::{
        Error, PictureFault,
        account::{AccountError, Owner},
    },
    protocol::ns,
};

use crate::{
    account::owner,
    fake::{Fake, Line, Script, owner::About},
    handle::{entered, pong, refused},
};

const GATEWAY: &str = "gw.fake.test";

const ASKED: &str = "<instructions>Who are you?</instructions><username/><email/>";

fn gateway() -> ServiceAddress {
    ServiceAddress::parse(GATEWAY).unwrap()
}

/// The answers that the service's own are filled up with.
fn answered(form: &Form, name: &str) -> Submission {
    let mut answers = form.presets();
    for (field, value) in [("username", name), ("email", "e@x.example")] {
        answers.set(field.into(), Value::Text(value.to_owned()));
    }
    form.check(&answers, false).unwrap()
}

fn form(offer: Offer) -> Form {
    match offer {
        Offer::Form(form) | Offer::Registered(form) => form,
        other => panic!("no form: {other:?}"),
    }
}

/// Answers the service's form with this name.
async fn joins(owner: &Owner, asked: &Form, name: &str) -> Result<(), AccountError> {
    let answers = answered(asked, name);
    owner.register_with(&gateway(), asked, answers).await
}

/// What the service shows to who is registered as this.
fn shown(name: &str) -> String {
    format!("<registered/><username>{name}</username><email>e@x.example</email>")
}

#[tokio::test]
async fn services_are_found_and_sorted() {
    let long = "x".repeat(5_000);
    let fake = Fake::start(vec![entered(move |mut line| async move {
        let (id, asked) = line.asked("get", Some("fake.test")).await;
        assert!(asked.is("query", ns::DISCO_ITEMS), "{asked:?}");
        let items = [
            "jid='rooms.fake.test' name='Rooms by the server'",
            "jid='fake.test'",
            "jid='node.fake.test' node='x'",
            "jid='not an address'",
            "jid='a@b.fake.test/resource'",
            "name='nowhere'",
            "jid='silent.fake.test'",
            "jid='refuses.fake.test'",
            "jid='news.fake.test'",
            "jid='ZETA.fake.test'",
            "jid='zeta.fake.test'",
            "jid='alpha.fake.test' name='&#x202e;Al&#x7f;pha&#x200b;'",
            "jid='other.fake.test'",
        ];
        let items = format!("<item {}/>", items.join("/><item "));
        let query = format!("<query xmlns='{}'>{items}</query>", ns::DISCO_ITEMS);
        line.result_from(Some("fake.test"), &id, &query).await;
        let mut left = Vec::new();
        // All are asked before one has answered.
        for to in [
            "rooms.fake.test",
            "silent.fake.test",
            "refuses.fake.test",
            "news.fake.test",
            "zeta.fake.test",
            "alpha.fake.test",
            "other.fake.test",
        ] {
            let (id, asked) = line.asked("get", Some(to)).await;
            assert!(asked.is("query", ns::DISCO_INFO), "{asked:?}");
            left.push((to, id));
        }
        let registers = format!("<feature var='{}'/>", ns::REGISTER);
        for (to, id) in left.into_iter().rev() {
            let said = match to {
                "rooms.fake.test" => format!("<identity category='conference' type='text'/>{registers}"),
                "zeta.fake.test" => format!(
                    "<identity category='automation' type='x'/><identity category='gateway' type='IRC' name='{long}'/>{registers}"
                ),
                "alpha.fake.test" => format!("<identity category='gateway'/>{registers}"),
                "other.fake.test" => format!(
                    "<identity category='proxy' name='Other' xml:lang='en'/>\
                     <identity category='proxy' name='Anderer' xml:lang='de'/>{registers}"
                ),
                "news.fake.test" => "<identity category='gateway' type='irc'/>".to_owned(),
                "refuses.fake.test" => {
                    line.error_from(Some(to), &id, "cancel", "not-allowed").await;
                    continue;
                }
                _ => continue,
            };
            let query = format!("<query xmlns='{}'>{said}</query>", ns::DISCO_INFO);
            line.result_from(Some(to), &id, &query).await;
        }
        // The silent one costs nobody the session.
        line.shows(None, "<registered/><username>juliet</username>").await;
        line.read_all().await;
    })])
    .await;
    let mut target = fake.target.clone();
    target.deadlines.form = Duration::from_millis(500);
    let owner = Owner::new(target, crate::account::credentials());
    let services = owner.services().await.unwrap();
    let told: Vec<(&str, &ServiceKind)> = services
        .iter()
        .map(|service| (service.address.as_str(), &service.kind))
        .collect();
    assert_eq!(
        told,
        [
            ("alpha.fake.test", &ServiceKind::Gateway(String::new())),
            ("zeta.fake.test", &ServiceKind::Gateway("irc".to_owned())),
            ("rooms.fake.test", &ServiceKind::Rooms),
            ("other.fake.test", &ServiceKind::Other),
        ]
    );
    let names: Vec<&str> = services
        .iter()
        .map(|service| service.name.as_deref().unwrap())
        .collect();
    assert_eq!(names[0], "Alpha");
    assert!(names[1].chars().count() == 300 && names[1].ends_with('…'));
    assert_eq!(names[2..], ["Rooms by the server", "Anderer"]);
    owner.record().await.unwrap().unwrap();
    drop(owner);
    fake.played_exactly().await;
}

#[tokio::test]
async fn of_very_many_the_first_are_asked() {
    let fake = Fake::start(vec![entered(|mut line| async move {
        let all: Vec<String> = (0..500).map(|n| format!("s{n}.fake.test")).collect();
        let items: Vec<(&str, &str)> = all.iter().map(|one| (one.as_str(), "")).collect();
        line.items("fake.test", &items).await;
        let about = About {
            identity: ("gateway", "irc", ""),
            features: &[ns::REGISTER],
            ..About::default()
        };
        for one in all.iter().take(64) {
            line.info(one, about).await;
        }
        assert!(!line.read_all().await.contains("<iq"));
    })])
    .await;
    let owner = owner(&fake);
    assert_eq!(owner.services().await.unwrap().len(), 64);
    drop(owner);
    fake.played_exactly().await;
}

/// Whose answer counts: that of the service, with the question's id.
#[tokio::test]
async fn nobody_answers_for_a_service() {
    let fake = Fake::start(vec![entered(|mut line| async move {
        let (id, asked) = line.asked("get", Some(GATEWAY)).await;
        assert!(asked.is("query", ns::REGISTER), "{asked:?}");
        let wrong = format!("<query xmlns='{}'><nick/></query>", ns::REGISTER);
        for from in [
            "",
            " from='fake.test'",
            " from='juliet@fake.test'",
            " from='juliet@fake.test/x'",
            " from='evil.test'",
            " from='gw.fake.test.evil.test'",
            " from='x@gw.fake.test'",
        ] {
            line.send(&format!("<iq type='result' id='{id}'{from}>{wrong}</iq>"))
                .await;
        }
        line.send(&format!(
            "<iq type='result' id='x{id}' from='{GATEWAY}'>{wrong}</iq>\
             <iq type='set' id='{id}' from='{GATEWAY}'>{wrong}</iq>"
        ))
        .await;
        let right = format!("<query xmlns='{}'>{ASKED}</query>", ns::REGISTER);
        line.send(&format!(
            "<iq type='result' id='{id}' from='GW.fake.test'>{right}</iq>"
        ))
        .await;
        line.read_all().await;
    })])
    .await;
    let owner = owner(&fake);
    let form = form(owner.ask_service(&gateway()).await.unwrap());
    assert_eq!(form.fields.len(), 2, "{form:?}");
    drop(owner);
    fake.played_exactly().await;
}

/// Requirements 18, 24, 81 and 99.
#[tokio::test]
async fn a_service_is_joined_changed_and_left() {
    let fake = Fake::start(vec![entered(|mut line| async move {
        line.shows(Some(GATEWAY), ASKED).await;
        pong(&mut line).await;
        let (id, query) = line.told(Some(GATEWAY)).await;
        assert_eq!(query.children().count(), 2, "{query:?}");
        line.result_from(Some(GATEWAY), &id, "").await;
        line.shows(Some(GATEWAY), &shown("romeo")).await;
        pong(&mut line).await;
        let (id, _) = line.told(Some(GATEWAY)).await;
        line.result_from(Some(GATEWAY), &id, "").await;
        pong(&mut line).await;
        let id = line.removed(Some(GATEWAY)).await;
        line.result_from(Some(GATEWAY), &id, "").await;
        line.read_all().await;
    })])
    .await;
    let owner = owner(&fake);
    let asked = form(owner.ask_service(&gateway()).await.unwrap());
    joins(&owner, &asked, "romeo").await.unwrap();
    let Offer::Registered(record) = owner.ask_service(&gateway()).await.unwrap() else {
        panic!("not registered")
    };
    let preset = record.field(&"username".into()).unwrap().preset.clone();
    assert_eq!(preset, Some(Value::Text("romeo".to_owned())));
    owner
        .register_with(&gateway(), &record, answered(&record, "benvolio"))
        .await
        .unwrap();
    owner.unregister(&gateway()).await.unwrap();
    drop(owner);
    fake.played_exactly().await;
}

/// What a service, or the server in its name, says at each step.
#[tokio::test]
async fn each_no_of_a_service_is_told_apart() {
    let asks = [
        ("cancel", "service-unavailable", Reason::Closed),
        ("cancel", "feature-not-implemented", Reason::Closed),
        ("cancel", "item-not-found", Reason::NotFound),
        ("cancel", "remote-server-not-found", Reason::NotFound),
        ("wait", "remote-server-timeout", Reason::ServerFault),
        ("auth", "registration-required", Reason::NotAllowed),
        ("auth", "forbidden", Reason::NotAllowed),
    ];
    let sends = [
        ("cancel", "conflict", Reason::NameTaken),
        ("modify", "not-acceptable", Reason::AnswersNotAccepted),
        ("modify", "bad-request", Reason::AnswersNotAccepted),
        ("auth", "not-authorized", Reason::NotAllowed),
        ("cancel", "not-allowed", Reason::NotAllowed),
        ("auth", "registration-required", Reason::NotAllowed),
        ("wait", "resource-constraint", Reason::TooMany),
    ];
    let removals = [
        ("auth", "registration-required", Reason::NotRegistered),
        ("cancel", "item-not-found", Reason::NotRegistered),
        ("cancel", "not-allowed", Reason::NotAllowed),
        ("auth", "forbidden", Reason::NotAllowed),
    ];
    let fake = Fake::start(vec![entered(move |mut line| async move {
        line.shows(Some(GATEWAY), ASKED).await;
        for (kind, condition, _) in asks {
            let (id, _) = line.asked("get", Some(GATEWAY)).await;
            line.error_from(Some(GATEWAY), &id, kind, condition).await;
        }
        for (kind, condition, _) in sends.iter().chain(&removals) {
            pong(&mut line).await;
            let (id, _) = line.told(Some(GATEWAY)).await;
            line.error_from(Some(GATEWAY), &id, kind, condition).await;
        }
        line.read_all().await;
    })])
    .await;
    let owner = owner(&fake);
    let asked = form(owner.ask_service(&gateway()).await.unwrap());
    let told = |refusal: vestibule::domain::Refusal| (refusal.condition.unwrap(), refusal.reason);
    for (_, condition, reason) in asks {
        let refusal = refused(owner.ask_service(&gateway()).await);
        assert_eq!(told(refusal), (condition.to_owned(), reason));
    }
    for (_, condition, reason) in sends {
        let sent = joins(&owner, &asked, "romeo").await;
        assert_eq!(told(refused(sent)), (condition.to_owned(), reason));
    }
    for (_, condition, reason) in removals {
        let refusal = refused(owner.unregister(&gateway()).await);
        assert_eq!(told(refusal), (condition.to_owned(), reason));
    }
    drop(owner);
    fake.played_exactly().await;
}

/// A form inside a refusal is filled in and sent, also where it stands for an end.
#[tokio::test]
async fn a_service_may_want_a_form_besides() {
    fn more(id: &str) -> String {
        format!(
            "<iq type='error' id='{id}' from='{GATEWAY}'><query xmlns='jabber:iq:register'>\
             <x xmlns='jabber:x:data' type='form'><field var='why' type='text-single'><required/></field></x></query>\
             <error type='modify'><not-acceptable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>"
        )
    }
    let fake = Fake::start(vec![entered(|mut line| async move {
        line.shows(Some(GATEWAY), ASKED).await;
        for _ in 0..2 {
            pong(&mut line).await;
            let (id, _) = line.told(Some(GATEWAY)).await;
            line.send(&more(&id)).await;
            pong(&mut line).await;
            let (id, query) = line.told(Some(GATEWAY)).await;
            assert!(String::from(&query).contains("because"), "{query:?}");
            line.result_from(Some(GATEWAY), &id, "").await;
        }
        line.read_all().await;
    })])
    .await;
    let owner = owner(&fake);
    let asked = form(owner.ask_service(&gateway()).await.unwrap());
    let because = |form: &Form| {
        let mut answers = form.presets();
        answers.set("why".into(), Value::Text("because".to_owned()));
        form.check(&answers, false).unwrap()
    };
    let sent = joins(&owner, &asked, "romeo").await;
    let more = *refused(sent).form.unwrap();
    owner
        .register_with(&gateway(), &more, because(&more))
        .await
        .unwrap();
    let more = *refused(owner.unregister(&gateway()).await).form.unwrap();
    owner
        .unregister_with(&gateway(), &more, because(&more))
        .await
        .unwrap();
    drop(owner);
    fake.played_exactly().await;
}

/// Signed in anew, and asked for the form, which shows this.
fn shows(content: String) -> Script {
    entered(move |mut line: Line| async move {
        line.shows(Some(GATEWAY), &content).await;
        line.read_all().await;
    })
}

/// Asked for the form, which shows this, and then told something: the connection breaks.
fn cut_after(content: String) -> Script {
    entered(move |mut line: Line| async move {
        line.shows(Some(GATEWAY), &content).await;
        pong(&mut line).await;
        line.told(Some(GATEWAY)).await;
    })
}

/// What became of answers whose verdict was cut off, the service says, or nobody: they are never sent again.
#[tokio::test]
async fn a_cut_behind_answers_is_looked_into() {
    let filled = "<username>romeo</username><email>e@x.example</email>";
    for (before, after, is_done) in [
        (ASKED.to_owned(), shown("romeo"), true),
        // One that does not say that one is registered, but fills in what it knows.
        (ASKED.to_owned(), filled.to_owned(), true),
        (ASKED.to_owned(), ASKED.to_owned(), false),
        (ASKED.to_owned(), shown("somebody else"), false),
        (shown("tybalt"), shown("romeo"), true),
        (shown("tybalt"), shown("tybalt"), false),
        // It was so before: that it is so now says nothing.
        (shown("romeo"), shown("romeo"), false),
    ] {
        let label = format!("{before} -> {after}");
        let fake = Fake::start(vec![cut_after(before), shows(after)]).await;
        let owner = owner(&fake);
        let asked = form(owner.ask_service(&gateway()).await.unwrap());
        let sent = joins(&owner, &asked, "romeo").await;
        if is_done {
            sent.unwrap();
        } else {
            assert!(
                matches!(sent, Err(AccountError::Unknown(_))),
                "{label}: {sent:?}"
            );
        }
        drop(owner);
        fake.played_exactly().await;
    }
}

#[tokio::test]
async fn a_cut_behind_an_end_is_looked_into() {
    for (before, after, verdict) in [
        (shown("romeo"), ASKED.to_owned(), "ended"),
        (shown("romeo"), shown("romeo"), "not ended"),
        // Whether one was registered is not known.
        (ASKED.to_owned(), ASKED.to_owned(), "unknown"),
    ] {
        let fake = Fake::start(vec![cut_after(before), shows(after)]).await;
        let owner = owner(&fake);
        owner.ask_service(&gateway()).await.unwrap();
        let told = match owner.unregister(&gateway()).await {
            Ok(()) => "ended",
            Err(AccountError::Connection(_)) => "not ended",
            Err(AccountError::Unknown(_)) => "unknown",
            Err(other) => panic!("{other:?}"),
        };
        assert_eq!(told, verdict);
        drop(owner);
        fake.played_exactly().await;
    }
}

/// A connection that died before anything was sent on it costs nothing.
#[tokio::test]
async fn nothing_is_sent_into_the_void() {
    let fake = Fake::start(vec![
        shows(ASKED.to_owned()),
        entered(|mut line| async move {
            let (id, _) = line.told(Some(GATEWAY)).await;
            line.result_from(Some(GATEWAY), &id, "").await;
            line.read_all().await;
        }),
    ]);
    // The first one leaves as soon as it is asked whether it is there.
    let fake = fake.await;
    let owner = owner(&fake);
    let asked = form(owner.ask_service(&gateway()).await.unwrap());
    owner.leave().await;
    joins(&owner, &asked, "romeo").await.unwrap();
    drop(owner);
    fake.played_exactly().await;

    let fake = Fake::start(vec![
        entered(|mut line| async move {
            line.shows(Some(GATEWAY), ASKED).await;
            line.asked("get", Some("fake.test")).await;
        }),
        entered(|mut line| async move {
            let (id, _) = line.told(Some(GATEWAY)).await;
            line.result_from(Some(GATEWAY), &id, "").await;
            line.read_all().await;
        }),
    ])
    .await;
    let owner = crate::account::owner(&fake);
    let asked = form(owner.ask_service(&gateway()).await.unwrap());
    joins(&owner, &asked, "romeo").await.unwrap();
    drop(owner);
    fake.played_exactly().await;
}

/// A service that never answers is not taken for a lost connection.
#[tokio::test]
async fn a_silent_service_is_told() {
    let mut fake = Fake::start(vec![entered(|mut line| async move {
        line.shows(None, "<registered/><username>juliet</username>")
            .await;
        line.asked("get", Some(GATEWAY)).await;
        pong(&mut line).await;
        line.shows(None, "<registered/><username>juliet</username>")
            .await;
        line.read_all().await;
    })])
    .await;
    fake.target.deadlines.form = Duration::from_millis(300);
    let owner = owner(&fake);
    owner.record().await.unwrap().unwrap();
    let asked = owner.ask_service(&gateway()).await;
    assert!(
        matches!(asked, Err(AccountError::Connection(Error::Timeout(_)))),
        "{asked:?}"
    );
    owner.record().await.unwrap().unwrap();
    drop(owner);
    fake.played_exactly().await;
}

/// Requirements 72, 73 and 75: a service's pictures are in its form, or asked of the service and of nobody else.
#[tokio::test]
async fn pictures_of_a_service_come_from_the_service() {
    let mut png = std::io::Cursor::new(Vec::new());
    DynamicImage::ImageRgba8(RgbaImage::from_pixel(3, 2, [9, 9, 9, 255].into()))
        .write_to(&mut png, ImageFormat::Png)
        .unwrap();
    let png = png.into_inner();
    let digest: Vec<String> = Sha1::digest(&png)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let digest = digest.concat();
    let cid = format!("sha1+{digest}@bob.xmpp.org");
    let data = {
        use base64::{Engine as _, engine::general_purpose::STANDARD};
        format!(
            "<data xmlns='urn:xmpp:bob' cid='{cid}' type='image/png'>{}</data>",
            STANDARD.encode(&png)
        )
    };
    let field = |name: &str, cid: &str| {
        format!(
            "<field var='{name}' type='text-single'><required/><media xmlns='urn:xmpp:media-element'>\
             <uri type='image/png'>cid:{cid}</uri></media></field>"
        )
    };
    let missing = format!("sha1+{}@bob.xmpp.org", "0".repeat(40));
    let x = format!(
        "<x xmlns='jabber:x:data' type='form'>{}{}</x>",
        field("ocr", &cid),
        field("other", &missing)
    );
    let asked = cid.clone();
    let fake = Fake::start(vec![entered(move |mut line| async move {
        line.shows(Some(GATEWAY), &x).await;
        for _ in 0..2 {
            let (id, data_asked) = line.asked("get", Some(GATEWAY)).await;
            assert!(data_asked.is("data", ns::BOB), "{data_asked:?}");
            if data_asked.attr("cid") == Some(&asked) {
                line.result_from(Some(GATEWAY), &id, &data).await;
            } else {
                line.error_from(Some(GATEWAY), &id, "cancel", "item-not-found")
                    .await;
            }
        }
        line.read_all().await;
    })])
    .await;
    let owner = owner(&fake);
    let form = form(owner.ask_service(&gateway()).await.unwrap());
    let mut pictures = owner.pictures(Some(&gateway()), &form).await;
    pictures.sort_by_key(|(field, _)| field.clone());
    let [(_, right), (_, none)] = pictures.as_slice() else {
        panic!("{pictures:?}")
    };
    let right = right.as_ref().unwrap();
    assert_eq!((right.width, right.height), (3, 2));
    assert_eq!(none, &Err(PictureFault::Missing));
    let link = owner.link(&form).await;
    assert_eq!(link, Err(PictureFault::Missing));
    drop(owner);
    fake.played_exactly().await;
}
