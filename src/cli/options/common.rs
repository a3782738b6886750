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
