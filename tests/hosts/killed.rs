//! What is left of a program that is killed while it writes its note, and what the next one makes of it.

use std::io::Write;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::PASSWORD;
use crate::practice::Practice;

/// What the system kills a program with that writes more into a file than it may, signal(7).
const SIGXFSZ: i32 = 25;

/// The names of the files in the folder of the notes.
fn files(home: &Path) -> Vec<String> {
    let Ok(files) = std::fs::read_dir(home.join(".local/share/vestibule/journal")) else {
        return Vec::new();
    };
    let name = |file: std::io::Result<std::fs::DirEntry>| file.unwrap().file_name();
    files
        .map(|file| name(file).into_string().unwrap())
        .collect()
}

#[test]
fn nothing_stays_of_a_note_that_was_never_finished() {
    let program = Practice::get().program();
    let home = tempfile::tempdir().unwrap();
    let register = ["register", "open.practice.test", "--set=username=killed"];
    let real = program.command(home.path(), &register);
    // Killed by the system at the first byte that it writes into a file, with no chance to do anything about it.
    let mut killed = Command::new("/bin/sh");
    killed
        .args(["-c", "ulimit -c 0; ulimit -f 0; exec \"$@\"", "sh"])
        .arg(real.get_program())
        .args(real.get_args())
        .env_clear()
        .envs(
            real.get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        )
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let mut killed = killed.spawn().unwrap();
    let _ = writeln!(killed.stdin.take().unwrap(), "{PASSWORD}");
    assert_eq!(killed.wait().unwrap().signal(), Some(SIGXFSZ));
    let left = files(home.path());
    let begun = |name: &&String| name.starts_with(".new-");
    assert_eq!(left.iter().filter(begun).count(), 1, "{left:?}");

    let checked = program.run_at(home.path(), &["check"], &[]).ends_with(0);
    assert_eq!(checked.json["checked"], serde_json::json!([]));
    assert_eq!(files(home.path()), [""; 0]);
}
