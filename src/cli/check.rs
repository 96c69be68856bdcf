//! `bespoke check`

use super::build::finish;
use super::settings::Settings;
use super::terminal::Terminal;
use crate::batch::{Event, JobStatus, Run, Work};

/// Looks for problems in the profile and the notes. True if there are no errors.
pub(super) fn run(jobs: &[String], settings: &Settings, terminal: &Terminal) -> bool {
    let run =
        Run { workspace: &settings.workspace, options: &settings.options, named: jobs, work: Work::Check };
    let report = run.run(|event| {
        if let Event::Done(job) = event {
            terminal.findings(&job.findings);
            if !settings.json {
                let verdict = if job.status == JobStatus::Failed { "has errors" } else { "ok" };
                terminal.result(&format!("{verdict:<10} {}", job.job));
            }
        }
    });
    finish(&report, settings, terminal)
}
