//! A small server with accounts of its own, of which a test knows the truth, and which fails on purpose.

use std::{
    collections::HashMap,
    net::Ipv4Addr,
    sync::{Arc, Mutex, OnceLock},
    time::{Duration, Instant},
};

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    sync::Notify,
    task::{JoinHandle, JoinSet},
};
use tokio_rustls::{TlsAcceptor, server::TlsStream};
use vestibule::{
    domain::Domain,
    engine::{Roots, Target, Tls},
};

use crate::{
    authority::Authority,
    person::{self, PASSWORD},
    proxy,
    said::{SALT, Said, attribute, check, content, decoded, message, next},
    steps::{Fault, Step},
};

pub const DOMAIN: &str = "faults.test";

/// Bytes, and how often they are said.
pub type Piece = (Vec<u8>, usize);

/// What a server says instead of its part of a step. `%ID%` is the id of what it answers.
#[derive(Debug, Clone)]
pub struct Instead {
    pub step: Step,
    pub pieces: Arc<[Piece]>,
}

/// How a server behaves.
#[derive(Debug, Clone, Default)]
pub struct Conduct {
    pub direct: bool,
    /// How long it takes to make an account. It is made even if the client is gone by then.
    pub thinks: Duration,
    /// The connection breaks before that, not after it.
    pub breaks_first: bool,
    /// It says its part of this step so much later, the first time.
    pub late: Option<(Step, Duration)>,
    /// What happens to the session inside TLS, once: after so many bytes that it said or heard the connection ends, with
    /// or without a farewell of TLS.
    pub says_only: Option<u64>,
    pub hears_only: Option<u64>,
    pub without_farewell: bool,
    /// What it does when it should say its part of this step.
    pub trouble: Option<(Step, Fault)>,
    /// What it says instead.
    pub instead: Option<Instead>,
    /// Takes passwords as they are, and nothing better (RFC 4616).
    pub plain: bool,
    /// So many sign-ins are refused for the time being.
    pub busy_sign_ins: u32,
    /// Closes the stream as soon as the form is out, so many times.
    pub kicks: u32,
    /// From the form on nothing that is sent to it arrives any more, so many times: not even the computer that it is on
    /// says anything.
    pub lost: u32,
    /// For so long, if not for good.
    pub lost_for: Option<Duration>,
}

/// What a server knows.
#[derive(Debug, Default)]
pub struct Truth {
    accounts: HashMap<String, String>,
    /// Every submission that came whole: name and password.
    submissions: Vec<(String, String)>,
    /// When the planned trouble began.
    struck: Option<Instant>,
    conduct: Conduct,
    /// Bytes said and heard inside TLS.
    said: u64,
    heard: u64,
    vanished: bool,
    /// What clients said to prove who they are, as it came.
    proofs: Vec<String>,
    reached: Arc<Notify>,
    /// Connections from which nothing comes any more.
    left_open: Vec<socket2::Socket>,
}

/// A running server. It ends when it is dropped.
pub struct Server {
    pub port: u16,
    truth: Arc<Mutex<Truth>>,
    reached: Arc<Notify>,
    accepts: JoinHandle<()>,
    lines: Arc<Mutex<JoinSet<Option<()>>>>,
}

