//! This program as a step to another one, which then ends with its parent, however that ends.
//!
//! A worker sees its input end, but a foreign program would work on for nobody. The system can kill it with its
//! parent, if a process asks for that itself: so it is this program that is started, asks, and becomes the other one.

use std::ffi::{OsStr, OsString};
use std::io;
use std::path::Path;
use std::process::{Command, ExitCode};

/// The first argument of a follower; then come its parent, the program and its arguments.
pub const FOLLOWER: &str = "--end-with-parent";

/// What stands before the number of the error by which a program could not be started.
const NOT_STARTED: &str = "not started: ";

/// A command for a program that is killed when the thread that starts it ends. It is a common one without `own`, which
/// is this program and calls [`follow`], and where the system cannot do that.
pub fn follower(program: &Path, own: Option<&Path>) -> Command {
    match own.filter(|_| cfg!(target_os = "linux")) {
        Some(own) => {
            let mut command = Command::new(own);
            command.arg(FOLLOWER).arg(std::process::id().to_string()).arg(program);
            command
        }
        None => Command::new(program),
    }
}

/// Becomes the program that follows [`FOLLOWER`] among the arguments. Returns only if that cannot be.
pub fn follow(mut arguments: impl Iterator<Item = OsString>) -> ExitCode {
    let (parent, program) = (arguments.next(), arguments.next());
    if let (Some(parent), Some(program)) = (parent, program) {
        let error = become_program(&parent, Command::new(program).args(arguments));
        let _ = io::Write::write_all(&mut io::stderr(), report(&error).as_bytes());
    }
    ExitCode::FAILURE
}

#[cfg(target_os = "linux")]
fn become_program(parent: &OsStr, command: &mut Command) -> io::Error {
    use std::os::unix::process::{CommandExt, parent_id};

    use rustix::process::{Signal, set_parent_process_death_signal};

    if let Err(error) = set_parent_process_death_signal(Some(Signal::KILL)) {
        return error.into();
    }
    // It may have ended before that was asked for.
    if *parent != *parent_id().to_string() {
        return io::ErrorKind::NotFound.into();
    }
    command.exec()
}

#[cfg(not(target_os = "linux"))]
fn become_program(_: &OsStr, _: &mut Command) -> io::Error {
    io::ErrorKind::Unsupported.into()
}

fn report(error: &io::Error) -> String {
    format!("{NOT_STARTED}{}\n", error.raw_os_error().unwrap_or_default())
}

/// Why a follower did not become its program, as it says in its error output.
pub(super) fn not_started(stderr: &str) -> Option<io::Error> {
    let number = stderr.strip_prefix(NOT_STARTED)?.trim().parse().ok()?;
    Some(io::Error::from_raw_os_error(number))
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::path::Path;

    use super::{FOLLOWER, follower, not_started, report};

    #[test]
    fn only_a_step_of_our_own_is_put_before_a_program() {
        let (typst, own) = (Path::new("/bin/typst"), Path::new("/bin/bespoke"));
        assert_eq!(follower(typst, None).get_program(), "/bin/typst");
        let command = follower(typst, Some(own));
        let arguments: Vec<_> = command.get_args().collect();
        if cfg!(target_os = "linux") {
            assert_eq!(arguments, [FOLLOWER, &std::process::id().to_string(), "/bin/typst"]);
        } else {
            assert!(arguments.is_empty());
        }
    }

    #[test]
    fn why_it_was_not_started_is_passed_on() {
        let error = not_started(&report(&io::Error::from_raw_os_error(13))).unwrap();
        assert_eq!(error.raw_os_error(), Some(13));
        assert!(not_started("error: not started: 13").is_none());
    }
}
