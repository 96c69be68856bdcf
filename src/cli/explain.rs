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
    let profile = Checked::read(settings.workspace.profile_text(), Profile::read);
    findings.extend(profile.findings);
    let mut explanation = None;
    if let (Some(profile), Some(file)) = (&profile.value, files.first()) {
        let shared = Shared::new(&settings.workspace, profile, &settings.options);
        let text = settings.workspace.job_text(file);
        let read = Checked::read(text, |text| Job::read(&file.name, text));
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
