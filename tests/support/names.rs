//! A name server of the tests' own: it answers from a list, by UDP and TCP, and remembers what it was asked.

use std::{
    collections::HashMap,
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use hickory_resolver::proto::{
    op::{Message, ResponseCode},
    rr::{
        Name, RData, Record, RecordType,
        rdata::{A, AAAA, CNAME, SRV},
    },
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream, UdpSocket},
    task::JoinHandle,
};

/// How a question came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    Udp,
    Tcp,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// In lower case, without the dot at its end.
    pub name: String,
    pub kind: RecordType,
    pub by: By,
}

/// What it knows. Names that it was told nothing of do not exist.
#[derive(Clone, Default)]
pub struct Zone {
    records: HashMap<String, Vec<RData>>,
    /// Answers to questions of one kind, or of all, for a name; the name `*` is every one.
    odd: Vec<(String, Option<RecordType>, Odd)>,
}

#[derive(Clone, Copy)]
enum Odd {
    Fails(ResponseCode),
    Silent,
    Late(Duration),
    /// Over UDP only the beginning.
    Truncated,
}

impl Zone {
    pub fn srv(self, name: &str, (priority, weight, port): (u16, u16, u16), host: &str) -> Self {
        let host = Name::from_ascii(format!("{}.", host.trim_end_matches('.'))).unwrap();
        self.add(name, RData::SRV(SRV::new(priority, weight, port, host)))
    }

    /// An address of either family.
    pub fn address(self, name: &str, address: &str) -> Self {
        let data = match address.parse().unwrap() {
            std::net::IpAddr::V4(ip) => RData::A(A(ip)),
            std::net::IpAddr::V6(ip) => RData::AAAA(AAAA(ip)),
        };
        self.add(name, data)
    }

    pub fn cname(self, name: &str, real: &str) -> Self {
        let real = Name::from_ascii(format!("{real}.")).unwrap();
        self.add(name, RData::CNAME(CNAME(real)))
    }

    /// A name that exists and has nothing.
    pub fn empty(mut self, name: &str) -> Self {
        self.records.entry(name.to_owned()).or_default();
        self
    }

    pub fn fails(self, name: &str, kind: Option<RecordType>, code: ResponseCode) -> Self {
        self.odd(name, kind, Odd::Fails(code))
    }

    pub fn silent(self, name: &str, kind: Option<RecordType>) -> Self {
        self.odd(name, kind, Odd::Silent)
    }

    pub fn late(self, name: &str, kind: RecordType, by: Duration) -> Self {
        self.odd(name, Some(kind), Odd::Late(by))
    }

    pub fn truncated(self, name: &str) -> Self {
        self.odd(name, None, Odd::Truncated)
    }

    fn add(mut self, name: &str, data: RData) -> Self {
        self.records.entry(name.to_owned()).or_default().push(data);
        self
    }

    fn odd(mut self, name: &str, kind: Option<RecordType>, odd: Odd) -> Self {
        self.odd.push((name.to_owned(), kind, odd));
        self
    }

    fn is_odd(&self, question: &Question) -> Option<Odd> {
        self.odd
            .iter()
            .find(|(name, kind, _)| {
                (name == "*" || *name == question.name)
                    && kind.is_none_or(|kind| kind == question.kind)
            })
            .map(|(_, _, odd)| *odd)
    }

    /// The answer to a question; aliases are followed.
    fn answer(&self, query: &Message, question: &Question) -> Message {
        let mut answer = query.clone().into_response();
        answer.metadata.recursion_available = true;
        let mut name = question.name.clone();
        for _ in 0..8 {
            let Some(found) = self.records.get(&name) else {
                if answer.answers.is_empty() {
                    answer.metadata.response_code = ResponseCode::NXDomain;
                }
                break;
            };
            let owner = Name::from_ascii(format!("{name}.")).unwrap();
            let mut next = None;
            for data in found {
                let is_alias = data.record_type() == RecordType::CNAME;
                if is_alias || data.record_type() == question.kind {
                    answer.add_answer(Record::from_rdata(owner.clone(), 60, data.clone()));
                }
                if let RData::CNAME(real) = data {
                    next = Some(plain(&real.0));
                }
            }
            match next {
                Some(next) if question.kind != RecordType::CNAME => name = next,
                _ => break,
            }
        }
        answer
    }
}

