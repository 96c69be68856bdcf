//! The letter's file: a draft for its owner to edit, and the edited letter read again.
//!
//! It is Markdown as people write letters: a greeting, paragraphs, a closing, a name. The short front matter says
//! what the letter was drafted from, so that a change of the notes can be seen.

use std::ops::Range;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::unused::unused;
use super::{Letter, MARKER_END, Paragraph, Sentence, Unused};
use crate::finding::{Checked, Code, Finding, Place, Severity, SourceFile};
use crate::job::{Job, closing_fence, split_sentences};
use crate::markdown::Prose;
use crate::profile::{Profile, Reader as TomlReader, Table};
use crate::tailor::Matcher;

mod outline;
mod sources;

use outline::{Outline, without_comments};

/// An edited letter and where it was read from.
#[derive(Debug, Clone, Copy)]
pub struct Owned<'a> {
    /// The letter's file.
    pub file: &'a Arc<SourceFile>,
    /// The person.
    pub profile: &'a Profile,
    /// The job.
    pub job: &'a Job,
    /// What would be drafted now, for all that a letter's file does not say.
    pub draft: &'a Letter,
}

/// What the front matter of a letter's file says.
#[derive(Debug, Default)]
struct Front {
    /// Fingerprint of the notes that the letter was drafted from, and where it stands.
    notes: Option<(String, Range<usize>)>,
    /// Fingerprint of the text as it was drafted.
    text: Option<String>,
}

/// The text of a letter's file.
pub fn text(letter: &Letter, job: &Job) -> String {
    let body = body(letter);
    let words = letter.words();
    format!(
        "+++\n\
         # Drafted from {} and the profile; {words} words. It is yours to edit now:\n\
         # `bespoke build` sets this text and never changes it.\n\
         notes = \"{}\"\n\
         text = \"{}\"\n\
         +++\n\n{body}",
        job.file.name,
        fingerprint(job),
        digest([body.as_str()]),
    )
}

/// The letter itself, in Markdown.
fn body(letter: &Letter) -> String {
    let mut blocks = vec![Prose::literal(&letter.salutation).markdown()];
    blocks.extend(letter.paragraphs.iter().map(|paragraph| paragraph.prose.markdown()));
    blocks.push(Prose::literal(&letter.closing).markdown());
    blocks.push(Prose::literal(&letter.signature).markdown());
    blocks.extend(letter.below.iter().map(|line| Prose::literal(line).markdown()));
    blocks.join("\n\n") + "\n"
}

/// What of a job a letter is drafted from, as a short fingerprint: not the status, nor how the file is laid out.
pub fn fingerprint(job: &Job) -> String {
    let instructions = job.notes.instructions().map(|instruction| instruction.text.value.as_str());
    let names = [&job.company, &job.position].into_iter().chain(&job.location).chain(&job.contact);
    let answers = job.connection.iter().map(|answer| answer.text.value.as_str());
    let details = job.company_details.iter().map(|detail| detail.value.as_str());
    digest(names.map(|name| name.value.as_str()).chain(instructions).chain(answers).chain(details))
}

/// A short fingerprint of several texts.
fn digest<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let mut hash = Sha256::new();
    for text in texts {
        hash.update(text.as_bytes());
        // So that "ab", "c" and "a", "bc" differ.
        hash.update([0]);
    }
    hash.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

/// Whether a draft's file was changed by hand since it was written, so that it must not be replaced.
pub fn was_edited(file: &Arc<SourceFile>) -> bool {
    let (front, body, _) = front(file);
    front.text.is_none_or(|text| text != digest([file.text[body].trim_start_matches(['\n', '\r'])]))
}

