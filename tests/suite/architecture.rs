//! The house rules, enforced on the source itself: imports point upward only, one module touches the disk, one
//! prints.

use std::fs;
use std::path::{Path, PathBuf};

/// A file of the crate and its text without comments and tests.
struct Unit {
    path: PathBuf,
    /// The top-level module it belongs to.
    module: String,
    code: String,
}

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn units() -> Vec<Unit> {
    let mut units = Vec::new();
    let mut folders = vec![source()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let relative = path.strip_prefix(source()).unwrap();
                let first = relative.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
                let module = first.trim_end_matches(".rs").to_owned();
                let code = without_comments(&fs::read_to_string(&path).unwrap());
                units.push(Unit { path: relative.to_owned(), module, code });
            }
        }
    }
    units.sort_by(|a, b| a.path.cmp(&b.path));
    units
}

/// Code lines up to the tests of a file; test files of their own are not part of the architecture.
fn without_comments(text: &str) -> String {
    let code = text.split("\n#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The modules in the order of lib.rs, which is the order of the pipeline.
fn order() -> Vec<String> {
    let lib = fs::read_to_string(source().join("lib.rs")).unwrap();
    let modules = lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    modules.map(str::to_owned).collect()
}

/// What breaks the rules in a unit.
fn violations(unit: &Unit, order: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    let path = unit.path.display();
    let is_test = unit.path.components().any(|part| {
        let name = part.as_os_str().to_string_lossy();
        ["tests.rs", "parity.rs", "samples.rs", "escaping.rs"].contains(&name.as_ref())
    });
    let position = |module: &str| order.iter().position(|known| known == module);
    if let Some(own) = position(&unit.module) {
        for rest in unit.code.split("crate::").skip(1) {
            let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if position(&name).is_some_and(|other| other > own) && !is_test {
                found.push(format!("{path} imports {name}, which stands below {}", unit.module));
            }
        }
    }
    for line in unit.code.lines() {
        let trimmed = line.trim_start();
        if (trimmed.starts_with("use ") || trimmed.starts_with("pub use ")) && trimmed.contains("::*") {
            found.push(format!("{path} imports by glob: {trimmed}"));
        }
        let forbidden = [
            ("std::fs", unit.module != "fs" && !is_test),
            ("println!", true),
            ("print!(", true),
            ("todo!", true),
            ("unimplemented!", true),
            ("dbg!", true),
            ("process::exit", true),
            ("std::env::var", unit.path != Path::new("cli/settings.rs") && !is_test),
        ];
        for (word, applies) in forbidden {
            if applies && line.contains(word) {
                found.push(format!("{path} has {word}: {trimmed}"));
            }
        }
    }
    found
}

#[test]
fn imports_point_upward_and_only_their_owners_touch_the_world() {
    let order = order();
    assert!(order.len() > 10);
    let found: Vec<String> = units().iter().flat_map(|unit| violations(unit, &order)).collect();
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn every_module_says_what_it_owns() {
    for path in units().iter().map(|unit| source().join(&unit.path)) {
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.starts_with("//!"), "{} has no module documentation", path.display());
    }
}

#[test]
fn a_planted_violation_is_found() {
    let order = order();
    let planted = |path: &str, module: &str, code: &str| {
        violations(&Unit { path: path.into(), module: module.into(), code: code.into() }, &order)
    };
    assert_eq!(planted("profile/read.rs", "profile", "use crate::job::Job;").len(), 1);
    assert_eq!(planted("profile/read.rs", "profile", "use crate::finding::Code;").len(), 0);
    assert_eq!(planted("job.rs", "job", "use super::words::*;").len(), 1);
    assert_eq!(planted("job.rs", "job", "let x = std::fs::read(path);").len(), 1);
    assert_eq!(planted("letter.rs", "letter", "println!(\"x\");").len(), 2 - 1);
    assert_eq!(planted("letter.rs", "letter", "todo!()").len(), 1);
}