/// The running server.
pub struct Names {
    pub address: SocketAddr,
    asked: Arc<Mutex<Vec<Question>>>,
    serving: Vec<JoinHandle<()>>,
}

impl Names {
    pub async fn start(zone: Zone) -> Self {
        // UDP and TCP have to have the same port, and nobody keeps one for both.
        let (udp, tcp) = loop {
            let tcp = TcpListener::bind("127.0.0.1:0").await.unwrap();
            if let Ok(udp) = UdpSocket::bind(tcp.local_addr().unwrap()).await {
                break (Arc::new(udp), tcp);
            }
        };
        let address = tcp.local_addr().unwrap();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let zone = Arc::new(zone);
        let by_udp = {
            let (zone, asked) = (Arc::clone(&zone), Arc::clone(&asked));
            tokio::spawn(async move {
                let mut bytes = [0; 4096];
                while let Ok((count, from)) = udp.recv_from(&mut bytes).await {
                    let question = bytes[..count].to_vec();
                    let (zone, asked) = (Arc::clone(&zone), Arc::clone(&asked));
                    let udp = Arc::clone(&udp);
                    tokio::spawn(async move {
                        if let Some(answer) = reply(&zone, &asked, &question, By::Udp).await {
                            let _ = udp.send_to(&answer, from).await;
                        }
                    });
                }
            })
        };
        let by_tcp = {
            let asked = Arc::clone(&asked);
            tokio::spawn(async move {
                while let Ok((stream, _)) = tcp.accept().await {
                    tokio::spawn(talk(stream, Arc::clone(&zone), Arc::clone(&asked)));
                }
            })
        };
        Self {
            address,
            asked,
            serving: vec![by_udp, by_tcp],
        }
    }

    /// What it was asked up to now.
    pub fn asked(&self) -> Vec<Question> {
        self.asked.lock().unwrap().clone()
    }

    /// The names of which addresses were asked for, each once.
    pub fn hosts(&self) -> Vec<String> {
        let mut names: Vec<String> = self
            .asked()
            .into_iter()
            .filter(|question| matches!(question.kind, RecordType::A | RecordType::AAAA))
            .map(|question| question.name)
            .collect();
        names.sort();
        names.dedup();
        names
    }
}

impl Drop for Names {
    fn drop(&mut self) {
        for task in &self.serving {
            task.abort();
        }
    }
}

async fn talk(mut stream: TcpStream, zone: Arc<Zone>, asked: Arc<Mutex<Vec<Question>>>) {
    while let Ok(length) = stream.read_u16().await {
        let mut question = vec![0; usize::from(length)];
        if stream.read_exact(&mut question).await.is_err() {
            return;
        }
        if let Some(answer) = reply(&zone, &asked, &question, By::Tcp).await {
            let length = u16::try_from(answer.len()).unwrap();
            let whole = [&length.to_be_bytes()[..], &answer].concat();
            if stream.write_all(&whole).await.is_err() {
                return;
            }
        }
    }
}

async fn reply(zone: &Zone, asked: &Mutex<Vec<Question>>, bytes: &[u8], by: By) -> Option<Vec<u8>> {
    let query = Message::from_vec(bytes).unwrap();
    let question = Question {
        name: plain(query.queries[0].name()),
        kind: query.queries[0].query_type(),
        by,
    };
    asked.lock().unwrap().push(question.clone());
    let mut answer = zone.answer(&query, &question);
    match zone.is_odd(&question) {
        Some(Odd::Silent) => return None,
        Some(Odd::Late(by)) => tokio::time::sleep(by).await,
        Some(Odd::Fails(code)) => {
            answer.answers.clear();
            answer.metadata.response_code = code;
        }
        Some(Odd::Truncated) if by == By::Udp => {
            answer.answers.clear();
            answer.metadata.truncation = true;
        }
        Some(Odd::Truncated) | None => {}
    }
    Some(answer.to_vec().unwrap())
}

fn plain(name: &Name) -> String {
    name.to_ascii().trim_end_matches('.').to_lowercase()
}
