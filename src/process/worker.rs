//! This program again, as a child that answers requests until its input ends.
//!
//! A worker is kept for the next request, with all that it has read so far; one that is over its limits, or
//! falls, is replaced. It never outlives its parent, however that ends: its input ends with it.

use std::borrow::Cow;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::{ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use wait_timeout::ChildExt;

use super::capture::Capture;
use super::{Killed, Limits, Stopped, Watch, check_memory, frame};
use crate::threads::{STACK, cores};

/// The only argument of a worker.
pub const WORKER: &str = "--answer-requests";

/// Parts of a request before those that are shared.
const HEAD: usize = 3;

/// What a worker says instead of a reply when it can answer no more.
const FALLEN: &[&[u8]] = &[];

/// How the allocator of the GNU C library is to work in a worker, where one thread sets one document after the other:
/// memory is asked of the system in few large pieces, and kept. That saves a quarter of what a first document costs, and
/// a tenth of every other; other systems have no such variable. What it says elsewhere does not reach a worker.
const ALLOCATOR: (&str, &str) = (
    "GLIBC_TUNABLES",
    "glibc.malloc.arena_max=1:glibc.malloc.hugetlb=1:glibc.malloc.top_pad=16777216:\
     glibc.malloc.trim_threshold=268435456:glibc.malloc.mmap_threshold=33554432",
);

/// How long a worker may take to end once it has closed its pipes.
const ENDING: Duration = Duration::from_secs(2);

/// Bytes that many requests share, such as a font; each worker is sent them once.
pub type Blob = Arc<Cow<'static, [u8]>>;

/// What a request is about, by which the worker is found that remembers most of what is needed.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    /// Its kind.
    pub kind: &'a str,
    /// Its text; of two of which one goes on where the other ends, a worker that was asked about one knows the other.
    pub text: &'a str,
}

/// What a worker is asked.
pub struct Request<'a> {
    /// Which part of the program answers.
    pub service: &'a str,
    /// The question.
    pub question: &'a [u8],
    /// What it is about besides.
    pub shared: &'a [Blob],
}

/// What a worker answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The answer.
    pub answer: Vec<u8>,
    /// A file that was made.
    pub file: Vec<u8>,
}

/// The workers of a program: as many at a time as there are cores.
pub struct Workers {
    program: PathBuf,
    pool: Mutex<Pool>,
    returned: Condvar,
}

#[derive(Default)]
struct Pool {
    idle: Vec<Worker>,
    /// What the others are asked about.
    busy: Vec<Arc<Known>>,
}

impl Drop for Pool {
    fn drop(&mut self) {
        // All at once: each takes a while to give its memory back.
        self.idle.iter_mut().for_each(|worker| worker.child.kill());
    }
}

/// What a worker was asked about last.
#[derive(Default)]
struct Known {
    kind: String,
    text: String,
}

impl Known {
    fn is(&self, subject: Subject<'_>) -> bool {
        let (one, other) = (self.text.as_str(), subject.text);
        !one.is_empty() && !other.is_empty() && (one.starts_with(other) || other.starts_with(one))
    }
}

impl From<Subject<'_>> for Known {
    fn from(Subject { kind, text }: Subject<'_>) -> Self {
        Self { kind: kind.to_owned(), text: text.to_owned() }
    }
}

impl Workers {
    /// Workers that are that program, which calls [`serve`] when its only argument is [`WORKER`]. None is started
    /// before it is needed or expected to be.
    pub fn new(program: PathBuf) -> Self {
        Self { program, pool: Mutex::default(), returned: Condvar::new() }
    }

    /// Starts one, unless there is any, so that it gets ready while work is prepared; more would take a core from that.
    /// What stands in the way is told by the first request.
    pub fn expect(&self) {
        let mut pool = self.pool();
        if pool.busy.is_empty() && pool.idle.is_empty() {
            pool.idle.extend(Worker::start(&self.program).ok());
        }
    }

    /// The program that they are.
    pub fn program(&self) -> &Path {
        &self.program
    }

    /// Has a request answered. A worker that was asked about the same text is waited for, as that takes less than to do
    /// its work again; of others one that was asked about the like is better. Waiting does not count as a worker's time.
    ///
    /// # Errors
    /// No worker can be started, or it did not answer within the limits.
    pub fn ask(
        &self,
        subject: Subject<'_>,
        request: &Request<'_>,
        limits: &Limits,
    ) -> Result<Reply, Stopped> {
        let mut turn = Turn::take(self, subject);
        let mut worker = match turn.worker.take() {
            Some(worker) => worker,
            None => Worker::start(&self.program)?,
        };
        let reply = worker.ask(request, limits)?;
        worker.known = Arc::clone(&turn.subject);
        turn.worker = Some(worker);
        Ok(reply)
    }

