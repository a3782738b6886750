//! The pictures of a form: with it, behind a link, or not at all.

use std::sync::Arc;

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
};

fn png() -> Vec<u8> {
    let image = RgbaImage::from_pixel(30, 20, [1, 2, 3, 255].into());
    let mut bytes = std::io::Cursor::new(Vec::new());
    DynamicImage::ImageRgba8(image)
        .write_to(&mut bytes, ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}

/// A form whose captcha has its picture at `uri`; `beside` stands beside the form.
fn form(uri: &str, beside: &str) -> String {
    format!(
        "<query xmlns='jabber:iq:register'>{beside}<x xmlns='jabber:x:data' type='form'>\
         <field var='FORM_TYPE' type='hidden'><value>urn:xmpp:captcha</value></field>\
         <field var='username' type='text-single'/><field var='password' type='text-private'/>\
         <field var='ocr' type='text-single'><media xmlns='urn:xmpp:media-element'>\
         <uri type='image/png'>{uri}</uri></media></field></x></query>"
    )
}

fn offers(content: String) -> Script {
    script(move |line: Line| async move {
        let mut line = line.open().await;
        line.result(&content).await;
        line.read_all().await;
    })
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

fn with_bytes(bytes: &[u8]) -> String {
    let hash = Sha1::digest(bytes)
        .iter()
        .fold(String::new(), |hash, byte| format!("{hash}{byte:02x}"));
    let cid = format!("sha1+{hash}@bob.xmpp.org");
    form(
        &format!("cid:{cid}"),
        &format!(
            "<data xmlns='urn:xmpp:bob' cid='{cid}' type='image/png' max-age='0'>{}</data>",
            BASE64.encode(bytes)
        ),
    )
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

/// A web server that answers each request with one of these, in their order.
async fn web(answers: Vec<(String, Vec<u8>)>) -> (Fake, u16) {
    let scripts = answers
        .into_iter()
        .map(|(head, body)| {
            script(move |line: Line| async move {
                let mut line = line.secure().await;
                let request = line.read_to("\r\n\r\n").await.to_lowercase();
                assert!(request.starts_with("get /"), "{request}");
                for header in ["accept-encoding: gzip", "cookie", "referer"] {
                    assert!(!request.contains(header), "{request}");
                }
                line.send(&head).await;
                line.send_bytes(&body).await;
            })
        })
        .collect();
    let fake = Fake::start_for("localhost", scripts).await;
    let port = fake.target.connect.as_ref().unwrap().1;
    (fake, port)
}

fn found(body: Vec<u8>) -> (String, Vec<u8>) {
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    (head, body)
}

fn moved(target: &str) -> (String, Vec<u8>) {
    let head = format!(
        "HTTP/1.1 302 Found\r\nLocation: {target}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    );
    (head, Vec::new())
}

/// The picture behind a link, for somebody who may load from this machine.
async fn loaded(answers: Vec<(String, Vec<u8>)>) -> Result<Picture, PictureFault> {
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
    let gone = (
        "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".to_owned(),
        Vec::new(),
    );
    assert!(matches!(
        loaded(vec![gone]).await,
        Err(PictureFault::Unreachable(_))
    ));
    let large = loaded(vec![found(vec![0; 300 * 1024])]).await;
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
