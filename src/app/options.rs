//! What the program was started with, or what whoever holds the component wants.

use std::net::Ipv4Addr;
use std::path::PathBuf;

use crate::directory::Cache;
use crate::domain::Secret;
use crate::engine::{Deadlines, Roots, RootsFault, Tls};
use crate::platform::ProxySetting;
use crate::practice::Practice;
use crate::settings::Loaded;

/// What the program was started with.
#[expect(clippy::struct_excessive_bools, reason = "each is a wish of its own")]
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Host and port to connect to, instead of what DNS says.
    pub connect: Option<(String, u16)>,
    /// Which way of encryption is used.
    pub tls: Tls,
    /// Who may vouch for a certificate.
    pub roots: Roots,
    /// How long each step may take.
    pub deadlines: Deadlines,
    /// The proxy that was named, or the one that is set, or the system's.
    pub proxy: ProxySetting,
    /// It was named: what is set does not count.
    pub proxy_named: bool,
    /// The language that was named, a tag; `None` is the one that is set, or the system's.
    pub lang: Option<String>,
    /// What the person has set. `None` if whoever holds this has settings of its own: then none are shown or written here.
    pub settings: Option<Loaded>,
    /// A server, a whole address, or the link of an invitation, that is asked at once. Hidden: such a link is as good as an
    /// account.
    pub domain: Option<Secret>,
    /// Decides in which order servers are listed that are as good as each other; `None` is another order at each start, so
    /// that no server gets everybody.
    pub order: Option<u64>,
    /// A file with an invitation, a picture of its code or a text with its link: its server is asked at once.
    pub file: Option<PathBuf>,
    /// Account settings are wanted, of this address as far as it is known: it opens with them, and signs in if the keyring
    /// has the password.
    pub account: Option<String>,
    /// The practice server is meant, which `connect` and `roots` lead to: its hosts are listed, and the window says so.
    pub practice: bool,
    /// Nothing is kept on this computer: no password in the keyring, and no note of what is under way, which would let the
    /// next start find out about a sign-up that was cut off.
    pub keep_nothing: bool,
    /// Where a list of servers is kept that the person had loaded, so that it is there at the next start. As it comes it is
    /// kept nowhere: such a list lasts as long as what is held here. [`Cache::system`] is that of the program's own window.
    pub cache: Cache,
    /// Where a newer list of servers is loaded from when the person asks for one; `None` is what is set, or else where the
    /// project XMPP Providers publishes its own. Only `https` is loaded.
    pub list_from: Option<String>,
    /// A list may come from this computer itself: for tests alone.
    pub loopback_lists: bool,
    /// Whoever holds this is told the passwords of new accounts.
    pub tell_passwords: bool,
}

impl Options {
    /// For a practice server: all of it stays on this computer and ends with the server.
    ///
    /// ```
    /// use vestibule::embed::{Component, Options};
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let practice = vestibule::practice::start()?;
    /// let options = Options {
    ///     lang: Some("en".to_owned()),
    ///     ..Options::on_practice(&practice)?
    /// };
    /// let (wizard, _task) = Component::wizard(options);
    /// assert_eq!(wizard.title(), "Where do you want your address?");
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// If the authority of the server cannot be read, which it wrote itself.
    pub fn on_practice(practice: &Practice) -> Result<Self, RootsFault> {
        Ok(Self {
            roots: Roots::from_pem(practice.ca_pem().as_bytes())?,
            connect: Some((Ipv4Addr::LOCALHOST.to_string(), practice.port())),
            practice: true,
            ..Self::default()
        })
    }
}
