//! Watching the files that a workspace's documents are made from.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, ModifyKind};
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
        let (first, mut burst) = (Instant::now(), Burst::default());
        burst.hear(event);
        while let Some(left) = LONGEST.checked_sub(first.elapsed()) {
            let Ok(event) = told.recv_timeout(if burst.writing { left } else { QUIET }) else { break };
            burst.hear(event);
        }
        if burst.lost {
            watched.clear();
        }
        if burst.changed {
            changed();
        }
    }
}

/// What was told of within a short time.
#[derive(Default)]
struct Burst {
    /// Files may say something else now.
    changed: bool,
    /// A folder that was moved or removed is not the one of that name any more.
    lost: bool,
    /// A file is being written, and its end will be told: half of it is of no use.
    writing: bool,
}

impl Burst {
    fn hear(&mut self, event: notify::Result<Event>) {
        let Ok(event) = event else {
            (self.changed, self.lost) = (true, true);
            return;
        };
        match event.kind {
            EventKind::Access(AccessKind::Close(AccessMode::Write)) => self.writing = false,
            // Whoever reads changes nothing.
            EventKind::Access(_) => return,
            // Of the systems only this one tells when a file is closed.
            EventKind::Modify(ModifyKind::Data(_)) => self.writing = cfg!(target_os = "linux"),
            EventKind::Modify(ModifyKind::Name(_)) | EventKind::Remove(_) => self.lost = true,
            _ => {}
        }
        self.changed = true;
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
