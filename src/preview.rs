//! The studio: a job's pages and the reasons behind them in the browser, made anew whenever a file is saved.
//!
//! ```text
//!  [watch] --> [files]  the texts as they are, read again when something may have changed
//!                 |
//!              [desk]    what is known of every job, and what was made of which texts
//!              /    \
//!        [edits]    [view]  one job in one theme: pages, reasons, findings   (made when a browser asks for it)
//!              \    /
//!             [server]   pages, events and edits for this machine's browser alone
//! ```
//!
//! The pages are drawn from the finished PDFs, whichever engine made them, so what is looked at is what is sent.

mod desk;
mod drawing;
mod edits;
mod files;
mod server;
mod view;
mod watch;

pub use server::{Studio, open};

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::pipeline::Options;
use crate::workspace::Workspace;

/// What is shown, and where.
#[derive(Debug, Clone)]
pub struct Show {
    /// Where everything is.
    pub workspace: Workspace,
    /// What was asked for.
    pub options: Options,
    /// The job to begin with.
    pub job: Option<String>,
    /// The port to listen on, 0 for any; without one the usual port, or any if that is taken.
    pub port: Option<u16>,
}

/// Locks a value that is only ever replaced as a whole, so that one poisoned by a panic is still good.
fn locked<T>(value: &Mutex<T>) -> MutexGuard<'_, T> {
    value.lock().unwrap_or_else(PoisonError::into_inner)
}
