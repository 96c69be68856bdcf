//! The sections of a notes file, and the front matter above them.
//!
//! Sections are found line by line, not by a Markdown parser: a posting pasted from the web may open a code
//! fence or an HTML block that it never closes, and must not swallow the notes below it.

use std::collections::HashMap;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use super::text::{fold_key, fold_quotes, lines, trimmed, words};
use crate::finding::{Code, Finding, SourceFile, Spanned, nearest};
use crate::profile::{Date, Defaults, Reader as TomlReader, Table, settings};

/// A known section.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Section {
    Company,
    Position,
    JobUrl,
    Status,
    JobDescription,
    CompanyDetails,
    ApplicationDate,
    PersonalConnection,
    Notes,
    Location,
    Contact,
    Keep,
    Drop,
}

/// Folded headings with their section. The names that a posting is likely to use for its own parts are
/// marked `false`: inside Job Description they are text.
const HEADINGS: &[(&str, Section, bool)] = &[
    ("company", Section::Company, true),
    ("companyname", Section::Company, true),
    ("employer", Section::Company, false),
    ("organization", Section::Company, false),
    ("organisation", Section::Company, false),
    ("position", Section::Position, true),
    ("positiontitle", Section::Position, true),
    ("jobtitle", Section::Position, true),
    ("role", Section::Position, false),
    ("title", Section::Position, false),
    ("joburl", Section::JobUrl, true),
    ("joblink", Section::JobUrl, true),
    ("postingurl", Section::JobUrl, true),
    ("jobpostingurl", Section::JobUrl, true),
    ("url", Section::JobUrl, false),
    ("link", Section::JobUrl, false),
    ("status", Section::Status, true),
    ("applicationstatus", Section::Status, true),
    ("jobdescription", Section::JobDescription, true),
    ("jobposting", Section::JobDescription, true),
    ("posting", Section::JobDescription, true),
    ("jobad", Section::JobDescription, true),
    ("description", Section::JobDescription, false),
    ("companydetails", Section::CompanyDetails, true),
    ("companyinformation", Section::CompanyDetails, true),
    ("companyinfo", Section::CompanyDetails, true),
    ("companydescription", Section::CompanyDetails, true),
    ("companyresearch", Section::CompanyDetails, true),
    ("aboutthecompany", Section::CompanyDetails, false),
    ("companyoverview", Section::CompanyDetails, false),
    ("applicationdate", Section::ApplicationDate, true),
    ("dateapplied", Section::ApplicationDate, true),
    ("applieddate", Section::ApplicationDate, true),
    ("appliedon", Section::ApplicationDate, true),
    ("dateofapplication", Section::ApplicationDate, true),
    ("personalconnection", Section::PersonalConnection, true),
    ("mypersonalconnection", Section::PersonalConnection, true),
    ("personalconnections", Section::PersonalConnection, true),
    ("connection", Section::PersonalConnection, false),
    ("notes", Section::Notes, true),
    ("mynotes", Section::Notes, true),
    ("applicationnotes", Section::Notes, true),
    ("tailoringnotes", Section::Notes, true),
    ("location", Section::Location, true),
    ("joblocation", Section::Location, true),
    ("contact", Section::Contact, true),
    ("contacthiringmanager", Section::Contact, true),
    ("hiringmanager", Section::Contact, true),
    ("contactperson", Section::Contact, true),
    ("recruiter", Section::Contact, true),
    ("keep", Section::Keep, true),
    ("drop", Section::Drop, true),
];

impl Section {
    /// The heading as it is usually written.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Company => "Company",
            Self::Position => "Position",
            Self::JobUrl => "Job URL",
            Self::Status => "Status",
            Self::JobDescription => "Job Description",
            Self::CompanyDetails => "Company Details",
            Self::ApplicationDate => "Application Date",
            Self::PersonalConnection => "Personal Connection",
            Self::Notes => "Notes",
            Self::Location => "Location",
            Self::Contact => "Contact",
            Self::Keep => "Keep",
            Self::Drop => "Drop",
        }
    }

    /// Whether the section holds one short value, which may stand in the heading itself.
    const fn is_single_value(self) -> bool {
        !matches!(
            self,
            Self::JobDescription
                | Self::CompanyDetails
                | Self::PersonalConnection
                | Self::Notes
                | Self::Keep
                | Self::Drop
        )
    }
}

