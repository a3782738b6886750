//! The layers point downwards only, and no file grows without a reason.
//!
//! Every path in `src` is looked at, in `use` and inline, in macros too: what it names must be allowed to the layer
//! that it stands in. The table has every top-level module; one that is not in it is a fault until it is put there.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking"
)]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};

/// A layer, the layers that it may name besides itself, and the outer crates that it may not name.
struct Layer {
    name: &'static str,
    sees: &'static [&'static str],
    not: &'static [&'static str],
}

const WINDOW: &[&str] = &["iced", "iced_core", "iced_runtime"];
const SOCKETS: &[&str] = &[
    "tokio",
    "tokio_xmpp",
    "tokio_rustls",
    "hickory_resolver",
    "socket2",
    "ureq",
];

/// Crates that only the pages, the widgets and the window may name, and those that only the engine may.
#[rustfmt::skip]
const LAYERS: &[Layer] = &[
    Layer { name: "domain", sees: &[], not: &["iced", "tokio", "minidom", "xmpp_parsers", "tokio_xmpp", "tokio_rustls", "futures", "sipper", "clap"] },
    Layer { name: "protocol", sees: &["domain"], not: &["iced", "tokio", "tokio_xmpp", "tokio_rustls", "futures", "sipper", "socket2", "ureq", "clap"] },
    Layer { name: "engine", sees: &["domain", "protocol"], not: &["iced", "clap"] },
    Layer { name: "platform", sees: &["domain"], not: &["iced", "minidom", "xmpp_parsers", "tokio_xmpp", "clap"] },
    Layer { name: "i18n", sees: &["domain"], not: &["iced", "tokio", "minidom", "xmpp_parsers", "tokio_xmpp", "clap"] },
    Layer { name: "directory", sees: &["domain", "engine", "platform"], not: &["iced", "tokio", "minidom", "xmpp_parsers", "tokio_xmpp", "clap"] },
    Layer { name: "scan", sees: &["domain", "engine", "platform"], not: &["iced", "tokio", "minidom", "xmpp_parsers", "tokio_xmpp", "clap"] },
    Layer { name: "settings", sees: &["domain", "platform"], not: &["iced", "tokio", "minidom", "xmpp_parsers", "tokio_xmpp", "clap"] },
    Layer { name: "theme", sees: &["domain"], not: &["tokio", "minidom", "xmpp_parsers", "tokio_xmpp", "clap"] },
    Layer { name: "widget", sees: &["domain", "i18n", "theme"], not: &["tokio", "minidom", "xmpp_parsers", "tokio_xmpp", "clap"] },
    Layer { name: "page", sees: &["domain", "directory", "i18n", "settings", "theme", "widget", "words"], not: &["tokio", "minidom", "xmpp_parsers", "tokio_xmpp", "clap"] },
    Layer { name: "words", sees: &["directory", "domain", "engine", "i18n", "practice", "scan"], not: &["iced", "tokio", "minidom", "xmpp_parsers", "tokio_xmpp", "clap"] },
    Layer { name: "practice", sees: &["domain", "protocol"], not: &["iced", "clap"] },
    Layer { name: "cli", sees: &["domain", "directory", "engine", "i18n", "platform", "practice", "scan", "settings", "words"], not: &["iced", "minidom", "xmpp_parsers", "tokio_xmpp"] },
    Layer { name: "app", sees: &["domain", "directory", "engine", "i18n", "page", "platform", "practice", "scan", "settings", "theme", "widget", "words"], not: &["tokio", "minidom", "xmpp_parsers", "tokio_xmpp", "clap"] },
    Layer { name: "embed", sees: &["app", "domain", "engine", "platform", "practice", "theme", "widget"], not: &["tokio", "minidom", "xmpp_parsers", "tokio_xmpp", "clap"] },
    Layer { name: "window", sees: &["embed", "platform", "theme"], not: &["tokio", "minidom", "xmpp_parsers", "tokio_xmpp", "clap"] },
    Layer { name: "main", sees: &["cli", "domain", "directory", "embed", "engine", "i18n", "page", "platform", "practice", "scan", "settings", "theme", "widget", "window", "words"], not: &["minidom", "xmpp_parsers", "tokio_xmpp"] },
];

