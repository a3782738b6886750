//! What the system gives: folders, files, other programs.

mod browser;
mod file;

pub use browser::{OpenFault, open_link};
pub use file::{Removed, runtime_folder, write_private};