/// Reads an edited letter.
pub fn read(owned: &Owned<'_>) -> Checked<Letter> {
    let Owned { file, profile, job, draft } = *owned;
    let (front, body, mut findings) = front(file);
    let (text, unclosed) = without_comments(&file.text);
    let outline = Outline::read(&text, body, &profile.basics.name);
    findings.extend(unclosed.map(|start| {
        Finding::new(Code::LetterFile, "the comment is never closed, so it is set as text")
            .severity(Severity::Warning)
            .hint("end it with `-->`, or delete it")
            .at(file, start..start + 4)
    }));
    findings.extend(outline.ignored.iter().map(|span| {
        let message = "this is no part of the letter's text, so it is not set";
        Finding::new(Code::LetterFile, message)
            .severity(Severity::Warning)
            .hint("the head, the date and the address come from the profile and the notes; delete the lines")
            .at(file, span.clone())
    }));
    let known = sources::Known::new(profile, job, draft);
    let paragraphs: Vec<Paragraph> = outline
        .paragraphs
        .iter()
        .map(|paragraph| {
            let sentence = |span: Range<usize>| {
                let text = Prose::parse(&text[span.clone()]).plain();
                let mut sources = vec![Place::new(file, span)];
                sources.extend(known.behind(&text));
                Sentence { text, sources }
            };
            let spans = split_sentences(&text, paragraph.span.clone()).into_iter();
            let spans = spans.flat_map(|span| around_markers(&text, span));
            let prose = Prose::parse(&text[paragraph.span.clone()]);
            findings.extend(prose.findings().map(|finding| finding.at(file, paragraph.span.clone())));
            Paragraph { prose, is_item: paragraph.item, sentences: spans.map(sentence).collect() }
        })
        .filter(|paragraph| !paragraph.prose.is_empty())
        .collect();
    if paragraphs.is_empty() {
        let finding = Finding::new(Code::LetterFile, "the letter has no text")
            .hint("write it, or delete the file: then the letter is drafted from the notes again");
        findings.push(finding.in_file(file.name.clone()));
        return Checked::failed(findings);
    }
    findings.extend(stale(file, job, &front));
    let line = |span: &Range<usize>| Prose::parse(&text[span.clone()]).plain();
    let mut letter = Letter {
        salutation: outline.salutation.as_ref().map_or_else(|| draft.salutation.clone(), line),
        closing: outline.closing.as_ref().map_or_else(|| draft.closing.clone(), line),
        signature: outline.signature.as_ref().map_or_else(|| draft.signature.clone(), line),
        below: if outline.signature.is_some() {
            outline.below.iter().map(line).collect()
        } else {
            draft.below.clone()
        },
        paragraphs,
        unused: Vec::new(),
        left_out: Vec::new(),
        ..draft.clone()
    };
    letter.unused = unused(&letter, job, &Matcher::new(&profile.aliases), |_| false);
    findings.extend(letter.unused.iter().map(Unused::finding));
    Checked::new(letter, findings)
}

/// A marker is a sentence of its own, also where no full stop follows it.
fn around_markers(text: &str, span: Range<usize>) -> Vec<Range<usize>> {
    let mut spans = Vec::new();
    let mut start = span.start;
    for (at, mark) in text[span.clone()].match_indices(MARKER_END) {
        let end = span.start + at + mark.len();
        spans.push(start..end);
        start = end + (text[end..span.end].len() - text[end..span.end].trim_start().len());
    }
    spans.push(start..span.end);
    spans.retain(|span| !text[span.clone()].trim().is_empty());
    spans
}

/// The notes are not those that the letter was drafted from.
fn stale(file: &Arc<SourceFile>, job: &Job, front: &Front) -> Option<Finding> {
    let (notes, span) = front.notes.as_ref()?;
    let now = fingerprint(job);
    let message = format!("{} has changed since the letter was drafted", job.file.name);
    let hint = format!(
        "`bespoke letter {} --redraft` shows what a new draft says; if the letter still holds, write notes = \"{now}\"",
        job.name
    );
    (*notes != now).then(|| Finding::new(Code::LetterStale, message).hint(hint).at(file, span.clone()))
}

/// The front matter, and where the letter begins; a letter may have none.
fn front(file: &Arc<SourceFile>) -> (Front, Range<usize>, Vec<Finding>) {
    let text = &file.text;
    let start = text.len() - text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).len();
    let line = |at: usize| text[at..].find('\n').map_or(text.len(), |end| at + end + 1);
    let fence = text[start..line(start)].trim();
    if !matches!(fence, "+++" | "---") {
        return (Front::default(), start..text.len(), Vec::new());
    }
    let head = line(start);
    let wrong = |message: &str, hint: &str, span: Range<usize>| {
        Finding::new(Code::LetterFile, message).hint(hint).at(file, span)
    };
    let Some(at) = closing_fence(text, head, fence) else {
        // A letter that happens to begin with a line of dashes has no front matter.
        if fence == "---" {
            return (Front::default(), head..text.len(), Vec::new());
        }
        let finding = wrong(
            "the front matter is never closed",
            "end it with a line of three plus signs: +++",
            start..head,
        );
        return (Front::default(), head..text.len(), vec![finding]);
    };
    let body = line(at)..text.len();
    if fence == "---" {
        let finding = wrong(
            "the front matter is not TOML, so it has no effect",
            "write it between lines of three plus signs, +++, or delete it",
            start..at,
        );
        return (Front::default(), body, vec![finding.severity(Severity::Warning)]);
    }
    let reader = TomlReader::new(file, head);
    let parsed = reader.parse(&text[head..at]);
    let table = Table::root(&reader, &parsed);
    let front = Front {
        notes: table.text("notes").map(|notes| (notes.value, notes.span)),
        text: table.string("text"),
    };
    table.finish();
    (front, body, reader.into_findings())
}
