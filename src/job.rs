//! The job: one opening applied for, read from its owner's Markdown notes.
//!
//! A notes file mixes what its owner wrote with what they pasted, so reading is line-based where structure
//! decides (sections, bullets) and never fails on Markdown that is not quite right. Every byte of the file
//! ends up in a [`Segment`]; what cannot be understood is kept and reported.

mod comments;
mod connection;
mod draft;
mod edit;
mod instruction;
mod notes;
mod outline;
mod posting;
mod sections;
mod status;
mod text;
mod words;

use std::ops::Range;
use std::sync::Arc;

use crate::finding::{Checked, Code, Finding, SourceFile, Spanned};
use crate::profile::{Date, Defaults};

pub use connection::Answer;
pub use draft::{Draft, Unreadable, draft, names};
pub use edit::{Setting, Wish, with_setting, with_wish};
pub use instruction::{Instruction, Intent, opening_verb};
pub use notes::{Area, EntryInstruction, LetterPart, LetterPoint, Notes};
pub use posting::{Demand, Requirement};
pub use sections::{Section, Segment, SegmentKind, closing_fence};
pub use status::{Status, StatusChange, is_status, with_status};
pub use text::{fold_key, fold_quotes, split_sentences, split_text};

/// One opening applied for.
#[derive(Debug, Clone)]
pub struct Job {
    /// The file's stem: the job's name everywhere.
    pub name: String,
    /// The file it was read from.
    pub file: Arc<SourceFile>,
    /// Every byte of the file, in order, and what it belongs to.
    pub segments: Vec<Segment>,
    /// Settings of the front matter.
    pub settings: Defaults,
    /// Last day to apply.
    pub deadline: Option<Spanned<Date>>,
    /// The letter's date, if no application date is given.
    pub date: Option<Spanned<Date>>,
    /// The company, exactly as written.
    pub company: Spanned<String>,
    /// The position, exactly as written.
    pub position: Spanned<String>,
    /// The posting's address.
    pub url: Option<Spanned<String>>,
    /// Where the application stands.
    pub status: Option<Spanned<Status>>,
    /// How it came there, the latest change last.
    pub history: Vec<StatusChange>,
    /// Where the job is.
    pub location: Option<Spanned<String>>,
    /// Whom to write to.
    pub contact: Option<Spanned<String>>,
    /// When the application was, or will be, sent.
    pub application_date: Option<Spanned<Date>>,
    /// What the posting asks for.
    pub requirements: Vec<Requirement>,
    /// Sentences about the company.
    pub company_details: Vec<Spanned<String>>,
    /// The bytes of the posting, if there is one.
    pub posting: Option<Range<usize>>,
    /// Why this company matters to the owner.
    pub connection: Vec<Answer>,
    /// Whether a line of the notes lets the letter tell facts about family and health.
    pub shares_personal_facts: bool,
    /// The owner's instructions.
    pub notes: Notes,
    /// Ids that must be on the page.
    pub keep: Vec<Spanned<String>>,
    /// Ids that must not be on the page.
    pub drop: Vec<Spanned<String>>,
}

/// What a job's file says of how its documents are made; no more has to be read to see whether they are up to date.
#[derive(Debug, Clone)]
pub struct Head {
    /// The file.
    pub file: Arc<SourceFile>,
    /// Settings of the front matter.
    pub settings: Defaults,
    /// The letter's date: that of the application, or else of the front matter.
    pub date: Option<Date>,
}

impl Head {
    /// Reads the head of a job's file, as far as it can be read.
    pub fn read(file: &Arc<SourceFile>) -> Self {
        let plain = comments::blanked(&with_plain_spaces(file));
        let (layout, mut findings) = sections::scan(&plain);
        let front = layout.front_matter(&plain, &mut findings);
        let mut reader = Reader { written: &plain, file: &plain, layout: &layout, findings };
        let date = reader.date(Section::ApplicationDate).or(front.date).map(|date| date.value);
        Self { file: Arc::clone(file), settings: front.settings, date }
    }
}

impl Job {
    /// The head of its file.
    pub fn head(&self) -> Head {
        let date = self.application_date.as_ref().or(self.date.as_ref()).map(|date| date.value);
        Head { file: Arc::clone(&self.file), settings: self.settings.clone(), date }
    }

