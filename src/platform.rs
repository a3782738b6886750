//! What the system gives: folders, files, the keyring, other programs.

mod browser;
mod file;
pub mod journal;
pub mod keep;
pub mod keyring;
mod proxy;
mod system;

pub use browser::{OpenFault, open_file, open_link};
pub use file::{Removed, download_folder, runtime_folder, write_new, write_private};
pub use journal::{Subject, Way};
pub use keep::{Keeper, Kept};
pub use proxy::{ProxySetting, UnusableProxy};
pub use system::system;
