//! Every error and warning that a user can meet, word for word as it stands on stderr.
//!
//! The modules follow the material: the profile, the notes and what they wish for, the files around them, themes, engines and the
//! command line. A refused run must leave every file as it was; see [`Workspace::refuses`].

mod engines;
mod files;
mod notes;
mod profile;
mod themes;
mod usage;
mod wishes;

use crate::harness::{JOB, Workspace};

/// What `build` says about an error; `check` must say the same.
#[track_caller]
fn refused(workspace: &Workspace) -> String {
    let build = workspace.refuses(["build"]);
    let check = workspace.refuses(["check"]);
    assert_eq!(build.stderr, check.stderr, "build and check say different things");
    build.stderr
}

/// What `check` says about a warning; `build` must say the same and succeed, unless it is strict.
#[track_caller]
fn warned(workspace: &Workspace) -> String {
    workspace.refuses(["build", "--strict"]);
    let check = workspace.run(["check"]).succeeds();
    let build = workspace.run(["build"]).succeeds();
    assert_eq!(build.stderr, check.stderr, "build and check say different things");
    check.stderr
}

/// A workspace whose job has more lines at its end, below its notes.
fn and(more: &str) -> Workspace {
    Workspace::minimal().job("acme", format!("{JOB}{more}"))
}
