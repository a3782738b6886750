//! The example `headless` as a program of the engine alone: an example of cargo's is built with all that the tests need.

#[path = "../../examples/headless.rs"]
mod headless;

fn main() -> std::process::ExitCode {
    headless::main()
}
