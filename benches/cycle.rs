//! The example `cycle` as a program of the benchmark, which is built without the crates that the tests need.

#[path = "../examples/cycle.rs"]
mod cycle;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    cycle::main()
}
