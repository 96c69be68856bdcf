//! Where an application stands: the words for it, their history, and changing them in place.
//!
//! A change touches the bytes of the value and adds one line below it, so that a file keeps its owner's
//! spacing, line ends and everything else.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use jiff::civil;

use super::sections::{self, Section};
use super::text::{end_of_line, line_end, lines, plain_spaces, trimmed, value};
use super::{Job, outline};
use crate::finding::{SourceFile, nearest};
use crate::profile::Date;

/// Where an application stands.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Status {
    /// Not sent yet.
    Pending,
    /// Sent.
    Applied,
    /// First contact.
    Screening,
    /// In interviews.
    Interview,
    /// An offer is on the table.
    Offer,
    /// The offer was accepted.
    Accepted,
    /// The employer said no.
    Rejected,
    /// The applicant said no.
    Withdrawn,
    /// A word of the owner's own.
    Other(String),
}

impl Status {
    /// The words that are known, in the order of an application's life.
    pub const KNOWN: [&str; 8] =
        ["PENDING", "APPLIED", "SCREENING", "INTERVIEW", "OFFER", "ACCEPTED", "REJECTED", "WITHDRAWN"];

    /// Reads a status; any word is one.
    pub fn parse(text: &str) -> Self {
        match text.trim().to_uppercase().as_str() {
            "PENDING" => Self::Pending,
            "APPLIED" => Self::Applied,
            "SCREENING" => Self::Screening,
            "INTERVIEW" => Self::Interview,
            "OFFER" => Self::Offer,
            "ACCEPTED" => Self::Accepted,
            "REJECTED" => Self::Rejected,
            "WITHDRAWN" => Self::Withdrawn,
            _ => Self::Other(text.trim().to_owned()),
        }
    }

    /// Whether nothing more is to be written for the application.
    pub fn is_closed(&self) -> bool {
        matches!(self, Self::Accepted | Self::Rejected | Self::Withdrawn)
    }

    /// What to do about a word that is not known.
    pub fn unknown_hint(word: &str) -> String {
        match nearest(&word.to_uppercase(), Self::KNOWN) {
            Some(known) => format!("did you mean {known}?"),
            None => format!("the known ones are {}", Self::KNOWN.join(", ")),
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Pending => "PENDING",
            Self::Applied => "APPLIED",
            Self::Screening => "SCREENING",
            Self::Interview => "INTERVIEW",
            Self::Offer => "OFFER",
            Self::Accepted => "ACCEPTED",
            Self::Rejected => "REJECTED",
            Self::Withdrawn => "WITHDRAWN",
            Self::Other(word) => word,
        })
    }
}

/// One line of the history: `- 2026-05-07: PENDING -> APPLIED`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusChange {
    /// The day of the change.
    pub date: Date,
    /// The status before, if there was one.
    pub from: Option<Status>,
    /// The status from then on.
    pub to: Status,
}

impl StatusChange {
    fn parse(line: &str) -> Option<Self> {
        let line = line.trim();
        let (date, change) = line[outline::bullet_length(line)?..].split_once(':')?;
        let (from, to) = match change.split_once("->") {
            Some((from, to)) => (Some(Status::parse(from)), to),
            None => (None, change),
        };
        let to = Status::parse(to);
        (to != Status::Other(String::new())).then_some(Self { date: Date::parse(date)?, from, to })
    }
}

impl fmt::Display for StatusChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "- {}: ", self.date)?;
        if let Some(from) = &self.from {
            write!(f, "{from} -> ")?;
        }
        write!(f, "{}", self.to)
    }
}

/// Whether a line tells of a change.
pub(super) fn is_history(line: &str) -> bool {
    StatusChange::parse(line).is_some()
}

/// The changes that a Status section tells of, in their order.
pub(super) fn history(text: &str, body: Range<usize>) -> Vec<StatusChange> {
    lines(text, body).filter_map(|line| StatusChange::parse(&text[line])).collect()
}

/// The text of a job file with another status and one more line of history; a file without the section gets
/// one below its Position.
///
/// `None` if the file cannot take it: the changed text would not read as that status with all else as it was.
pub fn with_status(job: &Job, to: &Status, on: civil::Date) -> Option<String> {
    let plain = SourceFile::new(job.file.name.as_str(), plain_spaces(&job.file.text));
    let text = plain.text.as_str();
    let from = job.status.as_ref().map(|status| status.value.clone());
    let date = Date { year: on.year(), month: Some(on.month()), day: Some(on.day()) };
    let change = StatusChange { date, from, to: to.clone() };
    let (layout, _) = sections::scan(&plain);
    let bodies: Vec<Range<usize>> = layout.bodies(Section::Status).collect();
    let newline = line_end(text);
    let mut edits: Vec<(usize, usize, String)> = Vec::new();
    let mut replace = |span: Range<usize>, new: String| edits.push((span.start, span.end, new));
    match bodies.first() {
        Some(first) => {
            for body in &bodies {
                match value_span(text, body.clone()) {
                    Some(value) => replace(value, to.to_string()),
                    None => replace(body.start..body.start, format!("{newline}{to}")),
                }
            }
            let at = end_of_history(text, first.clone());
            replace(at..at, format!("{newline}{change}"));
        }
        None => {
            let position = trimmed(text, layout.body(Section::Position)?);
            let marks = layout.marks(text)?;
            let at = end_of_line(text, position.end);
            let section = format!("{newline}{newline}{marks} Status{newline}{to}{newline}{change}");
            replace(at..at, section);
        }
    }
    edits.sort_by_key(|(start, _, _)| *start);
    let mut changed = job.file.text.clone();
    for (start, end, new) in edits.into_iter().rev() {
        changed.replace_range(start..end, &new);
    }
    let read = Job::read(&job.name, &SourceFile::new(job.file.name.as_str(), changed.as_str())).value?;
    let told = read.status.is_some_and(|status| status.value == *to) && read.history.last() == Some(&change);
    (told && read.company.value == job.company.value && read.position.value == job.position.value)
        .then_some(changed)
}

