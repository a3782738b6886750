//! What the window and the commands share.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::parse::{hidden, host_and_port, language};
use crate::domain::Secret;
use crate::engine::Tls;

/// What the window and the commands share.
#[derive(Debug, Clone, Args)]
pub struct Common {
    /// Connect to this host and port instead of what DNS says
    #[arg(long, global = true, value_name = "HOST:PORT", value_parser = host_and_port)]
    pub connect: Option<(String, u16)>,
    /// How the connection is made secret
    #[arg(
        long,
        global = true,
        value_name = "WAY",
        value_enum,
        default_value = "auto"
    )]
    pub tls: Way,
    /// Go through this SOCKS5 proxy instead of the system's; "none" for no proxy. Its password is never an argument
    #[arg(long, global = true, value_name = "socks5://[USER@]HOST:PORT", value_parser = hidden)]
    pub proxy: Option<Secret>,
    /// Trust the authorities in this file instead of the system's
    #[arg(long, global = true, value_name = "PEM")]
    pub ca_file: Option<PathBuf>,
    /// The longest that a step may take
    #[arg(long, global = true, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub timeout: Option<u64>,
    /// The language to speak, also asked of the server
    #[arg(long, global = true, value_name = "TAG", value_parser = language)]
    pub lang: Option<String>,
    /// Use the practice server: no network, nothing lasts
    #[arg(long, global = true, conflicts_with_all = ["connect", "ca_file", "proxy"])]
    pub practice: bool,
}

impl Common {
    /// What tells apart the windows of two starts: only one that was started with all of this alike is the same.
    pub(in crate::cli) fn marks(&self) -> Vec<String> {
        let text = |given: Option<&str>| given.map_or_else(String::new, |text| format!("={text}"));
        let connect = self.connect.as_ref();
        let ca_file = self.ca_file.as_ref().map(|path| path.display().to_string());
        vec![
            text(
                connect
                    .map(|(host, port)| format!("{host} {port}"))
                    .as_deref(),
            ),
            self.tls.name().to_owned(),
            text(self.proxy.as_ref().map(Secret::expose)),
            text(ca_file.as_deref()),
            text(self.timeout.map(|seconds| seconds.to_string()).as_deref()),
            text(self.lang.as_deref()),
            self.practice.to_string(),
        ]
    }
}

/// How the connection is made secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Way {
    /// What DNS says; with --connect STARTTLS first, then TLS from the start
    Auto,
    /// TLS from the start
    Direct,
    /// STARTTLS
    Starttls,
}

impl Way {
    /// Its name on the command line.
    pub(in crate::cli) fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Direct => "direct",
            Self::Starttls => "starttls",
        }
    }

    /// The way of this name; what is no name is `Auto`.
    pub(in crate::cli) fn named(name: &str) -> Self {
        Self::from_str(name, false).unwrap_or(Self::Auto)
    }
}

impl From<Way> for Tls {
    fn from(way: Way) -> Self {
        match way {
            Way::Auto => Self::Auto,
            Way::Direct => Self::Direct,
            Way::Starttls => Self::StartTls,
        }
    }
}
