//! The built program's practice server, running beside the tests of a process.

use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::program::Program;
use crate::watched::{Folder, Watched};

/// How long the server may take to start. Only a broken one takes that long.
const START: Duration = Duration::from_secs(30);

/// A running practice server.
pub struct Practice {
    pub port: u16,
    pub ca_pem: PathBuf,
    /// Its hosts, as it names them.
    pub hosts: Vec<Value>,
    /// The accounts that are there from the start, as it names them.
    pub accounts: Vec<Value>,
    _server: Watched,
}

impl Practice {
    /// The practice server of this test process, started at the first call.
    pub fn get() -> &'static Self {
        static PRACTICE: OnceLock<Practice> = OnceLock::new();
        PRACTICE.get_or_init(Self::start)
    }

    fn start() -> Self {
        let folder = Folder::new("practice");
        let mut command = Command::new(env!("CARGO_BIN_EXE_vestibule"));
        command.args(["practice", "--json"]);
        let server = folder.start(&mut command);
        let deadline = Instant::now() + START;
        let about: Value = loop {
            let told = std::fs::read_to_string(server.folder().join("output")).unwrap_or_default();
            if let Some((line, _)) = told.split_once('\n') {
                break serde_json::from_str(line).unwrap();
            }
            assert_eq!(server.exited(), None, "{}", server.said());
            assert!(Instant::now() < deadline, "{}", server.said());
            // Between two looks at the event that is waited for.
            std::thread::sleep(Duration::from_millis(20));
        };
        let ca_pem = server.folder().join("ca.pem");
        std::fs::write(&ca_pem, about["ca_pem"].as_str().unwrap()).unwrap();
        Self {
            port: u16::try_from(about["port"].as_u64().unwrap()).unwrap(),
            ca_pem,
            hosts: about["hosts"].as_array().unwrap().clone(),
            accounts: about["accounts"].as_array().unwrap().clone(),
            _server: server,
        }
    }

    /// The program, connecting to it.
    pub fn program(&self) -> Program {
        Program::at(self.port, "starttls", &self.ca_pem)
    }
}
