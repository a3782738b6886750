//! What networks do to connections: stands between a client and a server, in this process.
//!
//! Each connection has a plan: at which byte of which direction what happens. Bytes are forwarded as they are, so with TLS
//! the offsets are those of TLS.

use std::{
    net::Ipv4Addr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{
        TcpListener, TcpStream,
        tcp::{ReadHalf, WriteHalf},
    },
    sync::watch,
    task::JoinSet,
};

/// A direction, as the client sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Up,
    Down,
}

/// What happens to a connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Harm {
    /// Both ends see an orderly end.
    Close,
    /// Both ends see a reset.
    Reset,
    /// Nothing passes any more in this direction; the other one lives on.
    Stall,
    /// From here on one byte passes, then nothing for so long, and so on.
    Drip(Duration),
    /// These bytes slip in.
    Garbage(Vec<u8>),
}

/// What is in store for one connection.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// After so many bytes of a direction something happens.
    pub harm: Option<(Way, u64, Harm)>,
    /// Each byte goes in a packet of its own.
    pub sliced: bool,
    /// How late everything is.
    pub delay: Duration,
    /// Nobody takes the connection: it is reset at once.
    pub refused: bool,
}

impl Plan {
    /// After so many bytes of a direction this happens.
    pub fn at(way: Way, offset: u64, harm: Harm) -> Self {
        Self {
            harm: Some((way, offset, harm)),
            ..Self::default()
        }
    }

    pub fn refused() -> Self {
        Self {
            refused: true,
            ..Self::default()
        }
    }
}

/// The bytes that passed on one connection, and whether what was planned has happened.
#[derive(Debug, Default)]
pub struct Traffic {
    up: AtomicU64,
    down: AtomicU64,
    struck: AtomicBool,
}

impl Traffic {
    pub fn of(&self, way: Way) -> u64 {
        self.counter(way).load(Ordering::SeqCst)
    }

    pub fn was_struck(&self) -> bool {
        self.struck.load(Ordering::SeqCst)
    }

    fn counter(&self, way: Way) -> &AtomicU64 {
        match way {
            Way::Up => &self.up,
            Way::Down => &self.down,
        }
    }
}

/// A running proxy. It ends, with all its connections, when it is dropped.
pub struct Proxy {
    pub port: u16,
    traffic: Arc<Mutex<Vec<Arc<Traffic>>>>,
    /// Counts how often all connections were cut.
    cuts: watch::Sender<usize>,
    /// How many connections there are.
    open: watch::Sender<usize>,
    _task: JoinSet<()>,
}

impl Proxy {
    /// A proxy to a port of this machine. The last plan also holds for all connections that come after.
    pub async fn start(server: u16, plans: Vec<Plan>) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let traffic = Arc::new(Mutex::new(Vec::new()));
        let book = Arc::clone(&traffic);
        let (cuts, open) = (watch::Sender::new(0), watch::Sender::new(0));
        let (cut, counted) = (cuts.subscribe(), open.clone());
        let mut task = JoinSet::new();
        task.spawn(async move {
            let mut connections = JoinSet::new();
            for index in 0.. {
                let (client, _) = listener.accept().await.unwrap();
                let plan = plans.get(index).or(plans.last()).cloned();
                let traffic = Arc::new(Traffic::default());
                book.lock().unwrap().push(Arc::clone(&traffic));
                let (mut cut, counted) = (cut.clone(), counted.clone());
                cut.mark_unchanged();
                counted.send_modify(|open| *open += 1);
                connections.spawn(async move {
                    carry(client, server, plan.unwrap_or_default(), traffic, cut).await;
                    counted.send_modify(|open| *open -= 1);
                });
                while connections.try_join_next().is_some() {}
            }
        });
        Self {
            port,
            traffic,
            cuts,
            open,
            _task: task,
        }
    }

    /// Ends all connections, and waits until the clients have noticed.
    pub async fn cut(&self) {
        self.cuts.send_modify(|cuts| *cuts += 1);
        let mut open = self.open.subscribe();
        open.wait_for(|open| *open == 0).await.unwrap();
    }

    /// What passed, for each connection in their order.
    pub fn traffic(&self) -> Vec<Arc<Traffic>> {
        self.traffic.lock().unwrap().clone()
    }
}

/// A port of this machine at which nothing answers, not even with a no: its queue is full.
pub struct BlackHole {
    pub port: u16,
    _listener: socket2::Socket,
    _queue: Vec<socket2::Socket>,
}

impl BlackHole {
    pub fn open() -> Self {
        use socket2::{Domain, Socket, Type};
        let listener = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
        let any = std::net::SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        listener.bind(&any.into()).unwrap();
        listener.listen(0).unwrap();
        let address = listener.local_addr().unwrap();
        // A queue of none still takes one or two; then the kernel lets every knock go unanswered.
        let queue = (0..4)
            .map(|_| {
                let knock = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
                knock.set_nonblocking(true).unwrap();
                let _ = knock.connect(&address);
                knock
            })
            .collect();
        Self {
            port: address.as_socket().unwrap().port(),
            _listener: listener,
            _queue: queue,
        }
    }
}

/// Makes the end of a connection a reset.
pub fn reset(tcp: &TcpStream) {
    let _ = socket2::SockRef::from(tcp).set_linger(Some(Duration::ZERO));
}

