//! What a killed run leaves, and what happens beside a run: nothing is lost, and the next run clears away.
//! `tests/outside/crash.py` kills at random; these are the cases that it found.

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant, SystemTime};

use crate::harness::{HARBOR_TRANSIT, JOB, PENN_MEDICINE, SAMPLE_PROFILE, Workspace};

/// What an unfinished file is called.
const LEFT: &str = ".bespoke-aB3dEf6hIj9l";

#[track_caller]
fn until(what: &str, done: impl Fn() -> bool) {
    let start = Instant::now();
    while !done() {
        assert!(start.elapsed() < Duration::from_secs(60), "{what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn a_build_clears_away_what_killed_runs_left() {
    let mut workspace = Workspace::minimal();
    workspace.run(["build"]).succeeds();
    let before = workspace.files();
    let folders =
        ["", "profiles/", "profiles/jobs/", "templates/", "output/", "output/acme/", "output/acme/sent/"];
    for folder in folders {
        workspace = workspace.file(&format!("{folder}{LEFT}"), "half");
        workspace = workspace.file(&format!("{folder}.bespoke-Unfinished12/inputs/notes.md"), "half");
    }
    fs::create_dir(workspace.beside("tmp").join(LEFT)).unwrap();
    // It says that nothing has changed, and clears away all the same.
    assert!(workspace.run(["build"]).succeeds().stdout.starts_with("unchanged"));
    assert_eq!(workspace.files(), before);
}

#[test]
fn only_what_nobody_needs_is_cleared_away() {
    let workspace = Workspace::minimal()
        .file("output/.bespoke-notes.md", "mine")
        .file("output/.bespoke-short", "mine")
        .file(&format!("output/{LEFT}"), "somebody is at work on it")
        .file("templates/mine/theme.toml", "");
    let held = File::options().write(true).open(workspace.path(&format!("output/{LEFT}"))).unwrap();
    held.lock().unwrap();
    held.set_modified(SystemTime::UNIX_EPOCH).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("mine", workspace.path("templates/.bespoke-Link12345678")).unwrap();
    let kept = workspace.files();
    workspace.run(["build"]).succeeds();
    for (path, bytes) in &kept {
        assert_eq!(workspace.files().get(path), Some(bytes), "{path:?}");
    }
    drop(held);
    workspace.run(["build"]).succeeds();
    assert!(!workspace.path(&format!("output/{LEFT}")).exists());
}

#[test]
fn whoever_writes_clears_away_there() {
    let workspace = Workspace::minimal().file(&format!("profiles/jobs/{LEFT}"), "half");
    workspace.run(["letter", "acme"]).succeeds();
    assert!(!workspace.path(&format!("profiles/jobs/{LEFT}")).exists());
}

#[test]
fn init_finishes_what_a_killed_one_began() {
    let half = Workspace::empty().profile(SAMPLE_PROFILE).job("penn-medicine", PENN_MEDICINE);
    half.run(["init"]).succeeds();
    assert_eq!(half.bytes("profiles/jobs/harbor-transit.md"), HARBOR_TRANSIT.as_bytes());
    let refused = half.refuses(["init"]);
    assert!(refused.stderr.contains("profiles/master.toml"), "{}", refused.stderr);
    let own =
        Workspace::empty().profile(&format!("{SAMPLE_PROFILE}# mine\n")).job("penn-medicine", PENN_MEDICINE);
    own.refuses(["init"]);
}

#[test]
fn a_theme_is_copied_as_a_whole() {
    let workspace = Workspace::minimal();
    workspace.run(["themes", "copy", "modern"]).succeeds();
    assert_eq!(fs::read_dir(workspace.path("templates")).unwrap().count(), 1);
    let refused = workspace.refuses(["themes", "copy", "modern"]);
    assert!(refused.stderr.contains("copy never overwrites"), "{}", refused.stderr);
}

#[test]
fn what_the_owner_saves_meanwhile_is_not_overwritten() {
    let workspace = Workspace::minimal();
    workspace.run(["build"]).succeeds();
    let lock = File::open(workspace.path("output/.lock")).unwrap();
    lock.lock().unwrap();
    let mut status = workspace.command(["status", "acme", "APPLIED"]).spawn().unwrap();
    let mut waiting = String::new();
    BufReader::new(status.stderr.as_mut().unwrap()).read_line(&mut waiting).unwrap();
    assert!(waiting.contains("waiting"), "{waiting}");
    let saved = format!("{JOB}  - Something that came to mind\n");
    fs::write(workspace.path("profiles/jobs/acme.md"), &saved).unwrap();
    drop(lock);
    assert_eq!(status.wait().unwrap().code(), Some(1));
    assert_eq!(workspace.bytes("profiles/jobs/acme.md"), saved.as_bytes());
}

#[cfg(target_os = "linux")]
#[test]
fn a_typst_program_ends_with_its_parent() {
    let workspace = Workspace::minimal();
    let script = "if [ \"$1\" = --version ]; then echo 'typst 0.15.1'; exit; fi\necho $$ > ../typst.pid\n\
                  exec /bin/sleep 600";
    let typst = workspace.program("endless", script);
    let mut command = workspace.command(["build", "--engine", "typst-cli", "--typst", &typst]);
    let mut parent = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let number = workspace.beside("tmp/typst.pid");
    let started = || fs::read_to_string(&number).unwrap_or_default().trim().to_owned();
    until("the program was not started", || !started().is_empty());
    let process = format!("/proc/{}", started());
    parent.kill().unwrap();
    parent.wait().unwrap();
    until("the program lives on", || !Path::new(&process).exists());
    // Its folders are left, and go with the next run.
    fs::remove_file(number).unwrap();
    workspace.run(["build"]).succeeds();
}