impl fmt::Display for Section {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What a stretch of bytes is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SegmentKind {
    /// A byte-order mark.
    ByteOrderMark,
    /// Settings between `+++` lines.
    FrontMatter,
    /// Above the first section, such as the file's title.
    Preamble,
    /// A heading that starts a section.
    Heading(Section),
    /// The text of a section.
    Body(Section),
    /// A heading that is none of the known ones, with its text; reported.
    Unknown,
}

/// A stretch of bytes and what it is. The segments of a file follow each other without a hole.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Segment {
    /// What it is.
    pub kind: SegmentKind,
    /// Its bytes.
    pub span: Range<usize>,
}

/// A file cut into segments.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) segments: Vec<Segment>,
}

/// Settings of a job's front matter.
#[derive(Debug, Default)]
pub(super) struct FrontMatter {
    pub(super) settings: Defaults,
    pub(super) deadline: Option<Spanned<Date>>,
    pub(super) date: Option<Spanned<Date>>,
}

/// Headings that are told one by one when they are no sections.
const MOST_TOLD: usize = 100;

/// A line that could be a heading.
struct Heading {
    /// 1-6; underlined headings are 1 (`===`) or 2 (`---`).
    level: usize,
    underlined: bool,
    /// The words, without marks.
    words: Range<usize>,
    /// From the first mark to the end of the line or of the underline.
    span: Range<usize>,
}

/// Cuts a file into segments and reports what stands in no section, or in two.
pub(super) fn scan(file: &Arc<SourceFile>) -> (Layout, Vec<Finding>) {
    let (layout, unknown) = cut(&file.text, None);
    let mut findings = Vec::new();
    unknown_findings(file, &unknown, &mut findings);
    preamble_findings(file, &layout.segments, &mut findings);
    twice_findings(file, &layout.segments, &mut findings);
    (layout, findings)
}

/// The text of a section; what follows it is not looked at.
pub(super) fn body(text: &str, section: Section) -> Option<Range<usize>> {
    cut(text, Some(section)).0.body(section)
}

/// Cuts a text into segments, up to the end of a section if one is named; also the words of unknown headings.
fn cut(text: &str, last: Option<Section>) -> (Layout, Vec<Range<usize>>) {
    let mut segments = Vec::new();
    let mut at = 0;
    if text.starts_with('\u{feff}') {
        at = '\u{feff}'.len_utf8();
        segments.push(Segment { kind: SegmentKind::ByteOrderMark, span: 0..at });
    }
    let front = front_matter_span(text, at);
    if let Some(span) = front {
        at = span.end;
        segments.push(Segment { kind: SegmentKind::FrontMatter, span });
    }
    let mut current = Segment { kind: SegmentKind::Preamble, span: at..at };
    // Levels at which this file's own sections start; a posting's headings of other levels are text.
    let mut levels: Vec<(usize, bool)> = Vec::new();
    let mut unknown = Vec::new();
    for heading in headings(text, at) {
        let in_posting = current.kind == SegmentKind::Body(Section::JobDescription);
        let known = known_section(&text[heading.words.clone()], in_posting);
        let own_level = levels.contains(&(heading.level, heading.underlined));
        let kind = match known {
            Some(section) if !in_posting || own_level => SegmentKind::Heading(section),
            None if !in_posting && own_level => SegmentKind::Unknown,
            _ => continue,
        };
        // Guessing that an underlined line is a heading needs more than a `---` below it.
        if kind == SegmentKind::Unknown && heading.underlined {
            continue;
        }
        current.span.end = heading.span.start;
        let done = last.is_some_and(|last| current.kind == SegmentKind::Body(last));
        segments.push(current);
        if done {
            return (Layout { segments }, unknown);
        }
        match kind {
            SegmentKind::Heading(section) => {
                levels.push((heading.level, heading.underlined));
                let inline = inline_value(text, &heading);
                let end = inline.as_ref().map_or(heading.span.end, |value| value.start);
                segments.push(Segment { kind, span: heading.span.start..end });
                current = Segment { kind: SegmentKind::Body(section), span: end..end };
            }
            _ => {
                current = Segment { kind, span: heading.span.start..heading.span.start };
                unknown.push(heading.words);
            }
        }
    }
    current.span.end = text.len();
    segments.push(current);
    segments.retain(|segment| !segment.span.is_empty() || matches!(segment.kind, SegmentKind::Body(_)));
    (Layout { segments }, unknown)
}

impl Layout {
    /// The text of a section; of two equal ones the first.
    pub(super) fn body(&self, section: Section) -> Option<Range<usize>> {
        self.find(SegmentKind::Body(section))
    }

    /// The heading of a section.
    pub(super) fn heading(&self, section: Section) -> Option<Range<usize>> {
        self.find(SegmentKind::Heading(section))
    }

