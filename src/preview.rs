//! The studio: a job's pages and the reasons behind them in the browser, made anew whenever a file is saved.
//!
//! ```text
//!  files --[watch]--> [desk] what is known of every file and job; a change raises its edition
//!                       |
//!                     [view]  one job in one theme: pages, reasons, findings   (made when a browser asks for it)
//!                       |
//!                    [server] pages, events and edits for this machine's browser alone
//! ```
//!
//! The pages are drawn from the finished PDFs, whichever engine made them, so what is looked at is what is sent.

mod desk;
mod drawing;
mod server;
mod view;
mod watch;

pub use server::{Studio, open};

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