impl Server {
    /// A server on which these names are taken.
    pub async fn start(conduct: Conduct, taken: &[(&str, &str)]) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let accounts = taken
            .iter()
            .map(|(name, password)| ((*name).to_owned(), (*password).to_owned()));
        let truth = Arc::new(Mutex::new(Truth {
            accounts: accounts.collect(),
            conduct,
            ..Truth::default()
        }));
        let reached = Arc::clone(&truth.lock().unwrap().reached);
        let lines = Arc::new(Mutex::new(JoinSet::new()));
        let (all, shared) = (Arc::clone(&lines), Arc::clone(&truth));
        let accepts = tokio::spawn(async move {
            loop {
                let (tcp, _) = listener.accept().await.unwrap();
                let _ = tcp.set_nodelay(true);
                all.lock().unwrap().spawn(serve(tcp, Arc::clone(&shared)));
            }
        });
        Self {
            port,
            truth,
            reached,
            accepts,
            lines,
        }
    }

    /// The way to it, or to the proxy that stands before it.
    pub fn target(&self, port: u16) -> Target {
        let mut target = Target::new(Domain::parse(DOMAIN).unwrap());
        target.connect = Some(("127.0.0.1".to_owned(), port));
        target.tls = if self.truth.lock().unwrap().conduct.direct {
            Tls::Direct
        } else {
            Tls::StartTls
        };
        target.roots = identity().roots.clone();
        target
    }

    /// When the planned trouble began.
    pub fn struck(&self) -> Option<Instant> {
        self.truth.lock().unwrap().struck
    }

    /// The password that this account has; `None` if there is no such account.
    pub fn password(&self, name: &str) -> Option<String> {
        self.truth.lock().unwrap().accounts.get(name).cloned()
    }

    /// How often owners wanted something done.
    pub fn wanted(&self) -> usize {
        self.truth.lock().unwrap().submissions.len()
    }

    /// Waits until the step has come at which something is planned.
    pub async fn reached(&self) {
        self.reached.notified().await;
    }

    /// What clients said to prove who they are, as it came.
    pub fn proofs(&self) -> Vec<String> {
        self.truth.lock().unwrap().proofs.clone()
    }

    /// The bytes that it said and heard inside TLS.
    pub fn spoken(&self) -> (u64, u64) {
        let truth = self.truth.lock().unwrap();
        (truth.said, truth.heard)
    }

    /// Waits until it has done all that it was asked for. Every client must have left.
    pub async fn settled(&self) {
        self.accepts.abort();
        let mut lines = std::mem::take(&mut *self.lines.lock().unwrap());
        while let Some(line) = tokio::time::timeout(Duration::from_secs(30), lines.join_next())
            .await
            .expect("a connection is still served")
        {
            let _ = line.unwrap();
        }
    }
}

impl person::Truth for Server {
    fn has(&self, name: &str) -> bool {
        let truth = self.truth.lock().unwrap();
        truth
            .accounts
            .get(name)
            .is_some_and(|known| known == PASSWORD)
    }

    fn submissions(&self, name: &str) -> Option<usize> {
        let truth = self.truth.lock().unwrap();
        let same = |(one, other): &&(String, String)| one == name && other == PASSWORD;
        Some(truth.submissions.iter().filter(same).count())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.accepts.abort();
    }
}

/// The certificate of all servers, and who vouches for it.
struct Identity {
    acceptor: TlsAcceptor,
    roots: Roots,
    pem: String,
}

/// The authority of all servers, as PEM.
pub fn authority() -> &'static str {
    &identity().pem
}

fn identity() -> &'static Identity {
    static IDENTITY: OnceLock<Identity> = OnceLock::new();
    IDENTITY.get_or_init(|| {
        let authority = Authority::new("Authority of the tests of faults");
        Identity {
            acceptor: authority.acceptor(&[DOMAIN]),
            roots: Roots::from_pem(authority.pem().as_bytes()).unwrap(),
            pem: authority.pem().to_owned(),
        }
    })
}

const STREAM: &str = "<?xml version='1.0'?><stream:stream xmlns='jabber:client' id='1' from='faults.test' \
     xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>";
const OFFER_TLS: &str = "<stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls>\
     </stream:features>";
const PROCEED: &str = "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>";
const FEATURES: &str = "<stream:features><register xmlns='http://jabber.org/features/iq-register'/>\
     <mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>SCRAM-SHA-256</mechanism></mechanisms>\
     </stream:features>";
const FORM: &str = "<query xmlns='jabber:iq:register'><instructions>Welcome</instructions><username/>\
     <password/></query>";

const OWN_FEATURES: &str =
    "<stream:features><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></stream:features>";

enum Io {
    Plain(TcpStream),
    Tls(Box<TlsStream<TcpStream>>),
}

