//! The steps before there is a server: names, and a proxy on the way.

use std::{
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream, UdpSocket},
    task::JoinSet,
};
use vestibule::{
    domain::{Domain, Proxy},
    engine::{Target, Tls},
    words::trouble::Cause,
};

use crate::{
    chance::Chance,
    matrix::{Clock, Ends, deadlines, ends, faults},
    person::{Habits, sign_up},
    proxy::{self, BlackHole},
    server::{Conduct, DOMAIN, Server},
    steps::Fault,
};

/// How long a pause in a drip is.
const PAUSE: Duration = Duration::from_millis(20);

fn target() -> Target {
    let mut target = Target::new(Domain::parse(DOMAIN).unwrap());
    target.tls = Tls::StartTls;
    target.deadlines = deadlines();
    target
}

/// Signs up, which must end on this page within this time; says what is wrong.
async fn ends_on(
    fault: Fault,
    target: Target,
    causes: Vec<Cause>,
    limit: Duration,
    clock: Arc<Clock>,
) -> Option<String> {
    let server = Server::start(Conduct::default(), &[]).await;
    let began = Instant::now();
    let story = sign_up(&server, target, Habits::default()).await;
    let took = began.elapsed();
    let most = limit.mul_f64(1.1) + 5 * clock.latest();
    let found = ends(&story);
    let is_right = causes
        .iter()
        .any(|cause| found == Ends::Trouble(cause.clone()))
        && took <= most;
    (!is_right).then(|| {
        format!(
            "{fault:?}: {causes:?} was due within {most:.0?}; {took:.0?}, {:?}",
            story.end
        )
    })
}

/// A name server, by UDP and TCP, with this fault.
async fn name_server(fault: Fault, tasks: &mut JoinSet<()>) -> SocketAddr {
    let (udp, tcp) = loop {
        let tcp = TcpListener::bind("127.0.0.1:0").await.unwrap();
        if let Ok(udp) = UdpSocket::bind(tcp.local_addr().unwrap()).await {
            break (udp, tcp);
        }
    };
    let address = tcp.local_addr().unwrap();
    if fault == Fault::Reset {
        // Nobody is there any more, which the kernel says.
        return address;
    }
    tasks.spawn(async move {
        let mut bytes = [0; 512];
        loop {
            let (count, from) = udp.recv_from(&mut bytes).await.unwrap();
            if let Some(answer) = datagram(fault, &bytes[..count]) {
                udp.send_to(&answer, from).await.unwrap();
            }
        }
    });
    tasks.spawn(async move {
        let mut lines = JoinSet::new();
        loop {
            let (stream, _) = tcp.accept().await.unwrap();
            lines.spawn(by_tcp(fault, stream));
        }
    });
    address
}

/// What comes back by UDP.
fn datagram(fault: Fault, question: &[u8]) -> Option<Vec<u8>> {
    match fault {
        // The rest is to be had by TCP.
        Fault::Close | Fault::Stall | Fault::Drip => Some(answer(question, 0x83)),
        Fault::Garbage => Some(b"\x00\xff\x13 { this is no DNS } \xc0\x80".to_vec()),
        Fault::Cut(seed) => {
            let whole = answer(question, 0x81);
            let at = usize::try_from(seed).unwrap_or(0) % whole.len();
            Some(whole[..at].to_vec())
        }
        // The answer to a question with another number.
        Fault::Wrong => {
            let mut other = answer(question, 0x81);
            other[0] ^= 0xff;
            Some(other)
        }
        Fault::Nothing | Fault::Reset => None,
    }
}

/// An answer without records (RFC 1035 section 4.1), with these first flags.
fn answer(question: &[u8], flags: u8) -> Vec<u8> {
    let mut answer = question.to_vec();
    answer[2] = flags;
    answer[3] = 0x80;
    answer
}

async fn by_tcp(fault: Fault, mut stream: TcpStream) {
    if fault == Fault::Close {
        return;
    }
    let Ok(length) = stream.read_u16().await else {
        return;
    };
    let mut question = vec![0; usize::from(length)];
    if stream.read_exact(&mut question).await.is_err() {
        return;
    }
    let whole = [&length.to_be_bytes()[..], &answer(&question, 0x81)].concat();
    say(fault, stream, &whole).await;
}

/// A proxy with this fault in its answer to a request (RFC 1928 section 6).
async fn socks(fault: Fault, tasks: &mut JoinSet<()>) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tasks.spawn(async move {
        let mut lines = JoinSet::new();
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            lines.spawn(async move {
                let _ = proxied(fault, stream).await;
            });
        }
    });
    address
}

