//! A web server that plays what each test tells it to.

use std::sync::Arc;

use vestibule::engine::{Event, Target};

use crate::{
    client::Client,
    fake::{Fake, Line, Script, script},
};

/// The head and the body of an answer.
pub type Page = (String, Vec<u8>);

/// A web server that answers each request with one of these, in their order, and its port.
pub async fn web(answers: Vec<Page>) -> (Fake, u16) {
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

pub fn found(body: Vec<u8>) -> Page {
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    (head, body)
}

pub fn moved(target: &str) -> Page {
    let head = format!(
        "HTTP/1.1 302 Found\r\nLocation: {target}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    );
    (head, Vec::new())
}

pub fn fails(status: &str) -> Page {
    (
        format!("HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"),
        Vec::new(),
    )
}

/// Offers this, and has nothing else asked on that stream.
pub fn offers(content: String) -> Script {
    script(move |line: Line| async move {
        let mut line = line.open().await;
        line.result(&content).await;
        let rest = line.read_all().await;
        assert!(!rest.contains("<iq"), "{rest}");
    })
}

/// What a session tells behind a form whose content is made of the port of this web server; those who ask may load from
/// this machine. `asks` goes on from there, `more` is what the server plays on further connections.
pub async fn told<F>(
    answers: Vec<Page>,
    content: impl FnOnce(u16) -> String,
    more: Vec<Script>,
    ask: impl FnOnce(Client) -> F,
) -> Option<Event>
where
    F: Future<Output = Client>,
{
    let (web, port) = web(answers).await;
    let mut plays = vec![offers(content(port))];
    plays.extend(more);
    let mut fake = Fake::start_by(Arc::clone(&web.authority), plays).await;
    fake.target.loopback_pictures = true;
    let told = told_by(&fake.target, ask).await;
    fake.played().await;
    web.played().await;
    told
}

async fn told_by<F>(target: &Target, ask: impl FnOnce(Client) -> F) -> Option<Event>
where
    F: Future<Output = Client>,
{
    let mut client = Client::open(target);
    client.form().await;
    let mut client = ask(client).await;
    client.event().await
}
