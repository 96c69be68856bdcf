//! Wrong usage of the command line: exit code 2, and nothing is done.

use insta::assert_snapshot;

use crate::harness::Workspace;

/// What a wrong command line gives, by its arguments.
#[track_caller]
fn misused<const N: usize>(args: [&str; N]) -> String {
    let workspace = Workspace::minimal();
    let before = workspace.files();
    let run = workspace.run(args).misuses_the_command_line();
    assert_eq!(run.stdout, "");
    assert!(workspace.files() == before);
    run.stderr
}

#[test]
fn conflicting_flags_are_refused() {
    assert_snapshot!(misused(["build", "-q", "-v"]), @"
    error: the argument '--quiet' cannot be used with '--verbose'

    Usage: bespoke build --quiet [JOB]...

    For more information, try '--help'.
    ");
}

#[test]
fn an_unknown_command_is_refused_with_the_nearest_one() {
    assert_snapshot!(misused(["biuld"]), @"
    error: unrecognized subcommand 'biuld'

      tip: a similar subcommand exists: 'build'

    Usage: bespoke [OPTIONS] <COMMAND>

    For more information, try '--help'.
    ");
}

#[test]
fn an_unknown_flag_is_refused_with_the_nearest_one() {
    assert_snapshot!(misused(["build", "--them", "classic"]), @"
    error: unexpected argument '--them' found

      tip: a similar argument exists: '--theme'

    Usage: bespoke build --theme <NAME> [JOB]...

    For more information, try '--help'.
    ");
}

#[test]
fn a_number_of_pages_that_makes_no_sense_is_refused() {
    assert_snapshot!(misused(["build", "--pages", "0"]), @"
    error: invalid value '0' for '--pages <N>': 0 is not in 1..=99

    For more information, try '--help'.
    ");
}

#[test]
fn an_engine_that_does_not_exist_is_refused() {
    assert_snapshot!(misused(["build", "--engine", "latex"]), @"
    error: invalid value 'latex' for '--engine <ENGINE>'
      [possible values: embedded, typst-cli]

    For more information, try '--help'.
    ");
}

#[test]
fn a_paper_that_does_not_exist_is_refused() {
    assert_snapshot!(misused(["build", "--paper", "letter"]), @"
    error: invalid value 'letter' for '--paper <PAPER>'
      [possible values: us-letter, a4]

      tip: a similar value exists: 'us-letter'

    For more information, try '--help'.
    ");
}

#[test]
fn a_job_to_explain_must_be_named() {
    assert_snapshot!(misused(["explain"]), @"
    error: the following required arguments were not provided:
      <JOB>

    Usage: bespoke explain <JOB>

    For more information, try '--help'.
    ");
}

#[test]
fn a_day_that_is_no_number_is_refused() {
    let workspace = Workspace::minimal();
    let mut command = workspace.command(["build"]);
    command.env("SOURCE_DATE_EPOCH", "yesterday");
    assert_snapshot!(workspace.wait(command).fails().stderr, @r#"
    error[bad-setting]: SOURCE_DATE_EPOCH is not a number of seconds: "yesterday"
      = help: unset it, or set it to seconds since 1970-01-01
    "#);
}
