//! The explanation: every decision of a job, for people and as JSON.

mod diff;
mod letter;
mod text;

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use crate::finding::Place;
use crate::job::Job;
use crate::letter::{Letter, Sentence, Unused};
use crate::profile::Profile;
use crate::tailor::{Coverage, HighlightOutcome, More, Objective, Part, Plan, Selection, TopicStatus};

pub use diff::Diff;

/// Why each line of a job's documents is in or out; its JSON is what scripts read.
#[derive(Debug, Clone, Serialize)]
pub struct Explanation {
    /// The job's name.
    pub job: String,
    /// The company.
    pub company: String,
    /// The position.
    pub position: String,
    /// Everything asked for.
    pub topics: Vec<TopicLine>,
    /// Every highlight of the profile.
    pub highlights: Vec<HighlightOutcome>,
    /// Ids of topics without evidence.
    pub gaps: Vec<String>,
    /// Weight of the covered topics, and of those this profile could cover.
    pub coverage: Coverage,
    /// Value of the page and the bound it was held against.
    pub objective: Objective,
    /// How the other parts of the page were chosen.
    pub parts: Vec<Part>,
    /// Ids of highlights there was no room for, the one that would add most first.
    pub cut: Vec<String>,
    /// What more room would bring.
    pub more: Vec<More>,
    /// The letter, sentence by sentence.
    pub letter: Vec<SentenceLine>,
    /// What the letter could have said and leaves out to stay short, the most valuable first.
    pub left_out: Vec<SentenceLine>,
    /// Instructions that left no trace in the letter.
    pub unused: Vec<UnusedLine>,
    /// How many sentences each paragraph of the letter has; only in the text.
    #[serde(skip)]
    pub paragraphs: Vec<usize>,
    /// What each name in the notes was resolved to; only in the text.
    #[serde(skip)]
    pub resolutions: Vec<ResolutionLine>,
    /// What each entry that has highlights is called; only in the text.
    #[serde(skip)]
    pub names: BTreeMap<String, String>,
}

/// A line of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The file, relative to the workspace where it is in it.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
}

impl Line {
    fn new(place: &Place) -> Self {
        Self { file: place.file.name.clone(), line: place.position().0 }
    }
}

/// A topic.
#[derive(Debug, Clone, Serialize)]
pub struct TopicLine {
    /// Unique name.
    pub id: String,
    /// What it is about.
    pub text: String,
    /// How much it counts.
    pub weight: f64,
    /// The entry it is limited to.
    pub scope: Option<String>,
    /// Where it was asked for.
    pub sources: Vec<Line>,
    /// What became of it.
    #[serde(serialize_with = "status")]
    pub status: TopicStatus,
    /// Ids of the evidence on the page.
    pub covered_by: Vec<String>,
    /// Ids of all evidence.
    pub candidates: Vec<String>,
    /// For a gap: ids of evidence in other entries; only in the text.
    #[serde(skip)]
    pub elsewhere: Vec<String>,
    /// Whether the notes ask for it, rather than the posting; only in the text.
    #[serde(skip)]
    pub from_notes: bool,
}

fn status<S: Serializer>(status: &TopicStatus, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(match status {
        TopicStatus::Covered => "covered",
        TopicStatus::Unselected => "unselected",
        TopicStatus::Gap => "gap",
        TopicStatus::NotApplicable => "not-applicable",
        TopicStatus::Excluded => "excluded",
    })
}

/// A sentence of the letter.
#[derive(Debug, Clone, Serialize)]
pub struct SentenceLine {
    /// The words.
    pub sentence: String,
    /// The lines it rests on.
    pub sources: Vec<Line>,
}

/// An instruction without a trace.
#[derive(Debug, Clone, Serialize)]
pub struct UnusedLine {
    /// The phrase.
    pub text: String,
    /// Where it stands.
    pub source: Line,
}

/// A name of the notes and what it stands for.
#[derive(Debug, Clone)]
pub struct ResolutionLine {
    /// The name as written.
    pub reference: String,
    /// Where.
    pub line: usize,
    /// The id of the entry.
    pub id: String,
    /// What the entry is called.
    pub name: String,
}

