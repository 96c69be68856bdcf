//! The `bespoke` program: parse, run, exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    bespoke::cli::main()
}