/// The names under which the library knows itself.
const OWN: &[&str] = &["crate", "vestibule"];

#[test]
fn imports_point_downwards() {
    let mut faults = Vec::new();
    let mut seen = BTreeSet::new();
    for path in sources() {
        let layer = layer_of(&path);
        if layer == "lib" {
            continue;
        }
        let _ = seen.insert(layer.clone());
        let text = fs::read_to_string(&path).unwrap();
        faults.extend(
            check(&layer, &module_of(&path), &text)
                .into_iter()
                .map(|fault| format!("{}: {fault}", path.display())),
        );
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(
        seen.contains("domain") && seen.contains("protocol"),
        "{seen:?}"
    );
}

#[test]
fn every_top_level_module_is_in_the_table() {
    let lib = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let modules: Vec<String> = syn::parse_file(&lib)
        .unwrap()
        .items
        .iter()
        .filter_map(|item| match item {
            syn::Item::Mod(module) => Some(module.ident.to_string()),
            _ => None,
        })
        .collect();
    assert!(!modules.is_empty());
    for module in modules {
        assert!(
            LAYERS.iter().any(|layer| layer.name == module),
            "{module} is in no layer: put it into the table"
        );
    }
    for layer in LAYERS {
        for seen in layer.sees {
            assert!(LAYERS.iter().any(|known| known.name == *seen), "{seen}");
        }
    }
}

#[test]
fn the_table_has_no_way_round() {
    // Following what each layer sees never leads back to it.
    for start in LAYERS {
        let mut left: Vec<&str> = start.sees.to_vec();
        while let Some(name) = left.pop() {
            assert_ne!(name, start.name, "{name} sees itself");
            let layer = LAYERS.iter().find(|layer| layer.name == name).unwrap();
            left.extend(layer.sees);
        }
    }
    // Only the app and what is above it name both pages and engine.
    for layer in LAYERS {
        let both = layer.sees.contains(&"page") && layer.sees.contains(&"engine");
        assert!(
            !both || matches!(layer.name, "app" | "main"),
            "{}",
            layer.name
        );
    }
}

#[test]
fn planted_imports_are_found() {
    for (layer, source, found) in [
        ("domain", "use crate::protocol::ns;", 1),
        ("domain", "use crate::{domain::Form, engine};", 1),
        ("domain", "pub use crate::page as p;", 1),
        ("domain", "use super::protocol::Guard;", 1),
        (
            "domain",
            "mod a { use super::super::engine::open; use super::form; }",
            1,
        ),
        ("domain", "fn f() { self::super::page::x() }", 1),
        (
            "domain",
            "use self::form::Form; mod a { fn f() { super::b() } }",
            0,
        ),
        ("domain", "use crate::*;", 1),
        ("domain", "use minidom::Element;", 1),
        ("domain", "use ::minidom::Element;", 1),
        (
            "domain",
            "fn f() { let _ = crate::protocol::register::ask(); }",
            1,
        ),
        ("domain", "fn f(x: &tokio::net::TcpStream) {}", 1),
        ("domain", "extern crate iced;", 1),
        (
            "domain",
            "fn f() { println!(\"{}\", crate::engine::NAME); }",
            1,
        ),
        (
            "domain",
            "mod inner { use crate::engine::open; fn f() { vestibule::page::x() } }",
            2,
        ),
        (
            "domain",
            "#[cfg(test)] mod tests { use crate::protocol::ns; }",
            1,
        ),
        (
            "protocol",
            "use crate::domain::Form; use minidom::Element;",
            0,
        ),
        ("protocol", "use tokio::io::AsyncRead;", 1),
        ("protocol", "use std::{fmt, io}; use tokio;", 1),
        (
            "engine",
            "use crate::{domain, protocol}; use tokio::net;",
            0,
        ),
        ("engine", "use iced::Task;", 1),
        ("engine", "use crate::platform::open;", 1),
        (
            "page",
            "use crate::engine::Event; use tokio::time; use crate::protocol::Step;",
            3,
        ),
        (
            "page",
            "use crate::{domain::Form, theme, widget}; use iced::Element;",
            0,
        ),
        ("widget", "use crate::page::Page;", 1),
        ("app", "use crate::{engine, page}; use iced::Task;", 0),
        ("app", "use crate::protocol::ns;", 1),
        ("cli", "use crate::page::Page; use crate::practice;", 1),
        (
            "practice",
            "use crate::protocol::ns; use tokio::net; use crate::engine::open;",
            1,
        ),
        ("main", "use vestibule::{embed, cli};", 0),
        ("unheard_of", "", 1),
        ("domain", "use crate::unheard_of::x;", 1),
    ] {
        let faults = check(layer, &[layer.to_owned()], source);
        assert_eq!(faults.len(), found, "{layer}: {source}: {faults:?}");
    }
}

#[test]
fn the_window_and_the_sockets_have_their_layers() {
    for layer in LAYERS {
        let may_draw = matches!(
            layer.name,
            "theme" | "widget" | "page" | "app" | "embed" | "window" | "main"
        );
        let may_dial = matches!(
            layer.name,
            "engine" | "practice" | "main" | "cli" | "platform"
        );
        assert_eq!(!layer.not.contains(&WINDOW[0]), may_draw, "{}", layer.name);
        assert!(
            may_dial || layer.not.contains(&SOCKETS[0]),
            "{}",
            layer.name
        );
    }
}

#[test]
fn long_files_have_a_reason() {
    for path in sources() {
        let text = fs::read_to_string(&path).unwrap();
        assert!(
            is_fit(&text),
            "{} has over {MOST} lines and says no reason",
            path.display()
        );
    }
    let long = "//! A file.\n".to_owned() + &"\n".repeat(MOST);
    assert!(!is_fit(&long));
    assert!(is_fit(&format!(
        "//! A file. Reason for its length: it is one table.\n{long}"
    )));
    assert!(!is_fit(&format!(
        "{long}\n// Reason for its length: too late to say."
    )));
    assert!(is_fit(&"\n".repeat(MOST)));
}

/// The most lines of a file that gives no reason.
const MOST: usize = 400;

/// Whether a file is short, or says at its head why it is not.
fn is_fit(text: &str) -> bool {
    let head = text.lines().take_while(|line| line.starts_with("//!"));
    text.lines().count() <= MOST
        || head
            .into_iter()
            .any(|line| line.contains("Reason for its length:"))
}

/// What a layer must not name and does.
fn check(layer: &str, module: &[String], source: &str) -> Vec<String> {
    let Some(layer) = LAYERS.iter().find(|known| known.name == layer) else {
        return vec![format!("{layer} is in no layer")];
    };
    let mut paths = Paths {
        module: module.to_vec(),
        found: Vec::new(),
    };
    paths.visit_file(&syn::parse_file(source).expect("Rust"));
    paths
        .found
        .into_iter()
        .filter_map(|path| {
            let names: Vec<&str> = path.iter().map(String::as_str).collect();
            let allowed = match names.as_slice() {
                [own, inner, ..] if OWN.contains(own) => {
                    *inner == layer.name || layer.sees.contains(inner) || is_type(inner)
                }
                [outer, ..] => {
                    let outer = if outer.starts_with("iced") {
                        "iced"
                    } else {
                        outer
                    };
                    !layer.not.contains(&outer)
                }
                [] => true,
            };
            (!allowed).then(|| format!("{} must not name {}", layer.name, names.join("::")))
        })
        .collect()
}

/// Whether a name behind `crate::` is a type or a constant: these are of no layer.
fn is_type(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase())
}