impl Explanation {
    /// Gathers the decisions of a job.
    pub fn new(
        profile: &Profile,
        job: &Job,
        plan: &Plan<'_>,
        selection: &Selection,
        letter: &Letter,
    ) -> Self {
        let lines = |spans: &[std::ops::Range<usize>]| -> Vec<Line> {
            let mut lines: Vec<Line> =
                spans.iter().map(|span| Line::new(&Place::new(&job.file, span.clone()))).collect();
            lines.dedup();
            lines
        };
        let topics: Vec<TopicLine> = selection
            .topics
            .iter()
            .map(|outcome| TopicLine {
                id: outcome.topic.id.clone(),
                text: outcome.topic.text.clone(),
                weight: outcome.topic.weight,
                scope: outcome.topic.scope.clone(),
                sources: lines(&outcome.topic.sources),
                status: outcome.status,
                covered_by: outcome.covered_by.clone(),
                candidates: outcome.candidates.clone(),
                elsewhere: outcome.elsewhere.clone(),
                from_notes: outcome.topic.from_notes,
            })
            .collect();
        let gaps =
            topics.iter().filter(|topic| topic.status == TopicStatus::Gap).map(|topic| topic.id.clone());
        Self {
            job: job.name.clone(),
            company: job.company.value.clone(),
            position: job.position.value.clone(),
            gaps: gaps.collect(),
            highlights: selection.highlights.clone(),
            coverage: Coverage {
                achieved: rounded(selection.coverage.achieved),
                possible: rounded(selection.coverage.possible),
            },
            objective: selection.objective,
            parts: selection.parts.clone(),
            cut: selection.cut.clone(),
            more: selection.more.clone(),
            names: profile.highlight_lists().map(|(id, _)| (id.to_owned(), plan.scope_name(id))).collect(),
            letter: Vec::new(),
            left_out: Vec::new(),
            unused: Vec::new(),
            paragraphs: Vec::new(),
            resolutions: plan
                .resolutions()
                .iter()
                .map(|resolution| ResolutionLine {
                    reference: resolution.reference.value.clone(),
                    line: job.file.position(resolution.reference.span.start).0,
                    id: resolution.id.clone(),
                    name: plan.scope_name(&resolution.id),
                })
                .collect(),
            topics,
        }
        .with_letter(letter)
    }

    /// The same with another letter: one that was made to fit its page.
    pub fn with_letter(self, letter: &Letter) -> Self {
        Self {
            letter: sentence_lines(letter.sentences()),
            left_out: sentence_lines(&letter.left_out),
            unused: unused_lines(letter),
            paragraphs: letter.paragraphs.iter().map(|paragraph| paragraph.sentences.len()).collect(),
            ..self
        }
    }

    /// The letter with its sources beside it, for people.
    pub fn letter_text(&self) -> String {
        letter::render(self)
    }

    /// The explanation for people.
    pub fn text(&self) -> String {
        text::render(self)
    }

    /// The explanation for scripts.
    pub fn json(&self) -> String {
        // The type holds only strings, numbers and lists of them, which always serialise.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }
}

fn sentence_lines<'a>(sentences: impl IntoIterator<Item = &'a Sentence>) -> Vec<SentenceLine> {
    let line = |sentence: &Sentence| SentenceLine {
        sentence: sentence.text.clone(),
        sources: sentence.sources.iter().map(Line::new).collect(),
    };
    sentences.into_iter().map(line).collect()
}

fn unused_lines(letter: &Letter) -> Vec<UnusedLine> {
    let line = |unused: &Unused| UnusedLine { text: unused.text.clone(), source: Line::new(&unused.source) };
    letter.unused.iter().map(line).collect()
}

/// Sums of weights without the noise of binary fractions.
fn rounded(weight: f64) -> f64 {
    // The sum of nothing is -0.0, which would be shown with its sign.
    (weight * 1000.0).round() / 1000.0 + 0.0
}
