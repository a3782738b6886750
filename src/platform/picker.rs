//! The system's own window for choosing a file.

use std::path::PathBuf;

/// What stands in that window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Its title.
    pub title: String,
    /// What the pictures are called that can be chosen.
    pub pictures: String,
}

/// There is no such window, or it failed: then this is why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no file could be chosen: {0}")]
pub struct NoPicker(pub String);

/// Lets the person choose a picture, by the desktop's portal: that works inside of a sandbox, too. `None` if they thought
/// better of it.
///
/// # Errors
///
/// If the desktop has no portal, or none for files.
#[cfg(target_os = "linux")]
pub async fn choose_picture(wanted: Wanted) -> Result<Option<PathBuf>, NoPicker> {
    use ashpd::Error;
    use ashpd::desktop::ResponseError;
    use ashpd::desktop::file_chooser::{FileFilter, SelectedFiles};

    let failed = |error: Error| NoPicker(error.to_string());
    let kinds = ["image/png", "image/jpeg", "image/webp", "image/gif"];
    let pictures = kinds
        .into_iter()
        .fold(FileFilter::new(&wanted.pictures), FileFilter::mimetype);
    let asked = SelectedFiles::open_file()
        .title(wanted.title.as_str())
        .filter(pictures);
    let chosen = match asked.send().await.map_err(failed)?.response() {
        Ok(files) => files.uris().first().cloned(),
        Err(Error::Response(ResponseError::Cancelled)) => None,
        Err(error) => return Err(failed(error)),
    };
    let Some(chosen) = chosen else {
        return Ok(None);
    };
    let path = url::Url::parse(chosen.as_str()).ok();
    match path.and_then(|file| file.to_file_path().ok()) {
        Some(path) => Ok(Some(path)),
        None => Err(NoPicker("what was chosen is no file".to_owned())),
    }
}

/// See the other one: here there is none.
///
/// # Errors
///
/// Always.
#[cfg(not(target_os = "linux"))]
pub async fn choose_picture(_wanted: Wanted) -> Result<Option<PathBuf>, NoPicker> {
    Err(NoPicker("this system has no portal".to_owned()))
}
