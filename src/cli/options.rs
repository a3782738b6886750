//! What can be said on the command line.

mod common;
mod parse;
mod servers;
mod window;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

pub use common::Common;
pub(super) use common::Way;
pub(super) use servers::{CheckOptions, ServersOptions};
pub(super) use window::WindowOptions;

use crate::domain::Secret;
use parse::hidden;

/// Gets you a chat address on any XMPP server.
///
/// Without a command the window opens, on the page of DOMAIN if that is given.
#[derive(Debug, Parser)]
#[command(version, subcommand_negates_reqs = true)]
pub struct Arguments {
    /// What the window and the commands share.
    #[command(flatten)]
    pub common: Common,
    /// The server that the window asks at once, or an invitation to one: its link, or a picture of its code
    #[arg(value_parser = hidden)]
    pub domain: Option<Secret>,
    /// Open a window of its own, also if there is one already
    #[arg(long)]
    pub new_window: bool,
    /// What to do without a window.
    #[command(subcommand)]
    pub verb: Option<Verb>,
}

/// What to do without a window.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Ask a server for its form and show it
    Form(FormOptions),
    /// Sign up on a server
    Register(RegisterOptions),
    /// Ask servers whether they let people sign up now; or find out by a sign-in what became of a sign-up that was cut off
    Check(CheckOptions),
    /// Show what the server has on record about an account, and who runs it; with --set, change it first
    Info(InfoOptions),
    /// List the services of an account's server that take registration: gateways, rooms
    Services(AccountOptions),
    /// End the registration with a service
    Unregister(UnregisterOptions),
    /// Change the password of an account; the current one is asked for, then the new one
    Password(PasswordOptions),
    /// Delete an account on the server
    Delete(DeleteOptions),
    /// List the accounts whose passwords this computer's keyring has
    Accounts(AccountsOptions),
    /// Remove an account from this computer: its password in the keyring. The server hears nothing of it
    Forget(ForgetOptions),
    /// List servers that let people sign up, as far as is known; nobody is asked
    Servers(ServersOptions),
    /// Open the window with the account settings
    Account(WindowOptions),
    /// Run the practice server until it is stopped
    Practice(PracticeOptions),
}

impl Verb {
    pub(super) fn json(&self) -> bool {
        match self {
            Self::Form(options) => options.json,
            Self::Register(options) => options.json,
            Self::Check(options) => options.json,
            Self::Info(options) => options.account.json,
            Self::Services(options) => options.json,
            Self::Unregister(options) => options.json,
            Self::Password(options) => options.account.json,
            Self::Delete(options) => options.account.json,
            Self::Accounts(options) => options.json,
            Self::Forget(options) => options.json,
            Self::Servers(options) => options.json,
            Self::Practice(options) => options.json,
            Self::Account(_) => false,
        }
    }

    /// Whether its JSON comes in lines, one object each, of which the last one has the outcome.
    pub(super) fn is_told_in_lines(&self) -> bool {
        matches!(self, Self::Check(options) if options.is_survey())
    }

    pub(super) fn password_file(&self) -> Option<PathBuf> {
        match self {
            Self::Register(options) => options.password_file.clone(),
            Self::Check(options) => options.password_file.clone(),
            Self::Info(options) => options.account.password_file.clone(),
            Self::Form(options) => options.password_file.clone(),
            Self::Services(options) => options.password_file.clone(),
            Self::Unregister(options) => options.password_file.clone(),
            Self::Password(options) => options.account.password_file.clone(),
            Self::Delete(options) => options.account.password_file.clone(),
            Self::Accounts(_)
            | Self::Forget(_)
            | Self::Servers(_)
            | Self::Account(_)
            | Self::Practice(_) => None,
        }
    }
}

/// Where a verb goes, and as whose guest.
#[derive(Debug, Args)]
pub struct Place {
    /// The server, or an invitation to it: its link, a picture of its code, or - for a link on standard input
    #[arg(required_unless_present_any = ["invitation", "service"], value_parser = hidden)]
    pub domain: Option<Secret>,
    /// The invitation: its link, a picture of its code, or - for a link on standard input; with DOMAIN, its token alone
    /// will do
    #[arg(long, value_name = "LINK|FILE|TOKEN|-", value_parser = hidden)]
    pub invitation: Option<Secret>,
}

/// A service in place of a server, and as whom.
#[derive(Debug, Args)]
pub struct Beside {
    /// A gateway, rooms or another service instead of a server; with --as
    #[arg(
        long,
        value_name = "SERVICE",
        requires = "owner",
        conflicts_with_all = ["domain", "invitation"]
    )]
    pub service: Option<String>,
    /// The account to sign in with: name@server. Its password is asked for first
    #[arg(
        long = "as",
        id = "owner",
        value_name = "ADDRESS",
        requires = "service"
    )]
    pub owner: Option<String>,
}

impl Beside {
    /// The service and the account. Each requires the other.
    pub(super) fn named(&self) -> Option<(&str, &str)> {
        Some((self.service.as_deref()?, self.owner.as_deref()?))
    }
}

