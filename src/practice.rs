//! The practice server: a small XMPP server on loopback, with a host for each kind of journey.
//!
//! It is what a newcomer tries first, without a network, and what the verbs use with `--practice`. It keeps to itself:
//! loopback alone, few connections, small stanzas, accounts in memory that end with it.

pub mod accounts;
mod authority;
mod check;
mod discovery;
mod forms;
mod gate;
pub mod host;
mod invitations;
pub mod picture;
mod puzzles;
mod refusals;
mod registration;
mod reply;
mod server;
mod services;
mod session;
mod sound;
mod stream;

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::thread::{self, JoinHandle};

use tokio::sync::oneshot;

pub use host::{Journey, PASSWORD};
pub use invitations::Ticket;

use authority::Authority;
use host::Names;

/// A practice server that runs until this is dropped.
#[derive(Debug)]
pub struct Practice {
    port: u16,
    ca_pem: String,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// Starts a practice server on a free port of loopback, on a thread of its own.
///
/// # Errors
///
/// If there is no port, no randomness or no thread to be had.
pub fn start() -> io::Result<Practice> {
    start_with(Names::Own)
}

/// The same for tests that ask many servers: under each journey's domain there are any number of hosts more that do the same,
/// `17.open.practice.test` for one. Their accounts are those of the journey's own domain.
///
/// # Errors
///
/// As [`start`].
pub fn start_for_many() -> io::Result<Practice> {
    start_with(Names::Below)
}

fn start_with(names: Names) -> io::Result<Practice> {
    let domains = Journey::ALL.into_iter().map(Journey::domain);
    let domains: Vec<String> = match names {
        Names::Own => domains.map(str::to_owned).collect(),
        Names::Below => domains
            .flat_map(|domain| [domain.to_owned(), format!("*.{domain}")])
            .collect(),
    };
    let authority = Authority::new(&domains)?;
    let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))?;
    listener.set_nonblocking(true)?;
    let port = listener.local_addr()?.port();
    let ca_pem = authority.pem;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let (stop, stopped) = oneshot::channel();
    let thread = thread::Builder::new()
        .name("practice".to_owned())
        .spawn(move || {
            runtime.block_on(async {
                tokio::select! {
                    () = server::serve(listener, authority.tls, names) => {}
                    _ = stopped => {}
                }
            });
        })?;
    Ok(Practice {
        port,
        ca_pem,
        stop: Some(stop),
        thread: Some(thread),
    })
}

impl Practice {
    /// The port of loopback (127.0.0.1) on which it listens, for STARTTLS and for TLS from the start.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The authority that vouches for all its hosts, as PEM. Made at the start; its key exists nowhere any more.
    #[must_use]
    pub fn ca_pem(&self) -> &str {
        &self.ca_pem
    }
}

impl Drop for Practice {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
