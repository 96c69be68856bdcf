//! Tailoring: which evidence goes on the page for this job, and why.
//!
//! Pure: a profile, prepared as [`Material`], and a job go in, a [`Plan`] comes out. The plan knows every topic and
//! scores every highlight. How high the [`Piece`]s of a page are only the engine can say, so the plan makes the best
//! [`Choice`] for given [`Heights`] and room, and explains it as a [`Selection`].

mod board;
mod choices;
mod evidence;
mod families;
mod explain;
mod ids;
mod page;
mod phrase;
mod plan;
mod relevance;
mod scope;
mod score;
mod shipped;
mod shown;
mod solve;
mod stem;
mod synonyms;
#[cfg(test)]
mod tables;
mod topics;
mod vocabulary;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::finding::{Finding, Spanned};
use crate::profile::{Defaults, SectionKind};

pub use evidence::Material;
pub use plan::Plan;
pub use relevance::Matcher;
pub use shown::Shown;
pub(crate) use vocabulary::is_ordinary;

/// One thing to cover.
#[derive(Debug, Clone)]
pub struct Topic {
    /// Unique name, made from its scope and its words.
    pub id: String,
    /// What it is about, in the words of its first source.
    pub text: String,
    /// How much it counts; below 0 if the notes want less of it, 0 if they want none.
    pub weight: f64,
    /// The entry of the profile it is limited to.
    pub scope: Option<String>,
    /// Where it was asked for, as byte ranges of the job file.
    pub sources: Vec<std::ops::Range<usize>>,
    /// Whether the notes asked for it, rather than the posting.
    pub from_notes: bool,
    /// No evidence is no problem.
    pub conditional: bool,
    /// What the notes want with it.
    pub aim: Aim,
}

/// What is wanted with a topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Aim {
    /// Show evidence for it.
    Show,
    /// Show less of it.
    Lower,
    /// Show none of it.
    Exclude,
}

/// What became of a topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TopicStatus {
    /// Evidence for it is on the page.
    Covered,
    /// There is evidence, but none of it is on the page.
    Unselected,
    /// The profile has no evidence in its scope.
    Gap,
    /// It was conditional, and there is no evidence.
    NotApplicable,
    /// The notes exclude it.
    Excluded,
}

/// A topic together with its evidence.
#[derive(Debug, Clone)]
pub struct TopicOutcome {
    /// The topic.
    pub topic: Topic,
    /// What became of it.
    pub status: TopicStatus,
    /// Ids of the evidence on the page.
    pub covered_by: Vec<String>,
    /// Ids of all evidence in its scope.
    pub candidates: Vec<String>,
    /// For a gap with a scope: ids of evidence elsewhere in the profile.
    pub elsewhere: Vec<String>,
}

/// A highlight and what was decided about it.
#[derive(Debug, Clone, Serialize)]
pub struct HighlightOutcome {
    /// The highlight's id.
    pub id: String,
    /// The id of the position, school, project or voluntary work it belongs to.
    pub parent: String,
    /// Which wording is used: 0 is the text, 1 the first variant.
    #[serde(skip)]
    pub wording: usize,
    /// That wording, as plain words.
    pub text: String,
    /// Whether it is on the page.
    pub selected: bool,
    /// Its place among the highlights of its parent by relevance, 1 the best.
    pub rank: usize,
    /// Its value for this job, alone, in thousandths of a topic's weight.
    pub score: i64,
    /// Ids of the topics it is evidence for.
    pub topics: Vec<String>,
    /// Whether the notes leave it out, on the page and in the letter.
    #[serde(skip)]
    pub excluded: bool,
    /// Why it is in or out.
    pub reason: String,
}

/// A part of the page whose height decides whether it is shown.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Piece {
    /// A highlight in one of its wordings: 0 is the text, 1 the first variant.
    Highlight {
        /// The highlight's id.
        id: String,
        /// The wording.
        wording: usize,
    },
    /// The heading of a project with what stands below it besides highlights.
    Project(String),
    /// An optional section, without highlights.
    Section(SectionKind),
    /// A group of skills.
    Skills(String),
    /// The courses of a school.
    Courses(String),
}

/// The page as the engine measured it, in hundredths of a point.
#[derive(Debug, Clone, Default)]
pub struct Heights {
    /// The height of each piece; one that is missing takes no room.
    pub pieces: BTreeMap<Piece, i64>,
    /// What is on every page, with the first summary.
    pub rest: i64,
    /// How much more than the first summary each one takes, by id.
    pub summaries: BTreeMap<String, i64>,
    /// Height of the text area of a page.
    pub area: i64,
}