/// One connection.
struct Line {
    io: Io,
    truth: Arc<Mutex<Truth>>,
    got: String,
    /// Hears nothing any more.
    deaf: bool,
    /// Who is signed in.
    owner: Option<String>,
}

/// Serves a client until either leaves; `None` if it did so before the end.
async fn serve(tcp: TcpStream, truth: Arc<Mutex<Truth>>) -> Option<()> {
    let mut line = Line {
        io: Io::Plain(tcp),
        truth,
        got: String::new(),
        deaf: false,
        owner: None,
    };
    if line.truth.lock().unwrap().vanished {
        return line.hang().await;
    }
    if line.conduct().direct {
        line = line.secure().await?;
    } else {
        line.header().await?;
        line.answer(Step::FirstHeader, &format!("{STREAM}{OFFER_TLS}"))
            .await?;
        let Said::Element(element) = line.hear().await? else {
            return None;
        };
        assert!(!element.contains("<iq"), "in clear: {element}");
        if !element.starts_with("<starttls") {
            return None;
        }
        line.answer(Step::StartTls, PROCEED).await?;
        assert!(!line.got.contains("<iq"), "in clear: {}", line.got);
        line = line.secure().await?;
    }
    line.header().await?;
    let features = if line.conduct().plain {
        FEATURES.replace("SCRAM-SHA-256", "PLAIN")
    } else {
        FEATURES.to_owned()
    };
    line.answer(Step::SecondHeader, &format!("{STREAM}{features}"))
        .await?;
    loop {
        let element = match line.hear().await? {
            Said::Element(element) => element,
            // A stream of the account's own, behind the sign-in.
            Said::Header if line.owner.is_some() => {
                line.say(&format!("{STREAM}{OWN_FEATURES}")).await?;
                continue;
            }
            _ => {
                line.say("</stream:stream>").await?;
                return Some(());
            }
        };
        if element.starts_with("<auth") {
            line.sign_in(&element).await?;
        } else {
            line.question(&element).await?;
        }
    }
}

impl Line {
    fn conduct(&self) -> Conduct {
        self.truth.lock().unwrap().conduct.clone()
    }

    fn is_lost_now(&self) -> bool {
        let mut truth = self.truth.lock().unwrap();
        let is_lost = truth.conduct.lost > 0;
        truth.conduct.lost = truth.conduct.lost.saturating_sub(1);
        is_lost
    }

    fn tcp(&self) -> &TcpStream {
        match &self.io {
            Io::Plain(tcp) => tcp,
            Io::Tls(tls) => tls.get_ref().0,
        }
    }

    async fn header(&mut self) -> Option<()> {
        match self.hear().await? {
            Said::Header => Some(()),
            Said::Element(_) | Said::End => None,
        }
    }

