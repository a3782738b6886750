//! Whether what a desktop entry starts is this program, by whatever name and behind whatever stands before it.

use std::path::{Path, PathBuf};

use super::{OWN_ENTRY, Places};

/// Whether an entry of this name with this command leads back here: by its name, or by a word in it that is this program's
/// name or leads to its file. `env`, `flatpak run`, `sh -c` and their like stand before it; what they are is not asked.
pub(super) fn is_own(id: &str, command: &[String], places: &Places) -> bool {
    is_named(id) || command.iter().any(|part| leads_here(part, places))
}

fn leads_here(part: &str, places: &Places) -> bool {
    // A whole path may have blanks in it; the words of a shell are parted by them.
    let words =
        part.split(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ';' | '&' | '|'));
    std::iter::once(part)
        .chain(words)
        .filter(|word| !word.is_empty())
        .any(|word| {
            let name = Path::new(word).file_name().unwrap_or_default();
            is_named(&name.to_string_lossy())
                || found(word, places).any(|path| is_own_file(&path, places))
        })
}

/// Whether this is the name of this program, or of its entry: `vestibule`, `org.example.Vestibule`.
fn is_named(name: &str) -> bool {
    let last = name.rsplit('.').next().unwrap_or(name);
    last.eq_ignore_ascii_case(OWN_ENTRY)
}

/// The files that a word of a command may mean.
fn found<'a>(word: &'a str, places: &'a Places) -> impl Iterator<Item = PathBuf> + 'a {
    let is_path = word.contains('/');
    let whole = is_path.then(|| PathBuf::from(word));
    let folders = places.path.iter().filter(move |_| !is_path);
    whole
        .into_iter()
        .chain(folders.map(move |folder| folder.join(word)))
}

/// Whether a path leads to the file of this program, by links of both kinds.
fn is_own_file(path: &Path, places: &Places) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let file = |path: &Path| {
        let meta = std::fs::metadata(path).ok()?;
        Some((meta.dev(), meta.ino()))
    };
    let own = places.own.as_deref().and_then(file);
    own.is_some() && file(path) == own
}
