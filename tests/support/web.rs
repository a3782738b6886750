//! A web server on this machine that has lists of servers, and plays what a test tells it to.

use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Runtime;
use tokio_rustls::server::TlsStream;

use crate::authority::Authority;

/// What is answered on one connection.
#[derive(Clone)]
pub enum Page {
    /// A head without its last line, and a body.
    Whole(String, Vec<u8>),
    /// A list that begins well and never ends.
    Endless,
    /// Nothing.
    Silent,
}

pub fn page(head: &str, body: impl Into<Vec<u8>>) -> Page {
    Page::Whole(head.to_owned(), body.into())
}

pub fn list(body: impl Into<Vec<u8>>) -> Page {
    page("200 OK\r\nContent-Type: application/json", body)
}

pub fn moved(target: &str) -> Page {
    page(&format!("302 Found\r\nLocation: {target}"), "")
}

/// A web server on this machine, with a page for each connection.
pub struct Web {
    pub runtime: Runtime,
    pub port: u16,
    pub pem: String,
    /// The requests, and how many bytes went out to each.
    asked: Arc<Mutex<Vec<(String, usize)>>>,
    /// Each request, as it comes.
    came: Mutex<Receiver<()>>,
}

impl Web {
    pub fn new(pages: Vec<Page>) -> Self {
        let authority = Authority::new("Authority of lists");
        let acceptor = authority.acceptor(&["localhost"]);
        let runtime = Runtime::new().unwrap();
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let port = listener.local_addr().unwrap().port();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let told = Arc::clone(&asked);
        let (tell, came) = mpsc::channel();
        runtime.spawn(async move {
            for page in pages {
                let (tcp, _) = listener.accept().await.unwrap();
                let (acceptor, tell, told) = (acceptor.clone(), tell.clone(), told.clone());
                tokio::spawn(async move {
                    if let Ok(mut tls) = acceptor.accept(tcp).await {
                        let request = request(&mut tls).await;
                        let number = {
                            let mut told = told.lock().unwrap();
                            told.push((request, 0));
                            told.len() - 1
                        };
                        let _ = tell.send(());
                        let sent = |bytes: usize| told.lock().unwrap()[number].1 += bytes;
                        answer(&mut tls, page, sent).await;
                        let _ = tls.shutdown().await;
                    }
                });
            }
        });
        Self {
            runtime,
            port,
            pem: authority.pem().to_owned(),
            asked,
            came: Mutex::new(came),
        }
    }

    /// Waits for the next request.
    pub fn wait_for_request(&self) {
        let came = self.came.lock().unwrap();
        came.recv_timeout(Duration::from_secs(60)).unwrap();
    }

    pub fn address(&self) -> String {
        format!("https://localhost:{}/providers.json", self.port)
    }

    pub fn requests(&self) -> Vec<String> {
        let asked = self.asked.lock().unwrap();
        asked.iter().map(|(request, _)| request.clone()).collect()
    }

    /// The most bytes that went out to one.
    pub fn most_sent(&self) -> usize {
        let asked = self.asked.lock().unwrap();
        asked
            .iter()
            .map(|(_, sent)| *sent)
            .max()
            .unwrap_or_default()
    }
}

/// What is asked on a connection, in small letters.
async fn request(tls: &mut TlsStream<TcpStream>) -> String {
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        let Ok(byte) = tls.read_u8().await else {
            break;
        };
        request.push(byte);
    }
    String::from_utf8(request).unwrap().to_lowercase()
}

/// Answers with this page, and tells how many bytes of it went out.
async fn answer(tls: &mut TlsStream<TcpStream>, page: Page, sent: impl Fn(usize)) {
    match page {
        Page::Whole(head, body) => {
            let length = body.len();
            let head = format!("HTTP/1.1 {head}\r\nContent-Length: {length}\r\n\r\n");
            let _ = tls.write_all(head.as_bytes()).await;
            for piece in body.chunks(16 * 1024) {
                if tls.write_all(piece).await.is_err() {
                    break;
                }
                sent(piece.len());
            }
        }
        Page::Endless => {
            let _ = tls.write_all(b"HTTP/1.1 200 OK\r\n\r\n[").await;
            let piece = b"{\"jid\": \"one.example\"},".repeat(500);
            while tls.write_all(&piece).await.is_ok() {
                sent(piece.len());
            }
        }
        Page::Silent => {
            let _ = tls.read_u8().await;
        }
    }
}