    /// The text of its file, with blanks for its comments, which say nothing.
    pub(crate) fn said(&self) -> String {
        comments::blanked(&self.file).text.clone()
    }

    /// Reads a job file; `name` is its stem.
    pub fn read(name: &str, file: &Arc<SourceFile>) -> Checked<Self> {
        let mut checked = Self::read_plain(name, &with_plain_spaces(file));
        for place in checked.findings.iter_mut().filter_map(|finding| finding.place.as_mut()) {
            place.file = Arc::clone(file);
        }
        if let Some(job) = &mut checked.value {
            job.file = Arc::clone(file);
        }
        checked
    }

    /// The company that a job file names, without reading the rest.
    pub fn company(file: &Arc<SourceFile>) -> Option<String> {
        let plain = comments::blanked(&with_plain_spaces(file));
        let body = sections::body(&plain.text, Section::Company)?;
        value(&plain.text, Section::Company, body).map(|company| company.value)
    }

    fn read_plain(name: &str, written: &Arc<SourceFile>) -> Checked<Self> {
        let file = &comments::blanked(written);
        let (layout, mut findings) = sections::scan(file);
        let front = layout.front_matter(file, &mut findings);
        let mut reader = Reader { written, file, layout: &layout, findings };

        let company = reader.required(Section::Company, Code::NoCompany, "company", "Penn Medicine");
        let position = reader.required(Section::Position, Code::NoPosition, "position", "Data Engineer");
        let status = reader.status();
        let history = layout.body(Section::Status);
        let history = history.map(|body| status::history(&file.text, body)).unwrap_or_default();
        let application_date = reader.date(Section::ApplicationDate);
        let url = reader.value(Section::JobUrl);
        let location = reader.value(Section::Location);
        let contact = reader.value(Section::Contact);
        let keep = reader.ids(Section::Keep);
        let drop = reader.ids(Section::Drop);
        let posting = reader.posting();
        let requirements = posting.clone().map(|body| posting::requirements(file, body)).unwrap_or_default();
        let details = layout.body(Section::CompanyDetails);
        let company_details = details.map(|body| text::sentences(file, body)).unwrap_or_default();
        let connection = layout.body(Section::PersonalConnection);
        let connection = connection.map(|body| connection::answers(file, body)).unwrap_or_default();
        let shares_personal_facts = [Section::PersonalConnection, Section::Notes]
            .into_iter()
            .filter_map(|section| layout.body(section))
            .flat_map(|body| text::lines(&file.text, body))
            .any(|line| text::shares_personal_facts(&file.text[line]));
        let notes = reader.notes();

        let mut findings = reader.findings;
        findings.sort_by_key(|finding| finding.place.as_ref().map(|place| place.span.start));
        let (Some(company), Some(position)) = (company, position) else { return Checked::failed(findings) };
        let job = Self {
            name: name.to_owned(),
            file: Arc::clone(file),
            segments: layout.segments,
            settings: front.settings,
            deadline: front.deadline,
            date: front.date,
            company,
            position,
            url,
            status,
            history,
            location,
            contact,
            application_date,
            requirements,
            company_details,
            posting,
            connection,
            shares_personal_facts,
            notes,
            keep,
            drop,
        };
        Checked::new(job, findings)
    }
}

/// The same text with plain spaces and the same offsets: no later step has to know the other kinds.
fn with_plain_spaces(file: &Arc<SourceFile>) -> Arc<SourceFile> {
    SourceFile::new(file.name.as_str(), text::plain_spaces(&file.text))
}

/// Reads the values of the sections, collecting findings.
struct Reader<'a> {
    /// The file with its comments.
    written: &'a Arc<SourceFile>,
    file: &'a Arc<SourceFile>,
    layout: &'a sections::Layout,
    findings: Vec<Finding>,
}

/// The first line of a section's body that says something, exactly as written but for its spacing; a line of history
/// tells what was.
fn value(text: &str, section: Section, body: Range<usize>) -> Option<Spanned<String>> {
    let of_history = |line: &str| section == Section::Status && status::is_history(line);
    text::lines(text, body)
        .map(|line| text::trimmed(text, line))
        .filter(|span| !of_history(&text[span.clone()]))
        .find(|span| !span.is_empty() && !outline::is_heading(&text[span.clone()]))
        .map(|span| text::value(text, span))
        .filter(|value| !value.value.is_empty())
}

