//! The house rules, enforced on the source itself: imports point upward only, one module touches the disk, one
//! prints.

use std::fs;
use std::path::Path;

/// A file of the crate.
struct Unit {
    /// Its path below `src/`, with `/`.
    path: String,
    text: String,
    /// Whether it is compiled for unit tests only.
    is_test: bool,
}

/// Every file of the crate.
fn units() -> Vec<Unit> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut units = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let relative = path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
            // The build script runs before there is a program that could have rules.
            if relative.ends_with(".rs") && relative != "build.rs" {
                let text = fs::read_to_string(&path).unwrap();
                units.push(Unit { path: relative, text, is_test: false });
            }
        }
    }
    units.sort_by(|a, b| a.path.cmp(&b.path));
    let tests: Vec<String> = units.iter().flat_map(test_files).collect();
    units.iter_mut().for_each(|unit| unit.is_test = tests.contains(&unit.path));
    units
}

/// The files that a unit declares for unit tests only.
fn test_files(unit: &Unit) -> Vec<String> {
    let lines: Vec<&str> = unit.text.lines().collect();
    let only =
        |attribute: &str| attribute.starts_with("#[cfg(test)]") || attribute.starts_with("#[cfg(all(test");
    let name = |line: &str| Some(line.strip_prefix("mod ")?.strip_suffix(';')?.to_owned());
    let declared = lines.windows(2).filter(|pair| only(pair[0])).filter_map(|pair| name(pair[1]));
    declared.map(|name| format!("{}/{name}.rs", unit.path.trim_end_matches(".rs"))).collect()
}

/// The modules in the order of lib.rs, which is the order of the pipeline.
fn pipeline(lib: &str) -> Vec<String> {
    let modules = lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    modules.map(str::to_owned).collect()
}

/// The order of this crate.
fn order() -> Vec<String> {
    pipeline(&units().iter().find(|unit| unit.path == "lib.rs").unwrap().text)
}

/// The top-level module of a path.
fn module(path: &str) -> &str {
    path.split(['/', '.']).next().unwrap_or_default()
}

/// What breaks the rules in a unit.
fn violations(unit: &Unit, order: &[String]) -> Vec<String> {
    let whole = code(&unit.text);
    let shipped = if unit.is_test { "" } else { whole.split("\nmod tests {").next().unwrap_or_default() };
    let path = unit.path.as_str();
    let mut found = Vec::new();
    let position = |name: &str| order.iter().position(|known| known == name);
    for other in named(shipped, "crate::").into_iter().chain(named(shipped, "bespoke::")) {
        let fine = match (position(module(path)), position(&other)) {
            (Some(own), Some(other)) => other <= own,
            _ => path == "main.rs" && other == "cli",
        };
        if !fine {
            found.push(format!("{path} imports {other}, which is not above it"));
        }
    }
    // As many `super` as the path is deep name the root of the crate, and no module of it.
    let depth = path.trim_end_matches(".rs").split('/').count();
    if shipped.contains(&"super::".repeat(depth)) {
        found.push(format!("{path} climbs to the root of the crate"));
    }
    let mut stars = whole.match_indices("::*").map(|(at, _)| &whole[at + 3..]);
    if stars.any(|rest| rest.starts_with([';', ',', '}'])) {
        found.push(format!("{path} imports by glob"));
    }
    if path != "fs.rs" && named(shipped, "std::").iter().any(|name| name == "fs") {
        found.push(format!("{path} has std::fs"));
    }
    let everywhere =
        ["println!", "print!", "eprintln!", "eprint!", "todo!", "unimplemented!", "dbg!", "process::exit"];
    for word in everywhere.into_iter().filter(|word| has(&whole, word)) {
        found.push(format!("{path} has {word}"));
    }
    if path != "cli/settings.rs" && has(shipped, "env::var") {
        found.push(format!("{path} reads the environment"));
    }
    found
}

/// Whether the code has a word, not as the end of a longer one.
fn has(code: &str, word: &str) -> bool {
    code.match_indices(word).any(|(at, _)| !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
}

/// The text without comments and without what stands in strings and characters.
fn code(text: &str) -> String {
    let mut code = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let skipped = match c {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            'r' => raw_string(rest),
            '"' => string(rest),
            '\'' => character(rest),
            _ => 0,
        };
        if skipped == 0 {
            code.push(c);
            rest = &rest[c.len_utf8()..];
        } else {
            rest = &rest[skipped..];
        }
    }
    code
}

/// The length of a raw string that starts here, or 0.
fn raw_string(text: &str) -> usize {
    let marks = text[1..].len() - text[1..].trim_start_matches('#').len();
    if !text[1 + marks..].starts_with('"') {
        return 0;
    }
    let end = format!("\"{}", "#".repeat(marks));
    text[marks + 2..].find(&end).map_or(text.len(), |at| marks + 2 + at + end.len())
}