    async fn question(&mut self, iq: &str) -> Option<()> {
        let id = attribute(iq, "id").expect("an id");
        let yes = format!("<iq type='result' id='{id}' from='{DOMAIN}'>");
        let no = |kind: &str, condition: &str| {
            format!(
                "<iq type='error' id='{id}' from='{DOMAIN}'><error type='{kind}'><{condition} \
                 xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>"
            )
        };
        if let Some(owner) = self.owner.clone() {
            return self.of_owner(&owner, iq, &yes).await;
        }
        assert!(iq.contains("jabber:iq:register"), "{iq}");
        if attribute(iq, "type").as_deref() == Some("get") {
            let is_lost = self.is_lost_now();
            if is_lost {
                // Before the form is out: what is sent after it is to be lost.
                proxy::lose_what_comes(self.tcp());
            }
            self.answer(Step::Form, &format!("{yes}{FORM}</iq>"))
                .await?;
            if is_lost {
                let Some(for_so_long) = self.conduct().lost_for else {
                    // It stays open on this end, where nobody knows that the client has left.
                    let open = socket2::SockRef::from(self.tcp()).try_clone().unwrap();
                    self.truth.lock().unwrap().left_open.push(open);
                    return None;
                };
                tokio::time::sleep(for_so_long).await;
                proxy::lose_nothing_more(self.tcp());
            }
            let kicks = {
                let mut truth = self.truth.lock().unwrap();
                let kicks = truth.conduct.kicks > 0;
                truth.conduct.kicks = truth.conduct.kicks.saturating_sub(1);
                kicks
            };
            if kicks {
                self.say("</stream:stream>").await?;
                return self.close().await;
            }
            let idles = self.trouble(Step::Idle);
            return match idles {
                Some(fault) => self.suffer(Step::Idle, fault, &yes).await,
                None => Some(()),
            };
        }
        let name = content(iq, "username").expect("a name");
        let password = content(iq, "password").expect("a password");
        let thinks = {
            let mut truth = self.truth.lock().unwrap();
            truth.submissions.push((name.clone(), password.clone()));
            truth.conduct.thinks
        };
        if self.trouble(Step::Submission).is_some() {
            return self.answer(Step::Submission, &format!("{yes}</iq>")).await;
        }
        if self.conduct().breaks_first {
            let _ = self.close::<()>().await;
        }
        if !thinks.is_zero() {
            tokio::time::sleep(thinks).await;
        }
        let is_free = {
            let mut truth = self.truth.lock().unwrap();
            let is_free = !truth.accounts.contains_key(&name);
            if is_free {
                truth.accounts.insert(name, password);
            }
            is_free
        };
        if is_free {
            self.answer(Step::Answer, &format!("{yes}</iq>")).await
        } else {
            self.say(&no("cancel", "conflict")).await
        }
    }

    /// What the owner of an account wants: a resource, another password, the end of it.
    async fn of_owner(&mut self, owner: &str, iq: &str, yes: &str) -> Option<()> {
        if iq.contains("urn:ietf:params:xml:ns:xmpp-bind") {
            let jid = format!("<jid>{owner}@{DOMAIN}/x</jid>");
            return self
                .say(&format!(
                    "{yes}<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>{jid}</bind></iq>"
                ))
                .await;
        }
        if !iq.contains("jabber:iq:register") {
            // Somebody is here.
            return self.say(&format!("{yes}</iq>")).await;
        }
        let removes = iq.contains("<remove");
        {
            let mut truth = self.truth.lock().unwrap();
            let password = if removes {
                truth.accounts.remove(owner);
                String::new()
            } else {
                let new = content(iq, "password").expect("a password");
                truth.accounts.insert(owner.to_owned(), new.clone());
                new
            };
            truth.submissions.push((owner.to_owned(), password));
        }
        self.say(&format!("{yes}</iq>")).await?;
        if removes {
            self.say(
                "<stream:error><not-authorized xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>\
                 </stream:stream>",
            )
            .await?;
            return self.close().await;
        }
        Some(())
    }

    /// SCRAM-SHA-256 (RFC 5802), and what a wrong password brings.
    async fn sign_in(&mut self, auth: &str) -> Option<()> {
        let busy = {
            let mut truth = self.truth.lock().unwrap();
            let busy = truth.conduct.busy_sign_ins > 0;
            truth.conduct.busy_sign_ins = truth.conduct.busy_sign_ins.saturating_sub(1);
            busy
        };
        if busy {
            return self.refuse_sign_in("temporary-auth-failure").await;
        }
        if auth.contains("PLAIN") {
            return self.sign_in_plain(auth).await;
        }
        let first = decoded(auth);
        let bare = first.splitn(3, ',').nth(2)?.to_owned();
        let name = bare.strip_prefix("n=")?.split(',').next()?.to_owned();
        let nonce = bare.split("r=").nth(1)?;
        let challenge = format!("r={nonce}server,s={},i=4096", BASE64.encode(SALT));
        let said = format!(
            "<challenge xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>{}</challenge>",
            BASE64.encode(&challenge)
        );
        self.answer(Step::Proof, &said).await?;
        let Said::Element(response) = self.hear().await? else {
            return None;
        };
        self.truth.lock().unwrap().proofs.push(message(&response));
        let response = decoded(&response);
        let (without_proof, proof) = response.rsplit_once(",p=")?;
        let signed = format!("{bare},{challenge},{without_proof}");
        let password = self.truth.lock().unwrap().accounts.get(&name).cloned();
        let Some(signature) = password.and_then(|password| check(&password, &signed, proof)) else {
            return self.refuse_sign_in("not-authorized").await;
        };
        self.say(&format!(
            "<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>{}</success>",
            BASE64.encode(format!("v={signature}"))
        ))
        .await?;
        self.owner = Some(name);
        Some(())
    }

