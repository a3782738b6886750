//! What can be said of servers to be checked or listed.

use std::path::PathBuf;

use clap::Args;

/// Options of `check`.
#[derive(Debug, Args)]
pub struct CheckOptions {
    /// Servers to be asked for their forms, "-" for those in standard input; or an account, name@server, that was cut
    /// off. Without any, all accounts that were cut off
    #[arg(value_name = "DOMAIN|ADDRESS")]
    pub named: Vec<String>,
    /// Read servers from standard input, one a line, as "-" does
    #[arg(long)]
    pub stdin: bool,
    /// Read passwords that are not in the keyring from this file, one a line
    #[arg(long, value_name = "FILE")]
    pub password_file: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

impl CheckOptions {
    /// Whether servers are asked, and no account is looked for.
    pub(in crate::cli) fn is_survey(&self) -> bool {
        let is_address = self.named.len() == 1 && self.named[0].contains('@');
        self.reads_input() || !(self.named.is_empty() || is_address)
    }

    /// Whether there are servers in standard input.
    pub(in crate::cli) fn reads_input(&self) -> bool {
        self.stdin || self.named.iter().any(|named| named == "-")
    }
}
