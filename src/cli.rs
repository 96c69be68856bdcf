//! The command line: the only part that knows clap, the environment and the terminal.

mod args;
mod build;
mod check;
mod completions;
mod explain;
mod export;
mod import;
mod init;
mod letter;
mod list;
mod man;
mod new;
mod preview;
mod schema;
mod settings;
mod status;
mod terminal;
mod themes;
mod verify;

use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};
use settings::Environment;

use crate::pipeline::serve_requests;
use crate::process::{FOLLOWER, WORKER, follow};

/// Parses the command line, runs the command and gives the exit code: 0 done, 1 an error was found, 2 wrong
/// usage (by clap, which ends the program itself).
pub fn main() -> ExitCode {
    if std::env::args_os().skip(1).eq([WORKER]) {
        return serve_requests().map_or(ExitCode::FAILURE, |()| ExitCode::SUCCESS);
    }
    let mut arguments = std::env::args_os().skip(1);
    if arguments.next().is_some_and(|first| first == FOLLOWER) {
        return follow(arguments);
    }
    if completions::answered() {
        return ExitCode::SUCCESS;
    }
    let args = Args::parse();
    let environment = Environment::read();
    let terminal = settings::terminal(&args.shared, &environment);
    let settings = match settings::resolve(&args.shared, &environment) {
        Ok(settings) => settings,
        Err(finding) => {
            terminal.finding(&finding);
            return ExitCode::FAILURE;
        }
    };
    let done = match &args.command {
        Command::Init { dir } => init::run(dir.as_deref(), &settings, &terminal),
        Command::New { company, position, posting, url, location, deadline, date } => {
            let opening = new::Opening {
                company: company.as_deref(),
                position: position.as_deref(),
                posting: posting.as_deref(),
                url: url.as_deref(),
                location: location.as_deref(),
                deadline: *deadline,
                date: *date,
            };
            new::run(&opening, &settings, &terminal)
        }
        Command::Import { from, file, to } => import::run(*from, file, to.as_deref(), &settings, &terminal),
        Command::Export { into } => export::run(*into, &settings, &terminal),
        Command::Build { jobs } => build::run(jobs, &settings, &terminal),
        Command::Explain { job, diff, letter } => {
            let show = explain::Show { job, other: diff.as_deref(), letter: *letter };
            explain::run(&show, &settings, &terminal)
        }
        Command::Letter { job, redraft } => letter::run(job, *redraft, &settings, &terminal),
        Command::Check { jobs } => check::run(jobs, &settings, &terminal),
        Command::Preview { job, port, no_open } => {
            preview::run(job.as_deref(), *port, !no_open, settings, &terminal)
        }
        Command::Status { job, status, date } => status::run(job, status, *date, &settings, &terminal),
        Command::List { sent: true, .. } => list::sent(&settings, &terminal),
        Command::List { status, due, sort, .. } => {
            let show = list::Show { statuses: status, due: *due, sort };
            list::run(&show, &settings, &terminal)
        }
        Command::Verify { job } => verify::run(job, &settings, &terminal),
        Command::Schema { of } => schema::run(*of, &terminal),
        Command::Completions { shell } => completions::run(*shell, &terminal),
        Command::Man => man::run(&terminal),
        Command::Themes { action } => themes::run(action.as_ref(), &settings, &terminal),
    };
    if done { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
