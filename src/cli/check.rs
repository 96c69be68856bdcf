//! `bespoke check`

use std::collections::BTreeMap;

use super::build::finish;
use super::settings::Settings;
use super::terminal::Terminal;
use crate::batch::{Event, JobStatus, Report, Run, Work};
use crate::finding::Code;

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
    if let Some(stories) = missing_stories(&report).filter(|_| !settings.json) {
        terminal.result(&stories);
    }
    finish(&report, settings, terminal)
}

/// The topics of open jobs that no story speaks to, and the jobs that ask for them.
fn missing_stories(report: &Report) -> Option<String> {
    let mut topics: BTreeMap<String, (String, Vec<&str>)> = BTreeMap::new();
    for job in &report.jobs {
        let missing = job.findings.iter().filter(|finding| finding.code == Code::NoStory);
        for place in missing.filter_map(|finding| finding.place.as_ref()) {
            let words: Vec<&str> = place.file.text[place.span.clone()].split_whitespace().collect();
            let topic = words.join(" ");
            let (_, jobs) = topics.entry(topic.to_lowercase()).or_insert((topic, Vec::new()));
            if !jobs.contains(&job.job.as_str()) {
                jobs.push(&job.job);
            }
        }
    }
    let line = |(topic, jobs): &(String, Vec<&str>)| format!("\n  {topic} ({})", jobs.join(", "));
    let lines: String = topics.values().map(line).collect();
    (!lines.is_empty()).then(|| format!("\nA story would help the letters with{lines}"))
}