/// The place of the value within a Status section, as reading finds it.
fn value_span(text: &str, body: Range<usize>) -> Option<Range<usize>> {
    let spans = lines(text, body).map(|line| trimmed(text, line));
    let spans = spans.filter(|span| !is_history(&text[span.clone()]));
    let mut said = spans.filter(|span| !span.is_empty() && !outline::is_heading(&text[span.clone()]));
    said.next().filter(|span| !value(text, span.clone()).value.is_empty())
}

/// The end of the last line of the history, or else of the value, or else of the heading.
fn end_of_history(text: &str, body: Range<usize>) -> usize {
    let of_history = |line: &Range<usize>| is_history(&text[line.clone()]);
    if let Some(last) = lines(text, body.clone()).filter(of_history).last() {
        return last.end;
    }
    let Some(value) = value_span(text, body.clone()) else { return body.start };
    let end = end_of_line(text, value.end);
    // A value in an underlined heading has the underline below it.
    let underline = lines(text, end..body.end.max(end)).nth(1);
    let underlines = |line: &Range<usize>| {
        let marks = text[line.clone()].trim().as_bytes();
        marks.len() > 1 && (marks.iter().all(|byte| *byte == b'=') || marks.iter().all(|byte| *byte == b'-'))
    };
    underline.filter(|line| value.start == body.start && underlines(line)).map_or(end, |line| line.end)
}

/// Whether a word can stand as a status in a file: one line that is nothing else.
pub fn is_status(word: &str) -> bool {
    let file = SourceFile::new("status", format!("## Company\nA\n## Position\nB\n## Status\n{word}\n"));
    let read = Job::read("status", &Arc::clone(&file)).value;
    !word.contains("->")
        && read.and_then(|job| job.status).is_some_and(|status| status.value == Status::parse(word))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Job, SourceFile, Status, is_status, with_status};

    fn change(text: &str, to: &str) -> String {
        let job = Job::read("acme", &SourceFile::new("acme.md", text)).value.expect("a job");
        with_status(&job, &Status::parse(to), date(2026, 5, 7)).expect("a changed file")
    }

    #[test]
    fn only_the_value_changes_and_one_line_is_added() {
        let before = "\u{feff}##  Company\r\nAcme\r\n\r\n## position:  \r\n Engineer \r\n## STATUS \r\n### Application\r\n\t pending\u{a0} \r\n\r\n## Notes\r\n- x";
        let after =
            before.replace("pending\u{a0} \r\n", "APPLIED\u{a0} \r\n- 2026-05-07: PENDING -> APPLIED\r\n");
        assert_eq!(change(before, "applied"), after);
    }

    #[test]
    fn the_history_grows_line_by_line() {
        let text = "## Company\nAcme\n## Position\nEngineer\n## Status\nPENDING\n";
        let once = change(text, "APPLIED");
        let twice = change(&once, "phone call");
        assert_eq!(
            twice,
            text.replace(
                "PENDING\n",
                "phone call\n- 2026-05-07: PENDING -> APPLIED\n- 2026-05-07: APPLIED -> phone call\n"
            )
        );
    }

    #[test]
    fn a_file_without_a_status_gets_one_below_its_position() {
        let text = "### Company\nAcme\n### Position\nEngineer\n\n### Notes\n- x\n";
        let added = "Engineer\n\n### Status\nOFFER\n- 2026-05-07: OFFER\n\n### Notes";
        assert_eq!(change(text, "OFFER"), text.replace("Engineer\n\n### Notes", added));
        let short = "# Company: Acme\n# Position: Engineer";
        assert_eq!(change(short, "OFFER"), format!("{short}\n\n# Status\nOFFER\n- 2026-05-07: OFFER"));
    }

    #[test]
    fn a_value_in_its_heading_and_an_empty_section_are_filled() {
        let text = "## Company: Acme\n## Position: Engineer\n## Status: PENDING\n\n## Notes\n- x\n";
        let after = text.replace("PENDING\n", "APPLIED\n- 2026-05-07: PENDING -> APPLIED\n");
        assert_eq!(change(text, "APPLIED"), after);
        let text = text.replace("## Status: PENDING\n", "## Status\n");
        let after = text.replace("## Status\n", "## Status\nAPPLIED\n- 2026-05-07: APPLIED\n");
        assert_eq!(change(&text, "APPLIED"), after);
        let told = "## Status\n- 2026-05-01: PENDING\n";
        let text = text.replace("## Status\n", told);
        let after = text.replace(told, "## Status\nAPPLIED\n- 2026-05-01: PENDING\n- 2026-05-07: APPLIED\n");
        assert_eq!(change(&text, "APPLIED"), after);
    }

    #[test]
    fn words_that_are_no_line_of_their_own_are_no_status() {
        for word in ["APPLIED", "second round", "waiting (Ana)"] {
            assert!(is_status(word), "{word}");
        }
        for word in ["", " ", "# x", "## Notes", "a\nb", "A -> B"] {
            assert!(!is_status(word), "{word:?}");
        }
    }
}
