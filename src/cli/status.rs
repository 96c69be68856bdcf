//! `bespoke status`

use jiff::civil;
use serde_json::json;

use super::settings::Settings;
use super::terminal::Terminal;
use crate::finding::{Code, Finding, Severity, has_errors};
use crate::fs;
use crate::job::{self, Status};

/// The change that was made; `from` equals `to` if there was nothing to change.
struct Change {
    file: String,
    from: Option<Status>,
    to: Status,
    date: civil::Date,
}

/// Changes where an application stands, in its file. True if the file says so now.
pub(super) fn run(
    job: &str,
    status: &str,
    date: Option<civil::Date>,
    settings: &Settings,
    terminal: &Terminal,
) -> bool {
    let mut findings = Vec::new();
    let change = change(job, status, date.unwrap_or(settings.options.today), settings, &mut findings);
    settings.options.judge(&mut findings);
    terminal.findings(&findings);
    if settings.json {
        let result = json!({
            "job": job,
            "from": change.as_ref().and_then(|change| change.from.as_ref()).map(Status::to_string),
            "to": change.as_ref().map(|change| change.to.to_string()),
            "date": change.as_ref().map(|change| change.date.to_string()),
            "file": change.as_ref().map(|change| &change.file),
            "findings": findings,
        });
        terminal.result(&serde_json::to_string_pretty(&result).unwrap_or_default());
    } else if let Some(Change { file, from, to, date }) = &change {
        terminal.result(&match from {
            Some(from) if from == to => format!("{file} says {to} already."),
            Some(from) => format!("{file}: {from} -> {to}, {date}"),
            None => format!("{file}: {to}, {date}"),
        });
    }
    change.is_some()
}

/// Nothing is written where an error was found.
fn change(
    job: &str,
    status: &str,
    date: civil::Date,
    settings: &Settings,
    findings: &mut Vec<Finding>,
) -> Option<Change> {
    if !job::is_status(status) {
        let message = format!("\"{}\" cannot be a status", status.escape_debug());
        let hint = format!("a status is a word or two; the known ones are {}", Status::KNOWN.join(", "));
        findings.push(Finding::new(Code::UnknownStatus, message).severity(Severity::Error).hint(hint));
        return None;
    }
    let to = Status::parse(status);
    if let Status::Other(word) = &to {
        let message = format!("\"{word}\" is not a known status; it is kept as it is");
        findings.push(Finding::new(Code::UnknownStatus, message).hint(Status::unknown_hint(word)));
    }
    let mut read = Vec::new();
    let application = settings.application(job, &mut read);
    // What else the notes lack matters when documents are made.
    findings.extend(read.into_iter().filter(|finding| finding.severity == Severity::Error));
    settings.options.judge(findings);
    let (file, application) = application.filter(|_| !has_errors(findings))?;
    let from = application.job.status.as_ref().map(|status| status.value.clone());
    let change = Change { file: file.shown.clone(), from, to, date };
    if change.from.as_ref() == Some(&change.to) {
        return Some(change);
    }
    let Some(text) = job::with_status(&application.job, &change.to, date) else {
        let message =
            format!("the status cannot be changed in {} without changing something else", file.shown);
        let hint = "change the line below the heading Status by hand";
        findings.push(Finding::new(Code::WriteFailed, message).in_file(file.shown).hint(hint));
        return None;
    };
    match fs::rewrite(&file.path, text.as_bytes()) {
        Ok(()) => Some(change),
        Err(error) => {
            findings.push(error.finding());
            None
        }
    }
}
