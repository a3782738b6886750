//! What the system gives: folders, files, the keyring, other programs.

mod browser;
mod chat;
mod file;
pub mod instance;
pub mod journal;
pub mod keep;
pub mod keyring;
mod picker;
mod proxy;
mod system;

pub use browser::{OpenFault, open_file, open_link};
pub use chat::{ChatProgram, NotPassedOn, OWN_ENTRY, pass_on};
pub use file::{
    Removed, alone, cache_folder, download_folder, judge, judge_folder, make_private_folder,
    read_most, read_small, runtime_folder, set_aside, write_new, write_private,
};
pub use journal::{Subject, Way};
pub use keep::{Keeper, Kept};
pub use picker::{NoPicker, Wanted, choose_picture};
pub use proxy::{ProxySetting, UnusableProxy};
pub use system::system;
