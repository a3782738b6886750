//! Loading a list anew, when somebody asks for it.

use super::cache::{About, Cache};
use super::{Directory, NoDirectory};
use crate::domain::NoteFault;
use crate::engine::list::{ListFault, ListSource, Loaded, load_list};
use crate::platform::journal::now;

/// A list that was just loaded, or just found to be the newest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refreshed {
    /// The list.
    pub directory: Directory,
    /// Whether it is another one than the one that was kept.
    pub is_new: bool,
    /// Whether it is kept for the next start. What could not be written changes nothing of this list, nor of the one that
    /// was kept before.
    pub kept: Result<(), NoteFault>,
}

/// Why a list could not be loaded anew. The one that there is stays.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RefreshFault {
    /// It did not come.
    #[error(transparent)]
    Load(#[from] ListFault),
    /// What came is no list of servers, or has not a single good entry.
    #[error(transparent)]
    NoList(#[from] NoDirectory),
}

/// Loads a list and keeps it. Where the server says that the one that is kept is still the one, only its date is renewed.
///
/// # Errors
///
/// See [`RefreshFault`]; what was kept before is kept still.
pub async fn refresh(cache: &Cache, source: &ListSource) -> Result<Refreshed, RefreshFault> {
    let from = source.address.as_str();
    let kept = cache.kept().filter(|kept| kept.about.from == from);
    let mark = kept.as_ref().map(|kept| &kept.about.mark);
    let (bytes, mark, is_new) = match (load_list(source, mark).await?, kept) {
        (Loaded::New(bytes, mark), kept) => {
            let is_new = kept.is_none_or(|kept| kept.bytes != bytes);
            (bytes, mark, is_new)
        }
        (Loaded::Unchanged, Some(kept)) => (kept.bytes, kept.about.mark, false),
        // Nobody asked whether it is.
        (Loaded::Unchanged, None) => return Err(ListFault::Status(304).into()),
    };
    let mut directory = Directory::read(&bytes)?;
    let about = About {
        at: now(),
        from: from.to_owned(),
        mark,
    };
    directory.source = about.source();
    directory.complete();
    let kept = cache.keep(&bytes, &about);
    Ok(Refreshed {
        directory,
        is_new,
        kept,
    })
}