impl Heights {
    /// The height of a piece.
    pub fn of(&self, piece: &Piece) -> i64 {
        self.pieces.get(piece).copied().unwrap_or(0)
    }

    /// The height of several.
    pub fn sum<'a>(&self, pieces: impl IntoIterator<Item = &'a Piece>) -> i64 {
        pieces.into_iter().map(|piece| self.of(piece)).sum()
    }
}

/// What was chosen for a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The pieces shown.
    pub pieces: BTreeSet<Piece>,
    /// Its value, and the bound no other choice exceeds.
    pub objective: Objective,
    /// The least number of highlights that each position was given, where it has so many.
    pub min: usize,
}

/// What goes on the page of a job, and why.
#[derive(Debug, Clone)]
pub struct Selection {
    /// What stands on the page.
    pub shown: Shown,
    /// Every topic with what became of it.
    pub topics: Vec<TopicOutcome>,
    /// Every highlight with what was decided, by parent and rank.
    pub highlights: Vec<HighlightOutcome>,
    /// How the other parts of the page were chosen.
    pub parts: Vec<Part>,
    /// Ids of highlights there was no room for, the one that would add most first.
    pub cut: Vec<String>,
    /// What more room would bring.
    pub more: Vec<More>,
    /// Weight of the covered topics, and of those this profile could cover.
    pub coverage: Coverage,
    /// Value of the chosen highlights, and a bound that no other choice for this page can exceed.
    pub objective: Objective,
}

/// A part of the page besides highlights, and how it was chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Part {
    /// What it is: "headline", "summary", "skills", "courses", "projects" or "sections".
    pub part: &'static str,
    /// What was chosen, by id or in words.
    pub chosen: Vec<String>,
    /// What was not.
    pub left_out: Vec<String>,
    /// Why.
    pub reason: String,
}

impl Part {
    /// A part of which there is something to choose from.
    pub(crate) fn new(
        part: &'static str,
        chosen: Vec<String>,
        all: impl Iterator<Item = String>,
        reason: &str,
    ) -> Option<Self> {
        let left_out: Vec<String> = all.filter(|one| !chosen.contains(one)).collect();
        let something = !chosen.is_empty() || !left_out.is_empty();
        something.then(|| Self { part, chosen, left_out, reason: reason.to_owned() })
    }
}

/// What the page would show if it had more room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct More {
    /// How much: "line" or "page".
    pub room: &'static str,
    /// Ids of the highlights that would come in.
    pub highlights: Vec<String>,
    /// Topics that would be covered then, by id.
    pub topics: Vec<String>,
}

/// Weight of topics.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, Serialize)]
pub struct Coverage {
    /// Of the topics covered by what is on the page.
    pub achieved: f64,
    /// Of the topics the profile has any evidence for.
    pub possible: f64,
}

/// Value of a choice of highlights, in tenths of a topic's weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Objective {
    /// Of the highlights on the page.
    pub value: i64,
    /// What no other choice for the same page exceeds; equal to `value` where the proof was finished.
    pub bound: i64,
}

/// What a reference in the notes was resolved to, for explanations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolution {
    /// The reference as written.
    pub reference: Spanned<String>,
    /// The id it stands for.
    pub id: String,
}

/// Limits on the highlights of a position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// At least this many, where there are that many and the page allows.
    pub min: usize,
    /// At most this many.
    pub max: usize,
}

impl Limits {
    /// The limits that a job's settings, or else the profile's, ask for.
    pub fn new(profile: &Defaults, job: &Defaults) -> Self {
        let min = job.highlights.min.or(profile.highlights.min).unwrap_or(1);
        let max = job.highlights.max.or(profile.highlights.max).unwrap_or(6);
        Self { min, max: max.max(min) }
    }
}

/// Everything the notes and the posting ask for, with the findings on the way.
#[derive(Debug)]
pub(crate) struct Asked {
    pub(crate) topics: Vec<Topic>,
    pub(crate) resolutions: Vec<Resolution>,
    /// Whole entries to exclude.
    pub(crate) excluded: Vec<String>,
    /// Whole entries to show less or more of: id and how much to add to each of their highlights.
    pub(crate) leanings: Vec<(String, f64)>,
    pub(crate) findings: Vec<Finding>,
}
