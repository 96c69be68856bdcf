//! Watching the files that a workspace's documents are made from.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode};
use notify::{Config, Event, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

use crate::workspace::Workspace;

/// A program that saves a file touches it several times; so long after the last touch it is done.
const QUIET: Duration = Duration::from_millis(8);

/// However busy the files are, they are looked at after this long.
const LONGEST: Duration = Duration::from_millis(80);

/// How often folders that are not there are looked for, and all files if the system cannot tell of changes.
const POLL: Duration = Duration::from_secs(1);

/// Calls `changed` whenever files may have changed, for ever.
pub(super) fn watch(workspace: &Workspace, changed: impl Fn()) {
    let (tell, told) = mpsc::channel();
    let Some(mut watcher) = watcher(&tell) else { return };
    let mut watched = BTreeSet::new();
    loop {
        let found = arm(watcher.as_mut(), workspace, &mut watched);
        if found {
            changed();
        }
        match told.recv_timeout(POLL) {
            Ok(event) => {
                let mut lost = is_loss(&event);
                let mut matters = matters(&event);
                let first = Instant::now();
                while first.elapsed() < LONGEST {
                    let Ok(event) = told.recv_timeout(QUIET) else { break };
                    lost |= is_loss(&event);
                    matters |= self::matters(&event);
                }
                if lost {
                    // A folder that was moved or removed is not the one of that name any more.
                    watched.clear();
                }
                if matters {
                    changed();
                }
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

/// What the system offers, or else looking again and again.
fn watcher(tell: &mpsc::Sender<notify::Result<Event>>) -> Option<Box<dyn Watcher>> {
    let handler = tell.clone();
    if let Ok(watcher) = RecommendedWatcher::new(handler, Config::default()) {
        return Some(Box::new(watcher));
    }
    let polling = PollWatcher::new(tell.clone(), Config::default().with_poll_interval(POLL));
    polling.ok().map(|watcher| Box::new(watcher) as Box<dyn Watcher>)
}

/// Watches the folders that are there and not watched yet. True if there were any but at the first time.
fn arm(watcher: &mut dyn Watcher, workspace: &Workspace, watched: &mut BTreeSet<PathBuf>) -> bool {
    watched.retain(|folder| folder.is_dir());
    let mut found = false;
    for (folder, mode) in folders(workspace) {
        if !watched.contains(&folder) && folder.is_dir() && watcher.watch(&folder, mode).is_ok() {
            watched.insert(folder);
            found = true;
        }
    }
    found
}

/// The folders with what documents are made from; not the one they are written to.
fn folders(workspace: &Workspace) -> Vec<(PathBuf, RecursiveMode)> {
    let profiles = workspace.root.join("profiles");
    let named = workspace.profile.as_deref().map(|profile| match profile.parent() {
        Some(folder) if folder != Path::new("") => folder.to_owned(),
        _ => PathBuf::from("."),
    });
    let mut folders = vec![
        (workspace.root.clone(), RecursiveMode::NonRecursive),
        (profiles, RecursiveMode::Recursive),
        (workspace.templates(), RecursiveMode::Recursive),
    ];
    folders.extend(named.map(|folder| (folder, RecursiveMode::NonRecursive)));
    folders
}

/// Whether files may say something else now; reading them tells of nothing.
fn matters(event: &notify::Result<Event>) -> bool {
    let Ok(event) = event else { return true };
    match event.kind {
        EventKind::Access(kind) => kind == AccessKind::Close(AccessMode::Write),
        _ => true,
    }
}

/// Whether something that was watched may be gone.
fn is_loss(event: &notify::Result<Event>) -> bool {
    let Ok(event) = event else { return true };
    event.kind.is_remove() || matches!(event.kind, EventKind::Modify(notify::event::ModifyKind::Name(_)))
}
