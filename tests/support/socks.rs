//! A SOCKS5 proxy of the tests' own (RFC 1928, RFC 1929): it remembers who asked it for what, and misbehaves when told to.

use std::{
    net::{IpAddr, SocketAddr},
    sync::{Arc, Mutex},
};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _, copy_bidirectional},
    net::{TcpListener, TcpStream},
    task::{JoinHandle, JoinSet},
};
use vestibule::domain::Proxy;

/// One request for a connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Name and password, if they were given.
    pub login: Option<(String, String)>,
    /// As it was asked for: a name, or an address.
    pub host: String,
    pub port: u16,
    /// Whether it came as a name.
    pub is_name: bool,
}

/// Where a request leads; `None` is nowhere.
type Map = dyn Fn(&Request) -> Option<SocketAddr> + Send + Sync;

/// What the proxy does.
pub enum Manner {
    /// Lets everybody through to where this says.
    Leads(Box<Map>),
    /// The same for who knows this name and password.
    LeadsWhom(&'static str, &'static str, Box<Map>),
    /// Answers every request with this number.
    Refuses(u8),
    /// Takes neither nobody nor a name and a password.
    TakesNoLogin,
    /// Says this at once.
    Says(&'static [u8]),
    /// Closes at once.
    Closes,
    /// Closes when it has been asked for a host.
    ClosesLate,
    /// Says nothing at all.
    Silent,
    /// Says nothing once it has been asked for a host.
    SilentLate,
}

/// The running proxy.
pub struct Socks {
    pub address: SocketAddr,
    asked: Arc<Mutex<Vec<Request>>>,
    serving: JoinHandle<()>,
}

impl Socks {
    pub async fn start(manner: Manner) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&asked);
        let manner = Arc::new(manner);
        let serving = tokio::spawn(async move {
            // They end with the proxy.
            let mut all = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                let (manner, seen) = (Arc::clone(&manner), Arc::clone(&seen));
                all.spawn(async move {
                    let _ = serve(stream, &manner, &seen).await;
                });
            }
        });
        Self {
            address,
            asked,
            serving,
        }
    }

    /// Leads everybody to where this says.
    pub async fn leads(
        map: impl Fn(&Request) -> Option<SocketAddr> + Send + Sync + 'static,
    ) -> Self {
        Self::start(Manner::Leads(Box::new(map))).await
    }

    pub fn proxy(&self) -> Proxy {
        Proxy::parse(&self.address.to_string()).unwrap()
    }

    /// What it was asked for up to now.
    pub fn asked(&self) -> Vec<Request> {
        self.asked.lock().unwrap().clone()
    }

    /// The same as `host:port`.
    pub fn places(&self) -> Vec<String> {
        let place = |request: Request| format!("{}:{}", request.host, request.port);
        self.asked().into_iter().map(place).collect()
    }
}

impl Drop for Socks {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn serve(
    mut stream: TcpStream,
    manner: &Manner,
    seen: &Mutex<Vec<Request>>,
) -> std::io::Result<()> {
    match manner {
        Manner::Closes => return Ok(()),
        Manner::Silent => return until_gone(stream).await,
        Manner::Says(words) => {
            stream.write_all(words).await?;
            return until_gone(stream).await;
        }
        _ => {}
    }
    assert_eq!(stream.read_u8().await?, 5, "the version");
    let count = stream.read_u8().await?;
    let mut methods = vec![0; usize::from(count)];
    stream.read_exact(&mut methods).await?;
    if matches!(manner, Manner::TakesNoLogin) {
        stream.write_all(&[5, 0xff]).await?;
        return until_gone(stream).await;
    }
    // As Tor does: a name and a password if they are on offer.
    let mut login = None;
    if methods.contains(&2) {
        stream.write_all(&[5, 2]).await?;
        assert_eq!(stream.read_u8().await?, 1, "the version of the login");
        let user = text(&mut stream).await?;
        let password = text(&mut stream).await?;
        let good = match manner {
            Manner::LeadsWhom(known, word, _) => user == *known && password == *word,
            _ => true,
        };
        stream.write_all(&[1, u8::from(!good)]).await?;
        if !good {
            return until_gone(stream).await;
        }
        login = Some((user, password));
    } else {
        stream.write_all(&[5, 0]).await?;
    }
    let mut head = [0; 4];
    stream.read_exact(&mut head).await?;
    assert_eq!(head[..3], [5, 1, 0], "a connection is asked for");
    let (host, is_name) = match head[3] {
        1 => (
            IpAddr::from(stream.read_u32().await?.to_be_bytes()).to_string(),
            false,
        ),
        4 => (
            IpAddr::from(stream.read_u128().await?.to_be_bytes()).to_string(),
            false,
        ),
        3 => (text(&mut stream).await?, true),
        other => panic!("an address of kind {other}"),
    };
    let request = Request {
        login,
        host,
        port: stream.read_u16().await?,
        is_name,
    };
    seen.lock().unwrap().push(request.clone());
    let there = match manner {
        Manner::Leads(map) | Manner::LeadsWhom(_, _, map) => match map(&request) {
            Some(there) => there,
            None => return answer(&mut stream, 4).await,
        },
        Manner::Refuses(code) => return answer(&mut stream, *code).await,
        Manner::ClosesLate => return Ok(()),
        _ => return until_gone(stream).await,
    };
    let Ok(mut server) = TcpStream::connect(there).await else {
        return answer(&mut stream, 5).await;
    };
    answer(&mut stream, 0).await?;
    copy_bidirectional(&mut stream, &mut server)
        .await
        .map(|_| ())
}

async fn answer(stream: &mut TcpStream, code: u8) -> std::io::Result<()> {
    stream.write_all(&[5, code, 0, 1, 0, 0, 0, 0, 0, 0]).await
}

/// Text behind its length.
async fn text(stream: &mut TcpStream) -> std::io::Result<String> {
    let length = stream.read_u8().await?;
    let mut bytes = vec![0; usize::from(length)];
    stream.read_exact(&mut bytes).await?;
    Ok(String::from_utf8(bytes).unwrap())
}

async fn until_gone(mut stream: TcpStream) -> std::io::Result<()> {
    let mut rest = Vec::new();
    stream.read_to_end(&mut rest).await.map(|_| ())
}
