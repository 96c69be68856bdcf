//! What was made is made once, also by threads that ask for it at the same time.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};

/// What was made last, by what it is made of.
///
/// Poisoned locks guard what is whole: a value is put into its place at once.
pub(crate) struct Memo<K, V> {
    /// How many values are kept.
    most: usize,
    /// Those that were asked for last are the last.
    places: Mutex<VecDeque<(K, Place<V>)>>,
}

/// A value once there is one; whoever makes it holds the lock.
type Place<V> = Arc<Mutex<Option<V>>>;

impl<K: PartialEq, V: Clone> Memo<K, V> {
    /// Keeps so many values.
    pub(crate) fn of(most: usize) -> Self {
        Self { most, places: Mutex::default() }
    }

    /// The value for a key, made unless it was before; who asks meanwhile waits for it.
    pub(crate) fn get(&self, key: K, make: impl FnOnce() -> V) -> V {
        let Ok(value) = self.get_or_try(key, || Ok::<_, Infallible>(make()));
        value
    }

    /// The same for what cannot always be made; the next one who asks then tries again.
    ///
    /// # Errors
    /// It cannot be made.
    pub(crate) fn get_or_try<E>(&self, key: K, make: impl FnOnce() -> Result<V, E>) -> Result<V, E> {
        let place = self.place(key);
        let mut place = place.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(value) = &*place {
            return Ok(value.clone());
        }
        Ok(place.insert(make()?).clone())
    }

    fn place(&self, key: K) -> Place<V> {
        let mut places = self.places.lock().unwrap_or_else(PoisonError::into_inner);
        let known = places.iter().position(|(known, _)| *known == key).and_then(|at| places.remove(at));
        let (key, place) = known.unwrap_or_else(|| (key, Place::default()));
        places.push_back((key, Arc::clone(&place)));
        if places.len() > self.most {
            places.pop_front();
        }
        place
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::thread;

    use super::Memo;

    #[test]
    fn what_was_asked_for_last_is_kept() {
        let (memo, made) = (Memo::of(3), Cell::new(0));
        let make = |key: u32| {
            memo.get(key, || {
                made.set(made.get() + 1);
                key * 10
            })
        };
        assert_eq!([1, 2, 3, 1, 4, 1, 2].map(make), [10, 20, 30, 10, 40, 10, 20]);
        assert_eq!(made.get(), 5);
    }

    #[test]
    fn what_failed_is_tried_again() {
        let memo = Memo::of(1);
        assert_eq!(memo.get_or_try("a", || Err("no")), Err("no"));
        assert_eq!(memo.get_or_try("a", || Ok::<_, &str>(1)), Ok(1));
        assert_eq!(memo.get_or_try("a", || Err("no")), Ok(1));
    }

    #[test]
    fn threads_wait_for_each_other() {
        let (memo, made) = (Memo::of(2), AtomicUsize::new(0));
        let make = || memo.get((), || made.fetch_add(1, Ordering::Relaxed));
        thread::scope(|scope| {
            let threads: Vec<_> = (0..8).map(|_| scope.spawn(make)).collect();
            assert!(threads.into_iter().all(|thread| thread.join().is_ok_and(|value| value == 0)));
        });
        assert_eq!(made.into_inner(), 1);
    }

    #[test]
    fn a_panic_is_no_value() {
        let memo = Memo::of(1);
        thread::scope(|scope| {
            assert!(scope.spawn(|| memo.get((), || panic!("on purpose"))).join().is_err());
        });
        assert_eq!(memo.get((), || 1), 1);
    }
}
