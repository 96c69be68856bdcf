//! `bespoke new`

use std::io::{self, Read};
use std::path::Path;

use jiff::civil;
use serde_json::json;

use super::settings::Settings;
use super::terminal::Terminal;
use crate::finding::{Checked, Code, Finding, has_errors};
use crate::fs;
use crate::job::{self, Draft};
use crate::posting::{self, Posting, Wanted};
use crate::profile::{Date, Profile};
use crate::workspace::JobFile;

/// What the command line says about an opening.
pub(super) struct Opening<'a> {
    pub(super) company: Option<&'a str>,
    pub(super) position: Option<&'a str>,
    /// A file, or "-" for standard input.
    pub(super) posting: Option<&'a Path>,
    pub(super) url: Option<&'a str>,
    pub(super) location: Option<&'a str>,
    pub(super) deadline: Option<civil::Date>,
    pub(super) date: Option<civil::Date>,
}

/// A job file that was written.
struct Made {
    file: JobFile,
    company: String,
    position: String,
    has_posting: bool,
}

/// Starts the notes for a job. True if the file was written.
pub(super) fn run(opening: &Opening<'_>, settings: &Settings, terminal: &Terminal) -> bool {
    let mut findings = Vec::new();
    let made = make(opening, settings, &mut findings);
    terminal.findings(&findings);
    if settings.json {
        let made = made.as_ref();
        let result = json!({
            "job": made.map(|made| &made.file.name),
            "file": made.map(|made| &made.file.shown),
            "company": made.map(|made| &made.company),
            "position": made.map(|made| &made.position),
            "posting": made.map(|made| made.has_posting),
            "findings": findings,
        });
        terminal.json(&result);
    } else if let Some(Made { file, company, position, has_posting }) = &made {
        let paste = if *has_posting { "" } else { "paste the posting, " };
        terminal.result(&format!(
            "{}: {position} at {company}\n\nNext: {paste}write into the notes what should count, then\n  \
             bespoke build {}",
            file.shown, file.name
        ));
    }
    made.is_some()
}

fn make(opening: &Opening<'_>, settings: &Settings, findings: &mut Vec<Finding>) -> Option<Made> {
    let posting = posting(opening, findings);
    settings.options.judge(findings);
    let posting = posting.filter(|_| !has_errors(findings))?;
    let company = opening.company.map(str::to_owned).or(posting.company);
    let position = opening.position.map(str::to_owned).or(posting.position);
    let (Some(company), Some(position)) = (company.clone(), position.clone()) else {
        findings.push(incomplete(opening, company.is_none(), position.is_none()));
        return None;
    };
    let profile = Checked::read(settings.workspace.profile_text(), Profile::read).value;
    let day = |day: civil::Date| Date::parse(&day.to_string());
    let text = job::draft(&Draft {
        company: &company,
        position: &position,
        url: opening.url.or(posting.url.as_deref()),
        location: opening.location.or(posting.location.as_deref()),
        deadline: opening.deadline.and_then(day).or(posting.deadline),
        posting: &posting.text,
        date: opening.date.unwrap_or(settings.options.today),
        profile: profile.as_ref(),
    });
    let text = match text {
        Ok(text) => text,
        Err(job::Unreadable(section)) => {
            let message =
                format!("this cannot stand below \"{section}\": it would be read as something else");
            findings.push(
                Finding::new(Code::BadSetting, message)
                    .hint("write it on one line, without Markdown's marks in front"),
            );
            return None;
        }
    };
    match write(settings, &company, &position, &text) {
        Ok(file) => Some(Made { file, company, position, has_posting: !posting.text.is_empty() }),
        Err(error) => {
            findings.push(error.finding());
            None
        }
    }
}

/// Reads the posting, if there is one.
fn posting(opening: &Opening<'_>, findings: &mut Vec<Finding>) -> Option<Posting> {
    let Some(path) = opening.posting else { return Some(Posting::default()) };
    let name = shown(path);
    let bytes = if path == Path::new("-") {
        let mut bytes = Vec::new();
        let read = io::stdin().lock().take(fs::MAX_TEXT + 1).read_to_end(&mut bytes);
        let failed = |error: io::Error| {
            Finding::new(Code::ReadFailed, format!("standard input cannot be read: {error}"))
                .hint("name a file instead")
        };
        read.map(|_| bytes).map_err(failed)
    } else {
        fs::read_at_most(path, path, fs::MAX_TEXT).map_err(|error| error.finding())
    };
    let bytes = bytes.map_err(|finding| findings.push(finding)).ok()?;
    let wanted = Wanted { company: opening.company, position: opening.position };
    let Checked { value, findings: found } = posting::read(&name, &bytes, wanted);
    findings.extend(found);
    value
}

/// How a source is called in messages.
fn shown(path: &Path) -> String {
    if path == Path::new("-") { "standard input".to_owned() } else { path.display().to_string() }
}

fn incomplete(opening: &Opening<'_>, company: bool, position: bool) -> Finding {
    let missing = match (company, position) {
        (true, true) => "for which company and position it is",
        (true, false) => "for which company it is",
        _ => "for which position it is",
    };
    let path = opening.posting.unwrap_or(Path::new("-"));
    let message = format!("the posting does not say {missing}");
    Finding::new(Code::PostingIncomplete, message)
        .in_file(shown(path))
        .hint(format!("name both: bespoke new COMPANY POSITION --posting {}", path.display()))
}

/// Writes the file under a name that is free.
fn write(settings: &Settings, company: &str, position: &str, text: &str) -> Result<JobFile, fs::FsError> {
    loop {
        let names = job::names(company, position);
        let Some(file) = settings.workspace.new_job(names)? else { continue };
        // Another run may have taken the name since it was looked up.
        if fs::write_new(&file.path, text.as_bytes())? {
            return Ok(file);
        }
    }
}
