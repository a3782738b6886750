//! The chat programs of this computer: those that say that they open `xmpp:` links (freedesktop.org, Desktop Entry
//! Specification and Association between MIME types and applications).
//!
//! Elsewhere than on Linux none are known: there the system alone decides what opens a link.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::{env, io, thread};

#[cfg(target_os = "linux")]
mod entries;
mod pass;
#[cfg(target_os = "linux")]
mod same;

use crate::domain::Link;

pub use pass::{NotPassedOn, pass_on};

/// The name of this program's own desktop entry, without its ending.
pub const OWN_ENTRY: &str = "vestibule";

/// A chat program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChatProgram {
    /// The name of its desktop entry, without its ending.
    pub id: String,
    /// What it calls itself, in the person's language.
    pub name: String,
    /// How it is started.
    alone: Vec<String>,
    /// How it is started with a link, which stands in the place of [`PLACE`]; the same as `alone` if it takes none.
    linked: Vec<String>,
}

/// Where a link stands in a command. No program has an argument like this.
const PLACE: &str = "xmpp:\u{fffc}";

impl ChatProgram {
    /// A program with its name, and with the command that starts it; it takes no links.
    #[must_use]
    pub fn new(id: String, name: String, command: Vec<String>) -> Self {
        Self {
            id,
            name,
            linked: command.clone(),
            alone: command,
        }
    }

    /// The chat programs that are installed, the one that the person prefers first; without this one. `lang` is the tag of
    /// the language in which they are named.
    #[must_use]
    pub fn installed(lang: &str) -> Vec<Self> {
        let places = Places::of_this_person();
        #[cfg(target_os = "linux")]
        return entries::chat_programs(&places, lang, entries::For::People);
        #[cfg(not(target_os = "linux"))]
        {
            let _ = (places, lang);
            Vec::new()
        }
    }

    /// Starts it, and hands it this link if there is one and it takes links. It goes on when this program ends.
    ///
    /// # Errors
    ///
    /// If it cannot be started.
    pub fn start(&self, link: Option<&Link>) -> io::Result<()> {
        self.start_with(link, &[])
    }

    /// The same with more variables in its environment.
    fn start_with(&self, link: Option<&Link>, variables: &[(&str, &str)]) -> io::Result<()> {
        let command = match link {
            Some(link) => self
                .linked
                .iter()
                .map(|part| part.replace(PLACE, link.as_str()))
                .collect(),
            None => self.alone.clone(),
        };
        let (program, arguments) = command
            .split_first()
            .ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
        let mut command = Command::new(program);
        let _ = command
            .args(arguments)
            .envs(variables.iter().copied())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        // What ends this program shall not end that one.
        #[cfg(unix)]
        {
            use std::os::unix::process::CommandExt as _;
            let _ = command.process_group(0);
        }
        let mut child = command.spawn()?;
        // Somebody has to take note of its end as long as we live.
        let waiter = thread::Builder::new().name("chat-program".to_owned());
        let _ = waiter.spawn(move || child.wait())?;
        Ok(())
    }
}

/// The folders in which desktops look, the most important one first (XDG Base Directory Specification).
#[derive(Debug, Clone, Default)]
struct Places {
    /// For settings.
    config: Vec<PathBuf>,
    /// For data.
    data: Vec<PathBuf>,
    /// For programs.
    path: Vec<PathBuf>,
    /// The names of the desktop that runs, in lower case.
    desktops: Vec<String>,
    /// The file of this program.
    own: Option<PathBuf>,
}

impl Places {
    fn of_this_person() -> Self {
        let base = directories::BaseDirs::new();
        let home = |of: fn(&directories::BaseDirs) -> &std::path::Path| {
            base.as_ref().map(|base| of(base).to_owned())
        };
        let list = |name: &str, otherwise: &str| -> Vec<PathBuf> {
            let set = env::var_os(name).filter(|set| !set.is_empty());
            let set = set.unwrap_or_else(|| otherwise.into());
            // What is not absolute does not count.
            env::split_paths(&set)
                .filter(|path| path.is_absolute())
                .collect()
        };
        let desktops = env::var("XDG_CURRENT_DESKTOP").unwrap_or_default();
        Self {
            config: home(directories::BaseDirs::config_dir)
                .into_iter()
                .chain(list("XDG_CONFIG_DIRS", "/etc/xdg"))
                .collect(),
            data: home(directories::BaseDirs::data_dir)
                .into_iter()
                .chain(list("XDG_DATA_DIRS", "/usr/local/share:/usr/share"))
                .collect(),
            path: list("PATH", ""),
            desktops: desktops
                .split(':')
                .filter(|name| !name.is_empty())
                .map(str::to_lowercase)
                .collect(),
            // Also while its file is replaced by a newer one.
            own: Some(PathBuf::from("/proc/self/exe")),
        }
    }
}
