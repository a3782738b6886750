//! What the system gives: folders, files, other programs.

mod browser;
mod file;

pub use browser::{OpenFault, open_file, open_link};
pub use file::{Removed, download_folder, runtime_folder, write_new, write_private};