    /// How the headings of the file's own sections begin, as that of its position does.
    pub(super) fn marks(&self, text: &str) -> Option<String> {
        let heading = &text[self.heading(Section::Position)?];
        let level = heading.trim_start().chars().take_while(|c| *c == '#').count();
        Some("#".repeat(if level == 0 { 2 } else { level }))
    }

    /// The texts of all sections of a kind.
    pub(super) fn bodies(&self, section: Section) -> impl Iterator<Item = Range<usize>> {
        let bodies = self.segments.iter().filter(move |segment| segment.kind == SegmentKind::Body(section));
        bodies.map(|segment| segment.span.clone())
    }

    fn find(&self, kind: SegmentKind) -> Option<Range<usize>> {
        self.segments.iter().find(|segment| segment.kind == kind).map(|segment| segment.span.clone())
    }

    /// Reads the settings above the sections.
    pub(super) fn front_matter(&self, file: &Arc<SourceFile>, findings: &mut Vec<Finding>) -> FrontMatter {
        let Some(span) = self.find(SegmentKind::FrontMatter) else { return FrontMatter::default() };
        let text = &file.text[span.clone()];
        let start = text.find('\n').map_or(text.len(), |at| at + 1);
        let Some(end) = closing_fence(text, start, FENCE) else {
            let finding = Finding::new(Code::FrontMatter, "the front matter is never closed")
                .hint("end it with a line of three plus signs: +++");
            findings.push(finding.at(file, span.start..span.start + start));
            return FrontMatter::default();
        };
        let reader = TomlReader::new(file, span.start + start);
        let parsed = reader.parse(&text[start..end]);
        let table = Table::root(&reader, &parsed);
        let front = FrontMatter {
            settings: settings(&table),
            deadline: table.date("deadline"),
            date: table.date("date"),
        };
        table.finish();
        findings.extend(reader.into_findings());
        front
    }
}

/// The line before and after front matter.
pub(super) const FENCE: &str = "+++";

/// Where the line that ends front matter starts.
pub fn closing_fence(text: &str, from: usize, fence: &str) -> Option<usize> {
    lines(text, from..text.len()).find(|line| text[line.clone()].trim() == fence).map(|line| line.start)
}

/// The front matter with both its fences. One that is not closed ends at the first heading, so that the
/// rest of the file can still be read and reported on.
fn front_matter_span(text: &str, from: usize) -> Option<Range<usize>> {
    let first = lines(text, from..text.len()).find(|line| !text[line.clone()].trim().is_empty())?;
    if text[first.clone()].trim() != "+++" {
        return None;
    }
    let line_end = |at: usize| text[at..].find('\n').map_or(text.len(), |end| at + end + 1);
    let after = line_end(first.end);
    let end = match closing_fence(text, after, FENCE) {
        Some(fence) => line_end(fence),
        None => headings(text, after)
            .find(|heading| known_section(&text[heading.words.clone()], false).is_some())
            .map_or(text.len(), |heading| heading.span.start),
    };
    Some(from..end)
}

/// Every line that could be a heading, in order.
fn headings(text: &str, from: usize) -> impl Iterator<Item = Heading> {
    let mut lines = lines(text, from..text.len()).peekable();
    std::iter::from_fn(move || {
        loop {
            let line = lines.next()?;
            let heading = match lines.peek() {
                Some(next) => marked(text, &line).or_else(|| underlined(text, &line, next)),
                None => marked(text, &line),
            };
            if heading.is_some() {
                return heading;
            }
        }
    })
}

/// `## Words`, also without the space and with closing marks.
fn marked(text: &str, line: &Range<usize>) -> Option<Heading> {
    let slice = &text[line.clone()];
    let body = slice.trim_start_matches(' ');
    let indent = slice.len() - body.len();
    let level = body.len() - body.trim_start_matches('#').len();
    if indent > 3 || !(1..=6).contains(&level) {
        return None;
    }
    let start = line.start + indent + level;
    let closing = slice.trim_end().trim_end_matches('#').len();
    let words = trimmed(text, start..(line.start + closing).max(start));
    (!words.is_empty()).then(|| Heading { level, underlined: false, words, span: line.clone() })
}

/// Words with a line of `=` or `-` below them.
fn underlined(text: &str, line: &Range<usize>, next: &Range<usize>) -> Option<Heading> {
    let under = text[next.clone()].trim();
    let level = match under.as_bytes().first()? {
        b'=' if under.bytes().all(|byte| byte == b'=') => 1,
        b'-' if under.bytes().all(|byte| byte == b'-') && under.len() > 1 => 2,
        _ => return None,
    };
    let words = trimmed(text, line.clone());
    let plain = !words.is_empty() && !text[line.clone()].starts_with(['-', '*', '+', '>', '|', '\t', ' ']);
    plain.then_some(Heading { level, underlined: true, words, span: line.start..next.end })
}

