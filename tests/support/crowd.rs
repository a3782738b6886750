//! A crowd of virtual hosts: those of the test bed many times over, each copy under a name of its own and with the settings
//! of the host that it is a copy of.

use std::fmt::Write;

use super::{Hosts, Testbed};

/// A test bed with a crowd of hosts on each server.
pub struct Crowd {
    pub bed: Testbed,
    pub hosts: Vec<Host>,
}

/// One of the crowd.
pub struct Host {
    pub name: String,
    /// The host that it is a copy of, or the first word of its own name.
    pub kind: &'static str,
}

/// Kinds of hosts that a Prosody has in a crowd alone: what they are called, and their settings.
const ALSO: [(&str, &str); 4] = [
    (
        "email",
        "\tadditional_registration_fields = { \"email+\" }\n",
    ),
    (
        "terms",
        "\tadditional_registration_fields = {\n\t\t\
         { name = \"tos\", type = \"boolean\", label = \"I agree\", required = true };\n\t}\n",
    ),
    (
        "clear",
        "\tmodules_disabled = { \"tls\" }\n\tc2s_require_encryption = false\n",
    ),
    // Its certificate is not good for names so long.
    ("strangely.named", ""),
];

impl Crowd {
    /// Starts both servers, each with its own hosts and so many copies of them.
    pub fn start(of_prosody: usize, of_ejabberd: usize) -> Result<Self, String> {
        let mut hosts = Vec::new();
        let mut lua = String::new();
        let mut more = Hosts::default();
        let mut add = |name: String, kind| hosts.push(Host { name, kind });
        for (kind, settings) in prosody_hosts() {
            add(kind.to_owned(), kind);
            for number in 1..=of_prosody {
                let name = copy(kind, number);
                let _ = write!(lua, "VirtualHost \"{name}\"\n{settings}");
                add(name, kind);
            }
        }
        for (kind, settings) in ALSO {
            for number in 1..=of_prosody {
                let name = format!("{kind}{number}.prosody.test");
                let _ = write!(lua, "VirtualHost \"{name}\"\n{settings}");
                add(name, kind);
            }
        }
        for (kind, settings) in ejabberd_hosts() {
            add(kind.to_owned(), kind);
            for number in 1..=of_ejabberd {
                let name = copy(kind, number);
                let _ = writeln!(more.names, "  - {name}");
                if let Some(settings) = settings {
                    let _ = writeln!(more.settings, "  {name}:\n{settings}");
                }
                add(name, kind);
            }
        }
        let bed = Testbed::start_with(&lua, &more)?;
        Ok(Self { bed, hosts })
    }
}

/// The name of a copy. The certificates of the test bed are good for one label below a server's own name.
fn copy(kind: &str, number: usize) -> String {
    match kind.split_once('.') {
        Some((first, rest)) if rest.contains('.') => format!("{first}{number}.{rest}"),
        _ => format!("copy{number}.{kind}"),
    }
}

/// Prosody's hosts and their settings.
fn prosody_hosts() -> Vec<(&'static str, &'static str)> {
    let lua = include_str!("../testbed/prosody.cfg.lua");
    let (hosts, _) = lua.split_once("\nComponent ").unwrap();
    let hosts = hosts.split("\nVirtualHost \"").skip(1);
    let host = |host: &'static str| {
        let (name, rest) = host.split_once('"').unwrap();
        // Behind the name there may be a word about it.
        (name, rest.split_once('\n').map_or("", |(_, lines)| lines))
    };
    hosts.map(host).collect()
}

/// The hosts of ejabberd, and what is special about each.
fn ejabberd_hosts() -> Vec<(&'static str, Option<&'static str>)> {
    let yml = include_str!("../testbed/ejabberd.yml");
    let names = yml
        .lines()
        .skip_while(|line| *line != "hosts:")
        .skip(1)
        .map_while(|line| line.strip_prefix("  - ")?.split_whitespace().next());
    let settings = |name: &str| {
        let (_, from) = yml.split_once(&format!("\n  {name}:\n"))?;
        let is_own = |line: &&str| line.starts_with("    ");
        let length: usize = from
            .split_inclusive('\n')
            .take_while(is_own)
            .map(str::len)
            .sum();
        Some(from[..length].trim_end())
    };
    names.map(|name| (name, settings(name))).collect()
}
