//! A gate on the way to a server: it lets everything through, holds back what the server says, or shuts.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

/// What the gate does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Lets everything through.
    Open,
    /// Holds back what the server says, and lets everything else through.
    Deaf,
    /// Lets everything through but what the program says, which is lost.
    Mute,
    /// Lets nobody new in; who is there stays.
    Full,
    /// Lets nobody in, and throws everybody out.
    Shut,
}

struct Inside {
    way: Mutex<Way>,
    turned: Condvar,
    streams: Mutex<Vec<TcpStream>>,
    /// How much of what the program said was lost.
    lost: AtomicUsize,
}

/// The gate. Its threads end with the process.
pub struct Gate {
    pub port: u16,
    inside: Arc<Inside>,
}

impl Gate {
    /// A gate before this port of the computer.
    pub fn before(server: u16) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let inside = Arc::new(Inside {
            way: Mutex::new(Way::Open),
            turned: Condvar::new(),
            streams: Mutex::new(Vec::new()),
            lost: AtomicUsize::new(0),
        });
        let gate = Self {
            port,
            inside: Arc::clone(&inside),
        };
        thread::spawn(move || {
            for client in listener.incoming() {
                let client = client.unwrap();
                let way = *inside.way.lock().unwrap();
                if matches!(way, Way::Full | Way::Shut) {
                    continue;
                }
                let server = TcpStream::connect((Ipv4Addr::LOCALHOST, server)).unwrap();
                inside.carry(&client, &server, false);
                inside.carry(&server, &client, true);
            }
        });
        gate
    }

    /// Whether the program has said something that was lost.
    pub fn has_lost(&self) -> bool {
        self.inside.lost.load(Ordering::SeqCst) > 0
    }

    /// Turns it.
    pub fn turn(&self, way: Way) {
        *self.inside.way.lock().unwrap() = way;
        if way == Way::Shut {
            for stream in self.inside.streams.lock().unwrap().drain(..) {
                let _ = stream.shutdown(Shutdown::Both);
            }
        }
        self.inside.turned.notify_all();
    }
}

impl Inside {
    /// Carries bytes from one side to the other, as long as both are there.
    fn carry(self: &Arc<Self>, from: &TcpStream, to: &TcpStream, is_answer: bool) {
        let (mut from, mut to) = (from.try_clone().unwrap(), to.try_clone().unwrap());
        self.streams.lock().unwrap().push(from.try_clone().unwrap());
        let inside = Arc::clone(self);
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            loop {
                let count = from.read(&mut bytes).unwrap_or(0);
                let way = inside.way.lock().unwrap();
                if is_answer {
                    let deaf = |way: &mut Way| *way == Way::Deaf;
                    drop(inside.turned.wait_while(way, deaf).unwrap());
                } else if *way == Way::Mute && count > 0 {
                    inside.lost.fetch_add(count, Ordering::SeqCst);
                    continue;
                } else {
                    drop(way);
                }
                if count == 0 || to.write_all(&bytes[..count]).is_err() {
                    let _ = to.shutdown(Shutdown::Both);
                    return;
                }
            }
        });
    }
}
