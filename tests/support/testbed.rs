//! The test bed: a real Prosody and a real ejabberd, with one virtual host for each way of treating a newcomer.
//!
//! Both run without privileges as children of the test, on free loopback ports, in temporary folders, with
//! certificates of an authority that is made for the run. The packages' own services are neither used nor touched.
//! `Testbed::get()` starts them once for a test process. `scripts/test` installs what is needed; where it is missing,
//! the tests fail and say so.

use std::collections::HashSet;
use std::fs;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName, pem::PemObject};
use tokio_rustls::rustls::{ClientConfig, ClientConnection, RootCertStore};

#[path = "authority.rs"]
pub mod authority;
#[path = "crowd.rs"]
pub mod crowd;
#[path = "watched.rs"]
pub mod watched;

use authority::Authority;
use watched::{Folder, Watched};

/// How long a server may take until it answers; a loaded machine is slow, a broken server never comes.
const START: Duration = Duration::from_secs(30);

/// How often a start is tried: a port that was free may be taken by someone else before the server has it.
const TRIES: usize = 3;

/// The two servers.
pub struct Testbed {
    pub prosody: Prosody,
    pub ejabberd: Ejabberd,
}

impl Testbed {
    /// The servers of this test process, started at the first call.
    pub fn get() -> &'static Self {
        static TESTBED: OnceLock<Result<Testbed, String>> = OnceLock::new();
        shared(&TESTBED, Self::start)
    }

    /// Starts both servers at the same time.
    pub fn start() -> Result<Self, String> {
        Self::start_with("", &Hosts::default())
    }

    /// The same with more virtual hosts than those that are always there: for Prosody in the words of its settings.
    fn start_with(of_prosody: &str, of_ejabberd: &Hosts) -> Result<Self, String> {
        let authority = Authority::new("Vestibule test authority");
        std::thread::scope(|scope| {
            let ejabberd = scope.spawn(|| Ejabberd::start(&authority, OPEN, of_ejabberd));
            let prosody = Prosody::start(&authority, of_prosody)?;
            let ejabberd = ejabberd
                .join()
                .map_err(|_| "the start of ejabberd panicked")??;
            Ok(Self { prosody, ejabberd })
        })
    }
}

/// A Prosody. Its virtual hosts are in `tests/testbed/prosody.cfg.lua`.
pub struct Prosody {
    pub port_starttls: u16,
    pub port_direct: u16,
    /// Where services like gateways connect, which all have the secret `secret`.
    pub port_component: u16,
    /// The authority that its certificates come from.
    pub ca_pem: PathBuf,
    server: Watched,
    /// The processes after a restart. The folder stays that of the first one.
    restarted: Vec<Watched>,
}

impl Prosody {
    /// One more Prosody of that kind, which ends when it is dropped.
    pub fn start_another() -> Result<Self, String> {
        Self::start(
            &Authority::new("Vestibule test authority of another Prosody"),
            "",
        )
    }

    /// Kills it, and starts it anew with what is on its disk.
    pub fn restart(&mut self) -> Result<(), String> {
        self.restarted.last().unwrap_or(&self.server).kill();
        let pem = fs::read_to_string(&self.ca_pem).map_err(|error| error.to_string())?;
        let server = Folder::new("prosody-again").start(self.command("prosody")?.arg("-F"));
        wait_until_ready("Prosody", &server, self.port_direct, "prosody.test", &pem)?;
        self.restarted.push(server);
        Ok(())
    }

    /// One of Prosody's programs, with this one's settings.
    fn command(&self, name: &str) -> Result<Command, String> {
        let config = self.server.folder().join("prosody.cfg.lua");
        let mut command = Command::new(program(name)?);
        let _ = command.arg("--config").arg(config);
        if running_as_root() {
            let _ = command.arg("--root");
        }
        Ok(command)
    }

    fn start(authority: &Authority, more: &str) -> Result<Self, String> {
        let program = program("prosody")?;
        attempt(|| {
            let folder = Folder::new("prosody");
            let [starttls, direct, component] = free_ports();
            let ca_pem = write_certificates(&folder, authority);
            let as_root = running_as_root();
            let filled = fill(
                include_str!("../testbed/prosody.cfg.lua"),
                &[
                    ("DIR", &folder.path().display()),
                    ("STARTTLS", &starttls),
                    ("DIRECT", &direct),
                    ("COMPONENT", &component),
                    ("AS_ROOT", &as_root),
                    ("MORE", &more),
                ],
            );
            folder.write("prosody.cfg.lua", &filled);
            folder.write(
                "plugins/mod_password_policy/mod_password_policy.lua",
                include_str!("../testbed/mod_password_policy.lua"),
            );
            let mut command = Command::new(&program);
            let _ = command
                .arg("--config")
                .arg(folder.path().join("prosody.cfg.lua"))
                .arg("-F");
            if as_root {
                let _ = command.arg("--root");
            }
            let server = folder.start(&mut command);
            wait_until_ready("Prosody", &server, direct, "prosody.test", authority.pem())?;
            Ok(Self {
                port_starttls: starttls,
                port_direct: direct,
                port_component: component,
                ca_pem,
                server,
                restarted: Vec::new(),
            })
        })
    }
}