    /// A poisoned lock guards a pool that is whole: nothing can panic while it is held.
    fn pool(&self) -> MutexGuard<'_, Pool> {
        self.pool.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Where a theme's code runs, and what each piece of work may cost.
#[derive(Clone)]
pub struct Isolation {
    /// The workers.
    pub workers: Arc<Workers>,
    /// Their limits.
    pub limits: Limits,
}

impl Isolation {
    /// Has a request answered.
    ///
    /// # Errors
    /// As for [`Workers::ask`].
    pub fn ask(&self, subject: Subject<'_>, request: &Request<'_>) -> Result<Reply, Stopped> {
        self.workers.ask(subject, request, &self.limits)
    }
}

/// The right to use one of the workers, with an idle one if there is any. It is given back with whatever worker is
/// left in it.
struct Turn<'a> {
    workers: &'a Workers,
    worker: Option<Worker>,
    subject: Arc<Known>,
}

impl<'a> Turn<'a> {
    fn take(workers: &'a Workers, subject: Subject<'_>) -> Self {
        let full =
            |pool: &mut Pool| pool.busy.len() >= cores() || pool.busy.iter().any(|known| known.is(subject));
        let mut pool =
            workers.returned.wait_while(workers.pool(), full).unwrap_or_else(PoisonError::into_inner);
        let asked = Arc::new(Known::from(subject));
        pool.busy.push(Arc::clone(&asked));
        // One may have fallen while it was idle.
        pool.idle.retain_mut(|worker| matches!(worker.child.0.try_wait(), Ok(None)));
        // They stand in the order in which they came back.
        let last = |knows: &dyn Fn(&Known) -> bool| pool.idle.iter().rposition(|worker| knows(&worker.known));
        let same = last(&|known| known.is(subject));
        let like = same.or_else(|| last(&|known| known.kind == subject.kind)).unwrap_or(0);
        let worker = (like < pool.idle.len()).then(|| pool.idle.remove(like));
        Self { workers, worker, subject: asked }
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut pool = self.workers.pool();
        pool.busy.retain(|asked| !Arc::ptr_eq(asked, &self.subject));
        pool.idle.extend(self.worker.take());
        drop(pool);
        // Who waits for a worker that knows its text does not want any other.
        self.workers.returned.notify_all();
    }
}

/// One worker.
struct Worker {
    child: Killed,
    /// Closed when nothing more is asked.
    input: Option<ChildStdin>,
    replies: Receiver<Vec<Vec<u8>>>,
    stderr: Capture,
    known: Arc<Known>,
    /// What it was sent so far; kept alive, so that their addresses stay their own.
    sent: Vec<Blob>,
}

impl Worker {
    fn start(program: &Path) -> Result<Self, Stopped> {
        let mut command = Command::new(program);
        command.arg(WORKER).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command.env(ALLOCATOR.0, ALLOCATOR.1);
        let mut child = Killed(command.spawn()?);
        let pipes = (child.0.stdin.take(), child.0.stdout.take(), child.0.stderr.take());
        let (Some(input), Some(mut output), Some(stderr)) = pipes else {
            return Err(io::Error::other("a pipe is missing").into());
        };
        let (send, replies) = mpsc::channel();
        thread::Builder::new().spawn(move || {
            while let Ok(Some(reply)) = frame::read(&mut output) {
                if send.send(reply).is_err() {
                    return;
                }
            }
        })?;
        Ok(Self {
            child,
            input: Some(input),
            replies,
            stderr: Capture::start(stderr),
            known: Arc::default(),
            sent: Vec::new(),
        })
    }

    fn ask(&mut self, request: &Request<'_>, limits: &Limits) -> Result<Reply, Stopped> {
        let mut watch = Watch::over(&self.child.0, limits);
        if self.send(request).is_err() {
            return Err(self.fallen(limits));
        }
        loop {
            match self.replies.recv_timeout(watch.next()?) {
                Ok(parts) if parts.len() == FALLEN.len() => return Err(self.fallen(limits)),
                Ok(parts) => {
                    let [answer, file] = <[Vec<u8>; 2]>::try_from(parts).map_err(|_| foreign())?;
                    return Ok(Reply { answer, file });
                }
                Err(RecvTimeoutError::Timeout) => watch.look()?,
                Err(RecvTimeoutError::Disconnected) => return Err(self.fallen(limits)),
            }
        }
    }

