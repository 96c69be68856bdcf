//! `bespoke import`

use std::path::{Path, PathBuf};

use serde_json::json;

use super::args::ImportFormat;
use super::settings::Settings;
use super::terminal::Terminal;
use crate::finding::{Checked, Code, Finding, has_errors};
use crate::fs;
use crate::import::{self, Format, Imported};

/// Makes a profile of a file in another program's format. True if it was written.
pub(super) fn run(
    format: ImportFormat,
    file: &Path,
    to: Option<&Path>,
    settings: &Settings,
    terminal: &Terminal,
) -> bool {
    let format = match format {
        ImportFormat::JsonResume => Format::JsonResume,
        ImportFormat::Rendercv => Format::RenderCv,
        ImportFormat::Yamlresume => Format::YamlResume,
        ImportFormat::Linkedin => Format::LinkedIn,
    };
    let root = &settings.workspace.root;
    let in_workspace = || root.join("profiles").join(format.profile_name(file));
    let is_named = to.is_some();
    let to = to.map_or_else(in_workspace, PathBuf::from);
    let mut findings = Vec::new();
    // What is named is written wherever it is.
    let place = if is_named { Ok(()) } else { fs::inside_once_made(root, &to) };
    let made = match place {
        Ok(()) => make(format, file, &to, settings, &mut findings),
        Err(error) => {
            findings.push(error.finding());
            None
        }
    };
    terminal.findings(&findings);
    let shown = to.display().to_string();
    if settings.json {
        let made = made.as_ref();
        let result = json!({
            "profile": made.map(|_| &shown),
            "values": made.map(|made| made.values),
            "kept": made.map(|made| made.values - made.lost.len()),
            "lost": made.map(|made| made.lost.as_slice()).unwrap_or_default(),
            "findings": findings,
        });
        terminal.json(&result);
    } else if let Some(made) = &made {
        let (values, lost) = (made.values, made.lost.len());
        terminal.result(&format!(
            "{shown}: {values} values, {} kept, {lost} lost\n\nNext: look it through, then build with it, or make it your \
             profiles/master.toml\n  bespoke build --profile {}",
            values - lost,
            super::init::quoted(&to)
        ));
    }
    made.is_some()
}

fn make(
    format: Format,
    file: &Path,
    to: &Path,
    settings: &Settings,
    findings: &mut Vec<Finding>,
) -> Option<Imported> {
    let shown = to.display().to_string();
    let exists = || {
        Finding::new(Code::FileExists, format!("{shown} is already there, and import never overwrites"))
            .in_file(shown.clone())
            .hint("name another file with --to")
    };
    if to.exists() {
        findings.push(exists());
        return None;
    }
    let bytes = fs::read_at_most(file, file, format.largest_file())
        .map_err(|error| findings.push(error.finding()))
        .ok()?;
    let name = file.display().to_string();
    let Checked { value, findings: found } = import::import(format, &name, &bytes);
    findings.extend(found);
    settings.options.judge(findings);
    let imported = value.filter(|_| !has_errors(findings))?;
    match fs::write_new(to, imported.toml.as_bytes()) {
        Ok(true) => Some(imported),
        Ok(false) => {
            findings.push(exists());
            None
        }
        Err(error) => {
            findings.push(error.finding());
            None
        }
    }
}