impl Reader<'_> {
    /// As for [`value`].
    fn value(&self, section: Section) -> Option<Spanned<String>> {
        value(&self.file.text, section, self.layout.body(section)?)
    }

    fn required(
        &mut self,
        section: Section,
        code: Code,
        what: &str,
        example: &str,
    ) -> Option<Spanned<String>> {
        let value = self.value(section);
        if value.is_none() {
            let finding = Finding::new(code, format!("the {what} is missing"))
                .hint(format!("add a line \"## {section}\" and below it, for example, \"{example}\""));
            let span = self.layout.heading(section).unwrap_or(0..0);
            self.findings.push(finding.at(self.file, span));
        }
        value
    }

    fn date(&mut self, section: Section) -> Option<Spanned<Date>> {
        let text = self.value(section)?;
        let date = Date::parse(&text.value);
        if date.is_none() {
            let finding = Finding::new(Code::BadDate, format!("\"{}\" is not a date", text.value))
                .hint("write YYYY-MM-DD, for example 2025-05-07");
            self.findings.push(finding.at(self.file, text.span.clone()));
        }
        date.map(|date| Spanned::new(date, text.span))
    }

    fn status(&mut self) -> Option<Spanned<Status>> {
        let text = self.value(Section::Status)?;
        let status = Status::parse(&text.value);
        if let Status::Other(word) = &status {
            let finding = Finding::new(Code::UnknownStatus, format!("\"{word}\" is not a known status"))
                .hint(Status::unknown_hint(word));
            self.findings.push(finding.at(self.file, text.span.clone()));
        }
        Some(Spanned::new(status, text.span))
    }

    /// Ids, one on a line or several with commas.
    fn ids(&self, section: Section) -> Vec<Spanned<String>> {
        let Some(body) = self.layout.body(section) else { return Vec::new() };
        let text = &self.file.text;
        let mut ids = Vec::new();
        for item in outline::flat(text, body) {
            let mut start = item.span.start;
            for part in text[item.span.clone()].split_inclusive([',', ';', '\n']) {
                let span =
                    text::trimmed(text, start..start + part.trim_end_matches([',', ';', '\n', '\r']).len());
                start += part.len();
                let id = text[span.clone()].trim_matches('`');
                if !id.is_empty() {
                    ids.push(Spanned::new(id.to_owned(), span));
                }
            }
        }
        ids
    }

    fn posting(&mut self) -> Option<Range<usize>> {
        let body = self.layout.body(Section::JobDescription);
        let prompt = body.clone().is_some_and(|body| comments::is_comment(&self.file.text[body]));
        let posting = body.filter(|body| !prompt && !self.file.text[body.clone()].trim().is_empty());
        if posting.is_none() && !prompt {
            let finding = Finding::new(Code::NoPosting, "there is no job description")
                .hint("paste the posting under \"## Job Description\", and its requirements count too");
            let span = self.layout.heading(Section::JobDescription).unwrap_or(0..0);
            self.findings.push(finding.at(self.file, span));
        }
        posting
    }

    fn notes(&mut self) -> Notes {
        let body = self.layout.body(Section::Notes);
        let prompt = body.clone().is_some_and(|body| comments::has_comment(&self.written.text[body]));
        let notes = body.map(|body| notes::read(self.file, body)).unwrap_or_default();
        if let Some(instruction) = notes.instructions().nth(notes::MOST_INSTRUCTIONS) {
            let finding = Finding::new(
                Code::TooMany,
                format!("this is one of more than {} instructions", notes::MOST_INSTRUCTIONS),
            )
            .hint("keep what matters for this job; the text of the posting belongs under \"## Job Description\"");
            self.findings.push(finding.at(self.file, instruction.text.span.clone()));
        }
        if notes.is_empty() && !prompt {
            let finding = Finding::new(
                Code::NoNotes,
                "there are no instructions in Notes, so the general resume is built",
            )
            .hint("write, for example, \"- Key skills to emphasize:\" and below it \"  - Team leadership\"");
            let span = self.layout.heading(Section::Notes).unwrap_or(0..0);
            self.findings.push(finding.at(self.file, span));
        }
        notes
    }
}
