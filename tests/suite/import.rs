//! Imports and exports, as a person runs them.

use insta::assert_snapshot;

use crate::harness::{JOB, Workspace, keys};

const RESUME: &str = r#"{
  "basics": { "name": "Ada Sample", "email": "ada@ada.example", "image": "me.png" },
  "work": [
    { "company": "Initech", "position": "Engineer", "startDate": "2019-03", "endDate": "Fall 2021",
      "highlights": ["Built data pipelines in Python for twelve teams.", "Led four engineers."] }
  ],
  "skills": [{ "name": "Languages", "keywords": ["Python", "SQL"] }]
}"#;

#[test]
fn an_imported_profile_checks_and_builds() {
    let workspace = Workspace::minimal().file("old/resume.json", RESUME);
    let output = workspace.run(["import", "json-resume", "old/resume.json"]).succeeds();
    assert_snapshot!(output.stdout, @"
    ./profiles/resume.toml: 12 values, 9 kept, 3 lost

    Next: look it through, then build with it, or make it your profiles/master.toml
      bespoke build --profile ./profiles/resume.toml
    ");
    assert_snapshot!(output.stderr, @r#"
    warning[not-imported]: `basics.image` is left out: "me.png"
     --> old/resume.json:2:74
      |
    2 |   "basics": { "name": "Ada Sample", "email": "ada@ada.example", "image": "me.png" },
      |                                                                          ^^^^^^^^
      |
      = help: the profile has no place for it; add it by hand if it matters

    warning[not-imported]: `work[0].startDate` is left out: "2019-03"
     --> old/resume.json:4:66
      |
    4 |     { "company": "Initech", "position": "Engineer", "startDate": "2019-03", "endDate": "Fall 2021",
      |                                                                  ^^^^^^^^^
      |
      = help: its end could not be read; add both dates by hand

    warning[not-imported]: `work[0].endDate` is left out: "Fall 2021"
     --> old/resume.json:4:88
      |
    4 |     { "company": "Initech", "position": "Engineer", "startDate": "2019-03", "endDate": "Fall 2021",
      |                                                                                        ^^^^^^^^^^^
      |
      = help: write it as YYYY, YYYY-MM or YYYY-MM-DD and add it by hand
    "#);
    let profile = ["--profile", "profiles/resume.toml"];
    let checked = workspace.run(["check", "--json", profile[0], profile[1]]).succeeds().json();
    assert_eq!(checked["findings"], serde_json::json!([]));
    workspace.run(["build", profile[0], profile[1], "--format", "txt"]).succeeds();
    let text = String::from_utf8(workspace.bytes("output/acme/resume.txt")).unwrap();
    assert!(text.contains("Built data pipelines in Python for twelve teams."), "{text}");
}

#[test]
fn nothing_is_overwritten_and_the_json_has_its_shape() {
    let workspace = Workspace::minimal().file("master.json", RESUME);
    assert_snapshot!(workspace.refuses(["import", "json-resume", "master.json"]).stderr, @"
    error[file-exists]: ./profiles/master.toml is already there, and import never overwrites
    --> ./profiles/master.toml
     = help: name another file with --to
    ");
    let output =
        workspace.run(["import", "json-resume", "master.json", "--to", "new folder/me.toml", "--json"]);
    let json = output.succeeds().json();
    assert_eq!(keys(&json), ["findings", "kept", "lost", "profile", "values"]);
    assert_eq!((&json["values"], &json["kept"]), (&12.into(), &9.into()));
    assert_eq!(keys(&json["lost"][0]), ["column", "line", "path", "value"]);
    workspace.bytes("new folder/me.toml");
    workspace.refuses(["import", "json-resume", "missing.json"]);
    workspace.refuses(["import", "rendercv", "master.json", "--to", "x.toml"]);
    workspace.run(["import", "word", "master.json"]).misuses_the_command_line();
}

#[test]
fn what_is_broken_is_shown() {
    let workspace =
        Workspace::empty().file("resume.json", "{\n  \"basics\": {\n    \"name\": \"Ada,\n  }\n}\n");
    assert_snapshot!(workspace.refuses(["import", "json-resume", "resume.json"]).stderr, @r#"
    error[import-failed]: this is not JSON: Unterminated string literal
     --> resume.json:3:13
      |
    3 |     "name": "Ada,
      |             ^
      |
      = help: correct it there, or export the file again
    "#);
}

#[test]
fn an_export_can_be_imported() {
    let workspace = Workspace::minimal();
    let exported = workspace.run(["export", "json-resume"]).succeeds().stdout;
    let workspace = workspace.file("resume.json", &exported).job("acme", JOB);
    workspace.run(["import", "json-resume", "resume.json"]).succeeds();
    let again =
        workspace.run(["export", "json-resume", "--profile", "profiles/resume.toml"]).succeeds().stdout;
    assert_eq!(exported, again);
}
