//! `bespoke status`: what is said to be sent is sealed with it.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil;
use serde_json::json;

use super::settings::Settings;
use super::terminal::Terminal;
use crate::batch::{self, Built};
use crate::finding::{Checked, Code, Finding, Severity, SourceFile, has_errors};
use crate::fs;
use crate::job::{self, Job, Status};
use crate::packet::{self, Packet};
use crate::pipeline::{Application, Options, Shared};
use crate::profile::Profile;

/// The change that was made; `from` equals `to` if there was nothing to change.
struct Change {
    file: String,
    from: Option<Status>,
    to: Status,
    date: civil::Date,
    /// The folder of the packet, if something was sent.
    sealed: Option<PathBuf>,
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
    let date = date.unwrap_or(settings.options.today);
    let change = change(job, status, date, settings, terminal, &mut findings);
    settings.options.judge(&mut findings);
    terminal.findings(&findings);
    if settings.json {
        let result = json!({
            "job": job,
            "from": change.as_ref().and_then(|change| change.from.as_ref()).map(Status::to_string),
            "to": change.as_ref().map(|change| change.to.to_string()),
            "date": change.as_ref().map(|change| change.date.to_string()),
            "file": change.as_ref().map(|change| &change.file),
            "sealed": change.as_ref().and_then(|change| change.sealed.as_ref()).map(|path| path.display().to_string()),
            "findings": findings,
        });
        terminal.json(&result);
    } else if let Some(Change { file, from, to, date, sealed }) = &change {
        terminal.result(&match from {
            Some(from) if from == to => format!("{file} says {to} already."),
            Some(from) => format!("{file}: {from} -> {to}, {date}"),
            None => format!("{file}: {to}, {date}"),
        });
        if let Some(sealed) = sealed {
            terminal.result(&format!("what was sent is kept in {}", sealed.display()));
        }
    }
    change.is_some()
}

/// Nothing is written where an error was found.
fn change(
    job: &str,
    status: &str,
    date: civil::Date,
    settings: &Settings,
    terminal: &Terminal,
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
    let text = if from.as_ref() == Some(&to) {
        application.job.file.text.clone()
    } else if let Some(text) = job::with_status(&application.job, &to, date) {
        text
    } else {
        let message =
            format!("the status cannot be changed in {} without changing something else", file.shown);
        let hint = "change the line below the heading Status by hand";
        findings.push(Finding::new(Code::WriteFailed, message).in_file(file.shown).hint(hint));
        return None;
    };
    let changed = text != application.job.file.text;
    let result = if to == Status::Applied {
        send(&application, &text, date, settings, terminal, findings)?.map(Some)
    } else {
        Ok(None)
    };
    let written = result.and_then(|sealed| {
        if changed {
            fs::rewrite(&file.path, application.job.file.text.as_bytes(), text.as_bytes())?;
        }
        Ok(Change { file: file.shown.clone(), from, to, date, sealed })
    });
    written.map_err(|error| findings.push(error.finding())).ok()
}

/// Builds what an application sends, if that is needed, and seals it; none if it cannot be built.
fn send(
    application: &Application,
    text: &str,
    date: civil::Date,
    settings: &Settings,
    terminal: &Terminal,
    findings: &mut Vec<Finding>,
) -> Option<Result<PathBuf, fs::FsError>> {
    let workspace = &settings.workspace;
    let profile = Checked::read(workspace.profile_text(), Profile::read);
    let errors = profile.findings.into_iter().filter(|finding| finding.severity == Severity::Error);
    findings.extend(errors);
    let profile = profile.value?;
    let output = workspace.prepare_output();
    let lock = output.and_then(|output| {
        fs::lock(&output, || {
            terminal.progress("another build of this workspace is going on; waiting for it to end")
        })
    });
    let _lock = lock.map_err(|error| findings.push(error.finding())).ok()?;
    let asked = asked(application, date, &profile, settings);
    let shared = Shared::new(workspace, &profile, &asked);
    let changed: Arc<SourceFile> = SourceFile::new(application.job.file.name.as_str(), text);
    let Checked { value: job, findings: found } = Job::read(&application.job.name, &changed);
    let application = Application { job: job?, letter: application.letter.clone() };
    let Built { report, packet } = batch::build(&shared, &application, found);
    findings.extend(report.findings);
    let Some(packet) = packet else {
        let message = "nothing was sealed and the status is as it was: the documents cannot be made";
        let hint = "mend what is above, or choose another status for now";
        findings.push(
            Finding::new(Code::NoPacket, message).in_file(application.job.file.name.clone()).hint(hint),
        );
        return None;
    };
    let folder = workspace.job_output(&application.job.name);
    Some(folder.and_then(|folder| packet::seal(&packet, &folder, date, &application, &profile, workspace)))
}

/// The options under which the documents that lie there were made, if they are those of the workspace: what lies
/// there is what was sent. Otherwise they are made for the day of sending.
fn asked(application: &Application, date: civil::Date, profile: &Profile, settings: &Settings) -> Options {
    let workspace = &settings.workspace;
    let for_the_day = || Options { today: date, ..settings.options.clone() };
    let Some(folder) = workspace.made_output(&application.job.name) else { return for_the_day() };
    let earlier = Packet::load(&folder).ok().flatten();
    let current = earlier.map(|packet| (packet.recipe.options.options(&settings.options), packet));
    let current = current.filter(|(options, packet)| {
        let shared = Shared::new(workspace, profile, options);
        let others = shared.other_companies(&application.job.name);
        let recipe = shared.recipe(application);
        recipe.is_some_and(|recipe| packet.outdated(&recipe, &folder, &others).is_none())
    });
    current.map_or_else(for_the_day, |(options, _)| options)
}
