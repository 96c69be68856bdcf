//! `bespoke init`

use std::path::Path;

use super::settings::Settings;
use super::terminal::Terminal;
use crate::finding::{Code, Finding};
use crate::fs;

/// What editors complete and check the profile with.
const SCHEMA: &str = "profiles/profile.schema.json";

/// The sample workspace, which is this repository's own.
const SAMPLE: [(&str, &str); 3] = [
    ("profiles/master.toml", include_str!("../../profiles/master.toml")),
    ("profiles/jobs/penn-medicine.md", include_str!("../../profiles/jobs/penn-medicine.md")),
    ("profiles/jobs/harbor-transit.md", include_str!("../../profiles/jobs/harbor-transit.md")),
];

/// What goes with it.
const AROUND: [(&str, &str); 2] =
    [(SCHEMA, include_str!("../../profiles/profile.schema.json")), (".gitignore", "/output\n")];

/// Writes the sample workspace. True if it was written; nothing is ever overwritten.
pub(super) fn run(dir: Option<&Path>, settings: &Settings, terminal: &Terminal) -> bool {
    let root = dir.unwrap_or(&settings.workspace.root);
    if let Err(finding) = write(root) {
        terminal.finding(&finding);
        return false;
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

/// Writes what is missing, if nothing of a person's own is there. A part of the sample as it is was left by a run that
/// was stopped.
fn write(root: &Path) -> Result<(), Finding> {
    let there: Vec<_> = SAMPLE.iter().filter(|(name, _)| root.join(name).exists()).collect();
    let is_own = |(name, text): &&(&str, &str)| {
        fs::read_bytes(&root.join(name)).map_or(true, |bytes| bytes != text.as_bytes())
    };
    if there.len() == SAMPLE.len() || there.iter().any(is_own) {
        let taken: Vec<&str> = there.iter().map(|(name, _)| *name).collect();
        let message = format!("{} is already there, and init never overwrites", taken.join(", "));
        let hint = "this is a workspace already: `bespoke build` makes its documents; or name another folder";
        return Err(Finding::new(Code::FileExists, message).in_file(root.display().to_string()).hint(hint));
    }
    // The sample comes last, so that all is there when it is.
    for (name, text) in AROUND.iter().chain(&SAMPLE) {
        let path = root.join(name);
        // A folder that is already under version control keeps its own list.
        if path.exists() {
            continue;
        }
        fs::inside_once_made(root, &path)
            .and_then(|()| fs::write_new(&path, text.as_bytes()))
            .map_err(|error| error.finding())?;
    }
    Ok(())
}

/// A path as it can be pasted into a shell.
pub(super) fn quoted(path: &Path) -> String {
    let text = path.display().to_string();
    let plain = text.chars().all(|c| c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '_' | '\\' | ':'));
    if plain { text } else { format!("'{}'", text.replace('\'', "'\\''")) }
}
