//! `bespoke init`

use std::path::Path;

use super::settings::Settings;
use super::terminal::Terminal;
use crate::finding::{Code, Finding};
use crate::fs;

/// What editors complete and check the profile with.
const SCHEMA: &str = "profiles/profile.schema.json";

/// The sample workspace, which is this repository's own.
const SAMPLE: [(&str, &str); 5] = [
    ("profiles/master.toml", include_str!("../../profiles/master.toml")),
    (SCHEMA, include_str!("../../profiles/profile.schema.json")),
    ("profiles/jobs/penn-medicine.md", include_str!("../../profiles/jobs/penn-medicine.md")),
    ("profiles/jobs/harbor-transit.md", include_str!("../../profiles/jobs/harbor-transit.md")),
    (".gitignore", "/output\n"),
];

/// Writes the sample workspace. True if it was written; nothing is ever overwritten.
pub(super) fn run(dir: Option<&Path>, settings: &Settings, terminal: &Terminal) -> bool {
    let root = dir.unwrap_or(&settings.workspace.root);
    let taken: Vec<&str> = SAMPLE
        .iter()
        .map(|(name, _)| *name)
        .filter(|name| ![SCHEMA, ".gitignore"].contains(name) && root.join(name).exists())
        .collect();
    if !taken.is_empty() {
        let message = format!("{} is already there, and init never overwrites", taken.join(", "));
        let hint = "this is a workspace already: `bespoke build` makes its documents; or name another folder";
        terminal
            .finding(&Finding::new(Code::FileExists, message).in_file(root.display().to_string()).hint(hint));
        return false;
    }
    for (name, text) in SAMPLE {
        let path = root.join(name);
        // A folder that is already under version control keeps its own list.
        if path.exists() {
            continue;
        }
        let written =
            fs::inside_once_made(root, &path).and_then(|()| fs::write_atomic(&path, text.as_bytes()));
        if let Err(error) = written {
            terminal.finding(&error.finding());
            return false;
        }
    }
    let here = root == Path::new(".");
    let folder = if here { "this folder".to_owned() } else { root.display().to_string() };
    let place = if here { String::new() } else { format!(" -C {}", quoted(root)) };
    let steps = [
        (format!("bespoke build{place}"), "makes resume.pdf and cover-letter.pdf of each job in output/"),
        ("profiles/master.toml".to_owned(), "replace the sample with your own history"),
        (
            format!("bespoke import{place} --help"),
            "or start from JSON Resume, RenderCV, YAMLResume or LinkedIn",
        ),
        (format!("bespoke new{place} COMPANY POSITION"), "starts the notes for a job you apply for"),
        (format!("bespoke explain{place} JOB"), "shows why each line is in or out"),
    ];
    let width = steps.iter().map(|(step, _)| step.chars().count()).max().unwrap_or_default();
    let steps: String = steps.iter().map(|(step, about)| format!("\n  {step:<width$}  {about}")).collect();
    terminal.result(&format!(
        "A workspace with a sample profile and two sample jobs is in {folder}.\n\nNext:{steps}"
    ));
    true
}

/// A path as it can be pasted into a shell.
pub(super) fn quoted(path: &Path) -> String {
    let text = path.display().to_string();
    let plain = text.chars().all(|c| c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '_' | '\\' | ':'));
    if plain { text } else { format!("'{}'", text.replace('\'', "'\\''")) }
}