impl Prosody {
    /// Makes an account without a registration.
    pub fn add_account(&self, name: &str, host: &str, password: &str) {
        let said = self.shell(&format!("user:create(\"{name}@{host}\", \"{password}\")"));
        assert!(said.contains("OK"), "{said}");
    }

    /// Gives an account a password that nobody knows.
    pub fn lock_account(&self, name: &str, host: &str) {
        let said = self.shell(&format!(
            "user:password(\"{name}@{host}\", \"locked-away-9\")"
        ));
        assert!(said.contains("OK"), "{said}");
    }

    /// What Prosody's shell says to a command.
    fn shell(&self, call: &str) -> String {
        let output = self
            .command("prosodyctl")
            .unwrap()
            .arg("shell")
            .arg(call)
            .output();
        let output = output.unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        said + &String::from_utf8_lossy(&output.stderr)
    }

    /// Whether there is an account of that name at `prosody.test`, by what lies on its disk.
    pub fn has_account(&self, name: &str) -> bool {
        let accounts = self.server.folder().join("data/prosody%2etest/accounts");
        accounts.join(format!("{name}.dat")).exists()
    }

    /// Has a host give out an invitation, and returns its link. `call` is what is asked of Prosody's module for them,
    /// `create_account("juliet")` for one.
    pub fn invitation(&self, host: &str, call: &str) -> String {
        let said = self.shell(&format!(
            ">prosody.hosts[\"{host}\"].modules.invites.{call}.uri"
        ));
        let link = said
            .split_whitespace()
            .find(|word| word.starts_with("xmpp:"));
        link.unwrap_or_else(|| panic!("no invitation: {said}"))
            .to_owned()
    }

    /// The addresses in somebody's list of contacts, by what lies on its disk.
    pub fn contacts(&self, name: &str, host: &str) -> String {
        let host = host.replace('.', "%2e");
        let roster = format!("data/{host}/roster/{name}.dat");
        fs::read_to_string(self.server.folder().join(roster)).unwrap_or_default()
    }
}

/// An ejabberd. Its hosts are in `tests/testbed/ejabberd.yml`.
pub struct Ejabberd {
    pub port_starttls: u16,
    pub port_direct: u16,
    /// The captcha's web page, the web registration and the administration API (open to loopback).
    pub port_http: u16,
    /// The authority that its certificates come from.
    pub ca_pem: PathBuf,
    server: Watched,
}

/// Virtual hosts that an ejabberd has besides its own, in the words of its settings.
#[derive(Default)]
struct Hosts {
    /// A line for each.
    names: String,
    /// What is special about some.
    settings: String,
}

/// Settings under which a test may register and ask for puzzles as often as it likes.
const OPEN: &str = "captcha_limit: infinity\nregistration_timeout: infinity";

/// Settings under which the second registration and the fourth puzzle from one address are too many.
const LIMITED: &str = "negotiation_timeout: 20\ncaptcha_limit: 3\nregistration_timeout: 600";

