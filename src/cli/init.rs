//! `bespoke init`

use std::path::Path;

use super::settings::Settings;
use super::terminal::Terminal;
use crate::finding::{Code, Finding};
use crate::fs;

/// The sample workspace, which is this repository's own.
const SAMPLE: [(&str, &str); 4] = [
    ("profiles/master.toml", include_str!("../../profiles/master.toml")),
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
        .filter(|name| *name != ".gitignore" && root.join(name).exists())
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
        if let Err(error) = fs::write_atomic(&path, text.as_bytes()) {
            terminal.finding(&error.finding());
            return false;
        }
    }
    let here = root == Path::new(".");
    let folder = if here { "this folder".to_owned() } else { root.display().to_string() };
    let place = if here { String::new() } else { format!(" -C {}", quoted(root)) };
    terminal.result(&format!(
        "A workspace with a sample profile and two sample jobs is in {folder}.\n\n\
         Next:\n  \
         bespoke build{place}     makes resume.pdf and cover-letter.pdf of each job in output/\n  \
         profiles/master.toml     replace the sample with your own history\n  \
         profiles/jobs/NAME.md    one file of notes for each job you apply for"
    ));
    true
}

/// A path as it can be pasted into a shell.
fn quoted(path: &Path) -> String {
    let text = path.display().to_string();
    let plain = text.chars().all(|c| c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '_' | '\\' | ':'));
    if plain { text } else { format!("'{}'", text.replace('\'', "'\\''")) }
}
