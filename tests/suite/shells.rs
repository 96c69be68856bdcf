//! What shells ask of the program: completions and a manual page.

use crate::harness::{JOB, Workspace};

/// The candidates for the last word of a command line.
fn candidates(workspace: &Workspace, line: &[&str]) -> Vec<String> {
    let mut command = workspace.command(["--", "bespoke"]);
    let last = line.len().to_string();
    command.args(line).env("BESPOKE_COMPLETE", "bash").env("_CLAP_COMPLETE_INDEX", last);
    command.env("_CLAP_COMPLETE_COMP_TYPE", "9").env("_CLAP_COMPLETE_SPACE", "true");
    command.env("_CLAP_IFS", "\n");
    workspace.wait(command).succeeds().stdout.lines().map(|line| line.trim_end().to_owned()).collect()
}

#[test]
fn jobs_statuses_and_commands_complete() {
    let workspace = Workspace::minimal().job("acorn", JOB).job("zeta", JOB);
    assert_eq!(candidates(&workspace, &["build", "ac"]), ["acme", "acorn"]);
    assert_eq!(candidates(&workspace, &["status", "zeta", "AP"]), ["APPLIED"]);
    assert_eq!(candidates(&workspace, &["comp"]), ["completions"]);
    let mut elsewhere = workspace.command(["--", "bespoke", "-C"]);
    elsewhere.arg(workspace.path("")).args(["explain", "z"]).current_dir(workspace.beside("home"));
    elsewhere.env("BESPOKE_COMPLETE", "bash").env("_CLAP_COMPLETE_INDEX", "4").env("_CLAP_IFS", "\n");
    assert_eq!(workspace.wait(elsewhere).succeeds().stdout.trim_end(), "zeta");
}

#[test]
fn every_shell_gets_a_script_that_asks_the_program() {
    let workspace = Workspace::empty();
    for shell in ["bash", "fish", "powershell", "zsh"] {
        let script = workspace.run(["completions", shell]).succeeds().stdout;
        assert!(script.contains("BESPOKE_COMPLETE") && script.contains("bespoke"), "{shell}: {script}");
    }
    workspace.run(["completions", "tcsh"]).misuses_the_command_line();
}

#[test]
fn the_schemas_are_json_and_the_workspace_has_the_profiles() {
    let workspace = Workspace::empty();
    let profile = workspace.run(["schema"]).succeeds();
    assert!(profile.json()["properties"]["basics"].is_object());
    assert_eq!(
        profile.stdout,
        include_str!("../../profiles/profile.schema.json"),
        "`bespoke schema` writes it"
    );
    let front = workspace.run(["schema", "front-matter"]).succeeds();
    assert!(front.json()["properties"]["deadline"].is_object());
    workspace.run(["init"]).succeeds();
    assert_eq!(workspace.bytes("profiles/profile.schema.json"), profile.stdout.as_bytes());
    assert!(workspace.bytes("profiles/master.toml").starts_with(b"#:schema ./profile.schema.json\n"));
}

#[test]
fn the_manual_page_has_every_command() {
    let page = Workspace::empty().run(["man"]).succeeds().stdout;
    for command in [
        "INIT",
        "BUILD",
        "EXPLAIN",
        "LETTER",
        "CHECK",
        "STATUS",
        "LIST",
        "VERIFY",
        "THEMES",
        "SCHEMA",
        "COMPLETIONS",
        "MAN",
    ] {
        assert!(page.contains(&format!(".SH \"BESPOKE {command}\"")), "{command}\n{page}");
    }
    assert!(page.contains("\\-\\-redraft") && page.starts_with(".ie"), "{page}");
}
