//! The Python of the tests, see `tests/python/`.

use std::process::Command;
use std::sync::OnceLock;

/// The path of its interpreter; it is set up by the first call if need be.
pub fn path() -> &'static str {
    static PATH: OnceLock<Result<String, String>> = OnceLock::new();
    let found = PATH.get_or_init(|| {
        let output = Command::new("bash")
            .args(["-c", ". scripts/setup.sh && need_python"])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .map_err(|error| error.to_string())?;
        if output.status.success() {
            Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
        } else {
            Err(String::from_utf8_lossy(&output.stderr).into_owned())
        }
    });
    match found {
        Ok(path) => path,
        Err(why) => panic!("the Python of the tests is missing, run scripts/test: {why}"),
    }
}
