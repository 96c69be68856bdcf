//! `bespoke build`

use super::settings::Settings;
use super::terminal::Terminal;
use crate::batch::{Event, JobReport, JobStatus, Report, Run, Work};

/// Makes the documents of the named jobs, or of all. True if nothing failed.
pub(super) fn run(jobs: &[String], settings: &Settings, terminal: &Terminal) -> bool {
    let run =
        Run { workspace: &settings.workspace, options: &settings.options, named: jobs, work: Work::Build };
    let report = run.run(|event| match event {
        Event::Waiting => {
            terminal.progress("another build of this workspace is going on; waiting for it to end")
        }
        Event::Done(job) => {
            terminal.findings(&job.findings);
            if !settings.json {
                terminal.result(&line(job));
            }
        }
    });
    finish(&report, settings, terminal)
}

/// Prints what belongs to no job, the counts, and the JSON if it was asked for.
pub(super) fn finish(report: &Report, settings: &Settings, terminal: &Terminal) -> bool {
    terminal.findings(&report.findings);
    terminal.summary(|severity| report.count(severity));
    if settings.json {
        // A report holds only strings, numbers and lists of them, which always serialise.
        terminal.result(&serde_json::to_string_pretty(report).unwrap_or_default());
    }
    !report.failed()
}

/// One line about a job.
fn line(job: &JobReport) -> String {
    match job.status {
        JobStatus::Failed => format!("failed     {}", job.job),
        JobStatus::Unchanged => format!("unchanged  {}", job.job),
        JobStatus::Built => {
            // Sources and explanations are there too, for those who look for them.
            let is_document = |file: &&str| !file.ends_with(".typ") && !file.ends_with("explain.json");
            let documents: Vec<&str> = job.files.iter().map(String::as_str).filter(is_document).collect();
            format!("built      {}: {}", job.job, documents.join(", "))
        }
    }
}
