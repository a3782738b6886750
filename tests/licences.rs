//! What the program says of the licences of what is inside of it: that list is complete, and made from what is compiled in.
//!
//! `scripts/licences` writes `assets/licences.txt` anew by running this test with `UPDATE_LICENCES=1`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// The systems that the program is made for: what is inside on any of them is in the list.
const SYSTEMS: [&str; 4] = [
    "x86_64-unknown-linux-gnu",
    "aarch64-unknown-linux-gnu",
    "x86_64-pc-windows-msvc",
    "aarch64-apple-darwin",
];

/// The licences that something inside may come by. Where there is a choice, the first of these is taken.
const KNOWN: [(&str, &[&str]); 13] = [
    (
        "MIT",
        &[
            "permission is hereby granted, free of charge, to any person",
            "the software is provided \"as is\"",
        ],
    ),
    ("Apache-2.0", &["apache license", "version 2.0"]),
    (
        "BSD-3-Clause",
        &[
            "redistribution and use in source and binary forms",
            "neither the name",
        ],
    ),
    (
        "BSD-2-Clause",
        &["redistribution and use in source and binary forms"],
    ),
    (
        "ISC",
        &["permission to use, copy, modify, and/or distribute this software"],
    ),
    (
        "Zlib",
        &[
            "this software is provided 'as-is'",
            "altered source versions",
        ],
    ),
    (
        "0BSD",
        &["permission to use, copy, modify, and/or distribute this software"],
    ),
    ("BSL-1.0", &["boost software license"]),
    ("Unicode-3.0", &["unicode license v3"]),
    ("CDLA-Permissive-2.0", &["community data license agreement"]),
    ("CC0-1.0", &["cc0 1.0 universal"]),
    ("MPL-2.0", &["mozilla public license version 2.0"]),
    ("OFL-1.1", &["sil open font license version 1.1"]),
];

/// What is inside and comes from no package: part, licence, where its text is.
const BESIDES: [(&str, &str, &str); 2] = [
    ("Inter (typeface)", "OFL-1.1", "assets/fonts/LICENSE"),
    (
        "Unicode CLDR (names of countries and languages)",
        "Unicode-3.0",
        "assets/places/LICENSE",
    ),
];

/// A package that is compiled in.
struct Part {
    name: String,
    version: String,
    licence: String,
    authors: Vec<String>,
    source: String,
    folder: PathBuf,
}

#[test]
fn the_list_has_all_that_is_inside() {
    let parts = parts();
    assert!(parts.len() > 200, "{}", parts.len());
    let made = write(&parts);
    let kept = root().join("assets/licences.txt");
    if std::env::var_os("UPDATE_LICENCES").is_some() {
        fs::write(&kept, made).unwrap();
        return;
    }
    let kept = fs::read_to_string(kept).unwrap();
    let (made_list, kept_list) = (list(&made), list(&kept));
    let missing: Vec<_> = made_list.difference(&kept_list).collect();
    let gone: Vec<_> = kept_list.difference(&made_list).collect();
    assert!(
        missing.is_empty() && gone.is_empty(),
        "run scripts/licences. Not in the list: {missing:#?}. No longer inside: {gone:#?}"
    );
    assert!(made == kept, "run scripts/licences: a text has changed");
}

/// Every part has the whole text of its licence, with whoever holds the rights.
#[test]
fn every_part_has_its_text() {
    let text = fs::read_to_string(root().join("assets/licences.txt")).unwrap();
    let texts: Vec<&str> = text.split(RULE).skip(1).collect();
    for line in list(&text) {
        let (part, licence) = line.split_once("  ").unwrap();
        let own: Vec<&&str> = texts
            .iter()
            .filter(|text| heading(text).contains(&part))
            .collect();
        for wanted in chosen(licence) {
            let said = own.iter().any(|text| is(wanted, text));
            assert!(said, "{part} has no text of {wanted}");
        }
    }
}

