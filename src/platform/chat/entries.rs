//! Reads desktop entries, and what the person prefers among them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use freedesktop_desktop_entry::{DesktopEntry, GenericEntry, Iter};

use super::same::is_own;
use super::{ChatProgram, PLACE, Places};

/// What chat programs say that they open.
const KIND: &str = "x-scheme-handler/xmpp";

/// What a program is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum For {
    /// To be offered to the person.
    People,
    /// To be handed a link: also one that is in no menu, but only one that takes links.
    Links,
}

pub(super) fn chat_programs(places: &Places, lang: &str, wanted: For) -> Vec<ChatProgram> {
    let wishes = Wishes::read(places);
    let locales = [lang.replace('-', "_")];
    let mut seen = BTreeSet::new();
    let mut found = BTreeMap::new();
    let folders = places.data.iter().map(|folder| folder.join("applications"));
    for folder in folders {
        for entry in Iter::new(std::iter::once(folder)).entries(Some(&locales)) {
            // Of several with one name that of the more important folder counts, also if it only says that there is none.
            if !seen.insert(entry.appid.clone()) {
                continue;
            }
            let opens = entry.mime_type().is_some_and(|kinds| kinds.contains(&KIND));
            let opens = (opens && !wishes.removed.contains(&entry.appid))
                || wishes.added.contains(&entry.appid);
            if opens && let Some(program) = program(&entry, &locales, places, wanted) {
                let _ = found.insert(entry.appid.clone(), program);
            }
        }
    }
    // What is preferred, in that order; then the others by their names.
    let mut programs = Vec::new();
    for id in &wishes.preferred {
        programs.extend(found.remove(id));
    }
    let mut others: Vec<ChatProgram> = found.into_values().collect();
    others.sort_by_cached_key(|program| program.name.to_lowercase());
    programs.extend(others);
    programs
}

/// A program that can be started and is not this one.
fn program(
    entry: &DesktopEntry,
    locales: &[String],
    places: &Places,
    wanted: For,
) -> Option<ChatProgram> {
    let usable = entry.type_() == Some("Application")
        && !entry.hidden()
        && (wanted == For::Links || !entry.no_display())
        && !entry.terminal()
        && entry
            .try_exec()
            .is_none_or(|program| is_there(program, places));
    let alone = usable.then(|| entry.parse_exec().ok()).flatten()?;
    let linked = entry.parse_exec_with_uris(&[PLACE], locales).ok()?;
    let takes = wanted == For::People || linked.iter().any(|part| part.contains(PLACE));
    let usable = takes && is_there(alone.first()?, places) && !is_own(&entry.appid, &alone, places);
    usable.then(|| ChatProgram {
        id: entry.appid.clone(),
        name: entry
            .name(locales)
            .map_or_else(|| entry.appid.clone(), std::borrow::Cow::into_owned),
        alone,
        linked,
    })
}

fn is_there(program: &str, places: &Places) -> bool {
    if program.contains('/') {
        return Path::new(program).is_file();
    }
    places
        .path
        .iter()
        .any(|folder| folder.join(program).is_file())
}

/// What the person, or the system, says about which programs open such links.
#[derive(Default)]
struct Wishes {
    preferred: Vec<String>,
    added: BTreeSet<String>,
    removed: BTreeSet<String>,
}

impl Wishes {
    fn read(places: &Places) -> Self {
        let mut wishes = Self::default();
        let data = places.data.iter().map(|folder| folder.join("applications"));
        for folder in places.config.iter().cloned().chain(data) {
            let desktops = places.desktops.iter();
            let names = desktops.map(|desktop| format!("{desktop}-mimeapps.list"));
            for name in names.chain(["mimeapps.list".to_owned()]) {
                if let Ok(list) = GenericEntry::from_path(folder.join(name)) {
                    wishes.take(&list);
                }
            }
        }
        wishes
    }

