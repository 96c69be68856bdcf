//! One job in one theme, as the browser shows it: pages, reasons and findings.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::drawing::{self, Page};
use crate::explain::{Explanation, Line};
use crate::finding::{Code, Finding, SourceFile};
use crate::job::Job;
use crate::pipeline::{Application, Compiled, Shared};
use crate::render::{Block, Field, FieldKind};
use crate::threads::both;

/// What a browser looks at.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Deserialize)]
pub(super) struct Look {
    /// The job.
    pub(super) job: String,
    /// The theme, if it is not the job's own.
    #[serde(default)]
    pub(super) theme: Option<String>,
}

/// The documents of a job, and why they are so.
#[derive(Debug, Serialize)]
pub(super) struct Good {
    /// The theme that they are in.
    theme: String,
    /// The page limit of the resume.
    page_limit: usize,
    pub(super) resume: Document,
    #[serde(rename = "cover-letter")]
    pub(super) letter: Document,
    explanation: Explanation,
    /// What each entry that has highlights is called.
    names: BTreeMap<String, String>,
    /// How many sentences each paragraph of the letter has.
    paragraphs: Vec<usize>,
    /// Every line that is referred to, by file and number.
    lines: BTreeMap<String, BTreeMap<usize, String>>,
}

/// A finished document.
#[derive(Debug, Serialize)]
pub(super) struct Document {
    pub(super) pages: Vec<Page>,
    #[serde(skip)]
    pub(super) pdf: Vec<u8>,
    /// The fields that its text has.
    #[serde(skip)]
    fields: Vec<Block>,
}

/// A finding with the line it is about.
#[derive(Debug, Serialize)]
pub(super) struct Shown {
    #[serde(flatten)]
    finding: Finding,
    source: Option<String>,
}

impl Shown {
    pub(super) fn of(finding: Finding) -> Self {
        let source = finding.place.as_ref().map(|place| place.source_line().trim().to_owned());
        Self { finding, source }
    }
}

/// What a browser is shown for a look.
#[derive(Serialize)]
pub(super) struct View<'a> {
    job: &'a str,
    company: Option<&'a str>,
    position: Option<&'a str>,
    /// The last documents that could be made.
    good: Option<&'a Good>,
    /// Whether they are of the files as they are now.
    current: bool,
    /// The ids of the highlights that the notes keep.
    keep: Vec<&'a str>,
    /// The ids of those that they drop.
    drop: Vec<&'a str>,
    findings: Vec<Shown>,
}

impl<'a> View<'a> {
    pub(super) fn new(
        name: &'a str,
        job: Option<&'a Job>,
        good: Option<&'a Good>,
        current: bool,
        mut findings: Vec<Finding>,
    ) -> Self {
        findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        Self {
            job: name,
            company: job.map(|job| job.company.value.as_str()),
            position: job.map(|job| job.position.value.as_str()),
            good,
            current,
            keep: job.iter().flat_map(|job| &job.keep).map(|id| id.value.as_str()).collect(),
            drop: job.iter().flat_map(|job| &job.drop).map(|id| id.value.as_str()).collect(),
            findings: findings.into_iter().map(Shown::of).collect(),
        }
    }

    /// It as the page reads it.
    pub(super) fn json(&self) -> Arc<[u8]> {
        // The type holds only strings, numbers and lists of them, which always serialise.
        serde_json::to_vec(self).unwrap_or_default().into()
    }
}

/// Makes the documents of an application; none where an error stands in the way. A document that is the same as before
/// is not drawn again.
pub(super) fn make(
    shared: &Shared<'_>,
    application: &Application,
    before: Option<&Good>,
    findings: &mut Vec<Finding>,
) -> Option<Good> {
    let compiled = shared.make(application, findings)?;
    let good = good(shared, application, compiled, before);
    if good.is_none() {
        let finding = Finding::new(Code::FaultyPdf, "the finished documents cannot be drawn");
        findings.push(finding.hint("build them, and open the PDFs in another program"));
    }
    good
}