impl Ejabberd {
    /// A second ejabberd that limits what one address may do; started at the first call.
    pub fn limited() -> &'static Self {
        static LIMITED_EJABBERD: OnceLock<Result<Ejabberd, String>> = OnceLock::new();
        shared(&LIMITED_EJABBERD, Self::start_limited)
    }

    /// One more such server, which ends when it is dropped.
    pub fn start_limited() -> Result<Self, String> {
        let authority = Authority::new("Vestibule test authority of a limited server");
        Self::start(&authority, LIMITED, &Hosts::default())
    }

    fn start(authority: &Authority, limits: &str, more: &Hosts) -> Result<Self, String> {
        let erl = program("erl")?;
        let libraries = erlang_libraries()?;
        if !Path::new(CAPTCHA_SCRIPT).exists() {
            return Err(format!(
                "{CAPTCHA_SCRIPT} of the package ejabberd is missing: {REMEDY}"
            ));
        }
        attempt(|| {
            let folder = Folder::new("ejabberd");
            let dir = folder.path().to_owned();
            let [starttls, direct, http] = free_ports();
            let ca_pem = write_certificates(&folder, authority);
            let filled = fill(
                include_str!("../testbed/ejabberd.yml"),
                &[
                    ("DIR", &dir.display()),
                    ("STARTTLS", &starttls),
                    ("DIRECT", &direct),
                    ("HTTP", &http),
                    ("LIMITS", &limits),
                    ("MORE_HOSTS", &more.names),
                    ("MORE_SETTINGS", &more.settings),
                ],
            );
            folder.write("ejabberd.yml", &filled);
            folder.write("inetrc", "{lookup, [\"file\", \"native\"]}.\n");
            folder.write(
                "captcha.sh",
                &fill(
                    include_str!("../testbed/captcha.sh"),
                    &[("DIR", &dir.display())],
                ),
            );
            fs::set_permissions(dir.join("captcha.sh"), fs::Permissions::from_mode(0o755)).unwrap();
            let mut command = Command::new(&erl);
            // Without distribution: no epmd, no node name, nothing outside the folder.
            let _ = command
                .args([
                    "+K", "true", "+P", "250000", "+S", "2:2", "-noinput", "-mnesia", "dir",
                ])
                .arg(format!("\"{}\"", dir.join("db").display()))
                .args(["-s", "ejabberd"])
                .env("EJABBERD_CONFIG_PATH", dir.join("ejabberd.yml"))
                .env("EJABBERD_LOG_PATH", dir.join("ejabberd.log"))
                .env("EJABBERD_PID_PATH", dir.join("ejabberd.pid"))
                .env("ERL_CRASH_DUMP", dir.join("crash.dump"))
                .env("ERL_INETRC", dir.join("inetrc"))
                .env("ERL_LIBS", &libraries)
                .env("ERL_MAX_PORTS", "4096");
            let server = folder.start(&mut command);
            wait_until_ready(
                "ejabberd",
                &server,
                direct,
                "ejabberd.test",
                authority.pem(),
            )?;
            Ok(Self {
                port_starttls: starttls,
                port_direct: direct,
                port_http: http,
                ca_pem,
                server,
            })
        })
    }

    /// Makes an account without a registration, by the administration API.
    pub fn add_account(&self, user: &str, host: &str, password: &str) {
        let body = serde_json::json!({ "user": user, "host": host, "password": password });
        self.call("register", &body);
    }

    /// Locks an account, and ends its sessions.
    pub fn ban_account(&self, user: &str, host: &str) {
        let body = serde_json::json!({ "user": user, "host": host, "reason": "a test" });
        self.call("ban_account", &body);
    }

    /// Ends the sessions of an account.
    pub fn kick(&self, user: &str, host: &str) {
        let body = serde_json::json!({ "user": user, "host": host });
        self.call("kick_user", &body);
    }

    /// Has the administration API do something.
    fn call(&self, command: &str, body: &serde_json::Value) {
        let body = body.to_string();
        let mut socket = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port_http)).unwrap();
        write!(
            socket,
            "POST /api/{command} HTTP/1.0\r\nHost: localhost\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\n\r\n{body}",
            body.len()
        )
        .unwrap();
        let mut answer = String::new();
        let _ = socket.read_to_string(&mut answer).unwrap();
        assert!(
            answer
                .lines()
                .next()
                .is_some_and(|status| status.contains(" 200 ")),
            "{answer}"
        );
    }

    /// The file in which every puzzle drawn so far has a line: the SHA-256 of its picture's pixels, and its
    /// answer.
    pub fn captcha_answers(&self) -> PathBuf {
        self.server.folder().join("captcha.answers")
    }

    /// The answer to the newest puzzle, whoever asked for it.
    pub fn last_captcha_answer(&self) -> String {
        let lines = fs::read_to_string(self.captcha_answers()).unwrap();
        let (_, answer) = lines.lines().last().unwrap().split_once(' ').unwrap();
        answer.to_owned()
    }

    /// A shell command that prints the answer to the picture whose path is in `CAPTCHA_PICTURE`.
    pub fn captcha_command(&self) -> String {
        format!(
            "pixels=$(convert \"$CAPTCHA_PICTURE\" -depth 8 rgba:- | sha256sum | cut -d ' ' -f 1); \
             grep \"^$pixels \" '{}' | cut -d ' ' -f 2",
            self.captcha_answers().display()
        )
    }
}

const CAPTCHA_SCRIPT: &str = "/usr/share/ejabberd/captcha.sh";

