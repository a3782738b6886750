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

/// Options of `servers`.
#[derive(Debug, Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "what is wanted of a server, each for itself"
)]
pub struct ServersOptions {
    /// Parts of names, or countries and languages in words or by their letters; those are listed that fit all of them
    pub words: Vec<String>,
    /// Load the newest list first, and keep it
    #[arg(long, conflicts_with = "practice")]
    pub refresh: bool,
    /// Load it from this https address
    #[arg(long, value_name = "URL", requires = "refresh")]
    pub from: Option<String>,
    /// Only those whose people speak this language: its tag, or its name
    #[arg(long, value_name = "LANGUAGE")]
    pub language: Option<String>,
    /// Only those that show no puzzle
    #[arg(long)]
    pub no_puzzle: bool,
    /// Only those where a lost password can be set anew
    #[arg(long)]
    pub reset: bool,
    /// Only those where one signs up in a program, not on a web page
    #[arg(long)]
    pub here: bool,
    /// Tell all that is known of each, a line for each fact
    #[arg(long)]
    pub facts: bool,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    /// Let the list come from this very computer: for tests
    #[arg(long, hide = true, requires = "from")]
    pub loopback: bool,
}
