//! Work on several threads at a time.

use std::collections::BTreeMap;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{LazyLock, mpsc};
use std::thread::{self, Scope};

mod memo;

pub(crate) use memo::Memo;

/// Stack of a thread that makes documents, in bytes: as much as the main thread usually has.
pub(crate) const STACK: usize = 8 * 1024 * 1024;

/// How many threads can be at work at a time; to ask the system reads several files.
pub(crate) fn cores() -> usize {
    static CORES: LazyLock<usize> = LazyLock::new(|| thread::available_parallelism().map_or(1, usize::from));
    *CORES
}

/// How many threads of [`on_all_cores`] are at work.
static AT_WORK: AtomicUsize = AtomicUsize::new(0);

/// A thread that is at work, until it is done or panics.
struct AtWork;

impl AtWork {
    fn new() -> Self {
        AT_WORK.fetch_add(1, Ordering::Relaxed);
        Self
    }
}

impl Drop for AtWork {
    fn drop(&mut self) {
        AT_WORK.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Works on every item, as many at a time as there are cores, and hands the results on in their order.
pub(crate) fn on_all_cores<I: Sync, T: Send>(
    items: &[I],
    work: impl Fn(&I) -> T + Sync,
    mut done: impl FnMut(T),
) {
    let workers = cores().min(items.len());
    if workers < 2 {
        return items.iter().map(work).for_each(done);
    }
    let next = AtomicUsize::new(0);
    let (results, finished) = mpsc::channel();
    thread::scope(|scope| {
        let working = || {
            let results = results.clone();
            let (next, work) = (&next, &work);
            move || {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(index) else { return };
                    let at_work = AtWork::new();
                    let done = work(item);
                    drop(at_work);
                    // The receiver outlives the workers.
                    let _ = results.send((index, done));
                }
            }
        };
        let spawned = (0..workers)
            .filter(|_| thread::Builder::new().stack_size(STACK).spawn_scoped(scope, working()).is_ok());
        if spawned.count() == 0 {
            working()();
        }
        drop(results);
        let mut early = BTreeMap::new();
        let mut expected = 0;
        for (index, result) in finished {
            early.insert(index, result);
            while let Some(result) = early.remove(&expected) {
                done(result);
                expected += 1;
            }
        }
    });
}

/// Begins with what will probably be needed.
#[derive(Clone, Copy)]
pub(crate) struct Ahead<'scope, 'env>(&'scope Scope<'scope, 'env>);

impl<'scope> Ahead<'scope, '_> {
    /// Begins with something, unless it would take a core from what is needed for certain, or there is no thread to be
    /// had; tells whether it did.
    pub(crate) fn begin(self, work: impl FnOnce() + Send + 'scope) -> bool {
        cores() > AT_WORK.load(Ordering::Relaxed).max(1)
            && thread::Builder::new().stack_size(STACK).spawn_scoped(self.0, work).is_ok()
    }
}

/// Does something; what it begins with ahead is done when it returns.
pub(crate) fn looking_ahead<'env, A>(what: impl for<'scope> FnOnce(Ahead<'scope, 'env>) -> A) -> A {
    thread::scope(|scope| what(Ahead(scope)))
}

/// Does two things at a time; one after the other where the system has no thread to give.
pub(crate) fn both<A, B: Send>(one: impl FnOnce() -> A, other: impl Fn() -> B + Sync) -> (A, B) {
    thread::scope(|scope| {
        let beside = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, &other);
        let one = one();
        match beside.map(thread::ScopedJoinHandle::join) {
            Ok(Ok(done)) => (one, done),
            Ok(Err(panic)) => resume_unwind(panic),
            Err(_) => (one, other()),
        }
    })
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::{looking_ahead, on_all_cores};

    #[test]
    fn results_come_in_the_order_of_their_items() {
        let items: Vec<usize> = (0..100).collect();
        let mut done = Vec::new();
        on_all_cores(&items, |item| item * 2, |result| done.push(result));
        assert_eq!(done, items.iter().map(|item| item * 2).collect::<Vec<_>>());
    }

    #[test]
    fn what_was_begun_ahead_is_done_in_the_end() {
        let done = AtomicUsize::new(0);
        let work = || {
            done.fetch_add(1, Ordering::Relaxed);
        };
        let begun = looking_ahead(|ahead| (0..4).filter(|_| ahead.begin(work)).count());
        assert_eq!(done.into_inner(), begun);
    }
}
