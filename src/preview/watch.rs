//! Watching the files that a workspace's documents are made from.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode};
use notify::{Config, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

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
    let mut watcher = RecommendedWatcher::new(tell.clone(), Config::default()).ok();
    let mut watched = BTreeSet::new();
    loop {
        let armed = arm(watcher.as_mut(), workspace, &mut watched);
        if armed != Armed::AsBefore {
            changed();
        }
        // The sender is kept, so there is nothing but time that can end the waiting.
        let Ok(event) = told.recv_timeout(POLL) else { continue };
        let (mut lost, mut changes) = (is_loss(&event), is_change(&event));
        let first = Instant::now();
        while first.elapsed() < LONGEST {
            let Ok(event) = told.recv_timeout(QUIET) else { break };
            lost |= is_loss(&event);
            changes |= is_change(&event);
        }
        if lost {
            // A folder that was moved or removed is not the one of that name any more.
            watched.clear();
        }
        if changes {
            changed();
        }
    }
}

/// How many of the folders are watched.
#[derive(PartialEq)]
enum Armed {
    /// All that there are, as it was before.
    AsBefore,
    /// More than before.
    More,
    /// Not all: the system cannot, or has no more watches to give, so files have to be looked at again and again.
    Partly,
}

/// Watches the folders that are there and not watched yet.
fn arm(
    mut watcher: Option<&mut RecommendedWatcher>,
    workspace: &Workspace,
    watched: &mut BTreeSet<PathBuf>,
) -> Armed {
    watched.retain(|folder| folder.is_dir());
    let mut armed = Armed::AsBefore;
    for (folder, mode) in folders(workspace) {
        if watched.contains(&folder) || !folder.is_dir() {
            continue;
        }
        let done = watcher.as_mut().is_some_and(|watcher| watcher.watch(&folder, mode).is_ok());
        if done {
            watched.insert(folder);
        }
        armed = if done && armed != Armed::Partly { Armed::More } else { Armed::Partly };
    }
    armed
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
fn is_change(event: &notify::Result<Event>) -> bool {
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
