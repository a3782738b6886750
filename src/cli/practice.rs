//! `vestibule practice`, and `--practice` with another verb: the practice server, running already or for a while.

use std::fs;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::outcome::{Outcome, Report};
use super::{Context, interrupted, print};
use crate::engine::{Roots, Target};
use crate::i18n::I18n;
use crate::platform::{Removed, runtime_folder};
use crate::practice::{self, Journey, Practice, Ticket};
use crate::words;

/// How long a running server may take to answer a connection on loopback.
const ANSWER: Duration = Duration::from_secs(1);
/// The longest note that is read.
const LONGEST: u64 = 64 * 1024;

/// Runs the practice server until it is stopped.
pub(super) async fn practice(i18n: &I18n, json: bool) -> Result<Report, Report> {
    // Before anybody can know that it runs: whoever ends it then must not leave the note behind.
    let interrupted = interrupted();
    let practice = practice::start().map_err(|error| Report::fault(error.to_string()))?;
    let note = announce(&practice);
    if let Err(error) = &note {
        let arguments = [("reason", error.to_string())];
        print::error(&i18n.with("cli-practice-alone", arguments));
    }
    if json {
        let hosts: Vec<_> = Journey::ALL
            .into_iter()
            .map(|journey| {
                let mut host = serde_json::json!({
                    "domain": journey.domain(),
                    "kind": journey.name(),
                    "about": i18n.text(words::journey(journey)),
                    "special": journey.is_special(),
                });
                if journey == Journey::Invitation {
                    let told = |ticket: Ticket| {
                        serde_json::json!({"kind": ticket.name(), "link": ticket.link()})
                    };
                    host["invitations"] = Ticket::ALL.into_iter().map(told).collect();
                }
                host
            })
            .collect();
        let accounts: Vec<_> = addresses()
            .map(|address| serde_json::json!({"address": address, "password": practice::PASSWORD}))
            .collect();
        let about = serde_json::json!({
            "host": Ipv4Addr::LOCALHOST.to_string(),
            "port": practice.port(),
            "ca_pem": practice.ca_pem(),
            "hosts": hosts,
            "accounts": accounts,
        });
        print::json(&about.to_string());
    } else {
        let port = practice.port().to_string();
        print::line(&i18n.with("cli-practice-runs", [("port", port)]));
        for journey in Journey::ALL {
            print::line(&format!(
                "  {:<33}{}",
                journey.domain(),
                i18n.text(words::journey(journey))
            ));
            if journey == Journey::Invitation {
                for ticket in Ticket::ALL {
                    print::line(&format!("  {:<29}{}", "", ticket.link()));
                }
            }
        }
        let password = [("password", practice::PASSWORD)];
        print::line(&i18n.with("cli-practice-accounts", password));
        for address in addresses() {
            print::line(&format!("  {address}"));
        }
    }
    interrupted.await;
    drop(note);
    drop(practice);
    Ok(Report::new(Outcome::Done))
}

/// The accounts that are there from the start.
fn addresses() -> impl Iterator<Item = String> {
    Journey::ALL.into_iter().flat_map(|journey| {
        let names = journey.accounts().iter();
        names.map(move |name| format!("{name}@{}", journey.domain()))
    })
}

impl Context {
    /// Leads the way to the practice server: the one that runs, else one for as long as this verb.
    pub(super) fn lead_to_practice(&mut self, target: &mut Target) -> Result<(), Report> {
        let running = if let Some(running) = find() {
            running
        } else {
            let own = practice::start().map_err(|error| Report::fault(error.to_string()))?;
            let running = Running {
                port: own.port(),
                ca_pem: own.ca_pem().to_owned(),
            };
            self.practice = Some(own);
            running
        };
        target.connect = Some((Ipv4Addr::LOCALHOST.to_string(), running.port));
        target.roots = Roots::from_pem(running.ca_pem.as_bytes())
            .map_err(|fault| Report::fault(fault.to_string()))?;
        target.loopback_pictures = true;
        Ok(())
    }
}

/// A running practice server, as its note tells.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Running {
    port: u16,
    ca_pem: String,
}

/// Leaves a note for others: port and authority, in a file that only this person can read. It goes with the value.
fn announce(practice: &Practice) -> io::Result<Removed> {
    announce_at(&note()?, practice)
}

/// The practice server that runs already, if one does and answers.
fn find() -> Option<Running> {
    find_at(&note().ok()?)
}

fn note() -> io::Result<PathBuf> {
    Ok(runtime_folder()?.join("practice"))
}

fn announce_at(path: &Path, practice: &Practice) -> io::Result<Removed> {
    let text = format!("{}\n{}", practice.port(), practice.ca_pem());
    Removed::write(path.to_owned(), text.into_bytes())
}

fn find_at(path: &Path) -> Option<Running> {
    if fs::metadata(path).ok()?.len() > LONGEST {
        return None;
    }
    let text = fs::read_to_string(path).ok()?;
    let (port, ca_pem) = text.split_once('\n')?;
    let port = port.parse().ok()?;
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    // Who answers is proved by the certificate, when the connection is used.
    let _connection = TcpStream::connect_timeout(&address, ANSWER).ok()?;
    Some(Running {
        port,
        ca_pem: ca_pem.to_owned(),
    })
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;

    #[test]
    fn a_running_server_is_found_until_it_ends() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("practice");
        assert_eq!(find_at(&path), None);
        let practice = practice::start().unwrap();
        let note = announce_at(&path, &practice).unwrap();
        let found = find_at(&path).unwrap();
        assert_eq!(found.port, practice.port());
        assert_eq!(found.ca_pem, practice.ca_pem());
        drop(practice);
        assert_eq!(find_at(&path), None, "nobody listens any more");
        drop(note);
        assert!(!path.exists());
    }

    #[test]
    fn a_damaged_note_is_no_server() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("practice");
        for text in ["", "x", "70000\nx", "0\n"] {
            fs::write(&path, text).unwrap();
            assert_eq!(find_at(&path), None, "{text:?}");
        }
    }
}