    async fn sign_in_plain(&mut self, auth: &str) -> Option<()> {
        let said = decoded(auth);
        let mut parts = said.split('\0').skip(1);
        let (name, password) = (parts.next()?, parts.next()?);
        let is_right = {
            let mut truth = self.truth.lock().unwrap();
            truth.proofs.push(message(auth));
            truth
                .accounts
                .get(name)
                .is_some_and(|known| known == password)
        };
        if is_right {
            self.say("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>")
                .await
        } else {
            self.refuse_sign_in("not-authorized").await
        }
    }

    async fn refuse_sign_in(&mut self, condition: &str) -> Option<()> {
        self.say(&format!(
            "<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><{condition}/></failure>"
        ))
        .await
    }

    /// The next thing that the client says; `None` when it has left.
    async fn hear(&mut self) -> Option<Said> {
        loop {
            if let Some((said, length)) = next(&self.got) {
                self.got.drain(..length);
                return Some(said);
            }
            if self.deaf {
                return self.close().await;
            }
            let mut bytes = [0; 4096];
            let count = match &mut self.io {
                Io::Plain(tcp) => tcp.read(&mut bytes).await,
                Io::Tls(tls) => tls.read(&mut bytes).await,
            };
            let mut count = count.ok().filter(|count| *count > 0)?;
            if matches!(self.io, Io::Tls(_)) {
                let mut truth = self.truth.lock().unwrap();
                if let Some(only) = truth.conduct.hears_only
                    && truth.heard + count as u64 >= only
                {
                    count = usize::try_from(only - truth.heard).unwrap();
                    truth.conduct.hears_only = None;
                    self.deaf = true;
                }
                truth.heard += count as u64;
            }
            self.got.push_str(&String::from_utf8_lossy(&bytes[..count]));
        }
    }

    async fn say(&mut self, text: &str) -> Option<()> {
        self.say_bytes(text.as_bytes()).await
    }

    async fn say_bytes(&mut self, bytes: &[u8]) -> Option<()> {
        let mut bytes = bytes;
        let mut ends = false;
        match &mut self.io {
            Io::Plain(tcp) => tcp.write_all(bytes).await.ok()?,
            Io::Tls(tls) => {
                {
                    let mut truth = self.truth.lock().unwrap();
                    if let Some(only) = truth.conduct.says_only
                        && truth.said + bytes.len() as u64 >= only
                    {
                        bytes = &bytes[..usize::try_from(only - truth.said).unwrap()];
                        truth.conduct.says_only = None;
                        ends = true;
                    }
                    truth.said += bytes.len() as u64;
                }
                tls.write_all(bytes).await.ok()?;
                tls.flush().await.ok()?;
            }
        }
        if ends { self.close().await } else { Some(()) }
    }

    async fn close<T>(&mut self) -> Option<T> {
        let without_farewell = self.conduct().without_farewell;
        match &mut self.io {
            Io::Plain(tcp) => tcp.shutdown().await.ok()?,
            Io::Tls(tls) if without_farewell => tls.get_mut().0.shutdown().await.ok()?,
            Io::Tls(tls) => tls.shutdown().await.ok()?,
        }
        None
    }

    async fn secure(mut self) -> Option<Self> {
        if let Some(fault) = self.trouble(Step::Handshake) {
            // The client speaks first.
            let mut bytes = [0; 4096];
            let Io::Plain(tcp) = &mut self.io else {
                return None;
            };
            let _ = tcp.read(&mut bytes).await;
            self.suffer(Step::Handshake, fault, "").await?;
            return None;
        }
        let Io::Plain(tcp) = self.io else { return None };
        let tls = identity().acceptor.accept(tcp).await.ok()?;
        Some(Self {
            io: Io::Tls(Box::new(tls)),
            ..self
        })
    }