/// Whether a line would end a posting that stands below headings with two marks.
pub(super) fn ends_posting(line: &str) -> bool {
    let heading = marked(line, &(0..line.len())).filter(|heading| heading.level == 2);
    heading.is_some_and(|heading| known_section(&line[heading.words], true).is_some())
}

/// The section a heading starts, if it is a known one.
fn known_section(words: &str, in_posting: bool) -> Option<Section> {
    let find = |key: &str| {
        let found = HEADINGS.iter().find(|(heading, _, own)| *heading == key && (*own || !in_posting));
        found.map(|(_, section, _)| *section)
    };
    find(&fold_key(words)).or_else(|| {
        let (name, value) = words.split_once(':')?;
        let section = find(&fold_key(name))?;
        (!in_posting && section.is_single_value() && !value.trim().is_empty()).then_some(section)
    })
}

/// The value of a heading such as `## Company: Acme`.
fn inline_value(text: &str, heading: &Heading) -> Option<Range<usize>> {
    let words = &text[heading.words.clone()];
    let colon = words.find(':')?;
    let value = trimmed(text, heading.words.start + colon + 1..heading.words.end);
    let named = HEADINGS.iter().any(|(name, _, _)| *name == fold_key(&words[..colon]));
    (named && !value.is_empty()).then_some(value)
}

/// Headings that are no sections; of very many, only the first are told one by one.
fn unknown_findings(file: &Arc<SourceFile>, headings: &[Range<usize>], findings: &mut Vec<Finding>) {
    let (told, more) = headings.split_at(headings.len().min(MOST_TOLD));
    for heading in told {
        let name = words(&file.text[heading.clone()]);
        let hint = match nearest(&name, HEADINGS.iter().map(|(_, section, _)| section.name())) {
            Some(known) => format!("did you mean \"{known}\"?"),
            None => "move the text into Notes if it should have an effect".to_owned(),
        };
        let finding = Finding::new(Code::UnknownSection, format!("\"{name}\" is not a known section"));
        findings.push(finding.hint(hint).at(file, heading.clone()));
    }
    if let Some(first) = more.first() {
        let message = format!("this and {} more headings are no known sections", more.len() - 1);
        let hint = "text that was pasted belongs under \"## Job Description\"";
        findings.push(Finding::new(Code::UnknownSection, message).hint(hint).at(file, first.clone()));
    }
}

/// Text above the first section has no effect; a title is expected there.
fn preamble_findings(file: &Arc<SourceFile>, segments: &[Segment], findings: &mut Vec<Finding>) {
    let text = &file.text;
    let preamble = segments.iter().filter(|segment| segment.kind == SegmentKind::Preamble);
    for line in preamble.flat_map(|segment| lines(text, segment.span.clone())) {
        let words = trimmed(text, line);
        if !words.is_empty() && !text[words.clone()].starts_with(['#', '=', '-']) && !is_title(text, &words) {
            let finding = Finding::new(
                Code::UnknownSection,
                "this text stands above the first section, so it has no effect",
            )
            .hint("put it below a heading such as \"## Notes\"");
            findings.push(finding.at(file, words));
            return;
        }
    }
}

/// Whether a line is a title because it is underlined.
fn is_title(text: &str, words: &Range<usize>) -> bool {
    let next = text[words.end..].lines().nth(1).unwrap_or_default().trim();
    !next.is_empty() && next.bytes().all(|byte| byte == b'=')
}

/// A section may be repeated with the same value, never with another one.
fn twice_findings(file: &Arc<SourceFile>, segments: &[Segment], findings: &mut Vec<Finding>) {
    let mut first: HashMap<Section, (&Segment, String)> = HashMap::new();
    let mut heading = 0..0;
    for segment in segments {
        match segment.kind {
            SegmentKind::Heading(_) => heading = trimmed(&file.text, segment.span.clone()),
            SegmentKind::Body(section) => {
                let text = fold_quotes(&file.text[segment.span.clone()]);
                let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                let Some((earlier, known)) = first.get(&section) else {
                    first.insert(section, (segment, text));
                    continue;
                };
                if *known != text {
                    let at = earlier.span.start;
                    let line = file.position(at).0 - usize::from(file.text[..at].ends_with('\n'));
                    let message = format!(
                        "the section {section} stands here a second time, with another text than at line {line}"
                    );
                    let finding = Finding::new(Code::SectionTwice, message).hint(
                        "keep one; a posting's own heading of that name can be indented by four spaces",
                    );
                    findings.push(finding.at(file, heading.clone()));
                }
            }
            _ => {}
        }
    }
}
