//! Runs the test bed, for trying things by hand: `cargo run --example testbed`.
//!
//! Prints where the servers are, then waits until standard input closes or Ctrl-C is pressed.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a tool for developers, made of test code"
)]
#![allow(
    unused_results,
    unreachable_pub,
    dead_code,
    reason = "test code, of which only a part is used here"
)]

#[path = "../tests/support/testbed.rs"]
mod testbed;

use testbed::Testbed;

fn main() -> Result<(), String> {
    let Testbed { prosody, ejabberd } = &Testbed::start()?;
    println!("prosody.test and its virtual hosts (tests/testbed/prosody.cfg.lua)");
    println!("  STARTTLS    127.0.0.1:{}", prosody.port_starttls);
    println!("  direct TLS  127.0.0.1:{}", prosody.port_direct);
    println!("  authority   {}", prosody.ca_pem.display());
    println!("ejabberd.test and its hosts (tests/testbed/ejabberd.yml)");
    println!("  STARTTLS    127.0.0.1:{}", ejabberd.port_starttls);
    println!("  direct TLS  127.0.0.1:{}", ejabberd.port_direct);
    println!("  http        127.0.0.1:{}", ejabberd.port_http);
    println!("  authority   {}", ejabberd.ca_pem.display());
    println!("  answers     {}", ejabberd.captcha_answers().display());
    println!("Ctrl-C ends both.");
    std::io::copy(&mut std::io::stdin(), &mut std::io::sink())
        .map_err(|error| error.to_string())?;
    Ok(())
}
