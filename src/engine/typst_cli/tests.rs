//! The `typst` program played by shell scripts, for all that a real one does not do on demand.

#![allow(clippy::unwrap_used)]

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::super::samples::{SETTINGS, bare};
use super::super::{Engine, EngineChoice, EngineError, open};
use super::find;
use crate::finding::Code;
use crate::fs::{TemporaryFolder, private_folder};
use crate::process::Limits;

/// Longer than any fake program needs, even on a busy machine.
const ENOUGH: Duration = Duration::from_secs(60);

/// Answers `--version` as the real one does.
const VERSION: &str = "if [ \"$1\" = --version ]; then echo 'typst 0.15.1 (abc)'; exit; fi\n";

/// Writes an executable script. A shell does it: while this process had the file open for writing, any
/// child that another test starts would hold it open too, and running it would fail.
fn script(folder: &Path, name: &str, body: &str) -> PathBuf {
    let path = folder.join(name);
    let write = "printf '#!/bin/sh\\n%s' \"$1\" > \"$2\" && chmod +x \"$2\"";
    let written = Command::new("/bin/sh").args(["-c", write, "sh", body]).arg(&path).status();
    assert!(written.unwrap().success());
    path
}

fn open_script(body: &str, limit: Duration) -> (TemporaryFolder, Result<Box<dyn Engine>, EngineError>) {
    let folder = private_folder().unwrap();
    let program = script(folder.path(), "typst", body);
    let engine =
        open(EngineChoice::TypstCli { program: Some(program), path: None, own: None }, Limits::of(limit));
    (folder, engine)
}

/// Message and hint, with the script's folder written as `DIR`.
fn message(folder: &TemporaryFolder, error: &EngineError) -> String {
    format!("{error}\n{}", error.hint()).replace(&*folder.path().to_string_lossy(), "DIR")
}

/// What opening this program says.
fn refused(body: &str, limit: Duration) -> String {
    let (folder, engine) = open_script(body, limit);
    message(&folder, &engine.err().unwrap())
}

/// What compiling with this program says.
fn failed(body: &str, limit: Duration) -> String {
    let (folder, engine) = open_script(&format!("{VERSION}{body}"), limit);
    message(&folder, &engine.unwrap().pdf(&bare("a"), &SETTINGS).unwrap_err())
}

