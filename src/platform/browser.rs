//! Opening a link with the program that the person has chosen for its kind.

use std::path::Path;

use crate::domain::Link;

/// Opens a link with the system's program for it. No shell sees it, and the window does not wait for that program.
///
/// Whether the person has to be asked first is decided by [`Link::scheme`], by whoever calls this.
///
/// # Errors
///
/// If it is no link that may be opened, or if nothing on this computer could.
pub fn open_link(link: &Link) -> Result<(), OpenFault> {
    if !link.can_open() {
        return Err(OpenFault::NotALink);
    }
    open::that_detached(link.as_str()).map_err(OpenFault::NoProgram)
}

/// Opens a file with the system's program for it, as [`open_link`] does with a link.
///
/// # Errors
///
/// If nothing on this computer could.
pub fn open_file(path: &Path) -> Result<(), OpenFault> {
    open::that_detached(path).map_err(OpenFault::NoProgram)
}

/// Why a link was not opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenFault {
    /// It is text, or of a kind that must not be opened.
    #[error("this is not a link that may be opened")]
    NotALink,
    /// There is no program for it, or it did not start.
    #[error("nothing could open the link: {0}")]
    NoProgram(std::io::Error),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_link_is_not_handed_on() {
        for text in [
            "file:///etc/passwd",
            "javascript:alert(1)",
            "-h",
            "words",
            "",
        ] {
            assert!(
                matches!(open_link(&Link::parse(text)), Err(OpenFault::NotALink)),
                "{text}"
            );
        }
    }
}