    fn send(&mut self, request: &Request<'_>) -> io::Result<()> {
        let mut indices = Vec::new();
        let known = self.sent.len();
        for blob in request.shared {
            let index = self.sent.iter().position(|sent| Arc::ptr_eq(sent, blob)).unwrap_or(self.sent.len());
            if index == self.sent.len() {
                self.sent.push(Arc::clone(blob));
            }
            indices.extend_from_slice(&(index as u64).to_le_bytes());
        }
        let mut parts = vec![request.service.as_bytes(), request.question, &indices];
        parts.extend(self.sent[known..].iter().map(|blob| &***blob));
        let input = self.input.as_mut().ok_or_else(foreign)?;
        frame::write(&mut io::BufWriter::new(input), &parts)
    }

    /// How it ended.
    fn fallen(&mut self, limits: &Limits) -> Stopped {
        // Without an asker it ends; what does not is no worker.
        drop(self.input.take());
        match self.child.0.wait_timeout(ENDING) {
            Ok(Some(status)) => {
                let stderr = self.stderr.finish();
                match check_memory(&stderr, limits) {
                    Ok(()) => Stopped::Ended { status: status.to_string(), stderr },
                    Err(limit) => limit.into(),
                }
            }
            Ok(None) => foreign().into(),
            Err(error) => error.into(),
        }
    }
}

/// Something else than a worker answers.
fn foreign() -> io::Error {
    io::Error::other("what it answers is no reply")
}

/// Answers requests until the input ends. The caller has to return then: a thread may still be at work for an asker
/// that is gone, and ends with the program.
///
/// # Errors
/// The input holds no requests. The asker sees the program end.
pub fn serve(work: impl FnMut(&Request<'_>) -> io::Result<Reply> + Send + 'static) -> io::Result<()> {
    let (send, received) = mpsc::channel();
    let working = move || {
        let mut output = io::stdout();
        // A panic has been printed, and the worker goes with whatever it left behind.
        let done = catch_unwind(AssertUnwindSafe(|| answer(&received, work, &mut output)));
        if !matches!(done, Ok(Ok(()))) {
            let _ = frame::write(&mut output, FALLEN);
        }
    };
    thread::Builder::new().stack_size(STACK).spawn(working)?;
    let mut input = io::stdin().lock();
    while let Some(parts) = frame::read(&mut input)? {
        if send.send(parts).is_err() {
            break;
        }
    }
    Ok(())
}

/// Answers requests one after the other, as long as there are any.
fn answer(
    requests: &Receiver<Vec<Vec<u8>>>,
    mut work: impl FnMut(&Request<'_>) -> io::Result<Reply>,
    output: &mut impl io::Write,
) -> io::Result<()> {
    let mut known: Vec<Blob> = Vec::new();
    for mut parts in requests {
        let fresh = parts.split_off(parts.len().min(HEAD));
        let [service, question, indices] = <[Vec<u8>; HEAD]>::try_from(parts).map_err(|_| foreign())?;
        known.extend(fresh.into_iter().map(|blob| Arc::new(Cow::Owned(blob))));
        let shared = indices.chunks(8).map(|index| {
            let index = u64::from_le_bytes(index.try_into().ok()?);
            known.get(usize::try_from(index).ok()?).cloned()
        });
        let shared: Option<Vec<Blob>> = shared.collect();
        let (Ok(service), Some(shared)) = (str::from_utf8(&service), shared) else { return Err(foreign()) };
        let reply = work(&Request { service, question: &question, shared: &shared })?;
        frame::write(&mut io::BufWriter::new(&mut *output), &[&reply.answer, &reply.file])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Known, Subject};

    #[test]
    fn a_text_is_known_with_what_follows_it() {
        let known = Known::from(Subject { kind: "resume", text: "one two" });
        for (text, same) in
            [("one two", true), ("one two three", true), ("one", true), ("two", false), ("", false)]
        {
            assert_eq!(known.is(Subject { kind: "letter", text }), same, "{text}");
        }
        assert!(!Known::default().is(Subject { kind: "resume", text: "one" }));
    }
}
