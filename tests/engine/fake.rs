//! A server that plays a script: one for each connection, in their order.

use std::{
    future::Future,
    net::SocketAddr,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha1::Sha1;
use sha2::{Digest as _, Sha256};
use tokio::{
    io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _},
    net::TcpListener,
    sync::oneshot,
    task::{JoinError, JoinHandle, JoinSet},
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ALL_VERSIONS, HandshakeKind, ServerConfig, SupportedProtocolVersion,
        crypto::ring,
        pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject as _},
    },
};
use vestibule::{
    domain::Domain,
    engine::{Roots, Target, Tls},
};

use crate::authority::Authority;

#[path = "fake/owner.rs"]
pub mod owner;

pub const DOMAIN: &str = "fake.test";
pub const PASSWORD: &str = "a long password";

/// What happens on one connection.
pub type Script =
    Box<dyn FnOnce(Line) -> Pin<Box<dyn Future<Output = ()> + Send>> + Send + 'static>;

/// Makes a script of an async closure.
pub fn script<F>(play: impl FnOnce(Line) -> F + Send + 'static) -> Script
where
    F: Future<Output = ()> + Send + 'static,
{
    Box::new(move |line| Box::pin(play(line)))
}

/// The form, then no answer to the submission: the connection breaks.
pub fn cuts() -> Script {
    script(|line: Line| async move {
        let mut line = line.show_form().await;
        let (_, text) = line.question().await;
        assert!(text.contains("type='set'"), "{text}");
    })
}

/// Lets in whoever knows the password.
pub fn signs_in(password: &'static str) -> Script {
    script(move |line: Line| async move {
        line.sign_in(password).await.read_all().await;
    })
}

/// Lets nobody in.
pub fn refuses_sign_in(condition: &'static str) -> Script {
    script(move |line: Line| line.refuse_sign_in(condition))
}

/// The running server.
pub struct Fake {
    pub target: Target,
    pub authority: Arc<Authority>,
    server: JoinHandle<()>,
    ended: oneshot::Receiver<Result<(), JoinError>>,
    too_many: Arc<AtomicUsize>,
}

impl Fake {
    /// Starts a server with a good certificate, to which clients come by STARTTLS.
    pub async fn start(scripts: Vec<Script>) -> Self {
        Self::start_for(DOMAIN, scripts).await
    }

    /// The same for another name than the domain.
    pub async fn start_for(name: &str, scripts: Vec<Script>) -> Self {
        let authority = Authority::new("Authority of the engine's tests");
        let (certificate, key) = authority.issue(&[name]);
        Self::start_as(Arc::new(authority), &certificate, &key, scripts).await
    }

    /// The same with a certificate of an authority that is there already.
    pub async fn start_by(authority: Arc<Authority>, scripts: Vec<Script>) -> Self {
        let (certificate, key) = authority.issue(&[DOMAIN]);
        Self::start_as(authority, &certificate, &key, scripts).await
    }

    /// The same at an address of the test's own choice.
    pub async fn start_at(address: SocketAddr, scripts: Vec<Script>) -> Self {
        let authority = Authority::new("Authority of the engine's tests");
        let (certificate, key) = authority.issue(&[DOMAIN]);
        let config = server_config(&certificate, &key, ALL_VERSIONS);
        Self::start_whole(address, Arc::new(authority), config, scripts).await
    }

    /// The same with any certificate, and any that belong to it behind it.
    pub async fn start_as(
        authority: Arc<Authority>,
        certificate: &str,
        key: &str,
        scripts: Vec<Script>,
    ) -> Self {
        let config = server_config(certificate, key, ALL_VERSIONS);
        Self::start_with(authority, config, scripts).await
    }

    /// The same with any way of shaking hands.
    pub async fn start_with(
        authority: Arc<Authority>,
        config: ServerConfig,
        scripts: Vec<Script>,
    ) -> Self {
        let anywhere = SocketAddr::from(([127, 0, 0, 1], 0));
        Self::start_whole(anywhere, authority, config, scripts).await
    }

    async fn start_whole(
        address: SocketAddr,
        authority: Arc<Authority>,
        config: ServerConfig,
        scripts: Vec<Script>,
    ) -> Self {
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind(address).await.unwrap();
        let address = listener.local_addr().unwrap();
        let too_many = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&too_many);
        let (end, ended) = oneshot::channel();
        let server = tokio::spawn(async move {
            let mut plays = JoinSet::new();
            for script in scripts {
                let (tcp, _) = listener.accept().await.unwrap();
                let line = Line {
                    io: Box::new(tcp),
                    acceptor: acceptor.clone(),
                    got: String::new(),
                    tls: None,
                };
                plays.spawn(script(line));
            }
            let mut end = Some(end);
            loop {
                tokio::select! {
                    biased;
                    Ok((tcp, _)) = listener.accept() => {
                        drop(tcp);
                        counted.fetch_add(1, Ordering::SeqCst);
                    }
                    played = plays.join_next(), if end.is_some() => match played {
                        Some(Ok(())) => {}
                        Some(Err(failed)) => {
                            let _ = end.take().unwrap().send(Err(failed));
                        }
                        None => {
                            let _ = end.take().unwrap().send(Ok(()));
                        }
                    },
                }
            }
        });
        let mut target = Target::new(Domain::parse(DOMAIN).unwrap());
        target.connect = Some((address.ip().to_string(), address.port()));
        target.tls = Tls::StartTls;
        // What breaks here is done with at once.
        target.deadlines.settle = std::time::Duration::ZERO;
        target.roots = Roots::from_pem(authority.pem().as_bytes()).unwrap();
        "de".clone_into(&mut target.lang);
        Self {
            target,
            authority,
            server,
            ended,
            too_many,
        }
    }

    /// Waits until every script has been played to its end, and fails if one of them did.
    pub async fn played(mut self) {
        tokio::time::timeout(std::time::Duration::from_secs(20), &mut self.ended)
            .await
            .expect("not every script was played")
            .unwrap()
            .unwrap();
    }

    /// The same, and fails too if there was one connection more than there were scripts.
    pub async fn played_exactly(self) {
        let too_many = Arc::clone(&self.too_many);
        self.played().await;
        assert_eq!(too_many.load(Ordering::SeqCst), 0, "connections too many");
    }
}