/// All paths in a file, of `use` trees and inline, as far as they tell where they lead.
struct Paths {
    /// The module that is being looked at.
    module: Vec<String>,
    found: Vec<Vec<String>>,
}

impl Paths {
    /// Takes a path down, from the root if it leads there by `super`.
    fn add(&mut self, path: Vec<String>) {
        let mut module = self.module.clone();
        let mut climbs = 0;
        for name in &path {
            match name.as_str() {
                "self" if climbs == 0 => {}
                "super" => {
                    let _ = module.pop();
                }
                _ => break,
            }
            climbs += 1;
        }
        if climbs == 0 {
            self.found.push(path);
            return;
        }
        let mut whole = vec!["crate".to_owned()];
        whole.extend(module);
        whole.extend_from_slice(&path[climbs..]);
        self.found.push(whole);
    }

    fn tree(&mut self, before: &[String], tree: &syn::UseTree) {
        let with = |name: &syn::Ident| {
            let mut path = before.to_vec();
            path.push(name.to_string());
            path
        };
        match tree {
            syn::UseTree::Path(path) => self.tree(&with(&path.ident), &path.tree),
            syn::UseTree::Name(name) => self.add(with(&name.ident)),
            syn::UseTree::Rename(rename) => self.add(with(&rename.ident)),
            syn::UseTree::Glob(_) => {
                let mut path = before.to_vec();
                // `use crate::*` names everything.
                path.push("*".to_owned());
                self.add(path);
            }
            syn::UseTree::Group(group) => {
                for tree in &group.items {
                    self.tree(before, tree);
                }
            }
        }
    }