/// From now on nothing that is sent to this end arrives, not even in the kernel: nobody acknowledges it.
pub fn lose_what_comes(tcp: &TcpStream) {
    #[cfg(target_os = "linux")]
    {
        // One instruction: nothing of a packet is let through (BPF_RET; socket(7) under SO_ATTACH_FILTER).
        let nothing = socket2::SockFilter::new(6, 0, 0, 0);
        let socket = socket2::SockRef::from(tcp);
        socket.attach_filter(&[nothing]).unwrap();
    }
    #[cfg(not(target_os = "linux"))]
    panic!("this system cannot lose what comes for {tcp:?}");
}

/// What is sent to this end arrives again, and what was lost is sent anew.
pub fn lose_nothing_more(tcp: &TcpStream) {
    #[cfg(target_os = "linux")]
    socket2::SockRef::from(tcp).detach_filter().unwrap();
    #[cfg(not(target_os = "linux"))]
    panic!("this system cannot lose what comes for {tcp:?}");
}

/// How one direction ended.
enum End {
    /// Its sender has no more to say.
    Eof,
    /// Its sender is gone.
    Broken,
    /// As it was planned.
    Planned { resets: bool },
}

async fn carry(
    client: TcpStream,
    server: u16,
    plan: Plan,
    traffic: Arc<Traffic>,
    mut cut: watch::Receiver<usize>,
) {
    if plan.refused {
        traffic.struck.store(true, Ordering::SeqCst);
        return reset(&client);
    }
    let Ok(server) = TcpStream::connect((Ipv4Addr::LOCALHOST, server)).await else {
        return reset(&client);
    };
    let (mut client, mut server) = (client, server);
    let mut is_cut = false;
    let _ = (client.set_nodelay(true), server.set_nodelay(true));
    let resets = {
        let (from_client, to_client) = client.split();
        let (from_server, to_server) = server.split();
        let up = pump(from_client, to_server, Way::Up, &plan, &traffic);
        let down = pump(from_server, to_client, Way::Down, &plan, &traffic);
        let (mut up, mut down) = (std::pin::pin!(up), std::pin::pin!(down));
        let first = tokio::select! {
            end = &mut up => Some((end, Way::Up)),
            end = &mut down => Some((end, Way::Down)),
            Ok(()) = cut.changed() => None,
        };
        let stalls = |other| matches!(plan.harm, Some((way, _, Harm::Stall)) if way == other);
        match first {
            None => {
                is_cut = true;
                false
            }
            Some((End::Planned { resets }, _)) => resets,
            Some((End::Broken, _)) => true,
            // Nobody waits for what does not pass any more.
            Some((End::Eof, Way::Up)) if stalls(Way::Down) && traffic.was_struck() => false,
            Some((End::Eof, Way::Down)) if stalls(Way::Up) && traffic.was_struck() => false,
            Some((End::Eof, way)) => {
                let second = match way {
                    Way::Up => down.await,
                    Way::Down => up.await,
                };
                !matches!(second, End::Eof | End::Planned { resets: false })
            }
        }
    };
    if resets {
        reset(&client);
        reset(&server);
    }
    if is_cut {
        let _ = client.shutdown().await;
        let _ = client.read_to_end(&mut Vec::new()).await;
    }
}

async fn pump(
    mut from: ReadHalf<'_>,
    mut to: WriteHalf<'_>,
    way: Way,
    plan: &Plan,
    traffic: &Traffic,
) -> End {
    let counter = traffic.counter(way);
    let mut harm = match &plan.harm {
        Some((planned, offset, harm)) if *planned == way => Some((*offset, harm)),
        _ => None,
    };
    let mut drip = None;
    let mut bytes = vec![0; 16 * 1024];
    loop {
        if let Some((offset, what)) = harm
            && counter.load(Ordering::SeqCst) >= offset
        {
            harm = None;
            traffic.struck.store(true, Ordering::SeqCst);
            match what {
                Harm::Close => return End::Planned { resets: false },
                Harm::Reset => return End::Planned { resets: true },
                Harm::Stall => std::future::pending().await,
                Harm::Drip(pause) => drip = Some(*pause),
                Harm::Garbage(garbage) => {
                    if to.write_all(garbage).await.is_err() {
                        return End::Broken;
                    }
                }
            }
        }
        let most = match harm {
            Some((offset, _)) => offset - counter.load(Ordering::SeqCst),
            None => u64::MAX,
        };
        let most = usize::try_from(most).unwrap_or(usize::MAX).min(bytes.len());
        let most = if drip.is_some() { 1 } else { most };
        let count = match from.read(&mut bytes[..most]).await {
            Ok(0) => {
                let _ = to.shutdown().await;
                return End::Eof;
            }
            Ok(count) => count,
            Err(_) => return End::Broken,
        };
        if !plan.delay.is_zero() {
            tokio::time::sleep(plan.delay).await;
        }
        if let Some(pause) = drip {
            tokio::time::sleep(pause).await;
        }
        let piece = if plan.sliced { 1 } else { count };
        for piece in bytes[..count].chunks(piece) {
            if to.write_all(piece).await.is_err() {
                return End::Broken;
            }
            if plan.sliced {
                tokio::task::yield_now().await;
            }
        }
        counter.fetch_add(count as u64, Ordering::SeqCst);
    }
}
