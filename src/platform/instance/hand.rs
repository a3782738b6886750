//! A later start: hands what it was asked for to the window that is open.

use std::io::{self, Read as _};
use std::net::Shutdown;
use std::thread;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::UnixStream;
use tokio::time::{Instant as Moment, timeout_at};

use super::listen::Instance;
use super::place::Place;
use super::request::{self, NO, TAKEN, WAIT};
use super::{Start, Wish};

/// How long a start waits.
#[derive(Debug, Clone, Copy)]
pub(super) struct Patience {
    /// For a first word.
    pub(super) silence: Duration,
    /// For the window to come to it.
    pub(super) busy: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            silence: Duration::from_secs(3),
            busy: Duration::from_secs(10),
        }
    }
}

/// Between two looks at a window that opens or closes at this moment.
const MOMENT: Duration = Duration::from_millis(10);

/// Finds the window of this place, or becomes it.
pub(super) fn start(place: &Place, wish: &Wish, patience: Patience) -> Start {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .enable_time()
        .build();
    let started = runtime.and_then(|runtime| {
        let _inside = runtime.enter();
        let began = Instant::now();
        loop {
            if let Some(lock) = place.lock()? {
                return Instance::open(place, lock).map(Start::First);
            }
            let came = runtime.block_on(hand_over(place, wish, patience));
            match came {
                Came::Taken => return Ok(Start::HandedOver),
                // It has the lock and no socket yet, or no longer.
                Came::Gone if began.elapsed() < patience.silence => thread::sleep(MOMENT),
                Came::Gone | Came::Not => return Ok(Start::Alone),
            }
        }
    });
    started.unwrap_or_else(|error| {
        tracing::warn!(%error, "windows do not know of each other");
        Start::Alone
    })
}

/// What came of handing something over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Came {
    /// The window has it.
    Taken,
    /// It does not take it, or does not answer.
    Not,
    /// There is no window at the other end, at this moment.
    Gone,
}

async fn hand_over(place: &Place, wish: &Wish, patience: Patience) -> Came {
    match place.is_sound() {
        Ok(true) => {}
        Ok(false) => return Came::Not,
        Err(_) => return Came::Gone,
    }
    let Some(line) = request::write(wish) else {
        return Came::Not;
    };
    let first = Moment::now() + patience.silence;
    let Ok(Ok(mut stream)) = timeout_at(first, UnixStream::connect(place.socket())).await else {
        return Came::Gone;
    };
    // What it is told is for this person's window alone.
    if !stream.peer_cred().is_ok_and(|peer| peer.uid() == place.own) {
        return Came::Not;
    }
    let mut heard = Vec::new();
    let told = timeout_at(first, async {
        stream.write_all(&line).await?;
        hear(&mut stream, &mut heard, WAIT.len()).await
    });
    match told.await {
        Ok(Ok(())) if heard == WAIT => {}
        Ok(Ok(())) => return Came::Not,
        Ok(Err(_)) if heard == NO => return Came::Not,
        Ok(Err(_)) => return Came::Gone,
        Err(_) => return take_back(stream, heard),
    }
    let last = Moment::now() + patience.busy;
    let whole = WAIT.len() + TAKEN.len();
    match timeout_at(last, hear(&mut stream, &mut heard, whole)).await {
        Ok(Ok(())) if is_taken(&heard) => Came::Taken,
        Ok(Ok(())) => Came::Not,
        Ok(Err(_)) => Came::Gone,
        Err(_) => take_back(stream, heard),
    }
}

/// Hears on until there are so many bytes.
async fn hear(stream: &mut UnixStream, heard: &mut Vec<u8>, bytes: usize) -> io::Result<()> {
    while heard.len() < bytes {
        let room = u64::try_from(bytes - heard.len()).unwrap_or_default();
        if (&mut *stream).take(room).read_buf(heard).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
    Ok(())
}

fn is_taken(heard: &[u8]) -> bool {
    heard
        .strip_prefix(WAIT)
        .is_some_and(|rest| rest.starts_with(TAKEN))
}

/// Closes the line, so that nothing can be said on it any more: what was said until then is the truth, at both ends.
fn take_back(stream: UnixStream, mut heard: Vec<u8>) -> Came {
    let rest = stream.into_std().and_then(|mut stream| {
        stream.shutdown(Shutdown::Read)?;
        let mut rest = [0; 64];
        let read = stream.read(&mut rest)?;
        Ok(rest[..read].to_vec())
    });
    heard.extend(rest.unwrap_or_default());
    if is_taken(&heard) {
        Came::Taken
    } else {
        Came::Not
    }
}
