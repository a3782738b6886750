//! The examples, built as whoever tries them builds them.

use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

/// Builds the program of this name with these options of cargo's, unless it is built already, and says where it is.
pub fn build(name: &str, options: &[&str]) -> PathBuf {
    let mut cargo = Command::new(env!("CARGO"));
    // What cargo tells this test of its own package, some crates would take for theirs, and be built anew for it.
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy().into_owned();
        if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") {
            cargo.env_remove(name);
        }
    }
    let output = cargo
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["build", "--quiet"])
        .arg("--message-format=json-render-diagnostics")
        .args(options)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{name} cannot be built: {said}");
    let told = String::from_utf8(output.stdout).unwrap();
    let part = told
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .find(|part| part["target"]["name"] == name && part["executable"].is_string());
    let part = part.unwrap_or_else(|| panic!("no program {name} in {told}"));
    part["executable"].as_str().unwrap().into()
}