#[test]
fn a_choice_of_licences_is_read_as_it_is_meant() {
    for (expression, taken) in [
        ("MIT", vec!["MIT"]),
        ("Apache-2.0 OR MIT", vec!["MIT"]),
        ("MIT/Apache-2.0", vec!["MIT"]),
        ("Apache-2.0 OR GPL-2.0-only", vec!["Apache-2.0"]),
        (
            "(MIT OR Apache-2.0) AND Unicode-3.0",
            vec!["MIT", "Unicode-3.0"],
        ),
        ("Apache-2.0 AND ISC", vec!["Apache-2.0", "ISC"]),
        ("Apache-2.0 WITH LLVM-exception OR MIT", vec!["MIT"]),
    ] {
        assert_eq!(chosen(expression), taken, "{expression}");
    }
    assert!(std::panic::catch_unwind(|| chosen("GPL-3.0-only")).is_err());
}

/// What is linked into the program on any of the systems; what only helps to compile it is not inside.
fn parts() -> Vec<Part> {
    let metadata = cargo(&["metadata", "--format-version", "1"]);
    let metadata: Value = serde_json::from_str(&metadata).unwrap();
    let known: BTreeMap<(&str, &str), &Value> = array(&metadata["packages"])
        .map(|package| ((text(&package["name"]), text(&package["version"])), package))
        .collect();
    let mut inside = BTreeSet::new();
    for system in SYSTEMS {
        let edges = [
            "--edges",
            "normal,no-proc-macro",
            "--prefix",
            "none",
            "--format",
            "{p}",
        ];
        let tree = cargo(&[&["tree", "--target", system][..], &edges[..]].concat());
        // `name v1.2.3`, and more that is of no concern.
        for line in tree.lines() {
            let mut words = line.split(' ');
            let name = words.next().unwrap().to_owned();
            let version = words.next().unwrap().trim_start_matches('v').to_owned();
            if name != env!("CARGO_PKG_NAME") {
                let _ = inside.insert((name, version));
            }
        }
    }
    let known =
        |(name, version): &(String, String)| part(known[&(name.as_str(), version.as_str())]);
    inside.iter().map(known).collect()
}

fn cargo(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .args(["--offline", "--locked"])
        .current_dir(root())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    String::from_utf8(output.stdout).unwrap()
}

fn part(package: &Value) -> Part {
    let manifest = Path::new(text(&package["manifest_path"]));
    let name = text(&package["name"]).to_owned();
    Part {
        licence: package["license"]
            .as_str()
            .unwrap_or_else(|| panic!("{name} names no licence"))
            .replace(" / ", "/")
            .replace('/', " OR "),
        version: text(&package["version"]).to_owned(),
        authors: array(&package["authors"])
            .map(|author| text(author).to_owned())
            .collect(),
        source: package["repository"]
            .as_str()
            .unwrap_or_default()
            .to_owned(),
        folder: manifest.parent().unwrap().to_owned(),
        name,
    }
}

const RULE: &str =
    "\n================================================================================\n";

/// The file: what it is, the list, the texts.
fn write(parts: &[Part]) -> String {
    let mut all = String::from(
        "What is inside of Vestibule and was made by others, each with its licence. Where a part leaves the choice between\n\
         several, the text of the one that it is used by stands below.\n\n",
    );
    for (part, licence, _) in BESIDES {
        let _ = writeln!(all, "{part}  {licence}");
    }
    let _ = writeln!(all, "Rust standard library  MIT OR Apache-2.0");
    for part in parts {
        let _ = writeln!(all, "{} {}  {}", part.name, part.version, part.licence);
    }
    // A text that several share stands there once.
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (part, _, path) in BESIDES {
        let text = fs::read_to_string(root().join(path)).unwrap();
        texts.entry(tidy(&text)).or_default().push(part.to_owned());
    }
    texts
        .entry(tidy(&format!(
            "Copyright (c) The Rust Project Developers\n\n{MIT}"
        )))
        .or_default()
        .push("Rust standard library".to_owned());
    let common = |licence: &str| {
        let all = parts.iter().flat_map(files);
        all.filter(|text| is(licence, text))
            .min_by_key(String::len)
            .unwrap_or_else(|| panic!("nobody has the text of {licence}"))
    };
    for part in parts {
        let found = files(part);
        for licence in chosen(&part.licence) {
            let own: Vec<String> = found
                .iter()
                .filter(|text| is(licence, text))
                .cloned()
                .collect();
            let own = match (own.is_empty(), licence) {
                (false, _) => own,
                (true, "MIT") => vec![tidy(&format!("Copyright (c) {}\n\n{MIT}", holders(part)))],
                (true, _) => {
                    let text = common(licence);
                    vec![format!("By {}: {}\n\n{text}", holders(part), part.source)]
                }
            };
            for text in own {
                let name = format!("{} {}", part.name, part.version);
                texts.entry(text).or_default().push(name);
            }
        }
        // Apache-2.0, section 4 (d).
        for notice in named(&part.folder, |name| name.starts_with("notice")) {
            let name = format!("{} {}", part.name, part.version);
            texts.entry(notice).or_default().push(name);
        }
    }
    let mut texts: Vec<(String, Vec<String>)> = texts.into_iter().collect();
    texts.sort_by(|(_, one), (_, other)| one.cmp(other));
    for (text, mut names) in texts {
        names.dedup();
        let _ = write!(all, "{RULE}{}\n\n{text}\n", names.join("\n"));
    }
    all
}