    /// Paths in the tokens of a macro, which `syn` does not look into: names joined by `::`.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(name) => {
                    if colons != 2 {
                        self.end(&mut path);
                    }
                    path.push(name.to_string());
                    colons = 0;
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' => colons += 1,
                TokenTree::Group(group) => {
                    self.end(&mut path);
                    colons = 0;
                    self.tokens(group.stream());
                }
                _ => {
                    self.end(&mut path);
                    colons = 0;
                }
            }
        }
        self.end(&mut path);
    }

    fn end(&mut self, path: &mut Vec<String>) {
        // One name alone is a variable far more often than a crate.
        if path.len() > 1 {
            self.add(std::mem::take(path));
        }
        path.clear();
    }
}

impl<'ast> Visit<'ast> for Paths {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        self.module.push(item.ident.to_string());
        visit::visit_item_mod(self, item);
        let _ = self.module.pop();
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.tree(&[], &item.tree);
    }

    fn visit_item_extern_crate(&mut self, item: &'ast syn::ItemExternCrate) {
        self.add(vec![item.ident.to_string()]);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let names: Vec<String> = path
            .segments
            .iter()
            .map(|part| part.ident.to_string())
            .collect();
        if names.len() > 1 {
            self.add(names);
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, item: &'ast syn::Macro) {
        self.tokens(item.tokens.clone());
        visit::visit_macro(self, item);
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All sources, in a stable order.
fn sources() -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut left = vec![root().join("src")];
    while let Some(folder) = left.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                left.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The top-level module that a source belongs to.
fn layer_of(path: &Path) -> String {
    let inside = path.strip_prefix(root().join("src")).unwrap();
    let first = inside.components().next().unwrap().as_os_str();
    let first = first.to_str().unwrap();
    first.strip_suffix(".rs").unwrap_or(first).to_owned()
}

/// The module that a source is, from the root.
fn module_of(path: &Path) -> Vec<String> {
    let inside = path.strip_prefix(root().join("src")).unwrap();
    inside
        .with_extension("")
        .components()
        .map(|part| part.as_os_str().to_str().unwrap().to_owned())
        .collect()
}
