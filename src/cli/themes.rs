//! `bespoke themes`

use std::path::{Path, PathBuf};

use super::args::ThemesAction;
use super::settings::Settings;
use super::terminal::Terminal;
use crate::contact_sheet::{self, Subject};
use crate::finding::{Checked, Code, Finding, has_errors, nearest};
use crate::fs;
use crate::pipeline::Application;
use crate::profile::Profile;
use crate::render::{Theme, theme_names};

/// The picture of all themes, in the output folder.
const PICTURE: &str = "themes.png";

/// Lists the themes or copies one. True if nothing failed.
pub(super) fn run(action: Option<&ThemesAction>, settings: &Settings, terminal: &Terminal) -> bool {
    match action {
        None => list(settings, terminal),
        Some(ThemesAction::Copy { name }) => copy(name, settings, terminal),
    }
}

fn list(settings: &Settings, terminal: &Terminal) -> bool {
    let templates = settings.workspace.templates();
    let names = match theme_names(&templates) {
        Ok(names) => names,
        Err(error) => {
            terminal.finding(&error.finding());
            return false;
        }
    };
    let mut whole = true;
    let mut listed = Vec::new();
    for name in &names {
        match Theme::load(name, &templates) {
            Ok(theme) => listed.push(theme),
            Err(findings) => {
                terminal.findings(&findings);
                whole = false;
            }
        }
    }
    let names: Vec<String> = listed.iter().map(|theme| theme.name.clone()).collect();
    let mut findings = Vec::new();
    let picture = picture(&names, settings, &mut findings);
    terminal.findings(&findings);
    whole &= !has_errors(&findings);
    if settings.json {
        let entry = |theme: &Theme| {
            serde_json::json!({
                "name": theme.name,
                "description": theme.settings.description,
                "built_in": theme.built_in,
            })
        };
        let themes: Vec<_> = listed.iter().map(entry).collect();
        terminal.json(&themes);
        return whole;
    }
    for theme in listed {
        let origin = if theme.built_in { "built in" } else { "yours" };
        terminal.result(&format!("{:<12} {:<9} {}", theme.name, origin, theme.settings.description));
    }
    if let Some(picture) = picture {
        terminal.result(&format!("\nA picture of them with your documents: {}", picture.display()));
    }
    whole
}

/// Draws the themes with the documents of the first job; nothing is drawn where there is no profile or no job yet.
fn picture(themes: &[String], settings: &Settings, findings: &mut Vec<Finding>) -> Option<PathBuf> {
    let workspace = &settings.workspace;
    let profile = Checked::read(workspace.profile_text(), Profile::read).value?;
    let first = workspace.jobs().ok()?.into_iter().next()?;
    let application = Application::read(workspace, &first).value?;
    let subject =
        Subject { workspace, profile: &profile, application: &application, options: &settings.options };
    let png = contact_sheet::draw(&subject, themes, findings)?;
    let written = workspace.prepare_output().and_then(|output| {
        let path = output.join(PICTURE);
        fs::write_atomic(&path, &png).map(|()| path)
    });
    written.map_err(|error| findings.push(error.finding())).ok()
}

fn copy(name: &str, settings: &Settings, terminal: &Terminal) -> bool {
    let templates = settings.workspace.templates();
    let Some(files) = Theme::built_in_files(name) else {
        let known = theme_names(&templates).unwrap_or_default();
        let hint = match nearest(name, known.iter().map(String::as_str)) {
            Some(near) => format!("did you mean \"{near}\"?"),
            None => format!("the themes are {}", known.join(", ")),
        };
        terminal.finding(
            &Finding::new(Code::UnknownTheme, format!("there is no built-in theme \"{name}\"")).hint(hint),
        );
        return false;
    };
    let folder = templates.join(name);
    let files: Vec<(String, Vec<u8>)> =
        files.into_iter().map(|(path, bytes)| (path, bytes.to_vec())).collect();
    let copied = fs::inside_once_made(&settings.workspace.root, &folder)
        // Half a theme would be used as if it were a whole one.
        .and_then(|()| fs::write_folder(&folder, &files))
        .map_err(|error| error.finding())
        .and_then(|made| if made { Ok(()) } else { Err(taken(&folder)) });
    if let Err(finding) = copied {
        terminal.finding(&finding);
        return false;
    }
    terminal.result(&format!(
        "{} is now yours to change; it is used wherever the theme \"{name}\" is asked for.",
        folder.display()
    ));
    true
}

fn taken(folder: &Path) -> Finding {
    let message = format!("{} is already there, and copy never overwrites", folder.display());
    let hint = "change the files there, or rename the folder first: a theme's name is its folder's";
    Finding::new(Code::FileExists, message).hint(hint)
}
