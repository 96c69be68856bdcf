//! Child processes that can neither hang the caller nor exhaust the machine.
//!
//! What a theme brings is code: a template or a Typst document can loop, recurse or allocate without end, and no
//! thread can be stopped from outside. So such code runs in a process of its own: another program ([`run`]), or
//! [`Workers`], which are this program again, kept for the next piece of work.

mod capture;
mod follower;
mod frame;
mod meter;
mod worker;

use std::io;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use wait_timeout::ChildExt;

use capture::Capture;
use follower::not_started;
use meter::Meter;

pub use follower::{FOLLOWER, follow, follower};
pub use worker::{Blob, Isolation, Reply, Request, Subject, WORKER, Workers, serve};

/// How often the memory of a process is looked at.
const LOOK: Duration = Duration::from_millis(20);

/// How much memory a process may use, in bytes.
pub const MEMORY: u64 = 2 * 1024 * 1024 * 1024;

/// What a piece of work may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// How long it may take.
    pub time: Duration,
    /// How much memory its process may use, in bytes; looked at every few milliseconds.
    pub memory: u64,
}

impl Limits {
    /// That much time, and [`MEMORY`].
    pub fn of(time: Duration) -> Self {
        Self { time, memory: MEMORY }
    }
}

/// A limit at which a process was killed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Limit {
    /// Its time was up.
    #[error("did not finish within {0:?}")]
    Time(Duration),
    /// It used more bytes, or asked for more than the system has.
    #[error("needed more than {} of memory", size(*.0))]
    Memory(u64),
}

/// Why a process did not do its work.
#[derive(Debug, thiserror::Error)]
pub enum Stopped {
    /// It could not be started, spoken to or waited for.
    #[error("failed: {0}")]
    Start(#[from] io::Error),
    /// It was killed.
    #[error(transparent)]
    Limit(#[from] Limit),
    /// It ended before it was done.
    #[error("ended with {status}")]
    Ended {
        /// Exit status or signal, in words.
        status: String,
        /// Its error output.
        stderr: String,
    },
}

/// A number of bytes in words.
fn size(bytes: u64) -> String {
    match bytes / 1024 / 1024 {
        mib if mib >= 1024 && mib % 1024 == 0 => format!("{} GiB", mib / 1024),
        mib => format!("{mib} MiB"),
    }
}

/// What Rust prints when the system has no more memory to give.
const OUT_OF_MEMORY: &str = "memory allocation of";

/// Whether a process ended because it was refused memory; it says so.
fn check_memory(stderr: &str, limits: &Limits) -> Result<(), Limit> {
    let refused = stderr.lines().any(|line| line.starts_with(OUT_OF_MEMORY));
    if refused { Err(Limit::Memory(limits.memory)) } else { Ok(()) }
}

/// What a process left.
pub struct Ended {
    /// How it ended.
    pub status: ExitStatus,
    /// Its output.
    pub stdout: String,
    /// Its error output.
    pub stderr: String,
}

/// Runs a command without input to its end or to a limit, whichever comes first.
///
/// # Errors
/// It cannot be started, or was killed at a limit.
pub fn run(command: &mut Command, limits: &Limits) -> Result<Ended, Stopped> {
    let mut child =
        Killed(command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?);
    let stdout = child.0.stdout.take().map(Capture::start);
    let stderr = child.0.stderr.take().map(Capture::start);
    let mut watch = Watch::over(&child.0, limits);
    let status = loop {
        match child.0.wait_timeout(watch.next()?)? {
            Some(status) => break status,
            None => watch.look()?,
        }
    };
    let text = |capture: Option<Capture>| capture.map(|capture| capture.finish()).unwrap_or_default();
    let (stdout, stderr) = (text(stdout), text(stderr));
    check_memory(&stderr, limits)?;
    if let Some(error) = not_started(&stderr).filter(|_| !status.success()) {
        return Err(error.into());
    }
    Ok(Ended { status, stdout, stderr })
}

/// A process that does not outlive its owner.
struct Killed(Child);

impl Killed {
    /// Begins to end it; it may have ended by itself.
    fn kill(&mut self) {
        let _ = self.0.kill();
    }
}

impl Drop for Killed {
    fn drop(&mut self) {
        self.kill();
        // Waiting reaps it either way.
        let _ = self.0.wait();
    }
}

/// Holds a process to its limits from now on.
struct Watch {
    limits: Limits,
    started: Instant,
    meter: Meter,
}

impl Watch {
    fn over(child: &Child, limits: &Limits) -> Self {
        Self { limits: *limits, started: Instant::now(), meter: Meter::of(child.id()) }
    }

    /// How long to wait before the next [`Watch::look`].
    fn next(&self) -> Result<Duration, Stopped> {
        match self.limits.time.checked_sub(self.started.elapsed()) {
            Some(left) if !left.is_zero() => Ok(left.min(LOOK)),
            _ => Err(Limit::Time(self.limits.time).into()),
        }
    }

    /// Whether it still may go on.
    fn look(&mut self) -> Result<(), Stopped> {
        if self.meter.memory() > self.limits.memory {
            return Err(Limit::Memory(self.limits.memory).into());
        }
        Ok(())
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::process::Command;
    use std::time::Duration;

    use super::{Limit, Limits, Stopped, run, size};

    const LIMITS: Limits = Limits { time: Duration::from_secs(30), memory: 256 * 1024 * 1024 };

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn what_a_process_says_is_kept() {
        let ended = run(&mut shell("echo out; echo err >&2; exit 3"), &LIMITS).unwrap();
        assert_eq!((ended.stdout.as_str(), ended.stderr.as_str()), ("out\n", "err\n"));
        assert_eq!(ended.status.code(), Some(3));
    }

    #[test]
    fn a_process_is_held_to_its_limits() {
        let short = Limits { time: Duration::from_millis(100), ..LIMITS };
        let endless = run(&mut shell("exec sleep 60"), &short).err().unwrap();
        assert_eq!(endless.to_string(), "did not finish within 100ms");
        let hungry = "x=0123456789abcdef; while :; do x=$x$x; done";
        let hungry = run(&mut shell(hungry), &LIMITS).err().unwrap();
        assert_eq!(hungry.to_string(), "needed more than 256 MiB of memory");
        let refused = "echo 'memory allocation of 9 bytes failed' >&2; kill -ABRT $$";
        assert!(matches!(run(&mut shell(refused), &LIMITS), Err(Stopped::Limit(Limit::Memory(_)))));
    }

    #[test]
    fn sizes_are_read_easily() {
        assert_eq!([size(super::MEMORY), size(1536 * 1024 * 1024)], ["2 GiB", "1536 MiB"]);
    }
}