fn good(
    shared: &Shared<'_>,
    application: &Application,
    compiled: Compiled,
    before: Option<&Good>,
) -> Option<Good> {
    let Compiled { mut files, explanation, fields: [resume, letter], theme, page_limit, .. } = compiled;
    let mut pdf = |name: &str| Some(files.swap_remove(files.iter().position(|(file, _)| file == name)?).1);
    let (resume_pdf, letter_pdf) = (pdf("resume.pdf")?, pdf("cover-letter.pdf")?);
    let (resume_fields, letter_fields) = (by_part(resume, &explanation), by_sentence(letter, &explanation));
    let (resume_before, letter_before) = before.map(|before| (&before.resume, &before.letter)).unzip();
    let (letter_pages, resume_pages) = both(
        || drawn(&letter_pdf, &letter_fields, letter_before),
        || drawn(&resume_pdf, &resume_fields, resume_before),
    );
    let texts = [Some(shared.profile_file()), Some(&application.job.file), application.letter.as_ref()];
    Some(Good {
        theme,
        page_limit,
        resume: Document { pages: resume_pages?, pdf: resume_pdf, fields: resume_fields },
        letter: Document { pages: letter_pages?, pdf: letter_pdf, fields: letter_fields },
        names: explanation.names.clone(),
        paragraphs: explanation.paragraphs.clone(),
        lines: lines(&explanation, texts.into_iter().flatten()),
        explanation,
    })
}

/// The pages of a document, drawn unless it is the same as before.
fn drawn(pdf: &[u8], fields: &[Block], before: Option<&Document>) -> Option<Vec<Page>> {
    let same = before.filter(|before| before.pdf == pdf && before.fields == fields);
    same.map(|same| same.pages.clone()).or_else(|| drawing::pages(pdf, fields))
}

/// The fields of a resume in which every headline, skill and course that was chosen knows the part it is of.
fn by_part(mut resume: Vec<Block>, explanation: &Explanation) -> Vec<Block> {
    let part = |field: &Field| {
        let kind = match field.kind {
            FieldKind::Headline => "headline",
            FieldKind::Word => "skills",
            FieldKind::Course => "courses",
            _ => return None,
        };
        let part = explanation.parts.iter().find(|part| part.part == kind)?;
        part.chosen.contains(&field.text).then(|| part_id(kind))
    };
    for field in resume.iter_mut().flat_map(|block| &mut block.steps).flatten() {
        field.id = part(field).unwrap_or_else(|| std::mem::take(&mut field.id));
    }
    resume
}

/// The id of a part of the page.
fn part_id(part: &str) -> String {
    format!("part:{part}")
}

/// The fields of a letter with its sentences in the place of its paragraphs; their ids are their numbers.
fn by_sentence(letter: Vec<Block>, explanation: &Explanation) -> Vec<Block> {
    let mut sentences: Vec<Vec<Field>> = explanation
        .letter
        .iter()
        .enumerate()
        .map(|(at, line)| {
            let text = line.sentence.clone();
            vec![Field { kind: FieldKind::Text, text, id: sentence_id(at), links: Vec::new() }]
        })
        .collect();
    let is_text = |step: &Vec<Field>| step.iter().any(|field| field.kind == FieldKind::Text);
    let with_sentences = |block: Block| {
        let steps = block.steps.into_iter().flat_map(|step| match is_text(&step) {
            // All of them come at the first paragraph, for the others follow it without a gap.
            true => std::mem::take(&mut sentences),
            false => vec![step],
        });
        Block { steps: steps.collect() }
    };
    letter.into_iter().map(with_sentences).collect()
}

/// The id of a sentence of the letter.
fn sentence_id(at: usize) -> String {
    format!("sentence-{at}")
}

/// The words of every line that an explanation refers to.
fn lines<'a>(
    explanation: &Explanation,
    texts: impl Iterator<Item = &'a Arc<SourceFile>>,
) -> BTreeMap<String, BTreeMap<usize, String>> {
    let topics = explanation.topics.iter().flat_map(|topic| &topic.sources);
    let sentences = explanation.letter.iter().chain(&explanation.left_out).flat_map(|line| &line.sources);
    let unused = explanation.unused.iter().map(|unused| &unused.source);
    let wanted: BTreeSet<(&str, usize)> =
        topics.chain(sentences).chain(unused).map(|Line { file, line }| (file.as_str(), *line)).collect();
    let mut known = BTreeMap::new();
    for text in texts {
        let said: BTreeMap<usize, String> = text
            .text
            .lines()
            .enumerate()
            .map(|(at, line)| (at + 1, line))
            .filter(|(at, _)| wanted.contains(&(text.name.as_str(), *at)))
            .map(|(at, line)| (at, excerpt(line)))
            .collect();
        known.insert(text.name.clone(), said);
    }
    known
}

/// As much of a line as helps to find it.
fn excerpt(line: &str) -> String {
    const QUOTED: usize = 300;
    let line = line.trim();
    let short: String = line.chars().take(QUOTED).collect();
    if short.len() < line.len() { short + "..." } else { short }
}
