//! The scripted server's own words to owners of accounts, and how it judges theirs.

use crate::account::{NEW, owner as handle};
use crate::fake::{Fake, Line, PASSWORD, owner::About, script, signs_in};
use minidom::Element;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, DuplexStream, duplex};
use vestibule::{domain::Secret, engine::account::AccountError, protocol::ns};

#[tokio::test]
async fn an_owner_reads_changes_and_deletes() {
    let fake = Fake::start(vec![
        script(|line: Line| async move {
            let mut line = line.enter(PASSWORD).await;
            line.shows(None, "<registered/><username>juliet</username>")
                .await;
            line.read_all().await;
        }),
        script(|line: Line| async move {
            let mut line = line.enter(PASSWORD).await;
            let (id, new) = line.changed("fake.test", "juliet").await;
            assert_eq!(new, NEW);
            line.result_from(Some("fake.test"), &id, "").await;
            line.read_all().await;
        }),
        signs_in(NEW),
        script(|line: Line| async move {
            let mut line = line.enter(PASSWORD).await;
            let id = line.removed(None).await;
            line.error_from(None, &id, "cancel", "not-allowed").await;
            line.read_all().await;
        }),
    ])
    .await;
    let record = handle(&fake).record().await.unwrap().unwrap();
    assert_eq!(record.fields.len(), 1);
    let new = Secret::from(NEW);
    handle(&fake).change_password(&new).await.unwrap();
    let refused = handle(&fake).delete().await;
    assert!(
        matches!(&refused, Err(AccountError::Refused(refusal))
            if refusal.condition.as_deref() == Some("not-allowed")),
        "{refused:?}"
    );
    fake.played().await;
}

/// A line to nobody but the test.
fn line() -> (Line, DuplexStream) {
    let (io, other) = duplex(1 << 16);
    (Line::over(io), other)
}

/// Asks something and gives the answer.
async fn ask(client: &mut DuplexStream, to: &str, ns: &str) -> Element {
    let iq = format!("<iq type='get' id='1' to='{to}'><query xmlns='{ns}'/></iq>");
    client.write_all(iq.as_bytes()).await.unwrap();
    let mut said = String::new();
    while !said.ends_with("</iq>") {
        let mut bytes = [0; 4096];
        let count = client.read(&mut bytes).await.unwrap();
        assert_ne!(count, 0, "{said}");
        said += std::str::from_utf8(&bytes[..count]).unwrap();
    }
    let said = said.replacen("<iq", "<iq xmlns='jabber:client'", 1);
    said.parse().unwrap()
}

#[tokio::test]
async fn what_there_is_can_be_asked() {
    let (mut line, mut client) = line();
    let about = About {
        identity: ("server", "im", "A & B's"),
        features: &[ns::REGISTER],
        contacts: &[("abuse-addresses", &["mailto:a@b", "xmpp:a@b"])],
    };
    let (told, ()) = tokio::join!(
        ask(&mut client, "fake.test", ns::DISCO_INFO),
        line.info("fake.test", about)
    );
    assert_eq!(told.attr("from"), Some("fake.test"));
    let query = told.get_child("query", ns::DISCO_INFO).unwrap();
    let identity = query.get_child("identity", ns::DISCO_INFO).unwrap();
    assert_eq!(identity.attr("name"), Some("A & B's"));
    assert!(query.has_child("feature", ns::DISCO_INFO));
    let form = query.get_child("x", ns::DATA_FORM).unwrap();
    assert_eq!(form.children().count(), 2);

    let items = [("rooms.fake.test", "Rooms"), ("x.fake.test", "<x>")];
    let (told, ()) = tokio::join!(
        ask(&mut client, "fake.test", ns::DISCO_ITEMS),
        line.items("fake.test", &items)
    );
    let query = told.get_child("query", ns::DISCO_ITEMS).unwrap();
    let names: Vec<_> = query.children().map(|item| item.attr("name")).collect();
    assert_eq!(names, [Some("Rooms"), Some("<x>")]);

    let form = "<username/><password/>";
    let (told, ()) = tokio::join!(
        ask(&mut client, "x.fake.test", ns::REGISTER),
        line.shows(Some("x.fake.test"), form)
    );
    assert_eq!(told.attr("from"), Some("x.fake.test"));
}

/// The judge itself: what is not by the letter ends the test.
#[tokio::test]
async fn what_is_not_by_the_letter_is_not_answered() {
    for (wrong, kind) in [
        (
            "<iq type='set' id='1'><query xmlns='jabber:iq:register'><remove/><username/></query></iq>",
            "remove",
        ),
        (
            "<iq type='set' id='1' to='a.test'><query xmlns='jabber:iq:register'><remove/></query></iq>",
            "remove",
        ),
        (
            "<iq type='get' id='1'><query xmlns='jabber:iq:register'><remove/></query></iq>",
            "remove",
        ),
        (
            "<iq type='set' id=''><query xmlns='jabber:iq:register'><remove/></query></iq>",
            "remove",
        ),
        (
            "<iq type='set' id='1'><query xmlns='jabber:iq:register'><remove/></query><x/></iq>",
            "remove",
        ),
        (
            "<iq type='set' id='1' to='fake.test'><query xmlns='jabber:iq:register'>\
             <username>juliet@fake.test</username><password>p</password></query></iq>",
            "change",
        ),
        (
            "<iq type='set' id='1' to='fake.test'><query xmlns='jabber:iq:register'>\
             <username>juliet</username><password/></query></iq>",
            "change",
        ),
    ] {
        let (mut line, mut client) = line();
        client.write_all(wrong.as_bytes()).await.unwrap();
        let judged = tokio::spawn(async move {
            if kind == "remove" {
                let _ = line.removed(None).await;
            } else {
                let _ = line.changed("fake.test", "juliet").await;
            }
        });
        assert!(judged.await.unwrap_err().is_panic(), "{wrong}");
    }
}
