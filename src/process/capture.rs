//! What a process prints, as much of it as is worth keeping.

use std::io::Read;
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// How much of an output is kept from its start, in bytes; the rest is read and forgotten.
const KEPT: usize = 1024 * 1024;

/// How much is kept from the end of a longer output, in bytes.
const KEPT_TAIL: usize = 4096;

/// How long to wait for the last output once the process has ended; only a process of its own that it
/// left behind can keep a pipe open longer.
const LAST_OUTPUT: Duration = Duration::from_secs(2);

/// Reads a pipe on a thread of its own, so that a full one never blocks the process.
pub(super) struct Capture {
    kept: Arc<Mutex<Vec<u8>>>,
    ended: Receiver<()>,
}

impl Capture {
    /// Begins to read.
    pub(super) fn start(mut pipe: impl Read + Send + 'static) -> Self {
        let kept = Arc::new(Mutex::new(Vec::new()));
        let (end, ended) = mpsc::channel();
        let shared = Arc::clone(&kept);
        thread::spawn(move || {
            let mut piece = [0; 16 * 1024];
            while let Ok(length @ 1..) = pipe.read(&mut piece) {
                keep(&mut shared.lock().unwrap_or_else(PoisonError::into_inner), &piece[..length]);
            }
            // Nobody listens any more if the process left its pipe to another one.
            let _ = end.send(());
        });
        Self { kept, ended }
    }

    /// What was printed, once the process has ended.
    pub(super) fn finish(&self) -> String {
        let _ = self.ended.recv_timeout(LAST_OUTPUT);
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        String::from_utf8_lossy(&kept).into_owned()
    }
}

/// Appends to what is kept; beyond the limit only the end moves on.
fn keep(kept: &mut Vec<u8>, piece: &[u8]) {
    kept.extend_from_slice(piece);
    if kept.len() > KEPT + KEPT_TAIL {
        let dropped = kept.len() - KEPT_TAIL;
        kept.drain(KEPT..dropped);
    }
}

#[cfg(test)]
mod tests {
    use super::{KEPT, KEPT_TAIL, keep};

    #[test]
    fn the_start_and_the_end_of_a_long_output_are_kept() {
        let mut kept = Vec::new();
        for number in 0..200_000 {
            keep(&mut kept, format!("line {number:09}\n").as_bytes());
        }
        assert_eq!(kept.len(), KEPT + KEPT_TAIL);
        assert!(kept.starts_with(b"line 000000000\n"));
        assert!(kept.ends_with(b"line 000199999\n"));
    }
}