async fn proxied(fault: Fault, mut stream: TcpStream) -> std::io::Result<()> {
    let _version = stream.read_u8().await?;
    let mut methods = vec![0; usize::from(stream.read_u8().await?)];
    stream.read_exact(&mut methods).await?;
    if methods.contains(&2) {
        stream.write_all(&[5, 2]).await?;
        let _version = stream.read_u8().await?;
        for _ in 0..2 {
            let mut text = vec![0; usize::from(stream.read_u8().await?)];
            stream.read_exact(&mut text).await?;
        }
        stream.write_all(&[1, 0]).await?;
    } else {
        stream.write_all(&[5, 0]).await?;
    }
    let mut head = [0; 5];
    stream.read_exact(&mut head).await?;
    let rest = match head[3] {
        1 => 5,
        4 => 17,
        _ => usize::from(head[4]) + 2,
    };
    stream.read_exact(&mut vec![0; rest]).await?;
    // Connected, from a host with a name as long as a name can be.
    let whole = [[5, 0, 0, 3, 255].as_slice(), &[b'a'; 255], &[1, 2]].concat();
    say(fault, stream, &whole).await;
    Ok(())
}

/// Does not say this, but what the fault makes of it.
async fn say(fault: Fault, mut stream: TcpStream, whole: &[u8]) {
    match fault {
        Fault::Close => return,
        Fault::Reset => return proxy::reset(&stream),
        Fault::Stall => drop(stream.write_all(&whole[..whole.len() / 2]).await),
        Fault::Drip => {
            for byte in whole {
                if stream.write_all(&[*byte]).await.is_err() {
                    return;
                }
                tokio::time::sleep(PAUSE).await;
            }
        }
        Fault::Garbage => drop(
            stream
                .write_all(b"\x00\xff\x13 { this is no proxy } \xc0\x80")
                .await,
        ),
        Fault::Cut(seed) => {
            let at = usize::try_from(seed % whole.len() as u64).unwrap();
            let _ = stream.write_all(&whole[..at]).await;
            return;
        }
        // As an older proxy says it (SOCKS4).
        Fault::Wrong => drop(stream.write_all(&[0, 90, 0, 0, 0, 0, 0, 0]).await),
        Fault::Nothing => {}
    }
    let _ = stream.read_to_end(&mut Vec::new()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_fault_of_names_ends_on_the_right_page_in_time() {
    let mut chance = Chance::told("names");
    let clock = Arc::new(Clock::start());
    let (mut tasks, mut cells) = (JoinSet::new(), JoinSet::new());
    for fault in faults(&mut chance) {
        let mut target = target();
        let causes = match fault {
            // Something came, and it depends on when and how much whether that counts as an answer.
            Fault::Close | Fault::Cut(_) => vec![Cause::Names, Cause::NoNetwork],
            _ => vec![Cause::NoNetwork],
        };
        target.name_servers = vec![name_server(fault, &mut tasks).await];
        cells.spawn(ends_on(
            fault,
            target,
            causes,
            deadlines().dns,
            Arc::clone(&clock),
        ));
    }
    let wrong: Vec<String> = cells.join_all().await.into_iter().flatten().collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_fault_of_a_proxy_ends_on_the_right_page_in_time() {
    let mut chance = Chance::told("proxy");
    let clock = Arc::new(Clock::start());
    let hole = BlackHole::open();
    let (mut tasks, mut cells) = (JoinSet::new(), JoinSet::new());
    for fault in faults(&mut chance) {
        let mut target = target();
        target.connect = Some(("behind.test".to_owned(), 5222));
        let address = if fault == Fault::Nothing {
            SocketAddr::from(([127, 0, 0, 1], hole.port))
        } else {
            socks(fault, &mut tasks).await
        };
        target.proxy = Some(Proxy::parse(&address.to_string()).unwrap());
        let cause = match fault {
            Fault::Nothing => Cause::ProxyAway,
            Fault::Garbage | Fault::Wrong => Cause::NotAProxy,
            _ => Cause::ProxyLost,
        };
        cells.spawn(ends_on(
            fault,
            target,
            vec![cause],
            deadlines().connect,
            Arc::clone(&clock),
        ));
    }
    let wrong: Vec<String> = cells.join_all().await.into_iter().flatten().collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
