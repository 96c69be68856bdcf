//! Findings of the engines, with programs that only pretend to be Typst.

#![cfg(unix)]

use insta::assert_snapshot;

use crate::harness::{Output, Workspace};

/// A run with the given program as `typst`.
#[track_caller]
fn with(script: &str) -> Output {
    let workspace = Workspace::minimal();
    let program = workspace.program("fake", script);
    workspace.refuses(["build", "--engine", "typst-cli", "--time-limit", "1", "--typst", &program])
}

/// A program that answers `--version` well and then does as told.
fn typst(then: &str) -> String {
    format!("if [ \"$1\" = --version ]; then echo 'typst 0.15.1 (0000000)'; exit; fi\n{then}")
}

#[test]
fn no_typst_on_path_is_an_error() {
    assert_snapshot!(Workspace::minimal().refuses(["build", "--engine", "typst-cli"]).stderr, @"
    error[engine-missing]: there is no `typst` program on PATH
      = help: install Typst 0.15.1, name the program with --typst or $TYPST, or use `--engine embedded`

    1 error
    ");
}

#[test]
fn no_typst_where_it_was_named_is_an_error() {
    let workspace = Workspace::minimal();
    assert_snapshot!(workspace.refuses(["build", "--engine", "typst-cli", "--typst", "bin/typst"]).stderr, @"
    error[engine-missing]: there is no `typst` program at bin/typst
      = help: install Typst 0.15.1, name the program with --typst or $TYPST, or use `--engine embedded`

    1 error
    ");
}

#[test]
fn a_typst_on_path_is_found() {
    let workspace = Workspace::minimal();
    workspace.program("path/typst", "echo 'typst 0.11.0'");
    assert_snapshot!(workspace.refuses(["build", "--engine", "typst-cli"]).stderr, @"
    error[engine-version]: [TMP]/path/typst is Typst 0.11.0, and Bespoke needs 0.15.1
      = help: install Typst 0.15.1, for another version sets other lines and pages, or use `--engine embedded`

    1 error
    ");
}

#[test]
fn the_environment_names_the_program_too() {
    let workspace = Workspace::minimal();
    let program = workspace.program("fake", "echo 'typst 0.99.0'");
    let mut command = workspace.command(["build", "--engine", "typst-cli"]);
    command.env("TYPST", program);
    assert_snapshot!(workspace.wait(command).fails().stderr, @"
    error[engine-version]: [TMP]/fake is Typst 0.99.0, and Bespoke needs 0.15.1
      = help: install Typst 0.15.1, for another version sets other lines and pages, or use `--engine embedded`

    1 error
    ");
}

#[test]
fn a_typst_of_another_version_is_an_error() {
    assert_snapshot!(with("echo 'typst 0.14.2 (b33de9de)'").stderr, @"
    error[engine-version]: [TMP]/fake is Typst 0.14.2, and Bespoke needs 0.15.1
      = help: install Typst 0.15.1, for another version sets other lines and pages, or use `--engine embedded`

    1 error
    ");
}

#[test]
fn a_program_that_is_not_typst_is_an_error() {
    assert_snapshot!(with("echo 'hello'").stderr, @r#"
    error[engine-missing]: [TMP]/fake does not seem to be Typst: its version is "hello"
      = help: install Typst 0.15.1, name the program with --typst or $TYPST, or use `--engine embedded`

    1 error
    "#);
}

#[test]
fn a_program_that_cannot_be_started_is_an_error() {
    let workspace = Workspace::minimal().file("typst", "no program");
    assert_snapshot!(workspace.refuses(["build", "--engine", "typst-cli", "--typst", "./typst"]).stderr, @"
    error[engine-missing]: cannot start [TMP]/work/typst: permission denied
      = help: install Typst 0.15.1, name the program with --typst or $TYPST, or use `--engine embedded`

    1 error
    ");
}

#[test]
fn a_program_that_hangs_is_stopped() {
    assert_snapshot!(with("exec /bin/sleep 60").stderr, @"
    error[engine-timeout]: Typst did not finish within 1s
      = help: allow more with --time-limit, or look for an endless loop in the theme's templates

    1 error
    ");
}

#[test]
fn a_document_that_hangs_is_stopped() {
    assert_snapshot!(with(&typst("exec /bin/sleep 60")).stderr, @"
    error[engine-timeout]: Typst did not finish within 1s
    --> templates/classic
     = help: allow more with --time-limit, or look for an endless loop in the theme's templates

    1 error
    ");
}

#[test]
fn a_program_that_fails_is_quoted() {
    assert_snapshot!(with(&typst("echo 'the disk is on fire' >&2; exit 3")).stderr, @r#"
    error[engine-failed]: Typst failed: exit status: 3, saying "the disk is on fire"
      = help: try the other engine, and report it if that works

    1 error
    "#);
}

#[test]
fn a_program_that_crashes_is_an_error() {
    assert_snapshot!(with(&typst("kill -SEGV $$")).stderr, @"
    error[engine-failed]: Typst failed: signal: 11 (SIGSEGV)
      = help: try the other engine, and report it if that works

    1 error
    ");
}

#[test]
fn a_program_that_writes_no_pdf_is_an_error() {
    assert_snapshot!(with(&typst("for last; do :; done; echo hello > \"$last\"")).stderr, @"
    error[engine-failed]: what Typst wrote cannot be read: EOF while parsing a value at line 1 column 0
      = help: try again, or use `--engine embedded`

    1 error
    ");
}

#[test]
fn a_program_that_writes_nothing_is_an_error_of_the_program() {
    let said = with(&typst("exit 0")).stderr;
    assert!(said.starts_with("error[engine-failed]"), "{said}");
    assert!(!said.contains("[TMP]/tmp"), "a private folder means nothing to the user: {said}");
}

#[test]
fn what_typst_says_about_a_document_is_passed_on() {
    let message = "error: unknown variable: x\n  \u{250c}\u{2500} main.typ:1:1\n\n";
    assert_snapshot!(with(&typst(&format!("echo '{message}' >&2\nexit 1"))).stderr, @"
    error[typst-error]: unknown variable: x
     --> templates/shared/document.typ:3:1
      |
    3 | #set document(
      | ^^^^^^^^^^^^^^

    1 error
    ");
}