    /// Takes what a list says; what a more important one said stays.
    fn take(&mut self, list: &GenericEntry) {
        let ids = |group: &str| -> Vec<String> {
            let ids = list.group(group).and_then(|group| group.entry(KIND));
            let ids = ids.unwrap_or_default().split(';').map(str::trim);
            ids.filter_map(|id| id.strip_suffix(".desktop"))
                .map(str::to_owned)
                .collect()
        };
        let removed = ids("Removed Associations");
        for id in ids("Default Applications") {
            if !self.preferred.contains(&id) {
                self.preferred.push(id);
            }
        }
        for id in ids("Added Associations") {
            if !self.removed.contains(&id) && !removed.contains(&id) {
                let _ = self.added.insert(id);
            }
        }
        let added = &self.added;
        let new = removed.into_iter().filter(|id| !added.contains(id));
        self.removed.extend(new);
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use std::fs;
    use std::path::PathBuf;

    use tempfile::TempDir;

    use super::*;
    use crate::domain::Link;

    /// A person's folders, and the system's.
    struct Desk(TempDir);

    impl Desk {
        fn new() -> Self {
            Self(tempfile::tempdir().unwrap())
        }

        fn put(&self, path: &str, text: &str) -> PathBuf {
            let path = self.0.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, text).unwrap();
            path
        }

        /// A program of the system's with a desktop entry that says this besides.
        fn program(&self, id: &str, more: &str) {
            let _ = self.put(&format!("bin/{id}"), "");
            let name = format!("system/applications/{id}.desktop");
            let _ = self.put(
                &name,
                &entry(id, &format!("Exec={id} %u\nMimeType={KIND};\n{more}")),
            );
        }

        fn found(&self) -> Vec<ChatProgram> {
            self.found_for(For::People)
        }

        fn found_for(&self, wanted: For) -> Vec<ChatProgram> {
            let at = |name: &str| self.0.path().join(name);
            let places = Places {
                config: vec![at("home/config"), at("etc")],
                data: vec![at("home/data"), at("system")],
                path: vec![at("bin")],
                desktops: vec!["gnome".to_owned()],
                own: Some(at("own/vestibule-1.0")),
            };
            chat_programs(&places, "de-AT", wanted)
        }

        fn ids(&self) -> Vec<String> {
            self.found().into_iter().map(|program| program.id).collect()
        }
    }

    fn entry(name: &str, more: &str) -> String {
        format!("[Desktop Entry]\nType=Application\nName={name}\n{more}\n")
    }

    #[test]
    fn programs_that_open_such_links_are_found_without_this_one() {
        let desk = Desk::new();
        desk.program("dino", "Name[de]=Dino auf Deutsch");
        desk.program("gajim", "");
        desk.program("vestibule", "");
        desk.program("hidden", "Hidden=true");
        desk.program("secret", "NoDisplay=true");
        desk.program("console", "Terminal=true");
        desk.program("tried", "TryExec=nowhere");
        let _ = desk.put(
            "system/applications/gone.desktop",
            &entry("gone", &format!("Exec=gone %u\nMimeType={KIND};")),
        );
        let _ = desk.put(
            "system/applications/mail.desktop",
            &entry("mail", "Exec=dino %u\nMimeType=x-scheme-handler/mailto;"),
        );
        let _ = desk.put("system/applications/broken.desktop", "\u{0}[[");
        let found = desk.found();
        let names: Vec<&str> = found.iter().map(|program| program.name.as_str()).collect();
        assert_eq!(names, ["Dino auf Deutsch", "gajim"]);
        assert_eq!(found[0].alone, ["dino"]);
        assert_eq!(found[0].linked, ["dino", PLACE]);
    }