#[test]
fn a_missing_program_is_named() {
    let folder = private_folder().unwrap();
    let asked = folder.path().join("nothing");
    let error = find(Some(&asked), None).unwrap_err();
    assert_eq!(error.code(), Code::EngineMissing);
    insta::assert_snapshot!(message(&folder, &error), @"
    there is no `typst` program at DIR/nothing
    install Typst 0.15.1, name the program with --typst or $TYPST, or use `--engine embedded`
    ");
    let error = find(None, Some(folder.path().as_os_str())).unwrap_err();
    insta::assert_snapshot!(message(&folder, &error), @"
    there is no `typst` program on PATH
    install Typst 0.15.1, name the program with --typst or $TYPST, or use `--engine embedded`
    ");
    assert!(find(None, None).is_err());
    assert!(find(None, Some(OsStr::new(":.:relative:"))).is_err());
}

#[test]
fn the_program_is_found_on_the_path() {
    let (one, two) = (private_folder().unwrap(), private_folder().unwrap());
    let program = script(two.path(), "typst", VERSION);
    let other = script(two.path(), "typst-0.15", VERSION);
    let path = std::env::join_paths([one.path(), two.path()]).unwrap();
    assert_eq!(find(None, Some(&path)).unwrap(), program);
    assert_eq!(find(Some(Path::new("typst-0.15")), Some(&path)).unwrap(), other);
    assert_eq!(find(Some(&program), None).unwrap(), program);
    let engine =
        open(EngineChoice::TypstCli { program: None, path: Some(path), own: None }, Limits::of(ENOUGH))
            .unwrap();
    assert_eq!((engine.name(), engine.version()), ("typst-cli", "0.15.1"));
}

#[test]
fn another_version_is_refused() {
    insta::assert_snapshot!(refused("echo 'typst 0.11.0'", ENOUGH), @"
    DIR/typst is Typst 0.11.0, and Bespoke needs 0.15.1
    install Typst 0.15.1, for another version sets other lines and pages, or use `--engine embedded`
    ");
}

#[test]
fn a_program_that_is_not_typst_is_refused() {
    insta::assert_snapshot!(refused("echo 'GNU bash, version 5'; echo more", ENOUGH), @r#"
    DIR/typst does not seem to be Typst: its version is "GNU bash, version 5\nmore"
    install Typst 0.15.1, name the program with --typst or $TYPST, or use `--engine embedded`
    "#);
    insta::assert_snapshot!(refused("printf '\\377\\033[31m\\000'", ENOUGH), @r#"
    DIR/typst does not seem to be Typst: its version is "�\u{1b}[31m\0"
    install Typst 0.15.1, name the program with --typst or $TYPST, or use `--engine embedded`
    "#);
    insta::assert_snapshot!(refused("echo 'typst is fun'", ENOUGH), @r#"
    DIR/typst does not seem to be Typst: its version is "typst is fun"
    install Typst 0.15.1, name the program with --typst or $TYPST, or use `--engine embedded`
    "#);
}

#[test]
fn a_program_that_cannot_be_run_says_why() {
    let folder = private_folder().unwrap();
    let program = script(folder.path(), "typst", "");
    assert!(Command::new("chmod").arg("-x").arg(&program).status().unwrap().success());
    let choice = EngineChoice::TypstCli { program: Some(program), path: None, own: None };
    insta::assert_snapshot!(message(&folder, &open(choice, Limits::of(ENOUGH)).err().unwrap()), @"
    cannot start DIR/typst: permission denied
    install Typst 0.15.1, name the program with --typst or $TYPST, or use `--engine embedded`
    ");
}

#[test]
fn a_failing_program_is_quoted() {
    insta::assert_snapshot!(refused("echo >&2 'libfoo.so: not found'; exit 127", ENOUGH), @r#"
    Typst failed: exit status: 127, saying "libfoo.so: not found"
    try the other engine, and report it if that works
    "#);
    insta::assert_snapshot!(failed("echo >&2 'no idea'; exit 1", ENOUGH), @r#"
    Typst failed: exit status: 1, saying "no idea"
    try the other engine, and report it if that works
    "#);
    insta::assert_snapshot!(failed("echo >&2 \"error: unexpected argument '--x' found\"; exit 2", ENOUGH), @r#"
    Typst failed: exit status: 2, saying "error: unexpected argument '--x' found"
    try the other engine, and report it if that works
    "#);
    insta::assert_snapshot!(failed("kill -9 $$", ENOUGH), @"
    Typst failed: signal: 9 (SIGKILL)
    try the other engine, and report it if that works
    ");
}

#[test]
fn a_hanging_program_is_stopped() {
    let second = Duration::from_secs(1);
    insta::assert_snapshot!(refused("exec sleep 600", second), @"
    Typst did not finish within 1s
    allow more with --time-limit, or look for an endless loop in the theme's templates
    ");
    let (_folder, engine) = open_script(&format!("{VERSION}while :; do echo x >&2; done"), ENOUGH);
    drop(engine.unwrap());
    // The version must be answered within the limit too, so that one is generous for a busy machine.
    assert_eq!(
        failed("exec sleep 600", Duration::from_secs(5)).lines().next(),
        Some("Typst did not finish within 5s")
    );
}

#[test]
fn a_process_left_behind_does_not_hold_the_caller() {
    // The background process keeps the pipes open after the script has ended.
    assert!(failed("sleep 20 & echo >&2 bye; exit 3", ENOUGH).contains("bye"));
}

#[test]
fn a_flood_of_output_does_no_harm() {
    let flood = "yes 'error: no' 2>/dev/null | head -c 20000000 >&2; echo >&2 last; exit 7";
    insta::assert_snapshot!(failed(flood, ENOUGH), @r#"
    Typst failed: exit status: 7, saying "last"
    try the other engine, and report it if that works
    "#);
}

#[test]
fn diagnostics_of_the_program_are_read() {
    let body = "printf 'error: unknown variable: x\\n  ┌─ main.typ:1:0\\n  │\\n  = hint: define x\\n\\n' >&2; exit 1";
    insta::assert_snapshot!(failed(body, ENOUGH), @"
    Typst cannot compile the document: unknown variable: x (line 1)
    define x
    ");
}

#[test]
fn success_without_a_document_is_an_error() {
    let (folder, engine) = open_script(&format!("{VERSION}exit 0"), ENOUGH);
    let error = engine.unwrap().pdf(&bare("a"), &SETTINGS).unwrap_err();
    assert!(matches!(error, EngineError::Unreadable { .. }), "{error}");
    drop(folder);
    let last = "for last in \"$@\"; do :; done; echo nonsense > \"$last\"";
    insta::assert_snapshot!(failed(last, ENOUGH), @"
    what Typst wrote cannot be read: it is no PDF
    try again, or use `--engine embedded`
    ");
}

#[test]
fn a_package_never_reaches_the_program() {
    let (_folder, engine) = open_script(&format!("{VERSION}exit 9"), ENOUGH);
    let error = engine.unwrap().pdf(&bare("#import \"@preview/x:1.0.0\""), &SETTINGS).unwrap_err();
    assert_eq!(error.code(), Code::PackageImport);
}
