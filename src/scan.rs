//! An invitation out of a file: out of the code (QR) in a picture, or out of a text with its link.
//!
//! A file may come from anywhere and may be made to do harm. So it is measured before it is decoded, decoding has bounds,
//! looking for codes has a budget, all of it is done on a thread of its own, and what comes out is no more than a link that
//! somebody could have typed.

mod code;
mod shades;
mod sheet;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::thread;

use futures::channel::oneshot;
use url::Url;

pub use sheet::is_guarded;

use crate::domain::Secret;
use crate::domain::invite::{self, LinkFault, NoInvitation};
use crate::engine::picture;
use crate::platform;

/// The most bytes of a text that are searched for a link.
const LONGEST_TEXT: usize = 256 * 1024;

/// Why no invitation could be read out of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ScanFault {
    /// There is no such file.
    #[error("there is no such file")]
    NotThere,
    /// It is a folder, a device or a pipe.
    #[error("it is not a file")]
    NotAFile,
    /// The system does not let it be read.
    #[error("the file cannot be read")]
    Unreadable,
    /// It is larger than is taken on: 32 MiB, 25 000 000 pixels, 12 000 in a row or column, 160 MiB decoded.
    #[error("the picture is too large")]
    TooLarge,
    /// It is neither a picture of a kind that can be read nor a text.
    #[error("the file is of a kind that cannot be read")]
    Kind,
    /// It begins as a picture, and cannot be decoded.
    #[error("the picture is damaged")]
    Damaged,
    /// No code is seen in it.
    #[error("there is no code in the picture")]
    NoCode,
    /// A code is seen in it, and cannot be made out.
    #[error("the code in the picture cannot be made out")]
    Blurred,
    /// Its code is for something else.
    #[error("the code is no invitation")]
    OtherCode,
    /// It is a text without the link of an invitation.
    #[error("there is no invitation in the text")]
    NoLink,
    /// The link of the invitation in it is damaged.
    #[error("{0}")]
    Link(LinkFault),
}

/// Reads the link of an invitation out of a file. Of several it is the first invitation, of pictures in motion the first
/// picture.
///
/// It takes up to some seconds of a processor; dropping the future ends that.
///
/// # Errors
///
/// See [`ScanFault`].
pub async fn read(path: PathBuf) -> Result<Secret, ScanFault> {
    let (tell, told) = oneshot::channel();
    let work = move || {
        let found = read_here(&path, &|| tell.is_canceled());
        // Nobody may want to know any more.
        let _ = tell.send(found);
    };
    let thread = thread::Builder::new().name("scan".to_owned()).spawn(work);
    if thread.is_err() {
        return Err(ScanFault::Unreadable);
    }
    told.await.unwrap_or(Err(ScanFault::Damaged))
}

/// The file that is meant by what was said in place of a server's name or a link; `None` if no file is.
///
/// A name without a folder may be a server's, too: `example.org`. It is a file if its ending is that of a picture or of a
/// saved link, which no domain has.
#[must_use]
pub fn file_named(text: &str) -> Option<PathBuf> {
    if let Some(url) = Url::parse(text).ok().filter(|url| url.scheme() == "file") {
        return url.to_file_path().ok();
    }
    if invite::is_link(text) {
        return None;
    }
    let path = Path::new(text);
    let ending = path.extension().and_then(|ending| ending.to_str());
    let ending = ending.unwrap_or_default().to_ascii_lowercase();
    let is_file = ENDINGS.contains(&ending.as_str())
        || text.contains(std::path::is_separator) && path.exists();
    is_file.then(|| path.to_owned())
}

/// The endings of what can be read. None of them is a top-level domain.
const ENDINGS: [&str; 9] = [
    "png", "jpg", "jpeg", "webp", "gif", "txt", "url", "desktop", "webloc",
];

/// Reads it on this thread, until `stop` says that nobody wants it any more.
fn read_here(path: &Path, stop: &dyn Fn() -> bool) -> Result<Secret, ScanFault> {
    let bytes = bytes_of(path)?;
    if picture::kind(&bytes).is_some() {
        return code::invitation(&bytes, stop).map(Secret::from);
    }
    // What has a zero in it is no text, in whatever encoding a link can be read.
    if bytes.is_empty() || bytes.len() > LONGEST_TEXT || bytes.contains(&0) {
        return Err(ScanFault::Kind);
    }
    let text = String::from_utf8_lossy(&bytes);
    let link = invite::find([&*text]).map_err(|none| match none {
        NoInvitation::NoLink | NoInvitation::Other => ScanFault::NoLink,
        NoInvitation::Damaged(fault) => ScanFault::Link(fault),
    })?;
    Ok(Secret::from(link))
}

/// The bytes of a file. It is looked at first: a pipe would make one wait for ever.
fn bytes_of(path: &Path) -> Result<Vec<u8>, ScanFault> {
    let judged = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => ScanFault::NotThere,
        _ => ScanFault::Unreadable,
    };
    let about = fs::metadata(path).map_err(judged)?;
    if !about.is_file() {
        return Err(ScanFault::NotAFile);
    }
    let most = code::BOUNDS.bytes;
    let is_larger = |length: u64| usize::try_from(length).map_or(true, |length| length > most);
    if is_larger(about.len()) {
        return Err(ScanFault::TooLarge);
    }
    let bytes = platform::read_most(path, most + 1).map_err(judged)?;
    if bytes.len() > most {
        return Err(ScanFault::TooLarge);
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests;