const REMEDY: &str = "run scripts/test, which installs all that the tests need";

fn shared<T>(
    cell: &'static OnceLock<Result<T, String>>,
    start: impl FnOnce() -> Result<T, String>,
) -> &'static T {
    match cell.get_or_init(start) {
        Ok(started) => started,
        Err(why) => panic!("{why}"),
    }
}

fn attempt<T>(start: impl Fn() -> Result<T, String>) -> Result<T, String> {
    let mut last = start();
    for _ in 1..TRIES {
        if last.is_ok() {
            break;
        }
        last = start();
    }
    last
}

/// The path of an installed program, looked for where Debian's packages put it.
fn program(name: &str) -> Result<PathBuf, String> {
    ["/usr/bin", "/usr/sbin"]
        .into_iter()
        .map(|folder| Path::new(folder).join(name))
        .find(|path| path.exists())
        .ok_or_else(|| format!("{name} is not installed: {REMEDY}"))
}

/// The folder that holds ejabberd's Erlang applications: `/usr/lib/<architecture>` in Debian.
fn erlang_libraries() -> Result<PathBuf, String> {
    let is_ejabberd =
        |entry: fs::DirEntry| entry.file_name().to_string_lossy().starts_with("ejabberd-");
    let holds_it = |folder: &PathBuf| {
        fs::read_dir(folder).is_ok_and(|mut all| all.any(|e| e.is_ok_and(is_ejabberd)))
    };
    fs::read_dir("/usr/lib")
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .find(holds_it)
        .ok_or_else(|| format!("ejabberd is not installed: {REMEDY}"))
}

fn running_as_root() -> bool {
    fs::metadata("/proc/self").unwrap().uid() == 0
}

/// Fills in a template: the words between @ signs.
fn fill(template: &str, words: &[(&str, &dyn std::fmt::Display)]) -> String {
    words
        .iter()
        .fold(template.to_owned(), |text, (word, value)| {
            text.replace(&format!("@{word}@"), &value.to_string())
        })
}

/// Writes `server.pem` (certificate and key), `server.key`, `ca.pem`, and returns the path of the last.
fn write_certificates(folder: &Folder, authority: &Authority) -> PathBuf {
    let names = [
        "prosody.test",
        "*.prosody.test",
        "ejabberd.test",
        "*.ejabberd.test",
        "localhost",
        "127.0.0.1",
    ];
    let (certificate, key) = authority.issue(&names);
    folder.write("server.pem", &format!("{certificate}{key}"));
    folder.write("server.key", &key);
    folder.write("ca.pem", authority.pem());
    folder.path().join("ca.pem")
}

/// Ports that are free now, below those that the kernel gives to outgoing connections.
fn free_ports<const N: usize>() -> [u16; N] {
    let mut seen = HashSet::new();
    std::array::from_fn(|_| {
        loop {
            let port = 12_000 + u16::try_from(getrandom::u32().unwrap() % 20_000).unwrap();
            if seen.insert(port) && TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok() {
                return port;
            }
        }
    })
}

/// Waits until the server at `port` shows a certificate of `authority`, in PEM: then it is up, and it is ours.
fn wait_until_ready(
    name: &str,
    server: &Watched,
    port: u16,
    domain: &str,
    authority: &str,
) -> Result<(), String> {
    let deadline = Instant::now() + START;
    loop {
        let why = match shake_hands(port, domain, authority) {
            Ok(()) => return Ok(()),
            Err(why) => why,
        };
        if let Some(code) = server.exited() {
            return Err(format!(
                "{name} ended by itself with code {code}\n{}",
                server.said()
            ));
        }
        if Instant::now() > deadline {
            return Err(format!(
                "{name} does not answer on port {port}: {why}\n{}",
                server.said()
            ));
        }
        // Between two looks at the event that is waited for.
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn shake_hands(port: u16, domain: &str, authority: &str) -> std::io::Result<()> {
    let mut roots = RootCertStore::empty();
    roots
        .add(CertificateDer::from_pem_slice(authority.as_bytes()).unwrap())
        .unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let domain = ServerName::try_from(domain.to_owned()).unwrap();
    let mut connection = ClientConnection::new(Arc::new(config), domain).unwrap();
    let mut socket = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
    socket.set_read_timeout(Some(Duration::from_secs(10)))?;
    while connection.is_handshaking() {
        let _ = connection.complete_io(&mut socket)?;
    }
    connection.send_close_notify();
    let _ = connection.complete_io(&mut socket);
    let _ = socket.read(&mut [0]);
    Ok(())
}