/// The parts that a text is for: the lines above it.
fn heading(text: &str) -> Vec<&str> {
    text.lines().take_while(|line| !line.is_empty()).collect()
}

/// The lines of the list.
fn list(text: &str) -> BTreeSet<String> {
    let lines = text.lines().skip_while(|line| !line.is_empty()).skip(1);
    lines
        .take_while(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The licences that a part is used by.
fn chosen(expression: &str) -> Vec<&'static str> {
    let all = expression.split(" AND ").map(|choice| {
        let choice = choice.trim_matches(['(', ')']).replace('/', " OR ");
        let names: Vec<&str> = choice.split(" OR ").map(str::trim).collect();
        let known = KNOWN.iter().find(|(known, _)| names.contains(known));
        known
            .unwrap_or_else(|| panic!("{expression} is no licence that is known here"))
            .0
    });
    all.collect()
}

/// Whether this is the text of a licence.
fn is(licence: &str, text: &str) -> bool {
    let plain: String = text
        .to_lowercase()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let plain = plain
        .replace(['\u{201c}', '\u{201d}'], "\"")
        .replace("and / or", "and/or");
    let (_, marks) = KNOWN.iter().find(|(known, _)| *known == licence).unwrap();
    match licence {
        "ISC" => {
            plain.contains("permission to use, copy, modify, and")
                && plain.contains("distribute this software for any purpose with or without fee")
        }
        _ => marks.iter().all(|mark| plain.contains(mark)),
    }
}

/// The texts that a part brings along.
fn files(part: &Part) -> Vec<String> {
    let ours = |name: &str| {
        ["licen", "copying", "copyright", "unlicense"]
            .iter()
            .any(|start| name.starts_with(start))
    };
    let mut texts = named(&part.folder, ours);
    for folder in ["LICENSES", "licenses", "LICENSE", "license"] {
        texts.extend(named(&part.folder.join(folder), |_| true));
    }
    texts
}

/// The texts of the files in a folder whose names, in small letters, are of that kind.
fn named(folder: &Path, fits: impl Fn(&str) -> bool) -> Vec<String> {
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = files
        .filter(|file| file.file_type().is_ok_and(|kind| kind.is_file()))
        .filter(|file| fits(&file.file_name().to_string_lossy().to_lowercase()))
        .map(|file| file.path())
        .collect();
    paths.sort();
    let texts = paths.iter().filter_map(|path| fs::read(path).ok());
    texts
        .map(|bytes| tidy(&String::from_utf8_lossy(&bytes)))
        .collect()
}

/// Without blanks at the ends of lines, and without what would look like our own rule.
fn tidy(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace('\t', "    ");
    let lines: Vec<&str> = lines.lines().map(str::trim_end).collect();
    lines
        .join("\n")
        .trim_matches('\n')
        .replace(RULE.trim(), "----")
}

fn holders(part: &Part) -> String {
    if part.authors.is_empty() {
        return format!("the authors of {} ({})", part.name, part.source);
    }
    part.authors.join(", ")
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn array(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

/// The text of the MIT licence, below the line with whoever holds the rights: for parts that name it and bring no text along.
const MIT: &str = "Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the \"Software\"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED \"AS IS\", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.";