/// The length of a string that starts here.
fn string(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            '"' if !escaped => return at + 1,
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    text.len()
}

/// The length of a character that starts here, or 0 for a lifetime.
fn character(text: &str) -> usize {
    let inner = &text[1..];
    if inner.starts_with('\\') {
        return inner[2..].find('\'').map_or(0, |at| at + 4);
    }
    let length = inner.chars().next().map_or(0, char::len_utf8);
    if inner[length..].starts_with('\'') { length + 2 } else { 0 }
}

/// The names right after a prefix, also those in braces: `crate::{a, b::{C, D}}` names `a` and `b`.
fn named(code: &str, prefix: &str) -> Vec<String> {
    let word = |text: &str| -> String {
        text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
    };
    let mut names = Vec::new();
    for (at, _) in code.match_indices(prefix) {
        let rest = &code[at + prefix.len()..];
        match rest.strip_prefix('{') {
            Some(list) => names.extend(items(list).into_iter().map(word)),
            None => names.push(word(rest)),
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

/// The items of a list up to its closing brace, each with its own braces.
fn items(list: &str) -> Vec<&str> {
    let (mut items, mut start, mut depth) = (Vec::new(), 0, 0);
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                items.push(&list[start..at]);
                start = at + 1;
                if c == '}' {
                    break;
                }
            }
            _ => {}
        }
    }
    items
}

#[test]
fn imports_point_upward_and_only_their_owners_touch_the_world() {
    let order = order();
    assert!(order.len() > 10 && order[0] == "finding" && order[order.len() - 1] == "cli", "{order:?}");
    let found: Vec<String> = units().iter().flat_map(|unit| violations(unit, &order)).collect();
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn every_file_belongs_to_the_pipeline_and_says_what_it_owns() {
    let order = order();
    for unit in units() {
        let module = module(&unit.path);
        let known = ["lib", "main"].contains(&module) || order.iter().any(|one| one == module);
        assert!(known, "{} is no part of lib.rs", unit.path);
        assert!(unit.text.starts_with("//!"), "{} has no module documentation", unit.path);
    }
}

#[test]
fn a_planted_violation_is_found() {
    let order = pipeline("pub mod fs;\npub mod job;\npub mod batch;\npub mod cli;\n");
    let found = |path: &str, text: &str| {
        violations(&Unit { path: path.to_owned(), text: text.to_owned(), is_test: false }, &order)
    };
    let planted = [
        ("job.rs", "use crate::batch::Run;"),
        ("job/notes.rs", "use crate::{fs, batch::{Run, Event}};"),
        ("job/notes.rs", "fn f() { crate::cli::main(); }"),
        ("job/notes.rs", "use super::super::batch::Run;"),
        ("main.rs", "use bespoke::job::Job;"),
        ("job.rs", "use crate::fs::*;"),
        ("job.rs", "use crate::fs::{self, a::*};"),
        ("job.rs", "use std::fs;"),
        ("job.rs", "use std::{fmt, fs::File};"),
        ("job.rs", "let x = std::fs::read(path);"),
        ("job.rs", "fn f() { println!(\"x\"); }"),
        ("cli/build.rs", "fn f() { eprint!(\"x\"); }"),
        ("job.rs", "fn f() { todo!() }"),
        ("cli/terminal.rs", "fn f() { dbg!(1); }"),
        ("fs.rs", "fn f() -> char { let _ = '\"'; unimplemented!() } // \""),
        ("job.rs", "let x = std::env::var(\"HOME\");"),
        ("cli.rs", "std::process::exit(1)"),
    ];
    for (path, text) in planted {
        assert_eq!(found(path, text).len(), 1, "{path}: {text}: {:?}", found(path, text));
    }
    let fine = [
        ("job.rs", "use crate::fs;\n// use crate::batch;\nconst A: &str = \"todo!() println!\";"),
        ("job/notes.rs", "use super::Job;"),
        ("fs.rs", "use std::fs;\nuse std::{fs::File, io};"),
        ("batch.rs", "const A: &str = r#\"crate::cli \"dbg!\"\"#;\nfn f<'a>(x: &'a u8) -> u8 { *x }"),
        ("batch.rs", "/* todo!() */ fn f() { writeln!(x, \"{}\", 2 * 3); my_println!(); }"),
        ("job.rs", "#[cfg(test)]\nmod tests {\n    use super::x;\n    use std::fs;\n}"),
        ("main.rs", "fn main() { bespoke::cli::main() }"),
    ];
    for (path, text) in fine {
        assert!(found(path, text).is_empty(), "{path}: {text}: {:?}", found(path, text));
    }
}
