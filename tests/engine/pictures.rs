//! The pictures of a form: with it, behind a link, or not at all.

use std::{fmt::Write as _, sync::Arc};

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use image::{DynamicImage, ImageFormat, RgbaImage};
use sha1::{Digest as _, Sha1};
use vestibule::{
    domain::FieldId,
    engine::{Command, Event, Picture, PictureFault, Target},
};

use crate::{
    client::Client,
    fake::{Fake, Line, Script, script},
    web::{Page, fails, found, moved, offers, told, web},
};

pub fn png() -> Vec<u8> {
    let image = RgbaImage::from_pixel(30, 20, [1, 2, 3, 255].into());
    let mut bytes = std::io::Cursor::new(Vec::new());
    DynamicImage::ImageRgba8(image)
        .write_to(&mut bytes, ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}

/// A form whose captcha has its picture at `uri`; `beside` stands beside the form.
fn form(uri: &str, beside: &str) -> String {
    form_of(&[uri], beside)
}

/// The same with several places, of which each has the whole picture.
fn form_of(uris: &[&str], beside: &str) -> String {
    let uris: String = uris
        .iter()
        .map(|uri| ["<uri type='image/png'>", uri, "</uri>"].concat())
        .collect();
    format!(
        "<query xmlns='jabber:iq:register'>{beside}<x xmlns='jabber:x:data' type='form'>\
         <field var='FORM_TYPE' type='hidden'><value>urn:xmpp:captcha</value></field>\
         <field var='username' type='text-single'/><field var='password' type='text-private'/>\
         <field var='ocr' type='text-single'><media xmlns='urn:xmpp:media-element'>\
         {uris}</media></field></x></query>"
    )
}

/// The picture that follows this form.
async fn picture_of(content: String) -> Result<Picture, PictureFault> {
    let fake = Fake::start(vec![offers(content)]).await;
    let picture = picture(&fake.target).await;
    fake.played().await;
    picture
}

async fn picture(target: &Target) -> Result<Picture, PictureFault> {
    let mut client = Client::open(target);
    client.form().await;
    shown(&mut client).await
}

async fn shown(client: &mut Client) -> Result<Picture, PictureFault> {
    match client.event().await {
        Some(Event::Picture(field, picture)) => {
            assert_eq!(field, FieldId::from("ocr"));
            picture
        }
        other => panic!("no picture: {other:?}"),
    }
}

/// The content id of bytes.
fn cid(bytes: &[u8]) -> String {
    let hash = Sha1::digest(bytes)
        .iter()
        .fold(String::new(), |hash, byte| format!("{hash}{byte:02x}"));
    format!("sha1+{hash}@bob.xmpp.org")
}

/// The bytes, under the content id of others.
fn data(bytes: &[u8], of: &[u8]) -> String {
    format!(
        "<data xmlns='urn:xmpp:bob' cid='{}' type='image/png' max-age='0'>{}</data>",
        cid(of),
        BASE64.encode(bytes)
    )
}

fn with_bytes(bytes: &[u8]) -> String {
    form(&format!("cid:{}", cid(bytes)), &data(bytes, bytes))
}

#[tokio::test]
async fn a_picture_that_came_with_the_form_is_decoded() {
    let picture = picture_of(with_bytes(&png())).await.unwrap();
    assert_eq!((picture.width, picture.height), (30, 20));
    assert_eq!(picture.rgba[..4], [1, 2, 3, 255]);
}

#[tokio::test]
async fn what_cannot_be_shown_is_told() {
    let no_picture = picture_of(with_bytes(b"hello")).await;
    assert_eq!(no_picture, Err(PictureFault::NotAPicture));
    let missing = picture_of(form("cid:sha1+00@bob.xmpp.org", "")).await;
    assert_eq!(missing, Err(PictureFault::Missing));
    for link in ["http://fake.test/x.png", "https://127.0.0.1:1/x.png"] {
        assert_eq!(
            picture_of(form(link, "")).await,
            Err(PictureFault::Forbidden)
        );
    }
}

/// The picture behind a link, for somebody who may load from this machine.
async fn loaded(answers: Vec<Page>) -> Result<Picture, PictureFault> {
    let (web, port) = web(answers).await;
    let link = format!("https://localhost:{port}/x.png");
    let mut fake = Fake::start_by(Arc::clone(&web.authority), vec![offers(form(&link, ""))]).await;
    fake.target.loopback_pictures = true;
    let picture = picture(&fake.target).await;
    fake.played().await;
    web.played().await;
    picture
}

#[tokio::test]
async fn a_picture_behind_a_link_is_loaded() {
    assert!(loaded(vec![found(png())]).await.is_ok());
    let twice = vec![moved("/y.png"), moved("/z.png"), found(png())];
    assert!(loaded(twice).await.is_ok());
}

#[tokio::test]
async fn a_link_does_not_lead_anywhere() {
    let thrice = vec![moved("/y.png"), moved("/z.png"), moved("/a.png")];
    assert!(matches!(
        loaded(thrice).await,
        Err(PictureFault::Unreachable(_))
    ));
    for forbidden in [
        "http://localhost/x.png",
        "https://10.0.0.1/x.png",
        "file:///etc/passwd",
    ] {
        let picture = loaded(vec![moved(forbidden)]).await;
        assert_eq!(picture, Err(PictureFault::Forbidden), "{forbidden}");
    }
    assert!(matches!(
        loaded(vec![fails("404 Not Found")]).await,
        Err(PictureFault::Unreachable(_))
    ));
    let mut png = png();
    png.resize(300 * 1024, 0);
    let large = loaded(vec![found(png)]).await;
    assert_eq!(large, Err(PictureFault::TooLarge));
    let page = loaded(vec![found(b"<html>".to_vec())]).await;
    assert_eq!(page, Err(PictureFault::NotAPicture));
}

#[tokio::test]
async fn the_forms_own_link_is_loaded_when_asked_for() {
    let (web, port) = web(vec![found(png())]).await;
    let content = format!(
        "<query xmlns='jabber:iq:register'><x xmlns='jabber:x:data' type='form'>\
         <field var='username' type='text-single'/><field var='ocr' type='text-single'/></x>\
         <x xmlns='jabber:x:oob'><url>https://localhost:{port}/x.png</url></x></query>"
    );
    let mut fake = Fake::start_by(Arc::clone(&web.authority), vec![offers(content)]).await;
    fake.target.loopback_pictures = true;
    let mut client = Client::open(&fake.target);
    client.form().await;
    client.send(Command::LoadPicture("ocr".into()));
    assert!(shown(&mut client).await.is_ok());
    drop(client);
    fake.played().await;
    web.played().await;
}

/// The picture of a form with these sources, where `$` stands for the web server. The server itself plays more.
async fn picture_at(
    uris: &[&str],
    beside: &str,
    answers: Vec<Page>,
    more: Vec<Script>,
) -> Result<Picture, PictureFault> {
    let content = |port: u16| {
        let uris: Vec<String> = uris
            .iter()
            .map(|uri| uri.replace('$', &format!("https://localhost:{port}")))
            .collect();
        form_of(&uris.iter().map(String::as_str).collect::<Vec<_>>(), beside)
    };
    match told(answers, content, more, async |client| client).await {
        Some(Event::Picture(_, picture)) => picture,
        other => panic!("no picture: {other:?}"),
    }
}

/// Requirement 72 (XEP-0221 section 2).
#[tokio::test]
async fn the_first_source_that_can_be_used_is_shown() {
    // What came along first, wherever it stands.
    let here = format!("cid:{}", cid(&png()));
    let shown = picture_at(&["$/x.png", &here], &data(&png(), &png()), vec![], vec![]).await;
    assert!(shown.is_ok(), "{shown:?}");
    // What came along is no picture; the first link leads nowhere, the second to a page; the third one is good.
    let broken = format!("cid:{}", cid(b"hello"));
    let answers = vec![
        fails("404 Not Found"),
        found(b"<html>".to_vec()),
        found(png()),
    ];
    let shown = picture_at(
        &[
            "http://fake.test/x",
            "$/1",
            &broken,
            "$/2",
            "https://10.0.0.1/x",
            "$/3",
        ],
        &data(b"hello", b"hello"),
        answers,
        vec![],
    )
    .await;
    assert!(shown.is_ok(), "{shown:?}");
}

#[tokio::test]
async fn of_sources_that_all_fail_the_first_one_is_told() {
    let broken = format!("cid:{}", cid(b"hello"));
    let told = picture_at(
        &["$/1", &broken],
        &data(b"hello", b"hello"),
        vec![fails("404 Not Found")],
        vec![],
    )
    .await;
    assert_eq!(told, Err(PictureFault::NotAPicture));
    let told = picture_at(
        &["cid:md5+00@bob.xmpp.org", "http://fake.test/x"],
        "",
        vec![],
        vec![],
    )
    .await;
    assert_eq!(told, Err(PictureFault::Forbidden));
}

/// Is asked for the bytes of this content id, and for nothing else.
fn asked_for(cid: String, answer: impl FnOnce(&str) -> String + Send + 'static) -> Script {
    script(move |line: Line| async move {
        let mut line = line.open().await;
        let (id, asked) = line.question().await;
        assert!(
            asked.contains("type='get'") && asked.contains("to='fake.test'"),
            "{asked}"
        );
        assert!(
            asked.contains("<data ")
                && asked.contains("xmlns='urn:xmpp:bob'")
                && asked.contains(&format!("cid='{cid}'")),
            "{asked}"
        );
        line.send(&answer(&id)).await;
        line.read_all().await;
    })
}

/// Requirement 75 (XEP-0231 section 2.3).
#[tokio::test]
async fn bytes_that_were_named_and_not_sent_are_asked_for_on_a_stream_of_their_own() {
    let here = format!("cid:{}", cid(&png()));
    let gives = |id: &str| {
        format!(
            "<iq type='result' id='{id}' from='fake.test'>{}</iq>",
            data(&png(), &png())
        )
    };
    let shown = picture_at(
        &[&here, "$/x"],
        "",
        vec![fails("500 Oops")],
        vec![asked_for(cid(&png()), gives)],
    )
    .await;
    assert!(shown.is_ok(), "{shown:?}");
    // Not there, not the right ones, the end of the stream: then the next source.
    let other = cid(b"another");
    for answer in [
        "<iq type='error' id='@'><error type='cancel'><item-not-found \
         xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>"
            .to_owned(),
        format!("<iq type='result' id='@'>{}</iq>", data(&png(), b"another")),
        format!("<iq type='result' id='@'>{}</iq>", data(&png(), &png())),
        "<iq type='result' id='@'/>".to_owned(),
        "<stream:error><policy-violation xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>".to_owned(),
    ] {
        let wrong = asked_for(other.clone(), move |id| answer.replace('@', id));
        let uris = [&format!("cid:{other}"), here.as_str()];
        let shown = picture_at(&uris, "", vec![], vec![wrong, asked_for(cid(&png()), gives)]).await;
        assert!(shown.is_ok(), "{shown:?}");
    }
}

/// Requirement 73 (XEP-0231 section 2.6): what cannot be checked is not even asked for.
#[tokio::test]
async fn bytes_that_are_nowhere_are_told() {
    let nowhere = cid(b"another");
    let play = asked_for(nowhere.clone(), |id| {
        format!(
            "<iq type='result' id='{id}'>{}</iq>",
            data(&png(), b"another")
        )
    });
    let told = picture_at(&[&format!("cid:{nowhere}")], "", vec![], vec![play]).await;
    assert_eq!(told, Err(PictureFault::Missing));
    let told = picture_at(
        &["cid:md5+d41d8cd98f00b204e9800998ecf8427e@bob.xmpp.org"],
        "",
        vec![],
        vec![],
    )
    .await;
    assert_eq!(told, Err(PictureFault::Missing));
}

#[tokio::test]
async fn a_form_full_of_pictures_does_not_fill_the_memory() {
    let picture = format!("cid:{}", cid(&png()));
    let mut fields = String::new();
    for number in 0..20 {
        write!(
            fields,
            "<field var='q{number}' type='text-single'><media xmlns='urn:xmpp:media-element'>\
             <uri type='image/png'>{picture}</uri></media></field>"
        )
        .unwrap();
    }
    let content = format!(
        "<query xmlns='jabber:iq:register'><x xmlns='jabber:x:data' type='form'>{fields}</x>{}</query>",
        data(&png(), &png())
    );
    let fake = Fake::start(vec![offers(content)]).await;
    let mut client = Client::open(&fake.target);
    client.form().await;
    let mut shown = 0;
    for _ in 0..20 {
        match client.event().await {
            Some(Event::Picture(_, Ok(_))) => shown += 1,
            Some(Event::Picture(_, Err(PictureFault::Unasked))) => {}
            other => panic!("no picture: {other:?}"),
        }
    }
    assert_eq!(shown, 8);
    // The others are there for whoever asks.
    client.send(Command::LoadPicture("q19".into()));
    let Some(Event::Picture(field, Ok(_))) = client.event().await else {
        panic!("no picture")
    };
    assert_eq!(field, FieldId::from("q19"));
    drop(client);
    fake.played().await;
}

/// What is behind the link beside a form, for somebody who asks.
async fn behind(link: &str, answers: Vec<Page>) -> Result<Picture, PictureFault> {
    let content = |port: u16| {
        let link = link.replace('$', &format!("https://localhost:{port}"));
        format!(
            "<query xmlns='jabber:iq:register'><username/><password/>\
             <x xmlns='jabber:x:oob'><url>{link}</url></x></query>"
        )
    };
    let asks = async |client: Client| {
        client.send(Command::LoadLink);
        client
    };
    match told(answers, content, vec![], asks).await {
        Some(Event::Link(picture)) => picture,
        other => panic!("nothing behind the link: {other:?}"),
    }
}

/// Requirement 77 (XEP-0221 section 3), and XEP-0066 section 3: nothing is loaded before it is asked for.
#[tokio::test]
async fn a_link_beside_a_form_may_be_a_picture_or_a_page() {
    assert!(behind("$/x", vec![moved("/y"), found(png())]).await.is_ok());
    let mut page = b"<!doctype html><p>".to_vec();
    for length in [page.len(), 300 * 1024, 3 * 1024 * 1024] {
        page.resize(length, b' ');
        let told = behind("$/x", vec![found(page.clone())]).await;
        assert_eq!(told, Err(PictureFault::NotAPicture), "{length}");
    }
    let told = behind("$/x", vec![fails("406 Not Acceptable")]).await;
    assert_eq!(told, Err(PictureFault::NotAPicture));
    for link in [
        "http://fake.test/x",
        "https://192.168.0.1/x",
        "mailto:me@fake.test",
    ] {
        assert_eq!(
            behind(link, vec![]).await,
            Err(PictureFault::Forbidden),
            "{link}"
        );
    }
    assert_eq!(behind("", vec![]).await, Err(PictureFault::Missing));
}
