//! `bespoke build`

use super::settings::Settings;
use super::terminal::Terminal;
use crate::batch::{Event, JobReport, JobStatus, Report, Run, Work};
use crate::finding::{Severity, on_one_line};

/// Makes the documents of the named jobs, or of all. True if nothing failed.
pub(super) fn run(jobs: &[String], settings: &Settings, terminal: &Terminal) -> bool {
    let run =
        Run { workspace: &settings.workspace, options: &settings.options, named: jobs, work: Work::Build };
    let mut watched = false;
    let report = run.run(|event| match event {
        Event::Waiting => {
            terminal.progress("another build of this workspace is going on; waiting for it to end")
        }
        Event::Begun(jobs) => watched = terminal.begin(jobs),
        Event::Done(job) => {
            terminal.advance(&job.job);
            terminal.findings(&job.findings);
            if !settings.json && !watched {
                terminal.result(&line(job));
            }
        }
    });
    terminal.end();
    if watched && !settings.json {
        terminal.result(&table(&report, terminal));
    }
    if report.jobs.len() > 1 {
        terminal.progress(&total(&report));
    }
    finish(&report, settings, terminal)
}

/// How many jobs became what.
fn total(report: &Report) -> String {
    let counts =
        [JobStatus::Built, JobStatus::Unchanged, JobStatus::Failed].into_iter().filter_map(|status| {
            let count = report.jobs.iter().filter(|job| job.status == status).count();
            (count > 0).then(|| format!("{count} {}", word(status)))
        });
    format!("{} jobs: {}", report.jobs.len(), counts.collect::<Vec<_>>().join(", "))
}

fn word(status: JobStatus) -> &'static str {
    match status {
        JobStatus::Built => "built",
        JobStatus::Unchanged => "unchanged",
        JobStatus::Failed => "failed",
    }
}

/// All jobs, with what became of each.
fn table(report: &Report, terminal: &Terminal) -> String {
    let mut table = terminal.table(&["Job", "", "Pages", "Warnings", ""]);
    for job in &report.jobs {
        let pages = |document: &str| job.pages.get(document).map_or("-".to_owned(), usize::to_string);
        let warnings = job.findings.iter().filter(|finding| finding.severity == Severity::Warning).count();
        table.add_row([
            job.job.clone(),
            word(job.status).to_owned(),
            format!("{} + {}", pages("resume"), pages("cover-letter")),
            warnings.to_string(),
            job.reason.clone().unwrap_or_default(),
        ]);
    }
    table.trim_fmt()
}

/// Prints what belongs to no job, the counts, and the JSON if it was asked for.
pub(super) fn finish(report: &Report, settings: &Settings, terminal: &Terminal) -> bool {
    terminal.findings(&report.findings);
    terminal.summary(|severity| report.count(severity));
    if settings.json {
        terminal.json(report);
    }
    !report.failed()
}

/// One line about a job.
fn line(job: &JobReport) -> String {
    let name = on_one_line(&job.job);
    match job.status {
        JobStatus::Failed | JobStatus::Unchanged => format!("{:<10} {name}", word(job.status)),
        JobStatus::Built => {
            // Sources and explanations are there too, for those who look for them.
            let is_document = |file: &&str| {
                ![".typ", "explain.json", "packet.json"].iter().any(|ending| file.ends_with(ending))
            };
            let documents: Vec<&str> = job.files.iter().map(String::as_str).filter(is_document).collect();
            let why = job.reason.as_ref().map(|why| format!(" ({why})")).unwrap_or_default();
            format!("built      {name}{why}: {}", on_one_line(&documents.join(", ")))
        }
    }
}
