//! Options of the verbs that open the window.

use clap::Args;

/// Options of `account`.
#[derive(Debug, Args)]
pub struct WindowOptions {
    /// The account: name@server. It is signed in to at once if the keyring has its password
    pub address: Option<String>,
    /// Open a window of its own, also if there is one already
    #[arg(long)]
    pub new_window: bool,
}
