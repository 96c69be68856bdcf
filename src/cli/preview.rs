//! `bespoke preview`

use serde_json::json;

use super::settings::Settings;
use super::terminal::Terminal;
use crate::finding::{Code, Finding, has_errors};
use crate::preview::{self, Show};

/// Opens the studio and serves it until the process ends. False, for it returns only if that cannot be.
pub(super) fn run(
    job: Option<&str>,
    port: Option<u16>,
    browser: bool,
    settings: Settings,
    terminal: &Terminal,
) -> bool {
    let named: Vec<String> = job.map(str::to_owned).into_iter().collect();
    let (jobs, findings) = settings.workspace.named_jobs(&named);
    if job.is_some() && has_errors(&findings) {
        terminal.findings(&findings);
        return false;
    }
    let job = job.and(jobs.into_iter().next()).map(|job| job.name);
    let show = Show { workspace: settings.workspace, options: settings.options, job, port };
    let studio = match preview::open(show) {
        Ok(studio) => studio,
        Err(finding) => {
            terminal.finding(&finding);
            return false;
        }
    };
    let url = studio.url();
    terminal.result(&if settings.json { json!({ "url": url }).to_string() } else { url.clone() });
    terminal.progress("press Ctrl+C to stop");
    if browser && let Err(error) = open::that_detached(&url) {
        let finding = Finding::new(Code::NoBrowser, format!("no browser could be opened: {error}"));
        terminal.finding(&finding.hint(format!("open {url} in one")));
    }
    let Err(finding) = studio.run();
    terminal.finding(&finding);
    false
}
