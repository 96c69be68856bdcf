//! `bespoke completions`: what a shell needs to complete commands, options and the names of jobs.

#![allow(clippy::disallowed_methods)]

use std::io;
use std::path::PathBuf;

use clap::CommandFactory;
use clap_complete::CompletionCandidate;
use clap_complete::env::{Bash, CompleteEnv, EnvCompleter, Fish, Powershell, Zsh};

use super::args::{Args, Shell};
use super::terminal::Terminal;
use crate::job::Status;
use crate::workspace::Workspace;

/// The variable by which a shell's script asks this program for candidates.
const ASKED: &str = "BESPOKE_COMPLETE";

/// Answers a shell that asks for candidates; true if one did, and there is nothing else to do.
pub(super) fn answered() -> bool {
    let complete = CompleteEnv::with_factory(Args::command).var(ASKED);
    let folder = std::env::current_dir().ok();
    complete.try_complete(std::env::args_os(), folder.as_deref()).unwrap_or_else(|error| error.exit())
}

/// Prints the script of a shell.
pub(super) fn run(shell: Shell, terminal: &Terminal) -> bool {
    let completer: &dyn EnvCompleter = match shell {
        Shell::Bash => &Bash,
        Shell::Fish => &Fish,
        Shell::Powershell => &Powershell,
        Shell::Zsh => &Zsh,
    };
    let mut script = Vec::new();
    let written: io::Result<()> =
        completer.write_registration(ASKED, "bespoke", "bespoke", "bespoke", &mut script);
    terminal.result(&String::from_utf8_lossy(&script));
    written.is_ok()
}

/// The jobs of the workspace that the command line being completed is about.
pub(super) fn jobs() -> Vec<CompletionCandidate> {
    let jobs = Workspace { root: root(std::env::args_os()), profile: None, out: None }.jobs();
    let names = jobs.unwrap_or_default().into_iter().map(|job| job.name);
    names.filter(|name| name.chars().all(is_plain)).map(CompletionCandidate::new).collect()
}

/// Whether a character means nothing to any shell: what completes a command line is run as part of it.
fn is_plain(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ',' | '+' | '@' | '=' | ':' | '%')
}

/// The statuses with a name.
pub(super) fn statuses() -> Vec<CompletionCandidate> {
    Status::KNOWN.into_iter().map(CompletionCandidate::new).collect()
}

/// The folder that `-C` names, or else the current one. The line may be unfinished, so clap cannot read it.
fn root(args: impl Iterator<Item = std::ffi::OsString>) -> PathBuf {
    let mut args = args.skip_while(|arg| arg != "--");
    while let Some(arg) = args.next() {
        let text = arg.to_string_lossy();
        if text == "-C" || text == "--workspace" {
            return args.next().map(PathBuf::from).unwrap_or_default();
        }
        if let Some(folder) = text.strip_prefix("--workspace=").or_else(|| text.strip_prefix("-C")) {
            return PathBuf::from(folder);
        }
    }
    PathBuf::from(".")
}
