//! What the README says is true.

use std::fs;
use std::path::Path;

use bespoke::finding::Code;

use crate::harness::{JOB, Workspace};

fn readme() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap()
}

/// The code blocks of a language.
fn blocks<'a>(text: &'a str, language: &str) -> Vec<&'a str> {
    let opening = format!("```{language}\n");
    text.split(&opening).skip(1).map(|rest| rest.split("```").next().unwrap()).collect()
}

#[test]
fn every_code_is_listed_with_its_meaning() {
    let readme = readme();
    for code in Code::ALL {
        let row = format!("| `{}` ({}) | {} |", code.name(), code.severity(), code.about());
        assert!(readme.contains(&row), "the README lacks: {row}");
    }
}

#[test]
fn the_profile_shown_is_a_profile() {
    let readme = readme();
    let profile = blocks(&readme, "toml").into_iter().find(|block| block.contains("[basics]")).unwrap();
    // The story's position is an id, which the excerpt leaves out for brevity.
    let profile = profile.replace(
        "title = \"Head of Machine Learning\"",
        "id = \"pepsico-head\"\ntitle = \"Head of Machine Learning\"",
    );
    let output = Workspace::empty().profile(&profile).job("acme", JOB).run(["check", "--json"]).succeeds();
    let findings = &output.json()["findings"];
    let codes: Vec<&str> =
        findings.as_array().unwrap().iter().map(|finding| finding["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["sample-data"], "{findings}");
}

#[test]
fn the_notes_shown_are_understood() {
    let readme = readme();
    let notes = blocks(&readme, "markdown")[0];
    let front = blocks(&readme, "toml").into_iter().find(|block| block.starts_with("+++")).unwrap();
    let job = format!("{front}\n## Company\nAcme\n\n## Position\nEngineer\n\n## Notes\n{notes}");
    let workspace = Workspace::sample().job("readme", &job);
    let explanation = workspace.run(["explain", "readme", "--json"]).succeeds().json();
    let scopes: Vec<&str> = explanation["topics"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|topic| topic["scope"].as_str())
        .collect();
    for scope in ["urbn", "pepsico-head", "heavywater", "temple"] {
        assert!(scopes.contains(&scope), "{scopes:?}");
    }
}