impl Drop for Fake {
    fn drop(&mut self) {
        self.server.abort();
    }
}

/// How the server shakes hands: with this certificate, in one of these versions.
pub fn server_config(
    certificate: &str,
    key: &str,
    versions: &[&'static SupportedProtocolVersion],
) -> ServerConfig {
    ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_protocol_versions(versions)
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(
            CertificateDer::pem_slice_iter(certificate.as_bytes())
                .collect::<Result<Vec<_>, _>>()
                .unwrap(),
            PrivateKeyDer::from_pem_slice(key.as_bytes()).unwrap(),
        )
        .unwrap()
}

trait Io: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Io for T {}

/// One connection.
pub struct Line {
    io: Box<dyn Io>,
    acceptor: TlsAcceptor,
    /// What came and was not looked at yet.
    got: String,
    /// What the server knows of its TLS session, once there is one.
    pub tls: Option<Secured>,
}

/// What a server knows of its TLS session.
#[derive(Debug)]
pub struct Secured {
    /// Whether an earlier session was taken up.
    pub resumed: bool,
    /// The channel binding `tls-exporter` (RFC 9266).
    pub exporter: Vec<u8>,
}

pub const STREAM: &str = "<?xml version='1.0'?><stream:stream xmlns='jabber:client' id='1' from='fake.test' \
     xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>";
pub const OFFER_TLS: &str = "<stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls>\
     </stream:features>";
pub const PROCEED: &str = "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>";
pub const FEATURES: &str = "<stream:features><register xmlns='http://jabber.org/features/iq-register'/>\
     <mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>PLAIN</mechanism>\
     <mechanism>SCRAM-SHA-256-PLUS</mechanism><mechanism>SCRAM-SHA-256</mechanism></mechanisms></stream:features>";
pub const LEGACY: &str = "<query xmlns='jabber:iq:register'><instructions>Welcome</instructions><username/>\
     <password/></query>";

impl Line {
    /// A connection that is secret already, to whoever holds the other end.
    pub fn over(io: impl AsyncRead + AsyncWrite + Unpin + Send + 'static) -> Self {
        let (certificate, key) = Authority::new("Authority of one line").issue(&[DOMAIN]);
        let config = server_config(&certificate, &key, ALL_VERSIONS);
        Self {
            io: Box::new(io),
            acceptor: TlsAcceptor::from(Arc::new(config)),
            got: String::new(),
            tls: None,
        }
    }

    /// Reads up to and with `end`, and returns that.
    pub async fn read_to(&mut self, end: &str) -> String {
        loop {
            if let Some(at) = self.got.find(end) {
                let rest = self.got.split_off(at + end.len());
                return std::mem::replace(&mut self.got, rest);
            }
            let mut bytes = [0; 4096];
            let count = self.io.read(&mut bytes).await.unwrap_or(0);
            assert_ne!(count, 0, "the client left before {end:?}: {:?}", self.got);
            self.got
                .push_str(std::str::from_utf8(&bytes[..count]).expect("text"));
        }
    }

    /// What came already behind what was read: bytes that were sent together with it.
    pub fn at_hand(&self) -> &str {
        &self.got
    }

    /// Reads until the client leaves, and returns what was left.
    pub async fn read_all(&mut self) -> String {
        let mut bytes = Vec::new();
        let _ = self.io.read_to_end(&mut bytes).await;
        self.got.push_str(&String::from_utf8_lossy(&bytes));
        std::mem::take(&mut self.got)
    }

    /// Whether the client has left; waits a moment for it.
    pub async fn gone(&mut self) -> bool {
        let mut bytes = [0; 4096];
        let read = self.io.read(&mut bytes);
        matches!(
            tokio::time::timeout(std::time::Duration::from_millis(20), read).await,
            Ok(Ok(0) | Err(_))
        )
    }

    /// Sends text. That the client may have left already is its own business.
    pub async fn send(&mut self, text: &str) {
        let _ = self.io.write_all(text.as_bytes()).await;
        let _ = self.io.flush().await;
    }

    pub async fn send_bytes(&mut self, bytes: &[u8]) {
        let _ = self.io.write_all(bytes).await;
        let _ = self.io.flush().await;
    }

    /// Plays the server's side of STARTTLS up to its consent; nothing else may come in clear.
    pub async fn consent(&mut self) {
        let header = self.read_to("version='1.0'>").await;
        assert!(header.contains("to='fake.test'"), "{header}");
        self.send(STREAM).await;
        self.send(OFFER_TLS).await;
        let rest = self.read_to("</starttls>").await;
        let plain = rest.replace('"', "'");
        assert_eq!(
            plain.trim(),
            "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'></starttls>"
        );
        self.send(PROCEED).await;
    }

    /// Shakes hands.
    pub async fn secure(self) -> Self {
        assert!(self.got.is_empty(), "in clear: {}", self.got);
        let mut tls = self.acceptor.accept(self.io).await.expect("the handshake");
        let connection = tls.get_mut().1;
        assert!(
            connection.early_data().is_none(),
            "0-RTT data, which could be replayed"
        );
        let label = b"EXPORTER-Channel-Binding";
        let secured = Secured {
            resumed: connection.handshake_kind() == Some(HandshakeKind::Resumed),
            exporter: connection
                .export_keying_material(vec![0; 32], label, None)
                .unwrap(),
        };
        Self {
            io: Box::new(tls),
            acceptor: self.acceptor,
            got: String::new(),
            tls: Some(secured),
        }
    }

    /// Shakes hands with a client that will not like it.
    pub async fn insecure(self) {
        let _ = self.acceptor.accept(self.io).await;
    }

    /// STARTTLS and the second stream header.
    pub async fn open(mut self) -> Self {
        self.consent().await;
        let mut secure = self.secure().await;
        secure.header().await;
        secure
    }

    /// Answers a stream header.
    pub async fn header(&mut self) {
        self.header_with(FEATURES).await;
    }

    /// Answers a stream header, with these features.
    pub async fn header_with(&mut self, features: &str) {
        let header = self.read_to("version='1.0'>").await.replace('"', "'");
        assert!(header.contains("xml:lang='de'"), "{header}");
        self.send(STREAM).await;
        self.send(features).await;
    }

    /// Reads a question; returns its id and all of it.
    pub async fn question(&mut self) -> (String, String) {
        let text = self.read_to("</iq>").await.replace('"', "'");
        let id = text
            .split(" id='")
            .nth(1)
            .and_then(|rest| rest.split('\'').next())
            .expect("an id")
            .to_owned();
        (id, text)
    }

    /// Answers the next question with a result, and returns the question.
    pub async fn result(&mut self, content: &str) -> String {
        let (id, text) = self.question().await;
        self.send(&format!(
            "<iq type='result' id='{id}' from='fake.test'>{content}</iq>"
        ))
        .await;
        text
    }

    /// Answers the next question with an error.
    pub async fn error(&mut self, kind: &str, condition: &str) -> String {
        let (id, text) = self.question().await;
        self.send(&format!(
            "<iq type='error' id='{id}' from='fake.test'><error type='{kind}'><{condition} \
             xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>"
        ))
        .await;
        text
    }

    /// Everything up to the form, which is out then.
    pub async fn show_form(self) -> Self {
        let mut line = self.open().await;
        let asked = line.result(LEGACY).await;
        assert!(asked.contains("type='get'"), "{asked}");
        line
    }

    /// Lets nobody in.
    pub async fn refuse_sign_in(self, condition: &str) {
        let mut line = self.open().await;
        let _ = line.read_to("</auth>").await;
        line.send(&format!(
            "<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><{condition}/></failure>"
        ))
        .await;
        let _ = line.read_all().await;
    }

    /// Lets in whoever knows the password, up to the success.
    pub async fn sign_in(self, password: &str) -> Self {
        let mut line = self.open().await;
        let (first, salt) = line.challenge(4096, |nonce| format!("{nonce}server")).await;
        let (proven, signature) = line.proof(&first, &salt, password).await;
        assert!(proven, "the wrong password");
        line.success(&signature).await;
        line
    }

    /// Challenges a client: returns the two first messages without the header, and the salt.
    pub async fn challenge(
        &mut self,
        iterations: u32,
        nonce: impl FnOnce(&str) -> String,
    ) -> (String, Vec<u8>) {
        let auth = self.read_to("</auth>").await.replace('"', "'");
        assert!(auth.contains("mechanism='SCRAM-SHA-256'"), "{auth}");
        self.challenge_to(&auth, "n,,", iterations, nonce).await
    }

    /// The same for a sign-in that was read already; its message must begin with this header.
    pub async fn challenge_to(
        &mut self,
        auth: &str,
        header: &str,
        iterations: u32,
        nonce: impl FnOnce(&str) -> String,
    ) -> (String, Vec<u8>) {
        let message = decoded(auth);
        let bare = message.strip_prefix(header).expect("the header").to_owned();
        let theirs = bare.split("r=").nth(1).unwrap();
        let salt = b"some salt".to_vec();
        let challenge = format!(
            "r={},s={},i={iterations}",
            nonce(theirs),
            BASE64.encode(&salt)
        );
        self.send(&format!(
            "<challenge xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>{}</challenge>",
            BASE64.encode(&challenge)
        ))
        .await;
        (format!("{bare},{challenge}"), salt)
    }

    /// Reads the proof: whether it is right, and the signature that answers it.
    pub async fn proof(&mut self, first: &str, salt: &[u8], password: &str) -> (bool, String) {
        let (_, proven, signature) = self.proof_by(Hash::Sha256, first, salt, password).await;
        (proven, signature)
    }

    /// The same by another hash function; also returns what the channel is bound with (`c=`), the header included.
    pub async fn proof_by(
        &mut self,
        hash: Hash,
        first: &str,
        salt: &[u8],
        password: &str,
    ) -> (Vec<u8>, bool, String) {
        let response = decoded(&self.read_to("</response>").await);
        let (without_proof, proof) = response.rsplit_once(",p=").unwrap();
        let binding = without_proof.strip_prefix("c=").unwrap();
        let binding = BASE64.decode(binding.split(',').next().unwrap()).unwrap();
        let signed = format!("{first},{without_proof}");
        let salted = hash.salted(password.as_bytes(), salt);
        let client_key = hash.mac(&salted, b"Client Key");
        let client_signature = hash.mac(&hash.digest(&client_key), signed.as_bytes());
        let expected: Vec<u8> = client_key
            .iter()
            .zip(client_signature)
            .map(|(key, signature)| key ^ signature)
            .collect();
        let signature = hash.mac(&hash.mac(&salted, b"Server Key"), signed.as_bytes());
        (
            binding,
            proof == BASE64.encode(expected),
            format!("v={}", BASE64.encode(signature)),
        )
    }

    /// Says the last word as a challenge.
    pub async fn ask_again(&mut self, last: &str) {
        self.send(&format!(
            "<challenge xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>{}</challenge>",
            BASE64.encode(last)
        ))
        .await;
    }

    pub async fn success(&mut self, last: &str) {
        self.send(&format!(
            "<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>{}</success>",
            BASE64.encode(last)
        ))
        .await;
    }

    /// The stream behind a sign-in, with a resource bound.
    pub async fn bind(&mut self) {
        self.header().await;
        let bound = self
            .result(
                "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>juliet@fake.test/x</jid></bind>",
            )
            .await;
        assert!(
            bound.contains("urn:ietf:params:xml:ns:xmpp-bind"),
            "{bound}"
        );
    }
}

/// The hash function of a sign-in.
#[derive(Debug, Clone, Copy)]
pub enum Hash {
    Sha1,
    Sha256,
}

impl Hash {
    fn salted(self, password: &[u8], salt: &[u8]) -> Vec<u8> {
        let mut salted = vec![0; self.digest(b"").len()];
        match self {
            Self::Sha1 => pbkdf2::pbkdf2_hmac::<Sha1>(password, salt, 4096, &mut salted),
            Self::Sha256 => pbkdf2::pbkdf2_hmac::<Sha256>(password, salt, 4096, &mut salted),
        }
        salted
    }

    fn digest(self, message: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha1 => Sha1::digest(message).to_vec(),
            Self::Sha256 => Sha256::digest(message).to_vec(),
        }
    }

    fn mac(self, key: &[u8], message: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha1 => {
                let mac = Hmac::<Sha1>::new_from_slice(key).unwrap();
                mac.chain_update(message).finalize().into_bytes().to_vec()
            }
            Self::Sha256 => {
                let mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
                mac.chain_update(message).finalize().into_bytes().to_vec()
            }
        }
    }
}

/// The message in an element of SASL.
fn decoded(element: &str) -> String {
    let content = element
        .rsplit_once("</")
        .and_then(|(rest, _)| rest.rsplit_once('>'))
        .unwrap()
        .1;
    String::from_utf8(BASE64.decode(content).unwrap()).unwrap()
}

/// A port that nobody listens on.
pub async fn closed_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    listener.local_addr().unwrap().port()
}
