//! `bespoke explain`

use super::settings::Settings;
use super::terminal::Terminal;
use crate::finding::{Checked, has_errors};
use crate::job::Job;
use crate::pipeline::Shared;
use crate::profile::Profile;

/// Shows the decisions of one job. True if there were no errors.
pub(super) fn run(job: &str, settings: &Settings, terminal: &Terminal) -> bool {
    let (files, mut findings) = settings.workspace.named_jobs(&[job.to_owned()]);
    let profile = match settings.workspace.profile_text() {
        Ok(text) => {
            let checked = Profile::read(&text);
            findings.extend(checked.findings);
            checked.value
        }
        Err(finding) => {
            findings.push(finding);
            None
        }
    };
    let mut explanation = None;
    if let (Some(profile), Some(file)) = (&profile, files.first()) {
        let shared = Shared::new(&settings.workspace, profile, &settings.options);
        let read = match settings.workspace.job_text(file) {
            Ok(text) => Job::read(&file.name, &text),
            Err(finding) => Checked::failed(vec![finding]),
        };
        findings.extend(read.findings);
        if let Some(job) = read.value {
            let (tailored, found) = shared.tailor(&job);
            findings.extend(found);
            explanation = tailored.map(|tailored| tailored.explanation);
        }
    }
    settings.options.judge(&mut findings);
    terminal.findings(&findings);
    if let Some(explanation) = &explanation {
        terminal.result(&if settings.json { explanation.json() } else { explanation.text() });
    }
    explanation.is_some() && !has_errors(&findings)
}