/// Options of `form`.
#[derive(Debug, Args)]
pub struct FormOptions {
    /// The server.
    #[command(flatten)]
    pub place: Place,
    /// A service in its place.
    #[command(flatten)]
    pub beside: Beside,
    /// With --as: read the account's password from this file
    #[arg(long, value_name = "FILE", requires = "owner")]
    pub password_file: Option<PathBuf>,
    /// With --as: take the account's password from this computer's keyring if it has it
    #[arg(long, requires = "owner")]
    pub keyring: bool,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Options of `register`.
#[derive(Debug, Args)]
pub struct RegisterOptions {
    /// The server.
    #[command(flatten)]
    pub place: Place,
    /// A service in its place.
    #[command(flatten)]
    pub beside: Beside,
    /// What is answered.
    #[command(flatten)]
    pub answering: Answering,
    /// A name in --set that the form does not have is an error
    #[arg(long)]
    pub strict: bool,
    /// Run by the shell for each puzzle, told in `CAPTCHA_KIND`, `CAPTCHA_QUESTION` and `CAPTCHA_FILE`; its first line is
    /// the answer
    #[arg(long, value_name = "CMD")]
    pub captcha_command: Option<String>,
    /// Read passwords from this file, one a line
    #[arg(long, value_name = "FILE")]
    pub password_file: Option<PathBuf>,
    /// Save the password in this computer's keyring, before it is sent; with --as, take the account's from there
    #[arg(long)]
    pub keyring: bool,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// What is answered to the forms that a server sends.
#[derive(Debug, Args)]
pub struct Answering {
    /// An answer to a field of the form; again for several. Never a password
    #[arg(long = "set", value_name = "NAME=VALUE")]
    pub answers: Vec<String>,
    /// Send answers that look wrong by the server's own rules all the same
    #[arg(long)]
    pub insist: bool,
}

/// Options of `info`, and of all that is done with an account.
#[derive(Debug, Args)]
pub struct AccountOptions {
    /// The account: name@server
    pub address: String,
    /// Read passwords from this file, one a line
    #[arg(long, value_name = "FILE")]
    pub password_file: Option<PathBuf>,
    /// Take the current password from this computer's keyring if it has it, and keep there what becomes of it
    #[arg(long)]
    pub keyring: bool,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Options of `info`.
#[derive(Debug, Args)]
pub struct InfoOptions {
    /// The account.
    #[command(flatten)]
    pub account: AccountOptions,
    /// What is changed.
    #[command(flatten)]
    pub answering: Answering,
}

/// Options of `unregister`.
#[derive(Debug, Args)]
pub struct UnregisterOptions {
    /// The service
    #[arg(long, value_name = "SERVICE")]
    pub service: String,
    /// The account to sign in with: name@server
    #[arg(long = "as", id = "owner", value_name = "ADDRESS")]
    pub owner: String,
    /// What is answered if the service has a form for it.
    #[command(flatten)]
    pub answering: Answering,
    /// Read the account's password from this file
    #[arg(long, value_name = "FILE")]
    pub password_file: Option<PathBuf>,
    /// Take the account's password from this computer's keyring if it has it
    #[arg(long)]
    pub keyring: bool,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Options of `password`.
#[derive(Debug, Args)]
pub struct PasswordOptions {
    /// The account.
    #[command(flatten)]
    pub account: AccountOptions,
    /// What is answered if the server has a form for it.
    #[command(flatten)]
    pub answering: Answering,
}

/// Options of `delete`.
#[derive(Debug, Args)]
pub struct DeleteOptions {
    /// The account.
    #[command(flatten)]
    pub account: AccountOptions,
    /// What is answered if the server has a form for it.
    #[command(flatten)]
    pub answering: Answering,
    /// Do not ask whether it is meant
    #[arg(long)]
    pub yes: bool,
}

/// Options of `accounts`.
#[derive(Debug, Args)]
pub struct AccountsOptions {
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Options of `forget`.
#[derive(Debug, Args)]
pub struct ForgetOptions {
    /// The account: name@server
    pub address: String,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Options of `practice`.
#[derive(Debug, Args)]
pub struct PracticeOptions {
    /// Print port, authority and hosts as JSON, in one line at the start
    #[arg(long)]
    pub json: bool,
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_options_do_not_contradict_each_other() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn options_for_all_stand_before_or_behind_the_verb() {
        for line in [
            "vestibule --timeout 3 form example.org",
            "vestibule form example.org --timeout 3",
        ] {
            let arguments = Arguments::try_parse_from(line.split(' ')).unwrap();
            assert_eq!(arguments.common.timeout, Some(3));
            assert!(matches!(arguments.verb, Some(Verb::Form(_))));
        }
        let arguments = Arguments::try_parse_from(["vestibule", "example.org"]).unwrap();
        assert_eq!(arguments.domain, Some(Secret::from("example.org")));
        assert!(arguments.verb.is_none());
    }
}