    fn trouble(&self, step: Step) -> Option<Fault> {
        let (planned, fault) = self.truth.lock().unwrap().conduct.trouble?;
        (planned == step).then_some(fault)
    }

    /// Says its part of a step, unless something else is planned.
    async fn answer(&mut self, step: Step, text: &str) -> Option<()> {
        let instead = self.conduct().instead;
        if let Some(instead) = instead.filter(|instead| instead.step == step) {
            return self.say_instead(&instead, text).await;
        }
        if let Some(fault) = self.trouble(step) {
            return self.suffer(step, fault, text).await;
        }
        self.is_late(step).await;
        self.say(text).await
    }

    async fn say_instead(&mut self, instead: &Instead, text: &str) -> Option<()> {
        let id = attribute(text, "id").unwrap_or_default();
        for (bytes, times) in instead.pieces.iter() {
            let mut bytes = bytes.clone();
            if instead.step == Step::Form {
                bytes = String::from_utf8(bytes)
                    .unwrap()
                    .replace("%ID%", &id)
                    .into_bytes();
            }
            for _ in 0..*times {
                self.say_bytes(&bytes).await?;
            }
        }
        self.hang().await
    }

    async fn is_late(&mut self, step: Step) {
        let late = {
            let mut truth = self.truth.lock().unwrap();
            let late = truth.conduct.late.take_if(|(planned, _)| *planned == step);
            if late.is_some() {
                truth.reached.notify_one();
            }
            late
        };
        if let Some((_, late)) = late {
            tokio::time::sleep(late).await;
        }
    }

    /// Does not say its part of a step.
    async fn suffer(&mut self, step: Step, fault: Fault, text: &str) -> Option<()> {
        {
            let mut truth = self.truth.lock().unwrap();
            truth.struck.get_or_insert_with(Instant::now);
            truth.reached.notify_one();
        }
        let beginning = step.beginning(text);
        match fault {
            Fault::Nothing => {
                self.truth.lock().unwrap().vanished = true;
                self.hang().await
            }
            Fault::Reset => {
                match &mut self.io {
                    Io::Plain(tcp) => proxy::reset(tcp),
                    Io::Tls(tls) => proxy::reset(tls.get_mut().0),
                }
                None
            }
            Fault::Close => self.close().await,
            Fault::Stall => {
                self.say_bytes(&beginning[..beginning.len() / 2]).await?;
                self.hang().await
            }
            Fault::Drip if step == Step::Idle => {
                for _ in 0..10 {
                    self.say(" ").await?;
                    tokio::time::sleep(Duration::from_millis(5)).await;
                }
                Some(())
            }
            Fault::Drip => {
                for byte in beginning.iter().chain(std::iter::repeat(&b' ')) {
                    self.say_bytes(&[*byte]).await?;
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
                None
            }
            Fault::Garbage => {
                self.say_bytes(b"\x00\xff\x13 { this is no XMPP } \xc0\x80")
                    .await?;
                self.hang().await
            }
            Fault::Cut(seed) => {
                let at = usize::try_from(seed % beginning.len() as u64).unwrap();
                self.say_bytes(&beginning[..at]).await?;
                self.close().await
            }
            Fault::Wrong => {
                self.say_bytes(&step.wrong(text)).await?;
                if step == Step::Idle {
                    return Some(());
                }
                self.hang().await
            }
        }
    }

    /// Says and heeds nothing any more, until the client leaves.
    async fn hang(&mut self) -> Option<()> {
        let mut bytes = [0; 4096];
        let tcp = match &mut self.io {
            Io::Plain(tcp) => tcp,
            Io::Tls(tls) => tls.get_mut().0,
        };
        while tcp.read(&mut bytes).await.is_ok_and(|count| count > 0) {}
        None
    }
}
