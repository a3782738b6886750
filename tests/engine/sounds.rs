//! The sounds and films of a form, which are loaded when somebody asks for them.

use vestibule::{
    domain::FieldId,
    engine::{Command, Event, PictureFault, Sound},
};

use crate::{
    client::Client,
    web::{Page, fails, found, moved, told},
};

const WAV: &[u8] = b"RIFF\x24\0\0\0WAVEfmt and so on";

/// The sound of a puzzle that has these sources, where `@` stands for the web server.
async fn sound_at(uris: &[(&str, &str)], answers: Vec<Page>) -> Result<Sound, PictureFault> {
    let content = |port: u16| {
        let uris: String = uris
            .iter()
            .map(|(mime, uri)| {
                let uri = uri.replace('@', &format!("https://localhost:{port}"));
                ["<uri type='", mime, "'>", &uri, "</uri>"].concat()
            })
            .collect();
        format!(
            "<query xmlns='jabber:iq:register'><x xmlns='jabber:x:data' type='form'>\
             <field var='FORM_TYPE' type='hidden'><value>urn:xmpp:captcha</value></field>\
             <field var='username' type='text-single'/><field var='password' type='text-private'/>\
             <field var='audio_recog' type='text-single'><media xmlns='urn:xmpp:media-element'>{uris}</media>\
             </field></x></query>"
        )
    };
    let asks = async |client: Client| {
        client.send(Command::LoadSound("audio_recog".into()));
        client
    };
    match told(answers, content, vec![], asks).await {
        Some(Event::Sound(field, sound)) => {
            assert_eq!(field, FieldId::from("audio_recog"));
            sound
        }
        other => panic!("no sound: {other:?}"),
    }
}

/// Requirement 66 (XEP-0158 section 6.3).
#[tokio::test]
async fn a_sound_is_loaded_when_somebody_asks() {
    let sound = sound_at(
        &[("audio/x-wav", "@/x")],
        vec![moved("/y"), found(WAV.to_vec())],
    )
    .await
    .unwrap();
    assert_eq!(&*sound.bytes, WAV);
    assert_eq!(
        (sound.mime.as_str(), sound.extension()),
        ("audio/x-wav", "wav")
    );
    // More than a picture may have.
    let film = [b"\0\0\x01\xba".as_slice(), &vec![7; 2 * 1024 * 1024 - 4]].concat();
    let sound = sound_at(&[("video/mpeg", "@/x")], vec![found(film.clone())])
        .await
        .unwrap();
    assert_eq!((sound.bytes.len(), sound.extension()), (film.len(), "mpg"));
}

#[tokio::test]
async fn a_sound_comes_from_the_first_source_that_has_it() {
    let uris = [
        ("audio/x-wav", "http://fake.test/x"),
        ("audio/ogg", "@/1"),
        ("audio/x-wav", "@/2"),
    ];
    let answers = vec![fails("404 Not Found"), found(WAV.to_vec())];
    assert!(sound_at(&uris, answers).await.is_ok());
}

#[tokio::test]
async fn a_sound_that_cannot_be_had_is_told() {
    for link in [
        "http://fake.test/x",
        "https://10.0.0.1/x",
        "file:///etc/passwd",
    ] {
        let told = sound_at(&[("audio/x-wav", link)], vec![]).await;
        assert_eq!(told, Err(PictureFault::Forbidden), "{link}");
    }
    let large = found(vec![7; 2 * 1024 * 1024 + 1]);
    let told = sound_at(&[("audio/x-wav", "@/x")], vec![large]).await;
    assert_eq!(told, Err(PictureFault::TooLarge));
    let told = sound_at(&[], vec![]).await;
    assert_eq!(told, Err(PictureFault::Missing));
    let told = sound_at(&[("audio/x-wav", "@/x")], vec![fails("500 Oops")]).await;
    assert!(
        matches!(told, Err(PictureFault::Unreachable(_))),
        "{told:?}"
    );
}
