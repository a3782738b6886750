//! The window that is open: listens for later starts.
//!
//! It listens on a thread of its own, also while the window is not there yet or has much to do. What comes is answered with
//! `wait` at once, and with `taken` by the window.

use std::fs;
use std::io::{self, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::net::UnixStream as Line;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use futures::channel::mpsc::{self, Sender};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::{Semaphore, oneshot};
use tokio::task::JoinSet;
use tokio::time::timeout;
use zeroize::Zeroizing;

use super::place::{Lock, Place, clear};
use super::request::{self, MOST, NO, TAKEN, WAIT};
use super::{Answer, Handed, Inbox};

/// The most starts that are listened to at a time; others wait.
const LINES: usize = 32;
/// The most that waits for the window.
const WAITING: usize = 16;
/// How long a start may take to say what it wants.
const PATIENCE: Duration = Duration::from_secs(3);
/// How long accepting rests after it failed: the system may be out of descriptors.
const REST: Duration = Duration::from_millis(100);

/// The window that later starts hand theirs to. Dropped, it leaves nothing behind.
#[derive(Debug)]
pub struct Instance {
    inbox: Inbox,
    socket: PathBuf,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
    /// Given up last: until then nobody else is the first.
    _lock: Lock,
}

impl Instance {
    /// Listens in this place. Whose lock it is, theirs is the socket: what lies there was left by a program that is gone.
    ///
    /// # Errors
    ///
    /// If the socket cannot be made.
    pub(super) fn open(place: &Place, lock: Lock) -> io::Result<Self> {
        let (socket, own) = (place.socket(), place.own);
        let new = place.new_socket();
        clear(&new)?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_io()
            .enable_time()
            .build()?;
        let listener = {
            let _inside = runtime.enter();
            UnixListener::bind(&new)?
        };
        fs::set_permissions(&new, fs::Permissions::from_mode(0o600))?;
        // Under its name it has its rights from the beginning: a start that comes now would not trust it without them.
        fs::rename(&new, &socket)?;
        let (sender, receiver) = mpsc::channel(WAITING);
        let (stop, stopped) = oneshot::channel();
        let thread = thread::Builder::new()
            .name("instance".to_owned())
            .spawn(move || {
                runtime.block_on(async {
                    tokio::select! {
                        () = listen(&listener, &sender, own) => {}
                        _ = stopped => {}
                    }
                });
            })?;
        Ok(Self {
            inbox: Inbox::coming(receiver),
            socket,
            stop: Some(stop),
            thread: Some(thread),
            _lock: lock,
        })
    }

    /// What comes to it.
    #[must_use]
    pub fn inbox(&self) -> Inbox {
        self.inbox.clone()
    }
}

impl Drop for Instance {
    fn drop(&mut self) {
        let _ = clear(&self.socket);
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

async fn listen(listener: &UnixListener, sender: &Sender<Handed>, own: u32) {
    let places = Arc::new(Semaphore::new(LINES));
    let mut lines = JoinSet::new();
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else {
            return;
        };
        match listener.accept().await {
            Ok((line, _)) => {
                let sender = sender.clone();
                let _ = lines.spawn(async move {
                    // Whoever talks nonsense, or not at all, is told nothing.
                    let _ = timeout(PATIENCE, hear(line, sender, own)).await;
                    drop(place);
                });
            }
            Err(_) => tokio::time::sleep(REST).await,
        }
        while lines.try_join_next().is_some() {}
    }
}

/// Hears what a start wants, and has the window come to it.
async fn hear(mut line: UnixStream, mut sender: Sender<Handed>, own: u32) -> io::Result<()> {
    if line.peer_cred()?.uid() != own {
        return Ok(());
    }
    let mut read = Zeroizing::new(Vec::with_capacity(MOST));
    while !read.contains(&b'\n') {
        let room = MOST - read.len();
        // One that grows would leave copies behind.
        let mut part = (&mut line).take(u64::try_from(room).unwrap_or_default());
        if room == 0 || part.read_buf(&mut *read).await? == 0 {
            return line.write_all(NO).await;
        }
    }
    let Some(wish) = request::read(&read) else {
        return line.write_all(NO).await;
    };
    line.write_all(WAIT).await?;
    let handed = Handed::of(wish, Some(Box::new(line.into_std()?)));
    if let Err(full) = sender.try_send(handed) {
        tracing::info!("the window does not come to what it is handed");
        drop(full);
    }
    Ok(())
}

impl Answer for Line {
    fn taken(&mut self) -> io::Result<()> {
        // It does not wait; there is always room for one word.
        self.write_all(TAKEN)
    }
}