    #[test]
    fn a_link_is_handed_to_what_takes_links_and_is_not_this_program() {
        let desk = Desk::new();
        desk.program("dino", "");
        desk.program("quiet", "NoDisplay=true");
        desk.program("org.example.Vestibule", "");
        let own = desk.put("own/vestibule-1.0", "");
        let bin = desk.0.path().join("bin");
        std::os::unix::fs::symlink(&own, bin.join("doorman")).unwrap();
        fs::hard_link(&own, bin.join("twin")).unwrap();
        for name in ["env", "sh", "flatpak", "nice"] {
            let _ = desk.put(&format!("bin/{name}"), "");
        }
        let twin = bin.join("twin").display().to_string();
        for (id, command) in [
            ("deaf", "dino"),
            ("b1", "env LANG=de dino %u"),
            ("b2", "sh -c \"exec dino \\\\$0\" %u"),
            ("a1", "doorman %u"),
            ("a2", "twin --practice %u"),
            ("a3", "env LANG=de doorman %u"),
            ("a4", &format!("nice -n 5 env -i \"{twin}\" %u")),
            ("a5", "sh -c \"exec doorman \\\\$0\" %u"),
            ("a6", "flatpak run --branch=stable org.example.Vestibule %u"),
            ("a7", "env vestibule %u"),
        ] {
            let more = format!("Exec={command}\nMimeType={KIND};");
            let name = format!("system/applications/{id}.desktop");
            let _ = desk.put(&name, &entry(id, &more));
        }
        let ids = |wanted| -> Vec<String> {
            let found = desk.found_for(wanted).into_iter();
            found.map(|program| program.id).collect()
        };
        assert_eq!(ids(For::Links), ["b1", "b2", "dino", "quiet"]);
        assert_eq!(ids(For::People), ["b1", "b2", "deaf", "dino"]);
    }

    #[test]
    fn what_the_person_prefers_comes_first_and_what_they_removed_is_gone() {
        let desk = Desk::new();
        for id in ["a", "b", "c", "d"] {
            desk.program(id, "");
        }
        let _ = desk.put("bin/e", "");
        let _ = desk.put("system/applications/e.desktop", &entry("e", "Exec=e"));
        assert_eq!(desk.ids(), ["a", "b", "c", "d"]);
        let _ = desk.put(
            "home/config/mimeapps.list",
            &format!(
                "[Default Applications]\n{KIND}=vestibule.desktop;c.desktop;\n[Removed Associations]\n{KIND}=a.desktop;\n\
                 [Added Associations]\n{KIND}=e.desktop;\n"
            ),
        );
        let _ = desk.put(
            "etc/gnome-mimeapps.list",
            &format!(
                "[Default Applications]\n{KIND}=d.desktop\n[Added Associations]\n{KIND}=a.desktop\n"
            ),
        );
        assert_eq!(desk.ids(), ["c", "d", "b", "e"]);
        // The person's own entry of the same name takes the place of the system's.
        let _ = desk.put(
            "home/data/applications/c.desktop",
            &entry("c", "Hidden=true"),
        );
        assert_eq!(desk.ids(), ["d", "b", "e"]);
    }

    #[test]
    fn a_program_is_started_with_the_link_in_its_place() {
        let desk = Desk::new();
        let told = desk.0.path().join("told");
        let script = format!(
            "printf '%s\\n' \"$0\" \"$@\" >{0}.new; mv {0}.new {0}",
            told.display()
        );
        let program = desk.put("bin/chat", &format!("#!/bin/sh\n{script}\n"));
        {
            use std::os::unix::fs::PermissionsExt as _;
            fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        }
        let command = format!(
            "Exec=\"{}\" --open %u --quiet\nMimeType={KIND};",
            program.display()
        );
        let _ = desk.put("system/applications/chat.desktop", &entry("chat", &command));
        let found = desk.found();
        let link = Link::parse("xmpp:juliet@example.org?roster;name=a%20b&c$(id)");
        for (link, arguments) in [
            (Some(&link), vec!["--open", link.as_str(), "--quiet"]),
            (None, vec!["--open", "--quiet"]),
        ] {
            found[0].start(link).unwrap();
            let deadline = std::time::Instant::now() + std::time::Duration::from_secs(20);
            while !told.exists() {
                assert!(std::time::Instant::now() < deadline, "it was not started");
                std::thread::yield_now();
            }
            let told_now = fs::read_to_string(&told).unwrap();
            fs::remove_file(&told).unwrap();
            assert_eq!(told_now.lines().skip(1).collect::<Vec<_>>(), arguments);
        }
    }
}
